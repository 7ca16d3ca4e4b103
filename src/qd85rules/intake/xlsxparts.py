"""What a workbook holds, seen before its cells are read: the sheets to read, how far they spread, what readers hide.

The library that reads the cells lays each sheet out as one block of memory, and ends its process where that fails; it
reads a cell with an error as blank, and a number shown as `0042` as 42. So the parts are gone through first, as a
stream, in time and memory linear in the file's size.

What must not live here: reading values (`xlsxsheets`), and the walk through one XML part (`xmlwalk`).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import TYPE_CHECKING, Final
from xml.parsers.expat import ExpatError

from qd85rules.core.text import Text
from qd85rules.intake.xmlwalk import DoctypeError, TooManyElementsError, XmlWalk, without_prefix

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["CELLS_LIMIT", "NOT_A_WORKBOOK", "PARTS_LIMIT", "SheetFacts", "WorkbookError", "inspect_workbook"]

CELLS_LIMIT: Final = 5_000_000
"""Of all sheets together, blank cells between the used ones included."""
PARTS_LIMIT: Final = 512 * 1024 * 1024
"""Of all parts together, unpacked."""

_FILES_LIMIT: Final = 10_000
_TEXT_LIMIT: Final = 32_767
"""The most characters that Excel lets a cell hold."""

_PART_HEAD: Final = b"PK\x01\x02"
_COMPRESSIONS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.IGNORECASE)
_ZEROS: Final = re.compile(r"0{2,}")

NOT_A_WORKBOOK: Final = Text("không phải bảng tính XLSX đọc được", "not a readable XLSX workbook")
_LOCKED: Final = Text("không mở được bảng tính, có thể vì mật khẩu", "the workbook cannot be unpacked")
_DOCTYPE: Final = Text("bảng tính có khai báo DOCTYPE", "the workbook declares a document type")
_TOO_LARGE: Final = Text(
    f"bảng tính bung ra hơn {PARTS_LIMIT // 1024 // 1024} MB, hoặc có quá nhiều phần",
    f"the workbook unpacks to more than {PARTS_LIMIT // 1024 // 1024} MB, or has too many parts",
)
_LONG_TEXT: Final = Text(
    f"bảng tính có ô dài hơn {_TEXT_LIMIT} ký tự", f"the workbook has a cell of more than {_TEXT_LIMIT} characters"
)
_TWICE: Final = Text("hai trang tính trùng tên hoặc là một", "two sheets share a name, or are one and the same")


class WorkbookError(Exception):
    """The workbook cannot be read safely; `reason` says why, `sheet`, `row` and `column` where, from 1."""

    def __init__(
        self, reason: Text, sheet: str | None = None, row: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.sheet = sheet
        self.row = row
        self.column = column


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Cells of one sheet, rows and columns from 1.

    `errors` has the first column with an error of each row that has one; `widths` that of each zero-padded number.
    """

    errors: dict[int, int] = field(default_factory=dict)
    widths: dict[tuple[int, int], int] = field(default_factory=dict)


def inspect_workbook(data: bytes, is_wanted: Callable[[str], bool]) -> dict[str, SheetFacts]:
    """Look through the parts of a workbook.

    Returns:
        For each sheet that is not hidden and whose name is wanted, what the reader does not tell.

    Raises:
        WorkbookError: where the file is not a workbook, or unpacks to more than the limits allow.
    """
    try:
        if data.count(_PART_HEAD) > _FILES_LIMIT:
            raise WorkbookError(_TOO_LARGE)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inspect(archive, is_wanted)
    # A part that is missing, and an encoding that XML may name and Python has not, are both a `LookupError`.
    except (zipfile.BadZipFile, ExpatError, LookupError, ValueError, EOFError) as error:
        raise WorkbookError(NOT_A_WORKBOOK) from error
    except (NotImplementedError, RuntimeError, OSError, zlib.error) as error:
        raise WorkbookError(_LOCKED) from error
    except DoctypeError as error:
        raise WorkbookError(_DOCTYPE) from error
    except TooManyElementsError as error:
        raise WorkbookError(_TOO_LARGE) from error


def _inspect(archive: zipfile.ZipFile, is_wanted: Callable[[str], bool]) -> dict[str, SheetFacts]:
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > PARTS_LIMIT:
        raise WorkbookError(_TOO_LARGE)
    names = {part.filename for part in parts}
    if len(names) < len(parts) or any(part.compress_type not in _COMPRESSIONS for part in parts):
        raise WorkbookError(_LOCKED)
    walk = XmlWalk(archive)
    targets = _targets(walk)
    for part in names:
        if part.lower().endswith("/sharedstrings.xml") or part in targets["shared"].values():
            _refuse_long_texts(walk, part)
    widths = _padded_styles(walk) if "xl/styles.xml" in names else {}
    facts: dict[str, SheetFacts] = {}
    area = 0
    seen: set[str] = set()
    for name, relation in _sheets(walk):
        if not is_wanted(name):
            continue
        part = targets["sheet"].get(relation, "")
        if part in seen or name in facts:
            raise WorkbookError(_TWICE, name)
        seen.add(part)
        sheet = _SheetWalk(name, widths, CELLS_LIMIT - area)
        if part in names:
            walk.run(part, sheet.start)
        area += sheet.rows * sheet.columns
        facts[name] = SheetFacts(sheet.errors, sheet.padded)
    return facts


