"""What a fact's value looks like to an engine, and plain data that nobody changes.

A date is its proleptic Gregorian ordinal (`datetime.date.toordinal`), so that engines see integers only; `never`, "it
has not happened as of the register's date", is the last day of the calendar, so that it lies after every real date.

What must not live here: which facts there are (`model.vocabulary`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NoReturn, TypeVar

from qd85rules.core.truth import Unknown

Value = bool | int | str | tuple[str, ...] | Unknown

Row = Mapping[str, Value]
"""Fact name to value; every fact that a program reads must be there, `UNKNOWN` where the register is silent."""

NEVER: Final = date.max.toordinal()

_K = TypeVar("_K")
_V = TypeVar("_V")


def _refuse(kept: object, *_: object, **__: object) -> NoReturn:
    msg = f"a {type(kept).__name__} cannot be changed; `dict` or `list` of it can"
    raise TypeError(msg)


class FrozenDict(dict[_K, _V]):
    """A mapping that nobody changes; as a `dict` it can be written as JSON, compared, pickled and copied."""

    __slots__ = ()
    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        """Agree with equality, whatever the order."""
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[object, ...]:
        """Be made again of its items."""
        return type(self), (dict(self),)


class FrozenList(list[_V]):
    """A list that nobody changes; as a `list` it can be written as JSON, compared, pickled and copied."""

    __slots__ = ()
    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse
    append = clear = extend = insert = pop = remove = reverse = sort = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        """Agree with equality."""
        return hash(tuple(self))

    def __reduce__(self) -> tuple[object, ...]:
        """Be made again of its items."""
        return type(self), (list(self),)
