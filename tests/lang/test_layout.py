"""Layout: what people read of a condition says what its tree does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qd85rules.lang.layout import has_comment, on_lines, on_one_line
from qd85rules.lang.parser import parse
from tests.properties.strategies_lang import trees

if TYPE_CHECKING:
    from qd85rules.lang.ast import Expr

ONE_LINE = {
    "a&&b||c": "(a && b) || c",
    "a&&(b||c)": "a && (b || c)",
    "!(a&&b||c)": "!((a && b) || c)",
    "!!(a&&b)": "!!(a && b)",
    "!(a==b)||c": "!(a == b) || c",
    "(a||b)==c": "(a || b) == c",
    "(a==b)==c": "(a == b) == c",
    "a!=(b in c)": "a != (b in c)",
    "(a==b) in c": "(a == b) in c",
    "a-b>c": "a - b > c",
    "((a))": "a",
}
LINES = {
    ("a && b", 20): "a\n&& b",
    ("a && (b || c)", 20): "a\n&& (b || c)",
    ("a && (b || c)", 10): "a\n&& (b\n  || c)",
    ("(a || b) && c", 8): "(a || b)\n&& c",
    ("(a || b) && c", 7): "(a\n  || b)\n&& c",
    ("(a && (b || c)) || d", 10): "(a\n  && (b\n    || c))\n|| d",
    ("!(a && b) || c", 8): "!(a\n  && b)\n|| c",
    ("a == b", 3): "a == b",
}


@pytest.mark.parametrize(("text", "line"), ONE_LINE.items(), ids=ONE_LINE)
def test_what_binds_tighter_stands_in_parentheses(text: str, line: str) -> None:
    assert on_one_line(parse(text)) == line


@pytest.mark.parametrize(("given_", "lines"), LINES.items(), ids=[f"{text}, {width}" for text, width in LINES])
def test_operands_stand_below_one_another(given_: tuple[str, int], lines: str) -> None:
    text, width = given_

    assert "\n".join(on_lines(parse(text), width)) == lines


@given(tree=trees(), width=st.integers(1, 60))
def test_reading_what_was_laid_out_gives_the_same_tree(tree: Expr, width: int) -> None:
    assert parse(on_one_line(tree)) == tree
    assert parse("\n".join(on_lines(tree, width))) == tree


@pytest.mark.parametrize(
    ("text", "holds"),
    {"a // b": True, 'a == "//"': False, 'a == "//" // c': True, 'a == """\n//"""': False, "a && b": False}.items(),
)
def test_a_comment_is_told_from_text(text: str, *, holds: bool) -> None:
    assert has_comment(text) is holds
