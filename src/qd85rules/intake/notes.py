"""What the reading of tables left out, filled in or guessed: each kind is told once, with a count and the first place.

What must not live here: errors, which keep something from being read (`cellproblems`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import Diagnostic
from qd85rules.core.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qd85rules.core.diagnostics import Span

_PLACES: Final = 3
_NAMED: Final = 12
_SAMPLED: Final = frozenset({"ids-made"})
"""Kinds of which one sample is told."""

_ROWS: Final = {
    "title": Text("tiêu đề", "titles"),
    "numbering": Text("đánh số cột", "numbers of columns"),
    "names": Text("tên cột lặp lại", "repeated names of columns"),
    "band": Text("tên nhóm", "headings of parts"),
    "total": Text("tổng cộng", "totals"),
    "remark": Text("ghi chú", "remarks"),
    "signature": Text("ký tên", "signatures"),
}
"""Kinds of rows that are no data."""

_SENTENCES: Final = {
    "columns-ignored": Text("không đọc cột {what}", "columns that are not read: {what}"),
    "cells-filled": Text(
        "{n} ô gộp được điền theo ô đầu của vùng gộp", "{n} merged cells filled from the first cell of their area"
    ),
    "cells-not-recorded": Text(
        "{n} ô như {what} được hiểu là chưa ghi", "{n} cells such as {what} taken for not recorded"
    ),
    "cells-repeated": Text(
        "{n} ô ghi «như trên» được điền theo ô phía trên", "{n} cells that say “as above” filled from the cell above"
    ),
    "apostrophes": Text("{n} dấu nháy đơn ở đầu ô được bỏ", "{n} apostrophes at the beginning of a cell taken off"),
    "invisible-characters": Text(
        "ký tự không nhìn thấy trong {n} ô được bỏ", "characters that nobody sees taken off in {n} cells"
    ),
    "remarks-taken-off": Text(
        "phần ghi thêm sau giá trị ở {n} ô không được đọc", "what stands behind the value in {n} cells is not read"
    ),
    "links-followed": Text(
        "{n} địa chỉ lấy từ liên kết của ô, không phải chữ trong ô", "{n} addresses taken from the link behind the cell"
    ),
    "times-taken-off": Text("giờ phút ở {n} ô ngày được bỏ", "the time of day in {n} date cells taken off"),
    "dates-by-column": Text(
        "{n} ngày viết bằng số được đọc theo thứ tự {what}, theo các ngày khác trong cột",
        "{n} dates read as {what}, as other dates of the column show",
    ),
    "years-of-two-digits": Text("{n} năm hai chữ số được hiểu là 20xx", "{n} years of two digits taken for 20xx"),
    "ids-made": Text(
        "không có cột mã tài khoản: {n} mã được lập từ mã người và nền tảng, như `{what}`",
        "no column of account ids: {n} ids made of the holder's code and the platform, such as `{what}`",
    ),
    "ids-from-names": Text(
        "không có cột mã người: {n} mã được lập từ dấu vết của họ tên và đơn vị; nên thêm cột «Mã cán bộ»",
        "no column of people's codes: {n} ids made of a digest of name and unit; better add a column `holder.id`",
    ),
    "people-without-pages": Text("{n} người không có trang nào", "{n} people without any page"),
    "sheets-left-out": Text("không đọc trang tính {what}", "sheets that are not read: {what}"),
    "register-left-out": Text(
        "trang tính {what} không được đọc nhưng trông như một sổ: bỏ ẩn hoặc đổi tên nếu cần đọc",
        "sheet {what} is not read but looks like a register: unhide or rename it to have it read",
    ),
    "rows-hidden": Text("{n} hàng đang ẩn vẫn được đọc", "{n} hidden rows are read all the same"),
    "columns-hidden": Text("cột đang ẩn vẫn được đọc: {what}", "hidden columns are read all the same: {what}"),
    "font-converted": Text(
        "{n} ô gõ bằng phông {what} được đổi sang Unicode", "{n} cells typed in a font of {what} turned into Unicode"
    ),
    "encoding": Text("tệp ở bảng mã {what}, được đọc như vậy", "the file is in {what}, and is read so"),
}


@dataclass(slots=True)
class _Note:
    count: int
    places: list[Span]
    what: list[str] = field(default_factory=list)


class Notes:
    """The notes of one file; `total` is how often anything was counted."""

    def __init__(self) -> None:
        self.total = 0
        self._rows: dict[str, _Note] = {}
        self._notes: dict[str, _Note] = {}

    def row(self, kind: str, span: Span) -> None:
        """Count a row that is no data."""
        self._count(self._rows, kind, span, "")

    def add(self, kind: str, span: Span, what: str = "") -> None:
        """Count something of a kind; `what` is told once, however often it comes."""
        self._count(self._notes, kind, span, what)

    def _count(self, into: dict[str, _Note], kind: str, span: Span, what: str) -> None:
        self.total += 1
        note = into.get(kind)
        if note is None:
            note = into[kind] = _Note(0, [])
        note.count += 1
        if len(note.places) < _PLACES:
            note.places.append(span)
        if what and len(note.what) <= (0 if kind in _SAMPLED else _NAMED) and what not in note.what:
            note.what.append(what)

    def told(self) -> list[Diagnostic]:
        """Give each kind as one note."""
        found = []
        if self._rows:
            parts = [(self._rows[kind].count, name) for kind, name in _ROWS.items() if kind in self._rows]
            number = sum(count for count, _ in parts)
            message = Text(
                f"{number} hàng không phải dữ liệu, không đọc: " + _listed(f"{n} {name.vi}" for n, name in parts),
                f"{number} rows are no data and not read: " + _listed(f"{n} {name.en}" for n, name in parts),
            )
            places = sorted(place for note in self._rows.values() for place in note.places)[:_PLACES]
            found.append(Diagnostic("rows-left-out", message, places[0], count=number, places=tuple(places)))
        for kind, sentence in _SENTENCES.items():
            if (note := self._notes.get(kind)) is not None:
                what = _listed(note.what[:_NAMED]) + (", …" if len(note.what) > _NAMED else "")
                message = Text(sentence.vi.format(n=note.count, what=what), sentence.en.format(n=note.count, what=what))
                found.append(Diagnostic(kind, message, note.places[0], count=note.count, places=tuple(note.places)))
        return found


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(parts)
