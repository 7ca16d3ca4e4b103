"""Whether time grows with the size of an input and no faster: a piece of it is repeated until it is large.

What must not live here: limits of one attempt (`guard`).
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

__all__ = ["LARGEST", "Growth", "grown", "measure"]

LARGEST: Final = 64 * 1024
_WORTH_A_LOOK: Final = 0.4
"""Seconds of processor time; below, differences are noise."""
_RATIO: Final = 2.6
"""Time may grow so much where the size doubles: linear is 2.0, quadratic 4.0."""
_HALF: Final = 0.5
_FEW: Final = 3
_DIGITS: Final = re.compile(rb"\d+")

Growth = tuple[float, float, float]
"""Seconds at a quarter, at half and at the whole of the largest size."""


def grown(data: bytes, random: Random) -> Callable[[int], bytes]:
    """Choose a piece of an input, whole lines or not, and give what makes an input of about so many bytes.

    In half of all cases the numbers in the piece count up, so that keys and ids differ.
    """
    cuts = [0, *(match.end() for match in re.finditer(rb"\n", data)), len(data)] if random.random() < _HALF else None
    places = cuts if cuts is not None and len(cuts) > _FEW else range(len(data) + 1)
    start, end = sorted((random.choice(places), random.choice(places)))
    piece = data[start:end] or b"x"
    counts = random.random() < _HALF

    def make(size: int) -> bytes:
        times = max(1, (size - len(data)) // len(piece))
        numbers = count(1)
        middle = (
            b"".join(_DIGITS.sub(lambda _: b"%d" % next(numbers), piece) for _ in range(times))
            if counts
            else piece * times
        )
        return data[:start] + middle + data[end:]

    return make


def measure(make: Callable[[int], bytes], seconds: Callable[[bytes], float]) -> Growth | None:
    """Give the times where they grow faster than the size, twice in a row; `None` where they do not."""
    once = _measure(make, seconds)
    return once and _measure(make, seconds)


def _measure(make: Callable[[int], bytes], seconds: Callable[[bytes], float]) -> Growth | None:
    whole = seconds(make(LARGEST))
    if whole < _WORTH_A_LOOK:
        return None
    half = seconds(make(LARGEST // 2))
    if whole < _RATIO * half:
        return None
    quarter = seconds(make(LARGEST // 4))
    return None if half < _RATIO * quarter else (quarter, half, whole)
