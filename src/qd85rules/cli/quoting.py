"""Which part of a register's text an input error may quote: what is wrong, never the record around it, never a name.

What must not live here: layout of code frames (`reporters.frames`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qd85rules.core.diagnostics import Diagnostic, Span
    from qd85rules.intake import Record

__all__ = ["Quotable", "cropped", "without_records"]

_PERSONAL: Final = frozenset(
    {"legal_name", "display_name", "handle", "url", "unit", "counterparty", "holder", "profile", "name"}
)
"""Fields that may hold a person's name, or a mapping that has one."""
_OWN_KEY: Final = re.compile(r"""\s*(?:-\s+)*(?:["']?[A-Za-z_.-]+["']?\s*[:=]\s*)?""")
_KEY: Final = re.compile(r"""([A-Za-z_]+)["']?\s*[:=]""")
_QUOTED_LENGTH: Final = 60
_TABLES: Final = frozenset({"csv", "xlsx"})


class Quotable:
    """A record's places, and what may be shown of the lines at those that were asked for."""

    __slots__ = ("_known", "_record")

    def __init__(self, record: Record) -> None:
        self._record = record
        self._known: dict[Span, tuple[tuple[str | int, ...], bool]] | None = None

    def span(self, path: Sequence[str | int] = ()) -> Span:
        """Give the place of the value at a path."""
        return self._noted(self._record.span(path), path, is_key=False)

    def key_span(self, path: Sequence[str | int]) -> Span:
        """Give the place of the key at a path."""
        return self._noted(self._record.key_span(path), path, is_key=True)

    def line(self, span: Span) -> str | None:
        """Give what may be shown of the line at a place that was asked for; `None` where nothing may."""
        path, is_key = (self._known or {}).get(span, ((), False))
        if not path or (not is_key and (path[-1] in _PERSONAL or isinstance(self._value(path), dict | list))):
            return None
        line = self._record.source_line(span.line)
        return None if line is None else cropped(line, span)

    def _noted(self, span: Span, path: Sequence[str | int], *, is_key: bool) -> Span:
        if self._known is None:
            self._known = {}
        self._known.setdefault(span, (tuple(path), is_key))
        return span

    def _value(self, path: Sequence[str | int]) -> object:
        value: object = self._record.data
        for step in path:
            if isinstance(value, dict):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
        return value


def cropped(line: str, span: Span) -> str | None:
    """Blank out a line but for a place on it and a key of its own before that; `None` in the value of a name."""
    if span.column is None or span.end_line not in {None, span.line}:
        return None
    start = span.column - 1
    end = min(span.end_column - 1 if span.end_column is not None else start + 1, start + _QUOTED_LENGTH)
    before = line[:start]
    keys = _KEY.findall(before)
    if keys and keys[-1] in _PERSONAL:
        return None
    if not _OWN_KEY.fullmatch(before):
        before = " " * (start - 4) + "... " if start >= len("... ") else " " * start
    return before + line[start:end] + (" ..." if line[end:].strip() else "")


def without_records(problems: Iterable[Diagnostic], format: str | None) -> list[Diagnostic]:  # noqa: A002 - the field's word
    """Cut the lines that readers quote; in a table they are whole records."""
    return [
        problem
        if problem.source_line is None
        else replace(problem, source_line=None if format in _TABLES else cropped(problem.source_line, problem.span))
        for problem in problems
    ]
