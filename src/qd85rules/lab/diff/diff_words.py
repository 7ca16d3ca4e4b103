"""The words of comparisons, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import Text
from qd85rules.lab.diff.transitions import ABSENT
from qd85rules.wording.verdicts import OUTCOMES, RECOMMENDATION

if TYPE_CHECKING:
    from qd85rules.core.text import Language
    from qd85rules.lab.diff.diff import RuleKind
    from qd85rules.policy.rule import Modality

__all__ = ["COUNTED", "HEADINGS", "KIND_WORDS", "SAID", "called", "outcome_word", "reason_word"]

KIND_WORDS: Final[dict[RuleKind, Text]] = {
    "unchanged": Text("không đổi, đã chứng minh với mọi tài khoản", "unchanged, proved over all accounts"),
    "stricter": Text("chặt hơn", "stricter"),
    "looser": Text("lỏng hơn", "looser"),
    "both": Text("chặt hơn với tài khoản này, lỏng hơn với tài khoản khác", "stricter for some, looser for others"),
    "new": Text("mới", "new"),
    "gone": Text("không còn", "gone"),
    "not_decided": Text("chưa quyết định được", "not decided"),
}
"""What became of a rule."""

COUNTED: Final[dict[RuleKind, Text]] = {
    **KIND_WORDS,
    "unchanged": Text("không đổi", "unchanged"),
    "both": Text("vừa chặt hơn vừa lỏng hơn", "both"),
}
"""The same, after a number."""

HEADINGS: Final = {
    "changes": Text("Thay đổi của chính sách", "Policy changes"),
    "parameters": Text("Tham số", "Parameters"),
    "concepts": Text("Khái niệm", "Concepts"),
    "clauses": Text("Điều khoản", "Clauses"),
    "packs": Text("Gói quy tắc", "Packs"),
    "register": Text("Trên sổ", "Register"),
    "rule": Text("quy tắc", "rule"),
    "change": Text("thay đổi", "change"),
    "account": Text("tài khoản", "account"),
    "before": Text("trước", "before"),
    "after": Text("sau", "after"),
    "cited": Text("căn cứ", "clauses"),
}

SAID: Final = {
    "same": Text(
        "không có gì khác: {number} quy tắc, tính theo ngày {day}", "no difference: {number} rules, as of {day}"
    ),
    "tally": Text("{number} quy tắc: {counts}; tính theo ngày {day}", "{number} rules: {counts}, as of {day}"),
    "nothing": Text("không có", "nothing"),
    "not_decided": Text("chưa quyết định được: {reason}", "not decided: {reason}"),
    "dropped": Text("không còn dẫn {clause}", "cites {clause} no longer"),
    "added": Text("dẫn thêm {clause}", "cites {clause} as well"),
    "cites": Text("dẫn {clauses}", "cites {clauses}"),
    "new": Text("kết quả là {word}, ví dụ", "is a {word}, for example"),
    "gone": Text("trước đây là {word}, ví dụ", "was a {word}, for example"),
    "stricter": Text("chặt hơn, ví dụ (trước là {before})", "stricter, for example ({before} before)"),
    "looser": Text("lỏng hơn, ví dụ (trước là {before})", "looser, for example ({before} before)"),
    "relabelled": Text("đổi tên gọi, ví dụ (trước là {before})", "relabelled, for example ({before} before)"),
    "case": Text("{after}, trước là {before}", "{after}, was {before}"),
    "outcomes": Text(
        "{changed}/{total} kết quả thay đổi, trong {accounts}; trước theo hàng, sau theo cột",
        "{changed} of {total} outcomes change in {accounts}; before in rows, after in columns",
    ),
    "errors": Text("không tính {number} bản ghi có lỗi", "not counted: records with errors, {number} of them"),
    "trifles": Text(
        "chỉ đếm, không liệt kê {number} kết quả của quy tắc mới hoặc bị bỏ mà không đòi hỏi gì",
        "only counted: outcomes of rules that come or go and ask for nothing, {number} of them",
    ),
    "more": Text("còn {number} kết quả thay đổi nữa, xem báo cáo JSON", "{number} more changes: see the JSON report"),
}

_ABSENT: Final = Text("không có quy tắc", "no rule")

_REASONS_VI: Final = {
    "the time allowed for this question is up": "đã hết thời gian dành cho câu hỏi này",
    "no account could be made that shows it": "không dựng được tài khoản nào cho thấy điều đó",
    "the account found does not behave so when it is run": "tài khoản tìm được không cho kết quả như vậy khi chạy",
}


def outcome_word(outcome: str, lang: Language, modality: Modality = "must") -> str:
    """Name an outcome of a register."""
    return _ABSENT[lang] if outcome == ABSENT else called(Outcome(outcome), modality, lang)


def called(outcome: Outcome, modality: Modality, lang: Language) -> str:
    """Name an outcome of one rule; a broken `should` rule is a recommendation."""
    is_recommendation = modality == "should" and outcome is Outcome.VIOLATION
    return (RECOMMENDATION if is_recommendation else OUTCOMES[outcome])[lang]


def reason_word(reason: str, lang: Language) -> str:
    """Give the reason why something was not decided; in English where there are no words for it."""
    return _REASONS_VI.get(reason, reason) if lang == "vi" else reason
