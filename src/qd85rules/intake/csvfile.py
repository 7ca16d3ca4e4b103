"""Registers in CSV: a row for each account below one row of column names; read while the records are gone through.

A place is the line and the column of the cell's first character in the file, as editors count them, so that it
stays right where cells have line breaks inside quotes.

What must not live here: what columns mean (`columns`) and what cells say (`cells`).
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import IO, TYPE_CHECKING, Final

from qd85rules.core.diagnostics import Diagnostic, Span
from qd85rules.core.text import Text
from qd85rules.intake.cells import Layout, RowData, count_known, read_header
from qd85rules.intake.lines import text_lines
from qd85rules.intake.record import Record
from qd85rules.source.decoding import BYTE_ORDER_MARK, ROW_LIMIT, problem, stray_mark
from qd85rules.source.places import CellPlaces, LaterPlaces
from qd85rules.source.sourcetree import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["read_csv"]

_DELIMITERS: Final = (",", ";", "\t")
_DELIMITER_LINE: Final = re.compile(r"sep=(.)\s*", re.IGNORECASE)

_Lines = deque[tuple[int, str | None]]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: the number of its first line, its text, its cells."""

    line: int
    text: str
    cells: list[str]


class _RowParser:
    """Splits one row into cells, line by line; `places` has line, column, end line, end column of each, from 0."""

    def __init__(self, delimiter: str) -> None:
        self.cells: list[str] = []
        self.places: list[tuple[int, int, int, int]] = []
        self.fault: tuple[int, int] | None = None
        self.opened: tuple[int, int] | None = None
        self._delimiter = delimiter
        self._parts: list[str] = []
        self._line = -1

    def feed(self, line: str) -> bool:
        """Take one more line; true when the row is complete."""
        self._line += 1
        end = len(line.rstrip("\r\n"))
        at = 0
        while True:
            if self.opened is None:
                start = at
                while line.startswith(" ", start, end):
                    start += 1
                if line.startswith('"', start, end):
                    self.opened = self._line, start
                    at = start + 1
            if self.opened is not None:
                closed = self._close(line, at)
                if closed is None:
                    return False
                at = closed
            stop = self._stop(line, at, end)
            if self.opened is not None:
                if line[at:stop].strip():
                    self.fault = self.fault or (self._line, at)
                self.cells.append("".join(self._parts))
                self.places.append((*self.opened, self._line, at))
                self.opened, self._parts = None, []
            else:
                self.cells.append(line[at:stop])
                self.places.append((self._line, at, self._line, stop))
            if stop == end:
                return True
            at = stop + 1

    def _stop(self, line: str, at: int, end: int) -> int:
        stop = line.find(self._delimiter, at, end)
        return end if stop < 0 else stop

    def _close(self, line: str, at: int) -> int | None:
        """Read on inside quotes; give the offset behind the closing quote, `None` where it is not on this line."""
        while (quote := line.find('"', at)) >= 0:
            self._parts.append(line[at:quote])
            if not line.startswith('"', quote + 1):
                return quote + 1
            self._parts.append('"')
            at = quote + 2
        self._parts.append(line[at:])
        return None


def read_csv(
    stream: IO[bytes], display_path: str, problems: list[Diagnostic], *, delimiter: str | None = None
) -> Iterator[Record]:
    """Read the row of names; the records are read when asked for."""
    lines = _Source(text_lines(stream, display_path, problems))
    table = _Table(lines, display_path, problems, delimiter)
    return table.records()


class _Source:
    """Lines that can be put back."""

    def __init__(self, lines: Iterator[tuple[int, str | None]]) -> None:
        self._lines = lines
        self._again: _Lines = deque()

    def next(self) -> tuple[int, str | None] | None:
        """Give the next line; `None` at the end."""
        return self._again.popleft() if self._again else next(self._lines, None)

    def put_back(self, lines: list[tuple[int, str]]) -> None:
        """Give these lines again."""
        self._again.extendleft(reversed(lines))


