"""Files that a run rests on: their digests, and finding them again.

What must not live here: reading registers (`intake`), which are digested while they are read.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.diagnostics import Diagnostic, InputError, Span
from qd85rules.policy.catalogue import CATALOGUE_FILES
from qd85rules.policy.loader import rule_files
from qd85rules.policy.readings import READINGS_FILE
from qd85rules.policy.rule import PACK_FILE
from qd85rules.source.files import open_regular
from qd85rules.wording import evidence as say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STDIN: Final = Path("-")

_CHUNK: Final = 1024 * 1024


def file_entry(path: Path, shown_path: str | None = None) -> dict[str, Any]:
    """Give what a record says of a file; `shown_path` is the name that it has there.

    Raises:
        InputError: it cannot be read, or is not a regular file, which could be read only once.
    """
    shown = path.as_posix() if shown_path is None else shown_path
    sha256, size = hashlib.sha256(), 0
    with open_regular(path, shown) as stream:
        while chunk := stream.read(_CHUNK):
            sha256.update(chunk)
            size += len(chunk)
    return {"path": shown, "sha256": f"sha256:{sha256.hexdigest()}", "bytes": size}


def pack_file_digests(folder: Path) -> dict[str, str]:
    """Give the digest of every file of a pack that says what the pack says, by its path in the pack."""
    own = [path for name in (PACK_FILE, *CATALOGUE_FILES, READINGS_FILE) if os.path.lexists(path := folder / name)]
    return {path.relative_to(folder).as_posix(): file_entry(path)["sha256"] for path in (*own, *rule_files(folder))}


class Finder:
    """Finds the files of a record: where it says, or in a folder by their digests."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._digests: dict[Path, str] = {}

    def find(self, entry: Mapping[str, Any]) -> Path:
        """Give the file of an entry: the same bytes if they are to be found, else the file of that name.

        Raises:
            InputError: there is neither.
        """
        is_stdin = entry.get("stdin", False)
        named = Path(entry["path"])
        if self._folder is not None:
            here = [] if is_stdin else [named]
            if (same := self._same(here, entry)) or (same := self._same(_files(self._folder), entry)):
                return same
        if is_stdin:
            if not sys.stdin.isatty():
                return STDIN
        else:
            inside = [] if self._folder is None else [self._folder / named, self._folder / PurePosixPath(named).name]
            for path in (*inside, named):
                if os.path.lexists(path):
                    return path
        raise InputError([_missing(entry["path"], is_stdin=is_stdin)])

    def _same(self, paths: Iterator[Path] | list[Path], entry: Mapping[str, Any]) -> Path | None:
        return next(
            (
                path
                for path in paths
                if path.is_file() and path.stat().st_size == entry["bytes"] and self._digest(path) == entry["sha256"]
            ),
            None,
        )

    def _digest(self, path: Path) -> str:
        if path not in self._digests:
            try:
                self._digests[path] = file_entry(path)["sha256"]
            except InputError:
                self._digests[path] = ""
        return self._digests[path]


def _files(folder: Path) -> Iterator[Path]:
    for directory, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(directory) / name for name in sorted(names))


def _missing(path: str, *, is_stdin: bool) -> Diagnostic:
    hint = say.STANDARD_INPUT_AGAIN if is_stdin else say.SAME_FOLDER
    return Diagnostic("input-missing", say.INPUT_NOT_FOUND, Span(path), hint)
