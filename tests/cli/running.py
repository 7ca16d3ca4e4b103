"""Run the command: in this process, or as users do; and registers that are healthy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qd85rules.cli import main
from qd85rules.policy.packcache import CACHE_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest

__all__ = ["AS_OF", "HEALTHY", "LENT", "Ran", "clean_environment", "json_report", "run", "spawn"]

AS_OF = ("--as-of", "2024-11-01", "--no-config")

HEALTHY = """\
- id: ok
  kind: social_profile
  opened_on: 2023-05-02
  holder: {id: h1, legal_name: Nguyễn Thí Dụ, roles: [party_member]}
  profile: {display_name: Nguyễn Thí Dụ}
  declaration: {requested_on: never, declared_on: never, reported_on: 2023-05-10, report_truthful: true}
  in_use: true
  closed_on: never
"""
LENT = HEALTHY + "  transfers: [{direction: out, kind: lend, on: 2024-06-01}]\n"


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        report: dict[str, Any] = json.loads(self.out)
        return report


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Ran:
    """Run the command in this process."""
    capsys.readouterr()
    try:
        code = main([str(argument) for argument in arguments])
    except SystemExit as stop:
        code = int(stop.code or 0)
    written = capsys.readouterr()
    return Ran(int(code), written.out, written.err)


def json_report(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Ran:
    """Run `check` for a JSON report in English."""
    return run(capsys, "check", *arguments, *AS_OF, "--lang", "en", "--output-format", "json")


def clean_environment(**variables: str) -> dict[str, str]:
    """Give the environment without what would change the output, and with some variables."""
    hidden = ("QD85RULES_", "PYTHONIOENCODING", "PYTHONUTF8", "NO_COLOR", "FORCE_COLOR", "GITHUB_", "COV_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    return kept | {CACHE_VARIABLE: os.environ[CACHE_VARIABLE]} | variables


def spawn(
    *arguments: str | Path, cwd: Path, environ: Mapping[str, str] | None = None, stdin: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a program of its own."""
    return subprocess.run(
        [sys.executable, "-m", "qd85rules", *map(str, arguments)],
        cwd=cwd,
        env=clean_environment() if environ is None else dict(environ),
        input=stdin,
        capture_output=True,
        check=False,
        timeout=120,
    )
