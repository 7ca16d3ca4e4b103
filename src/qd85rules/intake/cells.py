"""From the cells of one row to plain values: what each cell says in the sense of its column, or what is wrong with it.

What must not live here: which column holds what (`layout`), where rows come from (`sheets`), making accounts of rows
(`tables`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal

from qd85rules.core.diagnostics import Diagnostic
from qd85rules.intake.addresses import names_platforms, platform_of, read_address
from qd85rules.intake.cellproblems import CellProblemError, refuse, without_column
from qd85rules.intake.dates import Numbered, day_in, is_day, ordered
from qd85rules.intake.namecells import name_in
from qd85rules.intake.tableview import MISSING, CellPath, RowData, SaysNothing
from qd85rules.intake.words import (
    NEVER_WORDS,
    NONE_WORDS,
    is_blank_mark,
    is_error_word,
    is_no,
    is_repeat,
    is_unknown,
    is_word,
    several_roles,
    word_value,
)
from qd85rules.source.jsontree import JsonValues
from qd85rules.source.sourcetree import SourceText
from qd85rules.wording import cells as say
from qd85rules.wording.files import in_column

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qd85rules.core.diagnostics import Span
    from qd85rules.intake.columns import ColumnUse
    from qd85rules.intake.dates import DateOrder
    from qd85rules.intake.grid import CellKind, Row
    from qd85rules.intake.layout import Layout
    from qd85rules.intake.notes import Notes

_APART: Final = re.compile(r"[;,|\n/+]|\s[-–]\s|\bvà\b|\bkiêm\b", re.IGNORECASE)
_BETWEEN_TEXTS: Final = re.compile(r"[;,|\n]")
_WRAPPED: Final = re.compile(r'="(.*)"', re.DOTALL)
_SCIENTIFIC: Final = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{1,3}", re.IGNORECASE)
_ZONED: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.,]+ ?(?:Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?)", re.IGNORECASE
)
_SERIAL: Final = re.compile(r"[1-9][0-9]{4}(?:\.[0-9]+)?")
_UNSEEN: Final = re.compile("[\u00a0\u200b-\u200f\u2060\ufeff\u00ad]")
_INVISIBLE: Final = re.compile("[\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad]")
_REMEMBERED: Final = 5_000
_BY_TEXT_ALONE: Final = frozenset({"text", "yes_no", "choice", "choices", "date", "event"})
"""Kinds of columns whose cells say the same in every row; names and addresses depend on other cells of theirs."""


@dataclass(slots=True)
class _Cell:
    """One cell on its way: what it shows, what it is, and where its link leads."""

    text: str
    kind: CellKind | None
    link: str | None
    use: ColumnUse
    name: str
    span: Callable[[], Span]


class Cells:
    """Reads the rows of one table, in order; `orders` has, for columns of dates, the order of day and month.

    `any` stands where it is not known and the rows are left out for it.
    """

    def __init__(
        self,
        layout: Layout,
        orders: Mapping[int, DateOrder | Literal["any"]],
        span_of: Callable[[Row, int], Span],
        notes: Notes,
    ) -> None:
        self._layout = layout
        self._orders = orders
        self._span_of = span_of
        self._notes = notes
        self._above: dict[int, str] | None = None
        self._plain: list[dict[str, Any]] = [{} for _ in layout.uses]

    def read(self, row: Row) -> RowData:
        """Read one row."""
        found = RowData()
        items: dict[tuple[str, int], dict[str, tuple[Any, int]]] = {}
        roles: list[tuple[str, int]] = []
        said: dict[int, str] = {}
        for number, raw in enumerate([*row.cells, *[""] * (len(self._layout.uses) - len(row.cells))]):
            use = self._layout.uses[number] if number < len(self._layout.uses) else None
            text, kind = raw.strip(), row.kinds.get(number)
            if use is None:
                if (text or kind) and self._is_nameless(number):
                    found.problems.append(without_column(self._span_of(row, number)))
                continue
            if not text and kind is None:
                if use.value is None:
                    self._place(found, items, use, MISSING, number)
                continue
            span = partial(self._span_of, row, number)
            plain = self._plain[number]
            if kind is None and text in plain and number not in row.links:
                said[number], value = text, plain[text]
                self._take(found, items, roles, use, list(value) if isinstance(value, list) else value, number)
                continue
            cell = _Cell(text, kind, row.links.get(number), use, self._layout.names[number], span)
            before = self._notes.total
            try:
                said[number] = cell.text = self._repeated(cell, number)
                value = self._value(cell, number, found)
            except CellProblemError as error:
                found.problems.append(error.told(cell.name, cell.text, use, cell.span()))
                continue
            # What a cell says is the same in the next row, where nothing but its text made it so.
            is_plain = kind is None and self._notes.total == before and not found.problems and not row.links
            is_alike = use.column.kind in _BY_TEXT_ALONE and not use.column.is_name
            if is_plain and is_alike and len(plain) < _REMEMBERED:
                plain[text] = value
            self._take(found, items, roles, use, value, number)
        self._above = said
        for (key, _), fields in sorted(items.items()):
            self._put_item(found, key, fields)
        if roles:
            self._put_roles(found, roles)
        return found

    def _take(
        self,
        found: RowData,
        items: dict[tuple[str, int], dict[str, tuple[Any, int]]],
        roles: list[tuple[str, int]],
        use: ColumnUse,
        value: object,
        number: int,
    ) -> None:
        if use.value is None:
            self._place(found, items, use, value, number)
        elif value is True:
            roles.append((use.value, number))

    def _is_nameless(self, number: int) -> bool:
        states = self._layout.states
        return number >= len(states) or states[number] == "blank"

    def _place(
        self,
        found: RowData,
        items: dict[tuple[str, int], dict[str, tuple[Any, int]]],
        use: ColumnUse,
        value: object,
        number: int,
    ) -> None:
        if use.platform is not None:
            if value is not MISSING:
                found.pages.setdefault(use.platform, {})[use.column.path] = value, number
        elif use.list_key is not None and use.index is not None:
            if value is not MISSING:
                items.setdefault((use.list_key, use.index), {})[use.column.path] = value, number
        else:
            found.put(tuple(use.column.path.split(".")), value, number)

    @staticmethod
    def _put_item(found: RowData, key: str, fields: dict[str, tuple[Any, int]]) -> None:
        items = found.data.setdefault(key, [])
        place: CellPath = (key, len(items))
        items.append({name: value for name, (value, _) in fields.items()})
        for name, (_, number) in fields.items():
            found.cells.setdefault((key,), number)
            found.cells.setdefault(place, number)
            found.cells[*place, name] = number

    def _put_roles(self, found: RowData, roles: list[tuple[str, int]]) -> None:
        stated = found.data.get("holder", {}).get("roles") or []
        found.put(("holder", "roles"), list(dict.fromkeys([*stated, *(role for role, _ in roles)])), roles[0][1])

    def _repeated(self, cell: _Cell, number: int) -> str:
        """Give what a cell says, without what programs put around it; that of the one above where it says so."""
        text = cell.text
        if cell.kind in {"error", "no_value"} or is_error_word(text):
            refuse("no-value" if cell.kind == "no_value" else "error")
        if match := _WRAPPED.fullmatch(text):
            text = match[1].strip()
        if text.startswith(("'", "’")) and len(text) > 1 and not is_repeat(text):
            self._notes.add("apostrophes", cell.span())
            text = text[1:].strip()
        if cell.kind is None and is_repeat(text):
            if self._above is None or number not in self._above or cell.use.column.path == "id":
                refuse("nothing-above")
            self._notes.add("cells-repeated", cell.span())
            text = self._above[number]
        return text

    def _value(self, cell: _Cell, number: int, found: RowData) -> Any:  # noqa: ANN401 - any shape
        use, text = cell.use, cell.text
        if cell.kind is None and (is_blank_mark(text) or is_unknown(text)):
            if is_unknown(text) and use.column.kind == "event":
                found.unknown.append(tuple(use.column.path.split(".")))
            return self._nothing(cell)
        if use.value is not None:
            return self._word(cell, "yes_no")
        match use.column.kind:
            case "identifier" | "text":
                return self._text(cell, found)
            case "address":
                return self._address(cell, found, number)
            case "date" | "event" | "deadline":
                return self._date(cell, number)
            case "list":
                return [] if is_word(NONE_WORDS, text) else _json(cell, found)
            case "choices":
                return self._choices(cell, found)
            case "texts":
                return self._texts(cell, found)
            case _:
                return self._word(cell, use.column.words)

    def _nothing(self, cell: _Cell) -> SaysNothing:
        self._notes.add("cells-not-recorded", cell.span(), f"«{cell.text[:20]}»")
        return MISSING

    def _text(self, cell: _Cell, found: RowData) -> str | SaysNothing:
        column, text = cell.use.column, cell.text
        if cell.kind == "unshown" or (column.kind == "identifier" and _SCIENTIFIC.fullmatch(text)):
            refuse("digits-lost")
        if cell.kind == "bool":
            refuse("not-text")
        if cell.kind == "date" and column.kind == "identifier":
            refuse("date-for-text")
        if column.is_name:
            return self._name(cell, found)
        if column.kind == "identifier":
            if column.path != "id" and is_no(text):
                return self._nothing(cell)
            return text
        text = self._visible(cell)
        if is_no(text) or text.casefold() in {"x", "0"}:
            return self._nothing(cell)
        if column.path == "platform":
            if names_platforms(text) > 1:
                refuse("several-platforms")
            return platform_of(text)
        return text

    def _visible(self, cell: _Cell) -> str:
        """Give a text without characters that nobody sees."""
        if _UNSEEN.search(cell.text) is None:
            return cell.text
        text = _INVISIBLE.sub("", cell.text)
        if text != cell.text:
            self._notes.add("invisible-characters", cell.span())
        return text.replace("\u00a0", " ")

    def _name(self, cell: _Cell, found: RowData) -> str | SaysNothing:
        is_legal = cell.use.column.path == "holder.legal_name"
        legal = "" if is_legal else str(found.data.get("holder", {}).get("legal_name", ""))
        name, has_remark = name_in(self._visible(cell), is_legal=is_legal, legal=legal)
        if has_remark:
            self._notes.add("remarks-taken-off", cell.span())
        return self._nothing(cell) if name is None else name

    def _address(self, cell: _Cell, found: RowData, number: int) -> Any:  # noqa: ANN401 - an address, or a whole page
        if cell.kind in {"date", "bool"}:
            refuse("not-an-address")
        read = read_address(cell.text, cell.link, cell.use.platform or found.data.get("platform"))
        if read.problem is not None:
            refuse(read.problem)
        if read.is_link:
            self._notes.add("links-followed", cell.span())
        if read.has_remark:
            self._notes.add("remarks-taken-off", cell.span())
        if cell.use.platform is not None:
            return read
        if len(read.urls) > 1:
            refuse("several-addresses")
        if read.handle is not None:
            found.data.setdefault("handle", read.handle)
            found.cells.setdefault(("handle",), number)
        if not read.urls:
            return MISSING if read.handle is not None else self._nothing(cell)
        return read.urls[0]

    def _date(self, cell: _Cell, number: int) -> str | SaysNothing:
        column, text = cell.use.column, cell.text
        if cell.kind != "date":
            if is_word(NEVER_WORDS, text):
                return "never" if column.kind == "event" else self._nothing(cell)
            if cell.kind in {"number", "unshown"} and len(text) != len("20240301"):
                refuse("serial" if _SERIAL.fullmatch(text) else "not-a-day")
        if _ZONED.fullmatch(text):
            # Which day it is depends on the zone: the model tells of it, as in every other format.
            return text
        day = day_in(text)
        if isinstance(day, Numbered):
            day = self._ordered(cell, day, number)
        if day is None:
            refuse("not-a-day")
        if not is_day(day):
            refuse("impossible-day")
        if len(day) > len("2024-03-01"):
            if not re.fullmatch(r"0{1,2}[:h]00(?::00(?:\.0+)?)?", day[11:]):
                self._notes.add("times-taken-off", cell.span())
            return day[:10]
        return day

    def _ordered(self, cell: _Cell, day: Numbered, number: int) -> str:
        order: DateOrder | Literal["any"] | None = self._orders.get(number)
        if order is None or order == "ymd":
            if day.first == day.second:
                order = "dmy"
            else:
                refuse("which-order")
        if day.is_short:
            self._notes.add("years-of-two-digits", cell.span())
        if day.has_time:
            self._notes.add("times-taken-off", cell.span())
        if order == "any":
            # The row is left out, and told of, because of its column; a day that no calendar has is told all the same.
            first = ordered(day, "dmy")
            return first if is_day(first) else ordered(day, "mdy")
        return ordered(day, order)

    def _choices(self, cell: _Cell, found: RowData) -> Any:  # noqa: ANN401 - a list, or what JSON gives
        text, column = cell.text, cell.use.column
        if text.startswith("["):
            return _json(cell, found)
        if is_word(NONE_WORDS, text):
            return []
        values: list[str] = []
        whole = word_value(column.words, text)
        for part in [text] if whole is not None else _APART.split(text):
            if part.strip():
                value = word_value(column.words, part)
                if value is None and (several := several_roles(part)):
                    values += several
                elif value is None:
                    refuse("unknown-word")
                else:
                    values.append(str(value))
        return list(dict.fromkeys(values))

    def _texts(self, cell: _Cell, found: RowData) -> Any:  # noqa: ANN401 - a list, or what JSON gives
        if cell.text.startswith("["):
            return _json(cell, found)
        parts = [part.strip() for part in _BETWEEN_TEXTS.split(self._visible(cell))]
        return [] if is_word(NONE_WORDS, cell.text) else [part for part in parts if part]

    @staticmethod
    def _word(cell: _Cell, words: str) -> str | bool:
        value = word_value(words, cell.text)
        if value is None:
            refuse("unknown-word")
        return value


def _json(cell: _Cell, found: RowData) -> Any:  # noqa: ANN401 - any shape
    if not cell.text.startswith(("[", "{")):
        refuse("list-in-words")
    source = SourceText(cell.text)
    value, end, problems = JsonValues().read(source, 0)
    if end is not None and cell.text[end:].strip():
        problems = [(end, Diagnostic("json-syntax", say.EXTRA_DATA, source.span(end)))]
    cure = say.WRITE_JSON_LIST_SUCH
    for _, diagnostic in problems[:1]:
        told = Diagnostic("cell-not-json", in_column(cell.name, diagnostic.message), cell.span(), help=cure)
        found.problems.append(replace(told, path=tuple(cell.use.column.path.split("."))))
    return None if problems else value
