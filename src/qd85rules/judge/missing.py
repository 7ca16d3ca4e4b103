"""What is missing: the smallest sets of facts that would decide an undetermined rule.

A set would decide where some answers to its questions, which a register would take, lead to another outcome than
undetermined, with everything else left unknown. The answers tried are enough to make every atom of the rule true and
false: every member of a closed set, every text that something is compared with and one that is none of them, and for
dates the days around those that the rule compares them with.

What must not live here: what each answer leads to (`answers`), the questions' wording (`model.vocabulary`).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations, islice, product
from typing import TYPE_CHECKING, Final, NamedTuple

from qd85rules.core.outcome import Outcome
from qd85rules.core.truth import UNKNOWN, Truth
from qd85rules.core.values import NEVER
from qd85rules.engines.evaluate import Situation
from qd85rules.engines.reference import ReferenceEngine
from qd85rules.judge.compiled import outcome_of
from qd85rules.judge.why import open_atoms
from qd85rules.lang import facts_of, nodes
from qd85rules.lang.ast import And, Compare, Date, Fact, Has, In, Int, Not, Or, Param, String
from qd85rules.model.admission import INCOMING
from qd85rules.model.fields import FIELDS
from qd85rules.model.paths import CONTRADICTED, ENDS, ORDER
from qd85rules.model.vocabulary import FACTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from qd85rules.core.values import Row, Value
    from qd85rules.engines.base import Program
    from qd85rules.lang.ast import Expr
    from qd85rules.policy.policy import ResolvedRule

_MOST_TRIED: Final = 50_000
"""How many answers are tried before a rule's missing facts are not worked out."""

_TOGETHER: Final = 512
"""How many answers are judged at once; the first that decides ends the search of a set."""

_IMPLIED: Final = {field.name: f"{field.section}.{field.implies}" for field in FIELDS if field.implies is not None}

ANY_OTHER: Final = "\N{MIDDLE DOT}"
"""Stands for every text that a rule compares nothing with; no reader sees it."""


class Missing(NamedTuple):
    """The smallest sets of missing facts that decide; `worked_out` is false where there were too many answers to try.

    Then `sets` has one set of all that may matter. No set: no answer decides.
    """

    sets: tuple[tuple[str, ...], ...]
    worked_out: bool = True


