"""What is known of a reading, as data and as lines; and what carries a rule: its basis, its readings and its review.

What must not live here: the rest of a rule (`rule_entry`), and how readings are loaded (`policy.readings`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qd85rules.describe.clause_entry import both
from qd85rules.wording import reference as say
from qd85rules.wording.reference import LABELS

if TYPE_CHECKING:
    from qd85rules.policy.catalogue import Catalogue
    from qd85rules.policy.readings import Reading
    from qd85rules.policy.rule import Rule
    from qd85rules.reporters.page import Page


def reading_data(reading: Reading) -> dict[str, Any]:
    """Give a reading as plain data."""
    return {
        "number": reading.number,
        "pack": reading.pack,
        "words": both(reading.words),
        "taken": both(reading.taken),
        "other": both(reading.other),
        "why": both(reading.why),
        "rules": list(reading.rules),
        "parameters": list(reading.parameters),
    }


def show_readings(page: Page, catalogue: Catalogue, rule: Rule) -> None:
    """Put on a page what carries a rule: its basis, each reading with both opinions, and who compared it when."""
    lang = page.lang
    if rule.basis is not None:
        page.field(LABELS["basis"], say.BASES[rule.basis][lang])
    for place, number in enumerate(rule.readings):
        reading = catalogue.readings[number]
        page.entry(LABELS["readings"] if place == 0 else None, str(number), reading.words[lang])
        page.note(reading.taken[lang])
        page.note(say.ALSO_HELD[lang].format(text=reading.other[lang]))
        page.note(say.WHY[lang].format(text=reading.why[lang]))
    owner, day = rule.owner, rule.reviewed_on
    if owner is not None or day is not None:
        shown = owner or "—" if day is None else say.REVIEWED[lang].format(owner=owner or "—", day=day)
        page.field(LABELS["owner"], shown)
