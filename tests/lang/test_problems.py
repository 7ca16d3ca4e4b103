"""Every problem of reading: its code, its exact place, and what the author is told to write instead.

Modules: `lang.cursor`, `lang.leftout`, `lang.lexer`.
"""

from __future__ import annotations

import re

import pytest
import wcwidth
from hypothesis import given
from hypothesis import strategies as st

from qd85rules.core.diagnostics import Span
from qd85rules.lang.parser import parse
from qd85rules.lang.problems import ExpressionError, Problem, caret, quote, to_span

# A text in which « and » enclose each problem, then for each its code and a piece of its help.
CASES: dict[str, list[tuple[str, str]]] = {
    "a «@» «b»": [("bad-character", ""), ("unexpected", "&&")],
    "a«;»": [("bad-character", "&&")],
    "a «#» «b»": [("bad-character", "`//`"), ("unexpected", "&&")],
    "a«\xa0»== b": [("bad-character", "plain space")],
    "«\ufeff»a": [("bad-character", "plain space")],
    "a == «“lend”»": [("bad-character", '`"`')],
    "a == «‘lend’» && c «=» d": [("bad-character", '`"`'), ("wrong-operator", "`==`")],
    "'«\ud800»'": [("bad-character", "remove")],
    "a == 'bc«\ud800»'": [("bad-character", "remove")],
    "a // b«\r»c": [("bad-character", "line feed")],
    "a «=» b": [("wrong-operator", "`==`")],
    "a «===» b": [("wrong-operator", "`==`")],
    "a «!==» b": [("wrong-operator", "`!=`")],
    "a «<>» b": [("wrong-operator", "`!=`")],
    "a «=<» b": [("wrong-operator", "`<=`")],
    "a «=>» b": [("wrong-operator", "`>=`")],
    "a «:=» b": [("wrong-operator", "`==`")],
    "a «&» b": [("wrong-operator", "`&&`")],
    "a «|» b": [("wrong-operator", "`||`")],
    "a «≤» b && c «≥» d && e «≠» f": [
        ("wrong-operator", "`<=`"),
        ("wrong-operator", "`>=`"),
        ("wrong-operator", "`!=`"),
    ],
    "a «−» b": [("wrong-operator", "`-`")],
    "a == «30d»": [("bad-number", "days")],
    "a == «1_000»": [("bad-number", "digits")],
    "a == «0X1F»": [("bad-number", "`0x1F`")],
    "a == «9223372036854775808»": [("int-range", "9223372036854775807")],
    "-«9223372036854775809»": [("int-range", "9223372036854775807")],
    "«" + "1" * 5000 + "»": [("int-range", "9223372036854775807")],
    "a > «2022-10-7»": [("bare-date", '`date("2022-10-07")`')],
    "a > «07/10/2022»": [("bare-date", 'date("YYYY-MM-DD")')],
    'a == «"b»': [("unclosed-string", "same line")],
    "a == «'b»\n' && (": [("unclosed-string", "same line")],
    "a == «'''b' && (»": [("unclosed-string", "`'''`")],
    r'r"\" == «"»': [("unclosed-string", '`"`')],
    r'"«\d»" == "«\8»"': [("bad-escape", "`r`"), ("bad-escape", "`r`")],
    r'"«\ud83d»«\udc31»"': [("bad-escape", "itself"), ("bad-escape", "itself")],
    r'"«\U00110000»"': [("bad-escape", "itself")],
    r'"«\x»4"': [("bad-escape", "`r`")],
    "a > «1.5»": [("double", "whole")],
    "a > «.5» || a > «1e3»": [("double", "whole"), ("double", "whole")],
    "a > «1u»": [("uint", "`1`")],
    "a == «b'x'»": [("bytes", "without the `b`")],
    "«»": [("empty", "`true`")],
    "« // a»": [("empty", "`true`")],
    "a ==«»": [("expected-operand", "last operator")],
    "«&&» a": [("expected-operand", "")],
    "a && «&&» b": [("expected-operand", "")],
    "(«)»": [("expected-operand", "")],
    "a in«»": [("expected-operand", "last operator")],
    "[1,«,»2]": [("expected-operand", "")],
    "a «b»": [("unexpected", "`&&`")],
    "a «b» && c «d» || (e «f»)": [("unexpected", ""), ("unexpected", ""), ("unexpected", "")],
    "a«)»": [("unexpected", "no bracket is open")],
    "«(»a«]»": [("unclosed", "`)`"), ("unexpected", "no bracket is open")],
    "«(»a && b": [("unclosed", "`)`")],
    "a in «[»1, 2": [("unclosed", "`]`")],
    "a«[»1": [("unclosed", "`]`")],
    "a «and» b «or» «not» c": [("word-operator", "`&&`"), ("word-operator", "`||`"), ("word-operator", "`!`")],
    "«NOT» (a) «AND» b «IS» c": [("word-operator", "`!`"), ("word-operator", "`&&`"), ("word-operator", "`==`")],
    "a «not in» [1] && b «IN» [2]": [("word-operator", "`!(a in b)`"), ("word-operator", "`in`")],
    "«if» == 1": [("reserved-word", "")],
    "«tài».«khoản» == 1": [("bad-name", "a-z"), ("bad-name", "a-z")],
    "«ta\u0300i» == 1": [("bad-name", "a-z")],
    "«.»a == 1": [("bad-name", "remove")],
    "a.«in»": [("bad-name", "")],
    "a«.» == 1": [("bad-name", "remove")],
    "a.«`b-c`»": [("bad-name", "no quotes")],
    "«params» > 1": [("bad-name", "`params.`")],
    "«params.a.b»": [("bad-name", "`params.`")],
    "«concepts.a.b»": [("bad-name", "`concepts.`")],
    'date(«"2023-02-29"»)': [("bad-date", "`YYYY-MM-DD`")],
    'date(«"20220107"»)': [("bad-date", "`YYYY-MM-DD`")],
    'date(«"2022-W01-1"»)': [("bad-date", "`YYYY-MM-DD`")],
    'date(«"٢٠٢٢-٠١-٠١"»)': [("bad-date", "`YYYY-MM-DD`")],
    "«date(a)» > «date()»": [("bad-date", "YYYY"), ("bad-date", "YYYY")],
    "has(«params.a»)": [("has-argument", "fact")],
    "has(«a == 1»)": [("has-argument", "fact")],
    "has(«a, b») && has(«»)": [("has-argument", "one"), ("has-argument", "one")],
    "a in [«lend», «b.c», «1 - 2»]": [
        ("list-element", '`"lend"`'),
        ("list-element", "literals"),
        ("list-element", "literals"),
    ],
    "a in [«[1]», «[2]»]": [("list-element", "one list"), ("list-element", "one list")],
    "a == «null»": [("null", "`has(fact)`")],
    "a «?» b : c «?» d : e": [("ternary", "two rules"), ("ternary", "two rules")],
    "a «+» 1 > b «*» 2 «/» c «%» d": [
        ("arithmetic", "days"),
        ("arithmetic", "days"),
        ("arithmetic", "days"),
        ("arithmetic", "days"),
    ],
    "«-»a > «-»-5": [("negation", "only a number"), ("negation", "only a number")],
    "«{'a': 1}» == «{}»": [("map", "list"), ("map", "list")],
    "Account«{id: 1}»": [("message", "facts")],
    "a«[0]» == b": [("index", "`in`")],
    "«today.year»": [("select", "dates")],
    "(a)«.b»": [("select", "facts")],
    "'a'«.b»": [("select", "facts")],
    "«size»(a) > 1": [("function", "`==`")],
    "«timestamp»('x') < a": [("function", "`date(")],
    "«int»(a) > 1": [("function", "remove the conversion")],
    "«Date»('2022-10-07') < a": [("function", "did you mean `date`?")],
    "«nothing»(a)": [("function", "`date` and `has`")],
    "a == 1«(2)»": [("function", "`date` and `has`")],
    "a.b«.startsWith»('x')": [("method", "whole text")],
    "a«.all»(x, x > 1) && b«.exists»(y, y)": [("method", "`in`"), ("method", "`in`")],
    "a«.getFullYear»() > 1": [("method", "whole dates")],
    "a.«?»b == [«?»«c»]": [("optional", "has"), ("optional", "has"), ("list-element", "")],
}


