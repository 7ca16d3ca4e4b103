"""Cases and mutants shared among processes.

Measured on two cores: a process takes half a second to start, in which one process runs about a thousand cases on two
engines; threads gain nothing, because both engines hold the interpreter's lock. So a few cases run in this process, and
many in several.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

from qd85rules.lab.cases.run import run_cases
from qd85rules.lab.mutants.mutation import MutationScore, mutate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qd85rules.lab.cases.model import Case
    from qd85rules.lab.cases.run import CaseResult

_FEW_CASES: Final = 2_000


def processors() -> int:
    """Count the processors that this process may use."""
    # `sched_getaffinity` does not exist on every system.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_in_parallel(cases: Sequence[Case], *, engine: str = "auto", jobs: int | None = None) -> tuple[CaseResult, ...]:
    """Run cases as `run_cases` does; `jobs` `None`: as many processes as pay."""
    number = jobs or (1 if len(cases) < _FEW_CASES else processors())
    if number == 1 or len(cases) < number:
        return run_cases(cases, engine=engine)
    # Neighbouring cases have the same policy, so each process takes consecutive ones and loads few policies.
    size = -(-len(cases) // number)
    parts = [cases[start : start + size] for start in range(0, len(cases), size)]
    with ProcessPoolExecutor(number, get_context("spawn")) as pool:
        running = [pool.submit(run_cases, part, engine=engine) for part in parts]
        return tuple(result for one in running for result in one.result())


def mutate_in_parallel(
    pack: str, cases: Sequence[Case], *, rules: Sequence[str] = (), jobs: int | None = None
) -> MutationScore:
    """Try the mutants of a pack as `mutate` does; `jobs` `None`: one process for each processor."""
    number = jobs or (1 if rules else processors())
    if number == 1:
        return mutate(pack, cases, rules=rules)
    with ProcessPoolExecutor(number, get_context("spawn")) as pool:
        running = [pool.submit(mutate, pack, cases, rules=rules, part=(index, number)) for index in range(number)]
        parts = [one.result().results for one in running]
    # Part `n` of `m` holds mutants n, n + m, n + 2m, ...; put them back in their order.
    longest = max(len(part) for part in parts)
    return MutationScore(tuple(part[row] for row in range(longest) for part in parts if row < len(part)))
