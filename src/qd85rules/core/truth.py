"""Kleene's three truth values and their tables, as data.

Source: S. C. Kleene, *Introduction to Metamathematics* (1952), section 64 (strong tables); CEL language
definition, "Logical Operators" (error absorption), which agrees with them when an error stands for unknown.
"""

from __future__ import annotations

from enum import Enum
from typing import Final, NoReturn


class Truth(Enum):
    """A truth value: `TRUE`, `FALSE`, or `UNKNOWN` where a fact that would decide it is missing."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    # Members are singletons; the hash that enumerations have by default goes through their names, and is slow.
    __hash__ = object.__hash__

    def __bool__(self) -> NoReturn:
        """Refuse: a three-valued result must be compared by identity, never rounded to a bool."""
        msg = "a truth value has no bool(): write `truth is Truth.TRUE`"
        raise TypeError(msg)


class Unknown(Enum):
    """The type of `UNKNOWN`, the value of a fact that the register does not state."""

    UNKNOWN = "unknown"

    def __bool__(self) -> NoReturn:
        """Refuse: an unknown value is neither true nor false."""
        msg = "an unknown value has no bool(): write `value is UNKNOWN`"
        raise TypeError(msg)


UNKNOWN: Final = Unknown.UNKNOWN

_T, _F, _U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN

NOT: Final = {_T: _F, _F: _T, _U: _U}
AND: Final = {
    (_T, _T): _T, (_T, _F): _F, (_T, _U): _U,
    (_F, _T): _F, (_F, _F): _F, (_F, _U): _F,
    (_U, _T): _U, (_U, _F): _F, (_U, _U): _U,
}  # fmt: skip
OR: Final = {
    (_T, _T): _T, (_T, _F): _T, (_T, _U): _T,
    (_F, _T): _T, (_F, _F): _F, (_F, _U): _U,
    (_U, _T): _T, (_U, _F): _U, (_U, _U): _U,
}  # fmt: skip
