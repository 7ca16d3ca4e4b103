"""Text to a syntax tree: the grammar of CEL, and a clear answer to each part of it that the rule language leaves out.

What must not live here: the reading of characters (`lexer`) and of types (`typecheck`).

Conjunctions written in a row are one node; parentheses make a node of their own, so `(a && b) && c` keeps its nesting.
After a problem the parser goes on, so that one reading finds as much as it can.

Source: CEL language definition, "Syntax".
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from qd85rules.lang.ast import (
    And,
    Bool,
    Compare,
    CompareOp,
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
    Scalar,
    String,
    Subtract,
    Today,
)
from qd85rules.lang.cursor import HOLE, Cursor, TooDeepError, too_deep
from qd85rules.lang.grammar import KEYWORDS, LEVELS, RESERVED, WORD_OPERATORS
from qd85rules.lang.leftout import arithmetic, function, map_literal, negation, null, optional, postfix, ternary
from qd85rules.lang.lexer import MAX_INT, Token, tokenize
from qd85rules.lang.printer import print_expr
from qd85rules.lang.problems import Code, ExpressionError, Problem, quote
from qd85rules.lang.walk import MAX_DEPTH, height

MAX_LENGTH: Final = 20_000
"""The greatest length of a condition in code points, as it stands and as it is printed."""

MAX_PROBLEMS: Final = 20
"""So many problems of one condition are reported; the rest are mostly echoes of the first ones."""

_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RULE_ID: Final = re.compile(r"[\w/.-]+")
_COMPARISONS: Final[dict[str, CompareOp]] = {"==": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


def parse(text: str, *, outcomes: bool = False) -> Expr:
    """Read a condition.

    Args:
        text: the condition.
        outcomes: whether `outcome("rule")` may stand in it, as in a property; it is read as a fact of that name.

    Raises:
        ExpressionError: it cannot be read; the error carries every problem found, at most `MAX_PROBLEMS`.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError([_too_long(text)])
    tokens, problems = tokenize(text)
    if tokens[0].kind == "end" and not problems:
        advice = "write `true` for a condition that always holds"
        raise ExpressionError([Problem(0, len(text), "empty", "the condition is empty", advice)])
    expr = (
        HOLE
        if any(problem.code == "unclosed-string" for problem in problems)
        else _run(Cursor(tokens, problems, outcomes=outcomes))
    )
    if not problems and height(expr) > MAX_DEPTH:
        problems.append(too_deep(0, len(text)))
    # Printing can lengthen a text (spaces, escapes); what is accepted can be printed and read again.
    if not problems and len(print_expr(expr)) > MAX_LENGTH:
        problems.append(_too_long(text))
    if problems:
        first: dict[int, Problem] = {}
        for problem in problems:
            first.setdefault(problem.start, problem)
        raise ExpressionError(sorted(first.values())[:MAX_PROBLEMS])
    return expr


def _too_long(text: str) -> Problem:
    message = f"the condition is longer than {MAX_LENGTH:,} characters"
    return Problem(0, len(text), "too-long", message, "split it into several rules, or name parts of it as concepts")


def _run(cursor: Cursor) -> Expr:
    try:
        expr = _expression(cursor)
        while cursor.token.kind != "end":
            cursor.unexpected()
            if cursor.skip_past_connective():
                expr = _expression(cursor)
    except TooDeepError:
        return HOLE
    return expr


def _expression(cursor: Cursor) -> Expr:
    """Read a whole expression; a ternary is read through and reported."""
    expr = _binary(cursor, 1)
    while cursor.sees("?"):
        ternary(cursor, cursor.advance())
        _binary(cursor, 1)
        if cursor.sees(":"):
            cursor.advance()
            _binary(cursor, 1)
        expr = HOLE
    return expr


def _binary(cursor: Cursor, lowest: int) -> Expr:
    """Read operands joined by operators that bind at least as tightly as `lowest`."""
    start = cursor.token.start
    left = _unary(cursor)
    while (operator := _operator(cursor)) is not None and LEVELS[operator] >= lowest:
        level = LEVELS[operator]
        if operator in {"&&", "||"}:
            operands = [left]
            while _operator(cursor) == operator:
                _take_operator(cursor, operator)
                operands.append(_binary(cursor, level + 1))
            node = And if operator == "&&" else Or
            left = node(tuple(operands), start=start, end=cursor.last_end)
        else:
            mark = _take_operator(cursor, operator)
            right = _binary(cursor, level + 1)
            left = _combine(cursor, mark, operator, left, right, start)
    return left


