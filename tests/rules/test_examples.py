"""Every example that a shipped rule carries holds: outcome, missing facts, due date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from qd85rules import Policy, check_register
from qd85rules.policy.policy import shipped_packs

if TYPE_CHECKING:
    from qd85rules.policy.rule import Example, Rule

DAY = date(2024, 11, 1)
ITEM = {"account": "account", "transfer": "transfers[0]", "incident": "incidents[0]"}

EXAMPLES = [
    pytest.param(pack, resolved.rule, example, id=f"{resolved.rule.id}: {example.name}")
    for pack in shipped_packs()
    for resolved in Policy.load([pack], as_of=DAY).rules
    if resolved.rule.pack == pack
    for example in resolved.rule.examples
]


@pytest.mark.parametrize(("pack", "rule", "example"), EXAMPLES)
def test_the_example_holds(pack: str, rule: Rule, example: Example) -> None:
    report = check_register(
        [example.given, *example.others],
        policy=Policy.load([pack], as_of=example.as_of, params=example.params),
        blank_means=example.blank_means,
    )

    [finding] = [
        finding
        for finding in report.all_findings
        if (finding.rule, finding.account, finding.subject) == (rule.id, example.given["id"], ITEM[rule.subject])
    ]
    assert report.errors == ()
    assert finding.outcome.value == example.expect
    assert finding.due_on == example.due_on
    assert finding.missing == (example.missing or ())


def test_no_two_examples_of_a_rule_have_one_name() -> None:
    names = [parameters.id for parameters in EXAMPLES]

    assert len(names) == len(set(names))
