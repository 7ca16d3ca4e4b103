"""What the prover shows happens, and what it says of one account is what the engines say.

Modules: `lab.proofs.replay`, `lab.proofs.settings`, `lab.proofs.witness`.
"""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from qd85rules import check_register
from qd85rules.core.outcome import Outcome
from qd85rules.engines.durable import available
from qd85rules.lab.proofs.logic import Budget
from qd85rules.lab.proofs.prover import SATISFIED, Claim, Prover
from qd85rules.lab.proofs.replay import outcome_on_row, replay, row_of
from qd85rules.lang import TypeEnv, facts_of, params_of
from qd85rules.model.spec import SUBJECTS
from qd85rules.model.vocabulary import facts_for
from tests.lab.proofs.accounts import random_rows
from tests.lab.proofs.packs import national
from tests.properties.strategies_lang import typed_conditions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qd85rules.engines import EngineName
    from qd85rules.lab.proofs.prover import Outcomes
    from qd85rules.lang.ast import Expr
    from qd85rules.model.spec import Subject
    from qd85rules.policy.policy import Policy, ResolvedRule

POLICY = national()
ENGINES: tuple[EngineName, ...] = ("reference", "durable") if available() else ("reference",)
EXPECTED = {
    "violation": frozenset({Outcome.VIOLATION}),
    "undetermined": frozenset({Outcome.UNDETERMINED}),
    "satisfied": SATISFIED,
    "not_applicable": frozenset({Outcome.NOT_APPLICABLE}),
}
# What people alone decide is never more than undetermined: which declaration is true, and whether a loan went on.
IMPOSSIBLE = {
    ("declaration/one-declarant", "violation"),
    ("transfer/handed-over-before", "violation"),
    ("transfer/handed-over-before", "satisfied"),
}
LONG_MS = 600_000


def outcome_in_a_check(
    policy: Policy,
    rule: str,
    account: Mapping[str, Any],
    others: Any,  # noqa: ANN401 - whatever the proof gave
    engine: EngineName,
) -> Outcome:
    report = check_register([account, *others], policy=policy, engine=engine)
    assert not report.errors
    [finding] = [each for each in report.all_findings if each.rule == rule and each.account == account["id"]]
    return finding.outcome


@pytest.fixture(scope="module")
def prover() -> Prover:
    return Prover(POLICY)


@pytest.mark.parametrize("outcome", EXPECTED)
@pytest.mark.parametrize("resolved", POLICY.rules, ids=lambda resolved: resolved.rule.id)
def test_a_witness_does_in_a_check_what_is_claimed(resolved: ResolvedRule, outcome: str, prover: Prover) -> None:
    formula = getattr(prover.outcomes(resolved), outcome)
    answer = prover.find(formula, (Claim(resolved, EXPECTED[outcome]),), Budget(LONG_MS))

    if (resolved.rule.id, outcome) in IMPOSSIBLE:
        assert answer.status == "impossible"
        return
    witness = answer.witness
    assert witness is not None, answer.reason
    policy = POLICY.at(witness.as_of)
    for engine in ENGINES:
        found = outcome_in_a_check(policy, resolved.rule.id, witness.account, witness.others, engine)
        assert found in EXPECTED[outcome]
        assert (found,) == witness.outcomes


@pytest.mark.parametrize("outcome", EXPECTED)
@pytest.mark.parametrize("resolved", POLICY.rules, ids=lambda resolved: resolved.rule.id)
def test_a_witness_states_nothing_that_it_could_do_without(
    resolved: ResolvedRule, outcome: str, prover: Prover
) -> None:
    formula = getattr(prover.outcomes(resolved), outcome)
    answer = prover.find(formula, (Claim(resolved, EXPECTED[outcome]),), Budget(LONG_MS))

    if answer.witness is not None and not answer.witness.others:
        for smaller in without_one_field(answer.witness.account):
            assert replay(POLICY.at(answer.witness.as_of), resolved, smaller) not in EXPECTED[outcome], smaller


