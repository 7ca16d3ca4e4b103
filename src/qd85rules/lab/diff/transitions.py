"""What an edit of a policy does to a register: outcomes before against outcomes after, and the accounts that change.

What must not live here: reading registers (`intake`), what the edit does to accounts in general (`diff`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import UsageError
from qd85rules.core.outcome import Outcome
from qd85rules.judge.compiled import compile_policy
from qd85rules.model.spec import SUBJECTS
from qd85rules.run.check import subjects_of, take_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.judge.report import Judged
    from qd85rules.policy.policy import Policy
    from qd85rules.policy.rule import Modality
    from qd85rules.run.check import Candidate

ABSENT: Final = "no_rule"
"""Stands for the outcome of a rule that one of the policies does not have."""

OUTCOMES: Final = (*(outcome.value for outcome in Outcome if outcome is not Outcome.WAIVED), ABSENT)
"""What an outcome can change from and to, the gravest first."""

_AT_REST: Final = frozenset({Outcome.COMPLIANT.value, Outcome.NOT_APPLICABLE.value})

_Key = tuple[int, str, str]
"""The number of an account in the register, its subject, and a rule."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One outcome that changes, and the clauses that the rule cites afterwards, or cited before it went.

    `modality` is that of the rule, likewise.
    """

    account: str
    subject: str
    rule: str
    clauses: tuple[str, ...]
    old: str
    new: str
    modality: Modality = "must"

    @property
    def is_trifle(self) -> bool:
        """Whether a rule comes or goes without asking for anything."""
        return ABSENT in {self.old, self.new} and not {self.old, self.new}.isdisjoint(_AT_REST)


@dataclass(frozen=True, slots=True)
class TransitionMatrix:
    """How many outcomes of a register went from which to which, those that stayed the same included.

    `errors` are the problems of records that could not be checked; they are in neither count.
    """

    accounts: int
    counts: Mapping[tuple[str, str], int]
    changes: tuple[Transition, ...]
    errors: tuple[Diagnostic, ...]


def transitions(old: Policy, new: Policy, candidates: Iterable[Candidate], *, engine: str = "auto") -> TransitionMatrix:
    """Judge the accounts of a register by two policies of one day and compare.

    A rule that was renamed is compared with its former self.

    Raises:
        UsageError: the policies are resolved for different days, or there is no such engine.
        EngineDisagreementError: two engines differ, an internal error.
    """
    if old.as_of != new.as_of:
        msg = f"the policies are resolved for two days, {old.as_of} and {new.as_of}: compare them on one"
        raise UsageError(msg)
    entries, errors = take_in(candidates, new)
    renamed = _renamed(old, new)
    before = {
        (number, subject, renamed.get(rule, rule)): outcome
        for (number, subject, rule), outcome in _judged(old, entries, engine)
    }
    after = dict(_judged(new, entries, engine))
    keys = sorted({*before, *after})
    outcomes = {key: (before.get(key, ABSENT), after.get(key, ABSENT)) for key in keys}
    rules = {resolved.rule.id: resolved.rule for policy in (old, new) for resolved in policy.rules}
    changes = tuple(
        Transition(
            entries[number].facts.account.id,
            subject,
            rule,
            rules[rule].clauses,
            *outcomes[number, subject, rule],
            modality=rules[rule].modality,
        )
        for number, subject, rule in keys
        if len(set(outcomes[number, subject, rule])) > 1
    )
    return TransitionMatrix(len(entries), Counter(outcomes.values()), changes, tuple(errors))


def _renamed(old: Policy, new: Policy) -> dict[str, str]:
    """Give the new ids of rules that have one."""
    known = {resolved.rule.id for resolved in old.rules}
    kept = {resolved.rule.id for resolved in new.rules}
    return {
        former: resolved.rule.id
        for resolved in new.rules
        for former in resolved.rule.deprecated_ids
        if former in known and former not in kept
    }


def _judged(policy: Policy, entries: Sequence[Judged], engine: str) -> Iterator[tuple[_Key, str]]:
    """Give the outcome of every rule on every subject."""
    compiled = compile_policy(policy, engine, in_register=True)
    today = policy.as_of.toordinal()
    for subject in SUBJECTS:
        judged = [(number, one) for number, entry in enumerate(entries) for one in subjects_of(entry, subject)]
        rows = [one.facts for _, one in judged]
        table = compiled.outcomes(subject, rows, [row.account.id for row in rows], today)
        for (number, one), outcomes in zip(judged, table, strict=True):
            for resolved, (outcome, _) in zip(compiled.rules(subject), outcomes, strict=True):
                yield (number, one.subject, resolved.rule.id), outcome.value
