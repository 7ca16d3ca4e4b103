"""Finding registers: in folders, with Git and without."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from qd85rules.intake.folder import find_registers

if TYPE_CHECKING:
    from pathlib import Path

FILES = [
    "b.yaml",
    "a.csv",
    "sub/c.JSON",
    "sub/deeper/d.xlsx",
    "sub/e.toml",
    "notes.txt",
    "pyproject.toml",
    "qd85rules.toml",
    "package.json",
    "mkdocs.yml",
    "cases/one.qd85test.yaml",
    "my-pack/pack.yaml",
    "my-pack/rules/rule.yaml",
    ".hidden.yaml",
    ".config/x.yaml",
    ".pre-commit-config.yaml",
    "~$d.xlsx",
    "ignored/f.yaml",
    "g.ignored.yaml",
]
REGISTERS = ["a.csv", "b.yaml", "sub/c.JSON", "sub/deeper/d.xlsx"]
IGNORED = ["g.ignored.yaml", "ignored/f.yaml"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    return tmp_path


def _git(folder: Path, *arguments: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True)  # noqa: S607 - the user's Git


@pytest.fixture
def repository(folder: Path) -> Path:
    (folder / ".gitignore").write_text("ignored/\n*.ignored.yaml\n", encoding="utf-8")
    _git(folder, "init", "-q")
    _git(folder, "add", "a.csv", "pyproject.toml")
    return folder


def _names(folder: Path, *paths: Path, exclude: tuple[str, ...] = ()) -> list[str]:
    found = find_registers(paths or [folder], exclude=exclude)
    assert not found.problems
    return [file.relative_to(folder).as_posix() for file in found.files]


def test_a_folder_gives_its_registers_in_order(folder: Path) -> None:
    assert _names(folder) == sorted([*REGISTERS, *IGNORED])


def test_what_git_ignores_is_left_out(repository: Path) -> None:
    assert _names(repository) == REGISTERS


def test_a_folder_below_the_repository_follows_its_rules(repository: Path) -> None:
    assert _names(repository, repository / "sub") == ["sub/c.JSON", "sub/deeper/d.xlsx"]
    assert [problem.code for problem in find_registers([repository / "ignored"]).problems] == ["nothing-to-check"]


def test_settings_of_another_repository_do_not_matter(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")

    assert _names(repository) == REGISTERS


def test_a_repository_inside_is_walked_by_its_own_rules(repository: Path) -> None:
    inner = repository / "inner"
    inner.mkdir()
    for name in ("x.yaml", "y.yaml"):
        (inner / name).write_text("x", encoding="utf-8")
    (inner / ".gitignore").write_text("y.yaml\n", encoding="utf-8")
    _git(inner, "init", "-q")

    assert "inner/x.yaml" in _names(repository)
    assert "inner/y.yaml" not in _names(repository)


def test_a_file_deleted_but_still_known_to_git_is_left_out(repository: Path) -> None:
    (repository / "a.csv").unlink()

    assert "a.csv" not in _names(repository)


def test_a_repository_that_git_refuses_is_walked_plainly(folder: Path) -> None:
    (folder / ".git").write_text("gitdir: /nowhere\n", encoding="utf-8")

    assert _names(folder) == sorted([*REGISTERS, *IGNORED])


def test_files_named_one_by_one_are_taken_whatever_they_are_called(repository: Path) -> None:
    names = ["ignored/f.yaml", "pyproject.toml", "notes.txt", ".hidden.yaml"]

    assert _names(repository, *(repository / name for name in names)) == names


def test_each_file_comes_once(folder: Path) -> None:
    (folder / "again.yaml").symlink_to(folder / "b.yaml")

    names = _names(folder, folder / "b.yaml", folder, folder / "sub", folder / ".." / folder.name / "a.csv")
    assert sorted(names) == sorted([*REGISTERS, *IGNORED])


def test_links_that_go_round_in_circles_end(folder: Path) -> None:
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "loop.yaml").symlink_to(folder / "loop.yaml")
    (folder / "lost.yaml").symlink_to(folder / "nowhere.yaml")

    assert _names(folder) == sorted([*REGISTERS, *IGNORED])


def test_patterns_can_be_left_out(folder: Path) -> None:
    assert _names(folder, exclude=("*.ignored.*", "f.yaml", "*.xlsx")) == [
        "a.csv",
        "b.yaml",
        "sub/c.JSON",
    ]


def test_standard_input_is_passed_on() -> None:
    assert [str(file) for file in find_registers(["-", "-"]).files] == ["-"]


def test_a_folder_with_nothing_to_check_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    found = find_registers([tmp_path, tmp_path / "gone"])

    assert found.files == ()
    assert [problem.code for problem in found.problems] == ["nothing-to-check", "no-such-file"]
