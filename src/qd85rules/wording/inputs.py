"""What is wrong with a register or an account in it, and what to do about it."""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text
from qd85rules.wording.files import A_MAPPING, TRUE_OR_FALSE

EXPECTED: Final = {
    "string": Text("chữ", "text"),
    "bool": TRUE_OR_FALSE,
    "tuple": Text("danh sách", "a list"),
    "model": A_MAPPING,
}
AFTER_THE_CHECK: Final = Text(
    "`{name}` là {day}, sau ngày kiểm tra {as_of}", "`{name}` is {day}, after the day of the check, {as_of}"
)
MEND_THE_DATE: Final = Text(
    "sửa ngày, hoặc kiểm tra với `--as-of` muộn hơn", "mend the date, or check with a later `--as-of`"
)
ENDS_FIRST: Final = Text(
    "`{end}` ({last}) trước `{start}` ({first})", "`{end}` ({last}) comes before `{start}` ({first})"
)
LOOK_UP_BOTH: Final = Text("xem lại hai ngày này", "look both dates up")
BESIDE_NEVER: Final = Text(
    "có `{name}` mà `{event}: never` nói là việc ấy chưa xảy ra",
    "`{name}` is stated, and `{event}: never` says that this has not happened",
)
MEND_OR_REMOVE: Final = Text("sửa `{event}`, hoặc bỏ `{name}`", "mend `{event}`, or remove `{name}`")
AGAINST_DIRECTION: Final = Text(
    "`kind: {kind}` không đi với `direction: {direction}`", "`kind: {kind}` does not go with `direction: {direction}`"
)
DID_YOU_MEAN: Final = Text("có phải là `{word}`?", "did you mean `{word}`?")
KEYS_HERE: Final = Text("các khóa có ở đây: {listed}", "the keys here are {listed}")
UNKNOWN_KEY: Final = Text("khóa lạ `{name}`", "unknown key `{name}`")
MISSING_KEY: Final = Text("thiếu `{name}`", "`{name}` is missing")
ADD_KEY: Final = Text("thêm `{name}:`, duy nhất trong sổ", "add `{name}:`, unique in the register")
UNKNOWN_VALUE: Final = Text("giá trị lạ{quoted} của `{path}`", "unknown value{quoted} of `{path}`")
THE_VALUES: Final = Text("các giá trị: {listed}", "the values are {listed}")
NO_SUCH_DAY: Final = Text("lịch không có ngày `{day}`", "there is no day `{day}` in the calendar")
LOOK_UP_THE_DATE: Final = Text("xem lại ngày", "look the date up")
WRITE_A_DATE: Final = Text("viết NĂM-THÁNG-NGÀY, như `2024-06-01`", "write it as YEAR-MONTH-DAY, such as `2024-06-01`")
NOT_A_DATE: Final = Text("`{path}` không phải là ngày", "`{path}` is not a date")
INVISIBLE_CHARACTER: Final = Text(
    "`{name}` có ký tự không nhìn thấy {shown}, ở vị trí {position}",
    "`{name}` has the invisible character {shown}, at position {position}",
)
WITH_ZONE: Final = Text("`{path}` có múi giờ: `{told}`", "`{path}` has a time zone: `{told}`")
THE_DAY_AT_HAND: Final = Text(
    "chỉ viết ngày, theo lịch ở nơi có trang", "write the day alone, as the calendar at hand has it"
)
WITH_TIME: Final = Text("`{path}` có cả giờ trong ngày: `{told}`", "`{path}` has a time of day: `{told}`")
THE_DAY_ALONE: Final = Text("chỉ viết ngày: `{day}`", "write the day alone: `{day}`")
NOT_A_MAPPING: Final = Text("bản ghi không phải là một nhóm khóa và giá trị", "the record is not a mapping")
BAD_TEXT: Final = Text(
    "`{path}` trống, quá dài hoặc thừa khoảng trắng ở đầu, cuối",
    "`{path}` is empty, too long, or has white space around it",
)
MEND_IT: Final = Text("sửa lại", "mend it")
NOT_VALID: Final = Text("`{path}` không hợp lệ", "`{path}` is not valid")
PUT_IN_QUOTES: Final = Text("đặt trong dấu nháy", "put it in quotes")
WRITE_A_LIST: Final = Text("viết thành danh sách `[...]`", "write it as a list, `[...]`")
MUST_BE: Final = Text("`{path}` phải là {expected}", "`{path}` must be {expected}")
ID_TWICE: Final = Text("`id: {id}` đã có trong sổ{where}", "`id: {id}` stands in the register already{where}")
ID_OF_ITS_OWN: Final = Text("mỗi tài khoản một mã riêng", "give each account an id of its own")
WRITE_A_DATE_OR_NEVER: Final = Text(f"{WRITE_A_DATE.vi}, hoặc `never`", f"{WRITE_A_DATE.en}, or `never`")
