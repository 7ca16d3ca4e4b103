"""From what pydantic says of a model or form to a schema of draft-07, as editors show it.

Parts stand in their place, `null` is among the types, a key that may be left out may be null, and generated words are
left out. Words stay in both languages, as `Text`, until `spoken` chooses.

What must not live here: which files there are, and what their keys say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from qd85rules.core.text import Text
from qd85rules.wording.verdicts import MODALITIES, OUTCOMES

if TYPE_CHECKING:
    from qd85rules.core.text import Language
    from qd85rules.source.form import FileKind

Schema = dict[str, Any]

_NULL: Final[Schema] = {"type": "null"}
_GENERATED: Final = frozenset({"title", "default", "$defs", "x-given"})
_ORDER: Final = {
    key: number
    for number, key in enumerate(
        (
            *("description", "$ref", "type", "format", "pattern", "minProperties", "propertyNames", "required"),
            *(
                "additionalProperties",
                "properties",
                "items",
                "minItems",
                "uniqueItems",
                "minimum",
                "const",
                "enum",
                "enumDescriptions",
            ),
            *("if", "then", "else", "allOf"),
        )
    )
}
_WORDS: Final[dict[str, Mapping[str, Text]]] = {
    "modality": MODALITIES,
    "outcome": {outcome.value: text for outcome, text in OUTCOMES.items()},
}


class _AsDeclared(GenerateJsonSchema):
    """Keeps the order in which a schema was written."""

    def sort(self, value: Any, parent_key: str | None = None) -> Any:  # noqa: ANN401, ARG002 - pydantic's signature
        return value


def file_schema(kind: FileKind, lang: Language | None) -> Schema:
    """Give the schema of a kind of file."""
    whole: Schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": kind.title,
        "description": kind.about,
        **draft7(TypeAdapter(kind.value).json_schema(schema_generator=_AsDeclared)),
    }
    return cast("Schema", spoken(whole, lang))


def draft7(schema: Schema, parts: Mapping[str, Schema] | None = None) -> Schema:
    """Bring a schema of pydantic's to draft-07; `parts` are its definitions."""
    parts = schema.get("$defs", {}) if parts is None else parts
    told = {"description": schema["description"]} if isinstance(schema.get("description"), Text) else {}
    if "x-made" in schema:
        # What a check of ours says of itself is draft-07 already.
        made = {key: value for key, value in schema.items() if key not in {*_GENERATED, "x-made", "description"}}
        return {**told, **made}
    if "$ref" in schema:
        part = parts[schema["$ref"].rpartition("/")[2]]
        return _ordered({**draft7(part, parts), **told, **schema.get("x-also", {})})
    if (whole := _without_null(schema)) is not schema:
        shape = draft7(whole, parts)
        return _ordered({**({"anyOf": [shape, _NULL]} if shape.get("type") == "object" else optional(shape)), **told})
    kept = {key: value for key, value in schema.items() if key not in _GENERATED and key != "description"} | told
    kept |= kept.pop("x-also", {})
    if "properties" in kept:
        _convert_keys(kept, parts)
    if isinstance(items := kept.get("items"), dict):
        kept["items"] = draft7(items, parts)
    for pattern, entry in kept.pop("patternProperties", {}).items():
        kept |= {"propertyNames": {"pattern": pattern}, "additionalProperties": entry}
    if isinstance(entry := kept.get("additionalProperties"), dict):
        kept["additionalProperties"] = draft7(entry, parts)
    if kept.keys() & {"const", "enum"}:
        kept.pop("type", None)
    if "enumDescriptions" in kept:
        table = kept["enumDescriptions"]
        words = _WORDS[table] if isinstance(table, str) else table
        kept["enumDescriptions"] = [words[word] for word in kept["enum"]]
    return _ordered(kept)


def _without_null(schema: Schema) -> Schema:
    """Give what a value is where it is not null; the schema itself where it never is."""
    rest = [option for option in schema.get("anyOf", ()) if option != _NULL]
    if len(rest) == len(schema.get("anyOf", ())):
        return schema
    return rest[0] if len(rest) == 1 else {"anyOf": rest}


def _convert_keys(kept: Schema, parts: Mapping[str, Schema]) -> None:
    required = kept.get("required", ())
    listed = {name: below for name, below in kept["properties"].items() if "x-given" not in below}
    kept["properties"] = {
        name: draft7(below, parts) if name in required else _left_out(below, parts) for name, below in listed.items()
    }
    if needed := [name for name in required if name in listed]:
        kept["required"] = needed
    else:
        kept.pop("required", None)


def _left_out(schema: Schema, parts: Mapping[str, Schema]) -> Schema:
    """Give the shape of a key that may be left out."""
    whole = _without_null(schema)
    told = {} if whole is schema or "description" not in schema else {"description": schema["description"]}
    return _ordered(optional(draft7({**whole, **told}, parts)))


def _ordered(schema: Schema) -> Schema:
    return dict(sorted(schema.items(), key=lambda item: _ORDER.get(item[0], len(_ORDER))))


def optional(schema: Schema) -> Schema:
    """Let a value be null as well, which says the same as leaving it out."""
    loose = dict(schema)
    if "enum" in loose and None not in loose["enum"]:
        loose["enum"] = [*loose["enum"], None]
    if "type" in loose:
        kinds = loose["type"] if isinstance(loose["type"], list) else [loose["type"]]
        loose["type"] = [*kinds, *(["null"] if "null" not in kinds else [])]
    if "enum" in loose or "type" in loose:
        return loose
    told = {"description": loose.pop("description")} if "description" in loose else {}
    return {**told, "anyOf": [loose, _NULL]}


def spoken(schema: Any, lang: Language | None) -> Any:  # noqa: ANN401 - any part of a schema
    """Choose the language of the words; `None`: both, `Vietnamese / English`."""
    if isinstance(schema, Text):
        if lang is not None:
            return schema[lang]
        return schema.vi if schema.vi == schema.en else f"{schema.vi} / {schema.en}"
    if isinstance(schema, Mapping):
        return {key: spoken(below, lang) for key, below in schema.items()}
    return [spoken(below, lang) for below in schema] if isinstance(schema, list | tuple) else schema
