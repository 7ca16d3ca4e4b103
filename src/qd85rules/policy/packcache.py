"""Keeps loaded packs in the user's cache folder, so that a start need not read them again.

A cached file has a first line, the SHA-256 of its name and of what follows, and the pickled packs. Its name is the
SHA-256 of all that went into it: the interpreter, the library and the bytes of every file of the packs. The folder and
the file must be the user's own and writable by nobody else; the digest is compared before anything is read, and only
the plain classes of packs are made. A file that fails any of this is ignored, and the packs are read again.

What must not live here: loading packs (`loader`), which packs, and in which state they are (`policy`).
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import stat
import sys
from contextlib import suppress
from dataclasses import is_dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from qd85rules.source.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable

CACHE_VARIABLE: Final = "QD85RULES_CACHE_DIR"
"""The variable that names another folder, or says `off`."""

_FIRST_LINE: Final = b"qd85rules packs 1\n"
_DIGEST_SIZE: Final = 32
_SUFFIX: Final = ".packs"
# Several stacks of packs may be in use; where packs are edited again and again, old ones must not pile up.
_MOST_FILES: Final = 16
_MOST_BYTES: Final = 64 << 20
_LARGEST: Final = 16 << 20
_PACKAGE: Final = Path(__file__).parent.parent
_ROOMS: Final = tuple(f"{__name__.partition('.')[0]}.{room}." for room in ("core", "lang", "policy"))
"""Where the classes of packs stand."""

# What a file that is no pickle, or a pickle that does not fit the classes, can raise.
_ODD: Final = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, ImportError, LookupError, MemoryError, OSError),
    *(pickle.PickleError, RuntimeError, SystemError, TypeError, ValueError),
)


class Stamp(NamedTuple):
    """What tells one state of packs from another; `whole` is false where a file of theirs could not be read."""

    digest: str
    whole: bool = True


def recall(packs: Stamp) -> Any:  # noqa: ANN401 - whatever was remembered
    """Give what was remembered for these packs; `None` where there is nothing, or nothing that is surely right."""
    folder = _folder()
    if folder is None or not packs.whole or not _is_private(folder):
        return None
    try:
        name = _name(packs)
        kept = _read(folder / name)
        if kept is None or not kept.startswith(_FIRST_LINE):
            return None
        digest, payload = kept[len(_FIRST_LINE) :][:_DIGEST_SIZE], kept[len(_FIRST_LINE) + _DIGEST_SIZE :]
        return _Plain(io.BytesIO(payload)).load() if digest == _digest(name, payload) else None
    except _ODD:
        return None


def remember(packs: Stamp, value: object) -> None:
    """Keep a value for these packs; where that is not possible nothing happens."""
    folder = _folder()
    if folder is None or not packs.whole:
        return
    try:
        _make(folder)
        if not _is_private(folder):
            return
        name = _name(packs)
        payload = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
        # Fails here if it could not be read again; otherwise every start would write it anew in vain.
        _Plain(io.BytesIO(payload)).load()
        if len(payload) < _LARGEST:
            # A link or a pipe of this name would be written through.
            (folder / name).unlink(missing_ok=True)
            write_file(folder / name, _FIRST_LINE + _digest(name, payload) + payload, private=True)
            _tidy(folder)
    except _ODD:
        return


class _Plain(pickle.Unpickler):
    """Reads what packs are made of and nothing else, so that no function is ever called."""

    def find_class(self, module: str, name: str) -> type:
        if (module, name) != ("datetime", "date") and not module.startswith(_ROOMS):
            msg = f"{module}.{name} is no part of a pack"
            raise pickle.UnpicklingError(msg)
        found = super().find_class(module, name)
        if not isinstance(found, type) or found.__module__ != module or not _is_plain(found):
            msg = f"{module}.{name} is no class of plain data"
            raise pickle.UnpicklingError(msg)
        return found


def _is_plain(found: type) -> bool:
    """Tell whether making an object of a class does nothing else: it is a day, or a dataclass that never changes."""
    return found is date or (is_dataclass(found) and found.__dataclass_params__.frozen)  # type: ignore[attr-defined]


def _folder() -> Path | None:
    """Give the folder of the cache, where there can be one: it is never looked for below the working directory."""
    chosen = os.environ.get(CACHE_VARIABLE)
    if chosen is not None:
        return Path(chosen) if Path(chosen).is_absolute() else None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")  # noqa: PTH111 - leaves `~` where there is no home
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        # Source: XDG Base Directory Specification: a relative path is not valid and is ignored.
        base = base if Path(base).is_absolute() else os.path.expanduser("~/.cache")  # noqa: PTH111 - likewise
    return Path(base, "qd85rules") if Path(base).is_absolute() else None


def _make(folder: Path) -> None:
    """Make the folder, and the one that it stands in, but no home that is not there."""
    for one in (folder.parent, folder):
        with suppress(FileExistsError):
            one.mkdir(mode=0o700)


def _is_private(folder: Path) -> bool:
    try:
        return _is_own(folder.lstat(), stat.S_ISDIR)
    except (OSError, ValueError):
        return False


def _is_own(status: os.stat_result, is_kind: Any) -> bool:  # noqa: ANN401 - one of the tests of `stat`
    """Tell whether a file or folder is the user's own, and nobody else can write to it."""
    if not is_kind(status.st_mode):
        return False
    if sys.platform == "win32":
        # Access lists keep a user's folder of local data private, and the mode says nothing.
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _read(path: Path) -> bytes | None:
    # Never through a link, and never waiting for a device: what is opened is what is looked at.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as file:  # noqa: PTH123 - of a descriptor
        status = os.fstat(file.fileno())
        return file.read() if _is_own(status, stat.S_ISREG) and status.st_size <= _LARGEST else None


def _tidy(folder: Path) -> None:
    """Keep the newest files, as far as their number and size allow; another process may be doing the same."""
    newest: list[tuple[float, int, str]] = []
    for entry in os.scandir(folder):
        if entry.name.endswith(_SUFFIX):
            with suppress(FileNotFoundError):
                status = entry.stat(follow_symlinks=False)
                newest.append((status.st_mtime, status.st_size, entry.path))
    used = 0
    for number, (_, size, path) in enumerate(sorted(newest, reverse=True)):
        used += size
        if number >= _MOST_FILES or used > _MOST_BYTES:
            Path(path).unlink(missing_ok=True)


def _name(packs: Stamp) -> str:
    from pydantic import VERSION  # noqa: PLC0415 - only where something may be cached

    modules = sorted(_modules(str(_PACKAGE)))
    said = (sys.version, VERSION, packs.digest, modules)
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest() + _SUFFIX


def _digest(name: str, payload: bytes) -> bytes:
    return hashlib.sha256(name.encode() + payload).digest()


def _modules(folder: str) -> Iterable[tuple[str, int, int]]:
    """Give the modules of the library with size and time, by which the interpreter knows them as well."""
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _modules(entry.path)
        elif entry.name.endswith(".py"):
            status = entry.stat()
            yield entry.path, status.st_size, status.st_mtime_ns
