"""The linter: every question about a policy, in one list of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.lab.lint.guards import guard_findings
from qd85rules.lab.lint.packs import pack_findings
from qd85rules.lab.lint.pairs import pair_findings
from qd85rules.lab.lint.properties import property_findings
from qd85rules.lab.lint.rules import Questions, rule_findings
from qd85rules.lab.proofs.prover import DEFAULT_TIMEOUT_MS

if TYPE_CHECKING:
    from qd85rules.lab.lint.finding import LintFinding
    from qd85rules.policy.policy import Policy

DEFAULT_STALE_AFTER_DAYS: Final = 365


def lint_policy(
    policy: Policy,
    *,
    timeout_ms: int = DEFAULT_TIMEOUT_MS,
    stale_after_days: int = DEFAULT_STALE_AFTER_DAYS,
    prove: bool = True,
) -> list[LintFinding]:
    """Look for what is wrong, or worth a second look, in a policy.

    Args:
        policy: the policy; proofs hold for every account and every day, with its parameters as they are on each day.
        timeout_ms: the time for one question; where it does not suffice, a finding says `not decided`.
        stale_after_days: how long before the policy's day a pack may have been verified.
        prove: whether to ask what needs Z3; without it only the files are read.

    Returns:
        The findings, by file and code.

    Raises:
        MissingExtraError: proofs are asked for and Z3 is not installed.
    """
    found = list(pack_findings(policy, stale_after_days=stale_after_days))
    if prove:
        questions = Questions(policy, timeout_ms)
        for resolved in policy.rules:
            found += rule_findings(resolved, questions)
            found += guard_findings(resolved, policy, timeout_ms)
        found += pair_findings(questions)
        found += property_findings(questions)
    return sorted(found, key=lambda one: (one.span.path or "", one.span.line or 0, one.code, one.message))
