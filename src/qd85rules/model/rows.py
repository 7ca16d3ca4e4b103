"""From an account to the values of its facts: fields at once, derived facts when a rule first asks for them.

What must not live here: which facts there are (`vocabulary`), comparing names (`knowledge.names`), reading addresses
(`knowledge.addresses`), comparing the pages of a register (`hands`).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.truth import UNKNOWN
from qd85rules.core.values import NEVER
from qd85rules.model.fields import FIELDS
from qd85rules.model.paths import fields_of
from qd85rules.model.sections import SECTIONS
from qd85rules.model.spec import NOTHING_SAID, Blanks
from qd85rules.model.vocabulary import FACTS
from qd85rules.wording import names as say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from qd85rules.core.text import Text
    from qd85rules.core.values import Value
    from qd85rules.knowledge.addresses import Address
    from qd85rules.model.account import Account, Incident, Transfer

    Derive = Callable[["AccountRow"], Value]


class AccountRow(dict[str, "Value"]):
    """The facts of one account by name; derived ones are computed when first asked for, and kept.

    `notes` says why a derived fact is in doubt, or how it was reached, under the fact's name. `declared_by_another`
    is a fact of the register that the account stands in; `None` outside a register.
    """

    __slots__ = ("account", "blanks", "declared_by_another", "notes", "suffix_list")

    def __init__(
        self,
        account: Account,
        *,
        blanks: Blanks = NOTHING_SAID,
        declared_by_another: Value | None = None,
        suffix_list: Path | None = None,
    ) -> None:
        self.account = account
        self.blanks = blanks
        self.declared_by_another = declared_by_another
        self.suffix_list = suffix_list
        self.notes: dict[str, Text] = {}
        fields = account.__dict__
        for key, facts in _PARTS:
            part = fields[key] if key else account
            _fill(self, facts, {} if part is None else part.__dict__, blanks)
        if blanks.personal and account.personal is None:
            self["account.personal"] = True

    @property
    def unrecorded_lists(self) -> tuple[str, ...]:
        """The keys of the lists of which the register says nothing."""
        if self.blanks.lists == "none":
            return ()
        return tuple(key for key in LISTS if self.account.__dict__[key] is None)

    def __missing__(self, name: str) -> Value:
        """Compute a derived fact on first use; an unknown name is an error of the caller."""
        value = self[name] = _DERIVED[name](self)
        return value


class ItemRow(dict[str, "Value"]):
    """The facts of one transfer or incident, and behind them those of its account (`parent`)."""

    __slots__ = ("item", "parent")

    def __init__(self, item: Transfer | Incident, parent: AccountRow) -> None:
        self.item = item
        self.parent = parent
        _fill(self, _ITEMS[item.__class__.__name__], item.__dict__, parent.blanks)
        if "incident.sign" in self:
            found, told = self["incident.committee_known_on"], self["incident.committee_told_on"]
            # What the committee found out by itself counts; else it knows from the day on which it is told.
            self["incident.known_on"] = told if found == NEVER or (found is UNKNOWN and told != NEVER) else found

    @property
    def account(self) -> Account:
        """The account that the item is of."""
        return self.parent.account

    @property
    def unrecorded_lists(self) -> tuple[str, ...]:
        """The keys of the lists of which the register says nothing."""
        return self.parent.unrecorded_lists

    @property
    def notes(self) -> dict[str, Text]:
        """The notes of the account."""
        return self.parent.notes

    def __missing__(self, name: str) -> Value:
        """Ask the account for a fact of its own."""
        return self.parent[name]


_Fields = tuple[tuple[str, str, bool, "Value"], ...]
"""Field of a part of the model, name of its fact, whether it is an event date, and what it is where it is left out."""
_FOR_GOOD: Final = ("give", "sell")
_FOR_A_TIME: Final = ("lend", "rent_out", "pledge")
_IMPLIED: Final = {field.name: f"{field.section}.{field.implies}" for field in FIELDS if field.implies is not None}


def _fill(row: dict[str, Value], facts: _Fields, values: Mapping[str, Any], blanks: Blanks) -> None:
    # INVARIANT: the model has just dates, `never`, and values that engines take as they are.
    blank_event: Value = NEVER if blanks.means == "never" else UNKNOWN
    for field, fact, event, left_out in facts:
        value = values.get(field)
        if value is None:
            row[fact] = blank_event if event else left_out
        elif value.__class__ is date:
            row[fact] = value.toordinal()
            if fact in _IMPLIED and values.get(_IMPLIED[fact].partition(".")[2]) is None:
                # Of what has happened a blank date says no more than that its day is not recorded.
                row[_IMPLIED[fact]] = UNKNOWN
        else:
            row[fact] = NEVER if event else value


def _platform(row: AccountRow) -> Value:
    platform = row.account.platform
    return UNKNOWN if platform is None else platform.strip().casefold()


def _stated_unused(row: AccountRow) -> Value:
    if row.account.in_use is not None:
        return not row.account.in_use
    return True if row.account.unused_since is not None else UNKNOWN


def _consistent(row: AccountRow) -> Value:
    account = row.account
    closed = account.closed_on if isinstance(account.closed_on, date) else None
    active, since, left = account.last_active_on, account.unused_since, row["account.left_on"]
    contradictions = (
        (account.in_use and since is not None, say.USED_AND_UNUSED),
        (account.in_use and closed is not None, say.USED_AND_CLOSED),
        (account.in_use and left is not UNKNOWN and left != NEVER, say.USED_AND_GONE),
        (active is not None and since is not None and active > since, say.ACTIVE_WHEN_UNUSED),
        (active is not None and closed is not None and active > closed, say.ACTIVE_WHEN_CLOSED),
    )
    return _agreeing(row, "account.consistent", [note for holds, note in contradictions if holds])


def _left_on(row: AccountRow) -> Value:
    """Give the day on which the page left its holder for good and has not come back: given away or sold.

    `NEVER` where it is still the holder's: a page lent, rented out or pledged is, and so is one of whose transfers
    nothing is recorded. Unknown where a transfer may have been such a one.
    """
    transfers = row.account.transfers or ()
    days = [_left(one, transfers, row.blanks) for one in transfers]
    known = [day for day in days if isinstance(day, int) and day != NEVER]
    # A page that left and came back may have left again, for certain or not.
    return UNKNOWN if UNKNOWN in days else max(known, default=NEVER)


def _left(one: Transfer, transfers: Sequence[Transfer], blanks: Blanks) -> Value:
    if _comes_in(one) or one.kind in _FOR_A_TIME or isinstance(one.returned_on, date):
        return NEVER
    if any(_is_later(other, one) for other in transfers if _comes_in(other)):
        return NEVER
    if one.kind is None or (one.returned_on is None and blanks.means != "never") or one.on is None:
        return UNKNOWN
    # One that comes in on a day that nobody recorded may be the return.
    undated = any(_comes_in(other) and other.on is None for other in transfers)
    return UNKNOWN if undated else one.on.toordinal()


def _came_on(row: AccountRow) -> Value:
    """Give the day on which the page came to its holder from another; `NEVER` where it was the holder's from the start.

    What comes in after the page left is a return.
    """
    transfers = row.account.transfers or ()
    days = [NEVER]
    for one in transfers:
        goes_out = one.direction == "out" or one.kind in (*_FOR_GOOD, *_FOR_A_TIME)
        if goes_out or any(_is_later(one, other) for other in transfers if not _comes_in(other)):
            continue
        if one.on is None or not _comes_in(one):
            return UNKNOWN
        days.append(one.on.toordinal())
    return min(days)


def _comes_in(one: Transfer) -> bool:
    return one.direction == "in" or (one.kind is not None and one.kind not in (*_FOR_GOOD, *_FOR_A_TIME))


def _is_later(one: Transfer, other: Transfer) -> bool:
    return one.on is not None and other.on is not None and one.on > other.on


def _is_personal(row: AccountRow) -> Value:
    personal = row["account.personal"]
    return UNKNOWN if personal is UNKNOWN and row.account.kind == "social_page" else personal is not False


def _held_since(row: AccountRow) -> Value:
    came, opened = row["account.came_on"], row["account.opened_on"]
    if came is UNKNOWN or came == NEVER:
        return UNKNOWN if came is UNKNOWN else opened
    # One that came before it was set up cannot be; the later day is the more lenient.
    return came if opened is UNKNOWN else max(came, opened)


def _declared_in_order(row: AccountRow) -> Value:
    opened, declaration = row.account.opened_on, row.account.declaration
    days = () if declaration is None else (declaration.declared_on, declaration.reported_on)
    early = opened is not None and any(isinstance(day, date) and day < opened for day in days)
    return _agreeing(row, "declaration.in_order", [say.DECLARED_BEFORE_OPENED] if early else [])


def _agreeing(row: AccountRow, fact: str, contradictions: list[Text]) -> Value:
    """Give the value of a fact that holds where the record says nothing that cannot be; where it does, it is open."""
    if not contradictions:
        return True
    row.notes[fact] = contradictions[0]
    return UNKNOWN


def _on_record(row: AccountRow) -> Value:
    display, names = row["profile.display_name"], row["holder.other_names"]
    if not isinstance(names, tuple) or not names:
        return False
    if not isinstance(display, str):
        return UNKNOWN
    from qd85rules.knowledge.names import compare_names  # noqa: PLC0415 - its tables are built when a name is compared

    compared = [compare_names(display, name) for name in names]
    agreements = {None if one.agreement is None or one.more_words else one.agreement.value for one in compared}
    if agreements & {"exact", "same_letters", "reordered"}:
        return True
    return UNKNOWN if None in agreements else False


def _name_agreement(row: AccountRow) -> Value:
    display, legal = row["profile.display_name"], row["holder.legal_name"]
    if not isinstance(display, str) or not isinstance(legal, str):
        return UNKNOWN
    from qd85rules.knowledge.names import compare_names  # noqa: PLC0415 - its tables are built when a name is compared

    comparison = compare_names(display, legal)
    row.notes["name.agreement"] = comparison.how
    if comparison.agreement is None or comparison.more_words:
        # A name with words beyond the legal one is not a part of it: accepting parts must not accept it.
        return UNKNOWN
    return comparison.agreement.value


def _address(row: AccountRow) -> Address | None:
    if row.account.url is None:
        return None
    from qd85rules.knowledge.addresses import describe_address  # noqa: PLC0415 - reads the suffix list

    return describe_address(row.account.url, suffix_list=row.suffix_list)


def _address_kind(row: AccountRow) -> Value:
    if row.account.kind in {"social_profile", "social_page", "channel"}:
        return "platform"
    address = _address(row)
    if address is None:
        return UNKNOWN
    if address.note is not None:
        row.notes["address.kind"] = address.note
    if address.kind is None:
        return UNKNOWN
    return address.kind if address.kind in {"platform", "own_domain", "hosted", "ip"} else "none"


def _under_vn(row: AccountRow) -> Value:
    address = _address(row)
    return UNKNOWN if address is None or address.kind is None else address.under_vn


def _vietnamese_name(row: AccountRow) -> Value:
    address = _address(row)
    if address is None or address.kind is None:
        return UNKNOWN
    if address.look_alike or address.mixed_script:
        row.notes["address.vietnamese_name"] = say.LOOK_ALIKE_LETTERS
        return UNKNOWN
    if address.vietnamese == "shared" and not address.under_vn:
        row.notes["address.vietnamese_name"] = say.SHARED_LETTERS
        return UNKNOWN
    return address.vietnamese in {"distinctive", "shared"}


_DERIVED: Final[dict[str, Derive]] = {
    **{spec.name: lambda _row: UNKNOWN for spec in FACTS.values() if spec.judgement},
    "account.platform": _platform,
    "account.stated_unused": _stated_unused,
    "account.left_on": _left_on,
    "account.came_on": _came_on,
    "account.is_personal": _is_personal,
    "account.held_since": _held_since,
    "account.consistent": _consistent,
    "declaration.in_order": _declared_in_order,
    "name.on_record": _on_record,
    "name.agreement": _name_agreement,
    "address.kind": _address_kind,
    "address.under_vn": _under_vn,
    "address.vietnamese_name": _vietnamese_name,
    "register.declared_by_another": lambda row: UNKNOWN if row.declared_by_another is None else row.declared_by_another,
}


_FACTS: Final[dict[str, _Fields]] = {
    section.name: tuple(
        (field.key, field.name, field.kind == "event", () if field.kind == "texts" else UNKNOWN)
        for field in fields_of(section)
        if field.question is not None and field.name not in _DERIVED
    )
    for section in SECTIONS
}
_PARTS: Final = tuple((section.key, _FACTS[section.name]) for section in SECTIONS if not section.is_list)
LISTS: Final = tuple(section.key for section in SECTIONS if section.is_list)
"""The keys of the parts of an account of which there are any number."""
_ITEMS: Final = {section.model: _FACTS[section.name] for section in SECTIONS if section.is_list}
