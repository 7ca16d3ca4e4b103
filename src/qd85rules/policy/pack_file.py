"""What `pack.yaml` says, key by key, and the parameters in it.

A value of a parameter is read as its type asks for: `value_kind` makes the kind of value of it.

What must not live here: concepts and rules, which need what packs below offer (`loader`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field, conint

from qd85rules.core.text import Text
from qd85rules.lang.types import BOOL, DATE, INT, Type, enum_of, list_of
from qd85rules.model.spec import SUBJECTS
from qd85rules.model.vocabulary import facts_for
from qd85rules.policy.rule import NamedConcept, Parameter, Rule, Setting, Widening, date_facts
from qd85rules.source.form import (
    EACH,
    Also,
    Both,
    Day,
    Either,
    FileKind,
    Flag,
    Names,
    Said,
    Shaped,
    SomeNames,
    Spoken,
    Whole,
    Words,
    form,
)
from qd85rules.source.refusals import missing_key
from qd85rules.wording import packs as say

if TYPE_CHECKING:
    from qd85rules.core.values import Value
    from qd85rules.source.reader import Reader

_AnyValue = Annotated[Any, Shaped(lambda: {"type": ["integer", "boolean", "string", "array"]})]
"""A value of a parameter, whose type says more."""


@form
class SettingEntry:
    """A value that a parameter takes on some days; the first stands under `from`, which is no name in Python."""

    value: Annotated[_AnyValue, Said("Giá trị.", "The value.")]
    from_: Annotated[
        Day | None,
        Field(alias="from"),
        Said("Có hiệu lực từ ngày nào; bỏ trống: luôn luôn.", "From which day; left out: always."),
    ] = None
    until: Annotated[
        Day | None,
        Said("Ngày cuối cùng có hiệu lực; bỏ trống: không hạn.", "Through which day; left out: without end."),
    ] = None
    rationale: Annotated[Both | None, Said("Lý do.", "Why.")] = None
    source: Annotated[Words | None, Said("Ai đặt, theo giấy tờ nào.", "Who decided it, and in which paper.")] = None


_Settings = Annotated[Any, Either(SettingEntry, items=tuple[SettingEntry, ...])]
"""One setting, or several, each of its own days."""


_Kind = Annotated[
    Literal["int", "bool", "date", "choice", "choices"],
    Spoken(
        {
            "int": Text("số nguyên", "a whole number"),
            "bool": Text("đúng hoặc sai", "true or false"),
            "date": Text("một ngày", "a date"),
            "choice": Text("một trong các lựa chọn", "one of the choices"),
            "choices": Text("danh sách lựa chọn", "a list of choices"),
        }
    ),
]


@form
class ParameterEntry:
    """A number or choice that the texts leave open."""

    type: Annotated[_Kind, Said("Kiểu của giá trị.", "The kind of value.")]
    title: Annotated[Both, Said("Tham số nói gì.", "What the parameter says.")]
    rationale: Annotated[Both, Said("Vì sao chọn giá trị mặc định này.", "Why the default is what it is.")]
    set_by: Annotated[Both, Said("Ai được đặt.", "Who may set it.")]
    default: Annotated[
        _AnyValue | None,
        Said(
            "Giá trị mặc định; bỏ trống: chưa biết cho đến khi được đặt.",
            "The value by default; left out: unknown until it is set.",
        ),
    ] = None
    choices: Annotated[SomeNames | None, Said("Các lựa chọn.", "The choices.")] = None
    unit: Annotated[Both | None, Said("Đơn vị.", "The unit.")] = None
    minimum: Annotated[Whole | None, Said("Giá trị nhỏ nhất.", "The least value.")] = None
    maximum: Annotated[Whole | None, Said("Giá trị lớn nhất.", "The greatest value.")] = None
    settings: Annotated[
        _Settings | None,
        EACH,
        Said("Giá trị trong những ngày nào đó.", "Values that it takes on some days."),
    ] = None


_TEXT: Final[dict[str, Any]] = {"type": "string", "pattern": r"\S"}
_VALUES: Final[dict[str, dict[str, Any]]] = {
    "int": {"type": "integer"},
    "bool": {"type": "boolean"},
    "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "choice": _TEXT,
    "choices": {"type": "array", "items": _TEXT},
}
_BY_KIND: Final = Also(
    allOf=[
        {
            "if": {"required": ["type"], "properties": {"type": {"const": kind}}},
            "then": {
                **({"required": ["choices"]} if kind.startswith("choice") else {}),
                "properties": {
                    "default": {**value, "type": [value["type"], "null"]},
                    "settings": {"properties": {"value": value}, "items": {"properties": {"value": value}}},
                },
            },
        }
        for kind, value in _VALUES.items()
    ]
)


@form
class PropertyEntry:
    """What a pack claims of rules."""

    id: Annotated[Words, Said("Mã của điều khẳng định.", "The property's id.")]
    title: Annotated[Both, Said("Điều khẳng định, bằng lời.", "The property, in words.")]
    never: Annotated[Words, Said("Điều kiện không bao giờ đúng.", "A condition that never holds.")]
    rules: Annotated[
        Names,
        Said(
            "Mã hoặc mẫu của những quy tắc mà `outcome()` lần lượt xét; `!` ở đầu để bớt ra.",
            "Ids or patterns of the rules that `outcome()` stands for, one by one; those with `!` take rules out.",
        ),
    ] = ()


@form
class PackFile:
    """The pack's own file; each entry of a mapping is read when what it needs is known."""

    id: Annotated[Words | None, Said("Mã gói.", "The pack's id.")] = None
    version: Annotated[Words, Said("Phiên bản, viết trong ngoặc kép.", "The version, in quotes.")] = "0"
    title: Annotated[Both | None, Said("Tên gói.", "The pack's name.")] = None
    description: Annotated[Both, Said("Gói này nói gì.", "What the pack says.")] = Text("", "")
    requires: Annotated[
        Names, Said("Các gói nằm dưới; bỏ trống: `national`.", "The packs below; left out: `national`.")
    ] = ()
    verified_on: Annotated[
        Day | None,
        Said("Ngày gần nhất đối chiếu với nguồn.", "The last day on which it was compared with its sources."),
    ] = None
    parameters: Annotated[
        Mapping[str, Annotated[ParameterEntry, _BY_KIND]] | None,
        EACH,
        Said("Những con số và lựa chọn mà văn bản để ngỏ.", "Numbers and choices that the texts leave open."),
    ] = None
    settings: Annotated[
        Mapping[str, _Settings] | None,
        EACH,
        Said("Giá trị cho tham số của gói bên dưới.", "Values for parameters of packs below."),
    ] = None
    concepts: Annotated[
        Mapping[str, NamedConcept] | None,
        EACH,
        Said("Biểu thức có tên, dùng lại trong các quy tắc.", "Named expressions for the rules."),
    ] = None
    widens: Annotated[
        Mapping[str, Widening] | None,
        EACH,
        Said("Những gì gói này thêm vào khái niệm của gói bên dưới.", "What it adds to concepts of packs below."),
    ] = None
    properties: Annotated[
        tuple[PropertyEntry, ...] | None,
        EACH,
        Said("Những điều gói này khẳng định, `qd85 lint` chứng minh.", "What it claims, for `qd85 lint` to prove."),
    ] = None


