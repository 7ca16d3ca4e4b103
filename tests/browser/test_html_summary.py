"""The summary on paper: two sheets, whatever the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qd85rules import check_register, render
from tests.browser.office import AS_OF, office
from tests.browser.test_html_offices import office_report, pages_of

if TYPE_CHECKING:
    from pathlib import Path

    from qd85rules.judge.report import Report
    from tests.browser.chromium import Tab


def crowded_report() -> Report:
    """Give a register in which everyone has a unit of their own, with the longest name that there may be."""
    pages = [
        page | {"holder": page["holder"] | {"unit": f"Xã {page['holder']['id']} " + "rất dài " * 30}}
        for page in office(100)
    ]
    return check_register(pages, as_of=AS_OF, engine="reference")


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("report", [office_report, crowded_report], ids=["office", "crowded"])
def test_the_summary_takes_two_sheets(tab: Tab, tmp_path: Path, report: object, lang: str) -> None:
    page = tmp_path / "summary.html"
    page.write_text(render(report(), "summary", lang=lang), "utf-8")  # type: ignore[operator, arg-type]  # as the table has them

    tab.go(page.as_uri())

    assert pages_of(tab) == 2
    assert tab.complaints() == []
    assert tab.requests() == [page.as_uri()]


@pytest.mark.parametrize("width", [390, 1366])
def test_nothing_of_the_summary_sticks_out_sideways(tab: Tab, tmp_path: Path, width: int) -> None:
    page = tmp_path / "summary.html"
    page.write_text(render(office_report(), "summary"), "utf-8")
    tab.emulate(width=width)

    tab.go(page.as_uri())

    assert tab.run("document.documentElement.scrollWidth") <= width
