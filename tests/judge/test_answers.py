"""What answers to an open question are said to lead to: every day of a span, held against a check of that day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import yaml

from qd85rules import Policy, check

if TYPE_CHECKING:
    from pathlib import Path

    from qd85rules import Finding, Outcome

DAY = date(2024, 11, 1)
WORDS = {"vi": "Ví dụ", "en": "An example"}
PARAMETERS = {
    "strict": {"type": "bool", "default": False, "settings": {"value": True, "until": "2024-11-28"}},
    "grace": {"type": "int", "default": 21, "settings": {"value": 40, "from": "2024-11-20", "until": "2024-12-05"}},
}


def policy(folder: Path, violated_when: str) -> Policy:
    """Make a policy of one rule, whose parameters take other values on days to come."""
    words = {"title": WORDS, "rationale": WORDS, "set_by": WORDS}
    parameters = {name: {**parameter, **words} for name, parameter in PARAMETERS.items()}
    header = {"id": "span", "requires": ["national"], "parameters": parameters}
    rule = {
        "id": "span/rule",
        "subject": "account",
        "modality": "must",
        "clauses": ["qd85/member/6"],
        "applies_when": "true",
        "violated_when": violated_when,
        "message": WORDS,
        "remedy": WORDS,
    }
    for name, content in (("pack", header), ("rule", rule)):
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return Policy.load([folder], as_of=DAY)


def finding(with_policy: Policy, **account: str) -> Finding:
    """Give the finding of the rule on an account."""
    report = check({"id": "a1", **account}, policy=with_policy)
    return next(one for one in report.all_findings if one.rule == "span/rule")


def days_of(shown: str) -> list[date]:
    """Give the ends of a span of days, and a day in between."""
    first, _, last = shown.partition("/")
    end = date.fromisoformat(last or first)
    begin = end - timedelta(days=80) if first == ".." else date.fromisoformat(first)
    return [begin, begin + (end - begin) / 2, end]


def told(of: Finding, fact: str) -> dict[date, Outcome]:
    """Give the outcome that is told for days of the fact."""
    spans = ((shown, answer.outcome) for answer in of.answers for shown in answer.given[fact] if shown != "never")
    return {day: outcome for shown, outcome in spans for day in days_of(shown)}


@pytest.mark.parametrize(
    "violated_when",
    [
        "today - account.opened_on > params.grace",
        "params.strict && today - account.opened_on > params.grace",
        "params.strict && today - account.opened_on == params.grace",
        'today < date("2024-11-11") && today - account.opened_on > 16',
        'today <= date("2024-11-11") && today - account.opened_on >= 16',
        "today - account.opened_on > 10 && today - account.last_active_on < 20",
    ],
)
def test_every_day_of_an_answer_leads_to_the_outcome_that_is_told(tmp_path: Path, violated_when: str) -> None:
    own = policy(tmp_path, violated_when)
    known = {"last_active_on": "2024-10-31"} if "last_active_on" in violated_when else {}

    found = told(finding(own, **known), "account.opened_on")

    assert found
    for day, outcome in found.items():
        assert finding(own, opened_on=day.isoformat(), **known).outcome is outcome, day


def test_where_no_spans_of_days_are_enough_none_are_told(tmp_path: Path) -> None:
    since = "today - declaration.commitment_on"
    own = policy(tmp_path, f"{since} > 10 && {since} <= declaration.commitment_on - account.last_active_on")

    assert finding(own, last_active_on="2024-10-01").answers == ()
