"""Prepare `build/wheelhouse/`: the run-time dependencies as wheels, once for each Python found on the machine.

Tests then install the library into empty environments without the network. What must not live here: any test.
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

__all__ = ["ROOT", "WHEELHOUSE", "Interpreter", "find_interpreters", "is_complete", "requirements"]

ROOT: Final = Path(__file__).resolve().parent.parent
WHEELHOUSE: Final = ROOT / "build" / "wheelhouse"

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


def find_interpreters() -> list[Interpreter]:
    """Find one released CPython for each minor version from 3.11: on `PATH`, under pyenv, and the running one."""
    found: dict[str, Interpreter] = {}
    for candidate in _candidates():
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
    return {"version": list(interpreter.version), "requirements": requirements()}


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
    subprocess.run([*pip, "wheel", "--wheel-dir", interpreter.wheels, *requirements()], check=True)
    _record(interpreter).write_text(json.dumps(_expected(interpreter), indent=2), "utf-8")


def main() -> int:
    """Prepare what is missing."""
    for interpreter in find_interpreters():
        if not is_complete(interpreter):
            _prepare(interpreter)
    return 0


if __name__ == "__main__":
    sys.exit(main())
