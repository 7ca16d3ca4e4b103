"""JSON read into plain values, one value at a time, with every problem of each.

The standard library reads the values; their places (`jsonplaces`) are worked out where one is asked for.

What must not live here: what a register looks like (`intake.jsonfile`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from qd85rules.core.diagnostics import InputError
from qd85rules.source.decoding import BYTE_ORDER_MARK, problem, stray_mark
from qd85rules.source.jsonplaces import SURROGATE, scan_json
from qd85rules.source.sourcetree import Node
from qd85rules.source.yamlscalar import INT_DIGITS_LIMIT
from qd85rules.source.yamltree import DEPTH_LIMIT

if TYPE_CHECKING:
    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.source.sourcetree import SourceText

__all__ = ["JsonValues", "json_node", "json_syntax", "read_json"]

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
        is_escaped = text.find("\\u", start, end) >= 0 and SURROGATE.search(text, start, end) is not None
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
    span = source.span(min(at, source.end))
    message = (f"JSON sai cú pháp: {reason}", f"not valid JSON: {reason}")
    return problem("json-syntax", *message, span, source_line=source.source_line(span.line))


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
