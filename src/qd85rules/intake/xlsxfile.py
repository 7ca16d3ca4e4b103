"""Workbooks in XLSX and XLSM: the sheets as their cells show them, read as a stream within limits.

The stream gives what a person sees and a library hides: numbers in their format, targets of links, merged areas,
hidden rows, columns and sheets, cells that failed and formulas without a stored value.

What must not live here: the parts beside the sheets (`xlsxparts`), what the cells mean (`sheets` and the stages after).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from xml.parsers.expat import ExpatError

from qd85rules.intake.grid import CELLS_LIMIT, NOT_A_WORKBOOK, TEXT_LIMIT, Row, Sheet, WorkbookError, workbook_sheet
from qd85rules.intake.numberformat import shown_number
from qd85rules.intake.xlsxparts import Parts, SheetPart, links_of, read_parts
from qd85rules.intake.xmlwalk import DoctypeError, TooManyElementsError, XmlWalk
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qd85rules.core.text import Text
    from qd85rules.intake.grid import Area

PARTS_LIMIT: Final = 512 * 1024 * 1024
"""Of all parts together, unpacked."""

_FILES_LIMIT: Final = 10_000
_AREAS_LIMIT: Final = 100_000
_CHARACTERS_LIMIT: Final = 128 * 1024 * 1024
_PART_HEAD: Final = b"PK\x01\x02"
_COMPRESSIONS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.IGNORECASE)
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HYPERLINK: Final = re.compile(r'\s*HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)

_LOCKED: Final = say.WORKBOOK_CANNOT_UNPACKED
_DOCTYPE: Final = say.WORKBOOK_DECLARES_DOCUMENT_TYPE
_TOO_LARGE: Final = say.WORKBOOK_UNPACKS_MORE_THAN_MB.filled(value=PARTS_LIMIT // 1024 // 1024)
LONG_TEXT: Final = say.WORKBOOK_HAS_CELL_MORE_THAN.filled(text_limit=TEXT_LIMIT)
TOO_MUCH_TEXT: Final = say.CELLS_HOLD_TOO_MUCH_TEXT


class Allowance:
    """What all sheets of one workbook may hold together."""

    def __init__(self) -> None:
        self.area = 0
        self.characters = 0

    def spread(self, name: str, rows: int, columns: int, row: int, column: int) -> None:
        """Take a cell with a value into account; `rows` and `columns` is how far they spread, columns from 1."""
        if self.area + rows * columns > CELLS_LIMIT:
            far = f"{rows} × {columns}"
            reason = say.CELL_TOO_FAR_AWAY_SHEET.filled(far=far)
            raise WorkbookError(reason, name, row, column)

    def text(self, length: int) -> None:
        """Take some characters into account."""
        self.characters += length
        if self.characters > _CHARACTERS_LIMIT:
            raise WorkbookError(TOO_MUCH_TEXT)


def read_xlsx_sheets(data: bytes, path: str) -> list[Sheet]:
    """Read every sheet, the hidden ones as well.

    Raises:
        WorkbookError: the file is not a workbook, or holds more than the limits allow.
    """
    with open_archive(data) as walk:
        parts = read_parts(walk, _refuse_long)
        budget = Allowance()
        return [_read_sheet(walk, parts, part, path, budget) for part in parts.sheets]


@contextmanager
def open_archive(data: bytes, not_readable: Text = NOT_A_WORKBOOK) -> Iterator[XmlWalk]:
    """Give the parts of an archive that keeps the limits; whatever is wrong with them becomes a `WorkbookError`."""
    try:
        if data.count(_PART_HEAD) > _FILES_LIMIT:
            raise WorkbookError(_TOO_LARGE)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > PARTS_LIMIT:
                raise WorkbookError(_TOO_LARGE)
            if len({part.filename for part in parts}) < len(parts):
                raise WorkbookError(_LOCKED)
            if any(part.compress_type not in _COMPRESSIONS for part in parts):
                raise WorkbookError(_LOCKED)
            yield XmlWalk(archive)
    # A part that is missing, and an encoding that XML may name and Python has not, are both a `LookupError`.
    except (zipfile.BadZipFile, ExpatError, LookupError, ValueError, EOFError) as error:
        raise WorkbookError(not_readable) from error
    except (NotImplementedError, RuntimeError, OSError, zlib.error) as error:
        raise WorkbookError(_LOCKED) from error
    except DoctypeError as error:
        raise WorkbookError(_DOCTYPE) from error
    except TooManyElementsError as error:
        raise WorkbookError(_TOO_LARGE) from error


def _refuse_long(length: int) -> None:
    if length > TEXT_LIMIT:
        raise WorkbookError(LONG_TEXT)


def _read_sheet(walk: XmlWalk, parts: Parts, part: SheetPart, path: str, budget: Allowance) -> Sheet:
    reader = _SheetReader(part.name, parts, budget)
    if part.part in walk.parts:
        walk.run(part.part, reader.start, reader.text, reader.end)
    reader.link(links_of(walk, part.part))
    budget.area += reader.rows * reader.columns
    sheet = workbook_sheet(path, part.name, [reader.found[number] for number in sorted(reader.found)])
    sheet.merged = tuple(reader.merged)
    sheet.hidden_columns = frozenset(column for first, last in reader.hidden for column in range(first, last))
    sheet.is_hidden = part.is_hidden
    return sheet


class _SheetReader:
    """Goes through the elements of one sheet; `rows` and `columns` is how far cells with a value spread."""

    def __init__(self, name: str, parts: Parts, budget: Allowance) -> None:
        self.found: dict[int, Row] = {}
        self.rows = self.columns = 0
        self.merged: list[Area] = []
        self.hidden: list[tuple[int, int]] = []
        self._links: list[tuple[str, str]] = []
        self._name = name
        self._parts = parts
        self._budget = budget
        self._row = self._column = 0
        self._is_row_hidden = False
        self._numbers: dict[str, int] = {}
        self._kind = self._style = ""
        self._value: list[str] | None = None
        self._formula: list[str] | None = None
        self._into: list[str] | None = None
        self._length = 0
        self._phonetic = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        match tag:
            case "c":
                self._cell(attributes)
            case "v":
                self._into = self._value = []
            case "t" if not self._phonetic:
                # A text in the sheet itself may come in several runs.
                self._into = self._value = [] if self._value is None else self._value
            case "f":
                self._into = self._formula = []
            case "row":
                # A row or a cell that does not say where it stands comes after the one before it.
                number = attributes.get("r")
                self._row = self._row + 1 if number is None else int(number)
                self._column = 0
                self._is_row_hidden = attributes.get("hidden") in {"1", "true"}
            case "rPh":
                self._phonetic += 1
            case "mergeCell":
                self._merge(attributes.get("ref", ""))
            case "hyperlink":
                self._links.append((attributes.get("ref", ""), _relation(attributes)))
            case "col" if attributes.get("hidden") in {"1", "true"}:
                self._hide(attributes)
            case _ if ":" in tag:
                self.start(tag.rpartition(":")[2], attributes)

    def text(self, characters: str) -> None:
        """Take characters, where they are a value or a formula."""
        if self._into is not None:
            self._length += len(characters)
            if self._length > TEXT_LIMIT:
                raise WorkbookError(LONG_TEXT)
            self._into.append(characters)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        match tag:
            case "v" | "t" | "f":
                self._into = None
            case "c":
                self._finish()
            case "rPh":
                self._phonetic -= 1
            case _ if ":" in tag:
                self.end(tag.rpartition(":")[2])

    def link(self, targets: Mapping[str, str]) -> None:
        """Put the targets of links to their cells, those of the relations of the sheet."""
        for reference, relation in self._links:
            target = targets.get(relation)
            area = self._area(reference)
            if target is None or area is None or area[2] - area[0] > _AREAS_LIMIT:
                continue
            for number in range(area[0], area[2] + 1):
                if (row := self.found.get(number)) is not None:
                    row.links.update((column, target) for column in range(area[1], min(area[3] + 1, len(row.cells))))

    def _cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            self._row, self._column = self._position(reference)
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._value = self._formula = None
        self._length = 0

    def _position(self, reference: str) -> tuple[int, int]:
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            raise WorkbookError(NOT_A_WORKBOOK, self._name)
        letters = match[1]
        column = self._numbers.get(letters) or self._numbers.setdefault(letters, _column_number(letters))
        return int(match[2]), column

    def _finish(self) -> None:
        raw = "" if self._value is None else "".join(self._value)
        formula = None if self._formula is None else "".join(self._formula)
        shown, kind = raw, None
        match self._kind:
            case "s" if raw:
                shown = self._parts.shared[int(raw)]
            case "e":
                kind = "error"
            case "b":
                shown, kind = ("true" if raw.strip() == "1" else "false") if raw else "", "bool"
            case "n" if raw:
                code = self._parts.format_of(self._style)
                shown, kind = shown_number(raw, code, since_1904=self._parts.since_1904)
            case "n" if self._formula is not None:
                kind = "no_value"
            case "d" if raw:
                shown, kind = raw.replace("T", " ").removesuffix(" 00:00:00"), "date"
        if "_x" in shown:
            shown = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), shown)
        if kind in {"error", "no_value"} or shown.strip():
            self._keep(shown, kind, formula)

    def _keep(self, shown: str, kind: str | None, formula: str | None) -> None:
        if self._row > self.rows or self._column > self.columns:
            self.rows = max(self.rows, self._row)
            self.columns = max(self.columns, self._column)
            self._budget.spread(self._name, self.rows, self.columns, self._row, self._column)
        self._budget.text(len(shown))
        row = self.found.get(self._row)
        if row is None:
            row = self.found[self._row] = Row(self._row, [], is_hidden=self._is_row_hidden)
        column = self._column - 1
        row.cells += [""] * (column + 1 - len(row.cells))
        row.cells[column] = shown
        if kind is not None:
            row.kinds[column] = kind  # type: ignore[assignment]  # one of the words above
        if formula is not None and (match := _HYPERLINK.match(formula)):
            row.links[column] = match[1]

    def _merge(self, reference: str) -> None:
        area = self._area(reference)
        if area is not None and len(self.merged) < _AREAS_LIMIT:
            self.merged.append(area)

    def _area(self, reference: str) -> Area | None:
        first, _, last = reference.partition(":")
        if not _REFERENCE.fullmatch(first) or (last and not _REFERENCE.fullmatch(last)):
            return None
        top, left = self._position(first)
        bottom, right = self._position(last or first)
        return top, left - 1, bottom, right - 1

    def _hide(self, attributes: Mapping[str, str]) -> None:
        first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
        if len(self.hidden) < _AREAS_LIMIT:
            self.hidden.append((first - 1, min(last, 16_384)))


def _relation(attributes: Mapping[str, str]) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
