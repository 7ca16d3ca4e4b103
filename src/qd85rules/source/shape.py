"""Read a parsed tree into typed values, reporting every departure from the expected shape with its place.

A read never stops at a problem: it records the problem and gives a stand-in of the right type, so that one pass finds
them all. INVARIANT: whoever reads calls `Problems.raise_if_any` before using what was read.

What must not live here: the grammar of YAML (`yamltree`).
"""

from __future__ import annotations

import re
import types
import typing
from dataclasses import is_dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar, cast, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from qd85rules.core.diagnostics import Diagnostic, InputError, PolicyError, Span, suggestion
from qd85rules.core.text import LANGUAGES, Text
from qd85rules.source.files import read_file
from qd85rules.source.form import STEPS_OF_NONE, Either, FromReader, keys_of
from qd85rules.source.places import Placed
from qd85rules.source.refusals import Flaw, flaws_of, kind_of, quoted
from qd85rules.source.yamltree import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from qd85rules.source.sourcetree import SourcePath

_T = TypeVar("_T")
_Choice = TypeVar("_Choice", bound=str)

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MISSING: Final = object()


_UNKNOWN_KEY: Final = frozenset({"unexpected_keyword_argument", "given"})


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast("Any", kind))


def _keys_at(kind: Any, path: SourcePath) -> tuple[str, ...]:  # noqa: ANN401 - any type
    """Give the keys that a form has at a path, for suggestions."""
    options = [option for option in get_args(kind) if option is not type(None)]
    match get_origin(kind):
        case None if is_dataclass(kind):
            hints = get_type_hints(kind, include_extras=True)
            return _keys_at(hints.get(str(path[0])), path[1:]) if path else keys_of(cast("Hashable", kind))
        case typing.Annotated:
            choices = [option for one in options[1:] if isinstance(one, Either) for option in one.kinds.values()]
            return next(filter(None, (_keys_at(option, path) for option in (*choices, options[0]))), ())
        case typing.Union | types.UnionType:
            return _keys_at(options[0], path)
        case _:
            # A list, or a mapping of names: what is in it is of one kind.
            entry = options[0 if get_origin(kind) is tuple else -1] if options else None
            return _keys_at(entry, path[1:]) if path and entry is not None else ()


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

    def add(self, code: str, vi: str, en: str, span: Span, hint: Text | None = None) -> None:
        """Record one problem whose place is known already."""
        self.diagnostics.append(Diagnostic(code, Text(vi, en), span, hint))

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

    def read(self, kind: type[_T], known: Mapping[str, object] | None = None, **given: object) -> _T | None:
        """Read a form, or another kind of value that pydantic knows; `None`, with all problems told, where it fails.

        Args:
            kind: what to read.
            known: names by their kind, as `Known` asks for them, and what else checks of values ask for.
            given: values of the fields that a file cannot say.
        """
        value, before = self.value, len(self.problems.diagnostics)
        if given and isinstance(value, dict):
            # What the file says under such a key is refused with the rest.
            value = {**{key: FromReader(below) for key, below in given.items()}, **value}
        read: _T | None = None
        try:
            read = _adapter(cast("Hashable", kind)).validate_python(value, context=known)
        except ValidationError as error:
            # Unknown keys first: what is missing is often there, misspelt.
            for details in sorted(error.errors(include_url=False), key=lambda one: one["type"] not in _UNKNOWN_KEY):
                path = tuple(step for step in details["loc"] if step not in STEPS_OF_NONE)
                keys = _keys_at(kind, path[:-1]) if details["type"] in _UNKNOWN_KEY else ()
                at = self.below(path[:-1] if details["type"] == "missing" else path)
                for flaw in flaws_of(details, keys):
                    at.tell(flaw)
        return read if len(self.problems.diagnostics) == before else None

    def quietly(self, kind: type[_T], known: Mapping[str, object] | None = None) -> _T | None:
        """Read a value whose problems are told already."""
        quiet = self._at("", self.value)
        quiet.problems = Problems()
        return quiet.read(kind, known)

    def below(self, path: SourcePath) -> Reader:
        """Give the place that a path leads to from here."""
        return self if not path else self._at(path[0], self._value_at(path[0])).below(path[1:])

    def tell(self, flaw: Flaw) -> None:
        """Record what is wrong with the value here, or below it."""
        at = self.below(flaw.path)
        span = at.key_span if flaw.of_key else at.span
        if flaw.part is not None:
            start, end = flaw.part
            line, column = self._tree.locate(at._path, start)  # noqa: SLF001 - a part of this
            # The last character, not the one after it: that may stand on the next line of a folded text.
            end_line, end_column = self._tree.locate(at._path, max(start, end - 1))  # noqa: SLF001 - likewise
            span = Span(span.path, line, column, end_line, end_column + 1)
        line_text = None if span.line is None else self._tree.source_line(span.line)
        self.problems.diagnostics.append(Diagnostic(flaw.code, flaw.message, span, flaw.help, line_text))

    def refuse(
        self, code: str, vi: str, en: str, hint: Text | None = None, *, path: SourcePath = (), of_key: bool = False
    ) -> None:
        """Record what is wrong with the value here, or below it, in both languages."""
        self.tell(Flaw(code, Text(vi, en), hint, path, of_key))

    def _value_at(self, step: str | int) -> object:
        here = self.value
        if isinstance(here, dict):
            return here.get(step, _MISSING)
        return here[step] if isinstance(here, list) and isinstance(step, int) and step < len(here) else _MISSING

    def _add(self, code: str, message: str, span: Span, hint: str | None) -> None:
        line = None if span.line is None else self._tree.source_line(span.line)
        told = None if hint is None else Text(hint, hint)
        self.problems.diagnostics.append(Diagnostic(code, Text(message, message), span, told, line))

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

    def __getitem__(self, step: str | int) -> Reader:
        """Give the value under a key, or at a position of a list; there may be none."""
        return self._at(step, self._value_at(step))

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
            self.fail("wrong-type", f"expected {expected}, found {kind_of(self.value).en}")


def open_yaml(path: Path, problems: Problems) -> Reader | None:
    """Open a file that holds one YAML document; `None`, with the problem recorded, where it cannot be read."""
    place = Span(str(path))
    try:
        nodes = parse_yaml(read_file(path).decode("utf-8-sig"), str(path))
    except UnicodeDecodeError:
        hint = Text("lưu tệp dạng UTF-8", "save it as UTF-8")
        problems.add("not-utf-8", "tệp không phải UTF-8", "the file is not UTF-8", place, hint)
    except InputError as error:
        problems.diagnostics.extend(error.diagnostics)
    else:
        if len(nodes) == 1:
            return Reader(nodes[0], problems)
        if nodes:
            problems.add(
                "one-document", "tệp cần đúng một văn bản YAML", "expected one YAML document in the file", place
            )
        else:
            problems.add("one-document", "tệp trống", "the file is empty", place)
    return None


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)
