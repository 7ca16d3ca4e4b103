"""The columns of a register kept as a table: every field of an account, with its names in Vietnamese and English.

What must not live here: the words that may stand in a cell (`words`), and any file format.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

__all__ = [
    "ACCOUNT_COLUMNS",
    "ACCOUNT_KEYS",
    "LISTS",
    "Column",
    "ColumnUse",
    "ListTable",
    "column_names",
    "find_column",
    "find_list",
    "folded",
]

CellKind = Literal[
    "text", "date", "event", "yes_no", "kind", "roles", "list", "direction", "transfer", "purpose", "sign"
]
"""How a cell reads; `event` is a date that may say `never`; the last names are tables of words."""


@dataclass(frozen=True, slots=True)
class Column:
    """One field and the names that a column for it may have; the first name is the one that templates use."""

    path: str
    kind: CellKind
    vi: tuple[str, ...]
    en: tuple[str, ...]


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


def _column(path: str, kind: CellKind, vi: str, en: str) -> Column:
    return Column(path, kind, tuple(vi.split(" | ")), tuple(en.split(" | ")))


ACCOUNT_COLUMNS: Final = (
    _column("id", "text", "Mã tài khoản | Mã | Mã trang", "Account id | Account"),
    _column("kind", "kind", "Loại trang | Loại tài khoản | Loại", "Account kind"),
    _column("platform", "text", "Nền tảng | Mạng xã hội", "Platform name"),
    _column("url", "text", "Địa chỉ trang | Địa chỉ | Đường dẫn | Liên kết", "Page address | Link | Address"),
    _column("handle", "text", "Tên tài khoản | Tên người dùng | Tên đăng nhập", "User name | Username"),
    _column("opened_on", "date", "Ngày mở | Ngày lập | Ngày lập trang | Ngày tạo", "Opening date"),
    _column("holder.id", "text", "Mã chủ trang | Mã người giữ trang | Mã chủ tài khoản | Mã cán bộ", "Holder number"),
    _column(
        "holder.legal_name",
        "text",
        "Họ và tên | Họ và tên khai sinh | Họ tên | Tên khai sinh | Tên thật",
        "Legal name | Full name",
    ),
    _column("holder.roles", "roles", "Vai trò | Tư cách | Diện | Đối tượng", "Roles"),
    _column("holder.unit", "text", "Đơn vị | Cơ quan | Cơ quan, đơn vị", "Unit"),
    _column("profile.display_name", "text", "Tên hiển thị", "Display name"),
    _column("profile.personal_info", "yes_no", "Có thông tin cá nhân | Thông tin cá nhân", "Personal info"),
    _column("profile.contact_info", "yes_no", "Có thông tin liên hệ | Thông tin liên hệ", "Contact info"),
    _column(
        "profile.portrait", "yes_no", "Có ảnh chân dung | Ảnh chân dung | Có ảnh đại diện | Ảnh đại diện", "Portrait"
    ),
    _column(
        "declaration.requested_on",
        "event",
        "Ngày yêu cầu kê khai | Ngày được yêu cầu kê khai | Ngày yêu cầu khai báo | Ngày được yêu cầu khai báo",
        "Requested on",
    ),
    _column("declaration.declared_on", "event", "Ngày kê khai | Ngày khai báo", "Declared on"),
    _column("declaration.complete", "yes_no", "Kê khai đầy đủ | Khai báo đầy đủ", "Declared completely"),
    _column(
        "declaration.truthful",
        "yes_no",
        "Kê khai trung thực | Khai báo trung thực | Khai báo đúng sự thật",
        "Declared truthfully",
    ),
    _column("declaration.reported_on", "event", "Ngày báo cáo | Ngày báo cáo trang", "Reported on"),
    _column("declaration.commitment_on", "event", "Ngày cam kết | Ngày ký cam kết", "Commitment on"),
    _column("in_use", "yes_no", "Đang sử dụng | Đang dùng | Còn sử dụng", "Still in use"),
    _column(
        "last_active_on", "date", "Ngày hoạt động gần nhất | Ngày hoạt động cuối | Lần hoạt động cuối", "Last active"
    ),
    _column(
        "unused_since",
        "date",
        "Không sử dụng từ ngày | Không sử dụng từ | Không dùng từ | Ngày thôi dùng",
        "Not used since",
    ),
    _column("closed_on", "event", "Ngày đóng | Ngày đóng trang | Ngày hủy bỏ | Ngày hủy bỏ trang", "Closing date"),
    _column(
        "transfers", "list", "Các lần chuyển giao | Chuyển giao | Các lần chuyển trang | Chuyển trang", "Transfer list"
    ),
    _column("incidents", "list", "Các sự cố | Sự cố", "Incident list"),
)

LISTS: Final = (
    ListTable(
        "transfers",
        ("Chuyển giao", "Lần chuyển giao", "Các lần chuyển giao", "Chuyển trang", "Các lần chuyển trang"),
        ("Transfer", "Transfers"),
        (
            _column("direction", "direction", "Chiều | Chiều chuyển giao | Chiều chuyển | Hướng", "Direction"),
            _column("kind", "transfer", "Hình thức | Hình thức chuyển giao | Hình thức chuyển", "Transfer kind"),
            _column("on", "date", "Ngày | Ngày chuyển giao | Ngày chuyển", "Date"),
            _column("purpose", "purpose", "Mục đích", "Purpose"),
            _column("counterparty", "text", "Bên kia | Mã bên kia | Người giao hoặc nhận", "Other party"),
        ),
    ),
    ListTable(
        "incidents",
        ("Sự cố", "Các sự cố"),
        ("Incident", "Incidents"),
        (
            _column("sign", "sign", "Dấu hiệu", "Sign"),
            _column("detected_on", "date", "Ngày phát hiện", "Detected on"),
            _column("activity_stopped_on", "event", "Ngày dừng hoạt động | Ngày ngừng hoạt động", "Stopped on"),
            _column("committee_told_on", "event", "Ngày báo cấp ủy", "Committee told on"),
            _column("authority_told_on", "event", "Ngày báo cơ quan chức năng", "Authority told on"),
            _column(
                "provider_told_on", "event", "Ngày báo nhà cung cấp | Ngày báo nhà cung cấp dịch vụ", "Provider told on"
            ),
            _column("committee_reported_on", "event", "Ngày cấp ủy báo cáo", "Committee reported on"),
            _column("resolved_on", "event", "Ngày khắc phục | Ngày xử lý xong | Ngày giải quyết xong", "Resolved on"),
        ),
    ),
)

ACCOUNT_KEYS: Final = frozenset(column.path.partition(".")[0] for column in ACCOUNT_COLUMNS)
"""The keys that an account has at its top."""

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
