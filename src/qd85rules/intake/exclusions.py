"""Leaves files and folders out by patterns, as a `.gitignore` file does.

What must not live here: what is left out without a pattern (`folder`).

Source: git-scm.com/docs/gitignore, "PATTERN FORMAT".
"""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from qd85rules.core.diagnostics import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathspec import GitIgnoreSpec

__all__ = ["Exclusions"]


class Exclusions:
    """Patterns that start from a folder, and which of them have matched anything so far.

    Raises:
        UsageError: a pattern is none.
    """

    def __init__(self, patterns: Sequence[str], base: Path | None = None) -> None:
        self._base = os.path.abspath(base or Path())  # noqa: PTH100 - names as they are given, links kept
        self._all = _spec(patterns) if patterns else None
        self._unused = {pattern: _spec([pattern.removeprefix("!")]) for pattern in patterns}

    @property
    def unused(self) -> tuple[str, ...]:
        """The patterns that have matched nothing."""
        return tuple(self._unused)

    def leaves_out(self, path: Path, top: Path, *, is_folder: bool = False) -> bool:
        """Say whether a file or folder is left out; `top` is the folder that is being walked.

        What lies outside the patterns' own folder is looked at from `top`.
        """
        if self._all is None:
            return False
        name = os.path.relpath(os.path.abspath(path), self._base)  # noqa: PTH100 - as above
        if name.startswith(os.pardir):
            name = os.path.relpath(path, top)
        name = PurePath(name).as_posix() + ("/" if is_folder else "")
        for pattern, spec in [*self._unused.items()]:
            if spec.match_file(name):
                del self._unused[pattern]
        return self._all.match_file(name)


def _spec(patterns: Sequence[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - few runs leave anything out

    try:
        return GitIgnoreSpec.from_lines(patterns)
    except ValueError as error:
        msg = f"`exclude` takes patterns as `.gitignore` does: {str(error)[:120]}"
        raise UsageError(msg) from error
