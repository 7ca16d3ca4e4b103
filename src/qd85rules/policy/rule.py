"""What a rule is, and the parameters, concepts and packs around it: data only.

What must not live here: reading them from files (`loader`), resolving them for a date (`policy`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qd85rules.core.diagnostics import Span
    from qd85rules.core.text import Text
    from qd85rules.core.values import Value
    from qd85rules.lang.ast import Expr
    from qd85rules.lang.types import Type
    from qd85rules.model.spec import Subject

__all__ = [
    "BASES",
    "MODALITIES",
    "PACK_FILE",
    "Basis",
    "Concept",
    "Condition",
    "Example",
    "Modality",
    "Pack",
    "Parameter",
    "Rule",
    "Setting",
    "Widening",
]

PACK_FILE: Final = "pack.yaml"
"""The file that makes a folder a pack."""

Modality = Literal["must", "must_not", "should"]
MODALITIES: Final[tuple[Modality, ...]] = get_args(Modality)

Basis = Literal["text", "reading", "local"]
BASES: Final[tuple[Basis, ...]] = get_args(Basis)


@dataclass(frozen=True, slots=True)
class Condition:
    """A well-typed boolean expression as its author wrote it, and the place of its text."""

    expr: Expr
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that a pack gives a parameter from a day through another; dates are ordinals, lists are tuples.

    `None` for `effective_from`: from always on. `None` for `until`: as long as no later setting of the pack begins.
    `source` says who decided it, and in which paper.
    """

    pack: str
    value: Value
    effective_from: date | None = None
    until: date | None = None
    rationale: Text | None = None
    source: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number or choice that the texts leave open.

    `default` is its value where no setting is in force; `None`: it is unknown then. `settings` are those of the pack
    itself, by the day from which they hold. `minimum` and `maximum` bound integers, inclusive.
    """

    name: str
    pack: str
    type: Type
    title: Text
    rationale: Text
    set_by: Text
    default: Value | None = None
    settings: tuple[Setting, ...] = ()
    unit: Text | None = None
    minimum: int | None = None
    maximum: int | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """A named expression."""

    name: str
    pack: str
    title: Text
    condition: Condition


@dataclass(frozen=True, slots=True)
class Widening:
    """What a pack adds to a concept of a pack below it: the concept also holds where `condition` does.

    `since` gives the day from which it does: events before that day, and checks before it of what lasts, are judged
    without it; `None`: no such day. `clauses` are cited beside a rule's own where the concept holds by this widening
    alone.
    """

    concept: str
    pack: str
    condition: Condition
    clauses: tuple[str, ...]
    since: Condition | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A case that a rule carries with it: `given`, an account (and `others` beside it), leads to `expect`.

    `missing` and `due_on` are checked where they are not `None`; `reading` is the number of the reading of the
    sources that the example shows.
    """

    name: str
    given: Mapping[str, Any]
    as_of: date
    expect: str
    params: Mapping[str, Any]
    others: tuple[Mapping[str, Any], ...] = ()
    blank_means: Literal["unknown", "never"] = "unknown"
    missing: tuple[tuple[str, ...], ...] | None = None
    due_on: date | None = None
    reading: int | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A declarative check of one subject.

    `event_date` names the date fact that decides whether the rule was in force; for rules on a lasting state it is
    `None`, and the day of the check decides. `basis` says what carries the rule: the text's own words, a reading of
    them, or a local text; `readings` are the numbers of the readings that decide it. `owner` answers for the rule, and
    compared it with the sources on `reviewed_on`.
    """

    id: str
    pack: str
    subject: Subject
    modality: Modality
    clauses: tuple[str, ...]
    title: Text
    event_date: str | None
    applies_when: Condition
    violated_when: Condition
    message: Text
    remedy: Text
    examples: tuple[Example, ...]
    span: Span
    deprecated_ids: tuple[str, ...] = ()
    note: Text | None = None
    basis: Basis | None = None
    readings: tuple[int, ...] = ()
    owner: str | None = None
    reviewed_on: date | None = None

    @property
    def topic(self) -> str:
        """The first part of the id: `transfer` of `transfer/given-away`."""
        return self.id.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Pack:
    """A folder of concepts, parameters and rules beside the clauses that they carry out.

    `settings` are values that this pack gives to parameters of packs below it, by the day from which they hold.
    """

    id: str
    version: str
    title: Text
    description: Text
    requires: tuple[str, ...]
    verified_on: date | None
    concepts: tuple[Concept, ...]
    widenings: tuple[Widening, ...]
    parameters: tuple[Parameter, ...]
    settings: Mapping[str, tuple[Setting, ...]]
    rules: tuple[Rule, ...]
