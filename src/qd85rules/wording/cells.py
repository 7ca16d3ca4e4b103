"""Cells of a table: what is wrong with one, and what was left out, filled in or guessed."""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text

# What is wrong with a cell.

WRITE_DAY: Final = Text("viết ngày như 2024-03-01", "write the day as 2024-03-01")
NEVER_WHERE_HAS_NOT_HAPPENED: Final = Text(
    "{day}; chưa xảy ra thì ghi `chưa`, không rõ thì để trống",
    "{day}; `never` where it has not happened, blank where it is not known",
)
LEAVE_CELL_BLANK_WHERE_NOTHING: Final = Text(
    "chưa ghi thì để trống ô", "leave the cell blank where nothing is recorded"
)
CELL_STANDS_BELOW_NO_COLUMN: Final = Text("ô này nằm dưới cột không có tên", "this cell stands below no column name")
NAME_COLUMN_CLEAR_CELL: Final = Text("đặt tên cho cột, hoặc xóa ô", "name the column, or clear the cell")
CELL_HAS_FORMULA_ERROR: Final = Text("ô có lỗi công thức `{text}`", "the cell has a formula error, `{text}`")
MEND_FORMULA_WRITE_VALUE_INTO: Final = Text(
    "sửa công thức, hoặc ghi giá trị vào ô", "mend the formula, or write the value into the cell"
)
CELL_HAS_FORMULA_FILE_DOES: Final = Text(
    "ô có công thức nhưng tệp không lưu kết quả", "the cell has a formula, and the file does not hold its value"
)
OPEN_FILE_EXCEL_LIBREOFFICE_SAVE: Final = Text(
    "mở tệp bằng Excel hoặc LibreOffice rồi lưu lại", "open the file in Excel or LibreOffice and save it"
)
HERE_NOTHING_ABOVE_REPEAT: Final = Text(
    "ô ghi `{text}` nhưng ô phía trên không có gì để lấy theo", "`{text}` here, and nothing above to repeat"
)
WRITE_VALUE_INTO_CELL: Final = Text("ghi hẳn giá trị vào ô", "write the value into the cell")
NUMBER_CELL_CANNOT_TOLD_SHOWN: Final = Text(
    "không biết ô này hiện số gì: `{text}`", "the number in this cell cannot be told as it is shown: `{text}`"
)
FORMAT_CELL_TEXT_TYPE_NUMBER: Final = Text(
    "định dạng ô là Text rồi gõ lại số; Excel chỉ giữ 15 chữ số",
    "format the cell as text and type the number again; Excel keeps 15 digits only",
)
CELL_TRUE_FALSE_NOT_TEXT: Final = Text(
    "ô là giá trị đúng/sai (TRUE/FALSE), không phải chữ", "the cell is true or false, not text"
)
EXCEL_HAS_TURNED_CELL_INTO: Final = Text(
    "Excel đã đổi ô này thành ngày: `{text}`", "Excel has turned this cell into a date: `{text}`"
)
FORMAT_CELL_TEXT_TYPE_CODE: Final = Text(
    "định dạng ô là Text rồi gõ lại mã", "format the cell as text and type the code again"
)
LETTERS_WITH_MARKS_WERE_LOST: Final = Text(
    "chữ có dấu trong ô đã mất, thành dấu `?`", "letters with marks were lost in this cell and became `?`"
)
GO_BACK_FIRST_FILE_SAVE: Final = Text(
    "lấy lại từ tệp gốc, lưu dạng CSV UTF-8 hoặc XLSX", "go back to the first file, and save it as CSV UTF-8 or XLSX"
)
CELL_MAY_NAME_SAY_THERE: Final = Text(
    "không rõ ô là một tên hay nghĩa là không có", "the cell may be a name, or say that there is none"
)
COLUMN_TAKES_NAME_CELL_SAYS: Final = Text(
    "cột này cần một tên, ô lại ghi có hay không", "this column takes a name, and the cell says yes or no"
)
WRITE_NAME_PAGE_SHOWS_LEAVE: Final = Text(
    "ghi tên như trang hiển thị, hoặc để trống", "write the name as the page shows it, or leave it blank"
)
CELL_SAYS_NAME_SAME_GIVES: Final = Text(
    "ô nói là giống họ tên, không ghi tên", "the cell says that the name is the same, and gives none"
)
WRITE_NAME_PAGE_SHOWS: Final = Text("ghi hẳn tên như trang hiển thị", "write the name as the page shows it")
COLUMN_TAKES_NAME_CELL_NAMES: Final = Text(
    "cột này cần một tên, ô lại ghi tên nền tảng", "this column takes a name, and the cell names a platform"
)
CELL_HAS_SEVERAL_NAMES: Final = Text("ô có nhiều tên", "the cell has several names")
ONE_NAME_IN_A_CELL: Final = Text(
    "mỗi trang một hàng, mỗi ô một tên", "give each page a row of its own, with one name in a cell"
)
CELL_HAS_SEVERAL_ADDRESSES: Final = Text("ô có nhiều địa chỉ", "the cell has several addresses")
ONE_ADDRESS_IN_A_CELL: Final = Text(
    "mỗi trang một hàng, mỗi ô một địa chỉ", "give each page a row of its own, with one address in a cell"
)
CELL_NAMES_SEVERAL_PLATFORMS: Final = Text(
    "ô ghi nhiều nền tảng: `{text}`", "the cell names several platforms: `{text}`"
)
A_ROW_EACH: Final = Text("mỗi trang một hàng", "give each page a row of its own")
CELL_NOT_ADDRESS_PAGE: Final = Text("ô không phải địa chỉ của một trang", "the cell is not the address of a page")
WRITE_ADDRESS_SUCH_HTTPS_WWW: Final = Text(
    "ghi địa chỉ như https://www.facebook.com/nguyenvanan, hoặc để trống",
    "write an address such as https://www.facebook.com/nguyenvanan, or leave it blank",
)
ADDRESS_PLATFORM_FRONT_PAGE_NO: Final = Text(
    "địa chỉ là trang chủ của nền tảng, không phải trang của ai",
    "the address is a platform's front page, no one's page",
)
WRITE_ADDRESS_PAGE_ITSELF_LEAVE: Final = Text(
    "ghi địa chỉ của chính trang ấy, hoặc để trống", "write the address of the page itself, or leave it blank"
)
CELL_NUMBER_NOT_DATE: Final = Text("ô là số `{text}`, không phải ngày", "the cell is the number `{text}`, not a date")
FORMAT_CELL_DATE_EXCEL_LOOK: Final = Text(
    "định dạng ô là Ngày (Date) trong Excel, rồi xem lại ngày", "format the cell as a date in Excel, and look at it"
)
NOT_DAY: Final = Text("`{text}` không phải là một ngày", "`{text}` is not a day")
THERE_NO_DAY_CALENDAR: Final = Text("lịch không có ngày `{text}`", "there is no day `{text}` in the calendar")
NOBODY_CAN_TELL_DAY_FROM: Final = Text(
    "`{text}`: không biết đâu là ngày, đâu là tháng", "`{text}`: nobody can tell the day from the month"
)
PUT_DD_MM_YYYY_BEHIND: Final = Text(
    "thêm (dd/mm/yyyy) vào tên cột, hoặc chạy với `--table dates=dmy`",
    "put (dd/mm/yyyy) behind the name of the column, or run with `--table dates=dmy`",
)
NOT_UNDERSTOOD: Final = Text("không hiểu `{text}`", "`{text}` is not understood")
GIVE_EACH_ROW_SHEET_TRANSFERS: Final = Text(
    (
        "mỗi lần ghi một hàng ở trang tính «Chuyển giao» hoặc «Sự cố»; không có lần nào thì ghi `không`, "
        "không rõ thì để trống"
    ),
    (
        "give each a row on a sheet `transfers` or `incidents`; write `none` where there is none, and "
        "leave the cell blank where that is not known"
    ),
)
WHAT_MAY_STAND_HERE_BLANK: Final = Text(
    "ô này ghi được: {words}; không rõ thì để trống", "what may stand here: {words}; blank where not known"
)

