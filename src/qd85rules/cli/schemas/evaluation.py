"""The schema of the JSON of `qd85 eval`; an entry of `evaluations` is the same in `qd85 explain RULE --account`.

Objects stay open: a later version may say more, and a reader of this one must accept it.

What must not live here: the evaluation itself (`describe.evaluation_data`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from qd85rules.cli.schemas.parts import (
    BOOLEAN,
    BOTH,
    DATE,
    TEXT,
    Fields,
    Schema,
    list_of,
    opened,
    optional,
    spoken,
    titled,
    whole,
)
from qd85rules.core.text import Text
from qd85rules.describe.evaluation_data import EVALUATION_VERSION
from qd85rules.reporters.json_schema import report_schema
from qd85rules.wording.evaluation import REASONS

if TYPE_CHECKING:
    from qd85rules.core.text import Language

_TITLE: Final = Text("Giá trị của một biểu thức", "The value of an expression")
_ABOUT: Final = Text(
    "Giá trị của một biểu thức và của từng phần, điều gì chưa rõ và vì sao.",
    "The value of an expression and of each of its parts, what is unknown and why.",
)
_ROLES: Final = ("expression", "in_force", "applies_when", "violated_when", "concept", "widened", "since")
_KINDS: Final = (
    *("bool", "int", "string", "date", "items", "fact", "param", "concept", "today", "has", "subtract"),
    *("compare", "in", "not", "and", "or"),
)
_VALUE: Final[Schema] = {"type": ["boolean", "integer", "string", "array"]}
_PLACE: Final[Schema] = {"$ref": "#/definitions/place"}


def evaluation_schema(lang: Language = "en") -> Schema:
    """Give the schema of an evaluation."""
    report = report_schema(lang)["definitions"]
    body = opened(_whole())
    body["definitions"] = {
        "place": report["place"],
        "error": report["error"],
        "evaluation": opened(_evaluation()),
        "marked": opened(_marked()),
        "part": opened(_part()),
    }
    return cast("Schema", spoken(titled(_TITLE, _ABOUT, body), lang))


def _whole() -> Fields:
    return {
        "schema_version": (
            {"const": EVALUATION_VERSION},
            Text("Phiên bản; chỉ thêm, không bớt.", "The version of this shape, which grows by additions only."),
        ),
        "as_of": (DATE, Text("Ngày mà `today` chỉ đến.", "The day that `today` is.")),
        "packs": (list_of(TEXT), Text("Các gói, thấp trước.", "The packs, lowest first.")),
        "evaluations": (
            list_of({"$ref": "#/definitions/evaluation"}),
            Text("Mỗi chủ thể một mục.", "One for each subject."),
        ),
        "errors": (
            list_of({"$ref": "#/definitions/error"}),
            Text("Lỗi của biểu thức hoặc của sổ.", "What is wrong with the expression or the register."),
        ),
        "exit_code": ({"enum": [0, 2, 3]}, Text("Mã thoát.", "The exit code.")),
    }


def _evaluation() -> Fields:
    parameter = opened(
        {
            "name": (TEXT, Text("Tên tham số.", "The parameter's name.")),
            "value": (_VALUE, Text("Giá trị.", "Its value.")),
            "origin": (BOTH, Text("Ai đặt giá trị ấy.", "Who set it.")),
        },
    )
    concept = opened(
        {
            "name": (TEXT, Text("Tên khái niệm.", "The concept's name.")),
            "pack": (TEXT, Text("Gói của nó.", "Its pack.")),
            "title": (BOTH, Text("Nói bằng lời.", "In words.")),
            "known": (BOOLEAN, Text("Giá trị có rõ không.", "Whether its value is known.")),
            "texts": (
                list_of({"$ref": "#/definitions/marked"}),
                Text("Biểu thức của nó, rồi những gì các gói thêm vào.", "Its own text, then what packs add to it."),
            ),
        },
    )
    why = opened(
        {
            "fact": (TEXT, Text("Dữ kiện.", "The fact.")),
            "code": ({"enum": list(REASONS)}, Text("Mã lý do, không đổi.", "The stable code of the reason.")),
            "reason": (BOTH, Text("Lý do.", "The reason.")),
            "question": (BOTH, Text("Cần hỏi gì.", "What to ask.")),
            "location": (optional(_PLACE), Text("Chỗ gần nhất trong sổ.", "The nearest place in the register.")),
        },
    )
    return {
        "account": (optional(TEXT), Text("Mã tài khoản; `null` khi không có.", "The account's id; `null` for nobody.")),
        "subject": (
            TEXT,
            Text("`account`, hoặc như `transfers[0]`.", "`account`, or as `transfers[0]`."),
        ),
        "conditions": (
            list_of({"$ref": "#/definitions/marked"}, at_least=1),
            Text("Biểu thức; với quy tắc là từng điều kiện.", "The expression; of a rule, each condition."),
        ),
        "concepts": (list_of(concept), Text("Các khái niệm được dùng đến.", "The concepts that are relied on.")),
        "parameters": (list_of(parameter), Text("Các tham số được đọc.", "The parameters that are read.")),
        "unknown": (list_of(why), Text("Dữ kiện chưa rõ và vì sao.", "The facts that are unknown, and why.")),
    }


def _marked() -> Fields:
    return {
        "role": ({"enum": list(_ROLES)}, Text("Biểu thức này là gì.", "What this text is.")),
        "text": (TEXT, Text("Biểu thức như được viết.", "The text as it is written.")),
        "location": (optional(_PLACE), Text("Tệp và chỗ của nó.", "Its file and place.")),
        "parts": (
            list_of({"$ref": "#/definitions/part"}, at_least=1),
            Text("Các phần, phần lớn trước phần nhỏ.", "Its parts, each before those that it is made of."),
        ),
    }


def _part() -> Fields:
    number = whole(0)
    return {
        "text": (TEXT, Text("Phần này như được viết.", "The part as it is written.")),
        "kind": ({"enum": list(_KINDS)}, Text("Loại của phần này.", "The kind of part.")),
        "name": (
            optional(TEXT),
            Text("Tên, nếu có.", "Its name, if it has one."),
        ),
        "depth": (number, Text("Số tầng ở trên nó.", "How many parts it stands within.")),
        "start": (number, Text("Vị trí đầu trong biểu thức, từ 0.", "Where it starts in the text, from 0.")),
        "end": (number, Text("Vị trí ngay sau nó.", "Where it ends, exclusive.")),
        "line": (whole(1), Text("Dòng, từ 1.", "The line, from 1.")),
        "column": (whole(1), Text("Cột, từ 1.", "The column, from 1.")),
        "end_line": (whole(1), Text("Dòng cuối.", "The line of its end.")),
        "end_column": (whole(1), Text("Cột ngay sau nó.", "The column after it.")),
        "type": ({"enum": ["bool", "int", "string", "date", "list"]}, Text("Kiểu.", "Its type.")),
        "known": (BOOLEAN, Text("Giá trị có rõ không.", "Whether its value is known.")),
        "value": (
            optional(_VALUE),
            Text(
                "Giá trị; `null` khi chưa rõ; ngày viết theo ISO hoặc `never`; tên người được che.",
                "Its value; `null` where it is unknown; a day in ISO form or `never`; personal names masked.",
            ),
        ),
        "decides": (
            BOOLEAN,
            Text("Có quyết định kết quả không.", "Whether it decides the whole, or leaves it so."),
        ),
        "location": (optional(_PLACE), Text("Dữ kiện đứng ở đâu trong sổ.", "Where a fact stands in the register.")),
    }
