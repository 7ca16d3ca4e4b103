"""Reporters by name: a report into the text of one format.

In come a `Report` and `Options` (the language, whether names are shown, what fails a run); out comes text. `REPORTERS`
lists the formats; a reporter is imported when it is asked for, because some are heavy. What all of them share stands
here: how a report is to be shown, and which of its findings are.

- Formats for people are `text`, `concise`, `markdown`, `html_report`, `html_summary` and `csv_report`, those for tools
  `sarif`, `junit`, `github` and `gitlab`. They share `sentences` and `severity`, and name files by `places`; their
  words stand in `wording`.
- JSON (`render_json`) and `jsonl` give everything; `json_schema` describes them.
- `forecast_text`, `forecast_data` and `ical` show a forecast; `page` lays out lines for a terminal.

INVARIANT: values that the vocabulary calls personal are masked (`shown_value`) unless names were asked for.
INVARIANT: no text of a user is obeyed by what shows it: each format escapes what it would act on.
INVARIANT: equal reports and options give equal text, whatever the machine and the hour.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, cast

from qd85rules.core.diagnostics import UsageError, suggestion
from qd85rules.core.text import Language, json_text
from qd85rules.judge.report import FailOn, Report
from qd85rules.reporters.groups import GroupBy
from qd85rules.wording import usage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.judge.finding import Finding

REPORTERS: Final[dict[str, tuple[str, str]]] = {
    "text": ("qd85rules.reporters.text", "render_text"),
    "concise": ("qd85rules.reporters.concise", "render_concise"),
    "json": ("qd85rules.reporters", "render_json"),
    "jsonl": ("qd85rules.reporters.jsonl", "render_jsonl"),
    "sarif": ("qd85rules.reporters.sarif", "render_sarif"),
    "junit": ("qd85rules.reporters.junit", "render_junit"),
    "github": ("qd85rules.reporters.github", "render_github"),
    "gitlab": ("qd85rules.reporters.gitlab", "render_gitlab"),
    "markdown": ("qd85rules.reporters.markdown", "render_markdown"),
    "summary": ("qd85rules.reporters.html_summary", "render_summary"),
    "html": ("qd85rules.reporters.html_report", "render_html"),
    "csv": ("qd85rules.reporters.csv_report", "render_csv"),
}
"""Format name to the module and the function that render it."""


SarifInclude = Literal["open", "suppressed", "due", "pass", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Options:
    """How a report is to be shown.

    `all_outcomes` adds compliant and not applicable findings; `show_names` shows personal data unmasked; `colour` and
    `width` concern terminals only, `width` 0 meaning no wrapping. `exit_code` is that of the run; `inputs` names the
    registers that were read, and `asked` the files and folders that were named to find them.

    `repo_paths` has, for a path as the user gave it, the path from the root of the repository
    (`places.repository_paths`); a path that it lacks is taken to start there. `sarif_include` names what a SARIF log
    holds beside violations; `undetermined_as` `note` makes undetermined findings alerts in tools that know failures
    only. `group_by` says under what text and Markdown put findings. `markdown_limit` is the greatest number of UTF-8
    bytes of a Markdown report, 0 meaning none.
    """

    lang: Language = "vi"
    all_outcomes: bool = False
    show_names: bool = False
    colour: bool = False
    width: int = 100
    ascii_only: bool = False
    fail_on: FailOn = "violation"
    allow_undetermined: bool = False
    exit_code: int = 0
    inputs: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    repo_paths: Mapping[str, str] = field(default_factory=dict)
    sarif_include: frozenset[SarifInclude] = frozenset()
    undetermined_as: Literal["none", "note"] = "none"
    group_by: GroupBy = "account"
    markdown_limit: int = 0


class Reporter(Protocol):
    """Turns a report into text."""

    def __call__(self, report: Report, options: Options) -> str:
        """Render the whole report; the text ends with a line break."""
        ...


def get_reporter(name: str) -> Reporter:
    """Give a reporter by the name of its format; raises `UsageError` with the nearest name where there is none."""
    if name not in REPORTERS:
        near = suggestion(name, REPORTERS)
        raise UsageError(usage.hinted(usage.UNKNOWN_FORMAT.filled(name=name[:40]), near))
    module, function = REPORTERS[name]
    return cast("Reporter", getattr(import_module(module), function))


def render(
    report: Report,
    output_format: str = "json",
    *,
    lang: Language = "vi",
    all_outcomes: bool = False,
    show_names: bool = False,
) -> str:
    """Render a report as text of one format, for programs that use the library.

    Args:
        report: the report.
        output_format: one of `REPORTERS`.
        lang: the language of sentences.
        all_outcomes: whether compliant and not applicable findings are shown as well.
        show_names: whether personal data is shown unmasked.

    Raises:
        UsageError: there is no such format.
    """
    options = Options(
        lang=lang,
        all_outcomes=all_outcomes,
        show_names=show_names,
        exit_code=report.exit_code(),
        inputs=report.inputs,
    )
    return get_reporter(output_format)(report, options)


def selected(report: Report, options: Options) -> tuple[Finding, ...]:
    """Give the findings that the options ask for."""
    return report.all_findings if options.all_outcomes else report.findings


def render_json(report: Report, options: Options) -> str:
    """Render the report as indented JSON."""
    return json_text(report_data(report, options)) + "\n"


def report_data(report: Report, options: Options) -> dict[str, Any]:
    """Give the report as plain data, as the options ask for it."""
    data = report.to_dict(lang=options.lang, all_outcomes=options.all_outcomes, show_names=options.show_names)
    return data | {"inputs": list(options.inputs)}
