"""From an account to the values of its facts: fields at once, derived facts when a rule first asks for them.

What must not live here: which facts there are (`vocabulary`), comparing names (`knowledge.names`), reading addresses
(`knowledge.addresses`).
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
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from qd85rules.core.text import Text
    from qd85rules.core.values import Value
    from qd85rules.model.account import Account, Incident, Transfer

    Derive = Callable[["AccountRow"], Value]

__all__ = ["AccountRow", "ItemRow"]


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
        return tuple(key for key in _LISTS if self.account.__dict__[key] is None)

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
    in_use, since = row.account.in_use, row.account.unused_since
    if in_use and since is not None:
        row.notes["account.stated_unused"] = say.CONTRADICTORY_USE
        return UNKNOWN
    if in_use is not None:
        return not in_use
    return True if since is not None else UNKNOWN


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


def _address_kind(row: AccountRow) -> Value:
    if row.account.kind in {"social_profile", "social_page", "channel"}:
        return "platform"
    if row.account.url is None:
        return UNKNOWN
    from qd85rules.knowledge.addresses import describe_address  # noqa: PLC0415 - reads the suffix list

    address = describe_address(row.account.url, suffix_list=row.suffix_list)
    if address.note is not None:
        row.notes["address.kind"] = address.note
    if address.kind is None:
        return UNKNOWN
    return address.kind if address.kind in {"platform", "own_domain", "hosted", "ip"} else "none"


def _under_vn(row: AccountRow) -> Value:
    if row.account.url is None:
        return UNKNOWN
    from qd85rules.knowledge.addresses import describe_address  # noqa: PLC0415 - reads the suffix list

    address = describe_address(row.account.url, suffix_list=row.suffix_list)
    return UNKNOWN if address.kind is None else address.under_vn


def _vietnamese_name(row: AccountRow) -> Value:
    if row.account.url is None:
        return UNKNOWN
    from qd85rules.knowledge.addresses import describe_address  # noqa: PLC0415 - reads the suffix list

    address = describe_address(row.account.url, suffix_list=row.suffix_list)
    if address.kind is None:
        return UNKNOWN
    if address.look_alike or address.mixed_script:
        row.notes["address.vietnamese_name"] = say.LOOK_ALIKE_LETTERS
        return UNKNOWN
    if address.vietnamese == "shared" and not address.under_vn:
        row.notes["address.vietnamese_name"] = say.SHARED_LETTERS
        return UNKNOWN
    return address.vietnamese in {"distinctive", "shared"}


def _declared_by_another(row: AccountRow) -> Value:
    return UNKNOWN if row.declared_by_another is None else row.declared_by_another


_DERIVED: Final[dict[str, Derive]] = {
    **{spec.name: lambda _row: UNKNOWN for spec in FACTS.values() if spec.judgement},
    "account.platform": _platform,
    "account.stated_unused": _stated_unused,
    "name.agreement": _name_agreement,
    "address.kind": _address_kind,
    "address.under_vn": _under_vn,
    "address.vietnamese_name": _vietnamese_name,
    "register.declared_by_another": _declared_by_another,
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
_LISTS: Final = tuple(section.key for section in SECTIONS if section.is_list)
_ITEMS: Final = {section.model: _FACTS[section.name] for section in SECTIONS if section.is_list}
