"""The reports that the browser is shown, made of invented accounts.

What must not live here: the browser, assertions.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import Diagnostic, Span
from qd85rules.core.outcome import Outcome
from qd85rules.core.text import Text
from qd85rules.intake import read_register
from qd85rules.judge.finding import Evidence
from qd85rules.judge.report import Verdicts
from qd85rules.judge.set_aside import WaiverNote
from qd85rules.policy.policy import Policy
from qd85rules.run import Candidate, check_candidates

if TYPE_CHECKING:
    from qd85rules.judge.finding import Finding
    from qd85rules.judge.report import Report

__all__ = ["PAYLOADS", "example_report", "hostile_report", "long_report"]

ROOT: Final = Path(__file__).resolve().parents[2]

PAYLOADS: Final = (
    "<img src=nowhere onerror=console.log(1)>",
    "</script><script>console.log(2)</script>",
    "<!--<script>console.log(3)",
    "</noscript><img src=nowhere onerror=console.log(4)>",
    "</title></style></textarea><svg onload=console.log(5)>",
    '" onmouseover="console.log(6)" x=\'',
    "javascript:console.log(7)",
    "<a href=javascript:console.log(8)>x</a>",
    "<iframe srcdoc='<script>parent.console.log(9)</script>'></iframe>",
    "<base href=https://evil.example/><link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "&lt;img src=nowhere onerror=console.log(10)&gt;",
    "${console.log(11)} {{constructor.constructor('console.log(12)')()}}",
    "a\u2028b\u2029c\x00d\x1be\u202ef",
)
"""Text that a careless page would obey."""


@cache
def example_report() -> Report:
    """Check the example register against a national and two local packs."""
    policy = Policy.load(["national", "local/phu-ninh", "local/go-cong-tay"], as_of=date(2024, 11, 1))
    register = read_register(ROOT / "examples" / "register.yaml", display_path="examples/register.yaml")
    found = [Candidate(record.data, record.places) for record in register.records]
    return check_candidates(found, policy=policy, engine="reference")


@cache
def hostile_report() -> Report:
    """Put every payload wherever a text of the user can stand."""
    findings = tuple(_hostile(example_report().violations[0], payload) for payload in PAYLOADS)
    errors = tuple(
        Diagnostic(payload, Text(payload, payload), Span(payload, 1, 1), Text(payload, payload), payload)
        for payload in PAYLOADS
    )
    return replace(_holding(findings), errors=errors)


def _hostile(finding: Finding, payload: str) -> Finding:
    facts = ("profile.display_name", "holder.legal_name", "account.url", "account.handle", "account.platform")
    return replace(
        finding,
        account=payload,
        subject=payload,
        outcome=Outcome.WAIVED,
        evidence=tuple(Evidence(fact, payload) for fact in facts),
        params={payload: payload},
        questions=(Text(payload, payload),),
        notes=(Text(payload, payload),),
        location=Span(payload, 1, 1, sheet=payload),
        waiver=WaiverNote(payload, payload, payload, date(2024, 12, 31)),
    )


@cache
def long_report(number: int) -> Report:
    """Give a report with many findings, each on an account of its own, and one of them due."""
    example = example_report()
    kinds = (*example.violations, *example.undetermined)
    findings = [replace(kinds[at % len(kinds)], account=f"vd-{at:05}/blog") for at in range(number - 1)]
    return _holding((*findings, replace(example.due[0], account="vd-last/blog")))


def _holding(findings: tuple[Finding, ...]) -> Report:
    report = example_report()
    rows = [
        report.verdicts[0]._replace(outcome=finding.outcome, modality=finding.modality, account=finding.account)
        for finding in findings
    ]
    explained = {id(row): finding for row, finding in zip(rows, findings, strict=True)}
    return replace(report, accounts=len(findings), verdicts=Verdicts((), rows), explain=lambda row: explained[id(row)])
