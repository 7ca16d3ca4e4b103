"""Where the values of a JSON text stand, and what in it no file may have though the standard library reads it.

The standard library reads the values, fast; this scan runs only over a record that is to be reported on.

What must not live here: what a register looks like (`intake.content`).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from qd85rules.core.text import Text
from qd85rules.source.decoding import problem, shown
from qd85rules.source.sourcetree import Offsets
from qd85rules.source.yamlscalar import INT_DIGITS_LIMIT
from qd85rules.source.yamltree import DEPTH_LIMIT

if TYPE_CHECKING:
    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.source.sourcetree import SourceText

__all__ = ["SURROGATE", "duplicate_key", "scan_json"]

SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")

_TOKEN: Final = re.compile(
    r"""[ \t\r\n,:]*(?:(?P<text>"[^"\\]*(?:\\.[^"\\]*)*")|(?P<open>[\[{])|(?P<close>[\]}])"""
    r"""|(?P<word>[^ \t\r\n,:\[\]{}"]+))""",
    re.DOTALL,
)
_CONSTANTS: Final = frozenset({"NaN", "Infinity", "-Infinity"})


class _Open:
    """A list or mapping that is not closed yet; `keys` is `None` in a list."""

    __slots__ = ("children", "expects_key", "keys", "number")

    def __init__(self, number: int, *, is_mapping: bool) -> None:
        self.number = number
        self.children: list[int] = []
        self.keys: dict[str, int] | None = {} if is_mapping else None
        self.expects_key = is_mapping


def scan_json(source: SourceText, start: int, end: int) -> tuple[Offsets, list[tuple[int, Diagnostic]]]:
    """Find the places in one JSON value, and its problems with their offsets: repeated keys, depth, odd numbers.

    In a text that is not JSON the places mean nothing; the problems found before the fault still hold.
    """
    places, problems = Offsets(), list[tuple[int, "Diagnostic"]]()
    stack: list[_Open] = []
    while start < end and (token := _TOKEN.match(source.text, start, end)):
        start = token.end()
        kind = token.lastgroup or ""
        at = token.start(kind)
        if kind == "close":
            if not stack:
                break
            done = stack.pop()
            places.ends[done.number] = start
            if done.children:
                places.children[done.number] = done.children
            continue
        number = places.add(at, start)
        if stack and _is_key(stack[-1], number):
            _take_key(source, stack[-1], number, places, problems)
        elif kind == "open":
            if len(stack) >= DEPTH_LIMIT:
                problems.append((at, _too_deep(source, at)))
                break
            stack.append(_Open(number, is_mapping=token[kind] == "{"))
        elif (found := _odd_leaf(source, at, token[kind])) is not None:
            problems.append((at, found))
    return places, problems


def _is_key(parent: _Open, number: int) -> bool:
    """Take turns between keys and values; a value is added to its parent."""
    if parent.expects_key:
        parent.expects_key = False
        return True
    parent.children.append(number)
    parent.expects_key = parent.keys is not None
    return False


def _take_key(
    source: SourceText, parent: _Open, number: int, places: Offsets, problems: list[tuple[int, Diagnostic]]
) -> None:
    start, end = places.starts[number], places.ends[number]
    key = _decoded(source.text[start:end])
    if parent.keys is None:
        return
    if (first := parent.keys.setdefault(key, start)) != start:
        problems.append((start, duplicate_key(source, key, first, (start, end))))
    elif (found := _odd_leaf(source, start, source.text[start:end])) is not None:
        problems.append((start, found))


def duplicate_key(source: SourceText, key: str, first: int, offsets: tuple[int, int]) -> Diagnostic:
    """Say that a key stands in a mapping twice; `first` is where it stands for the first time."""
    line, column = source.line_column(first)
    span = source.span(*offsets)
    name = shown(key)
    return problem(
        "duplicate-key",
        f"khóa `{name}` lặp lại, lần đầu ở dòng {line}, cột {column}",
        f"duplicate key `{name}`, first at line {line}, column {column}",
        span,
        help=Text("giữ lại một trong hai", "keep one of the two"),
        source_line=source.source_line(span.line),
    )


def _odd_leaf(source: SourceText, at: int, token: str) -> Diagnostic | None:
    message: tuple[str, str] | None = None
    code = "json-number"
    if token in _CONSTANTS:
        message = (f"`{token}` không có trong JSON", f"`{token}` is not JSON")
    elif len(token) > INT_DIGITS_LIMIT and token.lstrip("-").isdecimal():
        message = ("số quá dài", "the number is too long")
    elif token.startswith('"') and SURROGATE.search(token) and _has_lone_surrogate(token):
        code = "lone-surrogate"
        message = ("chuỗi thoát `\\u` chỉ có nửa ký tự", "an escape gives half a character")
    if message is None:
        return None
    span = source.span(at, at + len(token))
    return problem(code, *message, span, source_line=source.source_line(span.line))


def _too_deep(source: SourceText, at: int) -> Diagnostic:
    message = (f"lồng sâu quá {DEPTH_LIMIT} tầng", f"nested more than {DEPTH_LIMIT} levels deep")
    span = source.span(at, at + 1)
    return problem("too-deep", *message, span, source_line=source.source_line(span.line))


def _decoded(token: str) -> str:
    if "\\" not in token:
        return token[1:-1]
    try:
        return str(json.loads(token, strict=False))
    except ValueError:
        return token[1:-1]


def _has_lone_surrogate(token: str) -> bool:
    try:
        _decoded(token).encode()
    except UnicodeEncodeError:
        return True
    return False
