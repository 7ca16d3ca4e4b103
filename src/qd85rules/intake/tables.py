"""From the tables of a file to its accounts: the last of the stages, which puts the others to work in order.

A sheet becomes tables (`sheets`), names of columns a layout (`layout`), cells values (`cells`); here rows become
accounts, one or, with a column for each platform, several; rows of sheets for lists join the accounts they name.

What must not live here: formats (`csvfile`, `workbook`), ids that are made (`pages`), the order of dates
(`dateorders`).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import Diagnostic, Span
from qd85rules.core.text import Text, shortened
from qd85rules.intake.cells import Cells
from qd85rules.intake.columns import ACCOUNT_COLUMNS, LISTS, is_usual
from qd85rules.intake.dateorders import decide_orders
from qd85rules.intake.folding import folded
from qd85rules.intake.grid import Row, Sheet
from qd85rules.intake.layout import is_column, read_header
from qd85rules.intake.notes import Notes
from qd85rules.intake.pages import pages_of
from qd85rules.intake.sheets import HEADER_ROWS, Heading, find_tables
from qd85rules.intake.tableview import Found, TableReading, TableView
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qd85rules.intake.tableview import RowData

__all__ = ["ACCOUNT_NAMES", "TableReader"]

_LOOKED_AT: Final = 2_000
"""So many rows of a table are read before the order of its dates is decided; a workbook has no more than it has."""
_ID_NAMES: Final = frozenset(
    folded(name) for column in ACCOUNT_COLUMNS if column.path == "id" for name in (column.path, *column.vi, *column.en)
)
_SUMMARIES: Final = ("tong hop", "thong ke", "bieu do", "so lieu")
ACCOUNT_NAMES: Final = _ID_NAMES | {"account", "tai khoan"}
"""Names of the column that says whose an item of a list is."""


class TableReader:
    """Reads the sheets of one file; problems and notes are added as they are found."""

    def __init__(self, reading: TableReading) -> None:
        self._reading = reading
        self._settings = reading.settings
        self._notes = reading.notes
        self._report = reading.report

    def accounts(self, sheet: Sheet, *, is_only: bool) -> Iterator[Found]:
        """Read a sheet of accounts; one that is nothing of the kind is told of."""
        items = find_tables(sheet, self._knows(None), self._notes)
        heading = next(items, None)
        if not isinstance(heading, Heading):
            self._no_header(sheet)
            return
        while heading is not None:
            following = _Following()
            rows = following.rows(items)
            if not is_only and self._is_summary(sheet, heading):
                self._notes.add("sheets-left-out", sheet.whole(), f"«{shortened(sheet.name)}»")
            else:
                view = self._view(sheet, heading, None)
                if self._is_usable(view):
                    yield from self._accounts_of(view, rows)
            for _ in rows:
                pass
            heading = following.heading

    def list_rows(self, sheet: Sheet, key: str) -> Iterator[tuple[TableView, Row, RowData, int]]:
        """Read a sheet with a row for each item of a list; gives the column that says whose it is, too."""
        items = find_tables(sheet, self._knows(key), self._notes)
        heading = next(items, None)
        while isinstance(heading, Heading):
            owner = next((n for n, name in enumerate(heading.names) if folded(name) in ACCOUNT_NAMES), None)
            if owner is None:
                break
            following = _Following()
            view = self._view(sheet, heading, key, extra=[heading.names[owner]])
            for row, found in self._rows(view, following.rows(items)):
                yield view, row, found, owner
            heading = following.heading
            if heading is None:
                return
        self._no_list_header(sheet, key, heading if isinstance(heading, Heading) else None)

    def looks_like_register(self, sheet: Sheet) -> bool:
        """Tell whether a sheet that is left out has the columns of a register, and rows below them."""
        items = find_tables(sheet, self._knows(None), Notes())
        heading = next(items, None)
        if not isinstance(heading, Heading) or not isinstance(next(items, None), Row):
            return False
        layout, _ = read_header(heading.names, lambda _: sheet.whole(), settings=self._settings)
        return sum(1 for _ in layout.used()) > 2 and (layout.has("id") or layout.tells_people)  # noqa: PLR2004

    def _knows(self, key: str | None) -> Callable[[str], bool]:
        def knows(name: str) -> bool:
            return is_column(name, key, self._settings) or (key is not None and folded(name) in ACCOUNT_NAMES)

        return knows

    def _view(
        self, sheet: Sheet, heading: Heading, key: str | None, extra: tuple[str, ...] | list[str] = ()
    ) -> TableView:
        def span_of(column: int) -> Span:
            return sheet.span_of(heading.rows[column], column)

        layout, problems = read_header(heading.names, span_of, key, extra, self._settings)
        self._report(problems)
        view = TableView(sheet, heading, layout, key)
        self._reading.views.append(view)
        for column, (name, state) in enumerate(zip(layout.names, layout.states, strict=True)):
            if state == "ignored" and name not in extra and is_usual(name):
                self._notes.add("columns-ignored", span_of(column), f"«{shortened(name)}»")
            if column in sheet.hidden_columns and state == "read":
                self._notes.add("columns-hidden", span_of(column), f"«{shortened(name)}»")
        return view

    def _is_summary(self, sheet: Sheet, heading: Heading) -> bool:
        """Tell a sheet of figures about the others, which names neither people nor pages."""
        if not folded(sheet.name or "").startswith(_SUMMARIES):
            return False
        layout, _ = read_header(heading.names, lambda _: sheet.whole(), settings=self._settings)
        return not layout.has("id", "holder.legal_name", "holder.id", "url", "handle")

    def _is_usable(self, view: TableView) -> bool:
        layout, sheet = view.layout, view.sheet
        if layout.has("id") or (layout.tells_people and self._settings.id != "column"):
            return True
        message = say.THERE_NO_COLUMN_ACCOUNT_IDS
        cure = say.ADD_COLUMN_ID_HOLDER_ID
        self._report([Diagnostic("no-id-column", message, sheet.span_of(view.heading.last, 0), cure)])
        return False

    def _accounts_of(self, view: TableView, rows: Iterator[Row]) -> Iterator[Found]:
        layout = view.layout
        if layout.has("id") and not layout.is_by_person:
            column = next(n for n, use in enumerate(layout.uses) if use is not None and use.column.path == "id")
            for row, found in self._rows(view, rows):
                if "id" in found.data:
                    yield Found(found.data, row, found.cells, view, tuple(found.unknown))
                else:
                    self._report([_no_id(view, row, column)])
            return
        # Whether a platform alone tells a person's pages apart is known when all are.
        whole = [(row, found) for row, found in self._rows(view, rows)]
        yield from pages_of(view, whole, self._reading)

    def _rows(self, view: TableView, rows: Iterator[Row]) -> Iterator[tuple[Row, RowData]]:
        """Read rows of data; those with problems are reported and left out."""
        sheet, layout = view.sheet, view.layout
        ahead = list(islice(rows, _LOOKED_AT)) if sheet.name is None else list(rows)
        orders = decide_orders(layout, ahead, sheet, self._settings, self._notes)
        self._report(orders.problems)
        view.orders = orders.decided
        cells = Cells(layout, orders.orders, sheet.span_of, self._notes)
        wrong: list[Diagnostic] = []
        for row in chain(ahead, rows):
            view.rows += 1
            if row.is_unclear:
                self._report([_unclear(sheet, row)])
                continue
            if sheet.name is None and (ragged := _ragged(view, row)) is not None:
                self._report([ragged])
                continue
            found = cells.read(row)
            if len(view.shown) < 3:  # noqa: PLR2004 - enough to see
                view.shown.append((row, found))
            if row.is_hidden:
                self._notes.add("rows-hidden", sheet.span_of(row, 0))
            account = found.data.get("id")
            told = [replace(each, account=account) for each in found.problems] if account else found.problems
            if sheet.name is None:
                self._report(told)
            else:
                wrong += told
            if not found.problems and row.number not in orders.left_out:
                yield row, found
        self._report(_whole_columns(wrong, ahead))

    def _no_header(self, sheet: Sheet) -> None:
        if not any(True for _ in sheet.rows) and sheet.name is not None:
            return
        message = say.NO_ROW_COLUMN_NAMES_AMONG.filled(header_rows=HEADER_ROWS)
        cure = say.NAME_COLUMNS_ID_HOLDER_LEGAL
        span = sheet.whole() if sheet.first is None else sheet.span_of(sheet.first, 0)
        self._report([Diagnostic("no-header", message, span, cure)])

    def _no_list_header(self, sheet: Sheet, key: str, heading: Heading | None) -> None:
        if heading is None and not any(True for _ in sheet.rows):
            return
        columns = next(table.columns for table in LISTS if table.key == key)
        message = say.SHEET_NEEDS_COLUMN_ACCOUNT_IDS
        names = (
            ", ".join(f"`{column.vi[0]}`" for column in columns),
            ", ".join(f"`{column.path}`" for column in columns),
        )
        cure = say.ADD_COLUMN_OF_IDS.filled(names=Text(*names))
        span = sheet.span_of(heading.last, 0) if heading is not None else Span(sheet.path, 1, 1, 1, 2, sheet.name)
        self._report([Diagnostic("no-header", message, span, cure)])


class _Following:
    """The rows below one heading, and the heading that ends them."""

    def __init__(self) -> None:
        self.heading: Heading | None = None

    def rows(self, items: Iterator[Heading | Row]) -> Iterator[Row]:
        """Give rows up to the next heading."""
        for item in items:
            if isinstance(item, Heading):
                self.heading = item
                return
            yield item


def _no_id(view: TableView, row: Row, column: int) -> Diagnostic:
    name = shortened(view.layout.names[column])
    message = say.COLUMN_BLANK_ROW.filled(name=name)
    cure = say.GIVE_PAGE_ID_ITS_OWN
    return Diagnostic("missing-key", message, view.sheet.span_of(row, column), cure, path=("id",))


def _whole_columns(problems: Sequence[Diagnostic], rows: Sequence[Row]) -> Iterator[Diagnostic]:
    """Make one problem of those that every cell of a column has, blank ones aside; the others stay as they are."""
    columns: dict[tuple[str, int | None], list[Diagnostic]] = {}
    for found in problems:
        columns.setdefault((found.code, found.span.column), []).append(found)
    for found in problems:
        same = columns[found.code, found.span.column]
        column = (found.span.column or 1) - 1
        if len(same) > 1 and len(same) == sum(bool(row.cell(column)) or column in row.kinds for row in rows):
            if found is same[0]:
                places = tuple(one.span for one in same[:3])
                yield replace(found, count=len(same), places=places)
        else:
            yield found


def _ragged(view: TableView, row: Row) -> Diagnostic | None:
    """Tell of a row of text with too few cells, or with something in one too many."""
    wanted, given = len(view.layout.names), len(row.cells)
    if given >= wanted and not any(cell.strip() for cell in row.cells[wanted:]):
        return None
    return Diagnostic(
        "ragged-row",
        say.ROW_HAS_CELLS_NOT.filled(given=given, wanted=wanted),
        view.sheet.span_of(row, min(given, wanted) - 1 if given < wanted else wanted),
        help=say.LOOK_MISSING_SEPARATOR_QUOTES_ROW,
    )


def _unclear(sheet: Sheet, row: Row) -> Diagnostic:
    return Diagnostic(
        "unclear-row",
        say.ROW_MAY_ACCOUNT_MAY_HEADING,
        sheet.span_of(row, next(iter(row.filled()), 0)),
        help=say.FILL_ITS_CELLS_IF_ONE,
    )
