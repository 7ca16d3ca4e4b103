"""Which facts an account can have: the account model and its admission as formulas, exactly.

Where a derived fact leaves room that no field is known to fill, it is left free, so that what is proved impossible is
impossible; `constructible` takes that room away where an account has to be shown.

What must not live here: conditions (`encoding`), and making accounts (`realise`).

Source: `qd85rules.model.admission` for what is refused, `qd85rules.model.rows` for how facts are derived.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from qd85rules.core.truth import UNKNOWN
from qd85rules.core.values import NEVER
from qd85rules.lab.proofs.encoding import FlaggedMembers, Term, free_term
from qd85rules.lab.proofs.readings import ADDRESSES, NAMES, address_reading
from qd85rules.model.account import Account
from qd85rules.model.admission import INCOMING
from qd85rules.model.paths import FIELD, ORDER, SECTION
from qd85rules.model.rows import AccountRow, ItemRow
from qd85rules.model.vocabulary import FACTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import Any

    from qd85rules.core.values import Row, Value
    from qd85rules.lab.proofs.encoding import AnyMembers, Texts
    from qd85rules.lab.proofs.logic import Formula, Logic, Number

_SOCIAL: Final = ("social_profile", "social_page", "channel")

_INPUTS: Final = {
    # What the list of transfers says of a page is as free as the list is long.
    "account.consistent": (*FACTS["account.consistent"].inputs, "account.left_on"),
    "account.held_since": ("account.opened_on", "account.came_on"),
    "address.under_vn": ("account.url",),
    "address.vietnamese_name": ("account.url",),
    # Beside the holder: what a page is recognised by.
    "register.declared_by_another": ("holder.id", "account.url", "account.platform", "account.handle"),
}


@cache
def fields_of(fact: str) -> tuple[str, ...]:
    """Name the fields of the model, as facts, that a fact follows from; a field follows from itself."""
    spec = FACTS[fact]
    if spec.judgement:
        return ()
    return _INPUTS.get(fact, spec.inputs) or (fact,)


def account_with(values: Iterable[tuple[str, object]]) -> dict[str, Any]:
    """Make the plain data of an account of which only some fields, given as facts, are stated."""
    account: dict[str, Any] = {"id": "vd-1"}
    for name, value in values:
        field = FIELD[name]
        section = SECTION[field.section]
        if section.is_list:
            part = account.setdefault(section.key, [{}])[0]
        else:
            part = account.setdefault(section.key, {}) if section.key else account
        part[field.key] = value
    return account


@lru_cache(maxsize=1024)
def _can_be(field: str, text: str) -> bool:
    """Tell whether a field of free text can give a fact of exactly this value."""
    try:
        account = Account.model_validate(account_with([(field, text)]))
    except ValueError:
        return False
    row: AccountRow | ItemRow = AccountRow(account)
    if field.startswith("transfer.") and account.transfers:
        row = ItemRow(account.transfers[0], AccountRow(account))
    return row[field] == text


class World:
    """The facts of one account on a day, as terms that all formulas about it share.

    Args:
        logic: makes the terms.
        texts: the texts that formulas mention.
        today: the day of the check.
        suffix_list: as for `Policy`.
        judgements: whether judgement facts may be known, as no register can state them.
        twin: another state of the same account, which has the same address and the same names where both state them.
    """

    def __init__(
        self,
        logic: Logic,
        texts: Texts,
        today: Number,
        *,
        suffix_list: Path | None = None,
        judgements: bool = False,
        twin: World | None = None,
    ) -> None:
        self.logic, self.texts, self.today = logic, texts, today
        self._suffix_list, self._judgements, self._mark = suffix_list, judgements, "'" if twin else ""
        self._terms: dict[str, Term] = {}
        self._domains: dict[str, Formula] = {}
        self.reading: Number = logic.number("reading of the address") if twin is None else twin.reading
        self.naming: Number = logic.number("agreement of the names") if twin is None else twin.naming

    def fact(self, name: str) -> Term:
        """Give the term of a fact."""
        term = self._terms.get(name)
        if term is None:
            derive = _DERIVED.get(name)
            if derive is not None:
                term = derive(self)
            else:
                term, self._domains[name] = free_term(self.logic, self.texts, name + self._mark, FACTS[name].type)
                if FACTS[name].judgement and not self._judgements:
                    term = Term(known=False, value=term.value)
            self._terms[name] = term
        return term

    def premises(self, facts: Iterable[str], *, constructible: bool = False) -> Iterator[Formula]:
        """Say what the account model allows, of some facts and of the fields that they follow from.

        To be asked for once every formula is encoded: a text that a field cannot hold is ruled out by name.
        """
        facts = tuple(facts)
        fields = tuple(dict.fromkeys(field for fact in facts for field in fields_of(fact)))
        yield self.today >= 1
        yield self.today < NEVER
        for name in dict.fromkeys((*fields, *facts)):
            term = self.fact(name)
            yield self._domains.get(name, True)
            if FACTS[name].type.kind == "date":
                yield self._date(name, term)
            if name in FIELD and FIELD[name].kind == "texts":
                yield term.known
        for field in fields:
            yield from self._texts(field)
        yield from self._order(fields)
        yield from self._direction(fields)
        if "account.url" in fields:
            yield from self._address(constructible=constructible)
        if "profile.display_name" in fields:
            yield self.logic.all_of((self.naming >= 0, self.naming < len(NAMES)))
        if "register.declared_by_another" in facts:
            yield from self._register()
        if "name.on_record" in facts:
            shown, on_record = self.fact("profile.display_name"), self.fact("name.on_record")
            sure = self.logic.all_of((on_record.known, on_record.value))
            yield self.logic.implies(sure, shown.known)
        if {"account.left_on", "account.came_on"} <= set(fields) and constructible:
            yield from self._hands()

    def known_fields(self, facts: Iterable[str]) -> dict[str, Term]:
        """Give the fields, and their terms, that some facts follow from, in the order of the vocabulary."""
        wanted = {field for fact in facts for field in fields_of(fact)}
        return {name: self.fact(name) for name in FACTS if name in wanted}

    def states(self, facts: Iterable[str], row: Row) -> Iterator[Formula]:
        """Say that some facts, and the fields that they follow from, are those of a row."""
        facts = tuple(facts)
        names = dict.fromkeys((*self.known_fields(facts), *facts))
        # A list that may hold anything says of each text that is mentioned whether it holds it.
        for name in names:
            value = row[name]
            for text in value if isinstance(value, tuple) else (value,):
                if isinstance(text, str):
                    self.texts.code(text)
        for name in names:
            yield self._is(self.fact(name), row[name])

    def _is(self, term: Term, value: Value) -> Formula:
        logic, texts = self.logic, self.texts
        if value is UNKNOWN:
            return logic.no(term.known)
        if isinstance(value, tuple):
            held = {texts.code(text) for text in value}
            same = logic.all_of(flag if code in held else logic.no(flag) for code, flag in self.members(term.value))
        else:
            same = term.value == (texts.code(value) if isinstance(value, str) else value)
        return logic.all_of((term.known, same))

    def members(self, held: FlaggedMembers | AnyMembers) -> list[tuple[int, Formula]]:
        """Give the texts that a list can hold, by their codes, and whether each is in it.

        Of a list that may hold anything these are the texts that formulas mention.
        """
        if isinstance(held, FlaggedMembers):
            return list(held.flags.items())
        return [(code, held.contains(code)) for code in map(self.texts.code, self.texts)]

    def _date(self, name: str, term: Term) -> Formula:
        last = NEVER - 1 if FACTS[name].ahead else self.today
        happened = self.logic.all_of((term.value >= 1, term.value <= last))
        return self.logic.any_of((happened, term.value == NEVER)) if FACTS[name].event else happened

    def _texts(self, field: str) -> Iterator[Formula]:
        kind = FACTS[field].type
        if kind.kind == "string" and kind.members is None:
            for text in self.texts:
                if not _can_be(field, text):
                    yield self.fact(field).value != self.texts.code(text)

    def _order(self, fields: tuple[str, ...]) -> Iterator[Formula]:
        for first, last in ORDER:
            if first in fields and last in fields:
                one, two = self.fact(first), self.fact(last)
                # `never` is stored as the last day of the calendar, so it is before no other date.
                both = self.logic.all_of((one.known, two.known))
                yield self.logic.implies(both, one.value <= two.value)

    def _direction(self, fields: tuple[str, ...]) -> Iterator[Formula]:
        if "transfer.direction" in fields and "transfer.kind" in fields:
            direction, kind = self.fact("transfer.direction"), self.fact("transfer.kind")
            incoming = self.logic.any_of(kind.value == self.texts.code(word) for word in sorted(INCOMING))
            both = self.logic.all_of((direction.known, kind.known))
            yield self.logic.implies(both, (direction.value == self.texts.code("in")) == incoming)

    def _address(self, *, constructible: bool) -> Iterator[Formula]:
        yield self.logic.any_of(
            self.reading == number
            for number, reading in enumerate(ADDRESSES)
            if reading.url is not None or not constructible
        )
        url = self.fact("account.url")
        for text in self.texts:
            if _can_be("account.url", text):
                said = self.reading == address_reading(text, self._suffix_list)
                yield self.logic.implies(self.logic.all_of((url.known, url.value == self.texts.code(text))), said)

    def _hands(self) -> Iterator[Formula]:
        """Say in which order one transfer in and one out can be told: out of the hands into which the page came."""
        logic, left, came = self.logic, self.fact("account.left_on"), self.fact("account.came_on")
        gone = logic.all_of((left.known, left.value < NEVER))
        taken = logic.all_of((came.known, came.value < NEVER))
        yield logic.implies(gone, came.known)
        yield logic.implies(logic.all_of((gone, taken)), came.value <= left.value)

    def _register(self) -> Iterator[Formula]:
        shared = self.fact("register.declared_by_another")
        url, platform, handle = (self.fact(f"account.{name}").known for name in ("url", "platform", "handle"))
        recognised = self.logic.any_of((url, self.logic.all_of((platform, handle))))
        # Where a page has no key, or its holder no id, the fact cannot be true: false if it is known at all.
        sure = self.logic.all_of((shared.known, self.logic.no(shared.value)))
        yield self.logic.any_of((recognised, sure))
        yield self.logic.any_of((self.fact("holder.id").known, self.logic.no(shared.known), sure))

    def said(self, facet: str) -> Term:
        """Give what the address says, as far as it is stated."""
        known, values = [], []
        for number, reading in enumerate(ADDRESSES):
            value = getattr(reading, facet)
            if value is not UNKNOWN:
                known.append(self.reading == number)
                values.append((number, self.texts.code(value) if isinstance(value, str) else value))
        stated = self.logic.all_of((self.fact("account.url").known, self.logic.any_of(known)))
        result = values[-1][1]
        for number, value in values[:-1]:
            result = self.logic.choose(self.reading == number, value, result)
        return Term(stated, result)


def _stated_unused(world: World) -> Term:
    logic = world.logic
    in_use, since = world.fact("account.in_use"), world.fact("account.unused_since")
    return Term(logic.any_of((in_use.known, since.known)), logic.implies(in_use.known, logic.no(in_use.value)))


def _consistent(world: World) -> Term:
    logic = world.logic
    facts = ("in_use", "closed_on", "unused_since", "last_active_on", "left_on")
    in_use, closed, since, active, left = (world.fact(f"account.{name}") for name in facts)
    used = logic.all_of((in_use.known, in_use.value))
    happened = {id(one): logic.all_of((one.known, one.value < NEVER)) for one in (closed, left)}
    against = logic.any_of(
        (
            logic.all_of((used, logic.any_of((since.known, happened[id(closed)], happened[id(left)])))),
            logic.all_of((active.known, since.known, active.value > since.value)),
            logic.all_of((active.known, happened[id(closed)], active.value > closed.value)),
        )
    )
    return Term(logic.no(against), value=True)


def _is_personal(world: World) -> Term:
    logic = world.logic
    personal, kind = world.fact("account.personal"), world.fact("account.kind")
    page = logic.all_of((kind.known, kind.value == world.texts.code("social_page")))
    return Term(logic.any_of((personal.known, logic.no(page))), logic.implies(personal.known, personal.value))


def _held_since(world: World) -> Term:
    logic = world.logic
    came, opened = world.fact("account.came_on"), world.fact("account.opened_on")
    taken = came.value < NEVER
    later = logic.choose(logic.all_of((opened.known, opened.value > came.value)), opened.value, came.value)
    known = logic.all_of((came.known, logic.any_of((taken, opened.known))))
    return Term(known, logic.choose(taken, later, opened.value))


def _in_order(world: World) -> Term:
    logic, opened = world.logic, world.fact("account.opened_on")
    days = [world.fact(f"declaration.{name}") for name in ("declared_on", "reported_on")]
    early = logic.any_of(logic.all_of((opened.known, day.known, day.value < opened.value)) for day in days)
    return Term(logic.no(early), value=True)


def _known_on(world: World) -> Term:
    logic = world.logic
    found, told = world.fact("incident.committee_known_on"), world.fact("incident.committee_told_on")
    none = logic.all_of((found.known, found.value == NEVER))
    by_itself = logic.all_of((found.known, found.value < NEVER))
    said = logic.all_of((told.known, told.value < NEVER))
    known = logic.any_of((by_itself, logic.all_of((none, told.known)), said))
    return Term(known, logic.choose(by_itself, found.value, told.value))


def _address_kind(world: World) -> Term:
    logic = world.logic
    kind, said = world.fact("account.kind"), world.said("kind")
    social = logic.all_of((kind.known, logic.any_of(kind.value == world.texts.code(word) for word in _SOCIAL)))
    value = logic.choose(social, world.texts.code("platform"), said.value)
    return Term(logic.any_of((social, said.known)), value)


def _agreement(world: World) -> Term:
    logic = world.logic
    stated = logic.all_of(world.fact(name).known for name in FACTS["name.agreement"].inputs)
    sure = [(number, names.agreement) for number, names in enumerate(NAMES) if isinstance(names.agreement, str)]
    known = logic.all_of((stated, logic.any_of(world.naming == number for number, _ in sure)))
    value: Number = world.texts.code(sure[-1][1])
    for number, agreement in sure[:-1]:
        value = logic.choose(world.naming == number, world.texts.code(agreement), value)
    return Term(known, value)


_DERIVED: Final[dict[str, Callable[[World], Term]]] = {
    "account.stated_unused": _stated_unused,
    "account.is_personal": _is_personal,
    "account.held_since": _held_since,
    "account.consistent": _consistent,
    "declaration.in_order": _in_order,
    "incident.known_on": _known_on,
    "name.agreement": _agreement,
    "address.kind": _address_kind,
    "address.under_vn": lambda world: world.said("under_vn"),
    "address.vietnamese_name": lambda world: world.said("vietnamese_name"),
}
"""The derived facts that follow from fields; `register.declared_by_another` is free within `_register`."""
