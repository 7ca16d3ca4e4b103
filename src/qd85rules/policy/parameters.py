"""Parameters: reading them and their settings from a pack, and what they are on each day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import UsageError, suggestion
from qd85rules.core.text import as_text
from qd85rules.core.truth import UNKNOWN
from qd85rules.lang.types import BOOL, DATE, INT, Type, enum_of, list_of
from qd85rules.policy.in_force import setting_in_force
from qd85rules.policy.rule import Parameter, Setting
from qd85rules.source.shape import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qd85rules.core.values import Value

__all__ = ["Period", "plain_value", "read_parameter", "read_settings", "resolve", "timeline", "turning_days"]

_KINDS: Final = ("int", "bool", "date", "choice", "choices")
_INT: Final = re.compile(r"-?[0-9]{1,18}")
_WANTED: Final = {"int": "a whole number", "bool": "`true` or `false`", "date": "a date, YYYY-MM-DD"}


def read_parameter(name: str, pack: str, reader: Reader) -> Parameter:
    """Read one parameter of a pack file."""
    reader.keys(
        ("type", "title", "rationale", "set_by"), ("default", "choices", "unit", "minimum", "maximum", "settings")
    )
    kind = reader["type"].choice(_KINDS)
    parameter = Parameter(
        name=name,
        pack=pack,
        type=_type(kind, reader),
        title=reader["title"].bilingual(),
        rationale=reader["rationale"].bilingual(),
        set_by=reader["set_by"].bilingual(),
        unit=reader.maybe("unit", Reader.bilingual),
        minimum=reader.maybe("minimum", Reader.integer),
        maximum=reader.maybe("maximum", Reader.integer),
        span=reader.key_span,
    )
    return replace(
        parameter,
        default=reader.maybe("default", lambda value: _value(parameter, value)),
        settings=reader.maybe("settings", lambda items: read_settings(parameter, pack, items)) or (),
    )


def read_settings(parameter: Parameter, pack: str, reader: Reader) -> tuple[Setting, ...]:
    """Read the values that a pack gives a parameter, one or a list, and order them by day."""
    readers = tuple(reader.items()) if isinstance(reader.value, list) else (reader,)
    found = sorted(((_setting(parameter, pack, each), each) for each in readers), key=lambda pair: _begins(pair[0]))
    for (one, _), (other, place) in pairwise(found):
        # A setting without an end lasts until one that begins later and has none either takes its place.
        open_end = one.until is None and other.until is None and _begins(one) < _begins(other)
        if not open_end and (one.until is None or _begins(other) <= one.until):
            first, second = (f"from {_begins(each)}" if each.effective_from else "of always" for each in (one, other))
            place.fail(
                "overlap",
                f"the settings {first} and {second} hold on the same days",
                help="write `until:` with the last day of the earlier one",
            )
    return tuple(setting for setting, _ in found)


def _setting(parameter: Parameter, pack: str, reader: Reader) -> Setting:
    reader.keys(("value",), ("from", "until", "rationale", "source"))
    setting = Setting(
        pack=pack,
        value=_value(parameter, reader["value"]),
        effective_from=reader.maybe("from", Reader.date),
        until=reader.maybe("until", Reader.date),
        rationale=reader.maybe("rationale", Reader.bilingual),
        source=reader.maybe("source", Reader.text),
        span=reader.span,
    )
    if setting.until is not None and setting.until < _begins(setting):
        reader["until"].fail("end-before-start", f"the setting ends on {setting.until}, before it begins")
    return setting


def _begins(setting: Setting) -> date:
    return setting.effective_from or date.min


def _type(kind: str, reader: Reader) -> Type:
    match kind:
        case "int":
            return INT
        case "bool":
            return BOOL
        case "date":
            return DATE
        case _:
            reader.require("choices")
            choices = enum_of(*reader["choices"].texts(at_least=1))
            return choices if kind == "choice" else list_of(choices)


def _value(parameter: Parameter, reader: Reader) -> Value:
    kind = parameter.type
    if kind.kind == "int":
        number = reader.integer(minimum=parameter.minimum)
        if parameter.maximum is not None and number > parameter.maximum:
            reader.fail("out-of-range", f"expected a whole number up to {parameter.maximum}, found `{number}`")
        return number
    if kind.kind == "bool":
        return reader.boolean()
    if kind.kind == "date":
        return reader.date().toordinal()
    members = kind.element.members if kind.element else kind.members
    if not members:
        # The choices themselves are wrong, which is told once and not again with each value.
        return () if kind.kind == "list" else ""
    return reader.each(lambda item: item.choice(members)) if kind.kind == "list" else reader.choice(members)


def resolve(
    parameters: Mapping[str, Parameter],
    settings: Mapping[str, Sequence[Setting]],
    given: Mapping[str, object],
    as_of: date,
) -> dict[str, Value]:
    """Give every parameter's value for one day: the caller's, else that of the setting in force, else the default.

    Args:
        parameters: the parameters by name.
        settings: what packs give them, as `in_force.setting_in_force` takes it.
        given: what the caller gives them.
        as_of: the day.

    Raises:
        UsageError: `given` names an unknown parameter, or a value that the parameter does not take.
    """
    for name in given:
        if name not in parameters:
            near = suggestion(name, parameters)
            msg = f"unknown parameter `{name}`" + (f" ({near.en})" if near else "")
            raise UsageError(msg)
    values: dict[str, Value] = {}
    for name, parameter in parameters.items():
        if name in given:
            values[name] = _given(parameter, given[name])
            continue
        setting = setting_in_force(settings.get(name, ()), as_of)
        value = parameter.default if setting is None else setting.value
        values[name] = UNKNOWN if value is None else value
    return values


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
    return list(value) if isinstance(value, tuple) else value
