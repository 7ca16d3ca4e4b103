"""What each character of a name is: a letter, a mark, a separator, a decoration or a source of doubt.

What must not live here: anything about words (`words`) or whole names (`compare`).

Source: Unicode character names, general categories and decompositions as the standard library carries them; CLDR
exemplar letters of Vietnamese; the Latin alphabets of Vietnam's other peoples (breve, caron, tilde on n, ƀ).
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import cache
from typing import Final

from qd85rules.knowledge.names.agreement import NameDoubt

__all__ = [
    "APOSTROPHE",
    "BREVE",
    "CARON",
    "CLOSE",
    "DECORATION",
    "INVISIBLE",
    "LOOK_ALIKES",
    "MODIFIED",
    "OPEN",
    "PLAIN_NAME",
    "SEPARATOR",
    "SYMBOL",
    "TONES",
    "VOWELS",
    "CharacterKind",
    "kind_of",
    "simplify",
]

APOSTROPHE: Final = "'"
OPEN, CLOSE = "(", ")"
# Stand-ins that `simplify` writes; control characters, so that no text it reads can contain them afterwards.
SEPARATOR, DECORATION, SYMBOL, INVISIBLE = "\x01", "\x02", "\x03", "\x04"

TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
VOWELS: Final = frozenset("aeiouy")
BREVE, CARON = "\u0306", "\u030c"
_STROKE: Final = "\u0335"

# Letters with a bar or stroke, which Unicode does not decompose: base letter and mark.
MODIFIED: Final = {"đ": ("d", _STROKE), "ƀ": ("b", _STROKE), "ø": ("o", _STROKE), "ł": ("l", _STROKE)}
# Latin letters that pass for a Vietnamese one; after case folding.
LOOK_ALIKES: Final = {
    "ð": "đ", "ɖ": "đ", "ɗ": "đ", "ɓ": "ƀ", "ı": "i", "ɩ": "i", "ɑ": "a", "ɡ": "g", "ȷ": "j", "ʋ": "v", "ɯ": "u",
    "ǀ": "l", "ƞ": "n", "ɵ": "o", "ŧ": "t", "ħ": "h",
}  # fmt: skip
# Marks of living orthographies; anything else stacked on a letter is ornament.
_MARKS: Final = TONES | frozenset(
    "\u0302\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u031b\u0326\u0327\u0328\u0331",
)

# The capitals look the same, and many keyboards and fonts give the first for the second.
_ETH, _D_BAR = "\u00d0", "\u0110"
_APOSTROPHES: Final = (
    "'\u2018\u2019\u201b\u02bc\u02bb\u02b9\u02c8`\u00b4\u02ca\u02cb\u2032\u2035\uff07\ua78b\ua78c\u055a\u05f3"
)
_SEPARATORS: Final = (
    "|/\\,;:\u00a6\u00b7\u2022\u2027\u2044\u2012\u2013\u2014\u2015\u2212\u2219\u22c5\u30fb\uff0c\uff5c\u3001"
)
_HYPHENS: Final = "-\u2010\u2011\ufe63\uff0d"
_OPENING: Final = "([{<\u00ab\u201c\u201e\u201f\u2039"
_CLOSING: Final = ")]}>\u00bb\u201d\u203a"
_QUOTE: Final = '"'
# Shown as nothing and joining nothing: joiners, soft breaks, direction marks, variation selectors.
_HARMLESS_INVISIBLE: Final = "\u00ad\u034f\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
# Blanks that count as letters or symbols, so that a name can hide in them.
_BLANKS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_DAMAGE: Final = frozenset("?\ufffd")
_LATIN_1: Final = 0x100


class CharacterKind(Enum):
    """What an unobjectionable character is within a word."""

    LETTER = "letter"
    MARK = "mark"


def _as_plain(character: str) -> str:
    """Give the Latin letters that a compatibility character is a styled form of, or nothing."""
    plain = unicodedata.normalize("NFKD", character)
    letters = "".join(c for c in plain if unicodedata.category(c)[0] == "L")
    return letters if plain != character and letters and letters.isascii() else ""


@cache
def kind_of(character: str) -> CharacterKind | NameDoubt:
    """Tell what one case-folded, decomposed character of a word is, or which doubt it raises."""
    category = unicodedata.category(character)
    if character == APOSTROPHE or character in LOOK_ALIKES:
        return CharacterKind.LETTER
    if character in _BLANKS or category == "Cf":
        return NameDoubt.INVISIBLE_CHARACTERS
    match category[0]:
        case "M":
            if character in _MARKS:
                return CharacterKind.MARK
            stacked = unicodedata.name(character, "").startswith("COMBINING")
            return NameDoubt.STYLED_LETTERS if stacked else NameDoubt.OTHER_SCRIPT
        case "L":
            return _kind_of_letter(character, category)
        case "N":
            return NameDoubt.DIGITS
        case "S" if _as_plain(character):
            return NameDoubt.STYLED_LETTERS
        case _:
            return NameDoubt.DAMAGED_TEXT


def _kind_of_letter(character: str, category: str) -> CharacterKind | NameDoubt:
    name = unicodedata.name(character, "")
    if _as_plain(character):
        return NameDoubt.STYLED_LETTERS
    if not name.startswith(("LATIN", "MODIFIER LETTER")):
        return NameDoubt.OTHER_SCRIPT
    ornamental = category == "Lm" or "SMALL CAPITAL" in name or "TURNED" in name or "REVERSED" in name
    return NameDoubt.STYLED_LETTERS if ornamental else CharacterKind.LETTER


class _Simplified(dict[int, str]):
    """Code point to what stands for it; filled as characters are met, so at most as large as Unicode."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _simplified(chr(code))
        return found


