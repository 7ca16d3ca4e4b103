"""Drives durable-rules' C module in the one shape that was measured to be exact, and in no other.

The shape: conjunctions of integer comparisons, at most `MAX_RULES` a ruleset; one fact of a fixed id alive at a time;
firings drained by nothing but calls into C; a sentinel fact that makes an action run before any state is deleted.

What must not live here: conditions and facts, of which it sees integers only (`durable_lowering`, `durable_program`).
"""

from __future__ import annotations

import importlib
import struct
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.diagnostics import MissingExtraError, Qd85Error, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from qd85rules.lang.ast import CompareOp

MAX_RULES: Final = 63
"""Rules a ruleset, beside the sentinel: from 65 atoms true at once on the same level, the C stack overflows (303)."""

MAX_FACTS: Final = 250
"""Facts a message, beside its ids: from 253 on, the message is refused (302)."""

NAME_WIDTH: Final = 3
HEAD: Final = '{"id":"1","sid":"0"'
"""The beginning of every message; facts follow as `,"f0":12`, and a brace ends it."""

_MESSAGE: Final = HEAD + "}"
_SENTINEL: Final = HEAD + ',"s":1}'
_SENTINEL_RULE: Final = '"s":{"all":[{"m":{"s":1}}]}'
_STATE: Final = "0"
_HANDLED, _NOT_HANDLED = 0, 1
_OPERATORS: Final[dict[CompareOp, str]] = {"!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}
_RESERVED: Final = ("id", "sid", "s", "$s", "m", "all")


@cache
def available() -> bool:
    """Tell whether durable-rules can be imported, on a platform whose C `long` has the 64 bits that it needs."""
    try:
        _module()
    except MissingExtraError:
        return False
    return True


@cache
def _module() -> ModuleType:
    try:
        module = importlib.import_module("durable_rules_engine")
    except ImportError as exc:
        msg = "the engine `durable` needs durable-rules, which runs on CPython 3.11 and 3.12; take `reference` instead"
        raise MissingExtraError(msg) from exc
    if struct.calcsize("l") < 8:  # noqa: PLR2004 - bytes; durable-rules reads integers with `atol`
        msg = "the engine `durable` needs a platform with 64-bit C longs; take `reference` instead"
        raise MissingExtraError(msg)
    return module


@cache
def fact_names(count: int) -> tuple[str, ...]:
    """Give short names that durable-rules can tell apart: it compares 32-bit hashes of names, never the names."""
    names: list[str] = []
    taken = {_hash(name) for name in _RESERVED}
    number = 0
    while len(names) < count:
        name = f"f{number}"
        if _hash(name) not in taken:
            taken.add(_hash(name))
            names.append(name)
        number += 1
    return tuple(names)


def _hash(name: str) -> int:
    """Give the FNV-1a hash by which durable-rules compares names."""
    value = 2166136261
    for byte in name.encode("ascii"):
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def rule_name(number: int) -> str:
    """Name a rule; all names have one width, so that they are found in a reply without reading it."""
    return f"r{number:02}"


def _atom(name: str, op: CompareOp, bound: int) -> str:
    return f'{{"{name}":{bound}}}' if op == "==" else f'{{"{_OPERATORS[op]}":{{"{name}":{bound}}}}}'


class Ruleset:
    """A ruleset of durable-rules and the one state that it is used with; one user at a time, in one process.

    Args:
        terms: for each rule the comparisons that must all hold, as (fact, operator, integer); at least one.
    """

    def __init__(self, terms: Sequence[Sequence[tuple[str, CompareOp, int]]]) -> None:
        if len(terms) > MAX_RULES or not all(terms):
            msg = f"a ruleset takes up to {MAX_RULES} rules, each with a comparison"
            raise ValueError(msg)
        rules = [
            f'"{rule_name(number)}":{{"all":[{{"m":{{"$and":[{",".join(_atom(*atom) for atom in term)}]}}}}]}}'
            if len(term) > 1
            else f'"{rule_name(number)}":{{"all":[{{"m":{_atom(*term[0])}}}]}}'
            for number, term in enumerate(terms)
        ]
        self._definition = "{" + ",".join([*rules, _SENTINEL_RULE]) + "}"
        self._c: Any = _module()
        self._handle: int | None = None
        self._closed = False
        # INVARIANT: `_primed` is true only while the state exists and an action has run in it, for deleting a state
        # in which none has crashes; `_clean` is true only while nothing asserted or queued is left in the state. Both
        # are lowered before a call and raised after it, so that an exception at any point leaves them right.
        self._primed = False
        self._clean = False

    def open(self) -> None:
        """Make the ruleset ready; also after an exception, which may have left it with work half done."""
        if self._closed:
            msg = "the program is closed"
            raise UsageError(msg)
        try:
            self._reset()
        except self._c.error as exc:
            msg = f"durable-rules failed: {exc}"
            raise Qd85Error(msg) from exc

    def _reset(self) -> None:
        c = self._c
        if self._handle is not None and self._primed:
            self._primed = False
            c.delete_state(self._handle, _STATE)
        else:
            # A handle whose state cannot be deleted safely is leaked: less than a megabyte, and it happens rarely.
            self._handle = c.create_ruleset("q", self._definition)
        status, state = c.assert_fact(self._handle, _SENTINEL)
        if status != _HANDLED or c.start_action_for_state(self._handle, state) is None:
            msg = "durable-rules failed: the sentinel rule did not fire"
            raise Qd85Error(msg)
        self._primed = True
        c.complete_and_start_action(self._handle, state)
        c.retract_fact(self._handle, _MESSAGE)
        self._clean = True

    def fire(self, message: str) -> list[str]:
        """Assert a message, collect the replies of the rules that fire, in no order, and retract it.

        The name of the rule is at `reply[2 : 2 + NAME_WIDTH]`.
        """
        if not self._clean:
            self.open()
        self._clean = False
        try:
            replies = self._drain(message)
        except self._c.error as exc:
            msg = f"durable-rules failed: {exc}"
            raise Qd85Error(msg) from exc
        self._clean = True
        return replies

    def _drain(self, message: str) -> list[str]:
        c, handle = self._c, self._handle
        replies: list[str] = []
        status, state = c.assert_fact(handle, message)
        if status == _NOT_HANDLED:
            return replies
        if status != _HANDLED or (started := c.start_action_for_state(handle, state)) is None:
            msg = f"durable-rules failed: a fact was not worked on, status {status}"
            raise Qd85Error(msg)
        proceed = c.complete_and_start_action
        reply = started[1]
        while reply is not None:
            replies.append(reply)
            reply = proceed(handle, state)
        c.retract_fact(handle, _MESSAGE)
        return replies

    def close(self) -> None:
        """Give everything back; using the ruleset afterwards is an error. May be called twice."""
        self._closed, self._clean = True, False
        handle, self._handle = self._handle, None
        if handle is None:
            return
        if self._primed:
            self._primed = False
            self._c.delete_state(handle, _STATE)
        self._c.delete_ruleset(handle)
