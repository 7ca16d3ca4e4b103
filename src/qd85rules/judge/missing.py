"""What is missing: the smallest sets of facts that would decide an undetermined rule.

A set would decide where some answers to its questions lead to another outcome than undetermined, with everything else
left unknown. The answers tried are enough to make every atom of the rule true and false: every member of a closed set,
and for dates the days around those that the rule compares them with.

What must not live here: deciding outcomes (`compiled`), the questions' wording (`model.vocabulary`).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations, islice, product
from typing import TYPE_CHECKING, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.truth import UNKNOWN
from qd85rules.core.values import NEVER
from qd85rules.engines.evaluate import Situation
from qd85rules.engines.reference import ReferenceEngine
from qd85rules.judge.compiled import outcome_of
from qd85rules.judge.reasons import open_atoms
from qd85rules.lang import facts_of, nodes
from qd85rules.lang.ast import Date, Int, String
from qd85rules.model.vocabulary import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qd85rules.core.values import Row, Value
    from qd85rules.engines.base import Program
    from qd85rules.lang.types import Type
    from qd85rules.policy.policy import ResolvedRule

__all__ = ["Ways", "rule_program", "smallest_missing", "supplied_by", "ways_to_learn"]

_MOST_ANSWERS: Final = 20_000
_MOST_FACTS: Final = 3


def smallest_missing(
    resolved: ResolvedRule, row: Row, params: Mapping[str, Value], today: int
) -> tuple[tuple[str, ...], ...]:
    """Give the smallest sets of missing facts that would decide the rule, in the order of the rule's own facts.

    Fields of the register are named rather than facts derived from them; a derived fact is named itself where all its
    fields are known and leave it in doubt. Only facts that leave something open count as missing: where a rule settles
    the absence of a fact with `has()`, nobody is asked for it. Where no few answers would do, every missing fact is in
    one set.
    """
    situation = Situation(row, params, today)
    leaving_open = {
        fact
        for condition in (resolved.scope, resolved.violated)
        for atom in open_atoms(condition, situation)
        for fact in facts_of(atom)
    }
    ways = {fact: options for fact, options in ways_to_learn(resolved, row).items() if fact in leaving_open}
    names = tuple(dict.fromkeys(name for options in ways.values() for fields, _ in options for name in fields))
    search = _Search(resolved, row, params, today)
    for size in range(1, min(len(names), _MOST_FACTS) + 1):
        sets = tuple(chosen for chosen in combinations(names, size) if search.decides(supplied_by(ways, set(chosen))))
        if sets:
            return sets
    return (names,) if names else ()


_Way = tuple[tuple[str, ...], "tuple[Value, ...] | None"]
"""Fields to ask for, and the values that the fact can take then; `None`: any of its type."""

Ways = dict[str, list[_Way]]
"""For each unknown fact, the ways to learn it."""


def ways_to_learn(resolved: ResolvedRule, row: Row) -> Ways:
    """Give the ways to learn each fact that the rule reads and that is unknown, in the order of the rule's facts."""
    return {fact: _ways(fact, row) for fact in resolved.facts if row[fact] is UNKNOWN}


def _ways(fact: str, row: Row) -> list[_Way]:
    ways: list[_Way] = []
    for ask in FACTS[fact].asks:
        fields = tuple(name for name in ask.fields if row[name] is UNKNOWN)
        if fields:
            ways.append((fields, ask.values))
    return ways or [((fact,), None)]


def supplied_by(ways: Ways, chosen: set[str]) -> dict[str, tuple[Value, ...] | None]:
    """Give the facts that become known with the chosen fields, and the values that each can take."""
    return {fact: values for fact, options in ways.items() for fields, values in options if chosen.issuperset(fields)}


class _Search:
    """Tries answers on one row."""

    def __init__(self, resolved: ResolvedRule, row: Row, params: Mapping[str, Value], today: int) -> None:
        self._program = rule_program(resolved, tuple(params.items()))
        self._known = {fact: row[fact] for fact in resolved.facts}
        self._days = tuple(_days(resolved, self._known, params, today))
        self._texts = tuple(dict.fromkeys((*_texts(resolved), "·")))
        self._today = today

    def decides(self, supplied: Mapping[str, tuple[Value, ...] | None]) -> bool:
        """Say whether some values of the supplied facts decide the rule."""
        if not supplied:
            return False
        facts = list(supplied)
        options = [self._values(FACTS[fact].type, fact, supplied[fact]) for fact in facts]
        answers = islice(product(*options), _MOST_ANSWERS)
        rows = [{**self._known, **dict(zip(facts, answer, strict=True))} for answer in answers]
        verdicts = (outcome_of(*truths) for truths in self._program.run(rows, self._today))
        return any(outcome is not Outcome.UNDETERMINED for outcome, _ in verdicts)

    def _values(self, kind: Type, fact: str, values: tuple[Value, ...] | None) -> Sequence[Value]:
        if values is not None:
            return values
        match kind.kind:
            case "bool":
                return (True, False)
            case "date":
                return (*self._days, NEVER) if FACTS[fact].event else self._days
            case "list":
                members = (kind.element.members if kind.element else None) or self._texts
                return ((), *((member,) for member in members))
            case _:
                return kind.members or self._texts


@lru_cache(maxsize=256)
def rule_program(resolved: ResolvedRule, params: tuple[tuple[str, Value], ...]) -> Program:
    """Lower one rule, its scope and whether it is violated, for the engine that tries many answers quickly."""
    return ReferenceEngine().compile([resolved.scope, resolved.violated], facts={}, params=dict(params))


def _days(resolved: ResolvedRule, known: Mapping[str, Value], params: Mapping[str, Value], today: int) -> Iterator[int]:
    """Give the days, none later than today, around those that the rule can tell apart."""
    anchors = {today}
    spans = {0}
    for expr in (resolved.scope, resolved.violated):
        for node in nodes(expr):
            if isinstance(node, Date):
                anchors.add(node.value.toordinal())
            elif isinstance(node, Int):
                spans.add(node.value)
    anchors |= {
        value for fact, value in known.items() if FACTS[fact].type.kind == "date" and isinstance(value, int)
    } - {NEVER}
    for name in resolved.params:
        value = params[name]
        if isinstance(value, int):
            spans.add(value)
    near = {anchor + sign * span + step for anchor in anchors for span in spans for sign in (1, -1) for step in (0, 1)}
    yield from sorted(day for day in near if 1 <= day <= today)


def _texts(resolved: ResolvedRule) -> Iterator[str]:
    for expr in (resolved.scope, resolved.violated):
        yield from (node.value for node in nodes(expr) if isinstance(node, String))
