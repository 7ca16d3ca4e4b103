"""A syntax tree to the lines that people read: one line where it fits, else one line for each operand of `&&` and `||`.

Law: parsing the lines gives an equal tree. Parentheses stand around `&&` within `||` and around what is compared with
a condition: the canonical text of `printer` leaves it to its reader to know what binds tighter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qd85rules.lang.ast import And, Compare, In, Not, Or
from qd85rules.lang.lexer import tokenize
from qd85rules.lang.printer import print_expr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.lang.ast import Expr


def on_one_line(expr: Expr) -> str:
    """Give a tree as one line."""
    match expr:
        case And(operands):
            return " && ".join(_operand(operand) for operand in operands)
        case Or(operands):
            return " || ".join(_operand(operand) for operand in operands)
        case Compare(op, left, right):
            return f"{_side(left)} {op} {_side(right)}"
        case In(element, container):
            return f"{_side(element)} in {_side(container)}"
        case Not(Compare() | In() | And() | Or() as operand):
            return f"!({on_one_line(operand)})"
        case Not(Not() as operand):
            return f"!{on_one_line(operand)}"
        case _:
            return print_expr(expr)


def _operand(expr: Expr) -> str:
    return f"({on_one_line(expr)})" if isinstance(expr, And | Or) else on_one_line(expr)


def _side(expr: Expr) -> str:
    return f"({on_one_line(expr)})" if isinstance(expr, Compare | In | And | Or) else on_one_line(expr)


def on_lines(expr: Expr, width: int) -> tuple[str, ...]:
    """Give a tree as lines with the operator in front; a comparison is never broken, so it may be wider than `width`.

    Operands of the whole stand below one another, what is in parentheses two columns deeper.
    """
    return tuple(_lines(expr, "", "", 0, 0, width, whole=True))


def _lines(
    expr: Expr, before: str, after: str, first: int, later: int, width: int, *, whole: bool = False
) -> Iterator[str]:
    """Lay a tree out between what stands before and after it; `first` and `later` are the columns of its lines."""
    line = f"{' ' * first}{before}{on_one_line(expr)}{after}"
    match expr:
        case And(operands) | Or(operands) if whole or len(line) > width:
            sign = "&& " if isinstance(expr, And) else "|| "
            for number, operand in enumerate(operands):
                grouped = isinstance(operand, And | Or)
                lead = (before if number == 0 else sign) + "(" * grouped
                tail = ")" * grouped + (after if number == len(operands) - 1 else "")
                yield from _lines(operand, lead, tail, first if number == 0 else later, later + 2 * grouped, width)
        case Not(And() | Or() as operand) if len(line) > width:
            yield from _lines(operand, f"{before}!(", f"){after}", first, later + 2, width)
        case _:
            yield line


def has_comment(text: str) -> bool:
    """Say whether the text of a condition holds a comment, which no tree keeps."""
    tokens, _ = tokenize(text)
    strings = [token for token in tokens if token.kind == "string"]
    return any(
        not any(string.start <= found.start() < string.end for string in strings) for found in re.finditer("//", text)
    )
