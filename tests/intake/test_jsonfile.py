"""Registers in JSON and JSON Lines.

Modules: `intake.jsonlines`, `intake.lines`, `source.jsontree`.
"""

from __future__ import annotations

import io
import json

import pytest

from qd85rules.intake import read_register
from qd85rules.source.files import ROW_LIMIT
from tests.intake.helpers import Case, assert_reads_as, extent, read

NEIGHBOURS = [{"id": "a"}, {"id": "c"}]


def _between(broken: str) -> str:
    return f'[\n  {{"id": "a"}},\n  {broken},\n  {{"id": "c"}}\n]\n'


JSON_CASES = [
    Case("list of accounts", '[{"id": "a"}, {"id": "b"}]', [{"id": "a"}, {"id": "b"}]),
    Case("one account", ' {"id": "a", "in_use": true} ', [{"id": "a", "in_use": True}]),
    Case(
        "register",
        '{"accounts": [{"id": "a"}], "blank_means": "never"}',
        [{"id": "a"}],
        header={"blank_means": "never"},
    ),
    Case("byte order mark", b'\xef\xbb\xbf[{"id": "a"}]', [{"id": "a"}]),
    Case("empty list", "[]", [], ["- no-accounts"]),
    Case("empty mapping", "{}", [{}]),
    Case("empty file", "", [], ["- empty-file"]),
    Case("blank file", " \n", [], ["- empty-file"]),
    Case("not a register", '{"version": 2}', [], ["1:1 not-a-register"]),
    Case("a word", '"x"', [], ["1:1 json-syntax"]),
    Case("not a list", '{"accounts": {"id": "a"}}', [], ["1:14 not-a-list"]),
    Case(
        "unknown header key",
        '{"blank_mean": "never",\n "accounts": [{"id": "a"}]}',
        [{"id": "a"}],
        ["1:2 unknown-header-key"],
    ),
    Case("entry that is no account", _between("5"), NEIGHBOURS, ["3:3 not-an-account"]),
    Case("duplicate key", _between('{"id": "b", "id": "x"}'), NEIGHBOURS, ["3:15 duplicate-key"]),
    Case("duplicate key below", _between('{"holder": {"a": 1,\n"a": 2}}'), NEIGHBOURS, ["4:1 duplicate-key"]),
    Case("key without quotes", _between('{"id": "b", x: 1}'), NEIGHBOURS, ["3:15 json-syntax"]),
    Case("missing comma in it", _between('{"id": "b" "x": 1}'), NEIGHBOURS, ["3:14 json-syntax"]),
    Case("brace left open", _between('{"id": "b"'), NEIGHBOURS, ["4:3 json-syntax"]),
    Case("quote left open", _between('{"id": "b}'), NEIGHBOURS, ["3:14 json-syntax"]),
    Case("python literal", _between('{"in_use": True}'), NEIGHBOURS, ["3:14 json-syntax"]),
    Case("missing comma behind it", '[{"id": "a"} {"id": "c"}]', NEIGHBOURS, ["1:14 json-syntax"]),
    Case("one line", '[{"id": "a"}, {"id": }, {"id": "c"}]', NEIGHBOURS, ["1:22 json-syntax"]),
    Case("NaN", _between('{"x": NaN}'), NEIGHBOURS, ["3:9 json-number"]),
    Case("negative infinity", _between('{"x": -Infinity}'), NEIGHBOURS, ["3:9 json-number"]),
    Case("number without end", _between('{"x": ' + "9" * 5000 + "}"), NEIGHBOURS, ["3:9 json-number"]),
    Case("lone surrogate", _between(r'{"id": "\ud800"}'), NEIGHBOURS, ["3:10 lone-surrogate"]),
    Case("lone surrogate in a key", _between(r'{"\ud800": 1}'), NEIGHBOURS, ["3:4 lone-surrogate"]),
    Case("surrogate pair", r'[{"id": "\ud83d\ude00"}]', [{"id": "😀"}]),
    Case("a little too deep", _between("[" * 65 + "]" * 65), NEIGHBOURS, ["3:67 too-deep"]),
    Case("far too deep", _between("[" * 100_000 + "]" * 100_000), NEIGHBOURS, ["3:67 too-deep"]),
    Case("far too deep, left open", "[" * 100_000, [], ["1:66 too-deep"]),
    Case("deep mappings", '{"a":' * 100_000, [], ["1:326 too-deep"]),
    Case("extra data", '[{"id": "a"}]\n]', [{"id": "a"}], ["2:1 json-syntax"]),
    Case("cut off", '[{"id": "a"}, {"id": "b"', [{"id": "a"}], ["1:25 json-syntax"]),
    Case("control character", _between('{"id": "\a"}'), NEIGHBOURS, ["3:11 json-syntax"]),
    Case("NUL", _between('{"id": "\0"}'), NEIGHBOURS, ["3:11 json-syntax"]),
    Case(
        "bytes that are not UTF-8",
        _between('{"id": "?"}').encode().replace(b"?", b"\xff"),
        NEIGHBOURS,
        ["3:11 not-utf8"],
    ),
    Case("UTF-16", "[]".encode("utf-16"), [], ["- not-utf8"]),
    Case("UTF-32", "[]".encode("utf-32"), [], ["- not-utf8"]),
    Case(
        "broken header behind the accounts",
        '{"blank_means": "never", "accounts": [{"id": "a"}], "name"}',
        [{"id": "a"}],
        ["1:53 json-syntax"],
        {"blank_means": "never"},
    ),
]


