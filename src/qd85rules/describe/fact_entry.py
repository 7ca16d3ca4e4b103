"""What is known of a fact, as data and as lines: its meaning, how it is known, and which rules read it.

What must not live here: the vocabulary (`model.vocabulary`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qd85rules.describe.clause_entry import both
from qd85rules.judge.why import VALUE_LABELS
from qd85rules.model.paths import IN_LISTS, PATHS, SECTION
from qd85rules.reporters.page import BOLD
from qd85rules.wording import reference as say
from qd85rules.wording.reference import LABELS, PHRASES

if TYPE_CHECKING:
    from qd85rules.core.text import Language
    from qd85rules.lang.types import Type
    from qd85rules.model.spec import FactSpec
    from qd85rules.policy.policy import Policy
    from qd85rules.reporters.page import Page


def register_field(spec: FactSpec) -> str | None:
    """Give the field of a register that states a fact, as `transfers[].kind`; `None` where none does."""
    path = PATHS.get(spec.name)
    item = f"{SECTION[spec.subject].key}[]." if spec.name in IN_LISTS else ""
    return None if path is None else item + ".".join(path)


def derivation_words(spec: FactSpec, lang: Language) -> str:
    """Say how a fact is known beyond its field; empty where the field says it all."""
    words = []
    if spec.derivation is not None:
        words.append(spec.derivation[lang])
    words += [
        PHRASES[phrase][lang]
        for phrase, holds in (("event", spec.event), ("judgement", spec.judgement), ("register_fact", spec.register))
        if holds
    ]
    return "; ".join(words)


def type_words(type_: Type, lang: Language, *, members_below: bool = False) -> str:
    """Give a type in words, without the members of a closed set where they are told apart from it."""
    if type_.element is not None:
        return say.LIST_OF[lang].format(element=type_words(type_.element, lang, members_below=members_below))
    if type_.members is not None:
        return (say.BELOW if members_below else say.ONE_OF_MEMBERS)[lang].format(members=", ".join(type_.members))
    return say.TYPES[type_.kind][lang]


def fact_data(policy: Policy, spec: FactSpec) -> dict[str, Any]:
    """Give a fact as plain data."""
    element = spec.type.element or spec.type
    labels = VALUE_LABELS.get(spec.name, {})
    return {
        "name": spec.name,
        "subject": spec.subject,
        "type": "choice" if spec.type.members is not None else spec.type.kind,
        "values": None if element.members is None else {value: both(labels[value]) for value in element.members},
        "meaning": both(spec.meaning),
        "question": both(spec.question),
        "field": register_field(spec),
        "derivation": None if spec.derivation is None else both(spec.derivation),
        "inputs": list(spec.inputs),
        "may_be_never": spec.event,
        "judgement": spec.judgement,
        "register_only": spec.register,
        "rules": [resolved.rule.id for resolved in policy.rules if spec.name in resolved.facts],
    }


def show_fact(page: Page, policy: Policy, spec: FactSpec) -> None:
    """Put everything that is known of one fact on a page."""
    lang = page.lang
    page.put("", lead=((spec.name, BOLD),))
    page.put(spec.meaning[lang], indent=2)
    page.blank()
    page.field(LABELS["type"], type_words(spec.type, lang, members_below=spec.name in VALUE_LABELS))
    for number, (value, label) in enumerate(VALUE_LABELS.get(spec.name, {}).items()):
        page.entry(LABELS["values"] if number == 0 else None, value, label[lang])
    page.field(LABELS["field"], register_field(spec) or "")
    page.field(LABELS["derivation"], derivation_words(spec, lang))
    page.field(LABELS["facts"], ", ".join(spec.inputs))
    page.field(LABELS["asked"], spec.question[lang])
    page.field(LABELS["rules"], ", ".join(r.rule.id for r in policy.rules if spec.name in r.facts))
