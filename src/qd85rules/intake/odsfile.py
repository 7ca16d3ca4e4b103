"""Workbooks in ODS, as LibreOffice writes them: the sheets as their cells show them, read as a stream within limits.

What must not live here: limits of archives (`xlsxfile`), what the cells mean (`sheets` and the stages after).

Source: OpenDocument 1.3 part 3, section 9 (tables) and 19.385 (types of values).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.intake.grid import TEXT_LIMIT, Row, Sheet, WorkbookError, workbook_sheet
from qd85rules.intake.xlsxfile import LONG_TEXT, Allowance, open_archive
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.intake.grid import Area, CellKind

_NOT_ODS: Final = say.NOT_READABLE_ODS_WORKBOOK
_WIDEST: Final = 16_384
_REPEATED: Final = 100_000
"""A row of data is not repeated more often; rows without anything are repeated to the end of a sheet."""


def read_ods_sheets(data: bytes, path: str) -> list[Sheet]:
    """Read every sheet, the hidden ones as well.

    Raises:
        WorkbookError: the file is not a workbook, or holds more than the limits allow.
    """
    with open_archive(data, _NOT_ODS) as walk:
        reader = _DocumentReader(path)
        walk.run("content.xml", reader.start, reader.text, reader.end)
    if not reader.sheets:
        raise WorkbookError(_NOT_ODS)
    return reader.sheets


class _DocumentReader:
    """Goes through the elements of the document; names of elements and attributes keep their usual prefixes."""

    def __init__(self, path: str) -> None:
        self.sheets: list[Sheet] = []
        self._path = path
        self._budget = Allowance()
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._rows: list[Row] = []
        self._merged: list[Area] = []
        self._hidden: set[int] = set()
        self._sheet: Sheet | None = None
        self._number = self._repeat = self._column = self._columns = 0
        self._row = Row(0, [])
        self._cell: Mapping[str, str] | None = None
        self._parts: list[str] = []
        self._paragraphs = self._length = self._skipped = 0
        self._link = ""
        self._is_text = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        if self._skipped or tag in {"office:annotation", "draw:frame", "table:shapes"}:
            self._skipped += 1
            return
        match tag:
            case "style:style":
                self._style = attributes.get("style:name", "")
            case "style:table-properties" if attributes.get("table:display") == "false":
                self._hidden_styles.add(self._style)
            case "table:table":
                self._open_sheet(attributes)
            case "table:table-column":
                self._take_column(attributes)
            case "table:table-row":
                self._number += 1
                self._column = 0
                self._repeat = int(attributes.get("table:number-rows-repeated", 1))
                is_hidden = attributes.get("table:visibility", "visible") != "visible"
                self._row = Row(self._number, [], is_hidden=is_hidden)
            case "table:table-cell" | "table:covered-table-cell":
                self._cell, self._parts = attributes, []
                self._paragraphs = self._length = 0
                self._link = ""
            case "text:p" if self._cell is not None:
                self._parts += ["\n"] if self._paragraphs else []
                self._paragraphs += 1
                self._is_text = True
            case "text:a" if not self._link:
                self._link = attributes.get("xlink:href", "")
            case "text:s":
                self._parts.append(" " * min(int(attributes.get("text:c", 1)), TEXT_LIMIT))
            case "text:tab":
                self._parts.append("\t")
            case "text:line-break":
                self._parts.append("\n")

    def text(self, characters: str) -> None:
        """Take characters of a cell."""
        if self._is_text and not self._skipped:
            self._length += len(characters)
            if self._length > TEXT_LIMIT:
                raise WorkbookError(LONG_TEXT)
            self._parts.append(characters)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if self._skipped:
            self._skipped -= 1
            return
        match tag:
            case "text:p":
                self._is_text = False
            case "table:table-cell" | "table:covered-table-cell" if self._cell is not None:
                self._take_cell(self._cell)
                self._cell = None
            case "table:table-row":
                self._take_row()
            case "table:table" if self._sheet is not None:
                self._sheet.merged = tuple(self._merged)
                self._sheet.hidden_columns = frozenset(self._hidden)
                self.sheets.append(self._sheet)
                self._sheet = None

    def _open_sheet(self, attributes: Mapping[str, str]) -> None:
        self._rows, self._merged, self._hidden = [], [], set()
        self._number = self._columns = 0
        self._sheet = workbook_sheet(self._path, attributes.get("table:name", ""), self._rows)
        self._sheet.is_hidden = attributes.get("table:style-name") in self._hidden_styles

    def _take_column(self, attributes: Mapping[str, str]) -> None:
        count = min(int(attributes.get("table:number-columns-repeated", 1)), _WIDEST)
        if attributes.get("table:visibility", "visible") != "visible":
            self._hidden.update(range(self._columns, min(self._columns + count, _WIDEST)))
        self._columns += count

    def _take_cell(self, attributes: Mapping[str, str]) -> None:
        count = int(attributes.get("table:number-columns-repeated", 1))
        shown, kind = _shown("".join(self._parts), attributes)
        first = self._column
        self._column += count
        if not shown.strip() and kind is None:
            return
        name = self._sheet.name if self._sheet is not None else None
        self._budget.spread(name or "", self._number, self._column, self._number, self._column)
        self._budget.text(len(shown) * count)
        self._row.cells += [""] * (first - len(self._row.cells)) + [shown] * count
        for column in range(first, self._column):
            if kind is not None:
                self._row.kinds[column] = kind
            if self._link:
                self._row.links[column] = self._link
        across = int(attributes.get("table:number-columns-spanned", 1))
        down = int(attributes.get("table:number-rows-spanned", 1))
        if across > 1 or down > 1:
            self._merged.append((self._number, first, self._number + down - 1, first + across - 1))

    def _take_row(self) -> None:
        row, count = self._row, self._repeat
        if row.cells:
            if count > _REPEATED:
                raise WorkbookError(_NOT_ODS)
            self._budget.area += len(row.cells) * count
            self._rows += [
                Row(row.number + step, list(row.cells), dict(row.kinds), dict(row.links), row.is_hidden)
                for step in range(count)
            ]
        self._number += count - 1


def _shown(text: str, attributes: Mapping[str, str]) -> tuple[str, CellKind | None]:
    """Give what a cell shows, and what it is; a date as ISO 8601."""
    match attributes.get("office:value-type", ""):
        case "date":
            return attributes.get("office:date-value", text).replace("T", " ").removesuffix(" 00:00:00"), "date"
        case "boolean":
            return attributes.get("office:boolean-value", text), "bool"
        case "float" | "currency" | "percentage":
            return text, "number"
        case "string" if attributes.get("calcext:value-type") == "error":
            return text or "#ERR", "error"
        case "" if attributes.get("table:formula") and not text:
            return text, "no_value"
        case _:
            return text, None
