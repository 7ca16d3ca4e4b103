"""Build the library's wheel and install it into empty environments, without the network."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scripts.wheelhouse import ROOT, is_complete

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from scripts.wheelhouse import Interpreter

__all__ = ["Installed", "build", "install", "install_as_written"]

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
    _make_environment(interpreter, folder)
    _must([*_pip_install(interpreter, folder), wheel])
    return Installed(folder)


def install_as_written(command: str, wheel: Path, interpreter: Interpreter, folder: Path) -> str:
    """Run a `pip install ...` where there is no C compiler and no network; gives what pip says if it fails.

    The environment is made if it is not there. durable-rules is found as source only, as on the package index.
    """
    if not folder.exists():
        _make_environment(interpreter, folder)
    program, action, *wanted = shlex.split(command)
    assert (program, action) == ("pip", "install")
    links: list[str | Path] = [
        "--find-links",
        interpreter.sources,
        "--find-links",
        wheel.parent,
        "--no-binary",
        "durable-rules",
    ]
    done = _run([*_pip_install(interpreter, folder), "--no-cache-dir", *links, *wanted], {"CC": "/bin/false"})
    return done.stderr if done.returncode else ""


def _make_environment(interpreter: Interpreter, folder: Path) -> None:
    assert is_complete(interpreter), f"no wheels for {interpreter.executable}: run `make setup`"
    _must([interpreter.executable, "-m", "venv", "--without-pip", folder])


def _pip_install(interpreter: Interpreter, folder: Path) -> list[str | Path]:
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check"]
    into: list[str | Path] = ["--python", folder / "bin" / "python"]
    return [*pip, *into, "install", "--quiet", "--no-index", "--find-links", interpreter.wheels]


def _must(command: list[str | Path]) -> None:
    done = _run(command)
    assert done.returncode == 0, done.stderr


def _run(command: list[str | Path], variables: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    environment = _clean_environment() | dict(variables or {})
    return subprocess.run(command, env=environment, capture_output=True, check=False, encoding="utf-8", timeout=300)


def _clean_environment() -> dict[str, str]:
    """Give the environment without what would let the repository or another environment show through."""
    hidden = ("PIP_", "PYTHON", "PYTEST", "QD85RULES_", "VIRTUAL_ENV", "__PYVENV")
    return {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
