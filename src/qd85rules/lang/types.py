"""The types of the rule language.

What must not live here: the rules of typing (`typecheck`) and the facts (`model.vocabulary`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["bool", "int", "string", "date", "list"]


@dataclass(frozen=True, slots=True)
class Type:
    """A type: its kind, for a closed set of strings its `members`, for a list its `element`.

    `members` is `None` for strings that may be anything. A comparison of a closed set with a string literal that is
    not a member is an error.
    """

    kind: Kind
    members: tuple[str, ...] | None = None
    element: Type | None = None

    def __str__(self) -> str:
        """Give the type in a rule author's words."""
        if self.kind == "list":
            return f"list of {self.element}"
        if self.members is not None:
            return "one of " + ", ".join(self.members)
        return self.kind


BOOL: Final = Type("bool")
INT: Final = Type("int")
STRING: Final = Type("string")
DATE: Final = Type("date")


def enum_of(*members: str) -> Type:
    """Make the type of a closed set of strings."""
    return Type("string", members=members)


def list_of(element: Type) -> Type:
    """Make the type of a list."""
    return Type("list", element=element)
