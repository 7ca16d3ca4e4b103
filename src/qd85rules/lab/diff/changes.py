"""What two policies say differently: rules' words, parameters, concepts, clauses and packs.

What must not live here: what the differences do to accounts (`compare`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from qd85rules.core.text import LANGUAGES, Text
from qd85rules.lab.proofs.settings import Settings
from qd85rules.policy.in_force import plain_value
from qd85rules.wording import lab as say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qd85rules.core.text import Language
    from qd85rules.core.values import Value
    from qd85rules.policy.clause import Clause
    from qd85rules.policy.policy import Policy, ResolvedRule
    from qd85rules.policy.rule import Parameter


@dataclass(frozen=True, slots=True)
class Change:
    """A text of the policy before and after the edit; `None`: it was not there."""

    what: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class ParameterChange:
    """What became of a parameter: `values` in words, by language, and whatever else is said of it."""

    name: str
    title: Text
    old: Text | None
    new: Text | None
    changes: tuple[Change, ...] = ()

    def words(self, lang: Language = "en") -> str:
        """Say it in one line."""
        values = " → ".join(text[lang] if text is not None else "—" for text in (self.old, self.new))
        return f"{self.title[lang]}: {values}" if self.old != self.new else self.title[lang]


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """What became of a clause of the catalogue."""

    id: str
    changes: tuple[Change, ...]


def rule_changes(before: ResolvedRule, after: ResolvedRule) -> Iterator[Change]:
    """List what a rule says differently, beside its clauses."""
    old, new = before.rule, after.rule
    yield from _changes(
        ("modality", old.modality, new.modality),
        ("event_date", old.event_date, new.event_date),
        ("applies_when", _one_line(old.applies_when.text), _one_line(new.applies_when.text)),
        ("violated_when", _one_line(old.violated_when.text), _one_line(new.violated_when.text)),
        *_bilingual("title", old.title, new.title),
        *_bilingual("message", old.message, new.message),
        *_bilingual("remedy", old.remedy, new.remedy),
        *_bilingual("note", old.note, new.note),
        ("basis", old.basis, new.basis),
        ("readings", ", ".join(map(str, old.readings)), ", ".join(map(str, new.readings))),
        ("owner", old.owner, new.owner),
        ("reviewed_on", _text(old.reviewed_on), _text(new.reviewed_on)),
        ("pack", old.pack, new.pack),
    )


_SAID_OF_PARAMETERS: Final = ("title", "unit", "rationale", "set_by")


def parameter_changes(old: Policy, new: Policy) -> Iterator[ParameterChange]:
    """List the parameters that have other values, on any day, or of which something else is said."""
    before, after = old.stack.parameters, new.stack.parameters
    for name in dict.fromkeys((*after, *before)):
        values = [_timeline(policy, name) for policy in (old, new)]
        one, other = before.get(name), after.get(name)
        changes: tuple[Change, ...] = ()
        if one is not None and other is not None:
            changes = tuple(
                _changes(
                    ("type", str(one.type), str(other.type)),
                    ("minimum", _text(one.minimum), _text(other.minimum)),
                    ("maximum", _text(one.maximum), _text(other.maximum)),
                    *(
                        change
                        for field in _SAID_OF_PARAMETERS
                        for change in _bilingual(field, getattr(one, field), getattr(other, field))
                    ),
                )
            )
        if values[0] != values[1] or changes:
            title = (other or one or after[name]).title
            yield ParameterChange(name, title, values[0], values[1], changes)


def concept_changes(old: Policy, new: Policy) -> Iterator[Change]:
    """List the concepts that are defined or widened differently."""
    before, after = _concepts(old), _concepts(new)
    for name in dict.fromkeys((*after, *before)):
        yield from _changes((name, before.get(name), after.get(name)))


def clause_changes(old: Policy, new: Policy) -> Iterator[ClauseChange]:
    """List the clauses of the catalogue that are new, gone, or say or prove something else."""
    before, after = old.catalogue.clauses, new.catalogue.clauses
    for name in dict.fromkeys((*after, *before)):
        changes = tuple(_clause(before.get(name), after.get(name)))
        if changes:
            yield ClauseChange(name, changes)


def pack_changes(old: Policy, new: Policy) -> Iterator[Change]:
    """List packs that are new, gone, or have another version or day of verification."""
    before, after = (
        {pack.id: (pack.version, _text(pack.verified_on)) for pack in policy.stack.packs} for policy in (old, new)
    )
    nothing = (None, None)
    for name in dict.fromkeys((*after, *before)):
        pairs = zip(before.get(name, nothing), after.get(name, nothing), strict=True)
        for what, (one, other) in zip(("version", "verified_on"), pairs, strict=True):
            yield from _changes((f"{name}: {what}", one, other))


def _changes(*candidates: tuple[str, str | None, str | None]) -> Iterator[Change]:
    for what, old, new in candidates:
        if old != new:
            yield Change(what, old, new)


def _bilingual(what: str, old: Text | None, new: Text | None) -> Iterator[tuple[str, str | None, str | None]]:
    for lang in LANGUAGES:
        yield f"{what}.{lang}", old[lang] if old else None, new[lang] if new else None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _timeline(policy: Policy, name: str) -> Text | None:
    """Say a parameter's values in words: `10 days; 7 days from 2025-01-01`."""
    parameter = policy.stack.parameters.get(name)
    if parameter is None:
        return None
    turns = Settings(policy).turns(name)
    return Text(*("; ".join(_turns(parameter, turns, lang)) for lang in LANGUAGES))


def _turns(parameter: Parameter, turns: Sequence[tuple[int, Value]], lang: Language) -> Iterator[str]:
    unit = "" if parameter.unit is None else f" {parameter.unit[lang]}"
    for day, value in turns:
        plain = plain_value(value, parameter.type)
        shown = {True: "true", False: "false"}[plain] if isinstance(plain, bool) else str(plain)
        shown = ", ".join(map(str, plain)) or "—" if isinstance(plain, list) else shown
        yield (
            f"{shown}{unit}" if day == 1 else say.SINCE[lang].format(value=f"{shown}{unit}", day=date.fromordinal(day))
        )


def _concepts(policy: Policy) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for pack in policy.stack.packs:
        for concept in pack.concepts:
            found[concept.name] = _one_line(concept.when.text)
    for pack in policy.stack.packs:
        for widening in pack.widenings:
            found[widening.concept] += f" || ({_one_line(widening.when.text)}) [{pack.id}]"
    return found


def _clause(old: Clause | None, new: Clause | None) -> Iterator[Change]:
    if old is None or new is None:
        yield Change("clause", None if old is None else old.outcome, None if new is None else new.outcome)
        return
    yield from _changes(
        ("outcome", old.outcome, new.outcome),
        ("attribution", old.attribution, new.attribution),
        ("force", old.force, new.force),
        ("in_force_from", _text(old.in_force_from), _text(new.in_force_from)),
        ("documents", ", ".join(old.documents), ", ".join(new.documents)),
        ("relay", old.relay, new.relay),
        ("locator", old.locator.text.en, new.locator.text.en),
        ("digest", old.digest, new.digest),
        ("passage digest", old.passage.digest, new.passage.digest),
        *_bilingual("title", old.title, new.title),
        ("helped_by", ", ".join(old.helped_by), ", ".join(new.helped_by)),
        *_bilingual("summary", old.summary, new.summary),
    )
