"""Watches over workers: starts one for each target in turn, and keeps the input that one died of.

What must not live here: attempts, which run in the workers alone.
"""

from __future__ import annotations

import importlib.util
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final

from fuzz.found import FOUND, Found
from fuzz.oracle import Failure
from fuzz.targets import HERE

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["GROWN", "Ran", "can_be_guided", "run_target"]

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


def run_target(
    target: str, *, found: Path = FOUND, seconds: int = 0, mutations: int = 0, seed: int = 1, guided: bool = False
) -> Ran:
    """Run one target: for a time, or its seeds and so many mutations of them; a worker that dies is replaced."""
    ran = Ran(target)
    before = set(found.glob(f"{target}/*/*"))
    begin, used = monotonic(), _processor()
    while True:
        left = max(0, round(seconds - (monotonic() - begin)))
        options = ["--seconds", str(left), "--mutations", str(mutations), "--seed", str(seed + ran.deaths)]
        died = _run_worker(ran, found, [*options, *(["--guided"] if guided else [])])
        # A short run says what it found and ends; a campaign goes on.
        if not died or not seconds or monotonic() - begin >= seconds:
            break
    ran.seconds, ran.processor = monotonic() - begin, _processor() - used
    after = found.glob(f"{target}/*/*")
    ran.new = sorted(path for path in after if path not in before and path.suffix != ".txt")
    return ran


def _processor() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _run_worker(ran: Ran, found: Path, options: Sequence[str]) -> bool:
    """Run a worker to its end; tell whether it died."""
    grown = GROWN / ran.target
    if "--guided" in options:
        grown.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="qd85-fuzz-") as name:
        folder = Path(name)
        log = folder / "log"
        kept = ["--found", str(found), "--grown", str(grown)]
        command = [sys.executable, "-m", "fuzz.worker", ran.target, name, *kept, *options]
        environment = os.environ | {"PYTHONHASHSEED": "0", "HOME": name, "XDG_CACHE_HOME": name}
        with log.open("wb") as stream:
            worker = subprocess.Popen(
                command, cwd=HERE.parent, env=environment, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream
            )
            code = _wait(worker, folder / "attempts")
        said = log.read_text("utf-8", "replace")
        ran.attempts += int(_read(folder / "attempts") or b"0")
        for covered, features in _COVERED.findall(said)[-1:]:
            ran.covered, ran.features = max(ran.covered, int(covered)), max(ran.features, int(features))
        if code == 0:
            return False
        ran.deaths += 1
        _keep(Found(found, ran.target), folder, code, said)
        return True


def _wait(worker: subprocess.Popen[bytes], attempts: Path) -> int:
    """Wait for a worker, and kill one that has attempted nothing for long; give its exit code, or -9."""
    last, since, used = b"", monotonic(), 0.0
    try:
        while worker.poll() is None:
            sleep(0.2)
            now, uses = _read(attempts), _processor_of(worker.pid)
            if now != last:
                last, since, used = now, monotonic(), uses
            # On a busy machine much time may pass in which a worker does not run at all.
            elif monotonic() - since > _STUCK_SECONDS or uses - used > _STUCK_PROCESSOR_SECONDS:
                worker.kill()
        return worker.wait(_GRACE_SECONDS)
    finally:
        if worker.poll() is None:
            worker.send_signal(signal.SIGKILL)
            worker.wait()


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
