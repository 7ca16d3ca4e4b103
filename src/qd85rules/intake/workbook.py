"""A workbook's sheets to the content of a register: sheets of accounts, sheets for lists, and those that are left out.

What must not live here: formats (`xlsxfile`, `odsfile`, `xlsfile`), what stands in one sheet (`tables`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import Diagnostic, Span, suggestion
from qd85rules.core.text import composed, hidden_in, shortened
from qd85rules.intake.columns import find_list
from qd85rules.intake.folding import folded
from qd85rules.intake.fonts import converted
from qd85rules.intake.grid import WorkbookError
from qd85rules.intake.tables import TableReader
from qd85rules.model.admission import hidden_character
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qd85rules.intake.grid import Row, Sheet
    from qd85rules.intake.tableview import Found, RowData, TableReading, TableView

_SUGGESTIONS: Final = 3
_NOTE_SHEETS: Final = frozenset({"ghi chu", "huong dan", "danh muc", "notes", "readme", "help", "lists"})


def read_workbook(
    sheets_of: Callable[[bytes, str], list[Sheet]], data: bytes, path: str, reading: TableReading
) -> list[Found]:
    """Read a register from a workbook; `sheets_of` reads the sheets of its format.

    Raises:
        MissingExtraError: where the reader of the format is not installed.
    """
    try:
        sheets = sheets_of(data, path)
    except WorkbookError as error:
        span = Span(path, error.row, error.column, sheet=error.sheet)
        reading.report([Diagnostic("xlsx-unreadable", error.reason, span, help=error.cure)])
        return []
    for sheet in sheets:
        rows = list(sheet.rows)
        converted(rows, sheet.span_of, reading.notes)
        sheet.rows = rows
    reader = TableReader(reading)
    wanted = [sheet for sheet in sheets if not _leave_out(sheet, reader, reading)]
    lists = [sheet for sheet in wanted if find_list(sheet.name or "") is not None]
    accounts = [sheet for sheet in wanted if sheet not in lists]
    found = [one for sheet in accounts for one in reader.accounts(sheet, is_only=len(accounts) == 1)]
    joining = _Joining(found, reading)
    for sheet in lists:
        key = find_list(sheet.name or "") or ""
        for view, row, item, owner in reader.list_rows(sheet, key):
            joining.attach(key, view, row, item, owner)
    return found


def _leave_out(sheet: Sheet, reader: TableReader, reading: TableReading) -> bool:
    """Tell whether a sheet is not to be read, and say so where anything stands in it."""
    plain = folded(sheet.name or "")
    if any(plain == folded(name) for name in reading.settings.ignore):
        return True
    if not sheet.is_hidden and plain not in _NOTE_SHEETS:
        return False
    if any(True for _ in sheet.rows):
        kind = "register-left-out" if reader.looks_like_register(sheet) else "sheets-left-out"
        reading.notes.add(kind, sheet.whole(), f"«{shortened(sheet.name)}»")
    return True


class _Joining:
    """Puts the rows of sheets for lists to the accounts that they name."""

    def __init__(self, found: Sequence[Found], reading: TableReading) -> None:
        self._report = reading.report
        self._by_id: dict[str, Found] = {}
        self._by_holder: dict[str, list[Found]] = {}
        self._strangers = 0
        for one in found:
            if isinstance(identity := one.data.get("id"), str):
                self._by_id.setdefault(composed(identity), one)
            if isinstance(holder := one.data.get("holder", {}).get("id"), str):
                self._by_holder.setdefault(composed(holder), []).append(one)

    def attach(self, key: str, view: TableView, row: Row, item: RowData, owner: int) -> None:
        """Put one item to its account."""
        identity = row.cell(owner)
        span = view.sheet.span_of(row, owner)
        found = self._by_id.get(composed(identity))
        if found is None and len(pages := self._by_holder.get(composed(identity), [])) == 1:
            found = pages[0]
        if found is None:
            self._stranger(identity, span)
            return
        items = found.data.setdefault(key, [])
        if (key,) in found.cells and not isinstance(items, list):
            return
        place = (key, len(items))
        items.append(item.data)
        found.added[place] = span, None, ""
        found.added.setdefault((key,), found.added[place])
        for path, column in item.cells.items():
            heading = view.sheet.span_of(view.heading.rows[column], column)
            found.added[*place, *path] = view.sheet.span_of(row, column), heading, view.layout.names[column]

    def _stranger(self, identity: str, span: Span) -> None:
        if hidden_in(identity) is not None:
            self._report([hidden_character("account", identity, span)])
            return
        word = shortened(identity)
        message = say.NO_ACCOUNT_WORKBOOK.filled(word=word)
        # The nearest of many ids takes time to find, and of more than a few such rows only the number is told.
        self._strangers += 1
        near = suggestion(identity, self._by_id) if self._strangers <= _SUGGESTIONS else None
        self._report([Diagnostic("unknown-account", message, span, help=near)])
