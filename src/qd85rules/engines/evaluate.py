"""The meaning of the rule language: what a condition is for given facts; read it beside `docs/reference/language.md`.

`value_of` has one case for each node of the syntax tree, in the order of `qd85rules.lang.ast`. An explanation, the
replay of a proof and a test take the truth of a condition from here, and every other engine is held equal to it. It is
written to be read, and takes about fifty times as long as `reference`.

Values are what rows hold: a date is its ordinal, a list a tuple, a condition `True`, `False` or `UNKNOWN`.

Nothing here is shared with another engine: engines that share code share its mistakes.

Source: S. C. Kleene's strong tables (`qd85rules.core.truth`); CEL language definition, "Logical Operators".
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, assert_never

from qd85rules.core.diagnostics import UnsupportedError, UsageError
from qd85rules.core.truth import AND, NOT, OR, UNKNOWN, Truth
from qd85rules.lang import ast
from qd85rules.lang.walk import MAX_DEPTH, height

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qd85rules.core.values import Row, Value
    from qd85rules.lang.ast import Expr
    from qd85rules.lang.types import Type

_VALUES: Final[dict[Truth, Value]] = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: UNKNOWN}
_COMPARISONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Situation:
    """What a condition is evaluated in: facts, the values of parameters, and the ordinal of the day called `today`."""

    row: Row
    params: Mapping[str, Value]
    today: int

    def truth_of(self, condition: Expr) -> Truth:
        """Give the truth of a well-typed condition in which every concept has been expanded."""
        value = self.value_of(condition)
        if value is UNKNOWN:
            return Truth.UNKNOWN
        if value.__class__ is not bool:
            msg = f"not a condition: {condition}"
            raise TypeError(msg)
        return Truth.TRUE if value else Truth.FALSE

    def value_of(self, expr: Expr) -> Value:
        """Give the value of an expression, `UNKNOWN` where a fact that it depends on is."""
        match expr:
            case ast.Bool(value) | ast.Int(value) | ast.String(value):
                return value
            case ast.Date(day):
                return day.toordinal()
            case ast.Items(elements):
                return tuple(self.value_of(element) for element in elements)  # type: ignore[misc]  # of any one type
            case ast.Fact(name):
                return self.row[name]
            case ast.Param(name):
                return self.params[name]
            case ast.Concept():
                msg = f"not expanded: {expr}"
                raise TypeError(msg)
            case ast.Today():
                return self.today
            case ast.Has(fact):
                return self.value_of(fact) is not UNKNOWN
            case ast.Subtract(left, right):
                return self._strict(operator.sub, left, right)
            case ast.Compare(op, left, right):
                return self._strict(_COMPARISONS[op], left, right)
            case ast.In(element, container):
                return self._strict(operator.contains, container, element)
            case ast.Not(operand):
                return _VALUES[NOT[self.truth_of(operand)]]
            case ast.And(operands):
                return self._joined(operands, AND, Truth.TRUE, decides=Truth.FALSE)
            case ast.Or(operands):
                return self._joined(operands, OR, Truth.FALSE, decides=Truth.TRUE)
            case _:
                assert_never(expr)

    def _strict(self, operation: Callable[[Any, Any], Value], left: Expr, right: Expr) -> Value:
        """Apply an operation that gives unknown where one of its operands is."""
        one, two = self.value_of(left), self.value_of(right)
        return UNKNOWN if one is UNKNOWN or two is UNKNOWN else operation(one, two)

    def _joined(
        self, operands: Sequence[Expr], table: Mapping[tuple[Truth, Truth], Truth], truth: Truth, *, decides: Truth
    ) -> Value:
        """Join operands by one of Kleene's tables, from the left, until one decides: a fact may be costly to find."""
        for operand in operands:
            truth = table[truth, self.truth_of(operand)]
            if truth is decides:
                break
        return _VALUES[truth]


class EvaluateProgram:
    """Conditions and parameters as they are: nothing is compiled."""

    def __init__(self, conditions: Sequence[Expr], params: Mapping[str, Value]) -> None:
        self._conditions: Sequence[Expr] | None = tuple(conditions)
        self._params = params

    def run(self, rows: Sequence[Row], today: int) -> list[list[Truth]]:
        """Evaluate every condition on every row."""
        if self._conditions is None:
            msg = "the program is closed"
            raise UsageError(msg)
        situations = (Situation(row, self._params, today) for row in rows)
        return [[situation.truth_of(condition) for condition in self._conditions] for situation in situations]

    def close(self) -> None:
        """Forget the conditions."""
        self._conditions = None


class EvaluateEngine:
    """The definition as an engine; it does not need the types in `facts`."""

    name = "evaluate"

    def compile(
        self, conditions: Sequence[Expr], *, facts: Mapping[str, Type], params: Mapping[str, Value]
    ) -> EvaluateProgram:
        """Take conditions that are not too deep to go through: being in force and mutants add to what a text can be."""
        del facts
        if any(height(condition) > 2 * MAX_DEPTH for condition in conditions):
            msg = "a condition is nested too deeply"
            raise UnsupportedError(msg)
        return EvaluateProgram(conditions, params)
