"""Rules on accounts: outcomes, and findings that explain them."""

from qd85rules.checker.run import Candidate, check, check_candidates, check_register

__all__ = ["Candidate", "check", "check_candidates", "check_register"]
