"""Registers in CSV: rows of text between delimiters, read while they are gone through.

A place is the line and the column of the cell's first character in the file, as editors count them, so that it
stays right where cells have line breaks inside quotes.

What must not live here: which row is what (`sheets`), what columns mean (`columns`) and what cells say (`cells`).
"""

from __future__ import annotations

import re
from collections import deque
from itertools import chain
from typing import IO, TYPE_CHECKING, Final

from qd85rules.core.diagnostics import Diagnostic, Span
from qd85rules.intake.columns import TABLE_DEFAULTS
from qd85rules.intake.grid import Row, Sheet
from qd85rules.intake.layout import is_column
from qd85rules.intake.lines import text_lines
from qd85rules.source.files import BYTE_ORDER_MARK, ROW_LIMIT, stray_mark
from qd85rules.source.sourcetree import SourceText
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_DELIMITERS: Final = (",", ";", "\t")
_DELIMITER_LINE: Final = re.compile(r"sep=(.)\s*", re.IGNORECASE)

_SNIFFED: Final = 20
"""So many lines are looked at to find the delimiter."""
_NAME_LENGTH: Final = 200

_Lines = deque[tuple[int, str | None]]


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


def csv_sheet(
    stream: IO[bytes], display_path: str, problems: list[Diagnostic], *, delimiter: str | None = None
) -> Sheet | None:
    """Give the file as a sheet whose rows are read while they are gone through; `None` where nothing is in it."""
    lines = _Source(text_lines(stream, display_path, problems))
    rows = _Rows(lines, display_path, problems, delimiter)
    ahead = rows.next()
    if ahead is None:
        if not problems:
            problems.append(Diagnostic("empty-file", say.EMPTY_FILE, Span(display_path)))
        return None
    sheet = Sheet(display_path, None, chain([ahead], iter(rows.next, None)), rows.cell_span)
    sheet.first = ahead
    sheet.row_span = rows.row_span
    sheet.source_line = rows.source_line
    return sheet


class _Source:
    """Lines that can be put back."""

    def __init__(self, lines: Iterator[tuple[int, str | None]]) -> None:
        self._lines = lines
        self._again: _Lines = deque()

    def next(self) -> tuple[int, str | None] | None:
        """Give the next line; `None` at the end."""
        return self._again.popleft() if self._again else next(self._lines, None)

    def put_back(self, lines: Sequence[tuple[int, str | None]]) -> None:
        """Give these lines again."""
        self._again.extendleft(reversed(lines))


class _Rows:
    """Gives row after row, blank ones left out."""

    def __init__(self, lines: _Source, display_path: str, problems: list[Diagnostic], delimiter: str | None) -> None:
        self._lines = lines
        self._path = display_path
        self._problems = problems
        self._last_spans: tuple[Row, list[Span]] | None = None
        self._open_until = 0
        found = self._find_delimiter()
        self._delimiter = delimiter or found

    def next(self) -> Row | None:
        """Give the next row; `None` at the end. After a quote that never closes, reading goes on at the line below."""
        while (item := self._lines.next()) is not None:
            number, line = item
            if line is None:
                continue
            if '"' not in line:
                body = line.rstrip("\r\n")
                row = Row(number, body.split(self._delimiter), text=line) if body.strip() else None
            else:
                row = self._quoted_row(number, line)
            if row is not None and any(cell.strip() for cell in row.cells) and not self._is_joined(row):
                return row
        return None

    def _is_joined(self, row: Row) -> bool:
        """Tell of the last row of one file and the first of the next, which has the names again."""
        at = row.text.find(BYTE_ORDER_MARK)
        if at >= 0:
            before = row.text[:at]
            line, column = row.number + before.count("\n"), at - before.rfind("\n")
            self._problems.append(stray_mark(Span(self._path, line, column, line, column + 1)))
        return at >= 0

    def _find_delimiter(self) -> str:
        """Choose what a first line says, or what gives the most names of columns, and then cells, in some lines."""
        taken: list[tuple[int, str | None]] = []
        while len(taken) < _SNIFFED and (item := self._lines.next()) is not None:
            number, line = item
            if number == 1 and line is not None and (directive := _DELIMITER_LINE.fullmatch(line)):
                return directive[1]
            taken.append(item)
        self._lines.put_back(taken)
        return _sniff([line for _, line in taken if line is not None and line.strip()])

    def _quoted_row(self, number: int, line: str) -> Row | None:
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
        row = Row(number, parser.cells, text="".join(text for _, text in taken))
        if parser.fault is not None:
            at_line, at = parser.fault
            message = say.TEXT_STANDS_BEHIND_CLOSING_QUOTE
            help_text = say.DOUBLE_QUOTE_INSIDE_CELL
            span = Span(self._path, number + at_line, at + 1, number + at_line, at + 1)
            self._problems.append(Diagnostic("csv-quote", message, span, help=help_text))
            return None
        return row

    def _open_quote(self, number: int, taken: list[tuple[int, str]], parser: _RowParser) -> Diagnostic:
        line, column = parser.opened or (0, 0)
        message = say.QUOTE_OPENS_NEVER_CLOSES
        span = Span(self._path, number + line, column + 1, number + line, column + 2)
        return Diagnostic("csv-quote", message, span, source_line=taken[line][1].rstrip("\r\n")[:200])

    def cell_span(self, row: Row, column: int) -> Span:
        """Give the place of a cell; that of the row's last one where it has fewer."""
        spans = self._spans(row)
        return spans[min(column, len(spans) - 1)]

    def row_span(self, row: Row) -> Span:
        """Give the place of a row."""
        spans = self._spans(row)
        return Span(self._path, spans[0].line, spans[0].column, spans[-1].end_line, spans[-1].end_column)

    def source_line(self, row: Row) -> Callable[[int | None], str | None]:
        """Give what finds the lines of a row."""
        return SourceText(row.text, self._path, first_line=row.number).source_line

    def _spans(self, row: Row) -> list[Span]:
        """Give the places of a row's cells; one row may be asked for each of its cells, so the last is kept."""
        if self._last_spans is None or self._last_spans[0] is not row:
            self._last_spans = row, self._spans_of(row)
        return self._last_spans[1]

    def _spans_of(self, row: Row) -> list[Span]:
        parser = _RowParser(self._delimiter)
        for line in row.text.split("\n"):
            if parser.feed(line):
                break
        base = row.number
        return [
            Span(self._path, base + line, column + 1, base + end_line, end_column + 1)
            for line, column, end_line, end_column in parser.places
        ]


def _sniff(lines: Sequence[str]) -> str:
    """Choose the delimiter that fits the quotes and gives the most names of columns, then the most cells."""

    def score(delimiter: str) -> tuple[bool, int, int]:
        best = (False, 0, 0)
        for line in lines:
            parser = _RowParser(delimiter)
            parser.feed(line)
            known = sum(is_column(cell, None, TABLE_DEFAULTS) for cell in parser.cells if len(cell) < _NAME_LENGTH)
            best = max(best, (parser.fault is None, known, len(parser.cells)))
        return best

    return max(_DELIMITERS, key=score)
