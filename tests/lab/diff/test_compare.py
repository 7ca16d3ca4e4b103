"""Rules that mean the same are proved to, rules that do not are told apart by an account that was run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

import pytest

from qd85rules.core.outcome import Outcome
from qd85rules.lab.diff.compare import compare_rules, tell_apart
from qd85rules.lab.proofs.prover import Prover
from qd85rules.lab.proofs.replay import outcome_on_row, replay
from qd85rules.lang import TypeEnv, facts_of, params_of, parse, typecheck
from qd85rules.model.vocabulary import facts_for
from tests.lab.proofs.accounts import random_rows
from tests.lab.proofs.packs import national

if TYPE_CHECKING:
    from qd85rules.core.values import Row
    from qd85rules.model.spec import Subject
    from qd85rules.policy.policy import ResolvedRule
    from qd85rules.policy.rule import Modality

POLICY = national()
ACCOUNTS: Final = 2000
PROVER = Prover(POLICY)


def rule_of(subject: Subject, violated: str, scope: str = "true", modality: Modality = "must") -> ResolvedRule:
    model = next(each for each in POLICY.rules if each.rule.subject == subject)
    types = TypeEnv(
        facts=facts_for(subject), params={name: each.type for name, each in POLICY.stack.parameters.items()}
    )
    trees = parse(scope), parse(violated)
    assert not [problem for tree in trees for problem in typecheck(tree, types)]
    return replace(
        model,
        rule=replace(model.rule, id="vi-du/quy-tac", modality=modality),
        scope=trees[0],
        violated=trees[1],
        facts=tuple(dict.fromkeys(fact for tree in trees for fact in facts_of(tree))),
        params=tuple(dict.fromkeys(name for tree in trees for name in params_of(tree))),
    )


@cache
def rows_of(subject: Subject) -> list[Row]:
    return list(random_rows(POLICY, subject, ACCOUNTS, seed=17))


EQUIVALENT: Final[dict[str, tuple[Subject, str, str]]] = {
    "De Morgan, of and": (
        "account",
        "!(account.in_use && profile.portrait)",
        "!account.in_use || !profile.portrait",
    ),
    "De Morgan, of or": (
        "account",
        "!(account.in_use || profile.portrait || declaration.complete)",
        "!account.in_use && !profile.portrait && !declaration.complete",
    ),
    "another order": (
        "transfer",
        'transfer.purpose == "unlawful" && transfer.direction == "in"',
        'transfer.direction == "in" && transfer.purpose == "unlawful"',
    ),
    "not twice": ("account", "!!account.in_use", "account.in_use"),
    "a condition compared with true": ("account", "(account.opened_on < today) == true", "account.opened_on < today"),
    "and over or": (
        "account",
        "account.in_use && (profile.portrait || declaration.complete)",
        "account.in_use && profile.portrait || account.in_use && declaration.complete",
    ),
    "a list for equalities": (
        "transfer",
        'transfer.kind in ["lend", "give"]',
        'transfer.kind == "give" || transfer.kind == "lend"',
    ),
    "what is left of a closed set": (
        "transfer",
        'transfer.direction != "in"',
        'transfer.direction == "out"',
    ),
    "days and dates": (
        "account",
        "today - account.opened_on > 0",
        "account.opened_on < today",
    ),
    "the other side": (
        "incident",
        "incident.resolved_on - incident.detected_on >= params.notify_within_days",
        "params.notify_within_days <= incident.resolved_on - incident.detected_on",
    ),
    "a kind that only one direction has": (
        "transfer",
        'has(transfer.kind) && has(transfer.direction) && transfer.kind == "lend" && transfer.direction == "in"',
        "false",
    ),
    "an end that cannot come before its start": (
        "account",
        "has(account.closed_on) && has(account.opened_on) && account.closed_on < account.opened_on",
        "false",
    ),
    "a profile is on a platform": (
        "account",
        'has(account.kind) && account.kind == "social_profile" && address.kind == "own_domain"',
        'has(account.kind) && account.kind == "social_profile" && address.kind == "ip"',
    ),
    "a judgement is never known": (
        "account",
        "has(name.part_suffices)",
        "has(register.declared_rightly)",
    ),
}  # fmt: skip

DIFFERENT: Final[dict[str, tuple[Subject, str, str]]] = {
    "excluded middle": ("account", "account.in_use || !account.in_use", "true"),
    "a fact compared with itself": ("account", "account.opened_on == account.opened_on", "true"),
    "strictly": ("account", "today - account.opened_on > 10", "today - account.opened_on >= 10"),
    "one day more": ("incident", "today - incident.detected_on > 3", "today - incident.detected_on > 4"),
    "one member less": ("transfer", 'transfer.kind in ["lend", "give"]', 'transfer.kind in ["lend"]'),
    "has() for a comparison": (
        "account",
        "account.closed_on <= today",
        "has(account.closed_on) && account.closed_on <= today",
    ),
    "never and a day": (
        "account",
        "account.closed_on > today",
        "!(has(account.closed_on) && account.closed_on <= today)",
    ),
    "a condition compared with itself": ("account", "account.in_use == account.in_use", "has(account.in_use) || true"),
    "two texts": ("account", "account.handle == holder.id", 'account.handle == "nguyenvanan"'),
    "an address": ("account", "address.under_vn", 'address.kind == "own_domain"'),
    "names": ("account", 'name.agreement == "different"', 'name.agreement in ["different", "partial"]'),
    "a register": ("account", "register.declared_by_another", "!has(register.declared_by_another)"),
    "a parameter": ("account", "today - account.opened_on > params.quiet_days", "today - account.opened_on > 181"),
    "only before a setting": (
        "account",
        "account.in_use",
        'account.in_use && today >= date("2023-01-01")',
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", EQUIVALENT.values(), ids=EQUIVALENT)
def test_rewritten_rules_are_proved_equal_and_no_account_tells_them_apart(case: tuple[Subject, str, str]) -> None:
    subject, *texts = case
    one, other = (rule_of(subject, text) for text in texts)

    assert tell_apart(POLICY, one, other, prover=PROVER).status == "impossible"
    for row in rows_of(subject):
        assert outcome_on_row(POLICY, one, row) is outcome_on_row(POLICY, other, row)


@pytest.mark.parametrize("case", DIFFERENT.values(), ids=DIFFERENT)
def test_rules_that_differ_are_told_apart_by_an_account_that_was_run(case: tuple[Subject, str, str]) -> None:
    subject, *texts = case
    one, other = (rule_of(subject, text) for text in texts)
    witness = tell_apart(POLICY, one, other, prover=PROVER).witness

    assert witness is not None
    policy = POLICY.at(witness.as_of)
    outcomes = tuple(replay(policy, each, witness.account, witness.others) for each in (one, other))
    assert outcomes == witness.outcomes
    assert outcomes[0] is not outcomes[1]


def test_the_days_of_the_policy_come_before_others() -> None:
    one, other = (rule_of("account", text) for text in DIFFERENT["strictly"][1:])
    far, near = (rule_of("account", text) for text in DIFFERENT["only before a setting"][1:])
    strictly, setting = tell_apart(POLICY, one, other).witness, tell_apart(POLICY, far, near).witness

    assert strictly is not None
    assert strictly.as_of == POLICY.as_of
    assert setting is not None
    assert setting.as_of < date(2023, 1, 1)


STRICTNESS = [
    ("unchanged", "account.in_use", "!!account.in_use"),
    ("stricter", "account.in_use && profile.portrait", "account.in_use"),
    ("looser", "account.in_use", "account.in_use && profile.portrait"),
    ("both", "account.in_use", "profile.portrait"),
    ("stricter", "has(account.in_use) && account.in_use", "account.in_use"),
    ("stricter", "account.in_use", "!has(account.in_use) || account.in_use"),
    ("looser", "!has(account.in_use) || account.in_use", "has(account.in_use) && account.in_use"),
]


@pytest.mark.parametrize(("kind", "before", "after"), STRICTNESS)
def test_a_comparison_says_for_whom_a_rule_is_stricter(kind: str, before: str, after: str) -> None:
    comparison = compare_rules(rule_of("account", before), rule_of("account", after), PROVER)

    assert comparison.strictness == kind
    for answer, worse in ((comparison.stricter, 1), (comparison.looser, 0)):
        if answer.witness is not None:
            order = list(Outcome).index
            first, second = (order(outcome) for outcome in answer.witness.outcomes)
            assert (second < first) is bool(worse)


MODALITIES: Final[list[tuple[str, Modality, Modality]]] = [
    ("stricter", "should", "must"),
    ("stricter", "should", "must_not"),
    ("looser", "must", "should"),
    ("unchanged", "must", "must_not"),
]


@pytest.mark.parametrize(("kind", "before", "after"), MODALITIES)
def test_a_duty_is_stricter_than_a_recommendation(kind: str, before: Modality, after: Modality) -> None:
    old, new = (rule_of("account", "account.in_use", modality=modality) for modality in (before, after))

    assert compare_rules(old, new, PROVER).strictness == kind


def test_a_scope_that_only_relabels_is_no_change_of_strictness() -> None:
    before = rule_of("account", "account.in_use")
    after = rule_of("account", "account.in_use", scope="account.in_use")
    comparison = compare_rules(before, after, PROVER)

    assert comparison.strictness == "unchanged"
    assert comparison.relabelled.witness is not None
    assert comparison.relabelled.witness.outcomes == (Outcome.COMPLIANT, Outcome.NOT_APPLICABLE)


@pytest.mark.parametrize("timeout_ms", [0, 1])
def test_too_little_time_never_says_unchanged(timeout_ms: int) -> None:
    hard = " && ".join(
        f"(today - account.opened_on > {days} || account.closed_on - account.opened_on < {days} || !account.in_use)"
        for days in range(60)
    )
    one, other = rule_of("account", hard), rule_of("account", f"!!({hard})")

    assert compare_rules(one, other, Prover(POLICY), timeout_ms=timeout_ms).strictness == "not_decided"
    assert tell_apart(POLICY, one, other, timeout_ms=timeout_ms).status == "not_decided"


@pytest.mark.parametrize("resolved", POLICY.rules, ids=lambda resolved: resolved.rule.id)
def test_every_shipped_rule_is_proved_equal_to_itself(resolved: ResolvedRule) -> None:
    comparison = compare_rules(resolved, resolved, PROVER)

    assert comparison.strictness == "unchanged"
    assert comparison.relabelled.status == "impossible"
