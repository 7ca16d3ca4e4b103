"""The columns of a register kept as a table, from the table of fields, and what a column holds by its name.

What must not live here: the words that may stand in a cell (`words`), and which fields there are (`model.fields`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from qd85rules.model.fields import FIELDS
from qd85rules.model.paths import SECTION, fields_of
from qd85rules.model.sections import SECTIONS

if TYPE_CHECKING:
    from qd85rules.model.spec import Field, FieldKind

__all__ = [
    "ACCOUNT_COLUMNS",
    "LISTS",
    "Column",
    "ColumnUse",
    "ListTable",
    "column_names",
    "find_column",
    "find_list",
    "folded",
]


@dataclass(frozen=True, slots=True)
class Column:
    """One field and the names that a column for it may have; the first name is the one that templates use.

    `words` names the table of words that its cells may have.
    """

    path: str
    kind: FieldKind | Literal["list"]
    vi: tuple[str, ...]
    en: tuple[str, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class ListTable:
    """A list inside an account: a sheet of its own, or numbered columns."""

    key: str
    vi: tuple[str, ...]
    en: tuple[str, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What a named column holds; `index` counts from 0 where it belongs to one item of a list."""

    column: Column
    list_key: str | None = None
    index: int | None = None
    is_day_first: bool = False

    @property
    def identity(self) -> tuple[str | None, int | None, str]:
        """What no two columns may share."""
        return self.list_key, self.index, self.column.path


def _column(field: Field) -> Column:
    section = SECTION[field.section]
    path = field.key if section.is_list or not section.key else field.name
    words = "yes_no" if field.kind == "yes_no" else field.name
    return Column(path, field.kind, _alternatives(field.columns.vi), _alternatives(field.columns.en), words)


def _alternatives(names: str) -> tuple[str, ...]:
    return tuple(names.split(" | "))


ACCOUNT_COLUMNS: Final = (
    *(_column(field) for field in FIELDS if not SECTION[field.section].is_list),
    *(
        Column(section.key, "list", _alternatives(section.columns.vi), _alternatives(section.columns.en))
        for section in SECTIONS
        if section.columns is not None
    ),
)

LISTS: Final = tuple(
    ListTable(
        section.key,
        _alternatives(section.sheets.vi),
        _alternatives(section.sheets.en),
        tuple(_column(field) for field in fields_of(section)),
    )
    for section in SECTIONS
    if section.sheets is not None
)

_LIST_BY_KEY: Final = {table.key: table for table in LISTS}
_DOTTED: Final = re.compile(r"(?P<list>[a-z]+)\.(?P<index>[0-9]{1,3})\.(?P<field>[a-z_]+)")
_NUMBERED: Final = re.compile(r"(?P<list>.+?) (?P<number>[1-9][0-9]{0,2}) (?P<field>.+)")
_DATE_ORDER: Final = re.compile(
    r"[\s(\[]*(?:(?P<day_first>d{1,2}\s?[/.-]\s?m{1,2}\s?[/.-]\s?y{2,4}|ngày\s?/\s?tháng\s?/\s?năm)"
    r"|y{2,4}\s?-\s?m{1,2}\s?-\s?d{1,2})[\s)\]]*$",
    re.IGNORECASE,
)


@cache
def folded(name: str) -> str:
    """Reduce a name to letters without marks and digits, so that spelling habits do not matter.

    Tone marks stand in different places in `khóa` and `khoá`, and many sheets have none at all.
    """
    letters = unicodedata.normalize("NFD", name.casefold()).replace("đ", "d")
    kept = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
    return " ".join(re.findall(r"[^\W_]+", kept))


def find_column(name: str, table: str | None = None) -> ColumnUse | None:
    """Tell what a column holds by its name; `table` is a list's key where the table has rows for that list.

    A date column says `(dd/mm/yyyy)` in its name where its dates are not ISO 8601.
    """
    name = unicodedata.normalize("NFC", name).strip()
    order = _DATE_ORDER.search(name)
    is_day_first = order is not None and order["day_first"] is not None
    if order is not None:
        name = name[: order.start()]
    if table is None and (match := _DOTTED.fullmatch(name)):
        column = _columns_by_name(match["list"]).get(folded(match["field"])) if match["list"] in _LIST_BY_KEY else None
        return None if column is None else ColumnUse(column, match["list"], int(match["index"]), is_day_first)
    plain = folded(name)
    if column := _columns_by_name(table).get(plain):
        return ColumnUse(column, table, None, is_day_first)
    if table is None and (match := _NUMBERED.fullmatch(plain)) and (key := _list_names().get(match["list"])):
        column = _columns_by_name(key).get(match["field"])
        return None if column is None else ColumnUse(column, key, int(match["number"]) - 1, is_day_first)
    return None


def find_list(name: str) -> str | None:
    """Tell which list a sheet of this name holds."""
    return _list_names().get(folded(name))


def column_names(table: str | None = None) -> list[str]:
    """Give every name that a column may have, for suggestions."""
    columns = ACCOUNT_COLUMNS if table is None else _LIST_BY_KEY[table].columns
    return [name for column in columns for name in (column.path, *column.vi, *column.en)]


@cache
def _columns_by_name(table: str | None) -> dict[str, Column]:
    columns = ACCOUNT_COLUMNS if table is None else _LIST_BY_KEY[table].columns
    return {folded(name): column for column in columns for name in (column.path, *column.vi, *column.en)}


@cache
def _list_names() -> dict[str, str]:
    return {folded(name): table.key for table in LISTS for name in (table.key, *table.vi, *table.en)}
