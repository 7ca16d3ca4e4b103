"""The sentences in which a comparison of names explains itself, one ready-made comparison for each.

What must not live here: which of them applies (`compare`).
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from qd85rules.core.text import Text
from qd85rules.knowledge.names.agreement import FOUND_IN_ONE_NAME, Agreement, Doubt, NameComparison

__all__ = [
    "BRACKETS_LEFT_OUT",
    "DECORATION_LEFT_OUT",
    "DIFFERENT",
    "DOUBTS",
    "EXACT",
    "FULL_NAME_AMONG_OTHERS",
    "IDENTICAL",
    "INITIALS",
    "INVISIBLE_LEFT_OUT",
    "LEGAL_BRACKETS_LEFT_OUT",
    "MARKS_CHANGED",
    "MORE",
    "PART",
    "REORDERED",
    "SAME_LETTERS",
    "SET_APART_LEFT_OUT",
    "TITLE_LEFT_OUT",
    "TROUBLES",
    "UNMARKED",
    "Side",
]


class Side(Enum):
    """Which of the two names a sentence speaks of."""

    DISPLAY = "display"
    LEGAL = "legal"


def _agrees(agreement: Agreement, vi: str, en: str) -> NameComparison:
    return NameComparison(agreement, None, Text(vi, en))


IDENTICAL: Final = _agrees(Agreement.EXACT, "Hai tên trùng khớp.", "The two names are identical.")
EXACT: Final = _agrees(
    Agreement.EXACT,
    "Hai tên là một; chỉ khác cách viết hoa, khoảng trắng, dấu câu hoặc vị trí đặt dấu thanh.",
    "The names are the same; only capitals, spacing, punctuation or the place of a tone mark differ.",
)
FULL_NAME_AMONG_OTHERS: Final = _agrees(
    Agreement.EXACT,
    "Tên hiển thị có đủ họ và tên khai sinh, chỉ thêm những từ không thuộc tên.",
    "The display name holds the full legal name, beside words that are not part of a name.",
)
SAME_LETTERS: Final = _agrees(
    Agreement.SAME_LETTERS,
    "Hai tên có cùng chữ cái theo cùng thứ tự; một bên viết hoàn toàn không dấu.",
    "The names have the same letters in the same order; one of them is written without any marks.",
)
REORDERED: Final = _agrees(
    Agreement.REORDERED,
    "Hai tên gồm cùng các từ; một bên xếp theo thứ tự kiểu phương Tây.",
    "The names have the same words; one of them is in a western order.",
)
PART: Final = _agrees(
    Agreement.PARTIAL,
    "Tên hiển thị chỉ là một phần của họ và tên khai sinh.",
    "The display name is only a part of the legal name.",
)
MORE: Final = NameComparison(
    Agreement.PARTIAL,
    None,
    Text(
        "Tên hiển thị chứa mọi từ của họ và tên khai sinh nhưng còn thêm từ không rõ là gì.",
        "The display name holds every word of the legal name, and further words of unknown meaning.",
    ),
    more_words=True,
)
INITIALS: Final = _agrees(
    Agreement.PARTIAL,
    "Một trong hai tên viết tắt vài từ bằng chữ cái đầu và dấu chấm.",
    "One of the names shortens some words to initials with a full stop.",
)
MARKS_CHANGED: Final = _agrees(
    Agreement.DIFFERENT,
    "Hai tên có cùng chữ cái nhưng mang dấu khác nhau, nên là hai tên khác nhau.",
    "The names have the same letters under different marks, so they are different names.",
)
DIFFERENT: Final = _agrees(
    Agreement.DIFFERENT, "Hai tên gồm những từ khác nhau.", "The names are made of different words."
)

UNMARKED: Final = Text("Một bên viết hoàn toàn không dấu.", "One of the names is written without any marks.")
TITLE_LEFT_OUT: Final = Text("Đã bỏ qua danh xưng hoặc chức danh.", "A form of address or a title was left out.")
BRACKETS_LEFT_OUT: Final = Text(
    "Đã bỏ qua phần trong ngoặc ở tên hiển thị.", "Bracketed words of the display name were left out."
)
LEGAL_BRACKETS_LEFT_OUT: Final = Text(
    "Đã bỏ qua phần trong ngoặc ở họ và tên khai sinh.", "Bracketed words of the legal name were left out."
)
SET_APART_LEFT_OUT: Final = Text(
    "Đã bỏ qua phần được tách riêng bằng dấu câu.", "Words set apart by punctuation were left out."
)
DECORATION_LEFT_OUT: Final = Text("Đã bỏ qua biểu tượng trang trí.", "Emoji or other decorative symbols were left out.")
INVISIBLE_LEFT_OUT: Final = Text("Đã bỏ qua ký tự vô hình.", "Invisible characters were left out.")

_NAMED: Final = {
    Side.DISPLAY: Text("Tên hiển thị", "The display name"),
    Side.LEGAL: Text("Họ và tên khai sinh", "The legal name"),
}
_TROUBLE: Final = {
    Doubt.EMPTY: Text("không có chữ nào để so sánh", "has no letters to compare"),
    Doubt.TOO_LONG: Text("quá dài so với tên người", "is too long for a person's name"),
    Doubt.DAMAGED_TEXT: Text(
        "có ký tự hỏng, có thể do lỗi bảng mã", "has damaged characters, perhaps from a wrong character encoding"
    ),
    Doubt.OTHER_SCRIPT: Text(
        "có chữ cái ngoài hệ chữ Latinh, có thể trông giống chữ Latinh",
        "has letters of a script other than Latin, which may look like Latin ones",
    ),
    Doubt.STYLED_LETTERS: Text(
        "dùng ký tự tạo kiểu thay cho chữ cái thường", "uses styled symbols in place of ordinary letters"
    ),
    Doubt.INVISIBLE_CHARACTERS: Text(
        "có ký tự vô hình làm thay đổi cách tên hiện ra", "has invisible characters that change how the name appears"
    ),
    Doubt.DIGITS: Text("có chữ số", "has digits in it"),
    Doubt.TWO_TONES: Text("có từ mang hai dấu thanh", "has a word with two tone marks"),
}
TROUBLES: Final = {
    (doubt, side): NameComparison(
        None,
        doubt,
        Text(f"{_NAMED[side].vi} {_TROUBLE[doubt].vi}.", f"{_NAMED[side].en} {_TROUBLE[doubt].en}."),
    )
    for doubt in FOUND_IN_ONE_NAME
    for side in Side
}
"""One for each doubt that a single name raises, and each side it can be on."""


def _doubted(doubt: Doubt, vi: str, en: str) -> NameComparison:
    return NameComparison(None, doubt, Text(vi, en))


DOUBTS: Final = {
    comparison.doubt: comparison
    for comparison in (
        _doubted(
            Doubt.DAMAGED_TEXT,
            "Một trong hai tên có vẻ gõ bằng bảng mã cũ và hiện sai.",
            "One of the names looks like text of an old font encoding, shown wrongly.",
        ),
        _doubted(
            Doubt.LOOK_ALIKE,
            "Hai tên chỉ giống nhau nếu coi một chữ cái là chữ khác trông gần giống nó.",
            "The names agree only if a letter is taken for another that looks like it.",
        ),
        _doubted(
            Doubt.PARTLY_MARKED,
            "Hai tên có cùng chữ cái nhưng một bên chỉ thiếu một phần dấu.",
            "The names have the same letters, but one lacks only some of the other's marks.",
        ),
        _doubted(
            Doubt.I_Y_SPELLING,
            "Hai tên chỉ khác nhau ở cách viết i hay y.",
            "The names differ only in writing i or y.",
        ),
        _doubted(
            Doubt.UNUSUAL_ORDER,
            "Hai tên có các từ chung nhưng theo thứ tự không quen dùng cho tên người.",
            "The names share their words, but in an order that is not usual for a name.",
        ),
        _doubted(
            Doubt.BARE_INITIALS,
            "Một trong hai tên viết tắt bằng chữ cái đầu, không đủ để nhận ra tên.",
            "One of the names has initials that are too bare to tell whose name it is.",
        ),
        _doubted(
            Doubt.WORD_BREAKS,
            "Hai tên có cùng chữ cái nhưng tách từ khác nhau.",
            "The names have the same letters, broken into words differently.",
        ),
    )
}
"""One for each doubt that only the comparison of two names raises."""
