"""Conditions to two rails of integer comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qd85rules.core.diagnostics import UnsupportedError
from qd85rules.core.truth import UNKNOWN
from qd85rules.engines.durable_lowering import MAX_TERMS, Lowering, Term
from qd85rules.lang.ast import And, Compare, Concept, Expr, Fact, Int, Not, Or
from qd85rules.lang.parser import parse
from qd85rules.lang.printer import print_expr
from qd85rules.lang.types import BOOL, DATE, INT, STRING, enum_of, list_of

if TYPE_CHECKING:
    from qd85rules.core.values import Value
    from qd85rules.lang.types import Type

FACTS = {
    "a": BOOL, "b": BOOL, "n": INT, "m": INT, "d": DATE, "e": DATE, "s": STRING,
    "kind": enum_of("u", "v", "w", "x", "y"), "roles": list_of(STRING),
}  # fmt: skip
PARAMS: dict[str, Value] = {
    "kinds": ("v", "w"),
    "stranger": "z",
    "none": (),
    "day": 738000,
    "huge": 2**63,
    "open": UNKNOWN,
}


def shown(terms: frozenset[Term]) -> list[str]:
    return sorted(
        " & ".join(sorted(f"{atom.signal.kind} {print_expr(atom.signal.expr)} {atom.op} {atom.bound}" for atom in term))
        for term in terms
    )


@pytest.mark.parametrize(
    ("condition", "true", "false"),
    [
        ("a", ["flag a == 1"], ["flag a == 0"]),
        ("!a", ["flag a == 0"], ["flag a == 1"]),
        ("has(n)", ["known n == 1"], ["known n == 0"]),
        ("n < 3", ["number n < 3"], ["number n >= 3"]),
        ("3 < n", ["number n > 3"], ["number n <= 3"]),
        ("n != 3", ["number n != 3"], ["number n == 3"]),
        ("n < m", ["order n - m < 0"], ["order n - m >= 0"]),
        ("d < params.day", ["number d < 738000"], ["number d >= 738000"]),
        ("d < e", ["number d - e < 0"], ["number d - e >= 0"]),
        ("today - d > 30", ["number today - d > 30"], ["number today - d <= 30"]),
        ('kind == "v"', ["code kind == 1"], ["code kind != 1"]),
        ('kind != "u"', ["code kind >= 1"], ["code kind == 0"]),
        ('kind in ["u", "v"]', ["code kind <= 1"], ["code kind >= 2"]),
        (
            'kind in ["u", "w", "y"]',
            ["code kind != 1 & code kind != 3"],
            ["code kind != 2 & code kind <= 3 & code kind >= 1"],
        ),
        ('kind in ["u", "v", "w", "x", "y"]', ["code kind >= 0"], []),
        ("kind in params.kinds", ["code kind <= 2 & code kind >= 1"], ["code kind != 1 & code kind != 2"]),
        ("kind == params.stranger", [], ["code kind >= 0"]),
        ('s == "v"', ['decided s == "v" == 1'], ['decided s == "v" == 0']),
        ('s != "v"', ['decided s == "v" == 0'], ['decided s == "v" == 1']),
        ('"v" in roles', ['decided "v" in roles == 1'], ['decided "v" in roles == 0']),
        ("a && b", ["flag a == 1 & flag b == 1"], ["flag a == 0", "flag b == 0"]),
        ("a || b", ["flag a == 1", "flag b == 1"], ["flag a == 0 & flag b == 0"]),
        ("a || a && b", ["flag a == 1"], ["flag a == 0"]),
        ("a && !a", [], ["flag a == 0", "flag a == 1"]),
        (
            "a == b",
            ["flag a == 0 & flag b == 0", "flag a == 1 & flag b == 1"],
            ["flag a == 0 & flag b == 1", "flag a == 1 & flag b == 0"],
        ),
        ("a in [true]", ["flag a == 1"], ["flag a == 0"]),
        (
            "n in [5, 2, 1, 2]",
            ["number n <= 2 & number n >= 1", "number n == 5"],
            ["number n != 1 & number n != 2 & number n != 5"],
        ),
        ("n in params.none", [], ["number n >= -9223372036854775808"]),
        ("n > 3 && n < 4", [], ["number n <= 3", "number n >= 4"]),
        ("true", [""], []),
        ("false", [], [""]),
        ("a || true", [""], []),
        ("1 < 2", [""], []),
        ("params.open == a", [], []),
        ("params.open || a", ["flag a == 1"], []),
    ],
)
def test_a_condition_is_lowered_to_what_makes_it_true_and_what_makes_it_false(
    condition: str, true: list[str], false: list[str]
) -> None:
    rails = Lowering(FACTS, PARAMS).lower(parse(condition))

    assert (shown(rails.true), shown(rails.false)) == (true, false)


def choices(count: int) -> dict[str, Type]:
    return {f"{side}{number}": BOOL for number in range(count) for side in "ab"}


def test_a_condition_takes_256_terms_and_no_more() -> None:
    taken, refused = (And(tuple(Or((Fact(f"a{i}"), Fact(f"b{i}"))) for i in range(count))) for count in (8, 9))
    lowering = Lowering(choices(9), {})

    assert len(lowering.lower(taken).true) == MAX_TERMS
    with pytest.raises(UnsupportedError, match="more than 256 terms"):
        lowering.lower(refused)
    with pytest.raises(UnsupportedError, match="more than 256 terms"):
        lowering.lower(Not(refused))


def test_terms_are_refused_before_there_are_too_many_to_look_at() -> None:
    either = [Or((Fact(f"a{i}"), Fact(f"b{i}"))) for i in range(16)]

    with pytest.raises(UnsupportedError, match="more than 256 terms"):
        Lowering(choices(16), {}).lower(Compare("==", And(tuple(either[:8])), And(tuple(either[8:]))))


@pytest.mark.parametrize(
    "condition",
    [Compare("<", Fact("n"), Int(2**63)), Compare("==", Fact("n"), Int(-(2**63) - 1)), parse("n > params.huge")],
    ids=["a literal above", "a literal below", "a parameter above"],
)
def test_an_integer_beyond_64_bits_is_refused(condition: Expr) -> None:
    with pytest.raises(UnsupportedError, match="64 bits"):
        Lowering(FACTS, PARAMS).lower(condition)


@pytest.mark.parametrize("tree", [Int(1), Concept("bound")], ids=str)
def test_a_tree_that_is_no_condition_is_refused(tree: Expr) -> None:
    with pytest.raises(TypeError, match="not a condition"):
        Lowering(FACTS, PARAMS).lower(tree)