@pytest.mark.parametrize(("marked", "expected"), CASES.items(), ids=[ascii(marked[:40]) for marked in CASES])
def test_a_problem_has_its_code_its_place_and_its_remedy(marked: str, expected: list[tuple[str, str]]) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(marked.replace("«", "").replace("»", ""))

    found = caught.value.problems
    assert [problem.code for problem in found] == [code for code, _ in expected]
    assert [(problem.start, problem.end) for problem in found] == places(marked)
    for problem, (_, remedy) in zip(found, expected, strict=True):
        assert remedy in (problem.help or "")


def places(marked: str) -> list[tuple[int, int]]:
    """Give what stands between « and », as offsets into the text without them."""
    return [
        (found.start() - 2 * number, found.end() - 2 * number - 2)
        for number, found in enumerate(re.finditer("«[^»]*»", marked))
    ]


def test_the_error_carries_the_problems_and_says_them() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse("a = 1 and b")

    assert caught.value.code == "expression"
    assert str(caught.value).splitlines() == [
        "2-3: wrong-operator `=` is not an operator (write `==`)",
        "6-9: word-operator `and` is not an operator (write `&&`)",
    ]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("lend", "`lend`"),
        ("a`b", "`a'b`"),
        ("a\nb\x1b", "`a\\u000ab\\u001b`"),
        ("\U000e0001", "`\\U000e0001`"),
        ("Đặng", "`Đặng`"),
        ("x" * 40, f"`{'x' * 40}`"),
        ("x" * 41, f"`{'x' * 39}…`"),
    ],
    ids=["plain", "backtick", "control", "invisible", "Vietnamese", "as long as may be", "too long"],
)
def test_an_authors_text_is_quoted_on_one_line(text: str, quoted: str) -> None:
    assert quote(text) == quoted


