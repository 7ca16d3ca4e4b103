"""Questions about rules over all accounts: what can be, shown by an account, and what cannot, proved.

What must not live here: which questions are worth asking (`lab.lint`, `lab.diff`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from qd85rules.core.outcome import Outcome
from qd85rules.lab.proofs.encoding import Encoder, Term, Texts
from qd85rules.lab.proofs.logic import Budget, Logic, Question, UndecidedError
from qd85rules.lab.proofs.realise import Inventor, plainest, stated
from qd85rules.lab.proofs.replay import replay
from qd85rules.lab.proofs.settings import Settings
from qd85rules.lab.proofs.witness import Answer, Witness
from qd85rules.lab.proofs.world import World
from qd85rules.lang import nodes
from qd85rules.lang.ast import Date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qd85rules.lab.proofs.logic import Formula, Model
    from qd85rules.policy.policy import Policy, ResolvedRule

DEFAULT_TIMEOUT_MS: Final = 10_000

SATISFIED: Final = frozenset({Outcome.COMPLIANT, Outcome.DUE})
"""The outcomes of a rule that applies and is not broken today."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Where a rule comes out as what; the four exclude one another and leave nothing out.

    `satisfied` is `compliant` and `due` alike: as of the day the rule is kept.
    """

    violation: Formula
    undetermined: Formula
    satisfied: Formula
    not_applicable: Formula
    applies: Formula


@dataclass(frozen=True, slots=True)
class Claim:
    """What an account has to show: a rule of one of the policies, in one of the worlds, comes out as one of these."""

    resolved: ResolvedRule
    expected: frozenset[Outcome]
    policy: int = 0
    world: int = 0


class Prover:
    """Formulas of the rules of some policies on the same account and day, and questions about them.

    Args:
        policies: the policies, with one Public Suffix List; every day is looked at, that of the first before others.
        free_parameters: whether parameters may have any value that they take, not just the policy's.
        judgements: whether judgement facts may be known, as no register can state them.

    Raises:
        MissingExtraError: Z3 is not installed.
    """

    def __init__(self, *policies: Policy, free_parameters: bool = False, judgements: bool = False) -> None:
        self.logic, self.texts = Logic(), Texts()
        self.today = self.logic.number("today")
        self.policies = policies
        self._settings = [Settings(policy) for policy in policies]
        suffix_list = policies[0].suffix_list
        self.world = World(self.logic, self.texts, self.today, suffix_list=suffix_list, judgements=judgements)
        self._twin: World | None = None
        self._limits: list[Formula] = []
        self._params = []
        for settings in self._settings:
            if free_parameters:
                terms, limits = settings.free_terms(self.logic, self.texts)
                self._limits += limits
            else:
                terms = settings.terms(self.logic, self.texts, self.today)
            self._params.append(terms)
        self._known: dict[tuple[ResolvedRule, int, int], Outcomes] = {}

    @property
    def twin(self) -> World:
        """Another state of the same account."""
        if self._twin is None:
            suffix_list = self.policies[0].suffix_list
            self._twin = World(self.logic, self.texts, self.today, suffix_list=suffix_list, twin=self.world)
        return self._twin

    def encoder(self, policy: int = 0, world: int = 0, outcomes: Mapping[str, ResolvedRule] | None = None) -> Encoder:
        """Give the encoder of one policy's conditions in one world; `outcomes` are facts that are outcomes of rules."""
        facts = (self.twin if world else self.world).fact
        asked = {name: self._outcome(resolved, policy, world) for name, resolved in (outcomes or {}).items()}
        fact = (lambda name: asked[name] if name in asked else facts(name)) if asked else facts
        return Encoder(self.logic, self.texts, fact, self._params[policy], self.today)

    def _outcome(self, resolved: ResolvedRule, policy: int, world: int) -> Term:
        """Encode what a rule comes to as of the day, as a word."""
        logic, texts, found = self.logic, self.texts, self.outcomes(resolved, policy=policy, world=world)
        word = texts.code(Outcome.NOT_APPLICABLE.value)
        word = logic.choose(found.satisfied, texts.code(Outcome.COMPLIANT.value), word)
        word = logic.choose(found.undetermined, texts.code(Outcome.UNDETERMINED.value), word)
        return Term(known=True, value=logic.choose(found.violation, texts.code(Outcome.VIOLATION.value), word))

    def outcomes(self, resolved: ResolvedRule, *, policy: int = 0, world: int = 0) -> Outcomes:
        """Encode a rule of one of the policies."""
        key = (resolved, policy, world)
        if key not in self._known:
            logic, encoder = self.logic, self.encoder(policy, world)
            scope, violated = encoder.truth(resolved.scope), encoder.truth(resolved.violated)
            decided = logic.any_of((violated.true, violated.false))
            self._known[key] = Outcomes(
                violation=logic.all_of((scope.true, violated.true)),
                undetermined=logic.all_of((logic.no(scope.false), logic.no(logic.all_of((scope.true, decided))))),
                satisfied=logic.all_of((scope.true, violated.false)),
                not_applicable=scope.false,
                applies=scope.true,
            )
        return self._known[key]

    def question(self, facts: Iterable[str], budget: Budget, *, constructible: bool = False) -> Question:
        """Open a question about accounts with some facts; encode what it is about beforehand."""
        facts = tuple(facts)
        premises = [*self.world.premises(facts, constructible=constructible), *self._limits]
        if self._twin is not None:
            premises += [*self._twin.premises(facts, constructible=constructible)]
        return Question(self.logic, premises, budget)

    def possible(self, formula: Formula, facts: Iterable[str], budget: Budget) -> bool:
        """Tell whether a formula can hold at all; `False` is a proof over all accounts.

        Raises:
            UndecidedError: the time is up.
        """
        return self.question(facts, budget).model(formula) is not None

    def find(self, formula: Formula, claims: Sequence[Claim], budget: Budget) -> Answer:
        """Look for a smallest account of which a formula holds, and see that it does what the claims say.

        Parameters must be those of the policies.
        """
        facts = _facts(claims)
        worlds = (self.world, self._twin) if self._twin is not None else (self.world,)
        try:
            question = self.question(facts, budget, constructible=True)
            question.keep(formula)
            model = plainest(question, worlds, facts, self._day, sorted(set(self._days(claims))))
            if model is None:
                if not self.possible(formula, facts, budget):
                    return Answer("impossible")
                return Answer("not_decided", reason="no account could be made that shows it")
        except UndecidedError as exc:
            return Answer("not_decided", reason=str(exc))
        return self._run(model, worlds, claims)

    def _run(self, model: Model, worlds: Sequence[World], claims: Sequence[Claim]) -> Answer:
        """Make the account that a model is about, in each of its states, and see what the claims come to."""
        facts = _facts(claims)
        subject = claims[0].resolved.rule.subject
        day = model.number(self.today)
        read = {name for claim in claims for name in claim.resolved.params}
        inventor = Inventor(self.world)
        found = []
        for number, world in enumerate(worlds):
            account, others = stated(world, model, facts, subject, inventor)
            outcomes: list[Outcome] = []
            for claim in claims:
                if claim.world == number:
                    outcome = replay(self._settings[claim.policy].on(day), claim.resolved, account, others)
                    if outcome is None or outcome not in claim.expected:
                        return Answer("not_decided", reason="the account found does not behave so when it is run")
                    outcomes.append(outcome)
            witness = Witness(
                account=account,
                as_of=date.fromordinal(day),
                subject="account" if subject == "account" else f"{subject}s[0]",
                outcomes=tuple(outcomes),
                others=others,
                params={name: value for name, value in self._settings[-1].given.items() if name in read},
            )
            found.append(witness)
        return Answer("found", found[0], found[1] if len(found) > 1 else None)

    @property
    def _day(self) -> int:
        return self.policies[0].as_of.toordinal()

    def _days(self, claims: Sequence[Claim]) -> Iterator[int]:
        """Give the days that the rules compare with."""
        for claim in claims:
            for condition in (claim.resolved.scope, claim.resolved.violated):
                yield from (node.value.toordinal() for node in nodes(condition) if isinstance(node, Date))
            settings = self._settings[claim.policy]
            for name in claim.resolved.params:
                is_date = settings.policy.stack.parameters[name].type.kind == "date"
                for day, value in settings.turns(name):
                    yield day
                    if is_date and isinstance(value, int):
                        yield value


def _facts(claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact for claim in claims for fact in claim.resolved.facts))
