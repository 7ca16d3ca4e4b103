"""Watches over workers: starts one for each target in turn, and keeps the input that one died of.

What must not live here: attempts, which run in the workers alone.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final, Self

from fuzz.found import FOUND, Found
from fuzz.nursery import GUIDED
from fuzz.oracle import Failure
from fuzz.targets import HERE

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["GROWN", "Nursery", "Ran", "can_be_guided", "run_target"]

GROWN: Final = HERE / "grown"
"""Inputs that reached new code, kept for the next campaign; Git leaves them out."""

_STUCK_SECONDS: Final = 600
_STUCK_PROCESSOR_SECONDS: Final = 60
_GRACE_SECONDS: Final = 60
_COVERED: Final = re.compile(r"cov: (\d+) ft: (\d+)")
_SHOWN: Final = 2000


@dataclass(slots=True)
class Ran:
    """What running one target came to; `covered` and `features` are libFuzzer's counts, where it guided."""

    target: str
    attempts: int = 0
    seconds: float = 0.0
    processor: float = 0.0
    covered: int = 0
    features: int = 0
    deaths: int = 0
    new: list[Path] = field(default_factory=list)

    def line(self) -> str:
        """Say it in one line."""
        cover = f", {self.covered} edges, {self.features} features" if self.covered else ""
        found = f"; NEW FAILURES: {len(self.new)}" if self.new else ""
        time = f"{self.seconds:.0f} s ({self.processor:.0f} s of the processor)"
        return f"{self.target}: {self.attempts} attempts in {time}{cover}, {self.deaths} deaths{found}"


def can_be_guided() -> bool:
    """Tell whether atheris is installed."""
    return importlib.util.find_spec("atheris") is not None


class Nursery:
    """A process that starts workers; it has to be closed."""

    def __init__(self, *, guided: bool) -> None:
        self.guided = guided
        self._process = subprocess.Popen(
            [sys.executable, "-m", "fuzz.nursery", *([GUIDED] if guided else [])],
            cwd=HERE.parent,
            env=os.environ | {"PYTHONHASHSEED": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=_GRACE_SECONDS)

    def start(self, log: Path, code: Path, arguments: Sequence[str]) -> int:
        """Start a worker, and give the number of its process; its exit code will stand in a file."""
        if self._process.stdin is None or self._process.stdout is None:
            msg = "the nursery has no pipes"
            raise RuntimeError(msg)
        self._process.stdin.write(json.dumps([str(log), str(code), *arguments]) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


def run_target(
    nursery: Nursery, target: str, *, found: Path = FOUND, seconds: int = 0, mutations: int = 0, seed: int = 1
) -> Ran:
    """Run one target: for a time, or its seeds and so many mutations of them; a worker that dies is replaced."""
    ran = Ran(target)
    before = set(found.glob(f"{target}/*/*"))
    begin = monotonic()
    while True:
        left = max(0, round(seconds - (monotonic() - begin)))
        options = ["--seconds", str(left), "--mutations", str(mutations), "--seed", str(seed + ran.deaths)]
        died = _run_worker(nursery, ran, found, options)
        # A short run says what it found and ends; a campaign goes on.
        if not died or not seconds or monotonic() - begin >= seconds:
            break
    ran.seconds = monotonic() - begin
    after = found.glob(f"{target}/*/*")
    ran.new = sorted(path for path in after if path not in before and path.suffix != ".txt")
    return ran


def _run_worker(nursery: Nursery, ran: Ran, found: Path, options: Sequence[str]) -> bool:
    """Run a worker to its end; tell whether it died."""
    grown = GROWN / ran.target
    if nursery.guided:
        grown.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="qd85-fuzz-") as name:
        folder = Path(name)
        kept = ["--found", str(found), *(["--grown", str(grown)] if nursery.guided else [])]
        worker = nursery.start(folder / "log", folder / "code", [ran.target, name, *kept, *options])
        ran.processor += _watch(worker, folder)
        code = int(_read(folder / "code"))
        said = _read(folder / "log").decode("utf-8", "replace")
        ran.attempts += int(_read(folder / "attempts") or b"0")
        for covered, features in _COVERED.findall(said)[-1:]:
            ran.covered, ran.features = max(ran.covered, int(covered)), max(ran.features, int(features))
        if code == 0:
            return False
        ran.deaths += 1
        _keep(Found(found, ran.target), folder, code, said)
        return True


def _watch(worker: int, folder: Path) -> float:
    """Wait until a worker has an exit code, and kill one that gets no further; give its processor time."""
    last, since, used, uses = b"", monotonic(), 0.0, 0.0
    try:
        while not _read(folder / "code"):
            sleep(0.1)
            now, uses = _read(folder / "attempts"), max(uses, _processor_of(worker))
            if now != last:
                last, since, used = now, monotonic(), uses
            # On a busy machine much time may pass in which a worker does not run at all.
            elif monotonic() - since > _STUCK_SECONDS or uses - used > _STUCK_PROCESSOR_SECONDS:
                with suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
    except BaseException:
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
        raise
    return uses


def _processor_of(pid: int) -> float:
    """Give the processor time that a process has had; 0 where the system does not tell."""
    stat = Path(f"/proc/{pid}/stat")
    try:
        fields = stat.read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _keep(found: Found, folder: Path, code: int, said: str) -> None:
    data = _read(folder / "input")
    door = _read(folder / "door").decode() or "start"
    # What libFuzzer, Rust or the interpreter said last is what tells one death from another.
    told = re.search(r"ERROR: libFuzzer: ([\w-]+)|panicked at ([^\s:]+)|Fatal Python error: (.*)|(\w+Error)\b", said)
    mark = next((group for group in told.groups() if group), "") if told else ""
    failure = Failure("death", f"{code}-{mark}", said[-_SHOWN:])
    if found.is_new(failure):
        found.keep(door, failure, data)


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""
