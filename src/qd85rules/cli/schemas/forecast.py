"""The schema of the JSON of a forecast, whose findings and errors are those of a report.

Objects stay open: a forecast of a later version may say more, and a reader of this one must accept it.

What must not live here: the forecast itself (`reporters.forecast_data`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from qd85rules.cli.schemas.parts import DATE, TEXT, Fields, Schema, choice, list_of, opened, spoken, titled, whole
from qd85rules.core.text import Text
from qd85rules.reporters.forecast_data import FORECAST_VERSION
from qd85rules.reporters.json_schema import report_schema
from qd85rules.wording.verdicts import OUTCOMES

if TYPE_CHECKING:
    from qd85rules.core.text import Language

_TITLE: Final = Text("Dự báo của qd85rules", "A forecast of qd85rules")
_ABOUT: Final = Text(
    "Những gì sẽ thành vi phạm hay chưa xác định nếu các tài khoản giữ nguyên, và vào ngày nào.",
    "What comes to be violated or undetermined were every account left as it is, and on which day.",
)
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
            "accounts": (number, Text("Số tài khoản được xét.", "How many accounts were looked at.")),
            "now": (counts, Text("Số kết quả mỗi loại vào ngày đầu.", "Findings of each outcome on the first day.")),
            "coming": (counts, Text("Số kết quả sẽ đến, mỗi loại.", "How many of each outcome come.")),
            "errors": (number, Text("Số lỗi của dữ liệu vào.", "How many errors the input has.")),
        },
    )
    return {
        "schema_version": (
            {"const": FORECAST_VERSION},
            Text("Phiên bản; chỉ thêm, không bớt.", "The version of this shape, which grows by additions only."),
        ),
        "as_of": (DATE, Text("Ngày mà dự báo bắt đầu.", "The day from which the forecast looks ahead.")),
        "until": (DATE, Text("Ngày cuối của dự báo.", "The last day of the forecast.")),
        "summary": (summary, Text("Các con số.", "The counts.")),
        "coming": (
            list_of({"$ref": "#/definitions/coming"}),
            Text("Những gì sẽ đến, theo ngày.", "What comes, by day."),
        ),
    }


def _coming() -> Fields:
    outcomes = {outcome.value: text for outcome, text in OUTCOMES.items()}
    value: Schema = {"type": ["boolean", "integer", "string", "array"]}
    change = opened(
        {
            "parameter": (TEXT, Text("Tên tham số.", "The parameter's name.")),
            "before": (value, Text("Giá trị trước ngày ấy.", "Its value before that day.")),
            "after": (value, Text("Giá trị từ ngày ấy.", "Its value from that day on.")),
        },
    )
    return {
        "on": (DATE, Text("Ngày mà kết quả thay đổi.", "The day on which it comes.")),
        "last_day": (DATE, Text("Ngày cuối còn kịp xử lý.", "The last day on which there is still time to act.")),
        "before": (choice(outcomes), Text("Kết quả vào ngày trước đó.", "The outcome on the day before.")),
        "changed": (
            list_of(change),
            Text("Những tham số đổi giá trị đúng ngày ấy.", "Parameters that take another value on the day itself."),
        ),
        "finding": (
            {"allOf": [{"$ref": "#/definitions/finding"}]},
            Text("Kết quả mà một lần kiểm tra vào ngày ấy sẽ báo.", "What a check on that day would report."),
        ),
    }
