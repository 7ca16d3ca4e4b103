"""The words that reports of tests share, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import Text
from qd85rules.lab.cases.model import RECOMMENDATION
from qd85rules.wording.verdicts import OUTCOMES
from qd85rules.wording.verdicts import RECOMMENDATION as RECOMMENDATION_WORD

if TYPE_CHECKING:
    from qd85rules.core.text import Language

__all__ = ["LABELS", "STATUS_WORDS", "label_of", "percent", "shown", "word"]

LABELS: Final = {
    "expected": Text("mong đợi", "expected"),
    "actual": Text("thực tế", "actual"),
    "outcome": Text("kết luận", "outcome"),
    "missing": Text("còn thiếu", "missing"),
    "due_on": Text("đến hạn", "due on"),
    "clauses": Text("căn cứ", "clauses"),
    "evidence": Text("dữ kiện", "facts"),
    "params": Text("tham số", "parameters"),
    "as_of": Text("tính đến ngày", "as of"),
}

STATUS_WORDS: Final = {
    "passed": Text("đạt", "passed"),
    "failed": Text("không đạt", "failed"),
    "error": Text("lỗi", "error"),
}


def word(outcome: str, lang: Language) -> str:
    """Name an outcome as reports do; anything else stays as it is."""
    if outcome == RECOMMENDATION:
        return RECOMMENDATION_WORD[lang]
    return OUTCOMES[Outcome(outcome)][lang] if outcome in set(Outcome) else outcome


def label_of(what: str, lang: Language) -> str:
    """Name what is compared: `outcome`, or `evidence.transfer.kind` as the fact itself."""
    kind, _, name = what.partition(".")
    return name or LABELS[kind][lang]


def shown(value: Any, lang: Language) -> str:  # noqa: ANN401 - plain data
    """Write a value on one line: sets of missing facts joined by `or`, dates and texts as they are."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        joiner = " hoặc " if lang == "vi" else " or "
        if any(isinstance(item, list | tuple) for item in value):
            return joiner.join(" + ".join(item) for item in value)
        return ", ".join(str(item) for item in value) or "-"
    return str(value)


def percent(part: int, whole: int) -> str:
    """Write a share without rounding up to 100 %, which would hide what is left."""
    if not whole:
        return "-"
    return f"{part * 1000 // whole / 10:g} %"
