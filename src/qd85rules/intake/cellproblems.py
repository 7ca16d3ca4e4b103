"""What may be wrong with a cell, in the words of whoever keeps the table: the column, what stands there, the cure.

What must not live here: finding it (`cells`, `tables`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from qd85rules.core.diagnostics import Diagnostic
from qd85rules.core.text import HIDDEN, Text, shortened
from qd85rules.intake.words import words_of

if TYPE_CHECKING:
    from qd85rules.core.diagnostics import Span
    from qd85rules.intake.columns import ColumnUse

_DAY_FORM: Final = Text("viết ngày như 2024-03-01", "write the day as 2024-03-01")
_OR_NEVER: Final = Text(
    "{day}; chưa xảy ra thì ghi `chưa`, không rõ thì để trống",
    "{day}; `never` where it has not happened, blank where it is not known",
)
_LEAVE_BLANK: Final = Text("chưa ghi thì để trống ô", "leave the cell blank where nothing is recorded")

_SENTENCES: Final[dict[str, tuple[str, Text, Text]]] = {
    "error": (
        "cell-error",
        Text("ô có lỗi công thức `{text}`", "the cell has a formula error, `{text}`"),
        Text("sửa công thức, hoặc ghi giá trị vào ô", "mend the formula, or write the value into the cell"),
    ),
    "no-value": (
        "cell-without-value",
        Text(
            "ô có công thức nhưng tệp không lưu kết quả", "the cell has a formula, and the file does not hold its value"
        ),
        Text("mở tệp bằng Excel hoặc LibreOffice rồi lưu lại", "open the file in Excel or LibreOffice and save it"),
    ),
    "nothing-above": (
        "nothing-above",
        Text("ô ghi `{text}` nhưng ô phía trên không có gì để lấy theo", "`{text}` here, and nothing above to repeat"),
        Text("ghi hẳn giá trị vào ô", "write the value into the cell"),
    ),
    "digits-lost": (
        "digits-lost",
        Text(
            "không biết ô này hiện số gì: `{text}`", "the number in this cell cannot be told as it is shown: `{text}`"
        ),
        Text(
            "định dạng ô là Text rồi gõ lại số; Excel chỉ giữ 15 chữ số",
            "format the cell as text and type the number again; Excel keeps 15 digits only",
        ),
    ),
    "not-text": (
        "not-text",
        Text("ô là giá trị đúng/sai (TRUE/FALSE), không phải chữ", "the cell is true or false, not text"),
        _LEAVE_BLANK,
    ),
    "date-for-text": (
        "not-text",
        Text("Excel đã đổi ô này thành ngày: `{text}`", "Excel has turned this cell into a date: `{text}`"),
        Text("định dạng ô là Text rồi gõ lại mã", "format the cell as text and type the code again"),
    ),
    "letters-lost": (
        "letters-lost",
        Text("chữ có dấu trong ô đã mất, thành dấu `?`", "letters with marks were lost in this cell and became `?`"),
        Text(
            "lấy lại từ tệp gốc, lưu dạng CSV UTF-8 hoặc XLSX",
            "go back to the first file, and save it as CSV UTF-8 or XLSX",
        ),
    ),
    "name-or-no": (
        "unclear-name",
        Text("không rõ ô là một tên hay nghĩa là không có", "the cell may be a name, or say that there is none"),
        _LEAVE_BLANK,
    ),
    "yes-for-name": (
        "unclear-name",
        Text("cột này cần một tên, ô lại ghi có hay không", "this column takes a name, and the cell says yes or no"),
        Text("ghi tên như trang hiển thị, hoặc để trống", "write the name as the page shows it, or leave it blank"),
    ),
    "same-as-holder": (
        "unclear-name",
        Text("ô nói là giống họ tên, không ghi tên", "the cell says that the name is the same, and gives none"),
        Text("ghi hẳn tên như trang hiển thị", "write the name as the page shows it"),
    ),
    "platform-for-name": (
        "unclear-name",
        Text("cột này cần một tên, ô lại ghi tên nền tảng", "this column takes a name, and the cell names a platform"),
        Text("ghi tên như trang hiển thị, hoặc để trống", "write the name as the page shows it, or leave it blank"),
    ),
    "several-names": (
        "several-values",
        Text("ô có nhiều tên", "the cell has several names"),
        Text("mỗi trang một hàng, mỗi ô một tên", "give each page a row of its own, with one name in a cell"),
    ),
    "several-addresses": (
        "several-values",
        Text("ô có nhiều địa chỉ", "the cell has several addresses"),
        Text("mỗi trang một hàng, mỗi ô một địa chỉ", "give each page a row of its own, with one address in a cell"),
    ),
    "several-platforms": (
        "several-values",
        Text("ô ghi nhiều nền tảng: `{text}`", "the cell names several platforms: `{text}`"),
        Text("mỗi trang một hàng", "give each page a row of its own"),
    ),
    "not-an-address": (
        "not-an-address",
        Text("ô không phải địa chỉ của một trang", "the cell is not the address of a page"),
        Text(
            "ghi địa chỉ như https://www.facebook.com/nguyenvanan, hoặc để trống",
            "write an address such as https://www.facebook.com/nguyenvanan, or leave it blank",
        ),
    ),
    "front-page": (
        "not-an-address",
        Text(
            "địa chỉ là trang chủ của nền tảng, không phải trang của ai",
            "the address is a platform's front page, no one's page",
        ),
        Text(
            "ghi địa chỉ của chính trang ấy, hoặc để trống", "write the address of the page itself, or leave it blank"
        ),
    ),
    "serial": (
        "bad-date",
        Text("ô là số `{text}`, không phải ngày", "the cell is the number `{text}`, not a date"),
        Text(
            "định dạng ô là Ngày (Date) trong Excel, rồi xem lại ngày",
            "format the cell as a date in Excel, and look at it",
        ),
    ),
    "not-a-day": ("bad-date", Text("`{text}` không phải là một ngày", "`{text}` is not a day"), _DAY_FORM),
    "impossible-day": (
        "impossible-date",
        Text("lịch không có ngày `{text}`", "there is no day `{text}` in the calendar"),
        Text("xem lại ngày", "look the date up"),
    ),
    "which-order": (
        "date-order",
        Text("`{text}`: không biết đâu là ngày, đâu là tháng", "`{text}`: nobody can tell the day from the month"),
        Text(
            "thêm (dd/mm/yyyy) vào tên cột, hoặc chạy với `--table dates=dmy`",
            "put (dd/mm/yyyy) behind the name of the column, or run with `--table dates=dmy`",
        ),
    ),
    "list-in-words": (
        "cell-not-json",
        Text("không hiểu `{text}`", "`{text}` is not understood"),
        Text(
            "mỗi lần ghi một hàng ở trang tính «Chuyển giao» hoặc «Sự cố»; không có lần nào thì ghi `không`, "
            "không rõ thì để trống",
            "give each a row on a sheet `transfers` or `incidents`; write `none` where there is none, and leave the "
            "cell blank where that is not known",
        ),
    ),
    "unknown-word": (
        "unknown-value",
        Text("không hiểu `{text}`", "`{text}` is not understood"),
        Text("ô này ghi được: {words}; không rõ thì để trống", "what may stand here: {words}; blank where not known"),
    ),
}


class CellProblemError(Exception):
    """Something is wrong with a cell; `kind` is a key of the table above."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind

    def told(self, name: str, text: str, use: ColumnUse, span: Span) -> Diagnostic:
        """Tell it of a cell in a named column; what is personal is not quoted."""
        code, message, cure = _SENTENCES[self.kind]
        is_quoted = not use.column.is_personal or self.kind == "error"
        title, quoted = shortened(name), shortened(text) if is_quoted else HIDDEN
        words = words_of("yes_no" if use.value is not None else use.column.words) if "{words}" in cure.vi else ""
        if self.kind == "not-a-day" and use.column.kind == "event":
            cure = Text(_OR_NEVER.vi.format(day=cure.vi), _OR_NEVER.en.format(day=cure.en))
        return Diagnostic(
            code,
            Text(
                f"cột «{title}»: {message.vi.replace('{text}', quoted)}",
                f"column “{title}”: {message.en.replace('{text}', quoted)}",
            ),
            span,
            Text(cure.vi.replace("{words}", words), cure.en.replace("{words}", words)),
            path=tuple(use.column.path.split(".")),
        )


def refuse(kind: str) -> NoReturn:
    """Say that something is wrong with the cell that is being read."""
    raise CellProblemError(kind)


def without_column(span: Span) -> Diagnostic:
    """Tell of a cell below no name."""
    message = Text("ô này nằm dưới cột không có tên", "this cell stands below no column name")
    cure = Text("đặt tên cho cột, hoặc xóa ô", "name the column, or clear the cell")
    return Diagnostic("cell-without-column", message, span, cure)
