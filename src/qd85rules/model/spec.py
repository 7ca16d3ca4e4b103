"""What the vocabulary says of one fact.

What must not live here: the facts (`stated`, `vocabulary`) and how they are computed (`rows`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from qd85rules.core.text import Text
    from qd85rules.core.values import Value
    from qd85rules.lang.types import Type

__all__ = ["SUBJECTS", "Ask", "Becomes", "FactSpec", "Sensitivity", "Subject", "field_path"]

Subject = Literal["account", "transfer", "incident"]
SUBJECTS: Final[tuple[Subject, ...]] = get_args(Subject)
Sensitivity = Literal["name", "handle", "url"]


@dataclass(frozen=True, slots=True)
class Ask:
    """A way to learn a derived fact: the fields to ask for, and the values that it can take once they are known."""

    fields: tuple[str, ...]
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Becomes:
    """What somebody can still make of a fact from the day of the check on, and the act that does it.

    `value` is `None` for an event that has not happened: it can happen on the day of the check, and on no day before.
    """

    act: Text
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One fact.

    `inputs` are the fields (as facts) that a derived fact is computed from, empty for a field of the model; `asks` are
    the ways to learn the derived fact when it is unknown; `event` says that the date may be `never`; `judgement` that
    it is always unknown; `register` that it exists only where a whole register is checked; `question` is what to ask
    when it is missing. `becomes` is `None` for what nobody can change any more, such as a transfer, and for what a
    holder does not change in order to comply, such as roles.
    """

    name: str
    type: Type
    subject: Subject
    meaning: Text
    question: Text
    derivation: Text | None = None
    inputs: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    event: bool = False
    judgement: bool = False
    register: bool = False
    sensitive: Sensitivity | None = None
    becomes: Becomes | None = None


def field_path(fact: str, item: tuple[str | int, ...] = ()) -> tuple[str | int, ...] | None:
    """Give the path of the field that a fact reads, in the record; `None` for a derived fact.

    `item` is the path of the transfer or incident that facts of it belong to.
    """
    section, _, field = fact.partition(".")
    match section:
        case "account":
            return None if field == "stated_unused" else (field,)
        case "holder" | "profile" | "declaration":
            return (section, field)
        case "transfer" | "incident":
            return (*item, field)
        case _:
            return None
