"""In whose hands a page is, by a whole register: whether another holder declares it as well.

What must not live here: the facts of one account (`rows`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qd85rules.core.text import composed
from qd85rules.core.truth import UNKNOWN
from qd85rules.core.values import NEVER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qd85rules.core.truth import Unknown
    from qd85rules.core.values import Value
    from qd85rules.model.account import Account


def declared_by_another(pages: Sequence[tuple[Account, Value]]) -> list[bool | Unknown]:
    """Say for each account, given with the day on which the page left its holder, whether another declares the page.

    Pages are the same where their normalised URL, or their platform and handle, agree. Unknown where the holder of one
    of two declarations is not recorded, or may have passed the page on. Who passed it on for good declares it no more,
    and two holders between whom a transfer is recorded explain each other. An account that states neither address nor
    handle is not known to share its page.
    """
    from qd85rules.knowledge.addresses import page_keys  # noqa: PLC0415 - reading addresses is not needed for one account

    declared = defaultdict[str, _Declared](_Declared)
    keys = [page_keys(account.url, account.platform, account.handle) for account, _ in pages]
    for (account, left), own in zip(pages, keys, strict=True):
        for key in own:
            declared[key].add(account, left)
    return [_shared(_holder(account), own, declared) for (account, _), own in zip(pages, keys, strict=True)]


@dataclass(slots=True)
class _Declared:
    """The accounts that declare one page: their holders, `None` where it is open who it is, and who had it of whom."""

    count: int = 0
    holders: set[str | None] = field(default_factory=set)
    explained: set[tuple[str | None, str]] = field(default_factory=set)

    def add(self, account: Account, left: Value) -> None:
        self.count += 1
        holder = _holder(account)
        if left is UNKNOWN or left == NEVER:
            self.holders.add(holder if left == NEVER else None)
        others = (composed(one.counterparty) for one in account.transfers or () if one.counterparty is not None)
        self.explained.update(pair for other in others for pair in ((holder, other), (other, holder or "")))


def _holder(account: Account) -> str | None:
    holder = account.holder
    return None if holder is None or holder.id is None else composed(holder.id)


def _shared(holder: str | None, own: frozenset[str], declared: dict[str, _Declared]) -> bool | Unknown:
    result: bool | Unknown = False
    for key in own:
        page = declared[key]
        if page.count == 1:
            continue
        others = {other for other in page.holders - {holder} if (holder, other) not in page.explained}
        if holder is not None and others - {None}:
            return True
        if holder is None or others:
            result = UNKNOWN
    return result
