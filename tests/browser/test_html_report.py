"""The HTML report as a reader meets it: filters, order, languages, keyboard, paper.

Modules: `reporters.html_charts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import LANGUAGES, Text
from qd85rules.reporters.html_data import finding_keys
from qd85rules.reporters.html_kinds import KINDS, day_text, item_text, kind_of, with_days
from qd85rules.reporters.sentences import answer_text, mending_text
from qd85rules.wording.pages import PAGE, SCRIPT
from tests.browser.pages import example_report, long_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from qd85rules.core.text import Language
    from qd85rules.judge.finding import Finding
    from tests.browser.chromium import Tab

    Shown = Callable[..., str]

TITLES = "[...document.querySelectorAll('#rows .title')].map((title) => title.textContent)"
KEYS = (
    "[...document.querySelectorAll('#rows .finding')].map((row) => "
    "[row.querySelector('.c-account').textContent.trim(), row.querySelector('.title').textContent])"
)
STATUS = "document.querySelector('#status').textContent"


def column(name: str) -> str:
    return f"[...document.querySelectorAll('#rows .c-{name}')].map((cell) => cell.textContent)"


def label_of(finding: Finding) -> list[str]:
    item = item_text(finding.subject)
    return [finding.account + ("" if item is None else f", {item.vi}"), finding.title.vi]


FILTERS: dict[str, tuple[str, Callable[[Finding], bool]]] = {
    "one outcome": ("outcome=violation", lambda finding: kind_of(finding) == "violation"),
    "two outcomes": ("outcome=due,recommendation", lambda finding: kind_of(finding) in {"due", "recommendation"}),
    "topic": ("topic=transfer", lambda finding: finding.topic == "transfer"),
    "clause": ("clause=qd85/member/7", lambda finding: "qd85/member/7" in finding.clauses),
    "pack": ("pack=local/go-cong-tay", lambda finding: finding.pack == "local/go-cong-tay"),
    "account": ("q=VD-13", lambda finding: finding.account.startswith("vd-13/")),
    "title without marks": ("q=ten mien", lambda finding: finding.topic == "domain"),
    "title with marks": ("q=Tên miền", lambda finding: finding.topic == "domain"),
    "two at once": (
        "outcome=undetermined&topic=declaration",
        lambda finding: finding.topic == "declaration" and finding.outcome is Outcome.UNDETERMINED,
    ),
}


@pytest.mark.parametrize(("address", "wanted"), FILTERS.values(), ids=FILTERS)
def test_an_address_filters(tab: Tab, shown: Shown, address: str, wanted: Callable[[Finding], bool]) -> None:
    expected = [label_of(finding) for finding in example_report().findings if wanted(finding)]

    tab.go(f"{shown(example_report())}#{address}")

    assert 0 < len(expected) < len(example_report().findings)
    assert sorted(tab.run(KEYS)) == sorted(expected)
    assert tab.run(STATUS).startswith(f"{len(expected)} ")
    assert not tab.complaints()


def test_controls_filter_and_the_address_follows(tab: Tab, shown: Shown) -> None:
    total = len(example_report().findings)
    tab.go(shown(example_report()))
    assert len(tab.run(TITLES)) == total

    tab.click("#outcomes input[value=undetermined]")
    tab.run("document.querySelector('#by-topic').value = 'identity'")
    tab.run("document.querySelector('#by-topic').dispatchEvent(new Event('change'))")
    tab.click("#search")
    tab.type("vd-18")
    tab.wait("location.hash === '#outcome=undetermined&topic=identity&q=vd-18'")

    assert all(account.startswith("vd-18") for account in tab.run(column("account")))
    assert 0 < len(tab.run(TITLES)) < total

    tab.click("#reset")
    assert len(tab.run(TITLES)) == total
    assert tab.run("location.hash") == ""


def test_a_filter_that_nothing_matches_says_so(tab: Tab, shown: Shown) -> None:
    tab.go(f"{shown(example_report())}#q=không-có-đâu")

    assert tab.run(TITLES) == []
    assert tab.run(STATUS) == SCRIPT["none_found"].vi


def test_a_number_of_the_tally_leads_to_its_findings(tab: Tab, shown: Shown) -> None:
    tab.go(shown(example_report()))

    tab.click(".cards a[href='#outcome=due']")
    tab.wait("document.activeElement.id === 'findings'")

    assert len(tab.run(TITLES)) == len(example_report().due)


@pytest.mark.parametrize(("name", "cells"), [("rule", "rule .title"), ("account", "account code:first-child")])
def test_a_column_sorts_both_ways_as_the_language_does(tab: Tab, shown: Shown, name: str, cells: str) -> None:
    compare = "new Intl.Collator('vi', {numeric: true}).compare"
    tab.go(shown(example_report()))

    tab.click(f"th.c-{name} button")
    assert tab.run(f"document.querySelector('th.c-{name}').ariaSort") == "ascending"
    assert tab.run(column(cells)) == tab.run(f"{column(cells)}.sort({compare})")

    tab.click(f"th.c-{name} button")
    assert tab.run(f"document.querySelector('th.c-{name}').ariaSort") == "descending"
    assert tab.run(column(cells)) == tab.run(f"{column(cells)}.sort({compare}).reverse()")
    assert tab.run("document.querySelectorAll('[aria-sort]').length") == 1


def test_the_gravest_findings_come_first_where_asked_to(tab: Tab, shown: Shown) -> None:
    ranks = {kind.word.vi: rank for rank, kind in enumerate(KINDS.values())}
    tab.go(shown(example_report()))

    def order() -> list[int]:
        return [ranks[word] for word in tab.run(column("outcome .badge").replace("textContent", "lastChild.data"))]

    tab.click("th.c-outcome button")
    assert order() == sorted(order())
    tab.click("th.c-outcome button")
    assert order() == sorted(order(), reverse=True)


@pytest.mark.parametrize("direction", ["ascending", "descending"])
def test_findings_without_a_day_come_last(tab: Tab, shown: Shown, direction: str) -> None:
    days = [day_text(day).vi for day in sorted(finding.due_on for finding in example_report().due if finding.due_on)]

    tab.go(f"{shown(example_report())}#sort=due_on&dir={direction}")

    dated = [day for day in tab.run(column("due_on")) if day]
    assert dated == (days if direction == "ascending" else days[::-1])
    assert tab.run(column("due_on"))[: len(days)] == dated


def test_the_language_switches_everywhere_and_stays(tab: Tab, shown: Shown) -> None:
    tab.go(shown(example_report()))
    tab.click("#rows .title")
    assert tab.run("document.querySelector('h1').innerText") == PAGE["title"].vi

    tab.click("[data-lang=en]")

    visible = tab.run("document.body.innerText")
    assert tab.run("document.documentElement.lang") == "en"
    assert tab.run("document.title").startswith(PAGE["title"].en)
    assert tab.run("document.querySelector('h1').innerText") == PAGE["title"].en
    assert set(tab.run(TITLES)) == {finding.title.en for finding in example_report().findings}
    for words in (*PAGE.values(), *SCRIPT.values()):
        if words.vi != words.en and "{" not in words.vi and len(words.vi) > 8:
            assert words.vi not in visible

    assert tab.run("document.querySelectorAll('#rows .details').length") == 1
    tab.go(tab.run("location.href"))
    assert tab.run("document.documentElement.lang") == "en"
    tab.click(".cards a[href='#outcome=due']")
    tab.wait("location.hash.includes('outcome=due')")
    assert tab.run("document.documentElement.lang") == "en"


def test_a_finding_tells_its_whole_story(tab: Tab, shown: Shown) -> None:
    joint = next(
        finding
        for finding in example_report().violations
        if finding.params and any(citation.attribution == "joint" for citation in finding.citations)
    )
    [key] = [key for key, finding in keyed() if finding is joint]

    tab.go(f"{shown(example_report())}#finding={quote(key, safe='')}")

    told = tab.run("document.querySelector('#rows .details').textContent")
    citation = next(citation for citation in joint.citations if citation.attribution == "joint")
    name, value = next(iter(joint.params.items()))
    parts = [
        joint.message.vi,
        joint.remedy.vi,
        joint.evidence[0].fact,
        f"{name} = {value}",
        str(joint.location),
        citation.clause,
        citation.clause_title.vi,
        citation.title.vi,
        citation.issuer,
        day_text(str(citation.date)).vi,
        citation.relay,
        citation.locator.vi,
        citation.digest,
        citation.passage_digest,
        citation.summary.vi,
        SCRIPT["joint_note"].vi,
    ]
    assert [part for part in parts if part not in told] == []


def keyed() -> list[tuple[str, Finding]]:
    findings = example_report().findings
    return list(zip(finding_keys(findings), findings, strict=True))


def test_what_is_missing_comes_with_its_question(tab: Tab, shown: Shown) -> None:
    [(key, finding), *_] = [(key, finding) for key, finding in keyed() if finding.missing]

    tab.go(f"{shown(example_report())}#finding={quote(key, safe='')}")

    told = tab.run("document.querySelector('#rows .details').textContent")
    assert finding.questions[0].vi in told
    assert all(fact in told for chosen in finding.missing for fact in chosen)
    assert finding.message.vi not in told


def test_the_keyboard_reaches_and_works_everything(tab: Tab, shown: Shown) -> None:
    active = "document.activeElement"
    tab.go(shown(example_report()))

    tab.press("Tab")
    assert tab.run(f"{active}.className") == "skip"
    tab.press("Enter")
    assert tab.run(f"{active}.id") == "findings"
    tab.press("Tab")
    assert tab.run(f"{active}.id") == "search"
    for _ in range(30):
        if tab.run(f"{active}.className") == "title":
            break
        tab.press("Tab")
        assert tab.run(f"getComputedStyle({active}.closest('.chip') ?? {active}).outlineStyle") == "solid"
    assert tab.run(f"{active}.className") == "title"

    tab.press("Enter")
    assert tab.run(f"{active}.getAttribute('aria-expanded')") == "true"
    assert tab.run(f"document.getElementById({active}.getAttribute('aria-controls')) !== null")
    tab.press("ArrowDown")
    tab.press(" ")
    assert tab.run("document.querySelectorAll('#rows .details').length") == 2
    tab.press(" ")
    assert tab.run("document.querySelectorAll('#rows .details').length") == 1
    tab.press("ArrowUp")
    assert tab.run(f"{active} === document.querySelector('#rows .title')")

    tab.run("document.querySelector('th.c-account button').focus()")
    tab.press("Enter")
    assert tab.run("document.querySelector('th.c-account').ariaSort") == "ascending"


def test_ten_thousand_findings_are_drawn_a_hundred_at_a_time(tab: Tab, shown: Shown) -> None:
    drawn = "document.querySelectorAll('#rows .finding').length"

    tab.go(shown(long_report(10_000)))

    assert tab.run(drawn) == 100
    assert "10.000" in tab.run(STATUS)
    assert tab.run("document.querySelectorAll('*').length") < 5_000
    assert tab.run("performance.getEntriesByName('qd85-interactive').length") == 1

    tab.click("#more")
    assert tab.run(drawn) == 200
    assert tab.run("document.activeElement === document.querySelectorAll('#rows .title')[100]")

    tab.run("location.hash = '#q=vd-09876'")
    tab.wait(f"{drawn} === 1")


def test_an_address_opens_a_finding_far_down(tab: Tab, shown: Shown) -> None:
    key = finding_keys(long_report(500).findings)[333]

    tab.go(f"{shown(long_report(500))}#finding={quote(key, safe='')}")

    assert tab.run("document.activeElement.getAttribute('aria-expanded')") == "true"
    assert tab.run("document.activeElement.closest('tr').querySelector('.c-account').innerText") == "vd-00333/blog"


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    "outcome", [Outcome.VIOLATION, Outcome.DUE, Outcome.UNDETERMINED], ids=lambda outcome: outcome.value
)
def test_a_finding_says_why_what_would_mend_it_and_where_answers_lead(
    tab: Tab, shown: Shown, lang: Language, outcome: Outcome
) -> None:
    key, finding = next(
        pair
        for pair in keyed()
        if pair[1].outcome is outcome and (pair[1].answers or outcome is not Outcome.UNDETERMINED)
    )
    wanted = [with_days(sentence)[lang] for sentence in finding.because]
    told_of = [Text(*(answer_text(answer, each) for each in LANGUAGES)) for answer in finding.answers]
    if outcome is not Outcome.UNDETERMINED:
        told_of.append(Text(*(mending_text(finding, each) for each in LANGUAGES)))
    wanted += [with_days(text)[lang] for text in told_of]

    tab.go(f"{shown(example_report())}#lang={lang}&finding={quote(key, safe='')}")
    told = tab.run("document.querySelector('#rows .details').innerText")

    assert wanted
    assert [sentence for sentence in wanted if sentence not in told] == []


def test_paper_gets_every_finding_with_its_reasons_and_no_controls(tab: Tab, shown: Shown) -> None:
    report = long_report(150)
    tab.go(shown(report))
    tab.run(
        "addEventListener('beforeprint', () => { window.printed = document.querySelectorAll('#rows .paper').length; })"
    )

    tab.send("Page.printToPDF")

    assert tab.run("printed") == len(report.findings)
    assert tab.run("document.querySelectorAll('#rows .finding').length") == 100
    assert tab.run("document.querySelectorAll('#rows .paper').length") == 0
    tab.emulate(media="print")
    for control in (".filters", ".languages", ".more", ".permalink", ".skip"):
        assert tab.run(f"[...document.querySelectorAll('{control}')].every((node) => !node.checkVisibility())"), control


def test_without_script_every_finding_is_there_to_read(tab: Tab, shown: Shown) -> None:
    tab.send("Emulation.setScriptExecutionDisabled", value=True)

    tab.go(shown(example_report()))

    rows: list[str] = tab.run("[...document.querySelectorAll('noscript tr[id]')].map((row) => row.id)")
    held: str = tab.run("document.body.textContent")
    assert sorted(rows) == sorted(f"finding={key}" for key, _ in keyed())
    assert all(citation.digest in held for finding in example_report().findings for citation in finding.citations)
    assert tab.run("[...document.querySelectorAll('#explorer, .languages')].every((node) => !node.checkVisibility())")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_sticks_out_sideways(tab: Tab, shown: Shown, width: int, lang: str) -> None:
    tab.emulate(width=width)
    tab.go(shown(example_report(), lang=lang))
    tab.click("#rows .title")

    sticking: list[Any] = tab.run(
        "[...document.querySelectorAll('body *')].filter((node) => !node.closest('.scroller, .for-readers, .skip')"
        " && node.getBoundingClientRect().right > innerWidth + 1).map((node) => node.outerHTML.slice(0, 80))"
    )
    assert sticking == []
