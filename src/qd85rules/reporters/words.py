"""The words that reports for people share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import Text

if TYPE_CHECKING:
    from qd85rules.core.text import Language
    from qd85rules.judge.report import Finding, Report

__all__ = [
    "FIELDS",
    "MODALITY_WORDS",
    "OUTCOME_WORDS",
    "RECOMMENDATION",
    "count",
    "mending_text",
    "outcome_word",
    "tally",
]

OUTCOME_WORDS: Final[dict[Outcome, Text]] = {
    Outcome.VIOLATION: Text("vi phạm", "violation"),
    Outcome.UNDETERMINED: Text("chưa xác định", "undetermined"),
    Outcome.DUE: Text("sắp đến hạn", "due"),
    Outcome.WAIVED: Text("được miễn", "waived"),
    Outcome.COMPLIANT: Text("đúng quy định", "compliant"),
    Outcome.NOT_APPLICABLE: Text("không áp dụng", "not applicable"),
}
RECOMMENDATION: Final = Text("khuyến nghị", "recommendation")

MODALITY_WORDS: Final[dict[str, Text]] = {
    "must": Text("phải làm", "must"),
    "must_not": Text("không được làm", "must not"),
    "should": Text("nên làm", "should"),
}

FIELDS: Final[dict[str, Text]] = {
    "clauses": Text("Căn cứ", "Clause"),
    "because": Text("Vì sao", "Why"),
    "evidence": Text("Dữ kiện", "Facts"),
    "params": Text("Tham số", "Parameter"),
    "missing": Text("Còn thiếu", "Missing"),
    "questions": Text("Cần hỏi", "To ask"),
    "answers": Text("Trả lời", "Answers"),
    "due_on": Text("Thời hạn", "Due"),
    "notes": Text("Ghi chú", "Note"),
    "remedy": Text("Cách xử lý", "Remedy"),
    "would_comply": Text("Để đúng", "To comply"),
    "waiver": Text("Được miễn", "Waived"),
    "location": Text("Vị trí", "Where"),
}

_AND: Final = Text(" và ", " and ")
_OR: Final = Text("; hoặc ", "; or ")
_PAST_MENDING: Final = Text(
    "không thay đổi nào từ nay làm điều này thành đúng quy định; chỉ còn cách xử lý nêu trên",
    "no change from now on makes this compliant; what remains is the remedy",
)

# English plurals; Vietnamese has none.
_NOUNS: Final[dict[str, tuple[str, str, str]]] = {
    "accounts": ("tài khoản", "account", "accounts"),
    "violation": ("vi phạm", "violation", "violations"),
    "recommendation": ("khuyến nghị", "recommendation", "recommendations"),
    "undetermined": ("chưa xác định", "undetermined", "undetermined"),
    "due": ("sắp đến hạn", "due", "due"),
    "waived": ("được miễn", "waived", "waived"),
    "compliant": ("đúng quy định", "compliant", "compliant"),
    "not_applicable": ("không áp dụng", "not applicable", "not applicable"),
    "errors": ("lỗi dữ liệu", "input error", "input errors"),
}


def outcome_word(finding: Finding, lang: Language) -> str:
    """Name a finding's outcome; a broken `should` rule is a recommendation."""
    return (RECOMMENDATION if finding.is_recommendation else OUTCOME_WORDS[finding.outcome])[lang]


def count(kind: str, number: int, lang: Language) -> str:
    """Give a number with its noun: `2 violations`."""
    vi, one, many = _NOUNS[kind]
    return f"{number} {vi if lang == 'vi' else one if number == 1 else many}"


def tally(report: Report, lang: Language) -> str:
    """Give the counts in one line, the accounts first; recommendations are told apart from violations."""
    summary = dict(report.summary)
    summary["violation"] -= summary["recommendation"]
    parts = [count(kind, summary[kind], lang) for kind in _NOUNS if kind not in {"accounts", "errors"}]
    line = f"{count('accounts', summary['accounts'], lang)}: {', '.join(parts)}"
    return line + (f"; {count('errors', summary['errors'], lang)}" if summary["errors"] else "")


def mending_text(finding: Finding, lang: Language) -> str:
    """Say what would make a finding compliant from the day of the check on, or that nothing would any more."""
    sets = (_together([change.act[lang] for change in changes], lang) for changes in finding.would_comply)
    return _OR[lang].join(sets) or _PAST_MENDING[lang]


def _together(acts: list[str], lang: Language) -> str:
    return _AND[lang].join((", ".join(acts[:-1]), acts[-1])) if len(acts) > 1 else acts[0]
