"""Testing policies: case files and rule examples, their coverage, and the mutants that they notice.

For tests in code there are `assert_outcome` here and Hypothesis strategies in `qd85rules.lab.strategies`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qd85rules.lab.cases.assertions import assert_outcome
    from qd85rules.lab.cases.collect import collect
    from qd85rules.lab.cases.model import Case, CaseSet, Expectation
    from qd85rules.lab.cases.run import CaseResult, run_cases
    from qd85rules.lab.coverage.coverage import Coverage, cover
    from qd85rules.lab.mutants.mutation import MutationScore, mutate
else:  # pytest loads the plugin beside this in every project where the library is installed.
    from qd85rules.core.reexport import reexport

    __getattr__ = reexport(
        __name__,
        {
            "Case": "qd85rules.lab.cases.model",
            "CaseResult": "qd85rules.lab.cases.run",
            "CaseSet": "qd85rules.lab.cases.model",
            "Coverage": "qd85rules.lab.coverage.coverage",
            "Expectation": "qd85rules.lab.cases.model",
            "MutationScore": "qd85rules.lab.mutants.mutation",
            "assert_outcome": "qd85rules.lab.cases.assertions",
            "collect": "qd85rules.lab.cases.collect",
            "cover": "qd85rules.lab.coverage.coverage",
            "mutate": "qd85rules.lab.mutants.mutation",
            "run_cases": "qd85rules.lab.cases.run",
        },
    )

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
