"""The mutants of a pack: its rules, concepts, widenings and parameters with one thing changed in each.

What must not live here: how a condition can be changed (`mutations`), running cases on mutants (`mutation`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import Span
from qd85rules.core.truth import UNKNOWN
from qd85rules.lab.mutants.edits import (
    ConceptEdit,
    InForceEdit,
    ParameterEdit,
    RuleEdit,
    SettingsEdit,
    WideningEdit,
)
from qd85rules.lab.mutants.mutations import changed_conditions, days_beside
from qd85rules.lang import TypeEnv, print_expr, type_of
from qd85rules.lang.ast import Bool
from qd85rules.lang.types import BOOL, DATE
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.in_force import plain_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.core.values import Value
    from qd85rules.lab.mutants.edits import Edit
    from qd85rules.lab.mutants.mutations import Kind
    from qd85rules.lang.types import Type
    from qd85rules.policy.policy import ResolvedRule, Stack
    from qd85rules.policy.rule import Modality, NamedConcept, Parameter, Rule, Setting, Widening

# `must` and `must_not` differ in wording only: no verdict and no exit code tells them apart.
_OTHER_MODALITY: Final[dict[Modality, Modality]] = {"must": "should", "must_not": "should", "should": "must"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A pack with one thing changed.

    `where` names the thing: `transfer/given-away violated_when`, `concepts.bound_by_qd85`, `params.quiet_days`.
    `before` and `after` are canonical texts.
    """

    pack: str
    kind: Kind
    where: str
    before: str
    after: str
    clauses: tuple[str, ...]
    span: Span
    edit: Edit


def mutants_of(stack: Stack, pack_id: str) -> tuple[Mutant, ...]:
    """Give every mutant of one pack of a stack, in the order of its files; packs below it are left alone."""
    pack = next(pack for pack in stack.packs if pack.id == pack_id)
    env = _env(stack)
    found: list[Mutant] = []
    for rule in pack.rules:
        found += _of_rule(rule, stack.rules_by_id[rule.id], env)
    for concept in pack.concepts:
        found += _of_concept(concept, env)
    for index, widening in enumerate(pack.widenings):
        found += _of_widening(widening, index, env)
    for parameter in pack.parameters:
        found += _of_parameter(parameter)
    for name, settings in pack.settings.items():
        parameter = stack.parameters[name]
        for mutant, others in _of_settings(parameter, settings):
            found.append(replace(mutant, pack=pack.id, edit=SettingsEdit(pack.id, name, others)))
    return tuple(found)


def _env(stack: Stack) -> TypeEnv:
    facts = {name: spec.type for name, spec in FACTS.items()}
    params = {name: parameter.type for name, parameter in stack.parameters.items()}
    concepts: dict[str, Type] = {}
    # A concept may use those before it.
    for name, expr in stack.base_concepts.items():
        concepts[name] = type_of(expr, TypeEnv(facts, params, concepts)) or BOOL
    return TypeEnv(facts, params, concepts)


def _of_rule(rule: Rule, resolved: ResolvedRule, env: TypeEnv) -> Iterator[Mutant]:
    blank = Mutant(rule.pack, "operator", rule.id, "", "", rule.clauses, rule.span, RuleEdit(rule.id, {}))
    for field in ("applies_when", "violated_when"):
        condition = getattr(rule, field)
        for kind, expr in changed_conditions(condition.expr, env):
            yield replace(
                blank,
                kind=kind,
                where=f"{rule.id} {field}",
                before=print_expr(condition.expr),
                after=print_expr(expr),
                span=condition.span,
                edit=RuleEdit(rule.id, {field: replace(condition, expr=expr)}),
            )
    everywhere = Bool(value=True)
    if rule.applies_when.expr != everywhere:
        before = print_expr(rule.applies_when.expr)
        edit = RuleEdit(rule.id, {"applies_when": replace(rule.applies_when, expr=everywhere)})
        yield replace(blank, kind="dropped", where=f"{rule.id} applies_when", before=before, after="true", edit=edit)
    other = _OTHER_MODALITY[rule.modality]
    edit = RuleEdit(rule.id, {"modality": other})
    yield replace(blank, kind="modality", where=f"{rule.id} modality", before=rule.modality, after=other, edit=edit)
    if rule.event_date is not None:
        edit = RuleEdit(rule.id, {"event_date": None})
        where = f"{rule.id} event_date"
        yield replace(blank, kind="date", where=where, before=rule.event_date, after="today", edit=edit)
    since = resolved.since
    if since is not None:
        for day in days_beside(since):
            in_force = InForceEdit(rule.id, day)
            where = f"{rule.id} in force from"
            yield replace(blank, kind="date", where=where, before=str(since), after=str(day), edit=in_force)


