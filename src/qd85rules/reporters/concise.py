"""One line a finding, `path:line:column: rule outcome account message`, which editors turn into links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qd85rules.core.diagnostics import Span
from qd85rules.core.text import plain
from qd85rules.reporters import selected
from qd85rules.reporters.sentences import outcome_word, said
from qd85rules.reporters.severity import is_known, remarks_of
from qd85rules.wording.verdicts import KNOWN

if TYPE_CHECKING:
    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.judge.finding import Finding
    from qd85rules.judge.report import Report
    from qd85rules.reporters import Options


def render_concise(report: Report, options: Options) -> str:
    """Render findings, errors, and what is to be known of waivers and the baseline, one line each."""
    # Findings that the baseline knows fail no run and would look like new ones in this format, so they are left out.
    findings = [finding for finding in selected(report, options) if options.all_outcomes or not is_known(finding)]
    lines = [_line(finding, options) for finding in findings]
    lines += [_told(told, options) for told in (*report.errors, *remarks_of(report))]
    return "".join(f"{line}\n" for line in lines)


def _told(told: Diagnostic, options: Options) -> str:
    tail = "" if told.help is None else f" ({told.help[options.lang]})"
    return plain(f"{told.span}: {told.code} {told.message[options.lang]}{tail}")


def _line(finding: Finding, options: Options) -> str:
    lang = options.lang
    subject = "" if finding.subject == "account" else f" {finding.subject}"
    tail = ""
    if finding.missing:
        tail = " <- " + " | ".join(" + ".join(chosen) for chosen in finding.missing)
    elif finding.due_on is not None:
        tail = f" < {finding.due_on}"
    place = finding.location or Span()
    clauses = ",".join(finding.clauses)
    what = f"{finding.account}{subject}: {said(finding, lang)}"
    known = f", {KNOWN[lang]}" if is_known(finding) else ""
    return plain(f"{place}: {finding.rule} {outcome_word(finding, lang)}{known}: {what} [{clauses}]{tail}")
