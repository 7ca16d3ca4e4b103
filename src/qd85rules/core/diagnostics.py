"""What is wrong, where, and what to do about it; the exceptions that carry it; and how much of it is told.

A file wrong in every row is told in a few lines (`told_once`), whatever the format of the report. Problems are of one
kind where code, file and column agree: the column of a table, or the path of a value without positions in lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from qd85rules.core.text import Language, Text, plain, plain_lines


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a source; lines and columns count from 1, columns in code points, the end is exclusive.

    `path` is as the user gave it, `-` for standard input, `None` for data handed over in code. In a table `line` is
    the row and `column` the column number; `sheet` names the sheet of a workbook.
    """

    path: str | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    sheet: str | None = None

    def __str__(self) -> str:
        """Give `path:line:column`, or `path:Sheet!D14` in a workbook, as editors read it."""
        path = self.path or "<data>"
        if self.sheet is not None:
            cell = f"{column_letters(self.column or 1)}{self.line}" if self.line else ""
            return f"{path}:{self.sheet}!{cell}" if cell else f"{path}:{self.sheet}"
        return ":".join(str(part) for part in (path, self.line, self.column) if part is not None)

    def to_dict(self) -> dict[str, Any] | None:
        """Give the place as plain data; `None` for data handed over in code, which has none."""
        if self.path is None and self.line is None:
            return None
        place: dict[str, Any] = {"path": self.path, "line": self.line, "column": self.column}
        if self.sheet is not None:
            place["sheet"] = self.sheet
            place["cell"] = str(self).rpartition("!")[2]
        if self.end_line is not None:
            place |= {"end_line": self.end_line, "end_column": self.end_column}
        return place


def column_letters(column: int) -> str:
    """Name a column of a sheet as spreadsheets do; the first is 1."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a stable `code`, a one-line `message`, a `help` that says what to do, and the place.

    `path` leads to the value at fault within its record, as `("transfers", 0, "on")`; it is empty where no value is.
    `account` is the id of the record's account, as far as it states one, and `index` counts the records of its register
    that can be read, from 0. Where one problem stands for many of its kind, `count` is their number, `places` has the
    first of their places, and the rest is that of the first.
    """

    code: str
    message: Text
    span: Span
    help: Text | None = None
    source_line: str | None = None
    path: tuple[str | int, ...] = ()
    count: int = 1
    places: tuple[Span, ...] = ()
    account: str | None = None
    index: int | None = None

    @classmethod
    def of(cls, code: str, message: str, span: Span, *, help: str | None = None) -> Diagnostic:  # noqa: A002 - the field's word
        """Make a diagnostic for rule authors, who read English in both languages."""
        return cls(code, Text(message, message), span, None if help is None else Text(help, help))

    def line(self, lang: Language = "en") -> str:
        """Give the problem on one line: `path:line:column: code message`, with the help after it."""
        tail = f" ({self.help[lang]})" if self.help is not None else ""
        return f"{self.span}: {self.code} {self.message[lang]}{tail}"

    def to_dict(self, lang: Language = "vi") -> dict[str, Any]:
        """Give the problem as plain data, exactly as the JSON report has it."""
        data: dict[str, Any] = {
            "code": self.code,
            "message": self.message[lang],
            "help": None if self.help is None else self.help[lang],
            "location": self.span.to_dict(),
        }
        if self.account is not None:
            data["account"] = self.account
        if self.index is not None:
            data["index"] = self.index
        if self.path:
            data["path"] = list(self.path)
        if self.count > 1:
            data |= {"count": self.count, "places": [place.to_dict() for place in self.places]}
        return data


def problem(
    code: str,
    vi: str,
    en: str,
    span: Span,
    *,
    help: Text | None = None,  # noqa: A002 - the field's word
    source_line: str | None = None,
) -> Diagnostic:
    """Make a diagnostic in both languages."""
    return Diagnostic(code, Text(vi, en), span, help, source_line)


class Qd85Error(Exception):
    """Base of every error of this library; what it says is plain, because it quotes others and ends in logs."""

    code: str = "error"

    @property
    def text(self) -> Text:
        """What it says in both languages; what only programs meet is in English."""
        said = self.args[0] if self.args else ""
        return said if isinstance(said, Text) else Text(str(said), str(said))

    def __str__(self) -> str:
        return plain_lines(self.text.en)


class UsageError(Qd85Error, ValueError):
    """The caller asked for something that does not exist or does not fit: an unknown pack, engine, parameter."""

    code = "usage"


