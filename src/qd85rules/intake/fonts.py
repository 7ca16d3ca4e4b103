"""Vietnamese typed in fonts of before Unicode, TCVN3 and VNI, or decoded wrongly: recognised, and turned into Unicode.

A text is converted where that is certain: words that no Vietnamese syllable is spelled like become syllables, all of
them, in one way only.

What must not live here: encodings of whole files (`encodings`).

Source: TCVN 5712:1993 (VN3), and the keyboard tables of the VNI fonts, as printed with the fonts.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qd85rules.core.diagnostics import Span
    from qd85rules.intake.grid import Row
    from qd85rules.intake.notes import Notes

Font = Literal["TCVN3", "VNI", "UTF-8"]
"""What a text was typed in; `UTF-8`: it is Unicode that was taken for Windows-1252."""

_TCVN3: Final = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
TCVN3: Final = str.maketrans(_TCVN3)
"""Turns the characters of a TCVN3 font into letters, for `str.translate`."""

_TONES: Final = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_ROUNDED: Final = {"á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323", "â": ""}
_BREVED: Final = {"é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323", "ê": ""}
_ALONE: Final = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for base in "aeouy":
        pairs |= {base + mark: base + tone for mark, tone in _TONES.items()}
    for base in "aeo":
        pairs |= {base + mark: base + "\u0302" + tone for mark, tone in _ROUNDED.items()}
    pairs |= {"a" + mark: "a\u0306" + tone for mark, tone in _BREVED.items()}
    for letter, horned in (("ô", "ơ"), ("ö", "ư")):
        pairs |= {letter + mark: horned + tone for mark, tone in _TONES.items()}
    pairs |= _ALONE
    small = {key: unicodedata.normalize("NFC", value) for key, value in pairs.items()}
    mixed = {key[0].upper() + key[1:]: value.upper() for key, value in small.items()}
    return {**small, **mixed, **{key.upper(): value.upper() for key, value in small.items()}}


_VNI: Final = _vni()
_VNI_LETTERS: Final = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))
_BEYOND_LATIN: Final = re.compile("[\u0100-\uffff]")
_GARBLED: Final = re.compile("á[»º]|[ÃÄÅÆ][\u0080-\u00bf\u0152-\u2122]")
_NOT_ASCII: Final = re.compile("[^\x00-\x7f]")
_WORDS: Final = re.compile(r"[^\s;,.:()/\-+\[\]\"'0-9]+")
_SHORTEST: Final = 3
_MARKS: Final = "\u0300\u0301\u0303\u0309\u0323"
_SYLLABLE: Final = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    r"(?:oai|oay|oao|oeo|uây|uyê|uya|uyu|uôi|ươi|ươu|iêu|yêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua"
    r"|uâ|uê|ui|uy|uô|uơ|ưa|ưi|ươ|ưu|yê|[aăâeêioôơuưy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)


@lru_cache(maxsize=20_000)
def _is_syllable(word: str) -> bool:
    """Tell whether a word is spelled as a Vietnamese syllable is, capitals at its beginning or throughout."""
    if not (word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower()) or len(word) == 1):
        return False
    letters = unicodedata.normalize("NFD", word.lower())
    tones = sum(letter in _MARKS for letter in letters)
    bare = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _MARKS))
    return tones <= 1 and _SYLLABLE.fullmatch(bare) is not None


def font_of(text: str) -> Font | None:
    """Tell what a text was typed in, where that is certain; `None` for Unicode and for what nobody can tell."""
    if text.isascii():
        return None
    if _GARBLED.search(text):
        return "UTF-8" if _fits(text, "UTF-8") else None
    if _BEYOND_LATIN.search(text):
        return None
    found = [font for font in ("TCVN3", "VNI") if _fits(text, font)]
    return found[0] if len(found) == 1 else None  # type: ignore[return-value]  # one of the two


def to_unicode(text: str, font: Font) -> str:
    """Convert a text; it comes as it is where it cannot be converted."""
    match font:
        case "TCVN3":
            return text.translate(TCVN3)
        case "VNI":
            return _VNI_LETTERS.sub(lambda match: _VNI[match[0]], text)
        case _:
            try:
                return text.encode("cp1252").decode()
            except UnicodeError:
                return text


def _fits(text: str, font: Font) -> bool:
    """Tell whether conversion makes syllables of all words that are none, and of at least one."""
    words = _WORDS.findall(text)
    before = [word for word in words if _NOT_ASCII.search(word)]
    # A lone word of two letters may be anything.
    if all(map(_is_syllable, before)) or (len(words) == 1 and len(words[0]) < _SHORTEST):
        return False
    after = [word for word in _WORDS.findall(to_unicode(text, font)) if _NOT_ASCII.search(word)]
    return bool(after) and all(map(_is_syllable, after))


def converted(rows: Sequence[Row], span_of: Callable[[Row, int], Span], notes: Notes) -> None:
    """Convert the cells of a sheet that are not in Unicode.

    A cell that could be either is converted where others in its column surely are, and none there is in Unicode.
    """
    fonts: dict[int, Font] = {}
    unicode: set[int] = set()
    doubtful: list[tuple[Row, int]] = []
    for row in rows:
        for column, text in enumerate(row.cells):
            if text.isascii():
                continue
            font = font_of(text)
            if font is not None:
                _convert(row, column, font, span_of, notes)
                if font != "UTF-8":
                    fonts.setdefault(column, font)
            elif _BEYOND_LATIN.search(text):
                unicode.add(column)
            else:
                doubtful.append((row, column))
    for row, column in doubtful:
        if column in fonts and column not in unicode:
            _convert(row, column, fonts[column], span_of, notes)


def _convert(row: Row, column: int, font: Font, span_of: Callable[[Row, int], Span], notes: Notes) -> None:
    row.cells[column] = to_unicode(row.cells[column], font)
    notes.add("font-converted", span_of(row, column), font)
