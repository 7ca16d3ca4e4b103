"""Files: what is wrong with one as text, YAML or JSON; with a register, its sheets and rows; and what to do about it.

What must not live here: what is wrong with a cell (`cells`), with an account (`inputs`).
"""

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

# The header of a register, and its accounts.

CELL_SAYS_DATE_NOT_KNOWN: Final = Text(
    "ô nói là không rõ, mà ở sổ này ô trống nghĩa là chưa xảy ra: không biết hiểu theo bên nào",
    "the cell says that the date is not known, and blanks of this register mean that nothing happened",
)
WRITE_DAY_NEVER_LEAVE_OUT: Final = Text(
    "ghi ngày hoặc `chưa`, hoặc bỏ `--blank-means never`",
    "write the day or `never`, or leave out `--blank-means never`",
)
REGISTER_HAS_NO_KEY: Final = Text("sổ không có khóa `{name}`", "a register has no key `{name}`")
BLANK_MEANS_UNKNOWN_NEVER: Final = Text(
    "`blank_means` là `unknown` hoặc `never`", "`blank_means` is `unknown` or `never`"
)
KEYS: Final = Text("các khóa được nhận: {listed}", "the keys are {listed}")
BLANK_LISTS_UNKNOWN_NONE: Final = Text("`blank_lists` là `unknown` hoặc `none`", "`blank_lists` is `unknown` or `none`")
HAS_ANOTHER_VALUE_ABOVE: Final = Text("`{key}` đã có giá trị khác ở trên", "`{key}` has another value above")
ACCOUNT_EXPECTED_HERE: Final = Text("chỗ này phải là một tài khoản", "an account is expected here")
WRITE_ITS_KEYS_AT_LEAST: Final = Text("viết các khóa của tài khoản, ít nhất là `id`", "write its keys, at least `id`")
PERSONAL_REGISTER_TRUE_SAY_EACH: Final = Text(
    "`personal` ở đầu sổ chỉ có thể là `true`; trang của tổ chức thì ghi ở từng trang",
    "`personal` of a register is `true`; say of each page that it is an organisation's",
)
SCHEMA_VERSION: Final = Text("`schema_version` là {schema_version}", "`schema_version` is {schema_version}")
NAME_MUST_TEXT: Final = Text("`name` phải là chữ", "`name` must be text")

# CSV.

QUOTE_OPENS_NEVER_CLOSES: Final = Text("dấu nháy mở mà không đóng", "a quote opens and never closes")
TEXT_STANDS_BEHIND_CLOSING_QUOTE: Final = Text("có chữ sau dấu nháy đóng", "text stands behind a closing quote")
DOUBLE_QUOTE_INSIDE_CELL: Final = Text("viết dấu nháy trong ô thành hai dấu nháy", "double a quote inside a cell")

# Letters that were lost.

LETTERS_OF_FILE_LOST: Final = Text(
    "chữ có dấu trong tệp đã mất, thành dấu `?`, khi lưu dạng CSV thường",
    "letters with marks were lost and became `?` when the file was saved as plain CSV",
)
OPEN_FIRST_FILE_AGAIN_SAVE: Final = Text(
    "mở lại tệp gốc và lưu dạng «CSV UTF-8» hoặc .xlsx", "open the first file again, and save it as CSV UTF-8 or XLSX"
)

# Folders.

THERE_NO_REGISTER_CHECK_FOLDER: Final = Text(
    "thư mục không có sổ nào để kiểm tra", "there is no register to check in this folder"
)
FILES_WITH_THESE_ENDINGS_READ: Final = Text(
    "các đuôi tệp được đọc: {endings}", "files with these endings are read: {endings}"
)
FOLDER_CANNOT_READ: Final = Text("không đọc được thư mục này", "this folder cannot be read")

# Workbooks.

NOT_READABLE_XLSX_WORKBOOK: Final = Text("không phải bảng tính XLSX đọc được", "not a readable XLSX workbook")

# JSON.

JSON_LINES_NAME_FILE_JSONL: Final = Text(
    "với JSON Lines, đặt tên tệp `.jsonl`", "for JSON Lines, name the file `.jsonl`"
)
NOT_REGISTER_ACCOUNTS: Final = Text("tệp này không phải sổ tài khoản", "this is not a register of accounts")
WRITE_LIST_ACCOUNTS_KEY_ACCOUNTS: Final = Text(
    "viết danh sách tài khoản, hoặc khóa `accounts` có danh sách ấy",
    "write a list of accounts, or the key `accounts` with such a list",
)
ACCOUNTS_MUST_LIST_ACCOUNTS: Final = Text(
    "`accounts` phải là danh sách tài khoản", "`accounts` must be a list of accounts"
)

