"""From the files of a pack to typed rules, with every problem of every file collected.

What must not live here: parameter values for a date and the fingerprint (`policy`), the clauses (`catalogue`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.text import Text
from qd85rules.lang import ExpressionError, TypeEnv, concepts_of, expand, facts_of, parse, type_of, typecheck
from qd85rules.lang.types import BOOL, DATE
from qd85rules.model.vocabulary import FACTS, facts_for
from qd85rules.policy.pack_file import PackFile, PropertyEntry, read_parameter, read_settings
from qd85rules.policy.properties import FlawError, read_never
from qd85rules.policy.rule import (
    NO_TEXT,
    PACK_FILE,
    Condition,
    ExpressionText,
    NamedConcept,
    Pack,
    Property,
    Rule,
    Widening,
)
from qd85rules.source.places import Nowhere
from qd85rules.source.reader import Problems, Reader, open_yaml
from qd85rules.source.refusals import Flaw, refused, unknown_name
from qd85rules.wording import packs as say
from qd85rules.wording.files import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from qd85rules.lang import Problem
    from qd85rules.lang.ast import Expr
    from qd85rules.lang.types import Type
    from qd85rules.model.spec import Subject
    from qd85rules.policy.rule import Parameter, Setting

_CATALOGUE_FILES: Final = frozenset({"documents.yaml", "relays.yaml", "clauses.yaml", "readings.yaml"})


@dataclass(slots=True)
class PackVocabulary:
    """What the packs read so far offer to those above them."""

    clauses: Mapping[str, str]
    concepts: dict[str, NamedConcept] = field(default_factory=dict)
    concept_types: dict[str, Type] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    properties: set[str] = field(default_factory=set)

    def env(self) -> TypeEnv:
        """Give the names and types that an expression may use."""
        return TypeEnv(
            facts={name: spec.type for name, spec in FACTS.items()},
            params={name: parameter.type for name, parameter in self.parameters.items()},
            concepts=self.concept_types,
        )

    def known(self, reader: Reader) -> dict[str, Any]:
        """Give what the forms of a pack ask for, for the entry at a place."""
        return {
            "clause": self.clauses,
            "condition": partial(self._read, reader, BOOL),
            "day": partial(self._read, reader, DATE),
            "expression": partial(self._read, reader, None),
        }

    def _read(
        self, reader: Reader, want: Type | None, text: str, key: str | None, subject: Subject | None
    ) -> Condition:
        """Read an expression of the wanted type; `None`: of any."""
        try:
            expr = parse(text)
        except ExpressionError as error:
            raise refused(*flaws_in(error.problems)) from error
        env = self.env()
        if found := typecheck(expr, env, want=want or type_of(expr, env) or BOOL):
            raise refused(*flaws_in(found))
        # Concepts that did not type have no expression; their own problem is enough.
        known = subject is not None and all(name in self.concepts for name in concepts_of(expr))
        for fact in facts_of(self.expanded(expr)) if known else ():
            if fact not in facts_for(subject or "account"):
                message = say.WRONG_SUBJECT.filled(subject=subject, fact=fact)
                raise refused(Flaw("wrong-subject", message))
        return Condition(expr, text, reader[key].span if key else reader.span)

    def expanded(self, expr: Expr) -> Expr:
        """Put the concepts' own expressions in their place, without widenings."""
        return expand(expr, {name: concept.when.expr for name, concept in self.concepts.items()})


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


def load_pack(folder: Path, pack_id: str, vocabulary: PackVocabulary, problems: Problems) -> Pack:
    """Read one pack and add what it offers to `vocabulary`; problems are added to `problems`, none is raised."""
    reader = open_yaml(folder / PACK_FILE, problems) if os.path.lexists(folder / PACK_FILE) else None
    if reader is None:
        # A pack may do without a file of its own.
        reader = Reader(Nowhere(str(folder / PACK_FILE), {}), problems)
    told = reader.read(PackFile) or PackFile()
    parameters = tuple(_parameters(reader, pack_id, vocabulary))
    settings = dict(_settings(reader, pack_id, vocabulary))
    concepts = tuple(_concepts(reader, pack_id, vocabulary))
    widenings = tuple(_widenings(reader, pack_id, vocabulary))
    rules = tuple(_rules(folder, pack_id, vocabulary, problems))
    return Pack(
        id=pack_id,
        version=told.version,
        title=told.title or Text(pack_id, pack_id),
        description=told.description,
        requires=told.requires,
        verified_on=told.verified_on,
        parameters=parameters,
        settings=settings,
        concepts=concepts,
        widenings=widenings,
        rules=rules,
        properties=tuple(_properties(reader, pack_id, vocabulary)),
    )


