"""How a table was understood, in words: for `qd85 columns`.

What must not live here: what the columns of a table are (`intake`).
"""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text

HEADING_ROW: Final = Text(
    "tên cột ở hàng {row}, {rows} hàng dữ liệu", "names of columns in row {row}, {rows} rows of data"
)
COLUMN_STATES: Final = {
    "ignored": Text("không đọc", "not read"),
    "blank": Text("cột không có tên", "no name"),
    "unknown": Text("KHÔNG HIỂU", "NOT UNDERSTOOD"),
    "twice": Text("TRÙNG với cột khác, không đọc", "SAYS THE SAME as another, not read"),
}
"""What becomes of a column that gives no field."""

ONE_PLATFORM: Final = Text("trang {platform} của người ở hàng", "the {platform} page of the row's person")
ROLE_MARK: Final = Text("đánh dấu là {value}", "a mark means {value}")
WHOSE: Final = Text("của tài khoản nào", "whose it is")
DATE_ORDERS: Final = {
    "dmy": Text("ngày/tháng/năm", "day/month/year"),
    "mdy": Text("tháng/ngày/năm", "month/day/year"),
    "ymd": Text("năm-tháng-ngày", "year-month-day"),
}
"""How the days of a column are written."""

AS_READ: Final = Text("các hàng đầu, như đã đọc:", "the first rows, as read:")
LEFT_OUT: Final = Text("đã bỏ qua, điền thêm hoặc suy ra:", "left out, filled in or guessed:")
ERRORS: Final = Text("lỗi:", "errors:")
TO_PASTE: Final = Text("chép vào qd85rules.toml, rồi sửa cho đúng:", "to paste into qd85rules.toml, and to put right:")
NO_TABLE: Final = Text("tệp này không phải bảng", "this file is no table")
BEHIND: Final = Text("còn {count} lỗi nữa", "{count} more errors")
