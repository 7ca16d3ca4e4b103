"""Tells a Vietnamese domain label, and whether its letters could belong to another language as well.

Source: Unicode CLDR 48.2, main exemplar characters. The letters that occur in no other locale's set, leaving out
`zh-Latn`, which is a transcription and not how Chinese is written, are the distinctive ones.
"""

from __future__ import annotations

import unicodedata
from typing import Final, Literal

Vietnamese = Literal["distinctive", "shared", "none"]

DISTINCTIVE: Final = frozenset("ảạằẳẵắặầẩẫấậẻểễệềếỉỏồổỗốơờởỡớợủưừửữứựỷỵ")
_SHARED = frozenset("àãáăâèẽéẹêìĩíịòõóọôộùũúụỳỹýđ")
VIETNAMESE_LETTERS: Final = DISTINCTIVE | _SHARED | frozenset("abcdeghiklmnopqrstuvxy")
# f, j, w and z stand in loanwords and trade names, so a label that has them can still be Vietnamese.
LABEL_CHARACTERS: Final = VIETNAMESE_LETTERS | frozenset("fjwz0123456789-")


def label_letters(label: str) -> Vietnamese:
    """Classify a decoded lower-case label.

    `distinctive`: all letters are Vietnamese, at least one is in no other main orthography. `shared`: all are
    Vietnamese, and those with marks occur elsewhere too (`à`, `ô`, `đ`). `none`: pure ASCII, or some letter is not
    Vietnamese.
    """
    letters = frozenset(unicodedata.normalize("NFC", label))
    if label.isascii() or not letters <= LABEL_CHARACTERS:
        return "none"
    return "distinctive" if letters & DISTINCTIVE else "shared"
