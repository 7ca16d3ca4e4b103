"""A syntax tree to its canonical text: CEL with as few parentheses as its meaning allows.

Law: parsing the text gives an equal tree, so a conjunction inside a conjunction keeps its parentheses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

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
    Today,
)

if TYPE_CHECKING:
    from qd85rules.lang.ast import Expr

_OR, _AND, _RELATION, _ADDITION, _UNARY, _PRIMARY = range(1, 7)

_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def print_expr(expr: Expr) -> str:
    """Give the canonical text of a tree, on one line."""
    match expr:
        case Bool(value):
            return "true" if value else "false"
        case Int(value):
            return str(value)
        case String(value):
            return _string(value)
        case Date(value):
            return f'date("{value.isoformat()}")'
        case Items(elements):
            return f"[{', '.join(print_expr(element) for element in elements)}]"
        case Fact(name):
            return name
        case Param(name):
            return f"params.{name}"
        case Concept(name):
            return f"concepts.{name}"
        case Today():
            return "today"
        case Has(fact):
            return f"has({fact.name})"
        case Subtract(left, right):
            return f"{_at(left, _ADDITION)} - {_at(right, _UNARY)}"
        case Compare(op, left, right):
            return f"{_at(left, _RELATION)} {op} {_at(right, _ADDITION)}"
        case In(element, container):
            return f"{_at(element, _RELATION)} in {_at(container, _ADDITION)}"
        case Not(operand):
            return f"!{print_expr(operand) if isinstance(operand, Not) else _at(operand, _PRIMARY)}"
        case And(operands):
            return " && ".join(_at(operand, _RELATION) for operand in operands)
        case Or(operands):
            return " || ".join(_at(operand, _AND) for operand in operands)
        case _:
            assert_never(expr)


def _at(expr: Expr, level: int) -> str:
    text = print_expr(expr)
    return text if _level(expr) >= level else f"({text})"


def _level(expr: Expr) -> int:
    """Say how tightly the outermost operator of a tree binds."""
    match expr:
        case Bool() | Int() | String() | Date() | Items() | Fact() | Param() | Concept() | Today() | Has():
            return _PRIMARY
        case Subtract():
            return _ADDITION
        case Compare() | In():
            return _RELATION
        case Not():
            return _UNARY
        case And():
            return _AND
        case Or():
            return _OR
        case _:
            assert_never(expr)


def _string(value: str) -> str:
    return f'"{"".join(_character(char) for char in value)}"'


def _character(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"  # noqa: PLR2004 - the last of plane 0