class _Table:
    def __init__(self, lines: _Source, display_path: str, problems: list[Diagnostic], delimiter: str | None) -> None:
        self._lines = lines
        self._path = display_path
        self._problems = problems
        self._delimiter = delimiter or ""
        self._layout: Layout | None = None
        self._header: _Row | None = None
        self._names: list[Span] = []
        self._last_spans: tuple[_Row, list[Span]] | None = None
        self._open_until = 0
        self._read_header()

    def records(self) -> Iterator[Record]:
        """Read the rows below the names."""
        layout, index = self._layout, 0
        if layout is None:
            return
        while (row := self._next_row()) is not None:
            found = self._account(row, layout)
            if found is not None:
                yield Record(index, found.data, LaterPlaces(partial(self._places, row, found)))
                index += 1

    def _account(self, row: _Row, layout: Layout) -> RowData | None:
        """Read one row; `None` for a blank row and for one with problems."""
        if not any(cell.strip() for cell in row.cells):
            return None
        if (at := row.text.find(BYTE_ORDER_MARK)) >= 0:
            # The last row of one file and the first of the next, which has the names again.
            before = row.text[:at]
            line, column = row.line + before.count("\n"), at - before.rfind("\n")
            self._problems.append(stray_mark(Span(self._path, line, column, line, column + 1)))
            return None
        if self._header is not None and row.cells == self._header.cells and self._is_joined_at(row.line):
            return None
        wanted, given = len(layout.uses), len(row.cells)
        if given < wanted or any(cell.strip() for cell in row.cells[wanted:]):
            message = (f"hàng có {given} ô, cần {wanted} ô", f"the row has {given} cells, not {wanted}")
            help_text = Text(
                "kiểm tra dấu ngăn cách và dấu nháy trong hàng", "look for a missing separator or quotes in the row"
            )
            place = self._cell_span(row, min(given, wanted) - 1 if given < wanted else wanted)
            self._problems.append(problem("ragged-row", *message, place, help=help_text))
            return None
        found = layout.read(row.cells, partial(self._cell_span, row))
        self._problems.extend(found.problems)
        return None if found.problems else found

    def _is_joined_at(self, line: int) -> bool:
        """Tell whether a byte order mark stood before the line that was read last."""
        return any(found.code == "byte-order-mark" and found.span.line == line for found in self._problems[-1:])

    def _read_header(self) -> None:
        while (item := self._lines.next()) is not None:
            number, line = item
            if line is None or not line.strip():
                continue
            if number == 1 and (directive := _DELIMITER_LINE.fullmatch(line)):
                self._delimiter = directive[1]
                continue
            self._lines.put_back([(number, line)])
            self._delimiter = self._delimiter or _sniff(line)
            self._header = self._next_row()
            break
        if self._header is None:
            if not self._problems:
                self._problems.append(problem("empty-file", "tệp trống", "the file is empty", Span(self._path)))
            return
        header = self._header
        span_of = partial(self._cell_span, header)
        if not count_known(header.cells):
            self._problems.append(_no_header(span_of(0)))
            return
        layout, problems = read_header(header.cells, span_of)
        self._problems.extend(problems)
        if layout.has("id"):
            self._layout = layout
        else:
            self._problems.append(_no_id(self._row_span(header)))

    def _next_row(self) -> _Row | None:
        """Read one row; after a quote that never closes, reading goes on at the line below it."""
        while (item := self._lines.next()) is not None:
            number, line = item
            if line is None:
                continue
            if '"' not in line:
                body = line.rstrip("\r\n")
                if body.strip():
                    return _Row(number, line, body.split(self._delimiter))
                continue
            row = self._quoted_row(number, line)
            if row is not None:
                return row
        return None

    def _quoted_row(self, number: int, line: str) -> _Row | None:
        parser = _RowParser(self._delimiter)
        taken = [(number, line)]
        size = len(line)
        is_lost = False
        while not parser.feed(taken[-1][1]):
            is_hopeless = taken[-1][0] <= self._open_until
            item = None if is_hopeless else self._lines.next()
            if item is None or size > ROW_LIMIT:
                if not is_hopeless:
                    # Whoever is inside quotes at the end of one of these lines would read on as it was done just now.
                    # Behind a row that is too long this is looked at again from the middle.
                    self._open_until = taken[-1 if item is None else len(taken) // 2][0]
                self._lines.put_back([*taken[1:], *([] if item is None or item[1] is None else [(item[0], item[1])])])
                self._problems.append(self._open_quote(number, taken, parser))
                return None
            following, text = item
            is_lost = is_lost or text is None
            taken.append((following, text or "\n"))
            size += len(taken[-1][1])
        if is_lost:
            return None
        row = _Row(number, "".join(text for _, text in taken), parser.cells)
        if parser.fault is not None:
            at_line, at = parser.fault
            message = ("có chữ sau dấu nháy đóng", "text stands behind a closing quote")
            help_text = Text("viết dấu nháy trong ô thành hai dấu nháy", "double a quote inside a cell")
            span = Span(self._path, number + at_line, at + 1, number + at_line, at + 1)
            self._problems.append(problem("csv-quote", *message, span, help=help_text))
            return None
        return row

    def _open_quote(self, number: int, taken: list[tuple[int, str]], parser: _RowParser) -> Diagnostic:
        line, column = parser.opened or (0, 0)
        message = ("dấu nháy mở mà không đóng", "a quote opens and never closes")
        span = Span(self._path, number + line, column + 1, number + line, column + 2)
        return problem("csv-quote", *message, span, source_line=taken[line][1].rstrip("\r\n")[:200])

    def _spans(self, row: _Row) -> list[Span]:
        """Give the places of a row's cells; one row may be asked for each of its cells, so the last is kept."""
        if self._last_spans is None or self._last_spans[0] is not row:
            self._last_spans = row, self._spans_of(row)
        return self._last_spans[1]

    def _spans_of(self, row: _Row) -> list[Span]:
        parser = _RowParser(self._delimiter)
        for line in row.text.split("\n"):
            if parser.feed(line):
                break
        base = row.line
        return [
            Span(self._path, base + line, column + 1, base + end_line, end_column + 1)
            for line, column, end_line, end_column in parser.places
        ]

    def _cell_span(self, row: _Row, number: int) -> Span:
        spans = self._spans(row)
        return spans[min(number, len(spans) - 1)]

    def _row_span(self, row: _Row) -> Span:
        spans = self._spans(row)
        return Span(self._path, spans[0].line, spans[0].column, spans[-1].end_line, spans[-1].end_column)

    def _places(self, row: _Row, found: RowData) -> CellPlaces:
        spans = self._spans(row)
        if not self._names and self._header is not None:
            self._names = self._spans(self._header)
        names = self._names
        cells = {path: spans[number] for path, number in found.cells.items()}
        keys = {path: names[number] for path, number in found.cells.items()}
        source = SourceText(row.text, self._path, first_line=row.line)
        return CellPlaces(self._row_span(row), cells, keys, source.source_line)


def _sniff(line: str) -> str:
    """Choose the delimiter that fits the quotes and gives the most names of columns, then the most cells."""

    def score(delimiter: str) -> tuple[bool, int, int]:
        parser = _RowParser(delimiter)
        parser.feed(line)
        return parser.fault is None, count_known(parser.cells), len(parser.cells)

    return max(_DELIMITERS, key=score)


def _no_header(span: Span) -> Diagnostic:
    message = ("hàng đầu không có tên cột nào được biết", "the first row has no column name that is known")
    help_text = Text(
        "đặt tên cột như `id`, `holder.legal_name`, `Mã tài khoản`, `Họ và tên`",
        "name the columns, as `id`, `holder.legal_name`, `Mã tài khoản`, `Họ và tên`",
    )
    return problem("no-header", *message, span, help=help_text)


def _no_id(span: Span) -> Diagnostic:
    message = ("không có cột mã tài khoản", "there is no column of account ids")
    help_text = Text("thêm cột `id` hoặc `Mã tài khoản`", "add a column `id` or `Mã tài khoản`")
    return problem("no-id-column", *message, span, help=help_text)
