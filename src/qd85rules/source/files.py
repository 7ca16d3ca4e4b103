"""From a file to its text: opened, read and decoded; and which files a run has read, so that no output replaces one.

What must not live here: writing files (`writing`), finding out where values stand in a text (`sourcetree`).
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from bisect import bisect_left
from contextlib import contextmanager
from contextvars import ContextVar
from typing import IO, TYPE_CHECKING, Final

from qd85rules.core.diagnostics import Diagnostic, InputError, Span, UsageError
from qd85rules.wording import files as say
from qd85rules.wording import usage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from qd85rules.core.text import Text

FILE_LIMIT: Final = 256 * 1024 * 1024
"""The most bytes of a file that is read whole."""
HAND_WRITTEN_LIMIT: Final = 16 * 1024 * 1024
"""The most bytes of a file that people write: packs, waivers, cases, settings."""

LINE_LIMIT: Final = 10 * 1024 * 1024
ROW_LIMIT: Final = 1024 * 1024
BYTE_ORDER_MARK: Final = "\ufeff"
ENCODING_ERRORS_LIMIT: Final = 20
"""More bytes than these that are not UTF-8 are one problem of the file."""

Damage = list[tuple[int, Diagnostic]]
"""Where a text lost something, by offset, and the problem that says so."""

_Identity = tuple[int, int] | str
"""What all names of one file have in common: its device and number; the real path of what is not there."""

_SHOWN: Final = 80
_STANDARD_OUTPUT: Final = 1
_INPUTS: ContextVar[set[_Identity] | None] = ContextVar("inputs", default=None)
"""The files that the run has read so far; `None` outside a run of the command, where nobody asks."""
_ESCAPED_BYTE: Final = re.compile("[\udc80-\udcff]")
# UTF-32 begins with the bytes of UTF-16: the longer mark first.
_FOREIGN_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


@contextmanager
def noting_inputs() -> Iterator[None]:
    """Keep, for one run of the command, which files are read."""
    token = _INPUTS.set(set())
    try:
        yield
    finally:
        _INPUTS.reset(token)


def _identity(path: Path | int) -> _Identity:
    """Tell which file a path or a descriptor names; some file systems number no files."""
    if isinstance(path, int):
        status = os.fstat(path)
        return status.st_dev, status.st_ino
    found = status_of(path)
    return os.path.realpath(path) if found is None or not found.st_ino else (found.st_dev, found.st_ino)


def status_of(path: Path | int) -> os.stat_result | None:
    """Give what the system says of the file at a path or a descriptor; `None` where there is none."""
    try:
        return os.stat(path)  # noqa: PTH116 - takes descriptors as well
    except (OSError, ValueError):
        return None


def each_once(paths: Iterable[Path]) -> Iterator[Path]:
    """Give each file once, under the first of its names, links among them; standard input is one file."""
    known: set[_Identity] = set()
    for path in paths:
        key = "-" if str(path) == "-" else _identity(path)
        if key not in known:
            known.add(key)
            yield path


def note_input(path: Path | int) -> None:
    """Keep that the run reads a file, or would, were it there; of a descriptor, where it is of a file."""
    inputs = _INPUTS.get()
    if inputs is not None:
        inputs.add(_identity(path))


def forget_input(path: Path) -> None:
    """Let the run write a file that it has read in order to bring it up to date, unless it reads it once more."""
    inputs = _INPUTS.get()
    if inputs is not None:
        inputs.discard(_identity(path))


def refuse_harmful(paths: Sequence[Path | None]) -> None:
    """Let a run end before it writes anything, where what it writes would take the place of what it reads.

    Args:
        paths: everything that the run is to write; `None` is standard output.

    Raises:
        UsageError: one of them has been read, two are one, or one is a disk.
    """
    inputs = _INPUTS.get() or ()
    seen: set[_Identity] = set()
    for path in paths:
        file = _STANDARD_OUTPUT if path is None else path
        status = status_of(file)
        if path is None and status is None:
            continue  # it was closed from the start, as writing to it will say
        identity = _identity(file)
        name = usage.STANDARD_OUTPUT if path is None else f"`{_shown(path)}`"
        if identity in inputs and (status is None or stat.S_ISREG(status.st_mode)):
            raise UsageError(usage.IS_INPUT.filled(name=name))
        if status is not None and stat.S_ISBLK(status.st_mode):
            raise UsageError(usage.IS_DISK.filled(name=name))
        if status is not None and stat.S_ISCHR(status.st_mode):
            continue  # nothing is lost where two write to a terminal, or to nowhere
        if identity in seen:
            raise UsageError(usage.ONE_PLACE.filled(name=name))
        seen.add(identity)


def _shown(path: Path) -> str:
    name = path.as_posix()
    return name if len(name) <= _SHOWN else f"…{name[-_SHOWN:]}"


def open_regular(path: Path, display_path: str, *, hint: Text | None = None) -> IO[bytes]:
    """Open a regular file, and nothing that could keep a reader waiting or never end.

    Args:
        path: the file.
        display_path: how problems name it.
        hint: what to do instead, where it is not a regular file.

    Raises:
        InputError: where there is no such file, it is not a regular file, or it may not be read.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except (FileNotFoundError, NotADirectoryError):
        note_input(path)
        raise _refused(display_path, "no-such-file", say.NO_SUCH_FILE) from None
    except (OSError, ValueError) as error:
        note_input(path)
        reason = getattr(error, "strerror", None) or "path"
        message = say.CANNOT_BE_OPENED.filled(reason=reason)
        raise _refused(display_path, "unreadable-file", message) from error
    note_input(descriptor)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _refused(display_path, "not-a-file", say.NOT_A_REGULAR_FILE, hint)
    return os.fdopen(descriptor, "rb")


def read_file(path: Path, display_path: str | None = None, *, limit: int = HAND_WRITTEN_LIMIT) -> bytes:
    """Read a regular file whole.

    Raises:
        InputError: as `open_regular`; and where the file is larger than the limit, or reading it fails.
    """
    shown = str(path) if display_path is None else display_path
    with open_regular(path, shown) as stream:
        return _read(stream, shown, limit)


def read_whole(stream: IO[bytes], display_path: str) -> bytes:
    """Read a register, or a record of a run, to its end.

    Raises:
        InputError: where it is larger than `FILE_LIMIT`, has nothing in it, or cannot be read.
    """
    data = _read(stream, display_path, FILE_LIMIT, say.TOO_LARGE_HELP)
    if not data.strip():
        raise _refused(display_path, "empty-file", say.EMPTY_FILE)
    return data


def _read(stream: IO[bytes], path: str, limit: int, hint: Text | None = None) -> bytes:
    try:
        data = stream.read(limit + 1)
    except OSError as error:
        raise InputError([unreadable(error, path)]) from error
    if len(data) > limit:
        size = limit // 1024 // 1024
        raise _refused(path, "file-too-large", say.FILE_TOO_LARGE.filled(size=size), hint)
    return data


def unreadable(error: OSError, display_path: str) -> Diagnostic:
    """Say that reading a file that was opened failed."""
    reason = error.strerror or "?"
    message = say.CANNOT_BE_READ.filled(reason=reason)
    return Diagnostic("unreadable-file", message, Span(display_path))


def _refused(path: str, code: str, message: Text, hint: Text | None = None) -> InputError:
    return InputError([Diagnostic(code, message, Span(path), hint)])


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


def any_between(offsets: Sequence[int], start: int, end: int) -> bool:
    """Tell whether one of some offsets, in ascending order, lies in a part of a text."""
    return bisect_left(offsets, start) != bisect_left(offsets, end)
