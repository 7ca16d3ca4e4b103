"""The cells of a workbook as text, read in a process of its own, so that no workbook can take the run with it.

What must not live here: what the cells mean (`xlsxfile`), and which sheets are safe to read (`xlsxparts`).
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import MissingExtraError
from qd85rules.core.text import Text
from qd85rules.intake import xlsxworker
from qd85rules.intake.xlsxparts import NOT_A_WORKBOOK, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["read_cells"]

_SECONDS: Final = 10 * xlsxworker.CPU_SECONDS
_STOPPED: Final = Text(
    "bộ đọc bảng tính đã dừng giữa chừng: tệp hỏng, hoặc cần hơn "
    f"{xlsxworker.MEMORY_MB} MB bộ nhớ hay {xlsxworker.CPU_SECONDS} giây",
    "the workbook's reader came to a stop: the file is broken, or it takes more than "
    f"{xlsxworker.MEMORY_MB} MB of memory or {xlsxworker.CPU_SECONDS} seconds",
)
_TOO_MUCH_TEXT: Final = Text("các ô có quá nhiều chữ", "the cells hold too much text")


def read_cells(data: bytes, wanted: list[str]) -> dict[str, list[list[str]]]:
    """Give the rows of each wanted sheet that is not hidden, blank cells at the end of a row left out.

    Raises:
        MissingExtraError: where the reader is not installed.
        WorkbookError: where it cannot read the workbook, or stopped.
    """
    library = find_spec("python_calamine")
    if library is None or library.origin is None:
        message = "reading XLSX needs the extra `xlsx`: pip install 'qd85rules[xlsx]'"
        raise MissingExtraError(message)
    folder = Path(library.origin).parent.parent
    try:
        return _sheets(_apart(data, wanted, folder) if _can_start_python() else _here(data, wanted))
    except ValueError as error:
        raise WorkbookError(NOT_A_WORKBOOK) from error


def _can_start_python() -> bool:
    """Tell whether the process's program is an interpreter: a frozen program, or a server, would start itself anew."""
    return not getattr(sys, "frozen", False) and "python" in Path(sys.executable or "").name.lower()


def _apart(data: bytes, wanted: list[str], folder: Path) -> Iterable[str | list[str]]:
    # Isolated and without `site`: a start of some 15 ms, which nothing in the folder or the environment can change.
    command = [sys.executable, "-I", "-S", str(Path(xlsxworker.__file__)), str(folder)]
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter and our own file
            command,
            input=json.dumps(wanted).encode() + b"\n" + data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise WorkbookError(_STOPPED) from error
    if done.returncode == xlsxworker.NOT_READABLE:
        raise WorkbookError(NOT_A_WORKBOOK)
    if done.returncode == xlsxworker.TOO_MUCH_TEXT:
        raise WorkbookError(_TOO_MUCH_TEXT)
    if done.returncode != 0:
        raise WorkbookError(_STOPPED)
    return map(json.loads, io.BytesIO(done.stdout))


def _here(data: bytes, wanted: list[str]) -> Iterable[str | list[str]]:
    try:
        yield from xlsxworker.read_sheets(data, wanted)
    except BaseException as error:
        # What the library calls a panic is no `Exception`.
        if not isinstance(error, Exception | KeyboardInterrupt | SystemExit | GeneratorExit):
            raise WorkbookError(_STOPPED) from error
        raise


def _sheets(items: Iterable[str | list[str]]) -> dict[str, list[list[str]]]:
    sheets: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for item in items:
        if isinstance(item, str):
            rows = sheets.setdefault(item, [])
        else:
            rows.append(item)
    return sheets
