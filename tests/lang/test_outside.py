"""Other readers of CEL: what we read they read, and what we print means to them what it means to us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cel as rust_cel
import pytest
from cel_expr_python import cel as google_cel
from hypothesis import assume, event, given
from hypothesis import strategies as st

from qd85rules.lang.ast import And, Compare, Date, Fact, Has, In, Int, Items, Not, Or, Param, String, Subtract, Today
from qd85rules.lang.parser import parse
from qd85rules.lang.printer import print_expr
from qd85rules.lang.problems import ExpressionError
from qd85rules.lang.typecheck import TypeEnv
from qd85rules.lang.walk import nodes, transform
from tests.lang.test_parser import GRAMMAR, conditions, fragments
from tests.properties.strategies_lang import trees, typed_conditions

if TYPE_CHECKING:
    from qd85rules.lang.ast import Expr

GOOGLE: Final = google_cel.NewEnv()

SYNTAX: Final = {
    "bad-character", "bad-escape", "bad-number", "empty", "expected-operand", "unclosed", "unclosed-string",
    "unexpected", "wrong-operator",
}  # fmt: skip
"""Problems of texts that are not CEL at all."""


def google_reads(text: str) -> bool:
    try:
        GOOGLE.compile(text, disable_check=True)
    except google_error():
        return False
    return True


def google_error() -> type[Exception]:
    """Name the error by what raises it: the module keeps its class to itself."""
    try:
        GOOGLE.compile("(", disable_check=True)
    except Exception as error:  # noqa: BLE001 - its class is what is asked for
        return type(error)
    raise AssertionError


def has_needs_a_part(tree: Expr) -> bool:
    """Tell whether a fact without a dot stands in `has`; to CEL it must be a part of something."""
    return any(isinstance(node, Has) and "." not in node.fact.name for node in nodes(tree))


def ends_in_a_raw_backslash(tree: Expr, text: str) -> bool:
    """Tell whether a raw string ends in a backslash: the grammar allows it and Google's reader does not."""
    strings = (node for node in nodes(tree) if isinstance(node, String))
    return any(node.value.endswith("\\") and text[node.start] in "rR" for node in strings)


@pytest.mark.parametrize("text", GRAMMAR, ids=[*map(repr, GRAMMAR)])
def test_another_reader_takes_every_text_of_the_grammar(text: str) -> None:
    tree = parse(text)

    assert google_reads(text) != (has_needs_a_part(tree) or ends_in_a_raw_backslash(tree, text))


@given(tree=trees())
def test_another_reader_takes_what_is_printed(tree: Expr) -> None:
    assume(not has_needs_a_part(tree))

    assert google_reads(print_expr(tree))
    rust_cel.compile(print_expr(tree))


@given(data=st.data())
def test_two_readers_agree_on_what_is_no_cel(data: st.DataObject) -> None:
    text = print_expr(data.draw(conditions))
    at = data.draw(st.integers(0, len(text)))
    text = text[:at] + data.draw(fragments | st.just("")) + text[at + data.draw(st.integers(0, 3)) :]
    # A bare carriage return ends a comment for some readers only: we refuse it. Half characters cannot be handed over.
    assume("\r" not in text and "\ud800" not in text)

    try:
        tree = parse(text)
    except ExpressionError as error:
        codes = {problem.code for problem in error.problems}
        outcome = "no CEL" if codes & SYNTAX else "left out"
        agreed = not (codes & SYNTAX and google_reads(text))
    else:
        outcome = "read"
        agreed = google_reads(text) or has_needs_a_part(tree) or ends_in_a_raw_backslash(tree, text)
    event(outcome)

    assert agreed


def lowered(tree: Expr) -> Expr:
    """Replace dates, which are not standard CEL, by numbers of days."""

    def change(node: Expr) -> Expr:
        match node:
            case Date(day):
                return Int(day.toordinal())
            case Items(elements):
                return Items(
                    tuple(Int(part.value.toordinal()) if isinstance(part, Date) else part for part in elements)
                )
            case Today():
                return Int(738_800)
            case _:
                return node

    return transform(tree, change)


def parenthesised(tree: Expr) -> str:
    """Print with parentheses around every part, so that nothing depends on how tightly operators bind."""
    match tree:
        case Subtract(left, right):
            return f"({parenthesised(left)} - {parenthesised(right)})"
        case Compare(op, left, right):
            return f"({parenthesised(left)} {op} {parenthesised(right)})"
        case In(element, container):
            return f"({parenthesised(element)} in {parenthesised(container)})"
        case Not(operand):
            return f"(!{parenthesised(operand)})"
        case And(operands) | Or(operands):
            operator = " && " if isinstance(tree, And) else " || "
            return f"({operator.join(parenthesised(operand) for operand in operands)})"
        case _:
            return f"({print_expr(tree)})"


@given(condition=typed_conditions(TypeEnv(facts={}), max_leaves=8))
def test_operators_bind_for_another_reader_as_they_do_for_us(condition: Expr) -> None:
    tree = lowered(condition)

    minimal = GOOGLE.compile(print_expr(tree)).eval(data={}).plain_value()
    full = GOOGLE.compile(parenthesised(tree)).eval(data={}).plain_value()

    assert minimal is full
    assert isinstance(minimal, bool)


def test_a_lowered_condition_reads_no_fact() -> None:
    tree = lowered(parse("today - date('2022-10-07') > 5 && date('2022-10-07') in [date('2022-10-07')]"))

    assert not any(isinstance(node, Date | Today | Fact | Param) for node in nodes(tree))
