"""The grammar: what is read as which tree, and with which places.

Modules: `lang.ast`, `lang.grammar`.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qd85rules.lang.ast import (
    And,
    Bool,
    Compare,
    Concept,
    Date,
    Expr,
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
from qd85rules.lang.parser import MAX_LENGTH, MAX_PROBLEMS, parse
from qd85rules.lang.printer import print_expr
from qd85rules.lang.problems import CODES, ExpressionError, Problem
from qd85rules.lang.walk import MAX_DEPTH, height, nodes
from tests.lang.vocabulary import ENV
from tests.properties.strategies_lang import typed_conditions

A, B, C, D = (Fact(name) for name in "abcd")
MAX = 2**63 - 1

GRAMMAR: dict[str, Expr] = {
    # literals
    "true": Bool(value=True),
    "false": Bool(value=False),
    "0": Int(0),
    "007": Int(7),
    "-5": Int(-5),
    "- 5": Int(-5),
    "0xfF": Int(255),
    "-0x10": Int(-16),
    "9223372036854775807": Int(MAX),
    "-9223372036854775808": Int(-MAX - 1),
    "-0x8000000000000000": Int(-MAX - 1),
    'date("2024-02-29")': Date(date(2024, 2, 29)),
    "date('0001-01-01')": Date(date.min),
    'date ( r"2022-10-07" )': Date(date(2022, 10, 7)),
    # strings
    "''": String(""),
    '"a"': String("a"),
    "'it\"s'": String('it"s'),
    '"Phú Ninh"': String("Phú Ninh"),
    '"Phu\u0301"': String("Phu\u0301"),
    '"a // b"': String("a // b"),
    '"""a"b"""': String('a"b'),
    "'''a\nb'''": String("a\nb"),
    '"""a\r\nb\rc"""': String("a\nb\nc"),
    '"""a\\"""b"""': String('a"""b'),
    '"""' + '"""': String(""),
    r'"\a\b\f\n\r\t\v\\\?\"\'\`"': String("\a\b\f\n\r\t\v\\?\"'`"),
    r'"\x41\X42\u0110\U0001F431\101"': String("ABĐ🐱A"),
    r'r"\n"': String(r"\n"),
    r"R'''\'''": String("\\"),
    # lists
    "[]": Items(()),
    "[,]": Items(()),
    "[1, -2, 0x3]": Items((Int(1), Int(-2), Int(3))),
    '["a", "b",]': Items((String("a"), String("b"))),
    '[(1), date("2022-10-07"), true]': Items((Int(1), Date(date(2022, 10, 7)), Bool(value=True))),
    # names
    "a": A,
    "transfer.kind": Fact("transfer.kind"),
    "transfer . kind": Fact("transfer.kind"),
    "a.b.c": Fact("a.b.c"),
    "a.if.today.params": Fact("a.if.today.params"),
    "_a1": Fact("_a1"),
    "today": Today(),
    "today_": Fact("today_"),
    "params.x": Param("x"),
    "concepts.x": Concept("x"),
    "parameters.x": Fact("parameters.x"),
    "date": Fact("date"),
    "has.date": Fact("has.date"),
    "not": Fact("not"),
    "not == and": Compare("==", Fact("not"), Fact("and")),
    "not in [1]": In(Fact("not"), Items((Int(1),))),
    "has(a.b)": Has(Fact("a.b")),
    "has((a))": Has(A),
    # binding, tightest first
    "!a": Not(A),
    "!!a": Not(Not(A)),
    "!a == b": Compare("==", Not(A), B),
    "!(a == b)": Not(Compare("==", A, B)),
    "!has(a)": Not(Has(A)),
    "!-5": Not(Int(-5)),
    "a - b": Subtract(A, B),
    "a-1": Subtract(A, Int(1)),
    "a - -1": Subtract(A, Int(-1)),
    "a - b - c": Subtract(Subtract(A, B), C),
    "a - (b - c)": Subtract(A, Subtract(B, C)),
    "a - b < c": Compare("<", Subtract(A, B), C),
    "a < b - c": Compare("<", A, Subtract(B, C)),
    "a == b != c": Compare("!=", Compare("==", A, B), C),
    "a == (b != c)": Compare("==", A, Compare("!=", B, C)),
    "a in b == c": Compare("==", In(A, B), C),
    "a <= b >= c": Compare(">=", Compare("<=", A, B), C),
    "a > b && c": And((Compare(">", A, B), C)),
    "a && b || c && d": Or((And((A, B)), And((C, D)))),
    "a || b && c || d": Or((A, And((B, C)), D)),
    "a && (b || c) && d": And((A, Or((B, C)), D)),
    # conjunctions in a row are one node, parentheses make their own
    "1in[2]": In(Int(1), Items((Int(2),))),
    "a && b && c": And((A, B, C)),
    "(a && b) && c": And((And((A, B)), C)),
    "a && (b && c)": And((A, And((B, C)))),
    "a || b || c || d": Or((A, B, C, D)),
    "(a || b) || (c || d)": Or((Or((A, B)), Or((C, D)))),
    "((a))": A,
    # space and comments
    " \t\r\n\fa": A,
    "a // c": A,
    "// c\na //": A,
    "a && // first\r\n  b": And((A, B)),
    "a//\n&&//b\nc": And((A, C)),
}


@pytest.mark.parametrize(("text", "tree"), GRAMMAR.items(), ids=[*map(repr, GRAMMAR)])
def test_a_text_is_read_as_its_tree(text: str, tree: Expr) -> None:
    assert parse(text) == tree


