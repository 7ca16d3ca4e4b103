"""One change to a policy, as data, and what the policy is with it.

What must not live here: which changes to try (`mutants`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, assert_never

from qd85rules.policy.in_force import resolve
from qd85rules.policy.policy import Policy, Stack

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from qd85rules.lang.ast import Expr
    from qd85rules.policy.policy import ResolvedRule
    from qd85rules.policy.rule import Condition, Pack, Parameter, Rule, Setting, Widening


@dataclass(frozen=True, slots=True)
class RuleEdit:
    """New values for fields of a rule: conditions, modality, event date."""

    rule: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class InForceEdit:
    """Another day from which a rule is in force."""

    rule: str
    since: date


@dataclass(frozen=True, slots=True)
class ConceptEdit:
    """Another expression for a concept, in the pack that defines it."""

    name: str
    expr: Expr


@dataclass(frozen=True, slots=True)
class WideningEdit:
    """Another widening in the place of a pack's; `None` drops it."""

    pack: str
    index: int
    widening: Widening | None


@dataclass(frozen=True, slots=True)
class ParameterEdit:
    """A parameter with another default, or another setting of its own."""

    parameter: Parameter


@dataclass(frozen=True, slots=True)
class SettingsEdit:
    """Other settings in the place of those that a pack gives to a parameter of a pack below it."""

    pack: str
    name: str
    settings: tuple[Setting, ...]


Edit = RuleEdit | InForceEdit | ConceptEdit | WideningEdit | ParameterEdit | SettingsEdit


class Variant:
    """A policy before it is resolved for a day, with or without an edit."""

    def __init__(self, stack: Stack, in_force: InForceEdit | None = None) -> None:
        self.stack = stack
        self._in_force = in_force

    @cached_property
    def rules(self) -> Mapping[str, ResolvedRule]:
        """The rules by id."""
        rules = dict(self.stack.rules_by_id)
        if self._in_force is not None and self._in_force.rule in rules:
            rule = rules[self._in_force.rule].rule
            rules[rule.id] = self.stack.resolved(rule, since=self._in_force.since)
        return rules

    def policy(self, as_of: date, given: Mapping[str, object]) -> Policy:
        """Resolve for a day, with the values that a case gives to parameters."""
        values = resolve(self.stack.parameters, self.stack.settings, given, as_of)
        return Policy(self.stack, as_of, values, given=given)


def apply(stack: Stack, edit: Edit) -> Variant:
    """Give the policy with one thing changed; a stack that lacks the thing stays as it is."""
    match edit:
        case RuleEdit(name, fields):
            return Variant(_with_packs(stack, lambda pack: _with_rule(pack, name, fields)))
        case InForceEdit():
            return Variant(stack, edit)
        case ConceptEdit(name, expr):
            return Variant(_with_packs(stack, lambda pack: _with_concept(pack, name, expr)))
        case WideningEdit(owner, index, widening):
            return Variant(_with_packs(stack, lambda pack: _with_widening(pack, owner, index, widening)))
        case ParameterEdit(parameter):
            if parameter.name not in stack.parameters:
                return Variant(stack)
            return Variant(Stack(stack.packs, stack.catalogue, {**stack.parameters, parameter.name: parameter}))
        case SettingsEdit(owner, name, settings):
            changed = {name: settings}
            return Variant(
                _with_packs(
                    stack,
                    lambda pack: replace(pack, settings={**pack.settings, **changed}) if pack.id == owner else pack,
                )
            )
        case _:
            assert_never(edit)


def _with_packs(stack: Stack, change: Callable[[Pack], Pack]) -> Stack:
    return Stack(tuple(change(pack) for pack in stack.packs), stack.catalogue, stack.parameters)


def _with_rule(pack: Pack, name: str, fields: Mapping[str, Any]) -> Pack:
    def changed(rule: Rule) -> Rule:
        return replace(rule, **fields) if rule.id == name else rule

    return replace(pack, rules=tuple(changed(rule) for rule in pack.rules))


def _with_concept(pack: Pack, name: str, expr: Expr) -> Pack:
    return replace(
        pack,
        concepts=tuple(
            replace(concept, when=_with_expr(concept.when, expr)) if concept.name == name else concept
            for concept in pack.concepts
        ),
    )


def _with_widening(pack: Pack, owner: str, index: int, widening: Widening | None) -> Pack:
    if pack.id != owner:
        return pack
    new = () if widening is None else (widening,)
    return replace(pack, widenings=(*pack.widenings[:index], *new, *pack.widenings[index + 1 :]))


def _with_expr(condition: Condition, expr: Expr) -> Condition:
    return replace(condition, expr=expr)
