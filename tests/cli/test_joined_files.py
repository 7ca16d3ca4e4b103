"""Files joined with their byte order marks, and lines that end as old spreadsheets end them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.running import AS_OF, run

if TYPE_CHECKING:
    from pathlib import Path

_OPTIONS = (*AS_OF, "--lang", "en", "--output-format", "concise")
_MARK = "\ufeff"
_BROKEN_LAST = "wobsite"


@pytest.mark.parametrize(
    ("name", "content", "mark", "broken"),
    [
        ("r.jsonl", '{"id":"a"}\n\ufeff{"id":"b"}\n{"id":"c","kind":"wobsite"}\n', "2:1", "3:18"),
        ("r.csv", "id,kind\na,blog\n\ufeffid,kind\nb,blog\nc,wobsite\n", "3:1", "5:3"),
        ("r.csv", "id,kind\ra,blog\r\ufeffid,kind\rb,blog\rc,wobsite\r", "3:1", "5:3"),
        ("r.yaml", "- id: a\n\ufeff- id: b\n- {id: c, kind: wobsite}\n", "2:1", "3:17"),
        ("r.yaml", "accounts:\n- id: a\n\ufeffaccounts:\n- id: b\n- {id: c, kind: wobsite}\n", "3:1", "5:17"),
        ("r.json", '[{"id":"a"}]\n\ufeff[{"id":"b"},\n{"id":"c","kind":"wobsite"}]', "2:1", "3:18"),
        ("r.json", '{"id":"a"}\ufeff{"accounts":[{"id":"b"},\n{"id":"c","kind":"wobsite"}]}', "1:11", "2:18"),
    ],
)
def test_a_mark_inside_joined_files_is_named_and_the_accounts_on_both_sides_are_judged(
    name: str, content: str, mark: str, broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(f"{_MARK}{content}".encode())

    ran = run(capsys, "check", name, *_OPTIONS)
    errors = [line for line in ran.out.splitlines() if " undetermined: " not in line and name in line]

    assert [line.split()[:2] for line in errors] == [
        [f"{name}:{mark}:", "byte-order-mark"],
        [f"{name}:{broken}:", "unknown-value"],
    ]
    assert "delete the mark" in errors[0]
    assert "2 accounts, 1 file; exit 2" in ran.err


@pytest.mark.parametrize(
    ("name", "content"),
    [("r.jsonl", '{"id":"a"}\n{"id":"b"}\ufeff{"id":"c"}\n{"id":"d"}\n'), ("r.csv", "id\na\nb\ufeffid\nc\nd\n")],
)
def test_a_mark_within_a_line_is_named_and_costs_that_line_alone(
    name: str, content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(content, encoding="utf-8")

    ran = run(capsys, "check", name, *_OPTIONS)

    assert ran.out.count("byte-order-mark") == 1
    assert f"{name}:{'2:11' if name == 'r.jsonl' else '3:2'}: byte-order-mark" in ran.out
    assert "exit 2: 1 input error" in ran.err


@pytest.mark.parametrize("ending", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", _MARK], ids=["no mark", "mark"])
def test_a_table_is_read_alike_whatever_ends_its_lines(
    mark: str, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = ["id,holder.legal_name,kind", 'a,"Nguyễn', 'An",blog', "", 'b,"x""y",wobsite', "c,,blog"]
    (tmp_path / "r.csv").write_bytes((mark + ending.join(rows)).encode())

    ran = run(capsys, "check", "r.csv", *_OPTIONS)
    errors = [line for line in ran.out.splitlines() if " undetermined: " not in line and "r.csv" in line]

    assert [line.split()[:2] for line in errors] == [["r.csv:5:10:", "unknown-value"]]
    assert "2 accounts, 1 file; exit 2" in ran.err


def test_line_ends_may_be_mixed_and_lines_longer_than_what_is_read_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    blank = "\r" * 1_500_000
    (tmp_path / "r.csv").write_bytes(f"id,kind\r\na,blog\rb,blog\n{blank}c,{'z' * 2_500_000}\rd,wobsite\r\n".encode())
    ran = run(capsys, "check", "r.csv", *_OPTIONS)

    assert "r.csv:1500004:1: line-too-long" in ran.out
    assert "r.csv:1500005:3: unknown-value" in ran.out
    assert "2 accounts" in ran.err
