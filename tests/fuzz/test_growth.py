"""Growth that is faster than the input is noticed."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from fuzz.growth import LARGEST, grown, measure

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("seconds", "noticed"),
    [
        (lambda size: size / 2**16, False),
        (lambda size: (size / 2**16) ** 2, True),
        (lambda size: (size / 2**16) ** 2 / 10, False),
    ],
    ids=["linear", "quadratic", "too quick to tell"],
)
def test_time_that_grows_faster_than_the_size_is_noticed(seconds: Callable[[float], float], noticed: bool) -> None:  # noqa: FBT001 - a column of the table
    times = measure(lambda size: b"x" * size, lambda data: seconds(len(data)))

    assert (times is not None) is noticed


def test_a_time_that_was_slow_once_by_chance_is_not_noticed() -> None:
    chance = iter([4.0, 1.0, 0.2, 1.0, 0.5, 0.2])

    assert measure(lambda size: b"x" * size, lambda _: next(chance)) is None


@pytest.mark.parametrize("number", range(20))
def test_an_input_grows_to_about_the_size_asked_for(number: int) -> None:
    data = b"- {id: a1}\n- {id: a2, kind: blog}\n"

    large = grown(data, Random(number))(LARGEST)

    assert LARGEST / 2 < len(large) < LARGEST * 8


def test_numbers_count_up_in_some_growths() -> None:
    larges = [grown(b"- {id: a1}\n" * 4, Random(number))(4096) for number in range(20)]

    assert any(b"a50}" in large for large in larges)
    assert any(b"a50}" not in large for large in larges)
