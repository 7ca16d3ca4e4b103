"""Reads files that users write: every departure from a form is told, in both languages, with its place.

In comes a tree of plain values with their places, and a form; out comes what the file says, or `None` with every
problem recorded, so that one pass finds them all. INVARIANT: whoever reads calls `Problems.raise_if_any`, or reports
the problems, before using what was read.

What must not live here: the grammar of YAML (`yamltree`), and the sentences of what does not fit (`refusals`).
"""

from __future__ import annotations

import types
import typing
from dataclasses import is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar, cast, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from qd85rules.core.diagnostics import Diagnostic, InputError, PolicyError, Span
from qd85rules.source.files import read_file
from qd85rules.source.form import STEPS_OF_NONE, Either, FromReader, keys_of
from qd85rules.source.places import Placed
from qd85rules.source.refusals import Flaw, flaws_of, wrong_type
from qd85rules.source.yamltree import parse_yaml
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping
    from pathlib import Path

    from qd85rules.core.text import Text
    from qd85rules.source.sourcetree import SourcePath

_T = TypeVar("_T")

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


class PlacedValue(Placed, Protocol):
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

    def add(self, code: str, message: Text, span: Span, hint: Text | None = None) -> None:
        """Record one problem whose place is known already."""
        self.diagnostics.append(Diagnostic(code, message, span, hint))

    def raise_if_any(self) -> None:
        """Raise one `PolicyError` with all problems, ordered by place, if there are any."""
        if self.diagnostics:
            raise PolicyError(sorted(self.diagnostics, key=_place))


def _place(diagnostic: Diagnostic) -> tuple[str, int, int]:
    span = diagnostic.span
    return span.path or "", span.line or 0, span.column or 0


class Reader:
    """One place in a tree, perhaps one where there is no value: it then stands for the nearest that there is."""

    __slots__ = ("_path", "_tree", "problems", "value")

    def __init__(self, tree: PlacedValue, problems: Problems) -> None:
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
        self, code: str, message: Text, hint: Text | None = None, *, path: SourcePath = (), of_key: bool = False
    ) -> None:
        """Record what is wrong with the value here, or below it, in both languages."""
        self.tell(Flaw(code, message, hint, path, of_key))

    def _value_at(self, step: str | int) -> object:
        here = self.value
        if isinstance(here, dict):
            return here.get(step)
        return here[step] if isinstance(here, list) and isinstance(step, int) and step < len(here) else None

    def __getitem__(self, step: str | int) -> Reader:
        """Give the value under a key, or at a position of a list; there may be none."""
        return self._at(step, self._value_at(step))

    def entries(self) -> Iterator[tuple[str, Reader]]:
        """Give the keys and values of a mapping whose keys are names."""
        if not isinstance(self.value, dict):
            self.tell(wrong_type(self.value, say.A_MAPPING))
            return
        for key, value in self.value.items():
            yield key, self._at(key, value)

    def items(self) -> Iterator[Reader]:
        """Give the items of a list."""
        if not isinstance(self.value, list):
            self.tell(wrong_type(self.value, say.A_LIST))
            return
        for index, value in enumerate(self.value):
            yield self._at(index, value)


def open_yaml(path: Path, problems: Problems) -> Reader | None:
    """Open a file that holds one YAML document; `None`, with the problem recorded, where it cannot be read."""
    place = Span(str(path))
    try:
        nodes = parse_yaml(read_file(path).decode("utf-8-sig"), str(path))
    except UnicodeDecodeError:
        problems.add("not-utf-8", say.FILE_NOT_UTF8, place, say.SAVE_AS_UTF8)
    except InputError as error:
        problems.diagnostics.extend(error.diagnostics)
    else:
        if len(nodes) == 1:
            return Reader(nodes[0], problems)
        if nodes:
            problems.add("one-document", say.ONE_DOCUMENT, place)
        else:
            problems.add("one-document", say.EMPTY_FILE, place)
    return None
