"""Puts another text into one scalar of a YAML file, and leaves every other byte as it is.

What must not live here: what the text says, and whether it says the same as before (`policy.formatting`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import InputError
from qd85rules.source.yamltree import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qd85rules.source.sourcetree import Node, SourcePath

_STEP: Final = 2
_SEPARATOR: Final = re.compile(r"[ \t]*:[ \t\r\n]*")
_HEADER: Final = re.compile(r"[|>][-+0-9]*[ \t]*(#[^\r\n]*)?")
_LINE_BREAK: Final = re.compile(r"[\r\n]|\Z")
_NEXT_COMMENT: Final = re.compile(r"[^\r\n]*(?:\r?\n[ \t]*)*\r?\n( *)#")


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands from one offset to another is to be replaced."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Carry out edits, which do not overlap."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda one: one.start):
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])


def edit_scalar(
    node: Node, path: SourcePath, line: str, lines: Callable[[int], Sequence[str]], *, width: int
) -> Edit | None:
    """Give the edit that puts a text in the place of the scalar under a key.

    A text goes on the line of its key where it fits, plain or in double quotes, else into a folded block below it.
    Within brackets, and where a comment stands that a block would swallow, it stays on one line.

    Args:
        node: the tree of the file.
        path: the scalar; the last step is its key.
        line: the text on one line.
        lines: the same text on several, for a number of columns; line breaks in it count as blanks.
        width: how many columns the file is to have.

    Returns:
        The edit; `None` where an anchor, a tag, an alias or a comment stands between the key and the scalar.
    """
    text = node.source.text
    start, end = node.offsets(path)
    key_start, key_end = node.key_offsets(path)
    # What an alias shows stands elsewhere, before it.
    if any(text[node.outer_offsets(path[:depth])[0]] == "*" for depth in range(1, len(path) + 1)):
        return None
    if node.outer_offsets(path)[0] != start or not _SEPARATOR.fullmatch(text, key_end, start):
        return None
    column = key_start - (text.rfind("\n", 0, key_start) + 1)
    fits = column + (key_end - key_start) + len(": ") + len(line) <= width
    if any(text[node.offsets(path[:depth])[0]] in "{[" for depth in range(len(path))):
        return Edit(key_end, end, f": {_plain(line, '{', '}') or _quoted(line)}")
    inline = _plain(line) or _double(line)
    header = _HEADER.match(text, start, end)
    comment = header[1] if header is not None else None
    room = column + _STEP
    swallows = _rest_of_line(text, end).strip() != "" or _next_comment(text, end) >= room
    if comment is None and (swallows or (fits and inline is not None)):
        return Edit(key_end, end, f": {inline or _quoted(line)}")
    if swallows:
        return None
    newline = "\r\n" if "\r\n" in text else "\n"
    body = [line] if fits else lines(width - room)
    head = ": >-" + (f"  {comment}" if comment is not None else "")
    return Edit(key_end, end, newline.join([head, *(" " * room + one for one in body)]))


def _rest_of_line(text: str, at: int) -> str:
    found = _LINE_BREAK.search(text, at)
    return text[at : found.start() if found is not None else len(text)]


def _next_comment(text: str, end: int) -> int:
    """Give the column of the comment that stands on the next line with anything on it; -1 where there is none."""
    found = _NEXT_COMMENT.match(text, end)
    return -1 if found is None else len(found[1])


def _plain(line: str, before: str = "", after: str = "") -> str | None:
    """Give a text as it stands, where YAML reads it as that text between what stands around its key."""
    try:
        [node] = parse_yaml(f"{before}key: {line}{after}")
    except InputError:
        return None
    return line if node.value == {"key": line} else None


def _double(line: str) -> str | None:
    return None if '"' in line or "\\" in line else f'"{line}"'


def _quoted(line: str) -> str:
    return _double(line) or "'" + line.replace("'", "''") + "'"
