"""A file with tables, in any of their formats, to a register.

What must not live here: the stages that it goes through (`tables`), files of other kinds (`read`).
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final

from qd85rules.core.diagnostics import Diagnostic, InputError, Span
from qd85rules.intake.columns import TABLE_DEFAULTS, TableSettings
from qd85rules.intake.content import Record, RegisterFile
from qd85rules.intake.csvfile import csv_sheet
from qd85rules.intake.encodings import as_utf8, letters_lost
from qd85rules.intake.notes import Notes
from qd85rules.intake.tables import TableReader
from qd85rules.intake.tableview import Found, TableReading, TableView
from qd85rules.intake.workbook import read_workbook
from qd85rules.source.files import read_whole, unreadable
from qd85rules.source.places import LaterPlaces
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from qd85rules.intake.grid import Sheet

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_HEAD: Final = 512


def read_table_file(
    stream: IO[bytes],
    path: str,
    chosen: str,
    settings: TableSettings | None = None,
    views: list[TableView] | None = None,
) -> RegisterFile:
    """Read a file of tables; CSV is read while its records are gone through."""
    problems: list[Diagnostic] = []
    notes = Notes()
    reading = TableReading(settings or TABLE_DEFAULTS, notes, problems.extend, [] if views is None else views)
    if chosen == "csv":
        records = _records(_csv(stream, path, problems, reading))
        return RegisterFile(path, chosen, {}, records, problems, notes=notes.told)
    try:
        with stream:
            data = read_whole(stream, path)
    except InputError as error:
        return RegisterFile(path, chosen, {}, iter(()), list(error.diagnostics))
    found: Iterable[Found] = ()
    kind = _kind_of(data)
    if kind == "text":
        problems.append(_not_a_workbook(data, path))
    else:
        found = read_workbook(_reader_of(kind or chosen), data, path, reading)
    return RegisterFile(path, chosen, {}, _records(found), problems, notes=notes.told)


def _csv(stream: IO[bytes], path: str, problems: list[Diagnostic], reading: TableReading) -> Iterator[Found]:
    with stream:
        try:
            lost = letters_lost(stream, path)
            text, encoding = as_utf8(stream)
        except OSError as error:
            problems.append(unreadable(error, path))
            return
        if lost is not None:
            problems.append(lost)
            return
        if encoding is not None:
            reading.notes.add("encoding", Span(path), encoding)
        delimiter = "\t" if path.lower().endswith(".tsv") else None
        sheet = csv_sheet(text, path, problems, delimiter=delimiter)
        if sheet is not None:
            yield from TableReader(reading).accounts(sheet, is_only=True)


def _records(found: Iterable[Found]) -> Iterator[Record]:
    for index, one in enumerate(found):
        yield Record(index, one.data, LaterPlaces(one.places), one.unknown)


def _kind_of(data: bytes) -> str | None:
    """Tell a workbook by its first bytes, since people rename files; `text` where it is none."""
    if data.startswith(_OLE):
        return "xls"
    if data.startswith(_ZIP):
        return "ods" if _ODS in data[:_HEAD] else "xlsx"
    return "text" if b"\0" not in data[:_HEAD] else None


def _reader_of(kind: str) -> Callable[[bytes, str], list[Sheet]]:
    if kind == "xls":
        from qd85rules.intake.xlsfile import read_xls_sheets  # noqa: PLC0415 - a start pays for one format only

        return read_xls_sheets
    if kind == "ods":
        from qd85rules.intake.odsfile import read_ods_sheets  # noqa: PLC0415 - as above

        return read_ods_sheets
    from qd85rules.intake.xlsxfile import read_xlsx_sheets  # noqa: PLC0415 - as above

    return read_xlsx_sheets


def _not_a_workbook(data: bytes, path: str) -> Diagnostic:
    is_page = b"<html" in data[:_HEAD].lower() or b"<table" in data[:_HEAD].lower()
    if is_page:
        message = say.FILE_WEB_PAGE_NOT_WORKBOOK
        cure = say.OPEN_EXCEL_SAVE_XLSX
    else:
        message = say.NOT_READABLE_XLSX_WORKBOOK
        cure = say.FILE_TEXT_LET_ITS_NAME
    return Diagnostic("xlsx-unreadable", message, Span(path), help=cure)
