"""The account under check, as a register states it: written by `make fields` from the table of fields.

`None` or absent means *not recorded*: rules see an unknown fact. That an event did not happen must be stated with
`never`. Unknown keys are refused, because a misspelt key would read as a silent unknown.

No line here is written by hand: a field changes in `fields`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from qd85rules.model.validation import Address, CalendarDate, EventDate, Identifier, Part, ShortText, Texts


class Holder(Part):
    """Who holds the page, as the register states it."""

    id: Identifier | None = None
    legal_name: ShortText | None = None
    other_names: Texts | None = Field(default=None, strict=False)
    roles: tuple[Literal["party_member", "cadre", "civil_servant", "public_employee", "worker"], ...] | None = Field(
        default=None, strict=False
    )
    unit: ShortText | None = None


class Profile(Part):
    """What the page's profile shows."""

    display_name: ShortText | None = None
    true_name_stated: bool | None = None
    personal_info: bool | None = None
    contact_info: bool | None = None
    portrait: bool | None = None


class Declaration(Part):
    """What the holder declared or reported about the page, and when."""

    requested_on: EventDate | None = None
    due_by: CalendarDate | None = None
    declared_on: EventDate | None = None
    complete: bool | None = None
    truthful: bool | None = None
    reported_on: EventDate | None = None
    report_truthful: bool | None = None
    commitment_on: EventDate | None = None


class Transfer(Part):
    """One passing of the page from hand to hand; `out` leaves the holder, `in` comes to the holder."""

    direction: Literal["out", "in"] | None = None
    kind: (
        Literal["give", "lend", "rent_out", "sell", "pledge", "receive", "borrow", "rent", "buy", "take_in_pledge"]
        | None
    ) = None
    on: CalendarDate | None = None
    purpose: Literal["lawful", "unlawful"] | None = None
    counterparty: Identifier | None = None
    returned_on: EventDate | None = None


class Incident(Part):
    """One sign that the page is compromised, and what was done about it."""

    sign: Literal["anomaly", "loss_of_control", "impersonation", "misuse"] | None = None
    detected_on: CalendarDate | None = None
    committee_known_on: EventDate | None = None
    activity_stopped_on: EventDate | None = None
    committee_told_on: EventDate | None = None
    authority_told_on: EventDate | None = None
    provider_told_on: EventDate | None = None
    committee_reported_on: EventDate | None = None
    information_body_told_on: EventDate | None = None
    resolved_on: EventDate | None = None


class Account(Part):
    """One personal page or account. Everything but `id` may be absent, which means *not recorded*."""

    id: Identifier
    kind: Literal["website", "blog", "social_profile", "social_page", "channel", "other"] | None = None
    personal: bool | None = None
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
