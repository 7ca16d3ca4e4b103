"""What formatting did to files, or would do."""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text

FORMATTED: Final = Text("{path}: đã trình bày lại", "{path}: formatted")
FORMATTED_FILES: Final = Text(
    "trình bày lại {changed} tệp, giữ nguyên {same}, không đọc được {failed}; mã thoát {code}",
    "files formatted: {changed}, left as they are: {same}, not readable: {failed}; exit {code}",
)
TO_BE_FORMATTED: Final = Text(
    "cần trình bày lại {changed} tệp, giữ nguyên {same}, không đọc được {failed}; mã thoát {code}",
    "files that would change: {changed}, that stay: {same}, not readable: {failed}; exit {code}",
)
