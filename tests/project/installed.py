"""Build the library's wheel and install it into empty environments, without the network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scripts.wheelhouse import ROOT, is_complete

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.wheelhouse import Interpreter

__all__ = ["Installed", "build", "install"]

MAIN_JOB = ("check", "examples/register.yaml", "--as-of", "2024-11-01", "--output-format", "json")


@dataclass(frozen=True, slots=True)
class Installed:
    """An environment that holds the wheel and its run-time dependencies."""

    folder: Path

    def run(self, *arguments: str, cwd: Path, status: int = 0) -> str:
        """Run a program of the environment and give what it prints; it must end with `status`."""
        command: list[str | Path] = [self.folder / "bin" / arguments[0], *arguments[1:]]
        done = subprocess.run(
            command, cwd=cwd, env=_clean_environment(), capture_output=True, check=False, encoding="utf-8", timeout=120
        )
        assert done.returncode == status, done.stderr
        return done.stdout

    def run_main_job(self, program: tuple[str, ...], folder: Path) -> dict[str, Any]:
        """Check a copy of the example register from an otherwise empty folder; gives the JSON report."""
        shutil.copytree(ROOT / "examples", folder / "examples", dirs_exist_ok=True)
        report: dict[str, Any] = json.loads(self.run(*program, *MAIN_JOB, cwd=folder, status=1))
        return report


def build(target: str, folder: Path) -> Path:
    """Build `wheel` or `sdist` into a folder; gives the file."""
    command: list[str | Path] = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", folder]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr
    [file] = folder.iterdir()
    return file


def install(wheel: Path, interpreter: Interpreter, folder: Path) -> Installed:
    """Make an empty environment for an interpreter and install the wheel from the prepared wheels alone."""
    assert is_complete(interpreter), f"no wheels for {interpreter.executable}: run `make setup`"
    _must([interpreter.executable, "-m", "venv", "--without-pip", folder])
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--isolated",
        "--disable-pip-version-check",
        "--python",
        folder / "bin" / "python",
    ]
    _must([*pip, "install", "--quiet", "--no-index", "--find-links", interpreter.wheels, wheel])
    return Installed(folder)


def _must(command: list[str | Path]) -> None:
    done = subprocess.run(
        command, env=_clean_environment(), capture_output=True, check=False, encoding="utf-8", timeout=300
    )
    assert done.returncode == 0, done.stderr


def _clean_environment() -> dict[str, str]:
    """Give the environment without what would let the repository or another environment show through."""
    hidden = ("PIP_", "PYTHON", "PYTEST", "QD85RULES_", "VIRTUAL_ENV", "__PYVENV")
    return {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
