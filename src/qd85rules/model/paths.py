"""Where the fields stand in an account: by name, by path, by section.

What must not live here: the fields (`fields`), and places in files (`source.places`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.model.fields import FIELDS
from qd85rules.model.sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qd85rules.model.spec import Field, Section

FIELD: Final = {field.name: field for field in FIELDS}
"""Each field by its name."""

SECTION: Final = {section.name: section for section in SECTIONS}
"""Each section by its name."""

ACCOUNT_KEYS: Final = tuple(dict.fromkeys(SECTION[field.section].key or field.key for field in FIELDS))
"""The keys that an account has at its top."""

CONTRADICTED: Final = (
    ("account.last_active_on", "account.unused_since"),
    ("account.last_active_on", "account.closed_on"),
    ("account.opened_on", "declaration.declared_on"),
    ("account.opened_on", "declaration.reported_on"),
)
"""Dates of which the second before the first is taken in, and leaves a record that contradicts itself."""

ENDS: Final = ("account.closed_on", "account.unused_since", "account.left_on")
"""Dates that contradict a page in use."""

ORDER: Final = tuple((f"{field.section}.{start}", field.name) for field in FIELDS for start in field.not_before)
"""The name of a date, and of the date in the same section that may not come before it."""


def fields_of(section: Section) -> tuple[Field, ...]:
    """Give the fields of one section."""
    return tuple(field for field in FIELDS if field.section == section.name)


PATHS: Final[dict[str, tuple[str, ...]]] = {
    field.name: (section.key, field.key) if section.key and not section.is_list else (field.key,)
    for section in SECTIONS
    for field in fields_of(section)
}
"""The path of each field: in the account, or in the transfer or incident that it is of."""

IN_LISTS: Final = frozenset(field.name for section in SECTIONS if section.is_list for field in fields_of(section))
"""The fields of transfers and incidents."""

_AT: Final = {
    (*((SECTION[field.section].key,) if field.name in IN_LISTS else ()), *PATHS[field.name]): field for field in FIELDS
}


def field_at(path: Iterable[str | int]) -> Field | None:
    """Give the field at a path of an account, or at that of a value within the field."""
    return _AT.get(tuple(step for step in path if isinstance(step, str)))


def keys_at(path: tuple[str | int, ...]) -> tuple[str, ...]:
    """Give the keys that a mapping at a path of an account may have; none where the account has no mapping."""
    if not path:
        return ACCOUNT_KEYS
    return tuple(field.key for section in SECTIONS if section.key == path[0] for field in fields_of(section))
