"""User text made safe to print: what a terminal would obey is shown, not obeyed.

What must not live here: escaping for particular formats.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["plain"]

_SUSPECT: Final = re.compile(r"[^\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0300-\u036f\u1e00-\u1eff]")
_UNSAFE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def plain(text: str) -> str:
    r"""Replace control, direction and unpaired characters by `\u{...}`; everything else stays as it is."""
    return _SUSPECT.sub(_shown, text)


def _shown(found: re.Match[str]) -> str:
    char = found.group()
    return f"\\u{{{ord(char):x}}}" if unicodedata.category(char) in _UNSAFE else char