# JSON Lines.

ACCOUNT_EXPECTED_LINE: Final = Text("dòng này phải là một tài khoản", "an account is expected on this line")
WRITE_ONE_JSON_OBJECT_EACH: Final = Text("viết một đối tượng JSON trên mỗi dòng", "write one JSON object on each line")

# Names of columns.

UNKNOWN_COLUMN: Final = Text("không có cột `{word}`", "unknown column `{word}`")
COLUMN_SAYS_SAME_COLUMN_BOTH: Final = Text(
    "cột `{word}` trùng với cột `{earlier}`; cả hai bị bỏ qua",
    "column `{word}` says the same as column `{earlier}`; both are left out",
)
DID_YOU_MEAN: Final = Text("có phải là `{value}`?", "did you mean `{value}`?")
IF_NEED_NOT_READ_PUT: Final = Text(
    (
        'nếu không cần đọc, ghi vào tệp cấu hình: [table] ignore = ["{word}"]; `qd85 columns` cho biết '
        "mỗi cột được hiểu ra sao"
    ),
    (
        'if it need not be read, put this into the settings: [table] ignore = ["{word}"]; `qd85 columns` '
        "shows how each column is understood"
    ),
)
KEEP_ONE_THEM_PUT_INTO: Final = Text(
    'giữ lại một cột, hoặc ghi vào tệp cấu hình: [table] ignore = ["{word}"]',
    'keep one of them, or put this into the settings: [table] ignore = ["{word}"]',
)

# Lines.

LINE_LONGER_THAN_MB: Final = Text("dòng dài hơn {size} MB", "the line is longer than {size} MB")
LINE_HOLDS_ONE_ACCOUNT: Final = Text("mỗi dòng chỉ ghi một tài khoản", "a line holds one account")

# ODS.

NOT_READABLE_ODS_WORKBOOK: Final = Text("không phải bảng tính ODS đọc được", "not a readable ODS workbook")

# Formats.

GIVE_DATA_STANDARD_INPUT_WITH: Final = Text(
    "đưa dữ liệu qua đầu vào chuẩn bằng `-`", "give the data on standard input with `-`"
)
FORMAT_STANDARD_INPUT_NOT_KNOWN: Final = Text(
    "không biết dữ liệu ở định dạng nào", "the format of standard input is not known"
)
GIVE_FILE_NAME_ITS_FORMAT: Final = Text(
    "nêu tên tệp hoặc định dạng: {formats}", "give a file name for it, or its format: {formats}"
)
FORMAT_FILE_NOT_KNOWN: Final = Text("không biết tệp này ở định dạng nào", "the format of this file is not known")
FILE_NAMES_END: Final = Text("các đuôi tệp: {extensions}", "file names end in {extensions}")
FILE_HAS_NO_ACCOUNTS: Final = Text("tệp không có tài khoản nào", "the file has no accounts")

# Sheets.

FILE_WEB_PAGE_NOT_WORKBOOK: Final = Text(
    "tệp là trang web (HTML), không phải bảng tính", "the file is a web page, not a workbook"
)
OPEN_EXCEL_SAVE_XLSX: Final = Text("mở bằng Excel rồi lưu lại dạng .xlsx", "open it in Excel, and save it as .xlsx")
FILE_TEXT_LET_ITS_NAME: Final = Text(
    "tệp là chữ: đặt lại đuôi .csv, hoặc mở bằng Excel rồi lưu dạng .xlsx",
    "the file is text: let its name end in .csv, or open it in Excel and save it as .xlsx",
)

# Rows and ids.

