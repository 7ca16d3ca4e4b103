"""What would make a broken rule compliant: the smallest sets of facts that somebody can still change.

Which facts those are, and what they can become, the vocabulary declares. What is past cannot be undone: for a page that
was lent, or a notice that was given late, no change is offered.

What must not live here: deciding outcomes (`compiled`), the remedy that a rule has of its own (`policy.rule`).
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import Text
from qd85rules.core.values import NEVER
from qd85rules.judge.compiled import outcome_of_row
from qd85rules.judge.deadlines import differences
from qd85rules.judge.missing import rule_program
from qd85rules.judge.report import Change
from qd85rules.judge.wording import plain_fact
from qd85rules.model.vocabulary import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from qd85rules.core.values import Row, Value
    from qd85rules.judge.deadlines import Moving
    from qd85rules.policy.policy import Policy, ResolvedRule

__all__ = ["Judge", "smallest_changes"]

_MOST_CHANGES: Final = 4
_BY_THE_DAY: Final = Text("{act}, chậm nhất ngày {day}", "{act}, by {day}")


class Judge:
    """Judges what one rule would say of one row if some of its facts were others.

    `differences` are the rule's comparisons of dates, `moving` those of them that depend on the day.
    """

    def __init__(self, resolved: ResolvedRule, row: Row, policy: Policy) -> None:
        params = tuple(policy.params.items())
        self._program = rule_program(resolved, params)
        self.differences = _differences(resolved, params)
        self.moving = tuple(one for one in self.differences if one.slope)
        self.known = {fact: row[fact] for fact in resolved.facts}
        self.today = policy.as_of.toordinal()

    def outcome(self, others: Row) -> Outcome:
        """Give the outcome on the day of the check, `due` where a later day would break the rule."""
        return outcome_of_row(self._program, {**self.known, **others}, self.moving, self.today)[0]


@lru_cache(maxsize=256)
def _differences(resolved: ResolvedRule, params: tuple[tuple[str, Value], ...]) -> tuple[Moving, ...]:
    return tuple(dict.fromkeys(differences((resolved.scope, resolved.violated), dict(params))))


def smallest_changes(
    resolved: ResolvedRule, row: Row, policy: Policy, due_on: date | None = None
) -> tuple[tuple[Change, ...], ...]:
    """Give the smallest sets of changes of which each makes the rule compliant, in the order of the rule's facts.

    `due_on` is the day on which the facts, left as they are, break the rule; what is still to be done
    has time until the day before. `None`: it is to be done on the day of the check.
    """
    last = policy.as_of if due_on is None else due_on - timedelta(days=1)
    judge = Judge(resolved, row, policy)
    changes = dict(_possible(judge))
    for size in range(1, min(len(changes), _MOST_CHANGES) + 1):
        found = tuple(
            chosen
            for chosen in combinations(changes, size)
            if judge.outcome({fact: changes[fact] for fact in chosen}) is Outcome.COMPLIANT
        )
        if found:
            return tuple(tuple(_change(fact, changes[fact], last) for fact in chosen) for chosen in found)
    return ()


def _possible(judge: Judge) -> Iterator[tuple[str, Value]]:
    for fact, value in judge.known.items():
        becomes = FACTS[fact].becomes
        if becomes is None:
            continue
        if becomes.value is not None:
            if value != becomes.value:
                yield fact, becomes.value
        elif value == NEVER:
            yield fact, judge.today


def _change(fact: str, value: Value, last: date) -> Change:
    becomes = FACTS[fact].becomes
    act = Text("", "") if becomes is None else becomes.act
    if becomes is not None and becomes.value is None:
        vi, en = (_BY_THE_DAY[lang].format(act=act[lang], day=last) for lang in ("vi", "en"))
        act = Text(vi, en)
    return Change(fact, plain_fact(fact, value), act)
