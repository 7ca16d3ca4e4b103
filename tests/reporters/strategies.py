"""Reports whose every text of a user may be anything at all.

What must not live here: assertions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from qd85rules.core.diagnostics import Diagnostic, Span
from qd85rules.core.text import Text
from tests.reporters.sample import HOSTILE, sample_report

if TYPE_CHECKING:
    from qd85rules.judge.finding import Finding
    from qd85rules.judge.report import Report

__all__ = ["Hostile", "hostile_reports"]

# Unpaired surrogates as well: a file name may bring them along.
ANY_TEXT: Final = st.text(st.characters(exclude_categories=()), max_size=30)
MARKUP: Final = st.text("`|<>[]()*_\\{}%:,;=+-@#&\"'\r\n\t \0\x1b\u2028\ufffe]a1.~$/!", max_size=30)
HOSTILE_TEXT: Final = st.one_of(
    MARKUP, ANY_TEXT, st.sampled_from([HOSTILE, "", "=1+1", "::error::x", "]]>", "```\n# x"])
)


@dataclass(frozen=True)
class Hostile:
    """What stands in a report in place of the sample's own texts."""

    account: str
    path: str
    sheet: str | None
    value: str
    reason: str
    problem: str

    def report(self) -> Report:
        """Put these texts into the sample."""
        sample = sample_report()
        errors = tuple(
            Diagnostic(error.code, Text(self.problem, self.problem), self._place(error.span), error.help)
            for error in sample.errors
        )
        return replace(sample, errors=errors, explain=lambda row: self._finding(sample.explain(row)))

    def _place(self, span: Span) -> Span:
        return replace(span, path=self.path, sheet=self.sheet)

    def _finding(self, finding: Finding) -> Finding:
        waiver = finding.waiver
        return replace(
            finding,
            account=self.account,
            location=None if finding.location is None else self._place(finding.location),
            evidence=tuple(
                replace(item, value=self.value) if isinstance(item.value, str) else item for item in finding.evidence
            ),
            waiver=None if waiver is None else replace(waiver, reason=self.reason, approver=self.value),
        )


hostile_reports = st.builds(
    Hostile,
    account=HOSTILE_TEXT,
    path=HOSTILE_TEXT,
    sheet=st.none() | HOSTILE_TEXT,
    value=HOSTILE_TEXT,
    reason=HOSTILE_TEXT,
    problem=HOSTILE_TEXT,
).map(Hostile.report)
