"""Registers in TOML: `[[accounts]]` tables below the header keys, or one account.

Where one account is broken, the text is cut at the `[[accounts]]` lines and each account is read apart.

What must not live here: the places of values (`tomlplaces`).
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.diagnostics import Span
from qd85rules.core.text import Text
from qd85rules.intake.content import ACCOUNTS_KEY, Content, Item, is_deep, role_of
from qd85rules.intake.tomlplaces import long_number, toml_places
from qd85rules.source.opening import any_between, problem
from qd85rules.source.sourcetree import SourceText
from qd85rules.source.yamltree import DEPTH_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.intake.record import Placed
    from qd85rules.source.sourcetree import SourcePath

__all__ = ["read_toml_register"]

_ACCOUNT_LINE: Final = re.compile(rf"^[ \t]*\[\[[ \t]*[\"']?{ACCOUNTS_KEY}[\"']?[ \t]*\]\]", re.MULTILINE)
_PLACE: Final = re.compile(r"\s*\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")

_Problems = list[tuple[int, "Diagnostic"]]


def read_toml_register(source: SourceText, damage: _Problems) -> Content:
    """Read a register; `damage` says where bytes were lost, so that what holds them does not pass for healthy."""
    content = Content(problems=list(damage))
    table, fault = _load(source)
    if fault is None and not damage:
        _take(content, source, table, 0)
        return content
    is_fault_found = fault is None
    lost = sorted(offset for offset, _ in damage)
    for start, end in _parts(source.text):
        part = SourceText(source.text[start:end], source.path, first_line=source.line_column(start)[0])
        table, part_fault = _load(part)
        if part_fault is not None:
            content.problems.append((start, part_fault))
            is_fault_found = True
        elif not any_between(lost, start, end):
            _take(content, part, table, start)
    # Cutting may heal what was wrong between the parts; it was wrong all the same.
    if fault is not None and not is_fault_found:
        content.problems.append((0, fault))
    return content


def _load(source: SourceText) -> tuple[dict[str, Any], Diagnostic | None]:
    try:
        table = tomllib.loads(source.text)
    except RecursionError:
        return {}, _too_deep(source)
    except tomllib.TOMLDecodeError as error:
        return {}, _syntax(source, str(error))
    except ValueError:
        return {}, _long_number(source, long_number(source))
    if is_deep(table):
        return {}, _too_deep(source)
    if (place := long_number(source, table)) is not None:
        return {}, _long_number(source, place)
    return {key: _plain(value) for key, value in table.items()}, None


def _take(content: Content, source: SourceText, table: dict[str, Any], offset: int) -> None:
    if not table:
        return
    role = role_of(table)
    if role == "account":
        content.items.append(Item(offset, table, partial(toml_places, source)))
        return
    places = _Lazy(source)
    if role == "stranger":
        message = ("tệp này không phải sổ tài khoản", "this is not a register of accounts")
        help_text = Text("viết mỗi tài khoản dưới `[[accounts]]`", "write each account below `[[accounts]]`")
        content.problems.append((offset, problem("not-a-register", *message, source.span(0), help=help_text)))
        return
    header = {key: value for key, value in table.items() if key != ACCOUNTS_KEY}
    content.take_header(
        header, lambda key: places.get().key_span((key,)), lambda key: places.get().span((key,)), offset
    )
    accounts = table.get(ACCOUNTS_KEY, [])
    if not isinstance(accounts, list):
        message = ("`accounts` phải là danh sách tài khoản", "`accounts` must be a list of accounts")
        help_text = Text("viết `[[accounts]]` với hai ngoặc vuông", "write `[[accounts]]` with two brackets")
        span = places.get().span((ACCOUNTS_KEY,))
        content.problems.append((offset, problem("not-a-list", *message, span, help=help_text)))
        return
    for index, account in enumerate(accounts):
        content.items.append(Item(offset, account, partial(places.below, (ACCOUNTS_KEY, index))))


class _Lazy:
    """The places of one text, found once for all its accounts."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._found: Placed | None = None

    def get(self) -> Placed:
        if self._found is None:
            self._found = toml_places(self._source)
        return self._found

    def below(self, prefix: SourcePath) -> Placed:
        return _Below(self.get(), prefix)


class _Below:
    """The places below a path."""

    def __init__(self, places: Placed, prefix: SourcePath) -> None:
        self._places = places
        self._prefix = prefix

    def span(self, path: Sequence[str | int] = ()) -> Span:
        return self._places.span((*self._prefix, *path))

    def key_span(self, path: Sequence[str | int]) -> Span:
        return self._places.key_span((*self._prefix, *path))

    def source_line(self, line: int | None) -> str | None:
        return self._places.source_line(line)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any shape
    """Give dates as ISO 8601 text, as the other formats have them."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, (date, datetime, time)) else value


def _syntax(source: SourceText, reason: str) -> Diagnostic:
    line, column = source.line_column(len(source.text))
    if match := _PLACE.search(reason):
        reason = reason[: match.start()]
        if match["line"] is not None:
            line, column = int(match["line"]) + source.first_line - 1, int(match["column"])
    reason = reason[:1].lower() + reason[1:]
    span = Span(source.path, line, column, line, column)
    message = (f"TOML sai cú pháp: {reason}", f"not valid TOML: {reason}")
    return problem("toml-syntax", *message, span, source_line=source.source_line(line))


def _long_number(source: SourceText, place: Span | None) -> Diagnostic:
    span = place or source.span(0)
    return problem(
        "toml-number", "số quá dài", "the number is too long", span, source_line=source.source_line(span.line)
    )


def _too_deep(source: SourceText) -> Diagnostic:
    message = (f"lồng sâu quá {DEPTH_LIMIT} tầng", f"nested more than {DEPTH_LIMIT} levels deep")
    return problem("too-deep", *message, source.span(0))


def _parts(text: str) -> Iterator[tuple[int, int]]:
    starts = [0, *(match.start() for match in _ACCOUNT_LINE.finditer(text)), len(text)]
    for start, end in pairwise(starts):
        if text[start:end].strip():
            yield start, end
