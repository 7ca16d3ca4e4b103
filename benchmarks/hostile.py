"""Registers that are wrong everywhere: how time and memory grow as their size doubles, for every mistake and report.

A ratio of 2 is linear and one of 4 quadratic; below some hundredths of a second it means nothing and is left out.

What must not live here: the registers (`hostile_inputs`), and the process that reads one (`hostile_run`).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from benchmarks.hostile_inputs import INPUTS, JUDGED
from benchmarks.timing import table
from qd85rules.reporters import REPORTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["measure"]

_SIZE: Final = 1000
_SIZE_JUDGED: Final = 100
"""Accounts that are judged cost some hundred times as much in all reports as those that are refused."""
_TIMES: Final = (1, 2, 4)
_TIMEOUT_SECONDS: Final = 120
_LEAST_SECONDS: Final = 0.05


def measure() -> str:
    """Read each register at three sizes, each in a process of its own."""
    parts: list[str] = []
    with TemporaryDirectory() as folder:
        for name, mistakes in INPUTS.items():
            rows = [_row(mistake, make, Path(folder) / f"register.{name}") for mistake, make in mistakes.items()]
            parts.append(table([name, "n", "MB more", "read and judge", *REPORTERS], rows))
    what = "seconds of the processor at n, 2n, 4n and the ratio of the last two"
    what += "; MB are the peak's growth over reading two accounts"
    return f"{what}\n\n" + "\n\n".join(parts)


def _row(mistake: str, make: Callable[[int], bytes], path: Path) -> list[str]:
    print(f"{path.suffix} {mistake}", file=sys.stderr)
    size = _SIZE_JUDGED if mistake in JUDGED else _SIZE
    runs: list[dict[str, Any]] = []
    for times in _TIMES:
        path.write_bytes(make(size * times))
        command = [sys.executable, "-m", "benchmarks.hostile_run", str(path)]
        try:
            done = subprocess.run(command, check=True, capture_output=True, timeout=_TIMEOUT_SECONDS)
        except subprocess.SubprocessError as error:
            return [mistake, str(size), f"{type(error).__name__} at {times}n", *[""] * (1 + len(REPORTERS))]
        runs.append(json.loads(done.stdout))
    memory = " ".join(f"{run['megabytes']:.0f}" for run in runs)
    return [mistake, str(size), memory, *(_cell([run["seconds"][what] for run in runs]) for what in runs[0]["seconds"])]


def _cell(seconds: Sequence[float]) -> str:
    said = " ".join(f"{one:.2f}" for one in seconds)
    return f"{said} ×{seconds[-1] / seconds[-2]:.1f}" if seconds[-1] >= _LEAST_SECONDS else said
