"""What an edit of a policy does: for every rule a proof or an account, and every other change in words.

What must not live here: comparing two rules (`compare`), wording a whole report (`diff_render`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from qd85rules.core.diagnostics import UsageError
from qd85rules.core.outcome import Outcome
from qd85rules.lab.diff.changes import (
    Change,
    ClauseChange,
    ParameterChange,
    clause_changes,
    concept_changes,
    pack_changes,
    parameter_changes,
    rule_changes,
)
from qd85rules.lab.diff.compare import compare_rules, same_meaning
from qd85rules.lab.proofs.logic import Budget
from qd85rules.lab.proofs.prover import DEFAULT_TIMEOUT_MS, Claim, Prover

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from qd85rules.core.text import Text
    from qd85rules.lab.diff.compare import Strictness
    from qd85rules.lab.proofs.witness import Witness
    from qd85rules.policy.policy import Policy, ResolvedRule
    from qd85rules.policy.rule import Modality

RuleKind = Literal["unchanged", "stricter", "looser", "both", "new", "gone", "not_decided"]
KINDS: Final[tuple[RuleKind, ...]] = ("gone", "new", "both", "stricter", "looser", "not_decided", "unchanged")


@dataclass(frozen=True, slots=True)
class RuleDiff:
    """What became of one rule.

    Where a rule was renamed, `old_id` is its former id. `stricter` and `looser` are accounts with two outcomes, before
    and after; for a rule that is new or gone one of them has the single outcome that it brings or takes away.
    `relabelled` is an account that changes only between `compliant` and `not_applicable`. `unchanged` with `changes`
    means: written differently, proved to come out the same. `reason` says why a rule was not decided. `modality` is
    that of the new rule where there is one.
    """

    id: str
    kind: RuleKind
    title: Text
    modality: Modality
    old_id: str | None = None
    stricter: Witness | None = None
    looser: Witness | None = None
    relabelled: Witness | None = None
    changes: tuple[Change, ...] = ()
    clauses_added: tuple[str, ...] = ()
    clauses_removed: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def same(self) -> bool:
        """Whether nothing at all is different."""
        edited = self.changes or self.clauses_added or self.clauses_removed or self.old_id
        return self.kind == "unchanged" and not edited and self.relabelled is None


@dataclass(frozen=True, slots=True)
class PolicyDiff:
    """What an edit does, rule by rule in the order of the new policy, those that are gone last."""

    as_of: date
    rules: tuple[RuleDiff, ...]
    parameters: tuple[ParameterChange, ...]
    concepts: tuple[Change, ...]
    clauses: tuple[ClauseChange, ...]
    packs: tuple[Change, ...]

    @property
    def same(self) -> bool:
        """Whether nothing at all is different."""
        return all(rule.same for rule in self.rules) and not (
            self.parameters or self.concepts or self.clauses or self.packs
        )

    @property
    def counts(self) -> dict[RuleKind, int]:
        """Count the rules of each kind."""
        counts = Counter(rule.kind for rule in self.rules)
        return {kind: counts[kind] for kind in KINDS}


def diff_policies(old: Policy, new: Policy, *, timeout_ms: int = DEFAULT_TIMEOUT_MS) -> PolicyDiff:
    """Compare two policies over all accounts and all days, with their parameters as they are on each day.

    Args:
        old: the policy before the edit.
        new: the policy after it, resolved for the same day.
        timeout_ms: the time for one rule; what it does not suffice for is `not_decided`.

    Raises:
        UsageError: the policies are resolved for different days, or read addresses by different lists.
        MissingExtraError: a rule was edited and Z3 is not installed.
    """
    if old.as_of != new.as_of:
        msg = f"the policies are resolved for two days, {old.as_of} and {new.as_of}: compare them on one"
        raise UsageError(msg)
    if old.suffix_list != new.suffix_list:
        msg = "the policies read addresses by two Public Suffix Lists: compare them by one"
        raise UsageError(msg)
    return PolicyDiff(
        as_of=new.as_of,
        rules=tuple(_Differ(old, new, timeout_ms).rules()),
        parameters=tuple(parameter_changes(old, new)),
        concepts=tuple(concept_changes(old, new)),
        clauses=tuple(clause_changes(old, new)),
        packs=tuple(pack_changes(old, new)),
    )


class _Differ:
    """Compares the rules of two policies; Z3 is asked for at the first rule that needs it."""

    def __init__(self, old: Policy, new: Policy, timeout_ms: int) -> None:
        self.old, self.new, self.timeout_ms = old, new, timeout_ms
        self._prover: Prover | None = None

    @property
    def prover(self) -> Prover:
        if self._prover is None:
            self._prover = Prover(self.old, self.new)
        return self._prover

    def rules(self) -> Iterator[RuleDiff]:
        left, known = dict(self.old.stack.rules_by_id), self.new.stack.rules_by_id
        for resolved in self.new.rules:
            rule = resolved.rule
            former = next((name for name in (rule.id, *rule.deprecated_ids) if name in left), None)
            # A former id that a rule of the new policy bears itself belongs to that rule, and is no sign of a renaming.
            if former is None or (former != rule.id and former in known):
                yield self._alone(resolved, "new")
                continue
            before = left.pop(former)
            if before.rule.subject != rule.subject:
                # Rules on different subjects have outcomes that cannot be compared.
                yield self._alone(before, "gone")
                yield self._alone(resolved, "new")
            else:
                yield self._both(before, resolved)
        for resolved in left.values():
            yield self._alone(resolved, "gone")

    def _alone(self, resolved: ResolvedRule, kind: Literal["new", "gone"]) -> RuleDiff:
        """Describe a rule that only one policy has, with an account that it accuses."""
        policy = 1 if kind == "new" else 0
        outcomes = self.prover.outcomes(resolved, policy=policy)
        claim = Claim(resolved, frozenset({Outcome.VIOLATION}), policy=policy)
        answer = self.prover.find(outcomes.violation, (claim,), Budget(self.timeout_ms))
        return RuleDiff(
            id=resolved.rule.id,
            kind=kind,
            title=resolved.rule.title,
            modality=resolved.rule.modality,
            stricter=answer.witness if kind == "new" else None,
            looser=answer.witness if kind == "gone" else None,
            clauses_added=resolved.rule.clauses if kind == "new" else (),
            clauses_removed=resolved.rule.clauses if kind == "gone" else (),
        )

    def _both(self, before: ResolvedRule, after: ResolvedRule) -> RuleDiff:
        old, new = before.rule, after.rule
        kind: Strictness = "unchanged"
        stricter = looser = relabelled = None
        reason = None
        same_modality = (old.modality == "should") == (new.modality == "should")
        if not (same_meaning(before, after, (self.old, self.new)) and same_modality):
            comparison = compare_rules(before, after, self.prover, timeout_ms=self.timeout_ms)
            kind, reason = comparison.strictness, comparison.reason
            stricter, looser = comparison.stricter.witness, comparison.looser.witness
            relabelled = comparison.relabelled.witness
        return RuleDiff(
            id=new.id,
            kind=kind,
            title=new.title,
            modality=new.modality,
            old_id=old.id if old.id != new.id else None,
            stricter=stricter,
            looser=looser,
            relabelled=relabelled,
            changes=tuple(rule_changes(before, after)),
            clauses_added=tuple(clause for clause in new.clauses if clause not in old.clauses),
            clauses_removed=tuple(clause for clause in old.clauses if clause not in new.clauses),
            reason=reason,
        )
