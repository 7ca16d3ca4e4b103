"""The shipped rules carry out every clause that software checks, and their examples leave no corner unseen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from qd85rules import Policy, check_register
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.policy import rules_folder, shipped_packs

if TYPE_CHECKING:
    from qd85rules.policy.policy import ResolvedRule
    from qd85rules.policy.rule import Example

DAY = date(2024, 11, 1)
POLICY = Policy.load(shipped_packs(), as_of=DAY)
RULES = [pytest.param(resolved, id=resolved.rule.id) for resolved in POLICY.rules]
EXAMPLES = [example for resolved in POLICY.rules for example in resolved.rule.examples]

# The register cannot tell which of two declarations is the true one: reading 9 leaves both undetermined.
NEVER_VIOLATED = {"declaration/one-declarant"}
# Concepts guard these with `has`: a closing or a statement that nobody recorded is not asked for there.
GUARDED = {"identity/true-name": {"account.closed_on"}, "declaration/report-page": {"account.closed_on"}}
# The texts state no date for these clauses, so that their rules begin on no day.
UNDATED = {"commitment/reported", "commitment/signed", "identity/details"}


def begins(resolved: ResolvedRule) -> date | None:
    """Give the first day on which one of the rule's clauses is certain to be in force."""
    days = [clause.in_force_from for clause in resolved.clauses if clause.in_force_from is not None]
    return min(days, default=None)


def event_day(resolved: ResolvedRule, example: Example) -> object:
    """Give the day that decides whether the rule was in force in an example."""
    name = resolved.rule.event_date
    if name is None:
        return example.as_of
    section, _, field = name.partition(".")
    match section:
        case "account":
            value = example.given.get(field)
        case "transfer" | "incident":
            value = example.given[f"{section}s"][0].get(field)
        case _:
            value = example.given[section].get(field)
    return date.fromisoformat(value) if isinstance(value, str) and value != "never" else value


def test_every_clause_that_software_checks_has_a_rule_or_widens_one() -> None:
    cited = {clause.id for resolved in POLICY.rules for clause in resolved.clauses}
    widening = {clause for pack in POLICY.stack.packs for widens in pack.widenings for clause in widens.clauses}
    checked = {clause.id for clause in POLICY.catalogue.clauses.values() if clause.outcome == "check"}

    assert cited | widening == checked


@pytest.mark.parametrize("reading", range(1, 11))
def test_every_reading_of_the_sources_has_named_examples(reading: int) -> None:
    shown = [example.name for example in EXAMPLES if example.reading == reading]

    assert len(shown) >= 3


def test_a_rule_stands_in_the_file_that_its_id_names() -> None:
    for resolved in POLICY.rules:
        assert (rules_folder() / resolved.rule.pack / f"{resolved.rule.id}.yaml").is_file()


@pytest.mark.parametrize("resolved", RULES)
def test_the_examples_show_every_outcome_that_the_rule_can_have(resolved: ResolvedRule) -> None:
    shown = {example.expect for example in resolved.rule.examples}
    expected = {"violation", "undetermined", "compliant", "not_applicable"}

    assert shown - {"due"} == expected - ({"violation"} if resolved.rule.id in NEVER_VIOLATED else set())


@pytest.mark.parametrize("resolved", RULES)
def test_a_rule_that_counts_days_has_an_example_on_the_last_day_and_on_the_next(resolved: ResolvedRule) -> None:
    counted = [name for name in resolved.params if name.endswith("_within_days")]
    due = [example.due_on for example in resolved.rule.examples if example.expect == "due"]

    assert (DAY + timedelta(1) in due) is bool(counted)


@pytest.mark.parametrize("resolved", RULES)
def test_the_examples_stand_on_both_sides_of_the_day_on_which_the_rule_begins(resolved: ResolvedRule) -> None:
    first = begins(resolved)
    assert (first is None) is (resolved.rule.id in UNDATED)
    if first is None:
        return
    on = {example.expect for example in resolved.rule.examples if event_day(resolved, example) == first}
    before = {
        example.expect for example in resolved.rule.examples if event_day(resolved, example) == first - timedelta(1)
    }

    assert before == {"not_applicable"}
    assert on - {"not_applicable", "compliant"}


@pytest.mark.parametrize("resolved", RULES)
def test_every_fact_that_a_rule_reads_is_missing_in_an_example(resolved: ResolvedRule) -> None:
    asked = {name for example in resolved.rule.examples for chosen in example.missing or () for name in chosen}
    unseen = {
        fact
        for fact in resolved.facts
        if fact not in asked and not any(asked & set(ask.fields) for ask in FACTS[fact].asks)
    }

    assert unseen == GUARDED.get(resolved.rule.id, set()) | (
        {"account.closed_on"} if resolved.rule.id in UNDATED else set()
    )


@pytest.mark.parametrize("resolved", RULES)
def test_every_parameter_of_a_rule_changes_the_outcome_of_an_example(resolved: ResolvedRule) -> None:
    changed = set()
    for example in resolved.rule.examples:
        report = check_register(
            [example.given, *example.others], policy=Policy.load([resolved.rule.pack], as_of=example.as_of)
        )
        found = {finding.outcome.value for finding in report.all_findings if finding.rule == resolved.rule.id}
        if example.expect not in found:
            changed |= set(example.params)

    own = {name for name in resolved.params if POLICY.stack.parameters[name].pack == resolved.rule.pack}
    assert changed == own - {"cv729_applies_from"}


@pytest.mark.parametrize("resolved", RULES)
def test_roles_that_are_not_recorded_leave_the_rule_undetermined(resolved: ResolvedRule) -> None:
    [example] = [example for example in resolved.rule.examples if example.name == "roles not recorded"]

    assert example.expect == "undetermined"
    assert example.missing == (("holder.roles",),)
