"""Printing: canonical, and the inverse of reading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given

from qd85rules.lang.parser import parse
from qd85rules.lang.printer import print_expr
from qd85rules.lang.problems import ExpressionError
from tests.lang.vocabulary import ENV
from tests.properties.strategies_lang import trees, typed_conditions

if TYPE_CHECKING:
    from qd85rules.lang.ast import Expr

CANONICAL = {
    "((a))": "a",
    "(a&&b)||(c&&d)": "a && b || c && d",
    "(a||b)&&c": "(a || b) && c",
    "(a&&b)&&c": "(a && b) && c",
    "a&&b&&c": "a && b && c",
    "!(a)": "!a",
    "!(!a)": "!!a",
    "!(a==b)": "!(a == b)",
    "(a==b)!=c": "a == b != c",
    "a==(b!=c)": "a == (b != c)",
    "(a-b)-c": "a - b - c",
    "a-(b-c)": "a - (b - c)",
    "(a-b)>5": "a - b > 5",
    "a-(-5)": "a - -5",
    "!(-5)": "!-5",
    "(a) in (['x','y',])": 'a in ["x", "y"]',
    "0x10": "16",
    "- 0x10": "-16",
    "has ( a . b )": "has(a.b)",
    "date ( '2022-10-07' )": 'date("2022-10-07")',
    "'it\"s'": r'"it\"s"',
    "r'\\'": r'"\\"',
    "'''a\n\tb\r'''": r'"a\n\tb\n"',
    "'\\u202e\\U000e0001\\u0000'": r'"\u202e\U000e0001\u0000"',
    "'Phú Phu\u0301'": '"Phú Phu\u0301"',
    "a // c\n && b": "a && b",
}


@pytest.mark.parametrize(("text", "canonical"), CANONICAL.items(), ids=[*map(ascii, CANONICAL)])
def test_a_tree_has_one_text(text: str, canonical: str) -> None:
    assert print_expr(parse(text)) == canonical


@given(tree=trees())
def test_printing_then_reading_gives_the_same_tree(tree: Expr) -> None:
    assert parse(print_expr(tree)) == tree


@given(condition=typed_conditions(ENV))
def test_printing_is_idempotent(condition: Expr) -> None:
    text = print_expr(condition)

    assert print_expr(parse(text)) == text


@given(tree=trees(max_leaves=6))
def test_parentheses_are_printed_only_where_they_matter(tree: Expr) -> None:
    text = print_expr(tree)
    assume('"' not in text)

    # Behind a name or a keyword a parenthesis belongs to a call; `in (` has a space between.
    for opening in re.finditer(r"(?<![a-z])\(", text):
        closing = matching(text, opening.start())
        inside = text[opening.end() : closing]
        assert reading(f"{text[: opening.start()]} {inside} {text[closing + 1 :]}") != tree


def matching(text: str, opening: int) -> int:
    """Give the place of the parenthesis that closes another."""
    depth = 0
    for at in range(opening, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at
    raise AssertionError(text)


def reading(text: str) -> Expr | None:
    try:
        return parse(text)
    except ExpressionError:
        return None
