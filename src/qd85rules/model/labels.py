"""Words for the values of facts, for people.

What must not live here: the words for the facts themselves, which the vocabulary has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.text import Text

if TYPE_CHECKING:
    from qd85rules.core.text import Language

__all__ = ["VALUE_LABELS", "label_value"]

VALUE_LABELS: Final[dict[str, dict[str, Text]]] = {
    "account.kind": {
        "website": Text("trang web", "website"),
        "blog": Text("blog", "blog"),
        "social_profile": Text("trang cá nhân trên mạng xã hội", "social profile"),
        "social_page": Text("trang cộng đồng trên mạng xã hội", "social page"),
        "channel": Text("kênh", "channel"),
        "other": Text("loại khác", "other"),
    },
    "holder.roles": {
        "party_member": Text("đảng viên", "Party member"),
        "cadre": Text("cán bộ", "cadre"),
        "civil_servant": Text("công chức", "civil servant"),
        "public_employee": Text("viên chức", "public employee"),
        "worker": Text("người lao động", "worker"),
    },
    "transfer.direction": {
        "out": Text("chuyển đi", "left the holder"),
        "in": Text("nhận về", "came to the holder"),
    },
    "transfer.kind": {
        "give": Text("cho", "given away"),
        "lend": Text("cho mượn", "lent"),
        "rent_out": Text("cho thuê", "rented out"),
        "sell": Text("bán", "sold"),
        "pledge": Text("thế chấp", "pledged"),
        "receive": Text("được cho", "received"),
        "borrow": Text("mượn", "borrowed"),
        "rent": Text("thuê", "rented"),
        "buy": Text("mua", "bought"),
        "take_in_pledge": Text("nhận thế chấp", "taken in pledge"),
    },
    "transfer.purpose": {
        "lawful": Text("đúng quy định", "lawful"),
        "unlawful": Text("làm việc trái quy định", "to act against the rules or the law"),
    },
    "incident.sign": {
        "anomaly": Text("bất thường", "anomaly"),
        "loss_of_control": Text("mất quyền kiểm soát", "loss of control"),
        "impersonation": Text("bị giả mạo", "impersonation"),
        "misuse": Text("bị lợi dụng", "misuse"),
    },
    "name.agreement": {
        "exact": Text("trùng khớp", "the same"),
        "same_letters": Text("cùng chữ, một bên không ghi dấu", "the same letters, one side without marks"),
        "reordered": Text("cùng các chữ, khác thứ tự", "the same words in another order"),
        "partial": Text("chỉ một phần của tên", "only a part of the name"),
        "different": Text("khác nhau", "different"),
    },
    "address.kind": {
        "platform": Text("trên nền tảng", "on a platform"),
        "own_domain": Text("tên miền riêng", "a domain of its own"),
        "hosted": Text("tên miền con của bên cung cấp", "a host's sub-domain"),
        "ip": Text("địa chỉ số", "a numeric address"),
        "none": Text("không có tên miền đăng ký được", "no registrable domain"),
    },
}
"""Words for closed sets, by fact and value."""

_TRUE: Final = Text("có", "yes")
_FALSE: Final = Text("không", "no")
_NEVER: Final = Text("chưa (ghi rõ)", "not so far (stated)")
_NONE: Final = Text("không có", "none")


def label_value(fact: str, value: Any, lang: Language) -> str:  # noqa: ANN401 - a fact's value of any type
    """Give a fact's value, as plain data, in words."""
    if isinstance(value, bool):
        return (_TRUE if value else _FALSE)[lang]
    if isinstance(value, list):
        return ", ".join(label_value(fact, item, lang) for item in value) or _NONE[lang]
    if value == "never":
        return _NEVER[lang]
    label = VALUE_LABELS.get(fact, {}).get(value) if isinstance(value, str) else None
    return str(value) if label is None else label[lang]
