"""The schema of the JSON of open questions. Objects stay open: a list of a later version may say more.

What must not live here: the list itself (`reporters.questions`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from qd85rules.cli.schemas.parts import DATE, TEXT, Fields, Schema, list_of, opened, spoken, titled, whole
from qd85rules.reporters.json_schema import report_schema
from qd85rules.reporters.questions import QUESTIONS_VERSION
from qd85rules.wording import schemas as say

if TYPE_CHECKING:
    from qd85rules.core.text import Language

_TITLE: Final = say.OPEN_QUESTIONS
_ABOUT: Final = say.WHAT_ASK_SO_WHAT
_PERHAPS: Final[Schema] = {"type": ["string", "null"]}


def questions_schema(lang: Language = "en") -> Schema:
    """Give the schema of a list of open questions."""
    report = report_schema(lang)
    body = opened(_fields())
    body["required"] += ("policy", "inputs")
    # The parameters that were set are left out here.
    policy = report["properties"]["policy"]["properties"]
    shared = {name: policy[name] for name in ("packs", "fingerprint")}
    body["properties"] |= {
        "policy": {"type": "object", "required": [*shared], "properties": shared},
        "inputs": report["properties"]["inputs"],
    }
    body["definitions"] = {**report["definitions"], "question": opened(_question())}
    return cast("Schema", spoken(titled(_TITLE, _ABOUT, body), lang))


def _fields() -> Fields:
    number = whole(0)
    summary = opened(
        {
            "accounts": (number, say.HOW_MANY_ACCOUNTS_WERE),
            "questions": (number, say.HOW_MANY_QUESTIONS_THERE),
            "undetermined": (number, say.HOW_MANY_FINDINGS_ARE),
        },
    )
    return {
        "schema_version": (
            {"const": QUESTIONS_VERSION},
            say.VERSION_SHAPE_GROWS_ADDITIONS,
        ),
        "as_of": (DATE, say.DAY_TODAY),
        "summary": (summary, say.COUNTS),
        "questions": (
            list_of({"$ref": "#/definitions/question"}),
            say.QUESTIONS_ORDER_ASK_THEM,
        ),
    }


def _question() -> Fields:
    return {
        "account": (TEXT, say.ACCOUNT_ID),
        "item": (_PERHAPS, say.ACCOUNT_ITEM_TRANSFERS),
        "fact": (TEXT, say.FACT_MISSING),
        "question": (TEXT, say.QUESTION),
        "may_be": (TEXT, say.WHAT_MAY_BE_ANSWERED),
        "choices": (
            list_of(TEXT),
            say.REGISTER_WRITES_NONE_DAY,
        ),
        "settles": (list_of(TEXT), say.RULES_ANSWER_DECIDES_ALONE),
        "rules": (list_of(TEXT), say.EVERY_RULE_WAITS_ANSWER),
        "holder_id": (_PERHAPS, say.HOLDER_ID),
        "unit": (_PERHAPS, say.HOLDER_UNIT),
    }
