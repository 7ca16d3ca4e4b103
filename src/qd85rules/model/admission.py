"""Admission of a record to the check: from plain data to an account, or to what is wrong with it.

Beside the model's own checks: no date after the day of the check but a deadline, no end before its start, nothing
beside `never` that says the contrary, no transfer whose kind belongs to the other direction.

What must not live here: reading files (`intake`), the model (`account`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from operator import is_
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from qd85rules.core.diagnostics import TOLD_OF_FILE, Diagnostic, Span, more_errors, suggestion
from qd85rules.core.text import HIDDEN, hidden_in, shortened, without_hidden
from qd85rules.model.account import Account
from qd85rules.model.choices import TRANSFER_KINDS
from qd85rules.model.paths import field_at, fields_of, keys_at
from qd85rules.model.sections import SECTIONS
from qd85rules.model.spec import DATED
from qd85rules.source.places import NOWHERE
from qd85rules.wording import inputs as say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.source.places import Placed

DataPath = tuple[str | int, ...]

INCOMING: Final = frozenset(kind.value for kind in TRANSFER_KINDS if kind.direction == "in")
"""The kinds of transfer that go with `direction: in`; all others go with `out`."""

_COUNTERPART: Final = {kind.value: kind.counterpart for kind in TRANSFER_KINDS}
_DEPTH: Final = 3
"""How deep mappings lie in an account: itself, a list of transfers, one of them."""
_DATES: Final = tuple(
    (
        section.key,
        tuple(field.key for field in dates if field.kind != "deadline"),
        tuple((start, field.key) for field in dates for start in field.not_before),
        tuple((field.implies, field.key) for field in dates if field.implies is not None),
    )
    for section in SECTIONS
    if (dates := [field for field in fields_of(section) if field.kind in DATED])
)
"""The key of each section that has dates, those that no day after the check may have, which may not come before which,
and which say that another happened."""


def admit(data: Mapping[str, Any] | Account, as_of: date, place: Placed = NOWHERE) -> Account | list[Diagnostic]:
    """Give the account that plain data states, or every problem with it, in the order of the data."""
    if isinstance(data, Account):
        account = data
    else:
        try:
            account = _validated(data)
        except ValidationError as error:
            found = error.errors(include_url=False)
            told = [_model_problem(details, data, place) for details in found[:TOLD_OF_FILE]]
            # No more are told of a whole file; a record with thousands is not worth a sentence for each.
            rest = len(found) - len(told)
            return [*told, more_errors(rest, place.span(()).path)] if rest else told
    return list(time_problems(account, as_of, place)) or account


def _validated(data: Mapping[str, Any]) -> Account:
    try:
        return Account.model_validate(data)
    except ValidationError:
        plain = _with_dicts(data)
        if plain is data:
            raise
        return Account.model_validate(plain)


def _with_dicts(data: object, depth: int = _DEPTH) -> object:
    """Give the data with every mapping made a `dict`, because pydantic, being strict, takes no other."""
    if not depth:
        return data
    if isinstance(data, Mapping):
        made = {key: _with_dicts(value, depth - 1) for key, value in data.items()}
        same = isinstance(data, dict) and all(made[key] is value for key, value in data.items())
        return data if same else made
    if isinstance(data, list):
        items = [_with_dicts(item, depth - 1) for item in data]
        return data if all(map(is_, items, data)) else items
    return data


def time_problems(account: Account, as_of: date, place: Placed) -> Iterator[Diagnostic]:
    """Find what no two fields of one part may say together, and dates after the day of the check."""
    fields = account.__dict__
    for key, dates, order, implied in _DATES:
        part = fields[key] if key else account
        if part is None:
            continue
        is_list = part.__class__ is tuple
        for number, item in enumerate(part if is_list else (part,)):
            path: DataPath = (key, number) if is_list else (key,) if key else ()
            values = item.__dict__
            for name in dates:
                if values[name].__class__ is date and values[name] > as_of:
                    yield _after_as_of((*path, name), values[name], as_of, place)
            for start, end in order:
                if values[end].__class__ is date and values[start].__class__ is date:
                    yield from _ends_first(path, start, end, values, place)
            for event, name in implied:
                if values[name] is not None and values[event] == "never":
                    yield _beside_never(path, event, name, place)
            if key == "transfers":
                yield from _against_direction(path, values, place)


def _after_as_of(path: DataPath, value: date, as_of: date, place: Placed) -> Diagnostic:
    told = _told(path, value)
    return Diagnostic(
        "date-after-as-of",
        say.AFTER_THE_CHECK.filled(name=path[-1], day=told, as_of=as_of),
        place.span(path),
        say.MEND_THE_DATE,
        path=path,
    )


def _ends_first(path: DataPath, start: str, end: str, values: Mapping[str, Any], place: Placed) -> Iterator[Diagnostic]:
    if values[end] < values[start]:
        last, first = _told((*path, end), values[end]), _told((*path, start), values[start])
        yield Diagnostic(
            "end-before-start",
            say.ENDS_FIRST.filled(end=end, last=last, start=start, first=first),
            place.span((*path, end)),
            say.LOOK_UP_BOTH,
            path=(*path, end),
        )


def _beside_never(path: DataPath, event: str, name: str, place: Placed) -> Diagnostic:
    return Diagnostic(
        "beside-never",
        say.BESIDE_NEVER.filled(name=name, event=event),
        place.span((*path, name)),
        say.MEND_OR_REMOVE.filled(event=event, name=name),
        path=(*path, name),
    )


def _against_direction(path: DataPath, values: Mapping[str, Any], place: Placed) -> Iterator[Diagnostic]:
    direction, kind = values["direction"], values["kind"]
    if direction is None or kind is None or (kind in INCOMING) == (direction == "in"):
        return
    other = _COUNTERPART[kind]
    yield Diagnostic(
        "kind-against-direction",
        say.AGAINST_DIRECTION.filled(kind=kind, direction=direction),
        place.span((*path, "kind")),
        say.DID_YOU_MEAN.filled(word=other),
        path=(*path, "kind"),
    )


def _model_problem(details: Any, data: object, place: Placed) -> Diagnostic:  # noqa: ANN401 - pydantic's own mapping
    path: DataPath = tuple(details["loc"])
    return replace(_described(path, details, data, place), path=path)


def _described(path: DataPath, details: Mapping[str, Any], data: object, place: Placed) -> Diagnostic:
    name = path[-1] if path else "id"
    match details["type"]:
        case "extra_forbidden":
            known = keys_at(path[:-1])
            listed = ", ".join(f"`{key}`" for key in known)
            hint = suggestion(str(name), known) or say.KEYS_HERE.filled(listed=listed)
            message = say.UNKNOWN_KEY.filled(name=shortened(name))
            return Diagnostic("unknown-key", message, place.key_span(path), hint)
        case "missing":
            message = say.MISSING_KEY.filled(name=name)
            hint = say.ADD_KEY.filled(name=name)
            return Diagnostic("missing-key", message, place.span(path[:-1]), hint)
        case "literal_error":
            return _unknown_value(path, details.get("input"), place)
        case "date_form" | "date_impossible":
            return _bad_date(path, details, place)
        case "hidden_character":
            found = hidden_character(_name(path), str(details["input"]), place.span(path))
            # The hint is the value without the character.
            return found if _told(path, "") == "" else replace(found, help=None)
        case "date_with_time" | "date_with_zone":
            return _more_than_a_day(path, details, place)
        case _:
            return _wrong_type(path, details, data, place)


def _unknown_value(path: DataPath, value: object, place: Placed) -> Diagnostic:
    field = field_at(path)
    known = [choice.value for choice in field.choices] if field is not None else []
    listed = ", ".join(f"`{member}`" for member in known)
    hint = suggestion(str(value), known) if isinstance(value, str) else None
    # A mapping or list put here by mistake may hold a name; nothing in it is quoted.
    quoted = f" `{_told(path, value)}`" if isinstance(value, str | int | float) else ""
    return Diagnostic(
        "unknown-value",
        say.UNKNOWN_VALUE.filled(quoted=quoted, path=_name(path)),
        place.span(path),
        hint or say.THE_VALUES.filled(listed=listed),
    )


def _bad_date(path: DataPath, details: Mapping[str, Any], place: Placed) -> Diagnostic:
    value = details.get("input")
    field = field_at(path)
    if details["type"] == "date_impossible":
        day = _told(path, value)
        message = say.NO_SUCH_DAY.filled(day=day)
        return Diagnostic("impossible-date", message, place.span(path), say.LOOK_UP_THE_DATE)
    hint = say.WRITE_A_DATE
    if field is not None and field.kind == "event":
        near = suggestion(str(value).casefold(), ["never"]) if isinstance(value, str) else None
        hint = near or say.WRITE_A_DATE_OR_NEVER
    return Diagnostic(
        "bad-date",
        say.NOT_A_DATE.filled(path=_name(path)),
        place.span(path),
        hint,
    )


def hidden_character(name: str, value: str, span: Span) -> Diagnostic:
    """Tell of an id with a character that nobody sees: another id that looks the same would be another account."""
    position = hidden_in(value) or 0
    shown = f"U+{ord(value[position]):04X}"
    message = say.INVISIBLE_CHARACTER.filled(name=name, shown=shown, position=position + 1)
    clean = without_hidden(value)
    hint = say.DID_YOU_MEAN.filled(word=shortened(clean)) if clean else None
    return Diagnostic("invisible-character", message, span, hint)


def _more_than_a_day(path: DataPath, details: Mapping[str, Any], place: Placed) -> Diagnostic:
    value = str(details["input"])
    told = _told(path, value)
    if details["type"] == "date_with_zone":
        message = say.WITH_ZONE.filled(path=_name(path), told=told)
        return Diagnostic("date-with-zone", message, place.span(path), say.THE_DAY_AT_HAND)
    message = say.WITH_TIME.filled(path=_name(path), told=told)
    day = _told(path, value[:10])
    hint = say.THE_DAY_ALONE.filled(day=day)
    return Diagnostic("date-with-time", message, place.span(path), hint)


def _wrong_type(path: DataPath, details: Mapping[str, Any], data: object, place: Placed) -> Diagnostic:
    kind = details["type"]
    if not path and not isinstance(data, Mapping):
        return Diagnostic("wrong-type", say.NOT_A_MAPPING, place.span(()))
    if kind.startswith("string_") and kind != "string_type":
        message = say.BAD_TEXT.filled(path=_name(path))  # fmt: skip
        return Diagnostic("bad-text", message, place.span(path), say.MEND_IT)
    expected = next((text for word, text in say.EXPECTED.items() if kind.startswith(word)), None)
    if expected is None:
        message = say.NOT_VALID.filled(path=_name(path))
        return Diagnostic("wrong-type", message, place.span(path))
    hint = None
    if kind == "string_type" and isinstance(details.get("input"), int | float):
        hint = say.PUT_IN_QUOTES
    elif kind == "tuple_type":
        hint = say.WRITE_A_LIST
    message = say.MUST_BE.filled(path=_name(path), expected=expected)
    return Diagnostic("wrong-type", message, place.span(path), hint)


def _name(path: DataPath) -> str:
    return ".".join(str(step) for step in path) or "account"


def _told(path: DataPath, value: object) -> str:
    """Give a value as a message may quote it: nothing of what may be a person's."""
    field = field_at(path)
    return HIDDEN if field is not None and field.is_personal else shortened(value)
