"""The parts of an XLSX workbook beside its sheets: which sheets there are, texts they share, formats, links.

What must not live here: the cells (`xlsxfile`), how a format shows a number (`numberformat`).
"""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath
from typing import TYPE_CHECKING, Final

from qd85rules.intake.grid import NOT_A_WORKBOOK, WorkbookError
from qd85rules.intake.numberformat import BUILTIN_FORMATS
from qd85rules.intake.xmlwalk import without_prefix
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qd85rules.intake.xmlwalk import XmlWalk

_TWICE: Final = say.TWO_SHEETS_SHARE_NAME_ONE
_NO_CELLS: Final = ("chartsheet", "dialogsheet", "xlMacrosheet")
_STYLES: Final = "xl/styles.xml"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet of a workbook: its name, and the part with its cells."""

    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """What the sheets of a workbook share."""

    sheets: tuple[SheetPart, ...]
    shared: list[str]
    formats: tuple[str, ...]
    since_1904: bool

    def format_of(self, style: str) -> str:
        """Give the number format of a cell by its style."""
        return self.formats[int(style)] if style and int(style) < len(self.formats) else "General"


def read_parts(walk: XmlWalk, refuse_long: Callable[[int], None]) -> Parts:
    """Read what the sheets share; `refuse_long` is told the length of each shared text.

    Raises:
        WorkbookError: there is no sheet, or two share a name or a part.
    """
    targets = _targets(walk)
    names, since_1904 = _sheets(walk)
    if not names:
        raise WorkbookError(NOT_A_WORKBOOK)
    sheets: list[SheetPart] = []
    seen: set[str] = set()
    for name, relation, is_hidden in names:
        kind, part = targets.get(relation, ("worksheet", ""))
        if kind in _NO_CELLS:
            continue
        if part in seen or name in {sheet.name for sheet in sheets}:
            raise WorkbookError(_TWICE, name)
        seen.add(part)
        sheets.append(SheetPart(name, part, is_hidden))
    shared: list[str] = []
    for kind, part in targets.values():
        if kind == "sharedStrings" and part in walk.parts:
            _read_shared(walk, part, shared, refuse_long)
    return Parts(tuple(sheets), shared, _formats(walk) if _STYLES in walk.parts else (), since_1904)


def links_of(walk: XmlWalk, part: str) -> dict[str, str]:
    """Give the addresses outside the workbook that a sheet relates to, by the id of the relation."""
    relations = join(dirname(part), "_rels", basename(part) + ".rels")
    found: dict[str, str] = {}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship" and attributes.get("Type", "").endswith("/hyperlink"):
            found[attributes.get("Id", "")] = attributes.get("Target", "")

    if relations in walk.parts:
        walk.run(relations, without_prefix(start))
    return found


def _targets(walk: XmlWalk) -> dict[str, tuple[str, str]]:
    """Give the parts that the workbook relates to, by the id of the relation: kind, and name of the part."""
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = normpath(join("/xl", attributes.get("Target", ""))).lstrip("/")
            found[attributes.get("Id", "")] = kind, target

    walk.run("xl/_rels/workbook.xml.rels", without_prefix(start))
    return found


def _sheets(walk: XmlWalk) -> tuple[list[tuple[str, str, bool]], bool]:
    """Give the name and the relation of each sheet, whether it is hidden; and whether days count from 1904."""
    found: list[tuple[str, str, bool]] = []
    since_1904 = False

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal since_1904
        if tag == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            found.append((attributes.get("name", ""), relation, attributes.get("state", "visible") != "visible"))
        elif tag == "workbookPr":
            since_1904 = attributes.get("date1904") in {"1", "true"}

    walk.run("xl/workbook.xml", without_prefix(start))
    return found, since_1904


def _read_shared(walk: XmlWalk, part: str, shared: list[str], refuse_long: Callable[[int], None]) -> None:
    pieces: list[str] = []
    length = phonetic = 0
    is_text = False

    def start(tag: str, _: Mapping[str, str]) -> None:
        nonlocal length, is_text, phonetic
        if tag == "si":
            pieces.clear()
            length = 0
        elif tag == "rPh":
            phonetic += 1
        is_text = tag == "t" and not phonetic

    def text(characters: str) -> None:
        nonlocal length
        if is_text:
            length += len(characters)
            refuse_long(length)
            pieces.append(characters)

    def end(name: str) -> None:
        nonlocal is_text, phonetic
        tag = name.rpartition(":")[2]
        is_text = False
        if tag == "si":
            shared.append("".join(pieces))
        elif tag == "rPh":
            phonetic -= 1

    walk.run(part, without_prefix(start), text, end)


def _formats(walk: XmlWalk) -> tuple[str, ...]:
    """Give the number format of each cell style."""
    codes: dict[str, str] = {}
    styles: list[str] = []
    is_cell_style = False

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal is_cell_style
        if tag == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag in {"cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
            is_cell_style = tag == "cellXfs"
        elif tag == "xf" and is_cell_style:
            styles.append(attributes.get("numFmtId", "0"))

    walk.run(_STYLES, without_prefix(start))
    return tuple(codes.get(style) or BUILTIN_FORMATS.get(int(style), "General") for style in styles)
