"""Writes every file that a run writes: whole or not at all, and never over something that the run has read.

A file is written under an unguessable name beside its place, synced, and renamed into it. A link stays, and what it
leads to is replaced. What is no regular file (a pipe, a terminal, `/dev/null`) is written into. What a run that was
killed left unfinished is taken away by the next one that writes into that folder.

What must not live here: reading (`files`).
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qd85rules.source.files import refuse_harmful, status_of

try:
    import fcntl
except ImportError:  # a system without it takes nothing away
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator

_DESCRIPTOR: Final = re.compile(r"/(?:dev|proc/(?:self|thread-self|[0-9]+(?:/task/[0-9]+)?))/fd/([0-9]+)")
_UNFINISHED: Final = re.compile(r"\.qd85-[0-9a-f]{32}\.unfinished")
_SURELY_TAKEN_S: Final = 60.0
"""After so many seconds a run that still lives has taken the file that it writes."""
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)
_NO_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM})
"""What file systems say that have nothing to sync, or folders that may be written and not read."""


def write_file(path: Path, content: str | bytes, *, private: bool = False) -> None:
    """Write a file whole or not at all; text is UTF-8.

    A kill leaves what was there before. The new file has the permissions of the one that it replaces.

    Args:
        path: where to; folders that are missing are made.
        content: all of it.
        private: let nobody but the user read a file that was not there before.

    Raises:
        UsageError: the run has read this file, or it is a disk.
        OSError: it cannot be written; it names `path`.
    """
    refuse_harmful([path])
    data = _encoded(content)
    with _named(path):
        number = _own_descriptor(path)
        status = status_of(path)
        if number is not None or (status is not None and not stat.S_ISREG(status.st_mode)):
            _write_into(path, number, data)
        else:
            _replace(Path(os.path.realpath(path)), status, data, 0o600 if private else 0o666)


def append_file(path: Path, content: str) -> None:
    """Add to the end of a file that others add to as well; a file that is missing is made.

    Raises:
        UsageError: the run has read this file, or it is a disk.
        OSError: it cannot be written; it names `path`.
    """
    refuse_harmful([path])
    with _named(path), _opened(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT) as descriptor:
        _put(descriptor, _encoded(content))


def _encoded(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode("utf-8", errors="backslashreplace")


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Name the user's path in an error, and not that of the unfinished file."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error


def _own_descriptor(path: Path) -> int | None:
    """Give the number of the descriptor of this process that a path names, as `/dev/stdout` or `/dev/fd/3`."""
    name = os.path.abspath(path)  # noqa: PTH100 - a link must stay a link here
    for _ in range(8):
        folder, last = os.path.split(name)
        # `/dev/fd` is a link itself; the last part is followed one step at a time, so that no file takes its place.
        name = os.path.join(os.path.realpath(folder), last)  # noqa: PTH118 - as above
        match = _DESCRIPTOR.fullmatch(name)
        if match is not None:
            own = name.startswith(("/dev/fd/", "/proc/self/", "/proc/thread-self/", f"/proc/{os.getpid()}/"))
            return int(match[1]) if own else None
        if not os.path.islink(name):  # noqa: PTH114 - as above
            return None
        name = os.path.join(os.path.dirname(name), os.readlink(name))  # noqa: PTH115, PTH118, PTH120 - as above
    return None


def _write_into(path: Path, number: int | None, data: bytes) -> None:
    if number is not None:
        # Opened anew, a file would be written from its start, over what went there before.
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        _put(number, data)
        return
    with _opened(path, os.O_WRONLY) as descriptor:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EAGAIN, "was replaced by a file while the run began to write it")
        _put(descriptor, data)


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    descriptor = os.open(path, flags | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0), 0o666)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _put(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def _replace(path: Path, former: os.stat_result | None, data: bytes, mode: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path.parent)
    unfinished = path.with_name(f".qd85-{os.urandom(16).hex()}.unfinished")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | getattr(os, "O_BINARY", 0)
    # INVARIANT: until it is renamed, nothing but this call knows the name, and nothing else can have been there.
    descriptor = os.open(unfinished, flags, mode if former is None else 0o600)
    try:
        try:
            _lock(descriptor)
            _put(descriptor, data)
            if former is not None:
                _take_after(descriptor, former)
            _sync(descriptor)
        finally:
            os.close(descriptor)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _lock(descriptor: int) -> bool:
    """Take a file for as long as it is open; the system gives it back when a run is killed. `False`: it is taken."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sweep(folder: Path) -> None:
    """Take away what runs that were killed left in a folder: files of our own that no run has taken."""
    with suppress(OSError):
        for entry in list(os.scandir(folder)):
            if _UNFINISHED.fullmatch(entry.name) is None:
                continue
            with suppress(OSError), _opened(Path(entry.path), os.O_RDONLY | _NO_LINK) as descriptor:
                status = os.fstat(descriptor)
                is_old = time.time() - status.st_mtime > _SURELY_TAKEN_S
                if stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid() and is_old and _lock(descriptor):
                    os.unlink(entry.path)  # noqa: PTH108 - what `scandir` gave


def _take_after(descriptor: int, former: os.stat_result) -> None:
    """Give a file the owner and the permissions of the one that it replaces, and never more readers."""
    if not hasattr(os, "fchown"):
        return
    mode = stat.S_IMODE(former.st_mode) & 0o777
    own = os.fstat(descriptor)
    if (own.st_uid, own.st_gid) != (former.st_uid, former.st_gid):
        try:
            os.fchown(descriptor, former.st_uid, former.st_gid)
        except OSError:
            # Of another owner's file: what its group could do, this user's group need not be able to.
            mode &= ~0o070 | (mode & 0o007) << 3
    os.fchmod(descriptor, mode)


def _sync(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def _sync_folder(folder: Path) -> None:
    flags = getattr(os, "O_DIRECTORY", None)
    if flags is None:  # a system that opens no folders
        return
    with suppress(PermissionError), _opened(folder, os.O_RDONLY | flags) as descriptor:
        _sync(descriptor)
