"""Words for the values of facts, for people.

What must not live here: the words for the facts themselves (`vocabulary`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qd85rules.model.choices import ADDRESS_KINDS, AGREEMENTS
from qd85rules.model.fields import FIELDS
from qd85rules.wording import facts as say

if TYPE_CHECKING:
    from qd85rules.core.text import Language, Text

__all__ = ["VALUE_LABELS", "label_value"]

VALUE_LABELS: Final[dict[str, dict[str, Text]]] = {
    fact: {choice.value: choice.label for choice in choices}
    for fact, choices in (
        *((field.name, field.choices) for field in FIELDS if field.choices),
        ("name.agreement", AGREEMENTS),
        ("address.kind", ADDRESS_KINDS),
    )
}
"""Words for closed sets, by fact and value."""


def label_value(fact: str, value: Any, lang: Language) -> str:  # noqa: ANN401 - a fact's value of any type
    """Give a fact's value, as plain data, in words."""
    if isinstance(value, bool):
        return (say.YES if value else say.NO)[lang]
    if isinstance(value, list):
        return ", ".join(label_value(fact, item, lang) for item in value) or say.NONE[lang]
    if value == "never":
        return say.STATED_NEVER[lang]
    label = VALUE_LABELS.get(fact, {}).get(value) if isinstance(value, str) else None
    return str(value) if label is None else label[lang]
