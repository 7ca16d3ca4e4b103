"""The process that attempts run in: guided by coverage where atheris is installed, or by chance alone.

What must not live here: watching over this process (`campaign`), which may die at any moment.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from random import Random
from time import monotonic
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from fuzz.attempt import Place
from fuzz.found import Found
from fuzz.growth import LARGEST, grown, measure
from fuzz.guard import bound_memory
from fuzz.minimise import minimise
from fuzz.mutate import Mutator
from fuzz.oracle import Failure, judge, located
from fuzz.targets import TARGETS
from fuzz.tokens import dictionary_lines, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuzz.targets import Target

__all__ = ["main", "replay"]

_LONGEST: Final = 16 * 1024
_GROWTH_EVERY: Final = 1000
_NEVER: Final = 1_000_000
"""Seconds; the guard and the campaign watch the time, and 0 would mean at once."""
_TRIES: Final = 300
_TRACEBACK: Final = "QD85RULES_TRACEBACK"


class Worker:
    """Attempts on one target, with all that is kept of them."""

    def __init__(self, target: Target, folder: Path, found: Path, *, growth: bool) -> None:
        self._target = target
        self._growth = growth
        self._found = Found(found, target.name)
        self._state = os.open(folder / "attempts", os.O_CREAT | os.O_WRONLY, 0o600)
        self._input = folder / "input"
        self._door = folder / "door"
        self._attempts = 0
        # Neither modules nor packs may be kept beside the code: an attempt writes in its own folder alone.
        sys.dont_write_bytecode = True
        for name in [name for name in os.environ if name.startswith(("QD85RULES_", "GITHUB_"))]:
            del os.environ[name]
        # No pack of an attempt may be kept for another.
        os.environ["QD85RULES_CACHE_DIR"] = "off"
        bound_memory()
        place = folder / "place"
        place.mkdir()
        self._place = Place(place, target)
        self.seeds = self._place.seeds()
        self._place.warm_up(self.seeds)
        self.mutator = Mutator(words_of(target), self.seeds, _LONGEST)

    def take(self, data: bytes) -> None:
        """Attempt one input at the door that its bytes choose, and keep what is new of its failures."""
        door = self._target.door_of(data)
        for failure in self.judged(data, door):
            if self._found.is_new(failure):
                self._found.keep(door, failure, self._smallest(data, door, failure))
        if self._growth and crc32(data, 1) % _GROWTH_EVERY == 0:
            self._grow(data, door)

    def _smallest(self, data: bytes, door: str, failure: Failure) -> bytes:
        def still_fails(smaller: bytes) -> bool:
            return any(other.signature == failure.signature for other in self.judged(smaller, door))

        return minimise(data, still_fails, _TRIES)

    def judged(self, data: bytes, door: str) -> list[Failure]:
        """Give what is wrong with the answer of a door."""
        self._announce(data, door)
        failures = judge(self._target.doors[door], self._place.attempt(data, door))
        if all(failure.kind != "internal" for failure in failures):
            return failures
        # The command tells an internal error in one line; once more, to see where it arose.
        os.environ[_TRACEBACK] = "1"
        try:
            shown = b"".join(answer.err for answer in self._place.attempt(data, door)).decode("utf-8", "replace")
        finally:
            del os.environ[_TRACEBACK]
        return [located(failure, shown) if failure.kind == "internal" else failure for failure in failures]

    def _announce(self, data: bytes, door: str) -> None:
        """Write down what comes, for the campaign to find if this process dies of it."""
        self._input.write_bytes(data)
        self._door.write_text(door, "utf-8")
        self._attempts += 1
        os.pwrite(self._state, b"%d" % self._attempts, 0)

    def _grow(self, data: bytes, door: str) -> None:
        make = grown(data, Random(crc32(data)))

        def seconds(large: bytes) -> float:
            self._announce(large, door)
            return sum(answer.seconds for answer in self._place.attempt(large, door))

        times = measure(make, seconds)
        if times is None:
            return
        shown = " s, ".join(f"{second:.2f}" for second in times)
        failure = Failure(
            "growth", door, f"{shown} s at {LARGEST // 4096}, {LARGEST // 2048} and {LARGEST // 1024} KiB"
        )
        if self._found.is_new(failure):
            self._found.keep(door, failure, make(LARGEST // 4))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a worker; it ends by itself after its time or its number of attempts."""
    parser = argparse.ArgumentParser(prog="fuzz.worker")
    parser.add_argument("target", choices=tuple(TARGETS))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--found", type=Path, required=True, help="where inputs that fail are kept")
    parser.add_argument("--grown", type=Path, help="be guided by coverage, and keep what reached new code here")
    parser.add_argument("--seconds", type=int, default=0)
    parser.add_argument("--mutations", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    target = TARGETS[options.target]
    tempfile.tempdir = os.environ["HOME"] = str(options.folder)
    if options.grown:
        _guided(target, options)
    else:
        _by_chance(target, options)


def replay(file: Path, folder: Path, target: str | None, door: str | None) -> list[Failure]:
    """Give one kept input once more, in this process; its path names the target and the door."""
    chosen = TARGETS[target or file.parent.parent.name]
    worker = Worker(chosen, folder, folder, growth=False)
    data = file.read_bytes()
    named = door or file.parent.name
    return worker.judged(data, named if named in chosen.doors else chosen.door_of(data))


def _by_chance(target: Target, options: argparse.Namespace) -> None:
    worker = Worker(target, options.folder, options.found, growth=options.seconds > 0)
    random = Random(f"{target.name} {options.seed}")
    for seed in worker.seeds:
        worker.take(seed)
    end = monotonic() + options.seconds
    left = options.mutations
    while left > 0 or monotonic() < end:
        worker.take(worker.mutator.fresh(random))
        left -= 1


def _guided(target: Target, options: argparse.Namespace) -> None:
    import atheris  # noqa: PLC0415 - only where it is installed, and asked for

    worker = Worker(target, options.folder, options.found, growth=True)
    seeds = options.folder / "seeds"
    seeds.mkdir()
    for number, seed in enumerate(worker.seeds):
        (seeds / str(number)).write_bytes(seed)
    dictionary = options.folder / "dictionary"
    dictionary.write_text(dictionary_lines(words_of(target)), "ascii")

    def mutate(data: bytes, limit: int, seed: int) -> bytes:
        # Every other time libFuzzer's own changes, which know what reached new code.
        changed: Any = atheris.Mutate(data, limit) if seed % 2 else worker.mutator.mutate(data, Random(seed))
        return bytes(changed)[:limit]

    limits = [
        f"-max_total_time={max(1, options.seconds)}",
        f"-max_len={_LONGEST}",
        f"-timeout={_NEVER}",
        "-rss_limit_mb=2048",
    ]
    names = [f"-dict={dictionary}", f"-artifact_prefix={options.folder}/", "-print_final_stats=1"]
    places = [str(options.grown), str(seeds)]
    atheris.Setup(["fuzz", *places, *limits, *names, f"-seed={options.seed}"], worker.take, custom_mutator=mutate)
    atheris.Fuzz()
