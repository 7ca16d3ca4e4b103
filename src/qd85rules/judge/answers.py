"""What the answers to an open question would lead to: answer by answer, an outcome; and what if facts were others.

Answers that lead to the same are told together; days are told as spans, whose ends follow from the rule's own
comparisons of dates, so that every day of a span leads to the outcome that is stated.

What must not live here: what is missing (`missing`), and the wording of questions (`model.vocabulary`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.text import LANGUAGES, Text
from qd85rules.core.values import NEVER, FrozenDict
from qd85rules.engines import choose
from qd85rules.judge.compiled import compile_rule, differences
from qd85rules.judge.finding import AnswerOutcome
from qd85rules.judge.missing import ANY_OTHER, accepted, supplied_by, texts_compared, values_of, ways_to_learn
from qd85rules.judge.why import fact_label, label_value, plain_fact, span_of_days
from qd85rules.model.paths import CONTRADICTED, ENDS, ORDER
from qd85rules.model.vocabulary import FACTS
from qd85rules.wording import facts as say
from qd85rules.wording.verdicts import either

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qd85rules.core.outcome import Outcome
    from qd85rules.core.text import Language
    from qd85rules.core.values import Row, Value
    from qd85rules.judge.compiled import Moving
    from qd85rules.policy.policy import Policy, ResolvedRule

_MOST_ANSWERS: Final = 400


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
        self.texts = texts_compared(resolved, row, policy.params)

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
        if any(self.overtakes(fact) for fact in dates):
            return
        facts = list(supplied)
        for given, outcome in self.table(facts, supplied, {}):
            # Answers are listed even where every one leads to the same outcome.
            whole = next((fact for fact in facts if fact in asked), facts[0])
            shown = given or {whole: _run_together(self.options(whole, supplied[whole], {}))}
            plain = {fact: tuple(_plain(fact, value) for value in values) for fact, values in shown.items()}
            yield AnswerOutcome(asked, FrozenDict(plain), outcome, self.text(shown))

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
                never = (NEVER,) if FACTS[fact].event and accepted({**assumed, fact: NEVER}, self.row) else ()
                return (*self.spans(fact), *never)
            values = values_of(fact, self.texts)
        return [value for value in values if accepted({**assumed, fact: value}, self.row)]

    def spans(self, fact: str) -> list[_Span]:
        """Divide the days that a fact may have into spans within which no comparison turns."""
        low, high = self.low(fact), self.high(fact)
        if low > high or (fact in ENDS and self.row["account.in_use"] is True):
            return []
        # What is due turns with the fact where a comparison meets on a day on which another or a parameter turns, or on
        # the day before, the last on which that is as it was.
        days = {day for turning in self.judge.turning_days(self.row) for day in (turning - 1, turning)}
        starts = {low}
        for day in {self.judge.today, *days}:
            for one in self.judge.differences:
                meeting = self.meeting(one, fact, day)
                if meeting is not None:
                    starts |= {start for start in (meeting, meeting + 1) if low < start <= high}
        ordered = sorted(starts)
        return [_Span(start, end - 1) for start, end in zip(ordered, (*ordered[1:], high + 1), strict=True)]

    def overtakes(self, fact: str) -> bool:
        """Whether one comparison moves through the days faster than another as the fact does: spans are not enough."""
        paces = {
            factor / one.slope
            for one in self.judge.differences
            if one.slope and (factor := sum(sign for sign, name in one.terms if name == fact))
        }
        return len(paces) > 1

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
            elif value == ANY_OTHER:
                words.append(say.ANY_OTHER[lang])
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
        return None if value == ANY_OTHER else plain_fact(fact, value)
    first, last = date.fromordinal(value.first).isoformat(), date.fromordinal(value.last).isoformat()
    if first == last:
        return first
    return f"../{last}" if value.first == 1 else f"{first}/{last}"
