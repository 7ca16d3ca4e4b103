"""What is in force on a day: clauses, the rules that carry them out, and the values of parameters.

Whatever has to know it asks here. A parameter has on a day what the caller gives it, else what the setting in force
does, else its default.

What must not live here: waivers, which expire (`evidence.waivers`), and reading parameters (`pack_file`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import UsageError, suggestion
from qd85rules.core.text import as_text
from qd85rules.core.truth import UNKNOWN
from qd85rules.core.values import FrozenDict, FrozenList
from qd85rules.lang.ast import And, Compare, Date, Fact, Today
from qd85rules.wording import usage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qd85rules.core.values import Value
    from qd85rules.lang.ast import Expr
    from qd85rules.lang.types import Type
    from qd85rules.policy.clause import Clause
    from qd85rules.policy.rule import Parameter, Rule, Setting

_INT: Final = re.compile(r"-?[0-9]{1,18}")
_WANTED: Final = {"int": "a whole number", "bool": "`true` or `false`", "date": "a date, YYYY-MM-DD"}


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


def resolve(
    parameters: Mapping[str, Parameter],
    settings: Mapping[str, Sequence[Setting]],
    given: Mapping[str, object],
    as_of: date,
) -> FrozenDict[str, Value]:
    """Give every parameter's value for one day: the caller's, else that of the setting in force, else the default.

    Args:
        parameters: the parameters by name.
        settings: what packs give them, as `setting_in_force` takes it.
        given: what the caller gives them.
        as_of: the day.

    Raises:
        UsageError: `given` names an unknown parameter, or a value that the parameter does not take.
    """
    for name in given:
        if name not in parameters:
            said = usage.UNKNOWN_PARAMETER.filled(name=name)
            raise UsageError(usage.hinted(said, suggestion(name, parameters)))
    values: dict[str, Value] = {}
    for name, parameter in parameters.items():
        if name in given:
            values[name] = _given(parameter, given[name])
            continue
        setting = setting_in_force(settings.get(name, ()), as_of)
        value = parameter.default if setting is None else setting.value
        values[name] = UNKNOWN if value is None else value
    return FrozenDict(values)


@dataclass(frozen=True, slots=True)
class Period:
    """The days through which one setting decides a parameter; `None` for `setting`: its default does.

    `None` for `first` or `last`: there is no first or last day. `value` is `None` where it is unknown.
    """

    first: date | None
    last: date | None
    value: Value | None
    setting: Setting | None


def timeline(parameter: Parameter, settings: Sequence[Setting]) -> tuple[Period, ...]:
    """Divide all days by the setting that decides a parameter on them, the earliest first."""
    found: list[Period] = []
    for day in (None, *turning_days(settings)):
        setting = setting_in_force(settings, day or date.min)
        if found and found[-1].setting is setting:
            continue
        if found and day is not None:
            found[-1] = replace(found[-1], last=day - timedelta(days=1))
        found.append(Period(day, None, parameter.default if setting is None else setting.value, setting))
    return tuple(found)


def turning_days(settings: Iterable[Setting]) -> list[date]:
    """List the days on which a setting begins, and those after its last, earliest first."""
    days = {day for one in settings for day in (one.effective_from, _day_after(one.until)) if day is not None}
    return sorted(days - {date.min})


def _day_after(day: date | None) -> date | None:
    return None if day is None or day == date.max else day + timedelta(days=1)


def _given(parameter: Parameter, value: object) -> Value:
    """Take a value from code or, as text, from the command line."""
    kind = parameter.type
    match kind.kind, value:
        case "bool", bool():
            return value
        case "bool", "true" | "false":
            return value == "true"
        case "int", int() if not isinstance(value, bool):
            return _bounded(parameter, value)
        case "int", str() if _INT.fullmatch(value):
            return _bounded(parameter, int(value))
        case "date", date():
            return value.toordinal()
        case "date", str():
            try:
                return date.fromisoformat(value).toordinal()
            except ValueError:
                raise _refused(parameter, value, _WANTED["date"]) from None
        case "string", str() if value in (kind.members or ()):
            return value
        case "list", str() | list() | tuple():
            items = tuple(value.split(",")) if isinstance(value, str) else tuple(value)
            if all(item in ((kind.element.members if kind.element else None) or ()) for item in items):
                return items
    raise _refused(parameter, value, _WANTED.get(kind.kind, str(kind)))


def _bounded(parameter: Parameter, number: int) -> int:
    low, high = parameter.minimum, parameter.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        limits = [*([] if low is None else [f"from {low}"]), *([] if high is None else [f"to {high}"])]
        raise _refused(parameter, number, f"a whole number {' '.join(limits)}")
    return number


def _refused(parameter: Parameter, value: object, expected: str) -> UsageError:
    return UsageError(f"the parameter `{parameter.name}` does not take `{as_text(value)[:40]}`: expected {expected}")


def plain_value(value: Value, kind: Type) -> object:
    """Give a parameter's value as plain data: dates in ISO form, lists as lists, `None` where it is unknown."""
    if value is UNKNOWN:
        return None
    if kind.kind == "date" and isinstance(value, int):
        return date.fromordinal(value).isoformat()
    return FrozenList(value) if isinstance(value, tuple) else value
