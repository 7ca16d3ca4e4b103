"""Try many random stacks: `python -m tests.oracle --stacks 10000 --seed 1`; exit 1 where something differs."""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor

from qd85rules.policy.packcache import CACHE_VARIABLE
from tests.oracle.comparison import differences

PROOFS_EVERY = 50
"""One stack of so many is compared with an edit of it as well, which takes Z3 seconds rather than milliseconds."""


def main() -> int:
    """Compare, and print what differs and how many stacks were tried."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle")
    parser.add_argument("--stacks", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1, help="that of the first stack; the others follow")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    # Packs that are used once need not be kept.
    os.environ[CACHE_VARIABLE] = "off"
    seeds = range(options.seed, options.seed + options.stacks)
    different = 0
    with ProcessPoolExecutor(options.jobs) as pool:
        for number, found in enumerate(pool.map(_tried, seeds, chunksize=10), 1):
            different += bool(found)
            for one in found:
                sys.stdout.write(f"{one}\n")
            if number % 500 == 0:
                sys.stdout.write(f"{number} stacks, {different} with a difference\n")
                sys.stdout.flush()
    sys.stdout.write(f"{options.stacks} stacks from seed {options.seed}: {different} with a difference\n")
    return 1 if different else 0


def _tried(seed: int) -> list[str]:
    return differences(seed, proofs=seed % PROOFS_EVERY == 0)


if __name__ == "__main__":
    sys.exit(main())
