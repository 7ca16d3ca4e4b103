"""Commands: what a run tells on standard error, and what it ends with."""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text

EXIT: Final = Text("mã thoát", "exit")
BASELINE_CREATED: Final = Text("{path}: đã ghi {number} mục", "{path}: findings written: {number}")
BASELINE_UPDATED: Final = Text(
    "{path}: thêm {new}, bỏ {gone}, giữ {known}", "{path}: {new} added, {gone} dropped, {known} kept"
)
BASELINE_LEFT_OUT: Final = Text(
    "{number} mục mới không được ghi (--prune)", "new findings not taken in: {number} (--prune)"
)
UNUSED_PARAMETER: Final = Text("`exclude`: `{pattern}` không khớp gì", "`exclude`: `{pattern}` matched nothing")
TODAY_IS: Final = Text("{day}, hôm nay ở {zone}", "{day}, today in {zone}")
MISTAKEN: Final = Text(
    "{help}; {day} là hôm nay ở {zone} (đổi bằng `--time-zone`)",
    "{help}; {day} is today in {zone} (`--time-zone` changes it)",
)
WAIVERS: Final = Text("miễn trừ", "waivers")
WAIVER_STATES: Final[dict[str, Text]] = {
    "active": Text("đang có hiệu lực", "active"),
    "expiring": Text("sắp hết hạn", "expiring"),
    "expired": Text("đã hết hạn", "expired"),
    "unused": Text("không dùng đến", "unused"),
}
BASELINE_COUNTS: Final = Text(
    "danh sách nền: {known} đã biết, {new} mới, {gone} không còn",
    "baseline: {known} known, {new} new, {gone} gone",
)
NOTHING_TO_CHECK: Final = Text("không có gì để kiểm tra", "nothing to check")
COUNTED: Final = Text("{bar} {counts} tài khoản", "{bar} {counts} accounts")
JUDGING: Final = Text("{counted}, đang xét", "{counted}, judging")
LET_PASS: Final = Text("; --allow-undetermined để bỏ qua", "; --allow-undetermined lets them pass")
DIFF_SAME: Final = Text("không có gì khác", "no difference")
DIFF_DIFFERENT: Final = Text("có khác", "different")
DIFF_OPEN: Final = Text(
    "{number} quy tắc chưa quyết định được; --timeout cho thêm thời gian",
    "rules not decided: {number}; --timeout gives more time",
)
FORECAST_CLOSING: Final = Text(
    "{accounts}, {files} tệp; mã thoát {code}{why}", "{accounts}, files: {files}; exit {code}{why}"
)
FORECAST_COMING: Final = Text(": {number} kết quả sẽ thay đổi", ": {number} to come")
PACK_WRITTEN: Final = Text("đã ghi", "written")
PACK_EXISTS: Final = Text("đã có, giữ nguyên", "exists, left as it is")
PACK_NEXT: Final = Text("tiếp theo: qd85 check", "next: qd85 check")
NOT_RECORDED: Final = Text(
    "không ghi biên bản: lần chạy này không kiểm tra được hết dữ liệu vào",
    "no record: the run did not check all of its input",
)
RECORD_WRITTEN: Final = Text("{path}: đã ghi biên bản", "{path}: record written")
SETTINGS_LEFT_OUT: Final = Text(
    "bỏ qua cài đặt ở {path}: {why}; `--config {path}` vẫn dùng tệp này",
    "settings in {path} are left out: {why}; `--config {path}` uses them all the same",
)
SETTINGS_FOREIGN: Final = Text("tệp thuộc người dùng khác", "the file belongs to another user")
SETTINGS_OPEN: Final = Text("người khác có thể ghi vào tệp", "others may write the file")
TWO_SETTINGS: Final = Text(
    "{own} được dùng, bảng [tool.qd85rules] của {shared} bị bỏ qua; chỉ nên giữ một",
    "{own} counts, and [tool.qd85rules] of {shared} beside it does not; keep one of them",
)
REPRODUCED: Final = Text("biên bản được tái lập đúng từng byte", "the record is reproduced byte for byte")
REPRODUCED_BY_OTHERS: Final = Text(
    "biên bản được tái lập đúng, chỉ khác bộ máy", "the record is reproduced, by other engines"
)
NOT_AS_IT_WAS: Final = Text("biên bản không được tái lập nguyên vẹn", "the record is not reproduced as it was")
NOT_REPRODUCED: Final = Text("không tái lập được biên bản", "the record cannot be reproduced")
VERDICTS: Final[dict[bool | None, Text]] = {
    True: Text("kết luận vẫn như cũ", "the verdict is the same"),
    False: Text("kết luận đã khác", "the verdict is not the same"),
}
ABOUT: Final = Text(
    "{accounts} tài khoản, {files} tệp, ngày {day}", "accounts: {accounts}, inputs: {files}, as of {day}"
)
MORE_DIFFERENCES: Final = Text(
    "và {number} khác biệt nữa; `--output-format json` có đủ", "and {number} more; `--output-format json` has them all"
)
