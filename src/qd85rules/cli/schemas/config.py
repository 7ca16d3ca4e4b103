"""The schema of `qd85rules.toml`, which is also that of `[tool.qd85rules]`: the table of settings, in both languages.

What must not live here: the settings (`cli.settings`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from qd85rules.cli.schemas.parts import BOOLEAN, DATE, Schema, spoken, titled, whole
from qd85rules.cli.settings import SETTINGS, choices_of
from qd85rules.intake.tablesettings import IDS, ORDERS, PATHS
from qd85rules.wording import schemas as say
from qd85rules.wording.usage import SETTINGS_SAID

if TYPE_CHECKING:
    from qd85rules.cli.settings import SettingSpec
    from qd85rules.core.text import Language

_TITLE: Final = say.SETTINGS
_ABOUT: Final = say.SETTINGS_FILE_VARIABLES_ENVIRONMENT


def config_schema(lang: Language = "en") -> Schema:
    """Give the schema of a settings file."""
    body: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {"description": SETTINGS_SAID[name], **_value(setting)} for name, setting in SETTINGS.items()
        },
    }
    return cast("Schema", spoken(titled(_TITLE, _ABOUT, body), lang))


_ORDER: Final[Schema] = {
    "description": say.ORDER_DAY_MONTH_YEAR,
    "enum": list(ORDERS),
}
_TABLE: Final[Schema] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "ignore": {
            "description": say.COLUMNS_ARE_NOT_READ,
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
        },
        "dates": _ORDER,
        "id": {"description": say.HOW_IDS_ARE_MADE, "enum": list(IDS)},
        "columns": {
            "description": say.WHAT_EACH_COLUMN_HOLDS,
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    {"enum": list(PATHS)},
                    {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {
                            "field": {
                                "description": say.FIELD_ACCOUNT,
                                "enum": list(PATHS),
                            },
                            "platform": {
                                "description": say.PLATFORM_ITS_PAGES,
                                "type": "string",
                            },
                            "value": {
                                "description": say.VALUE_MARK_STATES,
                                "type": "string",
                            },
                            "dates": _ORDER,
                        },
                        "required": ["field"],
                    },
                ]
            },
        },
    },
}
"""The settings of tables."""


def _value(setting: SettingSpec) -> Schema:
    text: Schema = {"type": "string", "minLength": 1}
    match setting.kind:
        case "switch":
            return BOOLEAN
        case "number":
            return whole(0)
        case "day":
            return DATE
        case "pairs":
            return {"type": "object"}
        case "table":
            return _TABLE
        case "word":
            return {"enum": list(choices_of(setting))}
        case "words":
            return _one_or_several({"enum": list(choices_of(setting))})
        case "texts" | "paths" | "packs":
            return _one_or_several(text)
        case _:
            return text


def _one_or_several(item: Schema) -> Schema:
    # Not `anyOf`: so a problem is told of the value that is there.
    return {"type": ["string", "array"], "items": item, "if": {"type": "string"}, "then": item}
