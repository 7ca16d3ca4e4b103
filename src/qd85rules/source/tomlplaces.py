"""Where the values of a TOML text stand; the text is known to be valid.

The standard library reads the values and keeps no places; this scan runs only when a place is asked for.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Final

from qd85rules.source.places import CellPlaces
from qd85rules.source.sourcetree import INT_DIGITS_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.core.diagnostics import Span
    from qd85rules.source.sourcetree import SourcePath, SourceText

_BLANK: Final = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_KEY_PART: Final = re.compile(r"""[ \t]*("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)[ \t]*(\.?)""")
_SCALAR: Final = re.compile(
    r'''"""(?:[^\\]|\\.)*?"{3,5}(?!")|\'\'\'.*?\'{3,5}(?!\')|"(?:[^"\\]|\\.)*"|'[^']*\''''
    r"""|[^\s,\]}#"']+(?:[ ][0-9]{2}:[0-9]{2}[^\s,\]}#]*)?""",
    re.DOTALL,
)

_LONG_DECIMAL: Final = re.compile(rf"(?<![\w.])[-+]?[0-9][0-9_]{{{INT_DIGITS_LIMIT},}}(?![\w.])")
_TOO_LONG: Final = 10**INT_DIGITS_LIMIT

_Offsets = tuple[int, int]


def toml_places(source: SourceText) -> CellPlaces:
    """Find the places of every value and key."""
    scan = _TomlScan(source.text)
    scan.run()
    values = {path: source.span(*offsets) for path, offsets in scan.values.items()}
    names = {path: source.span(*offsets) for path, offsets in scan.names.items()}
    return CellPlaces(source.span(0, len(source.text.rstrip())), values, names, source.source_line)


def long_number(source: SourceText, table: object = None) -> Span | None:
    """Find a whole number with more digits than any reader takes.

    Args:
        source: the text.
        table: what the text says; not given where the interpreter refused to read a number in it.
    """
    if table is None:
        match = _LONG_DECIMAL.search(source.text)
        return None if match is None else source.span(*match.span())
    path = next(_long_numbers(table, ()), None)
    return None if path is None else toml_places(source).span(path)


def _long_numbers(value: object, path: SourcePath) -> Iterator[SourcePath]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _long_numbers(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _long_numbers(item, (*path, index))
    elif isinstance(value, int) and abs(value) >= _TOO_LONG:
        yield path


class _TomlScan:
    """One pass over the text; `values` and `names` are offsets by path."""

    def __init__(self, text: str) -> None:
        self.values: dict[SourcePath, _Offsets] = {}
        self.names: dict[SourcePath, _Offsets] = {}
        self._text = text
        self._at = 0
        self._table: SourcePath = ()
        self._counts: dict[SourcePath, int] = {}

    def run(self) -> None:
        """Read every header and every key."""
        while self._blank() < len(self._text):
            if self._text.startswith("[", self._at):
                self._header()
            else:
                self._pair(self._table)

    def _blank(self) -> int:
        match = _BLANK.match(self._text, self._at)
        self._at = match.end() if match is not None else self._at
        return self._at

    def _header(self) -> None:
        start = self._at
        size = 2 if self._text.startswith("[[", start) else 1
        self._at += size
        keys = self._key()
        path: SourcePath = ()
        for number, (name, offsets) in enumerate(keys):
            path = (*path, name)
            self.names.setdefault(path, offsets)
            if number == len(keys) - 1 and size > 1:
                self._counts[path] = self._counts.get(path, 0) + 1
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        self._at += size
        self._table = path
        self.values.setdefault(path, (start, self._at))

    def _key(self) -> list[tuple[str, _Offsets]]:
        parts = []
        while match := _KEY_PART.match(self._text, self._at):
            self._at = match.end()
            parts.append((_unquoted(match[1]), match.span(1)))
            if not match[2]:
                break
        return parts

    def _pair(self, table: SourcePath) -> None:
        keys = self._key()
        path = table
        for name, offsets in keys:
            path = (*path, name)
            self.names.setdefault(path, offsets)
            if len(path) < len(table) + len(keys):
                self.values.setdefault(path, offsets)
        self._at = self._text.index("=", self._at) + 1
        self._value(path)

    def _value(self, path: SourcePath) -> None:
        start = self._blank()
        opening = self._text[start]
        if opening == "[":
            self._list(path)
        elif opening == "{":
            self._mapping(path)
        else:
            match = _SCALAR.match(self._text, start)
            self._at = match.end() if match is not None else start + 1
        self.values[path] = start, self._at

    def _list(self, path: SourcePath) -> None:
        self._at += 1
        index = 0
        while self._text[self._blank()] != "]":
            if self._text[self._at] == ",":
                self._at += 1
            else:
                self._value((*path, index))
                index += 1
        self._at += 1

    def _mapping(self, path: SourcePath) -> None:
        self._at += 1
        while self._text[self._blank()] != "}":
            if self._text[self._at] == ",":
                self._at += 1
            else:
                self._pair(path)
        self._at += 1


def _unquoted(key: str) -> str:
    if key.startswith("'"):
        return key[1:-1]
    if key.startswith('"'):
        return str(next(iter(tomllib.loads(f"{key} = 0"))))
    return key
