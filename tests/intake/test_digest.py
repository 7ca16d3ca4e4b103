"""A register's digest is that of the bytes that were read, once."""

from __future__ import annotations

import hashlib
import importlib
import io
import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from qd85rules.intake import read_register
from qd85rules.intake.content import Digesting

if TYPE_CHECKING:
    from pathlib import Path

Workbook: Any = importlib.import_module("openpyxl").Workbook  # the package ships no types


def _workbook() -> bytes:
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    sheet.append(["id"])
    sheet.append(["a"])
    book.save(out)
    return out.getvalue()


CONTENT = {
    "yaml": b"- id: a\n",
    "json": b'[{"id": "a"}]',
    "jsonl": b"".join(json.dumps({"id": f"a{number}", "handle": "x" * 90}).encode() + b"\n" for number in range(999)),
    "csv": b"id\n" + b"".join(b"a%d\n" % number for number in range(9999)),
    "xlsx": _workbook(),
}


@pytest.mark.parametrize("source", ["file", "stdin"])
@pytest.mark.parametrize(("ending", "data"), CONTENT.items(), ids=CONTENT)
def test_the_digest_is_that_of_the_whole_input(ending: str, data: bytes, source: str, tmp_path: Path) -> None:
    path = tmp_path / f"r.{ending}"
    path.write_bytes(data)
    stdin = io.BytesIO(data)

    register = read_register(path) if source == "file" else read_register("-", stdin=stdin, format=ending)
    assert list(register.records)

    assert register.digest == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert register.size == len(data)
    assert register.is_stdin is (source == "stdin")
    assert not stdin.closed


@pytest.mark.parametrize(("ending", "data"), CONTENT.items(), ids=CONTENT)
def test_a_file_is_opened_once(ending: str, data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / f"r.{ending}"
    path.write_bytes(data)
    opened: list[object] = []
    real = os.open

    def counting(name: str, flags: int) -> int:
        opened.append(name)
        return real(name, flags)

    monkeypatch.setattr("qd85rules.source.files.os.open", counting)
    register = read_register(path)
    list(register.records)

    assert register.digest
    assert opened == [path]


def test_what_was_not_read_to_its_end_has_no_digest(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(b"M\xe3 t\xe0i kho?n,H? v\xe0 t\xean,Di?n\n" + b"a,b,c\n" * 99_999)

    register = read_register(path)

    assert not list(register.records)
    assert (register.digest, register.size) == (None, None)
    assert [problem.code for problem in register.problems] == ["letters-lost"]
    assert read_register(tmp_path / "gone.csv").digest is None


def test_records_that_nobody_asked_for_leave_no_digest(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(CONTENT["jsonl"])
    register = read_register(path)

    assert next(register.records).data["id"] == "a0"
    assert register.digest is None


def test_a_stream_without_partial_reads_is_read_as_well() -> None:
    class Whole:
        def __init__(self, data: bytes) -> None:
            self._rest = io.BytesIO(data)

        def read(self, size: int) -> bytes:
            return self._rest.read(size)

    digesting = Digesting(Whole(b"ab" * 5), closes=False)  # type: ignore[arg-type]  # as little as a stream can have

    assert io.BufferedReader(digesting, 4).read() == b"ab" * 5
    assert digesting.digest == f"sha256:{hashlib.sha256(b'ab' * 5).hexdigest()}"
