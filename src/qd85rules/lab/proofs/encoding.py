"""From conditions to formulas, with three values kept apart by two rails: surely true, and surely false.

What must not live here: which values the facts of an account can have (`world`).

The rails are Kleene's tables as formulas; tests hold them to what `qd85rules.engines.evaluate` gives.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol, assert_never

from qd85rules.core.truth import UNKNOWN
from qd85rules.lang import ast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from qd85rules.core.values import Value
    from qd85rules.lab.proofs.logic import Formula, Logic, Number
    from qd85rules.lang.ast import Expr
    from qd85rules.lang.types import Type


@dataclass(frozen=True, slots=True)
class Encoded:
    """A condition: where it is surely true, and where it is surely false; unknown where neither holds."""

    true: Formula
    false: Formula


@dataclass(frozen=True, slots=True)
class Term:
    """A value: where it is known, and what it is there.

    Dates are ordinals and strings codes of `Texts`, so `value` is a formula, a number or `Members`.
    """

    known: Formula
    value: Any


class Members(Protocol):
    """What a list holds."""

    def contains(self, element: Any) -> Formula:  # noqa: ANN401 - a number or a formula
        """Say whether an element is in it."""
        ...


class Texts:
    """Every text that a formula mentions, as a number; all other numbers stand for texts that none mentions."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def code(self, text: str) -> int:
        """Give a text's number, the same each time."""
        return self._codes.setdefault(text, len(self._codes))

    def text(self, code: int) -> str | None:
        """Give the text of a number; `None` for one that no formula mentions."""
        texts = list(self._codes)
        return texts[code] if 0 <= code < len(texts) else None

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._codes))


@dataclass(frozen=True, slots=True)
class _Listed:
    """A list of values that are written down, or of a parameter."""

    logic: Logic
    elements: tuple[Any, ...]

    def contains(self, element: Any) -> Formula:  # noqa: ANN401 - a number or a formula
        return self.logic.any_of(element == value for value in self.elements)


@dataclass(frozen=True, slots=True)
class FlaggedMembers:
    """A list of which each possible member, by its code, may be in it."""

    logic: Logic
    flags: Mapping[int, Formula]

    def contains(self, element: Number) -> Formula:
        """Say whether a text is in it."""
        return self.logic.any_of(self.logic.all_of((element == code, flag)) for code, flag in self.flags.items())


@dataclass(frozen=True, slots=True)
class AnyMembers:
    """A list that may hold anything."""

    logic: Logic
    holds: Callable[[Number], Formula]

    def contains(self, element: Any) -> Formula:  # noqa: ANN401 - a number or a formula
        """Say whether an element is in it."""
        if isinstance(element, int):
            return self.holds(int(element))
        return self.holds(self.logic.choose(element, 1, 0) if self.logic.z3.is_bool(element) else element)


def free_term(logic: Logic, texts: Texts, name: str, kind: Type) -> tuple[Term, Formula]:
    """Make a value of a type that may be any and may be unknown; with what its type alone demands."""
    known = logic.flag(f"{name}?")
    match kind.kind:
        case "bool":
            return Term(known, logic.flag(name)), True
        case "list" if kind.element is not None and kind.element.members is not None:
            flags = {texts.code(member): logic.flag(f"{name}[{member}]") for member in kind.element.members}
            return Term(known, FlaggedMembers(logic, flags)), True
        case "list":
            return Term(known, AnyMembers(logic, logic.predicate(name))), True
        case _:
            number = logic.number(name)
            domain = kind.members is None or logic.any_of(number == texts.code(member) for member in kind.members)
            return Term(known, number), domain


def constant(logic: Logic, texts: Texts, value: Value) -> Term:
    """Make the term of a value that is given."""
    if value is UNKNOWN:
        return Term(known=False, value=0)
    if isinstance(value, tuple):
        elements = tuple(constant(logic, texts, element).value for element in value)
        return Term(known=True, value=_Listed(logic, elements))
    return Term(known=True, value=texts.code(value) if isinstance(value, str) else value)


_COMPARE: Final[dict[str, Callable[[Any, Any], Formula]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Encoder:
    """Encodes conditions over one set of facts, parameters and a day."""

    def __init__(
        self,
        logic: Logic,
        texts: Texts,
        fact: Callable[[str], Term],
        params: Mapping[str, Term],
        today: Number,
    ) -> None:
        self._logic, self._texts, self._fact, self._params, self._today = logic, texts, fact, params, today

    def truth(self, expr: Expr) -> Encoded:
        """Encode a condition."""
        logic = self._logic
        match expr:
            case ast.Bool(value):
                return Encoded(value, not value)
            case ast.Fact() | ast.Param():
                return self._guarded((expr,), lambda value: value)
            case ast.Has(fact):
                known = self.term(fact).known
                return Encoded(known, logic.no(known))
            case ast.Compare(op, left, right):
                return self._guarded((left, right), _COMPARE[op])
            case ast.In(element, container):
                return self._guarded((element, container), lambda one, many: many.contains(one))
            case ast.Not(operand):
                rails = self.truth(operand)
                return Encoded(rails.false, rails.true)
            case ast.And(operands):
                parts = [self.truth(operand) for operand in operands]
                return Encoded(logic.all_of(part.true for part in parts), logic.any_of(part.false for part in parts))
            case ast.Or(operands):
                parts = [self.truth(operand) for operand in operands]
                return Encoded(logic.any_of(part.true for part in parts), logic.all_of(part.false for part in parts))
            case ast.Int() | ast.String() | ast.Date() | ast.Items() | ast.Concept() | ast.Today() | ast.Subtract():
                msg = f"not a condition: {expr}"
                raise TypeError(msg)
            case _:
                assert_never(expr)

    def term(self, expr: Expr) -> Term:
        """Encode an expression of any type."""
        match expr:
            case ast.Bool(value) | ast.Int(value):
                return Term(known=True, value=value)
            case ast.String(value):
                return Term(known=True, value=self._texts.code(value))
            case ast.Date(value):
                return Term(known=True, value=value.toordinal())
            case ast.Items(elements):
                return Term(
                    known=True, value=_Listed(self._logic, tuple(self.term(element).value for element in elements))
                )
            case ast.Fact(name):
                return self._fact(name)
            case ast.Param(name):
                return self._params[name]
            case ast.Today():
                return Term(known=True, value=self._today)
            case ast.Subtract(left, right):
                one, two = self.term(left), self.term(right)
                known = self._logic.all_of((one.known, two.known))
                return Term(known, 0 if known is False else one.value - two.value)
            case ast.Has() | ast.Compare() | ast.In() | ast.Not() | ast.And() | ast.Or():
                rails = self.truth(expr)
                return Term(self._logic.any_of((rails.true, rails.false)), rails.true)
            case ast.Concept():
                msg = f"not expanded: {expr}"
                raise TypeError(msg)
            case _:
                assert_never(expr)

    def _guarded(self, operands: tuple[Expr, ...], holds: Callable[..., Formula]) -> Encoded:
        """Encode what is asked of values, unknown where one of them is."""
        logic, terms = self._logic, [self.term(operand) for operand in operands]
        known = logic.all_of(term.known for term in terms)
        if known is False:
            # Where an operand is unknown on every account, the answer is neither surely true nor surely false.
            return Encoded(true=False, false=False)
        answer = holds(*(term.value for term in terms))
        return Encoded(logic.all_of((known, answer)), logic.all_of((known, logic.no(answer))))
