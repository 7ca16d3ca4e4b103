"""Rules on accounts: outcomes, and findings that explain them."""

from qd85rules.run.check import check, check_candidates, check_register
from qd85rules.run.subjects import Candidate

__all__ = ["Candidate", "check", "check_candidates", "check_register"]
