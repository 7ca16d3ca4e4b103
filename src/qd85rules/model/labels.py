"""Words for the values of facts, for people.

What must not live here: the words for the facts themselves (`vocabulary`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.text import Text
from qd85rules.model.choices import ADDRESS_KINDS, AGREEMENTS
from qd85rules.model.fields import FIELDS

if TYPE_CHECKING:
    from qd85rules.core.text import Language

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

_TRUE: Final = Text("có", "yes")
_FALSE: Final = Text("không", "no")
_NEVER: Final = Text("chưa (ghi rõ)", "not so far (stated)")
_NONE: Final = Text("không có", "none")


def label_value(fact: str, value: Any, lang: Language) -> str:  # noqa: ANN401 - a fact's value of any type
    """Give a fact's value, as plain data, in words."""
    if isinstance(value, bool):
        return (_TRUE if value else _FALSE)[lang]
    if isinstance(value, list):
        return ", ".join(label_value(fact, item, lang) for item in value) or _NONE[lang]
    if value == "never":
        return _NEVER[lang]
    label = VALUE_LABELS.get(fact, {}).get(value) if isinstance(value, str) else None
    return str(value) if label is None else label[lang]
