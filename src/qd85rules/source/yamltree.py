"""YAML text to plain values with the place of every value and key, by the YAML 1.2 core schema.

Built on a stream of events, so that no depth of nesting reaches the interpreter's stack, no tag makes an object and
no alias is copied.

Source: YAML 1.2.2, "Core Schema".
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Protocol

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from qd85rules.core.diagnostics import InputError
from qd85rules.core.text import shortened
from qd85rules.source.sourcetree import (
    DEPTH_LIMIT,
    INT_DIGITS_LIMIT,
    TOO_DEEP,
    Node,
    Offsets,
    PlainValue,
    SourceText,
)
from qd85rules.source.yamlscalar import offset_in_text
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.core.text import Text

ALIAS_LIMIT: Final = 100_000

_CORE_TAG: Final = "tag:yaml.org,2002:"
_PROBLEMS_LIMIT: Final = 1000

_CONSTANTS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# Digits after a leading zero or a plus sign are ids and telephone numbers far more often than numbers: they stay text.
_INT: Final = re.compile(r"-?(?:0|[1-9][0-9]*)|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT: Final = re.compile(r"-?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL_FLOAT: Final = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_MAYBE_NUMBER: Final = frozenset("0123456789-+.")

_PROPERTIES: Final = re.compile(r"(?:[&!][^\s]*[ \t\r\n]+)*")

FATAL_CODES: Final = frozenset({"yaml-alias", "yaml-alias-bomb", "yaml-syntax", "yaml-too-deep"})
"""Problems behind which nothing is read."""


class _Mark(Protocol):
    index: int


class _NodeEvent(Protocol):
    """What the library's events have, as far as it is used here: its stubs allow marks to be missing."""

    start_mark: _Mark
    end_mark: _Mark
    anchor: str
    tag: str | None
    implicit: tuple[bool, bool]
    value: str


_NO_KEY: Final = object()
"""Stands for a key not read yet."""
_BAD_KEY: Final = object()
"""Stands for a key that cannot be used."""


def parse_yaml(text: str, path: str | None = None) -> list[Node]:
    """Read every document of a YAML text.

    Raises:
        InputError: with every problem found; a syntax error ends the search.
    """
    [(nodes, problems, _)] = read_yaml(SourceText(text.removeprefix("\ufeff"), path))
    if problems:
        raise InputError([problem for _, problem in problems])
    return nodes


def read_yaml(
    source: SourceText, parts: Iterable[tuple[int, int]] | None = None
) -> Iterator[tuple[list[Node], list[tuple[int, Diagnostic]], bool]]:
    """Read a text, or parts of it that share their anchors.

    Returns:
        For the text, or for each part: the documents; every problem with its offset; whether the end was reached.
        The value of a duplicate or unusable key is left out of the documents.
    """
    builder = _Builder(source, shares_anchors=parts is not None)
    for start, end in parts if parts is not None else [(0, len(source.text))]:
        builder.nodes, builder.problems = [], []
        is_whole = builder.run(start, end)
        yield builder.nodes, builder.problems, is_whole


