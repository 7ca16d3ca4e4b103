"""Where the values of a TOML text stand: settings are told at their place."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qd85rules.source.sourcetree import SourceText
from qd85rules.source.tomlplaces import toml_places
from tests.intake.helpers import extent, leaves, slice_of

TEXT = '''\
# thiết đặt
[[tables]]
id = "a" # mã
"handle" = 'x'
profile.portrait = true
url = """
http://a.vn"""
declaration = { declared_on = 2024-06-01, complete = false }

[tables.holder]
legal_name = "Đỗ \\"An\\""
roles = [ # hai
  "cadre", "party_member",
]

[[tables.transfers]]
kind = "lend"
[[tables.transfers]]
on = 2024-06-01 # hôm ấy

[[tables]]
id = "b"
'''

PLACES = [
    (0, (), "2:1-2:11", "2:1-2:11"),
    (0, ("id",), "3:6-3:9", "3:1-3:3"),
    (0, ("handle",), "4:12-4:15", "4:1-4:9"),
    (0, ("profile",), "5:1-5:8", "5:1-5:8"),
    (0, ("profile", "portrait"), "5:20-5:24", "5:9-5:17"),
    (0, ("url",), "6:7-7:15", "6:1-6:4"),
    (0, ("declaration", "declared_on"), "8:31-8:41", "8:17-8:28"),
    (0, ("declaration", "complete"), "8:54-8:59", "8:43-8:51"),
    (0, ("holder",), "10:1-10:16", "10:9-10:15"),
    (0, ("holder", "legal_name"), "11:14-11:25", "11:1-11:11"),
    (0, ("holder", "roles", 1), "13:12-13:26", "13:12-13:26"),
    (0, ("transfers", 0), "16:1-16:21", "16:1-16:21"),
    (0, ("transfers", 0, "kind"), "17:8-17:14", "17:1-17:5"),
    (0, ("transfers", 1, "on"), "19:6-19:16", "19:1-19:3"),
    (0, ("transfers", 1, "kind"), "18:1-18:21", "18:1-18:21"),
    (1, (), "21:1-21:11", "21:1-21:11"),
    (1, ("id",), "22:6-22:9", "22:1-22:3"),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("index", "path", "value", "key"), PLACES, ids=[f"{i}.{p}" for i, p, _, _ in PLACES])
def test_each_value_and_key_has_its_place(
    index: int, path: tuple[str | int, ...], value: str, key: str, ending: str
) -> None:
    places = toml_places(SourceText(TEXT.replace("\n", ending), "a.toml"))

    assert extent(places.span(("tables", index, *path))) == value
    assert extent(places.key_span(("tables", index, *path))) == key


letters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"], max_codepoint=0xFFFF)
texts = st.text(letters, max_size=12) | st.sampled_from(["a: b", "#", "'", '"', "[]", "\\", "=1", "a.b"])
values: st.SearchStrategy[Any] = st.recursive(
    texts | st.booleans() | st.integers(-(10**6), 10**6),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(texts, children, max_size=3),
    max_leaves=8,
)


def _written(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[\n" + ", # x\n".join(map(_written, value)) + "]"
    return json.dumps(value)


@given(table=st.dictionaries(texts, values, max_size=4))
def test_each_leaf_stands_where_its_place_says(table: dict[str, Any]) -> None:
    lines = ("# 🙂", "[x]", *(f"{json.dumps(key)} = {_written(value)}" for key, value in table.items()))
    text = "\n".join(lines)
    read = tomllib.loads(text)["x"]
    places = toml_places(SourceText(text))

    assert read == table
    for path, leaf in leaves(read):
        if path:
            assert json.loads(slice_of(text, places.span(("x", *path)))) == leaf
            if isinstance(path[-1], str):
                assert json.loads(slice_of(text, places.key_span(("x", *path)))) == path[-1]
