"""What a cell says where a person's name should stand: a name, or that none is recorded.

A name stays a name where it may be one: given names such as `Na` or `Không` stand in real lists.

What must not live here: cells of other kinds (`cells`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from qd85rules.intake.addresses import is_platform
from qd85rules.intake.cellproblems import refuse
from qd85rules.intake.words import is_no, is_same_as_holder, word_value

_BEHIND_NAME: Final = re.compile(
    r"(?P<name>[^()]+?)\s*\((?P<remark>(?:đã|không|chưa|cũ|mới|tạm|chính|phụ|đang|bị)\b[^()]*)\)"
)
_SEVERAL_NAMES: Final = re.compile(
    r";|\S\s+\S[^\n]*\n\s*\S+[^\S\n]+\S|\(\s*(?:zalo|fb|facebook|tiktok|youtube)\b", re.IGNORECASE
)
_LOST: Final = re.compile(r"[^\W\d_]\?|\?[^\W\d_]")


def name_in(text: str, *, is_legal: bool, legal: str) -> tuple[str | None, bool]:
    """Give the name that a cell states, and whether a remark stands behind it; `None` where no name is recorded.

    Args:
        text: what the cell shows.
        is_legal: whether it is the holder's legal name, which nothing but a name can be.
        legal: the legal name in the same row, where this is another name.

    Raises:
        CellProblemError: the cell may hold a name and may not, or holds several, or has lost letters.
    """
    if _LOST.search(text) and "?" in text.strip("?"):
        refuse("letters-lost")
    plain = " ".join(text.split())
    match _kind_of(plain):
        case "nothing":
            return None, False
        case "no" if not is_legal and legal.split()[-1:] != [plain]:
            refuse("name-or-no")
        case "yes-for-name":
            refuse("yes-for-name")
        case "same-as-holder" | "platform-for-name" as kind if not is_legal:
            refuse(kind)
    if _SEVERAL_NAMES.search(text):
        refuse("several-names")
    if match := _BEHIND_NAME.fullmatch(plain):
        return match["name"], True
    return (plain if "\n" in text else text), False


@lru_cache(maxsize=20_000)
def _kind_of(plain: str) -> str:
    """Tell what stands where a name should: a name, or a word that is none, or may be none."""
    if plain in {"x", "X", "0"} or (is_no(plain) and plain == plain.lower()):
        return "nothing"
    if is_no(plain):
        return "no"
    if word_value("yes_no", plain) is not None:
        return "yes-for-name"
    if is_same_as_holder(plain):
        return "same-as-holder"
    return "platform-for-name" if is_platform(plain) else "name"
