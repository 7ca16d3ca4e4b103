"""What can be wrong with a condition, where, and how the place is shown.

What must not live here: the search for problems (`lexer`, `parser`, `typecheck`, `walk`), and the files that conditions
come from: `policy.loader` turns a `Problem` into a diagnostic.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from qd85rules.core.diagnostics import Qd85Error, Span, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable

Code = Literal[
    # reading characters
    "bad-character",
    "wrong-operator",
    "bad-number",
    "int-range",
    "bare-date",
    "unclosed-string",
    "bad-escape",
    "double",
    "uint",
    "bytes",
    # reading the grammar
    "empty",
    "too-long",
    "too-deep",
    "expected-operand",
    "unexpected",
    "unclosed",
    "word-operator",
    "reserved-word",
    "bad-name",
    "bad-date",
    "has-argument",
    "list-element",
    "null",
    "ternary",
    "arithmetic",
    "negation",
    "map",
    "message",
    "index",
    "select",
    "function",
    "method",
    "optional",
    # names and types
    "unknown-fact",
    "unknown-param",
    "unknown-concept",
    "wrong-type",
    "not-boolean",
    "different-types",
    "chained-comparison",
    "no-order",
    "compare-list",
    "unknown-member",
    "disjoint-members",
    "subtract",
    "in-container",
    "mixed-list",
    "empty-list",
    # expanding concepts
    "concept-cycle",
    "too-large",
]
"""Every code; stable, and explained with an example in `docs/reference/language.md`."""

CODES: Final[tuple[Code, ...]] = get_args(Code)

_QUOTED: Final = 40
_TAB: Final = 4
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem in a condition; `start` and `end` are offsets in code points, the end exclusive."""

    start: int
    end: int
    code: Code
    message: str
    help: str | None = None


class ExpressionError(Qd85Error, ValueError):
    """A condition that cannot be read; `problems` has every problem found in it, in order of place."""

    code = "expression"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(_line(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[object, ...]:
        """Be made again of the problems and not of what was said of them."""
        return type(self), (self.problems,), self.__dict__


def _line(problem: Problem) -> str:
    tail = f" ({problem.help})" if problem.help is not None else ""
    return f"{problem.start}-{problem.end}: {problem.code} {problem.message}{tail}"


def quote(text: str) -> str:
    """Put an author's text in backticks: on one line, at most 40 characters of it, nothing invisible."""
    shown = text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"
    return f"`{''.join(_visible(char) for char in shown)}`"


def _visible(char: str) -> str:
    if char == "`":
        return "'"
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"  # noqa: PLR2004 - the last of plane 0


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Propose the nearest known word, as a question; `None` where nothing is near."""
    near = suggestion(word, known)
    return None if near is None else near.en


def to_span(problem: Problem, text: str, base: Span) -> Span:
    """Give the place of a problem in the file that its condition stands in.

    `base` is the place of the first character of `text`. Later lines of `text` are taken to start in the same
    column, which is so for block scalars in YAML and multi-line strings that are indented with them.
    """
    if base.line is None:
        return base
    line, column = position(text, problem.start)
    end_line, end_column = position(text, max(problem.start, problem.end))
    first = base.column or 1
    return Span(base.path, base.line + line, first + column, base.line + end_line, first + end_column, base.sheet)


def position(text: str, offset: int) -> tuple[int, int]:
    """Give the line and the column of an offset, both from 0."""
    before = text[:offset]
    return before.count("\n"), len(before) - (before.rfind("\n") + 1)


def caret(text: str, start: int, end: int) -> str:
    """Show a place: the line that `start` is on, and under it carets from `start` to `end`.

    Columns are those of a terminal: wide characters take two, combining marks none, tabs are written as spaces. What
    a terminal would obey rather than show (control and direction characters) is replaced. A place that runs over
    the end of its line is cut there; an empty one gets one caret.
    """
    head = text.rfind("\n", 0, start) + 1
    tail = text.find("\n", start)
    line = text[head : tail if tail >= 0 else len(text)].rstrip("\r")
    start = min(start - head, len(line))
    end = min(max(end - head, start), len(line))
    shown = ""
    columns = [0]
    for char in line:
        shown += " " * (_TAB - columns[-1] % _TAB) if char == "\t" else _safe(char)
        columns.append(columns[-1] + (_TAB - columns[-1] % _TAB if char == "\t" else _width(char)))
    left, right = columns[start], columns[end]
    if left == right and end > start:
        # Only combining marks: point at the character that carries them.
        left = max(left - 1, 0)
    return f"{shown}\n{' ' * left}{'^' * max(right - left, 1)}"


def _safe(char: str) -> str:
    return _REPLACEMENT if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char


def _width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me"} or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