def _exists(reader: Reader, kind: str, name: str, place: str) -> None:
    hint = (say.SET_IT_UNDER if kind == "parameter" else say.ADD_TO_IT_UNDER).filled(place=place)
    reader.refuse("duplicate", say.EXISTS.filled(kind=KINDS[kind], name=name), hint)


def _parameters(reader: Reader, pack_id: str, vocabulary: PackVocabulary) -> Iterable[Parameter]:
    for name, entry in _entries(reader, "parameters"):
        if name in vocabulary.parameters:
            _exists(entry, "parameter", name, "settings")
            continue
        parameter = read_parameter(name, pack_id, entry)
        vocabulary.parameters[name] = parameter
        yield parameter


def _settings(reader: Reader, pack_id: str, vocabulary: PackVocabulary) -> Iterable[tuple[str, tuple[Setting, ...]]]:
    for name, entry in _entries(reader, "settings"):
        parameter = vocabulary.parameters.get(name)
        if parameter is None:
            entry.tell(unknown_name("parameter", name, vocabulary.parameters))
            continue
        if parameter.pack == pack_id and parameter.settings:
            message = say.SETTINGS_ALREADY.filled(name=name)
            entry.refuse("duplicate", message, say.ALL_IN_ONE_PLACE, of_key=True)
        yield name, read_settings(parameter, pack_id, entry)


def _concepts(reader: Reader, pack_id: str, vocabulary: PackVocabulary) -> Iterable[NamedConcept]:
    entries = {}
    for name, entry in _entries(reader, "concepts"):
        if name in vocabulary.concepts:
            _exists(entry, "concept", name, "widens")
            continue
        entries[name] = entry
    for name in _used_first(entries, vocabulary):
        entry = entries[name]
        known = vocabulary.known(entry)
        concept = entry.read(NamedConcept, known, name=name, pack=pack_id)
        # What is wrong beside its expression must not be told again by all that uses the concept.
        when = concept.when if concept is not None else entry["when"].quietly(ExpressionText, known)
        kind = None if when is None else type_of(when.expr, vocabulary.env())
        if when is None or kind is None:
            # Known by name all the same, so that its users are not reported as well.
            vocabulary.concept_types[name] = BOOL
            continue
        vocabulary.concepts[name] = concept or NamedConcept(name, pack_id, Text(name, name), when)
        vocabulary.concept_types[name] = kind
        yield vocabulary.concepts[name]


def _used_first(entries: Mapping[str, Reader], vocabulary: PackVocabulary) -> list[str]:
    """Give concepts in the order of the file, but each behind those that it uses; those in a circle are told of."""
    order: list[str] = []
    for start in entries:
        path = [start] if start not in order else []
        while path:
            waiting = [name for name in _used(entries[path[-1]]) if name in entries and name not in order]
            if not waiting:
                order.append(path.pop())
            elif waiting[0] in path:
                circle = path[path.index(waiting[0]) :]
                way = " -> ".join(f"`{name}`" for name in (*circle, waiting[0]))
                message = say.CONCEPTS_IN_A_CIRCLE.filled(way=way)
                entries[circle[0]].refuse("concept-cycle", message, say.OUT_OF_THE_CIRCLE, path=("when",))
                # Known by name all the same, so that their users are not reported as well.
                vocabulary.concept_types.update(dict.fromkeys(circle, BOOL))
                order += circle
                path = path[: path.index(waiting[0])]
            else:
                path.append(waiting[0])
    return [name for name in order if name not in vocabulary.concept_types]


