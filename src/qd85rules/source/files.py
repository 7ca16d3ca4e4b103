"""Opens the files that a run reads, and keeps which they were, so that no output takes the place of one.

What must not live here: writing files (`writing`), decoding what they say (`opening`).
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from contextvars import ContextVar
from typing import IO, TYPE_CHECKING, Final

from qd85rules.core.diagnostics import Diagnostic, InputError, Span
from qd85rules.core.text import Text
from qd85rules.source.samefile import identity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "FILE_LIMIT",
    "HAND_WRITTEN_LIMIT",
    "Place",
    "forget_input",
    "is_input",
    "note_input",
    "noting_inputs",
    "open_regular",
    "place_of",
    "read_file",
]

FILE_LIMIT: Final = 256 * 1024 * 1024
"""The most bytes of a file that is read whole."""
HAND_WRITTEN_LIMIT: Final = 16 * 1024 * 1024
"""The most bytes of a file that people write: packs, waivers, cases, settings."""

Place = tuple[int, int] | str
"""A file: its device and number, so that all links to it are one; the path of what is not there."""

_INPUTS: ContextVar[set[Place] | None] = ContextVar("inputs", default=None)
"""The files that the run has read so far; `None` outside a run of the command, where nobody asks."""


@contextmanager
def noting_inputs() -> Iterator[None]:
    """Keep, for one run of the command, which files are read."""
    token = _INPUTS.set(set())
    try:
        yield
    finally:
        _INPUTS.reset(token)


def place_of(path: Path | int) -> Place:
    """Tell which file a path or a descriptor names."""
    if not isinstance(path, int):
        return identity(path)
    status = os.fstat(path)
    return status.st_dev, status.st_ino


def note_input(path: Path | int) -> None:
    """Keep that the run reads a file, or would, were it there; of a descriptor, where it is of a file."""
    inputs = _INPUTS.get()
    if inputs is not None:
        inputs.add(place_of(path))


def forget_input(path: Path) -> None:
    """Let the run write a file that it has read in order to bring it up to date, unless it reads it once more."""
    inputs = _INPUTS.get()
    if inputs is not None:
        inputs.discard(place_of(path))


def is_input(place: Place) -> bool:
    """Say whether the run has read this file."""
    return place in (_INPUTS.get() or ())


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
        raise _unreadable(display_path, "no-such-file", "không có tệp này", "no such file") from None
    except (OSError, ValueError) as error:
        note_input(path)
        reason = getattr(error, "strerror", None) or "path"
        message = (f"không mở được: {reason}", f"cannot be opened: {reason}")
        raise _unreadable(display_path, "unreadable-file", *message) from error
    note_input(descriptor)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _unreadable(display_path, "not-a-file", "không phải tệp thường", "not a regular file", hint)
    return os.fdopen(descriptor, "rb")


def read_file(path: Path, display_path: str | None = None, *, limit: int = HAND_WRITTEN_LIMIT) -> bytes:
    """Read a regular file whole.

    Raises:
        InputError: as `open_regular`; and where the file is larger than the limit, or reading it fails.
    """
    shown = str(path) if display_path is None else display_path
    with open_regular(path, shown) as stream:
        try:
            data = stream.read(limit + 1)
        except OSError as error:
            reason = error.strerror or "?"
            message = (f"không đọc được: {reason}", f"cannot be read: {reason}")
            raise _unreadable(shown, "unreadable-file", *message) from error
    if len(data) > limit:
        size = limit // 1024 // 1024
        message = (f"tệp lớn hơn {size} MB", f"the file is larger than {size} MB")
        raise _unreadable(shown, "file-too-large", *message)
    return data


def _unreadable(path: str, code: str, vi: str, en: str, hint: Text | None = None) -> InputError:
    return InputError([Diagnostic(code, Text(vi, en), Span(path), hint)])
