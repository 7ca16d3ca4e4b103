"""Outcomes: which a report shows and which can fail a run, the gravest first; and the day that stands for `never`.

Modules: `core.values`.
"""

from __future__ import annotations

from datetime import date

from qd85rules.core.outcome import CAN_FAIL, REPORTED, Outcome
from qd85rules.core.values import NEVER


def test_the_gravest_outcome_comes_first() -> None:
    assert [outcome.value for outcome in Outcome] == [
        "violation",
        "undetermined",
        "due",
        "waived",
        "compliant",
        "not_applicable",
    ]


def test_what_is_in_order_is_left_out_and_only_what_is_open_or_broken_fails_a_run() -> None:
    assert set(Outcome) - REPORTED == {Outcome.COMPLIANT, Outcome.NOT_APPLICABLE}
    assert {Outcome.VIOLATION, Outcome.UNDETERMINED} == CAN_FAIL


def test_never_is_later_than_any_day_of_a_check() -> None:
    assert date.fromordinal(NEVER) == date.max
