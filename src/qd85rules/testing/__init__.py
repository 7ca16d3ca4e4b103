"""What tests of policies may import, and the plugin that makes pytest run case files.

In come case files, rules with their examples, and packs; out come results, coverage and a mutation score. All of it is
made in `lab`; this room is the door that programs may rely on. Hypothesis strategies are in
`qd85rules.lab.strategies`.

- `plugin` has pytest's hooks; it is loaded in every run of pytest where the library is installed.
- `pytest_items` makes pytest's items of case files.

INVARIANT: loading the plugin imports nothing of `lab` before a case file is collected or a fixture is asked for.
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
