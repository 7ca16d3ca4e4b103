"""The ways in which a name can be read: as it stands, and with the words around it left out.

What must not live here: the comparison of two readings (`compare`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from qd85rules.knowledge.names.letters import (
    CLOSE,
    DECORATION,
    INVISIBLE,
    OPEN,
    PLAIN_NAME,
    SEPARATOR,
    SYMBOL,
    simplify,
)
from qd85rules.knowledge.names.titles import OPENINGS, TITLES
from qd85rules.knowledge.names.words import Word, read_word
from qd85rules.wording import names as say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.core.text import Text

Words = tuple[Word, ...]

_LONGEST_TITLE: Final = 4
_ENOUGH_FOR_A_NAME: Final = 2
_FULL_VIETNAMESE_NAME: Final = 3

_QUOTED: Final = re.compile(r"""(?<!\w)"([^"]*)"|(?<![\w'])'(?=[^\s'])([^']*)'(?!\w)""")
_BRACKETED: Final = re.compile(r"\(([^()]*)(?:\)|$)")
_APART: Final = re.compile(r"(?<!\S)-+|-+(?!\S)|--+")
_LOOSE_APOSTROPHE: Final = re.compile(r"(?<!\w)([^\W\d_]) ?' ?(?=\w)")
_CHUNK: Final = re.compile(r"[^.]+\.*")
_PART: Final = re.compile(r"[^ ()]+")
# What the bytes of one UTF-8 letter turn into under Windows-1252 or Latin-1: a lead, then a continuation.
_UTF_8_PAIR: Final = re.compile(r"[Â-ï][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


@dataclass(frozen=True, slots=True)
class NameReading:
    """Words in their order, with what was set aside to get them."""

    words: Words
    notes: tuple[Text, ...] = ()
    others_left_out: bool = False


@dataclass(frozen=True, slots=True)
class _Layout:
    """A name cut at its brackets and separators."""

    whole: Words
    outside: Words
    segments: tuple[Words, ...]
    inside: tuple[Words, ...]
    notes: tuple[Text, ...]


def display_readings(name: str) -> Iterator[NameReading]:
    """Give the readings of a display name in composed form (NFC), the name as it stands first."""
    if PLAIN_NAME.fullmatch(name):
        words = tuple(map(read_word, name.split(" ")))
        yield NameReading(words)
        yield from _without_titles(words, ())
        return
    layout = _lay_out(name)
    yield NameReading(layout.whole, layout.notes)
    notes = layout.notes
    if layout.inside:
        notes = (*notes, say.BRACKETS_LEFT_OUT)
        yield NameReading(layout.outside, notes, others_left_out=True)
    yield from _without_titles(layout.outside, notes)
    apart = layout.segments if len(layout.segments) > 1 else ()
    for segment in (*apart, *layout.inside):
        # One word on its own is too little to be taken for the name while the rest is ignored.
        if len(segment) >= _ENOUGH_FOR_A_NAME:
            set_apart = (*layout.notes, say.SET_APART_LEFT_OUT)
            yield NameReading(segment, set_apart, others_left_out=True)
            yield from _without_titles(segment, set_apart)


def legal_readings(name: str) -> Iterator[NameReading]:
    """Give the readings of a legal name in composed form (NFC).

    A title is never taken off: Ông, the commonest of them, is a family name as well.
    """
    if PLAIN_NAME.fullmatch(name):
        yield NameReading(tuple(map(read_word, name.split(" "))))
        return
    layout = _lay_out(name)
    yield NameReading(layout.whole, layout.notes)
    if layout.inside and layout.outside:
        notes = (*layout.notes, say.LEGAL_BRACKETS_LEFT_OUT)
        yield NameReading(layout.outside, notes, others_left_out=True)


def _lay_out(name: str) -> _Layout:
    if _UTF_8_PAIR.search(name):
        name = _PART.sub(lambda found: "\ufffd" if _is_wrongly_decoded(found[0]) else found[0], name)
    text = simplify(name)
    notes: list[Text] = []
    if DECORATION in text:
        notes.append(say.DECORATION_LEFT_OUT)
        text = text.replace(DECORATION, " ")
    if INVISIBLE in text:
        # An emoji carries invisible characters of its own, which need no second note.
        notes.extend([] if notes else [say.INVISIBLE_LEFT_OUT])
        text = text.replace(INVISIBLE, "")
    text = " ".join(text.split())
    text = _QUOTED.sub(lambda found: f"{OPEN}{found[1] or found[2] or ''}{CLOSE}", text)
    text = _APART.sub(SEPARATOR, text).replace("-", " ")
    text = _LOOSE_APOSTROPHE.sub(r"\1'", text)
    whole = _words(text)
    if OPEN not in text and SEPARATOR not in text:
        return _Layout(whole, whole, (), (), tuple(notes))
    outside = _BRACKETED.sub(" ", text)
    return _Layout(
        whole=whole,
        outside=_words(outside),
        segments=tuple(filter(None, map(_words, outside.split(SEPARATOR)))),
        inside=tuple(_words(found[1]) for found in _BRACKETED.finditer(text)),
        notes=tuple(notes),
    )


def _words(text: str) -> Words:
    for mark in (OPEN, CLOSE, SEPARATOR):
        text = text.replace(mark, " ")
    return tuple(word for part in text.split() for word in _words_of(part.strip(f"{SYMBOL}'\"")))


def _words_of(part: str) -> Iterator[Word]:
    """Cut at full stops; the one in `V.A` stands between two initials, and marks both of them as abbreviated."""
    joined = False
    for token in _CHUNK.findall(part):
        bare = token.rstrip(".").strip(f"{SYMBOL}'\"")
        if bare:
            dotted = token.endswith(".") or (joined and len(bare) == 1)
            yield read_word(f"{bare}." if dotted else bare)
            joined = len(bare) == 1


def _is_wrongly_decoded(part: str) -> bool:
    """Tell whether text is UTF-8 that was read as Windows-1252 or Latin-1."""
    try:
        return b"".join(map(_byte, part)).decode() != part
    except UnicodeError:
        return False


def _byte(character: str) -> bytes:
    # Windows-1252 leaves five bytes undefined, which decoders pass through as control characters.
    return character.encode("latin-1") if "\x80" <= character <= "\x9f" else character.encode("cp1252")


@dataclass(frozen=True, slots=True)
class _Titles:
    """Titles as tuples of words: with their marks, and without.

    The ends are the words that any title begins or closes with: most names have neither and need no further look.
    """

    opening: frozenset[tuple[str, ...]]
    closing: frozenset[tuple[str, ...]]
    unmarked: frozenset[tuple[str, ...]]
    abbreviations: frozenset[tuple[str, ...]]
    first_words: frozenset[str]
    last_words: frozenset[str]


@cache
def _titles() -> _Titles:
    titles = [_words(simplify(unicodedata.normalize("NFC", title))) for title in TITLES]
    openings = [_words(opening) for opening in OPENINGS]
    abbreviations = frozenset(_unmarked(title) for title in titles if len(title) == 1)
    return _Titles(
        opening=frozenset(map(_marked, titles + openings)),
        closing=frozenset(map(_marked, titles)),
        unmarked=frozenset(map(_unmarked, titles + openings)),
        abbreviations=abbreviations,
        first_words=frozenset(title[0].loose for title in titles + openings),
        last_words=frozenset(title[-1].loose for title in titles),
    )


def _marked(words: Words) -> tuple[str, ...]:
    return tuple([word.sound for word in words])


def _unmarked(words: Words) -> tuple[str, ...]:
    return tuple([word.loose for word in words])


def _without_titles(words: Words, notes: tuple[Text, ...]) -> Iterator[NameReading]:
    rest = _strip(words)
    if rest and len(rest) < len(words):
        yield NameReading(rest, (*notes, say.TITLE_LEFT_OUT), others_left_out=True)


def _strip(words: Words) -> Words:
    titles = _titles()
    if not words or (words[0].loose not in titles.first_words and words[-1].loose not in titles.last_words):
        return words
    unmarked = not any(word.marked for word in words)
    while taken := _opening_title(words, unmarked=unmarked):
        words = words[taken:]
    while taken := _closing_title(words):
        words = words[:-taken]
    return words


def _opening_title(words: Words, *, unmarked: bool) -> int:
    """Count the words of the longest title that the name opens with."""
    titles = _titles()
    for length in range(min(_LONGEST_TITLE, len(words)), 0, -1):
        title = words[:length]
        if _marked(title) in titles.opening or _is_abbreviation(title):
            return length
        # Without marks chú is the family name Chu, and chị the given name Chi: only before a full name.
        full = len(words) - length >= _FULL_VIETNAMESE_NAME
        if unmarked and full and _unmarked(title) in titles.unmarked:
            return length
    return 0


def _closing_title(words: Words) -> int:
    """Count the words of the longest title that the name ends with; without its marks, "nhà văn" may be Nhã Vân."""
    titles = _titles()
    for length in range(min(_LONGEST_TITLE, len(words)), 0, -1):
        title = words[-length:]
        if _marked(title) in titles.closing or _is_abbreviation(title):
            return length
    return 0


def _is_abbreviation(title: Words) -> bool:
    """Tell whether a title is one short enough to be typed without marks in any name (`NSUT`)."""
    return not title[0].marked and _unmarked(title) in _titles().abbreviations
