"""The reference page of the language: every code is there, and every example does what the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qd85rules.lang.parser import MAX_LENGTH, parse
from qd85rules.lang.problems import CODES, ExpressionError
from qd85rules.lang.typecheck import typecheck
from qd85rules.lang.walk import MAX_DEPTH, MAX_NODES, expand
from tests.lang.vocabulary import ENV

if TYPE_CHECKING:
    from qd85rules.lang.ast import Expr

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "language.md").read_text("utf-8")

PROBLEMS = PAGE.partition("## Problems")[2]
ROWS = dict(re.findall(r"^\| `([a-z-]+)` \| (.+?) \| .+ \|$", PROBLEMS, re.MULTILINE))
EXAMPLES = {code: cell.strip("`").replace(r"\|", "|") for code, cell in ROWS.items() if cell[0] == cell[-1] == "`"}

CYCLE: dict[str, Expr] = {"a": parse("concepts.b"), "b": parse("concepts.a")}
DOUBLING: dict[str, Expr] = {
    "c0": parse("a"),
    **{f"c{n}": parse(f"concepts.c{n - 1} && concepts.c{n - 1}") for n in range(1, 20)},
}

# What the page describes in words: a condition, and the concepts that it uses.
DESCRIBED: dict[str, tuple[str, dict[str, Expr]]] = {
    "too-long": ("true" + " " * MAX_LENGTH, {}),
    "too-deep": ("(" * (MAX_DEPTH + 1) + "true" + ")" * (MAX_DEPTH + 1), {}),
    "concept-cycle": ("concepts.a", CYCLE),
    "too-large": ("concepts.c19", DOUBLING),
}


def test_every_code_has_one_row() -> None:
    assert sorted(ROWS) == sorted(CODES)
    assert set(EXAMPLES) | set(DESCRIBED) == set(CODES)
    assert not set(EXAMPLES) & set(DESCRIBED)


@pytest.mark.parametrize(("code", "text"), EXAMPLES.items(), ids=EXAMPLES)
def test_an_example_has_its_problem_and_no_other(code: str, text: str) -> None:
    assert [*codes_of(text, {})] == [code]


@pytest.mark.parametrize(("code", "case"), DESCRIBED.items(), ids=DESCRIBED)
def test_a_described_condition_has_its_problem_and_no_other(code: str, case: tuple[str, dict[str, Expr]]) -> None:
    assert [*codes_of(*case)] == [code]


def codes_of(text: str, concepts: dict[str, Expr]) -> set[str]:
    try:
        tree = parse(text)
        if concepts:
            tree = expand(tree, concepts)
    except ExpressionError as error:
        return {problem.code for problem in error.problems}
    return {problem.code for problem in typecheck(tree, ENV)}


GOOD = [line for block in re.findall(r"```cel\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]


@pytest.mark.parametrize("text", GOOD)
def test_nothing_is_wrong_with_the_examples_at_the_top(text: str) -> None:
    assert typecheck(parse(text), ENV) == ()


def test_the_limits_on_the_page_are_those_of_the_code() -> None:
    assert f"at most {MAX_LENGTH:,} characters and is nested at most {MAX_DEPTH} deep" in PAGE.replace("\n", " ")
    assert f"more than {MAX_NODES:,} parts" in PAGE
