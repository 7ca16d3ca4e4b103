"""Settings are data from strangers: where they are looked for, whose are taken, and what they can have written."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import HEALTHY, LENT, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY = ("--as-of", "2024-11-01", "--lang", "en")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory some folders down, with a register; its files are of this user alone."""
    here = tmp_path / "top" / "project" / "sub"
    here.mkdir(parents=True)
    (here / "r.yaml").write_text(LENT, encoding="utf-8")
    (tmp_path / "outside").mkdir()
    monkeypatch.chdir(here)
    return here


def used(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    """Give the settings file that a run used, as it tells it, and all of standard error."""
    ran = run(capsys, "check", "r.yaml", "-v", *DAY, *arguments)
    last = [line for line in ran.err.splitlines() if "2024-11-01" in line][-1]
    return last.removeprefix("qd85: ").split(";")[0], ran.err


# Where it is looked for


@pytest.mark.parametrize("boundary", ["a repository", "a work tree", "the home folder"])
def test_the_search_ends_at_the_top_of_the_repository_and_at_the_home_folder(
    boundary: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder.parents[1] / "qd85rules.toml").write_text("")
    if boundary == "a repository":
        (folder.parent / ".git").mkdir()
    elif boundary == "a work tree":
        (folder.parent / ".git").write_text("gitdir: elsewhere\n")
    else:
        monkeypatch.setenv("HOME", str(folder.parent))
        monkeypatch.setenv("USERPROFILE", str(folder.parent))

    assert used(capsys)[0] == "no settings file"

    (folder.parent / "qd85rules.toml").write_text("")
    assert used(capsys)[0] == "../qd85rules.toml"


# Whose it is


def foreign(path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root gives files away")
    os.chown(path, 65534, 65534)


def writable_by_all(path: Path) -> None:
    path.chmod(0o666)


def writable_by_a_group(path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root gives files to any group")
    os.chown(path, -1, 65534)
    path.chmod(0o664)


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to("nothing")


UNTRUSTED: dict[str, tuple[Callable[[Path], None], str]] = {
    "of another user": (foreign, "belongs to another user"),
    "that all may write": (writable_by_all, "others may write"),
    "that a group may write": (writable_by_a_group, "others may write"),
    "that is a pipe": (pipe, "not a regular file"),
    "that is a link to nothing": (link_to_nothing, "not a regular file"),
}


@pytest.mark.parametrize("name", ["qd85rules.toml", "pyproject.toml"])
@pytest.mark.parametrize(("make", "why"), UNTRUSTED.values(), ids=UNTRUSTED)
def test_a_file_that_others_could_have_written_is_left_out_with_a_warning(
    make: Callable[[Path], None], why: str, name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder.parent / "qd85rules.toml").write_text("")
    path = folder / name
    path.write_text("[tool.qd85rules]\nexit-zero = true\n" if name == "pyproject.toml" else "exit-zero = true\n")
    make(path)

    found, err = used(capsys, "-q")

    assert found == "../qd85rules.toml"
    if name == "qd85rules.toml" or "regular" not in why:
        assert f"settings in {name} are left out" in err
        assert why in err


def test_a_file_that_is_named_is_taken_whoever_owns_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "qd85rules.toml").write_text("")
    (folder / "qd85rules.toml").chmod(0o666)

    assert used(capsys, "--config", "qd85rules.toml")[0] == "qd85rules.toml"


def test_whoever_became_root_with_sudo_has_own_settings(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "qd85rules.toml").write_text("")
    foreign(folder / "qd85rules.toml")
    monkeypatch.setenv("SUDO_UID", "65534")

    assert used(capsys)[0] == "qd85rules.toml"


@pytest.mark.parametrize(
    "command", ["check r.yaml", "forecast r.yaml --until 2024-12-31", "clauses", "lint --no-proofs"]
)
def test_every_command_warns_where_one_folder_has_both_files(
    command: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "qd85rules.toml").write_text("")
    (folder / "pyproject.toml").write_text("[tool.qd85rules]\n")

    ran = run(capsys, *command.split(), "--lang", "en")

    assert "qd85rules.toml counts, and [tool.qd85rules] of pyproject.toml beside it does not" in ran.err


def test_a_starter_is_not_written_beside_settings_of_a_shared_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "pyproject.toml").write_text('[tool.qd85rules]\nfail-on = "recommendation"\n')
    before = sorted(folder.iterdir())

    ran = run(capsys, "init", "--lang", "en")

    assert (ran.code, "qd85 init DIR" in ran.err) == (2, True)
    assert sorted(folder.iterdir()) == before


# What it can have written

OUTSIDE = {
    "a path upwards": "../../../outside/x",
    "an absolute path": "/{top}/outside/x",
    "a link": "link/x",
    "a link to a file": "file",
    "the files of Git": ".git/hooks/post-checkout",
    "the files of Git below": "deep/.GIT/config",
    "a device": "/dev/null",
}


@pytest.mark.parametrize("named", [(), ("--config", "qd85rules.toml")], ids=["found", "named"])
@pytest.mark.parametrize("target", OUTSIDE.values(), ids=OUTSIDE)
def test_a_settings_file_has_nothing_written_outside_its_folder(
    target: str, named: tuple[str, ...], folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "link").symlink_to(tmp_path / "outside")
    (folder / "file").symlink_to(tmp_path / "outside" / "x")
    (folder / ".git").mkdir()
    out = target.replace("/{top}", str(tmp_path))
    (folder / "qd85rules.toml").write_text(f'output-format = "text"\noutput-file = "{out}"\nexit-zero = true\n')

    ran = run(capsys, "check", "r.yaml", *DAY, *named)

    assert (ran.code, "writes below its own folder only" in ran.err) == (2, True), ran.err
    assert not list((tmp_path / "outside").iterdir())
    assert not list((folder / ".git").iterdir())


def test_a_settings_file_keeps_no_baseline_outside_its_folder(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "qd85rules.toml").write_text('baseline = "../../../outside/b.json"\n')

    ran = run(capsys, "baseline", "create", "r.yaml", *DAY)

    assert (ran.code, "writes below its own folder only" in ran.err) == (2, True), ran.err
    assert not list((tmp_path / "outside").iterdir())


def test_a_settings_file_writes_below_its_folder_and_flags_write_anywhere(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder.parent / "qd85rules.toml").write_text(
        'output-format = ["text", "json"]\noutput-file = ["-", "out/r.json"]\n'
    )

    assert run(capsys, "check", "r.yaml", *DAY).code == 1
    assert (folder.parent / "out" / "r.json").is_file()
    assert run(capsys, "check", "r.yaml", *DAY, "--output-file", str(tmp_path / "outside" / "x")).code == 1
    assert (tmp_path / "outside" / "x").is_file()


# What it leaves out

PATTERNS = [
    *("old", "old/", "old/*", "**/old/**", "/old", "ex/old/a.yaml", "ex/**/a.yaml", "r.yaml", "*.yaml", "[a-d].yaml"),
    *("old.?", "new", "ex/old", "/*/old", "**/old.d", "*/", "o*d"),
]
TREE = ["ex/old/a.yaml", "ex/old/b.yaml", "new/old.d/c.yaml", "new/old/d.yaml", "old/e.yaml", "r.yaml"]


@pytest.fixture
def tree(folder: Path) -> Path:
    for name in TREE:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(HEALTHY.replace("id: ok", f"id: {name}"), encoding="utf-8")
    return folder


def read_files(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[list[str], str]:
    ran = run(capsys, "check", ".", "-v", "--allow-empty", *DAY, *arguments)
    lines = [line for line in ran.err.splitlines() if line.endswith("1 account")]
    return sorted(line.removeprefix("qd85: ").split(":")[0] for line in lines), ran.err


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("place", ["plain", "in a repository"])
def test_patterns_leave_out_what_git_would(
    pattern: str, place: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=tree, check=True, capture_output=True, text=True).stdout  # noqa: S607 - the user's Git

    git("init", "-q")
    kept = sorted(git("ls-files", "--others", "--exclude", pattern).split())
    if place == "plain":
        (tree / ".git").rename(tree / ".not-git")

    found, err = read_files(capsys, "--exclude", pattern)

    assert found == kept != sorted(TREE)
    assert "matched nothing" not in err


def test_patterns_of_a_file_start_from_its_folder_and_those_of_flags_from_the_working_directory(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tree.parent / "qd85rules.toml").write_text('exclude = ["/sub/old", "/old", "/sub/ex/", "!/sub/new/old"]\n')

    of_file, err = read_files(capsys)
    of_flag, _ = read_files(capsys, "--exclude", "/old")

    assert of_file == ["new/old.d/c.yaml", "new/old/d.yaml", "r.yaml"]
    assert "`/old` matched nothing" in err
    assert err.count("matched nothing") == 1
    assert of_flag == ["ex/old/a.yaml", "ex/old/b.yaml", "new/old.d/c.yaml", "new/old/d.yaml", "r.yaml"]


@pytest.mark.usefixtures("tree")
def test_a_pattern_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, "check", ".", "--exclude", "!", *DAY)

    assert (found.code, ".gitignore" in found.err) == (2, True), found.err
