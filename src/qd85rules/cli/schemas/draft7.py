"""From what pydantic says of a model or form to a schema of draft-07, as editors show it.

Parts stand in their place, `null` is among the types, a key that may be left out may be null, and generated words are
left out. Words stay in both languages, as `Text`, until `parts.spoken` chooses.

What must not live here: what the keys of files say, which their forms do (`source.form`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from pydantic import TypeAdapter

from qd85rules.cli.schemas.account import account_body
from qd85rules.cli.schemas.parts import NULL, Schema, optional, spoken, titled
from qd85rules.core.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.core.text import Language
    from qd85rules.source.form import FileKind

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
            *("definitions", "if", "then", "else", "allOf"),
        )
    )
}


def file_schema(kind: FileKind, lang: Language | None) -> Schema:
    """Give the schema of a kind of file."""
    told = TypeAdapter(kind.value).json_schema()
    converter = _Converter(told.get("$defs", {}))
    body = converter.shape(told)
    if shared := converter.shared:
        body["definitions"] = {name: shared[name] for name in sorted(shared)}
    return cast("Schema", spoken(titled(kind.title, kind.about, _ordered(body)), lang))


class _Converter:
    """Brings a schema of pydantic's to draft-07; `parts` are its definitions, `shared` those that stay some."""

    def __init__(self, parts: Mapping[str, Schema]) -> None:
        self.parts = parts
        self.shared: dict[str, Schema] = {}

    def shape(self, schema: Schema) -> Schema:
        told = {"description": schema["description"]} if isinstance(schema.get("description"), Text) else {}
        if "x-shared" in schema:
            reference = self._reference(schema)
            # Beside `$ref` draft-07 reads no other word.
            return {**told, "allOf": [reference]} if told else reference
        if "x-made" in schema:
            # What a check of ours says of itself is draft-07 already.
            return {**told, **schema["x-made"]()}
        also = schema["x-also"].words if "x-also" in schema else {}
        if (name := _part_named(schema)) is not None:
            return _ordered({**self.shape(self.parts[name]), **told, **also})
        if (whole := _without_null(schema)) is not schema:
            shape = self.shape(whole)
            loose = {"anyOf": [shape, NULL]} if shape.get("type") == "object" else optional(shape)
            return _ordered({**loose, **told})
        kept = {key: value for key, value in schema.items() if key not in _GENERATED and key != "description"} | told
        return self._with_parts({key: value for key, value in kept.items() if key != "x-also"} | also)

    def _with_parts(self, kept: Schema) -> Schema:
        if "properties" in kept:
            self._convert_keys(kept)
        if "oneOf" in kept:
            # What reads one of several says which by the value's own kind.
            return _ordered({"anyOf": [self.shape(option) for option in kept["oneOf"]]})
        if items := kept.pop("items", None):
            kept["items"] = self.shape(items)
        for pattern, entry in kept.pop("patternProperties", {}).items():
            kept |= {"propertyNames": {"pattern": pattern}, "additionalProperties": entry}
        if isinstance(entry := kept.get("additionalProperties"), dict):
            kept["additionalProperties"] = self.shape(entry)
        elif entry is True:
            del kept["additionalProperties"]
        if kept.keys() & {"const", "enum"}:
            kept.pop("type", None)
        if "enumDescriptions" in kept:
            kept["enumDescriptions"] = [kept["enumDescriptions"][word] for word in kept["enum"]]
        return _ordered(kept)

    def _reference(self, schema: Schema) -> Schema:
        name = schema["x-shared"]
        if name not in self.shared:
            self.shared[name] = {}
            self.shared[name] = self.shape(schema["x-shape"]) if "x-shape" in schema else account_body(whole=False)
        return {"$ref": f"#/definitions/{name}"}

    def _convert_keys(self, kept: Schema) -> None:
        required = kept.get("required", ())
        listed = {name: below for name, below in kept["properties"].items() if "x-given" not in below}
        kept["properties"] = {
            name: self.shape(below) if name in required else self._left_out(below) for name, below in listed.items()
        }
        if needed := [name for name in required if name in listed]:
            kept["required"] = needed
        else:
            kept.pop("required", None)

    def _left_out(self, schema: Schema) -> Schema:
        """Give the shape of a key that may be left out."""
        whole = _without_null(schema)
        told = {"description": schema["description"]} if isinstance(schema.get("description"), Text) else {}
        bare = {key: value for key, value in whole.items() if key != "description"}
        return _ordered({**told, **optional(self.shape(bare))})


def _part_named(schema: Schema) -> str | None:
    """Give the name of the definition that a schema is; before pydantic 2.7 it stood in `allOf` beside other words."""
    [one] = schema["allOf"] if len(schema.get("allOf", ())) == 1 else [schema]
    return one["$ref"].rpartition("/")[2] if "$ref" in one else None


def _without_null(schema: Schema) -> Schema:
    """Give what a value is where it is not null; the schema itself where it never is."""
    rest = [option for option in schema.get("anyOf", ()) if option != NULL]
    if len(rest) == len(schema.get("anyOf", ())):
        return schema
    return rest[0] if len(rest) == 1 else {"anyOf": rest}


def _ordered(schema: Schema) -> Schema:
    return dict(sorted(schema.items(), key=lambda item: _ORDER.get(item[0], len(_ORDER))))
