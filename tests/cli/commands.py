"""Running commands in tests, on packs and sources of our own.

What must not live here: tests.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qd85rules.cli import main

if TYPE_CHECKING:
    import pytest

__all__ = ["PACKS", "SOURCES", "Ran", "assert_golden", "run"]

_HERE: Final = Path(__file__).parent
_PACKS: Final = _HERE / "packs"
PACKS: Final = ("--pack", str(_PACKS / "club"), "--pack", str(_PACKS / "branch"))
SOURCES: Final = _HERE / "sources"


class Ran:
    """What a command gave: its exit code, and what it wrote."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err

    @property
    def data(self) -> Any:  # noqa: ANN401 - any JSON
        """Standard output as JSON."""
        return json.loads(self.out)


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Ran:
    """Run a command in this process."""
    code = main([str(argument) for argument in arguments])
    written = capsys.readouterr()
    return Ran(code, written.out, written.err)


def assert_golden(text: str, name: str) -> None:
    """Compare with a golden file; `QD85_UPDATE_GOLDEN=1` writes it anew."""
    path = _HERE / "golden" / name
    # Where the checkout stands does not matter.
    text = text.replace(f"{_PACKS}/", "")
    if os.environ.get("QD85_UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{name} differs; set QD85_UPDATE_GOLDEN=1 to accept it"
