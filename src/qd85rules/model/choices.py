"""The closed sets of values that fields and derived facts have, with labels and words, and examples of open ones.

What must not live here: which field has which set (`fields`, `vocabulary`).
"""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text
from qd85rules.model.spec import Choice

ACCOUNT_KINDS: Final = (
    Choice(
        "website",
        Text("trang web", "website"),
        ("trang thông tin điện tử cá nhân", "trang thông tin điện tử", "trang web"),
    ),
    Choice("blog", Text("blog", "blog"), ("blog cá nhân", "nhật ký trực tuyến")),
    Choice(
        "social_profile",
        Text("trang cá nhân trên mạng xã hội", "social profile"),
        ("trang cá nhân", "tài khoản mạng xã hội", "trang cá nhân trên mạng xã hội"),
    ),
    Choice(
        "social_page",
        Text("trang cộng đồng trên mạng xã hội", "social page"),
        ("trang mạng xã hội", "trang cộng đồng", "trang cộng đồng trên mạng xã hội", "fanpage"),
    ),
    Choice("channel", Text("kênh", "channel"), ("kênh",)),
    Choice("other", Text("loại khác", "other"), ("khác", "loại khác")),
)

ROLES: Final = (
    Choice(
        "party_member",
        Text("đảng viên", "Party member"),
        ("đảng viên", "đv", "đảng viên chính thức", "đảng viên dự bị"),
    ),
    Choice("cadre", Text("cán bộ", "cadre"), ("cán bộ", "cb")),
    Choice("civil_servant", Text("công chức", "civil servant"), ("công chức", "cc")),
    Choice("public_employee", Text("viên chức", "public employee"), ("viên chức", "vc")),
    Choice("worker", Text("người lao động", "worker"), ("người lao động", "nlđ")),
)

DIRECTIONS: Final = (
    Choice("out", Text("chuyển đi", "passed on"), ("chuyển đi", "giao đi", "giao")),
    Choice("in", Text("nhận về", "taken in"), ("nhận về", "nhận vào", "nhận")),
)

TRANSFER_KINDS: Final = (
    Choice("give", Text("cho", "given away"), ("cho", "tặng", "cho tặng"), "out", "receive"),
    Choice("lend", Text("cho mượn", "lent"), ("cho mượn",), "out", "borrow"),
    Choice("rent_out", Text("cho thuê", "rented out"), ("cho thuê",), "out", "rent"),
    Choice("sell", Text("bán", "sold"), ("bán",), "out", "buy"),
    Choice("pledge", Text("thế chấp", "pledged"), ("cầm cố", "thế chấp"), "out", "take_in_pledge"),
    Choice("receive", Text("được cho", "received"), ("nhận", "được cho", "được tặng"), "in", "give"),
    Choice("borrow", Text("mượn", "borrowed"), ("mượn",), "in", "lend"),
    Choice("rent", Text("thuê", "rented"), ("thuê",), "in", "rent_out"),
    Choice("buy", Text("mua", "bought"), ("mua",), "in", "sell"),
    Choice(
        "take_in_pledge", Text("nhận thế chấp", "taken in pledge"), ("nhận cầm cố", "nhận thế chấp"), "in", "pledge"
    ),
)

PURPOSES: Final = (
    Choice("lawful", Text("đúng quy định", "lawful"), ("hợp pháp", "đúng pháp luật", "đúng quy định")),
    Choice(
        "unlawful",
        Text("làm việc trái quy định", "to act against the rules or the law"),
        ("trái pháp luật", "vi phạm pháp luật", "bất hợp pháp", "trái quy định", "làm việc trái quy định"),
    ),
)

SIGNS: Final = (
    Choice("anomaly", Text("bất thường", "anomaly"), ("bất thường", "dấu hiệu bất thường")),
    Choice(
        "loss_of_control",
        Text("mất quyền kiểm soát", "loss of control"),
        (
            "mất quyền kiểm soát",
            "mất kiểm soát",
            "không còn kiểm soát được",
            "bị chiếm quyền",
            "bị hack",
            "bị chiếm đoạt",
        ),
    ),
    Choice("impersonation", Text("bị giả mạo", "impersonation"), ("bị mạo danh", "mạo danh", "bị giả mạo")),
    Choice("misuse", Text("bị lợi dụng", "misuse"), ("bị lợi dụng", "lợi dụng")),
)

AGREEMENTS: Final = (
    Choice("exact", Text("trùng khớp", "the same")),
    Choice("same_letters", Text("cùng chữ, một bên không ghi dấu", "the same letters, one side without marks")),
    Choice("reordered", Text("cùng các chữ, khác thứ tự", "the same words in another order")),
    Choice("partial", Text("chỉ một phần của tên", "only a part of the name")),
    Choice("different", Text("khác nhau", "different")),
)

ADDRESS_KINDS: Final = (
    Choice("platform", Text("trên nền tảng", "on a platform")),
    Choice("own_domain", Text("tên miền riêng", "a domain of its own")),
    Choice("hosted", Text("tên miền con của bên cung cấp", "a host's sub-domain")),
    Choice("ip", Text("địa chỉ số", "a numeric address")),
    Choice("none", Text("không có tên miền đăng ký được", "no registrable domain")),
)

NAMES: Final = (
    "Nguyễn Văn An",
    "Trần Thị Bình",
    "Lê Thị Cúc",
    "Tran Thi Binh",
    "Trần Bình",
    "Mây Chiều",
    "H'Hen Êban",
)
ADDRESSES: Final = (
    "https://www.facebook.com/nguyenvanan",
    "https://www.facebook.com/tranthibinh",
    "https://vidu.vn",
    "https://vidu.com",
    "https://tiếngviệt.vn",
    "https://vidu.blogspot.com",
)
