"""What a clause is: one citable duty, with its documents and the public text from which we know it.

What must not live here: reading the catalogue files (`catalogue`), and which rules carry a clause out (`stack`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field

from qd85rules.core.text import Text
from qd85rules.source.form import (
    GIVEN,
    Also,
    Both,
    Day,
    FileKind,
    Known,
    Matching,
    Natural,
    Positive,
    Said,
    Spoken,
    Words,
    distinct,
    form,
)
from qd85rules.source.refusals import Flaw, refused
from qd85rules.wording import packs, reference

Attribution = Literal["single", "joint"]
Force = Literal["binding", "advisory"]
ClauseOutcome = Literal["check", "people"]
ReasonKind = Literal["umbrella", "speech", "process"]
DocumentStatus = Literal["issued", "issuer_dissolved", "replaced"]

_ATTRIBUTIONS: Final = Spoken(
    {
        "single": Text("của một văn bản", "of one document"),
        "joint": Text("nguồn không nói rõ của văn bản nào", "the source does not say of which document"),
    }
)
_FORCES: Final = Spoken(
    {
        "binding": Text("bắt buộc", "an order"),
        "advisory": Text("cách làm được kể lại", "practice that a source reports"),
    }
)
_OUTCOMES: Final = Spoken(
    {
        "check": Text("quy tắc kiểm tra từ dữ kiện của tài khoản", "rules decide it from account facts"),
        "people": Text("để con người xem xét", "left to people"),
    }
)
_STATUSES: Final = Spoken(
    {
        "issued": Text("đã ban hành, không biết gì thêm", "issued, no more is known"),
        "issuer_dissolved": Text("nơi ban hành không còn", "its issuer no longer exists"),
        "replaced": Text("đã được thay thế", "another text replaced it"),
    }
)
_REASONS: Final = Spoken(
    {
        "umbrella": Text("nghĩa vụ chung, dẫn sang văn bản khác", "a duty to obey other texts"),
        "speech": Text("lời nói, nội dung, ứng xử của con người", "a person's speech, content or conduct"),
        "process": Text("công việc của tổ chức", "work of an organisation"),
    }
)

ENTRY_ID: Final = Matching("[a-z0-9]+(-[a-z0-9]+)*", "một mã", "an id")
CLAUSE_ID: Final = Matching("[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+([-.][a-z0-9]+)*)+", "một mã điều", "a clause id")

_Digest = Annotated[
    Words,
    Matching(
        "sha256:[0-9a-f]{64}",
        "`sha256:` và 64 chữ số thập lục phân viết nhỏ",
        "`sha256:` and 64 small hexadecimal digits",
    ),
]
_Documents = Annotated[tuple[Annotated[Words, Known("document")], ...], *distinct]
_SomeDocuments = Annotated[tuple[Annotated[Words, Known("document")], ...], Field(min_length=1), *distinct]


@form
class Document:
    """An issued text: held, merely named, or public law that helps to read a clause.

    `date` is `None` where no source states the day; `year` is then the year, if that much is stated. `status` says what
    is known to have become of it since: nothing (`issued`), its issuer ended, or another text replaced it;
    `in_force_until` is its last day where a text ended it, and `status_note` tells how we know. `read_from` and
    `named_in` are the relays that relate it and those that only name it, `helps` the clauses that it helps to read.
    """

    id: Annotated[str, GIVEN]
    pack: Annotated[str, GIVEN]
    title: Annotated[Both, Said("Tên văn bản.", "The document's name.")]
    about: Annotated[Both, Said("Văn bản nói về gì.", "What it is about.")]
    issuer: Annotated[Both, Said("Cơ quan ban hành.", "Who issued it.")]
    date: Annotated[
        Day | None,
        Said("Ngày ban hành; `null` khi không nguồn nào nêu.", "Its day; `null` where no source states one."),
    ]
    year: Annotated[Positive | None, Said("Năm, khi chỉ biết năm.", "The year, where no more is known.")] = None
    status: Annotated[
        DocumentStatus,
        _STATUSES,
        Said("Điều đã biết về văn bản sau khi ban hành.", "What is known to have become of it since."),
    ] = "issued"
    in_force_until: Annotated[
        Day | None, Said("Ngày cuối, khi bị thay thế.", "Its last day, where a text replaced it.")
    ] = None
    status_note: Annotated[Both | None, Said("Biết điều ấy từ đâu.", "How that is known.")] = None
    read_from: Annotated[tuple[str, ...], GIVEN] = ()
    named_in: Annotated[tuple[str, ...], GIVEN] = ()
    helps: Annotated[tuple[str, ...], GIVEN] = ()


@form
class Relay:
    """A public text from which we know documents: those it relates (`reads`) and those it only `names`.

    `digest` is that of its whole normalised text (`catalogue_verify.normalise`).
    """

    id: Annotated[str, GIVEN]
    pack: Annotated[str, GIVEN]
    file_name: Annotated[Words, Said("Tên tệp.", "The file's name.")]
    title: Annotated[Both, Said("Tên nguồn.", "The source's name.")]
    description: Annotated[Both, Said("Nguồn này là gì.", "What it is.")]
    reads: Annotated[_SomeDocuments, Said("Các văn bản mà nguồn thuật lại.", "The documents that it relates.")]
    names: Annotated[_Documents, Said("Các văn bản chỉ được nhắc tên.", "The documents that it only names.")]
    digest: Annotated[_Digest, Said("Mã băm của toàn văn đã chuẩn hóa.", "The digest of its whole normalised text.")]


@form
class Locator:
    """Where a passage stands in its relay, from the outside in; never an article number of the document itself."""

    part: Annotated[Words | None, Said("Phần.", "The part.")] = None
    list: Annotated[Positive | None, Said("Danh sách thứ mấy.", "Which list.")] = None
    item: Annotated[Words | None, Said("Mục.", "The item.")] = None
    bullet: Annotated[Positive | None, Said("Gạch đầu dòng thứ mấy.", "Which bullet.")] = None
    paragraph: Annotated[Positive | None, Said("Đoạn thứ mấy.", "Which paragraph.")] = None
    sentence: Annotated[Positive | None, Said("Câu thứ mấy.", "Which sentence.")] = None

    @property
    def text(self) -> Text:
        """The place in words."""
        return reference.place_in_words({name: getattr(self, name) for name in reference.STEPS})


@form
class Passage:
    """A slice of a relay's normalised text, in code points, the end exclusive; and the digest of that slice."""

    start: Annotated[Natural, Said("Ký tự đầu.", "The first character.")]
    end: Annotated[Positive, Said("Sau ký tự cuối.", "After the last character.")]
    digest: Annotated[_Digest, Said("Mã băm của đoạn.", "The digest of the passage.")]


