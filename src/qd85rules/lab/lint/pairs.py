"""Questions about two rules on one subject: whether they are one, whether one covers the other, whether they clash.

What must not live here: one rule by itself (`rules`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qd85rules.core.outcome import Outcome
from qd85rules.lab.lint.finding import finding, undecided
from qd85rules.lab.proofs.logic import Budget, UndecidedError
from qd85rules.lab.proofs.prover import SATISFIED, Claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.lab.lint.finding import LintFinding
    from qd85rules.lab.lint.rules import Questions
    from qd85rules.lab.proofs.prover import Outcomes, Prover
    from qd85rules.policy.policy import ResolvedRule

_BROKEN = frozenset({Outcome.VIOLATION})
_DECIDED = SATISFIED | _BROKEN
_KEPT = SATISFIED | {Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE}


def pair_findings(questions: Questions) -> Iterator[LintFinding]:
    """Look at every two rules on one subject, the later of which is the one reported."""
    rules = questions.policy.rules
    for index, other in enumerate(rules):
        open_pairs: list[str] = []
        reason = ""
        for one in rules[:index]:
            if one.rule.subject == other.rule.subject:
                try:
                    yield from _pair(one, other, questions)
                except UndecidedError as exc:
                    open_pairs.append(f"`{one.rule.id}`")
                    reason = str(exc)
        if open_pairs:
            what = f"it repeats, covers or contradicts {', '.join(open_pairs)}"
            yield undecided(what, reason, other.rule.span, other.rule.id)


def _pair(one: ResolvedRule, other: ResolvedRule, questions: Questions) -> Iterator[LintFinding]:
    prover, budget = questions.prover, Budget(questions.timeout_ms)
    a, b = prover.outcomes(one), prover.outcomes(other)
    logic, facts = prover.logic, dict.fromkeys((*one.facts, *other.facts))
    question = prover.question(facts, budget)

    def never(*formulas: object) -> bool:
        return question.model(*formulas) is None

    if never(a.violation) or never(b.violation):
        return
    covers = never(a.violation, logic.no(b.violation)), never(b.violation, logic.no(a.violation))
    if all(covers) and _same(prover, a, b, facts, budget):
        message = f"`{other.rule.id}` comes out as `{one.rule.id}` does, for every account"
        yield finding(
            "QL101", message, "keep one of them", other.rule.span,
            basis="proof", rule=other.rule.id, related=(one.rule.id,),
        )  # fmt: skip
    elif any(covers):
        yield from _shadow(one, other, prover, covers, budget)
    together = logic.all_of((a.applies, b.applies))
    if not never(together, a.satisfied) and not never(together, b.satisfied) and never(a.satisfied, b.satisfied):
        claims = (Claim(one, _DECIDED), Claim(other, _DECIDED))
        decided = logic.all_of(logic.any_of((each.violation, each.satisfied)) for each in (a, b))
        answer = prover.find(decided, claims, budget)
        if answer.status == "found":
            message = f"`{other.rule.id}` and `{one.rule.id}` cannot both be kept by an account that both apply to"
            yield finding(
                "QL103", message, "let them apply to different accounts, or mend one of them", other.rule.span,
                basis="witness", rule=other.rule.id, related=(one.rule.id,), answer=answer,
            )  # fmt: skip
        elif answer.status == "not_decided":
            yield undecided(f"it contradicts `{one.rule.id}`", answer.reason, other.rule.span, other.rule.id)


def _same(prover: Prover, a: Outcomes, b: Outcomes, facts: dict[str, None], budget: Budget) -> bool:
    logic = prover.logic
    names = ("violation", "undetermined", "satisfied")
    apart = logic.any_of(
        logic.all_of((getattr(one, name), logic.no(getattr(two, name))))
        for name in names
        for one, two in ((a, b), (b, a))
    )
    return not prover.possible(apart, facts, budget)


def _shadow(
    one: ResolvedRule, other: ResolvedRule, prover: Prover, covers: tuple[bool, bool], budget: Budget
) -> Iterator[LintFinding]:
    """Report the rule whose every violation is one of the other too, with a violation that only the other sees."""
    small, large = (one, other) if covers[0] else (other, one)
    if small.rule.modality != "should" and large.rule.modality == "should":
        # A duty is not covered by a recommendation.
        return
    logic = prover.logic
    small_at, large_at = prover.outcomes(small), prover.outcomes(large)
    beyond = logic.all_of((large_at.violation, logic.no(small_at.violation)))
    answer = prover.find(beyond, (Claim(small, _KEPT), Claim(large, _BROKEN)), budget)
    message = f"whatever breaks `{small.rule.id}` breaks `{large.rule.id}` as well"
    yield finding(
        "QL102", message, "narrow one of them, or remove the first", small.rule.span,
        basis="proof", rule=small.rule.id, related=(large.rule.id,), answer=answer,
    )  # fmt: skip