class _Builder:
    """Turns events into values; the frames of open collections stand in a list, not on the interpreter's stack."""

    def __init__(self, source: SourceText, *, shares_anchors: bool) -> None:
        self.nodes: list[Node] = []
        self.problems: list[tuple[int, Diagnostic]] = []
        self._source = source
        self._base = 0
        self._shares_anchors = shares_anchors
        self._forget()
        self._begin()

    def _forget(self) -> None:
        self._places = Offsets()
        self._anchors: dict[str, tuple[PlainValue, int]] = {}
        self._weights: dict[int, tuple[int, int]] = {}

    def _begin(self) -> None:
        self._frames: list[tuple[Any, list[int], Any, int, str | None]] = []
        self._into: Any = None
        self._ids: list[int] = []
        self._key: Any = None
        self._open = -1
        self._anchor: str | None = None
        self._expanded = 0

    def _begin_document(self, _: _NodeEvent) -> None:
        self._begin()
        if not self._shares_anchors:
            self._forget()

    def run(self, start: int, end: int) -> bool:
        """Read a part of the text; false where a problem makes the rest of it unreadable."""
        text = self._source.text
        if (start, end) != (0, len(text)):
            text = text[start:end]
        self._base = start
        handlers: dict[type[Event], Callable[[Any], None]] = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._start,
            SequenceStartEvent: self._start,
            MappingEndEvent: self._end,
            SequenceEndEvent: self._end,
            AliasEvent: self._alias,
            DocumentStartEvent: self._begin_document,
        }
        try:
            for event in _events(text):
                if handler := handlers.get(event.__class__):
                    handler(event)
        except _StopReadingError:
            return False
        except yaml.YAMLError as error:
            self._syntax(error, text)
            return False
        except UnicodeEncodeError as error:
            self._problem("yaml-syntax", start + error.start, start + error.end, say.BAD_CHARACTER)
            return False
        return True

    def _scalar(self, event: _NodeEvent) -> None:
        places = self._places
        number = len(places.starts)
        places.starts.append(event.start_mark.index + self._base)
        places.ends.append(event.end_mark.index + self._base)
        value: PlainValue = event.value
        if event.tag is not None:
            self._check_tag(event.tag, "str", number)
        elif event.implicit[0]:
            if self._key is _NO_KEY and value == "<<":
                self._wrong("yaml-merge-key", number, say.MERGE_KEY, say.MERGE_KEY_HELP)
                self._key = _BAD_KEY
                return
            value = self._resolved(value, number)
        if event.anchor is not None:
            self._anchors[event.anchor] = value, number
        self._attach(value, number)

    def _resolved(self, text: str, number: int) -> str | int | float | bool | None:
        """Give the value of a plain scalar; dates, `on`, `no` and digits with a leading zero are strings."""
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if text[0] not in _MAYBE_NUMBER:
            return text
        if _INT.fullmatch(text):
            if len(text) <= INT_DIGITS_LIMIT:
                return int(text, 0)
            self._wrong("yaml-number", number, say.LONG_NUMBER, say.LONG_NUMBER_HELP)
            return text
        if _FLOAT.fullmatch(text):
            return float(text)
        return float(text.replace(".", "").lower()) if _SPECIAL_FLOAT.fullmatch(text) else text

    def _start(self, event: _NodeEvent) -> None:
        number = self._places.add(event.start_mark.index + self._base, event.end_mark.index + self._base)
        is_mapping = isinstance(event, MappingStartEvent)
        if event.tag is not None:
            self._check_tag(event.tag, "map" if is_mapping else "seq", number)
        if len(self._frames) >= DEPTH_LIMIT:
            self._wrong("yaml-too-deep", number, TOO_DEEP)
            raise _StopReadingError
        self._frames.append((self._into, self._ids, self._key, self._open, self._anchor))
        self._into, self._key = ({}, _NO_KEY) if is_mapping else ([], None)
        self._ids, self._open, self._anchor = [], number, event.anchor

    def _end(self, event: _NodeEvent) -> None:
        value, number, anchor = self._into, self._open, self._anchor
        self._places.ends[number] = event.end_mark.index + self._base
        if self._ids:
            self._places.children[number] = self._ids
        self._into, self._ids, self._key, self._open, self._anchor = self._frames.pop()
        if anchor is not None:
            self._anchors[anchor] = value, number
        self._attach(value, number)

    def _alias(self, event: _NodeEvent) -> None:
        number = self._places.add(event.start_mark.index + self._base, event.end_mark.index + self._base)
        if event.anchor not in self._anchors:
            name = shortened(event.anchor)
            message = say.NO_ANCHOR.filled(name=name)
            self._wrong("yaml-alias", number, message)
            raise _StopReadingError
        value, target = self._anchors[event.anchor]
        if target not in self._weights:
            self._weights[target] = _weigh(value)
        size, height = self._weights[target]
        self._expanded += size
        if self._expanded > ALIAS_LIMIT:
            self._wrong("yaml-alias-bomb", number, say.ALIAS_BOMB, say.ALIAS_BOMB_HELP)
            raise _StopReadingError
        if height + len(self._frames) > DEPTH_LIMIT:
            self._wrong("yaml-too-deep", number, TOO_DEEP)
            raise _StopReadingError
        if children := self._places.children.get(target):
            self._places.children[number] = children
        self._attach(value, number)

    def _attach(self, value: PlainValue, number: int) -> None:
        into = self._into
        if into is None:
            node = Node(value, self._source, self._places, root=number, trim=_exact_offsets, locate=offset_in_text)
            self.nodes.append(node)
        elif into.__class__ is list:
            into.append(value)
            self._ids.append(number)
        elif self._key is _NO_KEY:
            self._take_key(value, number)
        else:
            if self._key is not _BAD_KEY:
                into[self._key] = value
                self._ids.append(number)
            self._key = _NO_KEY

    def _take_key(self, key: PlainValue, number: int) -> None:
        self._key = key
        if key.__class__ is not str:
            self._wrong("yaml-key", number, say.KEY_NOT_TEXT, say.KEY_NOT_TEXT_HELP)
            self._key = _BAD_KEY
        elif key in self._into:
            self._duplicate_key(key, number)
            self._key = _BAD_KEY

    def _duplicate_key(self, key: str, number: int) -> None:
        if len(self.problems) >= _PROBLEMS_LIMIT:
            # Finding the first of many keys takes time, and nobody reads on.
            raise _StopReadingError
        start, end = self._offsets(number)
        first = self._offsets(self._ids[list(self._into).index(key)] - 1)[0]
        self.problems.append((start, self._source.duplicate_key("yaml-duplicate-key", key, first, start, end)))

    def _check_tag(self, tag: str, expected: str, number: int) -> None:
        if tag in {"!", f"{_CORE_TAG}{expected}"}:
            return
        name = shortened(tag.replace(_CORE_TAG, "!!"))
        start = self._places.starts[number]
        message = say.YAML_TAG.filled(name=name)
        self._problem("yaml-tag", start, start + len(name), message, say.TAKE_TAG_OUT)

    def _syntax(self, error: yaml.YAMLError, text: str) -> None:
        """Report what the library says, at the place where it says it."""
        start, reason = len(text), " ".join(str(error).split())
        if isinstance(error, yaml.reader.ReaderError):
            bad = chr(error.character) if isinstance(error.character, int) else error.character
            start = max(text.find(str(bad)), 0)
            self._problem("yaml-syntax", start + self._base, start + self._base + 1, say.BAD_CHARACTER)
            return
        if isinstance(error, yaml.MarkedYAMLError):
            mark = error.problem_mark or error.context_mark
            start = start if mark is None else mark.index
            reason = " ".join(part for part in (error.context, error.problem) if part)
        # What is missing at the end is missing behind the last word, not on the blank line below it.
        start = min(start, len(text.rstrip()))
        help_text = say.TAB_HELP if text[start : start + 1] == "\t" else None
        message = say.YAML_SYNTAX.filled(reason=reason)
        self._problem("yaml-syntax", start + self._base, start + self._base, message, help_text)

    def _wrong(self, code: str, number: int, message: Text, help_text: Text | None = None) -> None:
        self._problem(code, *self._offsets(number), message, help_text)

    def _problem(self, code: str, start: int, end: int, message: Text, help_text: Text | None = None) -> None:
        self.problems.append((start, self._source.problem(code, message, start, end, help_text)))

    def _offsets(self, number: int) -> tuple[int, int]:
        return _exact_offsets(self._places, self._source.text, number)


