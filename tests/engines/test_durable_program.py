"""Rows to pieces of messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qd85rules.core.diagnostics import UsageError
from qd85rules.core.truth import UNKNOWN
from qd85rules.core.values import NEVER
from qd85rules.engines.durable_lowering import Signal, SignalKind
from qd85rules.engines.durable_program import reader
from qd85rules.lang.ast import Bool, Expr, Fact
from qd85rules.lang.parser import parse
from qd85rules.lang.types import enum_of

if TYPE_CHECKING:
    from qd85rules.core.values import Row, Value

FACTS = {"kind": enum_of("give", "lend")}
PARAMS: dict[str, Value] = {"since": 690, "names": ("An", "Bình")}


@pytest.mark.parametrize(
    ("kind", "expr", "row", "piece"),
    [
        ("flag", "a", {"a": True}, ',"f0":1'),
        ("flag", "a", {"a": False}, ',"f0":0'),
        ("flag", "a", {"a": UNKNOWN}, ""),
        ("known", "a", {"a": False}, ',"f0":1'),
        ("known", "a", {"a": UNKNOWN}, ',"f0":0'),
        ("code", "kind", {"kind": "lend"}, ',"f0":1'),
        ("code", "kind", {"kind": UNKNOWN}, ""),
        ("number", "n", {"n": -5}, ',"f0":-5'),
        ("number", "n", {"n": UNKNOWN}, ""),
        ("number", "n", {"n": 2**63 - 1}, ',"f0":9223372036854775807'),
        ("number", "today", {}, ',"f0":700'),
        ("number", "today - d", {"d": 660}, ',"f0":40'),
        ("number", "today - d", {"d": UNKNOWN}, ""),
        ("number", "d - e", {"d": 660, "e": 661}, ',"f0":-1'),
        ("number", "d - e", {"d": 660, "e": UNKNOWN}, ""),
        ("number", "d - e", {"d": UNKNOWN, "e": 660}, ""),
        ("number", "d - params.since", {"d": NEVER}, f',"f0":{NEVER - 690}'),
        ("order", "n - m", {"n": 1, "m": 2}, ',"f0":-1'),
        ("order", "n - m", {"n": 2, "m": 2}, ',"f0":0'),
        ("order", "n - m", {"n": 2**63 - 1, "m": -(2**63)}, ',"f0":1'),
        ("order", "n - m", {"n": 2, "m": UNKNOWN}, ""),
        ("decided", "s == t", {"s": "x", "t": "x"}, ',"f0":1'),
        ("decided", "s == t", {"s": "x", "t": "y"}, ',"f0":0'),
        ("decided", "s == t", {"s": UNKNOWN, "t": "y"}, ""),
        ("decided", '"x" in roles', {"roles": ("x",)}, ',"f0":1'),
        ("decided", '"x" in roles', {"roles": ()}, ',"f0":0'),
        ("decided", '"x" in roles', {"roles": UNKNOWN}, ""),
        ("decided", "s in params.names", {"s": "Bình"}, ',"f0":1'),
    ],
)
def test_a_signal_is_read_as_a_piece_of_a_message(kind: SignalKind, expr: str, row: Row, piece: str) -> None:
    assert reader(Signal(kind, parse(expr)), "f0", FACTS, PARAMS)(row, 700) == piece


@pytest.mark.parametrize(
    ("kind", "fact", "value"),
    [("flag", "a", 2), ("code", "kind", "rent"), ("number", "n", 2**63), ("number", "n", "4")],
    ids=["neither true nor false", "outside the closed set", "beyond 64 bits", "no number"],
)
def test_a_value_that_is_not_of_its_type_is_refused(kind: SignalKind, fact: str, value: Value) -> None:
    with pytest.raises(UsageError):
        reader(Signal(kind, Fact(fact)), "f0", FACTS, PARAMS)({fact: value}, 700)


@pytest.mark.parametrize(
    ("kind", "expr"),
    [("flag", Bool(value=True)), ("decided", Fact("a")), ("number", parse("a && b"))],
    ids=["no fact", "no comparison", "no operand"],
)
def test_a_signal_that_lowering_never_makes_is_refused(kind: SignalKind, expr: Expr) -> None:
    with pytest.raises(TypeError):
        reader(Signal(kind, expr), "f0", FACTS, PARAMS)
