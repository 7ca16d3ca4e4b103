"""Verdicts: their names and number, the labels of a finding, what is due, and what would make it compliant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qd85rules.core.text import Language

OUTCOMES: Final[dict[Outcome, Text]] = {
    Outcome.VIOLATION: Text("vi phạm", "violation"),
    Outcome.UNDETERMINED: Text("chưa xác định", "undetermined"),
    Outcome.DUE: Text("sắp đến hạn", "due"),
    Outcome.WAIVED: Text("được miễn", "waived"),
    Outcome.COMPLIANT: Text("đúng quy định", "compliant"),
    Outcome.NOT_APPLICABLE: Text("không áp dụng", "not applicable"),
}
RECOMMENDATION: Final = Text("khuyến nghị", "recommendation")
KNOWN: Final = Text("đã biết", "known")

UNSET: Final = Text(
    "Chưa đặt tham số {name}, và không câu trả lời nào thay được: {title}. Người được đặt: {set_by}.",
    "The parameter {name} is not set, and no answer stands for it: {title}. Who may set it: {set_by}.",
)

NOT_WORKED_OUT: Final = Text(
    "Chưa tính ra nhóm dữ kiện nhỏ nhất: có quá nhiều câu trả lời để thử; trên đây là mọi dữ kiện có thể cần.",
    "The smallest sets of facts were not worked out: there are too many answers to try; these are all that may matter.",
)

MODALITIES: Final[dict[str, Text]] = {
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
"""The label of each part of a finding."""

OR: Final = Text(" hoặc ", " or ")
_AND: Final = Text(" và ", " and ")
_OR_SETS: Final = Text("; hoặc ", "; or ")

ACT_BEFORE: Final = Text("làm trước ngày {day}", "act before {day}")
LAST_DAY: Final = Text("xử lý chậm nhất ngày {day}", "act by {day}")
BY_THE_DAY: Final = Text("{act}, chậm nhất ngày {day}", "{act}, by {day}")
UNTIL: Final = Text("đến hết ngày {day}", "until {day}")
WAIVED_UNTIL: Final = Text("được miễn đến hết ngày {day}", "waived until {day}")

JOINT: Final = Text("nguồn không nêu rõ thuộc văn bản nào", "the source does not say which of the documents")
READ_FROM: Final = Text("đọc qua nguồn {relay}", "read from source {relay}")

_PAST_MENDING: Final = Text(
    "không thay đổi nào từ nay làm điều này thành đúng quy định; chỉ còn cách xử lý nêu trên",
    "no change from now on makes this compliant; what remains is the remedy",
)


class Noun(NamedTuple):
    """What is counted: in Vietnamese, which has no plurals; one of it in English, and many."""

    vi: str
    one: str
    many: str


NOUNS: Final[dict[str, Noun]] = {
    "accounts": Noun("tài khoản", "account", "accounts"),
    "cases": Noun("ca", "case", "cases"),
    "transfer": Noun("lần chuyển", "transfer", "transfers"),
    "incident": Noun("sự cố", "incident", "incidents"),
    "account": Noun("tài khoản", "account", "accounts"),
    "cells": Noun("ô", "cell", "cells"),
    "columns": Noun("cột", "column", "columns"),
    "items": Noun("mục", "item", "items"),
    "files": Noun("tệp", "file", "files"),
    "days": Noun("ngày", "day", "days"),
    "violation": Noun("vi phạm", "violation", "violations"),
    "recommendation": Noun("khuyến nghị", "recommendation", "recommendations"),
    "undetermined": Noun("chưa xác định", "undetermined", "undetermined"),
    "due": Noun("sắp đến hạn", "due", "due"),
    "waived": Noun("được miễn", "waived", "waived"),
    "compliant": Noun("đúng quy định", "compliant", "compliant"),
    "not_applicable": Noun("không áp dụng", "not applicable", "not applicable"),
    "errors": Noun("lỗi dữ liệu", "input error", "input errors"),
    "error": Noun("lỗi", "error", "errors"),
    "problems": Noun("lỗi", "problem", "problems"),
    "warning": Noun("cảnh báo", "warning", "warnings"),
    "note": Noun("lưu ý", "note", "notes"),
    "not_decided": Noun("chưa quyết định được", "not decided", "not decided"),
    "below": Noun("mục ở gói khác, không hiện", "in other packs, not shown", "in other packs, not shown"),
    "question": Noun("câu hỏi", "question", "questions"),
    "rule": Noun("quy tắc", "rule", "rules"),
    "pack": Noun("gói", "pack", "packs"),
}

_NOT_RECORDED: Final = Text(
    "Sổ không cho biết: {parts}; các quy tắc về những mục ấy không có gì để xét.",
    "The register does not say: {parts}; rules on them had nothing to judge.",
)
_SECTIONS: Final = {
    "transfers": Text("việc chuyển trang ở {accounts}", "transfers of {accounts}"),
    "incidents": Text("sự cố ở {accounts}", "incidents of {accounts}"),
}


def outcome_word(outcome: str, *, recommended: bool = False) -> Text:
    """Name an outcome, as plain data has it; a broken rule that only recommends is a recommendation."""
    if outcome == "recommendation" or (recommended and outcome == Outcome.VIOLATION):
        return RECOMMENDATION
    return OUTCOMES[Outcome(outcome)]


def count(kind: str, number: int, lang: Language) -> str:
    """Give a number with its noun: `2 violations`."""
    noun = NOUNS[kind]
    return f"{number} {noun.vi if lang == 'vi' else noun.one if number == 1 else noun.many}"


def counted(kind: str, number: int) -> Text:
    """Give a number with its noun, in both languages."""
    return Text(count(kind, number, "vi"), count(kind, number, "en"))


def tally(summary: Mapping[str, int], lang: Language) -> str:
    """Give the counts of a report in one line, the accounts first; recommendations are told apart from violations."""
    summary = {**summary, "violation": summary["violation"] - summary["recommendation"]}
    kinds = ["violation", "recommendation", *(outcome.value for outcome in list(OUTCOMES)[1:])]
    parts = ", ".join(count(kind, summary[kind], lang) for kind in kinds)
    line = f"{count('accounts', summary['accounts'], lang)}: {parts}"
    return line + (f"; {count('errors', summary['errors'], lang)}" if summary["errors"] else "")


def mending(sets: Iterable[Sequence[str]], lang: Language) -> str:
    """Say what would make a finding compliant, from sets of acts of which each would; or that nothing would now."""
    return _OR_SETS[lang].join(together(acts, lang) for acts in sets) or _PAST_MENDING[lang]


def together(parts: Sequence[str], lang: Language) -> str:
    """Join parts that belong together: `a, b and c`."""
    return _AND[lang].join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else parts[0]


def either(parts: Sequence[str], lang: Language) -> str:
    """Join parts of which one holds: `a, b or c`."""
    return OR[lang].join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else parts[0]


def missing_sets(sets: Iterable[Sequence[str]], lang: Language) -> str:
    """Name sets of missing facts of which each would do: `a + b or c`."""
    return OR[lang].join(" + ".join(chosen) for chosen in sets)


def not_recorded(sections: Mapping[str, int], lang: Language) -> str:
    """Say what the register leaves out, by section the number of accounts; empty where it leaves out nothing."""
    parts = [
        _SECTIONS[section][lang].format(accounts=count("accounts", number, lang))
        for section, number in sections.items()
        if number
    ]
    return _NOT_RECORDED[lang].format(parts=", ".join(parts)) if parts else ""
