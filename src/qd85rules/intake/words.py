"""The words that may stand in the cells of a table, in Vietnamese and English, and what they mean.

What must not live here: columns (`columns`), and reading a cell (`cells`).
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

from qd85rules.intake.columns import folded
from qd85rules.model.fields import FIELDS

__all__ = ["NEVER_WORDS", "NONE_WORDS", "WORDS", "YES_NO", "is_word", "word_value"]

WORDS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    field.name: {choice.value: choice.words for choice in field.choices} for field in FIELDS if field.choices
}
"""For each field with a closed set of values, the values and their Vietnamese words."""

YES_NO: Final[dict[bool, tuple[str, ...]]] = {
    True: ("true", "yes", "y", "1", "x", "có", "rồi", "đúng"),
    False: ("false", "no", "n", "0", "không", "chưa", "sai"),
}
NEVER_WORDS: Final = ("never", "chưa", "chưa có", "không", "chưa xảy ra")
NONE_WORDS: Final = ("none", "không", "không có")

# Without its marks `có` (yes) is `co`, and `cho` (give) could be `chó`: a cell must be spelled as it is here, or
# wholly without marks.


def word_value(field: str, text: str) -> str | bool | None:
    """Give what a word in a cell for some field means, or for any `yes_no`; `None` where it is not one of the words."""
    return _values(field).get(_spaced(text))


def is_word(words: tuple[str, ...], text: str) -> bool:
    """Tell whether a cell says one of some words."""
    spaced = _spaced(text)
    return any(spaced in {_spaced(word), folded(word)} for word in words)


def _spaced(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().replace("_", " ").split())


@cache
def _values(field: str) -> dict[str, str | bool]:
    table: list[tuple[str | bool, tuple[str, ...]]]
    if field == "yes_no":
        table = list(YES_NO.items())
    else:
        table = [(value, (value, *words)) for value, words in WORDS[field].items()]
    exact = {_spaced(word): value for value, words in table for word in words}
    return {folded(word): value for value, words in table for word in words} | exact
