"""The vocabulary: facts of each subject, and what of a fact a report may say can still be done."""

from __future__ import annotations

import pytest

from qd85rules.model.fields import FIELDS
from qd85rules.model.vocabulary import FACTS, facts_for

KINDS = {field.name: field.kind for field in FIELDS}


def test_what_can_still_be_done_makes_a_yes_or_no_true_and_gives_nothing_else_a_value() -> None:
    done = {name: spec.becomes for name, spec in FACTS.items() if spec.becomes is not None and name in KINDS}

    assert {KINDS[name] for name in done} > {"yes_no"}
    assert {name: becomes.value for name, becomes in done.items()} == {
        name: True if KINDS[name] == "yes_no" else None for name in done
    }


@pytest.mark.parametrize(
    ("subject", "own", "others"),
    [
        ("account", set(), {"transfer", "incident"}),
        ("transfer", {"transfer"}, {"incident"}),
        ("incident", {"incident"}, {"transfer"}),
    ],
)
def test_a_rule_reads_the_facts_of_its_subject_and_of_its_account(
    subject: str, own: set[str], others: set[str]
) -> None:
    parts = {name.partition(".")[0] for name in facts_for(subject)}  # type: ignore[arg-type] # one of the subjects

    assert parts >= own | {"account", "holder", "profile"}
    assert not parts & others


def test_a_judgement_is_derived_from_nothing_and_every_other_fact_says_what_it_is_worked_out_from() -> None:
    derived = [spec for name, spec in FACTS.items() if name not in KINDS]

    assert any(spec.judgement for spec in derived)
    assert all((spec.derivation is None) is spec.judgement for spec in derived)
    assert not [name for spec in derived for name in spec.inputs if name not in FACTS]
