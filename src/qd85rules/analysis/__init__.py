"""Questions about rules, answered over all accounts: proofs, the linter, and what an edit of a policy does."""

from qd85rules.analysis.compare import Comparison, compare_rules, tell_apart
from qd85rules.analysis.diff import PolicyDiff, RuleDiff, diff_policies
from qd85rules.analysis.diff_render import diff_data, diff_markdown, diff_text
from qd85rules.analysis.lint import LintFinding, lint_policy
from qd85rules.analysis.prover import Prover
from qd85rules.analysis.revisions import load_policy_at
from qd85rules.analysis.transitions import TransitionMatrix, transitions
from qd85rules.analysis.witness import Answer, Witness

__all__ = [
    "Answer",
    "Comparison",
    "LintFinding",
    "PolicyDiff",
    "Prover",
    "RuleDiff",
    "TransitionMatrix",
    "Witness",
    "compare_rules",
    "diff_data",
    "diff_markdown",
    "diff_policies",
    "diff_text",
    "lint_policy",
    "load_policy_at",
    "tell_apart",
    "transitions",
]
