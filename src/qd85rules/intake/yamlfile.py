"""Registers in YAML: a list of accounts, a mapping with `accounts:`, or one account; in one document or several.

Where one account is broken, the others are read all the same: the text is cut at the items of its list and each item
is read apart.

What must not live here: the grammar of YAML (`source.yamltree`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import Diagnostic
from qd85rules.intake.content import ACCOUNTS_KEY, HEADER_KEYS, Content, Item, role_of
from qd85rules.source.files import BYTE_ORDER_MARK, any_between, stray_mark
from qd85rules.source.yamltree import FATAL_CODES, read_yaml
from qd85rules.wording import files as say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.source.sourcetree import Node, SourcePath, SourceText

_LINE: Final = re.compile(r"(?P<indent> *)(?P<rest>[^\r\n]*)(?:\r\n|\r|\n|\Z)")
_DOCUMENT_MARK: Final = re.compile(r"(?:---|\.\.\.)(?:[ \t]|$)")
_JOINT: Final = re.compile(rf"(?<=[\r\n]){BYTE_ORDER_MARK}")
_ITEM_MARK: Final = re.compile(r"-(?:[ \t]|$)")
_HEADER_LINE: Final = re.compile(rf"(?:{'|'.join((ACCOUNTS_KEY, *HEADER_KEYS))})[ \t]*:(?:[ \t]|$)")

_Problems = list[tuple[int, "Diagnostic"]]


def read_yaml_register(source: SourceText, damage: _Problems) -> Content:
    """Read a register; `damage` says where bytes were lost, so that what holds them does not pass for healthy."""
    content = Content()
    lost = sorted(offset for offset, _ in damage)
    marks = [match.start() for match in _JOINT.finditer(source.text)]
    content.problems.extend((at, stray_mark(source.span(at, at + 1))) for at in marks)
    problems: _Problems = []
    if not marks:
        [(nodes, problems, is_whole)] = read_yaml(source)
        if is_whole:
            content.problems.extend([*damage, *problems])
            _take(content, nodes, lost, problems)
            return content
    found: _Problems = []
    is_fault_found = False
    for part_nodes, part_problems, is_part_whole in read_yaml(source, list(_parts(source.text))):
        found.extend(part_problems)
        is_fault_found = is_fault_found or not is_part_whole
        _take(content, part_nodes, lost, part_problems)
    if not is_fault_found:
        # Cutting may heal what was wrong between the items; it was wrong all the same.
        found.extend((offset, problem) for offset, problem in problems if problem.code in FATAL_CODES)
    content.problems.extend([*damage, *found])
    return content


def _take(content: Content, nodes: list[Node], lost: list[int], problems: _Problems) -> None:
    """Add the accounts of some documents, but for those that hold a problem or have lost something."""
    offsets = sorted(offset for offset, _ in problems)
    for node in nodes:
        for path in _account_paths(content, node):
            start, end = node.outer_offsets(path)
            if not any_between(offsets, start, end) and not any_between(lost, start, end):
                content.items.append(Item(start, node.at(path), node.child(path)))


def _account_paths(content: Content, node: Node) -> Iterator[SourcePath]:
    value = node.value
    if isinstance(value, list):
        yield from ((index,) for index in range(len(value)))
    elif isinstance(value, dict):
        role = role_of(value)
        if role in {"register", "header"}:
            header = {key: item for key, item in value.items() if key != ACCOUNTS_KEY}
            content.take_header(header, node, node.offsets()[0])
            yield from _listed(content, node, value.get(ACCOUNTS_KEY))
        elif role == "account":
            yield ()
        else:
            _not_a_register(content, node)
    elif value is not None:
        _not_a_register(content, node)


def _listed(content: Content, node: Node, accounts: object) -> Iterator[SourcePath]:
    if isinstance(accounts, list):
        yield from ((ACCOUNTS_KEY, index) for index in range(len(accounts)))
    elif accounts is not None:
        message = say.ACCOUNTS_MUST_LIST_ACCOUNTS
        place = (ACCOUNTS_KEY,)
        content.problems.append((node.offsets(place)[0], Diagnostic("not-a-list", message, node.span(place))))


def _not_a_register(content: Content, node: Node) -> None:
    message = say.NOT_REGISTER_ACCOUNTS
    help_text = say.WRITE_LIST_ACCOUNTS_KEY_ACCOUNTS
    content.problems.append((node.offsets()[0], Diagnostic("not-a-register", message, node.span(), help=help_text)))


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text at its document marks, at the items of the list that holds the accounts, and at header keys."""
    start = 0
    for end, mark in _cuts(text):
        if text[start:end].strip():
            yield start, end
        start = end + mark


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Give where each part ends, and how long the mark is that stands there, if any: of a document, or of a file."""
    item_indent: int | None = None
    position = 0
    while position < len(text) and (line := _LINE.match(text, position)):
        indent, rest = len(line["indent"]), line["rest"]
        if position and rest.startswith(BYTE_ORDER_MARK):
            yield position, 1
            item_indent = None
            position += 1
            continue
        if indent == 0 and _DOCUMENT_MARK.match(rest):
            yield position, 3
            item_indent = None
        elif _ITEM_MARK.match(rest) and item_indent in {None, indent}:
            yield position, 0
            item_indent = indent
        elif item_indent is not None and indent <= item_indent and _HEADER_LINE.match(rest):
            yield position, 0
            item_indent = None if rest.startswith(ACCOUNTS_KEY) else item_indent
        position = line.end()
    yield len(text), 0
