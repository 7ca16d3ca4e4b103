"""Workbooks in XLS, the format of Excel before 2007, read in a process of its own, so that none takes the run with it.

What must not live here: what the cells mean (`sheets` and the stages after), the process's program (`xlsworker`).
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.diagnostics import MissingExtraError
from qd85rules.intake import xlsworker
from qd85rules.intake.grid import Row, Sheet, WorkbookError, workbook_sheet
from qd85rules.intake.numberformat import shown_number
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qd85rules.intake.grid import CellKind

_SECONDS: Final = 10 * xlsworker.CPU_SECONDS
_STOPPED: Final = say.WORKBOOK_READER_CAME_STOP_FILE.filled(
    memory_mb=xlsworker.MEMORY_MB, cpu_seconds=xlsworker.CPU_SECONDS
)
_REASONS: Final = {
    xlsworker.NOT_READABLE: say.NOT_READABLE_XLS_WORKBOOK,
    xlsworker.TOO_MUCH_TEXT: say.CELLS_HOLD_TOO_MUCH_TEXT,
    xlsworker.PROTECTED: say.PASSWORD_KEEPS_WORKBOOK,
}
_SAVE_AS: Final = say.OPEN_EXCEL_SAVE_XLSX


def read_xls_sheets(data: bytes, path: str) -> list[Sheet]:
    """Read every sheet, the hidden ones as well.

    Raises:
        MissingExtraError: where the reader is not installed.
        WorkbookError: where it cannot read the workbook, or stopped.
    """
    library = find_spec("xlrd")
    if library is None or library.origin is None:
        message = "reading XLS needs the extra `xlsx`: pip install 'qd85rules[xlsx]'"
        raise MissingExtraError(message)
    folder = Path(library.origin).parent.parent
    return _sheets(_apart(data, folder) if _can_start_python() else _here(data), path)


def _can_start_python() -> bool:
    """Tell whether the process's program is an interpreter: a frozen program, or a server, would start itself anew."""
    return not getattr(sys, "frozen", False) and "python" in Path(sys.executable or "").name.lower()


def _apart(data: bytes, folder: Path) -> Iterable[Any]:
    # Isolated and without `site`: a quick start, which nothing in the folder or the environment can change.
    command = [sys.executable, "-I", "-S", str(Path(xlsworker.__file__)), str(folder)]
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter and our own file
            command, input=data, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise WorkbookError(_STOPPED, cure=_SAVE_AS) from error
    if done.returncode != 0:
        raise WorkbookError(_REASONS.get(done.returncode, _STOPPED), cure=_SAVE_AS)
    return map(json.loads, io.BytesIO(done.stdout))


def _here(data: bytes) -> Iterable[Any]:
    try:
        yield from xlsworker.read_sheets(data)
    except ValueError as error:
        raise WorkbookError(_REASONS[xlsworker.NOT_READABLE], cure=_SAVE_AS) from error
    except xlsworker.ProtectedError as error:
        raise WorkbookError(_REASONS[xlsworker.PROTECTED], cure=_SAVE_AS) from error


def _sheets(items: Iterable[Any], path: str) -> list[Sheet]:
    sheets: list[Sheet] = []
    rows: list[Row] = []
    since_1904 = False
    for item in items:
        if isinstance(item, dict):
            rows, since_1904 = [], item["since_1904"]
            sheet = workbook_sheet(path, item["name"], rows)
            sheet.is_hidden = item["hidden"]
            sheet.hidden_columns = frozenset(item["columns"])
            sheet.merged = tuple((top, left, bottom, right) for top, left, bottom, right in item["merged"])
            sheets.append(sheet)
        else:
            rows.append(_row(*item, since_1904=since_1904))
    return sheets


def _row(number: int, is_hidden: bool, cells: list[Any], *, since_1904: bool) -> Row:  # noqa: FBT001 - as JSON has it
    row = Row(number, [""] * (cells[-1][0] + 1), is_hidden=is_hidden)
    for column, kind, value, code, link in cells:
        row.cells[column], found = _shown(kind, value, code, since_1904=since_1904)
        if found is not None:
            row.kinds[column] = found
        if link:
            row.links[column] = link
    return row


def _shown(kind: int, value: Any, code: str, *, since_1904: bool) -> tuple[str, CellKind | None]:  # noqa: ANN401 - of any type
    match kind:
        case 2 | 3:
            return shown_number(repr(value), code, since_1904=since_1904)
        case 4:
            return "true" if value else "false", "bool"
        case 5:
            return str(value), "error"
        case _:
            return str(value), None
