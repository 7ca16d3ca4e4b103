"""What pydantic makes of each kind of field: a calendar date, an event date, an identifier, a text.

What must not live here: the fields (`fields`) and their models (`account`).
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from qd85rules.core.text import hidden_in

_ISO_DATE: Final = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ](?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?)"
    r" ?(?P<zone>Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?)?)?",
    re.IGNORECASE,
)
_MIDNIGHT: Final = re.compile(r"[0:.,]+")
_NOT_A_DATE: Final = PydanticCustomError("date_form", "not an ISO 8601 calendar date")
_NO_SUCH_DAY: Final = PydanticCustomError("date_impossible", "no such day in the calendar")
_HAS_TIME: Final = PydanticCustomError("date_with_time", "a date with a time of day")
_HAS_ZONE: Final = PydanticCustomError("date_with_zone", "a date with a time zone")


def _calendar_date(value: object) -> object:
    # pydantic would take seconds and digits for dates; a register must say what it means.
    if isinstance(value, str):
        return _parse_date(value)
    if isinstance(value, datetime):
        return _parse_date(value.isoformat())
    if value is None or value.__class__ is date:
        return value
    if isinstance(value, date):
        # A subclass may count and compare in ways of its own.
        return date(value.year, value.month, value.day)
    raise _NOT_A_DATE


@lru_cache(maxsize=50_000)
def _parse_date(text: str) -> date:
    """Read a day; midnight without a zone is how spreadsheets and databases write one."""
    match = _ISO_DATE.fullmatch(text)
    if match is None:
        raise _NOT_A_DATE
    try:
        day = date.fromisoformat(match["day"])
    except ValueError:
        raise _NO_SUCH_DAY from None
    if match["zone"] is not None:
        raise _HAS_ZONE
    if match["time"] is not None and _MIDNIGHT.fullmatch(match["time"]) is None:
        raise _HAS_TIME
    return day


def _event_date(value: object) -> object:
    return value if value == "never" else _calendar_date(value)


CalendarDate = Annotated[date, BeforeValidator(_calendar_date)]
EventDate = Annotated[date | Literal["never"], BeforeValidator(_event_date)]
_HIDDEN: Final = PydanticCustomError("hidden_character", "a character that nobody sees")


def _visible(value: object) -> object:
    if isinstance(value, str) and hidden_in(value) is not None:
        raise _HIDDEN
    return value


Identifier = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, pattern=r"^\S(?:.*\S)?$"),
    BeforeValidator(_visible),
]
ShortText = Annotated[str, StringConstraints(max_length=500)]
Texts = tuple[ShortText, ...]
Address = Annotated[str, StringConstraints(max_length=4000)]


class Part(BaseModel):
    """What the account and each part of it share: nothing changes, no key is unknown, no value is bent into shape."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)
