"""What a fact's value looks like to an engine.

A date is its proleptic Gregorian ordinal (`datetime.date.toordinal`), so that engines see integers only; `never`, "it
has not happened as of the register's date", is the last day of the calendar, so that it lies after every real date.

What must not live here: which facts there are (`model.vocabulary`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from qd85rules.core.truth import Unknown

Value = bool | int | str | tuple[str, ...] | Unknown

Row = Mapping[str, Value]
"""Fact name to value; every fact that a program reads must be there, `UNKNOWN` where the register is silent."""

NEVER: Final = date.max.toordinal()
