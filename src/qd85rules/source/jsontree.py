"""JSON read into plain values, one value at a time, with every problem of each.

The standard library reads the values, fast; places, and what no file may have though the standard library reads it, are
looked for where one is asked for only.

What must not live here: what a register looks like (`intake.jsonfile`).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from qd85rules.core.diagnostics import InputError
from qd85rules.source.files import BYTE_ORDER_MARK, stray_mark
from qd85rules.source.sourcetree import DEPTH_LIMIT, INT_DIGITS_LIMIT, TOO_DEEP, Node, Offsets
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.source.sourcetree import SourceText

_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")

_TOKEN: Final = re.compile(
    r"""[ \t\r\n,:]*(?:(?P<text>"[^"\\]*(?:\\.[^"\\]*)*")|(?P<open>[\[{])|(?P<close>[\]}])"""
    r"""|(?P<word>[^ \t\r\n,:\[\]{}"]+))""",
    re.DOTALL,
)
_CONSTANTS: Final = frozenset({"NaN", "Infinity", "-Infinity"})
_FIRST_PART: Final = 4096
_LONGEST_LITERAL: Final = 16

_Problems = list[tuple[int, "Diagnostic"]]


class _Fault(NamedTuple):
    """Where a text stops being JSON, and what the standard library says about it."""

    at: int
    said: str


class JsonValues:
    """Reads single values out of a text, with every problem of each."""

    def __init__(self) -> None:
        self._is_suspect = False
        self._has_faults = False
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._mapping, parse_constant=self._constant, parse_int=self._integer
        )

    def read(self, source: SourceText, start: int) -> tuple[Any, int | None, _Problems]:
        """Read the value at an offset.

        Returns:
            The value; where it ends, `None` where that cannot be told; and its problems with their offsets.
        """
        text = source.text
        try:
            value, end, fault = self._decoded(text, start)
        except RecursionError:
            return None, None, scan_json(source, start, len(text))[1][-1:]
        if fault is not None:
            return None, None, [(fault.at, json_syntax(source, fault.at, fault.said))]
        is_nested = text.count("[", start, end) + text.count("{", start, end) > DEPTH_LIMIT
        # Plain searches first: they cost a hundredth of the pattern, and healthy text has nothing to find.
        is_escaped = text.find("\\u", start, end) >= 0 and _SURROGATE.search(text, start, end) is not None
        if self._is_suspect or is_escaped or (is_nested and _is_deep(value)):
            return value, end, scan_json(source, start, end)[1]
        return value, end, []

    def _decoded(self, text: str, start: int) -> tuple[Any, int, _Fault | None]:
        """Decode the value at an offset, in a part of the text once the text has proved to have faults.

        The decoder counts the lines of all that it was given for each fault, which takes ever longer where there are
        many. A part is made larger for as long as what is wrong with it may come from where it was cut.
        """
        if not self._has_faults:
            self._is_suspect = False
            try:
                return *self._decoder.raw_decode(text, start), None
            except json.JSONDecodeError as error:
                self._has_faults = True
                return None, start, _Fault(error.pos, error.msg)
        size = _FIRST_PART
        while True:
            is_rest = size >= len(text) - start
            self._is_suspect = False
            try:
                value, end = self._decoder.raw_decode(text[start : start + size])
            except json.JSONDecodeError as error:
                is_cut = error.pos > size - _LONGEST_LITERAL or error.msg.startswith("Unterminated")
                if is_rest or not is_cut:
                    return None, start, _Fault(start + error.pos, error.msg)
            else:
                if is_rest or end < size:
                    return value, start + end, None
            size *= 4

    def _mapping(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        mapping = dict(pairs)
        if len(mapping) != len(pairs):
            self._is_suspect = True
        return mapping

    def _constant(self, _: str) -> None:
        self._is_suspect = True

    def _integer(self, digits: str) -> int:
        if len(digits) > INT_DIGITS_LIMIT:
            self._is_suspect = True
            return 0
        return int(digits)


def json_node(source: SourceText, start: int, end: int, value: object) -> Node:
    """Find the places in a value that was read before."""
    return Node(value, source, scan_json(source, start, end)[0])


def json_syntax(source: SourceText, at: int, said: str) -> Diagnostic:
    """Say at an offset what the standard library says about a text that is not JSON."""
    if source.text[at : at + 1] == BYTE_ORDER_MARK:
        return stray_mark(source.span(at, at + 1))
    reason = said[:1].lower() + said[1:]
    # What is missing at the end is missing behind the last word, not on the blank line below it.
    at = min(at, source.end)
    message = say.JSON_SYNTAX.filled(reason=reason)
    return source.problem("json-syntax", message, at, at)


def read_json(source: SourceText) -> Any:  # noqa: ANN401 - any JSON
    """Read a text that is one JSON value.

    Raises:
        InputError: with every problem found.
    """
    value, end, problems = JsonValues().read(source, len(source.text) - len(source.text.lstrip()))
    if not problems and (end is None or source.text[end:].strip()):
        problems = [(0, json_syntax(source, end or 0, "extra data"))]
    if problems:
        raise InputError([diagnostic for _, diagnostic in problems])
    return value


def _is_deep(value: object) -> bool:
    """Tell whether a value is nested deeper than any reader takes."""
    level = [value]
    for _ in range(DEPTH_LIMIT):
        level = [
            item
            for parent in level
            for item in (parent.values() if isinstance(parent, dict) else parent if isinstance(parent, list) else ())
            if isinstance(item, (dict, list))
        ]
        if not level:
            return False
    return True


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
                problems.append((at, source.problem("too-deep", TOO_DEEP, at, at + 1)))
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
        problems.append((start, source.duplicate_key("duplicate-key", key, first, start, end)))
    elif (found := _odd_leaf(source, start, source.text[start:end])) is not None:
        problems.append((start, found))


def _odd_leaf(source: SourceText, at: int, token: str) -> Diagnostic | None:
    code = "json-number"
    if token in _CONSTANTS:
        message = say.NOT_JSON.filled(token=token)
    elif len(token) > INT_DIGITS_LIMIT and token.lstrip("-").isdecimal():
        message = say.LONG_NUMBER
    elif token.startswith('"') and _SURROGATE.search(token) and _has_lone_surrogate(token):
        code = "lone-surrogate"
        message = say.HALF_A_CHARACTER
    else:
        return None
    return source.problem(code, message, at, at + len(token))


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
