"""What can be seen from the files of the packs alone: what nothing uses, cites, shows or has verified of late.

What must not live here: what needs a proof (`rules`, `pairs`, `guards`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qd85rules.core.diagnostics import Span
from qd85rules.engines import get_engine, lower
from qd85rules.engines.durable import available
from qd85rules.lab.lint.finding import finding
from qd85rules.lang import concepts_of, params_of
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.in_force import timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qd85rules.lab.lint.finding import LintFinding
    from qd85rules.policy.policy import Policy, Stack
    from qd85rules.policy.rule import Parameter, Setting


def pack_findings(policy: Policy, *, stale_after_days: int) -> Iterator[LintFinding]:
    """Look at the packs of a policy."""
    stack = policy.stack
    yield from _unused(stack)
    for parameter in stack.parameters.values():
        yield from _settings(parameter, stack.settings[parameter.name])
    yield from _citations(stack)
    yield from _beyond(policy)
    yield from _verified(policy, stale_after_days)


def _beyond(policy: Policy) -> Iterator[LintFinding]:
    """Find the rules that durable-rules cannot run, so that no second engine confirms what is found."""
    if not available():
        return
    conditions = {resolved.rule.id: (resolved.scope, resolved.violated) for resolved in policy.rules}
    types = {name: spec.type for name, spec in FACTS.items()}
    program, beyond = lower(get_engine("durable"), conditions, facts=types, params=policy.params)
    program.close()
    for name, why in beyond.items():
        message = f"`{name}` is beyond the engine `durable`: {why}; the engine `reference` alone judges it"
        span = policy.stack.rules_by_id[name].rule.violated_when.span
        yield finding("QL007", message, "write it more simply, or as several rules", span, basis="reading", rule=name)


def _used_concepts(stack: Stack) -> set[str]:
    used: set[str] = set()
    waiting = [
        name
        for resolved in stack.rules
        for condition in (resolved.rule.applies_when, resolved.rule.violated_when)
        for name in concepts_of(condition.expr)
    ]
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            waiting += concepts_of(stack.base_concepts[name])
            for widening in stack.widenings.get(name, ()):
                waiting += concepts_of(widening.when.expr)
    return used


def _unused(stack: Stack) -> Iterator[LintFinding]:
    used = _used_concepts(stack)
    for pack in stack.packs:
        for concept in pack.concepts:
            if concept.name not in used:
                message = f"no rule uses the concept `{concept.name}`"
                span = concept.when.span
                yield finding("QL301", message, "use it or remove it", span, basis="reading", related=(concept.name,))
    read = {name for resolved in stack.rules for name in resolved.params}
    # A parameter that an unused concept reads counts as read: the concept is reported already.
    for pack in stack.packs:
        for concept in pack.concepts:
            read.update(params_of(concept.when.expr))
    for parameter in stack.parameters.values():
        if parameter.name not in read:
            message = f"no rule reads the parameter `{parameter.name}`"
            span = parameter.span or Span()
            yield finding("QL302", message, "use it or remove it", span, basis="reading", related=(parameter.name,))


def _settings(parameter: Parameter, settings: Sequence[Setting]) -> Iterator[LintFinding]:
    """Find settings that no day takes its value from, and a default that its own pack always replaces."""
    own = [setting for setting in settings if setting.pack == parameter.pack]
    if parameter.default is not None and all(period.setting is not None for period in timeline(parameter, own)):
        message = f"the default of `{parameter.name}` in `{parameter.pack}` is never in force"
        advice = "write the value of always as the default"
        span = parameter.span or Span()
        yield finding("QL303", message, advice, span, basis="reading", related=(parameter.name,))
    deciding = [period.setting for period in timeline(parameter, settings)]
    for setting in reversed(settings):
        if not any(setting is one for one in deciding):
            since = f"from {setting.effective_from}" if setting.effective_from else "without a day"
            message = f"the setting of `{parameter.name}` {since} in `{setting.pack}` is never in force"
            advice = "remove it, or change the days or packs that come before it"
            span = setting.span or Span()
            yield finding("QL303", message, advice, span, basis="reading", related=(parameter.name,))


def _citations(stack: Stack) -> Iterator[LintFinding]:
    cited: set[str] = set()
    for resolved in stack.rules:
        rule = resolved.rule
        cited.update(rule.clauses)
        if not any(clause.outcome == "check" for clause in resolved.clauses):
            message = f"`{rule.id}` cites no clause that software may check"
            advice = "cite the clause that it carries out"
            yield finding("QL401", message, advice, rule.span, basis="reading", rule=rule.id)
        if not rule.examples:
            message = f"`{rule.id}` has no examples"
            advice = "show at least a violation, a compliant account and, where a fact can be missing, one undetermined"
            yield finding("QL404", message, advice, rule.span, basis="reading", rule=rule.id)
    for pack in stack.packs:
        for widening in pack.widenings:
            cited.update(widening.clauses)
    for clause in stack.catalogue.clauses.values():
        if clause.outcome == "check" and clause.id not in cited:
            message = f"no rule carries out the clause `{clause.id}`"
            advice = "write a rule that cites it, or leave it to people with the reason"
            yield finding("QL402", message, advice, Span(), basis="reading", related=(clause.id,))


def _verified(policy: Policy, stale_after_days: int) -> Iterator[LintFinding]:
    """Find packs, and with them their clauses, that nobody has compared with the sources for long."""
    for pack in policy.stack.packs:
        clauses = sum(clause.pack == pack.id for clause in policy.catalogue.clauses.values())
        what = f"the pack `{pack.id}` with its {clauses} clauses" if clauses else f"the pack `{pack.id}`"
        if pack.verified_on is None:
            message = f"no day is recorded on which {what} was verified"
        elif (age := (policy.as_of - pack.verified_on).days) > stale_after_days:
            message = f"{what} was last verified {age} days before {policy.as_of}"
        else:
            continue
        advice = "compare the clauses with their sources and set `verified_on`"
        yield finding("QL403", message, advice, Span(), basis="reading", related=(pack.id,))
