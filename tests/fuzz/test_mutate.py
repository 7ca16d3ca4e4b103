"""Mutations are many, and the same for the same random numbers; a failing input is made small."""

from __future__ import annotations

from random import Random

from fuzz.minimise import minimise
from fuzz.mutate import Mutator
from fuzz.targets import TARGETS
from fuzz.tokens import dictionary_lines, words_of

SEED = b"- {id: a1, opened_on: 2024-01-01}\n- {id: a2}\n"


def made(number: int) -> list[bytes]:
    mutator = Mutator((b"never", b"\x1b"), [SEED], 200)
    random = Random(number)
    return [mutator.fresh(random) for _ in range(200)]


def test_the_same_random_numbers_give_the_same_inputs() -> None:
    assert made(1) == made(1)
    assert made(1) != made(2)


def test_inputs_differ_and_keep_to_the_limit() -> None:
    inputs = made(1)

    assert len(set(inputs)) > 150
    assert max(map(len, inputs)) <= 200


def test_an_empty_input_can_be_changed() -> None:
    mutator = Mutator((b"never",), [b""], 200)

    assert any(mutator.fresh(Random(number)) for number in range(50))


def test_words_come_from_the_published_schema() -> None:
    words = words_of(TARGETS["rule"])

    assert {b"violated_when", b"must_not", b"transfer"} <= set(words)
    assert dictionary_lines((b"a\n",)) == '"\\x61\\x0a"\n'


def test_what_is_not_needed_for_the_failure_is_taken_out() -> None:
    data = b"x" * 100 + b"A" + b"y" * 50 + b"B" + b"z" * 9

    assert minimise(data, lambda small: b"A" in small and b"B" in small, 400) == b"AB"


def test_minimising_ends_after_its_tries() -> None:
    tries = []

    def fails(small: bytes) -> bool:
        tries.append(small)
        return b"xx" in small

    minimise(b"x" * 1000, fails, 20)

    assert len(tries) == 20