@form
class Reason:
    """Why a clause is left to people."""

    kind: Annotated[ReasonKind, _REASONS, Said("Loại lý do.", "The kind of reason.")]
    text: Annotated[Both, Said("Lý do.", "The reason.")]


def _somewhere(locator: Locator) -> Locator:
    if locator == Locator():
        hint = packs.NAME_A_PLACE
        raise refused(Flaw("empty", packs.NO_PLACE, hint))
    return locator


@form
class Clause:
    """One citable duty.

    `documents` has more than one id where the relay does not say which of them states the duty (`joint`). `digest` is
    that of the whole relay. `in_force_from` is the day from which the duty counts: its text's day of issue, since no
    source names a day of coming into force; `None` where no day of issue is stated. `advisory`: practice that a
    source reports, not an order. `reason` is there for `people` only. `helped_by`: public law that helps to read it.
    """

    id: Annotated[str, GIVEN]
    pack: Annotated[str, GIVEN]
    documents: Annotated[
        _SomeDocuments,
        Said("Mã văn bản; nhiều hơn một khi xuất xứ chung.", "Ids of documents; several where it is joint."),
    ]
    relay: Annotated[Words, Known("relay"), Said("Mã nguồn.", "The relay's id.")]
    locator: Annotated[
        Locator,
        AfterValidator(_somewhere),
        Also(minProperties=1),
        Said("Vị trí trong nguồn.", "Where it stands in the relay."),
    ]
    attribution: Annotated[Attribution, _ATTRIBUTIONS, Said("Xuất xứ.", "Whether one document is known to state it.")]
    in_force_from: Annotated[
        Day | None,
        Said(
            "Ngày ban hành, từ đó điều này được tính; `null` khi không nguồn nào nêu.",
            "Its day of issue, from which it counts; `null` where no source states one.",
        ),
    ]
    title: Annotated[Both, Said("Tên ngắn, cho bảng và biểu đồ.", "A short title, for lists and charts.")]
    summary: Annotated[Both, Said("Tóm tắt, không chép nguồn.", "In words of our own.")]
    outcome: Annotated[ClauseOutcome, _OUTCOMES, Said("Cách xử lý.", "What becomes of it.")]
    passage: Annotated[
        Passage,
        Said(
            "Đoạn được dẫn, đếm theo ký tự của nguồn đã chuẩn hóa.",
            "The cited passage, in characters of the normalised relay.",
        ),
    ]
    force: Annotated[Force, _FORCES, Said("Tính chất; bỏ trống: bắt buộc.", "Its force; left out: an order.")] = (
        "binding"
    )
    helped_by: Annotated[
        _SomeDocuments, Said("Luật công giúp hiểu điều này.", "Ids of public law that helps to read it.")
    ] = ()
    reason: Annotated[Reason | None, Said("Vì sao để con người xem xét.", "Why it is left to people.")] = None
    digest: Annotated[str, GIVEN] = ""


