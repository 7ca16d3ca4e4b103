"""Prints the conditions of a pack's files in one layout, in place; every other byte stays as it is.

A condition that holds a comment of its own (`//`) stays as it is, because no tree keeps the comment; so does one whose
scalar has an anchor, is an alias, or stands below a comment.

What must not live here: the layout (`lang.layout`), scalars of YAML (`source.yamledit`), finding and writing files
(`cli.fmt`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qd85rules.lang import ExpressionError, parse
from qd85rules.lang.layout import has_comment, on_lines, on_one_line
from qd85rules.policy.loader import flaws_in
from qd85rules.policy.rule import PACK_FILE
from qd85rules.source.reader import Problems, Reader
from qd85rules.source.yamledit import Edit, edit_scalar, edited
from qd85rules.source.yamltree import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import PurePath

    from qd85rules.lang.ast import Expr
    from qd85rules.source.sourcetree import Node, SourcePath

WIDTH: Final = 88
"""How wide a line may be before a condition is broken."""

_OF_RULES: Final = (("applies_when",), ("violated_when",))
_OF_PACKS: Final = (
    ("concepts", "*", "when"),
    ("widens", "*", "when"),
    ("widens", "*", "since"),
    ("properties", "*", "never"),
)
_RULE_KEY: Final = "violated_when"


def has_conditions(path: PurePath, text: str) -> bool:
    """Say whether a file is one of a pack that may hold conditions: a rule, or the pack's own file."""
    return path.name == PACK_FILE or _RULE_KEY in text


def formatted(path: PurePath, text: str) -> str:
    """Give the text of a pack's file with its conditions printed anew.

    Raises:
        InputError: the file is not valid YAML.
        PolicyError: conditions cannot be read; it carries every problem.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    patterns = _OF_PACKS if path.name == PACK_FILE else _OF_RULES
    problems = Problems()
    edits: list[Edit] = []
    for node in parse_yaml(text, str(path)):
        for place in _places(node.value, patterns):
            expr = _read(node, place, problems)
            if expr is not None and not has_comment(node.at(place)):
                edits += _edits(node, place, expr)
    problems.raise_if_any()
    made = mark + edited(text.removeprefix(mark), edits)
    # INVARIANT: a file says the same before and after; whatever would break this is a fault of ours.
    if _said(made, patterns) != _said(text, patterns):
        msg = f"another layout of `{path}` would change what it says; it was left as it is"
        raise AssertionError(msg)
    return made


def _edits(node: Node, place: SourcePath, expr: Expr) -> list[Edit]:
    """Give the edit of one condition; none where the parentheses that we add make it too deep, or blanks too long."""
    if not all(_reads_as(expr, text) for text in (on_one_line(expr), "\n".join(on_lines(expr, 1)))):
        return []
    edit = edit_scalar(node, place, on_one_line(expr), lambda width: on_lines(expr, width), width=WIDTH)
    return [] if edit is None else [edit]


def _reads_as(expr: Expr, text: str) -> bool:
    try:
        return parse(text, outcomes=True) == expr
    except ExpressionError:
        return False


def _places(value: Any, patterns: tuple[tuple[str, ...], ...]) -> Iterator[SourcePath]:  # noqa: ANN401 - any YAML
    for pattern in patterns:
        yield from _matching(value, pattern)


def _matching(value: Any, pattern: tuple[str, ...]) -> Iterator[SourcePath]:  # noqa: ANN401 - any YAML
    """Give the paths of texts in a value that lead where a pattern does; `*` is any key, and any item of a list."""
    if not pattern:
        if isinstance(value, str):
            yield ()
        return
    steps: Iterable[str | int] = ()
    if isinstance(value, dict):
        steps = value if pattern[0] == "*" else value.keys() & {pattern[0]}
    elif isinstance(value, list) and pattern[0] == "*":
        steps = range(len(value))
    for step in steps:
        for rest in _matching(value[step], pattern[1:]):
            yield (step, *rest)


def _parsed(node: Node, place: SourcePath) -> Expr:
    return parse(node.at(place), outcomes=place[0] == "properties")


def _read(node: Node, place: SourcePath, problems: Problems) -> Expr | None:
    try:
        return _parsed(node, place)
    except ExpressionError as error:
        for flaw in flaws_in(error.problems):
            Reader(node, problems).below(place).tell(flaw)
    return None


def _said(text: str, patterns: tuple[tuple[str, ...], ...]) -> list[Any]:
    """Give what a file says, with each condition as its tree."""
    said: list[Any] = []
    for node in parse_yaml(text):
        conditions = {place: _parsed(node, place) for place in _places(node.value, patterns)}
        for place in conditions:
            node.at(place[:-1])[place[-1]] = None
        said.append((node.value, conditions))
    return said
