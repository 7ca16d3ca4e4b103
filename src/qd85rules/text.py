"""A sentence in the two languages that every report speaks.

What must not live here: the sentences themselves, which stand beside what they describe.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["LANGUAGES", "Language", "Text"]

Language = Literal["vi", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in Vietnamese and in English."""

    vi: str
    en: str

    def __getitem__(self, lang: Language) -> str:
        """Give the sentence in one language."""
        if lang == "vi":
            return self.vi
        if lang == "en":
            return self.en
        raise KeyError(lang)
