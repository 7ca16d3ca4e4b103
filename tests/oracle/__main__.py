"""Try many random stacks: `python -m tests.oracle --stacks 10000 --seed 1`; exit 1 where something differs.

`--kept FILE` keeps what was tried, portion by portion: the same command goes on where an earlier one was stopped, and
commands with other seeds may share the file. It holds for one state of the library; begin another file after a change.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from qd85rules.policy.packcache import CACHE_VARIABLE
from tests.oracle.comparison import differences

if TYPE_CHECKING:
    from collections.abc import Iterator

PROOFS_EVERY = 50
"""One stack of so many is compared with an edit of it as well, which Z3 has to prove."""

PORTION = 50
"""How many stacks are tried together, and kept together."""


def main() -> int:
    """Compare, and print what differs and how many stacks were tried."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle")
    parser.add_argument("--stacks", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1, help="that of the first stack; the others follow")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="stop after these")
    parser.add_argument("--kept", type=Path, help="keep in this file what was tried, and try nothing of it again")
    options = parser.parse_args()
    # Packs that are used once need not be kept.
    os.environ[CACHE_VARIABLE] = "off"
    tried = _tried(options.kept)
    wanted = range(options.seed, options.seed + options.stacks)
    portions = list(_portions([seed for seed in wanted if seed not in tried]))
    until = time.monotonic() + 60 * options.minutes
    with ProcessPoolExecutor(options.jobs) as pool:
        for seeds, found in pool.map(_try, portions):
            tried |= found
            for one in (one for each in found.values() for one in each):
                sys.stdout.write(f"{one}\n")
            if options.kept is not None:
                with options.kept.open("a", encoding="utf-8") as file:
                    file.write(f"{json.dumps(found, ensure_ascii=False)}\n")
            sys.stdout.write(f"seeds {seeds[0]} to {seeds[-1]} tried\n")
            sys.stdout.flush()
            if time.monotonic() > until:
                pool.shutdown(cancel_futures=True)
                break
    done = [seed for seed in wanted if seed in tried]
    different = sum(bool(tried[seed]) for seed in done)
    sys.stdout.write(
        f"{len(done)} of {options.stacks} stacks from seed {options.seed}: {different} with a difference\n"
    )
    return 1 if different else 0


def _tried(kept: Path | None) -> dict[int, list[str]]:
    """Give what was found of every seed that was tried before."""
    if kept is None or not kept.exists():
        return {}
    lines = map(json.loads, kept.read_text(encoding="utf-8").splitlines())
    return {int(seed): found for line in lines for seed, found in line.items()}


def _portions(seeds: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(seeds), PORTION):
        yield seeds[start : start + PORTION]


def _try(seeds: list[int]) -> tuple[list[int], dict[int, list[str]]]:
    return seeds, {seed: differences(seed, proofs=seed % PROOFS_EVERY == 0) for seed in seeds}


if __name__ == "__main__":
    sys.exit(main())
