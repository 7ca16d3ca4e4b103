"""Registers in TOML."""

from __future__ import annotations

import pytest

from tests.intake.helpers import Case, assert_reads_as, extent, read

NEIGHBOURS = [{"id": "a"}, {"id": "c"}]


def _between(broken: str) -> str:
    return f'[[accounts]]\nid = "a"\n[[accounts]]\n{broken}\n[[accounts]]\nid = "c"\n'


CASES = [
    Case("accounts", '[[accounts]]\nid = "a"\n\n[[accounts]]\nid = "b"\n', [{"id": "a"}, {"id": "b"}]),
    Case("one account", 'id = "a"\nholder.unit = "u"\n', [{"id": "a", "holder": {"unit": "u"}}]),
    Case("inline", 'accounts = [{id = "a"}]\n', [{"id": "a"}]),
    Case("header", 'blank_means = "never"\n[[accounts]]\nid = "a"\n', [{"id": "a"}], header={"blank_means": "never"}),
    Case(
        "dates become text",
        "id = 'a'\nopened_on = 2024-06-01\nx = 2024-06-01T10:00:00Z\ny = 10:30:00\n",
        [{"id": "a", "opened_on": "2024-06-01", "x": "2024-06-01T10:00:00+00:00", "y": "10:30:00"}],
    ),
    Case("empty file", "", [], ["- empty-file"]),
    Case("comments only", "# nothing\n", [], ["- no-accounts"]),
    Case("not a register", "version = 2\n", [], ["1:1 not-a-register"]),
    Case("one bracket", '[accounts]\nid = "a"\n', [], ["1:1 not-a-list"]),
    Case("unknown header key", 'blank = 1\n[[accounts]]\nid = "a"\n', [{"id": "a"}], ["1:1 unknown-header-key"]),
    Case("entry that is no account", 'accounts = [{id = "a"}, 5]\n', [{"id": "a"}], ["1:25 not-an-account"]),
    Case("value left out", _between("id ="), NEIGHBOURS, ["4:5 toml-syntax"]),
    Case("duplicate key", _between('id = "b"\nid = "x"'), NEIGHBOURS, ["5:9 toml-syntax"]),
    Case("quote left open", _between('id = "b'), NEIGHBOURS, ["4:8 toml-syntax"]),
    Case("number without end", _between(f"id = {'9' * 5000}"), NEIGHBOURS, ["4:6 toml-number"]),
    Case("a little too deep", _between(f"id = {'[' * 70}{']' * 70}"), NEIGHBOURS, ["3:1 too-deep"]),
    Case("far too deep", _between(f"id = {'[' * 100_000}{']' * 100_000}"), NEIGHBOURS, ["3:1 too-deep"]),
    Case("NUL", _between('id = "\0"'), NEIGHBOURS, ["4:7 toml-syntax"]),
    Case(
        "bytes that are not UTF-8", _between("id = '?'").encode().replace(b"?", b"\xff"), NEIGHBOURS, ["4:7 not-utf8"]
    ),
    Case("UTF-16", "id = 1".encode("utf-16"), [], ["- not-utf8"]),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_register_gives_its_healthy_accounts_and_its_problems(case: Case) -> None:
    assert_reads_as(case, "register.toml")


TEXT = '''\
# sổ
[[accounts]]
id = "a" # mã
"handle" = 'x'
profile.portrait = true
url = """
http://a.vn"""
declaration = { declared_on = 2024-06-01, complete = false }

[accounts.holder]
legal_name = "Đỗ \\"An\\""
roles = [ # hai
  "cadre", "party_member",
]

[[accounts.transfers]]
kind = "lend"
[[accounts.transfers]]
on = 2024-06-01 # hôm ấy

[[accounts]]
id = "b"
'''

PLACES = [
    (0, (), "2:1-2:13", "2:1-2:13"),
    (0, ("id",), "3:6-3:9", "3:1-3:3"),
    (0, ("handle",), "4:12-4:15", "4:1-4:9"),
    (0, ("profile",), "5:1-5:8", "5:1-5:8"),
    (0, ("profile", "portrait"), "5:20-5:24", "5:9-5:17"),
    (0, ("url",), "6:7-7:15", "6:1-6:4"),
    (0, ("declaration", "declared_on"), "8:31-8:41", "8:17-8:28"),
    (0, ("declaration", "complete"), "8:54-8:59", "8:43-8:51"),
    (0, ("holder",), "10:1-10:18", "10:11-10:17"),
    (0, ("holder", "legal_name"), "11:14-11:25", "11:1-11:11"),
    (0, ("holder", "roles", 1), "13:12-13:26", "13:12-13:26"),
    (0, ("transfers", 0), "16:1-16:23", "16:1-16:23"),
    (0, ("transfers", 0, "kind"), "17:8-17:14", "17:1-17:5"),
    (0, ("transfers", 1, "on"), "19:6-19:16", "19:1-19:3"),
    (0, ("transfers", 1, "kind"), "18:1-18:23", "18:1-18:23"),
    (1, (), "21:1-21:13", "21:1-21:13"),
    (1, ("id",), "22:6-22:9", "22:1-22:3"),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("index", "path", "value", "key"), PLACES, ids=[f"{i}.{p}" for i, p, _, _ in PLACES])
def test_each_value_and_key_has_its_place(
    index: int, path: tuple[str | int, ...], value: str, key: str, ending: str
) -> None:
    record = read("register.toml", TEXT.replace("\n", ending)).records[index]

    assert extent(record.span(path)) == value
    assert extent(record.key_span(path)) == key


def test_places_survive_a_broken_neighbour() -> None:
    result = read("register.toml", '[[accounts]]\nid =\n[[accounts]]\nid = "b"\nin_use = true\n')

    assert extent(result.records[0].span(("in_use",))) == "5:10-5:14"
