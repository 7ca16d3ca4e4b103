"""Questions that are open: what may be answered, the headings of their list, and how a run of it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.core.text import Text

if TYPE_CHECKING:
    from qd85rules.core.text import Language

TITLE: Final = Text("Câu hỏi còn bỏ ngỏ ngày {day}", "Questions open on {day}")
NONE_OPEN: Final = Text("Không còn câu hỏi nào.", "No question is open.")
_UNIT: Final = Text("Đơn vị {unit}", "Unit {unit}")
_NO_UNIT: Final = Text("Chưa ghi đơn vị", "Unit not recorded")
_HOLDER: Final = Text("Chủ trang {holder}", "Holder {holder}")
NO_HOLDER: Final = Text("Chưa ghi mã chủ trang", "Holder not recorded")

DAY: Final = Text("một ngày", "a day")
DAY_OR_NEVER: Final = Text("một ngày, hoặc never (chưa)", "a day, or never (not so far)")
ANY_TEXT: Final = Text("chữ", "a text")

NOTHING_ASKED: Final = Text("Không có gì cần hỏi", "Nothing to ask")

MAY_BE: Final = Text("Trả lời", "Answer")
SETTLES: Final = Text("Đủ cho", "Settles")
WAITS: Final = Text("Cần thêm", "With others")

CLOSING: Final = Text(
    "{questions} ở {accounts}; {waiting} chờ trả lời", "{questions} on {accounts}; {waiting} wait for answers"
)


def unit_heading(unit: str | None, lang: Language) -> str:
    """Name a unit; `None`: none is stated."""
    return _NO_UNIT[lang] if unit is None else _UNIT[lang].format(unit=unit)


def holder_heading(holder_id: str | None, name: str | None, lang: Language) -> str:
    """Name a holder by the id, and by the name where one is to be shown; with neither, say so."""
    named = " · ".join(part for part in (holder_id, name) if part)
    return _HOLDER[lang].format(holder=named) if named else NO_HOLDER[lang]
