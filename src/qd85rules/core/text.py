"""A sentence in the two languages that every report speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["LANGUAGES", "Language", "Text", "as_text"]

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


def as_text(value: object) -> str:
    """Write any value as text; the interpreter refuses to write a number of thousands of digits, whatever it is in."""
    try:
        return str(value)
    except ValueError:
        return "…"
