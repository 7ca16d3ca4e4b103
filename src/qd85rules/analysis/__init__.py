"""Questions about rules, answered over all accounts: proofs, the linter, and what an edit of a policy does."""

from qd85rules.analysis.compare import Comparison, compare_rules, tell_apart
from qd85rules.analysis.diff import PolicyDiff, RuleDiff, diff_policies
from qd85rules.analysis.lint import LintFinding, lint_policy
from qd85rules.analysis.prover import Prover
from qd85rules.analysis.witness import Answer, Witness

__all__ = [
    "Answer",
    "Comparison",
    "LintFinding",
    "PolicyDiff",
    "Prover",
    "RuleDiff",
    "Witness",
    "compare_rules",
    "diff_policies",
    "lint_policy",
    "tell_apart",
]
