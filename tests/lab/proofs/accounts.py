"""Random accounts, admitted as of a day, most of their fields recorded; equal seeds give equal accounts.

What must not live here: tests.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final

from qd85rules.lab.proofs.readings import ADDRESSES, NAMES
from qd85rules.lab.proofs.replay import row_of
from qd85rules.model.admission import admit
from qd85rules.model.vocabulary import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.core.values import Row
    from qd85rules.model.spec import Subject
    from qd85rules.policy.policy import Policy

__all__ = ["random_accounts", "random_rows"]

_TEXTS: Final = {
    "account.platform": ("facebook", "Facebook", "zalo"),
    "account.url": tuple(reading.url for reading in ADDRESSES if reading.url is not None),
    "account.handle": ("nguyenvanan", "tranthibinh"),
    "holder.id": ("vd-1", "vd-2"),
    "holder.other_names": ("Mây Chiều", "Ma Văn Kháng"),
    "holder.unit": ("vi-du/mot",),
    "holder.legal_name": tuple({names.legal for names in NAMES}),
    "profile.display_name": tuple(names.display for names in NAMES),
    "transfer.counterparty": ("vd-2",),
}
_SHIFTS: Final = (0, 0, 1, 2, 3, 4, 5, 6, 9, 10, 11, 29, 30, 31, 32, 90, 179, 180, 181, 400, 620, 760, 900)


def random_accounts(random: Random, as_of: date) -> Iterator[dict[str, Any]]:
    """Give accounts without end; about a quarter of the fields are not recorded."""
    while True:
        account = _account(random, as_of)
        if not isinstance(admit(account, as_of), list):
            yield account


def random_rows(policy: Policy, subject: Subject, count: int, seed: int) -> Iterator[Row]:
    """Give the facts of random accounts, beside another one in the same register."""
    random = Random(seed)  # noqa: S311 - for tests
    accounts = random_accounts(random, policy.as_of)
    for _ in range(count):
        account, other = next(accounts), next(accounts)
        row = row_of(policy, subject, account, [{**other, "id": "vd-2"}])
        assert row is not None
        yield row


def _account(random: Random, as_of: date) -> dict[str, Any]:
    account: dict[str, Any] = {"id": "vd-1", "transfers": [{}], "incidents": [{}]}
    for name, spec in FACTS.items():
        if spec.derivation is not None or spec.judgement or random.random() < 0.25:
            continue
        section, _, field = name.partition(".")
        parts = {"account": account, "transfer": account["transfers"][0], "incident": account["incidents"][0]}
        part = parts[section] if section in parts else account.setdefault(section, {})
        part[field] = _value(name, random, as_of)
    return account


def _value(name: str, random: Random, as_of: date) -> object:
    kind = FACTS[name].type
    match kind.kind:
        case "bool":
            return random.random() < 0.5
        case "date":
            if FACTS[name].event and random.random() < 0.3:
                return "never"
            return as_of - timedelta(days=random.choice(_SHIFTS))
        case "list":
            members = (kind.element.members if kind.element else None) or _TEXTS[name]
            return random.sample(members, random.randint(0, 2))
        case _:
            return random.choice(kind.members or _TEXTS[name])
