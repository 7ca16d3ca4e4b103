"""From the bytes of a register to its text, and what is wrong with its encoding and its lines.

What must not live here: opening and reading files (`files`).
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import Diagnostic, InputError, Span
from qd85rules.core.text import Text
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Sequence

LINE_LIMIT: Final = 10 * 1024 * 1024
ROW_LIMIT: Final = 1024 * 1024
BYTE_ORDER_MARK: Final = "\ufeff"
ENCODING_ERRORS_LIMIT: Final = 20
"""More bytes than these that are not UTF-8 are one problem of the file."""

Damage = list[tuple[int, Diagnostic]]
"""Where a text lost something, by offset, and the problem that says so."""

_SHOWN: Final = 40
_ESCAPED_BYTE: Final = re.compile("[\udc80-\udcff]")
# UTF-32 begins with the bytes of UTF-16: the longer mark first.
_FOREIGN_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def any_between(offsets: Sequence[int], start: int, end: int) -> bool:
    """Tell whether one of some offsets, in ascending order, lies in a part of a text."""
    return bisect_left(offsets, start) != bisect_left(offsets, end)


def problem(
    code: str,
    vi: str,
    en: str,
    span: Span,
    *,
    help: Text | None = None,  # noqa: A002 - the field's word
    source_line: str | None = None,
) -> Diagnostic:
    """Make a diagnostic in both languages."""
    return Diagnostic(code, Text(vi, en), span, help, source_line)


def shown(value: object) -> str:
    """Shorten what a message quotes, on one line."""
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def cut_long_lines(text: str, damage: Damage, display_path: str) -> tuple[str, Damage]:
    """Take the middle out of each line that no person wrote, so that what stands around it can still be read.

    Returns:
        The text, and every place where something of it is lost, those of `damage` moved along.
    """
    pieces: list[str] = []
    lost: Damage = []
    moved = list(damage)
    start, line, kept_from, removed = 0, 1, 0, 0
    while len(text) - start > LINE_LIMIT:
        end = text.rfind("\n", start, start + LINE_LIMIT + 1)
        if end < 0:
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            left, right = start + LINE_LIMIT // 2, end - LINE_LIMIT // 2
            pieces.append(text[kept_from:left])
            lost.append((left - removed, _too_long(display_path, line)))
            here = left - removed
            moved = [(min(at, max(here, at - right + left)), found) for at, found in moved]
            kept_from, removed = right, removed + right - left
        line += text.count("\n", start, end + 1)
        start = end + 1
    return "".join([*pieces, text[kept_from:]]), [*moved, *lost]


def _too_long(display_path: str, line: int) -> Diagnostic:
    size = LINE_LIMIT // 1_000_000
    message = say.LINE_TOO_LONG.filled(millions=size)
    return Diagnostic("line-too-long", message, Span(display_path, line, 1), say.ACCOUNT_A_LINE)


def stray_mark(span: Span) -> Diagnostic:
    """Tell of a byte order mark behind the start of a file, where files were joined."""
    return Diagnostic("byte-order-mark", say.STRAY_MARK, span, say.DELETE_THE_MARK)


def foreign_encoding(data: bytes) -> str | None:
    """Name the encoding that a byte order mark tells, or that NUL bytes betray, where it is not UTF-8."""
    for mark, name in _FOREIGN_MARKS:
        if data.startswith(mark):
            return name
    head = data[:256]
    return "UTF-16" if head.count(0) * 3 > len(head) else None


def decode(data: bytes, display_path: str) -> tuple[str, Damage]:
    """Decode UTF-8, without its byte order mark.

    Returns:
        The text, U+FFFD where a byte has no meaning; and for each such place, its offset in the text and the problem.
        Where there are many, all have one problem.

    Raises:
        InputError: where the bytes are in another encoding altogether.
    """
    if (name := foreign_encoding(data)) is not None:
        message = say.FOREIGN_ENCODING.filled(name=name)
        raise InputError([Diagnostic("not-utf8", message, Span(display_path), say.SAVE_AS_UTF8)])
    start = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        return data[start:].decode(), []
    except UnicodeDecodeError:
        return _decode_around(data, start, display_path)


def _decode_around(data: bytes, start: int, display_path: str) -> tuple[str, Damage]:
    text = data[start:].decode(errors="surrogateescape")
    places = [match.start() for match in _ESCAPED_BYTE.finditer(text)]
    mended = _ESCAPED_BYTE.sub("\ufffd", text)
    first = _not_utf8_at(text, start, places[0], display_path)
    if len(places) > ENCODING_ERRORS_LIMIT:
        many = many_not_utf8(first)
        if len(places) * 4 > len(data):
            raise InputError([many])
        return mended, [(place, many) for place in places]
    return mended, [(place, _not_utf8_at(text, start, place, display_path)) for place in places]


def _not_utf8_at(text: str, start: int, place: int, display_path: str) -> Diagnostic:
    offset = start + len(text[:place].encode(errors="surrogateescape"))
    return not_utf8(ord(text[place]) & 0xFF, offset, text[:place], display_path)


def many_not_utf8(first: Diagnostic) -> Diagnostic:
    """Describe a file with many bytes that are not UTF-8, by the first of them."""
    message = say.NOT_UTF8_MANY.filled(first=first.message)
    return Diagnostic("not-utf8", message, first.span, say.SAVE_AS_UTF8)


def not_utf8(byte: int, offset: int, before: str, display_path: str, first_line: int = 1) -> Diagnostic:
    """Describe a byte that is not UTF-8; `before` is the text up to it."""
    line = before.count("\n") + first_line
    column = len(before) - before.rfind("\n")
    message = say.NOT_UTF8.filled(byte=byte, offset=offset)
    return Diagnostic("not-utf8", message, Span(display_path, line, column, line, column + 1), say.SAVE_AS_UTF8)
