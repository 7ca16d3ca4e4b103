"""Where the values of a text or a table stand.

What must not live here: any format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qd85rules.core.diagnostics import Span

__all__ = ["CellPlaces", "Placed"]


class Placed(Protocol):
    """Knows where the values of one record stand."""

    def span(self, path: Sequence[str | int] = ()) -> Span:
        """Give the place of the value at a path, or of the nearest part of the path that exists."""

    def key_span(self, path: Sequence[str | int]) -> Span:
        """Give the place of the key that leads to a value."""

    def source_line(self, line: int | None) -> str | None:
        """Give one line of the text, for a code frame; `None` where there is none."""


class CellPlaces:
    """Places known by path, as in a table: `cells` for values, `names` for what stands for their keys."""

    def __init__(
        self,
        whole: Span,
        cells: Mapping[tuple[str | int, ...], Span],
        names: Mapping[tuple[str | int, ...], Span] | None = None,
        source_line: Callable[[int | None], str | None] | None = None,
    ) -> None:
        self._whole = whole
        self._cells = cells
        self._names = names or {}
        self._source_line = source_line

    def span(self, path: Sequence[str | int] = ()) -> Span:
        """Give the place of the value at a path, of the nearest part of it, or of the whole record."""
        for length in range(len(path), 0, -1):
            if (place := self._cells.get(tuple(path[:length]))) is not None:
                return place
        return self._whole

    def key_span(self, path: Sequence[str | int]) -> Span:
        """Give the place of the name at a path; the place of the value where it has none."""
        return self._names.get(tuple(path)) or self.span(path)

    def source_line(self, line: int | None) -> str | None:
        """Give one line of the file."""
        return self._source_line(line) if self._source_line is not None else None
