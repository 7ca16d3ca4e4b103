"""The words that may stand in the cells of a table, in Vietnamese and English, and what they mean.

What must not live here: columns, and reading a cell.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

from qd85rules.intake.columns import folded

__all__ = ["NEVER_WORDS", "NONE_WORDS", "WORDS", "YES_NO", "is_word", "word_value"]

WORDS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "kind": {
        "website": ("trang thông tin điện tử cá nhân", "trang thông tin điện tử", "trang web"),
        "blog": ("blog cá nhân", "nhật ký trực tuyến"),
        "social_profile": ("trang cá nhân", "tài khoản mạng xã hội", "trang cá nhân trên mạng xã hội"),
        "social_page": ("trang mạng xã hội", "trang cộng đồng", "trang cộng đồng trên mạng xã hội", "fanpage"),
        "channel": ("kênh",),
        "other": ("khác", "loại khác"),
    },
    "roles": {
        "party_member": ("đảng viên",),
        "cadre": ("cán bộ",),
        "civil_servant": ("công chức",),
        "public_employee": ("viên chức",),
        "worker": ("người lao động",),
    },
    "direction": {
        "out": ("chuyển đi", "giao đi", "giao"),
        "in": ("nhận về", "nhận vào", "nhận"),
    },
    "transfer": {
        "give": ("cho", "tặng", "cho tặng"),
        "lend": ("cho mượn",),
        "rent_out": ("cho thuê",),
        "sell": ("bán",),
        "pledge": ("cầm cố", "thế chấp"),
        "receive": ("nhận", "được cho", "được tặng"),
        "borrow": ("mượn",),
        "rent": ("thuê",),
        "buy": ("mua",),
        "take_in_pledge": ("nhận cầm cố", "nhận thế chấp"),
    },
    "purpose": {
        "lawful": ("hợp pháp", "đúng pháp luật", "đúng quy định"),
        "unlawful": ("trái pháp luật", "vi phạm pháp luật", "bất hợp pháp", "trái quy định", "làm việc trái quy định"),
    },
    "sign": {
        "anomaly": ("bất thường", "dấu hiệu bất thường"),
        "loss_of_control": ("mất quyền kiểm soát", "mất kiểm soát", "không còn kiểm soát được", "bị chiếm quyền"),
        "impersonation": ("bị mạo danh", "mạo danh", "bị giả mạo"),
        "misuse": ("bị lợi dụng", "lợi dụng"),
    },
}
"""For each kind of cell, the values of the account model and their Vietnamese words."""

YES_NO: Final[dict[bool, tuple[str, ...]]] = {
    True: ("true", "yes", "y", "1", "x", "có", "rồi", "đúng"),
    False: ("false", "no", "n", "0", "không", "chưa", "sai"),
}
NEVER_WORDS: Final = ("never", "chưa", "chưa có", "không", "chưa xảy ra")
NONE_WORDS: Final = ("none", "không", "không có")

# Without its marks `có` (yes) is `co`, and `cho` (give) could be `chó`: a cell must be spelled as it is here, or
# wholly without marks.


def word_value(kind: str, text: str) -> str | bool | None:
    """Give what a word in a cell of some kind means; `None` where it is not one of the words."""
    return _values(kind).get(_spaced(text))


def is_word(words: tuple[str, ...], text: str) -> bool:
    """Tell whether a cell says one of some words."""
    spaced = _spaced(text)
    return any(spaced in {_spaced(word), folded(word)} for word in words)


def _spaced(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().replace("_", " ").split())


@cache
def _values(kind: str) -> dict[str, str | bool]:
    table: list[tuple[str | bool, tuple[str, ...]]]
    if kind == "yes_no":
        table = list(YES_NO.items())
    else:
        table = [(value, (value, *words)) for value, words in WORDS[kind].items()]
    exact = {_spaced(word): value for value, words in table for word in words}
    return {folded(word): value for value, words in table for word in words} | exact
