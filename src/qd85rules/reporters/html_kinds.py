"""Kinds of findings, topics and days, as pages name and mark them.

What must not live here: what else pages say (`wording.pages`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import Text
from qd85rules.wording.pages import ITEMS, MEANINGS, TOPICS
from qd85rules.wording.verdicts import OUTCOMES, RECOMMENDATION

if TYPE_CHECKING:
    from datetime import date

    from qd85rules.judge.finding import Finding

_ITEM: Final = re.compile(r"(\w+)\[(\d{1,9})\]")
_ISO_DAY: Final = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")


@dataclass(frozen=True, slots=True)
class FindingKind:
    """A kind of finding: its word, a mark so that colour is never alone in telling kinds apart, and what it means."""

    name: str
    word: Text
    mark: str
    meaning: Text


def kind_of(finding: Finding) -> str:
    """Name a finding's kind: its outcome, or `recommendation` for a broken `should` rule."""
    return "recommendation" if finding.is_recommendation else finding.outcome.value


_WORDS: Final = {outcome.value: word for outcome, word in OUTCOMES.items()} | {"recommendation": RECOMMENDATION}
_MARKS: Final = {
    Outcome.VIOLATION.value: "✗",
    "recommendation": "△",
    Outcome.UNDETERMINED.value: "?",
    Outcome.DUE.value: "◷",
    Outcome.WAIVED.value: "○",
    Outcome.COMPLIANT.value: "✓",
    Outcome.NOT_APPLICABLE.value: "·",
}
KINDS: Final[dict[str, FindingKind]] = {
    name: FindingKind(
        name, Text(*(word[:1].upper() + word[1:] for word in (_WORDS[name].vi, _WORDS[name].en))), mark, meaning
    )
    for (name, mark), meaning in zip(_MARKS.items(), map(MEANINGS.__getitem__, _MARKS), strict=True)
}
"""The kinds of findings, the gravest first."""


def topic_words(topic: str) -> Text:
    """Give the title of a topic; a topic of a pack of one's own goes by its name."""
    return TOPICS.get(topic, Text(topic, topic))


def item_text(subject: str) -> Text | None:
    """Name the item of an account that a finding is about, counted from 1; `None` for the account itself."""
    if subject == "account":
        return None
    found = _ITEM.fullmatch(subject)
    if found is None or found[1] not in ITEMS:
        return Text(subject, subject)
    return ITEMS[found[1]].filled(number=int(found[2]) + 1)


def day_text(day: date | str) -> Text:
    """Write a day as each language does: `01/11/2024` in Vietnamese, `2024-11-01` in English."""
    return with_days(Text(str(day), str(day)))


def with_days(text: Text) -> Text:
    """Write the days of a sentence as its readers do."""
    return Text(_ISO_DAY.sub(r"\3/\2/\1", text.vi), text.en)