# JSON in a cell.

WRITE_JSON_LIST_SUCH: Final = Text("viết một danh sách JSON, ví dụ `[]`", "write a JSON list, such as `[]`")
EXTRA_DATA: Final = Text("thừa chữ sau giá trị", "extra data")

# Orders of day and month.

NOBODY_CAN_TELL_DAYS_OF_COLUMN: Final = Text(
    "không biết đâu là ngày, đâu là tháng trong cột {names}, như `{sample}`",
    "nobody can tell the day from the month in column {names}, as in `{sample}`",
)
COLUMN_HAS_DAYS_WITH_DAY: Final = Text(
    "cột «{name}» có ngày viết ngày trước và ngày viết tháng trước",
    "column “{name}” has days with the day first and days with the month first",
)
WRITE_EVERY_DAY_COLUMN_ONE: Final = Text(
    "viết mọi ngày trong cột theo một lối, như 2024-03-01",
    "write every day of the column in one way, such as 2024-03-01",
)
COLUMN_HAS_REAL_DATES_BESIDE: Final = Text(
    "cột «{name}» có cả ngày thật và chữ như `13/03/2024`; ở các ngày thật, máy có thể đã đảo ngày với tháng",
    (
        "column “{name}” has real dates beside text such as `13/03/2024`; the program may have turned day"
        " and month round in the real ones"
    ),
)
LOOK_UP_EACH_REAL_DATE: Final = Text(
    "xem lại từng ngày thật trong cột (ô này và các ô đã nêu), rồi viết mọi ngày theo một lối, như 2024-03-01",
    (
        "look up each real date of the column (this cell and those named), and write every day in one "
        "way, such as 2024-03-01"
    ),
)

