"""Accounts of tables without a column of ids: a page for each row, or for each platform of a person's row, with an id.

An id is `CODE/PLATFORM`, and `CODE/PLATFORM/HANDLE` where a person has several pages there; it does not change when
rows move. Without a code of the person it begins with a digest of name and unit, because reports do not mask ids.

What must not live here: reading cells (`cells`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.diagnostics import Diagnostic
from qd85rules.core.text import composed, shortened
from qd85rules.intake.addresses import ReadAddress, platform_of_address
from qd85rules.intake.tableview import Found
from qd85rules.knowledge.addresses.page_key import page_keys
from qd85rules.wording import cells as say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qd85rules.intake.grid import Row
    from qd85rules.intake.tableview import RowData, TableReading, TableView

_OF_PERSON: Final = frozenset({"id", "holder", "declaration", "labels"})
_DIGEST: Final = 10


@dataclass(slots=True)
class _Page:
    """One page on its way to an account: what is its own, beside what it shares with the person's other pages."""

    row: Row
    found: RowData
    code: str
    platform: str
    own: dict[str, Any]
    cells: dict[tuple[str | int, ...], int]


def pages_of(view: TableView, rows: Sequence[tuple[Row, RowData]], reading: TableReading) -> Iterator[Found]:
    """Make accounts of rows, once all of the table are there."""
    pages: list[_Page] = []
    for row, found in rows:
        code = _code(view, row, found, reading)
        if code is None:
            continue
        own = _by_person(row, found, code) if view.layout.is_by_person else [_single(row, found, code)]
        if any(not page.platform for page in own):
            reading.report([_no_page(view, row)])
            continue
        if not own:
            reading.notes.add("people-without-pages", view.sheet.span_of(row, 0))
        elif len(own) > 1 and (problem := _one_value(view, row, found, len(own))) is not None:
            reading.report([problem])
            continue
        pages += own
    counted = Counter((page.code, page.platform) for page in pages)
    for page in pages:
        data = deepcopy(page.found.data)
        base = f"{page.code}/{page.platform}"
        made = f"{base}/{_handle(page)}" if counted[page.code, page.platform] > 1 else base
        data.update(page.own)
        data["id"] = made
        place = page.cells.get(("id",), page.found.cells.get(("id",), next(iter(page.row.filled()), 0)))
        if reading.settings.id is None:
            reading.notes.add(
                "ids-made", view.sheet.span_of(page.row, place), made if not page.code.startswith("p-") else ""
            )
        cells = {**page.found.cells, **page.cells, ("id",): place}
        yield Found(data, page.row, cells, view, tuple(page.found.unknown))


def _code(view: TableView, row: Row, found: RowData, reading: TableReading) -> str | None:
    """Give the person's code; a digest where the row has none; report a row that tells no person."""
    holder = found.data.setdefault("holder", {})
    if isinstance(given := found.data.pop("id", None), str):
        holder.setdefault("id", given)
        found.cells.setdefault(("holder",), found.cells["id",])
        found.cells.setdefault(("holder", "id"), found.cells["id",])
    if isinstance(code := holder.get("id"), str):
        return code
    name = holder.get("legal_name")
    if not isinstance(name, str):
        message = say.ROW_HAS_NEITHER_PERSON_CODE
        cure = say.WRITE_CODE_NAME_INTO_ROW
        span = view.sheet.span_of(row, next(iter(row.filled()), 0))
        reading.report([Diagnostic("missing-key", message, span, cure, path=("id",))])
        return None
    if not holder:
        del found.data["holder"]
    told = " ".join(composed(f"{name}\n{holder.get('unit', '')}").casefold().split(" "))
    if reading.settings.id is None:
        reading.notes.add("ids-from-names", view.sheet.span_of(row, next(iter(row.filled()), 0)))
    return "p-" + hashlib.sha256(told.encode()).hexdigest()[:_DIGEST]


def _single(row: Row, found: RowData, code: str) -> _Page:
    platform = found.data.get("platform") or platform_of_address(str(found.data.get("url", ""))) or ""
    return _Page(row, found, code, str(platform).casefold(), {}, {})


def _by_person(row: Row, found: RowData, code: str) -> list[_Page]:
    """Give the pages that the columns of platforms state; a cell with two addresses states two."""
    pages: list[_Page] = []
    for platform, fields in found.pages.items():
        address, column = fields.get("url", (ReadAddress(), next(iter(fields.values()))[1]))
        if address.is_none and len(fields) == 1:
            continue
        for url in address.urls or (None,):
            own: dict[str, Any] = {"platform": platform}
            cells: dict[tuple[str | int, ...], int] = {("id",): column, ("platform",): column, ("url",): column}
            if url is not None:
                own["url"] = url
            if address.handle is not None:
                own["handle"] = address.handle
                cells["handle",] = column
            for path, (value, number) in fields.items():
                if path != "url":
                    _set(own, found.data, path, value)
                    cells[tuple(path.split("."))] = number
            pages.append(_Page(row, found, code, platform, own, cells))
    if isinstance(found.data.get("platform") or found.data.get("url"), str):
        pages.append(_single(row, found, code))
    return pages


def _set(own: dict[str, Any], shared: dict[str, Any], path: str, value: object) -> None:
    first, _, rest = path.partition(".")
    if rest:
        own.setdefault(first, dict(shared.get(first, {})))[rest] = value
    else:
        own[first] = value


def _handle(page: _Page) -> str:
    """Give what tells a page from the person's others on the platform."""
    stated = {**page.found.data, **page.own}
    url, handle = stated.get("url"), stated.get("handle")
    keys = sorted(page_keys(url, page.platform, handle))
    named = next((key for key in keys if not key.startswith("https:")), None)
    if named is not None:
        return named.partition(":")[2]
    return keys[0].removeprefix("https://") if keys else hashlib.sha256(str(url).encode()).hexdigest()[:_DIGEST]


def _one_value(view: TableView, row: Row, found: RowData, pages: int) -> Diagnostic | None:
    """Tell of a value that only one of several pages can have."""
    for key in found.data:
        if key in _OF_PERSON:
            continue
        column = found.cells[key,]
        name = shortened(view.layout.names[column])
        message = say.COLUMN_HAS_ONE_VALUE_ROW.filled(name=name, pages=pages)
        cure = say.A_ROW_EACH
        return Diagnostic("one-value-many-pages", message, view.sheet.span_of(row, column), cure)
    return None


def _no_page(view: TableView, row: Row) -> Diagnostic:
    message = say.ROW_HAS_NO_ID_NEITHER
    cure = say.WRITE_PLATFORM_ADDRESS_PAGE
    return Diagnostic("missing-key", message, view.sheet.span_of(row, next(iter(row.filled()), 0)), cure, path=("id",))
