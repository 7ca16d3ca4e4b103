"""The schema of the JSON of `qd85 eval`; an entry of `evaluations` is the same in `qd85 explain RULE --account`.

Objects stay open: a later version may say more, and a reader of this one must accept it.

What must not live here: the evaluation itself (`describe.evaluation_data`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from qd85rules.cli.schemas.parts import (
    BOOLEAN,
    BOTH,
    DATE,
    TEXT,
    Fields,
    Schema,
    list_of,
    opened,
    optional,
    spoken,
    titled,
    whole,
)
from qd85rules.describe.evaluation_data import EVALUATION_VERSION
from qd85rules.reporters.json_schema import report_schema
from qd85rules.wording import schemas as say
from qd85rules.wording.evaluation import REASONS

if TYPE_CHECKING:
    from qd85rules.core.text import Language

_TITLE: Final = say.VALUE_EXPRESSION
_ABOUT: Final = say.VALUE_EXPRESSION_EACH_ITS
_ROLES: Final = ("expression", "in_force", "applies_when", "violated_when", "concept", "widened", "since")
_KINDS: Final = (
    *("bool", "int", "string", "date", "items", "fact", "param", "concept", "today", "has", "subtract"),
    *("compare", "in", "not", "and", "or"),
)
_VALUE: Final[Schema] = {"type": ["boolean", "integer", "string", "array"]}
_PLACE: Final[Schema] = {"$ref": "#/definitions/place"}


def evaluation_schema(lang: Language = "en") -> Schema:
    """Give the schema of an evaluation."""
    report = report_schema(lang)["definitions"]
    body = opened(_whole())
    body["definitions"] = {
        "place": report["place"],
        "error": report["error"],
        "evaluation": opened(_evaluation()),
        "marked": opened(_marked()),
        "part": opened(_part()),
    }
    return cast("Schema", spoken(titled(_TITLE, _ABOUT, body), lang))


def _whole() -> Fields:
    return {
        "schema_version": (
            {"const": EVALUATION_VERSION},
            say.VERSION_SHAPE_GROWS_ADDITIONS,
        ),
        "as_of": (DATE, say.DAY_TODAY),
        "packs": (list_of(TEXT), say.PACKS_LOWEST_FIRST),
        "evaluations": (
            list_of({"$ref": "#/definitions/evaluation"}),
            say.ONE_EACH_SUBJECT,
        ),
        "errors": (
            list_of({"$ref": "#/definitions/error"}),
            say.WHAT_WRONG_WITH_EXPRESSION,
        ),
        "exit_code": ({"enum": [0, 2, 3]}, say.EXIT_CODE),
    }


def _evaluation() -> Fields:
    parameter = opened(
        {
            "name": (TEXT, say.PARAMETER_NAME),
            "value": (optional(_VALUE), say.ITS_VALUE),
            "origin": (BOTH, say.WHO_SET),
        },
    )
    concept = opened(
        {
            "name": (TEXT, say.CONCEPT_NAME),
            "pack": (TEXT, say.ITS_PACK),
            "title": (BOTH, say.WORDS),
            "known": (BOOLEAN, say.WHETHER_ITS_VALUE_KNOWN),
            "texts": (
                list_of({"$ref": "#/definitions/marked"}),
                say.ITS_OWN_TEXT_THEN,
            ),
        },
    )
    why = opened(
        {
            "fact": (TEXT, say.FACT),
            "code": ({"enum": list(REASONS)}, say.STABLE_CODE_REASON),
            "reason": (BOTH, say.REASON),
            "question": (BOTH, say.WHAT_ASK),
            "location": (optional(_PLACE), say.NEAREST_PLACE_REGISTER),
        },
    )
    return {
        "account": (optional(TEXT), say.ACCOUNT_ID_NULL_NOBODY),
        "subject": (
            TEXT,
            say.ACCOUNT_TRANSFERS,
        ),
        "conditions": (
            list_of({"$ref": "#/definitions/marked"}, at_least=1),
            say.EXPRESSION_RULE_EACH_CONDITION,
        ),
        "concepts": (list_of(concept), say.CONCEPTS_ARE_RELIED),
        "parameters": (list_of(parameter), say.PARAMETERS_ARE_READ),
        "unknown": (list_of(why), say.FACTS_ARE_UNKNOWN_WHY),
    }


def _marked() -> Fields:
    return {
        "role": ({"enum": list(_ROLES)}, say.WHAT_TEXT),
        "text": (TEXT, say.TEXT_WRITTEN),
        "location": (optional(_PLACE), say.ITS_FILE_PLACE),
        "parts": (
            list_of({"$ref": "#/definitions/part"}, at_least=1),
            say.ITS_PARTS_EACH_BEFORE,
        ),
    }


def _part() -> Fields:
    number = whole(0)
    return {
        "text": (TEXT, say.PART_WRITTEN),
        "kind": ({"enum": list(_KINDS)}, say.KIND_PART),
        "name": (
            optional(TEXT),
            say.ITS_NAME_IF_HAS,
        ),
        "depth": (number, say.HOW_MANY_PARTS_STANDS),
        "start": (number, say.WHERE_STARTS_TEXT_FROM),
        "end": (number, say.WHERE_ENDS_EXCLUSIVE),
        "line": (whole(1), say.LINE_FROM),
        "column": (whole(1), say.COLUMN_FROM),
        "end_line": (whole(1), say.LINE_ITS_END),
        "end_column": (whole(1), say.COLUMN_AFTER),
        "type": ({"enum": ["bool", "int", "string", "date", "list"]}, say.ITS_TYPE),
        "known": (BOOLEAN, say.WHETHER_ITS_VALUE_KNOWN),
        "value": (
            optional(_VALUE),
            say.ITS_VALUE_NULL_WHERE,
        ),
        "decides": (
            BOOLEAN,
            say.WHETHER_DECIDES_WHOLE_LEAVES,
        ),
        "location": (optional(_PLACE), say.WHERE_FACT_STANDS_REGISTER),
    }
