"""The progress of a long run, on standard error: a line that a terminal redraws and, on request, each file."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Final, Self

from qd85rules.cli.console import say, terminal_width
from qd85rules.wording import commands as words
from qd85rules.wording.verdicts import count

if TYPE_CHECKING:
    from types import TracebackType

    from qd85rules.core.text import Language

_PATIENCE_SECONDS: Final = 1.0
_BETWEEN_SECONDS: Final = 0.1
_STEPS: Final = 256
_CELLS: Final = 20


class Progress:
    """A line that is redrawn where `is_shown`, but not in the first second; with `verbose`, each file is told."""

    def __init__(self, files: int, lang: Language, *, is_shown: bool = True, verbose: bool = False) -> None:
        self._files = files
        self._verbose = verbose
        self._lang = lang
        self._active = is_shown
        self._next = time.monotonic() + _PATIENCE_SECONDS
        self._shown = 0
        self._done = 0
        self._accounts = 0

    def __enter__(self) -> Self:
        """Begin; the line is taken away at the end, whatever happens."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the line away."""
        self._draw("")

    def account(self) -> None:
        """Count one account that was read."""
        self._accounts += 1
        # Reading the clock for each account would cost more than counting it.
        if self._active and not self._accounts % _STEPS:
            self._tick()

    def file(self, path: str, accounts: int) -> None:
        """Count one file that was read, with the accounts in it."""
        self._done += 1
        # Behind the last file judging begins, which does not report back.
        self._tick(judging=self._done == self._files)
        if self._verbose:
            say(f"qd85: {path}: {count('accounts', accounts, self._lang)}")

    def _tick(self, *, judging: bool = False) -> None:
        now = time.monotonic()
        if not self._active or now < self._next:
            return
        self._next = now + _BETWEEN_SECONDS
        full = _CELLS * self._done // max(self._files, 1)
        bar = f"[{'#' * full}{'.' * (_CELLS - full)}]"
        counts = f"{self._done}/{self._files}, {self._accounts:,}"
        said = words.COUNTED.filled(bar=bar, counts=counts)
        self._draw((words.JUDGING.filled(counted=said) if judging else said)[self._lang])

    def _draw(self, line: str) -> None:
        if not self._active or not (line or self._shown):
            return
        line = line[: terminal_width(sys.stderr) - 1]
        # Spaces and not an escape sequence: old consoles obey none.
        sys.stderr.write(f"\r{line}{' ' * max(0, self._shown - len(line))}\r")
        sys.stderr.flush()
        self._shown = len(line)
