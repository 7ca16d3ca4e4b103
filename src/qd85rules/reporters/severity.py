"""How grave findings are to tools, and what a tool must hear beside findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from qd85rules.core.diagnostics import Diagnostic, Span
from qd85rules.core.outcome import Outcome
from qd85rules.wording import evidence as say

if TYPE_CHECKING:
    from qd85rules.judge.finding import Finding
    from qd85rules.judge.report import Report
    from qd85rules.judge.set_aside import WaiverStatus
    from qd85rules.reporters import Options

Severity = Literal["error", "warning", "note"]

GRAVITY: Final[dict[Outcome, int]] = {outcome: rank for rank, outcome in enumerate(Outcome)}
"""The rank of each outcome, the gravest first."""

_CANNOT_DO_THE_JOB: Final = 2
_NOTHING_CHECKED: Final = Diagnostic(
    "nothing-checked",
    say.NOTHING_CHECKED,
    Span(),
    say.LOOK_AT_PATHS,
)


_GONE_CODE: Final = "baseline-gone"


def severity_of(finding: Finding, options: Options) -> Severity:
    """Grade a finding by what it does to the run: fails it, leaves it open, or neither."""
    if is_known(finding):
        return "note"
    if finding.is_recommendation:
        return "error" if options.fail_on == "recommendation" else "note"
    match finding.outcome:
        case Outcome.VIOLATION:
            return "error"
        case Outcome.UNDETERMINED:
            return "note" if options.allow_undetermined else "warning"
        case _:
            return "note"


def is_known(finding: Finding) -> bool:
    """Tell whether the baseline knows a finding, which then fails no run."""
    return finding.baseline == "unchanged"


def remarks_of(report: Report) -> tuple[Diagnostic, ...]:
    """Give what a reader should know of waivers and of the baseline, though it fails no run."""
    remarks = [_on_waiver(status) for status in report.waivers if status.state != "active"]
    if report.baseline is not None and report.baseline.gone:
        number = sum(entry.count for entry in report.baseline.gone)
        remarks.append(Diagnostic(_GONE_CODE, say.GONE.filled(number=number), Span(report.baseline.path)))
    return tuple(remarks)


def remark_severity(remark: Diagnostic) -> Severity:
    """Grade a remark: a warning for a waiver that needs attention, a note for a finding that is gone."""
    return "note" if remark.code == _GONE_CODE else "warning"


def _on_waiver(status: WaiverStatus) -> Diagnostic:
    words = {"expiring": say.EXPIRING, "unused": say.UNUSED}.get(status.state)
    if words is None:
        words = say.UNREADABLE if status.expires_on is None else say.EXPIRED
    text = words.filled(rule=status.rule, account=status.account, day=status.expires_on, number=status.findings)
    return Diagnostic(f"waiver-{status.state}", text, status.span, status.hint)


def problems_of(report: Report, options: Options) -> tuple[Diagnostic, ...]:
    """Give the report's errors; a run that failed because it had nothing to check says so."""
    if not report.accounts and not report.errors and options.exit_code == _CANNOT_DO_THE_JOB:
        return (_NOTHING_CHECKED,)
    return report.errors
