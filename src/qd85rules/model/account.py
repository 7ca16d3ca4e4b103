"""The account under check, as a register states it.

`None` or absent means *not recorded*: rules see an unknown fact. That an event did not happen must be stated with
`never`. Unknown keys are refused, because a misspelt key would read as a silent unknown.

What must not live here: files and positions (`intake`), facts derived from these fields (`rows`).
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from qd85rules.core.ids import hidden_in

__all__ = [
    "EVENT_DATES",
    "Account",
    "BlankMeans",
    "Declaration",
    "Holder",
    "Incident",
    "Profile",
    "Transfer",
]

BlankMeans = Literal["unknown", "never"]
"""What a register's blank event dates say; `unknown` unless the register declares otherwise."""

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
Address = Annotated[str, StringConstraints(max_length=4000)]

Role = Literal["party_member", "cadre", "civil_servant", "public_employee", "worker"]
AccountKind = Literal["website", "blog", "social_profile", "social_page", "channel", "other"]
TransferKind = Literal[
    "give", "lend", "rent_out", "sell", "pledge", "receive", "borrow", "rent", "buy", "take_in_pledge"
]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)


class Holder(_Part):
    """Who holds the page, as the register states it."""

    id: Identifier | None = None
    legal_name: ShortText | None = None
    roles: tuple[Role, ...] | None = Field(default=None, strict=False, description="empty: none of these roles")
    unit: ShortText | None = None


class Profile(_Part):
    """What the page's profile shows."""

    display_name: ShortText | None = None
    personal_info: bool | None = None
    contact_info: bool | None = None
    portrait: bool | None = None


class Declaration(_Part):
    """What the holder declared or reported about the page, and when."""

    requested_on: EventDate | None = None
    declared_on: EventDate | None = None
    complete: bool | None = None
    truthful: bool | None = None
    reported_on: EventDate | None = None
    commitment_on: EventDate | None = None


class Transfer(_Part):
    """One passing of the page from hand to hand; `out` leaves the holder, `in` comes to the holder."""

    direction: Literal["out", "in"] | None = None
    kind: TransferKind | None = None
    on: CalendarDate | None = None
    purpose: Literal["lawful", "unlawful"] | None = None
    counterparty: Identifier | None = None


class Incident(_Part):
    """One sign that the page is compromised, and what was done about it."""

    sign: Literal["anomaly", "loss_of_control", "impersonation", "misuse"] | None = None
    detected_on: CalendarDate | None = None
    activity_stopped_on: EventDate | None = None
    committee_told_on: EventDate | None = None
    authority_told_on: EventDate | None = None
    provider_told_on: EventDate | None = None
    committee_reported_on: EventDate | None = None
    resolved_on: EventDate | None = None


class Account(_Part):
    """One personal page or account. Everything but `id` may be absent, which means *not recorded*."""

    id: Identifier
    kind: AccountKind | None = None
    platform: ShortText | None = None
    url: Address | None = None
    handle: ShortText | None = None
    opened_on: CalendarDate | None = None
    holder: Holder | None = None
    profile: Profile | None = None
    declaration: Declaration | None = None
    in_use: bool | None = None
    last_active_on: CalendarDate | None = None
    unused_since: CalendarDate | None = None
    closed_on: EventDate | None = None
    transfers: tuple[Transfer, ...] | None = Field(default=None, strict=False)
    incidents: tuple[Incident, ...] | None = Field(default=None, strict=False)


EVENT_DATES: Final = frozenset(
    {
        ("closed_on",),
        *(("declaration", name) for name in ("requested_on", "declared_on", "reported_on", "commitment_on")),
        *(
            ("incidents", name)
            for name in (
                "activity_stopped_on",
                "committee_told_on",
                "authority_told_on",
                "provider_told_on",
                "committee_reported_on",
                "resolved_on",
            )
        ),
    }
)
"""The fields that may say `never`, and to which `blank_means` applies."""
