"""From the names above a table to its layout: which column holds what, and what is wrong with the names.

A name that is not known, or that two columns share, leaves its columns out: what they say stays unknown.

What must not live here: what one name means (`columns`), reading the rows (`cells`).
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, Literal

from qd85rules.core.diagnostics import TOLD_OF_FILE, Diagnostic, Span
from qd85rules.core.text import shortened
from qd85rules.intake.columns import (
    LISTS,
    TABLE_DEFAULTS,
    ColumnUse,
    TableSettings,
    column_names,
    find_column,
    is_usual,
)
from qd85rules.intake.folding import folded
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ColumnState = Literal["read", "ignored", "blank", "unknown", "twice"]
"""What becomes of a column; those of a name that is not known, or that says the same as another, are errors."""

_CLOSE: Final = 0.84


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column holds what; `uses` has `None` for a column that is left out, and `states` says why."""

    names: tuple[str, ...]
    uses: tuple[ColumnUse | None, ...]
    states: tuple[ColumnState, ...]

    def has(self, *paths: str) -> bool:
        """Tell whether a field of the account has a column of its own, one of some fields."""
        return any(use.column.path in paths for use in self.used() if use.list_key is None and use.platform is None)

    def used(self) -> Iterable[ColumnUse]:
        """Give what the columns that are read hold."""
        return (use for use in self.uses if use is not None)

    @property
    def is_by_person(self) -> bool:
        """Whether a row is a person's, with a column for each platform."""
        return any(use.platform is not None for use in self.used())

    @property
    def tells_people(self) -> bool:
        """Whether an id can be made: people have a code or a name, and pages a platform, an address or a handle."""
        pages = self.is_by_person or self.has("platform", "url", "handle")
        return pages and self.has("holder.id", "holder.legal_name", "id")


def is_column(name: str, table: str | None, settings: TableSettings) -> bool:
    """Tell whether a text is the name of a column that is read or known to be no matter."""
    if not name.strip():
        return False
    return find_column(name, table, settings) is not None or is_usual(name) or _is_ignored(name, settings)


def read_header(
    names: Sequence[str],
    span_of: Callable[[int], Span],
    table: str | None = None,
    extra: Sequence[str] = (),
    settings: TableSettings = TABLE_DEFAULTS,
) -> tuple[Layout, list[Diagnostic]]:
    """Tell which column holds what, and what is wrong with the names."""
    problems: list[Diagnostic] = []
    uses: list[ColumnUse | None] = []
    states: list[ColumnState] = []
    first: dict[object, int] = {}
    for number, name in enumerate(names):
        use = None if _is_ignored(name, settings) else find_column(name, table, settings) if name.strip() else None
        state: ColumnState = "read" if use is not None else _state(name, extra, settings)
        if state == "unknown":
            # Of more problems than these nobody is told but the number.
            known = column_names(table) if len(problems) < TOLD_OF_FILE else ()
            problems.append(_unknown_column(name, span_of(number), known))
        elif use is not None and (earlier := first.setdefault(use.identity, number)) != number:
            problems.append(_same_column(name, names[earlier], span_of(number)))
            use = uses[earlier] = None
            state = states[earlier] = "twice"
        uses.append(use)
        states.append(state)
    for key in (one.key for one in LISTS):
        whole = [n for n, use in enumerate(uses) if use is not None and use.column.path == key and use.list_key is None]
        parts = [n for n, use in enumerate(uses) if use is not None and use.list_key == key and use.index is not None]
        if whole and parts:
            problems.append(_same_column(names[whole[0]], names[parts[0]], span_of(whole[0])))
            for number in (*whole, *parts):
                uses[number], states[number] = None, "twice"
    return Layout(tuple(names), tuple(uses), tuple(states)), problems


def _state(name: str, extra: Sequence[str], settings: TableSettings) -> ColumnState:
    if not name.strip():
        return "blank"
    return "ignored" if name in extra or is_usual(name) or _is_ignored(name, settings) else "unknown"


def _is_ignored(name: str, settings: TableSettings) -> bool:
    return any(folded(name) == folded(left) for left in settings.ignore)


def _unknown_column(name: str, span: Span, known: Sequence[str]) -> Diagnostic:
    word = shortened(name)
    by_fold = {folded(one): one for one in known}
    near = get_close_matches(folded(name), by_fold, n=1, cutoff=_CLOSE)
    known_word = say.DID_YOU_MEAN.filled(value=by_fold[near[0]]) if near else None
    help_text = known_word or say.IF_NEED_NOT_READ_PUT.filled(word=word)
    message = say.UNKNOWN_COLUMN.filled(word=word)
    return Diagnostic("unknown-column", message, span, help=help_text)


def _same_column(name: str, other: str, span: Span) -> Diagnostic:
    word, earlier = shortened(name), shortened(other)
    return Diagnostic(
        "duplicate-column",
        say.COLUMN_SAYS_SAME_COLUMN_BOTH.filled(word=word, earlier=earlier),
        span,
        help=say.KEEP_ONE_THEM_PUT_INTO.filled(word=word),
    )
