"""What the reading of tables left out, filled in or guessed: each kind is told once, with a count and the first place.

What must not live here: errors, which keep something from being read (`cellproblems`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import Diagnostic
from qd85rules.core.text import LANGUAGES, Text
from qd85rules.wording import cells as say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qd85rules.core.diagnostics import Span

_PLACES: Final = 3
_NAMED: Final = 12
_SAMPLED: Final = frozenset({"ids-made"})
"""Kinds of which one sample is told."""

_ROWS: Final = {
    "title": say.TITLES,
    "numbering": say.NUMBERS_COLUMNS,
    "names": say.REPEATED_NAMES_COLUMNS,
    "band": say.HEADINGS_PARTS,
    "total": say.TOTALS,
    "remark": say.REMARKS,
    "signature": say.SIGNATURES,
}
"""Kinds of rows that are no data."""

_SENTENCES: Final = {
    "columns-ignored": say.COLUMNS_NOT_READ,
    "cells-filled": say.MERGED_CELLS_FILLED_FROM_FIRST,
    "cells-not-recorded": say.CELLS_SUCH_TAKEN_NOT_RECORDED,
    "cells-repeated": say.CELLS_SAY_ABOVE_FILLED_FROM,
    "apostrophes": say.APOSTROPHES_AT_BEGINNING_CELL_TAKEN,
    "invisible-characters": say.CHARACTERS_NOBODY_SEES_TAKEN_OFF,
    "remarks-taken-off": say.WHAT_STANDS_BEHIND_VALUE_CELLS,
    "links-followed": say.ADDRESSES_TAKEN_FROM_LINK_BEHIND,
    "times-taken-off": say.TIME_DAY_DATE_CELLS_TAKEN,
    "dates-by-column": say.DATES_READ_OTHER_DATES_COLUMN,
    "years-of-two-digits": say.YEARS_TWO_DIGITS_TAKEN_XX,
    "ids-made": say.NO_COLUMN_ACCOUNT_IDS_IDS,
    "ids-from-names": say.NO_COLUMN_PEOPLE_CODES_IDS,
    "people-without-pages": say.PEOPLE_WITHOUT_ANY_PAGE,
    "sheets-left-out": say.SHEETS_NOT_READ,
    "register-left-out": say.SHEET_NOT_READ_BUT_LOOKS,
    "rows-hidden": say.HIDDEN_ROWS_READ_ALL_SAME,
    "columns-hidden": say.HIDDEN_COLUMNS_READ_ALL_SAME,
    "font-converted": say.CELLS_TYPED_FONT_TURNED_INTO,
    "encoding": say.FILE_READ_SO,
}


@dataclass(slots=True)
class _Note:
    count: int
    places: list[Span]
    what: list[Text] = field(default_factory=list)


class Notes:
    """The notes of one file; `total` is how often anything was counted."""

    def __init__(self) -> None:
        self.total = 0
        self._rows: dict[str, _Note] = {}
        self._notes: dict[str, _Note] = {}

    def row(self, kind: str, span: Span) -> None:
        """Count a row that is no data."""
        self._count(self._rows, kind, span, Text("", ""))

    def add(self, kind: str, span: Span, what: str | Text = "") -> None:
        """Count something of a kind; `what` is told once, however often it comes."""
        self._count(self._notes, kind, span, what if isinstance(what, Text) else Text(what, what))

    def _count(self, into: dict[str, _Note], kind: str, span: Span, what: Text) -> None:
        self.total += 1
        note = into.get(kind)
        if note is None:
            note = into[kind] = _Note(0, [])
        note.count += 1
        if len(note.places) < _PLACES:
            note.places.append(span)
        if what.en and len(note.what) <= (0 if kind in _SAMPLED else _NAMED) and what not in note.what:
            note.what.append(what)

    def told(self) -> list[Diagnostic]:
        """Give each kind as one note."""
        found = []
        if self._rows:
            parts = [(self._rows[kind].count, name) for kind, name in _ROWS.items() if kind in self._rows]
            number = sum(count for count, _ in parts)
            kinds = Text(*(_listed(f"{n} {name[lang]}" for n, name in parts) for lang in LANGUAGES))
            message = say.ROWS_NO_DATA.filled(number=number, kinds=kinds)
            places = sorted(place for note in self._rows.values() for place in note.places)[:_PLACES]
            found.append(Diagnostic("rows-left-out", message, places[0], count=number, places=tuple(places)))
        for kind, sentence in _SENTENCES.items():
            if (note := self._notes.get(kind)) is not None:
                more = ", …" if len(note.what) > _NAMED else ""
                what = Text(*(_listed(one[lang] for one in note.what[:_NAMED]) + more for lang in LANGUAGES))
                message = sentence.filled(n=note.count, what=what)
                found.append(Diagnostic(kind, message, note.places[0], count=note.count, places=tuple(note.places)))
        return found


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(parts)
