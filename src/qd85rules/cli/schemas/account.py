"""The schema of one account: that of its model, brought to draft-07, with the vocabulary's words.

What must not live here: what an account is (`model.account`), registers (`register`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qd85rules.cli.schemas.parts import DATE, Schema, optional, titled
from qd85rules.core.text import Text
from qd85rules.model.account import Account
from qd85rules.model.labels import VALUE_LABELS
from qd85rules.model.vocabulary import FACTS

if TYPE_CHECKING:
    from qd85rules.core.text import Language

__all__ = ["account_body", "account_schema"]

_TITLE: Final = Text("Một trang hay tài khoản của qd85rules", "An account for qd85rules")
_ABOUT: Final = Text(
    "Một trang hay tài khoản cá nhân. Trừ `id`, ô nào cũng có thể bỏ trống; bỏ trống nghĩa là sổ không ghi.",
    "One personal page or account. Everything but `id` may be left out, which means that it is not recorded.",
)
_SECTIONS: Final[dict[str, Text]] = {
    "id": Text("Mã của trang, duy nhất trong sổ.", "The page's id, unique in the register."),
    "holder": Text("Chủ trang.", "Who holds the page."),
    "profile": Text("Những gì trang cho thấy về chủ trang.", "What the page shows of its holder."),
    "declaration": Text("Việc khai báo, báo cáo và cam kết.", "What was declared, reported and committed to."),
    "transfers": Text(
        "Các lần trang chuyển tay; danh sách trống nghĩa là chưa lần nào.",
        "Each time the page changed hands; an empty list says that it never did.",
    ),
    "incidents": Text(
        "Các sự cố của trang; danh sách trống nghĩa là chưa có sự cố nào.",
        "Each sign of compromise; an empty list says that there was none.",
    ),
}
_EVENT: Final = Text("; ghi `never` nếu chưa xảy ra", "; `never` where it has not happened")
_NOT_RECORDED: Final = Text("sổ không ghi", "not recorded")
_ITEMS: Final = {"transfers": "transfer", "incidents": "incident"}

# A date that may say `never`; only a day is held to the calendar.
_EVENT_DATE: Final[Schema] = {
    "type": "string",
    "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2}|never)$",
    "if": {"pattern": "^[0-9]"},
    "then": {"format": "date"},
    "examples": ["never"],
}
_KINDS: Final = {
    "out": ["give", "lend", "rent_out", "sell", "pledge"],
    "in": ["receive", "borrow", "rent", "buy", "take_in_pledge"],
}


def account_schema(lang: Language = "en") -> Schema:
    """Give the schema of an account."""
    return titled(_TITLE, _ABOUT, account_body(lang), lang)


def account_body(lang: Language, *, whole: bool = True) -> Schema:
    """Give the shape of an account; `whole` false: of a part of one, which needs no id."""
    model = Account.model_json_schema()
    body = _Converter(model["$defs"], lang).shape(model)
    body["properties"] = {name: _with_words(name, schema, lang) for name, schema in body["properties"].items()}
    transfer = body["properties"]["transfers"]["items"]
    transfer["allOf"] = [
        {
            "if": {"required": ["direction"], "properties": {"direction": {"const": direction}}},
            "then": {"properties": {"kind": {"enum": [*kinds, None]}}},
        }
        for direction, kinds in _KINDS.items()
    ]
    if not whole:
        del body["required"]
    return body


def _with_words(name: str, schema: Schema, lang: Language) -> Schema:
    """Describe a key of the account, and the keys below it."""
    if name not in _SECTIONS or name == "id":
        return _described(f"account.{name}", schema, lang)
    described = {"description": _SECTIONS[name][lang], **schema}
    part = described["items"] if name in _ITEMS else described
    section = _ITEMS.get(name, name)
    part["properties"] = {
        field: _described(f"{section}.{field}", below, lang) for field, below in part["properties"].items()
    }
    return described


def _described(fact: str, schema: Schema, lang: Language) -> Schema:
    if fact == "account.id":
        return {"description": _SECTIONS["id"][lang], **schema}
    spec = FACTS[fact]
    told = {"description": spec.meaning[lang] + (_EVENT[lang] if spec.event else ""), **schema}
    labels = VALUE_LABELS.get(fact, {})
    for enum in (told, told.get("items", {})):
        if "enum" in enum:
            enum["enumDescriptions"] = [_NOT_RECORDED[lang] if v is None else labels[v][lang] for v in enum["enum"]]
    return told


class _Converter:
    """Brings the model's schema to draft-07: parts in their place, null among the types, no generated words."""

    def __init__(self, parts: dict[str, Any], lang: Language) -> None:
        self.parts = parts
        self.lang = lang

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
