"""What the linter can say, as a table, and one finding of it.

What must not live here: looking for findings (`rules`, `pairs`, `guards`, `packs`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from qd85rules.core.diagnostics import Diagnostic

if TYPE_CHECKING:
    from qd85rules.core.diagnostics import Span
    from qd85rules.lab.proofs.witness import Answer, Witness

Severity = Literal["error", "warning", "note"]

Basis = Literal["proof", "witness", "reading", "not_decided"]
"""What a finding rests on: a proof over all accounts and days, an account that shows it, the files, or nothing yet."""


@dataclass(frozen=True, slots=True)
class LintCode:
    """One thing that the linter looks for; `severity` is the gravest that a finding of it can have."""

    id: str
    name: str
    severity: Severity


CODES: Final[dict[str, LintCode]] = {
    code.id: code
    for code in (
        LintCode("QL001", "never-applies", "error"),
        LintCode("QL002", "never-violated", "error"),
        LintCode("QL003", "always-violated", "error"),
        LintCode("QL004", "never-decided", "error"),
        LintCode("QL005", "left-to-people", "note"),
        LintCode("QL006", "always-applies", "warning"),
        LintCode("QL007", "one-opinion", "note"),
        LintCode("QL008", "part-never-holds", "warning"),
        LintCode("QL101", "duplicate-rule", "warning"),
        LintCode("QL102", "shadowed-rule", "warning"),
        LintCode("QL103", "contradicting-rules", "error"),
        LintCode("QL201", "silence-excuses", "warning"),
        LintCode("QL202", "silence-accuses", "note"),
        LintCode("QL301", "unused-concept", "warning"),
        LintCode("QL302", "unused-parameter", "warning"),
        LintCode("QL303", "setting-never-in-force", "warning"),
        LintCode("QL401", "uncited-rule", "error"),
        LintCode("QL402", "clause-without-rule", "warning"),
        LintCode("QL403", "stale-verification", "warning"),
        LintCode("QL404", "rule-without-examples", "warning"),
        LintCode("QL501", "property-fails", "error"),
        LintCode("QL900", "not-decided", "note"),
    )
}
"""Every diagnostic by its stable id: 0 one rule, 1 two rules, 2 missing facts, 3 the pack, 4 sources and examples,
5 what packs claim."""


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One finding.

    `rule` is the id of the rule, `None` for findings about a pack. `related` names other rules, concepts, parameters or
    facts. `witness` is an account that shows the finding, and `after` the same account with more facts recorded.
    """

    code: str
    severity: Severity
    message: str
    help: str
    span: Span
    basis: Basis
    rule: str | None = None
    related: tuple[str, ...] = ()
    witness: Witness | None = None
    after: Witness | None = None

    @property
    def name(self) -> str:
        """The name of its kind."""
        return CODES[self.code].name

    @property
    def diagnostic(self) -> Diagnostic:
        """The finding as a diagnostic, without its accounts."""
        return Diagnostic.of(self.code, self.message, self.span, help=self.help)


def finding(  # noqa: PLR0913 - one row of a report
    code: str,
    message: str,
    advice: str,
    span: Span,
    *,
    basis: Basis,
    rule: str | None = None,
    related: tuple[str, ...] = (),
    severity: Severity | None = None,
    answer: Answer | None = None,
) -> LintFinding:
    """Make a finding; its severity is that of its code unless a milder one is given."""
    return LintFinding(
        code=code,
        severity=severity or CODES[code].severity,
        message=message,
        help=advice,
        span=span,
        basis=basis,
        rule=rule,
        related=related,
        witness=answer.witness if answer else None,
        after=answer.after if answer else None,
    )


def undecided(what: str, reason: str | None, span: Span, rule: str) -> LintFinding:
    """Say that a question was not answered."""
    message = f"`{rule}`: not decided whether {what}" + (f": {reason}" if reason else "")
    return finding("QL900", message, "allow more time", span, basis="not_decided", rule=rule)
