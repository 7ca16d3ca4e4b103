"""The schema of a file of waivers.

What must not live here: what a waiver does (`evidence.waivers`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.cli.schemas.parts import DATE, TEXT, Schema, list_of, mapping, titled
from qd85rules.core.text import Text
from qd85rules.model.account import Incident, Transfer
from qd85rules.model.vocabulary import FACTS

if TYPE_CHECKING:
    from qd85rules.core.text import Language

__all__ = ["waivers_schema"]

_TITLE: Final = Text("Danh sách miễn trừ của qd85rules", "Waivers for qd85rules")
_ABOUT: Final = Text(
    "Những vi phạm mà người có thẩm quyền đã cho qua đến hết một ngày.",
    "Violations that somebody with the authority has set aside until a day.",
)
_POSITION: Final = r"^(account|(transfers|incidents)\[(0|[1-9][0-9]*)\])$"


def waivers_schema(lang: Language = "en") -> Schema:
    """Give the schema of a file of waivers."""
    waiver = mapping(
        lang,
        {
            "rule": (TEXT, Text("Mã quy tắc.", "The rule's id.")),
            "account": (TEXT, Text("Mã tài khoản.", "The account's id.")),
            "reason": (TEXT, Text("Lý do.", "Why.")),
            "approver": (TEXT, Text("Người chấp thuận.", "Who approved it.")),
            "authority": (TEXT, Text("Thẩm quyền làm căn cứ.", "The authority relied on.")),
            "expires_on": (DATE, Text("Ngày cuối còn hiệu lực.", "The last day on which it holds.")),
        },
        {
            "subject": (
                _subject(lang),
                Text(
                    "Lần chuyển hay sự cố nào, theo vị trí hoặc theo giá trị; bỏ trống: mọi kết quả của quy tắc.",
                    "Which transfer or incident, by position or values; left out: all that the rule finds.",
                ),
            ),
        },
    )
    return titled(_TITLE, _ABOUT, list_of(waiver), lang)


def _subject(lang: Language) -> Schema:
    meanings = {name: FACTS[f"transfer.{name}"].meaning for name in Transfer.model_fields}
    meanings |= {name: FACTS[f"incident.{name}"].meaning for name in Incident.model_fields}
    return {
        "type": ["string", "object"],
        "pattern": _POSITION,
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {name: {"description": text[lang], **TEXT} for name, text in meanings.items()},
    }
