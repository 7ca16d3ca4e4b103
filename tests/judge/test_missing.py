"""What is missing of an open question: sets of facts that decide, by answers that a register would take."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from qd85rules import Policy, check

if TYPE_CHECKING:
    from qd85rules import Finding

PACKS = Path(__file__).parent / "packs"
DAY = date(2024, 11, 1)
NATIONAL = Policy.load(as_of=DAY)
OWN = Policy.load([PACKS / "rp"], as_of=DAY)
SPARE: dict[str, Any] = {
    "id": "a1",
    "profile": {"portrait": False},
    "holder": {"id": "h1"},
    "transfers": [{"direction": "out", "kind": "give"}],
    "incidents": [{"detected_on": "2024-10-01"}],
}


def finding_of(rule: str, policy: Policy = OWN, **account: object) -> Finding:
    """Give the finding of one rule on an account of which little is known."""
    return next(one for one in check(SPARE | account, policy=policy).all_findings if one.rule == rule)


@pytest.mark.parametrize(
    "account",
    [
        {"holder": {"roles": ["party_member"]}, "in_use": False, "opened_on": "2024-10-25"},
        {"in_use": True, "last_active_on": "2024-01-05", "closed_on": "never"},
        {"transfers": [{"kind": "borrow", "on": "2024-06-01"}]},
        {"holder": {"roles": ["cadre"]}, "unused_since": "2024-09-01", "in_use": False},
        {"declaration": {"requested_on": "never"}, "holder": {"roles": ["cadre"]}},
    ],
    ids=["not in use", "in use and quiet", "taken in", "closed or not", "not asked"],
)
def test_every_set_of_missing_facts_has_an_answer_that_decides(account: dict[str, Any]) -> None:
    report = check({"id": "a1", **account}, policy=NATIONAL)

    told = [one for one in report.undetermined if one.answers]
    assert told
    for one in told:
        for asked in {answer.asked for answer in one.answers}:
            outcomes = {answer.outcome.value for answer in one.answers if answer.asked == asked}
            assert outcomes != {"undetermined"}, (one.rule, asked)


def test_answers_name_the_choices_of_a_parameter_and_no_placeholder() -> None:
    finding = finding_of("rp/platform")

    assert finding.missing == (("account.platform",),)
    outcomes = {answer.text["en"].partition(": ")[2]: answer.outcome.value for answer in finding.answers}
    assert outcomes == {"facebook": "violation", "anything else": "not_applicable"}
    assert [dict(answer.given) for answer in finding.answers] == [
        {"account.platform": ("facebook",)},
        {"account.platform": (None,)},
    ]


def test_a_text_that_is_compared_with_another_fact_can_be_that_one() -> None:
    finding = finding_of("rp/handle")

    assert {tuple(answer.given["account.handle"]): answer.outcome.value for answer in finding.answers} == {
        ("h1",): "violation",
        (None,): "compliant",
    }


def test_a_day_between_the_days_of_two_parameters_decides() -> None:
    assert finding_of("rp/amnesty").missing == (("transfer.on",), ("transfer.purpose",))


def test_an_event_that_is_not_recorded_can_still_be_brought_about() -> None:
    finding = finding_of("rp/resolved")

    assert finding.outcome.value == "violation"
    assert [[change.fact for change in changes] for changes in finding.would_comply] == [["incident.resolved_on"]]


def test_putting_a_contradiction_right_goes_with_another_answer_that_stands_beside_it() -> None:
    closed_before = {"in_use": False, "last_active_on": "2024-11-01", "closed_on": "2024-10-31", "transfers": []}
    holder = {"id": "h1", "roles": ["party_member"]}

    finding = finding_of("dormant/close-unused", NATIONAL, holder=holder, **closed_before)

    assert finding.missing == (("account.consistent", "account.unused_since"),)


def test_a_record_that_contradicts_itself_takes_answers_that_are_no_part_of_that() -> None:
    finding = finding_of(
        "declaration/report-truthful",
        NATIONAL,
        holder={"id": "h1", "roles": ["party_member"]},
        declaration={"reported_on": "2024-11-01"},
        in_use=True,
        closed_on="2024-11-01",
        transfers=[{}],
    )

    assert finding.missing == (("account.left_on", "declaration.report_truthful"),)


def test_four_facts_of_nine_are_found_to_decide() -> None:
    finding = finding_of("four/r", Policy.load([PACKS / "four"], as_of=DAY), profile=None)

    bools = ("profile.portrait", "profile.contact_info", "profile.personal_info", "declaration.complete")
    assert [set(names) for names in finding.missing] == [set(bools)]
    assert finding.notes == ()


def test_what_takes_too_many_answers_is_said_not_to_be_worked_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("qd85rules.judge.missing._MOST_TRIED", 0)

    finding = finding_of("four/r", Policy.load([PACKS / "four"], as_of=DAY), profile=None)

    [names] = finding.missing
    assert len(names) == 9
    assert "not worked out" in finding.notes[0]["en"]
    assert finding.answers == ()
