"""Changes an input as a careless or hostile writer might: the same for the same random numbers.

What must not live here: which inputs to change, and what is done with them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

__all__ = ["Mutator"]

_WORD: Final = re.compile(rb"[\w.+-]+|[^\x00-\x7f]+")
_DIGITS: Final = re.compile(rb"\d+")
_MOST_CHANGES: Final = 4
_MOST_REPEATS: Final = 60


class Mutator:
    """Makes inputs from inputs, with tokens and with pieces of other inputs."""

    def __init__(self, words: Sequence[bytes], seeds: Sequence[bytes], limit: int) -> None:
        self._words = words
        self._seeds = seeds
        self._limit = limit
        self._ways: tuple[Callable[[bytes, Random], bytes], ...] = (
            self._replace_word,
            self._replace_word,
            self._insert_token,
            self._swap_words,
            self._splice,
            _change_byte,
            _delete,
            _repeat,
            _repeat_line,
            _delete_line,
            _move_line,
            _change_number,
            _cut,
            _indent,
            _line_ends,
        )

    def mutate(self, data: bytes, random: Random) -> bytes:
        """Change an input in one to four ways."""
        for _ in range(random.randint(1, _MOST_CHANGES)):
            data = random.choice(self._ways)(data, random)
        return data[: self._limit]

    def fresh(self, random: Random) -> bytes:
        """Give a change of one of the seeds."""
        return self.mutate(random.choice(self._seeds), random)

    def _replace_word(self, data: bytes, random: Random) -> bytes:
        found = list(_WORD.finditer(data))
        if not found:
            return self._insert_token(data, random)
        place = random.choice(found)
        return data[: place.start()] + random.choice(self._words) + data[place.end() :]

    def _insert_token(self, data: bytes, random: Random) -> bytes:
        at = random.randint(0, len(data))
        return data[:at] + random.choice(self._words) + data[at:]

    def _swap_words(self, data: bytes, random: Random) -> bytes:
        found = list(_WORD.finditer(data))
        if len(found) < 2:  # noqa: PLR2004 - two to swap
            return data
        one, other = sorted(random.sample(found, 2), key=lambda match: match.start())
        between = data[one.end() : other.start()]
        return data[: one.start()] + other[0] + between + one[0] + data[other.end() :]

    def _splice(self, data: bytes, random: Random) -> bytes:
        other = random.choice(self._seeds)
        start, end = _range(other, random)
        at = random.randint(0, len(data))
        return data[:at] + other[start:end] + data[at:]


def _range(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randint(0, len(data))
    return start, min(len(data), start + random.choice((1, 2, 4, 16, 64, 256)))


def _change_byte(data: bytes, random: Random) -> bytes:
    if not data:
        return bytes([random.randrange(256)])
    at = random.randrange(len(data))
    changed = data[at] ^ (1 << random.randrange(8)) if random.random() < 0.5 else random.randrange(256)  # noqa: PLR2004 - one in two
    return data[:at] + bytes([changed]) + data[at + 1 :]


def _delete(data: bytes, random: Random) -> bytes:
    start, end = _range(data, random)
    return data[:start] + data[end:]


def _repeat(data: bytes, random: Random) -> bytes:
    start, end = _range(data, random)
    return data[:start] + data[start:end] * random.randint(2, _MOST_REPEATS) + data[end:]


def _lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


def _repeat_line(data: bytes, random: Random) -> bytes:
    lines = _lines(data)
    if lines:
        at = random.randrange(len(lines))
        lines[at:at] = [lines[at]] * random.choice((1, 1, 1, 30))
    return b"".join(lines)


def _delete_line(data: bytes, random: Random) -> bytes:
    lines = _lines(data)
    if lines:
        del lines[random.randrange(len(lines))]
    return b"".join(lines)


def _move_line(data: bytes, random: Random) -> bytes:
    lines = _lines(data)
    if lines:
        line = lines.pop(random.randrange(len(lines)))
        lines.insert(random.randint(0, len(lines)), line)
    return b"".join(lines)


def _change_number(data: bytes, random: Random) -> bytes:
    found = list(_DIGITS.finditer(data))
    if not found:
        return data
    place = random.choice(found)
    number = random.choice((b"", b"0", b"1", b"00", b"-1", b"31", b"99", b"2147483648", place[0] * 2, place[0] * 20))
    return data[: place.start()] + number + data[place.end() :]


def _cut(data: bytes, random: Random) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] if random.random() < 0.5 else data[at:]  # noqa: PLR2004 - one in two


def _indent(data: bytes, random: Random) -> bytes:
    lines = _lines(data)
    if lines:
        at = random.randrange(len(lines))
        lines[at] = random.choice((b"", b" ", b"  ", b"\t", b"      ")) + lines[at].lstrip(b" ")
    return b"".join(lines)


def _line_ends(data: bytes, random: Random) -> bytes:
    return data.replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n", b"\x0b", "\u2028".encode(), b"\n\xef\xbb\xbf")))
