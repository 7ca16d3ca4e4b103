"""Timing: several rounds in turn, the fastest round of each counts.

What must not live here: what is measured.
"""

from __future__ import annotations

import gc
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["fastest_in_turn", "table"]


def fastest_in_turn(
    contestants: Mapping[str, Callable[[], object]], *, rounds: int = 7, seconds: float = 0.2
) -> dict[str, float]:
    """Time callables in turn, so that a change of the machine's speed touches all alike.

    Returns:
        Seconds for one call of each, in its fastest round.
    """
    calls = {name: _calls_for(run, seconds) for name, run in contestants.items()}
    best = dict.fromkeys(contestants, float("inf"))
    gc.collect()
    for _ in range(rounds):
        for name, run in contestants.items():
            begin = perf_counter()
            for _ in range(calls[name]):
                run()
            best[name] = min(best[name], (perf_counter() - begin) / calls[name])
    return best


def _calls_for(run: Callable[[], object], seconds: float) -> int:
    run()
    begin = perf_counter()
    run()
    once = max(perf_counter() - begin, 1e-7)
    return max(1, int(seconds / once))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay rows out as a Markdown table."""
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
