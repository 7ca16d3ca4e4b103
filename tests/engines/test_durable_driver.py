"""The calls into durable-rules: names that it can tell apart, and the size of a ruleset."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qd85rules.engines import durable_driver
from qd85rules.engines.durable_driver import HEAD, MAX_RULES, NAME_WIDTH, Ruleset, available, fact_names, rule_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.lang.ast import CompareOp

needs_durable_rules = pytest.mark.skipif(not available(), reason="durable-rules runs on CPython 3.11 and 3.12 only")


@pytest.fixture
def rulesets() -> Iterator[list[Ruleset]]:
    made: list[Ruleset] = []
    yield made
    for ruleset in made:
        ruleset.close()


def fired(ruleset: Ruleset, **facts: int) -> set[str]:
    message = HEAD + "".join(f',"{name}":{value}' for name, value in facts.items()) + "}"
    return {reply[2 : 2 + NAME_WIDTH] for reply in ruleset.fire(message)}


@pytest.mark.parametrize(("name", "expected"), [("id", 926444256), ("sid", 3593476751)])
def test_the_hash_is_the_one_by_which_durable_rules_knows_its_own_names(name: str, expected: int) -> None:
    assert durable_driver._hash(name) == expected  # noqa: SLF001 - what the names rest on


def test_no_two_names_of_facts_have_one_hash() -> None:
    names = [*fact_names(5000), "id", "sid", "s", "$s"]

    assert len({durable_driver._hash(name) for name in names}) == len(names)  # noqa: SLF001 - as above


def test_a_name_with_a_hash_that_is_taken_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable_driver, "_hash", lambda name: 1 if name in {"f1", "f3"} else hash(name))

    assert fact_names.__wrapped__(4) == ("f0", "f1", "f2", "f4")


def test_names_of_rules_have_one_width() -> None:
    assert {len(rule_name(number)) for number in range(MAX_RULES)} == {NAME_WIDTH}


@needs_durable_rules
def test_as_many_rules_as_a_ruleset_takes_fire_at_once(rulesets: list[Ruleset]) -> None:
    ruleset = Ruleset([[("f0", ">", number)] for number in range(MAX_RULES)])
    rulesets.append(ruleset)

    assert fired(ruleset, f0=MAX_RULES) == {rule_name(number) for number in range(MAX_RULES)}
    assert fired(ruleset, f0=0) == set()
    assert fired(ruleset) == set()


@needs_durable_rules
@pytest.mark.parametrize(
    "terms",
    [[[("f0", "==", 1)]] * (MAX_RULES + 1), [[("f0", "==", 1)], []]],
    ids=["too many rules", "a rule without a comparison"],
)
def test_a_ruleset_outside_the_safe_shape_is_refused(terms: list[list[tuple[str, CompareOp, int]]]) -> None:
    with pytest.raises(ValueError, match="a ruleset takes up to 63 rules"):
        Ruleset(terms)


@needs_durable_rules
@pytest.mark.parametrize("op", ["==", "!=", "<", "<=", ">", ">="])
@pytest.mark.parametrize("bound", [-(2**63), 1 - 2**63, -1, 0, 1, 2**31, 2**32, 2**53 + 1, 2**63 - 2, 2**63 - 1])
def test_every_operator_is_exact_on_64_bits(rulesets: list[Ruleset], op: CompareOp, bound: int) -> None:
    ruleset = Ruleset([[("f0", op, bound)]])
    rulesets.append(ruleset)
    values = [value for value in (bound - 1, bound, bound + 1, 0, -(2**63), 2**63 - 1) if -(2**63) <= value < 2**63]

    actual = [bool(fired(ruleset, f0=value)) for value in values]

    holds = {"==": int.__eq__, "!=": int.__ne__, "<": int.__lt__, "<=": int.__le__, ">": int.__gt__, ">=": int.__ge__}
    assert actual == [holds[op](value, bound) for value in values]


@needs_durable_rules
def test_a_closed_ruleset_may_be_closed_again() -> None:
    ruleset = Ruleset([[("f0", "==", 1)]])
    ruleset.open()
    ruleset.close()
    ruleset.close()
