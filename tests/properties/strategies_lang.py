"""Random conditions: well-typed ones over a vocabulary, and any tree that the grammar has.

What must not live here: the values of facts, and laws.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, get_args

from hypothesis import strategies as st

from qd85rules.lang.ast import (
    And,
    Bool,
    Compare,
    CompareOp,
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
from qd85rules.lang.grammar import KEYWORDS, RESERVED
from qd85rules.lang.types import STRING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from qd85rules.lang.ast import Expr, Scalar
    from qd85rules.lang.typecheck import TypeEnv
    from qd85rules.lang.types import Type

__all__ = ["texts", "trees", "typed_conditions"]

OPS: Final[tuple[CompareOp, ...]] = get_args(CompareOp)
EQUALITIES: Final[tuple[CompareOp, ...]] = ("==", "!=")
MAX_INT: Final = 2**63 - 1

Leaf = Fact | Param | Concept

texts = st.sampled_from(
    ["", "a", "lend", "Lend", " ", '"', "'", "\\", "\n", "Phú Ninh", "Phu\u0301 Ninh", "\u200b", "🐱"]
) | (st.text(max_size=6))
bools = st.booleans().map(Bool)
ints = (st.integers(-3, 400) | st.sampled_from([-MAX_INT - 1, -MAX_INT, MAX_INT])).map(Int)
dates = (st.dates(date(2022, 1, 1), date(2025, 12, 31)) | st.sampled_from([date.min, date.max])).map(Date)
strings = texts.map(String)


def typed_conditions(env: TypeEnv, *, max_leaves: int = 10) -> SearchStrategy[Expr]:
    """Give conditions that `typecheck(condition, env)` has nothing to say about; the simplest are literals.

    They use whatever the vocabulary has a type for: every kind of comparison, `in`, `has()`, dates and the days
    between them, `today`, parameters, and concepts, as long as `env` has any.
    """
    return st.recursive(_Atoms(env).conditions(), _joined, max_leaves=max_leaves)


def _joined(inner: SearchStrategy[Expr]) -> SearchStrategy[Expr]:
    several = st.lists(inner, min_size=2, max_size=4).map(tuple)
    return st.one_of(
        inner.map(Not),
        several.map(And),
        several.map(Or),
        st.builds(Compare, st.sampled_from(EQUALITIES), inner, inner),
    )


class _Atoms:
    """Well-typed parts over one vocabulary."""

    def __init__(self, env: TypeEnv) -> None:
        self.env = env
        self.leaves: list[tuple[Leaf, Type]] = [
            *((Fact(name), found) for name, found in env.facts.items()),
            *((Param(name), found) for name, found in env.params.items()),
            *((Concept(name), found) for name, found in env.concepts.items()),
        ]

    def of(self, kind: str) -> list[SearchStrategy[Expr]]:
        """Give a list of no strategy or of one, so that a vocabulary without this kind adds nothing."""
        leaves = [leaf for leaf, found in self.leaves if found.kind == kind]
        return [st.sampled_from(leaves)] if leaves else []

    def ints(self) -> SearchStrategy[Expr]:
        days = st.builds(Subtract, self.dates(), self.dates())
        return st.one_of(ints, days, *self.of("int"))

    def dates(self) -> SearchStrategy[Expr]:
        return st.one_of(dates, st.just(Today()), *self.of("date"))

    def strings(self) -> list[tuple[Leaf, Type]]:
        return [(leaf, found) for leaf, found in self.leaves if found.kind == "string"]

    def conditions(self) -> SearchStrategy[Expr]:
        parts: list[SearchStrategy[Expr]] = [
            bools,
            *self.of("bool"),
            st.builds(Compare, st.sampled_from(OPS), self.ints(), self.ints()),
            st.builds(Compare, st.sampled_from(OPS), self.dates(), self.dates()),
            _string_comparison(self.strings()),
            st.builds(In, self.ints(), _items(ints)),
            st.builds(In, self.dates(), _items(dates)),
            st.builds(In, st.one_of(bools, *self.of("bool")), _items(bools)),
            _string_membership(self.strings()),
        ]
        if self.env.facts:
            parts.append(st.sampled_from([*self.env.facts]).map(lambda name: Has(Fact(name))))
        parts += [self.in_list(leaf, found.element) for leaf, found in self.leaves if found.element is not None]
        return st.one_of(parts)

    def in_list(self, container: Leaf, element: Type) -> SearchStrategy[Expr]:
        match element.kind:
            case "int":
                elements = self.ints()
            case "date":
                elements = self.dates()
            case "bool":
                elements = st.one_of(bools, *self.of("bool"))
            case _:
                others = [leaf for leaf, found in self.strings() if _share(found, element)]
                elements = st.one_of(_literals(element), *([st.sampled_from(others)] if others else []))
        return elements.map(lambda part: In(part, container))


def _share(left: Type, right: Type) -> bool:
    return left.members is None or right.members is None or bool({*left.members} & {*right.members})


def _literals(found: Type) -> SearchStrategy[String]:
    return strings if found.members is None else st.sampled_from(found.members).map(String)


def _items(elements: SearchStrategy[Scalar]) -> SearchStrategy[Items]:
    return st.lists(elements, min_size=1, max_size=4).map(lambda parts: Items(tuple(parts)))


@st.composite
def _string_comparison(draw: DrawFn, leaves: Sequence[tuple[Leaf, Type]]) -> Compare:
    sides: list[tuple[Leaf | None, Type]] = [(None, STRING), *leaves]
    left, left_type = draw(st.sampled_from(sides))
    right, right_type = draw(st.sampled_from([side for side in sides if _share(side[1], left_type)]))
    return Compare(
        draw(st.sampled_from(EQUALITIES)),
        left or draw(_literals(right_type)),
        right or draw(_literals(left_type)),
    )


@st.composite
def _string_membership(draw: DrawFn, leaves: Sequence[tuple[Leaf, Type]]) -> In:
    sides: list[tuple[Leaf | None, Type]] = [(None, STRING), *leaves]
    element, found = draw(st.sampled_from(sides))
    return In(element or draw(strings), draw(_items(_literals(found))))


_words = st.from_regex(r"[a-zA-Z_][a-zA-Z0-9_]{0,5}", fullmatch=True) | st.sampled_from(
    ["not", "and", "or", "is", "date", "has", "IN", "True", "r", "b", "u", "e1", "_"]
)
_parts = (_words | st.sampled_from([*sorted(RESERVED), "today", "params"])).filter(lambda word: word not in KEYWORDS)
_starts = _words.filter(lambda word: word not in KEYWORDS | RESERVED | {"today", "params", "concepts"})
_facts = st.builds(lambda start, rest: Fact(".".join([start, *rest])), _starts, st.lists(_parts, max_size=2))
_scalars = bools | ints | strings | dates


def trees(*, max_leaves: int = 20) -> SearchStrategy[Expr]:
    """Give any tree that the grammar has, most of them without a meaning: types are not looked at."""
    leaves: list[SearchStrategy[Expr]] = [
        *(bools, ints, strings, dates, _facts, _facts.map(Has), st.just(Today())),
        st.lists(_scalars, max_size=3).map(lambda parts: Items(tuple(parts))),
        _parts.map(Param),
        _parts.map(Concept),
    ]
    return st.recursive(st.one_of(leaves), _combined, max_leaves=max_leaves)


def _combined(inner: SearchStrategy[Expr]) -> SearchStrategy[Expr]:
    several = st.lists(inner, min_size=2, max_size=4).map(tuple)
    return st.one_of(
        st.builds(Subtract, inner, inner),
        st.builds(Compare, st.sampled_from(OPS), inner, inner),
        st.builds(In, inner, inner),
        inner.map(Not),
        several.map(And),
        several.map(Or),
    )
