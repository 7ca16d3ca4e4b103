"""Commands: what a run tells on standard error, and what it ends with."""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text

EXIT: Final = Text("mã thoát", "exit")
