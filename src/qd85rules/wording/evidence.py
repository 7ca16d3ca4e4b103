"""What people keep beside a register: waivers, baselines and records, and what becomes of them in a run."""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text

EXPIRED: Final = Text(
    "miễn trừ `{rule}` cho `{account}` đã hết hạn ngày {day}, không còn che {number} vi phạm",
    "the waiver of `{rule}` for `{account}` expired on {day} and no longer covers its findings ({number})",
)
UNREADABLE: Final = Text(
    "miễn trừ `{rule}` cho `{account}` không có ngày cuối đọc được nên coi như đã hết hạn",
    "the waiver of `{rule}` for `{account}` has no last day that can be read and counts as expired",
)
EXPIRING: Final = Text(
    "miễn trừ `{rule}` cho `{account}` sắp hết hạn, ngày cuối là {day}",
    "the waiver of `{rule}` for `{account}` ends soon; its last day is {day}",
)
UNUSED: Final = Text(
    "miễn trừ `{rule}` cho `{account}` không dùng đến: không có vi phạm nào như vậy",
    "the waiver of `{rule}` for `{account}` is unused: there is no such violation",
)
GONE: Final = Text(
    "{number} mục đã biết không còn trong sổ; cập nhật danh sách nền",
    "{number} known findings are gone; update the baseline",
)
WAIVED_BY: Final = Text("{reason} ({approver}, theo {authority})", "{reason} ({approver}, by {authority})")
NOTHING_CHECKED: Final = Text("không có tài khoản nào được kiểm tra", "no account was checked")
LOOK_AT_PATHS: Final = Text("xem lại đường dẫn và nội dung sổ", "look at the paths and at what the registers hold")
LAID_OUT_ANEW: Final = Text(
    "biên bản đã được trình bày lại: khoảng trắng, ngắt dòng hoặc thứ tự khóa khác, nội dung vẫn thế",
    "the record has been laid out anew: other white space, line breaks or order of keys, the same content",
)
