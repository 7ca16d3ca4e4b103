"""Whether a display name is the legal name, decided by fixed outcomes in a fixed order and never by a score.

The first outcome that applies counts: a name that cannot be read; the same words; the same letters with one whole
side unmarked; a doubt; marks changed; another order; a part; different words. Words around the name give further
readings, and the best answer wins.

What must not live here: what a character is (`letters`), what a word is (`words`), which words are titles (`titles`) or
change places (`order`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from qd85rules.knowledge.names import agreement
from qd85rules.knowledge.names.agreement import FOUND_IN_ONE_NAME, Agreement, NameComparison, NameDoubt
from qd85rules.knowledge.names.letters import APOSTROPHE, PLAIN_NAME
from qd85rules.knowledge.names.order import in_line, western_orders
from qd85rules.knowledge.names.readings import NameReading, display_readings, legal_readings
from qd85rules.knowledge.names.words import (
    CHANGED,
    FIRST_LACKS,
    I_Y,
    LOOK_ALIKE,
    SECOND_LACKS,
    Word,
    abbreviates,
    differences,
    read_word,
)
from qd85rules.wording import names as say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qd85rules.knowledge.names.order import Pairs

Words = tuple[Word, ...]

# A doubt about all the words outranks a part of them: with "Em" taken for a title, Em Hà would be a part of Êm Hà.
_RANK: Final[dict[Agreement | NameDoubt | None, int]] = {
    Agreement.EXACT: 0,
    Agreement.SAME_LETTERS: 1,
    Agreement.REORDERED: 2,
    **dict.fromkeys(NameDoubt, 3),
    Agreement.PARTIAL: 4,
    **dict.fromkeys(FOUND_IN_ONE_NAME, 5),
    Agreement.DIFFERENT: 6,
}
_NO_BETTER_READING: Final = 1
_LONGEST_NAME: Final = 300

# What Vietnamese typed for the VNI or TCVN3 fonts looks like in Unicode: a vowel before a second, marked one that no
# syllable has, or a lone marked capital in the middle of a word.
_OLD_ENCODING: Final = re.compile(
    r"(?i:a[ùøûõïâáàåãäêéèúüë]|e[ùøûõïâáàåãä]|o[ùøûõïâåä]|[uöô][ùøûõï]|öô)|[a-z][À-ÖØ-Þ](?![a-z]*[A-Z])"
)


def compare_names(display: str, legal: str) -> NameComparison:
    """Tell whether a display name is the legal name, and how they agree or differ.

    Pure, and total: every pair of strings has an answer.

    Source: Quy định 85-QĐ/TW, the member's duty to declare a true identity; which spellings count as one name is this
    library's reading of it.
    """
    shown = unicodedata.normalize("NFC", display)
    official = shown if legal == display else unicodedata.normalize("NFC", legal)
    if shown == official and len(shown) <= _LONGEST_NAME and PLAIN_NAME.fullmatch(shown):
        return agreement.IDENTICAL
    for name, side in ((shown, "display"), (official, "legal")):
        if len(name) > _LONGEST_NAME:
            return agreement.TROUBLES[NameDoubt.TOO_LONG, side]
    best: NameComparison | None = None
    legals = list(legal_readings(official))
    for reading in display_readings(shown):
        for legal_reading in legals:
            found = _with_notes(_compare_words(reading.words, legal_reading.words), reading, legal_reading)
            if best is None or _rank(found) < _rank(best):
                best = found
            if _rank(best) <= _NO_BETTER_READING:
                return agreement.IDENTICAL if best is agreement.EXACT and shown == official else best
    if best is None or best is agreement.DIFFERENT:
        return _unless_old_encoding(shown, official)
    return best


def _rank(comparison: NameComparison) -> int:
    return _RANK[comparison.agreement or comparison.doubt]


def _with_notes(comparison: NameComparison, display: NameReading, legal: NameReading) -> NameComparison:
    notes = (*comparison.notes, *display.notes, *legal.notes)
    if not notes or comparison.agreement is Agreement.DIFFERENT:
        return comparison
    if comparison is agreement.EXACT and display.others_left_out:
        comparison = agreement.FULL_NAME_AMONG_OTHERS
    return replace(comparison, notes=notes)


def _unless_old_encoding(shown: str, official: str) -> NameComparison:
    if _OLD_ENCODING.search(shown) or _OLD_ENCODING.search(official):
        return agreement.DOUBTS[NameDoubt.DAMAGED_TEXT]
    return agreement.DIFFERENT


def _compare_words(display: Words, legal: Words) -> NameComparison:
    if (trouble := _trouble(display, "display") or _trouble(legal, "legal")) is not None:
        return trouble
    if [word.full for word in display] == [word.full for word in legal]:
        return agreement.EXACT
    shown, official = [word.loose for word in display], [word.loose for word in legal]
    if shown == official:
        return _same_order(display, legal)
    if len(shown) == len(official) and sorted(shown) == sorted(official):
        return _other_order(display, legal)
    return _some_words(display, legal)


def _trouble(words: Words, side: str) -> NameComparison | None:
    if not words:
        return agreement.TROUBLES[NameDoubt.EMPTY, side]
    found = [word.trouble for word in words if word.trouble is not None]
    if not found:
        return None
    return next((agreement.TROUBLES[doubt, side] for doubt in FOUND_IN_ONE_NAME if doubt in found), None)


def _same_order(display: Words, legal: Words) -> NameComparison:
    found = _all_differences(zip(display, legal, strict=True))
    return _objection(found, display, legal) or agreement.SAME_LETTERS


def _other_order(display: Words, legal: Words) -> NameComparison:
    candidates = [
        _settled(list(zip(display, (legal[at] for at in order), strict=True)), display, legal, agreement.REORDERED)
        for order in western_orders(len(legal))
        if all(word.loose == legal[at].loose for word, at in zip(display, order, strict=True))
    ]
    return min(candidates, key=_rank) if candidates else _unusual_order(display, legal)


def _some_words(display: Words, legal: Words) -> NameComparison:
    """Judge names that do not have the same words: one inside the other, initials, or simply different."""
    longer = len(display) > len(legal)
    short, long = (legal, display) if longer else (display, legal)
    if len(short) < len(long) and {word.loose for word in short}.issubset([word.loose for word in long]):
        outcome = agreement.MORE if longer else agreement.PART
        for fits in (_same_word, _same_loose_letters):
            candidates = [
                _settled(pairs, display, legal, outcome, longer=longer) for pairs in in_line(short, long, fits)
            ]
            if candidates:
                return min(candidates, key=_rank)
        if Counter(word.loose for word in short) <= Counter(word.loose for word in long):
            return _unusual_order(display, legal)
    return (
        _other_breaks(display, legal)
        or _initials(short, long)
        or _without_prefixes(display, legal)
        or agreement.DIFFERENT
    )


def _same_word(one: Word, other: Word) -> bool:
    return one.full == other.full


def _same_loose_letters(one: Word, other: Word) -> bool:
    return one.loose == other.loose


def _all_differences(pairs: Iterable[tuple[Word, Word]]) -> int:
    found = 0
    for one, other in pairs:
        if one is not other:
            found |= differences(one, other)
    return found


def _settled(
    pairs: Pairs, display: Words, legal: Words, outcome: NameComparison, *, longer: bool = False
) -> NameComparison:
    """Give the outcome that an alignment leads to, unless the marks of its words object."""
    found = _all_differences((legal_word, word) if longer else (word, legal_word) for word, legal_word in pairs)
    return _objection(found, display, legal) or (replace(outcome, notes=(say.UNMARKED,)) if found else outcome)


def _objection(found: int, display: Words, legal: Words) -> NameComparison | None:
    """Say what keeps words with the same letters from being the same name; nothing, if one whole side has no marks."""
    if found & CHANGED:
        return agreement.MARKS_CHANGED
    if found & LOOK_ALIKE:
        return agreement.DOUBTS[NameDoubt.LOOK_ALIKE]
    display_lacks = found & FIRST_LACKS and any(word.marked for word in display)
    legal_lacks = found & SECOND_LACKS and any(word.marked for word in legal)
    if found & FIRST_LACKS and found & SECOND_LACKS:
        return agreement.MARKS_CHANGED
    if display_lacks or legal_lacks:
        return agreement.PARTLY_MARKED["display" if display_lacks else "legal"]
    if found & I_Y:
        return agreement.DOUBTS[NameDoubt.I_Y_SPELLING]
    return None


def _unusual_order(display: Words, legal: Words) -> NameComparison:
    """Judge shared words in an order that names do not take: a changed mark still makes another name."""
    ours, theirs = list(display), list(legal)
    pairs: Pairs = []
    for fits in (_same_word, _same_loose_letters):
        for word in tuple(ours):
            at = next((at for at, other in enumerate(theirs) if fits(word, other)), None)
            if at is not None:
                pairs.append((word, theirs.pop(at)))
                ours.remove(word)
    return _objection(_all_differences(pairs), display, legal) or agreement.DOUBTS[NameDoubt.UNUSUAL_ORDER]


def _initials(short: Words, long: Words) -> NameComparison | None:
    """Judge names of which one shortens words to initials; nothing, if neither does."""
    found = [
        verdict
        for one, other in ((short, long), (_spelled_out(short), long), (short, _spelled_out(long)))
        if any(word.initial for word in (*one, *other))
        for verdict in _with_initials(*sorted((one, other), key=len))
    ]
    return min(found, key=_rank, default=None)


def _with_initials(short: Words, long: Words) -> Iterator[NameComparison]:
    for pairs in in_line(short, long, _same_or_abbreviated):
        whole = [(one, other) for one, other in pairs if one.loose == other.loose]
        shortened = [_shorter(one, other) for one, other in pairs if one.loose != other.loose]
        found = _all_differences(whole)
        if not shortened:
            continue
        if found & CHANGED:
            yield agreement.MARKS_CHANGED
        elif whole and all(word.dotted for word in shortened):
            objection = _objection(found, short, long)
            # Which of the two is the name shown is not known here.
            is_partly = objection is not None and objection.doubt is NameDoubt.PARTLY_MARKED
            yield agreement.DOUBTS[NameDoubt.PARTLY_MARKED] if is_partly else objection or agreement.INITIALS
        else:
            yield agreement.DOUBTS[NameDoubt.BARE_INITIALS]


def _same_or_abbreviated(one: Word, other: Word) -> bool:
    return one.loose == other.loose or abbreviates(one, other) or abbreviates(other, one)


def _shorter(one: Word, other: Word) -> Word:
    return one if len(one.bare) < len(other.bare) else other


def _spelled_out(words: Words) -> Words:
    """Take runs of initials apart, letter by letter: `NVA`, and `VA` if the other words are not in capitals too."""
    shouted = all(word.capitals for word in words)
    return tuple(
        part
        for word in words
        for part in (
            map(read_word, word.bare)
            if word.acronym and not word.dotted and (not word.syllable or (word.capitals and not shouted))
            else (word,)
        )
    )


def _without_prefixes(display: Words, legal: Words) -> NameComparison | None:
    """Judge a name that drops a prefix such as the H' of H'Hen: what is left is a part of the name."""
    if all(word.stem is None for word in (*display, *legal)):
        return None
    found = _compare_words(tuple(word.stem or word for word in display), tuple(word.stem or word for word in legal))
    if found.agreement in {None, Agreement.DIFFERENT}:
        return found
    return agreement.PART if any(word.stem for word in legal) else agreement.MORE


def _other_breaks(display: Words, legal: Words) -> NameComparison | None:
    same = _joined(display) == _joined(legal)
    return agreement.DOUBTS[NameDoubt.WORD_BREAKS] if same else None


def _joined(words: Words) -> str:
    return "".join(word.loose for word in words).replace(APOSTROPHE, "")
