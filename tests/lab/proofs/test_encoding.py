"""Z3 gives every condition the value that the engines give it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings

from qd85rules.core.truth import UNKNOWN, Truth
from qd85rules.engines.evaluate import Situation
from qd85rules.lab.proofs.encoding import Encoder, FlaggedMembers, Term, Texts, constant, free_term
from qd85rules.lab.proofs.logic import Budget, Formula, Logic, Question
from tests.conformance.cases import Case, load_cases
from tests.properties.strategies_engines import ENV, params, rows, todays
from tests.properties.strategies_lang import typed_conditions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.core.values import Row, Value
    from qd85rules.lang.ast import Expr
    from qd85rules.lang.types import Type


def value_by_proof(
    condition: Expr, types: Mapping[str, Type], row: Row, given_params: Mapping[str, Value], today: int
) -> Truth:
    """Ask Z3 which values a condition can have where every fact is free but for being what the row says."""
    logic, texts = Logic(), Texts()
    terms: dict[str, Term] = {}
    premises: list[Formula] = []
    for name, kind in types.items():
        terms[name], domain = free_term(logic, texts, name, kind)
        premises += [domain, is_value(logic, texts, terms[name], row[name])]
    settings = {name: constant(logic, texts, value) for name, value in given_params.items()}
    day = logic.number("today")
    rails = Encoder(logic, texts, terms.__getitem__, settings, day).truth(condition)
    question = Question(logic, [*premises, day == today], Budget(60_000))
    unknown = logic.all_of((logic.no(rails.true), logic.no(rails.false)))
    values = (Truth.TRUE, rails.true), (Truth.FALSE, rails.false), (Truth.UNKNOWN, unknown)
    possible = [truth for truth, formula in values if question.model(formula) is not None]
    assert len(possible) == 1
    return possible[0]


def is_value(logic: Logic, texts: Texts, term: Term, value: Value) -> Formula:
    if value is UNKNOWN:
        return logic.no(term.known)
    if isinstance(value, tuple) and isinstance(term.value, FlaggedMembers):
        held = {texts.code(text) for text in value}
        same = logic.all_of(flag == (code in held) for code, flag in term.value.flags.items())
    elif isinstance(value, tuple):
        # A list of any texts: those that it holds, and among the others all that anything could ask for.
        element = logic.number("any element")
        holds = logic.any_of(element == texts.code(text) for text in value)
        same = logic.z3.ForAll([element], term.value.contains(element) == holds)
    else:
        same = term.value == (texts.code(value) if isinstance(value, str) else value)
    return logic.all_of((term.known, same))


@pytest.mark.parametrize("case", load_cases(), ids=lambda case: f"{case.table}-{case.id}")
def test_z3_gives_the_value_in_the_table(case: Case) -> None:
    assert value_by_proof(case.condition, case.facts, case.row, case.params, case.today) is case.expect


@hypothesis_settings(max_examples=150)
@given(condition=typed_conditions(ENV), row=rows(), given_params=params(), today=todays)
def test_z3_gives_the_value_that_the_definition_gives(
    condition: Expr, row: Row, given_params: dict[str, Value], today: int
) -> None:
    expected = Situation(row, given_params, today).truth_of(condition)

    assert value_by_proof(condition, ENV.facts, row, given_params, today) is expected