class _StopReadingError(Exception):
    """The rest of the text cannot be read; the problem has been reported."""


def _events(text: str) -> Iterator[Event]:
    """Give the events of a text.

    Since 0.2.6 libyaml has a limit of its own on depth, and refuses the whole text where it reads ahead of its events:
    what stands before that place is given still, so that the problem is found here, by our limit, whatever the release.
    """
    given = 0
    try:
        for given, event in enumerate(_parsed(text), 1):  # noqa: B007 - read behind the loop
            yield event
    except yaml.MarkedYAMLError as error:
        if error.problem_mark is None or "nesting depth" not in (error.problem or ""):
            raise
        yield from islice(_parsed(text[: error.problem_mark.index]), given, None)
        raise


def _parsed(text: str) -> Iterator[Event]:
    # After its last event a parser gives nothing, which PyYAML's own loops take for the end as well.
    return iter(getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text).get_event, None)


def _weigh(value: PlainValue) -> tuple[int, int]:
    """Give how many values there are in a value, itself included, counted up to the limit; and its depth."""
    size, depth, level = 1, 0, [value]
    while level:
        below: list[PlainValue] = []
        for item in level:
            if item.__class__ is dict:
                below.extend(item.values())
            elif item.__class__ is list:
                below.extend(item)
        depth += any(item.__class__ in {dict, list} for item in level)
        size += len(below)
        if size > ALIAS_LIMIT:
            break
        level = below
    return size, depth


def _exact_offsets(places: Offsets, text: str, number: int) -> tuple[int, int]:
    """Take anchors, tags, and the blank lines after a block out of the recorded place of a value."""
    start = places.starts[number]
    if text[start : start + 1] in {"&", "!"} and (properties := _PROPERTIES.match(text, start, places.ends[number])):
        start = properties.end()
    opening = text[start : start + 1]
    last = number
    while last in places.children and text[places.starts[last] : places.starts[last] + 1] not in {"[", "{", "*"}:
        last = places.children[last][-1]
    end = places.ends[last]
    if last == number and opening not in {"|", ">"}:
        return start, end
    first = places.starts[last]
    return start, first + len(text[first:end].rstrip())
