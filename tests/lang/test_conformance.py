"""CEL's published conformance cases: those inside the subset are read, and the others are named, none crashes.

The counts are asserted: a case that moves between the two is a change of the language. What the cases of the subset
evaluate to is for the tests of the engines.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from qd85rules.lang.ast import Bool, Expr, Int, Items, String
from qd85rules.lang.parser import parse
from qd85rules.lang.printer import print_expr
from qd85rules.lang.problems import ExpressionError

VECTORS = Path(__file__).resolve().parents[3] / "shared" / "vectors" / "cel_conformance.json"

pytestmark = pytest.mark.skipif(not VECTORS.exists(), reason="the published vectors are not beside the repository")

Case = dict[str, Any]

READ = {
    "basic": 24, "comparisons": 94, "conversions": 11, "dynamic": 18, "enums": 24, "fields": 8, "integer_math": 5,
    "lists": 4, "logic": 17, "namespace": 3, "parse": 84, "plumbing": 3, "proto2": 2, "proto3": 2,
    "type_deductions": 4,
}  # fmt: skip
"""Cases read, by the section that they are published in."""

LEFT_OUT = {
    "arithmetic": 64, "bad-name": 24, "bytes": 88, "double": 56, "function": 391, "index": 14, "list-element": 11,
    "map": 136, "message": 534, "method": 640, "negation": 12, "null": 15, "optional": 2, "ternary": 8, "uint": 46,
}  # fmt: skip
"""Cases outside the subset, by the first problem in them."""


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    found: list[Case] = json.loads(VECTORS.read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def trees(cases: list[Case]) -> list[tuple[Case, Expr | str]]:
    return [(case, read(case["expr"])) for case in cases]


def read(text: str) -> Expr | str:
    """Give the tree, or the code of the first problem."""
    try:
        return parse(text)
    except ExpressionError as error:
        return error.problems[0].code


def test_the_cases_of_the_subset_are_read(trees: list[tuple[Case, Expr | str]]) -> None:
    assert Counter(case["path"][0] for case, tree in trees if not isinstance(tree, str)) == READ


def test_every_other_case_has_the_problem_that_puts_it_outside(trees: list[tuple[Case, Expr | str]]) -> None:
    assert Counter(tree for _, tree in trees if isinstance(tree, str)) == LEFT_OUT
    assert sum(READ.values()) + sum(LEFT_OUT.values()) == len(trees)


def test_literals_have_their_published_values(trees: list[tuple[Case, Expr | str]]) -> None:
    literals = [(case, tree) for case, tree in trees if isinstance(tree, Bool | Int | String | Items)]

    assert len(literals) == 109
    for case, tree in literals:
        # Cases of typing publish a type and no value.
        if "value" in case:
            assert published(case["value"]) == plain(tree), case["expr"]


def published(value: Case) -> object:
    match value:
        case {"int64Value": text}:
            return int(text)
        case {"boolValue": found} | {"stringValue": found}:
            return found
        case {"listValue": {"values": values}}:
            return [published(item) for item in values]
        case {"listValue": _}:
            return []
    raise AssertionError(value)


def plain(tree: Bool | Int | String | Items) -> object:
    if isinstance(tree, Items):
        return [plain(item) for item in tree.elements if isinstance(item, Bool | Int | String)]
    return tree.value


def test_printing_keeps_every_case(trees: list[tuple[Case, Expr | str]]) -> None:
    for _, tree in trees:
        if not isinstance(tree, str):
            assert parse(print_expr(tree)) == tree
