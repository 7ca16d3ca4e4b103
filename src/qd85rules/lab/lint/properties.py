"""What packs claim of their rules: proved over all accounts and days, or an account that is against it.

What must not live here: reading properties (`policy.claims`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qd85rules.core.outcome import Outcome
from qd85rules.core.truth import Truth
from qd85rules.engines.evaluate import Situation
from qd85rules.lab.lint.finding import finding
from qd85rules.lab.proofs.logic import Budget, UndecidedError
from qd85rules.lab.proofs.prover import Claim
from qd85rules.lab.proofs.replay import outcome_on_row, row_of
from qd85rules.lab.proofs.settings import Settings
from qd85rules.lab.proofs.witness import Answer
from qd85rules.lang import facts_of, params_of
from qd85rules.policy.claims import claims

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.core.values import Row
    from qd85rules.lab.lint.finding import LintFinding
    from qd85rules.lab.lint.rules import Questions
    from qd85rules.lab.proofs.witness import Witness
    from qd85rules.policy.claims import PropertyClaim
    from qd85rules.policy.policy import Policy, ResolvedRule

_ANY = frozenset(Outcome)


def property_findings(questions: Questions) -> Iterator[LintFinding]:
    """Look at every property, one after the other for each rule that it is to hold of."""
    for claim in claims(questions.policy.stack):
        one = claim.property
        rules = tuple(resolved.rule.id for resolved in claim.outcomes.values())
        asked = ", ".join(f"`{rule}`" for rule in rules)
        of = f" for {asked}" if asked else ""
        try:
            answer = _answer(claim, questions)
        except UndecidedError as exc:
            answer = Answer("not_decided", reason=str(exc))
        span, related = one.never.span, (one.id, *rules)
        if answer.status == "found":
            message = f"the property `{one.id}` fails{of}: an account makes it true that `{one.never.text}`"
            advice = "mend the rule, or claim what it does"
            yield finding("QL501", message, advice, span, basis="witness", related=related, answer=answer)
        elif answer.status == "not_decided":
            message = f"not decided whether the property `{one.id}` holds{of}: {answer.reason}"
            yield finding("QL900", message, "allow more time", span, basis="not_decided", related=related)


def _answer(claim: PropertyClaim, questions: Questions) -> Answer:
    prover, budget = questions.prover, Budget(questions.timeout_ms)
    formula = prover.encoder(outcomes=claim.outcomes).truth(claim.never).true
    facts = tuple(
        dict.fromkeys(
            (
                *(fact for fact in facts_of(claim.never) if fact not in claim.outcomes),
                *(fact for resolved in claim.outcomes.values() for fact in resolved.facts),
            )
        )
    )
    if not prover.possible(formula, facts, budget):
        return Answer("impossible")
    expected = [Claim(_of(claim, resolved, facts), _ANY) for resolved in claim.outcomes.values()]
    if not expected:
        return Answer("not_decided", reason="it asks for no outcome")
    answer = prover.find(formula, expected, budget)
    if answer.witness is not None and not fails(questions.policy, claim, answer.witness):
        return Answer("not_decided", reason="the account found does not behave so when it is run")
    return answer


def _of(claim: PropertyClaim, resolved: ResolvedRule, facts: tuple[str, ...]) -> ResolvedRule:
    """Give a rule as one on the subject of the property, that reads what the property does."""
    params = tuple(dict.fromkeys((*resolved.params, *params_of(claim.never))))
    return replace(resolved, rule=replace(resolved.rule, subject=claim.subject), facts=facts, params=params)


def fails(policy: Policy, claim: PropertyClaim, witness: Witness) -> bool:
    """Say whether an account makes true what is never to be, by the definition."""
    on_day = Settings(policy).on(witness.as_of.toordinal())
    row = row_of(on_day, claim.subject, witness.account, witness.others)
    return row is not None and is_true(on_day, claim, row)


def is_true(policy: Policy, claim: PropertyClaim, row: Row) -> bool:
    """Say whether what is never to be is true of a row on the policy's day."""
    known = {fact: row[fact] for fact in facts_of(claim.never) if fact not in claim.outcomes}
    for fact, resolved in claim.outcomes.items():
        outcome = outcome_on_row(policy, resolved, row)
        known[fact] = (Outcome.COMPLIANT if outcome is Outcome.DUE else outcome).value
    return Situation(known, policy.params, policy.as_of.toordinal()).truth_of(claim.never) is Truth.TRUE
