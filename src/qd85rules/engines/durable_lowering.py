"""Conditions to what durable-rules can decide: integers that a row yields, and two rails of comparisons on them.

Every condition becomes two disjunctions of terms, "surely true" and "surely false"; a term is a conjunction of atoms,
an atom compares one integer with a constant. An unknown fact yields no integer, every atom on it is false, so neither
rail holds and the condition is unknown: Kleene's tables, without a third value. Negation exchanges the rails.

What must not live here: reading rows (`durable_program`) and talking to durable-rules (`durable_driver`).
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, assert_never

from qd85rules.core.diagnostics import UnsupportedError
from qd85rules.core.truth import UNKNOWN
from qd85rules.lang.ast import (
    And,
    Bool,
    Compare,
    CompareOp,
    Concept,
    Date,
    Expr,
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
from qd85rules.lang.types import BOOL, DATE, INT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qd85rules.core.values import Value
    from qd85rules.lang.types import Type

MIN_INT: Final = -(2**63)
MAX_INT: Final = 2**63 - 1
MAX_TERMS: Final = 256
_MAX_CANDIDATES: Final = 2048

SignalKind = Literal["number", "order", "code", "flag", "known", "decided"]


@dataclass(frozen=True, slots=True)
class Signal:
    """An integer that a row yields, or nothing where a fact that it needs is unknown.

    `number`: the integer or the date that `expr` is. `order`: -1, 0 or 1 as the left of the difference `expr` is less
    than, equal to or greater than the right. `code`: the place of the fact `expr` in its closed set. `flag`: 1 or 0
    for the boolean fact `expr`. `known`: 1 or 0, always there, for whether the fact `expr` is known. `decided`: 1 or 0
    for the comparison `expr` of texts or lists, which never reach durable-rules.
    """

    kind: SignalKind
    expr: Expr


@dataclass(frozen=True, slots=True)
class Atom:
    """A comparison of a signal with a constant."""

    signal: Signal
    op: CompareOp
    bound: int


Term = frozenset[Atom]


@dataclass(frozen=True, slots=True)
class Rails:
    """The terms any of which makes a condition surely true, and those any of which makes it surely false."""

    true: frozenset[Term]
    false: frozenset[Term]


_ALWAYS: Final[frozenset[Term]] = frozenset({frozenset()})
_NEVER: Final[frozenset[Term]] = frozenset()
_COMPLEMENT: Final[dict[CompareOp, CompareOp]] = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MIRROR: Final[dict[CompareOp, CompareOp]] = {"==": "==", "!=": "!=", "<": ">", ">=": "<=", ">": "<", "<=": ">="}
_HOLDS: Final[dict[CompareOp, Callable[[Any, Any], bool]]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def constant_of(expr: Expr, params: Mapping[str, Value]) -> Value | None:
    """Give the value of a literal or a parameter; `None` for what depends on the row or the day."""
    match expr:
        case Bool(value) | Int(value) | String(value):
            return value
        case Date(value):
            return value.toordinal()
        case Items(elements):
            return tuple(constant_of(element, params) for element in elements)  # type: ignore[misc]  # scalars of one type
        case Param(name):
            return params[name]
        case Fact() | Today() | Concept() | Has() | Subtract() | Compare() | In() | Not() | And() | Or():
            return None
        case _:
            assert_never(expr)


class Lowering:
    """Lowers conditions; `facts` and `params` are those of `Engine.compile`."""

    def __init__(self, facts: Mapping[str, Type], params: Mapping[str, Value]) -> None:
        self.facts = facts
        self.params = params

    def lower(self, expr: Expr) -> Rails:
        """Give the two rails of a condition.

        Raises:
            UnsupportedError: a rail has more than `MAX_TERMS` terms, or an integer is outside 64 bits.
        """
        match expr:
            case Bool() | Param():
                return _settled(constant_of(expr, self.params))
            case Fact():
                return _bit(Signal("flag", expr))
            case Has(fact):
                return _bit(Signal("known", fact))
            case Compare(op, left, right):
                return self._compare(op, left, right)
            case In(element, container):
                return self._membership(element, container)
            case Not(operand):
                return _negated(self.lower(operand))
            case And(operands):
                return _conjunction([self.lower(operand) for operand in operands])
            case Or(operands):
                return _negated(_conjunction([_negated(self.lower(operand)) for operand in operands]))
            case Int() | String() | Date() | Items() | Concept() | Today() | Subtract():
                msg = f"not a condition: {expr}"
                raise TypeError(msg)
            case _:
                assert_never(expr)

    def _type(self, expr: Expr) -> Type:
        """Give the type of an operand that is no constant."""
        match expr:
            case Fact(name):
                return self.facts[name]
            case Today():
                return DATE
            case Subtract():
                return INT
            case Has() | Compare() | In() | Not() | And() | Or():
                return BOOL
            case Bool() | Int() | String() | Date() | Items() | Param() | Concept():
                msg = f"not an operand that depends on the row: {expr}"
                raise TypeError(msg)
            case _:
                assert_never(expr)

    def _compare(self, op: CompareOp, left: Expr, right: Expr) -> Rails:
        first, second = constant_of(left, self.params), constant_of(right, self.params)
        if first is UNKNOWN or second is UNKNOWN:
            return _settled(UNKNOWN)
        if first is not None and second is not None:
            return _settled(_HOLDS[op](first, second))
        if first is not None:
            return self._compare(_MIRROR[op], right, left)
        if op == "!=":
            return _negated(self._compare("==", left, right))
        kind, members = self._type(left).kind, self._type(left).members
        if kind == "bool":
            return _same(self.lower(left), self.lower(right))
        if kind in {"int", "date"} and second is not None:
            return _compared(Signal("number", left), op, _integer(second))
        if kind == "date":
            return _compared(Signal("number", Subtract(left, right)), op, 0)
        if kind == "int":
            return _compared(Signal("order", Subtract(left, right)), op, 0)
        if members is not None and isinstance(second, str):
            return _one_of(Signal("code", left), members, {second})
        return _bit(Signal("decided", Compare(op, left, right)))

    def _membership(self, element: Expr, container: Expr) -> Rails:
        value, values = constant_of(element, self.params), constant_of(container, self.params)
        if value is UNKNOWN or values is UNKNOWN:
            return _settled(UNKNOWN)
        if not isinstance(values, tuple):
            return _bit(Signal("decided", In(element, container)))
        if value is not None:
            return _settled(value in values)
        kind, members = self._type(element).kind, self._type(element).members
        if kind == "bool":
            return _one_of_both(self.lower(element), values)
        if kind in {"int", "date"}:
            return _one_of_integers(Signal("number", element), {_integer(item) for item in values})
        if members is not None:
            return _one_of(Signal("code", element), members, set(values))
        return _bit(Signal("decided", In(element, container)))


def _settled(value: object) -> Rails:
    return Rails(_ALWAYS if value is True else _NEVER, _ALWAYS if value is False else _NEVER)


def _negated(rails: Rails) -> Rails:
    return Rails(rails.false, rails.true)


def _integer(value: object) -> int:
    if not isinstance(value, int) or not MIN_INT <= value <= MAX_INT:
        msg = f"durable-rules compares integers of 64 bits only, not `{value}`"
        raise UnsupportedError(msg)
    return int(value)


def _bit(signal: Signal) -> Rails:
    return Rails(frozenset({frozenset({Atom(signal, "==", 1)})}), frozenset({frozenset({Atom(signal, "==", 0)})}))


def _compared(signal: Signal, op: CompareOp, bound: int) -> Rails:
    holds, fails = Atom(signal, op, bound), Atom(signal, _COMPLEMENT[op], bound)
    return Rails(frozenset({frozenset({holds})}), frozenset({frozenset({fails})}))


def _same(left: Rails, right: Rails) -> Rails:
    """Give the rails of `left == right` for two conditions, which is unknown as soon as one of them is."""
    return Rails(
        _absorbed(_product(left.true, right.true) | _product(left.false, right.false)),
        _absorbed(_product(left.true, right.false) | _product(left.false, right.true)),
    )


def _one_of_both(rails: Rails, values: tuple[object, ...]) -> Rails:
    inside = (rails.true if True in values else _NEVER) | (rails.false if False in values else _NEVER)
    outside = (rails.false if False not in values else _NEVER) | (rails.true if True not in values else _NEVER)
    return Rails(_absorbed(inside), _absorbed(outside))


def _one_of(signal: Signal, members: tuple[str, ...], values: set[object]) -> Rails:
    codes = {code for code, member in enumerate(members) if member in values}
    return Rails(_codes(signal, codes, len(members)), _codes(signal, set(range(len(members))) - codes, len(members)))


def _codes(signal: Signal, codes: set[int], count: int) -> frozenset[Term]:
    """Give one term for any subset of a closed set, so that lists of members never multiply terms."""
    if not codes:
        return _NEVER
    first, last = min(codes), max(codes)
    if first == last:
        return frozenset({frozenset({Atom(signal, "==", first)})})
    atoms = {Atom(signal, "!=", hole) for hole in range(first, last) if hole not in codes}
    if last < count - 1:
        atoms.add(Atom(signal, "<=", last))
    if first > 0 or not atoms:
        atoms.add(Atom(signal, ">=", first))
    return frozenset({frozenset(atoms)})


def _one_of_integers(signal: Signal, values: set[int]) -> Rails:
    """Give one term for each run of neighbours among integers that are listed, and one for all others."""
    starts = sorted(value for value in values if value - 1 not in values)
    ends = sorted(value for value in values if value + 1 not in values)
    inside = frozenset(
        frozenset({Atom(signal, "==", start)} if start == end else {Atom(signal, ">=", start), Atom(signal, "<=", end)})
        for start, end in zip(starts, ends, strict=True)
    )
    outside = frozenset(Atom(signal, "!=", value) for value in values) or frozenset({Atom(signal, ">=", MIN_INT)})
    return Rails(inside, frozenset({outside}))


def _conjunction(rails: list[Rails]) -> Rails:
    true, false = _ALWAYS, _NEVER
    for each in rails:
        true = _absorbed(_product(true, each.true))
        false |= each.false
    return Rails(true, _absorbed(false))


def _product(left: frozenset[Term], right: frozenset[Term]) -> frozenset[Term]:
    return frozenset(term for first in left for second in right if _possible(term := first | second))


def _possible(term: Term) -> bool:
    """Tell whether some integers satisfy a term; it keeps contradictions from counting against the limits."""
    bounds: dict[Signal, tuple[int, int]] = {}
    for atom in term:
        low, high = bounds.get(atom.signal, (MIN_INT, MAX_INT))
        if atom.op in {"==", ">=", ">"}:
            low = max(low, atom.bound + (atom.op == ">"))
        if atom.op in {"==", "<=", "<"}:
            high = min(high, atom.bound - (atom.op == "<"))
        bounds[atom.signal] = low, high
    return all(low <= high for low, high in bounds.values()) and not any(
        atom.op == "!=" and bounds[atom.signal] == (atom.bound, atom.bound) for atom in term
    )


def _absorbed(terms: frozenset[Term]) -> frozenset[Term]:
    """Drop every term that another one makes superfluous."""
    kept: list[Term] = []
    if len(terms) <= _MAX_CANDIDATES:
        for term in sorted(terms, key=len):
            if not any(shorter <= term for shorter in kept):
                kept.append(term)
    if len(terms) > _MAX_CANDIDATES or len(kept) > MAX_TERMS:
        msg = f"a condition needs more than {MAX_TERMS} terms in durable-rules"
        raise UnsupportedError(msg)
    return frozenset(kept)