def _operator(cursor: Cursor) -> str | None:
    """Name the operator that the next token is or stands for."""
    token = cursor.token
    if token.kind == "op":
        return token.text if token.text in LEVELS else None
    if token.kind != "name":
        return None
    word = token.text.lower()
    if word == "in" or (word == "not" and cursor.next.text == "in"):
        return "in"
    return WORD_OPERATORS.get(word)


def _take_operator(cursor: Cursor, operator: str) -> Token:
    mark = cursor.advance()
    if mark.kind == "name" and mark.text != "in":
        advice = f"write `{operator}`"
        end = mark.end
        if mark.text.lower() == "not":
            end = cursor.advance().end
            advice = "write `!(a in b)`"
        cursor.problem("word-operator", f"{quote(mark.text)} is not an operator", mark.start, end, advice)
    return mark


def _combine(cursor: Cursor, mark: Token, operator: str, left: Expr, right: Expr, start: int) -> Expr:
    end = cursor.last_end
    if operator in _COMPARISONS:
        return Compare(_COMPARISONS[operator], left, right, start=start, end=end)
    if operator == "in":
        return In(left, right, start=start, end=end)
    if operator == "-":
        return Subtract(left, right, start=start, end=end)
    arithmetic(cursor, mark)
    return HOLE


def _unary(cursor: Cursor) -> Expr:
    marks: list[Token] = []
    while cursor.sees("!") or _sees_not(cursor):
        mark = cursor.advance()
        if mark.kind == "name":
            message = f"{quote(mark.text)} is not an operator"
            cursor.problem("word-operator", message, mark.start, mark.end, "write `!`")
        marks.append(mark)
    expr = _negative(cursor) if cursor.sees("-") else _primary(cursor)
    for mark in reversed(marks):
        expr = Not(expr, start=mark.start, end=cursor.last_end)
    return expr


def _sees_not(cursor: Cursor) -> bool:
    """Tell whether the word `not` stands before an operand, where it cannot be a name."""
    if cursor.token.kind != "name" or cursor.token.text.lower() != "not":
        return False
    after = cursor.next
    if after.kind == "name":
        return after.text != "in" and after.text.lower() not in WORD_OPERATORS
    return after.kind in {"int", "string", "hole"} or after.text in {"(", "!"}


def _negative(cursor: Cursor) -> Expr:
    mark = cursor.advance()
    if cursor.token.kind == "int":
        number = cursor.advance()
        return postfix(cursor, Int(-int(number.value), start=mark.start, end=number.end))
    while cursor.sees("-"):
        cursor.advance()
    if cursor.token.kind != "hole":
        negation(cursor, mark)
    _primary(cursor)
    return HOLE


def _primary(cursor: Cursor) -> Expr:
    token = cursor.token
    match token.kind:
        case "int":
            cursor.advance()
            if token.value == MAX_INT:
                message = f"{quote(token.text)} does not fit in 64 bits"
                advice = f"the largest number is {MAX_INT - 1}"
                cursor.problem("int-range", message, token.start, token.end, advice)
            return postfix(cursor, Int(int(token.value), start=token.start, end=token.end))
        case "string":
            cursor.advance()
            return postfix(cursor, String(str(token.value), start=token.start, end=token.end))
        case "hole":
            cursor.advance()
            return postfix(cursor, HOLE)
        case "name" if token.text != "in":
            return postfix(cursor, _name(cursor))
        case "op" if token.text == "(":
            return postfix(cursor, _parentheses(cursor))
        case "op" if token.text == "[":
            return postfix(cursor, _items(cursor))
        case "op" if token.text == "{":
            map_literal(cursor)
            return postfix(cursor, HOLE)
        case "op" if token.text == "." and cursor.next.kind == "name":
            cursor.advance()
            cursor.problem("bad-name", "a name starts with a dot", token.start, token.end, "remove the dot")
            return postfix(cursor, _name(cursor))
        case _:
            cursor.missing()
            return HOLE


def _parentheses(cursor: Cursor) -> Expr:
    opening = cursor.enter()
    expr = _expression(cursor)
    cursor.leave(opening)
    return expr


def _items(cursor: Cursor) -> Expr:
    opening = cursor.enter()
    elements: list[Scalar] = []
    while cursor.token.kind != "end" and not cursor.sees("]") and not cursor.sees(","):
        if cursor.sees("?"):
            optional(cursor, cursor.advance())
        start = cursor.token.start
        element = _expression(cursor)
        if isinstance(element, Scalar):
            elements.append(element)
        else:
            cursor.problem(*_list_element(element, start, cursor.last_end))
        if not cursor.sees(",") or cursor.next.text == "]":
            break
        cursor.advance()
        while cursor.sees(","):
            cursor.missing()
            cursor.advance()
    if cursor.sees(","):
        cursor.advance()
    cursor.leave(opening)
    return Items(tuple(elements), start=opening.start, end=cursor.last_end)


