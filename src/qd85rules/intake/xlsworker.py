"""The program of the process that reads the cells of an XLS workbook; it imports nothing of this package.

The library behind it reads whatever a workbook says of itself: on one made to harm it may ask for any amount of memory
or time. Here that costs one file, because the process has bounds of its own. See docs/decisions/workbooks.md.

On its input comes the workbook; on its output go lines of JSON: for each sheet a mapping with its name and what is
hidden and merged, and then its rows as lists of cells `[column, type, value, format, link]`.
"""

from __future__ import annotations

import io
import json
import sys
from contextlib import suppress
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY_MB: Final = 1024
CPU_SECONDS: Final = 60
NOT_READABLE: Final = 10
"""The exit code where the library says that the workbook cannot be read."""
TOO_MUCH_TEXT: Final = 11
"""The exit code where the text of the cells is too large to be a register's."""
PROTECTED: Final = 12
"""The exit code where a password keeps the workbook."""

_OUTPUT_LIMIT: Final = 128 * 1024 * 1024
_BLANK: Final = {0, 6}
_DATE: Final = 3


class ProtectedError(Exception):
    """A password keeps the workbook."""


def read_sheets(data: bytes) -> Iterator[dict[str, Any] | list[Any]]:
    """Give, for each sheet, a mapping that describes it, and then a list for each row that is not blank.

    Raises:
        ImportError: the library is not installed.
        ValueError: the library cannot read the workbook.
        ProtectedError: a password keeps it.
    """
    # An extra, and without types.
    xlrd: Any = import_module("xlrd")
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, on_demand=True, logfile=io.StringIO())
        for sheet in book.sheets():
            yield {
                "name": sheet.name,
                "hidden": sheet.visibility != 0,
                "since_1904": book.datemode == 1,
                "columns": [column for column, info in sheet.colinfo_map.items() if info.hidden],
                "merged": [[top + 1, left, bottom, right - 1] for top, bottom, left, right in sheet.merged_cells],
            }
            links = {
                place: link.url_or_path
                for place, link in getattr(sheet, "hyperlink_map", {}).items()
                if isinstance(link.url_or_path, str)
            }
            for number in range(sheet.nrows):
                cells = [
                    [
                        column,
                        cell.ctype,
                        xlrd.error_text_from_code.get(cell.value, "#ERR")
                        if cell.ctype == xlrd.XL_CELL_ERROR
                        else cell.value,
                        _format(book, cell.xf_index) if cell.ctype in {xlrd.XL_CELL_NUMBER, _DATE} else "",
                        links.get((number, column)),
                    ]
                    for column, cell in enumerate(sheet.row(number))
                    if cell.ctype not in _BLANK and cell.value != ""
                ]
                if cells:
                    info = sheet.rowinfo_map.get(number)
                    yield [number + 1, bool(info is not None and info.hidden), cells]
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise ProtectedError from error
        raise ValueError(*error.args) from error
    except (AssertionError, ArithmeticError, AttributeError, LookupError, TypeError, EOFError) as error:
        # What the library raises where a file does not keep what it promises.
        raise ValueError(*error.args) from error
    except Exception as error:
        # `struct.error`, `CompDocError` and others of its own.
        if type(error).__module__.partition(".")[0] in {"struct", "xlrd"}:
            raise ValueError(*error.args) from error
        raise


def _format(book: Any, index: int) -> str:  # noqa: ANN401 - the library ships no types
    found = book.format_map.get(book.xf_list[index].format_key)
    return "General" if found is None else str(found.format_str)


def main(stdin: IO[bytes], stdout: IO[bytes]) -> int:
    """Read a workbook; give the exit code."""
    _set_bounds()
    size = 0
    try:
        for item in read_sheets(stdin.read()):
            line = json.dumps(item, ensure_ascii=False).encode(errors="backslashreplace") + b"\n"
            size += len(line)
            if size > _OUTPUT_LIMIT:
                return TOO_MUCH_TEXT
            stdout.write(line)
    except ProtectedError:
        return PROTECTED
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
