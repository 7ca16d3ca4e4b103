"""From the name of a column to what it holds: by its name, by a mapping, as a platform's or a role's own column.

What must not live here: the words that may stand in a cell (`words`), which fields there are (`model.fields`), and
what is wrong with the names of one table together (`layout`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from qd85rules.intake.folding import folded
from qd85rules.intake.words import word_value
from qd85rules.model.fields import FIELDS
from qd85rules.model.paths import SECTION, fields_of
from qd85rules.model.sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.intake.dates import DateOrder
    from qd85rules.model.spec import Field, FieldKind


@dataclass(frozen=True, slots=True)
class Column:
    """One field and the names that a column for it may have; the first name is the one that templates use.

    `words` names the table of words that its cells may have; what is personal is quoted in no error.
    """

    path: str
    kind: FieldKind | Literal["list"]
    vi: tuple[str, ...]
    en: tuple[str, ...]
    words: str = ""
    is_name: bool = False
    is_personal: bool = False


@dataclass(frozen=True, slots=True)
class ListTable:
    """A list inside an account: a sheet of its own, or numbered columns."""

    key: str
    vi: tuple[str, ...]
    en: tuple[str, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What a named column holds.

    `index` counts from 0 where it belongs to one item of a list; `platform` names the platform whose page it is of;
    `value` is what a mark in a cell of it stands for; `order` how its days are written, where its name says so.
    """

    column: Column
    list_key: str | None = None
    index: int | None = None
    order: DateOrder | None = None
    platform: str | None = None
    value: str | None = None

    @property
    def identity(self) -> tuple[str | None, int | None, str, str | None, str | None]:
        """What no two columns may share."""
        return self.list_key, self.index, self.column.path, self.platform, self.value


@dataclass(frozen=True, slots=True)
class TableSettings:
    """What the settings say of tables: columns and sheets to leave out, the order of dates, ids, what columns hold."""

    ignore: tuple[str, ...] = ()
    dates: DateOrder | None = None
    id: Literal["column", "holder+page"] | None = None
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


TABLE_DEFAULTS: Final = TableSettings()


def _column(field: Field) -> Column:
    section = SECTION[field.section]
    path = field.key if section.is_list or not section.key else field.name
    words = "in_use" if field.key == "in_use" else "yes_no" if field.kind == "yes_no" else field.name
    return Column(
        path,
        field.kind,
        _alternatives(field.columns.vi),
        _alternatives(field.columns.en),
        words,
        is_name=field.sensitive == "name",
        is_personal=field.is_personal,
    )


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

_ALSO: Final = {
    "url": ("Đường link", "Đường link trang", "Đường dẫn trang", "Địa chỉ web"),
    "holder.id": ("Mã CBCC", "Mã nhân viên", "Mã CB"),
    "holder.unit": ("Cơ quan công tác", "Cơ quan, đơn vị công tác", "Nơi công tác"),
}
"""Names that offices use beside those that the table of fields lists."""

