"""Opening registers: what may be read, what may not, and how much of it."""

from __future__ import annotations

import io
import json
import os
import threading
from typing import TYPE_CHECKING

import pytest

from qd85rules.core.diagnostics import UsageError
from qd85rules.intake import EXTENSIONS, FORMATS, read_register
from qd85rules.source import files
from tests.intake.helpers import read

if TYPE_CHECKING:
    from pathlib import Path

    from typing_extensions import Buffer


def _codes(path: Path | str) -> list[str]:
    register = read_register(path)
    assert not list(register.records)
    return [problem.code for problem in register.problems]


@pytest.mark.parametrize("ending", EXTENSIONS)
def test_every_format_says_what_is_wrong_with_a_file_that_is_not_there(tmp_path: Path, ending: str) -> None:
    assert _codes(tmp_path / f"gone{ending}") == ["no-such-file"]
    assert _codes(tmp_path / "gone" / f"register{ending}") == ["no-such-file"]


@pytest.mark.parametrize("ending", EXTENSIONS)
def test_only_regular_files_are_opened(tmp_path: Path, ending: str) -> None:
    folder = tmp_path / f"folder{ending}"
    folder.mkdir()
    assert _codes(folder) == ["not-a-file"]

    zeros = tmp_path / f"zeros{ending}"
    zeros.symlink_to("/dev/zero")
    assert _codes(zeros) == ["not-a-file"]

    circle = tmp_path / f"circle{ending}"
    circle.symlink_to(circle)
    assert _codes(circle) == ["unreadable-file"]


@pytest.mark.parametrize("ending", EXTENSIONS)
def test_a_pipe_without_a_writer_does_not_hang(tmp_path: Path, ending: str) -> None:
    pipe = tmp_path / f"pipe{ending}"
    os.mkfifo(pipe)

    assert _codes(pipe) == ["not-a-file"]


def test_a_path_that_cannot_be_one_is_a_problem() -> None:
    assert _codes("a\0b.yaml") == ["unreadable-file"]


