"""Telling rules apart by proof (extra `analysis`).

What must not live here: formulas (`lab.proofs`), a search without a proof (`search`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from qd85rules.lab.cases.model import word_of
from qd85rules.lab.diff.compare import same_parameters, tell_apart
from qd85rules.lab.mutants.apart import Apart
from qd85rules.lab.mutants.search import search
from qd85rules.lab.proofs.logic import Budget, UndecidedError
from qd85rules.lab.proofs.prover import Prover

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qd85rules.lab.mutants.apart import Side
    from qd85rules.lab.mutants.trials import Trial
    from qd85rules.lab.proofs.logic import Formula

_TIMEOUT_MS: Final = 10_000


def prove(one: Side, two: Side, near: Sequence[Trial]) -> Apart:
    """Find an account that tells two rules apart, or prove that there is none.

    Every account that the model allows counts, on every day; parameters may have any value that they take, unless it
    is they that differ.

    Raises:
        MissingExtraError: Z3 is not installed.
    """
    try:
        if one.resolved.rule.modality != two.resolved.rule.modality:
            return search(one, two, near) if _can_be_broken(one) else Apart("equivalent", rule=one.resolved.rule.id)
        if not _can_differ(one, two):
            return Apart("equivalent", rule=one.resolved.rule.id)
        prover = Prover(one.policy, two.policy)
        answer = tell_apart(one.policy, one.resolved, two.resolved, prover=prover, timeout_ms=_TIMEOUT_MS)
    except UndecidedError as error:
        return Apart("not decided", rule=one.resolved.rule.id, reason=str(error))
    if answer.status == "found" and answer.witness is not None:
        witness = answer.witness
        words = [
            word_of(outcome, recommended=side.resolved.rule.modality == "should")
            for outcome, side in zip(witness.outcomes, (one, two), strict=True)
        ]
        return Apart(
            "apart",
            rule=one.resolved.rule.id,
            account=witness.account,
            others=witness.others,
            as_of=witness.as_of,
            params=witness.params,
            outcomes=(words[0], words[1]),
        )
    # They differ, but only for other values of the parameters, which a search can try.
    found = search(one, two, near)
    return found if found.status == "apart" else replace(found, reason=answer.reason or found.reason)


def _can_be_broken(side: Side) -> bool:
    """Tell whether any account breaks a rule; modality matters nowhere else."""
    prover = Prover(side.policy, free_parameters=True)
    return prover.possible(prover.outcomes(side.resolved).violation, side.resolved.facts, Budget(_TIMEOUT_MS))


def _can_differ(one: Side, two: Side) -> bool:
    free = same_parameters(one.policy, two.policy)
    prover = Prover(one.policy, two.policy, free_parameters=free)
    facts = dict.fromkeys((*one.resolved.facts, *two.resolved.facts))
    return prover.possible(_difference(prover, one, two), facts, Budget(_TIMEOUT_MS))


def _difference(prover: Prover, one: Side, two: Side) -> Formula:
    """Say that the outcomes differ; on some other day than the one looked at, a day when both are due is among them."""
    first, second = prover.outcomes(one.resolved, policy=0), prover.outcomes(two.resolved, policy=1)
    names = ("violation", "undetermined", "satisfied", "not_applicable")
    return prover.logic.any_of(
        prover.logic.all_of((getattr(first, name), prover.logic.no(getattr(second, name)))) for name in names
    )
