"""Which part of a register's text an input error may quote: what is wrong, never the record around it, never a name.

What must not live here: which fields are personal (`model.fields`), and layout of code frames (`reporters.frames`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from qd85rules.model.fields import FIELDS
from qd85rules.model.paths import SECTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qd85rules.core.diagnostics import Diagnostic, Span
    from qd85rules.source.places import Placed

__all__ = ["cropped", "quoted", "without_records"]

_PERSONAL: Final = frozenset(
    {
        *(key for field in FIELDS if field.is_personal for key in (field.key, SECTION[field.section].key)),
        # What files of others call it.
        "name",
    }
)
"""Keys whose values may be a person's, or a mapping that has one."""
_OWN_KEY: Final = re.compile(r"""\s*(?:-\s+)*(?:["']?[A-Za-z_.-]+["']?\s*[:=]\s*)?""")
_KEY: Final = re.compile(r"""([A-Za-z_]+)["']?\s*[:=]""")
_QUOTED_LENGTH: Final = 60
_TABLES: Final = frozenset({"csv", "xlsx"})


def quoted(problem: Diagnostic, data: object, place: Placed) -> Diagnostic:
    """Give a problem of a record with what may be shown of the line at its place: nothing of a name or of a part."""
    # A key that is missing stands nowhere, and its place is that of the whole part.
    path = () if problem.code == "missing-key" else problem.path
    is_key = problem.code == "unknown-key"
    if not path or (not is_key and (path[-1] in _PERSONAL or isinstance(_value(data, path), dict | list))):
        return problem
    line = place.source_line(problem.span.line)
    return problem if line is None else replace(problem, source_line=cropped(line, problem.span))


def _value(value: object, path: Sequence[str | int]) -> object:
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
