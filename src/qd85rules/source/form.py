"""The words in which the files that users write are declared: kinds of values, what a key says, and forms.

A form is a frozen dataclass with the keys of a file, or of a part of one, as its fields; a field with a default is a
key that may be left out, or be null, which says the same. pydantic reads it (`reader`), `refusals` has the sentences
about what does not fit, and `qd85 schema` gives its JSON Schema, so that a key is declared once.

What must not live here: reading files (`reader`), and the forms themselves, such as those of clauses (`policy.clause`).
"""

from __future__ import annotations

import re
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple, TypeVar, dataclass_transform, get_type_hints

from pydantic import AfterValidator, ConfigDict, Field, PlainValidator, Strict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from qd85rules.core.text import Text
from qd85rules.source.refusals import duplicate, no_date, no_day, no_such_form, unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo

_T = TypeVar("_T")
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that users write: its name in words, what it is for, and what its whole value is."""

    title: Text
    about: Text
    value: Any


class _Given:
    """Marks a field that the reader gives, such as the place; a file cannot."""

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:  # noqa: ANN401 - any type
        """Take what the reader gives as it is; a key of this name is one that the form does not have."""
        return core_schema.no_info_plain_validator_function(_given)

    def __get_pydantic_json_schema__(self, _schema: Any, _handler: GetJsonSchemaHandler) -> dict[str, Any]:  # noqa: ANN401 - pydantic's own
        """Keep the field out of the schema."""
        return {"x-given": True}


class FromReader(NamedTuple):
    """A value that the reader gives, told apart from what a file says."""

    value: Any


def _given(value: object) -> Any:  # noqa: ANN401 - any value
    if isinstance(value, FromReader):
        return value.value
    raise _NO_KEY


_NO_KEY: Final = PydanticCustomError("given", "no key of a file")
GIVEN: Final = _Given()

STEPS_OF_NONE: Final = frozenset({"[text]", "[mapping]", "[list]", "[key]"})
"""What pydantic puts in the way to a value that leads nowhere: which kind was chosen, and that a key is meant."""


class Said:
    """What a key says, for editors and the reference."""

    def __init__(self, vi: str, en: str) -> None:
        self.text = Text(vi, en)

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:  # noqa: ANN401 - pydantic's own
        """Describe the value."""
        return {"description": self.text, **handler(schema)}


class Also:
    """Says in the schema what a check of ours holds, such as what one key says of another."""

    def __init__(self, **words: Any) -> None:  # noqa: ANN401 - any words of JSON Schema
        self.words = words

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:  # noqa: ANN401 - pydantic's own
        """Add the words, out of sight of pydantic, which would sort them."""
        return {**handler(schema), "x-also": self}


class Shaped:
    """Gives the schema of a value that a check of ours reads, in the words of draft-07."""

    def __init__(self, schema: Callable[[], dict[str, Any]]) -> None:
        self.schema = schema

    def __get_pydantic_json_schema__(self, _schema: Any, _handler: GetJsonSchemaHandler) -> dict[str, Any]:  # noqa: ANN401 - pydantic's own
        """Give it when it is asked for: what it lists may take time to gather, and pydantic would sort it."""
        return {"x-made": self.schema}


class Shared:
    """Names a part that a schema has once, under `definitions`; `shape` false: a room above knows what it is."""

    def __init__(self, name: str, *, shape: bool = True) -> None:
        self.name, self.shape = name, shape

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:  # noqa: ANN401 - pydantic's own
        """Say the name."""
        return {"x-shared": self.name, **({"x-shape": handler(schema)} if self.shape else {})}


class _Each:
    """Marks a mapping or list whose entries are read one by one: what is wrong with one hides nothing of others."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:  # noqa: ANN401 - any type
        """Look at no entry; the schema says all of them."""
        return core_schema.no_info_wrap_validator_function(_unread, handler(source))


def _unread(value: object, read: Callable[[object], object]) -> object:
    return value if isinstance(value, dict | list) and value else read(value)


EACH: Final = _Each()


class Spoken:
    """What each word of a closed set says."""

    def __init__(self, table: Mapping[str, Text]) -> None:
        self.table = {str(word): text for word, text in table.items()}

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:  # noqa: ANN401 - pydantic's own
        """Tell what the words say."""
        return {**handler(schema), "enumDescriptions": self.table}


