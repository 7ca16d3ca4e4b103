"""Why a rule came out as it did: the atoms that decided.

What must not live here: deciding outcomes (`compiled.py`), what is missing (`missing.py`), wording (`findings.py`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from qd85rules.engines.reference import ReferenceEngine
from qd85rules.lang.ast import And, Not, Or
from qd85rules.truth import AND, NOT, OR, Truth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from qd85rules.engines.base import Program
    from qd85rules.lang.ast import Expr
    from qd85rules.values import Row, Value

    Valuation = Callable[[Expr], Truth]

__all__ = ["Atoms", "deciding_atoms", "evaluate", "open_atoms"]


class Atoms:
    """The truth of each atom on one row, worked out when asked for."""

    def __init__(self, row: Row, params: Mapping[str, Value], today: int) -> None:
        self._row, self._params, self._today = row, params, today
        self._known: dict[Expr, Truth] = {}

    def __call__(self, atom: Expr) -> Truth:
        """Evaluate one atom with the engine that defines the meaning."""
        truth = self._known.get(atom)
        if truth is None:
            program = _program(atom, tuple(self._params.items()))
            [[truth]] = program.run([self._row], self._today)
            self._known[atom] = truth
        return truth


@lru_cache(maxsize=2048)
def _program(atom: Expr, params: tuple[tuple[str, Value], ...]) -> Program:
    return ReferenceEngine().compile([atom], facts={}, params=dict(params))


def evaluate(expr: Expr, value_of: Valuation) -> Truth:
    """Combine the truth of atoms by Kleene's tables."""
    match expr:
        case Not(operand):
            return NOT[evaluate(operand, value_of)]
        case And(operands):
            result = Truth.TRUE
            for operand in operands:
                result = AND[result, evaluate(operand, value_of)]
            return result
        case Or(operands):
            result = Truth.FALSE
            for operand in operands:
                result = OR[result, evaluate(operand, value_of)]
            return result
        case _:
            return value_of(expr)


def open_atoms(expr: Expr, value_of: Valuation) -> Iterator[Expr]:
    """Give the unknown atoms of an expression that no other operand settles."""
    match expr:
        case Not(operand):
            yield from open_atoms(operand, value_of)
        case And(operands) | Or(operands):
            if evaluate(expr, value_of) is Truth.UNKNOWN:
                for operand in operands:
                    yield from open_atoms(operand, value_of)
        case _:
            if value_of(expr) is Truth.UNKNOWN:
                yield expr


def deciding_atoms(expr: Expr, value_of: Valuation) -> tuple[Expr, ...]:
    """Give a smallest set of atoms that already makes the expression what it is; for unknown, those that leave it so.

    Where several operands would decide alone, the one that rests on the fewest atoms is given, the first among equals.
    """
    match expr:
        case Not(operand):
            return deciding_atoms(operand, value_of)
        case And(operands):
            return _of_operands(operands, Truth.FALSE, evaluate(expr, value_of), value_of)
        case Or(operands):
            return _of_operands(operands, Truth.TRUE, evaluate(expr, value_of), value_of)
        case _:
            return (expr,)


def _of_operands(operands: tuple[Expr, ...], absorbing: Truth, truth: Truth, value_of: Valuation) -> tuple[Expr, ...]:
    if truth is absorbing:
        candidates = (operand for operand in operands if evaluate(operand, value_of) is absorbing)
        return min((deciding_atoms(operand, value_of) for operand in candidates), key=len)
    return tuple(dict.fromkeys(atom for operand in operands for atom in deciding_atoms(operand, value_of)))
