"""One word of a name: its letters, its marks, its one tone, and how it relates to another word.

Taking the tone out of the word makes its placement irrelevant (hòa, hoà) without any spelling rule.

What must not live here: the order of words (`order`), titles (`titles`), brackets (`readings`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from qd85rules.knowledge.names.agreement import FOUND_IN_ONE_NAME, NameDoubt
from qd85rules.knowledge.names.letters import BREVE, CARON, LOOK_ALIKES, MODIFIED, TONES, VOWELS, CharacterKind, kind_of

_LONGEST_REMEMBERED: Final = 40
_LONGEST_ABBREVIATION: Final = 3
_ACRONYM: Final = range(2, 5)
_ONE_LETTER_PREFIX: Final = re.compile(r"[^\W\d_]'(?=\w)")
_SYLLABLE: Final = re.compile(r"(?:ngh?|nh|th|tr|ph|kh|ch|gh|gi|qu|[^aeiouy])?[aeiouy]")


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word as it is compared.

    Attributes:
        full: Letters with their marks and, last, the tone; equal for two words that are the same word.
        loose: Letters without marks, look-alikes replaced, i and y merged where they spell the same sound.
        sound: As `loose`, with the marks and the tone.
        bare: As `loose`, with i and y kept apart.
        marks: The marks of each letter of `bare`, without the tone.
        tone: The tone mark, or nothing for the level tone.
        marked: Whether any letter has a mark or the word has a tone.
        look_alike: Whether a letter or mark was replaced by the one that it looks like.
        initial: Whether it can stand for a longer word: one letter, or a dotted run of consonants (`Ng.`).
        dotted: Whether a full stop follows it, or joins it to an initial before.
        acronym: Whether it is as short as a run of initials.
        syllable: Whether it begins as a Vietnamese syllable can: `NVA` does not, and must be a run of initials.
        capitals: Whether it is written in capitals.
        stem: What follows a prefix of one letter and an apostrophe (`H'Hen`).
        trouble: The gravest doubt that its characters raise.
    """

    full: str
    loose: str
    sound: str
    bare: str
    marks: tuple[str, ...]
    tone: str
    marked: bool
    look_alike: bool
    initial: bool
    dotted: bool
    acronym: bool
    syllable: bool
    capitals: bool
    stem: Word | None
    trouble: NameDoubt | None


# In what two words with equal `loose` letters still differ: bits, since `enum.Flag` costs more than the comparison.
FIRST_LACKS: Final = 1
SECOND_LACKS: Final = 2
CHANGED: Final = 4
I_Y: Final = 8
LOOK_ALIKE: Final = 16


def read_word(token: str) -> Word:
    """Read one composed (NFC) word, with the full stop that may end it."""
    return _remembered(token) if len(token) <= _LONGEST_REMEMBERED else _read(token)


def _read(token: str) -> Word:
    raw = token.rstrip(".")
    spelled: list[str] = []
    bases: list[str] = []
    marks: list[str] = []
    tones: list[str] = []
    troubles: set[NameDoubt] = set()
    look_alike = False
    folded = raw.casefold()
    if folded != (lowered := raw.lower()):
        # Case folding takes ligatures and the long s apart, and would hide that they were there.
        troubles.update(kind for kind in map(kind_of, lowered) if kind is NameDoubt.STYLED_LETTERS)
    for character in unicodedata.normalize("NFD", folded):
        kind = kind_of(character)
        if kind is CharacterKind.LETTER:
            meant = LOOK_ALIKES.get(character, character)
            base, mark = MODIFIED.get(meant, (meant, ""))
            look_alike |= meant != character
            spelled.append(character)
            bases.append(base)
            marks.append(mark)
        elif kind is not CharacterKind.MARK:
            troubles.add(kind)
        elif not bases:
            troubles.add(NameDoubt.DAMAGED_TEXT)
        elif character in TONES and bases[-1] in VOWELS:
            tones.append(character)
        else:
            # A caron over a vowel is the usual slip for the breve of ă; over c it is a letter of its own.
            meant = BREVE if character == CARON and bases[-1] in VOWELS else character
            look_alike |= meant != character
            spelled[-1] = "".join(sorted(spelled[-1] + character))
            marks[-1] = "".join(sorted(marks[-1] + meant))
    if len(tones) > 1:
        troubles.add(NameDoubt.TWO_TONES)
    if not any(base.isalpha() for base in bases) and not troubles:
        troubles.add(NameDoubt.EMPTY)
    tone = "".join(tones)
    dotted = raw != token
    loose = _merge_i_y(bases)
    return Word(
        full="".join([*spelled, " ", tone]),
        loose=loose,
        sound=" ".join([loose, *marks, tone]),
        bare="".join(bases),
        marks=tuple(marks),
        tone=tone,
        marked=bool(tone) or any(marks),
        look_alike=look_alike,
        initial=len(bases) == 1 or (dotted and len(bases) <= _LONGEST_ABBREVIATION and VOWELS.isdisjoint(bases)),
        dotted=dotted,
        acronym=len(bases) in _ACRONYM and raw.isalpha(),
        syllable=_SYLLABLE.match(loose) is not None,
        capitals=raw.isupper(),
        stem=_read(token[prefix.end() :]) if (prefix := _ONE_LETTER_PREFIX.match(token)) else None,
        trouble=next((doubt for doubt in FOUND_IN_ONE_NAME if doubt in troubles), None),
    )


_remembered = lru_cache(maxsize=16_384)(_read)


def _merge_i_y(bases: list[str]) -> str:
    """Write y as i where both spell one sound: not after a vowel (hai, hay), unless that is the u of qu."""
    return "".join(
        "i"
        if base == "y" and (bases[max(at - 2, 0) : at] == ["q", "u"] or VOWELS.isdisjoint(bases[at - 1 : at]))
        else base
        for at, base in enumerate(bases)
    )


def differences(first: Word, second: Word) -> int:
    """Tell in what two words differ whose `loose` letters are equal; 0 where they are the same word."""
    if first.full == second.full:
        return 0
    found = _lacking(first.tone, second.tone)
    for one, other in zip(first.marks, second.marks, strict=True):
        found |= _lacking(one, other)
    if first.bare != second.bare:
        found |= I_Y
    if first.look_alike or second.look_alike:
        found |= LOOK_ALIKE
    return found


def _lacking(one: str, other: str) -> int:
    if one == other:
        return 0
    ours, theirs = set(one), set(other)
    if ours <= theirs:
        return FIRST_LACKS
    return SECOND_LACKS if theirs < ours else CHANGED


def abbreviates(short: Word, long: Word) -> bool:
    """Tell whether an initial can stand for a word: `D.` for Đặng, but `Đ.` for no word in D."""
    return (
        short.initial
        and len(short.bare) < len(long.bare)
        and long.bare.startswith(short.bare)
        and (not short.tone or short.tone == long.tone)
        and all(set(mark) <= set(whole) for mark, whole in zip(short.marks, long.marks, strict=False))
    )
