"""The work for a register grows with its size: twice the mistakes take twice the calls, whatever the mistake.

Calls are counted, not seconds, so the test means the same on every machine; what the interpreter does within one call
of its own is for the benchmark `hostile` to time.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks.hostile_inputs import INPUTS, JUDGED
from qd85rules.cli import main
from qd85rules.reporters import REPORTERS

if TYPE_CHECKING:
    from pathlib import Path

CASES = [(name, mistake) for name, mistakes in INPUTS.items() for mistake in mistakes]
REPORTED = ("a foreign word each", "a violation each", "unknown keys in one account")
SLACK = 3000
"""Calls that come with a first use, a cache that is full, or a limit that is reached."""


def calls(path: Path, *, every_report: bool) -> int:
    """Count the calls of one run, those into C included."""
    number = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal number
        number += event in {"call", "c_call"}

    formats = REPORTERS if every_report else ("concise",)
    reports = [part for name in formats for part in ("--output-format", name, "--output-file", f"{path}.{name}.out")]
    sys.setprofile(count)
    try:
        main(["check", str(path), "--as-of", "2024-11-01", "--no-config", "--quiet", "--engine", "reference", *reports])
    finally:
        sys.setprofile(None)
    return number


@pytest.mark.parametrize(("name", "mistake"), CASES, ids=[f"{name}: {mistake}" for name, mistake in CASES])
def test_twice_the_mistakes_take_twice_the_calls(name: str, mistake: str, tmp_path: Path) -> None:
    sizes = (4, 8, 16) if mistake in JUDGED else (25, 50, 100)
    counted: list[int] = []
    for size in (sizes[0], *sizes):
        path = tmp_path / f"register.{name}"
        path.write_bytes(INPUTS[name][mistake](size))
        counted.append(calls(path, every_report=mistake in REPORTED))
    _, small, middle, large = counted

    assert large - middle <= 2.4 * max(middle - small, 0) + SLACK
