"""What became of a rule on a subject, in one word.

What must not live here: deciding it (`judge`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Outcome(StrEnum):
    """What became of one rule on one subject, the gravest first."""

    VIOLATION = "violation"
    UNDETERMINED = "undetermined"
    DUE = "due"
    WAIVED = "waived"
    COMPLIANT = "compliant"
    NOT_APPLICABLE = "not_applicable"


REPORTED: Final = frozenset({Outcome.VIOLATION, Outcome.UNDETERMINED, Outcome.DUE, Outcome.WAIVED})
"""The outcomes that a report shows without being asked for all."""

CAN_FAIL: Final = frozenset({Outcome.VIOLATION, Outcome.UNDETERMINED})
"""The outcomes that can fail a run."""
