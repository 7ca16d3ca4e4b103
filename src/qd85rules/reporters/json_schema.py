"""The JSON Schema of the JSON report.

Objects stay open: a report of a later version may say more, and a reader of this one must accept it.

What must not live here: the report itself (`judge.report`), schemas of files (`cli.schemas`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import Text
from qd85rules.judge.report import SCHEMA_VERSION
from qd85rules.judge.set_aside import BaselineState, WaiverState
from qd85rules.policy.rule import MODALITIES

if TYPE_CHECKING:
    from qd85rules.core.text import Language

_DRAFT: Final = "http://json-schema.org/draft-07/schema#"
_DAY: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_DIGEST: Final = r"^sha256:[0-9a-f]{64}$"
_RULE: Final = r"^[^/\s]+/\S+$"

_Schema = dict[str, Any]


def report_schema(lang: Language = "en") -> dict[str, Any]:
    """Give the schema (draft-07), with its descriptions in one language."""
    return {
        "$schema": _DRAFT,
        "$id": f"urn:qd85rules:schema:report:{SCHEMA_VERSION}",
        "title": _TITLE[lang],
        **_object(_REPORT, lang, optional=("reference_alone", "notices", "waivers", "baseline")),
        "definitions": {
            "finding": {
                **_object(_FINDING, lang, optional=("holder_id", "unit", "waiver", "baseline")),
                "allOf": _CONSEQUENCES,
            },
            "change": _object(_CHANGE, lang),
            "answer": _object(_ANSWER, lang),
            "citation": _object(_CITATION, lang),
            "error": _object(_ERROR, lang, optional=("account", "index", "path", "count", "places")),
            "place": _object(_PLACE, lang, optional=("sheet", "cell", "end_line", "end_column")),
            "waiver": _object(_WAIVER, lang),
            "waiver_status": _object(_WAIVER_STATUS, lang),
            "baseline_status": _object(_BASELINE_STATUS, lang),
            "baseline_entry": _object(_BASELINE_ENTRY, lang),
        },
    }


def _object(properties: dict[str, tuple[_Schema, Text]], lang: Language, optional: tuple[str, ...] = ()) -> _Schema:
    return {
        "type": "object",
        "required": [name for name in properties if name not in optional],
        "properties": {name: _described(schema, text[lang]) for name, (schema, text) in properties.items()},
    }


def _described(schema: _Schema, description: str) -> _Schema:
    # In this draft, what stands beside a `$ref` is not read.
    body: _Schema = {"allOf": [schema]} if "$ref" in schema else schema
    return {"description": description, **body}


def _ref(name: str) -> _Schema:
    return {"$ref": f"#/definitions/{name}"}


def _listed(items: _Schema) -> _Schema:
    return {"type": "array", "items": items}


def _maybe(schema: _Schema) -> _Schema:
    return {"anyOf": [schema, {"type": "null"}]}


_TEXT: Final[_Schema] = {"type": "string"}
_WORD: Final[_Schema] = {"type": "string", "minLength": 1}
_DATE: Final[_Schema] = {"type": "string", "pattern": _DAY, "format": "date"}
_SHA: Final[_Schema] = {"type": "string", "pattern": _DIGEST}
_NUMBER: Final[_Schema] = {"type": "integer", "minimum": 0}
_POSITION: Final[_Schema] = {"type": ["integer", "null"], "minimum": 1}
_VALUE: Final[_Schema] = {"type": ["boolean", "integer", "string", "array"], "items": {"type": ["string", "integer"]}}
_PATH: Final[_Schema] = {"type": "array", "items": {"type": ["string", "integer"]}}
_VALUES: Final[_Schema] = {"type": "object", "additionalProperties": _VALUE}
# A parameter may be unknown until it is set; facts that are unknown are left out instead.
_PARAMS: Final[_Schema] = {"type": "object", "additionalProperties": _maybe(_VALUE)}
_BOTH: Final[_Schema] = {"type": "object", "required": ["vi", "en"], "properties": {"vi": _TEXT, "en": _TEXT}}

_TITLE: Final = Text("Báo cáo kiểm tra trang cá nhân", "Report of a check of accounts")

_COUNTED: Final = ("accounts", *(outcome.value for outcome in Outcome), "recommendation", "errors")

_REPORT: Final[dict[str, tuple[_Schema, Text]]] = {
    "schema_version": (
        {"const": SCHEMA_VERSION},
        Text(
            "Phiên bản của lược đồ; chỉ thêm, không bớt.", "The version of this shape, which grows by additions only."
        ),
    ),
    "as_of": (_DATE, Text("Ngày mà kết luận được tính đến.", "The day as of which the accounts were judged.")),
    "policy": (
        {
            "type": "object",
            "required": ["packs", "fingerprint", "params"],
            "properties": {"packs": _listed(_WORD), "fingerprint": _SHA, "params": _PARAMS},
        },
        Text(
            "Các gói quy tắc từ dưới lên, dấu vân của chính sách và giá trị mọi tham số.",
            "The packs, lowest first, the policy's fingerprint and the value of every parameter.",
        ),
    ),
    "engine": (_WORD, Text("Bộ máy đưa ra kết luận.", "The engine that reached the verdicts.")),
    "engines": (
        {**_listed(_WORD), "minItems": 1},
        Text(
            "Mọi bộ máy đã đưa ra kết luận; nếu có hai thì chúng khớp nhau.",
            "Every engine that reached the verdicts; where there are two they agreed.",
        ),
    ),
    "inputs": (_listed(_TEXT), Text("Các tệp và thư mục được kiểm tra.", "The files and folders that were checked.")),
    "summary": (
        {
            "type": "object",
            "required": list(_COUNTED),
            "properties": dict.fromkeys(_COUNTED, _NUMBER),
        },
        Text(
            "Số tài khoản, số kết quả mỗi loại và số lỗi; khuyến nghị là một phần của vi phạm.",
            "Accounts, findings of each outcome, and errors; recommendations are a part of the violations.",
        ),
    ),
    "not_recorded": (
        {"type": "object", "additionalProperties": _NUMBER},
        Text(
            "Số tài khoản mà sổ không ghi gì ở từng mục, nên các quy tắc về mục đó chưa được xét.",
            "For each section, how many accounts leave it out, so that its rules could not be applied to them.",
        ),
    ),
    "findings": (
        _listed(_ref("finding")),
        Text("Các kết quả, theo thứ tự trong sổ.", "The findings, in the register's order."),
    ),
    "errors": (
        _listed(_ref("error")),
        Text("Những chỗ của dữ liệu vào không kiểm tra được.", "The parts of the input that could not be checked."),
    ),
    "reference_alone": (
        _listed(_WORD),
        Text("Các quy tắc chỉ do `reference` xét.", "The rules that only `reference` judged, being beyond `durable`."),
    ),
    "notices": (_listed(_ref("error")), Text("Điều đã bỏ qua, điền thêm, suy ra.", "What was left out or guessed.")),
    "waivers": (
        _listed(_ref("waiver_status")),
        Text("Các miễn trừ được nêu cho lần kiểm tra này.", "The waivers that the run was given."),
    ),
    "baseline": (
        _ref("baseline_status"),
        Text("So với danh sách nền.", "What the comparison with the baseline gave."),
    ),
}

_FINDING: Final[dict[str, tuple[_Schema, Text]]] = {
    "rule": ({"type": "string", "pattern": _RULE}, Text("Mã quy tắc.", "The rule's id.")),
    "account": (_WORD, Text("Mã tài khoản.", "The account's id.")),
    "subject": (
        {"type": "string", "pattern": r"^(account|(transfers|incidents)\[[0-9]+\])$"},
        Text("Tài khoản, hoặc một mục của nó đếm từ 0.", "The account, or an item of it, counted from 0."),
    ),
    "holder_id": (
        _maybe(_TEXT),
        Text("Mã chủ trang, `null` nếu sổ không ghi.", "The holder's id; `null`: not stated."),
    ),
    "unit": (
        _maybe(_TEXT),
        Text("Đơn vị của chủ trang, `null` nếu sổ không ghi.", "The holder's unit; `null`: not stated."),
    ),
    "outcome": ({"enum": [outcome.value for outcome in Outcome]}, Text("Kết quả.", "What became of the rule.")),
    "modality": (
        {"enum": list(MODALITIES)},
        Text(
            "Phải làm, không được làm, hay nên làm; vi phạm điều nên làm là khuyến nghị.",
            "Whether the rule binds or advises; a broken `should` rule is a recommendation.",
        ),
    ),
    "topic": (_WORD, Text("Chủ đề của quy tắc.", "The rule's topic.")),
    "pack": (_WORD, Text("Gói có quy tắc này.", "The pack that has the rule.")),
    "title": (_TEXT, Text("Tên quy tắc.", "What the rule asks, in short.")),
    "clauses": (_listed(_WORD), Text("Các điều làm căn cứ.", "The clauses that the finding rests on.")),
    "citations": (_listed(_ref("citation")), Text("Xuất xứ của từng điều.", "Where each clause stands.")),
    "evidence": (
        _VALUES,
        Text(
            "Đúng những dữ kiện đã quyết định; tên riêng được che trừ khi yêu cầu hiện.",
            "Just the facts that decided; personal names are masked unless asked for.",
        ),
    ),
    "params": (_PARAMS, Text("Những tham số đã quyết định.", "The parameters that decided.")),
    "missing": (
        _listed({**_listed(_WORD), "minItems": 1}),
        Text(
            "Các nhóm dữ kiện nhỏ nhất mà biết một nhóm là đủ kết luận.",
            "The smallest sets of facts any one of which would decide.",
        ),
    ),
    "questions": (_listed(_TEXT), Text("Những điều cần hỏi.", "What to ask.")),
    "notes": (_listed(_TEXT), Text("Ghi chú.", "What else a reader should know.")),
    "due_on": (
        _maybe(_DATE),
        Text(
            "Ngày đầu tiên thành vi phạm nếu dữ kiện giữ nguyên.",
            "The first day on which the facts, left as they are, would be a violation.",
        ),
    ),
    "message": (_TEXT, Text("Lời báo khi vi phạm.", "What is wrong where the rule is broken.")),
    "remedy": (_TEXT, Text("Cách xử lý.", "What to do about it.")),
    "location": (
        _maybe(_ref("place")),
        Text(
            "Vị trí của giá trị đã quyết định; `null` khi dữ liệu không đến từ tệp.",
            "The place of the deciding value; `null` for data handed over in code.",
        ),
    ),
    "because": (
        _listed(_TEXT),
        Text("Những điều kiện đã quyết định, bằng lời.", "The conditions that decided, in words."),
    ),
    "would_comply": (
        _listed({**_listed(_ref("change")), "minItems": 1}),
        Text(
            "Với vi phạm và điều sắp đến hạn: các nhóm thay đổi nhỏ nhất mà làm một nhóm là đúng quy định; rỗng khi "
            "không còn thay đổi nào như thế.",
            "For a violation and for what is due: the smallest sets of changes any one of which makes it compliant; "
            "empty where none does any more.",
        ),
    ),
    "answers": (
        _listed(_ref("answer")),
        Text("Mỗi câu trả lời dẫn đến kết quả nào.", "What each answer to what is missing leads to."),
    ),
    "waiver": (_ref("waiver"), Text("Miễn trừ đang có hiệu lực.", "The waiver in force.")),
    "baseline": (
        {"enum": list(get_args(BaselineState))},
        Text("Danh sách nền đã biết kết quả này hay chưa.", "Whether the baseline knows the finding already."),
    ),
}

_CONSEQUENCES: Final[list[_Schema]] = [
    {
        "if": {"properties": {"outcome": {"const": "due"}}},
        "then": {"properties": {"due_on": _DATE}},
    },
    {
        "if": {"properties": {"outcome": {"const": "waived"}}},
        "then": {"required": ["waiver"]},
    },
]

_CHANGE: Final[dict[str, tuple[_Schema, Text]]] = {
    "fact": (_WORD, Text("Dữ kiện còn thay đổi được.", "A fact that somebody can still change.")),
    "value": ({}, Text("Giá trị sau khi thay đổi.", "Its value then.")),
    "act": (_TEXT, Text("Việc làm cho nó thay đổi.", "The act that changes it.")),
}

_ANSWER: Final[dict[str, tuple[_Schema, Text]]] = {
    "asked": (_listed(_WORD), Text("Nhóm dữ kiện còn thiếu được hỏi.", "The set of missing facts that is asked for.")),
    "given": (
        {"type": "object", "additionalProperties": {"type": "array", "minItems": 1}},
        Text(
            "Với mỗi dữ kiện, các giá trị cùng dẫn đến kết quả này; ngày là `never`, một ngày, `../NGÀY` hoặc "
            "`NGÀY/NGÀY`; `null` là mọi giá trị khác.",
            "For each fact the values of which any leads to the outcome; dates are `never`, a day, `../DAY` or "
            "`DAY/DAY`, both ends included; `null` is anything else.",
        ),
    ),
    "outcome": ({"enum": [outcome.value for outcome in Outcome]}, Text("Kết quả khi ấy.", "The outcome then.")),
    "text": (_TEXT, Text("Câu trả lời, bằng lời.", "The answer, in words.")),
}

_CITATION: Final[dict[str, tuple[_Schema, Text]]] = {
    "clause": (_WORD, Text("Mã điều.", "The clause's id.")),
    "document": (_WORD, Text("Văn bản, tên chính thức.", "The document's official name.")),
    "issuer": (_WORD, Text("Cơ quan ban hành.", "Who issued it.")),
    "date": (
        _maybe(_DATE),
        Text(
            "Ngày ban hành, từ đó điều này được tính; `null` khi không nguồn nào nêu.",
            "The day of issue, from which the clause counts; `null` where no source states one.",
        ),
    ),
    "relay": (_WORD, Text("Nguồn công khai thuật lại.", "The public text from which the clause is known.")),
    "locator": (_TEXT, Text("Vị trí trong nguồn.", "Where it stands in that text.")),
    "digest": (_SHA, Text("Mã băm của toàn văn nguồn đã chuẩn hóa.", "The digest of that whole text, normalised.")),
    "passage_digest": (_SHA, Text("Mã băm của đoạn được dẫn.", "The digest of the cited passage.")),
    "attribution": (
        {"enum": ["single", "joint"]},
        Text(
            "`joint` khi nguồn không nói rõ văn bản nào nêu điều này.",
            "`joint` where the source does not say which of the documents states it.",
        ),
    ),
    "summary": (_BOTH, Text("Tóm tắt bằng hai thứ tiếng.", "The clause in our own words, in both languages.")),
}

_ERROR: Final[dict[str, tuple[_Schema, Text]]] = {
    "code": (_WORD, Text("Mã lỗi, không đổi.", "The problem's stable code.")),
    "message": (_TEXT, Text("Lỗi gì.", "What is wrong.")),
    "help": (_maybe(_TEXT), Text("Cách sửa.", "What to do about it.")),
    "location": (_maybe(_ref("place")), Text("Lỗi ở đâu.", "Where it is.")),
    "account": (_WORD, Text("Mã tài khoản có lỗi, nếu có ghi.", "The id of the account at fault, if stated.")),
    "index": (_NUMBER, Text("Bản ghi thứ mấy của sổ, đếm từ 0.", "The number of the record in its register, from 0.")),
    "path": (_PATH, Text("Đường tới giá trị sai trong bản ghi.", "The way to the value at fault in the record.")),
    "count": (
        _NUMBER,
        Text(
            "Số lỗi cùng loại mà lỗi này đại diện; không có khi chỉ là một lỗi.",
            "How many errors of its kind it stands for; left out where it is one.",
        ),
    ),
    "places": (
        _listed(_ref("place")),
        Text("Những chỗ đầu tiên trong số ấy.", "The first places of these."),
    ),
}

_PLACE: Final[dict[str, tuple[_Schema, Text]]] = {
    "path": (
        {"type": ["string", "null"]},
        Text("Tệp như người dùng viết; `-` là đầu vào chuẩn.", "The file as it was named; `-` for standard input."),
    ),
    "line": (_POSITION, Text("Dòng, đếm từ 1; hàng của bảng.", "The line, from 1; in a table the row.")),
    "column": (
        _POSITION,
        Text("Cột, đếm theo ký tự từ 1; cột của bảng.", "The column in code points, from 1; in a table its column."),
    ),
    "sheet": (_TEXT, Text("Trang tính.", "The sheet of a workbook.")),
    "cell": (_TEXT, Text("Ô, như `D14`.", "The cell, such as `D14`.")),
    "end_line": (_POSITION, Text("Dòng cuối.", "The line on which it ends.")),
    "end_column": (_POSITION, Text("Cột ngay sau ký tự cuối.", "The column just after its last character.")),
}

_WAIVER: Final[dict[str, tuple[_Schema, Text]]] = {
    "reason": (_TEXT, Text("Lý do.", "Why.")),
    "approver": (_TEXT, Text("Người chấp thuận.", "Who approved it.")),
    "authority": (_TEXT, Text("Thẩm quyền làm căn cứ.", "The authority relied on.")),
    "expires_on": (_DATE, Text("Ngày cuối còn hiệu lực.", "The last day on which it holds.")),
    "location": (_maybe(_ref("place")), Text("Vị trí của miễn trừ.", "Where the waiver stands.")),
}

_WAIVER_STATUS: Final[dict[str, tuple[_Schema, Text]]] = {
    "state": (
        {"enum": list(get_args(WaiverState))},
        Text("Tình trạng vào ngày kiểm tra.", "What became of it on the day of the check."),
    ),
    "rule": (_TEXT, Text("Mã quy tắc được miễn.", "The rule that it sets aside.")),
    "account": (_TEXT, Text("Mã tài khoản.", "The account that it is for.")),
    "subject": (
        {"type": ["string", "null"]},
        Text("Mục của tài khoản; `null` là mọi mục.", "The item of the account; `null` for all of it."),
    ),
    **{name: _WAIVER[name] for name in ("reason", "approver", "authority")},
    "expires_on": (
        _maybe(_DATE),
        Text(
            "Ngày cuối còn hiệu lực; `null` khi không đọc được nên coi như đã hết hạn.",
            "The last day on which it holds; `null` where it cannot be read, which counts as expired.",
        ),
    ),
    "findings": (
        _NUMBER,
        Text(
            "Số vi phạm được miễn, hoặc không còn được miễn.", "The violations that it sets aside, or no longer does."
        ),
    ),
    "hint": (_maybe(_TEXT), Text("Gợi ý.", "What may be wrong with it.")),
    "location": _WAIVER["location"],
}

_BASELINE_STATUS: Final[dict[str, tuple[_Schema, Text]]] = {
    "path": (_TEXT, Text("Tệp danh sách nền.", "The baseline's file.")),
    "known": (_NUMBER, Text("Số kết quả đã biết.", "Findings that it knows.")),
    "new": (_NUMBER, Text("Số kết quả mới.", "Findings that it does not know.")),
    "gone": (
        _listed(_ref("baseline_entry")),
        Text("Những mục không còn trong sổ.", "Entries that the register no longer bears out."),
    ),
}

_BASELINE_ENTRY: Final[dict[str, tuple[_Schema, Text]]] = {
    "rule": (_TEXT, Text("Mã quy tắc.", "The rule's id.")),
    "account": (_TEXT, Text("Mã tài khoản.", "The account's id.")),
    "subject": (_TEXT, Text("Tài khoản hay loại mục.", "The account, or a kind of item.")),
    "outcome": _FINDING["outcome"],
    "count": (_NUMBER, Text("Số lượng.", "How many.")),
}
