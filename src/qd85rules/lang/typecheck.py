"""Types against a vocabulary: whether every operator gets what it works on, with every problem collected.

What must not live here: the facts (`model.vocabulary`), and what is suspicious but has a meaning (`lab.lint`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, assert_never

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
from qd85rules.lang.printer import print_expr
from qd85rules.lang.problems import Code, Problem, did_you_mean, quote
from qd85rules.lang.types import BOOL, DATE, INT, STRING, Type, list_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.lang.ast import Expr

_SHOWN_MEMBERS: Final = 8
_SHOWN_TEXT: Final = 80
_DATE_TEXT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INT_TEXT: Final = re.compile(r"-?[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class TypeEnv:
    """What a condition may name, with types."""

    facts: Mapping[str, Type]
    params: Mapping[str, Type] = field(default_factory=dict)
    concepts: Mapping[str, Type] = field(default_factory=dict)


def typecheck(expr: Expr, env: TypeEnv, *, want: Type = BOOL) -> tuple[Problem, ...]:
    """Find everything that is wrong with the types of a tree, in order of place.

    `want` is the type that the whole must have. Comparing two closed sets that share no member is an error: it could
    never be true.
    """
    checker = _Checker(env)
    found = checker.infer(expr)
    if found is not None and not _fits(expr, found, want):
        checker.report("wrong-type", expr, f"{_what(want)} is needed here, but {_is(expr, found)}", _compare_help(want))
    return tuple(sorted(checker.problems))


def type_of(expr: Expr, env: TypeEnv) -> Type | None:
    """Give the type of a tree; `None` where `typecheck` has something to say about it."""
    checker = _Checker(env)
    found = checker.infer(expr)
    return None if checker.problems else found


class _Checker:
    """The problems found so far. The type `None` means that the reason has been reported."""

    def __init__(self, env: TypeEnv) -> None:
        self.env = env
        self.problems: list[Problem] = []

    def report(self, code: Code, expr: Expr, message: str, advice: str | None = None) -> None:
        self.problems.append(Problem(expr.start, expr.end, code, message, advice))

    def infer(self, expr: Expr) -> Type | None:
        match expr:
            case Bool():
                return BOOL
            case Int():
                return INT
            case String():
                return STRING
            case Date() | Today():
                return DATE
            case Items():
                return self.items(expr)
            case Fact():
                return self.fact(expr)
            case Param(name):
                return self.named("unknown-param", expr, "parameter", name, self.env.params)
            case Concept(name):
                return self.named("unknown-concept", expr, "concept", name, self.env.concepts)
            case Has(fact):
                self.infer(fact)
                return BOOL
            case Subtract():
                return self.subtract(expr)
            case Compare():
                return self.compare(expr)
            case In():
                return self.membership(expr)
            case Not(operand):
                # Where the operand has a wrong type, what was to be negated is not known: the type is left open.
                fits = self.condition(operand, "!", "`!` binds tighter than a comparison: write `!(a == b)`")
                return BOOL if fits else None
            case And(operands) | Or(operands):
                for operand in operands:
                    self.condition(operand, "&&" if isinstance(expr, And) else "||", _compare_help(BOOL))
                return BOOL
            case _:
                assert_never(expr)

    def condition(self, operand: Expr, operator: str, advice: str | None) -> bool:
        found = self.infer(operand)
        fits = found in {None, BOOL}
        if not fits:
            message = f"`{operator}` works on conditions, but {_is(operand, found)}"
            self.report("not-boolean", operand, message, advice)
        return fits

    def fact(self, expr: Fact) -> Type | None:
        name = expr.name
        if name in self.env.facts:
            return self.env.facts[name]
        self.report("unknown-fact", expr, f"unknown fact {quote(name)}", self.fact_help(name))
        return None

    def fact_help(self, name: str) -> str | None:
        env = self.env
        if name.lower() in {"true", "false", "today"}:
            return f"write `{name.lower()}`"
        for prefix, known in (("params", env.params), ("concepts", env.concepts)):
            if name in known:
                return f"write `{prefix}.{name}`"
        if any(name in _members(found) for found in (*env.facts.values(), *env.params.values())):
            text = f'"{name}"'
            return f"text goes in quotes: {quote(text)}"
        ending = sorted(known for known in env.facts if known.rpartition(".")[2] == name)
        if ending:
            return f"did you mean `{ending[0]}`?"
        return did_you_mean(name, env.facts)

    def named(self, code: Code, expr: Expr, kind: str, name: str, known: Mapping[str, Type]) -> Type | None:
        if name not in known:
            self.report(code, expr, f"unknown {kind} {quote(name)}", did_you_mean(name, known))
        return known.get(name)

    def items(self, expr: Items) -> Type | None:
        if not expr.elements:
            self.report("empty-list", expr, "nothing is in an empty list", "list the values that are meant")
            return None
        types = [self.infer(element) for element in expr.elements]
        first = types[0]
        for element, found in zip(expr.elements, types, strict=True):
            if found != first:
                message = f"a list has values of one type, but {_is(element, found)} and the first is {_what(first)}"
                self.report("mixed-list", element, message, _convert_help(element, found, first))
        return None if first is None else list_of(first)

    def subtract(self, expr: Subtract) -> Type | None:
        result: Type | None = INT
        for operand in (expr.left, expr.right):
            found = self.infer(operand)
            if found not in {None, DATE}:
                message = f"`-` counts the days between two dates, but {_is(operand, found)}"
                advice = _convert_help(operand, found, DATE) or "subtract a date from a date, and compare the days"
                self.report("subtract", operand, message, advice)
                result = None
        return result

    def compare(self, expr: Compare) -> Type:
        left, right = self.infer(expr.left), self.infer(expr.right)
        if left is None or right is None:
            return BOOL
        ordered = expr.op not in {"==", "!="}
        if isinstance(expr.left, Compare) and (ordered or right != BOOL):
            middle = print_expr(expr.left.right)
            text = f"{print_expr(expr.left)} && {middle} {expr.op} {print_expr(expr.right)}"
            message = f"{quote(print_expr(expr))} compares the outcome of its first comparison"
            advice = f"write `{text}`" if len(text) <= _SHOWN_TEXT else "write `a < b && b < c`"
            self.report("chained-comparison", expr, message, advice)
        elif "list" in {left.kind, right.kind}:
            self.report("compare-list", expr, f"`{expr.op}` does not compare lists", "ask for each value with `in`")
        elif left.kind != right.kind:
            message = (
                f"`{expr.op}` compares values of one type, but {_is(expr.left, left)} and {_is(expr.right, right)}"
            )
            convert = _convert_help(expr.right, right, left) or _convert_help(expr.left, left, right)
            self.report("different-types", expr, message, convert)
        elif ordered and left.kind not in {"int", "date"}:
            message = f"`{expr.op}` orders numbers and dates, but {_is(expr.left, left)}"
            self.report("no-order", expr, message, "use `==`, `!=` or `in`")
        else:
            self.members(expr, expr.left, left, expr.right, right)
        return BOOL

    def membership(self, expr: In) -> Type:
        element, container = self.infer(expr.element), self.infer(expr.container)
        if container is None:
            return BOOL
        if container.element is None:
            message = f"`in` looks into a list, but {_is(expr.container, container)}"
            advice = "write `==`, or put the values in `[ ]`"
            self.report("in-container", expr.container, message, advice)
        elif element is not None and element.kind != container.element.kind:
            message = f"the list has {_what(container.element)} as each value, but {_is(expr.element, element)}"
            self.report("different-types", expr, message, _convert_help(expr.element, element, container.element))
        elif element is not None:
            parts = expr.container.elements if isinstance(expr.container, Items) else (expr.container,)
            for part in parts:
                self.members(expr, expr.element, element, part, container.element)
        return BOOL

    def members(self, whole: Expr, left: Expr, left_type: Type, right: Expr, right_type: Type) -> None:
        """Compare closed sets: a literal must be a member, and two sets must have a member in common."""
        if isinstance(right, String):
            self.literal(right, left, left_type)
        elif isinstance(left, String):
            self.literal(left, right, right_type)
        elif None not in {left_type.members, right_type.members} and not {*_members(left_type)} & {
            *_members(right_type)
        }:
            message = f"{quote(print_expr(left))} and {quote(print_expr(right))} have no value in common"
            advice = f"the first is {_what(left_type)}, the second {_what(right_type)}"
            self.report("disjoint-members", whole, message, advice)

    def literal(self, literal: String, other: Expr, closed: Type) -> None:
        if closed.members is None or literal.value in closed.members:
            return
        text = f'"{literal.value}"'
        message = f"{quote(text)} is not a value of {quote(print_expr(other))}"
        near = did_you_mean(literal.value, closed.members) or f"it is {_what(closed)}"
        self.report("unknown-member", literal, message, near)


def _members(found: Type) -> tuple[str, ...]:
    return (found.element or found).members or ()


def _fits(expr: Expr, found: Type, want: Type) -> bool:
    if found.kind != want.kind:
        return False
    if found.element is not None and want.element is not None:
        parts = expr.elements if isinstance(expr, Items) else (expr,)
        return all(_fits(part, found.element, want.element) for part in parts)
    if want.members is None:
        return True
    values = (expr.value,) if isinstance(expr, String) else found.members
    return values is not None and set(values) <= set(want.members)


def _is(expr: Expr, found: Type | None) -> str:
    return f"{quote(print_expr(expr))} is {_what(found)}"


def _what(found: Type | None) -> str:
    """Put a type in a rule author's words."""
    if found is None:
        return "unknown"
    if found.element is not None:
        return f"a list, each value {_what(found.element)}"
    if found.members is not None:
        shown = ", ".join(quote(member) for member in found.members[:_SHOWN_MEMBERS])
        return f"one of {shown}{', …' if len(found.members) > _SHOWN_MEMBERS else ''}"
    return {"bool": "true or false", "int": "a number", "string": "text", "date": "a date"}[found.kind]


def _compare_help(want: Type) -> str | None:
    return "compare it with a value, using `==` or `in`" if want == BOOL else None


def _convert_help(expr: Expr, found: Type | None, want: Type | None) -> str | None:
    """Say how a value of another type was probably meant."""
    if found is None or want is None:
        return None
    if {found.kind, want.kind} == {"int", "date"}:
        return "a date minus a date is a number of days: write `today - a > 5`, not `a < today - 5`"
    match expr, want.kind:
        case String(value), "date" if _DATE_TEXT.fullmatch(value):
            return f'write `date("{value}")`'
        case String(value), "int" if _INT_TEXT.fullmatch(value):
            return f"write `{value}` without quotes"
        case String(value), "bool" if value in {"true", "false"}:
            return f"write `{value}` without quotes"
        case ((Bool() | Int()), "string"):
            return f'text goes in quotes: `"{print_expr(expr)}"`'
        case _:
            return None
