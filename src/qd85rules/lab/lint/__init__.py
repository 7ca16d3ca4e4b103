"""The linter of policies: findings with stable ids, each with a proof, an account that shows it, or its place."""

from qd85rules.lab.lint.finding import CODES, Basis, LintCode, LintFinding, Severity
from qd85rules.lab.lint.run import DEFAULT_STALE_AFTER_DAYS, lint_policy

__all__ = ["CODES", "DEFAULT_STALE_AFTER_DAYS", "Basis", "LintCode", "LintFinding", "Severity", "lint_policy"]
