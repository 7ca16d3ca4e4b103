"""Where findings stand, as tools outside name it: paths from the root of the repository, and references to them."""

from __future__ import annotations

import posixpath
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qd85rules.core.diagnostics import Span
    from qd85rules.reporters import Options

STDIN: Final = "-"


def repository_paths(paths: Iterable[str], root: Path) -> dict[str, str]:
    """Give the path from a repository's root for each path, and for `.`, symbolic links resolved.

    The working directory and the spelling of a path do not count: what lies outside has its whole path. Standard input
    is left out.
    """
    top = root.resolve()
    resolved = {path: Path(path).resolve() for path in (".", *paths) if path != STDIN}
    return {
        path: (whole.relative_to(top) if whole.is_relative_to(top) else whole).as_posix()
        for path, whole in resolved.items()
    }


def repo_path(path: str, options: Options) -> str:
    """Give a path with `/` between its parts, from the root of the repository where that is known."""
    known = options.repo_paths.get(path)
    if known is not None or path == STDIN:
        return known or path
    pure = PurePath(path)
    # A file of a folder that was named, or of the folder where the run takes place.
    for parent in pure.parents:
        if (known := options.repo_paths.get(str(parent))) is not None:
            return posixpath.normpath(posixpath.join(known, pure.relative_to(parent).as_posix()))
    return posixpath.normpath(pure.as_posix())


def is_inside(path: str) -> bool:
    """Tell whether a path given by `repo_path` lies below the root."""
    return path != STDIN and not PurePath(path).is_absolute() and path.partition("/")[0] != ".."


def uri_of(path: str) -> str:
    """Write a path given by `repo_path` as a reference, whatever its letters."""
    if path == STDIN:
        return "stdin"
    # A colon in the first part would read as a scheme, so colons are always written as `%3A`.
    reference = quote(path, errors="replace")
    return "file:///" + reference.lstrip("/") if PurePath(path).is_absolute() else reference


def register_of(span: Span | None, options: Options) -> str:
    """Name the register that a place lies in; empty for data handed over in code."""
    return "" if span is None or span.path is None else repo_path(span.path, options)
