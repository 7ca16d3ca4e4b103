"""Registers in XLSX: one or more sheets of accounts, and sheets with a row for each transfer or incident.

What must not live here: what columns mean (`columns`) and what cells say (`cells`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.diagnostics import Diagnostic, Span, suggestion
from qd85rules.core.plain import composed, hidden_in
from qd85rules.core.text import Text
from qd85rules.intake.cells import Layout, RowData, count_known, read_header
from qd85rules.intake.columns import LISTS, find_list, folded
from qd85rules.intake.content import Content, Item
from qd85rules.intake.xlsxparts import SheetFacts, WorkbookError, inspect_workbook
from qd85rules.intake.xlsxsheets import read_cells
from qd85rules.model.admission import hidden_character
from qd85rules.source.decoding import problem, shown
from qd85rules.source.places import CellPlaces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["read_xlsx"]

_HEADER_ROWS: Final = 20
_SUGGESTIONS: Final = 3
_NOTE_SHEETS: Final = frozenset({"ghi chu", "huong dan", "danh muc", "notes", "readme", "help", "lists"})
_ACCOUNT_NAMES: Final = frozenset({"account", "account id", "tai khoan", "ma tai khoan", "ma trang"})


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet as text; `facts` and places count rows and columns from 1, the lists from 0.

    A row ends with its last cell that is not blank.
    """

    path: str
    name: str
    rows: list[list[str]]
    facts: SheetFacts

    def span(self, row: int, column: int) -> Span:
        return Span(self.path, row + 1, column + 1, row + 1, column + 2, self.name)


@dataclass(slots=True)
class _Found:
    """One account row, with the list rows that belong to it."""

    data: dict[str, Any]
    cells: dict[tuple[str | int, ...], Span]
    names: dict[tuple[str | int, ...], Span]
    whole: Span


def read_xlsx(data: bytes, display_path: str) -> Content:
    """Read a register.

    Raises:
        MissingExtraError: where the workbook reader is not installed.
    """
    content = Content()
    try:
        sheets = _sheets(data, display_path)
    except WorkbookError as error:
        span = Span(display_path, error.row, error.column, sheet=error.sheet)
        content.problems.append((0, problem("xlsx-unreadable", error.reason.vi, error.reason.en, span)))
        return content
    reader = _Reader(content)
    lists = [sheet for sheet in sheets if find_list(sheet.name) is not None]
    for sheet in sheets:
        if sheet not in lists:
            reader.accounts(sheet)
    for sheet in lists:
        reader.list_rows(sheet, find_list(sheet.name) or "")
    for found in reader.found:
        content.items.append(Item(0, found.data, CellPlaces(found.whole, found.cells, found.names)))
    return content


def _sheets(data: bytes, display_path: str) -> list[_Sheet]:
    facts = inspect_workbook(data, lambda name: folded(name) not in _NOTE_SHEETS)
    sheets = read_cells(data, list(facts))
    return [_Sheet(display_path, name, _padded(rows, facts[name]), facts[name]) for name, rows in sheets.items()]


def _padded(rows: list[list[str]], facts: SheetFacts) -> list[list[str]]:
    """Give numbers the zeros that they are shown with."""
    for (row, column), width in facts.widths.items():
        if row <= len(rows) and column <= len(rows[row - 1]) and rows[row - 1][column - 1].isdecimal():
            rows[row - 1][column - 1] = rows[row - 1][column - 1].zfill(width)
    return rows