@pytest.mark.parametrize("name", ["register", "register.dat", "register.parquet.bak"])
def test_a_file_of_unknown_format_is_a_problem(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("- id: a\n", encoding="utf-8")

    assert _codes(tmp_path / name) == ["unknown-format"]


def test_a_format_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "register"
    path.write_text("- id: a\n", encoding="utf-8")

    assert [record.data for record in read_register(path, format="yaml").records] == [{"id": "a"}]


def test_a_format_that_does_not_exist_is_misuse() -> None:
    with pytest.raises(UsageError, match="unknown register format `xml`"):
        read_register("register.xml", format="xml")


def test_standard_input_needs_a_name_or_a_format() -> None:
    register = read_register("-", stdin=io.BytesIO(b"- id: a\n"))

    assert [problem.code for problem in register.problems] == ["unknown-format"]


@pytest.mark.parametrize(("name", "format_name"), [("a.YML", None), (None, "yaml")], ids=["name", "format"])
def test_standard_input_is_left_open(name: str | None, format_name: str | None) -> None:
    stream = io.BytesIO(b"- id: a\n")
    register = read_register("-", stdin=stream, stdin_name=name, format=format_name)

    assert [record.data for record in register.records] == [{"id": "a"}]
    assert not stream.closed
    assert register.path == (name or "-")


@pytest.mark.parametrize("name", ["r.yaml", "r.json", "r.jsonl", "r.csv"])
def test_places_name_the_file_as_the_user_did(tmp_path: Path, name: str) -> None:
    contents = {"r.csv": "id\na\n"}
    (tmp_path / name).write_text(contents.get(name, '{"id": "a"}\n'), encoding="utf-8")
    [record] = read_register(tmp_path / name, display_path=f"sub/{name}").records

    assert record.places.span(("id",)).path == f"sub/{name}"


@pytest.mark.parametrize("name", ["r.yaml", "r.json", "r.jsonl", "r.csv"])
def test_a_file_is_opened_once_and_closed(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = {"r.csv": "id\na\n"}
    (tmp_path / name).write_text(contents.get(name, '{"id": "a"}\n'), encoding="utf-8")
    opened: list[int] = []
    really_open = os.open

    def counted(path: Path, flags: int) -> int:
        opened.append(really_open(path, flags))
        return opened[-1]

    monkeypatch.setattr("qd85rules.source.files.os.open", counted)
    [record] = read_register(tmp_path / name).records
    (tmp_path / name).unlink()

    assert record.places.span(("id",)).line is not None
    assert len(opened) == 1
    with pytest.raises(OSError, match=r"[Bb]ad file descriptor"):
        os.fstat(opened[0])


@pytest.mark.parametrize("name", ["r.yaml", "r.json"])
def test_a_file_over_the_limit_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FILE_LIMIT", 1000)
    register = read_register("-", stdin=io.BytesIO(b"#" * 1001), stdin_name=name)

    assert [problem.code for problem in register.problems] == ["file-too-large"]


ENDLESS = {
    "r.yaml": '- {id: a}\n- {id: b, unit: "LONG"}\n- {id: c}\n',
    "r.json": '[{"id": "a"},\n{"id": "b", "unit": "LONG"},\n{"id": "c"}]\n',
}


@pytest.mark.parametrize("name", ENDLESS)
@pytest.mark.parametrize("filling", ["x", "{", "ễ"], ids=["text", "brackets", "marks"])
def test_an_endless_line_is_one_problem_and_its_neighbours_are_read(
    name: str, filling: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LINE_LIMIT", 100)
    before, _, after = ENDLESS[name].partition("LONG")
    result = read(name, before + filling * 500 + after)

    line = before.count("\n") + 1
    assert result.places == [f"{line}:1 line-too-long"]
    assert [account["id"] for account in result.accounts] == ["a", "c"]


def test_whole_accounts_on_both_ends_of_an_endless_line_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LINE_LIMIT", 100)
    accounts = [{"id": f"account-{number:03}"} for number in range(100)]
    result = read("r.json", json.dumps(accounts))

    assert result.places == ["1:1 line-too-long"]
    assert result.accounts == [*accounts[:2], *accounts[-2:]]


def test_bytes_lost_on_both_sides_of_a_cut_keep_their_accounts_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LINE_LIMIT", 100)
    lines = [
        b"- {id: a}",
        b"- {id: \xff}",
        b"- {id: long, unit: " + b"x" * 300 + b"}",
        b"- {id: \xff}",
        b"- {id: e}",
        b"",
    ]
    result = read("r.yaml", b"\n".join(lines))

    assert result.places == ["2:8 not-utf8", "3:1 line-too-long", "4:8 not-utf8"]
    assert result.accounts == [{"id": "a"}, {"id": "e"}]


MANY_BAD_BYTES = {
    "r.yaml": (b"- {id: a}\n", b"- {id: \xe2}\n", b"- {id: c}\n"),
    "r.json": (b'[{"id": "a"},\n', b'{"id": "\xe2"},\n', b'{"id": "c"}]\n'),
    "r.jsonl": (b'{"id": "a"}\n', b'{"id": "\xe2"}\n', b'{"id": "c"}\n'),
    "r.csv": (b"id\na\n", b"\xe2\n", b"c\n"),
}


@pytest.mark.parametrize("name", MANY_BAD_BYTES)
def test_a_file_in_another_encoding_is_one_problem_and_its_plain_accounts_are_read(name: str) -> None:
    before, bad, after = MANY_BAD_BYTES[name]
    result = read(name, before + bad * 30 + after)

    [problem] = result.problems
    assert problem.code == "not-utf8"
    assert problem.message.en.startswith("byte 0xE2 at offset ")
    assert problem.message.en.endswith("is not UTF-8, nor are many others")
    assert problem.span.line == before.count(b"\n") + bad.partition(b"\xe2")[0].count(b"\n") + 1
    assert [account["id"] for account in result.accounts] == ["a", "c"]


@pytest.mark.parametrize("name", ["r.yaml", "r.json"])
def test_bytes_that_are_no_text_are_one_problem(name: str) -> None:
    assert [problem.code for problem in read(name, bytes(range(1, 256)) * 50).problems] == ["not-utf8"]


@pytest.mark.parametrize("name", ["r.jsonl", "r.csv"])
def test_a_hundred_megabytes_without_a_line_end_take_little_memory(name: str) -> None:
    import tracemalloc  # noqa: PLC0415 - only here

    stream = _Endless(100 * 1024 * 1024)
    tracemalloc.start()
    register = read_register("-", stdin=io.BufferedReader(stream), stdin_name=name)
    assert not list(register.records)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert "line-too-long" in [problem.code for problem in register.problems]
    assert peak < 20 * 1024 * 1024


class _Endless(io.RawIOBase):
    """A line of one letter that does not end before its size is reached."""

    def __init__(self, size: int) -> None:
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer)
        count = min(len(view), self._left)
        view[:count] = b"x" * count
        self._left -= count
        return count


class _Failing(io.RawIOBase):
    def readable(self) -> bool:
        return True

    def readinto(self, _: object) -> int:
        raise OSError(5, "Input/output error")


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_disk_that_fails_is_a_problem(format_name: str) -> None:
    register = read_register("-", stdin=io.BufferedReader(_Failing()), format=format_name)

    assert not list(register.records)
    assert [problem.code for problem in register.problems][:1] == ["unreadable-file"]


def test_reading_needs_no_deep_stack() -> None:
    codes: list[str] = []

    def run() -> None:
        for name, text in (("r.json", "[" * 100_000), ("r.yaml", "[" * 100_000)):
            register = read_register("-", stdin=io.BytesIO(text.encode()), stdin_name=name)
            codes.extend(problem.code for problem in register.problems)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()

    assert codes == ["too-deep", "yaml-too-deep"]
