"""Prepare `build/wheelhouse/`: the run-time dependencies as wheels, once for each Python found on the machine.

Tests then install the library into empty environments without the network. `DEPENDENCIES`, set by the Makefile,
chooses the releases: those of constraints.txt (`locked`), the newest (`latest`), or the oldest that are allowed
(`lowest`), which are prepared for the running Python alone, because newer ones have no wheels of them.

What must not live here: any test.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["DEPENDENCIES", "ROOT", "WHEELHOUSE", "Interpreter", "find_interpreters", "is_complete", "requirements"]

ROOT: Final = Path(__file__).resolve().parent.parent
DEPENDENCIES: Final = os.environ.get("DEPENDENCIES", "locked")
WHEELHOUSE: Final = ROOT / "build" / ("wheelhouse" if DEPENDENCIES == "locked" else f"wheelhouse-{DEPENDENCIES}")

_CONSTRAINTS: Final = {"locked": "constraints.txt", "lowest": "build/lowest.txt", "latest": None}[DEPENDENCIES]
_COMPILED: Final = "durable-rules"  # has no wheels: each installation compiles it

_NAMES: Final = ("python3", "python", *(f"python3.{minor}" for minor in range(11, 31)))
_PROBE: Final = """
import json, sys, sysconfig
json.dump({
    "implementation": sys.implementation.name,
    "final": sys.version_info.releaselevel == "final",
    "version": list(sys.version_info[:3]),
    "threads": "t" if sysconfig.get_config_var("Py_GIL_DISABLED") else "",
}, sys.stdout)
"""


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A CPython that the library supports; `tag` tells apart those that need wheels of their own."""

    tag: str
    version: tuple[int, int, int]
    executable: Path

    @property
    def wheels(self) -> Path:
        """Where the wheels for it are kept."""
        return WHEELHOUSE / self.tag

    @property
    def sources(self) -> Path:
        """Where durable-rules is kept as source, beside what is needed to build it."""
        return self.wheels / "sources"


def find_interpreters() -> list[Interpreter]:
    """Find one released CPython for each minor version from 3.11: on `PATH`, under pyenv, and the running one."""
    found: dict[str, Interpreter] = {}
    for candidate in _candidates() if DEPENDENCIES != "lowest" else [Path(sys.executable)]:
        interpreter = _probe(candidate)
        if interpreter is not None:
            found.setdefault(interpreter.tag, interpreter)
    return sorted(found.values(), key=lambda interpreter: (interpreter.version, interpreter.tag))


def requirements() -> list[str]:
    """List the run-time dependencies that pyproject.toml declares."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return sorted(project["dependencies"])


def is_complete(interpreter: Interpreter) -> bool:
    """Tell whether the wheels were prepared for this release of Python and for today's dependencies."""
    record = _record(interpreter)
    return record.is_file() and json.loads(record.read_text("utf-8")) == _expected(interpreter)


def _candidates() -> list[Path]:
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    folders += [version / "bin" for version in sorted(pyenv.glob("*"), reverse=True)]
    files = [folder / name for folder in folders for name in _NAMES]
    return [Path(sys.executable), *(file for file in files if os.access(file, os.X_OK))]


def _probe(executable: Path) -> Interpreter | None:
    # A pyenv shim is executable even where its version is not selected: only running it tells.
    try:
        answer = subprocess.run([executable, "-I", "-c", _PROBE], capture_output=True, check=True, timeout=30)
        facts = json.loads(answer.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    major, minor, micro = facts["version"]
    if facts["implementation"] != "cpython" or not facts["final"] or (major, minor) < (3, 11):
        return None
    return Interpreter(f"cp{major}{minor}{facts['threads']}", (major, minor, micro), executable)


def _record(interpreter: Interpreter) -> Path:
    return interpreter.wheels / "complete.json"


def _expected(interpreter: Interpreter) -> dict[str, object]:
    pins = "" if _CONSTRAINTS is None else (ROOT / _CONSTRAINTS).read_text("utf-8")
    return {"version": list(interpreter.version), "requirements": requirements(), "pins": pins}


def _prepare(interpreter: Interpreter) -> None:
    print(f"wheels for {interpreter.tag}", file=sys.stderr)
    shutil.rmtree(interpreter.wheels, ignore_errors=True)
    interpreter.wheels.mkdir(parents=True)
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        interpreter.executable,
        "--quiet",
        "--disable-pip-version-check",
    ]
    environment = dict(os.environ)
    if _CONSTRAINTS is not None:
        # Relative to the working folder: the variables are lists, separated by spaces.
        environment |= {"PIP_CONSTRAINT": _CONSTRAINTS, "PIP_BUILD_CONSTRAINT": _CONSTRAINTS}
    wanted = requirements()
    commands: list[list[str | Path]] = [["wheel", "--wheel-dir", interpreter.wheels, *wanted]]
    if interpreter.version < (3, 13):
        source = [each for each in wanted if each.startswith(_COMPILED)]
        download: list[str | Path] = ["download", "--dest", interpreter.sources]
        commands.append([*download, "--no-deps", "--no-binary", _COMPILED, *source])
        commands.append([*download, "--only-binary", ":all:", "setuptools"])
    for command in commands:
        subprocess.run([*pip, *command], check=True, cwd=ROOT, env=environment)
    _record(interpreter).write_text(json.dumps(_expected(interpreter), indent=2), "utf-8")


def main() -> int:
    """Prepare what is missing."""
    for interpreter in find_interpreters():
        if not is_complete(interpreter):
            _prepare(interpreter)
    return 0


if __name__ == "__main__":
    sys.exit(main())