def smallest_missing(resolved: ResolvedRule, row: Row, params: Mapping[str, Value], today: int) -> Missing:
    """Give the smallest sets of missing facts that would decide the rule, in the order of the rule's own facts.

    Fields of the register are named rather than facts derived from them; a derived fact is named itself where all its
    fields are known and leave it in doubt. Only facts that leave something open count as missing: where a rule settles
    the absence of a fact with `has()`, nobody is asked for it.
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
    try:
        for size in range(1, len(names) + 1):
            chosen = (each for each in combinations(names, size) if search.decides(supplied_by(ways, set(each))))
            if sets := tuple(chosen):
                return Missing(sets)
    except _TooManyError:
        return Missing((names,), worked_out=False)
    return Missing(())


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


class _TooManyError(Exception):
    """More answers than can be tried."""


class _Search:
    """Tries answers on one row."""

    def __init__(self, resolved: ResolvedRule, row: Row, params: Mapping[str, Value], today: int) -> None:
        self._row = row
        self._resolved, self._situation = resolved, Situation(row, params, today)
        self._program = _rule_program(resolved, tuple(params.items()))
        self._known = {fact: row[fact] for fact in resolved.facts}
        self._days = tuple(_days(resolved, row, params, today))
        self._texts = texts_compared(resolved, row, params)
        self._today = today
        self._left = _MOST_TRIED

    def decides(self, supplied: Mapping[str, tuple[Value, ...] | None]) -> bool:
        """Say whether some values of the supplied facts decide the rule."""
        if not supplied or not self._may_decide(supplied.keys()):
            return False
        facts = list(supplied)
        options = [self._values(fact, supplied[fact]) for fact in facts]
        given = (dict(zip(facts, answer, strict=True)) for answer in product(*options))
        while answers := list(islice(given, min(_TOGETHER, self._left))):
            self._left -= len(answers)
            rows = [{**self._known, **answer} for answer in answers if accepted(answer, self._row)]
            verdicts = (outcome_of(*truths) for truths in self._program.run(rows, self._today))
            if any(outcome is not Outcome.UNDETERMINED for outcome, _ in verdicts):
                return True
        if not self._left and next(given, None) is not None:
            raise _TooManyError
        return False

    def _may_decide(self, facts: Collection[str]) -> bool:
        """Say whether the rule could be decided if every part that the facts complete could come out either way.

        It cannot be where this says no; it spares trying answers to most sets.
        """
        scope, violated = (self._may_be(each, facts) for each in (self._resolved.scope, self._resolved.violated))
        return scope[1] or (scope[0] and any(violated))

    def _may_be(self, expr: Expr, facts: Collection[str]) -> tuple[bool, bool]:
        """Say whether an expression may come out true, and whether false."""
        match expr:
            case Not(operand):
                return self._may_be(operand, facts)[::-1]
            case And(operands):
                parts = [self._may_be(operand, facts) for operand in operands]
                return all(true for true, _ in parts), any(false for _, false in parts)
            case Or(operands):
                parts = [self._may_be(operand, facts) for operand in operands]
                return any(true for true, _ in parts), all(false for _, false in parts)
            case _:
                read = facts_of(expr)
                if any(fact in facts for fact in read):
                    asked = {node.fact.name for node in nodes(expr) if isinstance(node, Has)}
                    open_left = (fact for fact in read if self._row[fact] is UNKNOWN and fact not in facts)
                    # Within a comparison of conditions, `&&` and `||` may settle what is unknown beside the facts.
                    settled = any(isinstance(node, And | Or) for node in nodes(expr))
                    complete = settled or all(fact in asked for fact in open_left)
                    return complete, complete
                truth = self._situation.truth_of(expr)
                return truth is Truth.TRUE, truth is Truth.FALSE

    def _values(self, fact: str, values: tuple[Value, ...] | None) -> Sequence[Value]:
        if values is not None:
            return values
        if FACTS[fact].type.kind == "date":
            return (*self._days, NEVER) if FACTS[fact].event else self._days
        return values_of(fact, self._texts)


def accepted(answer: Mapping[str, Value], row: Row) -> bool:
    """Say whether answers agree with a register: no end before its start nor beside use, no kind the wrong way.

    Where a record that contradicts itself is put right, nothing in it stands in the way of the other answers.
    """
    put_right = any(FACTS[fact].contradiction for fact in answer)

    def said(name: str) -> Value:
        return answer[name] if name in answer else row[name]

    in_use = said("account.in_use") is True or answer.get("account.stated_unused") is False
    # What the record contradicts without the answer is not the answer's doing.
    ends = ENDS if {"account.in_use", "account.stated_unused"} & answer.keys() else answer.keys() & {*ENDS}
    if in_use and not put_right and any(isinstance(said(end), int) and said(end) != NEVER for end in ends):
        return False
    for start, end in ORDER if put_right else (*ORDER, *CONTRADICTED):
        if start in answer or end in answer:
            begin, finish = said(start), said(end)
            if isinstance(begin, int) and isinstance(finish, int) and NEVER != begin > finish:
                return False
    for name, implied in _IMPLIED.items():
        if (name in answer or implied in answer) and said(name) is not UNKNOWN and said(implied) == NEVER:
            return False
    if "transfer.kind" in answer or "transfer.direction" in answer:
        kind, direction = said("transfer.kind"), said("transfer.direction")
        return UNKNOWN in {kind, direction} or (kind in INCOMING) == (direction == "in")
    return True


@lru_cache(maxsize=256)
def _rule_program(resolved: ResolvedRule, params: tuple[tuple[str, Value], ...]) -> Program:
    """Lower one rule, its scope and whether it is violated, for the engine that tries many answers quickly."""
    return ReferenceEngine().compile([resolved.scope, resolved.violated], facts={}, params=dict(params))


def _days(resolved: ResolvedRule, row: Row, params: Mapping[str, Value], today: int) -> Iterator[int]:
    """Give the days, none later than today, around those that the rule can tell apart."""
    anchors = {today}
    spans = {0}
    for expr in (resolved.scope, resolved.violated):
        for node in nodes(expr):
            if isinstance(node, Date):
                anchors.add(node.value.toordinal())
            elif isinstance(node, Int):
                spans.add(node.value)
            elif isinstance(node, Param) and isinstance(value := params[node.name], int):
                # A parameter is a number of days, or a day.
                (anchors if value > _LONGEST_SPAN else spans).add(value)
    beside = (name for pair in (*ORDER, *CONTRADICTED) if not {*pair}.isdisjoint(resolved.facts) for name in pair)
    anchors |= {
        value
        for fact in (*resolved.facts, *beside)
        if FACTS[fact].type.kind == "date" and isinstance(value := row[fact], int)
    } - {NEVER}
    steps = {sign * span + step for span in spans for sign in (1, -1) for step in (-1, 0, 1)}
    near = {anchor + step for anchor in anchors for step in steps}
    yield from sorted(day for day in near if 1 <= day <= today)


_LONGEST_SPAN: Final = 200_000
"""More days than any span, and fewer than the ordinal of any day of which a register speaks."""


def texts_compared(resolved: ResolvedRule, row: Row, params: Mapping[str, Value]) -> tuple[str, ...]:
    """Give the texts that a rule compares open texts with, and one that is none of them."""
    found: dict[str, None] = {}
    for expr in (resolved.scope, resolved.violated):
        for node in nodes(expr):
            match node:
                case String(text):
                    found[text] = None
                case Param(name):
                    value = params[name]
                    values = value if isinstance(value, tuple) else (value,)
                    found.update((one, None) for one in values if isinstance(one, str))
                case Compare(_, Fact(one), Fact(other)) | In(Fact(one), Fact(other)):
                    known = (row[name] for name in (one, other) if FACTS[name].type.members is None)
                    found.update((text, None) for text in known if isinstance(text, str))
    return (*found, ANY_OTHER)


def values_of(fact: str, texts: tuple[str, ...]) -> tuple[Value, ...]:
    """List what a fact other than a day can be, of open texts those that make a difference."""
    kind = FACTS[fact].type
    if FACTS[fact].contradiction:
        return (True,)
    if kind.kind == "bool":
        return (True, False)
    if kind.element is not None:
        return ((), *((member,) for member in kind.element.members or texts))
    return kind.members or texts
