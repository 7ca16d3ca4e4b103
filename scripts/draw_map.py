"""Draws `docs/contributing/map.svg`: the rooms of the library from top to bottom, and which of them each one imports.

Everything in the picture is read from the code: the order from the import contract in `pyproject.toml`, the dots from
the import statements, those for type checkers included. Numbers of lines change with every commit, so they are printed
and not drawn.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["PICTURE", "imports_of_rooms", "layers", "picture", "sizes"]

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = ROOT / "src" / "qd85rules"
PICTURE: Final = ROOT / "docs" / "contributing" / "map.svg"

_ROW: Final = 30
_COLUMN: Final = 38
_TOP: Final = 84
_NAMES: Final = 108
_MARGIN: Final = 30
_STYLE: Final = (
    "text{font:14px sans-serif;fill:#263238}.room{font-weight:bold}"
    ".line{stroke:#cfd8dc}.self{fill:#cfd8dc}.dot{fill:#37474f}"
)


def layers() -> list[tuple[str, ...]]:
    """Give the rooms from the highest to the lowest, those that do not know one another side by side."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    [order] = [contract for contract in contracts if contract["name"] == "imports point down"]
    named = [tuple(name.strip() for name in layer.split("|")) for layer in order["layers"]]
    return [layer for layer in named if not layer[0].startswith("(")]


def imports_of_rooms(rooms: Sequence[str]) -> dict[str, frozenset[str]]:
    """Give, for each room, the other rooms that its modules import."""
    return {
        room: frozenset(name for module in _modules(room) for name in _imported(module)) & set(rooms) - {room}
        for room in rooms
    }


def sizes(rooms: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Give, for each room, how many modules and how many lines it has."""
    texts = {room: [module.read_text("utf-8") for module in _modules(room)] for room in rooms}
    return {room: (len(found), sum(len(text.splitlines()) for text in found)) for room, found in texts.items()}


def picture() -> str:
    """Draw the rooms and their imports as SVG."""
    levels = layers()
    rooms = [room for level in levels for room in level]
    imports = imports_of_rooms(rooms)
    width, height = _NAMES + _COLUMN * len(rooms) + _MARGIN, _TOP + _ROW * len(rooms) + 8
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="title">',
        f'<title id="title">{escape(_in_words(imports))}</title>',
        f"<style>{_STYLE}</style>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        *_grid(levels, width),
        *(line for number, room in enumerate(rooms) for line in _row(number, room, rooms, imports)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _in_words(imports: Mapping[str, frozenset[str]]) -> str:
    said = (f"{room} imports {', '.join(sorted(names)) or 'no other'}" for room, names in imports.items())
    return "The rooms from top to bottom: " + "; ".join(said)


def _grid(levels: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Draw a line above each level, none between rooms of one level, and the names above the columns."""
    number = 0
    for level in levels:
        y = _TOP + _ROW * number
        yield f'<path d="M8 {y}H{width - 8}" class="line"/>'
        number += len(level)
    rooms = [room for level in levels for room in level]
    for column, room in enumerate(rooms):
        x = _NAMES + _COLUMN * column + _COLUMN // 2
        yield f'<text transform="translate({x + 5} {_TOP - 8}) rotate(-50)">{room}</text>'


def _row(number: int, room: str, rooms: Sequence[str], imports: Mapping[str, frozenset[str]]) -> Iterator[str]:
    y = _TOP + _ROW * number
    middle = y + _ROW // 2
    yield f'<text x="12" y="{middle + 5}" class="room">{room}</text>'
    for column, other in enumerate(rooms):
        x = _NAMES + _COLUMN * column
        if other == room:
            yield f'<rect x="{x}" y="{y + 1}" width="{_COLUMN}" height="{_ROW - 2}" class="self"/>'
        elif other in imports[room]:
            yield f'<circle cx="{x + _COLUMN // 2}" cy="{middle}" r="5" class="dot"/>'


def _modules(room: str) -> list[Path]:
    return sorted((PACKAGE / room).rglob("*.py"))


def _imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qd85rules."):
            yield (node.module or "").split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("qd85rules."))


if __name__ == "__main__":
    PICTURE.write_text(picture(), "utf-8")
    for name, (modules, length) in sizes([room for level in layers() for room in level]).items():
        sys.stdout.write(f"{name:10} {modules:4} modules {length:7,} lines\n")
