"""What is missing: the smallest sets of facts that would decide an undetermined rule, and what each answer leads to.

A set would decide where some answers to its questions lead to another outcome than undetermined, with everything else
left unknown. The answers tried are enough to make every atom of the rule true and false: every member of a closed set,
and for dates the days around those that the rule compares them with.

Answers that lead to the same are told together; days are told as spans, whose ends follow from the rule's own
comparisons of dates, so that every day of a span leads to the outcome that is stated.

What must not live here: deciding outcomes (`compiled`), the questions' wording (`model.vocabulary`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations, islice, product
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import LANGUAGES, Text
from qd85rules.core.truth import UNKNOWN
from qd85rules.core.values import NEVER
from qd85rules.engines import choose
from qd85rules.engines.evaluate import Situation
from qd85rules.engines.reference import ReferenceEngine
from qd85rules.judge.compiled import compile_rule, differences, outcome_of
from qd85rules.judge.report import AnswerOutcome
from qd85rules.judge.why import fact_label, open_atoms, plain_fact, span_of_days
from qd85rules.lang import facts_of, nodes
from qd85rules.lang.ast import Date, Int, String
from qd85rules.model.admission import INCOMING
from qd85rules.model.labels import label_value
from qd85rules.model.paths import CONTRADICTED, ENDS, ORDER
from qd85rules.model.vocabulary import FACTS
from qd85rules.wording import facts as say
from qd85rules.wording.verdicts import either

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qd85rules.core.text import Language
    from qd85rules.core.values import Row, Value
    from qd85rules.engines.base import Program
    from qd85rules.judge.compiled import Moving
    from qd85rules.policy.policy import Policy, ResolvedRule

_MOST_TRIED: Final = 20_000
_MOST_FACTS: Final = 3
_MOST_ANSWERS: Final = 400


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
        self._texts = _texts(resolved)
        self._today = today

    def decides(self, supplied: Mapping[str, tuple[Value, ...] | None]) -> bool:
        """Say whether some values of the supplied facts decide the rule."""
        if not supplied:
            return False
        facts = list(supplied)
        options = [self._values(fact, supplied[fact]) for fact in facts]
        answers = islice(product(*options), _MOST_TRIED)
        rows = [{**self._known, **dict(zip(facts, answer, strict=True))} for answer in answers]
        verdicts = (outcome_of(*truths) for truths in self._program.run(rows, self._today))
        return any(outcome is not Outcome.UNDETERMINED for outcome, _ in verdicts)

    def _values(self, fact: str, values: tuple[Value, ...] | None) -> Sequence[Value]:
        if values is not None:
            return values
        if FACTS[fact].type.kind == "date":
            if FACTS[fact].ahead:
                # Whether such a day is over counts, not how far off it is.
                return (*self._days, self._today + 1)
            return (*self._days, NEVER) if FACTS[fact].event else self._days
        return _values(fact, self._texts)


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


def _texts(resolved: ResolvedRule) -> tuple[str, ...]:
    """Give the words that an open text is compared with, and one that it is not."""
    parts = (node for expr in (resolved.scope, resolved.violated) for node in nodes(expr))
    return tuple(dict.fromkeys((*(node.value for node in parts if isinstance(node, String)), "·")))


def _values(fact: str, texts: tuple[str, ...]) -> tuple[Value, ...]:
    """List what a fact other than a day can be, of open texts those that make a difference."""
    kind = FACTS[fact].type
    if FACTS[fact].contradiction:
        return (True,)
    if kind.kind == "bool":
        return (True, False)
    if kind.element is not None:
        return ((), *((member,) for member in kind.element.members or texts))
    return kind.members or texts


class WhatIf:
    """Judges what one rule would say of one row if some of its facts were others.

    `differences` are the rule's comparisons of dates, with the parameters of every day.
    """

    def __init__(self, resolved: ResolvedRule, row: Row, policy: Policy) -> None:
        self._compiled = compile_rule(resolved, policy, choose("reference"))
        self._subject = resolved.rule.subject
        conditions = (resolved.scope, resolved.violated)
        params = (policy.params, *(values for _, values in policy.later))
        self.differences = tuple(dict.fromkeys(one for each in params for one in differences(conditions, each)))
        self.known = {fact: row[fact] for fact in resolved.facts}
        self.today = policy.as_of.toordinal()

    def outcome(self, others: Row) -> Outcome:
        """Give the outcome on the day of the check, `due` where a later day would break the rule."""
        [[(outcome, _)]] = self._compiled.outcomes(self._subject, [{**self.known, **others}], [""], self.today)
        return outcome

    def turning_days(self, row: Row) -> list[int]:
        """List the days after the check on which the outcome on a row may be another."""
        return self._compiled.turning_days(self._subject, row, self.today)


@dataclass(frozen=True, slots=True)
class _Span:
    """Days from the first through the last, as ordinals."""

    first: int
    last: int


_Given = dict[str, "tuple[Value | _Span, ...]"]
_Table = list[tuple[_Given, "Outcome"]]


def outcomes_of_answers(
    resolved: ResolvedRule, row: Row, policy: Policy, missing: Sequence[tuple[str, ...]]
) -> tuple[AnswerOutcome, ...]:
    """Give the outcomes of the answers to each of the smallest sets of missing facts, set by set."""
    ways = ways_to_learn(resolved, row)
    asking = _Asking(resolved, row, policy)
    return tuple(answer for asked in missing for answer in asking.answers(asked, supplied_by(ways, set(asked))))


class _Asking:
    """Works out the table of answers to one set of questions on one row."""

    def __init__(self, resolved: ResolvedRule, row: Row, policy: Policy) -> None:
        self.row = row
        self.judge = WhatIf(resolved, row, policy)
        self.texts = _texts(resolved)

    def answers(
        self, asked: tuple[str, ...], supplied: Mapping[str, tuple[Value, ...] | None]
    ) -> Iterator[AnswerOutcome]:
        dates = [fact for fact in supplied if FACTS[fact].type.kind == "date"]
        number = 1
        for fact in supplied:
            number *= len(self.options(fact, supplied[fact], {}))
        # With two unknown days, the spans of one would depend on the value of the other, so none are given.
        # Where the record contradicts itself there is something to mend, and no answer beside it.
        if len(dates) > 1 or number > _MOST_ANSWERS or any(FACTS[fact].contradiction for fact in asked):
            return
        facts = list(supplied)
        for given, outcome in self.table(facts, supplied, {}):
            # Answers are listed even where every one leads to the same outcome.
            whole = next((fact for fact in facts if fact in asked), facts[0])
            shown = given or {whole: _run_together(self.options(whole, supplied[whole], {}))}
            plain = {fact: tuple(_plain(fact, value) for value in values) for fact, values in shown.items()}
            yield AnswerOutcome(asked, plain, outcome, self.text(shown))

    def table(
        self, facts: Sequence[str], supplied: Mapping[str, tuple[Value, ...] | None], assumed: dict[str, Value]
    ) -> _Table:
        """Give rows of answers and their outcome; a fact that makes no difference is left out of a row."""
        if not facts:
            return [({}, self.judge.outcome(assumed))]
        fact, *rest = facts
        groups: list[tuple[list[Value | _Span], _Table]] = []
        for value in self.options(fact, supplied[fact], assumed):
            below = self.table(rest, supplied, {**assumed, fact: value.first if isinstance(value, _Span) else value})
            for values, table in groups:
                if table == below:
                    values.append(value)
                    break
            else:
                groups.append(([value], below))
        if len(groups) == 1:
            return groups[0][1]
        return [
            ({fact: _run_together(values), **given}, outcome) for values, table in groups for given, outcome in table
        ]

    def options(
        self, fact: str, values: tuple[Value, ...] | None, assumed: Mapping[str, Value]
    ) -> Sequence[Value | _Span]:
        """List what a fact can turn out to be; days as spans, none of which a register would refuse."""
        if values is None:
            if FACTS[fact].type.kind == "date":
                return (*self.spans(fact), *((NEVER,) if FACTS[fact].event else ()))
            values = _values(fact, self.texts)
        return [value for value in values if self.fits(fact, value, assumed)]

    def fits(self, fact: str, value: Value, assumed: Mapping[str, Value]) -> bool:
        """Say whether the answer agrees with what is known: a transfer with its direction, an end with no use."""
        in_use = value is (fact == "account.in_use") and fact in {"account.in_use", "account.stated_unused"}
        if in_use and any(isinstance(self.row[end], int) and self.row[end] != NEVER for end in ENDS):
            return False
        if fact not in {"transfer.kind", "transfer.direction"}:
            return True
        other = "transfer.direction" if fact == "transfer.kind" else "transfer.kind"
        beside = assumed.get(other, self.row[other])
        kind, direction = (value, beside) if fact == "transfer.kind" else (beside, value)
        return UNKNOWN in {kind, direction} or (kind in INCOMING) == (direction == "in")

    def spans(self, fact: str) -> list[_Span]:
        """Divide the days that a fact may have into spans within which no comparison turns."""
        low, high = self.low(fact), self.high(fact)
        if low > high or (fact in ENDS and self.row["account.in_use"] is True):
            return []
        days = self.judge.turning_days(self.row)
        starts = {low}
        for day in (self.judge.today, *days):
            for one in self.judge.differences:
                meeting = self.meeting(one, fact, day)
                if meeting is not None:
                    starts |= {start for start in (meeting, meeting + 1) if low < start <= high}
        ordered = sorted(starts)
        return [_Span(start, end - 1) for start, end in zip(ordered, (*ordered[1:], high + 1), strict=True)]

    def meeting(self, difference: Moving, fact: str, day: int) -> int | None:
        """Give the day of the fact on which the sides of a comparison are equal on a day."""
        total, factor = difference.slope * day - difference.offset, 0
        for sign, name in difference.terms:
            if name == fact:
                factor += sign
                continue
            value = self.row[name]
            if not isinstance(value, int):
                return None
            total -= sign * value
        return total // factor if factor else None

    def low(self, fact: str) -> int:
        """Give the first day that agrees with what is known: not before what it must follow."""
        starts = [self.row[start] for start, end in (*ORDER, *CONTRADICTED) if end == fact]
        return max((day for day in starts if isinstance(day, int) and day != NEVER), default=1)

    def high(self, fact: str) -> int:
        """Give the last such day: not after the day of the check, nor after what must follow it."""
        ends = [self.row[end] for start, end in (*ORDER, *CONTRADICTED) if start == fact]
        last = NEVER - 1 if FACTS[fact].ahead else self.judge.today
        return min((last, *(day for day in ends if isinstance(day, int))))

    def text(self, given: _Given) -> Text:
        vi, en = (
            "; ".join(f"{fact_label(name, lang)}: {self.values_text(name, given[name], lang)}" for name in given)
            for lang in LANGUAGES
        )
        return Text(vi, en)

    def values_text(self, fact: str, values: tuple[Value | _Span, ...], lang: Language) -> str:
        words = []
        for value in values:
            if isinstance(value, _Span):
                start, end = date.fromordinal(value.first), date.fromordinal(value.last)
                is_open = (value.first <= self.low(fact), value.last >= self.high(fact))
                words.append(span_of_days(start, end, is_open, lang))
            elif value == NEVER and FACTS[fact].event:
                words.append(say.NEVER[lang])
            else:
                words.append(label_value(fact, list(value) if isinstance(value, tuple) else value, lang))
        return either(words, lang)


def _run_together(values: Sequence[Value | _Span]) -> tuple[Value | _Span, ...]:
    """Join spans that touch."""
    joined: list[Value | _Span] = []
    for value in values:
        before = joined[-1] if joined else None
        if isinstance(value, _Span) and isinstance(before, _Span) and before.last + 1 == value.first:
            joined[-1] = _Span(before.first, value.last)
        else:
            joined.append(value)
    return tuple(joined)


def _plain(fact: str, value: Value | _Span) -> Any:  # noqa: ANN401 - a fact's value of any type
    if not isinstance(value, _Span):
        return plain_fact(fact, value)
    first, last = date.fromordinal(value.first).isoformat(), date.fromordinal(value.last).isoformat()
    if first == last:
        return first
    return f"../{last}" if value.first == 1 else f"{first}/{last}"
