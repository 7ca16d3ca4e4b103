"""Every way to change one thing in a condition.

Comparison operators are replaced by those that are not already told apart by another replacement; see "Sufficient
mutation operators" in `docs/how-to/test-a-policy.md` for the list.

What must not live here: where conditions stand (`mutants`), and whether a change is noticed (`mutation`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal

from qd85rules.lang import facts_of, print_expr, type_of, typecheck
from qd85rules.lang.ast import (
    And,
    Bool,
    Compare,
    Concept,
    Date,
    Fact,
    Has,
    In,
    Int,
    Items,
    Not,
    Or,
    Param,
    String,
    Subtract,
)
from qd85rules.lang.types import BOOL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.lang import TypeEnv
    from qd85rules.lang.ast import CompareOp, Expr
    from qd85rules.lang.types import Type

Kind = Literal[
    "operator", "boundary", "constant", "member", "connective", "dropped", "negation", "guard",
    "modality", "date", "parameter", "widening",
]  # fmt: skip
"""What is changed."""

_ORDERED: Final[dict[CompareOp, tuple[CompareOp, ...]]] = {
    "<": ("<=", "!=", ">="),
    "<=": ("<", "==", ">"),
    ">": (">=", "!=", "<="),
    ">=": (">", "==", "<"),
    "==": ("!=", "<=", ">="),
    "!=": ("==", "<", ">"),
}
_UNORDERED: Final[dict[CompareOp, tuple[CompareOp, ...]]] = {"==": ("!=",), "!=": ("==",)}

_Change = tuple[Kind, "Expr"]


def changed_conditions(expr: Expr, env: TypeEnv, *, want: Type = BOOL) -> Iterator[_Change]:
    """Give every expression that differs from `expr` in one thing, is well typed and reads otherwise."""
    seen = {print_expr(expr)}
    for kind, changed in _changes(expr, env, condition=want == BOOL):
        text = print_expr(changed)
        if text not in seen and not typecheck(changed, env, want=want):
            seen.add(text)
            yield kind, changed


def _changes(expr: Expr, env: TypeEnv, *, condition: bool) -> Iterator[_Change]:
    """Change a node itself, then each of its parts; `condition`: the node's truth is what counts."""
    yield from _own(expr, env)
    if condition:
        yield from _as_condition(expr)
    match expr:
        case Not(operand):
            for kind, part in _changes(operand, env, condition=True):
                yield kind, replace(expr, operand=part)
        case And(operands) | Or(operands):
            for index, operand in enumerate(operands):
                for kind, part in _changes(operand, env, condition=True):
                    yield kind, replace(expr, operands=(*operands[:index], part, *operands[index + 1 :]))
        case Subtract(left, right) | Compare(_, left, right):
            for kind, part in _changes(left, env, condition=False):
                yield kind, replace(expr, left=part)
            for kind, part in _changes(right, env, condition=False):
                yield kind, replace(expr, right=part)
        case In(element, container):
            for kind, part in _changes(element, env, condition=False):
                yield kind, replace(expr, element=part)
            for kind, part in _changes(container, env, condition=False):
                yield kind, replace(expr, container=part)
        case _:
            return


def _own(expr: Expr, env: TypeEnv) -> Iterator[_Change]:
    """Change what a node says by itself."""
    match expr:
        case Bool(value):
            yield "constant", Bool(not value)
        case Int(value):
            yield from (("boundary", Int(value + step)) for step in (-1, 1))
        case Date(value):
            yield from (("date", Date(day)) for day in days_beside(value))
        case Param(name):
            yield from (
                ("parameter", Param(other))
                for other, kind in env.params.items()
                if other != name and kind == env.params[name]
            )
        case Has():
            yield from (("guard", Bool(value)) for value in (True, False))
        case Subtract(left, right):
            yield "operator", Subtract(right, left)
        case Compare():
            yield from _comparison(expr, env)
        case In(element, container):
            yield from _membership(expr, _members(element, env) or _elements(container, env))
        case Not(operand):
            yield "negation", operand
        case And(operands):
            yield "connective", Or(operands)
            yield from (("dropped", part) for part in _without_each(operands, And))
        case Or(operands):
            yield "connective", And(operands)
            yield from (("dropped", part) for part in _without_each(operands, Or))
        case _:
            return


def _as_condition(expr: Expr) -> Iterator[_Change]:
    """Negate a condition, and let an unknown fact of an atom decide it."""
    match expr:
        case Fact() | Param() | Concept() | Has() | In() | And() | Or():
            yield "negation", Not(expr)
        case _:
            pass
    match expr:
        case Fact() | Compare() | In():
            for name in facts_of(expr):
                guard = Has(Fact(name))
                yield "guard", And((guard, expr))
                yield "guard", Or((Not(guard), expr))
        case _:
            pass


def days_beside(day: date) -> Iterator[date]:
    """Give the day before and the day after, where the calendar has them."""
    for step in (-1, 1):
        try:
            yield day + timedelta(days=step)
        except OverflowError:
            continue


def _comparison(expr: Compare, env: TypeEnv) -> Iterator[_Change]:
    kind = type_of(expr.left, env)
    ordered = kind is not None and kind.kind in {"int", "date"}
    for op in _ORDERED[expr.op] if ordered else _UNORDERED.get(expr.op, ()):
        yield "operator", replace(expr, op=op)
    for member in _members(expr.left, env):
        if isinstance(expr.right, String) and member != expr.right.value:
            yield "member", replace(expr, right=String(member))
    for member in _members(expr.right, env):
        if isinstance(expr.left, String) and member != expr.left.value:
            yield "member", replace(expr, left=String(member))


def _membership(expr: In, members: tuple[str, ...]) -> Iterator[_Change]:
    if isinstance(expr.element, String):
        for member in members:
            if member != expr.element.value:
                yield "member", replace(expr, element=String(member))
    if isinstance(expr.container, Items):
        elements = expr.container.elements
        if len(elements) > 1:
            for index in range(len(elements)):
                kept = (*elements[:index], *elements[index + 1 :])
                yield "member", replace(expr, container=Items(kept))
        listed = {element.value for element in elements}
        for member in members:
            if member not in listed:
                yield "member", replace(expr, container=Items((*elements, String(member))))


def _members(expr: Expr, env: TypeEnv) -> tuple[str, ...]:
    kind = type_of(expr, env)
    return (kind.members or ()) if kind is not None else ()


def _elements(expr: Expr, env: TypeEnv) -> tuple[str, ...]:
    kind = type_of(expr, env)
    return (kind.element.members or ()) if kind is not None and kind.element is not None else ()


def _without_each(operands: tuple[Expr, ...], junction: type[And | Or]) -> Iterator[Expr]:
    for index in range(len(operands)):
        kept = (*operands[:index], *operands[index + 1 :])
        yield kept[0] if len(kept) == 1 else junction(kept)
