"""The second, independent opinion: durable-rules, a Rete engine in C, decides what the integers of a row amount to.

Here rows become messages of integers, and the rules that fire become truth values.

What must not live here: what a condition means to it (`durable_lowering`), what a row says (`durable_readers`), how to
call it (`durable_driver`).
"""

from __future__ import annotations

import os
import threading
import weakref
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qd85rules.core.diagnostics import Qd85Error, UnsupportedError, UsageError
from qd85rules.core.truth import Truth
from qd85rules.engines.durable_driver import (
    HEAD,
    MAX_FACTS,
    MAX_RULES,
    NAME_WIDTH,
    Ruleset,
    available,
    fact_names,
    rule_name,
)
from qd85rules.engines.durable_lowering import Lowering
from qd85rules.engines.durable_readers import reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qd85rules.core.values import Row, Value
    from qd85rules.engines.durable_lowering import Rails, Signal, Term
    from qd85rules.engines.durable_readers import Read
    from qd85rules.lang.ast import CompareOp, Expr
    from qd85rules.lang.types import Type

__all__ = ["DurableEngine", "DurableProgram", "available"]


@dataclass(frozen=True, slots=True)
class _Chunk:
    """What one ruleset takes: its terms, the places of their signals, and what the firing of each term says.

    `verdicts` has, by rule name, the conditions that are settled when the rule fires, and to what.
    """

    terms: tuple[tuple[tuple[str, CompareOp, int], ...], ...]
    signals: tuple[int, ...]
    verdicts: dict[str, tuple[tuple[int, Truth], ...]]


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


class DurableProgram:
    """Rulesets, and how rows are put to them. May be used from several threads and after a fork."""

    def __init__(self, settled: tuple[Truth, ...], reads: tuple[Read, ...], chunks: tuple[_Chunk, ...]) -> None:
        self._settled = settled
        self._reads = reads
        self._chunks = chunks
        self._closed = False
        # INVARIANT: a process uses the session of its own id only. What it inherits by a fork may be locked or half
        # way through a row for ever.
        self._sessions: dict[int, _Session] = {}
        self._session().open()
        self._finalizer = weakref.finalize(self, _close, self._sessions)

    def run(self, rows: Sequence[Row], today: int) -> list[list[Truth]]:
        """Evaluate every condition on every row."""
        session = self._session()
        return [self._judge(session, row, today) for row in rows]

    def close(self) -> None:
        """Give back what durable-rules holds."""
        self._closed = True
        self._finalizer()

    def _session(self) -> _Session:
        if self._closed:
            msg = "the program is closed"
            raise UsageError(msg)
        pid = os.getpid()
        session = self._sessions.get(pid)
        if session is None:
            session = self._sessions.setdefault(pid, _Session(self._chunks))
            for other in self._sessions.keys() - {pid}:
                self._sessions.pop(other, None)
        return session

    def _judge(self, session: _Session, row: Row, today: int) -> list[Truth]:
        pieces = [read(row, today) for read in self._reads]
        truths = list(self._settled)
        for chunk, ruleset in zip(self._chunks, session.rulesets, strict=True):
            message = HEAD + "".join([pieces[signal] for signal in chunk.signals]) + "}"
            with session.lock:
                replies = ruleset.fire(message)
            for reply in replies:
                for condition, truth in chunk.verdicts[reply[2 : 2 + NAME_WIDTH]]:
                    if truths[condition] is not truth:
                        if truths[condition] is not Truth.UNKNOWN:
                            msg = "durable-rules found a condition both true and false"
                            raise Qd85Error(msg)
                        truths[condition] = truth
        return truths


class _Session:
    """The rulesets of one process, and the lock under which they are used."""

    def __init__(self, chunks: Sequence[_Chunk]) -> None:
        self.lock = threading.Lock()
        self.rulesets = tuple(Ruleset(chunk.terms) for chunk in chunks)

    def open(self) -> None:
        for ruleset in self.rulesets:
            ruleset.open()

    def close(self) -> None:
        with self.lock:
            for ruleset in self.rulesets:
                ruleset.close()


def _close(sessions: dict[int, _Session]) -> None:
    session = sessions.pop(os.getpid(), None)
    if session is not None:
        session.close()


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
) -> Iterator[_Chunk]:
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
) -> _Chunk:
    # Signals are numbered by how often they are used: atoms in that order share the most nodes of the Rete.
    ordered = [sorted((signals[atom.signal], atom.op, atom.bound) for atom in term) for term in terms]
    return _Chunk(
        tuple(tuple((names[number], op, bound) for number, op, bound in atoms) for atoms in ordered),
        tuple(sorted(used)),
        {rule_name(number): meanings[term] for number, term in enumerate(terms)},
    )