PACK: Final = FileKind(
    Text("Gói quy tắc của qd85rules", "A pack for qd85rules"),
    Text(
        "Tham số và khái niệm của một thư mục quy tắc; các gói xếp chồng lên nhau.",
        "Parameters and concepts of a folder of rules; packs stack on one another.",
    ),
    PackFile,
)


_EVENT_DATES: Final = Also(
    allOf=[
        {
            "if": {"required": ["subject"], "properties": {"subject": {"const": subject}}},
            "then": {"properties": {"event_date": {"enum": [*date_facts(facts_for(subject)), None]}}},
        }
        for subject in SUBJECTS
    ]
)
RULE: Final = FileKind(
    Text("Quy tắc của qd85rules", "A rule for qd85rules"),
    Text(
        "Một phép kiểm tra viết thành dữ liệu: căn cứ, điều kiện, lời báo, cách xử lý và ví dụ.",
        "A check written as data: its clauses, conditions, message, remedy and examples.",
    ),
    Annotated[Rule, _EVENT_DATES],
)


def read_parameter(name: str, pack: str, reader: Reader) -> Parameter:
    """Read one parameter of a pack file; where it is wrong, which is told, what comes out only keeps its name known."""
    said = reader.value if isinstance(reader.value, dict) else {}
    entry = reader.read(ParameterEntry)
    kind = said.get("type")
    if kind in {"choice", "choices"} and said.get("choices") is None:
        reader.tell(missing_key("choices"))
    none = Text("", "")
    parameter = Parameter(
        name=name,
        pack=pack,
        type=_type(kind, said.get("choices")),
        title=entry.title if entry else none,
        rationale=entry.rationale if entry else none,
        set_by=entry.set_by if entry else none,
        unit=entry.unit if entry else None,
        minimum=_bound(said.get("minimum")),
        maximum=_bound(said.get("maximum")),
        span=reader.key_span,
    )
    if kind not in _VALUES:
        return parameter
    return replace(
        parameter,
        default=None if said.get("default") is None else _value(parameter, reader["default"]),
        settings=() if said.get("settings") is None else read_settings(parameter, pack, reader["settings"]),
    )


