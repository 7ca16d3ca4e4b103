"""A folder that is no pack: nothing was looked at, so that no command looks green."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.running import HEALTHY, run

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = [
    ("lint", "e", "--no-config"),
    ("lint", "e", "--no-proofs", "--no-config"),
    ("check", "r.yaml", "--pack", "./e", "--no-config"),
    ("forecast", "r.yaml", "--pack", "e", "--until", "2030-01-01", "--no-config"),
    ("baseline", "create", "r.yaml", "--baseline", "b.json", "--pack", "e", "--no-config"),
    ("test", "--pack", "e", "--no-config"),
    ("diff", "e", "e", "--no-config"),
    ("diff", "national", "e", "--no-config"),
    ("explain", "transfer/given-away", "--pack", "e", "--no-config"),
    ("clauses", "--pack", "e", "--no-config"),
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("files", [(), ("notes.txt", "clauses.yaml"), ("some.qd85test.yaml",)], ids=str)
@pytest.mark.usefixtures("english")
def test_a_folder_without_a_pack_file_and_without_a_rule_is_no_pack(
    arguments: tuple[str, ...],
    files: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "e").mkdir()
    (tmp_path / "r.yaml").write_text(HEALTHY, encoding="utf-8")
    for name in files:
        (tmp_path / "e" / name).write_text("[]\n", encoding="utf-8")

    ran = run(capsys, *arguments)

    assert ran.code == 2
    assert "is no pack: there is no `pack.yaml` and no rule in it" in ran.err


def test_a_folder_of_rules_alone_is_a_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "e").mkdir()
    (tmp_path / "e" / "rule.yaml").write_text("id: e/one\n", encoding="utf-8")

    assert "missing-key" in run(capsys, "lint", "e", "--no-config").err


def test_a_folder_without_cases_is_no_test_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "e").mkdir()

    assert run(capsys, "test", "e", "--no-config").code == 5
