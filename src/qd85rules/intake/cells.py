"""From the cells of one row to the plain values of one account.

What must not live here: where the cells come from (`csvfile`, `xlsxfile`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from qd85rules.core.diagnostics import TOLD_OF_FILE, Diagnostic, Span, suggestion
from qd85rules.core.text import Text
from qd85rules.intake.columns import LISTS, Column, ColumnUse, column_names, find_column
from qd85rules.intake.words import NEVER_WORDS, NONE_WORDS, is_word, word_value
from qd85rules.source.decoding import problem, shown
from qd85rules.source.jsontree import JsonValues
from qd85rules.source.sourcetree import SourceText

__all__ = ["Layout", "RowData", "count_known", "read_header"]

_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})([T ][0-9].*)?")
_SEPARATORS: Final = re.compile(r"[;,|\n]")

_Path = tuple[str | int, ...]
_SpanOf = Callable[[int], Span]


@dataclass(slots=True)
class RowData:
    """What one row says: the values, the cell of each, and what is wrong with cells."""

    data: dict[str, Any] = field(default_factory=dict)
    cells: dict[_Path, int] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column holds what; `uses` has `None` for a column that is left out."""

    uses: tuple[ColumnUse | None, ...]
    named: tuple[bool, ...]

    def has(self, path: str) -> bool:
        """Tell whether a field has a column."""
        return any(use is not None and use.column.path == path and use.index is None for use in self.uses)

    def read(self, cells: Sequence[str], span_of: _SpanOf) -> RowData:
        """Read one row; `span_of` gives the place of a cell by its number."""
        row = RowData()
        items: dict[tuple[str, int], dict[str, tuple[Any, int]]] = {}
        for number, text in enumerate(cells):
            use = self.uses[number] if number < len(self.uses) else None
            text = text.strip()  # noqa: PLW2901 - blanks at either end mean nothing in a table
            if use is None:
                if text and not (number < len(self.named) and self.named[number]):
                    row.problems.append(_without_column(span_of(number)))
                continue
            value = _cell_value(use, text, row, partial(span_of, number)) if text else None
            if use.list_key is not None and use.index is not None:
                if value is not None:
                    items.setdefault((use.list_key, use.index), {})[use.column.path] = value, number
            else:
                _put(row, tuple(use.column.path.split(".")), value, number)
        for (key, _), fields in sorted(items.items()):
            _put_item(row, key, fields)
        return row


def count_known(names: Sequence[str], table: str | None = None) -> int:
    """Count the names that are names of columns."""
    return sum(find_column(name, table) is not None for name in names if name.strip())


def read_header(
    names: Sequence[str], span_of: _SpanOf, table: str | None = None, extra: Sequence[str] = ()
) -> tuple[Layout, list[Diagnostic]]:
    """Tell which column holds what, and what is wrong with the names.

    A name that is not known, or that two columns share, leaves its columns out: what they say stays unknown.
    """
    problems: list[Diagnostic] = []
    uses: list[ColumnUse | None] = []
    first: dict[object, int] = {}
    for number, name in enumerate(names):
        use = find_column(name, table) if name.strip() else None
        uses.append(use)
        if use is None:
            if name.strip() and name not in extra:
                # Of more problems than these nobody is told but the number.
                known = column_names(table) if len(problems) < TOLD_OF_FILE else ()
                problems.append(_unknown_column(name, span_of(number), known))
        elif (earlier := first.setdefault(use.identity, number)) != number:
            problems.append(_same_column(name, names[earlier], span_of(number)))
            uses[number] = uses[earlier] = None
    for key in (table.key for table in LISTS):
        whole = [n for n, use in enumerate(uses) if use is not None and use.column.path == key and use.list_key is None]
        parts = [n for n, use in enumerate(uses) if use is not None and use.list_key == key and use.index is not None]
        if whole and parts:
            problems.append(_same_column(names[whole[0]], names[parts[0]], span_of(whole[0])))
            both = {*whole, *parts}
            uses = [None if number in both else use for number, use in enumerate(uses)]
    return Layout(tuple(uses), tuple(bool(name.strip()) for name in names)), problems


def _put(row: RowData, path: tuple[str, ...], value: object, number: int) -> None:
    for depth in range(1, len(path) + 1):
        row.cells.setdefault(path[:depth], number)
    if value is None:
        return
    into = row.data
    for key in path[:-1]:
        into = into.setdefault(key, {})
    into[path[-1]] = value


def _put_item(row: RowData, key: str, fields: dict[str, tuple[Any, int]]) -> None:
    items = row.data.setdefault(key, [])
    place: _Path = (key, len(items))
    items.append({name: value for name, (value, _) in fields.items()})
    for name, (_, number) in fields.items():
        row.cells.setdefault((key,), number)
        row.cells.setdefault(place, number)
        row.cells[*place, name] = number


def _cell_value(use: ColumnUse, text: str, row: RowData, span: Callable[[], Span]) -> Any:  # noqa: ANN401 - any shape
    kind = use.column.kind
    match kind:
        case "text" | "identifier" | "address":
            return text
        case "date" | "event" | "deadline":
            if kind == "event" and is_word(NEVER_WORDS, text):
                return "never"
            return _iso(text) if use.is_day_first else text
        case "list":
            return [] if is_word(NONE_WORDS, text) else _json(text, row, span, use)
        case "choices" | "texts":
            if text.startswith("["):
                return _json(text, row, span, use)
            words = [] if is_word(NONE_WORDS, text) else [part.strip() for part in _SEPARATORS.split(text)]
            return [_word(use.column, word) if kind == "choices" else word for word in words if word]
        case _:
            return _word(use.column, text)


def _word(column: Column, text: str) -> str | bool:
    """Give what a word means; a word that is not known stays, for the account model to refuse."""
    value = word_value(column.words, text)
    return text if value is None else value


def _iso(text: str) -> str:
    match = _DAY_FIRST.fullmatch(text)
    return text if match is None else f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}{match[4] or ''}"


def _json(text: str, row: RowData, span: Callable[[], Span], use: ColumnUse) -> Any:  # noqa: ANN401 - any shape
    source = SourceText(text)
    value, end, found = JsonValues().read(source, 0)
    if end is not None and text[end:].strip():
        found = [(end, problem("json-syntax", "thừa chữ sau giá trị", "extra data", source.span(end)))]
    help_text = Text("viết một danh sách JSON, ví dụ `[]`", "write a JSON list, such as `[]`")
    for _, diagnostic in found[:1]:
        vi, en = diagnostic.message.vi, diagnostic.message.en
        told = problem("cell-not-json", f"trong ô: {vi}", f"in the cell: {en}", span(), help=help_text)
        row.problems.append(replace(told, path=tuple(use.column.path.split("."))))
    return None if found else value


def _without_column(span: Span) -> Diagnostic:
    message = ("ô này nằm dưới cột không có tên", "this cell stands below no column name")
    return problem("cell-without-column", *message, span)


def _unknown_column(name: str, span: Span, known: Sequence[str]) -> Diagnostic:
    word = shown(name)
    message = (f"không có cột `{word}`", f"unknown column `{word}`")
    return problem("unknown-column", *message, span, help=suggestion(name.strip(), known))


def _same_column(name: str, other: str, span: Span) -> Diagnostic:
    word, earlier = shown(name), shown(other)
    return problem(
        "duplicate-column",
        f"cột `{word}` trùng với cột `{earlier}`; cả hai bị bỏ qua",
        f"column `{word}` says the same as column `{earlier}`; both are left out",
        span,
        help=Text("giữ lại một cột", "keep one of them"),
    )
