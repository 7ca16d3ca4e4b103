"""A policy lowered for engines: what is lowered, when, and how often."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

from qd85rules import Policy
from qd85rules.engines.reference import ReferenceEngine
from qd85rules.judge.compiled import CompiledPolicy
from qd85rules.model.spec import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qd85rules.core.values import Value
    from qd85rules.engines.base import Program
    from qd85rules.lang.ast import Expr
    from qd85rules.lang.types import Type

POLICY = Policy.load(as_of=date(2024, 11, 1))


class Counting:
    """The quick engine, with the number of conditions of each time that it was asked to lower."""

    name = "counting"

    def __init__(self) -> None:
        self.lowered: list[int] = []

    def compile(self, conditions: Sequence[Expr], *, facts: Mapping[str, Type], params: Mapping[str, Value]) -> Program:
        self.lowered.append(len(conditions))
        return ReferenceEngine().compile(conditions, facts=facts, params=params)


def compiled(engine: Counting) -> CompiledPolicy:
    return CompiledPolicy(POLICY.rules, POLICY.params, [engine])


def test_the_rules_on_a_kind_of_subject_are_lowered_once_and_when_they_are_needed() -> None:
    engine = Counting()
    policy = compiled(engine)

    assert engine.lowered == []
    policy.rules("transfer")
    policy.rules("transfer")
    assert engine.lowered == [2 * len(policy.rules("transfer"))]


def test_every_rule_is_on_one_kind_of_subject() -> None:
    policy = compiled(Counting())

    assert sum(len(policy.rules(subject)) for subject in SUBJECTS) == len(POLICY.rules)


def test_threads_that_ask_at_once_get_the_same_rules() -> None:
    policy = compiled(Counting())
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(policy.rules, ["incident"] * 64))

    assert all(answer is answers[0] for answer in answers)
