"""The schema of one account: that of its model, brought to draft-07, with the words of the table of fields.

What must not live here: what an account is (`model.account`), registers (`register`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from qd85rules.cli.schemas.parts import DATE, Schema, optional, spoken, titled
from qd85rules.core.text import LANGUAGES, Text
from qd85rules.model.account import Account
from qd85rules.model.choices import TRANSFER_KINDS
from qd85rules.model.paths import FIELD, SECTION, fields_of
from qd85rules.model.sections import SECTIONS
from qd85rules.wording import schemas as say

if TYPE_CHECKING:
    from qd85rules.core.text import Language
    from qd85rules.model.spec import Field

_TITLE: Final = say.ACCOUNT
_EVENT: Final = say.NEVER_WHERE_HAS_NOT
_NOT_RECORDED: Final = say.NOT_RECORDED

# A date that may say `never`; only a day is held to the calendar.
_EVENT_DATE: Final[Schema] = {
    "type": "string",
    "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2}|never)$",
    "if": {"pattern": "^[0-9]"},
    "then": {"format": "date"},
    "examples": ["never"],
}


def account_schema(lang: Language = "en") -> Schema:
    """Give the schema of an account."""
    return cast("Schema", spoken(titled(_TITLE, SECTION["account"].meaning, account_body()), lang))


def account_body(*, whole: bool = True) -> Schema:
    """Give the shape of an account; `whole` false: of a part of one, which needs no id."""
    model = Account.model_json_schema()
    body = _AccountConverter(model["$defs"]).shape(model)
    body["properties"] = {name: _with_words(name, schema) for name, schema in body["properties"].items()}
    transfer = body["properties"]["transfers"]["items"]
    transfer["allOf"] = [
        {
            "if": {"required": ["direction"], "properties": {"direction": {"const": direction}}},
            "then": {"properties": {"kind": {"enum": [*_kinds(direction), None]}}},
        }
        for direction in ("out", "in")
    ]
    if not whole:
        del body["required"]
    return body


def _kinds(direction: str) -> list[str]:
    return [kind.value for kind in TRANSFER_KINDS if kind.direction == direction]


def _with_words(name: str, schema: Schema) -> Schema:
    """Describe a key of the account, and the keys below it."""
    section = next((section for section in SECTIONS if section.key == name), None)
    if section is None:
        return _described(FIELD[f"account.{name}"], schema)
    described = {"description": section.meaning, **schema}
    part = described["items"] if section.is_list else described
    part["properties"] = {field.key: _described(field, part["properties"][field.key]) for field in fields_of(section)}
    return described


def _described(field: Field, schema: Schema) -> Schema:
    meaning = (
        Text(*(field.meaning[lang] + _EVENT[lang] for lang in LANGUAGES)) if field.kind == "event" else field.meaning
    )
    told = {"description": meaning, **schema}
    labels = {choice.value: choice.label for choice in field.choices}
    for enum in (told, told.get("items", {})):
        if "enum" in enum:
            enum["enumDescriptions"] = [_NOT_RECORDED if v is None else labels[v] for v in enum["enum"]]
    return told


class _AccountConverter:
    """Brings the model's schema to draft-07: parts in their place, null among the types, no generated words."""

    def __init__(self, parts: dict[str, Any]) -> None:
        self.parts = parts

    def shape(self, schema: Schema) -> Schema:
        if "$ref" in schema:
            return self.shape(self.parts[schema["$ref"].rpartition("/")[2]])
        if "anyOf" in schema:
            return self._one_of_several(schema["anyOf"])
        kept = {key: value for key, value in schema.items() if key not in {"title", "description", "default", "$defs"}}
        if "properties" in kept:
            kept["properties"] = {name: self.shape(below) for name, below in kept["properties"].items()}
        if "items" in kept:
            kept["items"] = self.shape(kept["items"])
        return dict(DATE) if kept == {"type": "string", "format": "date"} else kept

    def _one_of_several(self, options: list[Schema]) -> Schema:
        shapes = [self.shape(option) for option in options if option != {"type": "null"}]
        only = shapes[0] if len(shapes) == 1 else dict(_EVENT_DATE)
        if len(shapes) > 1 and [shape.get("const") for shape in shapes] != [None, "never"]:
            msg = "a field of the account has alternatives that the schema cannot say"
            raise TypeError(msg)
        return optional(only) if {"type": "null"} in options else only
