"""What the tests of every register format share."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qd85rules.intake import read_register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.core.diagnostics import Diagnostic, Span
    from qd85rules.intake import Record

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Case:
    """A register, the accounts that come out of it, and its problems as `line:column code`."""

    name: str
    content: str | bytes
    accounts: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    header: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Read:
    """A register read to its end."""

    header: dict[str, Any]
    records: list[Record]
    problems: list[Diagnostic]

    @property
    def accounts(self) -> list[dict[str, Any]]:
        return [record.data for record in self.records]

    @property
    def places(self) -> list[str]:
        """The problems as `line:column code`, a file's own as `- code`."""
        return [f"{_place(problem.span)} {problem.code}" for problem in self.problems]


def read(name: str, content: str | bytes) -> Read:
    """Read a register given on standard input."""
    data = content.encode() if isinstance(content, str) else content
    register = read_register("-", stdin=io.BytesIO(data), stdin_name=name)
    return Read(register.header, list(register.records), register.problems)


def extent(span: Span) -> str:
    """Give a place as `line:column-line:column`."""
    return f"{span.line}:{span.column}-{span.end_line}:{span.end_column}"


def assert_reads_as(case: Case, name: str) -> None:
    """Check what a register gives, and that each problem speaks both languages on one line."""
    result = read(name, case.content)

    assert result.places == case.problems
    assert result.accounts == case.accounts
    assert result.header == case.header
    assert [record.index for record in result.records] == list(range(len(result.records)))
    for problem in result.problems:
        assert problem.span.path == name
        assert problem.message.vi
        assert problem.message.en
        assert "\n" not in problem.line("vi") + problem.line("en")


def leaves(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Give each value that holds no other, and the path to it."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if items is None:
        yield path, value
    else:
        for key, item in items:
            yield from leaves(item, (*path, key))


def slice_of(text: str, span: Span) -> str:
    """Cut a place out of a text, lines ending with line feeds."""
    lines = text.split("\n")
    assert span.line is not None
    assert span.end_line is not None
    if span.line == span.end_line:
        return lines[span.line - 1][(span.column or 1) - 1 : (span.end_column or 1) - 1]
    first = lines[span.line - 1][(span.column or 1) - 1 :]
    last = lines[span.end_line - 1][: (span.end_column or 1) - 1]
    return "\n".join([first, *lines[span.line : span.end_line - 1], last])


def _place(span: Span) -> str:
    if span.sheet is not None:
        return str(span).partition(":")[2]
    return "-" if span.line is None else f"{span.line}:{span.column}"
