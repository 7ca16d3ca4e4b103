"""What may be wrong with a cell, in the words of whoever keeps the table: the column, what stands there, the cure.

What must not live here: finding it (`cells`, `tables`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from qd85rules.core.diagnostics import Diagnostic
from qd85rules.core.text import HIDDEN, Text, shortened
from qd85rules.intake.words import words_of
from qd85rules.wording import cells as say
from qd85rules.wording.files import in_column
from qd85rules.wording.inputs import LOOK_UP_THE_DATE

if TYPE_CHECKING:
    from qd85rules.core.diagnostics import Span
    from qd85rules.intake.columns import ColumnUse

_DAY_FORM: Final = say.WRITE_DAY
_OR_NEVER: Final = say.NEVER_WHERE_HAS_NOT_HAPPENED
_LEAVE_BLANK: Final = say.LEAVE_CELL_BLANK_WHERE_NOTHING

_SENTENCES: Final[dict[str, tuple[str, Text, Text]]] = {
    "error": (
        "cell-error",
        say.CELL_HAS_FORMULA_ERROR,
        say.MEND_FORMULA_WRITE_VALUE_INTO,
    ),
    "no-value": (
        "cell-without-value",
        say.CELL_HAS_FORMULA_FILE_DOES,
        say.OPEN_FILE_EXCEL_LIBREOFFICE_SAVE,
    ),
    "nothing-above": (
        "nothing-above",
        say.HERE_NOTHING_ABOVE_REPEAT,
        say.WRITE_VALUE_INTO_CELL,
    ),
    "digits-lost": (
        "digits-lost",
        say.NUMBER_CELL_CANNOT_TOLD_SHOWN,
        say.FORMAT_CELL_TEXT_TYPE_NUMBER,
    ),
    "not-text": (
        "not-text",
        say.CELL_TRUE_FALSE_NOT_TEXT,
        _LEAVE_BLANK,
    ),
    "date-for-text": (
        "not-text",
        say.EXCEL_HAS_TURNED_CELL_INTO,
        say.FORMAT_CELL_TEXT_TYPE_CODE,
    ),
    "letters-lost": (
        "letters-lost",
        say.LETTERS_WITH_MARKS_WERE_LOST,
        say.GO_BACK_FIRST_FILE_SAVE,
    ),
    "name-or-no": (
        "unclear-name",
        say.CELL_MAY_NAME_SAY_THERE,
        _LEAVE_BLANK,
    ),
    "yes-for-name": (
        "unclear-name",
        say.COLUMN_TAKES_NAME_CELL_SAYS,
        say.WRITE_NAME_PAGE_SHOWS_LEAVE,
    ),
    "same-as-holder": (
        "unclear-name",
        say.CELL_SAYS_NAME_SAME_GIVES,
        say.WRITE_NAME_PAGE_SHOWS,
    ),
    "platform-for-name": (
        "unclear-name",
        say.COLUMN_TAKES_NAME_CELL_NAMES,
        say.WRITE_NAME_PAGE_SHOWS_LEAVE,
    ),
    "several-names": (
        "several-values",
        say.CELL_HAS_SEVERAL_NAMES,
        say.ONE_NAME_IN_A_CELL,
    ),
    "several-addresses": (
        "several-values",
        say.CELL_HAS_SEVERAL_ADDRESSES,
        say.ONE_ADDRESS_IN_A_CELL,
    ),
    "several-platforms": (
        "several-values",
        say.CELL_NAMES_SEVERAL_PLATFORMS,
        say.A_ROW_EACH,
    ),
    "not-an-address": (
        "not-an-address",
        say.CELL_NOT_ADDRESS_PAGE,
        say.WRITE_ADDRESS_SUCH_HTTPS_WWW,
    ),
    "front-page": (
        "not-an-address",
        say.ADDRESS_PLATFORM_FRONT_PAGE_NO,
        say.WRITE_ADDRESS_PAGE_ITSELF_LEAVE,
    ),
    "serial": (
        "bad-date",
        say.CELL_NUMBER_NOT_DATE,
        say.FORMAT_CELL_DATE_EXCEL_LOOK,
    ),
    "not-a-day": ("bad-date", say.NOT_DAY, _DAY_FORM),
    "impossible-day": (
        "impossible-date",
        say.THERE_NO_DAY_CALENDAR,
        LOOK_UP_THE_DATE,
    ),
    "which-order": (
        "date-order",
        say.NOBODY_CAN_TELL_DAY_FROM,
        say.PUT_DD_MM_YYYY_BEHIND,
    ),
    "list-in-words": (
        "cell-not-json",
        say.NOT_UNDERSTOOD,
        say.GIVE_EACH_ROW_SHEET_TRANSFERS,
    ),
    "unknown-word": (
        "unknown-value",
        say.NOT_UNDERSTOOD,
        say.WHAT_MAY_STAND_HERE_BLANK,
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
            cure = _OR_NEVER.filled(day=cure)
        return Diagnostic(
            code,
            in_column(title, message.filled(text=quoted)),
            span,
            cure.filled(words=words),
            path=tuple(use.column.path.split(".")),
        )


def refuse(kind: str) -> NoReturn:
    """Say that something is wrong with the cell that is being read."""
    raise CellProblemError(kind)


def without_column(span: Span) -> Diagnostic:
    """Tell of a cell below no name."""
    message = say.CELL_STANDS_BELOW_NO_COLUMN
    cure = say.NAME_COLUMN_CLEAR_CELL
    return Diagnostic("cell-without-column", message, span, cure)
