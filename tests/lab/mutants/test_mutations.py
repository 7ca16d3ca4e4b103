"""Each mutant of a condition differs in one thing, is well typed and reads otherwise.

Modules: `lab.mutants.edits`.
"""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given

from qd85rules.lab.mutants.mutations import changed_conditions
from qd85rules.lang import TypeEnv, parse, print_expr, typecheck
from qd85rules.lang.types import DATE, INT, enum_of
from qd85rules.model.vocabulary import FACTS
from tests.properties.strategies_engines import ENV as RANDOM
from tests.properties.strategies_lang import typed_conditions

ENV = TypeEnv(
    facts={name: spec.type for name, spec in FACTS.items()},
    params={"days": INT, "weeks": INT, "since": DATE, "mood": enum_of("strict", "mild")},
)

MUTANTS = {
    "today - account.opened_on > params.days": {
        "today - account.opened_on >= params.days",
        "today - account.opened_on != params.days",
        "today - account.opened_on <= params.days",
        "account.opened_on - today > params.days",
        "today - account.opened_on > params.weeks",
        "has(account.opened_on) && today - account.opened_on > params.days",
        "!has(account.opened_on) || today - account.opened_on > params.days",
    },
    'account.opened_on >= date("2024-01-01")': {
        'account.opened_on > date("2024-01-01")',
        'account.opened_on == date("2024-01-01")',
        'account.opened_on < date("2024-01-01")',
        'account.opened_on >= date("2023-12-31")',
        'account.opened_on >= date("2024-01-02")',
        'has(account.opened_on) && account.opened_on >= date("2024-01-01")',
        '!has(account.opened_on) || account.opened_on >= date("2024-01-01")',
    },
    'transfer.direction == "out"': {
        'transfer.direction != "out"',
        'transfer.direction == "in"',
        'has(transfer.direction) && transfer.direction == "out"',
        '!has(transfer.direction) || transfer.direction == "out"',
    },
    'transfer.purpose in ["lawful"]': {
        '!(transfer.purpose in ["lawful"])',
        'transfer.purpose in ["lawful", "unlawful"]',
        'has(transfer.purpose) && transfer.purpose in ["lawful"]',
        '!has(transfer.purpose) || transfer.purpose in ["lawful"]',
    },
    'params.mood == "strict"': {'params.mood != "strict"', 'params.mood == "mild"'},
    "has(account.opened_on)": {"true", "false", "!has(account.opened_on)"},
    "account.in_use && true": {
        "account.in_use || true",
        "true",
        "account.in_use",
        "!(account.in_use && true)",
        "!account.in_use && true",
        "(has(account.in_use) && account.in_use) && true",
        "(!has(account.in_use) || account.in_use) && true",
        "account.in_use && false",
    },
    "today - account.opened_on == 0": {
        "today - account.opened_on != 0",
        "today - account.opened_on <= 0",
        "today - account.opened_on >= 0",
        "account.opened_on - today == 0",
        "today - account.opened_on == -1",
        "today - account.opened_on == 1",
        "has(account.opened_on) && today - account.opened_on == 0",
        "!has(account.opened_on) || today - account.opened_on == 0",
    },
}


@pytest.mark.parametrize("text", MUTANTS)
def test_a_condition_has_these_mutants(text: str) -> None:
    found = {print_expr(changed) for _, changed in changed_conditions(parse(text), ENV)}

    assert found == {print_expr(parse(mutant)) for mutant in MUTANTS[text]}


def test_roles_are_exchanged_and_kinds_are_named() -> None:
    kinds = Counter(kind for kind, _ in changed_conditions(parse('"cadre" in holder.roles || !account.in_use'), ENV))

    assert kinds == {"member": 4, "negation": 4, "guard": 4, "connective": 1, "dropped": 2}


def test_a_date_expression_has_mutants_too() -> None:
    found = [print_expr(changed) for _, changed in changed_conditions(parse("params.since"), ENV, want=DATE)]

    assert found == []


@given(typed_conditions(RANDOM))
def test_mutants_are_well_typed_all_different_and_not_the_original(condition: object) -> None:
    texts = []
    for _, changed in changed_conditions(condition, RANDOM):  # type: ignore[arg-type]
        assert typecheck(changed, RANDOM) == ()
        texts.append(print_expr(changed))

    assert len(set(texts)) == len(texts)
    assert print_expr(condition) not in texts  # type: ignore[arg-type]
