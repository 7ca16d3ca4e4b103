"""The HTML report as an office reads it: people and units first, on a phone and on paper as well."""

from __future__ import annotations

import base64
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest

from qd85rules import check_register
from qd85rules.wording.pages import CITATION, SCRIPT
from tests.browser.office import AS_OF, office
from tests.browser.pages import example_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from qd85rules.judge.finding import Finding
    from qd85rules.judge.report import Report
    from tests.browser.chromium import Tab

    Shown = Callable[..., str]

MOST_PAGES = 30
PHONE_WIDTH, PHONE_HEIGHT = 390, 844
ACCOUNTS = "[...document.querySelectorAll('#rows .c-account code:first-child')].map((code) => code.textContent)"
NAMED = "[...document.querySelectorAll('#rows .who')].map((who) => who.textContent)"


@cache
def office_report() -> Report:
    return check_register(office(300), as_of=AS_OF, engine="reference")


def pages_of(tab: Tab) -> int:
    pdf = base64.b64decode(tab.send("Page.printToPDF", preferCSSPageSize=True)["data"])
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def people_with(outcome: str) -> set[str]:
    return {finding.person for finding in office_report().findings if finding.outcome.value == outcome}


def test_the_register_of_the_office_is_as_large_as_they_are() -> None:
    report = office_report()

    assert report.accounts > 400
    assert len(report.people) == 300
    assert len(report.findings) > 380


def test_the_first_screen_counts_people_units_and_what_there_is_to_do(tab: Tab, shown: Shown) -> None:
    tab.emulate(width=1366, height=768)
    tab.go(shown(office_report()))

    cards = tab.run("[...document.querySelectorAll('.card')].map((card) => card.innerText.split('\\n'))")
    last = tab.run("document.querySelector('.units-table tbody tr').getBoundingClientRect().bottom")

    assert cards[0] == ["300", "Người", f"{office_report().accounts} trang, 12 đơn vị"]
    assert [card[0] for card in cards[1:4]] == [
        str(len(people_with(outcome))) for outcome in ("violation", "undetermined", "due")
    ]
    assert cards[4][0] == str(300 - len({finding.person for finding in office_report().findings}))
    assert last < 768


def test_each_unit_has_its_people_pages_and_findings(tab: Tab, shown: Shown) -> None:
    report = office_report()
    units = {person.key: person.unit for person in report.people}
    tab.go(shown(report))

    rows = tab.run(
        "[...document.querySelectorAll('.units-table tbody tr')].map((row) => "
        "[...row.cells].map((cell) => cell.textContent))"
    )

    assert {row[0]: [int(cell) for cell in row[1:]] for row in rows} == {
        unit: [
            sum(person.unit == unit for person in report.people),
            sum(person.pages for person in report.people if person.unit == unit),
            *(
                sum(units[key] == unit for key in people_with(outcome))
                for outcome in ("violation", "undetermined", "due")
            ),
        ]
        for unit in units.values()
    }
    tab.click(".units-table a")
    tab.wait("location.hash.startsWith('#unit=')")
    assert set(
        tab.run("[...document.querySelectorAll('#rows .head-person .beside')].map((unit) => unit.textContent)")
    ) == {rows[0][0]}


def test_on_a_phone_the_first_finding_is_on_the_second_screen_at_the_latest(tab: Tab, shown: Shown) -> None:
    tab.emulate(width=PHONE_WIDTH, height=PHONE_HEIGHT)
    for lang in ("vi", "en"):
        tab.go(shown(office_report(), lang=lang, show_names=True))
        bottom = tab.run("document.querySelector('#rows .finding').getBoundingClientRect().bottom")

        assert 0 < bottom <= 2 * PHONE_HEIGHT


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("show_names", [False, True], ids=["masked", "named"])
def test_three_hundred_people_print_on_thirty_pages(
    tab: Tab,
    shown: Shown,
    show_names: bool,  # noqa: FBT001 - a parameter of the table
    lang: str,
) -> None:
    tab.go(shown(office_report(), show_names=show_names, lang=lang))

    assert 5 < pages_of(tab) <= MOST_PAGES


