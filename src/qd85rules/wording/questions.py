"""Questions that are open: what may be answered, the headings of their list, and how a run of it ends."""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text

TITLE: Final = Text("Câu hỏi còn bỏ ngỏ ngày {day}", "Questions open on {day}")
NONE_OPEN: Final = Text("Không còn câu hỏi nào.", "No question is open.")
UNIT: Final = Text("Đơn vị {unit}", "Unit {unit}")
NO_UNIT: Final = Text("Chưa ghi đơn vị", "Unit not recorded")
HOLDER: Final = Text("Chủ trang {holder}", "Holder {holder}")
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
