"""A plain value read from a text, with the place of every part of it.

Readers store two offsets for each value and nothing else; lines and columns are worked out when somebody asks, so that
places cost next to nothing while there is nothing to report.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.diagnostics import Diagnostic, Span
from qd85rules.core.text import shortened
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qd85rules.core.text import Text

DEPTH_LIMIT: Final = 64
"""How deep values may be nested, in any format."""
INT_DIGITS_LIMIT: Final = 100
TOO_DEEP: Final = say.TOO_DEEP.filled(levels=DEPTH_LIMIT)

PlainValue = Any
"""What a format without classes can say: dict with string keys, list, str, int, float, bool, None."""

SourcePath = tuple[str | int, ...]
"""Keys and list positions that lead from the root to a value."""

_LINE_BREAK: Final = re.compile(r"\r\n?|\n")
_SOURCE_LINE_LIMIT: Final = 400
_FEW_KEYS: Final = 64


class SourceText:
    """A text with its path; turns offsets into lines and columns.

    `first_line` is the number of the text's first line, where the text is a part of a file.
    """

    __slots__ = ("_end", "_starts", "first_line", "path", "text")

    def __init__(self, text: str, path: str | None = None, *, first_line: int = 1) -> None:
        self.text = text
        self.path = path
        self.first_line = first_line
        self._starts: list[int] | None = None
        self._end: int | None = None

    @property
    def end(self) -> int:
        """The offset behind the last character that is not blank."""
        if self._end is None:
            self._end = len(self.text.rstrip())
        return self._end

    def line_column(self, offset: int) -> tuple[int, int]:
        """Give the line and the column of an offset, both from 1."""
        starts = self._line_starts()
        index = bisect_right(starts, offset) - 1
        return index + self.first_line, offset - starts[index] + 1

    def span(self, start: int, end: int | None = None) -> Span:
        """Give the place from one offset to another, the end exclusive."""
        line, column = self.line_column(start)
        end_line, end_column = (line, column) if end is None else self.line_column(max(start, end))
        return Span(self.path, line, column, end_line, end_column)

    def source_line(self, line: int | None) -> str | None:
        """Give one line without its break; `None` where there is no such line, or it is too long to show."""
        starts = self._line_starts()
        index = -1 if line is None else line - self.first_line
        if not 0 <= index < len(starts):
            return None
        end = starts[index + 1] if index + 1 < len(starts) else len(self.text)
        if end - starts[index] > _SOURCE_LINE_LIMIT:
            return None
        return self.text[starts[index] : end].rstrip("\r\n")

    def problem(self, code: str, message: Text, start: int, end: int, help: Text | None = None) -> Diagnostic:  # noqa: A002 - the field's word
        """Say what is wrong from one offset to another, and show the line."""
        span = self.span(start, end)
        return Diagnostic(code, message, span, help, self.source_line(span.line))

    def duplicate_key(self, code: str, key: str, first: int, start: int, end: int) -> Diagnostic:
        """Say that a key stands in a mapping twice; `first` is where it stands for the first time."""
        line, column = self.line_column(first)
        name = shortened(key)
        message = say.DUPLICATE_KEY.filled(name=name, line=line, column=column)
        return self.problem(code, message, start, end, say.KEEP_ONE)

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            self._starts = [0, *(match.end() for match in _LINE_BREAK.finditer(self.text))]
        return self._starts


class Offsets:
    """Where the values of one text stand, as flat lists; a value is known by its number, counted as they appear.

    The number of a value in a mapping follows that of its key. `children` has, for each mapping and list that is not
    empty, the numbers of its values in the order of the value itself.
    """

    __slots__ = ("_positions", "children", "ends", "starts")

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.children: dict[int, list[int]] = {}
        self._positions: dict[int, dict[str, int]] = {}

    def position(self, number: int, mapping: dict[str, PlainValue], key: str) -> int:
        """Give how many keys stand before one in a mapping; a large mapping is gone through once, not for each key."""
        if len(mapping) <= _FEW_KEYS:
            return list(mapping).index(key)
        if number not in self._positions:
            self._positions[number] = {name: position for position, name in enumerate(mapping)}
        return self._positions[number][key]

    def add(self, start: int, end: int) -> int:
        """Number the next value."""
        self.starts.append(start)
        self.ends.append(end)
        return len(self.starts) - 1


class Node:
    """A value and the place of everything in it.

    A path that leads nowhere stands for the nearest part of it that exists, so that a missing key is reported on the
    mapping that lacks it.
    """

    __slots__ = ("_locate", "_places", "_root", "_trim", "source", "value")

    def __init__(
        self,
        value: PlainValue,
        source: SourceText,
        places: Offsets,
        *,
        root: int = 0,
        trim: Callable[[Offsets, str, int], tuple[int, int]] | None = None,
        locate: Callable[[str, int, int, str, int], int] | None = None,
    ) -> None:
        """Join a value and its places.

        Args:
            value: what was read.
            source: the text that the offsets count in.
            places: the offsets.
            root: the number of the value in `places`.
            trim: gives the exact offsets of a numbered value where the recorded ones are rough.
            locate: maps an offset inside a decoded string to an offset in the text; `None` where text and value agree.
        """
        self.value = value
        self.source = source
        self._places = places
        self._root = root
        self._trim = trim
        self._locate = locate

    def span(self, path: Sequence[str | int] = ()) -> Span:
        """Give the place of the value at a path."""
        number, _, _ = self._find(path)
        return self.source.span(*self._exact(number))

    def key_span(self, path: Sequence[str | int]) -> Span:
        """Give the place of the key at a path; of the value itself where it stands in a list or nowhere."""
        return self.source.span(*self.key_offsets(path))

    def locate(self, path: Sequence[str | int], offset: int) -> tuple[int, int]:
        """Give the line and column of a character of the string at a path, through quotes, escapes and folding."""
        number, _, depth = self._find(path)
        start, end = self._exact(number)
        value = self.at(path[:depth])
        if not isinstance(value, str) or depth < len(path):
            return self.source.line_column(start)
        if self._locate is None:
            return self.source.line_column(min(start + offset, end))
        return self.source.line_column(self._locate(self.source.text, start, end, value, offset))

    def child(self, path: Sequence[str | int]) -> Node:
        """Give the value at a path that exists as a tree of its own."""
        root = self._find(path)[0]
        return Node(self.at(path), self.source, self._places, root=root, trim=self._trim, locate=self._locate)

    def source_line(self, line: int | None) -> str | None:
        """Give one line of the text, for a code frame."""
        return self.source.source_line(line)

    def at(self, path: Sequence[str | int]) -> PlainValue:
        """Give the value at a path that exists."""
        value = self.value
        for step in path:
            value = value[step]
        return value

    def offsets(self, path: Sequence[str | int] = ()) -> tuple[int, int]:
        """Give the place of the value at a path as offsets in the text."""
        return self._exact(self._find(path)[0])

    def key_offsets(self, path: Sequence[str | int]) -> tuple[int, int]:
        """Give the place of the key at a path as offsets in the text; of the value where it has none."""
        number, is_keyed, depth = self._find(path)
        return self._exact(number - 1 if is_keyed and depth == len(path) else number)

    def outer_offsets(self, path: Sequence[str | int] = ()) -> tuple[int, int]:
        """Give where the value at a path begins and where the text after it does: comments and lost keys included."""
        number = self._find(path)[0]
        return self._places.starts[number], self._places.ends[number]

    def _exact(self, number: int) -> tuple[int, int]:
        if self._trim is not None:
            return self._trim(self._places, self.source.text, number)
        return self._places.starts[number], self._places.ends[number]

    def _find(self, path: Sequence[str | int]) -> tuple[int, bool, int]:
        """Give the number of the value, whether it has a key, and how many steps of the path exist."""
        number, is_keyed, value = self._root, False, self.value
        for depth, step in enumerate(path):
            if isinstance(value, dict) and step in value:
                position, is_keyed = self._places.position(number, value, str(step)), True
            elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
                position, is_keyed = step, False
            else:
                return number, is_keyed, depth
            number, value = self._places.children[number][position], value[step]
        return number, is_keyed, len(path)
