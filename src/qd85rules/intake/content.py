"""What a register holds, whatever its format: a header, records with the place of every value, and what is wrong.

Of a register's text an input error quotes what is wrong, never the record around it, never a name.

What must not live here: any format's grammar (`yamlfile`, `jsonfile`), the account model's own checks
(`model.admission`), layout of code frames (`reporters.frames`).
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass, field, replace
from typing import IO, TYPE_CHECKING, Any, Final, Literal, get_args

from qd85rules.core.diagnostics import Diagnostic, suggestion
from qd85rules.core.text import Text, shortened
from qd85rules.model.fields import FIELDS
from qd85rules.model.paths import ACCOUNT_KEYS, SECTION
from qd85rules.model.spec import BlankLists, BlankMeans
from qd85rules.source.places import CellPlaces, LaterPlaces
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from qd85rules.core.diagnostics import Span
    from qd85rules.source.places import Placed

ACCOUNTS_KEY: Final = "accounts"
HEADER_KEYS: Final = ("blank_lists", "blank_means", "name", "personal", "schema_version")

DataPath = tuple[str | int, ...]

_BLANK_LISTS: Final = get_args(BlankLists)
_BLANK_MEANS: Final = get_args(BlankMeans)
_SCHEMA_VERSION: Final = 1
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
_CHUNK: Final = 1024 * 1024
TABLES: Final = frozenset({"csv", "xlsx", "xls", "ods"})
"""The formats of tables."""


@dataclass(frozen=True, slots=True)
class Record:
    """One account as its file states it: plain values, not yet checked against the account model.

    `index` counts the accounts of the file from 0. `unknown` has the event dates of which a cell says in words that
    they are not known, whatever a blank cell means.
    """

    index: int
    data: dict[str, Any]
    places: Placed = field(repr=False, compare=False)
    unknown: tuple[DataPath, ...] = ()


class Digesting(io.RawIOBase):
    """Passes a stream's bytes on, and knows their number and digest once the stream has been read to its end.

    The bytes that are judged and those that are digested are the same, because they are read once.
    """

    def __init__(self, stream: IO[bytes], *, closes: bool = True) -> None:
        super().__init__()
        # What one read of the system gives is enough: a pipe must not be waited for.
        self._read = getattr(stream, "read1", stream.read)
        self._stream = stream
        self._closes = closes
        self._sha256 = hashlib.sha256()
        self._size = 0
        self._is_read = False

    @property
    def size(self) -> int | None:
        """The number of bytes; `None` where the stream was not read to its end."""
        return self._size if self._is_read else None

    @property
    def digest(self) -> str | None:
        """The SHA-256 of the bytes; `None` where the stream was not read to its end."""
        return f"sha256:{self._sha256.hexdigest()}" if self._is_read else None

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # a buffer has no type in 3.11
        """Read some bytes; 0 at the end."""
        data = self._read(min(len(buffer), _CHUNK)) or b""
        buffer[: len(data)] = data
        self._sha256.update(data)
        self._size += len(data)
        self._is_read = self._is_read or not data
        return len(data)

    def close(self) -> None:
        """Close the stream as well, where it was opened for this."""
        if self._closes and not self.closed:
            self._stream.close()
        super().close()


@dataclass
class RegisterFile:
    """One register, read once.

    `records` can be gone through once; JSON Lines and CSV are read while it is. `problems` is complete when `records`
    is at its end: it has what made a part of the file unreadable, and the records of that part do not come; so are
    `notes`, which tell what was left out, filled in or guessed in tables. Until then `digest` and `size` are `None`.
    """

    path: str
    format: str | None
    header: dict[str, Any]
    records: Iterator[Record]
    problems: list[Diagnostic]
    source: Digesting | None = field(default=None, repr=False, compare=False)
    is_stdin: bool = False
    notes: Callable[[], list[Diagnostic]] = field(default=list, repr=False, compare=False)

    @property
    def digest(self) -> str | None:
        """The SHA-256 of the bytes that were read."""
        return None if self.source is None else self.source.digest

    @property
    def size(self) -> int | None:
        """The number of bytes that were read."""
        return None if self.source is None else self.source.size


@dataclass(frozen=True, slots=True)
class Item:
    """One entry where an account is expected, with its places."""

    offset: int
    value: object
    places: Placed


@dataclass(slots=True)
class Content:
    """What a whole file holds; problems with their offset, so that they can be put in order."""

    header: dict[str, Any] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    problems: list[tuple[int, Diagnostic]] = field(default_factory=list)

    def take_header(self, values: dict[str, Any], places: Placed, offset: int) -> None:
        """Add header keys, checked; a key that another document gave otherwise is a problem."""
        for key, value in values.items():
            found = header_problems(key, value, places)
            if not found and self.header.get(key, value) != value:
                message = say.HAS_ANOTHER_VALUE_ABOVE.filled(key=key)
                found = [Diagnostic("header-conflict", message, places.span((key,)))]
            self.problems.extend((offset, diagnostic) for diagnostic in found)
            if not found:
                self.header[key] = value

    def records(self) -> Iterator[Record]:
        """Give the entries that are accounts; the others become problems at once."""
        accounts = []
        for item in self.items:
            if isinstance(item.value, dict):
                accounts.append((item.value, item.places))
            else:
                message = say.ACCOUNT_EXPECTED_HERE
                help_text = say.WRITE_ITS_KEYS_AT_LEAST
                span = item.places.span(())
                self.problems.append((item.offset, Diagnostic("not-an-account", message, span, help=help_text)))
        return (Record(index, data, places) for index, (data, places) in enumerate(accounts))


def role_of(mapping: dict[str, Any]) -> Literal["register", "header", "account", "stranger"]:
    """Tell what a mapping that stands alone is; a header has no accounts, a stranger no key that a register knows."""
    if ACCOUNTS_KEY in mapping:
        return "register"
    if mapping and all(key in HEADER_KEYS for key in mapping):
        return "header"
    return "account" if any(key in ACCOUNT_KEYS for key in mapping) else "stranger"


def header_problems(key: str, value: object, places: Placed) -> list[Diagnostic]:
    """Check one header key."""
    if key not in HEADER_KEYS:
        name = shortened(key)
        help_text = suggestion(key, (*HEADER_KEYS, ACCOUNTS_KEY)) or say.KEYS.filled(
            listed=", ".join((*HEADER_KEYS, ACCOUNTS_KEY))
        )
        message = say.REGISTER_HAS_NO_KEY.filled(name=name)
        return [Diagnostic("unknown-header-key", message, places.key_span((key,)), help=help_text)]
    wrong: Text | None = None
    if key == "blank_means" and value not in _BLANK_MEANS:
        wrong = say.BLANK_MEANS_UNKNOWN_NEVER
    elif key == "blank_lists" and value not in _BLANK_LISTS:
        wrong = say.BLANK_LISTS_UNKNOWN_NONE
    elif key == "personal" and value is not True:
        # An organisation's page among them has to be told apart one by one.
        wrong = say.PERSONAL_REGISTER_TRUE_SAY_EACH
    elif key == "schema_version" and (value != _SCHEMA_VERSION or isinstance(value, bool)):
        wrong = say.SCHEMA_VERSION.filled(schema_version=_SCHEMA_VERSION)
    elif key == "name" and not isinstance(value, str):
        wrong = say.NAME_MUST_TEXT
    return [Diagnostic("header-value", wrong, places.span((key,)))] if wrong is not None else []


def unknown_against_blanks(record: Record) -> Diagnostic:
    """Tell of a cell that says that a date is not known, in a register whose blanks mean that nothing happened."""
    path = record.unknown[0]
    message = say.CELL_SAYS_DATE_NOT_KNOWN
    cure = say.WRITE_DAY_NEVER_LEAVE_OUT
    return Diagnostic("unknown-against-blanks", message, record.places.span(path), cure, path=path)


def quoted(problem: Diagnostic, data: object, place: Placed) -> Diagnostic:
    """Give a problem of a record with what may be shown of the line at its place: nothing of a name or of a part."""
    title = place.title(problem.path) if isinstance(place, CellPlaces | LaterPlaces) else None
    if title is not None:
        problem = replace(problem, message=say.in_column(shortened(title), problem.message))
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
        else replace(problem, source_line=None if format in TABLES else cropped(problem.source_line, problem.span))
        for problem in problems
    ]
