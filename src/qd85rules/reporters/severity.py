"""How grave findings are to tools, and what a tool must hear beside findings.

What must not live here: how a format writes a severity.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from qd85rules.errors import Diagnostic, Span
from qd85rules.report import Outcome
from qd85rules.text import Text

if TYPE_CHECKING:
    from qd85rules.report import Finding, Report
    from qd85rules.reporters.base import Options

__all__ = ["GRAVITY", "Severity", "problems_of", "severity_of"]

Severity = Literal["error", "warning", "note"]

GRAVITY: Final[dict[Outcome, int]] = {outcome: rank for rank, outcome in enumerate(Outcome)}
"""The rank of each outcome, the gravest first."""

_CANNOT_DO_THE_JOB: Final = 2
_NOTHING_CHECKED: Final = Diagnostic(
    "nothing-checked",
    Text("không có tài khoản nào được kiểm tra", "no account was checked"),
    Span(),
    Text("xem lại đường dẫn và nội dung sổ", "look at the paths and at what the registers hold"),
)


def severity_of(finding: Finding, options: Options) -> Severity:
    """Grade a finding by what it does to the run: fails it, leaves it open, or neither."""
    if finding.is_recommendation:
        return "error" if options.fail_on == "recommendation" else "note"
    match finding.outcome:
        case Outcome.VIOLATION:
            return "error"
        case Outcome.UNDETERMINED:
            return "note" if options.allow_undetermined else "warning"
        case _:
            return "note"


def problems_of(report: Report, options: Options) -> tuple[Diagnostic, ...]:
    """Give the report's errors; a run that failed because it had nothing to check says so."""
    if not report.accounts and not report.errors and options.exit_code == _CANNOT_DO_THE_JOB:
        return (_NOTHING_CHECKED,)
    return report.errors
