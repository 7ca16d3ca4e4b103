"""Every reader takes its seeds and some changes of them, the same on every machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fuzz.campaign import Nursery, run_target
from fuzz.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fuzz.targets import Target

MUTATIONS = 30


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery(guided=False) as opened:
        yield opened


@pytest.mark.parametrize("target", TARGETS)
def test_nothing_is_wrong_with_the_answers_to_the_seeds_and_some_changes_of_them(
    nursery: Nursery, target: str, tmp_path: Path
) -> None:
    ran = run_target(nursery, target, found=tmp_path, mutations=MUTATIONS)

    assert ran.attempts > MUTATIONS
    assert not ran.deaths
    assert not [(path.read_bytes(), path.with_name(f"{path.name}.txt").read_text("utf-8")) for path in ran.new]


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_a_target_has_seeds_and_they_are_small(target: Target) -> None:
    seeds = target.seeds()

    assert seeds or target.made_by
    assert all(len(seed) < 4096 for seed in seeds)
