"""The parts of the account: their models, and the words for them.

What must not live here: the fields in them (`fields`).
"""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text
from qd85rules.model.spec import Section

SECTIONS: Final = (
    Section(
        "account",
        "",
        "Account",
        "One personal page or account. Everything but `id` may be absent, which means *not recorded*.",
        Text(
            "Một trang hay tài khoản cá nhân. Trừ `id`, ô nào cũng có thể bỏ trống; bỏ trống nghĩa là sổ không ghi.",
            "One personal page or account. Everything but `id` may be left out, which means that it is not recorded.",
        ),
    ),
    Section(
        "holder",
        "holder",
        "Holder",
        "Who holds the page, as the register states it.",
        Text("Chủ trang.", "Who holds the page."),
    ),
    Section(
        "profile",
        "profile",
        "Profile",
        "What the page's profile shows.",
        Text("Những gì trang cho thấy về chủ trang.", "What the page shows of its holder."),
    ),
    Section(
        "declaration",
        "declaration",
        "Declaration",
        "What the holder declared or reported about the page, and when.",
        Text("Việc khai báo, báo cáo và cam kết.", "What was declared, reported and committed to."),
    ),
    Section(
        "transfer",
        "transfers",
        "Transfer",
        "One passing of the page from hand to hand; `out` leaves the holder, `in` comes to the holder.",
        Text(
            "Các lần trang chuyển tay; danh sách trống nghĩa là chưa lần nào.",
            "Each time the page changed hands; an empty list says that it never did.",
        ),
        subject="transfer",
        columns=Text("Các lần chuyển giao | Chuyển giao | Các lần chuyển trang | Chuyển trang", "Transfer list"),
        sheets=Text(
            "Chuyển giao | Lần chuyển giao | Các lần chuyển giao | Chuyển trang | Các lần chuyển trang",
            "Transfer | Transfers",
        ),
    ),
    Section(
        "incident",
        "incidents",
        "Incident",
        "One sign that the page is compromised, and what was done about it.",
        Text(
            "Các sự cố của trang; danh sách trống nghĩa là chưa có sự cố nào.",
            "Each sign of compromise; an empty list says that there was none.",
        ),
        subject="incident",
        columns=Text("Các sự cố | Sự cố", "Incident list"),
        sheets=Text("Sự cố | Các sự cố", "Incident | Incidents"),
    ),
)
"""The parts of the account, itself first."""
