"""The definition of the meaning: that it can be read beside the language page, and what it refuses."""

from __future__ import annotations

import ast as python
import inspect
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

import qd85rules
from qd85rules.core.diagnostics import UnsupportedError, UsageError
from qd85rules.core.truth import UNKNOWN, Truth
from qd85rules.engines import evaluate
from qd85rules.engines.evaluate import EvaluateEngine, Situation
from qd85rules.lang.ast import And, Concept, Expr, Fact, Int, Not
from qd85rules.lang.parser import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.core.values import Value

PACKAGE = Path(qd85rules.__file__).parent


class Costly(dict[str, "Value"]):
    """A row whose missing fact must not be asked for."""

    def __missing__(self, name: str) -> Value:
        pytest.fail(f"{name} was read")


def modules_that_import(*names: str) -> Iterator[str]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in python.walk(python.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, python.ImportFrom) and node.module == "qd85rules.core.truth":
                yield from (path.relative_to(PACKAGE).as_posix() for alias in node.names if alias.name in names)


def test_the_definition_is_short_enough_to_be_read() -> None:
    assert len(inspect.getsource(evaluate).splitlines()) <= 150


def test_its_cases_stand_in_the_order_of_the_syntax_tree() -> None:
    tree = python.parse(inspect.getsource(evaluate))
    [match] = [node for node in python.walk(tree) if isinstance(node, python.Match)]
    patterns = [
        node.cls for case in match.cases for node in python.walk(case.pattern) if isinstance(node, python.MatchClass)
    ]
    named = [pattern.attr for pattern in patterns if isinstance(pattern, python.Attribute)]

    assert named == [kind.__name__ for kind in get_args(Expr)]


def test_kleenes_tables_are_read_nowhere_else() -> None:
    assert set(modules_that_import("AND", "OR", "NOT")) == {"engines/evaluate.py"}


@pytest.mark.parametrize(
    ("condition", "facts", "truth"),
    [
        pytest.param("a && b", {"a": False}, Truth.FALSE, id="a false ends a conjunction"),
        pytest.param("a || b", {"a": True}, Truth.TRUE, id="a true ends a disjunction"),
        pytest.param("has(a) || b", {"a": 5}, Truth.TRUE, id="a known fact settles has"),
        pytest.param("a && b || c", {"a": UNKNOWN, "b": True, "c": True}, Truth.TRUE, id="an unknown ends nothing"),
    ],
)
def test_no_fact_is_read_after_an_operand_that_decides(condition: str, facts: dict[str, Value], truth: Truth) -> None:
    assert Situation(Costly(facts), {}, 1).truth_of(parse(condition)) is truth


@pytest.mark.parametrize("tree", [Int(1), Concept("bound"), And((Fact("a"), Concept("bound"))), Not(Int(0))], ids=str)
def test_a_tree_that_is_no_condition_is_refused(tree: Expr) -> None:
    with pytest.raises(TypeError, match=r"not a condition|not expanded"):
        Situation({"a": True}, {}, 1).truth_of(tree)


def test_a_tree_that_is_deeper_than_python_goes_is_refused() -> None:
    tree: Expr = Fact("a")
    for _ in range(3000):
        tree = Not(tree)

    with pytest.raises(UnsupportedError, match="nested too deeply"):
        EvaluateEngine().compile([tree], facts={}, params={})


def test_a_closed_program_refuses_to_run() -> None:
    program = EvaluateEngine().compile([parse("a")], facts={}, params={})
    program.close()
    program.close()

    with pytest.raises(UsageError, match="the program is closed"):
        program.run([{"a": True}], 1)
