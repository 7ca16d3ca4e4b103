"""The report as one HTML page that needs nothing beside itself and asks no one for anything.

The page forbids itself every request and every script but its own (its content security policy), and forbids its
script to turn text into markup (trusted types). Its templates, style and scripts are in `templates`.

INVARIANT: what a template shows is escaped, control and direction characters are shown; only `Markup` goes as it is.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from qd85rules.core.diagnostics import errors_in
from qd85rules.core.outcome import Outcome
from qd85rules.core.plain import plain
from qd85rules.core.text import LANGUAGES, Text
from qd85rules.reporters.base import selected
from qd85rules.reporters.html_charts import PATTERNS, charts
from qd85rules.reporters.html_data import finding_keys, page_data, script_json
from qd85rules.reporters.html_plain import alike, cited
from qd85rules.reporters.html_words import KINDS, PAGE, SCRIPT
from qd85rules.reporters.sentences import value_text
from qd85rules.reporters.severity import problems_of
from qd85rules.wording.verdicts import FIELDS, not_recorded

if TYPE_CHECKING:
    from jinja2 import Template

    from qd85rules.judge.report import Finding, Report
    from qd85rules.reporters.base import Options

__all__ = ["render_html", "template"]

_ROOM: Final = "qd85rules.reporters"
_SCRIPTS: Final = ("report_data.js", "report_rows.js", "report.js")
_POLICY: Final = (
    "default-src 'none'; style-src '{style}'; script-src '{script}'; img-src data:; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
_LANGUAGES: Final = {"vi": "Tiếng Việt", "en": "English"}
_MOST_DUE: Final = 8
_MOST_INPUTS: Final = 12


def render_html(report: Report, options: Options) -> str:
    """Render the report as one file for a browser, with script or without."""
    findings = selected(report, options)
    keyed = list(zip(finding_keys(findings), findings, strict=True))
    problems = problems_of(report, options)
    groups = alike(keyed, options)
    style, script = _asset("report.css"), "".join(map(_asset, _SCRIPTS))
    return template("page.html.j2").render(
        report=report,
        options=options,
        lang=options.lang,
        words=PAGE,
        spoken=SCRIPT,
        fields=FIELDS,
        kinds=KINDS,
        languages=_LANGUAGES,
        patterns=PATTERNS,
        policy=_POLICY.format(style=_hash(style), script=_hash(script)),
        style=Markup(style),  # noqa: S704 - files of the library
        script=Markup(script),  # noqa: S704 - files of the library
        data=Markup(script_json(page_data(report, findings, options))),  # noqa: S704 - no character of it is markup
        problems=problems,
        errors=errors_in(problems),
        counts=report.summary | {"violation": report.summary["violation"] - report.summary["recommendation"]},
        listed=set(KINDS) if options.all_outcomes else set(KINDS) - {"compliant", "not_applicable"},
        remarks=_remarks(report, options),
        due=_due(keyed),
        drawn=charts(findings),
        findings=findings,
        groups=groups,
        cited=cited(groups),
        most_due=_MOST_DUE,
        most_inputs=_MOST_INPUTS,
    )


@cache
def template(name: str) -> Template:
    """Give a template of the HTML reports, which escapes all that it shows."""
    made = Environment(
        loader=PackageLoader(_ROOM),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"both": both, "filled": _filled, "quoted": _quoted, "value_text": value_text}
    return made.get_template(name)


def both(text: Text, tag: str = "span") -> Markup:
    """Write a text in both languages, of which the style sheet shows that of the page; once where they are the same."""
    if text.vi == text.en:
        return escape(plain(text.vi))
    each = Markup('<{0} class="l-{1}" lang="{1}">{2}</{0}>')
    return Markup("").join(each.format(tag, lang, plain(text[lang])) for lang in LANGUAGES)


def _shown(value: Any) -> Markup | str:  # noqa: ANN401 - whatever a template shows
    match value:
        case Markup():
            return value
        case Text():
            return both(value)
        case _:
            return plain(str(value))


def _filled(text: Text, number: int) -> Text:
    return Text(*(text[lang].format(number=number) for lang in LANGUAGES))


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _remarks(report: Report, options: Options) -> list[Text]:
    unsaid = Text(*(not_recorded(report.not_recorded, lang) for lang in LANGUAGES))
    return [*([unsaid] if unsaid.vi else []), PAGE["unmasked" if options.show_names else "masked"]]


def _due(keyed: list[tuple[str, Finding]]) -> list[tuple[str, Finding]]:
    """Give the duties that come due, the first of them first, with their keys."""
    due = [
        (finding.due_on, key, finding)
        for key, finding in keyed
        if finding.outcome is Outcome.DUE and finding.due_on is not None
    ]
    return [(key, finding) for _, key, finding in sorted(due, key=lambda entry: entry[0])]


@cache
def _asset(name: str) -> str:
    return files(_ROOM).joinpath("templates", name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
