"""The program of the process that reads the cells of a workbook; it imports nothing of this package.

The library behind it ends its process, or asks for any amount of memory, on workbooks made to harm. Here that costs
one file, because the process has bounds of its own. See docs/decisions/workbooks.md.

On its input come one line of JSON, the names of the sheets to read, and the workbook; on its output go lines of JSON:
for each sheet its name and then its rows as lists of text.
"""

from __future__ import annotations

import io
import json
import sys
from contextlib import suppress
from datetime import date, datetime, time
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CPU_SECONDS", "MEMORY_MB", "NOT_READABLE", "TOO_MUCH_TEXT", "read_sheets"]

MEMORY_MB: Final = 1024
CPU_SECONDS: Final = 60
NOT_READABLE: Final = 10
"""The exit code where the library says that the workbook cannot be read."""
TOO_MUCH_TEXT: Final = 11
"""The exit code where the text of the cells is too large to be a register's."""

_OUTPUT_LIMIT: Final = 128 * 1024 * 1024


def read_sheets(data: bytes, wanted: list[str]) -> Iterator[str | list[str]]:
    """Give, for each wanted sheet, its name and then its rows; blank cells at the end of a row are left out.

    Raises:
        ImportError: the library is not installed.
        ValueError: the library cannot read the workbook.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415 - an extra

    names = set(wanted)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for meta in workbook.sheets_metadata:
            if meta.visible == SheetVisibleEnum.Visible and meta.name in names:
                yield meta.name
                sheet = workbook.get_sheet_by_name(meta.name)
                # calamine before 0.9 panics when asked for the rows of an empty sheet.
                for row in sheet.iter_rows() if sheet.height else ():
                    texts = [_text(value) for value in row]
                    while texts and not texts[-1]:
                        texts.pop()
                    yield texts
    except CalamineError as error:
        raise ValueError(*error.args) from error


def _text(value: object) -> str:
    """Give a cell's value as a person would type it; a whole number has no decimal point."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def main(stdin: IO[bytes], stdout: IO[bytes]) -> int:
    """Read a workbook; give the exit code."""
    _set_bounds()
    wanted = json.loads(stdin.readline())
    size = 0
    try:
        for item in read_sheets(stdin.read(), wanted):
            line = json.dumps(item, ensure_ascii=False).encode() + b"\n"
            size += len(line)
            if size > _OUTPUT_LIMIT:
                return TOO_MUCH_TEXT
            stdout.write(line)
    except ValueError:
        return NOT_READABLE
    stdout.flush()
    return 0


def _set_bounds() -> None:
    """Bound memory and time where the system can: not on Windows; macOS takes the bound on memory but ignores it."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not everywhere

        for kind, bound in (
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_CPU, CPU_SECONDS),
            (resource.RLIMIT_AS, MEMORY_MB * 1024 * 1024),
        ):
            _, hard = resource.getrlimit(kind)
            resource.setrlimit(kind, (bound if hard == resource.RLIM_INFINITY else min(bound, hard), hard))


if __name__ == "__main__":
    sys.path += sys.argv[1:]
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
