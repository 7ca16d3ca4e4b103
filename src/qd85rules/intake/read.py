"""From a path or a stream to a register: which format it is in, and its reader.

What must not live here: the formats themselves, which their own modules have (`yamlfile`, `csvfile`), and looking for
files (`folder`).
"""

from __future__ import annotations

import io
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, Final, Literal

from qd85rules.core.diagnostics import Diagnostic, InputError, Span, UsageError
from qd85rules.intake.content import TABLES, Digesting, Record, RegisterFile
from qd85rules.source.files import cut_long_lines, decode, note_input, open_regular, read_whole
from qd85rules.source.sourcetree import SourceText
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qd85rules.intake.columns import TableSettings
    from qd85rules.intake.content import Content
    from qd85rules.intake.tableview import TableView

RegisterFormat = Literal["yaml", "json", "jsonl", "csv", "xlsx", "ods", "xls"]

EXTENSIONS: Final[dict[str, RegisterFormat]] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".ods": "ods",
    ".xls": "xls",
}
FORMATS: Final = tuple(dict.fromkeys(EXTENSIONS.values()))
_NAMED_ONLY: Final[dict[str, RegisterFormat]] = {".txt": "csv"}
"""Endings of files that are read where somebody names them, and looked for in no folder."""

_Damage = list[tuple[int, Diagnostic]]
_AS_STDIN: Final = say.GIVE_DATA_STANDARD_INPUT_WITH


def read_register(
    path: Path | str,
    *,
    stdin: IO[bytes] | None = None,
    stdin_name: str | None = None,
    format: str | None = None,  # noqa: A002 - the field's word
    display_path: str | None = None,
    table: TableSettings | None = None,
    views: list[TableView] | None = None,
) -> RegisterFile:
    """Read one register.

    Whatever is wrong with the file becomes a problem of the result; the accounts that can be read come all the same.

    Args:
        path: the file, or `-` for standard input.
        stdin: what to read for `-`; the process's own standard input when not given.
        stdin_name: the name that standard input would have as a file; its ending tells the format.
        format: one of `FORMATS`, where the name does not tell it.
        display_path: how places name the file; as `path` when not given.
        table: what the settings say of tables.
        views: takes each table of the file, as it was understood.

    Raises:
        UsageError: for a format that does not exist.
        MissingExtraError: for a workbook, where its reader is not installed.
    """
    if format is not None and format not in FORMATS:
        message = f"unknown register format `{format}`; the formats are {', '.join(FORMATS)}"
        raise UsageError(message)
    is_stdin = str(path) == "-"
    shown_path = display_path or (stdin_name if is_stdin and stdin_name else str(path))
    suffix = PurePath(stdin_name or "" if is_stdin else path).suffix.lower()
    chosen = format or EXTENSIONS.get(suffix) or _NAMED_ONLY.get(suffix)
    if chosen is None:
        return _failed(shown_path, None, [_unknown_format(shown_path, is_stdin=is_stdin)])
    try:
        opened = _stdin(stdin) if is_stdin else open_regular(Path(path), shown_path, hint=_AS_STDIN)
    except InputError as error:
        return _failed(shown_path, chosen, list(error.diagnostics))
    source = Digesting(opened, closes=not is_stdin)
    register = _read(io.BufferedReader(source), shown_path, chosen, table, views)
    return replace(register, source=source, is_stdin=is_stdin)


def _stdin(given: IO[bytes] | None) -> IO[bytes]:
    stream = given or sys.stdin.buffer
    # A file may stand there as well (`< register.csv`), which no report may replace.
    with suppress(OSError):
        note_input(stream.fileno())
    return stream


def _read(
    stream: IO[bytes], path: str, chosen: str, table: TableSettings | None, views: list[TableView] | None
) -> RegisterFile:
    if chosen in TABLES:
        from qd85rules.intake.tablefile import read_table_file  # noqa: PLC0415 - a start pays for one kind only

        return _with_count(read_table_file(stream, path, chosen, table, views))
    if chosen == "jsonl":
        return _with_count(_json_lines(stream, path))
    try:
        with stream:
            data = read_whole(stream, path)
        return _whole(data, path, chosen)
    except InputError as error:
        return _failed(path, chosen, list(error.diagnostics))


def _whole(data: bytes, path: str, chosen: str) -> RegisterFile:
    text, damage = cut_long_lines(*decode(data, path), path)
    content = _WHOLE[chosen](SourceText(text, path), damage)
    records = content.records()
    problems = _told_once([diagnostic for _, diagnostic in sorted(content.problems, key=lambda found: found[0])])
    return _with_count(RegisterFile(path, chosen, content.header, records, problems))


def _told_once(problems: list[Diagnostic]) -> list[Diagnostic]:
    """Leave out what repeats a problem of the whole file, and what is wrong only because a long line was cut."""
    cut_lines = {found.span.line for found in problems if found.code == "line-too-long"}
    told = {id(found): found for found in problems}.values()
    return [found for found in told if found.code == "line-too-long" or found.span.line not in cut_lines]


def _json_lines(stream: IO[bytes], path: str) -> RegisterFile:
    from qd85rules.intake.jsonlines import read_json_lines  # noqa: PLC0415 - as above

    problems: list[Diagnostic] = []
    header, records = read_json_lines(stream, path, problems)
    return RegisterFile(path, "jsonl", header, _closing(records, stream), problems)


def _closing(records: Iterator[Record], stream: IO[bytes]) -> Iterator[Record]:
    with stream:
        yield from records


def _with_count(register: RegisterFile) -> RegisterFile:
    return replace(register, records=_counted(register.records, register.problems, register.path))


def _counted(records: Iterator[Record], problems: list[Diagnostic], path: str) -> Iterator[Record]:
    """Say so where a file proves to hold no account and nothing else was wrong with it."""
    is_empty = True
    for record in records:
        is_empty = False
        yield record
    if is_empty and not problems:
        problems.append(Diagnostic("no-accounts", say.FILE_HAS_NO_ACCOUNTS, Span(path)))


def _failed(path: str, chosen: str | None, problems: list[Diagnostic]) -> RegisterFile:
    return RegisterFile(path, chosen, {}, iter(()), problems)


def _unknown_format(path: str, *, is_stdin: bool) -> Diagnostic:
    formats = ", ".join(FORMATS)
    if is_stdin:
        message = say.FORMAT_STANDARD_INPUT_NOT_KNOWN
        help_text = say.GIVE_FILE_NAME_ITS_FORMAT.filled(formats=formats)
    else:
        message = say.FORMAT_FILE_NOT_KNOWN
        help_text = say.FILE_NAMES_END.filled(extensions=", ".join(EXTENSIONS))
    return Diagnostic("unknown-format", message, Span(path), help=help_text)


def _read_yaml(source: SourceText, damage: _Damage) -> Content:
    from qd85rules.intake.yamlfile import read_yaml_register  # noqa: PLC0415 - as above

    return read_yaml_register(source, damage)


def _read_json(source: SourceText, damage: _Damage) -> Content:
    from qd85rules.intake.jsonfile import read_json_register  # noqa: PLC0415 - as above

    return read_json_register(source, damage)


_WHOLE: Final[dict[str, Callable[[SourceText, _Damage], Content]]] = {"yaml": _read_yaml, "json": _read_json}
