"""A third opinion on conditions, as plain as possible: Kleene's tables are looked up, and nothing is compiled.

What must not live here: anything from an engine.
"""

from __future__ import annotations

import operator
from functools import reduce
from typing import TYPE_CHECKING, Any, Final, assert_never

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
from qd85rules.truth import AND, NOT, OR, UNKNOWN, Truth

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.lang.ast import Expr
    from qd85rules.values import Row, Value

__all__ = ["judge"]

_TRUTHS: Final = {True: Truth.TRUE, False: Truth.FALSE, UNKNOWN: Truth.UNKNOWN}
_VALUES: Final = {truth: value for value, truth in _TRUTHS.items()}
_OPERATORS: Final = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def judge(condition: Expr, row: Row, params: Mapping[str, Value], today: int) -> Truth:
    """Give the truth of a condition."""
    return _TRUTHS[_value(condition, row, params, today)]


def _value(expr: Expr, row: Row, params: Mapping[str, Value], today: int) -> Any:  # noqa: ANN401 - the language has its own types
    def value(part: Expr) -> Any:  # noqa: ANN401 - as above
        return _value(part, row, params, today)

    def strict(*parts: Expr) -> tuple[Any, ...] | None:
        values = tuple(value(part) for part in parts)
        return None if any(each is UNKNOWN for each in values) else values

    match expr:
        case Bool(literal) | Int(literal) | String(literal):
            return literal
        case Date(literal):
            return literal.toordinal()
        case Items(elements):
            return tuple(value(element) for element in elements)
        case Fact(name):
            return row[name]
        case Param(name):
            return params[name]
        case Today():
            return today
        case Has(fact):
            return value(fact) is not UNKNOWN
        case Subtract(left, right):
            known = strict(left, right)
            return UNKNOWN if known is None else known[0] - known[1]
        case Compare(op, left, right):
            known = strict(left, right)
            return UNKNOWN if known is None else _OPERATORS[op](*known)
        case In(element, container):
            known = strict(element, container)
            return UNKNOWN if known is None else any(known[0] == each for each in known[1])
        case Not(operand):
            return _VALUES[NOT[_TRUTHS[value(operand)]]]
        case And(operands):
            return _VALUES[reduce(lambda a, b: AND[a, b], [_TRUTHS[value(operand)] for operand in operands])]
        case Or(operands):
            return _VALUES[reduce(lambda a, b: OR[a, b], [_TRUTHS[value(operand)] for operand in operands])]
        case Concept(name):
            msg = f"not expanded: {name}"
            raise TypeError(msg)
        case _:
            assert_never(expr)