_LIST_BY_KEY: Final = {table.key: table for table in LISTS}
_BY_PATH: Final = {column.path: column for column in ACCOUNT_COLUMNS}
_DOTTED: Final = re.compile(r"(?P<list>[a-z]+)\.(?P<index>[0-9]{1,3})\.(?P<field>[a-z_]+)")
_NUMBERED: Final = re.compile(r"(?P<list>.+?) (?P<number>[1-9][0-9]{0,2}) (?P<field>.+)")
_DATE_ORDER: Final = re.compile(
    r"[\s(\[]*(?:(?P<dmy>d{1,2}\s?[/.-]\s?m{1,2}\s?[/.-]\s?y{2,4}|ngày\s?/\s?tháng\s?/\s?năm)"
    r"|(?P<mdy>m{1,2}\s?[/.-]\s?d{1,2}\s?[/.-]\s?y{2,4}|tháng\s?/\s?ngày\s?/\s?năm)"
    r"|(?P<ymd>y{2,4}\s?[/.-]\s?m{1,2}\s?[/.-]\s?d{1,2}))[\s)\]*:]*$",
    re.IGNORECASE,
)
_REMARK: Final = re.compile(r"(?P<name>[^()\[\]]+)[(\[](?P<remark>[^()\[\]]*)[)\]][\s*:.]*")
_PLAIN_REMARKS: Final = frozenset(
    (
        *("neu co", "co khong", "bat buoc", "khong bat buoc", "x", "danh dau x", "tich x", "ghi ro"),
        *("ghi day du", "link", "url", "duong link", "duong dan", "dia chi", "theo cccd"),
        *("theo giay khai sinh", "chu in hoa", "in hoa", "viet hoa", "viet thuong", "ca nhan"),
        *("co hoac khong", "chinh chu"),
    )
)
_BEFORE_PLATFORM: Final = re.compile(
    r"(?:(?:duong )?link|duong dan|dia chi|lien ket|trang|tai khoan|tk|so dien thoai|so|sdt|mang xa hoi|mxh) "
)
_BEHIND_PLATFORM: Final = re.compile(r" (?:ca nhan|link|url|neu co)$")
_USUAL: Final = frozenset(
    (
        *("stt", "tt", "so tt", "so thu tu", "no", "chuc vu", "chuc danh", "chuc vu chuc danh"),
        *("chuc vu don vi", "ghi chu", "ghi chu khac", "ngay sinh", "nam sinh", "ngay thang nam sinh"),
        *("gioi tinh", "nam", "nu", "dan toc", "ton giao", "que quan", "noi o", "noi o hien nay"),
        *("thuong tru", "dia chi thuong tru", "dia chi lien he", "so dien thoai", "dien thoai", "sdt", "dt"),
        *("dien thoai lien he", "email", "e mail", "thu dien tu", "trinh do", "hoc van", "chuyen mon"),
        *("trinh do chuyen mon", "ly luan chinh tri", "ngay vao dang", "ngay vao dang chinh thuc"),
        *("so the dang", "so the dang vien", "cccd", "so cccd", "cmnd", "so cmnd", "cmnd cccd"),
        *("so cmnd cccd", "can cuoc", "chi bo", "chi bo sinh hoat", "dang bo", "noi sinh hoat", "ky ten"),
        *("ky nhan", "chu ky", "y kien", "bo phan", "phong", "phong ban", "to", "nguoi ke khai"),
        *("nguoi nhap", "ngay nhap", "anh", "hinh anh", "remarks", "remark", "note", "notes", "position"),
    )
)
"""Columns that lists of people have beside, and that no rule asks for."""


def find_column(name: str, table: str | None = None, settings: TableSettings = TABLE_DEFAULTS) -> ColumnUse | None:
    """Tell what a column holds by its name; `table` is a list's key where the table has rows for that list.

    A date column says `(dd/mm/yyyy)` in its name where its dates are not ISO 8601. Remarks in brackets are left out
    where they say nothing but what may stand in the cells.
    """
    if (mapped := mapped_use(name, settings)) is not None:
        return mapped
    name = " ".join(unicodedata.normalize("NFC", name).split())
    order: DateOrder | None = None
    if (match := _DATE_ORDER.search(name)) is not None:
        order = "dmy" if match["dmy"] else "mdy" if match["mdy"] else "ymd"
        name = name[: match.start()]
    use = _named(name, table)
    if use is None and (remark := _REMARK.fullmatch(name)) is not None:
        use = _named(remark["name"].strip(), table)
        if use is not None and not _says_nothing(remark["remark"], use):
            use = None
    return use if use is None or order is None else replace(use, order=order)


