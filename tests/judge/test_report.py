"""The rows of a report, and the finding that explains each.

Modules: `judge.finding`, `judge.set_aside`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from qd85rules import Outcome, Verdict, check_register

if TYPE_CHECKING:
    from qd85rules import Finding, Report

DAY = date(2024, 11, 1)
MEMBER = {"id": "cb-1", "legal_name": "Nguyễn Thí Dụ", "roles": ["party_member"]}


@cache
def report() -> Report:
    lent = {"direction": "out", "kind": "lend", "on": date(2024, 6, 1)}
    borrowed = {"direction": "in", "kind": "borrow", "on": date(2024, 6, 2)}
    lost = {"sign": "loss_of_control", "detected_on": date(2024, 10, 31), "committee_told_on": "never"}
    accounts = [
        {"id": "cb-1/blog", "kind": "blog", "holder": MEMBER, "transfers": [lent, borrowed], "incidents": [lost]},
        {"id": "cb-1/page", "kind": "social_page", "holder": MEMBER, "transfers": [borrowed]},
    ]
    return check_register(accounts, as_of=DAY)


def test_a_report_has_a_row_for_each_finding_and_explains_it() -> None:
    for verdict, finding in zip(report().verdicts, report().all_findings, strict=True):
        assert report().explain(verdict) == finding
        assert (verdict.rule, verdict.account, verdict.subject) == (finding.rule, finding.account, finding.subject)
        assert (verdict.outcome, verdict.modality) == (finding.outcome, finding.modality)
        assert verdict.due_on == finding.due_on
    assert {Outcome.VIOLATION, Outcome.DUE, Outcome.UNDETERMINED, Outcome.COMPLIANT} <= report().verdicts.counts.keys()


def test_the_rows_come_in_the_registers_order_with_every_item() -> None:
    subjects = dict.fromkeys((verdict.account, verdict.subject) for verdict in report().verdicts)

    assert list(subjects) == [
        *(("cb-1/blog", subject) for subject in ("account", "transfers[0]", "transfers[1]", "incidents[0]")),
        *(("cb-1/page", subject) for subject in ("account", "transfers[0]")),
    ]
    assert len(report().verdicts) == len(list(report().verdicts))


def test_a_row_has_what_the_register_says_of_its_item() -> None:
    content = {verdict.subject: verdict.content for verdict in report().verdicts if verdict.account == "cb-1/blog"}

    assert content["account"] is None
    assert content["transfers[1]"] == {"direction": "in", "kind": "borrow", "on": "2024-06-02"}


def test_nothing_is_explained_that_nobody_reads() -> None:
    explained: list[Verdict] = []

    def explain(verdict: Verdict) -> Finding:
        explained.append(verdict)
        return report().explain(verdict)

    watched = replace(report(), explain=explain)

    assert watched.summary["violation"]
    assert watched.exit_code() == 1
    assert not explained
    assert len(watched.findings) == len(explained) == len(watched.verdicts.shown) < len(watched.verdicts)


def test_a_row_that_is_changed_keeps_its_place_and_changes_its_finding() -> None:
    broken = next(verdict for verdict in report().verdicts if verdict.outcome is Outcome.VIOLATION)
    rows = report().verdicts.changed(
        lambda verdict: verdict._replace(outcome=Outcome.WAIVED, baseline="new") if verdict == broken else verdict
    )
    changed = replace(report(), verdicts=rows)
    place = list(report().verdicts).index(broken)
    before, after = report().explain(broken), changed.explain(changed.verdicts[place])

    assert after == replace(before, outcome=Outcome.WAIVED, baseline="new")
    assert changed.summary["violation"] == report().summary["violation"] - 1
    assert [row for row in changed.verdicts if row != changed.verdicts[place]] == [
        row for row in report().verdicts if row != broken
    ]


def test_a_row_cannot_be_changed_in_place() -> None:
    with pytest.raises(AttributeError):
        report().verdicts[0].outcome = Outcome.COMPLIANT  # type: ignore[misc]
