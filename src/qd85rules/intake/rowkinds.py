"""What a row below the names of columns is, by what stands in it: data, or a total, a heading of a part, a signature.

What must not live here: where a table begins (`sheets`), what the cells of data say (`cells`).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from qd85rules.intake.folding import folded

if TYPE_CHECKING:
    from qd85rules.intake.grid import Row

RowKind = Literal["data", "numbering", "total", "remark", "signature", "band", "title", "unclear"]
"""What a row is; only `data` is read, and an `unclear` one is an error."""

_NUMBER: Final = re.compile(r"[(\[]?\s*([0-9]{1,2}|[A-Z])\s*[)\]]?(?:\s*=.*)?")
_TOTAL: Final = re.compile(
    r"(?:tong cong|tong so|tong|cong|tc|total)"
    r"(?: [0-9].*| (?:so )?(?:trang|nguoi|tai khoan|dang vien|can bo|chi bo|don vi)\b.*|)"
)
_COUNT: Final = re.compile(r"[0-9][0-9.,]*(?: [a-z ]+)?")
_REMARK: Final = re.compile(r"(?:ghi chu|luu y|chu thich|chu y|nguon|note|notes)\b.*")
_SIGNATURE: Final = re.compile(
    r"(?:.*\bngay \S* ?thang \S* ?nam\b.*|(?:nguoi|can bo) (?:lap|tong hop|thong ke|bao cao|ke khai|kiem tra)\b.*"
    r"|(?:xac nhan|noi nhan|ky ten|thu truong|t m|tm|k t|kt|tl|tuq)\b.*|da ky|"
    r"(?:pho )?(?:bi thu|chu tich|truong ban|giam doc|hieu truong|chanh van phong|truong phong)(?: [a-z ]*)?)"
)
_ENUMERATED: Final = re.compile(r"(?:[IVXLC]{1,6}|[A-Z]|[0-9]{1,2}(?:\.[0-9]{1,2})*)\s*[.)/:-]\s*\S.*")
_ORDINAL: Final = re.compile(r"(?:[IVXLC]{1,6}|[A-Z])[.)]?")
_BODY: Final = re.compile(
    r"(?:dang bo|dang uy|chi bo|khoi|ubnd|uy ban nhan dan|huyen uy|tinh uy|thanh uy|ban|phong|so|truong|xa|"
    r"phuong|thi tran|huyen|to|nhom|don vi|co quan|van phong|hoi|mttq|doan|cong an|trung tam|khu|thon|ap)\b.+"
)
_TITLE: Final = re.compile(r"(?:danh sach|bieu|bang|phu luc|mau so|so theo doi|thong ke|tong hop)\b.*")
_FEW: Final = 3


def row_kind(row: Row, *, names: int, is_first: bool, is_after_signature: bool, merged: int) -> RowKind:
    """Tell what a row is.

    Args:
        row: the row, not blank.
        names: how many columns have names.
        is_first: whether it stands right below the names.
        is_after_signature: whether a signature stands above it in the same table.
        merged: over how many columns its first cell is merged.
    """
    filled = row.filled()
    texts = [row.cells[column].strip() for column in filled]
    if row.kinds and any(kind in {"date", "error", "no_value"} for kind in row.kinds.values()):
        return "data"
    if is_first and _counts_up(texts, names):
        return "numbering"
    plain = [folded(text) for text in texts]
    if _TOTAL.fullmatch(plain[0]) or (len(plain) > 1 and not plain[0] and _TOTAL.fullmatch(plain[1])):
        rest = [text for text in plain[1:] if text and not _COUNT.fullmatch(text) and not _TOTAL.fullmatch(text)]
        return "unclear" if rest else "total"
    if len(filled) > _FEW:
        return "data"
    if _REMARK.fullmatch(plain[0]) or texts[0].startswith(("*", "(*")):
        return "remark"
    if any(_SIGNATURE.fullmatch(text) for text in plain):
        return "signature"
    if is_after_signature:
        return "signature"
    return _lone_kind(texts, plain, names, merged)


def _lone_kind(texts: list[str], plain: list[str], names: int, merged: int) -> RowKind:
    """Tell what a row with little in it is, in a table of several columns."""
    is_ordinal = len(texts) > 1 and _ORDINAL.fullmatch(texts[0]) is not None
    if len(texts) - is_ordinal != 1 or names <= 1:
        return "data"
    text, words = texts[-1], plain[-1]
    if _TITLE.fullmatch(words) and " " in words:
        return "title"
    if is_ordinal or merged > 1 or _ENUMERATED.fullmatch(text) or (_BODY.fullmatch(words) and " " in words):
        return "band"
    # An id has no blanks; a name alone, or a sentence, is nothing that could be judged.
    return "unclear" if " " in words and names > _FEW - 1 and not text.startswith(("http", "www")) else "data"


def _counts_up(texts: list[str], names: int) -> bool:
    if len(texts) < max(_FEW, names - 1):
        return False
    found = [_NUMBER.fullmatch(text) for text in texts]
    if not all(found):
        return False
    marks = [match[1] for match in found if match is not None]
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    letters = [mark for mark in marks if not mark.isdigit()]
    steps = all(after - before == 1 for before, after in pairwise(numbers))
    return steps and letters == sorted(letters) and (not numbers or numbers[0] <= 1 + len(letters))
