"""Going through trees, and the replacing of concepts."""

from __future__ import annotations

import pytest
from hypothesis import given

from qd85rules.lang.ast import Concept, Expr, Fact
from qd85rules.lang.parser import parse
from qd85rules.lang.printer import print_expr
from qd85rules.lang.problems import ExpressionError
from qd85rules.lang.typecheck import typecheck
from qd85rules.lang.walk import (
    MAX_DEPTH,
    MAX_NODES,
    atoms_of,
    children,
    concepts_of,
    expand,
    facts_of,
    height,
    nodes,
    params_of,
    transform,
)
from tests.lang.vocabulary import ENV
from tests.properties.strategies_lang import trees, typed_conditions

NAMES = "has(c.x) && (a == params.q || b - a > params.p) && !(a in params.q) && concepts.k == concepts.j && c.x"


def test_names_come_once_each_in_the_order_of_the_text() -> None:
    tree = parse(NAMES)

    assert facts_of(tree) == ("c.x", "a", "b")
    assert params_of(tree) == ("q", "p")
    assert concepts_of(tree) == ("k", "j")


ATOMS = {
    "a": ["a"],
    "a && b || !a": ["a", "b"],
    "!(a == 1 && has(b)) || (c in [1] && true)": ["a == 1", "has(b)", "c in [1]", "true"],
    "(a && b) == c || concepts.k": ["(a && b) == c", "concepts.k"],
    "a == 1 && b || a == 1": ["a == 1", "b"],
}


@pytest.mark.parametrize(("text", "atoms"), ATOMS.items(), ids=ATOMS)
def test_atoms_are_what_the_connectives_join(text: str, atoms: list[str]) -> None:
    assert [print_expr(atom) for atom in atoms_of(parse(text))] == atoms


CHILDREN = {
    "true": [],
    "'a'": [],
    "today": [],
    "[1, 2]": ["1", "2"],
    "has(a)": ["a"],
    "a - b": ["a", "b"],
    "a < b": ["a", "b"],
    "a in [b.c]"[:4] + " params.q": ["a", "params.q"],
    "!a": ["a"],
    "a && b && c": ["a", "b", "c"],
    "a || b && c": ["a", "b && c"],
}


@pytest.mark.parametrize(("text", "parts"), CHILDREN.items(), ids=CHILDREN)
def test_a_node_has_its_parts_in_order(text: str, parts: list[str]) -> None:
    assert [print_expr(child) for child in children(parse(text))] == parts


@given(tree=trees())
def test_changing_nothing_gives_the_same_tree(tree: Expr) -> None:
    assert transform(tree, lambda node: node) == tree


@given(tree=trees())
def test_heights_and_nodes_add_up(tree: Expr) -> None:
    parts = children(tree)

    assert height(tree) == 1 + max(map(height, parts), default=0)
    assert len([*nodes(tree)]) == 1 + sum(len([*nodes(part)]) for part in parts)


def test_leaves_are_changed_before_what_holds_them() -> None:
    seen: list[str] = []

    def change(node: Expr) -> Expr:
        seen.append(print_expr(node))
        return Fact("z") if node == Fact("a") else node

    assert print_expr(transform(parse("!(a == b) && has(a) && a in [1]"), change)) == "!(z == b) && has(a) && z in [1]"
    assert seen == ["a", "b", "z == b", "!(z == b)", "has(a)", "a", "[1]", "z in [1]", seen[-1]]


CONCEPTS = {
    "k": parse("a && b"),
    "j": parse("concepts.k || c"),
    "i": parse("!concepts.j"),
    "date": parse("today"),
    "self": parse("a || concepts.self"),
    "left": parse("concepts.right && a"),
    "right": parse("!concepts.middle"),
    "middle": parse("concepts.left || b"),
    "gone": parse("a || concepts.nowhere"),
}

EXPANSIONS = {
    "a": "a",
    "concepts.k": "a && b",
    "concepts.k && c": "(a && b) && c",
    "concepts.i || concepts.k": "!(a && b || c) || a && b",
    "concepts.date - a > params.p": "today - a > params.p",
}


@pytest.mark.parametrize(("text", "expanded"), EXPANSIONS.items(), ids=EXPANSIONS)
def test_concepts_are_replaced_by_what_they_name(text: str, expanded: str) -> None:
    assert print_expr(expand(parse(text), CONCEPTS)) == expanded


FAILURES = {
    "concepts.self": [("concept-cycle", 0, 13, "`self` -> `self`")],
    "a || concepts.left": [("concept-cycle", 5, 18, "`left` -> `right` -> `middle` -> `left`")],
    "concepts.gone": [("unknown-concept", 0, 13, "`gone` -> `nowhere`")],
    "concepts.kk || concepts.right": [
        ("unknown-concept", 0, 11, "`kk`"),
        ("concept-cycle", 15, 29, "`right` -> `middle` -> `left` -> `right`"),
    ],
}


@pytest.mark.parametrize(("text", "expected"), FAILURES.items(), ids=FAILURES)
def test_a_concept_that_has_no_end_is_named(text: str, expected: list[tuple[str, int, int, str]]) -> None:
    with pytest.raises(ExpressionError) as caught:
        expand(parse(text), CONCEPTS)

    found = caught.value.problems
    assert [(problem.code, problem.start, problem.end) for problem in found] == [case[:3] for case in expected]
    assert all(problem.message.endswith(case[3]) for problem, case in zip(found, expected, strict=True))


def code_of(text: str, concepts: dict[str, Expr]) -> str:
    with pytest.raises(ExpressionError) as caught:
        expand(parse(text), concepts)
    [problem] = caught.value.problems
    return problem.code


def test_concepts_that_double_one_another_do_not_fill_the_memory() -> None:
    doubling = {f"c{n}": parse(f"concepts.c{n - 1} && concepts.c{n - 1}") for n in range(1, 60)} | {"c0": parse("a")}

    assert code_of("concepts.c59", doubling) == "too-large"


def test_a_condition_may_be_too_large_only_with_its_concepts() -> None:
    wide = {"wide": parse(" || ".join(f"a{n}" for n in range(MAX_NODES // 10)))}

    assert expand(parse("concepts.wide"), wide) == wide["wide"]
    assert code_of("&&".join(["concepts.wide"] * 11), wide) == "too-large"


def test_a_long_chain_of_concepts_is_no_deep_recursion() -> None:
    renamed = {f"c{n}": parse(f"concepts.c{n - 1}") for n in range(1, 5_000)} | {"c0": parse("a")}
    nested = {f"c{n}": parse(f"!concepts.c{n - 1}") for n in range(1, 5_000)} | {"c0": parse("a")}

    assert expand(parse("concepts.c4999"), renamed) == Fact("a")
    assert height(expand(parse(f"concepts.c{MAX_DEPTH - 1}"), nested)) == MAX_DEPTH
    assert code_of(f"concepts.c{MAX_DEPTH}", nested) == "too-deep"
    assert code_of(f"!concepts.c{MAX_DEPTH - 1}", nested) == "too-deep"


@given(condition=typed_conditions(ENV))
def test_expanding_leaves_no_concept_and_keeps_the_types(condition: Expr) -> None:
    concepts = {"bound_by_qd85": parse("'cadre' in holder.roles"), "given_away": parse("!concepts.bound_by_qd85")}

    whole = expand(condition, concepts)

    assert not any(isinstance(node, Concept) for node in nodes(whole))
    assert typecheck(whole, ENV) == ()
