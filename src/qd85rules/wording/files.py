"""What is wrong with a file as text, YAML or JSON, and what to do about it."""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text

TOO_LARGE_HELP: Final = Text(
    "chia nhỏ, hoặc dùng JSON Lines hay CSV, vốn được đọc dần", "split it, or use JSON Lines or CSV"
)
NO_SUCH_FILE: Final = Text("không có tệp này", "no such file")
CANNOT_BE_OPENED: Final = Text("không mở được: {reason}", "cannot be opened: {reason}")
NOT_A_REGULAR_FILE: Final = Text("không phải tệp thường", "not a regular file")
EMPTY_FILE: Final = Text("tệp trống", "the file is empty")
FILE_TOO_LARGE: Final = Text("tệp lớn hơn {size} MB", "the file is larger than {size} MB")
CANNOT_BE_READ: Final = Text("không đọc được: {reason}", "cannot be read: {reason}")
DUPLICATE_KEY: Final = Text(
    "khóa `{name}` lặp lại, lần đầu ở dòng {line}, cột {column}",
    "duplicate key `{name}`, first at line {line}, column {column}",
)
KEEP_ONE: Final = Text("giữ lại một trong hai", "keep one of the two")
BAD_CHARACTER: Final = Text("có ký tự điều khiển không được phép trong YAML", "a control character that YAML forbids")
ALIAS_BOMB: Final = Text("các bí danh bung ra quá nhiều giá trị", "aliases expand to too many values")
ALIAS_BOMB_HELP: Final = Text("chép thẳng giá trị thay cho bí danh", "write the values out instead of aliases")
MERGE_KEY: Final = Text("không nhận khóa gộp `<<`", "the merge key `<<` is not accepted")
MERGE_KEY_HELP: Final = Text("viết đủ các khóa ra", "write the keys out")
LONG_NUMBER_HELP: Final = Text("nếu là chữ, đặt trong dấu nháy", "quote it if it is text")
KEY_NOT_TEXT: Final = Text("khóa phải là chữ", "a key must be text")
KEY_NOT_TEXT_HELP: Final = Text("đặt khóa trong dấu nháy", "put the key in quotes")
TAB_HELP: Final = Text("thụt dòng bằng dấu cách, không bằng tab", "indent with spaces, not with tabs")
NO_ANCHOR: Final = Text("không có neo `{name}` nào đứng trước bí danh này", "no anchor `{name}` before this alias")
YAML_TAG: Final = Text("không nhận thẻ `{name}`", "tag `{name}` is not accepted")
TAKE_TAG_OUT: Final = Text("bỏ thẻ và viết giá trị thường", "take the tag out and write a plain value")
YAML_SYNTAX: Final = Text("YAML sai cú pháp: {reason}", "not valid YAML: {reason}")
JSON_SYNTAX: Final = Text("JSON sai cú pháp: {reason}", "not valid JSON: {reason}")
NOT_JSON: Final = Text("`{token}` không có trong JSON", "`{token}` is not JSON")
HALF_A_CHARACTER: Final = Text("chuỗi thoát `\\u` chỉ có nửa ký tự", "an escape gives half a character")
TOO_DEEP: Final = Text("lồng sâu quá {levels} tầng", "nested more than {levels} levels deep")
LONG_NUMBER: Final = Text("số quá dài", "the number is too long")
SAVE_AS_UTF8: Final = Text("lưu lại tệp dưới dạng UTF-8", "save the file as UTF-8")
LINE_TOO_LONG: Final = Text(
    "dòng dài hơn {millions} triệu ký tự", "the line is longer than {millions} million characters"
)
ACCOUNT_A_LINE: Final = Text("viết mỗi tài khoản trên một dòng", "write each account on a line of its own")
STRAY_MARK: Final = Text(
    "có dấu thứ tự byte (U+FEFF) giữa tệp; có lẽ nhiều tệp đã bị ghép lại",
    "a byte order mark (U+FEFF) stands inside the file; files were probably joined",
)
DELETE_THE_MARK: Final = Text(
    "xóa dấu ấy, hoặc kiểm tra từng tệp gốc", "delete the mark, or check the files one by one"
)
FOREIGN_ENCODING: Final = Text("tệp ở dạng {name}, không phải UTF-8", "the file is {name}, not UTF-8")
NOT_UTF8_MANY: Final = Text("{first}, và còn nhiều byte khác như vậy", "{first}, nor are many others")
NOT_UTF8: Final = Text(
    "byte 0x{byte:02X} ở vị trí {offset} không phải UTF-8", "byte 0x{byte:02X} at offset {offset} is not UTF-8"
)
TEXT: Final = Text("chữ", "text")
A_WHOLE_NUMBER: Final = Text("một số nguyên", "a whole number")
TRUE_OR_FALSE: Final = Text("`true` hoặc `false`", "`true` or `false`")
A_LIST: Final = Text("một danh sách", "a list")
A_MAPPING: Final = Text("một nhóm khóa và giá trị", "a mapping")
TOO_FEW: Final = Text("cần ít nhất {items}", "expected at least {items} here")
UNKNOWN_NAME: Final = Text("không có {kind} {name}", "unknown {kind} {name}")
FILE_NOT_UTF8: Final = Text("tệp không phải UTF-8", "the file is not UTF-8")
ONE_DOCUMENT: Final = Text("tệp cần đúng một văn bản YAML", "expected one YAML document in the file")
KINDS: Final = {
    "clause": Text("điều", "clause"),
    "concept": Text("khái niệm", "concept"),
    "document": Text("văn bản", "document"),
    "fact": Text("dữ kiện", "fact"),
    "parameter": Text("tham số", "parameter"),
    "property": Text("điều khẳng định", "property"),
    "relay": Text("nguồn", "relay"),
    "rule": Text("quy tắc", "rule"),
}
"""What there are names of."""
EMPTY_TEXT: Final = Text("chỗ này để trống chữ", "this text is empty")
EXPECTED_FOUND: Final = Text("cần {expected}, ở đây là {found}", "expected {expected}, found {found}")
MISSING_KEY: Final = Text("thiếu khóa `{key}`", "the key `{key}` is missing")
ADD_KEY: Final = Text("thêm `{key}:`", "add `{key}:`")
KEYS_KNOWN: Final = Text("các khóa có ở đây: {known}", "the keys known here are {known}")
UNKNOWN_KEY: Final = Text("khóa lạ {key}", "unknown key {key}")
ONE_OF_KNOWN: Final = Text("một trong {known}", "one of {known}")
VALUES_KNOWN: Final = Text("các giá trị có ở đây: {known}", "the words known here are {known}")
UNKNOWN_VALUE: Final = Text("giá trị lạ {value}", "unknown value {value}")
TOO_SMALL: Final = Text(
    "cần số nguyên từ {least} trở lên, ở đây là {value}", "expected a whole number from {least} up, found {value}"
)
A_DATE: Final = Text("một ngày", "a date")
AS_ISO: Final = Text("viết NĂM-THÁNG-NGÀY, như 2024-06-01", "write it as YYYY-MM-DD")
NO_SUCH_DAY: Final = Text("lịch không có ngày {value}", "there is no day {value}")
IN_THE_CALENDAR: Final = Text("xem lại trên lịch", "look it up in the calendar")
STANDS_TWICE: Final = Text("{item} có ở đây hai lần", "{item} stands here twice")
REMOVE_ONE: Final = Text("bỏ bớt một", "remove one")
NOTHING: Final = Text("chỗ trống", "nothing")
THE_TEXT: Final = Text("chữ {value}", "the text {value}")
SOMETHING_ELSE: Final = Text("thứ khác", "something else")
TOO_LARGE: Final = Text(
    "cần số nguyên không quá {most}, ở đây là {value}", "expected a whole number up to {most}, found {value}"
)
