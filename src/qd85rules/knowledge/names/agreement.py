"""What a comparison of two personal names can say.

Each answer that a comparison can give stands ready below.

What must not live here: how the comparison is made (`compare`), and the sentences that explain it (`wording.names`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from qd85rules.wording import names as say

if TYPE_CHECKING:
    from qd85rules.core.text import Text


class Agreement(Enum):
    """How far the display name is the legal name, the best first."""

    EXACT = "exact"
    SAME_LETTERS = "same_letters"
    REORDERED = "reordered"
    PARTIAL = "partial"
    DIFFERENT = "different"


class NameDoubt(Enum):
    """Why two names could not be judged."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    DAMAGED_TEXT = "damaged_text"
    OTHER_SCRIPT = "other_script"
    STYLED_LETTERS = "styled_letters"
    INVISIBLE_CHARACTERS = "invisible_characters"
    DIGITS = "digits"
    TWO_TONES = "two_tones"
    LOOK_ALIKE = "look_alike"
    PARTLY_MARKED = "partly_marked"
    I_Y_SPELLING = "i_y_spelling"
    UNUSUAL_ORDER = "unusual_order"
    BARE_INITIALS = "bare_initials"
    WORD_BREAKS = "word_breaks"


FOUND_IN_ONE_NAME: Final = (
    NameDoubt.EMPTY,
    NameDoubt.TOO_LONG,
    NameDoubt.DAMAGED_TEXT,
    NameDoubt.OTHER_SCRIPT,
    NameDoubt.STYLED_LETTERS,
    NameDoubt.INVISIBLE_CHARACTERS,
    NameDoubt.DIGITS,
    NameDoubt.TWO_TONES,
)
"""The doubts that one name raises by itself, whatever it is compared with; the gravest first."""


@dataclass(frozen=True, slots=True)
class NameComparison:
    """One comparison. Neither `how` nor a note ever quotes a name.

    Attributes:
        agreement: `None` where the names do not decide it; `doubt` then says why.
        doubt: `None` exactly where there is an agreement.
        how: One sentence saying how the names agree or differ.
        notes: One sentence for each thing that was set aside to reach that answer.
        more_words: Whether the display name has every word of the legal name and further ones of unknown meaning.
    """

    agreement: Agreement | None
    doubt: NameDoubt | None
    how: Text
    notes: tuple[Text, ...] = ()
    more_words: bool = False


def _agrees(agreement: Agreement, how: Text) -> NameComparison:
    return NameComparison(agreement, None, how)


IDENTICAL: Final = _agrees(Agreement.EXACT, say.IDENTICAL)
EXACT: Final = _agrees(Agreement.EXACT, say.EXACT)
FULL_NAME_AMONG_OTHERS: Final = _agrees(Agreement.EXACT, say.FULL_NAME_AMONG_OTHERS)
SAME_LETTERS: Final = _agrees(Agreement.SAME_LETTERS, say.SAME_LETTERS)
REORDERED: Final = _agrees(Agreement.REORDERED, say.REORDERED)
PART: Final = _agrees(Agreement.PARTIAL, say.PART)
MORE: Final = NameComparison(Agreement.PARTIAL, None, say.MORE, more_words=True)
INITIALS: Final = _agrees(Agreement.PARTIAL, say.INITIALS)
MARKS_CHANGED: Final = _agrees(Agreement.DIFFERENT, say.MARKS_CHANGED)
DIFFERENT: Final = _agrees(Agreement.DIFFERENT, say.DIFFERENT)

TROUBLES: Final = {
    (doubt, side): NameComparison(
        None, doubt, say.TROUBLE.filled(whose=say.NAMED[side], trouble=say.TROUBLES[doubt.value])
    )
    for doubt in FOUND_IN_ONE_NAME
    for side in say.NAMED
}
"""One for each doubt that a single name raises, and each side it can be on, `display` or `legal`."""

PARTLY_MARKED: Final = {
    side: NameComparison(None, NameDoubt.PARTLY_MARKED, say.PARTLY_MARKED.filled(whose=named, other=other))
    for (side, named), other in zip(say.SIDES.items(), reversed(say.SIDES.values()), strict=True)
}
"""The doubt about marks of which one side, `display` or `legal`, lacks some."""

DOUBTS: Final = {NameDoubt(name): NameComparison(None, NameDoubt(name), how) for name, how in say.NAME_DOUBTS.items()}
"""One for each doubt that only the comparison of two names raises."""
