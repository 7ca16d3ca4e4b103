"""What a register reader gives: records, each with the place of its every value, and the problems found on the way.

What must not live here: what the fields of an account mean (`model`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.source.files import Digesting
    from qd85rules.source.places import Placed

__all__ = ["Record", "RegisterFile"]


@dataclass(frozen=True, slots=True)
class Record:
    """One account as its file states it: plain values, not yet checked against the account model.

    `index` counts the accounts of the file from 0.
    """

    index: int
    data: dict[str, Any]
    places: Placed = field(repr=False, compare=False)


@dataclass
class RegisterFile:
    """One register, read once.

    `records` can be gone through once; JSON Lines and CSV are read while it is. `problems` is complete when `records`
    is at its end: it has what made a part of the file unreadable, and the records of that part do not come. Until
    then `digest` and `size` are `None`.
    """

    path: str
    format: str | None
    header: dict[str, Any]
    records: Iterator[Record]
    problems: list[Diagnostic]
    source: Digesting | None = field(default=None, repr=False, compare=False)
    is_stdin: bool = False

    @property
    def digest(self) -> str | None:
        """The SHA-256 of the bytes that were read."""
        return None if self.source is None else self.source.digest

    @property
    def size(self) -> int | None:
        """The number of bytes that were read."""
        return None if self.source is None else self.source.size