def _simplified(character: str) -> str:
    if character == _ETH:
        return _D_BAR
    for members, stand_in in (
        (_APOSTROPHES, APOSTROPHE),
        (_SEPARATORS, SEPARATOR),
        (_HARMLESS_INVISIBLE, INVISIBLE),
        (_HYPHENS, "-"),
        (_OPENING, OPEN),
        (_CLOSING, CLOSE),
    ):
        if character in members:
            return stand_in
    category = unicodedata.category(character)
    if character.isspace() or category[0] == "Z" or character == "_":
        return " "
    if "VARIATION SELECTOR" in unicodedata.name(character, ""):
        return INVISIBLE
    if character in _DAMAGE or category in {"Cc", "Co", "Cs", "Cn"}:
        return "\ufffd"
    if character in _BLANKS or _as_plain(character) or character in {".", _QUOTE}:
        return character
    return _simplified_symbol(character, category)


def _simplified_symbol(character: str, category: str) -> str:
    match category:
        case "Ps" | "Pi":
            return OPEN
        case "Pe" | "Pf":
            return CLOSE
        # A Latin-1 or typographic sign between two letters is what a wrong encoding leaves; an emoji is not.
        case "So" | "Sk" | "Me" if ord(character) >= _LATIN_1:
            return DECORATION
        case _ if category[0] in "PS":
            return SYMBOL
        case _:
            return character


_TABLE: Final = _Simplified()


def simplify(text: str) -> str:
    """Write every kind of blank, apostrophe, hyphen, bracket, separator and symbol in one way; letters stay."""
    return text.translate(_TABLE)


def _alphabet() -> tuple[str, str]:
    vowels = "aăâeêioôơuưy"
    toned = [unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in sorted(TONES)]
    plain = "abcdefghijklmnopqrstuvwxyzăâđêôơư"
    return plain + plain.upper(), "".join(toned) + "".join(toned).upper()


_PLAIN, _TONED = _alphabet()
_WORD: Final = rf"(?:[{_PLAIN}]++(?:[{_TONED}][{_PLAIN}]*+)?|[{_TONED}][{_PLAIN}]*+)"
PLAIN_NAME: Final = re.compile(rf"{_WORD}(?: {_WORD})*")
"""Matches, in full, composed Vietnamese words with at most one tone each and single spaces: nothing to clear up."""
