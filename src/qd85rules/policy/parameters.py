"""Parameters: reading them from a pack, and the values that a caller gives them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import UsageError, suggestion
from qd85rules.core.text import as_text
from qd85rules.lang.types import BOOL, DATE, INT, Type, enum_of, list_of
from qd85rules.policy.in_force import setting_in_force
from qd85rules.policy.rule import Parameter, Setting
from qd85rules.source.shape import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.core.values import Value

__all__ = ["plain_value", "read_parameter", "read_setting", "resolve"]

_KINDS: Final = ("int", "bool", "date", "choice", "choices")
_INT: Final = re.compile(r"-?[0-9]{1,18}")
_WANTED: Final = {"int": "a whole number", "bool": "`true` or `false`", "date": "a date, YYYY-MM-DD"}


def read_parameter(name: str, pack: str, reader: Reader) -> Parameter:
    """Read one parameter of a pack file."""
    reader.keys(
        ("type", "default", "title", "rationale", "set_by"), ("choices", "unit", "minimum", "maximum", "settings")
    )
    kind = reader["type"].choice(_KINDS)
    parameter = Parameter(
        name=name,
        pack=pack,
        type=_type(kind, reader),
        title=reader["title"].bilingual(),
        rationale=reader["rationale"].bilingual(),
        set_by=reader["set_by"].bilingual(),
        settings=(),
        unit=reader.maybe("unit", Reader.bilingual),
        minimum=reader.maybe("minimum", Reader.integer),
        maximum=reader.maybe("maximum", Reader.integer),
        span=reader.key_span,
    )
    default = Setting(None, _value(parameter, reader["default"]))
    later = reader.maybe("settings", lambda items: items.each(lambda item: read_setting(parameter, item))) or ()
    return _with_settings(parameter, (default, *later))


def read_setting(parameter: Parameter, reader: Reader) -> Setting:
    """Read a value that a parameter takes from a day on."""
    reader.keys(("value",), ("from", "rationale"))
    return Setting(
        effective_from=reader.maybe("from", Reader.date),
        value=_value(parameter, reader["value"]),
        rationale=reader.maybe("rationale", Reader.bilingual),
    )


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


def _with_settings(parameter: Parameter, settings: tuple[Setting, ...]) -> Parameter:
    # The default has no day; sorting by ISO text keeps it first.
    ordered = tuple(sorted(settings, key=lambda setting: str(setting.effective_from or "")))
    return Parameter(
        name=parameter.name,
        pack=parameter.pack,
        type=parameter.type,
        title=parameter.title,
        rationale=parameter.rationale,
        set_by=parameter.set_by,
        settings=ordered,
        unit=parameter.unit,
        minimum=parameter.minimum,
        maximum=parameter.maximum,
        span=parameter.span,
    )


def resolve(
    parameters: Mapping[str, Parameter],
    pack_settings: Mapping[str, Setting],
    given: Mapping[str, object],
    as_of: date,
) -> dict[str, Value]:
    """Give every parameter's value for one day: the caller's, else the highest pack's, else its own setting.

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
        setting = setting_in_force(parameter, pack_settings.get(name), as_of)
        values[name] = _given(parameter, given[name]) if name in given else setting.value
    return values


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
    """Give a parameter's value as plain data: dates in ISO form, lists as lists."""
    if kind.kind == "date" and isinstance(value, int):
        return date.fromordinal(value).isoformat()
    return list(value) if isinstance(value, tuple) else value
