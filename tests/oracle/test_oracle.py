"""The library says of random stacks of packs what an oracle finds that shares no code with it.

`make oracle` tries ten thousand; here is a short run of others, the same on every machine.
"""

from __future__ import annotations

import pytest

from qd85rules.policy.packcache import CACHE_VARIABLE
from tests.oracle.comparison import differences
from tests.oracle.meaning import NEVER, Rule, Setting, Stack, due, value

TODAY = 739_190


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, "off")


@pytest.mark.parametrize("seed", range(900_000, 900_008))
def test_verdicts_due_days_forecasts_and_reasons_are_those_of_the_oracle(seed: int) -> None:
    assert differences(seed, proofs=False) == []


@pytest.mark.parametrize("seed", range(900_100, 900_101))
def test_what_diff_proves_and_shows_of_an_edited_stack_is_so(seed: int) -> None:
    assert differences(seed, proofs=True) == []


# The oracle itself, on cases that a reader can work out


def test_the_oracle_knows_kleene() -> None:
    unknown, true, false = ("fact", "u"), ("constant", True, "bool"), ("constant", False, "bool")

    assert value(("all", [unknown, false]), {"u": None}, {}, 1) is False
    assert value(("any", [unknown, true]), {"u": None}, {}, 1) is True
    assert value(("all", [unknown, true]), {"u": None}, {}, 1) is None


def test_the_oracle_takes_the_setting_in_force_of_the_highest_pack() -> None:
    low, high = {"n": [Setting(20)]}, {"n": [Setting(10, TODAY, TODAY + 5)]}
    stack = Stack({"n": 30}, [{}, low, high])

    assert [stack.params(TODAY + step)["n"] for step in (-1, 0, 5, 6)] == [20, 10, 10, 20]


def test_the_oracle_walks_to_the_day_on_which_a_shorter_time_begins() -> None:
    age = ("minus", [("today",), ("fact", "opened")])
    rule = Rule("r", ("constant", True, "bool"), ("compare", ">", [age, ("param", "n")]), None, 1)
    stack = Stack({"n": 30}, [{"n": [Setting(10, TODAY + 14)]}])

    assert due(rule, {"opened": TODAY - 12}, stack, TODAY, TODAY + 100) == ("due", TODAY + 14)
    assert due(rule, {"opened": NEVER}, stack, TODAY, TODAY + 100) == ("compliant", None)
