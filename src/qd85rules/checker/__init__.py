"""Rules on accounts: outcomes, and findings that explain them."""

from qd85rules.checker.intake import Candidate
from qd85rules.checker.run import check, check_candidates, check_register

__all__ = ["Candidate", "check", "check_candidates", "check_register"]
