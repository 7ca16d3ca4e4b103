"""What schemas are made of: small shapes that say what the readers of the files accept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.core.text import Language

Schema = dict[str, Any]
Fields = dict[str, tuple[Schema, Text]]
"""Key to the shape of its value and what it says."""

DATE_FORM: Final = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
BOOLEAN: Final[Schema] = {"type": "boolean"}
DATE: Final[Schema] = {"type": "string", "format": "date", "pattern": DATE_FORM}
TEXT: Final[Schema] = {"type": "string", "pattern": r"\S"}

_VIETNAMESE: Final = Text("Bằng tiếng Việt.", "In Vietnamese.")
_ENGLISH: Final = Text("Bằng tiếng Anh.", "In English.")


def titled(title: Text, description: Text, body: Schema, lang: Language) -> Schema:
    """Make a whole schema of a body."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title[lang],
        "description": description[lang],
        **body,
    }


def mapping(lang: Language, required: Fields, may_have: Fields | None = None) -> Schema:
    """Make a mapping of known keys; those of `may_have` may be absent or null."""
    fields = [
        *required.items(),
        *((name, (optional(schema), text)) for name, (schema, text) in (may_have or {}).items()),
    ]
    return {
        "type": "object",
        **({"required": list(required)} if required else {}),
        "additionalProperties": False,
        "properties": {name: {"description": text[lang], **schema} for name, (schema, text) in fields},
    }


def opened(lang: Language, fields: Fields) -> Schema:
    """Make a mapping that has all of these keys, and may have more."""
    return {
        "type": "object",
        "required": list(fields),
        "properties": {name: {"description": text[lang], **schema} for name, (schema, text) in fields.items()},
    }


def named(entry: Schema, pattern: str | None = None) -> Schema:
    """Make a mapping whose keys are names, each with an entry."""
    names: Schema = {} if pattern is None else {"propertyNames": {"pattern": pattern}}
    return {"type": "object", **names, "additionalProperties": entry}


def list_of(items: Schema, *, at_least: int = 0) -> Schema:
    """Make a list."""
    return {"type": "array", "items": items, **({"minItems": at_least} if at_least else {})}


def texts(items: Schema | None = None, *, at_least: int = 0) -> Schema:
    """Make a list of different texts."""
    return {**list_of(TEXT if items is None else items, at_least=at_least), "uniqueItems": True}


def whole(minimum: int | None = None) -> Schema:
    """Make a whole number."""
    return {"type": "integer", **({} if minimum is None else {"minimum": minimum})}


def choice(words: Mapping[str, Text], lang: Language) -> Schema:
    """Make one of a few words; editors show what each says."""
    return {"enum": list(words), "enumDescriptions": [text[lang] for text in words.values()]}


def bilingual(lang: Language) -> Schema:
    """Make a text in both languages."""
    return mapping(lang, {"vi": (TEXT, _VIETNAMESE), "en": (TEXT, _ENGLISH)})


def optional(schema: Schema) -> Schema:
    """Let a value be null as well, which says the same as leaving it out."""
    loose = dict(schema)
    if "enum" not in loose and "type" not in loose:
        return {"anyOf": [loose, {"type": "null"}]}
    if "enum" in loose:
        loose["enum"] = [*loose["enum"], None]
    if "type" in loose:
        kinds = loose["type"] if isinstance(loose["type"], list) else [loose["type"]]
        loose["type"] = [*kinds, "null"]
    return loose
