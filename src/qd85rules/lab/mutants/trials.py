"""Expectations ready to be tried on many variants of a policy: the facts are worked out once.

Only what a verdict consists of is compared: the outcome, the day it is due, and the missing facts. That is judged by
the definition of the meaning, on the rules that an expectation is about and on no others.

What must not live here: the full comparison of findings (`lab.cases.compare`), variants (`edits`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qd85rules.core.outcome import Outcome
from qd85rules.engines import choose
from qd85rules.engines.evaluate import Situation
from qd85rules.judge.compiled import compile_rule
from qd85rules.judge.findings import cited_clauses
from qd85rules.judge.missing import smallest_missing
from qd85rules.lab.cases.model import RECOMMENDATION, word_of
from qd85rules.lab.cases.rows import rows_of
from qd85rules.lab.mutants.edits import Variant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qd85rules.lab.cases.model import Case, Expectation
    from qd85rules.model.rows import AccountRow, ItemRow
    from qd85rules.policy.policy import Policy, ResolvedRule, Stack


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """An expectation of a case, with the rules that it is about and the facts that each of them reads."""

    case: Case
    expectation: Expectation
    subjects: tuple[tuple[str, AccountRow | ItemRow], ...]


def trials_of(cases: Sequence[Case], stack: Stack) -> tuple[Trial, ...]:
    """Prepare the expectations of cases, which are all of one stack of packs; a clause is all rules that cite it."""
    variant = Variant(stack)
    trials: list[Trial] = []
    for case in cases:
        rows = rows_of(case.account, case.others, case.as_of, case.blank_means)
        if rows is None:
            continue
        policy = variant.policy(case.as_of, case.params)
        for expectation in case.expect:
            if expectation.target == "rule":
                subject = variant.rules[expectation.name].rule.subject
                subjects = [(expectation.name, rows[subject][expectation.item or 0])]
            else:
                subjects = [
                    (name, row)
                    for name, resolved in variant.rules.items()
                    for row in rows[resolved.rule.subject]
                    if _cites(resolved, expectation.name, row, policy)
                ]
            trials.append(Trial(case, expectation, tuple(subjects)))
    return tuple(trials)


def _cites(resolved: ResolvedRule, clause: str, row: AccountRow | ItemRow, policy: Policy) -> bool:
    """Tell whether a finding would cite a clause."""
    situation = Situation(row, policy.params, policy.as_of.toordinal())
    return any(cited.id == clause for cited in cited_clauses(policy, resolved, situation))


class Judge:
    """Judges trials by one variant of a policy, kept as it is on the days of the trials."""

    def __init__(self, variant: Variant) -> None:
        self._variant = variant
        self._policies: dict[tuple[object, ...], Policy] = {}

    def outcome(self, trial: Trial) -> tuple[str, int | None]:
        """Give the word for the gravest outcome, and the day that it is due."""
        found = [(*self._verdict(trial, rule, row), rule) for rule, row in trial.subjects]
        outcome, due, rule = min(found, key=lambda verdict: list(Outcome).index(verdict[0]))
        recommended = self._variant.rules[rule].rule.modality == "should"
        return word_of(outcome, recommended=recommended), due

    def deciding(self, trial: Trial) -> list[tuple[str, AccountRow | ItemRow]]:
        """Give the rules of the gravest outcome, each with the facts that it reads."""
        found = [(self._verdict(trial, rule, row)[0], (rule, row)) for rule, row in trial.subjects]
        gravest = min((outcome for outcome, _ in found), key=list(Outcome).index, default=None)
        return [subject for outcome, subject in found if outcome is gravest]

    def passes(self, trial: Trial) -> bool:
        """Tell whether outcome and due day are as expected."""
        expected = trial.expectation
        word, due = self.outcome(trial)
        wanted = expected.word
        if expected.any_modality:
            word, wanted = (text.replace(RECOMMENDATION, Outcome.VIOLATION.value) for text in (word, wanted))
        return word == wanted and (expected.due_on is None or (due is not None and expected.due_on.toordinal() == due))

    def missing_as_expected(self, trial: Trial) -> bool:
        """Tell whether the missing facts are as expected, where the trial says which."""
        if trial.expectation.missing is None or trial.expectation.target == "clause":
            return True
        [(rule, row)] = trial.subjects
        if self._verdict(trial, rule, row)[0] is not Outcome.UNDETERMINED:
            return not trial.expectation.missing
        policy = self.policy(trial)
        found, _ = smallest_missing(self._variant.rules[rule], row, policy.params, policy.as_of.toordinal())
        return {frozenset(chosen) for chosen in found} == {frozenset(chosen) for chosen in trial.expectation.missing}

    def policy(self, trial: Trial) -> Policy:
        """Resolve the variant for the trial's case."""
        case = trial.case
        key = (case.as_of, repr(sorted(case.params.items())))
        if key not in self._policies:
            self._policies[key] = self._variant.policy(case.as_of, case.params)
        return self._policies[key]

    def _verdict(self, trial: Trial, rule: str, row: AccountRow | ItemRow) -> tuple[Outcome, int | None]:
        resolved, policy = self._variant.rules[rule], self.policy(trial)
        compiled = compile_rule(resolved, policy, choose("evaluate"))
        [[verdict]] = compiled.outcomes(resolved.rule.subject, [row], [""], policy.as_of.toordinal())
        return verdict
