"""The reference engine: what it reads, what it writes, and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qd85rules.core.diagnostics import UnsupportedError, UsageError
from qd85rules.core.truth import UNKNOWN, Truth
from qd85rules.engines.reference import ReferenceEngine
from qd85rules.lang.ast import And, Concept, Expr, Fact, Int, Or
from qd85rules.lang.parser import parse
from qd85rules.lang.walk import MAX_DEPTH, height

if TYPE_CHECKING:
    from qd85rules.core.values import Value
    from qd85rules.engines.reference import ReferenceProgram

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


class Recording(dict[str, "Value"]):
    """A row that computes nothing before it is asked, as the rows of accounts do, and remembers what it was asked."""

    def __init__(self, values: dict[str, Value]) -> None:
        super().__init__()
        self.values_there = values
        self.asked: list[str] = []

    def __missing__(self, name: str) -> Value:
        self.asked.append(name)
        self[name] = self.values_there[name]
        return self[name]


def compiled(*conditions: str | Expr) -> ReferenceProgram:
    trees = [parse(condition) if isinstance(condition, str) else condition for condition in conditions]
    return ReferenceEngine().compile(trees, facts={}, params={})


@pytest.mark.parametrize(
    ("conditions", "values", "asked"),
    [
        pytest.param(["a && b"], {"a": False}, ["a"], id="a false ends a conjunction"),
        pytest.param(["a && b"], {"a": UNKNOWN, "b": True}, ["a", "b"], id="an unknown does not end a conjunction"),
        pytest.param(["a || b"], {"a": True}, ["a"], id="a true ends a disjunction"),
        pytest.param(["a || b"], {"a": UNKNOWN, "b": True}, ["a", "b"], id="an unknown does not end a disjunction"),
        pytest.param(["!(a || b)"], {"a": True}, ["a"], id="a true ends a negated disjunction"),
        pytest.param(["a == b"], {"a": UNKNOWN}, ["a"], id="an unknown ends a comparison"),
        pytest.param(["a - b > 3"], {"a": UNKNOWN}, ["a"], id="an unknown ends a difference"),
        pytest.param(["false && a", "false && a || b"], {"b": True}, ["b"], id="a literal ends what is shared"),
        pytest.param(["a && c", "b && c"], {"a": False, "b": False}, ["a", "b"], id="a shared second part is not read"),
        pytest.param(["c && a", "c && b"], {"c": False}, ["c"], id="a shared first part is read once"),
        pytest.param(["today > d && a", "today > d && b"], {"d": 5}, ["d"], id="a shared comparison is made once"),
        pytest.param(["has(a) && a > 1", "a > 1"], {"a": 0}, ["a"], id="a fact is read once in all"),
    ],
)
def test_no_fact_is_read_that_does_not_matter(
    conditions: list[str], values: dict[str, Value], asked: list[str]
) -> None:
    row = Recording(values)

    compiled(*conditions).run([row], 1)

    assert row.asked == asked


def test_conditions_that_are_the_same_are_evaluated_once() -> None:
    program = compiled("a && (b || c)", "a && (b || c)", "!(a && (b || c))")

    assert program.source.count("row['c']") == 1
    assert program.run([{"a": True, "b": UNKNOWN, "c": True}], 1) == [[T, T, F]]


@pytest.mark.parametrize(
    "name",
    ["a'] or breach() or row['a", "a\n", "\\", "{0}", "é", "\u2028"],
    ids=["quotes", "line", "backslash", "braces", "accent", "separator"],
)
def test_no_name_of_a_fact_becomes_code(name: str) -> None:
    assert compiled(Fact(name)).run([{name: True}], 1) == [[T]]


def test_no_rows_give_no_results() -> None:
    assert compiled("a").run([], 1) == []


def test_no_conditions_give_empty_results() -> None:
    assert compiled().run([{}, {}], 1) == [[], []]


def test_the_deepest_tree_that_can_be_written_is_evaluated() -> None:
    tree: Expr = Fact("a")
    while height(tree) < MAX_DEPTH:
        tree = And((Fact("b"), tree)) if isinstance(tree, Or) else Or((Fact("c"), tree))

    assert compiled(tree).run([{"a": True, "b": True, "c": False}, {"a": UNKNOWN, "b": True, "c": False}], 1) == [
        [T],
        [U],
    ]


def test_a_tree_that_is_deeper_than_python_goes_is_refused() -> None:
    tree: Expr = Fact("a")
    for _ in range(3000):
        tree = And((Or((Fact("c"), tree)), Fact("b")))

    with pytest.raises(UnsupportedError, match="nested too deeply"):
        compiled(tree)


@pytest.mark.parametrize("tree", [Int(1), Concept("bound"), And((Fact("a"), Concept("bound")))], ids=str)
def test_a_tree_that_is_no_condition_is_refused(tree: Expr) -> None:
    with pytest.raises(TypeError, match="not a condition"):
        compiled(tree)


def test_a_closed_program_refuses_to_run() -> None:
    program = compiled("a")
    program.close()
    program.close()

    with pytest.raises(UsageError, match="the program is closed"):
        program.run([{"a": True}], 1)
