"""The schema of an evidence record.

What must not live here: reading records (`evidence.record`), which also checks the seal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from qd85rules.cli.schemas.parts import (
    BOOLEAN,
    DATE,
    TEXT,
    Fields,
    Schema,
    list_of,
    mapping,
    named,
    texts,
    titled,
    whole,
)
from qd85rules.core.outcome import Outcome
from qd85rules.core.text import Text
from qd85rules.evidence.record.making import TOOL
from qd85rules.evidence.record.shape import OUTCOMES, RECORD_VERSION
from qd85rules.intake import FORMATS
from qd85rules.judge.report import FailOn
from qd85rules.model.account import BlankMeans
from qd85rules.model.spec import SUBJECTS

if TYPE_CHECKING:
    from qd85rules.core.text import Language

__all__ = ["record_schema"]

_DIGEST: Final[Schema] = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}
_LETTERS: Final[Schema] = {"type": "string", "pattern": f"^[{''.join(OUTCOMES)}]*$"}
_SUBJECT: Final = r"^(account|(transfers|incidents)\[(0|[1-9][0-9]*)\])$"
_PARAM: Final[Schema] = {"type": ["boolean", "integer", "string", "array"], "items": TEXT}

_TITLE: Final = Text("Biên bản kiểm tra của qd85rules", "An evidence record of qd85rules")
_ABOUT: Final = Text(
    "Những gì cần để tái lập một lần kiểm tra; `qd85 verify` tái lập và so từng byte. Không có tên người.",
    "What is needed to reproduce a check; `qd85 verify` does so and compares every byte. No personal name is in it.",
)
_FILE: Final[Fields] = {
    "path": (TEXT, Text("Tên tệp như khi chạy.", "The file's name, as it was given.")),
    "sha256": (_DIGEST, Text("Mã băm của nội dung.", "The digest of its bytes.")),
    "bytes": (whole(0), Text("Số byte.", "How many bytes it has.")),
}


def record_schema(lang: Language = "en") -> Schema:
    """Give the schema of a record; a later version of it has another `schema_version`."""
    file = mapping(lang, _FILE)
    fields: Fields = {
        "schema_version": ({"const": RECORD_VERSION}, Text("Phiên bản của mẫu biên bản.", "The version of this form.")),
        "tool": (
            mapping(
                lang,
                {
                    "name": ({"const": TOOL}, Text("Tên công cụ.", "Its name.")),
                    "version": (TEXT, Text("Phiên bản.", "Its version.")),
                },
            ),
            Text("Công cụ đã ghi biên bản.", "What wrote the record."),
        ),
        "as_of": (DATE, Text("Ngày kiểm tra.", "The day of the check.")),
        "policy": (_policy(lang, file), Text("Chính sách đã áp dụng.", "The policy that was applied.")),
        "inputs": (
            list_of(mapping(lang, {**_FILE, **_INPUT}), at_least=1),
            Text("Các sổ đã đọc, theo thứ tự.", "The registers that were read, in order."),
        ),
        "waivers": (list_of(file), Text("Các tệp miễn trừ.", "The files of waivers.")),
        "baseline": (_or_null(file), Text("Danh sách nền, nếu có.", "The baseline, if there was one.")),
        "options": (
            mapping(lang, _OPTIONS),
            Text("Những lựa chọn ảnh hưởng đến kết quả.", "The options that results depend on."),
        ),
        "engines": (
            texts(at_least=1),
            Text("Các bộ máy đã kết luận.", "The engines that reached the verdicts."),
        ),
        "rules": (
            mapping(lang, {subject: (texts(), _RULES[subject]) for subject in SUBJECTS}),
            Text("Các quy tắc, theo thứ tự của các chữ cái.", "The rules, in the order of the letters."),
        ),
        "accounts": (
            list_of(_account(lang)),
            Text("Kết quả của từng tài khoản.", "The outcomes of each account."),
        ),
        "result": (_result(lang), Text("Kết quả chung.", "What the run came to.")),
        "seal": (
            _DIGEST,
            Text(
                "Mã băm của phần còn lại; cho biết biên bản có bị sửa không, không cho biết ai đã ghi.",
                "The digest of all the rest: it shows whether a part was changed, not who wrote the whole.",
            ),
        ),
    }
    return titled(_TITLE, _ABOUT, mapping(lang, fields), lang)


_RULES: Final[dict[str, Text]] = {
    "account": Text("Về tài khoản.", "On accounts."),
    "transfer": Text("Về lần chuyển giao.", "On transfers."),
    "incident": Text("Về sự cố.", "On incidents."),
}
_INPUT: Final[Fields] = {
    "stdin": (BOOLEAN, Text("Có phải từ đầu vào chuẩn không.", "Whether it came through standard input.")),
    "format": ({"enum": list(FORMATS)}, Text("Định dạng.", "Its format.")),
}
_OPTIONS: Final[Fields] = {
    "allow_empty": (BOOLEAN, Text("Tệp trống có được bỏ qua không.", "Whether files without accounts were let pass.")),
    "allow_undetermined": (
        BOOLEAN,
        Text("Chưa xác định có được bỏ qua không.", "Whether undetermined findings were let pass."),
    ),
    "blank_means": (
        {"enum": [*get_args(BlankMeans), None]},
        Text(
            "Ô ngày trống nghĩa là gì; `null`: theo từng sổ.",
            "What a blank event date says; `null`: as each register declares.",
        ),
    ),
    "engine": (TEXT, Text("Bộ máy được yêu cầu.", "The engine that was asked for.")),
    "fail_on": ({"enum": list(get_args(FailOn))}, Text("Điều gì làm mã thoát là 1.", "What makes the exit code 1.")),
    "per_file": (BOOLEAN, Text("Mỗi tệp có là một sổ riêng không.", "Whether each file was a register of its own.")),
}


_COUNTED: Final[dict[str, Text]] = {
    "accounts": Text("Số tài khoản.", "Accounts."),
    **{
        outcome.value: Text(f"Số kết quả `{outcome.value}`.", f"Findings with outcome `{outcome.value}`.")
        for outcome in Outcome
    },
    "recommendation": Text("Số khuyến nghị, nằm trong số vi phạm.", "Recommendations, a part of the violations."),
    "errors": Text("Số lỗi; biên bản chỉ được ghi khi không có.", "Errors; a record is written where there are none."),
}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _policy(lang: Language, file: Schema) -> Schema:
    pack: Fields = {
        "id": (TEXT, Text("Mã gói.", "The pack's id.")),
        "version": (TEXT, Text("Phiên bản của gói.", "The pack's version.")),
        "files": (named(_DIGEST), Text("Mã băm của từng tệp trong gói.", "The digest of each file of the pack.")),
    }
    suffixes: Fields = {
        "version": (TEXT, Text("Phiên bản.", "Its version.")),
        "file": (_or_null(file), Text("Tệp riêng; `null`: bản đi kèm.", "A file given; `null`: the bundled list.")),
    }
    return mapping(
        lang,
        {
            "requested": (
                list_of(TEXT, at_least=1),
                Text("Các gói như đã nêu, từ dưới lên.", "The packs as they were named, lowest first."),
            ),
            "packs": (
                list_of(mapping(lang, pack), at_least=1),
                Text("Mọi gói, kể cả gói được đòi hỏi.", "Every pack, those required among them."),
            ),
            "fingerprint": (_DIGEST, Text("Dấu vân của chính sách.", "The policy's fingerprint.")),
            "params": (named(_PARAM), Text("Giá trị mọi tham số.", "The value of every parameter.")),
            "given": (
                texts(),
                Text("Những tham số do người chạy đặt.", "The parameters that whoever ran it had set."),
            ),
            "suffix_list": (
                mapping(lang, suffixes),
                Text("Danh sách đuôi tên miền công cộng.", "The public suffix list."),
            ),
        },
    )


def _account(lang: Language) -> Schema:
    return mapping(
        lang,
        {
            "id": (TEXT, Text("Mã tài khoản trong sổ.", "The account's id in the register.")),
            "input": (whole(0), Text("Số thứ tự của sổ, từ 0.", "The number of its register, from 0.")),
            "outcomes": (
                {**named(_LETTERS), "propertyNames": {"pattern": _SUBJECT}},
                Text(
                    "Mỗi quy tắc một chữ: v vi phạm, u chưa xác định, d sắp đến hạn, w được miễn, c đúng quy định, "
                    "n không áp dụng.",
                    "A letter for each rule: v violation, u undetermined, d due, w waived, c compliant, n not "
                    "applicable.",
                ),
            ),
            "digest": (
                _DIGEST,
                Text(
                    "Mã băm của kết quả, ngày đến hạn, căn cứ và dữ kiện còn thiếu.",
                    "The digest of its outcomes, due days, clauses and missing facts.",
                ),
            ),
        },
    )


def _result(lang: Language) -> Schema:
    summary = mapping(lang, {name: (whole(0), text) for name, text in _COUNTED.items()})
    known: Fields = {
        "known": (whole(0), Text("Đã biết.", "Known findings.")),
        "new": (whole(0), Text("Mới.", "New findings.")),
    }
    return mapping(
        lang,
        {
            "outcomes": (_DIGEST, Text("Mã băm của mọi kết quả.", "The digest of every outcome.")),
            "summary": (summary, Text("Số kết quả mỗi loại.", "How many outcomes of each kind.")),
            "baseline": (
                _or_null(mapping(lang, known)),
                Text("Phép so với danh sách nền.", "The comparison with the baseline."),
            ),
            "exit_code": (
                {"enum": [0, 1, 3]},
                Text("Mã thoát mà kết quả dẫn đến.", "The exit code that the results lead to."),
            ),
        },
    )
