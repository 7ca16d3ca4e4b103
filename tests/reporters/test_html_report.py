"""The HTML report as a file: what it holds, what it hides, and that nothing in it can act. `tests/browser` opens it.

Modules: `reporters.html_data`, `reporters.html_kinds`, `reporters.html_templates`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qd85rules.core.outcome import REPORTED
from qd85rules.core.text import LANGUAGES, Language, Text, plain
from qd85rules.reporters import get_reporter
from qd85rules.reporters.html_data import finding_keys, script_json, tells_message
from qd85rules.reporters.html_kinds import KINDS, kind_of, with_days
from qd85rules.reporters.html_report import render_html
from qd85rules.reporters.html_templates import both, show
from qd85rules.wording.pages import CITATION, ITEMS, PAGE, SCRIPT, TOPICS
from tests.reporters.sample import HOSTILE, OPTIONS, SECRETS, report_of, sample_report

VOID = {"input", "link", "meta"}


class Page(HTMLParser):
    """Reads a page strictly: every element must be closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {}
        self.text: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in {"script", "style"}:
            self.raw.setdefault(self.open[-1], []).append(data)
        else:
            self.text.append(data)


def page_of(**options: Any) -> Page:  # noqa: ANN401 - options of any type
    return Page(render_html(sample_report(), replace(OPTIONS, **options)))


def data_of(page: Page) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(page.raw["script"][0])
    return data


def test_html_is_a_format_by_name() -> None:
    assert get_reporter("html") is render_html


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("all_outcomes", [False, True], ids=["reported", "all"])
def test_the_page_is_well_formed_and_of_one_language(lang: Language, all_outcomes: bool) -> None:  # noqa: FBT001 - a parameter of the table
    page = page_of(lang=lang, all_outcomes=all_outcomes)

    assert page.elements[0] == ("html", {"lang": lang})
    assert data_of(page)["lang"] == lang


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render_html(sample_report(), OPTIONS) == render_html(sample_report(), OPTIONS)


def test_the_page_names_nothing_outside_itself() -> None:
    page = page_of(show_names=True)

    addresses = [
        value
        for _, attributes in page.elements
        for name, value in attributes.items()
        if name in {"href", "src", "action", "srcset", "data", "poster", "formaction"}
    ]
    assert {address for address in addresses if address and not address.startswith("#")} == {"data:,"}
    assert not [attributes for _, attributes in page.elements if "style" in attributes or "src" in attributes]
    assert not re.search(r"url\((?!#)|@import", page.raw["style"][0])


def test_the_policy_lets_in_just_the_style_and_the_script_of_the_page() -> None:
    page = page_of()
    [policy] = [
        attributes["content"]
        for tag, attributes in page.elements
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(part.strip().split(" ", 1) for part in str(policy).split(";"))

    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == f"'{digest_of(page.raw['style'][0])}'"
    assert rules["script-src"] == f"'{digest_of(page.raw['script'][1])}'"
    assert rules["require-trusted-types-for"] == "'script'"
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]


def digest_of(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def test_no_script_turns_text_into_markup() -> None:
    script = page_of().raw["script"][1]

    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser", script
    )
    assert not re.search(r"\b(?:fetch|XMLHttpRequest|WebSocket|sendBeacon|importScripts)\b|\bimport\(", script)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_masked_values_are_nowhere_in_the_file(lang: Language) -> None:
    text = render_html(sample_report(), replace(OPTIONS, lang=lang, all_outcomes=True))
    shown = render_html(sample_report(), replace(OPTIONS, lang=lang, all_outcomes=True, show_names=True))

    assert [secret for secret in SECRETS if secret in text or json.dumps(secret)[1:-1] in text] == []
    assert [secret for secret in SECRETS if secret not in shown] == []
    assert PAGE["masked"][lang] in text
    assert PAGE["unmasked"][lang] in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_without_script_has_every_finding_and_clause(lang: Language) -> None:
    report = sample_report()
    page = page_of(lang=lang)

    ids = {attributes.get("id") for _, attributes in page.elements}
    text = "".join(page.text)

    assert ids >= {plain(f"finding={key}") for key in finding_keys(report.findings)}
    for finding in report.findings:
        assert finding.title[lang] in text
        assert all(citation.summary[lang] in text and citation.digest in text for citation in finding.citations)
        assert all(question[lang] in text for question in finding.questions)


def said(text: Text) -> Any:  # noqa: ANN401 - as JSON has it
    return text.vi if text.vi == text.en else {"vi": text.vi, "en": text.en}


@pytest.mark.parametrize("all_outcomes", [False, True], ids=["reported", "all"])
def test_the_data_has_each_finding_once_in_its_order(all_outcomes: bool) -> None:  # noqa: FBT001 - a parameter of the table
    data = data_of(page_of(all_outcomes=all_outcomes))
    findings = [found for found in sample_report().all_findings if all_outcomes or found.outcome in REPORTED]

    rows = [data["shared"][row["shared"]] | row for row in data["findings"]]
    assert [
        (row["rule"], row["account"], row.get("subject", "account"), row["kind"], row.get("due_on"), row["clauses"])
        for row in rows
    ] == [
        (
            finding.rule,
            plain(finding.account),
            finding.subject,
            kind_of(finding),
            None if finding.due_on is None else str(finding.due_on),
            list(finding.clauses),
        )
        for finding in findings
    ]


