"""How reports of tests write outcomes, values and shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qd85rules.core.outcome import Outcome
from qd85rules.lab.cases.model import RECOMMENDATION
from qd85rules.wording import lab as say
from qd85rules.wording.verdicts import missing_sets, outcome_word

if TYPE_CHECKING:
    from qd85rules.core.text import Language


def word(outcome: str, lang: Language) -> str:
    """Name an outcome as reports do; anything else stays as it is."""
    return outcome_word(outcome)[lang] if outcome in {RECOMMENDATION, *Outcome} else outcome


def label_of(what: str, lang: Language) -> str:
    """Name what is compared: `outcome`, or `evidence.transfer.kind` as the fact itself."""
    kind, _, name = what.partition(".")
    return name or say.CASE_LABELS[kind][lang]


def shown(value: Any, lang: Language) -> str:  # noqa: ANN401 - plain data
    """Write a value on one line: sets of missing facts joined by `or`, dates and texts as they are."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        if any(isinstance(item, list | tuple) for item in value):
            return missing_sets(value, lang)
        return ", ".join(str(item) for item in value) or "-"
    return str(value)


def percent(part: int, whole: int) -> str:
    """Write a share without rounding up to 100 %, which would hide what is left."""
    if not whole:
        return "-"
    return f"{part * 1000 // whole / 10:g} %"
