"""Where the values of data stand: the one protocol of a place, and those that need no more than spans by path.

The tree of a text is `sourcetree.Node`; cells of a table, and settings, are `CellPlaces`; data that has no place, such
as an account handed over in code, stands `NOWHERE`; `LaterPlaces` puts off any of them until somebody asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from qd85rules.core.diagnostics import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qd85rules.source.sourcetree import SourcePath


class Placed(Protocol):
    """Knows where the values of some data stand; a path such as `("transfers", 0, "on")` leads to a value."""

    def span(self, path: SourcePath, /) -> Span:
        """Give the place of the value at a path, or of the nearest part of the path that exists."""

    def key_span(self, path: SourcePath, /) -> Span:
        """Give the place of the key that leads to a value, in a table of the column's name; else of the value."""

    def source_line(self, line: int | None, /) -> str | None:
        """Give one line of the text, for a code frame; `None` where there is none."""


class CellPlaces:
    """Places known by path, as in a table: `cells` for values, `names` for what stands for their keys.

    `titles` are the names themselves, as people wrote them.
    """

    def __init__(
        self,
        whole: Span,
        cells: Mapping[SourcePath, Span],
        names: Mapping[SourcePath, Span],
        source_line: Callable[[int | None], str | None] = lambda _: None,
        titles: Mapping[SourcePath, str] | None = None,
    ) -> None:
        self._whole, self._cells, self._names = whole, cells, names
        self._titles = titles or {}
        self.source_line = source_line

    def span(self, path: SourcePath) -> Span:
        """Give the place of the value at a path, of the nearest part of it, or of the whole."""
        for length in range(len(path), 0, -1):
            if (place := self._cells.get(path[:length])) is not None:
                return place
        return self._whole

    def key_span(self, path: SourcePath) -> Span:
        """Give the place of the name at a path; the place of the value where it has none."""
        return self._names.get(path) or self.span(path)

    def title(self, path: SourcePath) -> str | None:
        """Give the name at a path; `None` where it has none."""
        return self._titles.get(path)


class LaterPlaces:
    """Places that are worked out when one is asked for, since most data has nothing to report."""

    __slots__ = ("_find", "_found")

    def __init__(self, find: Callable[[], Placed]) -> None:
        self._find = find
        self._found: Placed | None = None

    def _places(self) -> Placed:
        if self._found is None:
            self._found = self._find()
        return self._found

    def span(self, path: SourcePath) -> Span:
        """Give the place of the value at a path."""
        return self._places().span(path)

    def key_span(self, path: SourcePath) -> Span:
        """Give the place of the key at a path."""
        return self._places().key_span(path)

    def source_line(self, line: int | None) -> str | None:
        """Give one line of the text."""
        return self._places().source_line(line)

    def title(self, path: SourcePath) -> str | None:
        """Give the name of the column at a path, in a table."""
        places = self._places()
        return places.title(path) if isinstance(places, CellPlaces) else None


@dataclass(frozen=True, slots=True)
class Nowhere:
    """Stands for the places in data that has none, or whose places nobody may ask for; perhaps a file has a name."""

    path: str | None = None
    value: object = None

    def span(self, _path: SourcePath) -> Span:
        """Give a place without line and column."""
        return Span(self.path)

    key_span = span

    def locate(self, _path: SourcePath, _offset: int) -> tuple[int, int]:
        """Give the first character."""
        return 1, 1

    def source_line(self, _line: int | None) -> str | None:
        """Give no line."""
        return None


NOWHERE: Final = Nowhere()
