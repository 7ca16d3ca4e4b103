"""What schemas are made of: small shapes, with their words in both languages until `spoken` chooses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.text import Text
from qd85rules.wording import schemas as say

if TYPE_CHECKING:
    from qd85rules.core.text import Language

Schema = dict[str, Any]
Fields = dict[str, tuple[Schema, Text]]
"""Key to the shape of its value and what it says."""

BOOLEAN: Final[Schema] = {"type": "boolean"}
DATE: Final[Schema] = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
NULL: Final[Schema] = {"type": "null"}
TEXT: Final[Schema] = {"type": "string", "pattern": r"\S"}
BOTH: Final[Schema] = {
    "type": "object",
    "required": ["vi", "en"],
    "additionalProperties": False,
    "properties": {
        "vi": {"description": say.VIETNAMESE, **TEXT},
        "en": {"description": say.ENGLISH, **TEXT},
    },
}


def titled(title: Text, description: Text, body: Schema) -> Schema:
    """Make a whole schema of a body."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        "description": description,
        **body,
    }


def opened(fields: Fields) -> Schema:
    """Make a mapping that has all of these keys, and may have more."""
    return {
        "type": "object",
        "required": list(fields),
        "properties": {name: {"description": text, **schema} for name, (schema, text) in fields.items()},
    }


def list_of(items: Schema, *, at_least: int = 0) -> Schema:
    """Make a list."""
    return {"type": "array", "items": items, **({"minItems": at_least} if at_least else {})}


def whole(minimum: int) -> Schema:
    """Make a whole number."""
    return {"type": "integer", "minimum": minimum}


def choice(words: Mapping[str, Text]) -> Schema:
    """Make one of a few words; editors show what each says."""
    return {"enum": list(words), "enumDescriptions": list(words.values())}


def optional(schema: Schema) -> Schema:
    """Let a value be null as well, which says the same as leaving it out."""
    loose = dict(schema)
    if "enum" in loose and None not in loose["enum"]:
        loose["enum"] = [*loose["enum"], None]
    if "type" in loose:
        kinds = loose["type"] if isinstance(loose["type"], list) else [loose["type"]]
        loose["type"] = [*kinds, *(["null"] if "null" not in kinds else [])]
    return loose if loose.keys() & {"enum", "type"} else {"anyOf": [loose, NULL]}


def spoken(schema: Any, lang: Language | None) -> Any:  # noqa: ANN401 - any part of a schema
    """Choose the language of the words; `None`: both, `Vietnamese / English`."""
    if isinstance(schema, Text):
        if lang is not None:
            return schema[lang]
        return schema.vi if schema.vi == schema.en else f"{schema.vi} / {schema.en}"
    if isinstance(schema, Mapping):
        return {key: spoken(below, lang) for key, below in schema.items()}
    return [spoken(below, lang) for below in schema] if isinstance(schema, list | tuple) else schema
