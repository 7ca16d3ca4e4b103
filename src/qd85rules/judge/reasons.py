"""Why a rule came out as it did: the atoms that decided.

What must not live here: what a condition means (`engines.evaluate`), what is missing (`missing`), wording (`wording`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qd85rules.core.truth import Truth
from qd85rules.lang import children
from qd85rules.lang.ast import And, Not, Or

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.engines.evaluate import Situation
    from qd85rules.lang.ast import Expr

__all__ = ["deciding_atoms", "open_atoms"]


def open_atoms(expr: Expr, situation: Situation) -> Iterator[Expr]:
    """Give the unknown atoms of an expression that no other operand settles."""
    if situation.truth_of(expr) is not Truth.UNKNOWN:
        return
    if isinstance(expr, Not | And | Or):
        for operand in children(expr):
            yield from open_atoms(operand, situation)
    else:
        yield expr


def deciding_atoms(expr: Expr, situation: Situation) -> tuple[Expr, ...]:
    """Give a smallest set of atoms that already makes the expression what it is; for unknown, those that leave it so.

    Where several operands would decide alone, the one that rests on the fewest atoms is given, the first among equals.
    """
    match expr:
        case Not(operand):
            return deciding_atoms(operand, situation)
        case And(operands) | Or(operands):
            decides = Truth.FALSE if isinstance(expr, And) else Truth.TRUE
            if alone := [operand for operand in operands if situation.truth_of(operand) is decides]:
                return min((deciding_atoms(operand, situation) for operand in alone), key=len)
            return tuple(dict.fromkeys(atom for operand in operands for atom in deciding_atoms(operand, situation)))
        case _:
            return (expr,)
