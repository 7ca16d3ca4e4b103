"""Exit codes of the command.

What must not live here: deciding which one a run has.
"""

from __future__ import annotations

from enum import IntEnum

__all__ = ["Exit"]


class Exit(IntEnum):
    """What the exit code of `qd85 check` says."""

    CLEAN = 0
    FOUND = 1
    FAILED = 2
    UNDETERMINED = 3