@pytest.mark.parametrize("case", JSON_CASES, ids=lambda case: case.name)
def test_a_json_register_gives_its_healthy_accounts_and_its_problems(case: Case) -> None:
    assert_reads_as(case, "register.json")


@pytest.mark.parametrize("gap", [",", ",\n  "], ids=["one line", "many lines"])
def test_many_broken_accounts_take_time_in_proportion(gap: str) -> None:
    text = "[" + gap.join(f'{{"id": "a{number}" "x"}}{gap}{{"id": "b{number}"}}' for number in range(3000)) + "]"
    result = read("register.json", text)

    assert len(result.problems) == 3000
    assert len(result.records) == 3000


def test_a_trailing_comma_is_a_problem_on_its_line() -> None:
    result = read("register.json", _between('{"id": "b", }'))

    # Python 3.13 points at the comma, those before it at what follows.
    assert result.places in (["3:13 json-syntax"], ["3:15 json-syntax"])
    assert result.accounts == NEIGHBOURS


def test_each_value_and_key_of_json_has_its_place() -> None:
    text = (
        '{"accounts": [\n  {"id": "a", "holder": {"legal_name": "Đỗ \\"An\\""},\n   "transfers": [{"on": null}, {}]}]}'
    )
    [record] = read("register.json", text).records

    assert extent(record.places.span(())) == "2:3-3:36"
    assert extent(record.places.span(("holder", "legal_name"))) == "2:40-2:51"
    assert extent(record.places.key_span(("holder", "legal_name"))) == "2:26-2:38"
    assert extent(record.places.span(("transfers", 0, "on"))) == "3:25-3:29"
    assert extent(record.places.span(("transfers", 1, "on"))) == "3:32-3:34"
    assert extent(record.places.span(("transfers", 5))) == "3:17-3:35"


