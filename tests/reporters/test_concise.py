"""One line a finding, in a form that editors turn into links."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from qd85rules.reporters.concise import render_concise
from tests.reporters.sample import OPTIONS, SECRETS, assert_golden, remarked_report, sample_report
from tests.reporters.strategies import hostile_reports

if TYPE_CHECKING:
    from qd85rules.core.text import Language
    from qd85rules.judge.report import Report


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_lines_are_the_golden_ones(lang: Language) -> None:
    assert_golden(render_concise(sample_report(), replace(OPTIONS, lang=lang)), "concise.txt", lang)


@given(hostile_reports)
def test_any_text_leaves_one_line_for_each_finding_and_error(report: Report) -> None:
    lines = render_concise(report, replace(OPTIONS, all_outcomes=True)).splitlines()

    assert len(lines) == len(report.all_findings) + len(report.errors)


def test_what_the_baseline_knows_is_left_out_unless_all_is_asked_for() -> None:
    report = remarked_report()
    known = {index for index, finding in enumerate(report.all_findings) if finding.baseline == "unchanged"}
    short, whole = (
        render_concise(report, replace(OPTIONS, lang="en", all_outcomes=every)).splitlines() for every in (False, True)
    )
    marked = [line for line in whole if ", known: " in line]

    assert len(marked) == len(known) > 0
    assert not [line for line in short if ", known: " in line or line.replace(" ", "") in marked]


@pytest.mark.parametrize("code", ["waiver-expiring", "waiver-expired", "waiver-unused", "baseline-gone"])
def test_waivers_and_the_baseline_are_told_with_their_place(code: str) -> None:
    lines = render_concise(remarked_report(), OPTIONS).splitlines()

    assert [line for line in lines if f": {code} " in line]


def test_no_name_is_shown() -> None:
    text = render_concise(sample_report(), replace(OPTIONS, all_outcomes=True))

    assert not [secret for secret in SECRETS if secret in text]
