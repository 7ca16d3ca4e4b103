"""The schema of a register: a list of accounts, a mapping with `accounts`, or one account.

What must not live here: the shape of an account (`account`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from qd85rules.cli.schemas.account import account_body
from qd85rules.cli.schemas.parts import Schema, choice, spoken, titled
from qd85rules.intake.content import ACCOUNTS_KEY, HEADER_KEYS
from qd85rules.wording import schemas as say

if TYPE_CHECKING:
    from qd85rules.core.text import Language, Text

_TITLE: Final = say.REGISTER
_ABOUT: Final = say.LIST_ACCOUNTS_KEY_ACCOUNTS
_HEADER: Final[dict[str, Text]] = {
    "accounts": say.ACCOUNTS_REGISTER,
    "blank_means": say.WHAT_BLANK_DATE_SAYS,
    "blank_lists": say.WHAT_SAYS_TRANSFERS_INCIDENTS,
    "personal": say.EVERY_PAGE_REGISTER_ITS,
    "name": say.REGISTER_NAME,
    "schema_version": say.VERSION_WAY_REGISTERS_ARE,
}
_BLANK: Final[dict[str, Text]] = {
    "unknown": say.NOT_RECORDED,
    "never": say.HAS_NOT_HAPPENED,
}


_BLANK_LISTS: Final[dict[str, Text]] = {
    "unknown": say.NOT_RECORDED,
    "none": say.THERE_NONE,
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
