"""From the files of a pack to typed rules, with every problem of every file collected.

What must not live here: parameter values for a date and the fingerprint (`policy`), the clauses (`catalogue`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.diagnostics import suggestion
from qd85rules.core.outcome import Outcome
from qd85rules.core.text import Text
from qd85rules.lang import ExpressionError, TypeEnv, concepts_of, expand, facts_of, parse, type_of, typecheck
from qd85rules.lang.types import BOOL, DATE
from qd85rules.model.spec import SUBJECTS
from qd85rules.model.vocabulary import FACTS, facts_for
from qd85rules.policy.parameters import read_parameter, read_settings
from qd85rules.policy.rule import (
    BASES,
    MODALITIES,
    PACK_FILE,
    Concept,
    Condition,
    Example,
    Pack,
    Rule,
    Setting,
    Widening,
)
from qd85rules.source.places import Nowhere
from qd85rules.source.shape import Problems, Reader, open_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from qd85rules.lang.ast import Expr
    from qd85rules.lang.types import Type
    from qd85rules.model.spec import Subject
    from qd85rules.policy.rule import Parameter

__all__ = ["PACK_FILE", "Vocabulary", "load_pack", "merged", "rule_files"]

_CATALOGUE_FILES: Final = frozenset({"documents.yaml", "relays.yaml", "clauses.yaml", "readings.yaml"})
_EXAMPLES_AS_OF: Final = date(2024, 11, 1)


@dataclass(slots=True)
class Vocabulary:
    """What the packs read so far offer to those above them."""

    clauses: Mapping[str, str]
    concepts: dict[str, Concept] = field(default_factory=dict)
    concept_types: dict[str, Type] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)

    def env(self) -> TypeEnv:
        """Give the names and types that an expression may use."""
        return TypeEnv(
            facts={name: spec.type for name, spec in FACTS.items()},
            params={name: parameter.type for name, parameter in self.parameters.items()},
            concepts=self.concept_types,
        )

    def expanded(self, expr: Expr) -> Expr:
        """Put the concepts' own expressions in their place, without widenings."""
        return expand(expr, {name: concept.condition.expr for name, concept in self.concepts.items()})


def rule_files(folder: Path) -> list[Path]:
    """List the rule files of a pack: every YAML file below it that is not one of the pack's own or a case file."""
    return sorted(
        path
        for path in folder.rglob("*.yaml")
        if path.name != PACK_FILE
        and path.name not in _CATALOGUE_FILES
        and not path.name.endswith(".qd85test.yaml")
        # A pack may stand in a folder below another one's; its rules are its own.
        and not any((parent / PACK_FILE).is_file() for parent in path.parents if folder in parent.parents)
    )


def load_pack(folder: Path, pack_id: str, vocabulary: Vocabulary, problems: Problems) -> Pack:
    """Read one pack and add what it offers to `vocabulary`; problems are added to `problems`, none is raised."""
    reader = open_yaml(folder / PACK_FILE, problems) if os.path.lexists(folder / PACK_FILE) else None
    if reader is None:
        # A pack may do without a file of its own.
        reader = Reader(Nowhere(str(folder / PACK_FILE), {}), problems)
    reader.keys(
        (),
        (
            *("id", "version", "title", "description", "requires", "verified_on"),
            *("parameters", "settings", "concepts", "widens"),
        ),
    )
    parameters = tuple(_parameters(reader, pack_id, vocabulary))
    settings = dict(_settings(reader, pack_id, vocabulary))
    concepts = tuple(_concepts(reader, pack_id, vocabulary))
    widenings = tuple(_widenings(reader, pack_id, vocabulary))
    return Pack(
        id=pack_id,
        version=reader.maybe("version", Reader.text) or "0",
        title=reader.maybe("title", Reader.bilingual) or Text(pack_id, pack_id),
        description=reader.maybe("description", Reader.bilingual) or Text("", ""),
        requires=reader.maybe("requires", Reader.texts) or (),
        verified_on=reader.maybe("verified_on", Reader.date),
        concepts=concepts,
        widenings=widenings,
        parameters=parameters,
        settings=settings,
        rules=tuple(_rules(folder, pack_id, vocabulary, problems)),
    )


def _parameters(reader: Reader, pack_id: str, vocabulary: Vocabulary) -> Iterable[Parameter]:
    for name, entry in _entries(reader, "parameters"):
        if name in vocabulary.parameters:
            entry.fail("duplicate", f"the parameter `{name}` exists already", help="set it under `settings:` instead")
            continue
        parameter = read_parameter(name, pack_id, entry)
        vocabulary.parameters[name] = parameter
        yield parameter