class _Reader:
    def __init__(self, content: Content) -> None:
        self.found: list[_Found] = []
        self._content = content
        self._by_id: dict[str, _Found] = {}
        self._strangers = 0

    def accounts(self, sheet: _Sheet) -> None:
        """Read a sheet of accounts."""
        if not any(cell.strip() for row in sheet.rows for cell in row):
            return
        header = _header_row(sheet, count_known)
        if header is None:
            self._no_header(sheet)
            return
        layout, problems = read_header(sheet.rows[header], partial(sheet.span, header))
        self._report(problems)
        if not layout.has("id"):
            message = ("không có cột mã tài khoản", "there is no column of account ids")
            help_text = Text("thêm cột `id` hoặc `Mã tài khoản`", "add a column `id` or `Mã tài khoản`")
            self._report([problem("no-id-column", *message, sheet.span(header, 0), help=help_text)])
            return
        for number, row in self._rows(sheet, header, layout):
            cells = {path: sheet.span(number, column) for path, column in row.cells.items()}
            names = {path: sheet.span(header, column) for path, column in row.cells.items()}
            found = _Found(row.data, cells, names, cells.get(("id",)) or sheet.span(number, 0))
            self.found.append(found)
            if isinstance(identity := row.data.get("id"), str):
                self._by_id.setdefault(composed(identity), found)

    def list_rows(self, sheet: _Sheet, key: str) -> None:
        """Read a sheet with a row for each item of a list."""
        if not any(cell.strip() for row in sheet.rows for cell in row):
            return
        header = _header_row(sheet, lambda names: count_known(names, key))
        column = None if header is None else _account_column(sheet.rows[header])
        if header is None or column is None:
            message = (
                "trang tính này cần cột mã tài khoản và các cột của nó",
                "this sheet needs a column of account ids and columns of its own",
            )
            help_text = Text(
                f"thêm cột `Mã tài khoản`; các cột khác: {', '.join(_list_columns(key))}",
                f"add a column `account`; the others are {', '.join(_list_paths(key))}",
            )
            self._report([problem("no-header", *message, sheet.span(header or 0, 0), help=help_text)])
            return
        names = sheet.rows[header]
        layout, problems = read_header(names, partial(sheet.span, header), key, extra=[names[column]])
        self._report(problems)
        for number, row in self._rows(sheet, header, layout):
            self._attach(sheet, key, number, header, column, row)

    def _attach(self, sheet: _Sheet, key: str, number: int, header: int, column: int, row: RowData) -> None:
        identity = sheet.rows[number][column].strip()
        found = self._by_id.get(composed(identity))
        if found is None and hidden_in(identity) is not None:
            self._report([hidden_character("account", identity, sheet.span(number, column))])
            return
        if found is None:
            word = shown(identity)
            message = (f"không có tài khoản `{word}` trong bảng tính", f"no account `{word}` in this workbook")
            place = sheet.span(number, column)
            # The nearest of many ids takes time to find, and of more than a few such rows only the number is told.
            self._strangers += 1
            near = suggestion(identity, self._by_id) if self._strangers <= _SUGGESTIONS else None
            self._report([problem("unknown-account", *message, place, help=near)])
            return
        items = found.data.setdefault(key, [])
        if (key,) in found.cells and not isinstance(items, list):
            return
        place_of_item = (key, len(items))
        items.append(row.data)
        found.cells[place_of_item] = sheet.span(number, column)
        found.cells.setdefault((key,), found.cells[place_of_item])
        for path, cell in row.cells.items():
            found.cells[*place_of_item, *path] = sheet.span(number, cell)
            found.names[*place_of_item, *path] = sheet.span(header, cell)

    def _rows(self, sheet: _Sheet, header: int, layout: Layout) -> Iterator[tuple[int, RowData]]:
        for number in range(header + 1, len(sheet.rows)):
            cells = sheet.rows[number]
            cells += [""] * (len(layout.uses) - len(cells))
            if (column := sheet.facts.errors.get(number + 1)) is not None:
                message = ("ô này có lỗi công thức", "this cell has a formula error")
                place = sheet.span(number, column - 1)
                self._report([problem("cell-error", *message, place)])
            elif any(cell.strip() for cell in cells):
                row = layout.read(cells, partial(sheet.span, number))
                self._report(row.problems)
                if not row.problems:
                    yield number, row

    def _no_header(self, sheet: _Sheet) -> None:
        message = (
            f"không thấy hàng tên cột trong {_HEADER_ROWS} hàng đầu",
            f"no row of column names among the first {_HEADER_ROWS}",
        )
        help_text = Text(
            "đặt tên cột như `Mã tài khoản`, `Họ và tên`; trang tính chỉ để ghi chú thì đặt tên là `Ghi chú`",
            "name the columns, as `id`, `holder.legal_name`; call a sheet that is only for reading `Notes`",
        )
        self._report([problem("no-header", *message, Span(sheet.path, sheet=sheet.name), help=help_text)])

    def _report(self, problems: Sequence[Diagnostic]) -> None:
        self._content.problems.extend((len(self._content.problems), diagnostic) for diagnostic in problems)


def _header_row(sheet: _Sheet, count: Callable[[Sequence[str]], int]) -> int | None:
    """Find the row that names the most columns."""
    best, row = 0, None
    for number, cells in enumerate(sheet.rows[:_HEADER_ROWS]):
        if (known := count(cells)) > best:
            best, row = known, number
    return row


def _account_column(names: Sequence[str]) -> int | None:
    return next((number for number, name in enumerate(names) if folded(name) in _ACCOUNT_NAMES), None)


def _list_paths(key: str) -> list[str]:
    return [f"`{column.path}`" for table in LISTS if table.key == key for column in table.columns]


def _list_columns(key: str) -> list[str]:
    return [f"`{column.vi[0]}`" for table in LISTS if table.key == key for column in table.columns]
