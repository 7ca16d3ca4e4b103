"""What a rule is, and the parameters, concepts and packs around it: data only.

What must not live here: reading them from files (`loader`), resolving them for a date (`policy`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, get_args

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core.core_schema import no_info_before_validator_function, with_info_after_validator_function

from qd85rules.core.diagnostics import Span, suggestion
from qd85rules.core.text import Text
from qd85rules.lang.ast import Bool, Expr
from qd85rules.model.spec import Subject
from qd85rules.model.vocabulary import FACTS, facts_for
from qd85rules.source.form import (
    GIVEN,
    Both,
    Day,
    Known,
    Names,
    Positive,
    Said,
    Shaped,
    Shared,
    Spoken,
    Whole,
    Words,
    distinct,
    form,
)
from qd85rules.source.refusals import Flaw, refused, wrong_type
from qd85rules.wording import files, verdicts
from qd85rules.wording import packs as say

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    from qd85rules.core.values import Value
    from qd85rules.lang.types import Type

PACK_FILE: Final = "pack.yaml"
"""The file that makes a folder a pack."""

Modality = Literal["must", "must_not", "should"]
MODALITIES: Final[tuple[Modality, ...]] = get_args(Modality)

Basis = Literal["text", "reading", "local"]
BASES: Final[tuple[Basis, ...]] = get_args(Basis)


NO_TEXT: Final = Text("", "")
_NO_PLACE: Final = Span()


@dataclass(frozen=True, slots=True)
class Condition:
    """A well-typed expression as its author wrote it, and the place of its text, where it was written."""

    expr: Expr
    text: str
    span: Span = _NO_PLACE


def _always() -> Condition:
    return Condition(Bool(value=True), "true")


class _Expression:
    """Reads an expression by what the reader offers under a name: `condition`, `day`, or `expression` of any type."""

    def __init__(self, wanted: str) -> None:
        self.wanted = wanted

    def __get_pydantic_core_schema__(self, _source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401 - any type
        """Read the text, then what it says; a rule's subject says which facts there are."""
        key = handler.field_name

        def parsed(text: str, info: ValidationInfo) -> object:
            read: Callable[[str, str | None, Subject | None], Condition] = (info.context or {})[self.wanted]
            return read(text, key, info.data.get("subject") if info.data else None)

        words = no_info_before_validator_function(_in_quotes, handler.generate_schema(Words))
        return with_info_after_validator_function(parsed, words)


def _in_quotes(value: object) -> object:
    """Refuse what YAML takes for something else than text where it has no quotes, and say how to write it."""
    if isinstance(value, bool | int):
        flaw = wrong_type(value, files.TEXT)
        raise refused(flaw._replace(help=say.IN_QUOTES.filled(value=str(value).lower())))
    return value


def _text_schema() -> dict[str, Any]:
    return {"type": "string", "pattern": r"\S"}


ConditionText = Annotated[Condition, _Expression("condition"), Shaped(_text_schema)]
DayText = Annotated[Condition, _Expression("day"), Shaped(_text_schema)]
ExpressionText = Annotated[Condition, _Expression("expression"), Shaped(_text_schema)]


