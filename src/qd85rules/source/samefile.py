"""Files that are named more than once: by another spelling of the path, through a link, or by a second hard link.

What must not live here: finding files (`intake.folder`).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["each_once", "identity"]


def identity(path: Path) -> tuple[int, int] | str:
    """Give what two names of one file have in common; the real path where the file system numbers no files."""
    try:
        found = os.stat(path)  # noqa: PTH116 - nothing else of a path is needed
    except (OSError, ValueError):
        return os.path.realpath(path)
    return (found.st_dev, found.st_ino) if found.st_ino else os.path.realpath(path)


def each_once(paths: Iterable[Path]) -> Iterator[Path]:
    """Give each file once, under the first of its names; standard input is one file."""
    known: set[tuple[int, int] | str] = set()
    for path in paths:
        key = "-" if str(path) == "-" else identity(path)
        if key not in known:
            known.add(key)
            yield path
