"""What the stages of a table share: what one asks of them, one row as read, one table as understood, one account found.

What must not live here: any of the stages (`sheets`, `layout`, `cells`, `tables`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from qd85rules.source.places import CellPlaces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qd85rules.core.diagnostics import Diagnostic, Span
    from qd85rules.intake.columns import TableSettings
    from qd85rules.intake.dates import DateOrder
    from qd85rules.intake.grid import Row, Sheet
    from qd85rules.intake.layout import Layout
    from qd85rules.intake.notes import Notes
    from qd85rules.intake.sheets import Heading
    from qd85rules.source.places import Placed

CellPath = tuple[str | int, ...]


class SaysNothing:
    """What a cell gives that says nothing."""


MISSING: Final = SaysNothing()


@dataclass(slots=True)
class RowData:
    """What one row says: values of the account and the cell of each, those of single platforms, and what is wrong.

    `unknown` has the event dates of which a cell says that they are not known.
    """

    data: dict[str, Any] = field(default_factory=dict)
    cells: dict[CellPath, int] = field(default_factory=dict)
    pages: dict[str, dict[str, tuple[Any, int]]] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    unknown: list[CellPath] = field(default_factory=list)

    def put(self, path: CellPath, value: object, column: int) -> None:
        """Put a value, and its cell, at a path of names."""
        for depth in range(1, len(path) + 1):
            self.cells.setdefault(path[:depth], column)
        if value is MISSING:
            return
        into = self.data
        for key in path[:-1]:
            into = into.setdefault(str(key), {})
        into[str(path[-1])] = value


@dataclass(slots=True)
class TableView:
    """One table as it was understood; `shown` has its first rows of data, with what was read of them."""

    sheet: Sheet
    heading: Heading
    layout: Layout
    key: str | None = None
    orders: dict[int, DateOrder] = field(default_factory=dict)
    rows: int = 0
    shown: list[tuple[Row, RowData]] = field(default_factory=list)


@dataclass(slots=True)
class TableReading:
    """The reading of one file: its settings, and what it fills: notes, problems (`report`), tables as understood."""

    settings: TableSettings
    notes: Notes
    report: Callable[[Iterable[Diagnostic]], None]
    views: list[TableView] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """One account, and where its values stand; `added` has the places of items that other sheets gave.

    `unknown` has the event dates of which a cell says that they are not known.
    """

    data: dict[str, Any]
    row: Row
    cells: dict[CellPath, int]
    table: TableView
    unknown: tuple[tuple[str | int, ...], ...] = ()
    added: dict[tuple[str | int, ...], tuple[Span, Span | None, str]] = field(default_factory=dict)

    def places(self) -> Placed:
        """Work out where the values stand."""
        sheet, heading, names = self.table.sheet, self.table.heading, self.table.layout.names
        cells = {path: sheet.span_of(self.row, column) for path, column in self.cells.items()}
        titles = {path: names[column] for path, column in self.cells.items() if column < len(names)}
        keys = {path: sheet.span_of(heading.rows[self.cells[path]], self.cells[path]) for path in titles}
        for path, (span, key, title) in self.added.items():
            cells.setdefault(path, span)
            if key is not None:
                keys.setdefault(path, key)
                titles.setdefault(path, title)
        whole = sheet.row_span(self.row) if sheet.name is None else cells.get(("id",)) or sheet.span_of(self.row, 0)
        return CellPlaces(whole, cells, keys, sheet.source_line(self.row), titles)
