"""`qd85 questions`: what to ask, from registers on the command line, and how the run ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import AS_OF, HEALTHY, run

if TYPE_CHECKING:
    from pathlib import Path

OPEN = HEALTHY + "  transfers: [{direction: in, kind: borrow, on: 2024-06-01}]\n  incidents: []\n"
BAD = "- {id: bad, kind: foreign}\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "r.yaml"
    path.write_text(OPEN, encoding="utf-8")
    return path


def test_questions_are_listed_and_the_run_is_clean(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "questions", register, *AS_OF, "--lang", "en")

    assert ran.code == 0
    assert "transfer.purpose" in ran.out
    assert "qd85: 1 question on 1 account; 1 undetermined wait for answers; exit 0" in ran.err


def test_they_are_the_same_as_data(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "questions", register, *AS_OF, "--output-format", "json")

    [question] = json.loads(ran.out)["questions"]
    assert (question["item"], question["fact"]) == ("transfers[0]", "transfer.purpose")


def test_a_table_in_a_file_opens_in_a_spreadsheet(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to = register.parent / "q.csv"
    run(capsys, "questions", register, *AS_OF, "--output-format", "csv", "--output-file", to)

    assert to.read_bytes().startswith(b"\xef\xbb\xbfunit,holder_id,")


def test_what_could_not_be_read_is_told_and_fails_the_run(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register.write_text(OPEN + BAD, encoding="utf-8")

    ran = run(capsys, "questions", register, *AS_OF, "--lang", "en")

    assert ran.code == 2
    assert "transfer.purpose" in ran.out
    assert "r.yaml:11:19: unknown-value" in ran.err


def test_an_empty_register_is_no_list_without_questions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.yaml").write_text("[]\n", encoding="utf-8")

    assert run(capsys, "questions", tmp_path / "r.yaml", *AS_OF).code == 2
    assert run(capsys, "questions", tmp_path / "r.yaml", *AS_OF, "--allow-empty").code == 0


def test_the_register_is_never_written_over(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "questions", register, *AS_OF, "--output-format", "csv", "--output-file", register)

    assert ran.code == 2
    assert register.read_text(encoding="utf-8") == OPEN
