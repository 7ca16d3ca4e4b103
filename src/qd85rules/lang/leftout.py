"""What CEL has and the rule language leaves out, with what to write instead.

What must not live here: the grammar that is kept (`grammar`, `parser`).

Source: CEL language definition, "Syntax" and "List of Standard Definitions".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.lang.cursor import HOLE
from qd85rules.lang.grammar import KEYWORDS
from qd85rules.lang.problems import did_you_mean, quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.lang.ast import Expr
    from qd85rules.lang.cursor import Cursor
    from qd85rules.lang.lexer import Token

_ARITHMETIC: Final = "count days with `date - date` and compare the count, as in `today - a > params.b`"
_KNOWN: Final = "a fact that is not recorded is unknown; ask with `has(fact)`"
_DATES: Final = 'write `date("YYYY-MM-DD")`'
_LENGTHS: Final = "compare text with `==`, and ask with `in` for one of a list"
_CONVERSIONS: Final = "a value has its type already: remove the conversion"
_PATTERNS: Final = "compare the whole text with `==` or `in`"
_MACROS: Final = "ask with `in`, or write a rule on the items themselves"
_DATE_PARTS: Final = "compare whole dates, or count days with `date - date`"
_ANY: Final = "the functions are `date` and `has`"

_CALLS: Final[Mapping[str, str]] = {
    "timestamp": _DATES,
    "duration": "write a number of days",
    "size": _LENGTHS,
    "matches": _PATTERNS,
    **dict.fromkeys(("bool", "bytes", "double", "dyn", "int", "string", "type", "uint"), _CONVERSIONS),
}
"""Functions that authors know from CEL, with what to write instead."""

_METHODS: Final[Mapping[str, str]] = {
    "size": _LENGTHS,
    **dict.fromkeys(("contains", "endsWith", "matches", "startsWith"), _PATTERNS),
    **dict.fromkeys(("all", "exists", "exists_one", "existsOne", "filter", "map"), _MACROS),
    **dict.fromkeys(
        (
            "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear", "getFullYear", "getHours", "getMilliseconds",
            "getMinutes", "getMonth", "getSeconds",
        ),
        _DATE_PARTS,
    ),
}  # fmt: skip
"""Methods and macros that authors know from CEL, with what to write instead."""


def arithmetic(cursor: Cursor, mark: Token) -> None:
    """Report an operator on numbers."""
    cursor.problem("arithmetic", f"`{mark.text}` is not part of the language", mark.start, mark.end, _ARITHMETIC)


def negation(cursor: Cursor, mark: Token) -> None:
    """Report a minus before something other than a number."""
    advice = "only a number takes a minus; write `a - b` between two dates"
    cursor.problem("negation", "`-` stands before something that is not a number", mark.start, mark.end, advice)


def ternary(cursor: Cursor, mark: Token) -> None:
    """Report a choice of values."""
    advice = "write `a && b || !a && c` for `a ? b : c`, or two rules"
    cursor.problem("ternary", "`? :` is not part of the language", mark.start, mark.end, advice)


def null(cursor: Cursor, word: Token) -> None:
    """Report the null value."""
    cursor.problem("null", "`null` is not part of the language", word.start, word.end, _KNOWN)


def optional(cursor: Cursor, mark: Token) -> None:
    """Report an optional part or element."""
    cursor.problem("optional", "`?` is not part of the language", mark.start, mark.end, _KNOWN)


def map_literal(cursor: Cursor) -> None:
    """Go past a map and report it."""
    start = cursor.token.start
    cursor.skip_brackets()
    advice = 'write a list, `["a", "b"]`, and `in`'
    cursor.problem("map", "maps are not part of the language", start, cursor.last_end, advice)


def function(cursor: Cursor, name: Token) -> None:
    """Go past the arguments of an unknown function and report it."""
    cursor.skip_brackets()
    cursor.problem("function", f"there is no function {quote(name.text)}", name.start, name.end, _help(name, _CALLS))


def postfix(cursor: Cursor, expr: Expr) -> Expr:
    """Report what CEL allows behind a value and the language does not."""
    while cursor.token.kind == "op" and cursor.token.text in {".", "[", "{", "("}:
        mark = cursor.token
        expr = HOLE
        if mark.text == ".":
            _selection(cursor, cursor.advance())
            continue
        cursor.skip_brackets()
        start, end = mark.start, cursor.last_end
        if mark.text == "[":
            message, advice = "`[ ]` behind a value is not part of the language", "ask with `in` for one of a list"
            cursor.problem("index", message, start, end, advice)
        elif mark.text == "{":
            message, advice = "`{ }` behind a name is not part of the language", "use the facts as they are"
            cursor.problem("message", message, start, end, advice)
        else:
            cursor.problem("function", "a value cannot be called", start, end, _ANY)
    return expr


def _selection(cursor: Cursor, dot: Token) -> None:
    maybe = cursor.sees("?")
    if maybe:
        optional(cursor, cursor.advance())
    if cursor.token.kind != "name":
        cursor.problem("bad-name", "a name should follow the dot", dot.start, dot.end, "complete or remove it")
        return
    part = cursor.advance()
    if cursor.sees("("):
        cursor.skip_brackets()
        message = f"there is no function {quote(part.text)}"
        cursor.problem("method", message, dot.start, part.end, _help(part, _METHODS))
    elif part.text in KEYWORDS:
        message = f"{quote(part.text)} is a keyword of CEL, not a name"
        cursor.problem("bad-name", message, part.start, part.end, "no fact has this name")
    elif not maybe:
        cursor.problem("select", "this value has no parts", dot.start, part.end, "use the facts as they are")


def _help(name: Token, known: Mapping[str, str]) -> str:
    return known.get(name.text) or did_you_mean(name.text.lower(), ("date", "has")) or _ANY
