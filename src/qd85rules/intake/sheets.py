"""From a sheet to its tables: rows with the names of columns, and below them the rows that hold data.

Titles, numbering, headings of parts, totals, remarks and signatures are left out, and counted; cells that are merged
from row to row are filled; a row of names may be made of two or three.

What must not live here: what a name of a column means (`columns`), what a row is by its words (`rowkinds`).
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qd85rules.intake.folding import folded
from qd85rules.intake.rowkinds import row_kind

if TYPE_CHECKING:
    from qd85rules.core.diagnostics import Span
    from qd85rules.intake.grid import Row, Sheet
    from qd85rules.intake.notes import Notes
    from qd85rules.intake.rowkinds import RowKind

HEADER_ROWS: Final = 20
"""The names of columns stand in one of the first rows of a sheet."""

_DEEPEST: Final = 3
_OTHERS: Final = re.compile(r"\b(?:vo|chong|con|bo|me|cha|nguoi than|nguoi gioi thieu)\b")
"""A name that stands over columns of other people than the holder."""
_IsKnown = Callable[[str], bool]


@dataclass(slots=True)
class Heading:
    """The names of the columns of one table; `rows` has, for each column, the row where its name stands."""

    names: list[str]
    rows: list[Row]
    first: Row
    last: Row


def find_tables(sheet: Sheet, is_known: _IsKnown, notes: Notes) -> Iterator[Heading | Row]:
    """Give, in order, each row of names and the rows of data below it; nothing where no name is known.

    `is_known` tells whether a text names a column. A row that may be data and may be something else is marked.
    """
    return _TableSearch(sheet, is_known, notes).items()


class _TableSearch:
    def __init__(self, sheet: Sheet, is_known: _IsKnown, notes: Notes) -> None:
        self._sheet = sheet
        self._is_known = is_known
        self._notes = notes
        self._rows = iter(sheet.rows)
        self._window: deque[Row] = deque()
        self._across = {(top, left): right - left + 1 for top, left, _, right in sheet.merged if right > left}
        self._down = sorted((area for area in sheet.merged if area[2] > area[0]), key=lambda area: area[0])
        self._open: list[tuple[int, int, str]] = []

    def items(self) -> Iterator[Heading | Row]:
        """Give headings and rows of data."""
        heading = self._first_heading()
        if heading is None:
            return
        yield heading
        before = heading.last
        is_signed = is_apart = False
        while (row := self._take()) is not None:
            is_apart = is_apart or row.number > before.number + 1 + before.text.count("\n")
            same = self._is_repeated(row, heading)
            found = None if same or not is_apart else self._heading_at(row)
            is_first = before is heading.last
            before = row
            if same:
                self._notes.row("names", self._place(row))
            elif found is not None:
                for _ in range(found[1] - 1):
                    before = self._take() or before
                heading, is_signed, is_apart = found[0], False, False
                before = heading.last
                yield heading
            else:
                kind = self._kind(row, heading, is_first=is_first, is_signed=is_signed)
                if kind in {"data", "unclear"}:
                    is_apart = False
                    row.is_unclear = kind == "unclear"
                    yield self._filled(row)
                else:
                    is_signed = is_signed or kind == "signature"
                    is_apart = True
                    self._notes.row(kind, self._place(row))

    def _kind(self, row: Row, heading: Heading, *, is_first: bool, is_signed: bool) -> RowKind:
        first = next(iter(row.filled()))
        return row_kind(
            row,
            names=sum(bool(name) for name in heading.names),
            is_first=is_first,
            is_after_signature=is_signed,
            merged=self._across.get((row.number, first), 1),
        )

    def _take(self) -> Row | None:
        return self._window.popleft() if self._window else next(self._rows, None)

    def _ahead(self, count: int) -> list[Row]:
        """Look at some rows that come next."""
        while len(self._window) < count and (row := next(self._rows, None)) is not None:
            self._window.append(row)
        return list(self._window)[:count]

    def _first_heading(self) -> Heading | None:
        """Find the first row that names columns: one of which most names are known, or that knows more than others."""
        best: tuple[int, int, Heading, int] | None = None
        ahead = self._ahead(HEADER_ROWS + _DEEPEST)
        for at in range(min(HEADER_ROWS, len(ahead))):
            found = self._named(ahead[at : at + _DEEPEST])
            if found is None:
                continue
            heading, depth, known = found
            named = sum(bool(name) for name in heading.names)
            if known > 1 and known * 2 >= named:
                best = known, at, heading, depth
                break
            if best is None or known > best[0]:
                best = known, at, heading, depth
        if best is None:
            return None
        _, at, heading, depth = best
        for _ in range(at):
            row = self._take()
            if row is not None:
                self._notes.row("title", self._place(row))
        for _ in range(depth):
            self._take()
        return heading

    def _heading_at(self, row: Row) -> tuple[Heading, int] | None:
        """Tell whether a row behind a gap begins another table."""
        if len(row.filled()) < 2 or row.kinds:  # noqa: PLR2004 - a table has at least two columns
            return None
        found = self._named([row, *self._ahead(_DEEPEST - 1)])
        if found is None:
            return None
        heading, depth, known = found
        named = sum(bool(name) for name in heading.names)
        return (heading, depth) if known > 1 and known * 3 >= named * 2 else None

    def _named(self, rows: list[Row]) -> tuple[Heading, int, int] | None:
        """Make names of one row, or of two or three that stand together, whichever knows the most columns."""
        best: tuple[Heading, int, int] | None = None
        for depth in range(1, len(rows) + 1):
            part = rows[:depth]
            if any(row.kinds for row in part) or (depth > 1 and not self._belongs(part)):
                break
            names, places = self._names(part)
            known = sum(bool(name) and self._is_known(name) for name in names)
            if known and (best is None or known > best[2]):
                best = Heading(names, places, part[0], part[-1]), depth, known
        return best

    def _belongs(self, part: list[Row]) -> bool:
        """Tell whether the last of some rows can be a second row of names.

        It stands right below, and knows some by itself, or names above it reach over several columns.
        """
        above, below = part[-2], part[-1]
        follows = below.number <= above.number + 1 + above.text.count("\n")
        reaches = any((row.number, column) in self._across for row in part[:-1] for column in row.filled())
        return follows and (reaches or any(self._is_known(below.cell(column)) for column in below.filled()))

    def _names(self, part: list[Row]) -> tuple[list[str], list[Row]]:
        width = max(len(row.cells) for row in part)
        names: list[str] = []
        places: list[Row] = []
        above = ["" for _ in part]
        for column in range(width):
            texts = [row.cell(column) for row in part]
            for depth, text in enumerate(texts[:-1]):
                # A name over several columns stands in the first of them.
                is_new = bool(text) or (depth > 0 and bool(texts[depth - 1]))
                above[depth] = text if is_new or not texts[-1] else above[depth]
            name, place = self._name(texts, above, part)
            names.append(name)
            places.append(place)
        while names and not names[-1]:
            names.pop()
            places.pop()
        return names, places

    def _name(self, texts: list[str], above: list[str], part: list[Row]) -> tuple[str, Row]:
        lowest = next((depth for depth in range(len(texts) - 1, -1, -1) if texts[depth]), None)
        if lowest is None:
            return "", part[-1]
        own = texts[lowest]
        parents = [text for depth, text in enumerate(above) if depth < lowest and text]
        for parent in reversed(parents):
            for joined in (f"{parent} {own}", f"{own} {parent}"):
                if self._is_known(joined):
                    return joined, part[lowest]
        if parents and _OTHERS.search(folded(" ".join(parents))):
            return f"{parents[-1]} {own}", part[lowest]
        return own, part[lowest]

    def _is_repeated(self, row: Row, heading: Heading) -> bool:
        if not row.cells or row.cells[0] != heading.last.cells[0]:
            return False
        return [cell.strip() for cell in row.cells if cell.strip()] == [
            cell.strip() for cell in heading.last.cells if cell.strip()
        ]

    def _filled(self, row: Row) -> Row:
        """Fill the cells that are merged with one above."""
        self._open = [one for one in self._open if one[0] >= row.number]
        for _, column, text in self._open:
            row.cells += [""] * (column + 1 - len(row.cells))
            if not row.cells[column].strip():
                row.cells[column] = text
                self._notes.add("cells-filled", self._sheet.span_of(row, column))
        while self._down and self._down[0][0] <= row.number:
            top, left, bottom, _ = self._down.pop(0)
            if top == row.number and row.cell(left):
                self._open.append((bottom, left, row.cells[left]))
        return row

    def _place(self, row: Row) -> Span:
        return self._sheet.span_of(row, next(iter(row.filled()), 0))