PLACES = {
    "transfer.kind == 'lend'": ["transfer.kind == 'lend'", "transfer.kind", "'lend'"],
    " (a && b) || !c ": ["(a && b) || !c", "a && b", "a", "b", "!c", "c"],
    "today - date('2022-10-07') > 5": [
        "today - date('2022-10-07') > 5",
        "today - date('2022-10-07')",
        "today",
        "date('2022-10-07')",
        "5",
    ],
    "has( a . b ) && -5 in [ 1, -2 ]": [
        *("has( a . b ) && -5 in [ 1, -2 ]", "has( a . b )", "a . b"),
        *("-5 in [ 1, -2 ]", "-5", "[ 1, -2 ]", "1", "-2"),
    ],
    "'🐱e\u0301' == x // no": ["'🐱e\u0301' == x", "'🐱e\u0301'", "x"],
    "(params.p) in (concepts.c)": ["(params.p) in (concepts.c)", "params.p", "concepts.c"],
}


@pytest.mark.parametrize(("text", "parts"), PLACES.items(), ids=PLACES)
def test_every_node_knows_its_place(text: str, parts: list[str]) -> None:
    assert [text[node.start : node.end] for node in nodes(parse(text))] == parts


@given(condition=typed_conditions(ENV))
def test_the_place_of_a_node_holds_the_node(condition: Expr) -> None:
    text = print_expr(condition)

    for node in nodes(parse(text)):
        assert parse(text[node.start : node.end]) == node


def problems_of(text: str) -> list[tuple[str, int, int]]:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    return [(problem.code, problem.start, problem.end) for problem in caught.value.problems]


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 3_000], ids=["one too deep", "very deep"])
@pytest.mark.parametrize(
    ("before", "inside", "after"),
    [
        pytest.param("(", "a", ")", id="parentheses"),
        pytest.param("!", "a", "", id="not"),
        pytest.param("!(", "a", ")", id="not and parentheses"),
        pytest.param("has(", "a", ")", id="has"),
        pytest.param("[", "1", "]", id="lists"),
        pytest.param("a && (", "a", ")", id="conjunctions"),
        pytest.param("a == ", "a", "", id="comparisons"),
        pytest.param("a - ", "a", "", id="differences"),
        pytest.param("(", "", "", id="not closed"),
    ],
)
def test_deep_nesting_is_a_problem(before: str, inside: str, after: str, depth: int) -> None:
    text = (before * depth + inside + after * depth)[:MAX_LENGTH]

    assert "too-deep" in {code for code, _, _ in problems_of(text)}


@pytest.mark.parametrize("text", ["(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH, "!" * (MAX_DEPTH - 1) + "a"])
def test_the_deepest_nesting_is_read(text: str) -> None:
    assert height(parse(text)) <= MAX_DEPTH


def test_a_tree_of_the_greatest_height_has_room_in_a_busy_stack() -> None:
    text = "a && (" * (MAX_DEPTH - 2) + "a && b" + ")" * (MAX_DEPTH - 2)

    def below(frames: int) -> Expr:
        return parse(text) if frames == 0 else below(frames - 1)

    assert print_expr(below(300)) == text


def test_the_longest_text_is_read_and_a_longer_one_is_not() -> None:
    text = "a" + " || a" * 3999

    assert parse(text + " " * (MAX_LENGTH - len(text))) == parse(text)
    assert problems_of(text + " " * (MAX_LENGTH - len(text) + 1)) == [("too-long", 0, MAX_LENGTH + 1)]


def test_a_text_that_prints_too_long_is_not_read() -> None:
    text = '"' + "\x01" * (MAX_LENGTH - 2) + '"'

    assert problems_of(text) == [("too-long", 0, MAX_LENGTH)]


def test_no_more_problems_are_reported_than_someone_reads() -> None:
    assert len(problems_of("a = 1 && " * 100 + "a")) == MAX_PROBLEMS


FRAGMENTS = r"""
    a b.c transfer.kind today params.x concepts.y has( date( date("2022-10-07") 1 -5 0x1F 1u 1.5 2022-10-07 'x' "y" r"\"
    b"z" true null in not and or is if ( ) [ ] { } , . ? : ! - + * / % && || == != < <= > >= = & | ; “ ” ≤ // \ ` @ tài
"""
fragments = st.sampled_from([*FRAGMENTS.split(), '"""', "\n", "\r", "\u00a0", "\ud800", "Đ\u0301"])


def read(text: str) -> tuple[Expr | None, tuple[Problem, ...]]:
    try:
        return parse(text), ()
    except ExpressionError as error:
        return None, error.problems


@given(text=st.text(st.characters(), max_size=30) | st.lists(fragments, max_size=25).map(" ".join))
def test_any_text_is_a_tree_or_problems_with_places_in_it(text: str) -> None:
    tree, problems = read(text)

    assert (tree is None) == bool(problems)
    assert tree is None or parse(print_expr(tree)) == tree
    assert list(problems) == sorted(problems)
    for problem in problems:
        assert problem.code in CODES
        assert 0 <= problem.start <= problem.end <= len(text)
        for said in (problem.message, problem.help or "nothing"):
            assert said.isprintable()
            assert said[0] in '`"' or said[0].islower()
            assert not said.endswith(".")


conditions = typed_conditions(ENV, max_leaves=5)


@given(data=st.data())
def test_a_condition_changed_in_one_place_is_a_tree_or_problems(data: st.DataObject) -> None:
    text = print_expr(data.draw(conditions))
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 3))
    changed = text[:at] + data.draw(fragments | st.just("")) + text[at + cut :]

    tree, problems = read(changed)

    assert all(0 <= problem.start <= problem.end <= len(changed) for problem in problems)
    assert tree is None or all(changed[node.start : node.end].strip() for node in nodes(tree))