def _used(entry: Reader) -> tuple[str, ...]:
    """Name the concepts that a concept uses; what cannot be read is told of later."""
    text = entry["when"].value
    try:
        return concepts_of(parse(text)) if isinstance(text, str) else ()
    except ExpressionError:
        return ()


def _widenings(reader: Reader, pack_id: str, vocabulary: PackVocabulary) -> Iterable[Widening]:
    for name, entry in _entries(reader, "widens"):
        if name not in vocabulary.concepts:
            entry.tell(unknown_name("concept", name, vocabulary.concepts))
        elif vocabulary.concept_types[name] != BOOL:
            message = say.NOT_A_CONDITION.filled(name=name)
            entry.refuse("type", message)
        widening = entry.read(Widening, vocabulary.known(entry), concept=name, pack=pack_id)
        if widening is not None:
            yield widening


def _properties(reader: Reader, pack_id: str, vocabulary: PackVocabulary) -> Iterable[Property]:
    value = reader.value.get("properties") if isinstance(reader.value, dict) else None
    defined = {name: concept.when.expr for name, concept in vocabulary.concepts.items()}
    for number in range(len(value) if isinstance(value, list) else 0):
        entry = reader.below(("properties", number))
        told = entry.read(PropertyEntry)
        if told is None:
            continue
        if told.id in vocabulary.properties:
            message = say.EXISTS.filled(kind=KINDS["property"], name=told.id)
            entry.tell(Flaw("duplicate", message, path=("id",)))
        vocabulary.properties.add(told.id)
        try:
            never = read_never(told.never, told.rules, vocabulary.env(), vocabulary.rules, defined)
        except ExpressionError as error:
            for flaw in flaws_in(error.problems):
                entry["never"].tell(flaw)
        except FlawError as error:
            entry.tell(error.flaw)
        else:
            if never is not None:
                yield Property(
                    told.id, pack_id, told.title, Condition(never, told.never, entry["never"].span), told.rules
                )


def _entries(reader: Reader, key: str) -> list[tuple[str, Reader]]:
    value = reader.value.get(key) if isinstance(reader.value, dict) else None
    return list(reader[key].entries()) if isinstance(value, dict) else []


def _rules(folder: Path, pack_id: str, vocabulary: PackVocabulary, problems: Problems) -> Iterable[Rule]:
    for path in rule_files(folder):
        reader = open_yaml(path, problems)
        if reader is None:
            continue
        rule = reader.read(Rule, vocabulary.known(reader), pack=pack_id, span=reader["id"].span)
        if rule is None:
            continue
        if (known := vocabulary.rules.get(rule.id)) is not None:
            message = say.RULE_EXISTS.filled(id=rule.id, place=known.span)
            reader["id"].refuse("duplicate", message)
            continue
        vocabulary.rules[rule.id] = _completed(rule, reader)
        yield vocabulary.rules[rule.id]


def _completed(rule: Rule, reader: Reader) -> Rule:
    """Fill in what follows from the rest, or what a rule may leave out: its title and condition, parts of examples."""
    applies = rule.applies_when
    return replace(
        rule,
        topic=rule.id.partition("/")[0],
        title=rule.message if rule.title == NO_TEXT else rule.title,
        applies_when=applies if applies.span.path else replace(applies, span=reader.span),
        examples=tuple(
            replace(
                example,
                given=merged(rule.examples_base, example.given),
                others=tuple(merged(rule.examples_base, other) for other in example.others),
                as_of=rule.examples_as_of if example.as_of == date.min else example.as_of,
                span=reader.below(("examples", number)).span,
            )
            for number, example in enumerate(rule.examples)
        ),
    )


def flaws_in(problems: Iterable[Problem]) -> Iterable[Flaw]:
    """Give what is wrong with an expression, where it stands in its text."""
    for one in problems:
        hint = None if one.help is None else Text(one.help, one.help)
        yield Flaw(one.code, Text(one.message, one.message), hint, part=(one.start, one.end))


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one account over another: mappings merge key by key, everything else, lists too, is replaced."""
    result = dict(base)
    for key, value in over.items():
        below = result.get(key)
        result[key] = merged(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
    return result
