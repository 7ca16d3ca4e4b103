"""The schema of a pack file, `pack.yaml`.

What must not live here: rules (`rule`) and the catalogue (`catalogue`), which have files of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.cli.schemas.parts import (
    BOOLEAN,
    DATE,
    TEXT,
    Fields,
    Schema,
    bilingual,
    choice,
    list_of,
    mapping,
    named,
    optional,
    texts,
    titled,
    whole,
)
from qd85rules.core.text import Text

if TYPE_CHECKING:
    from qd85rules.core.text import Language

_TITLE: Final = Text("Gói quy tắc của qd85rules", "A pack for qd85rules")
_ABOUT: Final = Text(
    "Tham số và khái niệm của một thư mục quy tắc; các gói xếp chồng lên nhau.",
    "Parameters and concepts of a folder of rules; packs stack on one another.",
)
_KINDS: Final[dict[str, Text]] = {
    "int": Text("số nguyên", "a whole number"),
    "bool": Text("đúng hoặc sai", "true or false"),
    "date": Text("một ngày", "a date"),
    "choice": Text("một trong các lựa chọn", "one of the choices"),
    "choices": Text("danh sách lựa chọn", "a list of choices"),
}
_VALUES: Final[dict[str, Schema]] = {
    "int": {"type": "integer"},
    "bool": BOOLEAN,
    "date": DATE,
    "choice": TEXT,
    "choices": {"type": "array", "items": TEXT},
}
_ANY_VALUE: Final[Schema] = {"type": ["integer", "boolean", "string", "array"]}


def pack_schema(lang: Language = "en") -> Schema:
    """Give the schema of a pack file."""
    both = bilingual(lang)
    settings = _settings(lang)
    fields: Fields = {
        "id": (TEXT, Text("Mã gói.", "The pack's id.")),
        "version": (TEXT, Text("Phiên bản, viết trong ngoặc kép.", "The version, in quotes.")),
        "title": (both, Text("Tên gói.", "The pack's name.")),
        "description": (both, Text("Gói này nói gì.", "What the pack says.")),
        "requires": (
            texts(),
            Text("Các gói nằm dưới; bỏ trống: `national`.", "The packs below; left out: `national`."),
        ),
        "verified_on": (
            DATE,
            Text("Ngày gần nhất đối chiếu với nguồn.", "The last day on which it was compared with its sources."),
        ),
        "parameters": (
            named(_parameter(lang)),
            Text("Những con số và lựa chọn mà văn bản để ngỏ.", "Numbers and choices that the texts leave open."),
        ),
        "settings": (
            named(settings),
            Text("Giá trị cho tham số của gói bên dưới.", "Values for parameters of packs below."),
        ),
        "concepts": (
            named(
                mapping(
                    lang,
                    {
                        "title": (both, Text("Khái niệm nói gì.", "What the concept says.")),
                        "when": (TEXT, Text("Biểu thức.", "The expression.")),
                    },
                )
            ),
            Text("Biểu thức có tên, dùng lại trong các quy tắc.", "Named expressions for the rules."),
        ),
        "widens": (
            named(_widening(lang)),
            Text("Những gì gói này thêm vào khái niệm của gói bên dưới.", "What it adds to concepts of packs below."),
        ),
    }
    return titled(_TITLE, _ABOUT, mapping(lang, {}, fields), lang)


def _settings(lang: Language) -> Schema:
    """Give the shape of one setting, or of several, each of its own days."""
    setting = mapping(
        lang,
        {"value": (_ANY_VALUE, Text("Giá trị.", "The value."))},
        {
            "from": (DATE, Text("Có hiệu lực từ ngày nào; bỏ trống: luôn luôn.", "From which day; left out: always.")),
            "until": (
                DATE,
                Text("Ngày cuối cùng có hiệu lực; bỏ trống: không hạn.", "Through which day; left out: without end."),
            ),
            "rationale": (bilingual(lang), Text("Lý do.", "Why.")),
            "source": (TEXT, Text("Ai đặt, theo giấy tờ nào.", "Who decided it, and in which paper.")),
        },
    )
    return {"anyOf": [setting, list_of(setting)]}


def _widening(lang: Language) -> Schema:
    return mapping(
        lang,
        {
            "when": (TEXT, Text("Khái niệm cũng đúng khi nào.", "When the concept holds as well.")),
            "clauses": (texts(at_least=1), Text("Căn cứ của việc mở rộng.", "The clauses that say so.")),
        },
        {"since": (TEXT, Text("Biểu thức cho ngày bắt đầu.", "An expression that gives the day from which it does."))},
    )


def _parameter(lang: Language) -> Schema:
    both = bilingual(lang)
    parameter = mapping(
        lang,
        {
            "type": (choice(_KINDS, lang), Text("Kiểu của giá trị.", "The kind of value.")),
            "title": (both, Text("Tham số nói gì.", "What the parameter says.")),
            "rationale": (both, Text("Vì sao chọn giá trị mặc định này.", "Why the default is what it is.")),
            "set_by": (both, Text("Ai được đặt.", "Who may set it.")),
        },
        {
            "default": (
                _ANY_VALUE,
                Text(
                    "Giá trị mặc định; bỏ trống: chưa biết cho đến khi được đặt.",
                    "The value by default; left out: unknown until it is set.",
                ),
            ),
            "choices": (texts(at_least=1), Text("Các lựa chọn.", "The choices.")),
            "unit": (both, Text("Đơn vị.", "The unit.")),
            "minimum": (whole(), Text("Giá trị nhỏ nhất.", "The least value.")),
            "maximum": (whole(), Text("Giá trị lớn nhất.", "The greatest value.")),
            "settings": (
                _settings(lang),
                Text("Giá trị trong những ngày nào đó.", "Values that it takes on some days."),
            ),
        },
    )
    parameter["allOf"] = [
        {
            "if": {"required": ["type"], "properties": {"type": {"const": kind}}},
            "then": {
                **({"required": ["choices"]} if kind.startswith("choice") else {}),
                "properties": {
                    "default": optional(value),
                    "settings": {"properties": {"value": value}, "items": {"properties": {"value": value}}},
                },
            },
        }
        for kind, value in _VALUES.items()
    ]
    return parameter