def _where(key: str, **value: Any) -> dict[str, Any]:  # noqa: ANN401 - any words of JSON Schema
    return {"required": [key], "properties": {key: value}}


_ENDED: Final = Also(
    allOf=[
        {"if": _where("status", enum=["issuer_dissolved", "replaced"]), "then": {"required": ["status_note"]}},
        {
            "if": _where("in_force_until", type="string"),
            "then": _where("status", const="replaced"),
        },
    ]
)
_LEFT_TO_PEOPLE: Final = Also(
    **{"if": _where("outcome", const="people")},
    then=_where("reason", type="object"),
    **{"else": {"properties": {"reason": {"type": "null"}}}},
    allOf=[
        {
            "if": _where("attribution", const="joint"),
            "then": {"properties": {"documents": {"minItems": 2}}},
            "else": {"properties": {"documents": {"maxItems": 1}}},
        }
    ],
)

DOCUMENTS_FILE: Final = FileKind(
    Text("Danh mục văn bản của qd85rules", "Documents for qd85rules"),
    Text("Các văn bản được dẫn hoặc được nhắc tên, theo mã.", "Documents that are cited or named, by id."),
    Mapping[Annotated[str, ENTRY_ID], Annotated[Document, _ENDED]],
)
RELAYS_FILE: Final = FileKind(
    Text("Danh mục nguồn của qd85rules", "Relays for qd85rules"),
    Text(
        "Các bản công khai mà qua đó ta biết văn bản, theo mã.",
        "Public texts from which documents are known, by id.",
    ),
    Mapping[Annotated[str, ENTRY_ID], Relay],
)
CLAUSES_FILE: Final = FileKind(
    Text("Danh mục điều của qd85rules", "Clauses for qd85rules"),
    Text("Từng nghĩa vụ dẫn được, theo mã, và cách xử lý nó.", "Each citable duty, by id, and what becomes of it."),
    Mapping[Annotated[str, CLAUSE_ID], Annotated[Clause, _LEFT_TO_PEOPLE]],
)
