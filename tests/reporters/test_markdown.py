"""Markdown: a tally, findings by account, and no text that the page obeys.

Modules: `reporters.markdown_text`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import plain
from qd85rules.reporters.markdown import SUMMARY_LIMIT, render_markdown, step_summary
from qd85rules.reporters.markdown_text import code, prose
from tests.reporters.sample import (
    HOSTILE,
    OPTIONS,
    SECRETS,
    assert_golden,
    candidates,
    remarked_report,
    report_of,
    row_of,
    sample_report,
    with_rows,
)
from tests.reporters.strategies import HOSTILE_TEXT, hostile_reports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from qd85rules.core.text import Language
    from qd85rules.judge.report import Report

READER = MarkdownIt("commonmark").enable("table")
OUR_HTML = re.compile(r"<!-- -->|\s*<details><summary>[^<>]*</summary>\s*|\s*</details>\s*")


def tokens(text: str) -> Iterator[Token]:
    for token in READER.parse(text):
        yield token
        yield from token.children or ()


def headings(text: str) -> list[str]:
    found = list(READER.parse(text))
    return [
        "".join(child.content for child in found[index + 1].children or ())
        for index, token in enumerate(found)
        if token.type == "heading_open"
    ]


def many(number: int) -> Report:
    sample = sample_report()
    row = row_of(sample, Outcome.VIOLATION)
    return with_rows(sample, (row._replace(account=f"vd-{at}") for at in range(number)))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_is_the_golden_one(lang: Language) -> None:
    assert_golden(render_markdown(sample_report(), replace(OPTIONS, lang=lang)), "md", lang)


@given(hostile_reports)
def test_any_text_leaves_a_page_of_our_own_markup_alone(report: Report) -> None:
    text = render_markdown(report, OPTIONS)
    text.encode()
    found = list(tokens(text))
    html = [token.content for token in found if token.type in {"html_inline", "html_block"}]

    assert all(OUR_HTML.fullmatch(content) for content in html)
    assert not {"link_open", "image", "fence", "code_block", "em_open", "blockquote_open"} & {one.type for one in found}
    assert sum(token.type == "table_open" for token in found) == 1


@given(HOSTILE_TEXT)
def test_code_reads_as_the_text_itself(text: str) -> None:
    [paragraph] = [token for token in READER.parse(f"x {code(text)} y") if token.type == "inline"]
    before, span, after = paragraph.children or []

    assert (before.content, span.type, after.content) == ("x ", "code_inline", " y")
    # A span of white space alone keeps a space, because there is no empty span.
    assert span.content == (plain(text) or " ")


@given(HOSTILE_TEXT.filter(lambda text: "`" not in text))
def test_prose_reads_as_the_text_itself(text: str) -> None:
    [paragraph] = [token for token in READER.parse(f"x{prose(text)}y") if token.type == "inline"]
    children = paragraph.children or []

    assert {child.type for child in children} <= {"text", "text_special", "html_inline"}
    assert "".join(one.content for one in children if one.type != "html_inline") == f"x{plain(text)}y"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("unknown key `x_y`", "unknown key `x_y`"),
        ("`a``b`", "`a` `b`"),
        ("an odd ` tick", r"an odd \` tick"),
        ("@qd85 #1 a@b.example", "@<!-- -->qd85 #<!-- -->1 a@<!-- -->b.example"),
        ("https://a.example www.a.example", "https&#58;//a.example www&#46;a.example"),
        ("<b> a|b *c* _d_ [e](f) &lt; $x$", r"\<b\> a\|b \*c\* \_d\_ \[e\](f) \&lt; \$x\$"),
    ],
)
def test_prose_neither_mentions_nor_links_nor_marks_up(text: str, shown: str) -> None:
    assert prose(text) == shown


def test_the_tally_stands_first_and_tells_recommendations_apart() -> None:
    text = render_markdown(sample_report(), replace(OPTIONS, lang="en"))
    rows = re.findall(r"^\| (.+?) \| (\d+) \|$", text, re.MULTILINE)
    summary = sample_report().summary

    assert dict(rows) == {
        "accounts checked": str(summary["accounts"]),
        "✗ violation": str(summary["violation"] - summary["recommendation"]),
        "△ recommendation": str(summary["recommendation"]),
        "? undetermined": str(summary["undetermined"]),
        "◷ due": str(summary["due"]),
        "○ waived": str(summary["waived"]),
        "✓ compliant": str(summary["compliant"]),
        "· not applicable": str(summary["not_applicable"]),
        "input errors": str(summary["errors"]),
    }


def test_accounts_come_with_the_gravest_first() -> None:
    found = headings(render_markdown(sample_report(), OPTIONS))

    assert found[:2] == [
        "Kiểm tra trang cá nhân theo quy định, tính đến 2024-11-01",
        "Dữ liệu không kiểm tra được",
    ]
    assert found[2:] == ["vd-1/facebook", plain(HOSTILE), "0042", "vd-2/tiktok", "vd-3/page"]


def test_what_a_register_leaves_out_is_told() -> None:
    text = render_markdown(sample_report(), OPTIONS)

    assert "Sổ không cho biết: việc chuyển trang ở 5 tài khoản, sự cố ở 6 tài khoản;" in text


def test_known_findings_are_marked_and_remarks_are_told() -> None:
    text = render_markdown(remarked_report(), OPTIONS)

    assert "**vi phạm (đã biết)**" in text
    assert "### Miễn trừ và danh sách nền" in text
    assert all(f"`{name}`" in text for name in ("waiver-expiring", "waiver-expired", "waiver-unused", "baseline-gone"))
    assert "waiver-active" not in text


def test_nothing_to_report_is_said() -> None:
    text = render_markdown(report_of(candidates()[:1]), replace(OPTIONS, lang="en"))

    assert text.endswith("\nNothing to report.\n")


def test_a_run_that_checked_nothing_says_so() -> None:
    assert "`nothing-checked`" in render_markdown(report_of([]), replace(OPTIONS, exit_code=2))


def test_a_limit_is_kept_and_what_is_left_out_is_counted() -> None:
    text = render_markdown(many(200), replace(OPTIONS, markdown_limit=20_000, lang="en"))
    shown = len(headings(text)) - 1

    assert len(text.encode()) <= 20_000
    assert 0 < shown < 200
    assert f"The findings on {200 - shown} more accounts are left out here" in text


def test_errors_beyond_the_limit_are_counted() -> None:
    sample = sample_report()
    text = render_markdown(
        replace(sample, errors=sample.errors * 100), replace(OPTIONS, markdown_limit=5000, lang="en")
    )
    shown = text.count("`unknown-value`") + text.count("`unknown-key`")

    assert f"{200 - shown} more errors are left out here." in text


def test_without_a_limit_everything_is_there() -> None:
    assert len(headings(render_markdown(many(200), OPTIONS))) == 201


def test_a_step_summary_stays_below_what_is_dropped() -> None:
    report = many(3000)

    assert len(render_markdown(report, OPTIONS).encode()) > SUMMARY_LIMIT
    assert len(step_summary(report, OPTIONS).encode()) <= SUMMARY_LIMIT


def test_a_short_step_summary_is_the_whole_page() -> None:
    assert step_summary(sample_report(), OPTIONS) == render_markdown(sample_report(), OPTIONS)


def test_names_are_masked_unless_asked_for() -> None:
    masked = unescape(render_markdown(sample_report(), OPTIONS))
    shown = unescape(render_markdown(sample_report(), replace(OPTIONS, show_names=True)))

    assert not [secret for secret in SECRETS if secret in masked]
    assert not [secret for secret in SECRETS if secret not in shown]
