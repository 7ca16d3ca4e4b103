"""The summary for a superior: people and units in numbers, and nobody's name.

Modules: `reporters.people`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from qd85rules import check_register, render
from qd85rules.core.text import LANGUAGES
from qd85rules.reporters import get_reporter
from qd85rules.reporters.html_summary import render_summary
from tests.browser.office import AS_OF, UNITS, office
from tests.reporters.sample import HOSTILE, OPTIONS, SECRETS, sample_report
from tests.reporters.test_html_report import Page

if TYPE_CHECKING:
    from qd85rules.core.text import Language

PEOPLE = 60
OFFICE = check_register(office(PEOPLE), as_of=AS_OF, engine="reference")


def rows_of(page: str) -> dict[str, list[int]]:
    """Give the numbers of each row of the first table, by what the row is about, in Vietnamese."""
    table = page.partition("<table>")[2].partition("</table>")[0]
    found = re.findall(
        r'<span class="short">(?:<span class="l-vi" lang="vi">)?([^<]+)<.*?</th>((?:<td>\d+</td>)+)', table
    )
    return {name: [int(number) for number in re.findall(r"\d+", cells)] for name, cells in found}


def test_summary_is_a_format_by_name() -> None:
    assert get_reporter("summary") is render_summary


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_well_formed_asks_for_nothing_and_runs_nothing(lang: Language) -> None:
    page = Page(render_summary(sample_report(), replace(OPTIONS, lang=lang)))

    assert page.elements[0] == ("html", {"lang": lang})
    assert "script" not in {tag for tag, _ in page.elements}
    [policy] = [str(at["content"]) for tag, at in page.elements if tag == "meta" and "http-equiv" in at]
    assert "default-src 'none'" in policy
    assert "script-src 'none'" in policy
    assert {at["href"] for _, at in page.elements if "href" in at} == {"data:,"}


def test_every_unit_has_its_people_and_all_together_are_the_last_row() -> None:
    rows = rows_of(render(OFFICE, "summary"))
    members = Counter(person.unit for person in OFFICE.people)
    violating = {finding.person: finding.unit for finding in OFFICE.violations}

    assert set(rows) == {*members, "Tổng"} == {*UNITS, "Tổng"}
    for unit, number in members.items():
        assert rows[str(unit)][0] == number
        assert rows[str(unit)][2] == sum(of == unit for of in violating.values())
    assert rows["Tổng"][:3] == [PEOPLE, OFFICE.accounts, len(violating)]
    assert all(sum(rows[unit][at] for unit in UNITS) == rows["Tổng"][at] for at in range(6))


def test_units_beyond_those_that_fit_are_counted_together() -> None:
    pages = [page | {"holder": page["holder"] | {"unit": f"xã {page['holder']['id']}"}} for page in office(PEOPLE)]
    report = check_register(pages, as_of=AS_OF, engine="reference")

    rows = rows_of(render(report, "summary"))

    *_, others, total = rows.values()
    assert list(rows)[-2] == "45 đơn vị khác"
    assert others[0] == 45
    assert total == rows_of(render(OFFICE, "summary"))["Tổng"]


def test_nobody_is_named_even_where_names_are_asked_for() -> None:
    text = render_summary(sample_report(), replace(OPTIONS, show_names=True)) + render(
        OFFICE, "summary", show_names=True
    )

    names = {person.name for person in OFFICE.people if person.name}
    assert [name for name in (*SECRETS, *names) if name in text] == []
    assert "cb-00" not in text


def test_hostile_text_stays_text() -> None:
    page = render_summary(sample_report(), replace(OPTIONS, inputs=(HOSTILE,)))

    assert "<script>" not in page
    assert not re.search(r"[\x00\x1b\u2028\u202e]", page)


def test_what_could_not_be_read_is_said_first() -> None:
    page = render_summary(sample_report(), OPTIONS)

    assert sample_report().errors
    assert page.index('class="warning"') < page.index('class="cards"')