class UnsupportedError(Qd85Error):
    """An engine cannot lower a construct; raised when compiling, never while running."""

    code = "unsupported"


class MissingExtraError(Qd85Error, ImportError):
    """A part needs an optional dependency; the message names the extra that installs it."""

    code = "missing-extra"


class EngineDisagreementError(Qd85Error):
    """Two engines reached different verdicts on one rule and account: an internal error, never a silent choice."""

    code = "engine-disagreement"


class _DiagnosticsError(Qd85Error, ValueError):
    """An error that carries every problem found."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(plain(diagnostic.line()) for diagnostic in self.diagnostics))

    def __reduce__(self) -> tuple[object, ...]:
        """Be made again, in another process or as a copy, of the problems and not of what was said of them."""
        return type(self), (self.diagnostics,), self.__dict__


class InputError(_DiagnosticsError):
    """Account data that cannot be checked; `diagnostics` has every problem found in it."""

    code = "input"


class PolicyError(_DiagnosticsError):
    """Packs that cannot be loaded; `diagnostics` has every problem found in them."""

    code = "policy"


TOLD_EACH: Final = 3
"""How many errors of one kind are told one by one; of more, the first is told, with their number."""
TOLD_OF_FILE: Final = 100
"""How many errors of one file are told; the others are counted."""
MORE_ERRORS: Final = "more-errors"
_DIGITS: Final = re.compile(r"[0-9]+")


def errors_in(told: Iterable[Diagnostic]) -> int:
    """Count errors, each as many times as it stands for."""
    return sum(problem.count for problem in told)


def more_errors(count: int, path: str | None) -> Diagnostic:
    """Say how many errors of a file are counted only."""
    message = Text(f"còn {count} lỗi nữa trong tệp này", f"{count} more errors in this file")
    hint = Text("sửa các lỗi đã nêu rồi chạy lại", "mend those that are told, and run again")
    return Diagnostic(MORE_ERRORS, message, Span(path), hint, count=count)


def suggestion(word: str, known: Iterable[str]) -> Text | None:
    """Propose the nearest known word; `None` where nothing is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only where something is wrong

    near = get_close_matches(word, list(known), n=1)
    return Text(f"có phải là `{near[0]}`?", f"did you mean `{near[0]}`?") if near else None


def told_once(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Give what is to be told of the problems found, in their order; those of data handed over in code stay apart.

    What was counted already is told as it is.
    """
    told: list[tuple[int, Diagnostic]] = []
    files: dict[str, dict[tuple[object, ...], list[tuple[int, Diagnostic]]]] = {}
    for number, problem in enumerate(found):
        path = problem.span.path
        kind = told if path is None else files.setdefault(path, {}).setdefault(_kind(problem), [])
        kind.append((number, problem))
    for path, kinds in files.items():
        told += _of_file(path, kinds.values())
    return tuple(problem for _, problem in sorted(told, key=lambda one: one[0]))


def _kind(problem: Diagnostic) -> tuple[object, ...]:
    """Give what problems of one kind share; where no value is at fault, that is what the message says but numbers."""
    column = tuple(step for step in problem.path if isinstance(step, str))
    return problem.code, problem.span.sheet, column or _DIGITS.sub("0", problem.message.en)


def _of_file(path: str, kinds: Iterable[list[tuple[int, Diagnostic]]]) -> list[tuple[int, Diagnostic]]:
    # INVARIANT: the counts of what comes out add up to those of what goes in.
    more = 0
    told: list[tuple[int, Diagnostic]] = []
    for kind in kinds:
        first, count = kind[:TOLD_EACH], errors_in(problem for _, problem in kind)
        if first[0][1].code == MORE_ERRORS:
            more += count
        elif len(kind) > len(first):
            told.append((first[0][0], _counted([problem for _, problem in first], count)))
        else:
            told += first
    told.sort(key=lambda one: one[0])
    more += errors_in(problem for _, problem in told[TOLD_OF_FILE:])
    del told[TOLD_OF_FILE:]
    return [*told, (told[-1][0] if told else 0, more_errors(more, path))] if more else told


def _counted(first: list[Diagnostic], count: int) -> Diagnostic:
    places = tuple(problem.span for problem in first)
    listed = ", ".join(str(place).removeprefix(f"{place.path}:") for place in places)
    said = first[0].message
    message = Text(
        f"{said.vi}; tất cả {count} lỗi như vậy, đầu tiên ở {listed}",
        f"{said.en}; {count} such errors in all, the first at {listed}",
    )
    return replace(first[0], message=message, count=count, places=places)
