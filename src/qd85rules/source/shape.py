"""Read a parsed tree into typed values, reporting every departure from the expected shape with its place.

A read never stops at a problem: it records the problem and gives a stand-in of the right type, so that one pass finds
them all. INVARIANT: whoever reads calls `Problems.raise_if_any` before using what was read.

What must not live here: the grammar of YAML (`yamltree`).
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from qd85rules.core.diagnostics import Diagnostic, InputError, PolicyError, Span, suggestion
from qd85rules.core.text import LANGUAGES, Text
from qd85rules.source.files import read_file
from qd85rules.source.places import Placed
from qd85rules.source.yamltree import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from qd85rules.source.sourcetree import SourcePath

__all__ = ["Problems", "Reader", "Tree", "open_yaml", "quoted"]

_T = TypeVar("_T")
_Choice = TypeVar("_Choice", bound=str)

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_QUOTED_LENGTH: Final = 40
_MISSING: Final = object()


class Tree(Placed, Protocol):
    """A parsed text: plain values, and the place of each; `sourcetree.Node` is one."""

    @property
    def value(self) -> object:
        """The whole value: mappings, lists, texts, numbers, true, false or nothing."""

    def locate(self, path: SourcePath, offset: int, /) -> tuple[int, int]:
        """Give the line and column of a character of the text at a path."""


class Problems:
    """Every problem found so far, in the order found."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def add(
        self,
        code: str,
        message: str,
        span: Span,
        *,
        help: str | None = None,  # noqa: A002 - the field's word
        source_line: str | None = None,
    ) -> None:
        """Record one problem, in the words of a rule author."""
        hint = None if help is None else Text(help, help)
        self.diagnostics.append(Diagnostic(code, Text(message, message), span, hint, source_line))

    def raise_if_any(self) -> None:
        """Raise one `PolicyError` with all problems, ordered by place, if there are any."""
        if self.diagnostics:
            raise PolicyError(sorted(self.diagnostics, key=_place))


def _place(diagnostic: Diagnostic) -> tuple[str, int, int]:
    span = diagnostic.span
    return span.path or "", span.line or 0, span.column or 0


