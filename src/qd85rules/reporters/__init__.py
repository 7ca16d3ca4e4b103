"""Reporters by name: a report into the text of one format.

In come a `Report` and `Options` (the language, whether names are shown, what fails a run); out comes text. `REPORTERS`
lists the formats; a reporter is imported when it is asked for, because some are heavy.

- Formats for people are `text`, `concise`, `markdown`, `html_report`, `html_summary` and `csv_report`, those for tools
  `sarif`, `junit` and `github`. They share `sentences` and `severity`, and name files by `places`; their words stand in
  `wording`.
- `json_report` and `jsonl` give everything; `json_schema` describes them.
- `forecast_text`, `forecast_data` and `ical` show a forecast; `page` lays out lines for a terminal.

INVARIANT: values that the vocabulary calls personal are masked by `base` unless names were asked for.
INVARIANT: no text of a user is obeyed by what shows it: each format escapes what it would act on.
INVARIANT: equal reports and options give equal text, whatever the machine and the hour.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from qd85rules.core.diagnostics import UsageError, suggestion

if TYPE_CHECKING:
    from qd85rules.core.text import Language
    from qd85rules.judge.report import Report
    from qd85rules.reporters.base import Reporter

__all__ = ["REPORTERS", "get_reporter", "render"]

REPORTERS: Final[dict[str, tuple[str, str]]] = {
    "text": ("qd85rules.reporters.text", "render_text"),
    "concise": ("qd85rules.reporters.concise", "render_concise"),
    "json": ("qd85rules.reporters.json_report", "render_json"),
    "jsonl": ("qd85rules.reporters.jsonl", "render_jsonl"),
    "sarif": ("qd85rules.reporters.sarif", "render_sarif"),
    "junit": ("qd85rules.reporters.junit", "render_junit"),
    "github": ("qd85rules.reporters.github", "render_github"),
    "markdown": ("qd85rules.reporters.markdown", "render_markdown"),
    "summary": ("qd85rules.reporters.html_summary", "render_summary"),
    "html": ("qd85rules.reporters.html_report", "render_html"),
    "csv": ("qd85rules.reporters.csv_report", "render_csv"),
}
"""Format name to the module and the function that render it."""


def get_reporter(name: str) -> Reporter:
    """Give a reporter by the name of its format; raises `UsageError` with the nearest name where there is none."""
    if name not in REPORTERS:
        near = suggestion(name, REPORTERS)
        msg = f"unknown output format `{name[:40]}`" + (f" ({near.en})" if near else "")
        raise UsageError(msg)
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
    from qd85rules.reporters.base import Options  # noqa: PLC0415 - imported with the first format

    options = Options(lang=lang, all_outcomes=all_outcomes, show_names=show_names, exit_code=report.exit_code())
    return get_reporter(output_format)(report, options)
