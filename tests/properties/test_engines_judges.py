"""The definition of the meaning against two runtimes of the Common Expression Language that others wrote.

Facts and parameters stand under one map, `m`, so that one without a value is an error there, which is our unknown;
dates are numbers there, as they are for every engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cel as rust
import pytest
from cel_expr_python import cel as google
from hypothesis import given
from hypothesis import strategies as st

from qd85rules.core.truth import UNKNOWN, Truth
from qd85rules.engines.evaluate import Situation
from qd85rules.lang.ast import Date, Fact, Has, Int, Items, Param, Today
from qd85rules.lang.printer import print_expr
from qd85rules.lang.walk import transform
from tests.conformance.cases import Case, load_cases
from tests.properties.strategies_engines import ENV, params, rows, todays
from tests.properties.strategies_lang import typed_conditions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.core.values import Row, Value
    from qd85rules.lang.ast import Expr, Scalar

GOOGLE = google.NewEnv(variables={"m": google.Type("map<string,dyn>")})
TRUTHS = {True: Truth.TRUE, False: Truth.FALSE}

# What a judge gets wrong, and what it says. Google's wrapper ends a text that it is handed at the first zero character.
WRONG = {("google", "strings/a zero character"): Truth.FALSE}


def fact_key(name: str) -> str:
    return "f_" + name.replace(".", "_")


def param_key(name: str) -> str:
    return f"p_{name}"


def day_number(literal: Scalar) -> Scalar:
    return Int(literal.value.toordinal()) if isinstance(literal, Date) else literal


def as_cel(condition: Expr) -> str:
    """Write a condition for another runtime."""

    def change(node: Expr) -> Expr:
        match node:
            case Fact(name):
                return Fact(f"m.{fact_key(name)}")
            case Has(Fact(name)):
                return Has(Fact(f"m.{fact_key(name)}"))
            case Param(name):
                return Fact(f"m.{param_key(name)}")
            case Date():
                return day_number(node)
            case Items(elements):
                return Items(tuple(day_number(each) for each in elements))
            case Today():
                return Fact("m.today")
            case _:
                return node

    return print_expr(transform(condition, change))


def as_map(row: Row, params: Mapping[str, Value], today: int) -> dict[str, Any]:
    named = {fact_key(name): value for name, value in row.items()}
    named |= {param_key(name): value for name, value in params.items()}
    known = {name: list(value) if isinstance(value, tuple) else value for name, value in named.items()}
    return {name: value for name, value in known.items() if value is not UNKNOWN} | {"today": today}


def ask_google(text: str, values: dict[str, Any]) -> Truth:
    answer = GOOGLE.compile(text).eval(data={"m": values})
    if answer.type() == google.Type.ERROR:
        assert "Key not found" in str(answer.value())
        return Truth.UNKNOWN
    return TRUTHS[answer.plain_value()]


def ask_rust(text: str, values: dict[str, Any]) -> Truth:
    program = rust.compile(text)
    try:
        answer = program.execute({"m": values})
    except KeyError:  # a key of `m` that is missing
        return Truth.UNKNOWN
    return TRUTHS[answer]


JUDGES = {"google": ask_google, "rust": ask_rust}


@pytest.mark.parametrize("judge", JUDGES)
@given(condition=typed_conditions(ENV), params=params(), several=st.lists(rows(), min_size=1, max_size=3), today=todays)
def test_a_cel_runtime_agrees_on_every_condition(
    judge: str, condition: Expr, params: dict[str, Value], several: list[Row], today: int
) -> None:
    expected = [Situation(row, params, today).truth_of(condition) for row in several]

    actual = [JUDGES[judge](as_cel(condition), as_map(row, params, today)) for row in several]

    assert actual == expected


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("case", load_cases(), ids=lambda case: f"{case.table}/{case.id}")
def test_a_cel_runtime_agrees_on_our_own_tables(judge: str, case: Case) -> None:
    expected = WRONG.get((judge, f"{case.table}/{case.id}"), case.expect)

    assert JUDGES[judge](as_cel(case.condition), as_map(case.row, case.params, case.today)) is expected
