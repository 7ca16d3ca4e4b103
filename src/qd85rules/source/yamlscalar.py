"""Where each character of a YAML scalar's value stands in the text, through quotes, escapes and folding.

Source: YAML 1.2.2, "Line Folding", "Escaped Characters", "Block Scalar Styles".

What must not live here: what a scalar means (`yamltree`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAK: Final = "\r\n|[\r\n\x85\u2028\u2029]"
_FOLD: Final = re.compile(rf"[ \t]*(?:(?:{_BREAK})[ \t]*)+")
_ONE_BREAK: Final = re.compile(_BREAK)
_ESCAPE: Final = re.compile(
    rf"\\(?:x[0-9a-fA-F]{{2}}|u[0-9a-fA-F]{{4}}|U[0-9a-fA-F]{{8}}|(?:{_BREAK})[ \t]*|.)",
    re.DOTALL,
)


def offset_in_text(text: str, start: int, end: int, value: str, offset: int) -> int:
    """Give the offset in the text of a character of a scalar's value.

    `start` and `end` bound the scalar in the text. An offset at or past the end of the value gives the place after
    its last character.
    """
    pieces = list(_pieces(text, start, end, value))
    if not pieces:
        return start
    index = bisect_right(pieces, offset, key=lambda piece: piece[0]) - 1
    value_start, text_start, length = pieces[max(index, 0)]
    return text_start + min(max(offset - value_start, 0), length)


def _pieces(text: str, start: int, end: int, value: str) -> Iterator[tuple[int, int, int]]:
    """Give, in order, (offset in the value, offset in the text, length in the text) of what stands as it reads."""
    opening = text[start : start + 1]
    if opening in ("|", ">"):
        yield from _block_pieces(text, start, end, value)
    elif opening in ("'", '"'):
        yield from _flow_pieces(text, start + 1, end - 1, opening)
    else:
        yield from _flow_pieces(text, start, end, "")


def _block_pieces(text: str, start: int, end: int, value: str) -> Iterator[tuple[int, int, int]]:
    breaks = [match.end() for match in _ONE_BREAK.finditer(text, start, end)]
    at = 0
    for line_start, line_end in pairwise([*breaks, end]):
        line = text[line_start:line_end].rstrip("\r\n\x85\u2028\u2029")
        content = line.lstrip(" ")
        if not content:
            continue
        # A line keeps the spaces past the block's own indentation: take as many as the value has before the words.
        found = value.find(content, at)
        if found < 0:
            return
        spare = len(line) - len(content)
        kept = 0
        while kept < spare and found - kept > at and value[found - kept - 1] == " ":
            kept += 1
        yield found - kept, line_start + spare - kept, kept + len(content)
        at = found + len(content)


def _flow_pieces(text: str, start: int, end: int, quote: str) -> Iterator[tuple[int, int, int]]:
    at, index, run = 0, start, start
    while index < end:
        token = _token(text, index, end, quote)
        if token is None:
            index += 1
            continue
        size, made = token
        if index > run:
            yield at, run, index - run
            at += index - run
        yield at, index, size if made else 0
        at, index = at + made, index + size
        run = index
    yield at, run, index - run


def _token(text: str, index: int, end: int, quote: str) -> tuple[int, int] | None:
    """Give (length in the text, characters made) of what does not stand as it reads; `None` for anything else."""
    if quote == "'" and text.startswith("''", index):
        return 2, 1
    if quote == '"' and text[index] == "\\" and (escape := _ESCAPE.match(text, index, end)):
        return len(escape[0]), 0 if _ONE_BREAK.match(text, index + 1) else 1
    if fold := _FOLD.match(text, index, end):
        breaks = len(_ONE_BREAK.findall(fold[0]))
        return len(fold[0]), max(1, breaks - 1)
    return None