CARETS = {
    "inside a line": ("a == b", 2, 4, "a == b\n  ^^"),
    "a place at the end": ("a ==", 4, 4, "a ==\n    ^"),
    "an empty text": ("", 0, 0, "\n^"),
    "one line of several": ("a\nbc d\ne", 5, 6, "bc d\n   ^"),
    "over the end of a line": ("a b\nc", 2, 5, "a b\n  ^"),
    "a line feed": ("ab\nc", 2, 3, "ab\n  ^"),
    "a Windows line": ("ab\r\nc", 1, 2, "ab\n ^"),
    "letters with marks after them": ("'Phu\u0301' = x", 7, 8, "'Phu\u0301' = x\n      ^"),
    "a place with marks": ("Phu\u0301 x", 0, 4, "Phu\u0301 x\n^^^"),
    "only a mark": ("Phu\u0301 x", 3, 4, "Phu\u0301 x\n  ^"),
    "wide characters before": ("'漢字' = 1", 5, 6, "'漢字' = 1\n       ^"),
    "wide characters inside": ("漢字 b", 0, 2, "漢字 b\n^^^^"),
    "a tab before": ("\ta b", 3, 4, "    a b\n      ^"),
    "a tab inside": ("ab\tc", 1, 4, "ab  c\n ^^^^"),
    "control characters": ("a\x1b[0m b", 6, 7, "a\N{REPLACEMENT CHARACTER}[0m b\n      ^"),
    "direction marks": ("a\u202eb c", 4, 5, "a\N{REPLACEMENT CHARACTER}b c\n    ^"),
}


@pytest.mark.parametrize(("text", "start", "end", "shown"), CARETS.values(), ids=CARETS)
def test_carets_stand_under_the_place(text: str, start: int, end: int, shown: str) -> None:
    assert caret(text, start, end) == shown


@given(
    before=st.text("ab \t漢ｱ🐱đ\u0301\u0323", max_size=12),
    place=st.text("xy漢đ", min_size=1, max_size=5),
    after=st.text("ab\n漢", max_size=5),
)
def test_carets_are_as_wide_as_a_terminal_shows_the_place(before: str, place: str, after: str) -> None:
    line, marks = caret(before + place + after, len(before), len(before) + len(place)).split("\n")

    left = line.rindex(place, 0, len(line) - len(after.partition("\n")[0]))
    assert len(marks) - len(marks.lstrip()) == wcwidth.wcswidth(line[:left]) or line.startswith(("\u0301", "\u0323"))
    assert marks.count("^") == wcwidth.wcswidth(place)


@given(text=st.text(st.characters(), max_size=20), start=st.integers(0, 20), length=st.integers(0, 20))
def test_carets_are_two_lines_for_any_place(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    shown = caret(text, start, min(start + length, len(text)))

    assert shown.count("\n") == 1
    assert set(shown.split("\n")[1].lstrip(" ")) == {"^"}


SPANS = {
    "one line": ("a = b", 2, 3, Span("r.yaml", 7, 17), Span("r.yaml", 7, 19, 7, 20)),
    "a later line": ("a &&\nb = c", 7, 8, Span("r.yaml", 7, 3), Span("r.yaml", 8, 5, 8, 6)),
    "over lines": ("(a\n b", 0, 4, Span("r.yaml", 7, 3), Span("r.yaml", 7, 3, 8, 4)),
    "a line only": ("a = b", 2, 3, Span("r.yaml", 7), Span("r.yaml", 7, 3, 7, 4)),
    "no place": ("a = b", 2, 3, Span("r.yaml"), Span("r.yaml")),
}


@pytest.mark.parametrize(("text", "start", "end", "base", "span"), SPANS.values(), ids=SPANS)
def test_a_place_in_a_text_is_a_place_in_its_file(text: str, start: int, end: int, base: Span, span: Span) -> None:
    assert to_span(Problem(start, end, "unexpected", "m"), text, base) == span