JSON_LINES_CASES = [
    Case("accounts", '{"id": "a"}\n\n{"id": "b"}', [{"id": "a"}, {"id": "b"}]),
    Case("Windows line ends", '{"id": "a"}\r\n{"id": "b"}\r\n', [{"id": "a"}, {"id": "b"}]),
    Case("byte order mark", b'\xef\xbb\xbf{"id": "a"}\n', [{"id": "a"}]),
    Case("header", '{"blank_means": "never"}\n{"id": "a"}\n', [{"id": "a"}], header={"blank_means": "never"}),
    Case("header alone", '{"blank_means": "never"}\n', [], ["- no-accounts"], {"blank_means": "never"}),
    Case(
        "header with unknown key", '{"blank_mean": "never"}\n{"id": "a"}\n', [{"id": "a"}], ["1:2 unknown-header-key"]
    ),
    Case("header key on a later line is an account's", '{"id": "a"}\n{"name": "x"}\n', [{"id": "a"}, {"name": "x"}]),
    Case("empty file", "", [], ["- no-accounts"]),
    Case("broken line", '{"id": "a"}\n{"id":\n{"id": "c"}\n', NEIGHBOURS, ["2:7 json-syntax"]),
    Case("two values on a line", '{"id": "a"}\n{} {}\n{"id": "c"}\n', NEIGHBOURS, ["2:4 json-syntax"]),
    Case("list on a line", '{"id": "a"}\n [1]\n{"id": "c"}\n', NEIGHBOURS, ["2:2 not-an-account"]),
    Case("duplicate key", '{"id": "a"}\n{"id": 1, "id": 2}\n{"id": "c"}\n', NEIGHBOURS, ["2:11 duplicate-key"]),
    Case("too deep", '{"id": "a"}\n' + "[" * 100_000 + '\n{"id": "c"}\n', NEIGHBOURS, ["2:65 too-deep"]),
    Case("bytes that are not UTF-8", b'{"id": "a"}\n{"id": "\xff"}\n{"id": "c"}\n', NEIGHBOURS, ["2:9 not-utf8"]),
    Case("NUL", '{"id": "a"}\n\0\n{"id": "c"}\n', NEIGHBOURS, ["2:1 json-syntax"]),
    Case("UTF-16", '{"id": "a"}'.encode("utf-16"), [], ["- not-utf8"]),
    Case(
        "endless line",
        '{"id": "a"}\n{"id": "' + "x" * (3 * ROW_LIMIT) + '"}\n{"id": "c"}\n',
        NEIGHBOURS,
        ["2:1 line-too-long"],
    ),
]


@pytest.mark.parametrize("case", JSON_LINES_CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("name", ["register.jsonl", "register.ndjson"])
def test_json_lines_give_their_healthy_accounts_and_their_problems(case: Case, name: str) -> None:
    assert_reads_as(case, name)


def test_places_in_json_lines_count_the_lines_of_the_file() -> None:
    _, record = read("register.jsonl", '{"id": "a"}\n\n  {"id": "b", "handle": "đ"}\n').records

    assert extent(record.places.span(("handle",))) == "3:25-3:28"
    assert extent(record.places.key_span(("handle",))) == "3:15-3:23"
    assert record.places.source_line(3) == '  {"id": "b", "handle": "đ"}'


def test_a_file_in_another_encoding_is_given_up_after_some_lines() -> None:
    lines = [f'{{"id": "a{number}", "handle": "Nguyễn"}}'.encode("utf-16-le")[::2] + b"\xff\n" for number in range(500)]
    result = read("register.jsonl", b"".join(lines))

    assert not result.accounts
    assert len(result.problems) < 50


def test_the_offset_of_a_bad_byte_counts_from_the_start_of_the_file() -> None:
    data = b'\xef\xbb\xbf{"id": "a"}\n{"id": "\xff"}\n'
    for name in ("register.jsonl", "register.json"):
        problem = next(p for p in read(name, data).problems if p.code == "not-utf8")
        at = data.index(b"\xff")
        assert f"offset {at}" in problem.message.en


class _Recorder(io.BytesIO):
    """Remembers how far it was read."""

    lines_read = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        self.lines_read += 1
        return super().readline(size)


def test_json_lines_are_read_while_they_are_gone_through() -> None:
    stream = _Recorder("".join(json.dumps({"id": str(number)}) + "\n" for number in range(1000)).encode())
    register = read_register("-", stdin=stream, format="jsonl")

    assert [next(register.records).data["id"] for _ in range(3)] == ["0", "1", "2"]
    assert stream.lines_read < 10
