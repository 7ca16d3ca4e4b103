"""Laws of engines: all of them agree with the definition on every condition and every row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qd85rules.core.diagnostics import UnsupportedError
from qd85rules.core.truth import NOT, OR, UNKNOWN, Truth
from qd85rules.engines import ENGINES
from qd85rules.engines.durable import available
from qd85rules.engines.evaluate import Situation
from qd85rules.lang.ast import Has, Not, Or
from qd85rules.lang.walk import nodes
from tests.properties.strategies_engines import ENV, params, rows, todays
from tests.properties.strategies_lang import typed_conditions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qd85rules.core.values import Row, Value
    from qd85rules.lang.ast import Expr

RUNNABLE = [name for name in ENGINES if name != "durable" or available()]

several_conditions = st.lists(typed_conditions(ENV), min_size=1, max_size=6)
several_rows = st.lists(rows(), min_size=1, max_size=4)


def run(
    name: str, conditions: Sequence[Expr], params: dict[str, Value], rows: Sequence[Row], today: int
) -> list[list[Truth]]:
    program = ENGINES[name].compile(conditions, facts=ENV.facts, params=params)
    try:
        return program.run(rows, today)
    finally:
        program.close()


@pytest.mark.parametrize("name", RUNNABLE)
@given(conditions=several_conditions, params=params(), rows=several_rows, today=todays)
def test_an_engine_gives_what_the_definition_gives(
    name: str, conditions: list[Expr], params: dict[str, Value], rows: list[Row], today: int
) -> None:
    situations = [Situation(row, params, today) for row in rows]
    expected = [[situation.truth_of(condition) for condition in conditions] for situation in situations]

    try:
        actual = run(name, conditions, params, rows, today)
    except UnsupportedError:
        assert name == "durable"
        return

    assert actual == expected


@pytest.mark.parametrize("name", RUNNABLE)
@given(first=typed_conditions(ENV), second=typed_conditions(ENV), params=params(), row=rows(), today=todays)
def test_a_condition_is_the_same_alone_and_in_company(
    name: str, first: Expr, second: Expr, params: dict[str, Value], row: Row, today: int
) -> None:
    conditions = [first, second, first, Not(first), Or((second, first))]

    try:
        alone = run(name, [first], params, [row], today)
        together = run(name, conditions, params, [row], today)
    except UnsupportedError:
        assert name == "durable"
        return

    [[a, b, again, negated, either]] = together
    assert [[a]] == alone
    assert (again, negated, either) == (a, NOT[a], OR[b, a])


@pytest.mark.parametrize("name", RUNNABLE)
@given(
    condition=typed_conditions(ENV).filter(lambda tree: not any(isinstance(node, Has) for node in nodes(tree))),
    params=params(),
    row=rows(),
    forgotten=st.sets(st.sampled_from([*ENV.facts])),
    today=todays,
)
def test_forgetting_facts_makes_a_verdict_unknown_or_leaves_it(
    name: str, condition: Expr, params: dict[str, Value], row: Row, forgotten: set[str], today: int
) -> None:
    less = {fact: UNKNOWN if fact in forgotten else value for fact, value in row.items()}

    try:
        [[before], [after]] = run(name, [condition], params, [row, less], today)
    except UnsupportedError:
        assert name == "durable"
        return

    assert after in {before, Truth.UNKNOWN}