COLUMN_BLANK_ROW: Final = Text("cột «{name}» trống ở hàng này", "column “{name}” is blank in this row")
GIVE_PAGE_ID_ITS_OWN: Final = Text(
    "ghi mã riêng cho trang này, hoặc xóa cả hàng", "give the page an id of its own, or clear the whole row"
)
ROW_HAS_CELLS_NOT: Final = Text("hàng có {given} ô, cần {wanted} ô", "the row has {given} cells, not {wanted}")
ROW_MAY_ACCOUNT_MAY_HEADING: Final = Text(
    "không rõ hàng này là một tài khoản hay là tiêu đề, tổng cộng, ghi chú",
    "this row may be an account, and may be a heading, a total or a remark",
)
THERE_NO_COLUMN_ACCOUNT_IDS: Final = Text("không có cột mã tài khoản", "there is no column of account ids")
ADD_COLUMN_ID_HOLDER_ID: Final = Text(
    (
        "thêm cột `Mã tài khoản`; hoặc cột `Mã cán bộ` (hay `Họ và tên`) cùng `Nền tảng`, `Địa chỉ "
        "trang`, hoặc mỗi nền tảng một cột như `Facebook`, `Zalo`"
    ),
    (
        "add a column `id`; or `holder.id` (or `holder.legal_name`) with `platform` and `url`, or a "
        "column for each platform, such as `Facebook`, `Zalo`"
    ),
)
NO_ROW_COLUMN_NAMES_AMONG: Final = Text(
    "không thấy hàng tên cột trong {header_rows} hàng đầu", "no row of column names among the first {header_rows}"
)
NAME_COLUMNS_ID_HOLDER_LEGAL: Final = Text(
    "đặt tên cột như `Mã tài khoản`, `Họ và tên`; trang tính chỉ để ghi chú thì đặt tên là `Ghi chú`",
    "name the columns, as `id`, `holder.legal_name`; call a sheet that is only for reading `Notes`",
)
SHEET_NEEDS_COLUMN_ACCOUNT_IDS: Final = Text(
    "trang tính này cần cột mã tài khoản và các cột của nó",
    "this sheet needs a column of account ids and columns of its own",
)
LOOK_MISSING_SEPARATOR_QUOTES_ROW: Final = Text(
    "kiểm tra dấu ngăn cách và dấu nháy trong hàng", "look for a missing separator or quotes in the row"
)
FILL_ITS_CELLS_IF_ONE: Final = Text(
    "ghi đủ các ô nếu là tài khoản; nếu không, xóa hàng hoặc chuyển xuống dưới bảng với chữ `Ghi chú:` ở đầu",
    "fill in its cells if it is one; clear it, or begin it with `Note:`, if it is not",
)

# Parts of workbooks.

NO_ACCOUNT_WORKBOOK: Final = Text("không có tài khoản `{word}` trong bảng tính", "no account `{word}` in this workbook")

# XLS.

WORKBOOK_READER_CAME_STOP_FILE: Final = Text(
    "bộ đọc bảng tính đã dừng giữa chừng: tệp hỏng, hoặc cần hơn {memory_mb} MB bộ nhớ hay {cpu_seconds} giây",
    (
        "the workbook's reader came to a stop: the file is broken, or it takes more than {memory_mb} MB "
        "of memory or {cpu_seconds} seconds"
    ),
)
NOT_READABLE_XLS_WORKBOOK: Final = Text("không phải bảng tính XLS đọc được", "not a readable XLS workbook")
CELLS_HOLD_TOO_MUCH_TEXT: Final = Text("các ô có quá nhiều chữ", "the cells hold too much text")
PASSWORD_KEEPS_WORKBOOK: Final = Text("bảng tính có mật khẩu", "a password keeps the workbook")

# XLSX.

WORKBOOK_CANNOT_UNPACKED: Final = Text("không mở được bảng tính, có thể vì mật khẩu", "the workbook cannot be unpacked")
WORKBOOK_DECLARES_DOCUMENT_TYPE: Final = Text("bảng tính có khai báo DOCTYPE", "the workbook declares a document type")
WORKBOOK_UNPACKS_MORE_THAN_MB: Final = Text(
    "bảng tính bung ra hơn {value} MB, hoặc có quá nhiều phần",
    "the workbook unpacks to more than {value} MB, or has too many parts",
)
WORKBOOK_HAS_CELL_MORE_THAN: Final = Text(
    "bảng tính có ô dài hơn {text_limit} ký tự", "the workbook has a cell of more than {text_limit} characters"
)
CELL_TOO_FAR_AWAY_SHEET: Final = Text(
    "ô này ở quá xa: cả trang tính có {far} ô", "this cell is too far away: the sheet has {far} cells"
)

# Parts of XLSX.

TWO_SHEETS_SHARE_NAME_ONE: Final = Text(
    "hai trang tính trùng tên hoặc là một", "two sheets share a name, or are one and the same"
)
ADD_COLUMN_OF_IDS: Final = Text(
    "thêm cột `Mã tài khoản`; các cột khác: {names}", "add a column `account`; the others are {names}"
)

# Tables.

IN_COLUMN: Final = Text("cột «{column}»: {said}", "column “{column}”: {said}")


def in_column(column: str, said: Text) -> Text:
    """Say in which column something is so, by the name that people wrote over it."""
    return IN_COLUMN.filled(column=column, said=said)
