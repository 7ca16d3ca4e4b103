"""The shipped packs: every case passes, and every atom of every condition is shown from all sides.

That every mutant is noticed takes a minute: `make mutation`.
"""

from __future__ import annotations

from collections import defaultdict

import pytest

from qd85rules.lab.coverage.reachable import impossible_aspects
from qd85rules.policy.policy import load_stack, shipped_packs
from qd85rules.testing import CaseSet, collect, cover, mutate, run_cases


@pytest.fixture(scope="module")
def shipped() -> CaseSet:
    return collect([], shipped_packs())


def test_every_case_and_example_passes(shipped: CaseSet) -> None:
    assert shipped.problems == ()
    assert [result.case.name for result in run_cases(shipped.cases) if result.status != "passed"] == []


def test_every_atom_is_shown_from_all_sides(shipped: CaseSet) -> None:
    by_packs = defaultdict(list)
    for case in shipped.cases:
        by_packs[case.packs].append(case)
    stacks = [(load_stack(packs), cases) for packs, cases in by_packs.items()]

    coverage = cover(stacks, impossible_aspects([stack for stack, _ in stacks], cover(stacks)))

    assert {rule.rule: atom.missing for rule in coverage.rules for atom in rule.atoms if atom.missing} == {}
    assert coverage.rules_without_cases == ()
    assert coverage.clauses_without_rules == ()


@pytest.mark.parametrize(
    ("pack", "rules"),
    [("local/go-cong-tay", ()), ("national", ("transfer/given-away",))],
    ids=["go-cong-tay", "given-away"],
)
def test_every_mutant_is_noticed(pack: str, rules: tuple[str, ...], shipped: CaseSet) -> None:
    score = mutate(pack, shipped.cases, rules=rules)

    assert score.counted > 30
    assert [(result.mutant.where, result.mutant.after) for result in score.survivors] == []
