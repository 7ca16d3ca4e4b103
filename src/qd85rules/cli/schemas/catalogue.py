"""The schemas of a pack's catalogue: `documents.yaml`, `relays.yaml`, `clauses.yaml`, `readings.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.cli.schemas.parts import (
    DATE,
    TEXT,
    Fields,
    Schema,
    bilingual,
    choice,
    mapping,
    named,
    texts,
    titled,
    whole,
)
from qd85rules.core.text import Text

if TYPE_CHECKING:
    from qd85rules.core.text import Language

__all__ = ["clauses_schema", "documents_schema", "readings_schema", "relays_schema"]

_NAME: Final = "^[a-z0-9]+(-[a-z0-9]+)*$"
_CLAUSE: Final = "^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+([-.][a-z0-9]+)*)+$"
_DIGEST: Final[Schema] = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}

_DOCUMENTS: Final = Text("Danh mục văn bản của qd85rules", "Documents for qd85rules")
_DOCUMENTS_ABOUT: Final = Text(
    "Các văn bản được dẫn hoặc được nhắc tên, theo mã.", "Documents that are cited or named, by id."
)
_RELAYS: Final = Text("Danh mục nguồn của qd85rules", "Relays for qd85rules")
_RELAYS_ABOUT: Final = Text(
    "Các bản công khai mà qua đó ta biết văn bản, theo mã.", "Public texts from which documents are known, by id."
)
_READINGS: Final = Text("Các cách đọc của qd85rules", "Readings for qd85rules")
_READINGS_ABOUT: Final = Text(
    "Chỗ văn bản đọc được theo hai cách, theo số.", "Words that can be read in two ways, by number."
)
_CLAUSES: Final = Text("Danh mục điều của qd85rules", "Clauses for qd85rules")
_CLAUSES_ABOUT: Final = Text(
    "Từng nghĩa vụ dẫn được, theo mã, và cách xử lý nó.", "Each citable duty, by id, and what becomes of it."
)
_ATTRIBUTIONS: Final = {
    "single": Text("của một văn bản", "of one document"),
    "joint": Text("nguồn không nói rõ của văn bản nào", "the source does not say of which document"),
}
_FORCES: Final = {
    "binding": Text("bắt buộc", "an order"),
    "advisory": Text("cách làm được kể lại", "practice that a source reports"),
}
_OUTCOMES: Final = {
    "check": Text("quy tắc kiểm tra từ dữ kiện của tài khoản", "rules decide it from account facts"),
    "people": Text("để con người xem xét", "left to people"),
}
_STATUSES: Final = {
    "issued": Text("đã ban hành, không biết gì thêm", "issued, no more is known"),
    "issuer_dissolved": Text("nơi ban hành không còn", "its issuer no longer exists"),
    "replaced": Text("đã được thay thế", "another text replaced it"),
}
_REASONS: Final = {
    "umbrella": Text("nghĩa vụ chung, dẫn sang văn bản khác", "a duty to obey other texts"),
    "speech": Text("lời nói, nội dung, ứng xử của con người", "a person's speech, content or conduct"),
    "process": Text("công việc của tổ chức", "work of an organisation"),
}


def documents_schema(lang: Language = "en") -> Schema:
    """Give the schema of `documents.yaml`."""
    both = bilingual(lang)
    document = mapping(
        lang,
        {
            "title": (both, Text("Tên văn bản.", "The document's name.")),
            "about": (both, Text("Văn bản nói về gì.", "What it is about.")),
            "issuer": (both, Text("Cơ quan ban hành.", "Who issued it.")),
            "date": (
                {**DATE, "type": ["string", "null"]},
                Text("Ngày ban hành; `null` khi không nguồn nào nêu.", "Its day; `null` where no source states one."),
            ),
        },
        {
            "year": (whole(1), Text("Năm, khi chỉ biết năm.", "The year, where no more is known.")),
            "status": (
                choice(_STATUSES, lang),
                Text("Điều đã biết về văn bản sau khi ban hành.", "What is known to have become of it since."),
            ),
            "in_force_until": (DATE, Text("Ngày cuối, khi bị thay thế.", "Its last day, where a text replaced it.")),
            "status_note": (both, Text("Biết điều ấy từ đâu.", "How that is known.")),
        },
    )
    document["allOf"] = [
        {
            "if": {"required": ["status"], "properties": {"status": {"enum": ["issuer_dissolved", "replaced"]}}},
            "then": {"required": ["status_note"]},
        },
        {
            "if": {"required": ["in_force_until"], "properties": {"in_force_until": {"type": "string"}}},
            "then": {"required": ["status"], "properties": {"status": {"const": "replaced"}}},
        },
    ]
    return titled(_DOCUMENTS, _DOCUMENTS_ABOUT, named(document, _NAME), lang)


def relays_schema(lang: Language = "en") -> Schema:
    """Give the schema of `relays.yaml`."""
    both = bilingual(lang)
    relay = mapping(
        lang,
        {
            "file_name": (TEXT, Text("Tên tệp.", "The file's name.")),
            "title": (both, Text("Tên nguồn.", "The source's name.")),
            "description": (both, Text("Nguồn này là gì.", "What it is.")),
            "reads": (texts(at_least=1), Text("Các văn bản mà nguồn thuật lại.", "The documents that it relates.")),
            "names": (texts(), Text("Các văn bản chỉ được nhắc tên.", "The documents that it only names.")),
            "digest": (_DIGEST, Text("Mã băm của toàn văn đã chuẩn hóa.", "The digest of its whole normalised text.")),
        },
    )
    return titled(_RELAYS, _RELAYS_ABOUT, named(relay, _NAME), lang)


def clauses_schema(lang: Language = "en") -> Schema:
    """Give the schema of `clauses.yaml`."""
    clause = mapping(lang, _clause(lang), _clause_extras(lang))
    clause["if"] = {"required": ["outcome"], "properties": {"outcome": {"const": "people"}}}
    clause["then"] = {"required": ["reason"], "properties": {"reason": {"type": "object"}}}
    clause["else"] = {"properties": {"reason": {"type": "null"}}}
    clause["allOf"] = [
        {
            "if": {"required": ["attribution"], "properties": {"attribution": {"const": "joint"}}},
            "then": {"properties": {"documents": {"minItems": 2}}},
            "else": {"properties": {"documents": {"maxItems": 1}}},
        }
    ]
    return titled(_CLAUSES, _CLAUSES_ABOUT, named(clause, _CLAUSE), lang)


def readings_schema(lang: Language = "en") -> Schema:
    """Give the schema of `readings.yaml`."""
    both = bilingual(lang)
    reading = mapping(
        lang,
        {
            "words": (both, Text("Lời văn đang xét.", "The words in question.")),
            "taken": (both, Text("Cách đọc mà quy tắc theo.", "The opinion that the rules carry out.")),
            "other": (both, Text("Ý kiến khác.", "What else is held.")),
            "why": (both, Text("Vì sao chọn cách ấy.", "Why it was chosen.")),
            "rules": (texts(), Text("Mã các quy tắc liên quan.", "Ids of the rules that it decides.")),
            "parameters": (texts(), Text("Các tham số liên quan.", "The parameters that it decides.")),
        },
    )
    return titled(_READINGS, _READINGS_ABOUT, named(reading, "^[1-9][0-9]{0,3}$"), lang)


def _clause(lang: Language) -> Fields:
    return {
        "documents": (
            texts(at_least=1),
            Text("Mã văn bản; nhiều hơn một khi xuất xứ chung.", "Ids of documents; several where it is joint."),
        ),
        "relay": (TEXT, Text("Mã nguồn.", "The relay's id.")),
        "locator": (_locator(lang), Text("Vị trí trong nguồn.", "Where it stands in the relay.")),
        "attribution": (choice(_ATTRIBUTIONS, lang), Text("Xuất xứ.", "Whether one document is known to state it.")),
        "in_force_from": (
            {**DATE, "type": ["string", "null"]},
            Text(
                "Ngày ban hành, từ đó điều này được tính; `null` khi không nguồn nào nêu.",
                "Its day of issue, from which it counts; `null` where no source states one.",
            ),
        ),
        "title": (bilingual(lang), Text("Tên ngắn, cho bảng và biểu đồ.", "A short title, for lists and charts.")),
        "summary": (bilingual(lang), Text("Tóm tắt, không chép nguồn.", "In words of our own.")),
        "outcome": (choice(_OUTCOMES, lang), Text("Cách xử lý.", "What becomes of it.")),
        "passage": (
            mapping(
                lang,
                {
                    "start": (whole(0), Text("Ký tự đầu.", "The first character.")),
                    "end": (whole(1), Text("Sau ký tự cuối.", "After the last character.")),
                    "digest": (_DIGEST, Text("Mã băm của đoạn.", "The digest of the passage.")),
                },
            ),
            Text(
                "Đoạn được dẫn, đếm theo ký tự của nguồn đã chuẩn hóa.",
                "The cited passage, in characters of the normalised relay.",
            ),
        ),
    }


def _clause_extras(lang: Language) -> Fields:
    reason = mapping(
        lang,
        {
            "kind": (choice(_REASONS, lang), Text("Loại lý do.", "The kind of reason.")),
            "text": (bilingual(lang), Text("Lý do.", "The reason.")),
        },
    )
    return {
        "force": (choice(_FORCES, lang), Text("Tính chất; bỏ trống: bắt buộc.", "Its force; left out: an order.")),
        "helped_by": (
            texts(at_least=1),
            Text("Luật công giúp hiểu điều này.", "Ids of public law that helps to read it."),
        ),
        "reason": (reason, Text("Vì sao để con người xem xét.", "Why it is left to people.")),
    }


def _locator(lang: Language) -> Schema:
    steps: Fields = {
        "part": (TEXT, Text("Phần.", "The part.")),
        "list": (whole(1), Text("Danh sách thứ mấy.", "Which list.")),
        "item": (TEXT, Text("Mục.", "The item.")),
        "bullet": (whole(1), Text("Gạch đầu dòng thứ mấy.", "Which bullet.")),
        "paragraph": (whole(1), Text("Đoạn thứ mấy.", "Which paragraph.")),
        "sentence": (whole(1), Text("Câu thứ mấy.", "Which sentence.")),
    }
    return {**mapping(lang, {}, steps), "minProperties": 1}