def test_the_data_has_what_a_finding_says_in_both_languages_by_name() -> None:
    data = data_of(page_of(all_outcomes=True))

    for row, finding in zip(data["findings"], sample_report().all_findings, strict=True):
        shared = data["shared"][row["shared"]]
        rule = data["rules"][finding.rule]
        assert (rule["title"], rule["remedy"]) == (said(finding.title), said(finding.remedy))
        assert not tells_message(finding) or rule["message"] == said(finding.message)
        assert shared.get("questions", []) == [said(question) for question in finding.questions]
        assert shared.get("notes", []) == [said(note) for note in finding.notes]
        assert [data["texts"][number] for number in row.get("because", [])] == [
            said(with_days(one)) for one in finding.because
        ]
        assert shared.get("facts", []) == [item.fact for item in finding.evidence]
        assert len(row.get("values", [])) == len(finding.evidence)
        for citation in finding.citations:
            clause = data["clauses"][citation.clause]
            assert clause["title"] == said(citation.clause_title)
            assert (clause["document"], clause["summary"]) == (said(citation.title), said(citation.summary))
            assert (clause["relay"], clause["digest"]) == (citation.relay, citation.digest)


def test_hostile_text_stays_text() -> None:
    page = page_of(show_names=True, inputs=(HOSTILE,))

    assert "alert(1)" not in page.raw["script"][1]
    assert len(page.raw["script"]) == 2
    assert plain(HOSTILE) in "".join(page.text)
    assert any(row["account"] == plain(HOSTILE) for row in data_of(page)["findings"])


def test_errors_say_what_where_and_what_to_do() -> None:
    report = sample_report()
    text = "".join(page_of().text)

    assert report.errors
    for error in report.errors:
        assert plain(str(error.span)) in text
        for told in (error.message, error.help):
            assert told is None or all(plain(told[lang]) in text for lang in LANGUAGES)


def test_a_report_without_findings_says_so() -> None:
    empty = replace(report_of([]), errors=())

    page = Page(render_html(empty, OPTIONS))

    assert PAGE["nothing"].vi in "".join(page.text)
    assert data_of(page)["findings"] == []


def test_the_same_finding_twice_gets_two_names() -> None:
    [first, *_] = sample_report().findings

    assert len(set(finding_keys([first, first, first]))) == 3


WORDS = {"page": PAGE, "script": SCRIPT, "citation": CITATION, "topics": TOPICS, "items": ITEMS} | {
    name: {kind.name: getattr(kind, name) for kind in KINDS.values()} for name in ("word", "meaning")
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_everything_is_said_in_both_languages_with_the_same_places_to_fill(words: dict[str, Text]) -> None:
    for name, text in words.items():
        assert text.vi, name
        assert text.en, name
        assert set(re.findall(r"\{\w+\}", text.vi)) == set(re.findall(r"\{\w+\}", text.en)), name


def test_every_kind_has_a_name_and_a_mark_of_its_own() -> None:
    assert [kind.name for kind in KINDS.values()] == list(KINDS)
    assert len({kind.mark for kind in KINDS.values()}) == len(KINDS)


ANY_TEXT = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(
    ["</script>", "<!--<script>", "]]>", "&lt;", "\u2028", "\ud800", "</noscript>"]
)


@given(ANY_TEXT)
def test_json_in_a_script_element_is_read_back_and_cannot_end_it(text: str) -> None:
    written = script_json({"text": [text]})

    assert json.loads(written) == {"text": [text]}
    assert not re.search(r"[<>&\u2028\u2029\ud800-\udfff]", written)


@given(ANY_TEXT, ANY_TEXT)
def test_a_text_of_two_languages_is_shown_as_text_and_nothing_else(vi: str, en: str) -> None:
    page = Page(f"<p>{both(Text(vi, en))}</p>")

    spans = [] if vi == en else [("span", {"class": f"l-{lang}", "lang": lang}) for lang in LANGUAGES]
    assert page.elements == [("p", {}), *spans]
    assert "".join(page.text) == (plain(vi) if vi == en else plain(vi) + plain(en))


@given(ANY_TEXT)
def test_a_template_gives_back_any_text_in_and_between_its_tags(text: str) -> None:
    page = Page(show('<p title="{{ text }}" class="{{ text }}">{{ text }}</p>', text=text))

    assert page.elements == [("p", {"title": plain(text), "class": plain(text)})]
    assert "".join(page.text) == plain(text)


def test_every_attribute_of_the_templates_is_quoted_and_nothing_is_called_safe() -> None:
    folder = files("qd85rules.reporters").joinpath("templates")
    sources = {each.name: each.read_text("utf-8") for each in folder.iterdir() if each.name.endswith(".j2")}

    assert "page.html.j2" in sources
    for name, source in sources.items():
        assert not re.search(r"\s[\w-]+=\{\{", source), name
        assert not re.search(r"\|\s*safe\b|autoescape", source), name
