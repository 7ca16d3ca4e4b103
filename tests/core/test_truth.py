"""Kleene's tables: strong three-valued logic, and no way to round it to two values."""

from __future__ import annotations

from itertools import product

import pytest

from qd85rules.core.truth import AND, NOT, OR, UNKNOWN, Truth

ORDER = {Truth.FALSE: 0, Truth.UNKNOWN: 1, Truth.TRUE: 2}


@pytest.mark.parametrize(("left", "right"), list(product(Truth, repeat=2)))
def test_and_is_the_lesser_of_two_and_or_the_greater(left: Truth, right: Truth) -> None:
    assert AND[left, right] is min(left, right, key=ORDER.__getitem__)
    assert OR[left, right] is max(left, right, key=ORDER.__getitem__)
    assert NOT[AND[left, right]] is OR[NOT[left], NOT[right]]


def test_not_turns_the_order_around() -> None:
    assert [NOT[value] for value in (Truth.TRUE, Truth.UNKNOWN, Truth.FALSE)] == [
        Truth.FALSE,
        Truth.UNKNOWN,
        Truth.TRUE,
    ]


@pytest.mark.parametrize("value", [*Truth, UNKNOWN])
def test_no_value_is_rounded_to_a_bool(value: object) -> None:
    with pytest.raises(TypeError, match=r"has no bool\(\)"):
        bool(value)
