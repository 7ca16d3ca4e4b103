"""Conditions as durable-rules has them, run on rows: a row becomes a message of integers, and what fires truth values.

A signal becomes a function that reads a row and gives the signal's piece of the message, as `,"f0":12`, empty where a
fact is unknown. Texts and lists are compared here, because they must not reach durable-rules.

What must not live here: what signals are for (`durable_lowering`), how to call durable-rules (`durable_driver`).
"""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from qd85rules.core.diagnostics import Qd85Error, UsageError
from qd85rules.core.truth import UNKNOWN, Truth
from qd85rules.core.values import Row, Value
from qd85rules.engines.durable_driver import HEAD, NAME_WIDTH, Ruleset
from qd85rules.engines.durable_lowering import MAX_INT, MIN_INT, constant_of
from qd85rules.lang.ast import Compare, Expr, Fact, In, Subtract, Today

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qd85rules.engines.durable_lowering import Signal
    from qd85rules.lang.ast import CompareOp
    from qd85rules.lang.types import Type

Read = Callable[[Row, int], str]
_Get = Callable[[Row, int], Value]


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one ruleset takes: its terms, the places of their signals, and what the firing of each term says.

    `verdicts` has, by rule name, the conditions that are settled when the rule fires, and to what.
    """

    terms: tuple[tuple[tuple[str, CompareOp, int], ...], ...]
    signals: tuple[int, ...]
    verdicts: dict[str, tuple[tuple[int, Truth], ...]]


class DurableProgram:
    """Rulesets, and how rows are put to them. May be used from several threads and after a fork."""

    def __init__(self, settled: tuple[Truth, ...], reads: tuple[Read, ...], chunks: tuple[Chunk, ...]) -> None:
        self._settled = settled
        self._reads = reads
        self._chunks = chunks
        self._closed = False
        # INVARIANT: a process uses the session of its own id only. What it inherits by a fork may be locked or half
        # way through a row for ever.
        self._sessions: dict[int, _Session] = {}
        self._session().open()
        self._finalizer = weakref.finalize(self, _close, self._sessions)

    def run(self, rows: Sequence[Row], today: int) -> list[list[Truth]]:
        """Evaluate every condition on every row."""
        session = self._session()
        return [self._judge(session, row, today) for row in rows]

    def close(self) -> None:
        """Give back what durable-rules holds."""
        self._closed = True
        self._finalizer()

    def _session(self) -> _Session:
        if self._closed:
            msg = "the program is closed"
            raise UsageError(msg)
        pid = os.getpid()
        session = self._sessions.get(pid)
        if session is None:
            session = self._sessions.setdefault(pid, _Session(self._chunks))
            for other in self._sessions.keys() - {pid}:
                self._sessions.pop(other, None)
        return session

    def _judge(self, session: _Session, row: Row, today: int) -> list[Truth]:
        pieces = [read(row, today) for read in self._reads]
        truths = list(self._settled)
        for chunk, ruleset in zip(self._chunks, session.rulesets, strict=True):
            message = HEAD + "".join([pieces[signal] for signal in chunk.signals]) + "}"
            with session.lock:
                replies = ruleset.fire(message)
            for reply in replies:
                for condition, truth in chunk.verdicts[reply[2 : 2 + NAME_WIDTH]]:
                    if truths[condition] is not truth:
                        if truths[condition] is not Truth.UNKNOWN:
                            msg = "durable-rules found a condition both true and false"
                            raise Qd85Error(msg)
                        truths[condition] = truth
        return truths


class _Session:
    """The rulesets of one process, and the lock under which they are used."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self.lock = threading.Lock()
        self.rulesets = tuple(Ruleset(chunk.terms) for chunk in chunks)

    def open(self) -> None:
        for ruleset in self.rulesets:
            ruleset.open()

    def close(self) -> None:
        with self.lock:
            for ruleset in self.rulesets:
                ruleset.close()


def _close(sessions: dict[int, _Session]) -> None:
    session = sessions.pop(os.getpid(), None)
    if session is not None:
        session.close()


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