def _settings(reader: Reader, pack_id: str, vocabulary: Vocabulary) -> Iterable[tuple[str, tuple[Setting, ...]]]:
    for name, entry in _entries(reader, "settings"):
        parameter = vocabulary.parameters.get(name)
        if parameter is None:
            near = suggestion(name, vocabulary.parameters)
            entry.fail("unknown-parameter", f"unknown parameter `{name}`", help=near.en if near else None)
            continue
        if parameter.pack == pack_id and parameter.settings:
            message = f"the parameter `{name}` has settings of this pack under `parameters:` already"
            entry.fail_key("duplicate", message, help="write all of them in one place")
        yield name, read_settings(parameter, pack_id, entry)


def _concepts(reader: Reader, pack_id: str, vocabulary: Vocabulary) -> Iterable[Concept]:
    for name, entry in _entries(reader, "concepts"):
        if name in vocabulary.concepts:
            entry.fail("duplicate", f"the concept `{name}` exists already", help="add to it under `widens:` instead")
            continue
        entry.keys(("title", "when"))
        condition = _expression(entry["when"], vocabulary)
        kind = None if condition is None else type_of(condition.expr, vocabulary.env())
        if condition is None or kind is None:
            # Known by name all the same, so that its users are not reported as well.
            vocabulary.concept_types[name] = BOOL
            continue
        concept = Concept(name, pack_id, entry["title"].bilingual(), condition)
        vocabulary.concepts[name] = concept
        vocabulary.concept_types[name] = kind
        yield concept


def _widenings(reader: Reader, pack_id: str, vocabulary: Vocabulary) -> Iterable[Widening]:
    for name, entry in _entries(reader, "widens"):
        entry.keys(("when", "clauses"), ("since",))
        if name not in vocabulary.concepts:
            near = suggestion(name, vocabulary.concepts)
            entry.fail("unknown-concept", f"unknown concept `{name}`", help=near.en if near else None)
        elif vocabulary.concept_types[name] != BOOL:
            entry.fail("type", f"the concept `{name}` is no condition, so nothing can widen it")
        condition = _condition(entry["when"], vocabulary)
        clauses = _clauses(entry["clauses"], vocabulary)
        if condition is not None:
            since = entry.maybe("since", lambda value: _expression(value, vocabulary, want=DATE))
            yield Widening(name, pack_id, condition, clauses, since)


def _entries(reader: Reader, key: str) -> list[tuple[str, Reader]]:
    return reader.maybe(key, lambda value: list(value.entries())) or []


_REQUIRED: Final = ("id", "subject", "modality", "clauses", "violated_when", "message", "remedy")
_OPTIONAL: Final = (
    "title",
    "event_date",
    "applies_when",
    "note",
    "deprecated_ids",
    "examples",
    "examples_base",
    "examples_as_of",
    "basis",
    "readings",
    "owner",
    "reviewed_on",
)


def _rules(folder: Path, pack_id: str, vocabulary: Vocabulary, problems: Problems) -> Iterable[Rule]:
    for path in rule_files(folder):
        reader = open_yaml(path, problems)
        if reader is None:
            continue
        before = len(problems.diagnostics)
        rule = _rule(reader.keys(_REQUIRED, _OPTIONAL), pack_id, vocabulary)
        if rule is None or len(problems.diagnostics) > before:
            continue
        if (known := vocabulary.rules.get(rule.id)) is not None:
            reader["id"].fail("duplicate", f"the rule `{rule.id}` exists already, in {known.span}")
            continue
        vocabulary.rules[rule.id] = rule
        yield rule


def _rule(reader: Reader, pack_id: str, vocabulary: Vocabulary) -> Rule | None:
    subject: Subject = reader["subject"].choice(SUBJECTS)
    applies = reader.maybe("applies_when", lambda value: _condition(value, vocabulary, subject))
    violated = _condition(reader["violated_when"], vocabulary, subject)
    examples = _examples(reader)
    if reader.maybe("applies_when", lambda _: True) is None:
        applies = Condition(parse("true"), "true", reader.span)
    if applies is None or violated is None:
        return None
    message = reader["message"].bilingual()
    return Rule(
        id=reader["id"].text(),
        pack=pack_id,
        subject=subject,
        modality=reader["modality"].choice(MODALITIES),
        clauses=_clauses(reader["clauses"], vocabulary),
        title=reader.maybe("title", Reader.bilingual) or message,
        event_date=reader.maybe("event_date", lambda value: _event_date(value, subject)),
        applies_when=applies,
        violated_when=violated,
        message=message,
        remedy=reader["remedy"].bilingual(),
        examples=examples,
        span=reader["id"].span,
        deprecated_ids=reader.maybe("deprecated_ids", Reader.texts) or (),
        note=reader.maybe("note", Reader.bilingual),
        basis=reader.maybe("basis", lambda basis: basis.choice(BASES)),
        readings=reader.maybe("readings", lambda numbers: numbers.each(lambda one: one.integer(minimum=1))) or (),
        owner=reader.maybe("owner", Reader.text),
        reviewed_on=reader.maybe("reviewed_on", Reader.date),
    )


