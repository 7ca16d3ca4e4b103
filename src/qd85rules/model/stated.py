"""The facts that are fields of the account, from the table of fields.

What must not live here: derived facts (`vocabulary`) and how values are read (`rows`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.lang.types import BOOL, DATE, STRING, enum_of, list_of
from qd85rules.model.paths import fields_of
from qd85rules.model.sections import SECTIONS
from qd85rules.model.spec import FactSpec

if TYPE_CHECKING:
    from qd85rules.lang.types import Type
    from qd85rules.model.spec import Field

__all__ = ["STATED"]


def _type(field: Field) -> Type:
    match field.kind:
        case "identifier" | "text" | "address":
            return STRING
        case "yes_no":
            return BOOL
        case "date" | "event":
            return DATE
        case "choice":
            return _one_of(field)
        case "choices":
            return list_of(_one_of(field))


def _one_of(field: Field) -> Type:
    return enum_of(*(choice.value for choice in field.choices))


STATED: Final = tuple(
    FactSpec(
        field.name,
        _type(field),
        section.subject,
        field.meaning,
        field.question,
        event=field.kind == "event",
        sensitive=field.sensitive,
        becomes=field.becomes,
    )
    for section in SECTIONS
    for field in fields_of(section)
    if field.question is not None
)
"""The facts of each section, in the order of its fields."""
