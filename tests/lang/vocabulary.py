"""The vocabulary that the tests of the language share; the examples of its reference page use it too."""

from __future__ import annotations

from qd85rules.lang.typecheck import TypeEnv
from qd85rules.lang.types import BOOL, DATE, INT, STRING, enum_of, list_of

__all__ = ["ENV"]

KINDS = ("give", "lend", "rent_out", "sell", "pledge")

ENV = TypeEnv(
    facts={
        "account.in_use": BOOL,
        "account.platform": STRING,
        "account.opened_on": DATE,
        "account.closed_on": DATE,
        "account.followers": INT,
        "account.tags": list_of(STRING),
        "account.seen_on": list_of(DATE),
        "holder.roles": list_of(enum_of("party_member", "cadre", "worker")),
        "transfer.direction": enum_of("in", "out"),
        "transfer.kind": enum_of(*KINDS),
        "transfer.former_kind": enum_of("sell", "buy"),
        "transfer.on": DATE,
        "transfer.handle": STRING,
        "standalone": BOOL,
    },
    params={
        "notify_within_days": INT,
        "in_force_from": DATE,
        "strict": BOOL,
        "kinds": list_of(enum_of(*KINDS)),
        "platforms": list_of(STRING),
        "limits": list_of(INT),
    },
    concepts={"bound_by_qd85": BOOL, "given_away": BOOL},
)
