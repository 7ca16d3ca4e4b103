"""The schema of the JSON of open questions. Objects stay open: a list of a later version may say more.

What must not live here: the list itself (`reporters.questions`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from qd85rules.cli.schemas.parts import DATE, TEXT, Fields, Schema, list_of, opened, spoken, titled, whole
from qd85rules.core.text import Text
from qd85rules.reporters.json_schema import report_schema
from qd85rules.reporters.questions import QUESTIONS_VERSION

if TYPE_CHECKING:
    from qd85rules.core.text import Language

_TITLE: Final = Text("Câu hỏi còn bỏ ngỏ của qd85rules", "Open questions of qd85rules")
_ABOUT: Final = Text(
    "Những gì cần hỏi để kết luận điều chưa xác định, mỗi câu một lần, theo đơn vị và chủ trang.",
    "What to ask so that what is undetermined is decided, each question once, by unit and holder.",
)
_PERHAPS: Final[Schema] = {"type": ["string", "null"]}


def questions_schema(lang: Language = "en") -> Schema:
    """Give the schema of a list of open questions."""
    report = report_schema(lang)
    body = opened(_fields())
    body["required"] += ("policy", "inputs")
    # The parameters that were set are left out here.
    policy = report["properties"]["policy"]["properties"]
    shared = {name: policy[name] for name in ("packs", "fingerprint")}
    body["properties"] |= {
        "policy": {"type": "object", "required": [*shared], "properties": shared},
        "inputs": report["properties"]["inputs"],
    }
    body["definitions"] = {**report["definitions"], "question": opened(_question())}
    return cast("Schema", spoken(titled(_TITLE, _ABOUT, body), lang))


def _fields() -> Fields:
    number = whole(0)
    summary = opened(
        {
            "accounts": (number, Text("Số tài khoản được xét.", "How many accounts were looked at.")),
            "questions": (number, Text("Số câu hỏi.", "How many questions there are.")),
            "undetermined": (number, Text("Số kết quả chưa xác định.", "How many findings are undetermined.")),
        },
    )
    return {
        "schema_version": (
            {"const": QUESTIONS_VERSION},
            Text("Phiên bản; chỉ thêm, không bớt.", "The version of this shape, which grows by additions only."),
        ),
        "as_of": (DATE, Text("Ngày kiểm tra.", "The day of the check.")),
        "summary": (summary, Text("Các con số.", "The counts.")),
        "questions": (
            list_of({"$ref": "#/definitions/question"}),
            Text("Các câu hỏi, theo thứ tự nên hỏi.", "The questions, in the order in which to ask them."),
        ),
    }


def _question() -> Fields:
    return {
        "account": (TEXT, Text("Mã tài khoản.", "The account's id.")),
        "item": (_PERHAPS, Text("Mục của tài khoản, như transfers[0].", "The account's item, as transfers[0].")),
        "fact": (TEXT, Text("Dữ kiện còn thiếu.", "The fact that is missing.")),
        "question": (TEXT, Text("Câu hỏi.", "The question.")),
        "may_be": (TEXT, Text("Có thể trả lời gì, bằng lời.", "What may be answered, in words.")),
        "choices": (
            list_of(TEXT),
            Text(
                "Có thể trả lời gì, như sổ ghi; rỗng là ngày hoặc chữ.", "As a register writes it; none: a day or text."
            ),
        ),
        "settles": (list_of(TEXT), Text("Các quy tắc chỉ cần câu này.", "The rules that this answer decides alone.")),
        "rules": (list_of(TEXT), Text("Mọi quy tắc đang chờ câu này.", "Every rule that waits for this answer.")),
        "holder_id": (_PERHAPS, Text("Mã chủ trang.", "The holder's id.")),
        "unit": (_PERHAPS, Text("Đơn vị của chủ trang.", "The holder's unit.")),
    }
