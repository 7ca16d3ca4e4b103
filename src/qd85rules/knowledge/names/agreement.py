"""What a comparison of two personal names can say.

What must not live here: how the comparison is made (`compare`), and the sentences that explain it (`wording`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from qd85rules.core.text import Text

__all__ = ["FOUND_IN_ONE_NAME", "Agreement", "Doubt", "NameComparison"]


class Agreement(Enum):
    """How far the display name is the legal name, the best first."""

    EXACT = "exact"
    SAME_LETTERS = "same_letters"
    REORDERED = "reordered"
    PARTIAL = "partial"
    DIFFERENT = "different"


class Doubt(Enum):
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
    Doubt.EMPTY,
    Doubt.TOO_LONG,
    Doubt.DAMAGED_TEXT,
    Doubt.OTHER_SCRIPT,
    Doubt.STYLED_LETTERS,
    Doubt.INVISIBLE_CHARACTERS,
    Doubt.DIGITS,
    Doubt.TWO_TONES,
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
    doubt: Doubt | None
    how: Text
    notes: tuple[Text, ...] = ()
    more_words: bool = False
