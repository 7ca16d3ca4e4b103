"""The days on which a verdict can change while the facts stay as they are.

Every atom that mentions `today` compares two values of which at least one moves by a day a day, so it changes at most
around the day on which both are equal. Between two such days no truth value changes; trying them is exact.

What must not live here: evaluating rules (`compiled`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from qd85rules.core.truth import UNKNOWN
from qd85rules.core.values import NEVER
from qd85rules.lang import nodes
from qd85rules.lang.ast import Compare, Date, Fact, In, Int, Items, Param, Subtract, Today
from qd85rules.model.vocabulary import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qd85rules.core.values import Row, Value
    from qd85rules.lang.ast import Expr

__all__ = ["Moving", "days_to_try", "differences", "meeting_days", "moving_atoms", "turning_days"]

_MEASURED = (Today, Date, Int, Fact, Param, Subtract)


@dataclass(frozen=True, slots=True, eq=False)
class Moving:
    """An atom that depends on the day: its sides meet on the day `(offset + sum of sign * fact) / slope`.

    INVARIANT: made by `_moving` only, so that equal ones are one object, which is quick to look up.
    """

    slope: int
    offset: int
    terms: tuple[tuple[int, str], ...]


def moving_atoms(conditions: Sequence[Expr], params: Mapping[str, Value]) -> tuple[Moving, ...]:
    """List the comparisons that read `today`, each once."""
    return tuple(dict.fromkeys(moving for moving in differences(conditions, params) if moving.slope))


def differences(conditions: Sequence[Expr], params: Mapping[str, Value]) -> Iterator[Moving]:
    """Give every comparison of dates and of days as a difference, those inside comparisons of conditions too."""
    for condition in conditions:
        for node in nodes(condition):
            match node:
                case Compare(_, left, right) if _is_measured(left, right, params):
                    yield _difference(left, right, params)
                case In(element, Items(elements)):
                    yield from (
                        _difference(element, value, params)
                        for value in elements
                        if isinstance(value, Date | Int) and _is_measured(element, value, params)
                    )


def _is_measured(left: Expr, right: Expr, params: Mapping[str, Value]) -> bool:
    """Say whether two operands are dates or numbers; a fact or a parameter may also be something else."""
    sides = (left, right)
    if not all(isinstance(side, _MEASURED) for side in sides):
        return False
    return all(
        FACTS[side.name].type.kind in {"date", "int"}
        if isinstance(side, Fact)
        else not isinstance(side, Param) or type(params[side.name]) is int
        for side in sides
    )


def meeting_days(atoms: Iterable[Moving], row: Row, after: int) -> dict[Moving, int]:
    """Give the atoms that can still change after a day, with the day on which their sides meet."""
    days: dict[Moving, int] = {}
    for atom in atoms:
        total = atom.offset
        for sign, fact in atom.terms:
            value = row[fact]
            if value is UNKNOWN:
                break
            total += sign * value  # type: ignore[operator]  # dates and integers only, by the types of comparisons
        else:
            meeting = total // atom.slope
            if after <= meeting < NEVER - 1:
                days[atom] = meeting
    return days


def turning_days(atoms: Iterable[Moving], meetings: Mapping[Moving, int], after: int) -> list[int]:
    """List the days later than `after` from which one of the atoms may have another truth value, earliest first.

    A comparison can change on the day on which its sides meet, and on the day after.
    """
    days = {day for atom in atoms if atom in meetings for day in (meetings[atom], meetings[atom] + 1)}
    days.discard(after)
    return sorted(days)


def days_to_try(atoms: Sequence[Moving], row: Row, after: int) -> list[int]:
    """List the days later than `after` from which one of the atoms may have another truth value on this row."""
    return turning_days(atoms, meeting_days(atoms, row, after), after)


def _difference(left: Expr, right: Expr, params: Mapping[str, Value]) -> Moving:
    """Write `left - right` as `slope * today - (offset + terms)`."""
    slope, offset = 0, 0
    terms: list[tuple[int, str]] = []
    waiting: list[tuple[int, Expr]] = [(1, left), (-1, right)]
    while waiting:
        sign, expr = waiting.pop()
        match expr:
            case Today():
                slope += sign
            case Date(value):
                offset -= sign * value.toordinal()
            case Int(number):
                offset -= sign * number
            case Fact(name):
                terms.append((-sign, name))
            case Param(name):
                offset -= sign * int(params[name])  # type: ignore[arg-type]  # dates and integers only
            case Subtract(later, earlier):
                waiting += [(sign, later), (-sign, earlier)]
    return _moving(slope, offset, tuple(terms))


@cache
def _moving(slope: int, offset: int, terms: tuple[tuple[int, str], ...]) -> Moving:
    return Moving(slope, offset, terms)
