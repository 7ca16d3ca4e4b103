"""The words of `qd85 lint`; findings themselves are in English, as all that is told to authors of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.core.text import Text

if TYPE_CHECKING:
    from qd85rules.core.text import Language
    from qd85rules.lab.lint import Severity

__all__ = ["CODE", "DOCS", "HELP", "MEANING", "MEANINGS_VI", "NOT_PROVED", "RECORDED", "SEVERITIES", "SHOWN_BY", "many"]

SEVERITIES: Final[dict[Severity, Text]] = {
    "error": Text("lỗi", "error"),
    "warning": Text("cảnh báo", "warning"),
    "note": Text("lưu ý", "note"),
}

HELP: Final = Text("cách sửa", "help")
MEANING: Final = Text("nghĩa là", "meaning")
DOCS: Final = Text("tài liệu", "docs")
SHOWN_BY: Final = Text("tài khoản cho thấy điều đó", "an account that shows it")
RECORDED: Final = Text("cũng tài khoản ấy khi ghi thêm", "the same account with more recorded")
CODE: Final = Text("mã thoát", "exit")
NOT_PROVED: Final = Text(
    "chưa chứng minh gì vì thiếu Z3: cài bằng `pip install 'qd85rules[analysis]'`, hoặc chọn --no-proofs",
    "nothing was proved, for Z3 is missing: `pip install 'qd85rules[analysis]'` installs it; or choose --no-proofs",
)

MEANINGS_VI: Final = {
    "QL001": "không tài khoản nào thuộc phạm vi của quy tắc",
    "QL002": "quy tắc có áp dụng nhưng không ai có thể vi phạm",
    "QL003": "quy tắc có áp dụng nhưng không ai có thể làm đúng",
    "QL004": "dù ghi gì vào sổ, kết quả vẫn là chưa xác định",
    "QL005": "quy tắc dựa vào nhận định dành cho con người; đúng chủ ý thì không phải sửa",
    "QL006": "`applies_when` đúng với mọi tài khoản, bỏ đi cũng vậy",
    "QL101": "hai quy tắc cho cùng một kết quả với mọi tài khoản",
    "QL102": "hễ vi phạm quy tắc này là vi phạm cả quy tắc kia",
    "QL103": "có tài khoản thuộc phạm vi của cả hai quy tắc mà không thể làm đúng cả hai",
    "QL201": "để trống dữ kiện thì thoát được vi phạm mà ghi đủ sẽ lộ ra",
    "QL202": "để trống dữ kiện thì thành vi phạm, ghi đủ thì không",
    "QL301": "không quy tắc nào dùng khái niệm này",
    "QL302": "không quy tắc nào dùng tham số này",
    "QL303": "không ngày nào tham số lấy giá trị này",
    "QL401": "quy tắc không dẫn điều khoản nào mà phần mềm được kiểm tra",
    "QL402": "chưa có quy tắc nào thực hiện điều khoản này",
    "QL403": "đã lâu chưa đối chiếu gói quy tắc với văn bản gốc",
    "QL404": "quy tắc chưa có ví dụ nào",
    "QL900": "câu hỏi chưa có lời đáp nên không kết luận gì; --timeout cho thêm thời gian",
}
"""What each diagnostic means, for readers of the Vietnamese output."""

# English plurals; Vietnamese has none.
_NOUNS: Final = {
    "error": ("lỗi", "error", "errors"),
    "warning": ("cảnh báo", "warning", "warnings"),
    "note": ("lưu ý", "note", "notes"),
    "not_decided": ("chưa quyết định được", "not decided", "not decided"),
    "below": ("mục ở gói khác, không hiện", "in other packs, not shown", "in other packs, not shown"),
    "rule": ("quy tắc", "rule", "rules"),
    "pack": ("gói", "pack", "packs"),
}


def many(kind: str, number: int, lang: Language) -> str:
    """Give a number with its noun: `2 warnings`."""
    vi, one, more = _NOUNS[kind]
    return f"{number} {vi if lang == 'vi' else one if number == 1 else more}"
