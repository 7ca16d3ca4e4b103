"""The schema of a register: a list of accounts, a mapping with `accounts`, or one account.

What must not live here: the shape of an account (`account`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from qd85rules.cli.schemas.account import account_body
from qd85rules.cli.schemas.parts import Schema, choice, spoken, titled
from qd85rules.core.text import Text
from qd85rules.intake.content import ACCOUNTS_KEY, HEADER_KEYS

if TYPE_CHECKING:
    from qd85rules.core.text import Language

_TITLE: Final = Text("Sổ trang cá nhân của qd85rules", "A register for qd85rules")
_ABOUT: Final = Text(
    "Danh sách trang, hoặc khóa `accounts` có danh sách ấy, hoặc chỉ một trang.",
    "A list of accounts, the key `accounts` with such a list, or one account.",
)
_HEADER: Final[dict[str, Text]] = {
    "accounts": Text("Các trang trong sổ.", "The accounts of the register."),
    "blank_means": Text(
        "Ô ngày để trống nghĩa là gì, với những việc có thể chưa xảy ra.",
        "What a blank date says, of what may not have happened.",
    ),
    "blank_lists": Text(
        "Không ghi các lần chuyển giao hay các sự cố nghĩa là gì.",
        "What it says that transfers or incidents are left out.",
    ),
    "personal": Text(
        "Mọi trang trong sổ là trang cá nhân của chủ trang.", "Every page of the register is its holder's own."
    ),
    "name": Text("Tên sổ.", "The register's name."),
    "schema_version": Text("Phiên bản của cách ghi sổ.", "The version of the way in which registers are written."),
}
_BLANK: Final[dict[str, Text]] = {
    "unknown": Text("sổ không ghi", "not recorded"),
    "never": Text("chưa xảy ra", "it has not happened"),
}


_BLANK_LISTS: Final[dict[str, Text]] = {
    "unknown": Text("sổ không ghi", "not recorded"),
    "none": Text("không có lần nào, sự cố nào", "there is none"),
}


def register_schema(lang: Language = "en") -> Schema:
    """Give the schema of a register.

    A mapping is a register or one account, told apart by its keys; both have their keys at one place, so that an editor
    offers all of them and a problem is told of the one that is meant.
    """
    account = account_body()
    header: Schema = {
        ACCOUNTS_KEY: {"type": "array", "items": {"$ref": "#/definitions/account"}},
        "blank_lists": choice(_BLANK_LISTS),
        "blank_means": choice(_BLANK),
        "name": {"type": "string"},
        "personal": {"type": ["boolean", "null"]},
        "schema_version": {"const": 1},
    }
    described = {name: {"description": _HEADER[name], **schema} for name, schema in header.items()}
    is_register = {
        # Headers may also stand alone, before other documents of the same file.
        "anyOf": [
            {"required": [ACCOUNTS_KEY]},
            {"minProperties": 1, "propertyNames": {"enum": list(HEADER_KEYS)}},
        ]
    }
    body: Schema = {
        "type": ["array", "object"],
        "items": {"$ref": "#/definitions/account"},
        "properties": {**described, **account["properties"]},
        "additionalProperties": False,
        "if": {"type": "object"},
        "then": {
            "if": is_register,
            "then": {
                "propertyNames": {"enum": [ACCOUNTS_KEY, *HEADER_KEYS]},
                "properties": {"personal": {"const": True}},
            },
            "else": {"required": ["id"], "propertyNames": {"enum": list(account["properties"])}},
        },
        "definitions": {"account": account},
    }
    return cast("Schema", spoken(titled(_TITLE, _ABOUT, body), lang))
