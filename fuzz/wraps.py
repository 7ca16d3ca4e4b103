"""From the bytes that are mutated to the file that is read, where a file of mutated bytes would seldom get far.

What must not live here: mutating.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from typing import Final
from xml.sax.saxutils import escape

__all__ = [
    "account_of_names",
    "as_it_is",
    "rule_of_condition",
    "sealed",
    "text_of",
    "workbook_of_cells",
    "workbook_of_sheet",
]

_SHEET: Final = "xl/worksheets/sheet1.xml"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS: Final = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/{_SHEET}" ContentType="{_TYPES}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
    '<sheets><sheet name="accounts" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
_RULE: Final = """\
id: page/passed-on
subject: account
modality: must
clauses: [bylaw/1]
title: {vi: t, en: t}
message: {vi: m, en: m}
remedy: {vi: r, en: r}
violated_when: """
_NAME_PARTS: Final = (
    ("holder", "legal_name"),
    ("profile", "display_name"),
    ("", "url"),
    ("", "handle"),
    ("", "platform"),
)


def as_it_is(data: bytes) -> bytes:
    """Give the input unchanged."""
    return data


def text_of(data: bytes) -> str:
    """Read the input as text, whatever bytes it has."""
    return data.decode("utf-8", "replace")


def workbook_of_sheet(data: bytes) -> bytes:
    """Put the XML of a sheet into a workbook."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, text)
        archive.writestr(_SHEET, data)
    return stream.getvalue()


def workbook_of_cells(data: bytes) -> bytes:
    """Put the cells of a CSV text into a workbook, as far as it can be read."""
    try:
        rows = list(csv.reader(io.StringIO(text_of(data), newline=""), delimiter=","))
    except csv.Error:
        rows = []
    lines = "".join(f"<row>{''.join(_cell(value) for value in row)}</row>" for row in rows)
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'
    return workbook_of_sheet(sheet.encode("utf-8", "replace"))


def _cell(value: str) -> str:
    if value.isascii() and value.isdigit():
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def rule_of_condition(data: bytes) -> bytes:
    """Put a condition into a rule that is healthy otherwise."""
    # A JSON string is a YAML string.
    return (_RULE + json.dumps(text_of(data).removesuffix("\n")) + "\n").encode()


def account_of_names(data: bytes) -> bytes:
    """Put lines into an account: legal name, display name, address, handle, platform."""
    account: dict[str, object] = {"id": "n", "kind": "social_profile"}
    for (part, key), line in zip(_NAME_PARTS, text_of(data).split("\n"), strict=False):
        within = account.setdefault(part, {"id": "h"} if part == "holder" else {}) if part else account
        if isinstance(within, dict):
            within[key] = line
    return json.dumps(account).encode()


def sealed(data: bytes) -> bytes:
    """Give a record the seal that its changed text asks for, or every reader would stop at the seal."""
    try:
        record = json.loads(data)
        if not isinstance(record, dict) or "seal" not in record:
            return data
        rest = {key: value for key, value in record.items() if key != "seal"}
        line = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    except (ValueError, RecursionError):
        return data
    digest = hashlib.sha256(f"{line}\n".encode("utf-8", "surrogatepass")).hexdigest()
    record["seal"] = f"sha256:{digest}"
    return json.dumps(record, sort_keys=True, indent=2).encode()
