"""The words that may stand in the cells of a table, in Vietnamese and English, and what they mean.

What must not live here: columns (`columns`), and reading a cell (`cells`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from qd85rules.intake.folding import folded, spaced
from qd85rules.model.fields import FIELDS

WORDS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    field.name: {choice.value: choice.words for choice in field.choices} for field in FIELDS if field.choices
}
"""For each field with a closed set of values, the values and their Vietnamese words."""

YES_NO: Final[dict[bool, tuple[str, ...]]] = {
    True: ("true", "yes", "y", "1", "x", "có", "rồi", "đúng", "v", "✓", "✔", "☑", "đã có"),
    False: ("false", "no", "n", "0", "không", "chưa", "sai", "ko", "k", "khg", "chưa có", "không có"),
}
NEVER_WORDS: Final = ("never", "chưa", "chưa có", "không", "chưa xảy ra", "ko", "k", "khg")
NONE_WORDS: Final = ("none", "không", "không có", "chưa", "chưa có", "ko", "k", "0")

_IN_USE: Final[dict[str, bool]] = {
    **dict.fromkeys(("đang dùng", "đang sử dụng", "còn", "còn dùng", "còn sử dụng", "vẫn dùng"), True),
    **dict.fromkeys(
        ("ngừng", "ngừng dùng", "ngừng sử dụng", "không dùng", "không sử dụng", "không còn dùng", "thôi dùng"), False
    ),
}
_SHORT_ROLES: Final = {
    "cbcc": ["cadre", "civil_servant"],
    "cb, cc": ["cadre", "civil_servant"],
    "cbccvc": ["cadre", "civil_servant", "public_employee"],
    "cán bộ công chức": ["cadre", "civil_servant"],
    "cán bộ công chức viên chức": ["cadre", "civil_servant", "public_employee"],
    "công chức viên chức": ["civil_servant", "public_employee"],
    "ccvc": ["civil_servant", "public_employee"],
}
_SAME_AS_HOLDER: Final = frozenset(
    ("nhu ho ten", "nhu ho va ten", "nhu ten", "nhu ten that", "trung ten", "trung ho ten", "giong ho ten", "giong ten")
)
_LONGEST: Final = 40
_BLANK: Final = re.compile(r"[-–—_.…/\\]+|\(?(?:để |bỏ )?trống\)?|\(blank\)", re.IGNORECASE)
_UNKNOWN: Final = frozenset(
    (
        *("?", "??", "???", "unknown", "n/a", "n / a"),
        *("chưa rõ", "không rõ", "k rõ", "ko rõ", "chưa biết", "không biết", "không nhớ", "chưa nhớ"),
        *("chưa xác định", "không xác định", "chưa cập nhật", "đang cập nhật", "chưa thống kê"),
        *("chưa có thông tin", "không có thông tin"),
    )
)
_NO: Final = frozenset(("không", "không có", "chưa", "chưa có", "ko", "ko có", "k", "khg", "none", "no"))
_REPEAT: Final = frozenset(
    ("nt", "n/t", "-nt-", "như trên", "như hàng trên", "như dòng trên", '"', '""', "''", "”", "“", "〃", "″", "ditto")
)
_ERROR: Final = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|#+)|Err:[0-9]{3}")

# Without its marks `có` (yes) is `co`, and `cho` (give) could be `chó`: a cell must be spelled as it is here, or
# wholly without marks.


def word_value(field: str, text: str) -> str | bool | None:
    """Give what a word in a cell for some field means, or for any `yes_no`; `None` where it is not one of the words."""
    word = spaced(text)
    values = _values(field)
    return values[word] if word in values else values.get(word.rstrip(".;, "))


def words_of(field: str) -> str:
    """List the words that a cell may have, as a clerk would write them."""
    if field in {"yes_no", "in_use"}:
        return "có, không"
    return ", ".join(words[0] if words else value for value, words in WORDS[field].items())


def is_word(words: tuple[str, ...], text: str) -> bool:
    """Tell whether a cell says one of some words."""
    return _says(text.rstrip("."), _spelled(words))


@cache
def _spelled(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(spaced, words))


def is_blank_mark(text: str) -> bool:
    """Tell whether a cell is as good as blank, whatever its column: a dash, dots, `n/a`."""
    return _BLANK.fullmatch(text) is not None


def is_unknown(text: str) -> bool:
    """Tell whether a cell says that something is not known."""
    return _says(text.strip("()."), _UNKNOWN)


def is_no(text: str) -> bool:
    """Tell whether a cell says no, so that it holds nothing where a text should stand."""
    return _says(text.rstrip("."), _NO)


def is_repeat(text: str) -> bool:
    """Tell whether a cell says that it is as the one above."""
    return _says(text.strip("()."), _REPEAT)


def is_same_as_holder(text: str) -> bool:
    """Tell whether a cell says that the page shows the holder's name, without writing it."""
    return folded(text) in _SAME_AS_HOLDER


def several_roles(text: str) -> list[str]:
    """Give the roles that one short word stands for, such as `CBCC`; none where it is not one of these words."""
    return _SHORT_ROLES.get(spaced(text), [])


def is_error_word(text: str) -> bool:
    """Tell whether a cell holds the error of a formula, as text."""
    return text.startswith(("#", "Err:")) and _ERROR.fullmatch(text) is not None


def _says(text: str, words: frozenset[str]) -> bool:
    if len(text) >= _LONGEST:
        return False
    word = spaced(text)
    return word in words or word in _without_marks(words)


@cache
def _without_marks(words: frozenset[str]) -> frozenset[str]:
    return frozenset(folded(word) for word in words) - {""}


@cache
def _values(field: str) -> dict[str, str | bool]:
    table: list[tuple[str | bool, tuple[str, ...]]]
    if field in {"yes_no", "in_use"}:
        table = list(YES_NO.items())
    else:
        table = [(value, (value, *words)) for value, words in WORDS[field].items()]
    exact = {spaced(word): value for value, words in table for word in words}
    if field == "in_use":
        exact |= _IN_USE
        table += [(value, (word,)) for word, value in _IN_USE.items()]
    return {folded(word): value for value, words in table for word in words if folded(word)} | exact
