"""Names and addresses: how two names agree or differ, and why an address cannot be understood.

A sentence never quotes a name or an address, which may hold a person's name.
"""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text

IDENTICAL: Final = Text("Hai tên trùng khớp.", "The two names are identical.")
EXACT: Final = Text(
    "Hai tên là một; chỉ khác cách viết hoa, khoảng trắng, dấu câu hoặc vị trí đặt dấu thanh.",
    "The names are the same; only capitals, spacing, punctuation or the place of a tone mark differ.",
)
FULL_NAME_AMONG_OTHERS: Final = Text(
    "Tên hiển thị có đủ họ và tên theo giấy tờ, chỉ thêm những từ không thuộc tên.",
    "The display name holds the full legal name, beside words that are not part of a name.",
)
SAME_LETTERS: Final = Text(
    "Hai tên có cùng chữ cái theo cùng thứ tự; một bên viết hoàn toàn không dấu.",
    "The names have the same letters in the same order; one of them is written without any marks.",
)
REORDERED: Final = Text(
    "Hai tên gồm cùng các từ; một bên xếp theo thứ tự kiểu phương Tây.",
    "The names have the same words; one of them is in a western order.",
)
PART: Final = Text(
    "Tên hiển thị chỉ là một phần của họ và tên theo giấy tờ.", "The display name is only a part of the legal name."
)
MORE: Final = Text(
    "Tên hiển thị chứa mọi từ của họ và tên theo giấy tờ nhưng còn thêm từ không rõ là gì.",
    "The display name holds every word of the legal name, and further words of unknown meaning.",
)
INITIALS: Final = Text(
    "Một trong hai tên viết tắt vài từ bằng chữ cái đầu và dấu chấm.",
    "One of the names shortens some words to initials with a full stop.",
)
MARKS_CHANGED: Final = Text(
    "Hai tên có cùng chữ cái nhưng mang dấu khác nhau, nên là hai tên khác nhau.",
    "The names have the same letters under different marks, so they are different names.",
)
DIFFERENT: Final = Text("Hai tên gồm những từ khác nhau.", "The names are made of different words.")

UNMARKED: Final = Text("Một bên viết hoàn toàn không dấu.", "One of the names is written without any marks.")
TITLE_LEFT_OUT: Final = Text("Đã bỏ qua danh xưng hoặc chức danh.", "A form of address or a title was left out.")
BRACKETS_LEFT_OUT: Final = Text(
    "Đã bỏ qua phần trong ngoặc ở tên hiển thị.", "Bracketed words of the display name were left out."
)
LEGAL_BRACKETS_LEFT_OUT: Final = Text(
    "Đã bỏ qua phần trong ngoặc ở họ và tên theo giấy tờ.", "Bracketed words of the legal name were left out."
)
SET_APART_LEFT_OUT: Final = Text(
    "Đã bỏ qua phần được tách riêng bằng dấu câu.", "Words set apart by punctuation were left out."
)
DECORATION_LEFT_OUT: Final = Text("Đã bỏ qua biểu tượng trang trí.", "Emoji or other decorative symbols were left out.")
INVISIBLE_LEFT_OUT: Final = Text("Đã bỏ qua ký tự vô hình.", "Invisible characters were left out.")

NAMED: Final = {
    "display": Text("Tên hiển thị", "The display name"),
    "legal": Text("Họ và tên theo giấy tờ", "The legal name"),
}
TROUBLE: Final = Text("{whose} {trouble}.", "{whose} {trouble}.")
TROUBLES: Final = {
    "empty": Text("không có chữ nào để so sánh", "has no letters to compare"),
    "too_long": Text("quá dài so với tên người", "is too long for a person's name"),
    "damaged_text": Text(
        "có ký tự hỏng, có thể do lỗi bảng mã", "has damaged characters, perhaps from a wrong character encoding"
    ),
    "other_script": Text(
        "có chữ cái ngoài hệ chữ Latinh, có thể trông giống chữ Latinh",
        "has letters of a script other than Latin, which may look like Latin ones",
    ),
    "styled_letters": Text(
        "dùng ký tự tạo kiểu thay cho chữ cái thường", "uses styled symbols in place of ordinary letters"
    ),
    "invisible_characters": Text(
        "có ký tự vô hình làm thay đổi cách tên hiện ra", "has invisible characters that change how the name appears"
    ),
    "digits": Text("có chữ số", "has digits in it"),
    "two_tones": Text("có từ mang hai dấu thanh", "has a word with two tone marks"),
}
"""What is wrong with one name by itself."""

