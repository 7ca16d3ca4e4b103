"""Opens and reads the files of a run, and keeps which they were, so that no output takes the place of one.

What must not live here: writing files (`writing`), decoding what they say (`decoding`).
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
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

_Identity = tuple[int, int] | str
"""What all names of one file have in common: its device and number; the real path of what is not there."""

_CHUNK: Final = 1024 * 1024
_SHOWN: Final = 80
_STANDARD_OUTPUT: Final = 1
_INPUTS: ContextVar[set[_Identity] | None] = ContextVar("inputs", default=None)
"""The files that the run has read so far; `None` outside a run of the command, where nobody asks."""


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


class Digesting(io.RawIOBase):
    """Passes a stream's bytes on, and knows their number and digest once the stream has been read to its end.

    The bytes that are judged and those that are digested are the same, because they are read once.
    """

    def __init__(self, stream: IO[bytes], *, closes: bool = True) -> None:
        super().__init__()
        # What one read of the system gives is enough: a pipe must not be waited for.
        self._read = getattr(stream, "read1", stream.read)
        self._stream = stream
        self._closes = closes
        self._sha256 = hashlib.sha256()
        self._size = 0
        self._is_read = False

    @property
    def size(self) -> int | None:
        """The number of bytes; `None` where the stream was not read to its end."""
        return self._size if self._is_read else None

    @property
    def digest(self) -> str | None:
        """The SHA-256 of the bytes; `None` where the stream was not read to its end."""
        return f"sha256:{self._sha256.hexdigest()}" if self._is_read else None

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # a buffer has no type in 3.11
        """Read some bytes; 0 at the end."""
        data = self._read(min(len(buffer), _CHUNK)) or b""
        buffer[: len(data)] = data
        self._sha256.update(data)
        self._size += len(data)
        self._is_read = self._is_read or not data
        return len(data)

    def close(self) -> None:
        """Close the stream as well, where it was opened for this."""
        if self._closes and not self.closed:
            self._stream.close()
        super().close()