def _of_concept(concept: NamedConcept, env: TypeEnv) -> Iterator[Mutant]:
    expr = concept.when.expr
    for kind, changed in changed_conditions(expr, env, want=env.concepts[concept.name]):
        yield Mutant(
            concept.pack,
            kind,
            f"concepts.{concept.name}",
            print_expr(expr),
            print_expr(changed),
            (),
            concept.when.span,
            ConceptEdit(concept.name, changed),
        )


def _of_widening(widening: Widening, index: int, env: TypeEnv) -> Iterator[Mutant]:
    when, since = widening.when, widening.since
    where = f"widens {widening.concept}"
    blank = Mutant(
        widening.pack, "widening", where, print_expr(when.expr), "", widening.clauses, when.span,
        WideningEdit(widening.pack, index, None),
    )  # fmt: skip
    yield blank
    for kind, expr in changed_conditions(when.expr, env):
        new = replace(widening, when=replace(when, expr=expr))
        edit = WideningEdit(widening.pack, index, new)
        yield replace(blank, kind=kind, after=print_expr(expr), edit=edit)
    if since is None:
        return
    dropped = WideningEdit(widening.pack, index, replace(widening, since=None))
    yield replace(blank, where=f"{where} since", before=print_expr(since.expr), edit=dropped, span=since.span)
    for kind, expr in changed_conditions(since.expr, env, want=DATE):
        new = replace(widening, since=replace(since, expr=expr))
        edit = WideningEdit(widening.pack, index, new)
        yield Mutant(
            widening.pack, kind, f"{where} since", print_expr(since.expr), print_expr(expr), widening.clauses,
            since.span, edit,
        )  # fmt: skip


def _of_parameter(parameter: Parameter) -> Iterator[Mutant]:
    if parameter.default is not None:
        for value in _other_values(parameter, parameter.default):
            edit = ParameterEdit(replace(parameter, default=value))
            span = parameter.span or Span()
            before, after = (str(plain_value(each, parameter.type)) for each in (parameter.default, value))
            yield Mutant(parameter.pack, "parameter", f"params.{parameter.name}", before, after, (), span, edit)
    for mutant, settings in _of_settings(parameter, parameter.settings):
        yield replace(mutant, edit=ParameterEdit(replace(parameter, settings=settings)))


def _of_settings(parameter: Parameter, settings: tuple[Setting, ...]) -> Iterator[tuple[Mutant, tuple[Setting, ...]]]:
    """Give the mutants of one of the settings that a pack gives a parameter, with the settings of each."""
    for index, setting in enumerate(settings):
        for new in _other_settings(parameter, setting):
            edit = ParameterEdit(parameter)
            where, span = f"params.{parameter.name} setting", setting.span or Span()
            mutant = Mutant(
                parameter.pack, "parameter", where, _said(parameter, setting), _said(parameter, new), (), span, edit
            )
            yield mutant, (*settings[:index], new, *settings[index + 1 :])


def _said(parameter: Parameter, setting: Setting) -> str:
    begins = "" if setting.effective_from is None else f" from {setting.effective_from}"
    ends = "" if setting.until is None else f" until {setting.until}"
    return f"{plain_value(setting.value, parameter.type)}{begins}{ends}"


def _other_settings(parameter: Parameter, setting: Setting) -> Iterator[Setting]:
    for value in _other_values(parameter, setting.value):
        yield replace(setting, value=value)
    if setting.effective_from is not None:
        yield from (replace(setting, effective_from=day) for day in days_beside(setting.effective_from))
    if setting.until is not None:
        yield from (replace(setting, until=day) for day in days_beside(setting.until))


def _other_values(parameter: Parameter, value: Value) -> Iterator[Value]:
    match value:
        case bool():
            yield not value
        case int():
            low, high = (1, date.max.toordinal()) if parameter.type.kind == "date" else _bounds(parameter)
            for number in (value - 1, value + 1):
                if (low is None or number >= low) and (high is None or number <= high):
                    yield number
        case str():
            yield from (other for other in parameter.type.members or () if other != value)
        case tuple():
            members = (parameter.type.element.members if parameter.type.element else None) or ()
            yield from (tuple(item for item in value if item != left_out) for left_out in value)
            yield from ((*value, added) for added in members if added not in value)
        case _:
            assert value is UNKNOWN  # noqa: S101 - a parameter always has a value


def _bounds(parameter: Parameter) -> tuple[int | None, int | None]:
    return parameter.minimum, parameter.maximum
