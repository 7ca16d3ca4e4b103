"""The folder of inputs that failed, one for each way to fail.

What must not live here: finding them.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from fuzz.targets import HERE

if TYPE_CHECKING:
    from pathlib import Path

    from fuzz.oracle import Failure

__all__ = ["FOUND", "Found"]

FOUND: Final = HERE / "found"
"""Where campaigns keep them; Git leaves it out."""


class Found:
    """What was found on one target: `TARGET/DOOR/SIGNATURE.DIGEST`, and beside it `.txt` with the detail."""

    def __init__(self, root: Path, target: str) -> None:
        self._folder = root / target
        self._known = {path.name.rpartition(".")[0] for path in self._folder.glob("*/*") if path.suffix != ".txt"}

    def is_new(self, failure: Failure) -> bool:
        """Tell whether nothing is kept yet that fails in this way, at whatever door."""
        return failure.signature not in self._known

    def keep(self, door: str, failure: Failure, data: bytes) -> Path:
        """Write an input down."""
        self._known.add(failure.signature)
        folder = self._folder / door
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{failure.signature}.{hashlib.sha256(data).hexdigest()[:8]}"
        path.write_bytes(data)
        path.with_name(f"{path.name}.txt").write_text(
            f"{failure.kind}: {failure.detail}\n", "utf-8", "backslashreplace"
        )
        return path
