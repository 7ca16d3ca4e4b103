"""The formulas of the account model allow the facts that accounts can have, and no others.

Modules: `lab.proofs.readings`, `lab.proofs.realise`.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest

from qd85rules.core.truth import UNKNOWN
from qd85rules.core.values import NEVER
from qd85rules.lab.proofs.encoding import Encoder, Texts
from qd85rules.lab.proofs.logic import Budget, Logic, Question
from qd85rules.lab.proofs.readings import ADDRESSES, NAMES, AddressReading, Names, address_reading
from qd85rules.lab.proofs.replay import row_of
from qd85rules.lab.proofs.world import World, account_with, fields_of
from qd85rules.lang import parse
from qd85rules.lang.ast import And
from qd85rules.model.account import Account
from qd85rules.model.admission import INCOMING, admit
from qd85rules.model.paths import FIELD, ORDER
from qd85rules.model.rows import AccountRow
from qd85rules.model.spec import SUBJECTS
from qd85rules.model.vocabulary import FACTS, facts_for
from tests.lab.proofs.accounts import random_rows
from tests.lab.proofs.packs import AS_OF, national

if TYPE_CHECKING:
    from qd85rules.lab.proofs.logic import Formula
    from qd85rules.model.spec import Subject

TODAY = AS_OF.toordinal()


class Asked:
    """A world as of the day of the tests, and whether something can be in it."""

    def __init__(self) -> None:
        self.logic, self.texts = Logic(), Texts()
        self.today = self.logic.number("today")
        self.world = World(self.logic, self.texts, self.today)

    def can(self, facts: tuple[str, ...], *formulas: Formula) -> bool:
        for name in facts:
            self.world.fact(name)
        premises = [*self.world.premises(facts), self.today == TODAY]
        return Question(self.logic, premises, Budget(60_000)).model(*formulas) is not None

    def known(self, name: str) -> Formula:
        return self.world.fact(name).known

    def is_(self, name: str, text: str) -> Formula:
        return self.logic.all_of((self.known(name), self.world.fact(name).value == self.texts.code(text)))


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_facts_of_every_account_are_allowed(subject: Subject, asked: Asked) -> None:
    facts = tuple(facts_for(subject))
    for row in random_rows(national(), subject, 60, seed=11):
        states = list(asked.world.states(facts, row))

        assert asked.can(facts, *states), row


def test_every_derived_fact_follows_from_fields() -> None:
    derived = {name for name, spec in FACTS.items() if spec.derivation is not None}

    # What a whole list says is as free as the list is long.
    listed = {"account.left_on", "account.came_on"}
    assert {name for name in FACTS if fields_of(name) not in {(name,), ()}} == derived - listed
    assert {name for name in FACTS if fields_of(name) == ()} == {name for name, spec in FACTS.items() if spec.judgement}
    assert all(FACTS[field].derivation is None or field in listed for name in FACTS for field in fields_of(name))


DATES = [
    (first, second)
    for section in ("account", "declaration", "transfer", "incident")
    for first in FACTS
    for second in FACTS
    if first != second
    and first in FIELD
    and second in FIELD
    and first.startswith(f"{section}.")
    and second.startswith(f"{section}.")
    and FACTS[first].type.kind == FACTS[second].type.kind == "date"
]


@pytest.mark.parametrize(("first", "second"), DATES)
def test_one_date_may_come_before_another_where_admission_lets_it(first: str, second: str, asked: Asked) -> None:
    earlier, later = AS_OF - timedelta(days=9), AS_OF - timedelta(days=2)
    account = account_with([(first, later), (second, earlier)])
    one, two = asked.world.fact(first), asked.world.fact(second)
    stands = asked.logic.all_of(
        (one.known, two.known, one.value == later.toordinal(), two.value == earlier.toordinal())
    )

    assert asked.can((first, second), stands) is not isinstance(admit(account, AS_OF), list)


def test_some_orders_are_refused() -> None:
    assert len(ORDER) > 4


@pytest.mark.parametrize("name", [name for name, spec in FACTS.items() if spec.type.kind == "date"])
def test_a_date_is_a_day_up_to_the_day_of_the_check_or_never_where_that_can_be_said(name: str, asked: Asked) -> None:
    term = asked.world.fact(name)
    allowed = [day for day in (0, 1, TODAY, TODAY + 1, NEVER) if asked.can((name,), term.known, term.value == day)]

    later = [TODAY + 1] if FACTS[name].ahead else [NEVER] if FACTS[name].event else []
    assert allowed == [1, TODAY, *later]


@pytest.mark.parametrize("kind", FACTS["transfer.kind"].type.members or ())
@pytest.mark.parametrize("direction", ["in", "out"])
def test_a_kind_goes_with_a_direction_where_admission_lets_it(kind: str, direction: str, asked: Asked) -> None:
    account = account_with([("transfer.direction", direction), ("transfer.kind", kind)])
    facts = ("transfer.direction", "transfer.kind")
    both = asked.logic.all_of((asked.is_(facts[0], direction), asked.is_(facts[1], kind)))

    assert asked.can(facts, both) is not isinstance(admit(account, AS_OF), list)
    assert asked.can(facts, both) is ((kind in INCOMING) == (direction == "in"))


TEXTS = [
    ("account.platform", "facebook", True),
    ("account.platform", "Facebook", False),
    ("account.platform", " facebook", False),
    ("account.handle", "Nguyenvanan", True),
    ("account.handle", "a" * 501, False),
    ("holder.id", "vd-1", True),
    ("holder.id", "", False),
    ("holder.id", " vd-1", False),
    ("transfer.counterparty", "vd 2", True),
    ("transfer.counterparty", "vd-2 ", False),
    ("holder.unit", "", True),
]


@pytest.mark.parametrize(("name", "text", "possible"), TEXTS)
def test_a_field_can_be_a_text_where_the_model_lets_it(name: str, text: str, possible: bool, asked: Asked) -> None:  # noqa: FBT001 - a table
    assert asked.can((name,), asked.is_(name, text)) is possible


def test_folding_case_twice_changes_nothing() -> None:
    # A platform can be exactly the texts that folding leaves alone.
    signs = [chr(code) for code in range(0x110000)]

    assert [sign for sign in signs if sign.casefold().casefold() != sign.casefold()] == []
    assert [sign for sign in signs if not sign.isspace() and sign.casefold().strip() != sign.casefold()] == []


@pytest.mark.parametrize("reading", [reading for reading in ADDRESSES if reading.url], ids=lambda reading: reading.url)
def test_an_example_address_says_what_it_is_there_for(reading: AddressReading) -> None:
    row = AccountRow(Account(id="vd-1", url=reading.url))

    assert (row["address.kind"], row["address.under_vn"], row["address.vietnamese_name"]) == reading.facts


def test_no_two_readings_of_an_address_are_the_same() -> None:
    assert len({reading.facts for reading in ADDRESSES}) == len(ADDRESSES)


PARTS = {
    "scheme": ("https://", "http://", "", "ftp://", "https:/"),
    "before": ("", "www.", "аbc.", "nguyễn.", "an@", "m.", "xn--0.", "-"),
    "name": (
        "nguyenvanan", "nguyễnvănan", "café", "nguуenvanan", "аbc", "đường", "192.0.2.1", "[::1]", "xn--vn-fja", "",
    ),
    "after": (
        ".vn", ".com.vn", ".com", ".github.io", ".blogspot.com", ".violet.vn", ".weebly.com", ".facebook.com",
        ".gapo.vn", ".test", ".zzz", ".id.vn", ".eu.org", ".xn--p1ai", "", ".local", ".中国",
    ),
    "end": ("", "/trang", ":8080/", "/?a=1", "?x", "\\@b.vn"),
}  # fmt: skip


def test_every_address_has_a_reading() -> None:
    random = Random(3)  # noqa: S311 - for tests
    found = set()
    for _ in range(4000):
        url = "".join(random.choice(choices) for choices in PARTS.values())
        found.add(address_reading(url, None))

    assert found <= {number for number, reading in enumerate(ADDRESSES)}
    assert len(found) > 12


@pytest.mark.parametrize("names", NAMES, ids=lambda names: str(names.agreement))
def test_example_names_agree_as_they_are_there_for(names: Names) -> None:
    account = account_with([("holder.legal_name", names.legal), ("profile.display_name", names.display)])
    row = row_of(national(), "account", account)

    assert row is not None
    assert row["name.agreement"] == names.agreement


def test_every_agreement_has_names() -> None:
    assert {names.agreement for names in NAMES} == {UNKNOWN, *(FACTS["name.agreement"].type.members or ())}


IMPOSSIBLE = {
    "names that agree of which one is not recorded": 'name.agreement == "exact" && !has(holder.legal_name)',
    "a profile on a domain of its own": 'account.kind == "social_profile" && address.kind == "own_domain"',
    "an address of numbers under .vn": 'address.kind == "ip" && address.under_vn',
    "an ending without an address": "address.under_vn && !has(account.url)",
    "a judgement": "true && has(name.part_suffices)",
    "unused and in use": "account.in_use && account.stated_unused",
    "given up, and nothing stated on its use": (
        "has(account.unused_since) && !has(account.in_use) && !account.stated_unused"
    ),
    "another's page, of whom nobody knows who one is": "register.declared_by_another && !has(holder.id)",
    "another's page without address or handle": (
        "register.declared_by_another && !has(account.url) && !has(account.handle)"
    ),
}


@pytest.mark.parametrize("text", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_no_account_has(text: str, asked: Asked) -> None:
    condition = parse(text)
    assert isinstance(condition, And)
    encoder = Encoder(asked.logic, asked.texts, asked.world.fact, {}, asked.today)
    parts = [encoder.truth(operand).true for operand in condition.operands]
    facts = tuple(facts_for("account"))

    assert not asked.can(facts, *parts)
    # Without the last part it can be, so that it is their meeting that is ruled out.
    assert asked.can(facts, *parts[:-1])


def test_an_address_that_a_rule_names_says_what_it_says(asked: Asked) -> None:
    url = asked.is_("account.url", "https://nguyenvanan.vn/")
    facts = ("account.url", "address.kind", "address.under_vn")
    asked.world.fact("address.kind")

    assert asked.can(facts, url, asked.is_("address.kind", "own_domain"))
    assert not asked.can(facts, url, asked.is_("address.kind", "hosted"))


def test_the_first_day_of_the_calendar_can_be_the_day_of_the_check(asked: Asked) -> None:
    premises = list(asked.world.premises(("account.opened_on",)))
    question = Question(asked.logic, premises, Budget(60_000))

    assert question.model(asked.today == date.min.toordinal()) is not None
    assert question.model(asked.today == NEVER) is None
