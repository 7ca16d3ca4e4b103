"""The map of the library: its picture is what the code gives, and what it names exists."""

from __future__ import annotations

import re

from scripts.draw_map import PACKAGE, PICTURE, imports_of_rooms, layers, picture

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
