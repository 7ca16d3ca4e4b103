"""What a record says, key by key.

What must not live here: what one key says of another, and the seal (`reading`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import Field, PlainValidator, Strict, WithJsonSchema

from qd85rules.core.text import Text
from qd85rules.evidence.record.sealing import OUTCOMES
from qd85rules.intake import FORMATS
from qd85rules.judge.report import FailOn
from qd85rules.model.spec import SUBJECT_FORM, BlankLists, BlankMeans
from qd85rules.source.form import (
    Day,
    Either,
    FileKind,
    Flag,
    Matching,
    Names,
    Natural,
    Said,
    Shaped,
    SomeNames,
    Words,
    form,
)
from qd85rules.source.refusals import refused, wrong_type
from qd85rules.wording import evidence as say

_FORMATS: Final[Any] = Literal[tuple(FORMATS)]
_Digest = Annotated[Words, Matching(r"sha256:[0-9a-f]{64}", "một mã băm", "a digest")]
_Letters = Annotated[
    # The text is empty where a pack has no rule on this kind of subject.
    str, Strict(), Matching(f"[{''.join(OUTCOMES)}]*", "chữ cái của các kết quả", "letters of outcomes")
]
_Subject = Annotated[
    str,
    Strict(),
    Matching(
        SUBJECT_FORM,
        "`account`, hoặc một mục như `transfers[0]`",
        "`account`, or an item such as `transfers[0]`",
    ),
]


def _plain(value: object) -> object:
    # One that is not set has no value.
    if value is not None and not isinstance(value, bool | int | str):
        raise refused(wrong_type(value, say.A_PARAMETER_VALUE))
    return value


_Value = Annotated[
    Any,
    Either(Annotated[Any, PlainValidator(_plain)], items=tuple[Words, ...]),
    Shaped(
        lambda: {
            "type": ["boolean", "integer", "string", "array", "null"],
            "items": {"type": "string", "pattern": r"\S"},
        }
    ),
]


@form
class ToolEntry:
    """What wrote a record."""

    name: Annotated[Literal["qd85rules"], Said("Tên công cụ.", "Its name.")]
    version: Annotated[Words, Said("Phiên bản.", "Its version.")]


@form
class FileEntry:
    """A file that a run rests on."""

    path: Annotated[Words, Said("Tên tệp như khi chạy.", "The file's name, as it was given.")]
    sha256: Annotated[_Digest, Said("Mã băm của nội dung.", "The digest of its bytes.")]
    bytes: Annotated[Natural, Said("Số byte.", "How many bytes it has.")]


@form
class InputEntry(FileEntry):
    """A register that was read."""

    stdin: Annotated[Flag, Said("Có phải từ đầu vào chuẩn không.", "Whether it came through standard input.")]
    format: Annotated[_FORMATS, Said("Định dạng.", "Its format.")]


@form
class PackEntry:
    """A pack, and the digests of its files."""

    id: Annotated[Words, Said("Mã gói.", "The pack's id.")]
    version: Annotated[Words, Said("Phiên bản của gói.", "The pack's version.")]
    files: Annotated[
        Mapping[str, _Digest], Said("Mã băm của từng tệp trong gói.", "The digest of each file of the pack.")
    ]


@form
class SuffixListEntry:
    """The public suffix list that was read."""

    version: Annotated[Words, Said("Phiên bản.", "Its version.")]
    file: Annotated[FileEntry | None, Said("Tệp riêng; `null`: bản đi kèm.", "A file given; `null`: the bundled list.")]


@form
class PolicyEntry:
    """The policy that was applied, down to its files."""

    requested: Annotated[
        tuple[Words, ...],
        Field(min_length=1),
        Said("Các gói như đã nêu, từ dưới lên.", "The packs as they were named, lowest first."),
    ]
    packs: Annotated[
        tuple[PackEntry, ...],
        Field(min_length=1),
        Said("Mọi gói, kể cả gói được đòi hỏi.", "Every pack, those required among them."),
    ]
    fingerprint: Annotated[_Digest, Said("Dấu vân của chính sách.", "The policy's fingerprint.")]
    params: Annotated[Mapping[str, _Value], Said("Giá trị mọi tham số.", "The value of every parameter.")]
    given: Annotated[Names, Said("Những tham số do người chạy đặt.", "The parameters that whoever ran it had set.")]
    suffix_list: Annotated[SuffixListEntry, Said("Danh sách đuôi tên miền công cộng.", "The public suffix list.")]


@form
class OptionsEntry:
    """The options that results depend on."""

    allow_empty: Annotated[
        Flag, Said("Tệp trống có được bỏ qua không.", "Whether files without accounts were let pass.")
    ]
    allow_undetermined: Annotated[
        Flag, Said("Chưa xác định có được bỏ qua không.", "Whether undetermined findings were let pass.")
    ]
    blank_means: Annotated[
        BlankMeans | None,
        Said(
            "Ô ngày trống nghĩa là gì; `null`: theo từng sổ.",
            "What a blank event date says; `null`: as each register declares.",
        ),
    ]
    engine: Annotated[Words, Said("Bộ máy được yêu cầu.", "The engine that was asked for.")]
    fail_on: Annotated[FailOn, Said("Điều gì làm mã thoát là 1.", "What makes the exit code 1.")]
    per_file: Annotated[Flag, Said("Mỗi tệp có là một sổ riêng không.", "Whether each file was a register of its own.")]
    table: Annotated[
        Mapping[str, Any] | None,
        Said("Cách đọc bảng, như trong cấu hình.", "How tables were read, as the settings had it."),
    ] = None
    blank_lists: Annotated[
        BlankLists | None,
        Said(
            "Danh sách để trống nghĩa là gì; `null`: theo từng sổ.",
            "What a list that is left out says; `null`: as each register declares.",
        ),
    ] = None


@form
class RulesEntry:
    """The rules, by what they are judged on."""

    account: Annotated[Names, Said("Về tài khoản.", "On accounts.")]
    transfer: Annotated[Names, Said("Về lần chuyển giao.", "On transfers.")]
    incident: Annotated[Names, Said("Về sự cố.", "On incidents.")]


@form
class AccountEntry:
    """The outcomes of one account."""

    id: Annotated[Words, Said("Mã tài khoản trong sổ.", "The account's id in the register.")]
    input: Annotated[Natural, Said("Số thứ tự của sổ, từ 0.", "The number of its register, from 0.")]
    outcomes: Annotated[
        Mapping[_Subject, _Letters],
        Said(
            "Mỗi quy tắc một chữ: v vi phạm, u chưa xác định, d sắp đến hạn, w được miễn, c đúng quy định, n không áp "
            "dụng.",
            "A letter for each rule: v violation, u undetermined, d due, w waived, c compliant, n not applicable.",
        ),
    ]
    details: Annotated[
        Mapping[_Subject, Mapping[str, _Digest]],
        Said(
            "Với mỗi quy tắc mà báo cáo có nêu: mã băm của kết quả, ngày đến hạn, căn cứ và dữ kiện còn thiếu.",
            "For each rule that a report tells of: the digest of outcome, due day, clauses and missing facts.",
        ),
    ]


def _findings(outcome: str) -> Said:
    return Said(f"Số kết quả `{outcome}`.", f"Findings with outcome `{outcome}`.")


@form
class SummaryEntry:
    """How many outcomes of each kind there were."""

    accounts: Annotated[Natural, Said("Số tài khoản.", "Accounts.")]
    violation: Annotated[Natural, _findings("violation")]
    undetermined: Annotated[Natural, _findings("undetermined")]
    due: Annotated[Natural, _findings("due")]
    waived: Annotated[Natural, _findings("waived")]
    compliant: Annotated[Natural, _findings("compliant")]
    not_applicable: Annotated[Natural, _findings("not_applicable")]
    recommendation: Annotated[
        Natural, Said("Số khuyến nghị, nằm trong số vi phạm.", "Recommendations, a part of the violations.")
    ]
    errors: Annotated[
        Natural,
        Said("Số lỗi; biên bản chỉ được ghi khi không có.", "Errors; a record is written where there are none."),
    ]


@form
class ComparisonEntry:
    """How many findings a baseline knew."""

    known: Annotated[Natural, Said("Đã biết.", "Known findings.")]
    new: Annotated[Natural, Said("Mới.", "New findings.")]


@form
class ResultEntry:
    """What the run came to."""

    outcomes: Annotated[_Digest, Said("Mã băm của mọi kết quả.", "The digest of every outcome.")]
    summary: Annotated[SummaryEntry, Said("Số kết quả mỗi loại.", "How many outcomes of each kind.")]
    baseline: Annotated[ComparisonEntry | None, Said("Phép so với danh sách nền.", "The comparison with the baseline.")]
    exit_code: Annotated[
        Natural,
        WithJsonSchema({"enum": [0, 1, 3]}),
        Said("Mã thoát mà kết quả dẫn đến.", "The exit code that the results lead to."),
    ]


@form
class RecordFile:
    """A record, whose keys are all there."""

    schema_version: Annotated[Literal[1], Said("Phiên bản của mẫu biên bản.", "The version of this form.")]
    tool: Annotated[ToolEntry, Said("Công cụ đã ghi biên bản.", "What wrote the record.")]
    as_of: Annotated[Day, Said("Ngày kiểm tra.", "The day of the check.")]
    policy: Annotated[PolicyEntry, Said("Chính sách đã áp dụng.", "The policy that was applied.")]
    inputs: Annotated[
        tuple[InputEntry, ...],
        Field(min_length=1),
        Said("Các sổ đã đọc, theo thứ tự.", "The registers that were read, in order."),
    ]
    waivers: Annotated[tuple[FileEntry, ...], Said("Các tệp miễn trừ.", "The files of waivers.")]
    baseline: Annotated[FileEntry | None, Said("Danh sách nền, nếu có.", "The baseline, if there was one.")]
    options: Annotated[
        OptionsEntry, Said("Những lựa chọn ảnh hưởng đến kết quả.", "The options that results depend on.")
    ]
    engines: Annotated[SomeNames, Said("Các bộ máy đã kết luận.", "The engines that reached the verdicts.")]
    rules: Annotated[
        RulesEntry, Said("Các quy tắc, theo thứ tự của các chữ cái.", "The rules, in the order of the letters.")
    ]
    accounts: Annotated[tuple[AccountEntry, ...], Said("Kết quả của từng tài khoản.", "The outcomes of each account.")]
    result: Annotated[ResultEntry, Said("Kết quả chung.", "What the run came to.")]
    seal: Annotated[
        _Digest,
        Said(
            "Mã băm của phần còn lại; cho biết biên bản có bị sửa không, không cho biết ai đã ghi.",
            "The digest of all the rest: it shows whether a part was changed, not who wrote the whole.",
        ),
    ]


RECORD_FILE: Final = FileKind(
    Text("Biên bản kiểm tra của qd85rules", "An evidence record of qd85rules"),
    Text(
        "Những gì cần để tái lập một lần kiểm tra; `qd85 verify` tái lập và so từng byte. Không có tên người.",
        "What is needed to reproduce a check; `qd85 verify` does so and compares every byte. No personal name is in "
        "it.",
    ),
    RecordFile,
)