def _name(cursor: Cursor) -> Expr:
    """Read a literal word, a call, or a dotted name."""
    first = cursor.advance()
    word = first.text
    if word in {"true", "false"}:
        return Bool(word == "true", start=first.start, end=first.end)
    if word == "null":
        null(cursor, first)
        return HOLE
    if word in RESERVED:
        message = f"{quote(word)} is a reserved word of CEL"
        cursor.problem("reserved-word", message, first.start, first.end, "no fact has this name")
    if cursor.sees("("):
        return _call(cursor, first)
    parts = [word]
    while cursor.sees(".") and cursor.next.kind == "name" and cursor.next.text not in KEYWORDS:
        if cursor.tokens[min(cursor.at + 2, len(cursor.tokens) - 1)].text == "(":
            break
        cursor.advance()
        parts.append(cursor.advance().text)
    return _resolve(cursor, parts, first.start, cursor.last_end)


def _resolve(cursor: Cursor, parts: list[str], start: int, end: int) -> Expr:
    match parts:
        case ["today"]:
            return Today(start=start, end=end)
        case ["params", name]:
            return Param(name, start=start, end=end)
        case ["concepts", name]:
            return Concept(name, start=start, end=end)
        case ["today", *_]:
            cursor.problem("select", "`today` has no parts", start, end, "compare dates as they are")
        case ["params" | "concepts" as prefix, *_]:
            advice = f"write `{prefix}.` and one name"
            cursor.problem("bad-name", f"{quote('.'.join(parts))} is not a name", start, end, advice)
        case _:
            return Fact(".".join(parts), start=start, end=end)
    return HOLE


def _call(cursor: Cursor, name: Token) -> Expr:
    word = name.text
    if word == "date":
        return _date_literal(cursor, name)
    if word == "has":
        return _has(cursor, name)
    if word == "outcome" and cursor.outcomes:
        return _outcome(cursor, name)
    function(cursor, name)
    return HOLE


def _outcome(cursor: Cursor, name: Token) -> Expr:
    argument = cursor.next
    if argument.text == ")":
        tokens, written = 2, "outcome()"
    elif argument.kind == "string" and _RULE_ID.fullmatch(str(argument.value)) and cursor.after_next.text == ")":
        tokens, written = 3, f'outcome("{argument.value}")'
    else:
        cursor.skip_brackets()
        message, advice = "`outcome` takes the id of one rule in quotes", 'write `outcome("topic/rule")`'
        cursor.problem("function", message, name.start, cursor.last_end, advice)
        return HOLE
    for _ in range(tokens):
        cursor.advance()
    return Fact(written, start=name.start, end=cursor.last_end)


def _date_literal(cursor: Cursor, name: Token) -> Expr:
    argument = cursor.next
    if argument.kind != "string" or cursor.after_next.text != ")":
        cursor.skip_brackets()
        message, advice = "`date` takes one date in quotes", 'write `date("YYYY-MM-DD")`'
        cursor.problem("bad-date", message, name.start, cursor.last_end, advice)
        return HOLE
    for _ in range(3):
        cursor.advance()
    written = str(argument.value)
    try:
        value = date.fromisoformat(written) if _ISO_DATE.fullmatch(written) else None
    except ValueError:
        value = None
    if value is None:
        message = f"{quote(written)} is not a day of the calendar"
        advice = "write year, month and day as `YYYY-MM-DD`"
        cursor.problem("bad-date", message, argument.start, argument.end, advice)
        return HOLE
    return Date(value, start=name.start, end=cursor.last_end)


def _has(cursor: Cursor, name: Token) -> Expr:
    opening = cursor.enter()
    start = cursor.token.start
    expr = Bool(value=False) if cursor.sees(")") else _expression(cursor)
    if cursor.sees(","):
        expr = Bool(value=False)
        cursor.skip_to_closer()
    end = cursor.token.start
    cursor.leave(opening)
    if isinstance(expr, Fact):
        return Has(expr, start=name.start, end=cursor.last_end)
    if expr is not HOLE:
        advice = "only facts can be unknown: name one, as in `has(transfer.kind)`"
        cursor.problem("has-argument", "`has` takes one fact", start, end, advice)
    return HOLE


def _list_element(element: Expr, start: int, end: int) -> tuple[Code, str, int, int, str]:
    if isinstance(element, Items):
        return "list-element", "a list cannot hold lists", start, end, "write one list of values"
    bare = isinstance(element, Fact) and "." not in element.name
    advice = f"""text goes in quotes: {quote(f'"{print_expr(element)}"')}""" if bare else "a list holds literals"
    return "list-element", f"{quote(print_expr(element))} is not a literal", start, end, advice
