"""Registers in JSON Lines: one account a line, after a header line or none; read while the records are gone through.

What must not live here: JSON files that hold one value (`jsonfile`).
"""

from __future__ import annotations

from functools import partial
from typing import IO, TYPE_CHECKING, Any

from qd85rules.core.diagnostics import Diagnostic
from qd85rules.intake.content import Content, Record, role_of
from qd85rules.intake.lines import text_lines
from qd85rules.source.jsontree import JsonValues, json_node, json_syntax
from qd85rules.source.places import LaterPlaces
from qd85rules.source.sourcetree import SourceText
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_json_lines(
    stream: IO[bytes], display_path: str, problems: list[Diagnostic]
) -> tuple[dict[str, Any], Iterator[Record]]:
    """Read the header; the records are read when asked for."""
    values = _values(stream, display_path, problems)
    first = next(values, None)
    header: dict[str, Any] = {}
    if first is not None and isinstance(first[1], dict) and role_of(first[1]) in {"header", "stranger"}:
        header = _header(*first, problems)
        first = None
    return header, _records(first, values, problems)


def _records(
    first: tuple[SourceText, Any] | None, values: Iterator[tuple[SourceText, Any]], problems: list[Diagnostic]
) -> Iterator[Record]:
    index = 0
    while (item := first or next(values, None)) is not None:
        first = None
        source, value = item
        if isinstance(value, dict):
            yield Record(index, value, LaterPlaces(partial(json_node, source, 0, len(source.text), value)))
            index += 1
        else:
            message = say.ACCOUNT_EXPECTED_LINE
            help_text = say.WRITE_ONE_JSON_OBJECT_EACH
            span = source.span(len(source.text) - len(source.text.lstrip()), len(source.text))
            problems.append(Diagnostic("not-an-account", message, span, help=help_text))


def _values(stream: IO[bytes], display_path: str, problems: list[Diagnostic]) -> Iterator[tuple[SourceText, Any]]:
    reader = JsonValues()
    for number, line in text_lines(stream, display_path, problems):
        text = (line or "").rstrip(" \t\r\n")
        if not text:
            continue
        source = SourceText(text, display_path, first_line=number)
        value, end, found = reader.read(source, len(text) - len(text.lstrip(" \t\r")))
        if end is not None and (rest := text[end:].lstrip(" \t\r")):
            found = [*found, (end, _extra(source, len(text) - len(rest)))]
        if found:
            problems.extend(diagnostic for _, diagnostic in found)
        else:
            yield source, value


def _extra(source: SourceText, at: int) -> Diagnostic:
    return json_syntax(source, at, "Extra data")


def _header(source: SourceText, value: dict[str, Any], problems: list[Diagnostic]) -> dict[str, Any]:
    content = Content()
    content.take_header(value, json_node(source, 0, len(source.text), value), 0)
    problems.extend(diagnostic for _, diagnostic in content.problems)
    return content.header
