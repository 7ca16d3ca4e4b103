"""Ids as people mean them: equal where they look equal, and made of what can be seen."""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["composed", "hidden_in", "without_hidden"]

_HIDDEN_KINDS: Final = frozenset({"Cc", "Cf", "Zl", "Zp"})
_HIDDEN: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # fillers that are called letters, marks or symbols
    + "".join(map(chr, range(0xFE00, 0xFE10)))  # variation selectors
)


def composed(text: str) -> str:
    """Give text in composed form (NFC), in which two spellings of one Vietnamese word are equal."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def hidden_in(text: str) -> int | None:
    """Give the position of the first character that nobody sees, or that looks like a plain space and is none."""
    if text.isascii() and text.isprintable():
        return None
    return next((position for position, character in enumerate(text) if _is_hidden(character)), None)


def without_hidden(text: str) -> str:
    """Give text with plain spaces for all blanks, none at either end, and without what nobody sees."""
    kept = (" " if character.isspace() else character for character in text)
    return "".join(character for character in kept if not _is_hidden(character)).strip()


def _is_hidden(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind in _HIDDEN_KINDS or (kind == "Zs" and character != " ") or character in _HIDDEN
