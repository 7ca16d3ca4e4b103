"""Signals to functions that read a row and give the signal's piece of a message, empty where a fact is unknown.

A piece looks like `,"f0":12`. Texts and lists are compared here, because they must not reach durable-rules.

What must not live here: what signals are for (`durable_lowering`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, assert_never

from qd85rules.core.diagnostics import UsageError
from qd85rules.core.truth import UNKNOWN
from qd85rules.core.values import Row, Value
from qd85rules.engines.durable_lowering import MAX_INT, MIN_INT, constant_of
from qd85rules.lang.ast import Compare, Expr, Fact, In, Subtract, Today

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.engines.durable_lowering import Signal
    from qd85rules.lang.types import Type

__all__ = ["Read", "reader"]

Read = Callable[[Row, int], str]
_Get = Callable[[Row, int], Value]


def reader(signal: Signal, name: str, facts: Mapping[str, Type], params: Mapping[str, Value]) -> Read:
    """Make the function that reads a signal; `name` is its name in messages."""
    expr = signal.expr
    match signal.kind:
        case "flag":
            return _table(expr, {True: _piece(name, 1), False: _piece(name, 0)})
        case "code":
            members = facts[expr.name].members if isinstance(expr, Fact) else None
            return _table(expr, {member: _piece(name, code) for code, member in enumerate(members or ())})
        case "known":
            return _known(expr, _piece(name, 1), _piece(name, 0))
        case "number":
            return _number(expr, name, params)
        case "order":
            return _order(expr, name, params)
        case "decided":
            return _decided(expr, _piece(name, 1), _piece(name, 0), params)
        case _:
            assert_never(signal.kind)


def _piece(name: str, value: int) -> str:
    return f',"{name}":{value}'


def _table(expr: Expr, pieces: Mapping[Value, str]) -> Read:
    fact = _fact(expr)

    def read(row: Row, _today: int) -> str:
        value = row[fact]
        if value is UNKNOWN:
            return ""
        piece = pieces.get(value)
        if piece is None:
            msg = f"the value of fact `{fact}` is not one of its type"
            raise UsageError(msg)
        return piece

    return read


def _known(expr: Expr, known: str, missing: str) -> Read:
    fact = _fact(expr)
    return lambda row, _today: missing if row[fact] is UNKNOWN else known


def _fact(expr: Expr) -> str:
    if isinstance(expr, Fact):
        return expr.name
    msg = f"not a fact: {expr}"
    raise TypeError(msg)


def _number(expr: Expr, name: str, params: Mapping[str, Value]) -> Read:
    get, start = _getter(expr, params), f',"{name}":'

    def read(row: Row, today: int) -> str:
        value = get(row, today)
        if value is UNKNOWN:
            return ""
        if not isinstance(value, int) or not MIN_INT <= value <= MAX_INT:
            msg = "a fact is no integer of 64 bits"
            raise UsageError(msg)
        return f"{start}{value:d}"

    return read


def _order(expr: Expr, name: str, params: Mapping[str, Value]) -> Read:
    left, right = _operands(expr, params)
    less, equal, greater = _piece(name, -1), _piece(name, 0), _piece(name, 1)

    def read(row: Row, today: int) -> str:
        first, second = left(row, today), right(row, today)
        if first is UNKNOWN or second is UNKNOWN:
            return ""
        if first == second:
            return equal
        return less if first < second else greater  # type: ignore[operator]  # both are integers

    return read


def _decided(expr: Expr, holds: str, fails: str, params: Mapping[str, Value]) -> Read:
    left, right = _operands(expr, params)
    inside = isinstance(expr, In)

    def read(row: Row, today: int) -> str:
        first, second = left(row, today), right(row, today)
        if first is UNKNOWN or second is UNKNOWN:
            return ""
        return holds if (first in second if inside else first == second) else fails  # type: ignore[operator]  # a list

    return read


def _operands(expr: Expr, params: Mapping[str, Value]) -> tuple[_Get, _Get]:
    match expr:
        case Compare("==", left, right) | In(left, right) | Subtract(left, right):
            return _getter(left, params), _getter(right, params)
        case _:
            msg = f"not a comparison: {expr}"
            raise TypeError(msg)


def _getter(expr: Expr, params: Mapping[str, Value]) -> _Get:
    """Make the function that gives the value of an operand."""
    match expr:
        case Fact(name):
            return lambda row, _today: row[name]
        case Today():
            return lambda _row, today: today
        case Subtract(Today(), Fact(name)):
            return lambda row, today: UNKNOWN if (day := row[name]) is UNKNOWN else today - day  # type: ignore[operator]  # a date
        case Subtract(left, right):
            return _difference(_getter(left, params), _getter(right, params))
        case _:
            value = constant_of(expr, params)
            if value is None:
                msg = f"not an operand: {expr}"
                raise TypeError(msg)
            return lambda _row, _today: value


def _difference(left: _Get, right: _Get) -> _Get:
    def get(row: Row, today: int) -> Value:
        first, second = left(row, today), right(row, today)
        return UNKNOWN if first is UNKNOWN or second is UNKNOWN else first - second  # type: ignore[operator]  # dates

    return get
