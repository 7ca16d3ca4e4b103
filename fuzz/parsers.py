"""Whether an output can be read in its own format.

What must not live here: what the output says.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["PARSERS", "ParseError"]

_VOID: Final = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
_ANNOTATION: Final = re.compile(
    r"::(?:error|warning|notice)(?: [a-zA-Z]+=[^,:\r\n]*(?:,[a-zA-Z]+=[^,:\r\n]*)*)?::[^\r\n]*"
)
_CONTENT_LINE: Final = re.compile(r"[A-Z-]+(?:;[A-Z-]+=[^;:]*)*:[^\x00-\x08\x0a-\x1f\x7f]*")
_LONGEST_CONTENT_LINE: Final = 75


class ParseError(ValueError):
    """An output that is not in its format; `mark` is the short word for it."""

    def __init__(self, mark: str, message: str) -> None:
        super().__init__(message)
        self.mark = mark


def _refuse(mark: str, message: str) -> NoReturn:
    raise ParseError(mark, message)


def _no_constant(name: str) -> None:
    _refuse("constant", f"JSON has no {name}")


def _json(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except ParseError:
        raise
    except ValueError as error:
        _refuse("json", str(error))


def _jsonl(text: str) -> None:
    for line in text.splitlines() if text.isascii() else text.split("\n"):
        if line:
            _json(line)


def _sarif(text: str) -> None:
    log = _json(text)
    if not isinstance(log, dict) or log.get("version") != "2.1.0" or not log.get("runs"):
        _refuse("sarif", "no SARIF log")


def _xml(text: str) -> None:
    try:
        ET.fromstring(text)  # noqa: S314 - what our own reporter has written
    except ET.ParseError as error:
        _refuse("xml", str(error))


def _toml(text: str) -> None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        _refuse("toml", str(error))


def _csv(text: str) -> None:
    try:
        widths = {len(row) for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)}
    except csv.Error as error:
        _refuse("csv", str(error))
    if len(widths) > 1:
        _refuse("width", f"rows of {sorted(widths)} cells")


def _github(text: str) -> None:
    for line in text.split("\n"):
        if line.startswith("::") and not _ANNOTATION.fullmatch(line):
            _refuse("annotation", f"{line[:200]!r}")


def _calendar(text: str) -> None:
    lines = text.split("\r\n")
    if "\n" in text.replace("\r\n", ""):
        _refuse("line-end", "a line that does not end with CR LF")
    if lines[0] != "BEGIN:VCALENDAR" or lines[-2:] != ["END:VCALENDAR", ""]:
        _refuse("calendar", "no calendar")
    if any(len(line.encode()) > _LONGEST_CONTENT_LINE for line in lines):
        _refuse("folding", "a line of more than 75 octets")
    for line in text.replace("\r\n ", "").split("\r\n")[:-1]:
        if not _CONTENT_LINE.fullmatch(line):
            _refuse("content-line", f"{line[:200]!r}")


class _Balance(HTMLParser):
    """Holds the open elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if any(name.startswith("on") for name, _ in attrs):
            _refuse("handler", f"an event handler in <{tag}>")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take `<path/>`, which closes itself."""

    def handle_endtag(self, tag: str) -> None:
        # An end that HTML lets a writer leave out.
        while self.open and self.open[-1] != tag and self.open[-1] in {"li", "p", "td", "th", "tr", "dd", "dt"}:
            self.open.pop()
        if not self.open or self.open.pop() != tag:
            _refuse("balance", f"</{tag}> without its start")


def _html(text: str) -> None:
    page = _Balance()
    page.feed(text)
    page.close()
    if page.open:
        _refuse("balance", f"{page.open[-3:]} not closed")


PARSERS: Final[Mapping[str, Callable[[str], object]]] = {
    "json": _json,
    "jsonl": _jsonl,
    "sarif": _sarif,
    "junit": _xml,
    "toml": _toml,
    "csv": _csv,
    "github": _github,
    "gitlab": _json,
    "ics": _calendar,
    "html": _html,
}
