"""A stream of bytes, line by line, in little memory whatever the lines hold."""

from __future__ import annotations

import codecs
from functools import partial
from typing import IO, TYPE_CHECKING

from qd85rules.core.diagnostics import Diagnostic, InputError, Span
from qd85rules.source.files import (
    ENCODING_ERRORS_LIMIT,
    ROW_LIMIT,
    decode,
    foreign_encoding,
    many_not_utf8,
    not_utf8,
    stray_mark,
    unreadable,
)
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def text_lines(stream: IO[bytes], display_path: str, problems: list[Diagnostic]) -> Iterator[tuple[int, str | None]]:
    """Give each line, with its break, and its number from 1; `None` for a line that cannot be read.

    A line ends with LF, CR LF or, as old spreadsheets write it, CR alone. Reading stops where the bytes prove to be
    in another encoding altogether.
    """
    offset = 0
    badly_encoded: list[Diagnostic] = []
    lines = _byte_lines(partial(_read_some, stream, display_path, problems))
    for number, (line, size) in enumerate(lines, start=1):
        if number == 1 and (foreign_encoding(line) or line.startswith(codecs.BOM_UTF8)):
            try:
                decode(line[:4], display_path)
            except InputError as error:
                problems.extend(error.diagnostics)
                return
        if size > ROW_LIMIT:
            problems.append(_too_long(display_path, number))
            yield number, None
        else:
            body = line.removeprefix(codecs.BOM_UTF8)
            if number > 1 and len(body) < len(line):
                problems.append(stray_mark(Span(display_path, number, 1, number, 2)))
            try:
                yield number, body.decode()
            except UnicodeDecodeError as error:
                at = offset + size - len(body) + error.start
                before = body[: error.start].decode()
                _add_not_utf8(not_utf8(body[error.start], at, before, display_path, number), badly_encoded, problems)
                yield number, None
        offset += size


def _byte_lines(read: Callable[[], bytes]) -> Iterator[tuple[bytes, int]]:
    """Give each line, cut somewhere behind the limit, and how long it is.

    `read` gives the bytes up to the next LF, or as many as the limit allows.
    """
    line, size, is_after_cr = b"", 0, False
    while data := read():
        for part in data.splitlines(keepends=True) if b"\r" in data else (data,):
            if is_after_cr and part != b"\n":
                yield line, size
                line, size = b"", 0
            size += len(part)
            line = part if not line else line + part if len(line) <= ROW_LIMIT else line
            # Whether LF follows a CR at the end of what was read is not known yet.
            is_after_cr = part.endswith(b"\r")
            if part.endswith(b"\n"):
                yield line, size
                line, size = b"", 0
    if size:
        yield line, size


def _add_not_utf8(found: Diagnostic, badly_encoded: list[Diagnostic], problems: list[Diagnostic]) -> None:
    """Add a problem of one line; when there are many, they become one problem of the file."""
    if len(badly_encoded) > ENCODING_ERRORS_LIMIT:
        return
    badly_encoded.append(found)
    problems.append(found)
    if len(badly_encoded) > ENCODING_ERRORS_LIMIT:
        first = problems.index(badly_encoded[0])
        kept = [known for known in problems if known not in badly_encoded]
        problems[:] = [*kept[:first], many_not_utf8(badly_encoded[0]), *kept[first:]]


def _read_some(stream: IO[bytes], display_path: str, problems: list[Diagnostic]) -> bytes:
    try:
        return stream.readline(ROW_LIMIT + 1)
    except OSError as error:
        problems.append(unreadable(error, display_path))
        return b""


def _too_long(display_path: str, number: int) -> Diagnostic:
    size = ROW_LIMIT // 1024 // 1024
    message = say.LINE_LONGER_THAN_MB.filled(size=size)
    help_text = say.LINE_HOLDS_ONE_ACCOUNT
    return Diagnostic("line-too-long", message, Span(display_path, number, 1), help=help_text)
