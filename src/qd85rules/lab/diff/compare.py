"""Two rules compared over all accounts and days: where one is stricter, where looser, and an account for each.

Outcomes are ordered `compliant`, `due` and `not_applicable` (nothing to mend today), `undetermined`, then `violation`;
a violation of a rule that recommends (`should`) comes before one of a rule that binds.

What must not live here: which rules belong together, and what else changed between two policies (`diff`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from qd85rules.core.outcome import Outcome
from qd85rules.lab.proofs.logic import Budget, UndecidedError
from qd85rules.lab.proofs.prover import DEFAULT_TIMEOUT_MS, SATISFIED, Claim, Prover
from qd85rules.lab.proofs.settings import Settings
from qd85rules.lab.proofs.witness import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qd85rules.lab.proofs.logic import Formula
    from qd85rules.lab.proofs.prover import Outcomes
    from qd85rules.policy.policy import Policy, ResolvedRule

Strictness = Literal["unchanged", "stricter", "looser", "both", "not_decided"]

_EXPECTED: Final = {
    "violation": frozenset({Outcome.VIOLATION}),
    "undetermined": frozenset({Outcome.UNDETERMINED}),
    "satisfied": SATISFIED,
    "not_applicable": frozenset({Outcome.NOT_APPLICABLE}),
}
_IMPOSSIBLE: Final = Answer("impossible")
_Pair = tuple[str, str]

# The plainest changes first; the reverse of each makes a rule looser.
_STRICTER: Final[tuple[_Pair, ...]] = (
    ("satisfied", "violation"),
    ("not_applicable", "violation"),
    ("satisfied", "undetermined"),
    ("not_applicable", "undetermined"),
    ("undetermined", "violation"),
)
_LOOSER: Final = tuple((after, before) for before, after in _STRICTER)
_RELABELLED: Final[tuple[_Pair, ...]] = (("satisfied", "not_applicable"), ("not_applicable", "satisfied"))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether the second rule is stricter than the first for some account, and whether it is looser for some.

    A witness has two outcomes, the first rule's and the second's. `relabelled`: an account that changes only between
    having nothing to mend and not being concerned.
    """

    stricter: Answer
    looser: Answer
    relabelled: Answer

    @property
    def strictness(self) -> Strictness:
        """What became of the rule; an answer that is missing is never taken for none."""
        if "not_decided" in {self.stricter.status, self.looser.status}:
            return "not_decided"
        if self.stricter.witness is not None:
            return "both" if self.looser.witness is not None else "stricter"
        return "looser" if self.looser.witness is not None else "unchanged"

    @property
    def reason(self) -> str | None:
        """Why a question was not answered."""
        return self.stricter.reason or self.looser.reason or self.relabelled.reason


def compare_rules(
    old: ResolvedRule, new: ResolvedRule, prover: Prover, *, timeout_ms: int = DEFAULT_TIMEOUT_MS
) -> Comparison:
    """Compare a rule of the prover's first policy with one of its last, on the same subject."""
    budget = Budget(timeout_ms)
    stricter, looser = list(_STRICTER), list(_LOOSER)
    before, after = old.rule.modality, new.rule.modality
    if before == "should" != after:
        stricter.append(("violation", "violation"))
    if after == "should" != before:
        looser.append(("violation", "violation"))
    return Comparison(*(_first(prover, old, new, pairs, budget) for pairs in (stricter, looser, _RELABELLED)))


def tell_apart(
    policy: Policy,
    one: ResolvedRule,
    other: ResolvedRule,
    *,
    prover: Prover | None = None,
    timeout_ms: int = DEFAULT_TIMEOUT_MS,
) -> Answer:
    """Look for an account and a day on which two rules on one subject come out differently.

    `due` counts as `compliant` on its day; rules that differ in it differ in `violation` on a later day. `prover` may
    be given where many rules of one policy are compared.

    Raises:
        MissingExtraError: Z3 is not installed.
    """
    names = tuple(_EXPECTED)
    pairs = [(before, after) for before in names for after in names if before != after]
    return _first(prover or Prover(policy), one, other, pairs, Budget(timeout_ms))


def same_meaning(old: ResolvedRule, new: ResolvedRule, policies: tuple[Policy, Policy]) -> bool:
    """Tell whether two rules are equal word for word, parameters included, so that there is nothing to prove."""
    if (old.rule.subject, old.scope, old.violated) != (new.rule.subject, new.scope, new.violated):
        return False
    return same_parameters(*policies, names=old.params)


def same_parameters(old: Policy, new: Policy, names: Iterable[str] | None = None) -> bool:
    """Tell whether parameters have the same values in two policies on every day; `None` for `names`: all of them."""
    before, after = Settings(old), Settings(new)
    return all(before.turns(name) == after.turns(name) for name in (old.params if names is None else names))


def _first(prover: Prover, old: ResolvedRule, new: ResolvedRule, pairs: Sequence[_Pair], budget: Budget) -> Answer:
    """Give an account for the first pair of outcomes that has one."""
    last = len(prover.policies) - 1
    before, after = prover.outcomes(old), prover.outcomes(new, policy=last)
    facts = dict.fromkeys((*old.facts, *new.facts))
    try:
        if not prover.possible(_any(prover, before, after, pairs), facts, budget):
            return _IMPOSSIBLE
    except UndecidedError as exc:
        return Answer("not_decided", reason=str(exc))
    undecided: Answer | None = None
    for one, other in pairs:
        claims = (Claim(old, _EXPECTED[one]), Claim(new, _EXPECTED[other], policy=last))
        answer = prover.find(_any(prover, before, after, ((one, other),)), claims, budget)
        if answer.status == "found":
            return answer
        if answer.status == "not_decided":
            undecided = undecided or answer
    return undecided or _IMPOSSIBLE


def _any(prover: Prover, before: Outcomes, after: Outcomes, pairs: Iterable[_Pair]) -> Formula:
    logic = prover.logic
    return logic.any_of(logic.all_of((getattr(before, one), getattr(after, other))) for one, other in pairs)
