"""Facts that exist only in a register: the same page declared by two holders.

What must not live here: how a page is recognised (`knowledge.addresses`), facts of one account (`rows`).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qd85rules.core.plain import composed
from qd85rules.core.truth import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qd85rules.core.truth import Unknown
    from qd85rules.model.account import Account

__all__ = ["declared_by_another"]


def declared_by_another(accounts: Sequence[Account]) -> list[bool | Unknown]:
    """Say for each account whether another holder in the same register declares the same page.

    Pages are the same where their normalised URL, or their platform and handle, agree. Unknown where the holder of one
    of two declarations is not recorded. An account that states neither is not known to share its page.
    """
    if len(accounts) == 1:
        return [False]  # nobody else declares anything
    from qd85rules.knowledge.addresses import page_keys  # noqa: PLC0415 - reading addresses is not needed for one account

    holders: defaultdict[str, set[str | None]] = defaultdict(set)
    keys = [page_keys(account.url, account.platform, account.handle) for account in accounts]
    counts: defaultdict[str, int] = defaultdict(int)
    for account, own in zip(accounts, keys, strict=True):
        for key in own:
            holders[key].add(_holder(account))
            counts[key] += 1
    return [_shared(_holder(account), own, holders, counts) for account, own in zip(accounts, keys, strict=True)]


def _holder(account: Account) -> str | None:
    holder = account.holder
    return None if holder is None or holder.id is None else composed(holder.id)


def _shared(
    holder: str | None, keys: frozenset[str], holders: dict[str, set[str | None]], counts: dict[str, int]
) -> bool | Unknown:
    result: bool | Unknown = False
    for key in keys:
        if counts[key] == 1:
            continue
        others = holders[key] - {holder}
        if holder is not None and others - {None}:
            return True
        if holder is None or others:
            result = UNKNOWN
    return result
