"""What no account can show of an atom, so that coverage does not ask for it.

Some of it follows from the vocabulary alone; the rest is proved with the extra `analysis`. Without that extra, coverage
asks for the rest too.

What must not live here: measuring coverage (`coverage`).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import MissingExtraError
from qd85rules.lab.coverage.coverage import ASPECTS, Aspect, atoms_in, supposing
from qd85rules.lab.mutants.edits import Variant
from qd85rules.lang import facts_of, print_expr
from qd85rules.lang.ast import Has
from qd85rules.model.vocabulary import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qd85rules.lab.coverage.coverage import Coverage
    from qd85rules.lab.proofs.prover import Prover
    from qd85rules.lang.ast import Expr
    from qd85rules.policy.policy import Policy, ResolvedRule, Stack

_TIMEOUT_MS: Final = 2_000
_SOME_DAY: Final = date(2024, 11, 1)
"""The prover looks at every day; a policy has to have one."""


def impossible_aspects(stacks: Iterable[Stack], coverage: Coverage) -> dict[tuple[str, str], frozenset[Aspect]]:
    """Give what is left to see in a coverage and what no account can show, by rule and atom.

    Every account, day and value of the parameters counts; in each of the stacks that have the rule.
    """
    left = {(rule.rule, atom.atom): frozenset(atom.missing) for rule in coverage.rules for atom in rule.atoms}
    found: dict[tuple[str, str], frozenset[Aspect]] = {}
    proofs = _proofs_available()
    for stack in stacks:
        policy = Variant(stack).policy(_SOME_DAY, {})
        for resolved in stack.rules:
            for atom in atoms_in(resolved):
                key = (resolved.rule.id, print_expr(atom))
                open_ = left.get(key, frozenset())
                if open_:
                    plain = frozenset(_plainly(atom)) & open_
                    proved = frozenset(_proved(policy, resolved, atom, open_ - plain)) if proofs else frozenset()
                    found[key] = (plain | proved) & found.get(key, open_)
    return found


def _proofs_available() -> bool:
    try:
        from qd85rules.lab.proofs.logic import Logic  # noqa: PLC0415 - an extra

        Logic()
    except MissingExtraError:
        return False
    return True


def _plainly(atom: Expr) -> Iterator[Aspect]:
    """Say what follows from the vocabulary: a judgement is never known, what reads no fact is never unknown."""
    facts = facts_of(atom)
    if isinstance(atom, Has) or not facts:
        yield "unknown"
    elif any(FACTS[fact].judgement for fact in facts):
        yield from (aspect for aspect in ASPECTS if aspect != "unknown")


def _proved(policy: Policy, resolved: ResolvedRule, atom: Expr, open_: frozenset[Aspect]) -> Iterator[Aspect]:
    from qd85rules.lab.proofs.logic import Budget, UndecidedError  # noqa: PLC0415 - an extra
    from qd85rules.lab.proofs.prover import Prover  # noqa: PLC0415 - likewise

    prover = Prover(policy, free_parameters=True)
    truth = prover.encoder().truth(atom)
    unknown = prover.logic.no(prover.logic.any_of((truth.true, truth.false)))
    differs = _decides(prover, resolved, atom)
    formulas: dict[Aspect, object] = {
        "true": truth.true,
        "false": truth.false,
        "unknown": unknown,
        "decides true": prover.logic.all_of((truth.true, differs)),
        "decides false": prover.logic.all_of((truth.false, differs)),
    }
    for aspect, formula in formulas.items():
        if aspect in open_:
            try:
                if not prover.possible(formula, resolved.facts, Budget(_TIMEOUT_MS)):
                    yield aspect
            except UndecidedError:
                continue


def _decides(prover: Prover, resolved: ResolvedRule, atom: Expr) -> object:
    """Say that the outcome with the atom true is another one than with the atom false."""
    sides = [prover.outcomes(supposing(resolved, atom, value=value)) for value in (True, False)]
    names = ("violation", "undetermined", "satisfied", "not_applicable")
    return prover.logic.any_of(
        prover.logic.all_of((getattr(sides[0], name), prover.logic.no(getattr(sides[1], name)))) for name in names
    )
