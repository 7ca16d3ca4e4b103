"""Registers in JSON: a list of accounts, a mapping with `accounts`, or one account.

Accounts are read one by one, so that a broken one does not take the others with it.

What must not live here: JSON Lines (`jsonlines`), and how JSON is read into values (`source.jsontree`).
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.diagnostics import Diagnostic
from qd85rules.intake.content import ACCOUNTS_KEY, HEADER_KEYS, Content, Item, role_of
from qd85rules.source.files import BYTE_ORDER_MARK, any_between, stray_mark
from qd85rules.source.jsontree import JsonValues, json_node, json_syntax
from qd85rules.source.places import CellPlaces, LaterPlaces
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from qd85rules.core.diagnostics import Span
    from qd85rules.core.text import Text
    from qd85rules.source.sourcetree import SourcePath, SourceText

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_STRING_OR_BRACKET: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)
_NEXT_WITH_ID: Final = re.compile(r'[\]},][ \t\r\n]*,?[ \t\r\n]*(?=\{[ \t\r\n]*"id"[ \t\r\n]*:)')
_INDENT_LIMIT: Final = 200

_Problems = list[tuple[int, "Diagnostic"]]


def read_json_register(source: SourceText, damage: _Problems) -> Content:
    """Read a register; `damage` says where bytes were lost, so that what holds them does not pass for healthy."""
    reader = _JsonReader(source, damage)
    position: int | None = 0
    while position is not None:
        position = reader.whole(position)
    return reader.content


class _JsonReader:
    def __init__(self, source: SourceText, damage: _Problems) -> None:
        self.content = Content(problems=list(damage))
        self._damage = sorted(offset for offset, _ in damage)
        self._source = source
        self._text = source.text
        self._values = JsonValues()
        self._matches: dict[str, tuple[int, int] | tuple[None, None]] = {}

    def whole(self, position: int) -> int | None:
        """Read what stands alone in a file; give where another file follows that was joined to it."""
        start = self.skip(position)
        opening = self._text[start : start + 1]
        if opening == "[":
            end = self.accounts(start)
        elif opening == "{":
            end = self.mapping(start)
        else:
            end = None
            self.syntax(start, "expecting a list or a mapping")
        if end is None or (rest := self.skip(end)) == len(self._text):
            return None
        if self._text[rest] == BYTE_ORDER_MARK:
            self.content.problems.append((rest, stray_mark(self._source.span(rest, rest + 1))))
            return rest + 1 if self.skip(rest + 1) < len(self._text) else None
        help_text = say.JSON_LINES_NAME_FILE_JSONL
        self.syntax(rest, "extra data", help_text if self._text[rest] == "{" else None)
        return None

    def skip(self, position: int) -> int:
        """Step over blanks."""
        match = _SPACE.match(self._text, position)
        return match.end() if match is not None else position

    def syntax(self, position: int, reason: str, help_text: Text | None = None) -> None:
        """Report a text that is not JSON."""
        diagnostic = json_syntax(self._source, position, reason)
        if help_text is not None:
            diagnostic = replace(diagnostic, help=help_text)
        self.content.problems.append((position, diagnostic))

    def accounts(self, start: int) -> int | None:
        """Read a list of accounts; give where it ends, `None` where that cannot be told."""
        position = self.skip(start + 1)
        if self._text[position : position + 1] == "]":
            return position + 1
        while True:
            end = self._account(position)
            if end is None:
                resumed = self._next_account(position, position + 1)
                if resumed is None:
                    return None
                position = resumed
                continue
            start, position = position, self.skip(end)
            mark = self._text[position : position + 1]
            if mark == "]":
                return position + 1
            if mark == ",":
                position = self.skip(position + 1)
                continue
            self.syntax(position, "expecting ',' delimiter")
            if mark not in {"{", "["} or self._text[start] != "{":
                # A list left open where an account should stand has taken in the accounts behind it.
                resumed = self._next_account(start, position if self._text[start] == "{" else start + 1)
                if resumed is None:
                    return None
                position = resumed

    def mapping(self, start: int) -> int | None:
        """Read a mapping that stands alone; give where it ends, `None` where that cannot be told."""
        before = len(self.content.problems)
        members, end = self._members(start)
        if end is None:
            self._header({key: member for key, member in members.items() if key in HEADER_KEYS})
            return None
        value = dict.fromkeys(members)
        role = "account" if not members else role_of(value)
        if role == "account":
            del self.content.problems[before:]
            self._account(start)
        elif role == "stranger":
            message = say.NOT_REGISTER_ACCOUNTS
            help_text = say.WRITE_LIST_ACCOUNTS_KEY_ACCOUNTS
            diagnostic = Diagnostic("not-a-register", message, self._source.span(start, end), help=help_text)
            self.content.problems.append((start, diagnostic))
        else:
            self._header(members)
        return end

    def _members(self, start: int) -> tuple[dict[str, tuple[Any, int, int, int]], int | None]:
        """Read the members of a mapping: value, offset of the key, offsets of the value."""
        members: dict[str, tuple[Any, int, int, int]] = {}
        firsts: dict[str, int] = {}
        position = self.skip(start + 1)
        if self._text[position : position + 1] == "}":
            return members, position + 1
        while True:
            key, after, problems = self._values.read(self._source, position)
            colon = self.skip(after) if after is not None else position
            if problems or not isinstance(key, str) or self._text[colon : colon + 1] != ":":
                self.content.problems.extend(problems)
                if not problems:
                    self.syntax(position, "expecting a name in double quotes and a colon")
                return members, None
            if (first := firsts.setdefault(key, position)) != position:
                repeated = self._source.duplicate_key("duplicate-key", key, first, position, after or position)
                self.content.problems.append((position, repeated))
            at = self.skip(colon + 1)
            value, end = self._member(key, at)
            if end is None:
                return members, None
            members[key] = value, position, at, end
            position = self.skip(end)
            mark = self._text[position : position + 1]
            if mark == "}":
                return members, position + 1
            if mark != ",":
                self.syntax(position, "expecting ',' delimiter")
                return members, None
            position = self.skip(position + 1)

    def _member(self, key: str, at: int) -> tuple[Any, int | None]:
        if key == ACCOUNTS_KEY and self._text[at : at + 1] == "[":
            return [], self.accounts(at)
        value, end, problems = self._values.read(self._source, at)
        self.content.problems.extend(problems)
        return value, end

    def _header(self, members: dict[str, tuple[Any, int, int, int]]) -> None:
        places = LaterPlaces(partial(self._header_places, members))
        for key, (value, offset, at, _) in members.items():
            if key != ACCOUNTS_KEY:
                self.content.take_header({key: value}, places, offset)
            elif value is not None and value != []:
                message = say.ACCOUNTS_MUST_LIST_ACCOUNTS
                self.content.problems.append((at, Diagnostic("not-a-list", message, places.span((key,)))))

    def _header_places(self, members: dict[str, tuple[Any, int, int, int]]) -> CellPlaces:
        span = self._source.span
        values: dict[SourcePath, Span] = {}
        names: dict[SourcePath, Span] = {}
        for key, (_, at, start, end) in members.items():
            values[key,] = span(start, end)
            names[key,] = span(at, at + len(json.dumps(key, ensure_ascii=False)))
        return CellPlaces(span(0), values, names, self._source.source_line)

    def _account(self, start: int) -> int | None:
        value, end, problems = self._values.read(self._source, start)
        self.content.problems.extend(problems)
        if end is not None and not problems and not any_between(self._damage, start, end):
            places = LaterPlaces(partial(json_node, self._source, start, end, value))
            self.content.items.append(Item(start, value, places))
        return end

    def _next_account(self, start: int, search_from: int) -> int | None:
        """Find where the account after a broken one begins; `None` where that cannot be told."""
        if self._text[start : start + 1] == ",":
            return self.skip(start + 1)
        line, column = self._source.line_column(start)
        indent = self._text[max(start - column + 1, start - _INDENT_LIMIT) : start]
        candidates = [self._next_match(_NEXT_WITH_ID, search_from)]
        if line > 1 and not indent.strip():
            candidates.append(self._next_match(re.compile(rf"\n{indent}(?=\{{)"), search_from))
        found = [end for end in candidates if end is not None]
        return min(found) if found else self._after_balanced(start)

    def _next_match(self, pattern: re.Pattern[str], search_from: int) -> int | None:
        """Find where a pattern ends next; no stretch is searched twice, however many accounts are broken."""
        known = self._matches.get(pattern.pattern)
        if known is None or (known[0] is not None and known[0] < search_from):
            match = pattern.search(self._text, search_from)
            known = (None, None) if match is None else match.span()
            self._matches[pattern.pattern] = known
        return known[1]

    def _after_balanced(self, start: int) -> int | None:
        depth = 0
        for token in _STRING_OR_BRACKET.finditer(self._text, start):
            if token[0] in {"{", "["}:
                depth += 1
            elif token[0] in {"}", "]"}:
                depth -= 1
            if depth <= 0:
                comma = self.skip(token.end())
                return self.skip(comma + 1) if depth == 0 and self._text[comma : comma + 1] == "," else None
        return None
