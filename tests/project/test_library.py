"""Installed from its wheel, on every Python of this machine, the library does what programs expect of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scripts.wheelhouse import find_interpreters
from tests.project.installed import build, install
from tests.project.library_program import ROWS

PROGRAM = Path(__file__).with_name("library_program.py")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.mark.parametrize("interpreter", find_interpreters(), ids=lambda interpreter: interpreter.tag)
def test_a_program_finds_what_it_expects(wheel: Path, interpreter: object, tmp_path: Path) -> None:
    installed = install(wheel, interpreter, tmp_path / "env")  # type: ignore[arg-type]
    shutil.copy(PROGRAM, tmp_path / "program.py")

    proved = installed.run("python", "program.py", cwd=tmp_path)

    assert proved.split() == [row.__name__ for row in ROWS]
