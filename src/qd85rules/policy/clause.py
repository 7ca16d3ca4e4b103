"""What a clause is: one citable duty, with its documents and the public text from which we know it.

What must not live here: reading the catalogue files (`catalogue`), and which rules carry a clause out (`stack`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from qd85rules.core.text import Text

if TYPE_CHECKING:
    import datetime as dt

__all__ = [
    "Attribution",
    "Clause",
    "ClauseOutcome",
    "Document",
    "DocumentStatus",
    "Force",
    "Locator",
    "Passage",
    "Reason",
    "ReasonKind",
    "Relay",
]

Attribution = Literal["single", "joint"]
Force = Literal["binding", "advisory"]
ClauseOutcome = Literal["check", "people"]
ReasonKind = Literal["umbrella", "speech", "process"]
DocumentStatus = Literal["issued", "issuer_dissolved", "replaced"]


@dataclass(frozen=True, slots=True)
class Document:
    """An issued text: held, merely named, or public law that helps to read a clause.

    `date` is `None` where no source states the day; `year` is then the year, if that much is stated. `status` says what
    is known to have become of it since: nothing (`issued`), its issuer ended, or another text replaced it;
    `in_force_until` is its last day where a text ended it, and `status_note` tells how we know. `read_from` and
    `named_in` are the relays that relate it and those that only name it, `helps` the clauses that it helps to read.
    """

    id: str
    pack: str
    title: Text
    about: Text
    issuer: Text
    date: dt.date | None
    year: int | None = None
    status: DocumentStatus = "issued"
    in_force_until: dt.date | None = None
    status_note: Text | None = None
    read_from: tuple[str, ...] = ()
    named_in: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relay:
    """A public text from which we know documents: those it relates (`reads`) and those it only `names`.

    `digest` is that of its whole normalised text (`catalogue_verify.normalise`).
    """

    id: str
    pack: str
    file_name: str
    title: Text
    description: Text
    reads: tuple[str, ...]
    names: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a passage stands in its relay, from the outside in; never an article number of the document itself."""

    part: str | None = None
    list: int | None = None
    item: str | None = None
    bullet: int | None = None
    paragraph: int | None = None
    sentence: int | None = None

    @property
    def text(self) -> Text:
        """The place in words."""
        steps = [(words, step) for name, words in _STEPS.items() if (step := getattr(self, name)) is not None]
        return Text(
            ", ".join(words.vi.format(n=step, nth=_nth_vi(step)) for words, step in steps),
            ", ".join(words.en.format(n=step, nth=_nth_en(step)) for words, step in steps),
        )


_STEPS: Final = {
    "part": Text("phần {n}", "part {n}"),
    "list": Text("danh sách thứ {nth}", "{nth} list"),
    "item": Text("mục {n}", "item {n}"),
    "bullet": Text("gạch đầu dòng thứ {nth}", "{nth} bullet"),
    "paragraph": Text("đoạn {n}", "paragraph {n}"),
    "sentence": Text("câu thứ {nth}", "{nth} sentence"),
}
_NTH_VI: Final = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_NTH_EN: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def _nth_vi(number: int | str) -> str:
    return _NTH_VI[number - 1] if isinstance(number, int) and number <= len(_NTH_VI) else str(number)


def _nth_en(number: int | str) -> str:
    return _NTH_EN[number - 1] if isinstance(number, int) and number <= len(_NTH_EN) else f"no. {number}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A slice of a relay's normalised text, in code points, the end exclusive; and the digest of that slice."""

    start: int
    end: int
    digest: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a clause is left to people."""

    kind: ReasonKind
    text: Text


@dataclass(frozen=True, slots=True)
class Clause:
    """One citable duty.

    `documents` has more than one id where the relay does not say which of them states the duty (`joint`). `digest` is
    that of the whole relay. `in_force_from` is the day from which the duty counts: its text's day of issue, since no
    source names a day of coming into force; `None` where no day of issue is stated. `advisory`: practice that a
    source reports, not an order. `reason` is there for `people` only. `helped_by`: public law that helps to read it.
    """

    id: str
    pack: str
    documents: tuple[str, ...]
    relay: str
    locator: Locator
    attribution: Attribution
    force: Force
    in_force_from: dt.date | None
    title: Text
    summary: Text
    outcome: ClauseOutcome
    reason: Reason | None
    passage: Passage
    digest: str
    helped_by: tuple[str, ...] = ()
