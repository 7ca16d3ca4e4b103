"""A table as its file shows it: sheets of rows of cells, alike for every format; the first of the stages.

What must not live here: reading a format (`csvfile`, `xlsxfile`, `odsfile`, `xlsfile`), finding the table that stands
in a sheet (`sheets`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from qd85rules.core.diagnostics import Span
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qd85rules.core.text import Text

CELLS_LIMIT: Final = 5_000_000
"""Of all sheets together, blank cells between the used ones included."""
TEXT_LIMIT: Final = 32_767
"""The most characters that Excel lets a cell hold."""
NOT_A_WORKBOOK: Final = say.NOT_READABLE_XLSX_WORKBOOK

CellKind = Literal["date", "number", "unshown", "bool", "error", "no_value"]
"""What a cell is that is not plain text: a real date, its day first as ISO 8601; a number as it is shown; a number
that is shown in a way that cannot be told; true or false; a formula that failed; a formula without a stored value."""

Area = tuple[int, int, int, int]
"""A merged area: first row, first column, last row, last column; rows count from 1, columns from 0."""


@dataclass(slots=True)
class Row:
    """One row that is not blank: its cells as shown, what some of them are, and where their links lead.

    `number` counts from 1, in CSV it is that of the row's first line and `text` the whole row; columns count from 0.
    An unclear row may be data and may be something else.
    """

    number: int
    cells: list[str]
    kinds: dict[int, CellKind] = field(default_factory=dict)
    links: dict[int, str] = field(default_factory=dict)
    is_hidden: bool = False
    is_unclear: bool = False
    text: str = ""

    def cell(self, column: int) -> str:
        """Give a cell without the blanks at either end; nothing beyond the last one."""
        return self.cells[column].strip() if column < len(self.cells) else ""

    def filled(self) -> list[int]:
        """Give the columns whose cells are not blank; a cell that failed is not blank."""
        return [
            column
            for column in range(len(self.cells))
            if self.cells[column].strip() or self.kinds.get(column) in {"error", "no_value"}
        ]


@dataclass(slots=True)
class Sheet:
    """One sheet; a CSV file is one without a name.

    `span_of` gives the place of a row's cell by its column, `row_span` that of a row, `source_line` its text by line.
    `first` is the first row, where rows can be gone through once.
    """

    path: str
    name: str | None
    rows: Iterable[Row]
    span_of: Callable[[Row, int], Span]
    merged: tuple[Area, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    first: Row | None = None
    row_span: Callable[[Row], Span] = lambda _: Span()
    source_line: Callable[[Row], Callable[[int | None], str | None]] = lambda _: _no_line

    def whole(self) -> Span:
        """Give the place of the sheet as a whole."""
        return Span(self.path, sheet=self.name)


def workbook_sheet(path: str, name: str, rows: Iterable[Row]) -> Sheet:
    """Make a sheet of a workbook, whose places are rows and columns."""

    def span_of(row: Row, column: int) -> Span:
        return Span(path, row.number, column + 1, row.number, column + 2, name)

    return Sheet(path, name, rows, span_of)


def _no_line(_: int | None) -> str | None:
    return None


class WorkbookError(Exception):
    """A workbook cannot be read safely; `reason` says why, `sheet`, `row` and `column` where, from 1."""

    def __init__(
        self,
        reason: Text,
        sheet: str | None = None,
        row: int | None = None,
        column: int | None = None,
        *,
        cure: Text | None = None,
    ) -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.sheet = sheet
        self.row = row
        self.column = column
        self.cure = cure