def _event_date(reader: Reader, subject: Subject) -> str:
    name = reader.text()
    dates = [fact for fact, kind in facts_for(subject).items() if kind.kind == "date"]
    if name and name not in dates:
        near = suggestion(name, dates)
        hint = near.en if near else f"name a date fact of the {subject}"
        reader.fail("unknown-fact", f"`{name}` is no date of the {subject}", help=hint)
    return name


def _clauses(reader: Reader, vocabulary: Vocabulary) -> tuple[str, ...]:
    clauses = reader.texts(at_least=1)
    for index, clause in enumerate(clauses):
        if clause not in vocabulary.clauses:
            near = suggestion(clause, vocabulary.clauses)
            item = list(reader.items())[index]
            item.fail("unknown-clause", f"unknown clause `{clause}`", help=near.en if near else None)
    if clauses and all(vocabulary.clauses.get(clause) == "people" for clause in clauses):
        reader.fail(
            "people-clause",
            f"`{clauses[0]}` is left to people",
            help="cite a clause with the outcome `check`; software never judges the others",
        )
    return clauses


def _condition(reader: Reader, vocabulary: Vocabulary, subject: Subject | None = None) -> Condition | None:
    condition = _expression(reader, vocabulary, want=BOOL)
    if condition is None or subject is None:
        return condition
    readable = facts_for(subject)
    # Concepts that did not type have no expression; their own problem is enough.
    used = facts_of(vocabulary.expanded(condition.expr)) if _concepts_known(condition.expr, vocabulary) else ()
    for fact in used:
        if fact not in readable:
            reader.fail("wrong-subject", f"a rule on the {subject} cannot read `{fact}`")
            return None
    return condition


def _concepts_known(expr: Expr, vocabulary: Vocabulary) -> bool:
    return all(name in vocabulary.concepts for name in concepts_of(expr))


def _expression(reader: Reader, vocabulary: Vocabulary, *, want: Type | None = None) -> Condition | None:
    """Read an expression of the wanted type; `None`: of any."""
    text = reader.text()
    if not text:
        return None
    try:
        expr = parse(text)
    except ExpressionError as error:
        found = error.problems
    else:
        env = vocabulary.env()
        found = typecheck(expr, env, want=want or type_of(expr, env) or BOOL)
        if not found:
            return Condition(expr, text, reader.span)
    for problem in found:
        reader.fail_within(problem.code, problem.message, problem.start, problem.end, help=problem.help)
    return None


def _examples(reader: Reader) -> tuple[Example, ...]:
    base = reader.maybe("examples_base", _mapping) or {}
    as_of = reader.maybe("examples_as_of", Reader.date) or _EXAMPLES_AS_OF

    def example(entry: Reader) -> Example:
        entry.keys(
            ("name", "given", "expect"),
            ("as_of", "params", "others", "blank_means", "missing", "due_on", "reading"),
        )
        return Example(
            name=entry["name"].text(),
            given=merged(base, _mapping(entry["given"])),
            as_of=entry.maybe("as_of", Reader.date) or as_of,
            expect=entry["expect"].choice([outcome.value for outcome in Outcome if outcome is not Outcome.WAIVED]),
            params=entry.maybe("params", _mapping) or {},
            others=entry.maybe("others", lambda value: value.each(lambda other: merged(base, _mapping(other)))) or (),
            blank_means=entry.maybe("blank_means", lambda value: value.choice(("unknown", "never"))) or "unknown",
            missing=entry.maybe("missing", lambda value: tuple(item.texts() for item in value.items())),
            due_on=entry.maybe("due_on", Reader.date),
            reading=entry.maybe("reading", Reader.integer),
            span=entry.span,
        )

    return reader.maybe("examples", lambda value: value.each(example)) or ()


def _mapping(reader: Reader) -> dict[str, Any]:
    """Read a mapping of any keys: the account model checks those of an example when it runs."""
    return {key: entry.value for key, entry in reader.entries()}


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one account over another: mappings merge key by key, everything else, lists too, is replaced."""
    result = dict(base)
    for key, value in over.items():
        below = result.get(key)
        result[key] = merged(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
    return result
