"""What a file of cases, `*.qd85test.yaml`, says, key by key.

What must not live here: what only the packs show, such as a rule that there is none of (`targets`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from qd85rules.core.text import Text
from qd85rules.lab.cases.model import RECOMMENDATION, WORDS
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.rule import AccountPart, Blank, ExpectedDueDay, ExpectedMissing
from qd85rules.source.form import (
    EACH,
    Day,
    Either,
    FileKind,
    Matching,
    Said,
    Shaped,
    Shared,
    SomeNames,
    Spoken,
    Words,
    form,
)
from qd85rules.wording import verdicts

_WORDS: Final[Any] = Literal[WORDS]
Word = Annotated[_WORDS, Spoken({**verdicts.OUTCOMES, RECOMMENDATION: verdicts.RECOMMENDATION})]
"""A word for an outcome, as reports have it."""
_Params = Mapping[str, Any]


@form
class ExpectedEntry:
    """What is expected of a finding."""

    outcome: Annotated[Word, Said("Kết quả mong đợi.", "The outcome expected.")]
    missing: ExpectedMissing = None
    due_on: ExpectedDueDay = None
    evidence: Annotated[
        Mapping[str, Any],
        Shaped(lambda: {"type": "object", "propertyNames": {"enum": list(FACTS)}}),
        Said("Dữ kiện phải có trong căn cứ của kết quả.", "Facts that must be among those that decided."),
    ] = field(default_factory=dict)
    params: Annotated[_Params, Said("Tham số phải được dùng.", "Parameters that must have been used.")] = field(
        default_factory=dict
    )
    clauses: Annotated[SomeNames, Said("Các điều phải được dẫn.", "Clauses that must be cited.")] = ()


Outcome = Annotated[Any, Either(Word, mapping=ExpectedEntry), Shared("outcome")]
"""A word, or with more a mapping."""
_Outcomes = Annotated[tuple[Outcome | None, ...], Field(min_length=1)]
_Target = Annotated[str, Matching(r"[^/\s]+/\S+", "một mã quy tắc hay mã điều", "the id of a rule or clause")]


@form
class TableEntry:
    """Several cases, one a row."""

    columns: Annotated[
        SomeNames,
        Said(
            "Tên cột: mã quy tắc hay mã điều, `name`, `as_of`, `blank_means`, `params.TÊN`, hoặc một trường như "
            "`transfers[0].on`.",
            "Columns: ids of rules or clauses, `name`, `as_of`, `blank_means`, `params.NAME`, or a field such as "
            "`transfers[0].on`.",
        ),
    ]
    rows: Annotated[
        tuple[tuple[Any, ...], ...],
        Field(min_length=1),
        Said("Các dòng; mỗi dòng có đủ ô cho mọi cột.", "The rows, each with a cell for every column."),
    ]


_AS_OF: Final = Said("Ngày kiểm tra.", "The day of the check.")
_PARAMS: Final = Said("Giá trị tham số.", "Values of parameters.")
_BLANK: Final = Said("Ngày để trống nghĩa là gì.", "What a blank date says.")


@form
class CaseEntry:
    """One case, or a table of them; what it leaves out, the file says for all its cases."""

    name: Annotated[Words, Said("Tên ca, duy nhất trong tệp.", "The case's name, unique in the file.")]
    account: Annotated[AccountPart, Said("Tài khoản, phủ lên `base`.", "The account, laid over `base`.")] = field(
        default_factory=dict
    )
    others: Annotated[
        tuple[AccountPart, ...], Said("Các tài khoản khác trong cùng sổ.", "Other accounts of the same register.")
    ] = ()
    expect: Annotated[
        Mapping[_Target, Annotated[Any, Either(Outcome, items=_Outcomes)]],
        EACH,
        Said(
            "Mã quy tắc hay mã điều, kèm kết quả mong đợi.", "Ids of rules or clauses, each with the outcome expected."
        ),
    ] = field(default_factory=dict)
    table: Annotated[
        TableEntry | None,
        Said("Nhiều ca viết thành bảng, mỗi dòng một ca.", "Several cases as a table, one a row."),
    ] = None
    as_of: Annotated[Day | None, _AS_OF] = None
    params: Annotated[_Params, _PARAMS] = field(default_factory=dict)
    blank_means: Annotated[Blank | None, _BLANK] = None


@form
class CasesFile:
    """A file of cases."""

    cases: Annotated[
        tuple[Annotated[CaseEntry, Shared("case")], ...],
        Field(min_length=1),
        EACH,
        Said("Các ca, ít nhất một.", "The cases, at least one."),
    ]
    packs: Annotated[
        SomeNames | None,
        Said(
            "Các gói quy tắc từ dưới lên: tên gói của thư viện, hoặc thư mục tính từ tệp này.",
            "The packs, lowest first: names of the library's packs, or folders seen from this file.",
        ),
    ] = None
    base: Annotated[AccountPart, Said("Phần chung của mọi ca.", "What the accounts of all cases have in common.")] = (
        field(default_factory=dict)
    )
    as_of: Annotated[Day | None, _AS_OF] = None
    params: Annotated[_Params, _PARAMS] = field(default_factory=dict)
    blank_means: Annotated[Blank, _BLANK] = "unknown"


CASES: Final = FileKind(
    Text("Các ca thử của qd85rules", "Cases for qd85rules"),
    Text(
        "Mỗi ca là một tài khoản vào một ngày và những kết quả mong đợi; chạy bằng `qd85 test`.",
        "Each case is an account on a day with the outcomes that are expected; `qd85 test` runs them.",
    ),
    CasesFile,
)
