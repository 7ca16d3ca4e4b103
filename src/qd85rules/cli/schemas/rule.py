"""The schema of a rule file.

What must not live here: the rule language (`lang`), whose problems are found when the rule is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.cli.schemas.account import account_body
from qd85rules.cli.schemas.parts import (
    DATE,
    TEXT,
    Fields,
    Schema,
    bilingual,
    choice,
    list_of,
    mapping,
    optional,
    texts,
    titled,
    whole,
)
from qd85rules.core.outcome import Outcome
from qd85rules.core.text import Text
from qd85rules.model.spec import SUBJECTS
from qd85rules.model.vocabulary import FACTS, facts_for
from qd85rules.wording.verdicts import MODALITIES, OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Container

    from qd85rules.core.text import Language

_TITLE: Final = Text("Quy tắc của qd85rules", "A rule for qd85rules")
_ABOUT: Final = Text(
    "Một phép kiểm tra viết thành dữ liệu: căn cứ, điều kiện, lời báo, cách xử lý và ví dụ.",
    "A check written as data: its clauses, conditions, message, remedy and examples.",
)
_SUBJECTS: Final[dict[str, Text]] = {
    "account": Text("cả tài khoản", "the account"),
    "transfer": Text("từng lần chuyển trang", "each transfer"),
    "incident": Text("từng sự cố", "each incident"),
}
_BASES: Final[dict[str, Text]] = {
    "text": Text("lời của văn bản", "the words of the text"),
    "reading": Text("một cách đọc", "a reading of them"),
    "local": Text("một văn bản địa phương", "a local text"),
}
_BLANK: Final[dict[str, Text]] = {
    "unknown": Text("ngày để trống là sổ không ghi", "a blank date is not recorded"),
    "never": Text("ngày để trống là chưa xảy ra", "a blank date says that it has not happened"),
}


def rule_schema(lang: Language = "en") -> Schema:
    """Give the schema of a rule file."""
    body = mapping(lang, _required(lang), _may_have(lang))
    body["definitions"] = {"account_part": account_body(lang, whole=False), "example": _example(lang)}
    body["allOf"] = [
        {
            "if": {"required": ["subject"], "properties": {"subject": {"const": subject}}},
            "then": {"properties": {"event_date": optional({"enum": _dates(facts_for(subject))})}},
        }
        for subject in SUBJECTS
    ]
    return titled(_TITLE, _ABOUT, body, lang)


def _dates(names: Container[str]) -> list[str]:
    return [name for name, spec in FACTS.items() if spec.type.kind == "date" and name in names]


def _required(lang: Language) -> Fields:
    both = bilingual(lang)
    return {
        "id": (
            TEXT,
            Text("Mã quy tắc: chủ đề, gạch chéo, tên; không dùng lại.", "The rule's id, `topic/name`; never reused."),
        ),
        "subject": (choice(_SUBJECTS, lang), Text("Quy tắc xét cái gì.", "What the rule is judged on.")),
        "modality": (
            choice(MODALITIES, lang),
            Text("Phải làm, không được làm, hay nên làm.", "Whether the rule commands, forbids or recommends."),
        ),
        "clauses": (
            texts(at_least=1),
            Text("Mã các điều làm căn cứ, ít nhất một.", "The ids of the clauses carried out, at least one."),
        ),
        "violated_when": (TEXT, Text("Điều kiện để thành vi phạm.", "The condition under which the rule is broken.")),
        "message": (both, Text("Lời báo khi vi phạm.", "What is wrong where the rule is broken.")),
        "remedy": (both, Text("Cách xử lý.", "What to do about it.")),
    }


def _may_have(lang: Language) -> Fields:
    dates = {name: FACTS[name].meaning for name in _dates(FACTS)}
    part: Schema = {"$ref": "#/definitions/account_part"}
    return {
        "title": (bilingual(lang), Text("Tên quy tắc, nói điều đúng.", "The rule's name, told as what is right.")),
        "event_date": (
            choice(dates, lang),
            Text(
                "Ngày của sự việc, để biết quy tắc đã có hiệu lực chưa; bỏ trống: ngày kiểm tra.",
                "The day of the event, which says whether the rule was in force; left out: the day of the check.",
            ),
        ),
        "applies_when": (
            TEXT,
            Text("Điều kiện để quy tắc áp dụng; bỏ trống: luôn áp dụng.", "When the rule applies; left out: always."),
        ),
        "note": (
            bilingual(lang),
            Text("Điều người đọc kết quả nên biết.", "What a reader of the finding should know."),
        ),
        "basis": (choice(_BASES, lang), Text("Quy tắc dựa trên gì.", "What carries the rule.")),
        "readings": (
            list_of(whole(1)),
            Text("Số của các cách đọc quyết định quy tắc.", "The numbers of the readings that decide the rule."),
        ),
        "owner": (TEXT, Text("Ai phụ trách quy tắc.", "Who answers for the rule.")),
        "reviewed_on": (
            DATE,
            Text("Ngày đối chiếu với nguồn lần cuối.", "The day on which it was last compared with the sources."),
        ),
        "deprecated_ids": (texts(), Text("Các mã trước đây.", "Ids that the rule had before.")),
        "examples_base": (
            part,
            Text("Phần chung của mọi ví dụ.", "What all examples have in common."),
        ),
        "examples_as_of": (
            DATE,
            Text("Ngày kiểm tra của các ví dụ; bỏ trống: 2024-11-01.", "The examples' day; left out: 2024-11-01."),
        ),
        "examples": (
            list_of({"$ref": "#/definitions/example"}),
            Text(
                "Ví dụ, cũng là phép thử: ít nhất một vi phạm, một đúng quy định, một chưa xác định.",
                "Examples, which run as tests: at least one violation, one compliant, one undetermined.",
            ),
        ),
    }


def _example(lang: Language) -> Schema:
    part: Schema = {"$ref": "#/definitions/account_part"}
    outcomes = {outcome.value: OUTCOMES[outcome] for outcome in Outcome if outcome is not Outcome.WAIVED}
    facts: Schema = {"enum": list(FACTS)}
    return mapping(
        lang,
        {
            "name": (TEXT, Text("Tên ví dụ.", "The example's name.")),
            "given": (
                {"allOf": [part]},
                Text("Tài khoản, phủ lên `examples_base`.", "The account, laid over `examples_base`."),
            ),
            "expect": (choice(outcomes, lang), Text("Kết quả mong đợi.", "The outcome expected.")),
        },
        {
            "as_of": (DATE, Text("Ngày kiểm tra.", "The day of the check.")),
            "params": ({"type": "object"}, Text("Giá trị tham số.", "Values of parameters.")),
            "others": (
                list_of(part),
                Text("Các tài khoản khác trong cùng sổ.", "Other accounts of the same register."),
            ),
            "blank_means": (
                choice(_BLANK, lang),
                Text("Ngày để trống nghĩa là gì.", "What a blank date says."),
            ),
            "missing": (
                list_of(texts(facts)),
                Text(
                    "Các nhóm dữ kiện nhỏ nhất mà biết thêm là kết luận được.",
                    "The smallest sets of facts that would decide.",
                ),
            ),
            "due_on": (
                DATE,
                Text("Ngày đầu tiên thành vi phạm nếu để nguyên.", "The first day on which it would be a violation."),
            ),
            "reading": (
                whole(),
                Text("Số của cách hiểu mà ví dụ minh họa.", "The number of the reading that the example shows."),
            ),
        },
    )