def read_settings(parameter: Parameter, pack: str, reader: Reader) -> tuple[Setting, ...]:
    """Read the values that a pack gives a parameter, one or a list, and order them by day."""
    readers = tuple(reader.items()) if isinstance(reader.value, list) else (reader,)
    read = ((_setting(parameter, pack, each), each) for each in readers)
    found = sorted(
        ((setting, each) for setting, each in read if setting is not None), key=lambda pair: _begins(pair[0])
    )
    for (one, _), (other, place) in pairwise(found):
        # A setting without an end lasts until one that begins later and has none either takes its place.
        open_end = one.until is None and other.until is None and _begins(one) < _begins(other)
        if not open_end and (one.until is None or _begins(other) <= one.until):
            days = [each.effective_from for each in (one, other)]
            before, after = (say.FROM_DAY.filled(day=day) if day else say.OF_ALWAYS for day in days)
            place.refuse("overlap", say.SETTINGS_OVERLAP.filled(before=before, after=after), say.UNTIL_OF_EARLIER)
    return tuple(setting for setting, _ in found)


def _setting(parameter: Parameter, pack: str, reader: Reader) -> Setting | None:
    entry = reader.read(SettingEntry)
    said = reader.value if isinstance(reader.value, dict) else {}
    value = _value(parameter, reader["value"]) if "value" in said else None
    if entry is None:
        return None
    if entry.until is not None and entry.until < (entry.from_ or date.min):
        message = say.ENDS_BEFORE.filled(until=entry.until)
        reader.refuse("end-before-start", message, path=("until",))
    return Setting(
        pack, 0 if value is None else value, entry.from_, entry.until, entry.rationale, entry.source, reader.span
    )


def _begins(setting: Setting) -> date:
    return setting.effective_from or date.min


def _bound(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _type(kind: object, choices: object) -> Type:
    match kind:
        case "bool":
            return BOOL
        case "date":
            return DATE
        case "choice" | "choices":
            members = (
                enum_of(*(word for word in choices if isinstance(word, str)))
                if isinstance(choices, list)
                else enum_of()
            )
            return members if kind == "choice" else list_of(members)
        case _:
            return INT


def _value(parameter: Parameter, reader: Reader) -> Value | None:
    """Read a value; `None` where it is wrong, or where the choices are, which is told once and not with each value."""
    kind = parameter.type
    return None if (kind.element or kind).members == () else reader.read(value_kind(parameter))


def value_kind(parameter: Parameter) -> Any:  # noqa: ANN401 - a type
    """Give the kind of value that a parameter takes: dates as ordinals, lists as tuples."""
    kind = parameter.type
    match kind.kind:
        case "bool":
            return Flag
        case "date":
            return Annotated[Day, AfterValidator(_ordinal)]
        case "int":
            return conint(strict=True, ge=parameter.minimum, le=parameter.maximum)
        case "list":
            element: Any = Literal[(kind.element or kind).members]
            return tuple[element, ...]
        case _:
            return Literal[kind.members]


def _ordinal(day: date) -> int:
    return day.toordinal()
