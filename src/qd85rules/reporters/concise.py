"""One line a finding, `path:line:column: rule outcome account message`, which editors turn into links.

What must not live here: other formats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qd85rules.errors import Span
from qd85rules.report import Outcome
from qd85rules.reporters.base import selected
from qd85rules.reporters.plain import plain
from qd85rules.reporters.words import outcome_word

if TYPE_CHECKING:
    from qd85rules.report import Finding, Report
    from qd85rules.reporters.base import Options

__all__ = ["render_concise"]


def render_concise(report: Report, options: Options) -> str:
    """Render findings and errors, one line each."""
    lines = [_line(finding, options) for finding in selected(report, options)]
    lines += [
        plain(f"{error.span}: {error.code} {error.message[options.lang]}")
        + (plain(f" ({error.help[options.lang]})") if error.help is not None else "")
        for error in report.errors
    ]
    return "".join(f"{line}\n" for line in lines)


def _line(finding: Finding, options: Options) -> str:
    lang = options.lang
    subject = "" if finding.subject == "account" else f" {finding.subject}"
    said = finding.message if finding.outcome in {Outcome.VIOLATION, Outcome.WAIVED} else finding.title
    tail = ""
    if finding.missing:
        tail = " <- " + " | ".join(" + ".join(chosen) for chosen in finding.missing)
    elif finding.due_on is not None:
        tail = f" < {finding.due_on}"
    place = finding.location or Span()
    clauses = ",".join(finding.clauses)
    what = f"{finding.account}{subject}: {said[lang]}"
    return plain(f"{place}: {finding.rule} {outcome_word(finding, lang)}: {what} [{clauses}]{tail}")