PARTLY_MARKED: Final = Text(
    "Hai tên có cùng chữ cái, nhưng {whose} thiếu một phần dấu mà {other} có.",
    "The names have the same letters, but {whose} lacks some of the marks that {other} has.",
)
SIDES: Final = {
    "display": Text("tên hiển thị", "the display name"),
    "legal": Text("họ và tên theo giấy tờ", "the legal name"),
}
NAME_DOUBTS: Final = {
    "damaged_text": Text(
        "Một trong hai tên có vẻ gõ bằng bảng mã cũ và hiện sai.",
        "One of the names looks like text of an old font encoding, shown wrongly.",
    ),
    "look_alike": Text(
        "Hai tên chỉ giống nhau nếu coi một chữ cái là chữ khác trông gần giống nó.",
        "The names agree only if a letter is taken for another that looks like it.",
    ),
    "partly_marked": Text(
        "Hai tên có cùng chữ cái nhưng một bên chỉ thiếu một phần dấu.",
        "The names have the same letters, but one lacks only some of the other's marks.",
    ),
    "i_y_spelling": Text("Hai tên chỉ khác nhau ở cách viết i hay y.", "The names differ only in writing i or y."),
    "unusual_order": Text(
        "Hai tên có các từ chung nhưng theo thứ tự không quen dùng cho tên người.",
        "The names share their words, but in an order that is not usual for a name.",
    ),
    "bare_initials": Text(
        "Một trong hai tên viết tắt bằng chữ cái đầu, không đủ để nhận ra tên.",
        "One of the names has initials that are too bare to tell whose name it is.",
    ),
    "word_breaks": Text(
        "Hai tên có cùng chữ cái nhưng tách từ khác nhau.",
        "The names have the same letters, broken into words differently.",
    ),
}
"""What leaves the comparison of two names open."""

ADDRESS_DOUBTS: Final = {
    "empty": Text("chưa ghi địa chỉ", "no address is given"),
    "several_addresses": Text(
        "có nhiều địa chỉ hoặc có dấu xuống dòng trong cùng một ô",
        "several addresses, or a line break, in one place",
    ),
    "not_an_address": Text("đây không phải là địa chỉ trang", "this is not the address of a page"),
    "not_web": Text(
        "địa chỉ không bắt đầu bằng `http://` hoặc `https://`",
        "the address does not begin with `http://` or `https://`",
    ),
    "bad_host": Text(
        "địa chỉ thiếu tên máy chủ, hoặc tên máy chủ hay cổng không hợp lệ",
        "the address has no host, or its host or port is not valid",
    ),
    "bad_idn": Text(
        "tên miền có nhãn quốc tế không hợp lệ", "the domain name has an internationalised label that is not valid"
    ),
}
SCHEME_NOTE: Final = Text("không ghi `https://`, nên được hiểu là `https://`", "no scheme is given: read as `https://`")
USERINFO_NOTE: Final = Text(
    "phần đứng trước dấu `@` không phải là tên máy chủ", "what stands before `@` is not the host"
)
HOSTED_NOTE: Final = Text(
    "trang dùng tên miền của nhà cung cấp, đuôi tên miền không do chủ trang chọn",
    "the page lies under its provider's domain: the holder did not choose the domain ending",
)
UNLISTED_NOTE: Final = Text(
    "đuôi tên miền không có trong danh sách đuôi công khai", "the domain ending is not in the public suffix list"
)
BARE_NOTE: Final = Text("địa chỉ chỉ có đuôi tên miền", "the address is a domain ending only")
LOCAL_NOTE: Final = Text("địa chỉ chỉ có nghĩa trong mạng nội bộ", "the address has a meaning in a local network only")
MIXED_NOTE: Final = Text(
    "tên miền trộn chữ của nhiều hệ chữ viết trong một nhãn",
    "a label of the domain name mixes letters of several scripts",
)
WHOLE_NOTE: Final = Text(
    "tên miền viết bằng chữ Kirin hoặc chữ Hy Lạp trông giống chữ La-tinh",
    "a label of the domain name is Cyrillic or Greek that looks like Latin",
)
PLATFORM_NOTE: Final = Text(
    "tên miền trông giống tên của một mạng xã hội nhưng khác về dấu",
    "the domain name looks like that of a platform but differs in its marks",
)
LOOK_ALIKE: Final = Text(
    "tên miền có chữ `{char}` (U+{code:04X}) dễ nhầm với `{latin}`",
    "the domain name has the letter `{char}` (U+{code:04X}), easily taken for `{latin}`",
)
USED_AND_UNUSED: Final = Text(
    "sổ vừa ghi trang còn dùng vừa ghi ngày thôi dùng",
    "the register states both that the page is in use and since when it is not",
)
USED_AND_CLOSED: Final = Text(
    "sổ vừa ghi trang còn dùng vừa ghi ngày hủy bỏ trang",
    "the register states both that the page is in use and on which day it was closed",
)
USED_AND_GONE: Final = Text(
    "sổ vừa ghi trang còn dùng vừa ghi trang đã được cho hoặc bán",
    "the register states both that the page is in use and that it was given away or sold",
)
ACTIVE_WHEN_UNUSED: Final = Text(
    "sổ ghi trang còn hoạt động sau ngày thôi dùng",
    "the register states activity after the day since which the page is not used",
)
ACTIVE_WHEN_CLOSED: Final = Text(
    "sổ ghi trang còn hoạt động sau ngày hủy bỏ",
    "the register states activity after the day on which the page was closed",
)
DECLARED_BEFORE_OPENED: Final = Text(
    "sổ ghi ngày khai báo hoặc báo cáo trước ngày lập trang",
    "the register states that the page was declared or reported before it was set up",
)
LOOK_ALIKE_LETTERS: Final = Text(
    "tên miền có chữ dễ nhầm với chữ của bộ chữ khác",
    "the domain name has letters that look like those of another script",
)
SHARED_LETTERS: Final = Text(
    "chữ có dấu trong tên miền cũng dùng trong ngôn ngữ khác",
    "other languages use the marked letters of the domain name too",
)
