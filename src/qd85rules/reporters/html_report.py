"""The report as one HTML page that needs nothing beside itself and asks no one for anything.

The page forbids itself every request and every script but its own (its content security policy), and forbids its
script to turn text into markup (trusted types).

What must not live here: the parts of the page (`html_sections`).
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from qd85rules.reporters import html_charts, html_sections
from qd85rules.reporters.base import selected
from qd85rules.reporters.html_data import finding_keys, page_data, script_json
from qd85rules.reporters.html_fallback import plain_list
from qd85rules.reporters.html_markup import Markup, element
from qd85rules.reporters.html_words import KINDS, PAGE, kind_of
from qd85rules.reporters.severity import problems_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qd85rules.judge.report import Finding, Report
    from qd85rules.reporters.base import Options

__all__ = ["render_html"]

_SCRIPTS: Final = ("report_data.js", "report_rows.js", "report.js")
_POLICY: Final = (
    "default-src 'none'; style-src '{style}'; script-src '{script}'; img-src data:; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)


def render_html(report: Report, options: Options) -> str:
    """Render the report as one file for a browser, with script or without."""
    findings = selected(report, options)
    page = element("html", _head(report, options), _body(report, findings, options), lang=options.lang)
    return f"<!DOCTYPE html>\n{page.html}\n"


def _head(report: Report, options: Options) -> Markup:
    style = _asset("report.css")
    policy = _POLICY.format(style=_hash(style), script=_hash(_script()))
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="robots", content="noindex"),
        element("title", f"{PAGE['title'][options.lang]} · {report.as_of}"),
        # Empty, so that no server is asked for one.
        element("link", rel="icon", href="data:,"),
        element("style", Markup(style)),
    )


def _body(report: Report, findings: Sequence[Finding], options: Options) -> Markup:
    keyed = list(zip(finding_keys(findings), findings, strict=True))
    fallback = plain_list(keyed, options)
    data = script_json(page_data(report, findings, options))
    return element(
        "body",
        element("a", PAGE["skip"], class_="skip", href="#findings"),
        html_charts.patterns(),
        html_sections.masthead(report, options),
        element(
            "main",
            html_sections.errors(problems_of(report, options)),
            html_sections.tally(report, options),
            html_sections.due_soonest(report, keyed),
            _charts(findings),
            html_sections.explorer(len(findings), fallback),
            html_sections.background(report),
        ),
        html_sections.footer(),
        element("script", Markup(data), type="application/json", id="data"),
        element("script", Markup(_script())),
    )


def _charts(findings: Sequence[Finding]) -> Markup:
    # Rules that do not apply are the most by far, and would make the bars of the other outcomes too short to see.
    counted = [finding for finding in findings if kind_of(finding) != "not_applicable"]
    if not counted:
        return Markup("")
    present = {kind_of(finding) for finding in counted}
    return element(
        "section",
        element("h2", PAGE["charts"], id="charts-title"),
        html_charts.legend(kind for kind in KINDS if kind in present),
        element("p", PAGE["left_out_note"], class_="note") if len(counted) < len(findings) else "",
        element(
            "div",
            html_charts.chart("by-topic-chart", PAGE["by_topic"], html_charts.by_topic(counted)),
            html_charts.chart(
                "by-clause-chart", PAGE["by_clause"], html_charts.by_clause(counted), PAGE["by_clause_note"]
            ),
            class_="charts",
        ),
        class_="panel",
        aria_labelledby="charts-title",
    )


@cache
def _asset(name: str) -> str:
    return files("qd85rules.reporters").joinpath("assets", name).read_text(encoding="utf-8")


def _script() -> str:
    return "".join(map(_asset, _SCRIPTS))


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
