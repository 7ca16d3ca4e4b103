"""What the workbook reader does not tell, from the parts of an XLSX file: sizes, cells with errors, padded numbers.

The reader lays each sheet out as one block of memory, and ends the process where that fails, so a sheet's extent must
be known first. It reads a cell with an error as blank, and a number shown as `0042` as 42.

What must not live here: reading values.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import IO, Final

from qd85rules.text import Text

__all__ = ["CELLS_LIMIT", "NOT_A_WORKBOOK", "PARTS_LIMIT", "SheetFacts", "WorkbookError", "inspect_workbook"]

CELLS_LIMIT: Final = 20_000_000
PARTS_LIMIT: Final = 512 * 1024 * 1024

_CELL: Final = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Za-z]+)[0-9]+[\"']")
_ROW: Final = re.compile(rb"\br=[\"'][A-Za-z]*([0-9]+)[\"']")
_ERROR_CELL: Final = re.compile(rb"<(?:\w+:)?c\s[^>]*?\bt=[\"']e[\"'][^>]*>")
_STYLED_CELL: Final = re.compile(rb"<(?:\w+:)?c\s[^>]*?\bs=[\"']([0-9]+)[\"'][^>]*>")
_REFERENCE: Final = re.compile(rb"\br=[\"']([A-Za-z]+)([0-9]+)[\"']")
_ZEROS: Final = re.compile(r"0{2,}")
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

NOT_A_WORKBOOK: Final = Text("không phải bảng tính XLSX đọc được", "not a readable XLSX workbook")
_LOCKED: Final = Text("không mở được bảng tính, có thể vì mật khẩu", "the workbook cannot be unpacked")
_DOCTYPE: Final = Text("bảng tính có khai báo DOCTYPE", "the workbook declares a document type")
_TOO_LARGE: Final = Text(
    f"bảng tính bung ra hơn {PARTS_LIMIT // 1024 // 1024} MB",
    f"the workbook unpacks to more than {PARTS_LIMIT // 1024 // 1024} MB",
)


class WorkbookError(Exception):
    """The workbook cannot be read safely; `reason` says why."""

    def __init__(self, reason: Text) -> None:
        self.reason = reason
        super().__init__(reason.en)


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Cells of one sheet, rows and columns from 1.

    `errors` has the first column with an error of each row that has one; `widths` that of each zero-padded number.
    """

    errors: dict[int, int] = field(default_factory=dict)
    widths: dict[tuple[int, int], int] = field(default_factory=dict)


def inspect_workbook(stream: IO[bytes]) -> dict[str, SheetFacts]:
    """Look through the parts of a workbook.

    Returns:
        For each sheet, by name, what the reader does not tell.

    Raises:
        WorkbookError: where the file is not a workbook, or unpacks to more than the limits allow.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            return _inspect(archive)
    except (zipfile.BadZipFile, ET.ParseError, KeyError, ValueError, EOFError) as error:
        raise WorkbookError(NOT_A_WORKBOOK) from error
    except (NotImplementedError, RuntimeError, OSError, zlib.error) as error:
        raise WorkbookError(_LOCKED) from error


def _inspect(archive: zipfile.ZipFile) -> dict[str, SheetFacts]:
    parts = [part for part in archive.infolist() if part.filename.lower().endswith((".xml", ".rels"))]
    if sum(part.file_size for part in parts) > PARTS_LIMIT:
        raise WorkbookError(_TOO_LARGE)
    names = {part.filename for part in parts}
    widths = _padded_styles(archive.read("xl/styles.xml")) if "xl/styles.xml" in names else {}
    facts = {}
    for part in parts:
        content = archive.read(part)
        if b"sheetData" in content:
            _refuse_vast(content)
            facts[part.filename] = _sheet_facts(content, widths)
    return {name: facts.get(target, SheetFacts()) for name, target in _sheet_parts(archive).items()}


def _refuse_vast(content: bytes) -> None:
    columns = max(map(_column_number, set(_CELL.findall(content))), default=1)
    rows = max(map(int, set(_ROW.findall(content))), default=1)
    if columns * rows > CELLS_LIMIT:
        far = f"{rows} × {columns}"
        reason = Text(f"trang tính trải quá rộng: {far} ô", f"a sheet spreads too wide: {far} cells")
        raise WorkbookError(reason)


def _sheet_facts(content: bytes, widths: dict[int, int]) -> SheetFacts:
    errors: dict[int, int] = {}
    for match in _ERROR_CELL.finditer(content):
        if place := _place(match[0]):
            errors[place[0]] = min(place[1], errors.get(place[0], place[1]))
    padded: dict[tuple[int, int], int] = {}
    if widths:
        for match in _STYLED_CELL.finditer(content):
            width = widths.get(int(match[1]))
            if width is not None and (place := _place(match[0])):
                padded[place] = width
    return SheetFacts(errors, padded)


def _padded_styles(content: bytes) -> dict[int, int]:
    """Give, for each cell style that pads numbers with zeros, the width."""
    root = _parsed(content)
    codes = {node.get("numFmtId"): node.get("formatCode", "") for node in root.iter(f"{_MAIN}numFmt")}
    formats = root.find(f"{_MAIN}cellXfs")
    return {
        index: len(code)
        for index, node in enumerate(formats if formats is not None else ())
        if _ZEROS.fullmatch(code := codes.get(node.get("numFmtId"), "").strip('"'))
    }


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Give the part of each sheet by the sheet's name."""
    relations = _parsed(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {node.get("Id"): node.get("Target", "") for node in relations.iter(_RELATIONSHIP)}
    workbook = _parsed(archive.read("xl/workbook.xml"))
    return {
        node.get("name", ""): normpath(join("/xl", targets.get(node.get(_RELATION), ""))).lstrip("/")
        for node in workbook.iter(f"{_MAIN}sheet")
    }


def _parsed(content: bytes) -> ET.Element:
    if b"<!DOCTYPE" in content:
        raise WorkbookError(_DOCTYPE)
    return ET.fromstring(content)  # noqa: S314 - without a document type no entity can grow


def _place(cell: bytes) -> tuple[int, int] | None:
    match = _REFERENCE.search(cell)
    return None if match is None else (int(match[2]), _column_number(match[1]))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
