"""A file that is named twice, in whatever way, is read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.running import AS_OF, HEALTHY, LENT, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WAIVER = """\
- {rule: transfer/given-away, account: ok, reason: r, approver: p, authority: q, expires_on: 2025-01-01}
"""


def _linked(file: Path) -> Path:
    link = file.parent / f"link{file.suffix}"
    link.symlink_to(file)
    return link


def _linked_hard(file: Path) -> Path:
    link = file.parent / f"hard{file.suffix}"
    link.hardlink_to(file)
    return link


def _round_about(file: Path) -> Path:
    (file.parent / "sub").mkdir()
    return file.parent / "sub" / ".." / file.name


AGAIN: dict[str, Callable[[Path], Path]] = {
    "the same path": lambda file: file,
    "another spelling": _round_about,
    "a link": _linked,
    "a hard link": _linked_hard,
}


@pytest.mark.parametrize("again", AGAIN.values(), ids=AGAIN)
def test_a_file_of_waivers_given_twice_is_taken_once(
    again: Callable[[Path], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register, waivers = tmp_path / "r.yaml", tmp_path / "w.yaml"
    register.write_text(LENT, encoding="utf-8")
    waivers.write_text(WAIVER, encoding="utf-8")

    given = ("--waivers", waivers, "--waivers", again(waivers))
    ran = run(capsys, "check", register, *AS_OF, *given, "--output-format", "json")

    assert [waiver["state"] for waiver in ran.report["waivers"]] == ["active"]


@pytest.mark.parametrize("again", AGAIN.values(), ids=AGAIN)
def test_a_register_given_twice_is_judged_once(
    again: Callable[[Path], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = tmp_path / "r.yaml"
    register.write_text(HEALTHY, encoding="utf-8")

    ran = run(capsys, "check", register, again(register), *AS_OF, "--output-format", "json")

    assert ran.report["summary"]["accounts"] == 1
    assert ran.report["errors"] == []


@pytest.mark.parametrize("again", AGAIN.values(), ids=AGAIN)
def test_a_register_is_judged_once_where_its_folder_is_given_as_well(
    again: Callable[[Path], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = tmp_path / "r.yaml"
    register.write_text(HEALTHY, encoding="utf-8")

    ran = run(capsys, "check", tmp_path, again(register), *AS_OF, "--output-format", "json")

    assert ran.report["summary"]["accounts"] == 1
    assert ran.report["errors"] == []


def test_a_pack_given_twice_is_stacked_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.yaml").write_text(HEALTHY, encoding="utf-8")
    run(capsys, "init", tmp_path / "start")
    pack = next((tmp_path / "start").rglob("pack.yaml")).parent

    given = ("--pack", pack, "--pack", _round_about(pack))
    ran = run(capsys, "check", tmp_path / "r.yaml", *AS_OF, *given, "--output-format", "json")

    assert ran.report["policy"]["packs"].count(pack.name) == 1