def mapped_use(name: str, settings: TableSettings) -> ColumnUse | None:
    """Give what the settings say that a column holds."""
    wanted = folded(name)
    for title, said in settings.columns.items():
        if folded(title) == wanted:
            order = said.get("dates")
            return ColumnUse(
                _BY_PATH[said["field"]],
                order=order if order in {"ymd", "dmy", "mdy"} else None,  # type: ignore[arg-type]  # one of the three
                platform=said.get("platform"),
                value=said.get("value"),
            )
    return None


def is_usual(name: str) -> bool:
    """Tell whether a column is one that lists have beside what they are for."""
    plain = folded(name)
    return plain in _USUAL or folded(_REMARK.sub(r"\g<name>", name)) in _USUAL


def find_list(name: str) -> str | None:
    """Tell which list a sheet of this name holds."""
    return _list_names().get(folded(name))


def column_names(table: str | None = None) -> list[str]:
    """Give every name that a column may have, for suggestions."""
    columns = ACCOUNT_COLUMNS if table is None else _LIST_BY_KEY[table].columns
    return [name for column in columns for name in (column.path, *column.vi, *column.en)]


def _named(name: str, table: str | None) -> ColumnUse | None:
    if table is None and (match := _DOTTED.fullmatch(name)):
        column = _columns_by_name(match["list"]).get(folded(match["field"])) if match["list"] in _LIST_BY_KEY else None
        return None if column is None else ColumnUse(column, match["list"], int(match["index"]))
    plain = folded(name)
    if column := _columns_by_name(table).get(plain):
        return ColumnUse(column, table)
    if table is None and (match := _NUMBERED.fullmatch(plain)) and (key := _list_names().get(match["list"])):
        column = _columns_by_name(key).get(match["field"])
        return None if column is None else ColumnUse(column, key, int(match["number"]) - 1)
    return _own_column(name, plain) if table is None else None


def _own_column(name: str, plain: str) -> ColumnUse | None:
    """Tell the column of one platform's pages, or of one role, in which a mark stands."""
    role = word_value("holder.roles", name)
    if isinstance(role, str):
        return ColumnUse(_BY_PATH["holder.roles"], value=role)
    platform = _platform(plain)
    return None if platform is None else ColumnUse(_BY_PATH["url"], platform=platform)


@cache
def _platform(plain: str) -> str | None:
    from qd85rules.knowledge.addresses.platforms import platform_named  # noqa: PLC0415 - tables only ask for it

    bare = _BEHIND_PLATFORM.sub("", _BEFORE_PLATFORM.sub("", plain))
    if len(bare) < 2:  # noqa: PLR2004 - one letter names nothing
        return None
    found = platform_named(bare) or platform_named(bare.replace(" ", ""))
    return None if found is None else found.name


def _says_nothing(remark: str, use: ColumnUse) -> bool:
    """Tell whether a remark in a name says only what may stand in the cells, or how they are written."""
    if folded(remark) in _PLAIN_REMARKS or not folded(remark):
        return True
    words = "yes_no" if use.column.kind in {"yes_no", "event"} or use.value else use.column.words
    parts = [part.strip() for part in re.split(r"[,;/|]|\bhoặc\b|\bhay\b", remark)]
    if words in {"account.url", "account.platform"}:
        return all(_platform(folded(part)) for part in parts if part)
    try:
        return all(word_value(words, part) is not None for part in parts if part and folded(part) != "khac")
    except KeyError:
        return False


@cache
def _columns_by_name(table: str | None) -> dict[str, Column]:
    columns = ACCOUNT_COLUMNS if table is None else _LIST_BY_KEY[table].columns
    named = {folded(name): column for column in columns for name in (column.path, *column.vi, *column.en)}
    also = (
        {} if table is not None else {folded(name): _BY_PATH[path] for path, names in _ALSO.items() for name in names}
    )
    return {**also, **named}


@cache
def _list_names() -> dict[str, str]:
    return {folded(name): table.key for table in LISTS for name in (table.key, *table.vi, *table.en)}
