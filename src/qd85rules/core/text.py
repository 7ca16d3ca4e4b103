"""A sentence in the two languages that every report speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

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

    def filled(self, **values: object) -> Text:
        """Give the sentence with each `{name}` replaced by its value; of a `Text`, by the one in the same language."""
        vi, en = (
            self[lang].format(
                **{name: value[lang] if isinstance(value, Text) else value for name, value in values.items()}
            )
            for lang in LANGUAGES
        )
        return Text(vi, en)


def as_text(value: object) -> str:
    """Write any value as text; the interpreter refuses to write a number of thousands of digits, whatever it is in."""
    try:
        return str(value)
    except ValueError:
        return "…"
