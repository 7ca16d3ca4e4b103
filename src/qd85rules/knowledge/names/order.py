"""The orders in which the words of one name can stand, and how the words of two names fall into line.

What must not live here: what a difference between two words means (`words`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qd85rules.knowledge.names.words import Word

Pairs = list[tuple["Word", "Word"]]

_LONGEST_ORDERED: Final = 12
_LONGEST_FAMILY_OR_GIVEN: Final = 4


@lru_cache(maxsize=_LONGEST_ORDERED)
def western_orders(count: int) -> tuple[tuple[int, ...], ...]:
    """Give the orders, as indices, in which a western hand may set a name of so many words; its own order is not one.

    They are the rotations (given, family, middle), the exchange of a family name and a given name of up to four words
    around what stands between (given, middle, family), and the reversal. No name of more than twelve words has any.
    """
    if count > _LONGEST_ORDERED:
        return ()
    own = tuple(range(count))
    found = [own[at:] + own[:at] for at in range(1, count)]
    found.extend(
        own[count - given :] + own[family : count - given] + own[:family]
        for family in range(1, _LONGEST_FAMILY_OR_GIVEN + 1)
        for given in range(1, min(_LONGEST_FAMILY_OR_GIVEN, count - family - 1) + 1)
    )
    found.append(own[::-1])
    return tuple(order for order in dict.fromkeys(found) if order != own)


def in_line(short: tuple[Word, ...], long: tuple[Word, ...], fits: Callable[[Word, Word], bool]) -> Iterator[Pairs]:
    """Pair each word of the shorter name with one of the longer, both read left to right, some left over.

    Yields:
        The pairs, first with the longer name as it stands, then with it set in each western order; where there are any.
    """
    if (pairs := _pairs(short, long, fits)) is not None:
        yield pairs
    for order in western_orders(len(long)):
        if (pairs := _pairs(short, tuple([long[at] for at in order]), fits)) is not None:
            yield pairs


def _pairs(short: tuple[Word, ...], long: tuple[Word, ...], fits: Callable[[Word, Word], bool]) -> Pairs | None:
    found: Pairs = []
    at = 0
    for word in long:
        if at < len(short) and fits(short[at], word):
            found.append((short[at], word))
            at += 1
    return found if at == len(short) else None
