"""Values of conditions, part by part: headings, and why a fact is unknown."""

from __future__ import annotations

from typing import Final

from qd85rules.core.text import Text
from qd85rules.wording.facts import UNRECORDED

UNKNOWN: Final = Text("chưa rõ", "unknown")
LABELS: Final[dict[str, Text]] = {
    "expression": Text("Biểu thức", "Expression"),
    "in_force": Text("Đang áp dụng khi", "In force when"),
    "applies_when": Text("Áp dụng khi", "Applies when"),
    "violated_when": Text("Vi phạm khi", "Broken when"),
    "concept": Text("Khái niệm", "Concept"),
    "widened": Text("Gói {pack} mở rộng", "Widened by the pack {pack}"),
    "since": Text("Gói {pack} mở rộng kể từ ngày", "Widened by the pack {pack} from the day"),
    "parameters": Text("Tham số", "Parameters"),
    "unknown": Text("Chưa rõ vì", "Unknown because"),
    "outcome": Text("Kết quả", "Outcome"),
}
FOR: Final = Text("{account}, {subject}, ngày {day}", "{account}, {subject}, on {day}")
FOR_NOBODY: Final = Text("không có tài khoản nào, ngày {day}", "no account, on {day}")
DECIDES: Final = Text("* phần quyết định kết quả", "* what decides")
LEAVES_OPEN: Final = Text("* phần khiến kết quả còn bỏ ngỏ", "* what leaves it open")
FROM: Final = Text("từ ngày {day}", "from {day}")

REASONS: Final[dict[str, Text]] = {
    "no-account": Text("không có tài khoản nào được đưa ra", "no account is given"),
    "not-recorded": UNRECORDED,
    "list-not-recorded": Text("sổ chưa ghi mục `{items}`", "`{items}` is not recorded"),
    "inputs-not-recorded": Text("suy từ {facts}, sổ chưa ghi", "follows from {facts}, not recorded"),
    "judgement": Text(
        "không ô nào của sổ nói được điều này, phải có người xem",
        "no field of a register states it, a person has to look",
    ),
    "in-doubt": Text("{note}", "{note}"),
}
"""Why a fact is unknown, by code."""
