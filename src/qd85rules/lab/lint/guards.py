"""What `has()` does with facts that are not recorded: whether saying less is better, or worse, than saying the truth.

Without `has()` a missing fact can only make an outcome undetermined. With it, leaving a fact out may excuse an account
that the fact would accuse, or accuse one that it would excuse. Both may be meant; the first must be shown by an example
of the rule to be taken for meant.

What must not live here: other questions about a rule (`rules`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.core.outcome import Outcome
from qd85rules.lab.lint.finding import finding, undecided
from qd85rules.lab.proofs.encoding import FlaggedMembers
from qd85rules.lab.proofs.logic import Budget, UndecidedError
from qd85rules.lab.proofs.prover import SATISFIED, Claim, Prover
from qd85rules.lab.proofs.replay import row_of
from qd85rules.lab.proofs.settings import Settings
from qd85rules.lab.proofs.world import fields_of
from qd85rules.lang import nodes
from qd85rules.lang.ast import Has

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.core.values import Row
    from qd85rules.lab.lint.finding import LintFinding
    from qd85rules.lab.proofs.encoding import Term
    from qd85rules.lab.proofs.logic import Formula
    from qd85rules.policy.policy import Policy, ResolvedRule
    from qd85rules.policy.rule import Example

_FREE: Final = SATISFIED | {Outcome.NOT_APPLICABLE}
_BROKEN: Final = frozenset({Outcome.VIOLATION})


def guarded_facts(resolved: ResolvedRule) -> tuple[str, ...]:
    """Name the facts that a rule asks `has()` of, each once."""
    conditions = (resolved.scope, resolved.violated)
    found = (node.fact.name for condition in conditions for node in nodes(condition) if isinstance(node, Has))
    return tuple(dict.fromkeys(found))


def guard_findings(resolved: ResolvedRule, policy: Policy, timeout_ms: int) -> Iterator[LintFinding]:
    """Look at each fact that a rule asks `has()` of."""
    facts = guarded_facts(resolved)
    if not facts:
        return
    states = _States(policy, resolved)
    for fact in facts:
        for excuses in (True, False):
            yield from _guard(states, fact, Budget(timeout_ms), excuses=excuses)


class _States:
    """Two states of one account: what is recorded at first, and the same with more recorded."""

    def __init__(self, policy: Policy, resolved: ResolvedRule) -> None:
        self.policy, self.resolved = policy, resolved
        self.prover = Prover(policy)
        before, after = self.prover.world, self.prover.twin
        self.first = self.prover.outcomes(resolved)
        self.then = self.prover.outcomes(resolved, world=1)
        logic = self.prover.logic
        fields = before.known_fields(resolved.facts)
        # Derived facts keep their values as well, so that nothing but `has()` can be the cause.
        self.more: Formula = logic.all_of(
            self._kept(before.fact(name), after.fact(name)) for name in dict.fromkeys((*fields, *resolved.facts))
        )

    def _kept(self, before: Term, after: Term) -> Formula:
        logic = self.prover.logic
        if isinstance(before.value, FlaggedMembers):
            same = logic.all_of(flag == after.value.flags[code] for code, flag in before.value.flags.items())
        else:
            same = before.value == after.value
        return logic.implies(before.known, logic.all_of((after.known, same)))

    def turn(self, fact: str, *, excuses: bool) -> Formula:
        """Say that recording a fact turns an outcome against the account, or in its favour."""
        logic = self.prover.logic
        free, broken = (self.first, self.then) if excuses else (self.then, self.first)
        learnt = logic.all_of((logic.no(self.prover.world.fact(fact).known), self.prover.twin.fact(fact).known))
        return logic.all_of((self.more, learnt, logic.any_of((free.satisfied, free.not_applicable)), broken.violation))

    def alone(self, fact: str) -> Formula:
        """Say that no other field is recorded than those that a fact follows from."""
        logic, before, after = self.prover.logic, self.prover.world, self.prover.twin
        others = [name for name in before.known_fields(self.resolved.facts) if name not in fields_of(fact)]
        return logic.all_of(before.fact(name).known == after.fact(name).known for name in others)

    def begins_as(self, row: Row, day: int) -> Formula:
        """Say that the first state is a given one."""
        world = self.prover.world
        return self.prover.logic.all_of((self.prover.today == day, *world.states(self.resolved.facts, row)))


def _guard(states: _States, fact: str, budget: Budget, *, excuses: bool) -> Iterator[LintFinding]:
    rule = states.resolved.rule
    expected = (_FREE, _BROKEN) if excuses else (_BROKEN, _FREE)
    claims = tuple(Claim(states.resolved, outcomes, world=number) for number, outcomes in enumerate(expected))
    # Nothing else may be recorded: of an account that other facts turn as well, the fact alone cannot be blamed.
    turn = states.prover.logic.all_of((states.turn(fact, excuses=excuses), states.alone(fact)))
    answer = states.prover.find(turn, claims, budget)
    side = "excuse" if excuses else "accuse"
    if answer.status == "not_decided":
        yield undecided(f"leaving `{fact}` out can {side} an account", answer.reason, rule.violated_when.span, rule.id)
    if answer.status != "found":
        return
    shown = _example(states, turn, budget, excuses=excuses)
    message = f"`{rule.id}`: leaving `{fact}` out {side}s an account that recording it would "
    message += "accuse" if excuses else "excuse"
    advice = "let it be undetermined: take `has()` out; or show in an example of the rule that this is meant"
    if shown is not None:
        message += f"; its example `{shown.name}` says that this is meant"
        advice = "nothing, where this is meant"
    yield finding(
        "QL201" if excuses else "QL202", message, advice, rule.violated_when.span,
        basis="witness", rule=rule.id, related=(fact,), answer=answer,
        severity="note" if shown is not None else None,
    )  # fmt: skip


def _example(states: _States, turn: Formula, budget: Budget, *, excuses: bool) -> Example | None:
    """Find an example of the rule from which the fact, once recorded, turns the outcome."""
    settings = Settings(states.policy)
    free = {outcome.value for outcome in _FREE}
    for example in states.resolved.rule.examples:
        if (example.expect in free) is not excuses or example.params:
            continue
        day = example.as_of.toordinal()
        subject = states.resolved.rule.subject
        row = row_of(settings.on(day), subject, example.given, example.others, blank_means=example.blank_means)
        if row is None:
            continue
        begins = states.begins_as(row, day)
        try:
            question = states.prover.question(states.resolved.facts, budget)
            if question.model(begins, turn) is not None:
                return example
        except UndecidedError:
            return None
    return None