class Reader:
    """One place in a tree.

    Every reading method checks the value here and gives it, or records what is wrong and gives a stand-in. A key that
    `keys` has reported as missing reads as a stand-in without a second report.
    """

    __slots__ = ("_path", "_tree", "problems", "value")

    def __init__(self, tree: Tree, problems: Problems) -> None:
        self._tree = tree
        self._path: SourcePath = ()
        self.problems = problems
        self.value: object = tree.value

    def _at(self, step: str | int, value: object) -> Reader:
        child = Reader.__new__(Reader)
        child._tree = self._tree  # noqa: SLF001 - made here, without a second look at the root
        child._path = (*self._path, step)  # noqa: SLF001 - likewise
        child.problems = self.problems
        child.value = value
        return child

    @property
    def span(self) -> Span:
        """The place of this value."""
        return self._tree.span(self._path)

    @property
    def key_span(self) -> Span:
        """The place of the key that leads here; of the value itself in a list and at the root."""
        return self._tree.key_span(self._path)

    @property
    def missing(self) -> bool:
        """Whether there is no value here at all."""
        return self.value is _MISSING

    def fail(self, code: str, message: str, *, help: str | None = None) -> None:  # noqa: A002 - the field's word
        """Record a problem with this value."""
        self._add(code, message, self.span, help)

    def fail_key(self, code: str, message: str, *, help: str | None = None) -> None:  # noqa: A002 - the field's word
        """Record a problem with the key that leads here."""
        self._add(code, message, self.key_span, help)

    def fail_within(
        self,
        code: str,
        message: str,
        start: int,
        end: int,
        *,
        help: str | None = None,  # noqa: A002 - the field's word
    ) -> None:
        """Record a problem with a part of the text here; `start` and `end` are offsets into it, the end exclusive."""
        line, column = self._tree.locate(self._path, start)
        # The last character, not the one after it: that may stand on the next line of a folded text.
        end_line, end_column = self._tree.locate(self._path, max(start, end - 1))
        self._add(code, message, Span(self.span.path, line, column, end_line, end_column + 1), help)

    def _add(self, code: str, message: str, span: Span, hint: str | None) -> None:
        line = None if span.line is None else self._tree.source_line(span.line)
        self.problems.add(code, message, span, help=hint, source_line=line)

    # Mappings

    def keys(self, required: Sequence[str], optional: Sequence[str] = ()) -> Reader:
        """Check that this is a mapping with just these keys, and give it back."""
        if not isinstance(self.value, dict):
            self._wrong_type("a mapping")
            return self
        known = (*required, *optional)
        for key in self.value:
            if key not in known:
                near = suggestion(key, known) if isinstance(key, str) else None
                hint = near.en if near else f"the keys known here are {_listed(known)}"
                self._at(key, None).fail_key("unknown-key", f"unknown key {quoted(key)}", help=hint)
        for key in required:
            self.require(key)
        return self

    def require(self, key: str) -> None:
        """Check that a mapping has a key, which may be one that only another key's value asks for."""
        if isinstance(self.value, dict) and key not in self.value:
            self.fail("missing-key", f"the key `{key}` is missing", help=f"add `{key}:`")

    def __getitem__(self, key: str) -> Reader:
        """Give the value under a key, which `keys` has required."""
        return self._at(key, self.value.get(key, _MISSING) if isinstance(self.value, dict) else _MISSING)

    def maybe(self, key: str, read: Callable[[Reader], _T]) -> _T | None:
        """Read the value under a key; `None` where it is absent or null."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return None if value is None else read(self._at(key, value))

    def entries(self) -> Iterator[tuple[str, Reader]]:
        """Give the keys and values of a mapping whose keys are free; every key must be text."""
        if not isinstance(self.value, dict):
            self._wrong_type("a mapping")
            return
        for key, value in self.value.items():
            if isinstance(key, str):
                yield key, self._at(key, value)
            else:
                self._at(key, value).fail_key(
                    "wrong-type", f"the key {quoted(key)} must be text", help="put it in quotes"
                )

    # Lists

    def items(self, *, at_least: int = 0) -> Iterator[Reader]:
        """Give the items of a list."""
        if not isinstance(self.value, list):
            self._wrong_type("a list")
            return
        if len(self.value) < at_least:
            self.fail("too-few", f"expected at least {at_least} item{'s' if at_least > 1 else ''} here")
        for index, value in enumerate(self.value):
            yield self._at(index, value)

    def each(self, read: Callable[[Reader], _T], *, at_least: int = 0) -> tuple[_T, ...]:
        """Read every item of a list."""
        return tuple(read(item) for item in self.items(at_least=at_least))

    def texts(self, *, at_least: int = 0) -> tuple[str, ...]:
        """Read a list of different texts."""
        seen: dict[str, None] = {}
        for item in self.items(at_least=at_least):
            text = item.text()
            if text and text in seen:
                item.fail("duplicate", f"{quoted(text)} stands here twice", help="remove one")
            seen[text] = None
        return tuple(seen)

    # Single values

    def text(self) -> str:
        """Read a text that is not empty."""
        if not isinstance(self.value, str):
            self._wrong_type("text")
            return ""
        if not self.value.strip():
            self.fail("empty", "this text is empty")
        return self.value

    def matching(self, pattern: re.Pattern[str], described: str) -> str:
        """Read a text of which all matches a pattern, described as in `expected a digest`."""
        text = self.text()
        if text and not pattern.fullmatch(text):
            self.fail("bad-form", f"expected {described}, found {quoted(text)}")
        return text

    def choice(self, choices: Sequence[_Choice]) -> _Choice:
        """Read one of a few words."""
        if not isinstance(self.value, str):
            self._wrong_type(f"one of {_listed(choices)}")
            return choices[0]
        for word in choices:
            if word == self.value:
                return word
        near = suggestion(self.value, choices)
        hint = near.en if near else f"the words known here are {_listed(choices)}"
        self.fail("unknown-value", f"unknown value {quoted(self.value)}", help=hint)
        return choices[0]

    def date(self) -> date:
        """Read a calendar date, YYYY-MM-DD."""
        if not isinstance(self.value, str):
            self._wrong_type("a date")
            return date.min
        if _DATE.fullmatch(self.value):
            try:
                return date.fromisoformat(self.value)
            except ValueError:
                self.fail("bad-date", f"there is no day {quoted(self.value)}", help="look it up in the calendar")
                return date.min
        self.fail("bad-date", f"expected a date, found {quoted(self.value)}", help="write it as YYYY-MM-DD")
        return date.min

    def integer(self, *, minimum: int | None = None) -> int:
        """Read a whole number."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self._wrong_type("a whole number")
            return 0
        if minimum is not None and self.value < minimum:
            self.fail("out-of-range", f"expected a whole number from {minimum} up, found {quoted(self.value)}")
        return self.value

    def boolean(self) -> bool:
        """Read `true` or `false`."""
        if not isinstance(self.value, bool):
            self._wrong_type("`true` or `false`")
            return False
        return self.value

    def bilingual(self) -> Text:
        """Read a mapping with one text in each language."""
        self.keys(required=LANGUAGES)
        return Text(*(self[language].text() for language in LANGUAGES))

    def _wrong_type(self, expected: str) -> None:
        if not self.missing:
            self.fail("wrong-type", f"expected {expected}, found {_kind(self.value)}")


def open_yaml(path: Path, problems: Problems) -> Reader | None:
    """Open a file that holds one YAML document; `None`, with the problem recorded, where it cannot be read."""
    place = Span(str(path))
    try:
        nodes = parse_yaml(read_file(path).decode("utf-8-sig"), str(path))
    except UnicodeDecodeError:
        problems.add("not-utf-8", "the file is not UTF-8", place, help="save it as UTF-8")
    except InputError as error:
        problems.diagnostics.extend(error.diagnostics)
    else:
        if len(nodes) == 1:
            return Reader(nodes[0], problems)
        message = "the file is empty" if not nodes else "expected one YAML document in the file"
        problems.add("one-document", message, place)
    return None


def _kind(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case bool() | int() | float():
            return quoted(value)
        case str():
            return f"the text {quoted(value)}"
        case list():
            return "a list"
        case dict():
            return "a mapping"
        case _:
            return "something else"


def quoted(value: object) -> str:
    """Give a value as messages show it: on one line, in backticks, cut where it is long."""
    shown = str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())
    return f"`{shown if len(shown) <= _QUOTED_LENGTH else shown[: _QUOTED_LENGTH - 1] + '…'}`"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)
