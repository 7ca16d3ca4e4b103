"""Through whose hands a page goes: what its transfers say of its holder, and who else in a register declares it.

What must not live here: which facts there are (`vocabulary`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from qd85rules.core.text import composed
from qd85rules.core.truth import UNKNOWN
from qd85rules.core.values import NEVER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qd85rules.core.truth import Unknown
    from qd85rules.core.values import Value
    from qd85rules.model.account import Account, Transfer
    from qd85rules.model.spec import Blanks

_FOR_GOOD: Final = ("give", "sell")
_FOR_A_TIME: Final = ("lend", "rent_out", "pledge")


def left_on(account: Account, blanks: Blanks) -> Value:
    """Give the day on which the page left its holder for good and has not come back: given away or sold.

    `NEVER` where it is still the holder's: a page lent, rented out or pledged is, and so is one of whose transfers
    nothing is recorded. Unknown where a transfer may have been such a one.
    """
    transfers = account.transfers or ()
    days = [_left(one, transfers, blanks) for one in transfers]
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


def came_on(account: Account) -> Value:
    """Give the day on which the page came to its holder from another; `NEVER` where it was the holder's from the start.

    What comes in after the page left is a return.
    """
    transfers = account.transfers or ()
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


def declared_by_another(pages: Sequence[tuple[Account, Value]]) -> list[bool | Unknown]:
    """Say for each account, given with the day on which the page left its holder, whether another declares the page.

    Pages are the same where their normalised URL, or their platform and handle, agree. Unknown where the holder of one
    of two declarations is not recorded, or may have passed the page on. Who passed it on for good declares it no more,
    and two holders between whom a transfer is recorded explain each other. An account that states neither address nor
    handle is not known to share its page.
    """
    if len(pages) == 1:
        return [False]  # nobody else declares anything
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
