"""The schema of the JSON of a forecast, whose findings and errors are those of a report.

Objects stay open: a forecast of a later version may say more, and a reader of this one must accept it.

What must not live here: the forecast itself (`reporters.forecast_data`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from qd85rules.cli.schemas.parts import DATE, TEXT, Fields, Schema, choice, list_of, opened, spoken, titled, whole
from qd85rules.reporters.forecast_data import FORECAST_VERSION
from qd85rules.reporters.json_schema import report_schema
from qd85rules.wording import schemas as say
from qd85rules.wording.verdicts import OUTCOMES

if TYPE_CHECKING:
    from qd85rules.core.text import Language

_TITLE: Final = say.FORECAST
_ABOUT: Final = say.WHAT_COMES_BE_VIOLATED
_SHARED: Final = ("policy", "engines", "inputs", "errors")
"""Keys that say the same as in a report."""


def forecast_schema(lang: Language = "en") -> Schema:
    """Give the schema of a forecast."""
    report = report_schema(lang)
    body = opened(_fields())
    body["required"] += _SHARED
    body["properties"] |= {name: report["properties"][name] for name in _SHARED}
    body["definitions"] = {**report["definitions"], "coming": opened(_coming())}
    return cast("Schema", spoken(titled(_TITLE, _ABOUT, body), lang))


def _fields() -> Fields:
    number = whole(0)
    counts: Schema = {"type": "object", "additionalProperties": number}
    summary = opened(
        {
            "accounts": (number, say.HOW_MANY_ACCOUNTS_WERE),
            "now": (counts, say.FINDINGS_EACH_OUTCOME_FIRST),
            "coming": (counts, say.HOW_MANY_EACH_OUTCOME),
            "errors": (number, say.HOW_MANY_ERRORS_INPUT),
        },
    )
    return {
        "schema_version": (
            {"const": FORECAST_VERSION},
            say.VERSION_SHAPE_GROWS_ADDITIONS,
        ),
        "as_of": (DATE, say.DAY_FROM_FORECAST_LOOKS),
        "until": (DATE, say.LAST_DAY_FORECAST),
        "summary": (summary, say.COUNTS),
        "coming": (
            list_of({"$ref": "#/definitions/coming"}),
            say.WHAT_COMES_DAY,
        ),
    }


def _coming() -> Fields:
    outcomes = {outcome.value: text for outcome, text in OUTCOMES.items()}
    value: Schema = {"type": ["boolean", "integer", "string", "array", "null"]}
    change = opened(
        {
            "parameter": (TEXT, say.PARAMETER_NAME),
            "before": (value, say.ITS_VALUE_BEFORE_DAY),
            "after": (value, say.ITS_VALUE_FROM_DAY),
        },
    )
    return {
        "on": (DATE, say.DAY_COMES),
        "last_day": (DATE, say.LAST_DAY_THERE_STILL),
        "before": (choice(outcomes), say.OUTCOME_DAY_BEFORE),
        "changed": (
            list_of(change),
            say.PARAMETERS_TAKE_ANOTHER_VALUE,
        ),
        "finding": (
            {"allOf": [{"$ref": "#/definitions/finding"}]},
            say.WHAT_CHECK_DAY_WOULD,
        ),
    }
