"""A finding has the same parts on a terminal and in Markdown.

Modules: `reporters.markdown_page`, `reporters.page`.
"""

from __future__ import annotations

import pytest

from qd85rules.reporters.finding_page import show_finding
from qd85rules.reporters.markdown_page import MarkdownPage
from qd85rules.reporters.page import Page
from qd85rules.wording.verdicts import FIELDS
from tests.reporters.sample import OPTIONS, sample_report

FINDINGS = sample_report().findings


@pytest.mark.parametrize("number", range(len(FINDINGS)))
def test_what_is_told_does_not_depend_on_what_shows_it(number: int) -> None:
    finding = FINDINGS[number]
    terminal, markdown = Page(OPTIONS.lang, width=0), MarkdownPage(OPTIONS.lang)
    for sheet in (terminal, markdown):
        show_finding(sheet, finding, OPTIONS, set())
    lines, items = terminal.render().split("\n"), markdown.render().split("\n")
    labels = [label[OPTIONS.lang] for label in FIELDS.values()]

    told = {label for label in labels if any(line.startswith(f"    {label} ") for line in lines)}
    assert told == {label for label in labels if any(item.startswith(f"  - {label}: ") for item in items)}
    assert told


def test_a_clause_is_told_once() -> None:
    finding = next(finding for finding in FINDINGS if finding.citations)
    page, cited = Page(OPTIONS.lang, width=0), set[str]()
    for _ in range(2):
        show_finding(page, finding, OPTIONS, cited)

    assert page.render().count(finding.citations[0].summary[OPTIONS.lang]) == 1
