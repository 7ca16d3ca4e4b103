"""The tables of this folder as cases: a condition, a row, and the value that every engine must give.

What must not live here: tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from qd85rules.core.truth import UNKNOWN, Truth
from qd85rules.core.values import NEVER
from qd85rules.lang.parser import parse
from qd85rules.lang.types import BOOL, DATE, INT, STRING, Type, enum_of, list_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.core.values import Row, Value
    from qd85rules.lang.ast import Expr

__all__ = ["Case", "load_cases"]

_SIMPLE = {"bool": BOOL, "int": INT, "string": STRING, "date": DATE}
_TODAY = date(2024, 11, 1)


@dataclass(frozen=True)
class Case:
    """One line of a table; facts that its row does not state are unknown."""

    id: str
    table: str
    condition: Expr
    facts: Mapping[str, Type]
    types: Mapping[str, Type]
    params: Mapping[str, Value]
    row: Row
    today: int
    expect: Truth


def load_cases() -> list[Case]:
    """Read every table."""
    return [case for path in sorted(Path(__file__).parent.glob("*.yaml")) for case in _load_table(path)]


def _load_table(path: Path) -> list[Case]:
    table: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    facts = {name: _type(found) for name, found in table["facts"].items()}
    return [
        Case(
            id=case["id"],
            table=path.stem,
            condition=parse(case["condition"]),
            facts=facts,
            types={name: _type(found) for name, found in table.get("types", {}).items()},
            params={name: _value(value) for name, value in table.get("params", {}).items()},
            row=dict.fromkeys(facts, UNKNOWN) | {name: _value(value) for name, value in case["row"].items()},
            today=case.get("today", table.get("today", _TODAY)).toordinal(),
            expect=Truth(str(case["expect"]).lower()),
        )
        for case in table["cases"]
    ]


def _type(found: Any) -> Type:  # noqa: ANN401 - YAML
    match found:
        case {"one_of": members}:
            return enum_of(*members)
        case {"list_of": element}:
            return list_of(_type(element))
        case _:
            return _SIMPLE[found]


def _value(value: Any) -> Value:  # noqa: ANN401 - YAML
    match value:
        case None:
            return UNKNOWN
        case "never":
            return NEVER
        case date():
            return value.toordinal()
        case list():
            return tuple(value)
        case bool() | int() | str():
            return value
    msg = f"not a value: {value}"
    raise TypeError(msg)
