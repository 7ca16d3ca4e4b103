"""Conditions in words: an outline that says the same as the expression, with the vocabulary's own words.

What must not live here: the canonical text (`lang.printer`), and what decided in one account (`judge.reasons`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, assert_never

from qd85rules.core.text import Text
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
from qd85rules.model.labels import label_value
from qd85rules.model.vocabulary import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qd85rules.core.text import Language
    from qd85rules.lang.ast import Expr

__all__ = ["Names", "in_words"]

_ALL: Final = Text("đủ các điều sau:", "all of these:")
_ANY: Final = Text("ít nhất một trong các điều sau:", "at least one of these:")
_NOT: Final = Text("điều sau không đúng:", "the following does not hold:")
_NOT_CONCEPT: Final = Text("không phải là: {title}", "it is not so that: {title}")
_ALWAYS: Final = {True: Text("luôn luôn", "always"), False: Text("không bao giờ", "never")}
_RECORDED: Final = {True: Text("sổ có ghi", "recorded"), False: Text("sổ không ghi", "not recorded")}
_HAPPENED: Final = {
    True: Text("đã có, tính đến ngày kiểm tra", "has come by the day of the check"),
    False: Text("chưa có, tính đến ngày kiểm tra", "has not come by the day of the check"),
}
_BETWEEN: Final = Text("số ngày từ “{start}” đến “{end}”", "days from “{start}” to “{end}”")
_TODAY: Final = Text("ngày kiểm tra", "the day of the check")
_ONE_OF: Final = Text("một trong: {items}", "one of: {items}")
_INCLUDES: Final = Text("có “{item}”", "includes “{item}”")
_CHOSEN: Final = Text("nằm trong {place}", "among {place}")

_RELATIONS: Final[dict[str, dict[str, Text]]] = {
    "date": {
        "==": Text("đúng {value}", "{value}"),
        "!=": Text("khác {value}", "other than {value}"),
        "<": Text("trước {value}", "before {value}"),
        "<=": Text("không sau {value}", "not after {value}"),
        ">": Text("sau {value}", "after {value}"),
        ">=": Text("không trước {value}", "not before {value}"),
    },
    "int": {
        "==": Text("bằng {value}", "{value}"),
        "!=": Text("khác {value}", "other than {value}"),
        "<": Text("ít hơn {value}", "fewer than {value}"),
        "<=": Text("không quá {value}", "at most {value}"),
        ">": Text("nhiều hơn {value}", "more than {value}"),
        ">=": Text("từ {value} trở lên", "at least {value}"),
    },
    "value": {
        "==": Text("{value}", "{value}"),
        "!=": Text("không phải {value}", "not {value}"),
    },
}
_DATES: Final = frozenset(name for name, spec in FACTS.items() if spec.type.kind == "date")


@dataclass(frozen=True, slots=True)
class Names:
    """The titles of concepts and parameters, and the parameters' values in words where they are to be shown."""

    concepts: Mapping[str, Text]
    params: Mapping[str, Text]
    values: Mapping[str, str]


def in_words(expr: Expr, names: Names, lang: Language) -> Iterator[tuple[int, str]]:
    """Give the lines of the outline, each with its depth, in the order of the expression."""
    yield from _Speaker(names, lang).lines(expr, 0)


class _Speaker:
    def __init__(self, names: Names, lang: Language) -> None:
        self.names = names
        self.lang = lang

    def lines(self, expr: Expr, depth: int) -> Iterator[tuple[int, str]]:
        match expr:
            case And(operands) | Or(operands):
                yield depth, (_ALL if isinstance(expr, And) else _ANY)[self.lang]
                for operand in operands:
                    yield from self.lines(operand, depth + 1)
            case Not(Fact() | Has() | Concept() | Bool() as operand):
                yield depth, self.plain(operand, holds=False)
            case Not(operand):
                yield depth, _NOT[self.lang]
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
                return _ALWAYS[value is holds][self.lang]
            case Concept(name):
                title = self.names.concepts[name][self.lang]
                return title if holds else _NOT_CONCEPT[self.lang].format(title=title)
            case Has(fact):
                return f"{self.operand(fact)}: {_RECORDED[holds][self.lang]}"
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
                return f"{self.operand(left)}: {_HAPPENED[op == '<='][self.lang]}"
            case ((Fact() | Subtract() | Param() | Today()), _) if op in _RELATIONS[_kind(left, right)]:
                relation = _RELATIONS[_kind(left, right)][op][self.lang]
                value = self.operand(right, of=left.name if isinstance(left, Fact) else "")
                return f"{self.operand(left)}: {relation.format(value=value)}"
            case _:
                return f"{self.operand(left)} {op} {self.operand(right)}"

    def membership(self, element: Expr, container: Expr) -> str:
        match element, container:
            case _, Fact(name):
                item = _INCLUDES[self.lang].format(item=self.operand(element, of=name))
                return f"{self.operand(container)}: {item}"
            case _, Items(elements):
                of = element.name if isinstance(element, Fact) else ""
                items = ", ".join(self.operand(item, of=of) for item in elements)
                return f"{self.operand(element)}: {_ONE_OF[self.lang].format(items=items)}"
            case _:
                return f"{self.operand(element)}: {_CHOSEN[self.lang].format(place=self.operand(container))}"

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
                return _TODAY[self.lang]
            case String(value):
                return label_value(of, value, self.lang)
            case Date(value):
                return value.isoformat()
            case Int(value):
                return str(value)
            case Subtract(left, right):
                return _BETWEEN[self.lang].format(start=self.operand(right), end=self.operand(left))
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