class _SheetWalk:
    """Goes through the elements of one sheet; `rows` and `columns` is how far cells with a value spread."""

    def __init__(self, name: str, widths: dict[int, int], limit: int) -> None:
        self.rows = self.columns = 0
        self.errors: dict[int, int] = {}
        self.padded: dict[tuple[int, int], int] = {}
        self._name = name
        self._widths = widths
        self._limit = limit
        self._row = self._column = 0
        self._numbers: dict[str, int] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take one element."""
        if tag in {"v", "is"}:
            # A cell without a value takes no room, however far away somebody coloured it.
            if self._row > self.rows or self._column > self.columns:
                self._spread()
        elif tag == "c":
            self._cell(attributes)
        elif tag == "row":
            # A row or a cell that does not say where it stands comes after the one before it.
            number = attributes.get("r")
            self._row = self._row + 1 if number is None else int(number)
            self._column = 0
        elif ":" in tag:
            self.start(tag.rpartition(":")[2], attributes)

    def _cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            match = _REFERENCE.fullmatch(reference)
            if match is None:
                raise WorkbookError(NOT_A_WORKBOOK, self._name)
            letters = match[1]
            self._column = self._numbers.get(letters) or self._numbers.setdefault(letters, _column_number(letters))
            self._row = int(match[2])
        if attributes.get("t") == "e":
            self.errors[self._row] = min(self._column, self.errors.get(self._row, self._column))
        if self._widths and (width := self._widths.get(int(attributes.get("s", -1)))) is not None:
            self.padded[self._row, self._column] = width

    def _spread(self) -> None:
        self.rows = max(self.rows, self._row)
        self.columns = max(self.columns, self._column)
        if self.rows * self.columns > self._limit:
            far = f"{self.rows} × {self.columns}"
            reason = Text(
                f"ô này ở quá xa: cả trang tính có {far} ô", f"this cell is too far away: the sheet has {far} cells"
            )
            raise WorkbookError(reason, self._name, self._row, self._column)


def _refuse_long_texts(walk: XmlWalk, part: str) -> None:
    """Refuse a shared text that no cell can hold: each of many cells that name it would be given a copy."""
    length = 0

    def start(tag: str, _: Mapping[str, str]) -> None:
        nonlocal length
        if tag == "si":
            length = 0

    def text(characters: str) -> None:
        nonlocal length
        length += len(characters)
        if length > _TEXT_LIMIT:
            raise WorkbookError(_LONG_TEXT)

    walk.run(part, without_prefix(start), text)


def _padded_styles(walk: XmlWalk) -> dict[int, int]:
    """Give, for each cell style that pads numbers with zeros, the width."""
    codes: dict[str, str] = {}
    styles: list[str] = []
    is_cell_style = False

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal is_cell_style
        if tag == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "").strip('"')
        elif tag in {"cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
            is_cell_style = tag == "cellXfs"
        elif tag == "xf" and is_cell_style:
            styles.append(attributes.get("numFmtId", ""))

    walk.run("xl/styles.xml", without_prefix(start))
    return {
        index: len(code)
        for index, style in enumerate(styles)
        if (code := codes.get(style)) is not None and _ZEROS.fullmatch(code)
    }


def _targets(walk: XmlWalk) -> dict[str, dict[str, str]]:
    """Give the parts that the workbook relates to, by the id of the relation: sheets, and tables of shared texts."""
    found: dict[str, dict[str, str]] = {"sheet": {}, "shared": {}}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship":
            kind = "shared" if attributes.get("Type", "").endswith("/sharedStrings") else "sheet"
            found[kind][attributes.get("Id", "")] = normpath(join("/xl", attributes.get("Target", ""))).lstrip("/")

    walk.run("xl/_rels/workbook.xml.rels", without_prefix(start))
    return found


def _sheets(walk: XmlWalk) -> list[tuple[str, str]]:
    """Give the name and the relation of each sheet that is not hidden."""
    found: list[tuple[str, str]] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "sheet" and attributes.get("state", "visible") == "visible":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            found.append((attributes.get("name", ""), relation))

    walk.run("xl/workbook.xml", without_prefix(start))
    return found


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
