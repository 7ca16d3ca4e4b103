"""Testing policies: case files and rule examples, their coverage, and the mutants that they notice.

For tests in code there are `assert_outcome` here and Hypothesis strategies in `qd85rules.testing.strategies`.
"""

from qd85rules.testing.assertions import assert_outcome
from qd85rules.testing.collect import collect
from qd85rules.testing.coverage import Coverage, cover
from qd85rules.testing.model import Case, CaseSet, Expectation
from qd85rules.testing.mutation import MutationScore, mutate
from qd85rules.testing.run import CaseResult, run_cases

__all__ = [
    "Case",
    "CaseResult",
    "CaseSet",
    "Coverage",
    "Expectation",
    "MutationScore",
    "assert_outcome",
    "collect",
    "cover",
    "mutate",
    "run_cases",
]
