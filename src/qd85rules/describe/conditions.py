"""Conditions in words: an outline that says the same as the expression, with the vocabulary's own words.

What must not live here: the canonical text (`lang.printer`), and what decided in one account (`judge.why`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, assert_never

from qd85rules.judge.why import label_value
from qd85rules.lang.ast import (
    And,
    Bool,
    Compare,
    Concept,
    Date,
    Fact,
    Has,
    In,
    Int,
    Items,
    Not,
    Or,
    Param,
    String,
    Subtract,
    Today,
)
from qd85rules.model.vocabulary import FACTS
from qd85rules.wording import facts as say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qd85rules.core.text import Language, Text
    from qd85rules.lang.ast import Expr

_DATES: Final = frozenset(name for name, spec in FACTS.items() if spec.type.kind == "date")


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of concepts and parameters, and the parameters' values in words where they are to be shown."""

    concepts: Mapping[str, Text]
    params: Mapping[str, Text]
    values: Mapping[str, str]


def in_words(expr: Expr, names: Titles, lang: Language) -> Iterator[tuple[int, str]]:
    """Give the lines of the outline, each with its depth, in the order of the expression."""
    yield from _Outline(names, lang).lines(expr, 0)


class _Outline:
    def __init__(self, names: Titles, lang: Language) -> None:
        self.names = names
        self.lang = lang

    def lines(self, expr: Expr, depth: int) -> Iterator[tuple[int, str]]:
        match expr:
            case And(operands) | Or(operands):
                yield depth, (say.ALL_OF if isinstance(expr, And) else say.ANY_OF)[self.lang]
                for operand in operands:
                    yield from self.lines(operand, depth + 1)
            case Not(Fact() | Has() | Concept() | Bool() as operand):
                yield depth, self.plain(operand, holds=False)
            case Not(operand):
                yield depth, say.NOT_SO[self.lang]
                yield from self.lines(operand, depth + 1)
            case Fact() | Has() | Concept() | Bool() | Param():
                yield depth, self.plain(expr, holds=True)
            case Compare(op, left, right):
                yield depth, self.comparison(op, left, right)
            case In(element, container):
                yield depth, self.membership(element, container)
            case Int() | String() | Date() | Items() | Today() | Subtract():
                yield depth, self.operand(expr)
            case _:
                assert_never(expr)

    def plain(self, expr: Fact | Has | Concept | Bool | Param, *, holds: bool) -> str:
        """Say a condition that has no operands of its own, or its opposite."""
        match expr:
            case Bool(value):
                return say.ALWAYS[value is holds][self.lang]
            case Concept(name):
                title = self.names.concepts[name][self.lang]
                return title if holds else say.NOT_CONCEPT[self.lang].format(title=title)
            case Has(fact):
                return f"{self.operand(fact)}: {say.RECORDED[holds][self.lang]}"
            case Fact(name):
                return f"{self.operand(expr)}: {label_value(name, holds, self.lang)}"
            case Param(name):
                return f"{self.operand(expr)}: {label_value(name, holds, self.lang)}"
            case _:
                assert_never(expr)

    def comparison(self, op: str, left: Expr, right: Expr) -> str:
        match left, right:
            case Fact(name), Today() if FACTS[name].event and op in {"<=", ">"}:
                # A date after the day of the check is refused, so `later than today` can only mean `never`.
                return f"{self.operand(left)}: {say.HAPPENED[op == '<='][self.lang]}"
            case ((Fact() | Subtract() | Param() | Today()), _) if op in say.RELATIONS[_kind(left, right)]:
                relation = say.RELATIONS[_kind(left, right)][op][self.lang]
                value = self.operand(right, of=left.name if isinstance(left, Fact) else "")
                return f"{self.operand(left)}: {relation.format(value=value)}"
            case _:
                return f"{self.operand(left)} {op} {self.operand(right)}"

    def membership(self, element: Expr, container: Expr) -> str:
        match element, container:
            case _, Fact(name):
                item = say.INCLUDES[self.lang].format(item=self.operand(element, of=name))
                return f"{self.operand(container)}: {item}"
            case _, Items(elements):
                of = element.name if isinstance(element, Fact) else ""
                items = ", ".join(self.operand(item, of=of) for item in elements)
                return f"{self.operand(element)}: {say.ONE_OF[self.lang].format(items=items)}"
            case _:
                return f"{self.operand(element)}: {say.CHOSEN[self.lang].format(place=self.operand(container))}"

    def operand(self, expr: Expr, of: str = "") -> str:
        """Name a value; `of` is the fact whose words its members have."""
        match expr:
            case Fact(name):
                return FACTS[name].meaning[self.lang]
            case Param(name):
                value = self.names.values.get(name)
                shown = name if value is None else f"{name} = {value}"
                return f"“{self.names.params[name][self.lang]}” ({shown})"
            case Today():
                return say.DAY_OF_CHECK[self.lang]
            case String(value):
                return label_value(of, value, self.lang)
            case Date(value):
                return value.isoformat()
            case Int(value):
                return str(value)
            case Subtract(left, right):
                return say.DAYS_BETWEEN[self.lang].format(start=self.operand(right), end=self.operand(left))
            case Items(elements):
                return ", ".join(self.operand(element, of=of) for element in elements)
            case _:
                # A condition as a value, as in `(a == b) == c`: its own lines, run together.
                return "; ".join(line for _, line in self.lines(expr, 0))


def _kind(left: Expr, right: Expr) -> str:
    for expr in (left, right):
        match expr:
            case Today() | Date():
                return "date"
            case Fact(name) if name in _DATES:
                return "date"
            case Subtract() | Int():
                return "int"
            case _:
                continue
    return "value"