def without_one_field(account: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for key, value in account.items():
        if isinstance(value, dict):
            for inner in value:
                smaller: dict[str, Any] = copy.deepcopy(dict(account))
                del smaller[key][inner]
                yield smaller
        elif isinstance(value, list) and key in {"transfers", "incidents"}:
            for inner in value[0]:
                smaller = copy.deepcopy(dict(account))
                del smaller[key][0][inner]
                yield smaller
        elif key != "id":
            yield {name: each for name, each in account.items() if name != key}


def test_the_smallest_violation_of_a_loan_reads_like_an_example(prover: Prover) -> None:
    [resolved] = [each for each in POLICY.rules if each.rule.id == "transfer/given-away"]
    answer = prover.find(
        prover.outcomes(resolved).violation, (Claim(resolved, EXPECTED["violation"]),), Budget(LONG_MS)
    )

    assert answer.witness is not None
    assert answer.witness.example("given away", Outcome.VIOLATION) == {
        "name": "given away",
        "as_of": POLICY.as_of,
        "given": {
            "id": "vd-1",
            "holder": {"roles": ["party_member"]},
            "transfers": [{"direction": "out", "kind": "give", "on": POLICY.as_of.replace(month=1)}],
        },
        "expect": "violation",
    }


def in_the_formulas(prover: Prover, outcomes: Outcomes, resolved: ResolvedRule, row: Any) -> set[str]:  # noqa: ANN401
    """Name the outcomes that the formulas leave to one row."""
    states = list(prover.world.states(resolved.facts, row))
    question = prover.question(resolved.facts, Budget(LONG_MS))
    question.keep(prover.logic.all_of((prover.today == POLICY.as_of.toordinal(), *states)))
    return {name for name in EXPECTED if question.model(getattr(outcomes, name)) is not None}


@pytest.mark.parametrize("resolved", POLICY.rules, ids=lambda resolved: resolved.rule.id)
def test_a_rule_comes_out_in_the_formulas_as_in_the_engines(resolved: ResolvedRule, prover: Prover) -> None:
    for row in random_rows(POLICY, resolved.rule.subject, 40, seed=5):
        outcome = outcome_on_row(POLICY, resolved, row)

        [name] = in_the_formulas(prover, prover.outcomes(resolved), resolved, row)
        assert outcome in EXPECTED[name]


def conditions(subject: Subject) -> st.SearchStrategy[Expr]:
    params = {name: parameter.type for name, parameter in POLICY.stack.parameters.items()}
    return typed_conditions(TypeEnv(facts=facts_for(subject), params=params), max_leaves=6)


def a_rule(subject: Subject, scope: Expr, violated: Expr) -> ResolvedRule:
    model = next(each for each in POLICY.rules if each.rule.subject == subject)
    return replace(
        model,
        rule=replace(model.rule, id="random/rule"),
        scope=scope,
        violated=violated,
        facts=tuple(dict.fromkeys((*facts_of(scope), *facts_of(violated)))),
        params=tuple(dict.fromkeys((*params_of(scope), *params_of(violated)))),
    )


@hypothesis_settings(max_examples=40)
@given(data=st.data(), subject=st.sampled_from(SUBJECTS), seed=st.integers(0, 10_000))
def test_random_policies_come_out_in_the_formulas_as_in_the_engines(
    data: st.DataObject, subject: Subject, seed: int
) -> None:
    rule = a_rule(subject, data.draw(conditions(subject)), data.draw(conditions(subject)))
    prover = Prover(POLICY)
    outcomes = prover.outcomes(rule)
    for row in random_rows(POLICY, subject, 6, seed):
        [name] = in_the_formulas(prover, outcomes, rule, row)

        assert outcome_on_row(POLICY, rule, row) in EXPECTED[name]


@hypothesis_settings(max_examples=40)
@given(data=st.data(), subject=st.sampled_from(SUBJECTS))
def test_the_prover_finds_or_proves_for_random_policies(data: st.DataObject, subject: Subject) -> None:
    rule = a_rule(subject, data.draw(conditions(subject)), data.draw(conditions(subject)))
    prover = Prover(POLICY)
    for name, expected in EXPECTED.items():
        answer = prover.find(getattr(prover.outcomes(rule), name), (Claim(rule, expected),), Budget(LONG_MS))

        # Whatever is found has been run. A literal that no field can hold, or a page known by an odd address, may
        # leave a rule open; it must not be called impossible then.
        if answer.status == "impossible":
            rows = random_rows(POLICY, subject, 40, seed=1)
            assert all(outcome_on_row(POLICY, rule, row) not in expected for row in rows)


def test_the_replay_says_what_a_check_says() -> None:
    for resolved in POLICY.rules:
        for example in resolved.rule.examples:
            if example.params or example.blank_means == "never":
                continue
            policy = POLICY.at(example.as_of)
            found = replay(policy, resolved, example.given, example.others)

            expected = outcome_in_a_check(policy, resolved.rule.id, example.given, example.others, "reference")
            assert found is expected


def test_an_account_that_is_not_admitted_has_no_outcome() -> None:
    assert row_of(POLICY, "account", {"id": "vd-1", "opened_on": "2030-01-01"}) is None
    assert row_of(POLICY, "transfer", {"id": "vd-1"}) is None


def test_without_time_nothing_is_decided(prover: Prover) -> None:
    resolved = POLICY.rules[0]
    answer = prover.find(prover.outcomes(resolved).violation, (Claim(resolved, EXPECTED["violation"]),), Budget(0))

    assert (answer.status, answer.witness) == ("not_decided", None)
    assert answer.reason == "the time allowed for this question is up"
