"""What is in force on a day: clauses, the rules that carry them out, and the settings of parameters.

Whatever has to know it asks here.

What must not live here: waivers, which expire (`evidence.waivers`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qd85rules.lang.ast import And, Compare, Date, Fact, Today

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from qd85rules.core.values import Value
    from qd85rules.lang.ast import Expr
    from qd85rules.policy.clause import Clause
    from qd85rules.policy.rule import Rule, Setting

__all__ = ["clauses_in_force", "in_force_since", "setting_in_force", "while_in_force"]


def in_force_since(clauses: Sequence[Clause]) -> date | None:
    """Give the first day on which one of the clauses of a rule, and so the rule, counts.

    `None` where no source states the day of issue of a cited text: nothing is known to limit the rule then.
    """
    begins = [clause.in_force_from for clause in clauses if clause.in_force_from is not None]
    return min(begins) if begins and len(begins) == len(clauses) else None


def while_in_force(rule: Rule, since: date | None, applies: Expr) -> Expr:
    """Limit the condition on which a rule applies to events from a day on.

    An event that is stated not to have happened reads as the last day of the calendar, and no rule is in force on it.
    """
    event = Today() if rule.event_date is None else Fact(rule.event_date)
    begun = () if since is None else (Compare(">=", event, Date(since)),)
    happened = () if rule.event_date is None else (Compare("<=", event, Today()),)
    return And((*begun, *happened, applies)) if begun or happened else applies


def clauses_in_force(clauses: Sequence[Clause], day: Value) -> tuple[Clause, ...]:
    """Give the clauses of a rule that were in force on a day, an ordinal; all where it is unknown, or none was."""
    if not isinstance(day, int):
        return tuple(clauses)
    begun = (one for one in clauses if one.in_force_from is None or one.in_force_from.toordinal() <= day)
    return tuple(begun) or tuple(clauses)


def setting_in_force(settings: Iterable[Setting], day: date) -> Setting | None:
    """Give the setting that decides a parameter on a day; `None` where there is none and the default holds.

    Args:
        settings: the highest pack's first, and of a pack the one that begins last first.
        day: any day; a setting of other days leaves those after it in force.
    """
    for one in settings:
        begun = one.effective_from is None or one.effective_from <= day
        if begun and (one.until is None or day <= one.until):
            return one
    return None