def _left_to_rules(clauses: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    outcomes = (info.context or {})["clause"]
    if clauses and all(outcomes.get(clause) == "people" for clause in clauses):
        message = say.LEFT_TO_PEOPLE.filled(clause=clauses[0])
        raise refused(Flaw("people-clause", message, say.CITE_ANOTHER))
    return clauses


_Clauses = Annotated[
    tuple[Annotated[Words, Known("clause")], ...], Field(min_length=1), *distinct, AfterValidator(_left_to_rules)
]
"""Ids of clauses, one of which at least is not left to people."""


def date_facts(names: Container[str]) -> list[str]:
    """List the facts that are dates, of those named."""
    return [name for name, spec in FACTS.items() if spec.type.kind == "date" and name in names]


def _a_date(name: str, info: ValidationInfo) -> str:
    subject: Subject | None = info.data.get("subject")
    known = date_facts(FACTS if subject is None else facts_for(subject))
    if name not in known:
        message = say.NO_DATE_OF.filled(name=name, subject=subject)
        hint = suggestion(name, known) or say.A_DATE_FACT.filled(subject=subject)
        raise refused(Flaw("unknown-fact", message, hint))
    return name


def _date_fact_schema() -> dict[str, Any]:
    names = date_facts(FACTS)
    return {"enum": names, "enumDescriptions": [FACTS[name].meaning for name in names]}


AccountPart = Annotated[dict[str, Any], Shared("account_part", shape=False)]
"""A part of an account, which is held to the model once it is whole."""
FactName = Annotated[Words, Shaped(lambda: {"enum": list(FACTS)})]
Blank = Annotated[
    Literal["unknown", "never"],
    Spoken(
        {
            "unknown": Text("ngày để trống là sổ không ghi", "a blank date is not recorded"),
            "never": Text("ngày để trống là chưa xảy ra", "a blank date says that it has not happened"),
        }
    ),
]
FactSets = tuple[Annotated[tuple[FactName, ...], *distinct], ...]
"""Sets of facts, each of which would decide."""
ExpectedMissing = Annotated[
    FactSets | None,
    Said("Các nhóm dữ kiện nhỏ nhất mà biết thêm là kết luận được.", "The smallest sets of facts that would decide."),
]
ExpectedDueDay = Annotated[
    Day | None, Said("Ngày đầu tiên thành vi phạm nếu để nguyên.", "The first day on which it would be a violation.")
]


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that a pack gives a parameter from a day through another; dates are ordinals, lists are tuples.

    `None` for `effective_from`: from always on. `None` for `until`: as long as no later setting of the pack begins.
    `source` says who decided it, and in which paper.
    """

    pack: str
    value: Value
    effective_from: date | None = None
    until: date | None = None
    rationale: Text | None = None
    source: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number or choice that the texts leave open.

    `default` is its value where no setting is in force; `None`: it is unknown then. `settings` are those of the pack
    itself, by the day from which they hold. `minimum` and `maximum` bound integers, inclusive.
    """

    name: str
    pack: str
    type: Type
    title: Text
    rationale: Text
    set_by: Text
    default: Value | None = None
    settings: tuple[Setting, ...] = ()
    unit: Text | None = None
    minimum: int | None = None
    maximum: int | None = None
    span: Span | None = None


@form
class NamedConcept:
    """A named expression."""

    name: Annotated[str, GIVEN]
    pack: Annotated[str, GIVEN]
    title: Annotated[Both, Said("Khái niệm nói gì.", "What the concept says.")]
    when: Annotated[ExpressionText, Said("Biểu thức.", "The expression.")]


@form
class Widening:
    """What a pack adds to a concept of a pack below it: the concept also holds where `when` does.

    `since` gives the day from which it does: events before that day, and checks before it of what lasts, are judged
    without it; `None`: no such day. `clauses` are cited beside a rule's own where the concept holds by this widening
    alone.
    """

    concept: Annotated[str, GIVEN]
    pack: Annotated[str, GIVEN]
    when: Annotated[ConditionText, Said("Khái niệm cũng đúng khi nào.", "When the concept holds as well.")]
    clauses: Annotated[_Clauses, Said("Căn cứ của việc mở rộng.", "The clauses that say so.")]
    since: Annotated[
        DayText | None,
        Said("Biểu thức cho ngày bắt đầu.", "An expression that gives the day from which it does."),
    ] = None


@form
class Example:
    """A case that a rule carries with it: `given`, an account (and `others` beside it), leads to `expect`.

    `missing` and `due_on` are checked where they are not `None`; `reading` is the number of the reading of the
    sources that the example shows.
    """

    name: Annotated[Words, Said("Tên ví dụ.", "The example's name.")]
    given: Annotated[
        AccountPart, Said("Tài khoản, phủ lên `examples_base`.", "The account, laid over `examples_base`.")
    ]
    expect: Annotated[
        Literal["violation", "undetermined", "due", "compliant", "not_applicable"],
        Spoken(verdicts.OUTCOMES),
        Said("Kết quả mong đợi.", "The outcome expected."),
    ]
    as_of: Annotated[Day, Said("Ngày kiểm tra.", "The day of the check.")] = date.min
    params: Annotated[Mapping[str, Any], Said("Giá trị tham số.", "Values of parameters.")] = field(
        default_factory=dict
    )
    others: Annotated[
        tuple[AccountPart, ...], Said("Các tài khoản khác trong cùng sổ.", "Other accounts of the same register.")
    ] = ()
    blank_means: Annotated[Blank, Said("Ngày để trống nghĩa là gì.", "What a blank date says.")] = "unknown"
    missing: ExpectedMissing = None
    due_on: ExpectedDueDay = None
    reading: Annotated[
        Whole | None,
        Said("Số của cách hiểu mà ví dụ minh họa.", "The number of the reading that the example shows."),
    ] = None
    span: Annotated[Span | None, GIVEN] = None


@form
class Rule:
    """A declarative check of one subject.

    `event_date` names the date fact that decides whether the rule was in force; for rules on a lasting state it is
    `None`, and the day of the check decides. `basis` says what carries the rule: the text's own words, a reading of
    them, or a local text; `readings` are the numbers of the readings that decide it. `owner` answers for the rule, and
    compared it with the sources on `reviewed_on`. `topic` is the first part of the id: `transfer` of
    `transfer/given-away`.
    """

    pack: Annotated[str, GIVEN]
    span: Annotated[Span, GIVEN]
    id: Annotated[
        Words,
        Said("Mã quy tắc: chủ đề, gạch chéo, tên; không dùng lại.", "The rule's id, `topic/name`; never reused."),
    ]
    subject: Annotated[
        Subject,
        Spoken(
            {
                "account": Text("cả tài khoản", "the account"),
                "transfer": Text("từng lần chuyển trang", "each transfer"),
                "incident": Text("từng sự cố", "each incident"),
            }
        ),
        Said("Quy tắc xét cái gì.", "What the rule is judged on."),
    ]
    modality: Annotated[
        Modality,
        Spoken(verdicts.MODALITIES),
        Said("Phải làm, không được làm, hay nên làm.", "Whether the rule commands, forbids or recommends."),
    ]
    clauses: Annotated[
        _Clauses, Said("Mã các điều làm căn cứ, ít nhất một.", "The ids of the clauses carried out, at least one.")
    ]
    violated_when: Annotated[
        ConditionText, Said("Điều kiện để thành vi phạm.", "The condition under which the rule is broken.")
    ]
    message: Annotated[Both, Said("Lời báo khi vi phạm.", "What is wrong where the rule is broken.")]
    remedy: Annotated[Both, Said("Cách xử lý.", "What to do about it.")]
    title: Annotated[Both, Said("Tên quy tắc, nói điều đúng.", "The rule's name, told as what is right.")] = NO_TEXT
    event_date: Annotated[
        Annotated[Words, AfterValidator(_a_date), Shaped(_date_fact_schema)] | None,
        Said(
            "Ngày của sự việc, để biết quy tắc đã có hiệu lực chưa; bỏ trống: ngày kiểm tra.",
            "The day of the event, which says whether the rule was in force; left out: the day of the check.",
        ),
    ] = None
    applies_when: Annotated[
        ConditionText,
        Said("Điều kiện để quy tắc áp dụng; bỏ trống: luôn áp dụng.", "When the rule applies; left out: always."),
    ] = field(default_factory=_always)
    note: Annotated[
        Both | None, Said("Điều người đọc kết quả nên biết.", "What a reader of the finding should know.")
    ] = None
    basis: Annotated[
        Annotated[
            Basis,
            Spoken(
                {
                    "text": Text("lời của văn bản", "the words of the text"),
                    "reading": Text("một cách đọc", "a reading of them"),
                    "local": Text("một văn bản địa phương", "a local text"),
                }
            ),
        ]
        | None,
        Said("Quy tắc dựa trên gì.", "What carries the rule."),
    ] = None
    readings: Annotated[
        tuple[Positive, ...],
        Said("Số của các cách đọc quyết định quy tắc.", "The numbers of the readings that decide the rule."),
    ] = ()
    owner: Annotated[Words | None, Said("Ai phụ trách quy tắc.", "Who answers for the rule.")] = None
    reviewed_on: Annotated[
        Day | None,
        Said("Ngày đối chiếu với nguồn lần cuối.", "The day on which it was last compared with the sources."),
    ] = None
    deprecated_ids: Annotated[Names, Said("Các mã trước đây.", "Ids that the rule had before.")] = ()
    examples_base: Annotated[AccountPart, Said("Phần chung của mọi ví dụ.", "What all examples have in common.")] = (
        field(default_factory=dict)
    )
    examples_as_of: Annotated[
        Day, Said("Ngày kiểm tra của các ví dụ; bỏ trống: 2024-11-01.", "The examples' day; left out: 2024-11-01.")
    ] = date(2024, 11, 1)
    examples: Annotated[
        tuple[Annotated[Example, Shared("example")], ...],
        Said(
            "Ví dụ, cũng là phép thử: ít nhất một vi phạm, một đúng quy định, một chưa xác định.",
            "Examples, which run as tests: at least one violation, one compliant, one undetermined.",
        ),
    ] = ()
    topic: Annotated[str, GIVEN] = ""


@dataclass(frozen=True, slots=True)
class Property:
    """What a pack claims of rules: that no account makes `never` true on any day.

    In it `outcome("topic/rule")` is what that rule comes to, a fact of that name; `outcome()` is what each of `rules`
    does, ids or patterns, of which those with `!` take rules out.
    """

    id: str
    pack: str
    title: Text
    never: Condition
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A folder of concepts, parameters and rules beside the clauses that they carry out.

    `settings` are values that this pack gives to parameters of packs below it, by the day from which they hold.
    """

    id: str
    version: str
    title: Text
    description: Text
    requires: tuple[str, ...]
    verified_on: date | None
    concepts: tuple[NamedConcept, ...]
    widenings: tuple[Widening, ...]
    parameters: tuple[Parameter, ...]
    settings: Mapping[str, tuple[Setting, ...]]
    rules: tuple[Rule, ...]
    properties: tuple[Property, ...] = ()
