"""Keeps the shipped packs in their loaded form beside the compiled modules, so that a start need not read them again.

The cache stands in `__pycache__`, under the same conditions as the interpreter's own: who can write there can change
the code itself. It is written where modules are, and never where `sys.dont_write_bytecode` says not to write them. A
stamp of every file that went into it, packs and modules alike, is a part of its name, so that a stale one is not found.

What must not live here: loading packs; packs of users, which are read each time.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["recall", "remember", "stamp"]

_PACKAGE: Final = Path(__file__).parent
# Several stacks of packs may be in use; where modules are edited again and again, old ones must not pile up.
_MOST: Final = 8
# What a cache that does not fit the code can raise; it is made anew then.
_UNREADABLE: Final = (OSError, pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, TypeError)


def stamp(folders: Iterable[Path]) -> tuple[tuple[str, int, int], ...]:
    """Give the path, size and time of every file of the folders, in order."""
    return tuple(sorted(found for folder in folders for found in _files(str(folder))))


def _files(folder: str) -> Iterable[tuple[str, int, int]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files(entry.path)
        elif entry.name.endswith((".yaml", ".py")):
            status = entry.stat()
            yield entry.path, status.st_size, status.st_mtime_ns


def recall(files: tuple[tuple[str, int, int], ...]) -> Any:  # noqa: ANN401 - whatever was remembered
    """Give what was remembered for these files; `None` where there is nothing, or nothing that fits."""
    try:
        return pickle.loads(_place(files).read_bytes())  # noqa: S301 - as trusted as the compiled modules beside it
    except _UNREADABLE:
        return None


def remember(files: tuple[tuple[str, int, int], ...], value: object) -> None:
    """Keep a value for these files; where that is not possible nothing happens."""
    if sys.dont_write_bytecode:
        return
    place = _place(files)
    unfinished = place.with_suffix(f".{os.getpid()}")
    try:
        place.parent.mkdir(exist_ok=True)
        unfinished.write_bytes(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))
        unfinished.replace(place)
        for stale in sorted(place.parent.glob(f"packs.*{place.suffix}"), key=os.path.getmtime)[:-_MOST]:
            stale.unlink()
    except OSError:
        unfinished.unlink(missing_ok=True)


def _place(files: tuple[tuple[str, int, int], ...]) -> Path:
    modules = stamp([_PACKAGE])
    digest = hashlib.sha256(repr((files, modules)).encode()).hexdigest()[:24]
    beside = Path(cache_from_source(str(_PACKAGE / "packs.py")))
    return beside.with_name(f"packs.{digest}.{sys.implementation.cache_tag}.pickle")
