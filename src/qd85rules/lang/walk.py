"""Going through a syntax tree: its parts, what it reads, and the replacing of concepts by what they name.

What must not live here: typing (`typecheck`), printing (`printer`), evaluation (`engines.evaluate`).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
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
from qd85rules.lang.problems import ExpressionError, Problem, did_you_mean, quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from qd85rules.lang.ast import Expr

MAX_DEPTH: Final = 50
"""The greatest height of a tree, so that every pass may recurse: one level of it costs a pass a few Python frames."""

MAX_NODES: Final = 10_000
"""The greatest number of nodes after concepts are expanded: a few that double one another would fill the memory."""


def children(expr: Expr) -> tuple[Expr, ...]:
    """Give the parts of a node, in the order of the text."""
    match expr:
        case Bool() | Int() | String() | Date():
            return ()
        case Items(elements):
            return elements
        case Fact() | Param() | Concept() | Today():
            return ()
        case Has(fact):
            return (fact,)
        case Subtract(left, right) | Compare(_, left, right):
            return (left, right)
        case In(element, container):
            return (element, container)
        case Not(operand):
            return (operand,)
        case And(operands) | Or(operands):
            return operands
        case _:
            assert_never(expr)


def nodes(expr: Expr) -> Iterator[Expr]:
    """Give every node of a tree, each before its parts, in the order of the text; safe at any depth."""
    stack = [expr]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(children(node)))


def height(expr: Expr) -> int:
    """Count the levels of a tree; a literal has one. Safe at any depth."""
    tallest = 0
    stack = [(expr, 1)]
    while stack:
        node, level = stack.pop()
        tallest = max(tallest, level)
        stack.extend((child, level + 1) for child in children(node))
    return tallest


def facts_of(expr: Expr) -> tuple[str, ...]:
    """Name the facts that a tree reads, each once, in the order of the text; those inside `has()` count."""
    return tuple(dict.fromkeys(node.name for node in nodes(expr) if isinstance(node, Fact)))


def params_of(expr: Expr) -> tuple[str, ...]:
    """Name the parameters that a tree reads, each once, in the order of the text."""
    return tuple(dict.fromkeys(node.name for node in nodes(expr) if isinstance(node, Param)))


def concepts_of(expr: Expr) -> tuple[str, ...]:
    """Name the concepts that a tree uses itself, each once, in the order of the text."""
    return tuple(dict.fromkeys(node.name for node in nodes(expr) if isinstance(node, Concept)))


def atoms_of(expr: Expr) -> tuple[Expr, ...]:
    """Give the parts that `!`, `&&` and `||` join, each once, in the order of the text.

    A comparison is one atom, also where it compares conditions with one another.
    """
    found: dict[Expr, None] = {}
    stack = [expr]
    while stack:
        node = stack.pop()
        match node:
            case Not() | And() | Or():
                stack.extend(reversed(children(node)))
            case (
                Bool() | Int() | String() | Date() | Items() | Fact() | Param() | Concept() | Today()
                | Has() | Subtract() | Compare() | In()
            ):  # fmt: skip
                found[node] = None
            case _:
                assert_never(node)
    return tuple(found)


def transform(expr: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """Rebuild a tree from its leaves up, giving every node to `change` once its parts are changed.

    `has(fact)` and list literals are given whole, because what they hold cannot be any expression.
    """
    match expr:
        case Bool() | Int() | String() | Date() | Items() | Fact() | Param() | Concept() | Today() | Has():
            return change(expr)
        case Subtract(left, right) | Compare(_, left, right):
            return change(replace(expr, left=transform(left, change), right=transform(right, change)))
        case In(element, container):
            return change(replace(expr, element=transform(element, change), container=transform(container, change)))
        case Not(operand):
            return change(replace(expr, operand=transform(operand, change)))
        case And(operands) | Or(operands):
            return change(replace(expr, operands=tuple(transform(operand, change) for operand in operands)))
        case _:
            assert_never(expr)


def expand(expr: Expr, concepts: Mapping[str, Expr]) -> Expr:
    """Replace every concept by the expression that it names, and so on until none is left.

    What comes out of a concept keeps the offsets that it has in the concept's own text.

    Raises:
        ExpressionError: a concept is unknown, is defined through itself, or makes the tree too deep or too large;
            the place is that of the concept in `expr`.
    """
    expanded: dict[str, Expr] = {}
    problems: list[Problem] = []
    for node in nodes(expr):
        if isinstance(node, Concept) and node.name not in expanded:
            problem = _expand_concept(node, concepts, expanded)
            if problem is not None:
                problems.append(problem)
    if problems:
        raise ExpressionError(problems)
    whole = _substitute(expr, expanded)
    problem = _oversize(whole, expr, "the condition")
    if problem is not None:
        raise ExpressionError([problem])
    return whole


def _expand_concept(use: Concept, concepts: Mapping[str, Expr], expanded: dict[str, Expr]) -> Problem | None:
    """Put a concept and all that it needs into `expanded`. It keeps its own stack: chains of concepts may be long."""
    path = [use.name]
    while path:
        name = path[-1]
        if name not in concepts:
            advice = did_you_mean(name, concepts)
            return Problem(use.start, use.end, "unknown-concept", f"unknown concept {_route(path)}", advice)
        missing = next((part for part in concepts_of(concepts[name]) if part not in expanded), None)
        if missing is None:
            expanded[name] = _substitute(concepts[name], expanded)
            problem = _oversize(expanded[name], use, f"concept {quote(name)}")
            if problem is not None:
                return problem
            path.pop()
        elif missing in path:
            route = _route([*path[path.index(missing) :], missing])
            advice = "take one of them out of the circle"
            return Problem(use.start, use.end, "concept-cycle", f"concepts go round in a circle: {route}", advice)
        else:
            path.append(missing)
    return None


def _route(names: list[str]) -> str:
    return " -> ".join(quote(name) for name in names)


def _substitute(expr: Expr, expanded: Mapping[str, Expr]) -> Expr:
    return transform(expr, lambda node: expanded[node.name] if isinstance(node, Concept) else node)


def _oversize(whole: Expr, place: Expr, what: str) -> Problem | None:
    if next(islice(nodes(whole), MAX_NODES, None), None) is not None:
        message = f"{what} has more than {MAX_NODES:,} parts with its concepts written out"
        return Problem(place.start, place.end, "too-large", message, "use fewer concepts inside concepts")
    if height(whole) > MAX_DEPTH:
        message = f"{what} is nested more than {MAX_DEPTH} deep with its concepts written out"
        return Problem(place.start, place.end, "too-deep", message, "use fewer concepts inside concepts")
    return None