# What was left out, filled in or guessed.

TITLES: Final = Text("tiêu đề", "titles")
NUMBERS_COLUMNS: Final = Text("đánh số cột", "numbers of columns")
REPEATED_NAMES_COLUMNS: Final = Text("tên cột lặp lại", "repeated names of columns")
HEADINGS_PARTS: Final = Text("tên nhóm", "headings of parts")
TOTALS: Final = Text("tổng cộng", "totals")
REMARKS: Final = Text("ghi chú", "remarks")
SIGNATURES: Final = Text("ký tên", "signatures")
COLUMNS_NOT_READ: Final = Text("không đọc cột {what}", "columns that are not read: {what}")
MERGED_CELLS_FILLED_FROM_FIRST: Final = Text(
    "{n} ô gộp được điền theo ô đầu của vùng gộp", "{n} merged cells filled from the first cell of their area"
)
CELLS_SUCH_TAKEN_NOT_RECORDED: Final = Text(
    "{n} ô như {what} được hiểu là chưa ghi", "{n} cells such as {what} taken for not recorded"
)
CELLS_SAY_ABOVE_FILLED_FROM: Final = Text(
    "{n} ô ghi «như trên» được điền theo ô phía trên", "{n} cells that say “as above” filled from the cell above"
)
APOSTROPHES_AT_BEGINNING_CELL_TAKEN: Final = Text(
    "{n} dấu nháy đơn ở đầu ô được bỏ", "{n} apostrophes at the beginning of a cell taken off"
)
CHARACTERS_NOBODY_SEES_TAKEN_OFF: Final = Text(
    "ký tự không nhìn thấy trong {n} ô được bỏ", "characters that nobody sees taken off in {n} cells"
)
WHAT_STANDS_BEHIND_VALUE_CELLS: Final = Text(
    "phần ghi thêm sau giá trị ở {n} ô không được đọc", "what stands behind the value in {n} cells is not read"
)
ADDRESSES_TAKEN_FROM_LINK_BEHIND: Final = Text(
    "{n} địa chỉ lấy từ liên kết của ô, không phải chữ trong ô", "{n} addresses taken from the link behind the cell"
)
TIME_DAY_DATE_CELLS_TAKEN: Final = Text("giờ phút ở {n} ô ngày được bỏ", "the time of day in {n} date cells taken off")
DATES_READ_OTHER_DATES_COLUMN: Final = Text(
    "{n} ngày viết bằng số được đọc theo thứ tự {what}, theo các ngày khác trong cột",
    "{n} dates read as {what}, as other dates of the column show",
)
YEARS_TWO_DIGITS_TAKEN_XX: Final = Text(
    "{n} năm hai chữ số được hiểu là 20xx", "{n} years of two digits taken for 20xx"
)
NO_COLUMN_ACCOUNT_IDS_IDS: Final = Text(
    "không có cột mã tài khoản: {n} mã được lập từ mã người và nền tảng, như `{what}`",
    "no column of account ids: {n} ids made of the holder's code and the platform, such as `{what}`",
)
NO_COLUMN_PEOPLE_CODES_IDS: Final = Text(
    "không có cột mã người: {n} mã được lập từ dấu vết của họ tên và đơn vị; nên thêm cột «Mã cán bộ»",
    "no column of people's codes: {n} ids made of a digest of name and unit; better add a column `holder.id`",
)
PEOPLE_WITHOUT_ANY_PAGE: Final = Text("{n} người không có trang nào", "{n} people without any page")
SHEETS_NOT_READ: Final = Text("không đọc trang tính {what}", "sheets that are not read: {what}")
SHEET_NOT_READ_BUT_LOOKS: Final = Text(
    "trang tính {what} không được đọc nhưng trông như một sổ: bỏ ẩn hoặc đổi tên nếu cần đọc",
    "sheet {what} is not read but looks like a register: unhide or rename it to have it read",
)
HIDDEN_ROWS_READ_ALL_SAME: Final = Text("{n} hàng đang ẩn vẫn được đọc", "{n} hidden rows are read all the same")
HIDDEN_COLUMNS_READ_ALL_SAME: Final = Text(
    "cột đang ẩn vẫn được đọc: {what}", "hidden columns are read all the same: {what}"
)
CELLS_TYPED_FONT_TURNED_INTO: Final = Text(
    "{n} ô gõ bằng phông {what} được đổi sang Unicode", "{n} cells typed in a font of {what} turned into Unicode"
)
FILE_READ_SO: Final = Text("tệp ở bảng mã {what}, được đọc như vậy", "the file is in {what}, and is read so")

# Several pages in one cell.

ROW_HAS_NO_ID_NEITHER: Final = Text(
    "hàng không có mã tài khoản, cũng không có nền tảng hay địa chỉ để lập mã",
    "the row has no id, and neither platform nor address to make one of",
)
WRITE_PLATFORM_ADDRESS_PAGE: Final = Text(
    "ghi nền tảng hoặc địa chỉ trang", "write the platform or the address of the page"
)
ROW_HAS_NEITHER_PERSON_CODE: Final = Text(
    "hàng không có mã người, cũng không có họ tên", "the row has neither a person's code nor a name"
)
WRITE_CODE_NAME_INTO_ROW: Final = Text("ghi mã hoặc họ tên vào hàng này", "write the code or the name into this row")
COLUMN_HAS_ONE_VALUE_ROW: Final = Text(
    "cột «{name}» có một giá trị, mà hàng này có {pages} trang", "column “{name}” has one value, the row {pages} pages"
)
ROWS_NO_DATA: Final = Text(
    "{number} hàng không phải dữ liệu, không đọc: {kinds}", "{number} rows are no data and not read: {kinds}"
)
