"""The schema of a file of cases, `*.qd85test.yaml`.

What must not live here: what only the packs show, such as a rule that there is none of (`lab.cases.targets`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.cli.schemas.account import account_body
from qd85rules.cli.schemas.parts import (
    DATE,
    TEXT,
    Fields,
    Schema,
    choice,
    list_of,
    mapping,
    named,
    texts,
    titled,
)
from qd85rules.core.text import Text
from qd85rules.lab.cases.model import RECOMMENDATION, WORDS
from qd85rules.model.vocabulary import FACTS
from qd85rules.wording import verdicts

if TYPE_CHECKING:
    from qd85rules.core.text import Language

_TITLE: Final = Text("Các ca thử của qd85rules", "Cases for qd85rules")
_ABOUT: Final = Text(
    "Mỗi ca là một tài khoản vào một ngày và những kết quả mong đợi; chạy bằng `qd85 test`.",
    "Each case is an account on a day with the outcomes that are expected; `qd85 test` runs them.",
)
_BLANK: Final[dict[str, Text]] = {
    "unknown": Text("ngày để trống là sổ không ghi", "a blank date is not recorded"),
    "never": Text("ngày để trống là chưa xảy ra", "a blank date says that it has not happened"),
}
_TARGET: Final = r"^[^/\s]+/\S+$"


def cases_schema(lang: Language = "en") -> Schema:
    """Give the schema of a file of cases."""
    body = mapping(
        lang,
        {
            "cases": (
                list_of({"$ref": "#/definitions/case"}, at_least=1),
                Text("Các ca, ít nhất một.", "The cases, at least one."),
            )
        },
        {
            "packs": (
                texts(at_least=1),
                Text(
                    "Các gói quy tắc từ dưới lên: tên gói của thư viện, hoặc thư mục tính từ tệp này.",
                    "The packs, lowest first: names of the library's packs, or folders seen from this file.",
                ),
            ),
            "base": (
                {"$ref": "#/definitions/account_part"},
                Text("Phần chung của mọi ca.", "What the accounts of all cases have in common."),
            ),
            **_circumstances(lang),
        },
    )
    body["definitions"] = {
        "account_part": account_body(lang, whole=False),
        "case": _case(lang),
        "outcome": _outcome(lang),
    }
    return titled(_TITLE, _ABOUT, body, lang)


def _circumstances(lang: Language) -> Fields:
    """Give what a file says for all its cases, and a case for itself."""
    return {
        "as_of": (DATE, Text("Ngày kiểm tra.", "The day of the check.")),
        "params": ({"type": "object"}, Text("Giá trị tham số.", "Values of parameters.")),
        "blank_means": (choice(_BLANK, lang), Text("Ngày để trống nghĩa là gì.", "What a blank date says.")),
    }


def _case(lang: Language) -> Schema:
    part: Schema = {"$ref": "#/definitions/account_part"}
    return mapping(
        lang,
        {"name": (TEXT, Text("Tên ca, duy nhất trong tệp.", "The case's name, unique in the file."))},
        {
            "account": (part, Text("Tài khoản, phủ lên `base`.", "The account, laid over `base`.")),
            "others": (
                list_of(part),
                Text("Các tài khoản khác trong cùng sổ.", "Other accounts of the same register."),
            ),
            "expect": (
                named(_expected(), _TARGET),
                Text(
                    "Mã quy tắc hay mã điều, kèm kết quả mong đợi.",
                    "Ids of rules or clauses, each with the outcome expected.",
                ),
            ),
            "table": (
                _table(lang),
                Text("Nhiều ca viết thành bảng, mỗi dòng một ca.", "Several cases as a table, one a row."),
            ),
            **_circumstances(lang),
        },
    )


def _expected() -> Schema:
    """Make what may be expected of a rule: an outcome, or one for each transfer or incident."""
    one: Schema = {"$ref": "#/definitions/outcome"}
    return {"anyOf": [one, list_of({"anyOf": [one, {"type": "null"}]}, at_least=1)]}


def _outcome(lang: Language) -> Schema:
    told = {outcome.value: text for outcome, text in verdicts.OUTCOMES.items()} | {
        RECOMMENDATION: verdicts.RECOMMENDATION
    }
    word = choice({name: told[name] for name in WORDS}, lang)
    fact: Schema = {"enum": list(FACTS)}
    detailed = mapping(
        lang,
        {"outcome": (word, Text("Kết quả mong đợi.", "The outcome expected."))},
        {
            "missing": (
                list_of(texts(fact)),
                Text(
                    "Các nhóm dữ kiện nhỏ nhất mà biết thêm là kết luận được.",
                    "The smallest sets of facts that would decide.",
                ),
            ),
            "due_on": (
                DATE,
                Text("Ngày đầu tiên thành vi phạm nếu để nguyên.", "The first day on which it would be a violation."),
            ),
            "evidence": (
                {"type": "object", "propertyNames": fact},
                Text("Dữ kiện phải có trong căn cứ của kết quả.", "Facts that must be among those that decided."),
            ),
            "params": ({"type": "object"}, Text("Tham số phải được dùng.", "Parameters that must have been used.")),
            "clauses": (texts(at_least=1), Text("Các điều phải được dẫn.", "Clauses that must be cited.")),
        },
    )
    # Not `if` and `then`, which would tell more of a wrong word: editors offer the words only so.
    return {"anyOf": [word, detailed]}


def _table(lang: Language) -> Schema:
    return mapping(
        lang,
        {
            "columns": (
                texts(at_least=1),
                Text(
                    "Tên cột: mã quy tắc hay mã điều, `name`, `as_of`, `blank_means`, `params.TÊN`, hoặc một trường "
                    "như `transfers[0].on`.",
                    "Columns: ids of rules or clauses, `name`, `as_of`, `blank_means`, `params.NAME`, or a field "
                    "such as `transfers[0].on`.",
                ),
            ),
            "rows": (
                list_of({"type": "array"}, at_least=1),
                Text("Các dòng; mỗi dòng có đủ ô cho mọi cột.", "The rows, each with a cell for every column."),
            ),
        },
    )
