"""The second, independent opinion: durable-rules, a Rete engine in C, decides what the integers of a row amount to.

Here conditions are dealt out to rulesets, none of which passes the limits of durable-rules.

What must not live here: what a condition means to it (`durable_lowering`), putting rows to it (`durable_program`), how
to call it (`durable_driver`).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qd85rules.core.diagnostics import UnsupportedError
from qd85rules.core.truth import Truth
from qd85rules.engines.durable_driver import MAX_FACTS, MAX_RULES, available, fact_names, rule_name
from qd85rules.engines.durable_lowering import Lowering
from qd85rules.engines.durable_program import Chunk, DurableProgram, reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qd85rules.core.values import Value
    from qd85rules.engines.durable_lowering import Rails, Signal, Term
    from qd85rules.lang.ast import Expr
    from qd85rules.lang.types import Type

__all__ = ["DurableEngine", "available"]


class DurableEngine:
    """durable-rules, driven directly; at most 256 terms for each side of a condition, integers of 64 bits."""

    name = "durable"

    def compile(
        self, conditions: Sequence[Expr], *, facts: Mapping[str, Type], params: Mapping[str, Value]
    ) -> DurableProgram:
        """Lower conditions to rulesets.

        Raises:
            MissingExtraError: durable-rules cannot be imported.
            UnsupportedError: a condition passes a limit of durable-rules.
        """
        lowering = Lowering(facts, params)
        rails = [lowering.lower(condition) for condition in conditions]
        uses = Counter(atom.signal for terms in _meanings(rails) for atom in terms)
        signals = {signal: number for number, (signal, _) in enumerate(uses.most_common())}
        names = fact_names(len(signals))
        reads = tuple(reader(signal, names[number], facts, params) for signal, number in signals.items())
        settled = tuple(_settled(each) for each in rails)
        return DurableProgram(settled, reads, tuple(_chunks(_meanings(rails), signals, names)))


def _settled(rails: Rails) -> Truth:
    """Say what a condition is that no row can change; unknown for all others, until a rule fires."""
    if frozenset() in rails.true:
        return Truth.TRUE
    return Truth.FALSE if frozenset() in rails.false else Truth.UNKNOWN


def _meanings(rails: Sequence[Rails]) -> dict[Term, tuple[tuple[int, Truth], ...]]:
    """Give every distinct term with what it says, in an order that depends on the conditions only."""
    meanings: dict[Term, list[tuple[int, Truth]]] = {}
    for condition, each in enumerate(rails):
        for truth, terms in ((Truth.TRUE, each.true), (Truth.FALSE, each.false)):
            for term in sorted(terms, key=lambda term: sorted(map(repr, term))):
                meanings.setdefault(term, []).append((condition, truth))
    meanings.pop(frozenset(), None)
    return {term: tuple(says) for term, says in meanings.items()}


def _chunks(
    meanings: Mapping[Term, tuple[tuple[int, Truth], ...]], signals: Mapping[Signal, int], names: Sequence[str]
) -> Iterator[Chunk]:
    """Deal terms out to rulesets, none of which passes the limits of durable-rules."""
    terms: list[Term] = []
    used: set[int] = set()
    for term in meanings:
        needed = {signals[atom.signal] for atom in term}
        if len(needed) > MAX_FACTS:
            msg = f"a condition compares more than {MAX_FACTS} facts at once in durable-rules"
            raise UnsupportedError(msg)
        if terms and (len(terms) == MAX_RULES or len(used | needed) > MAX_FACTS):
            yield _chunk(terms, used, meanings, signals, names)
            terms, used = [], set()
        terms.append(term)
        used |= needed
    if terms:
        yield _chunk(terms, used, meanings, signals, names)


def _chunk(
    terms: Sequence[Term],
    used: set[int],
    meanings: Mapping[Term, tuple[tuple[int, Truth], ...]],
    signals: Mapping[Signal, int],
    names: Sequence[str],
) -> Chunk:
    # Signals are numbered by how often they are used: atoms in that order share the most nodes of the Rete.
    ordered = [sorted((signals[atom.signal], atom.op, atom.bound) for atom in term) for term in terms]
    return Chunk(
        tuple(tuple((names[number], op, bound) for number, op, bound in atoms) for atoms in ordered),
        tuple(sorted(used)),
        {rule_name(number): meanings[term] for number, term in enumerate(terms)},
    )