def test_what_is_printed_names_every_person_and_finding_once(tab: Tab, shown: Shown) -> None:
    report = office_report()
    tab.go(shown(report, show_names=True))

    tab.run("dispatchEvent(new Event('beforeprint'))")

    who = {person.key: f"{person.holder_id} · {person.name}" for person in report.people}
    assert Counter(tab.run(NAMED)) == Counter(who[key] for key in {finding.person for finding in report.findings})
    assert Counter(tab.run(ACCOUNTS)) == Counter(finding.account for finding in report.findings)


def test_names_are_in_the_file_only_where_they_are_asked_for(tab: Tab, shown: Shown) -> None:
    names = {person.name for person in office_report().people if person.name}

    tab.go(shown(office_report()))
    held = tab.run("document.documentElement.outerHTML")
    assert [name for name in names if name in held] == []

    tab.go(shown(office_report(), show_names=True))
    held = tab.run("document.documentElement.outerHTML")
    concerned = {finding.holder_name for finding in office_report().findings if finding.holder_name}
    assert [name for name in concerned if name not in held] == []


SEARCHES: dict[str, tuple[str, Callable[[Finding], bool]]] = {
    "a name": ("Đặng Hữu Lan", lambda finding: finding.holder_name == "Đặng Hữu Lan"),
    "a name without marks": ("dang huu lan", lambda finding: finding.holder_name == "Đặng Hữu Lan"),
    "a unit": ("Ủy ban kiểm tra", lambda finding: finding.unit == "Ủy ban kiểm tra"),
    "a unit without marks": ("uy ban kiem tra", lambda finding: finding.unit == "Ủy ban kiểm tra"),
    "a person's id": ("cb-0043", lambda finding: finding.holder_id == "cb-0043"),
    "a page": ("cb-0043/zalo", lambda finding: finding.account == "cb-0043/zalo"),
}


@pytest.mark.parametrize(("typed", "wanted"), SEARCHES.values(), ids=SEARCHES)
def test_people_and_units_are_found(tab: Tab, shown: Shown, typed: str, wanted: Callable[[Finding], bool]) -> None:
    expected = Counter(finding.account for finding in office_report().findings if wanted(finding))

    tab.go(f"{shown(office_report(), show_names=True)}#q={typed}")

    assert expected
    assert Counter(tab.run(ACCOUNTS)) == expected


def test_findings_stand_by_person_or_by_unit(tab: Tab, shown: Shown) -> None:
    report = office_report()
    address = shown(report)
    shown_first = 100

    tab.go(address)
    people = tab.run(NAMED)
    assert len(people) == len(set(people))

    tab.go(f"{address}#sort=unit")
    units = tab.run("[...document.querySelectorAll('#rows .head-unit')].map((head) => head.textContent)")
    assert units == sorted(set(units), key=units.index)
    assert len(tab.run(ACCOUNTS)) == shown_first

    tab.go(f"{address}#sort=outcome")
    assert tab.run(NAMED) == []
    assert all(tab.run("[...document.querySelectorAll('#rows .c-account .beside')].map((who) => who.textContent)"))


def test_the_worst_off_come_first(tab: Tab, shown: Shown) -> None:
    violations = Counter(finding.person for finding in office_report().violations)
    tab.go(shown(office_report()))

    first = [violations[who] for who in tab.run(NAMED)]

    assert first[0] == max(violations.values())
    assert first == sorted(first, reverse=True)


def test_ids_of_clauses_and_digests_are_folded_away_and_days_are_written_as_vietnamese_does(
    tab: Tab, shown: Shown
) -> None:
    tab.go(shown(example_report()))
    tab.run("document.querySelectorAll('#rows .title').forEach((title) => title.click())")

    visible: str = tab.run("document.body.innerText")

    clauses = [citation for finding in example_report().findings for citation in finding.citations]
    assert all(citation.clause_title.vi in visible for citation in clauses)
    assert not [citation.clause for citation in clauses if citation.clause in visible]
    assert "sha256:" not in visible
    assert not re.findall(r"\b\d{4}-\d\d-\d\d\b", visible)
    assert "01/11/2024" in visible

    tab.click("#rows .citations summary")
    assert CITATION["sources"].vi in visible
    assert "sha256:" in tab.run("document.body.innerText")

    tab.click("[data-lang=en]")
    assert "2024-11-01" in tab.run("document.body.innerText")
    assert SCRIPT["person"].en in tab.run("document.querySelector('#by-sort').textContent")
