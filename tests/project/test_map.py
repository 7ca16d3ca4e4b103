"""The map of the library: its picture is what the code gives, and what it names exists.

The pages beside it, for contributors, edit files and import modules: both are held to the code here, at no cost, so
that whoever moves something is told. `test_contributing` follows those pages.
"""

from __future__ import annotations

import ast
import re
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from scripts.draw_map import PACKAGE, PICTURE, imports_of_rooms, layers, picture
from tests.project.docs_examples import edited, find_blocks

if TYPE_CHECKING:
    from pathlib import Path

ROOMS = [room for layer in layers() for room in layer]
PAGE = PICTURE.with_suffix(".md").read_text("utf-8")


def test_the_picture_of_the_map_is_what_make_map_draws() -> None:
    assert PICTURE.read_text("utf-8") == picture(), "the rooms import one another in another way: run `make map`"


def test_the_map_lists_every_room_from_the_highest_to_the_lowest() -> None:
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == ROOMS


def test_every_module_that_the_map_names_exists() -> None:
    named = re.findall(rf"`((?:{'|'.join(ROOMS)})(?:\.\w+)+)`", PAGE)
    missing = [name for name in named if not (PACKAGE / f"{name.replace('.', '/')}.py").is_file()]

    assert len(named) > 40
    assert not missing


def test_the_imports_that_are_drawn_are_those_of_the_code() -> None:
    imports = imports_of_rooms(ROOMS)

    assert not imports["core"]
    assert "engines" in imports["judge"]
    assert {"policy", "lang"} <= imports["judge"]
    assert all(ROOMS.index(low) > ROOMS.index(room) for room in ROOMS for low in imports[room])


ROOT = PACKAGE.parents[1]
PAGES = sorted(page for page in PICTURE.parent.glob("*.md") if page.stem not in {"index", "map"})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_edit_that_a_page_for_contributors_shows_fits_the_code(page: Path) -> None:
    texts: dict[str, str] = {}
    for block in find_blocks(page.read_text("utf-8")):
        if block.language == "diff" and block.title is not None:
            text = texts.get(block.title) or (ROOT / block.title).read_text("utf-8")
            texts[block.title] = edited(text, block)


def exists(module: str, name: str) -> bool:
    return find_spec(module) is not None and hasattr(import_module(module), name)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_everything_that_code_of_such_a_page_imports_exists(page: Path) -> None:
    blocks = find_blocks(page.read_text("utf-8"))
    written = {
        block.title.removeprefix("src/").removesuffix(".py").replace("/", ".") for block in blocks if block.title
    }
    missing = [
        f"{node.module}.{one.name}"
        for block in blocks
        if block.language == "python"
        for node in ast.walk(ast.parse(block.text))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qd85rules.")
        for one in node.names
        if node.module not in written and not exists(node.module or "", one.name)
    ]

    assert not missing


def test_every_file_that_such_a_page_names_exists() -> None:
    named = {
        (page.stem, name)
        for page in PAGES
        for name in re.findall(r"`((?:model|intake|judge|engines|cli|wording)/\w+\.py)`", page.read_text("utf-8"))
    }

    assert len(named) > 5
    assert not [(page, name) for page, name in named if not (PACKAGE / name).is_file()]
