"""Names and words as people mean them: without marks, case and punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
_REMEMBERED: Final = 20_000
"""More words than columns and choices have; what cells hold besides comes and goes."""


@lru_cache(maxsize=_REMEMBERED)
def folded(name: str) -> str:
    """Reduce a name to letters without marks and digits, so that spelling habits do not matter.

    Tone marks stand in different places in `khóa` and `khoá`, and many sheets have none at all.
    """
    letters = unicodedata.normalize("NFD", name.casefold()).replace("đ", "d")
    kept = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
    return " ".join(_WORD.findall(kept))


@lru_cache(maxsize=_REMEMBERED)
def spaced(text: str) -> str:
    """Give a word in composed letters and lower case, with single blanks; its marks count."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().replace("_", " ").split())