class Matching:
    """Holds a text, all of which has a form; `vi` and `en` name it as in `expected a digest`."""

    def __init__(self, pattern: str, vi: str, en: str) -> None:
        self.form, self.named = pattern, Text(vi, en)

    def fits(self, text: str) -> bool:
        """Say whether a text has the form; most runs read no file, so it is made ready when it is asked for."""
        return re.fullmatch(self.form, text) is not None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:  # noqa: ANN401 - any type
        """Read the text, then look at its form."""
        return core_schema.no_info_after_validator_function(self._matched, handler(source))

    def __get_pydantic_json_schema__(self, _schema: Any, _handler: GetJsonSchemaHandler) -> dict[str, Any]:  # noqa: ANN401 - pydantic's own
        """Say the form."""
        return {"type": "string", "pattern": f"^{self.form}$"}

    def _matched(self, text: str) -> str:
        if not self.fits(text):
            raise no_such_form(self.named, text)
        return text


class Either:
    """Reads a value by what it is: a mapping, a list, or else a text; `None`: none of those is taken here."""

    def __init__(self, text: Any, *, mapping: Any = None, items: Any = None) -> None:  # noqa: ANN401 - any types
        self.kinds = {"[text]": text, "[mapping]": mapping, "[list]": items}

    def __get_pydantic_core_schema__(self, _source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:  # noqa: ANN401 - any type
        """Choose by the value's own kind, so that what is wrong is told of the kind that was meant."""
        choices = {name: handler.generate_schema(kind) for name, kind in self.kinds.items() if kind is not None}

        def chosen(value: object) -> str:
            name = "[mapping]" if isinstance(value, dict) else "[list]" if isinstance(value, list) else "[text]"
            return name if name in choices else "[text]"

        return core_schema.tagged_union_schema(choices, chosen)


def Known(kind: str) -> AfterValidator:  # noqa: N802 - stands among annotations
    """Hold a name to those of a kind that are known to the reader, such as `document`."""

    def known(name: str, info: ValidationInfo) -> str:
        names = (info.context or {}).get(kind)
        if names is not None and name not in names:
            raise unknown(kind, name, names)
        return name

    return AfterValidator(known)


def _day(value: object) -> date:
    if not isinstance(value, str) or not _ISO_DAY.fullmatch(value):
        raise no_date(value)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise no_day(value) from None


def _once(items: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(set(items)) < len(items):
        raise duplicate(items)
    return items


Words = Annotated[str, Strict(), StringConstraints(pattern=r"\S")]
"""A text that is not empty."""
Whole = Annotated[int, Strict()]
Natural = Annotated[int, Strict(), Field(ge=0)]
Positive = Annotated[int, Strict(), Field(ge=1)]
Flag = Annotated[bool, Strict()]
a_day: Final = (
    PlainValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
)
Day = Annotated[date, *a_day]
"""A calendar date, YYYY-MM-DD."""

distinct: Final = (AfterValidator(_once), Field(json_schema_extra={"uniqueItems": True}))
Names = Annotated[tuple[Words, ...], *distinct]
"""Different texts."""
SomeNames = Annotated[tuple[Words, ...], Field(min_length=1), *distinct]
"""Different texts, at least one."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def form(cls: type[_T]) -> type[_T]:
    """Make a class a form."""
    made: Any = dataclass(frozen=True, slots=True)(cls)
    made.__pydantic_config__ = ConfigDict(extra="forbid")
    required = {one.name for one in fields(made) if one.default is MISSING and one.default_factory is MISSING}

    def without_nulls(value: object) -> object:
        if not isinstance(value, dict) or None not in value.values():
            return value
        known = required | (value.keys() - keys_of(made))
        return {key: below for key, below in value.items() if below is not None or key in known}

    def schema(source: Any, handler: Callable[[Any], core_schema.CoreSchema]) -> core_schema.CoreSchema:  # noqa: ANN401 - any type
        return core_schema.no_info_before_validator_function(without_nulls, handler(source))

    made.__get_pydantic_core_schema__ = staticmethod(schema)
    return made  # type: ignore[no-any-return]


@cache
def keys_of(made: Hashable) -> tuple[str, ...]:
    """Give the keys of a form, in order."""
    hints = get_type_hints(made, include_extras=True)
    return tuple(_key(name, hint) for name, hint in hints.items() if GIVEN not in getattr(hint, "__metadata__", ()))


def _key(name: str, hint: Any) -> str:  # noqa: ANN401 - any type
    aliases = (getattr(one, "alias", None) for one in getattr(hint, "__metadata__", ()))
    return next((alias for alias in aliases if alias is not None), name)


@form
class _Both:
    """The keys of a text in both languages."""

    vi: Annotated[Words, Said("Bằng tiếng Việt.", "In Vietnamese.")]
    en: Annotated[Words, Said("Bằng tiếng Anh.", "In English.")]


class _AsText:
    def __get_pydantic_core_schema__(self, _source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:  # noqa: ANN401 - any type
        return core_schema.no_info_after_validator_function(_text, handler.generate_schema(_Both))


def _text(both: _Both) -> Text:
    return Text(both.vi, both.en)


Both = Annotated[Text, _AsText()]
"""One text in each language."""
