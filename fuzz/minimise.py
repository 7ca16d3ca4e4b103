"""Makes an input small that still fails in the same way.

What must not live here: what a failure is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["minimise"]


def minimise(data: bytes, still_fails: Callable[[bytes], bool], tries: int) -> bytes:
    """Take pieces out, halves first and single bytes last, for at most so many tries."""
    size = max(1, len(data) // 2)
    while tries > 0:
        at, shrunk = 0, False
        while at < len(data) and tries > 0:
            candidate = data[:at] + data[at + size :]
            tries -= 1
            if still_fails(candidate):
                data, shrunk = candidate, True
            else:
                at += size
        if size == 1 and not shrunk:
            break
        size = max(1, size // 2) if not shrunk or size > 1 else 1
    return data
