"""Exit codes of the command."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What an exit code says; `INTERRUPTED` is what shells say of a program that Ctrl-C ended."""

    CLEAN = 0
    FOUND = 1
    FAILED = 2
    UNDETERMINED = 3
    INTERRUPTED = 130
