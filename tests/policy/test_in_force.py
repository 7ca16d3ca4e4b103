"""What is in force on a day: a clause from its first day on, and a rule as soon as one of its clauses is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest

from qd85rules import Policy, check
from qd85rules.policy.in_force import clauses_in_force, in_force_since, setting_in_force, timeline
from qd85rules.policy.rule import Setting

DAY: Final = date(2024, 11, 1)
[RULE] = [one for one in Policy.load(["national"], as_of=DAY).rules if one.rule.id == "transfer/given-away"]
EARLY, LATE = RULE.clauses
UNDATED: Final = replace(LATE, in_force_from=None)


@pytest.mark.parametrize(
    ("on", "outcome", "cited"),
    [
        ("2022-10-06", "not_applicable", [EARLY.id, LATE.id]),
        ("2022-10-07", "violation", [EARLY.id]),
        ("2023-03-19", "violation", [EARLY.id]),
        ("2023-03-20", "violation", [EARLY.id, LATE.id]),
    ],
    ids=["the day before", "the first day of a clause", "the last day of one alone", "the first day of both"],
)
def test_a_clause_is_cited_from_its_first_day_on(on: str, outcome: str, cited: list[str]) -> None:
    lent = {"direction": "out", "kind": "lend", "on": on}
    report = check({"id": "a", "holder": {"roles": ["party_member"]}, "transfers": [lent]}, as_of=DAY)

    [finding] = [one for one in report.all_findings if one.rule == RULE.rule.id]
    assert finding.outcome.value == outcome
    assert [citation.clause for citation in finding.citations] == cited
    assert list(finding.clauses) == cited


def test_a_rule_counts_from_the_first_day_of_its_clauses_unless_one_has_none() -> None:
    assert in_force_since([LATE, EARLY]) == EARLY.in_force_from == date(2022, 10, 7)
    assert in_force_since([LATE]) == date(2023, 3, 20)
    assert in_force_since([EARLY, UNDATED]) is None
    assert in_force_since([UNDATED]) is None


def test_of_dated_and_undated_clauses_those_are_in_force_that_have_begun_or_name_no_day() -> None:
    first = date(2022, 10, 7).toordinal()

    assert clauses_in_force([EARLY, UNDATED], first) == (EARLY, UNDATED)
    assert clauses_in_force([EARLY, UNDATED], first - 1) == (UNDATED,)
    assert clauses_in_force([EARLY, LATE], first) == (EARLY,)
    assert clauses_in_force([EARLY, LATE], first - 1) == (EARLY, LATE)
    assert clauses_in_force([EARLY, LATE], "unknown") == (EARLY, LATE)


def test_a_setting_holds_on_its_first_and_on_its_last_day() -> None:
    first, last = date(2024, 1, 1), date(2024, 6, 30)
    setting = Setting(value=20, pack="unit", effective_from=first, until=last)
    day = timedelta(days=1)

    assert [setting_in_force([setting], one) for one in (first - day, first, last, last + day)] == [
        None,
        setting,
        setting,
        None,
    ]


def test_a_timeline_covers_all_days_without_a_gap() -> None:
    parameter = Policy.load(["national"], as_of=DAY).stack.parameters["report_within_days"]
    one = Setting(value=20, pack="unit", effective_from=date(2024, 1, 1), until=date(2024, 6, 30))

    assert [(part.first, part.last, part.value) for part in timeline(parameter, [one])] == [
        (None, date(2023, 12, 31), 30),
        (date(2024, 1, 1), date(2024, 6, 30), 20),
        (date(2024, 7, 1), None, 30),
    ]
