"""Many problems of one kind become one that counts them, so that a file wrong in every row is told in a few lines.

In goes every problem that was found; out come those that people and tools are told, whatever the format of the report.
Problems are of one kind where code, file and column agree: the column of a table, or the path of a value without the
positions in its lists. Of a kind, up to `TOLD_EACH` are told one by one; of more, the first is told, with their number
and the first places. Of a file, at most `TOLD_OF_FILE` are told; the others are one problem more, which counts them.

INVARIANT: the counts of what comes out add up to those of what goes in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import MORE_ERRORS, TOLD_OF_FILE, errors_in, more_errors
from qd85rules.core.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qd85rules.core.diagnostics import Diagnostic, Span

__all__ = ["TOLD_EACH", "told_once"]

TOLD_EACH: Final = 3

_DIGITS: Final = re.compile(r"[0-9]+")


@dataclass(slots=True)
class _Kind:
    """Problems of one kind: the first ones with their positions among all, and how many there are."""

    first: list[tuple[int, Diagnostic]]
    count: int = 0


def told_once(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Give what is to be told of the problems found, in their order; those of data handed over in code stay apart."""
    apart: list[tuple[int, Diagnostic]] = []
    files: dict[str, dict[tuple[object, ...], _Kind]] = {}
    for number, problem in enumerate(found):
        if problem.span.path is None:
            apart.append((number, problem))
            continue
        kind = files.setdefault(problem.span.path, {}).setdefault(_kind(problem), _Kind([]))
        kind.count += problem.count
        if len(kind.first) < TOLD_EACH:
            kind.first.append((number, problem))
    for path, kinds in files.items():
        apart += _of_file(path, kinds.values())
    return tuple(problem for _, problem in sorted(apart, key=lambda told: told[0]))


def _kind(problem: Diagnostic) -> tuple[object, ...]:
    """Give what problems of one kind share; where no value is at fault, that is what the message says but numbers."""
    column = tuple(step for step in problem.path if isinstance(step, str))
    return problem.code, problem.span.sheet, column or _DIGITS.sub("0", problem.message.en)


def _of_file(path: str, kinds: Iterable[_Kind]) -> list[tuple[int, Diagnostic]]:
    more = 0
    told: list[tuple[int, Diagnostic]] = []
    for kind in kinds:
        first = kind.first
        if first[0][1].code == MORE_ERRORS:
            more += kind.count
        elif kind.count > len(first):
            told.append((first[0][0], _counted([problem for _, problem in first], kind.count)))
        else:
            told += first
    told.sort(key=lambda one: one[0])
    more += errors_in(problem for _, problem in told[TOLD_OF_FILE:])
    del told[TOLD_OF_FILE:]
    return [*told, (told[-1][0] if told else 0, more_errors(more, path))] if more else told


def _counted(first: list[Diagnostic], count: int) -> Diagnostic:
    places = tuple(problem.span for problem in first)
    listed = ", ".join(_within_file(place) for place in places)
    said = first[0].message
    message = Text(
        f"{said.vi}; tất cả {count} lỗi như vậy, đầu tiên ở {listed}",
        f"{said.en}; {count} such errors in all, the first at {listed}",
    )
    return replace(first[0], message=message, count=count, places=places)


def _within_file(place: Span) -> str:
    return str(place).removeprefix(f"{place.path}:")
