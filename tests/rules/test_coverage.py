"""The shipped rules carry out every clause that software checks, and their examples leave no corner unseen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from qd85rules import Policy, check_register
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.policy import rules_folder, shipped_packs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.policy.policy import ResolvedRule
    from qd85rules.policy.rule import Example

DAY = date(2024, 11, 1)
POLICY = Policy.load(shipped_packs(), as_of=DAY)
RULES = [pytest.param(resolved, id=resolved.rule.id) for resolved in POLICY.rules]
EXAMPLES = [example for resolved in POLICY.rules for example in resolved.rule.examples]

# What people alone can judge, so that software never reaches these outcomes.
NEVER_REACHED = {
    # Which of two declarations is the true one (reading 9).
    "declaration/one-declarant": {"violation"},
    # Whether a page handed over before the regulation, and not taken back, falls under it (reading 3).
    "transfer/handed-over-before": {"violation", "compliant"},
}
# Reading 7: a committee's own duties hold whoever is impersonated, so that nothing is asked of the holder.
COMMITTEES_OWN = {"compromised/report-to-authorities", "compromised/tell-information-body"}
# A closing that nobody recorded excuses nothing, and where no day is recorded a page is taken to have been used on the
# day of the request as it is today: the concepts guard these days with `has`, so that no account shows them missing.
NOT_ASKED_WHETHER_CLOSED = {"account.closed_on"}
NOT_ASKED_OF_THE_DAY_OF_THE_REQUEST = {"account.closed_on", "account.held_since", "account.unused_since"}
# What no account shows as the missing fact of a rule.
NEVER_ASKED = {
    "commitment/reported": NOT_ASKED_WHETHER_CLOSED,
    "commitment/signed": NOT_ASKED_WHETHER_CLOSED,
    "identity/details": NOT_ASKED_WHETHER_CLOSED,
    "identity/true-name": NOT_ASKED_WHETHER_CLOSED,
    "declaration/report-page": NOT_ASKED_WHETHER_CLOSED,
    # A request that sets no last day has none: the parameter's time counts.
    "declaration/on-request": NOT_ASKED_OF_THE_DAY_OF_THE_REQUEST | {"declaration.due_by"},
    # Of a page that was declared, its use on the day of the request is not asked.
    "declaration/complete": NOT_ASKED_OF_THE_DAY_OF_THE_REQUEST | {"account.in_use"},
    "declaration/truthful": NOT_ASKED_OF_THE_DAY_OF_THE_REQUEST | {"account.in_use"},
    # It is open only of a social page, and that has no domain of its own.
    "domain/preferred": {"account.is_personal"},
    # Reading 3: where nobody recorded the return, the rule is not applicable.
    "transfer/handed-over-before": {"transfer.returned_on"},
}
# The texts state no date for these clauses, so that their rules begin on no day.
UNDATED = {"commitment/reported", "commitment/signed", "identity/details"}


def begins(resolved: ResolvedRule) -> date | None:
    """Give the first day on which one of the rule's clauses is certain to be in force."""
    days = [clause.in_force_from for clause in resolved.clauses if clause.in_force_from is not None]
    return min(days, default=None)


def day_known(incident: Mapping[str, object]) -> object:
    """Give the day on which the committee found an incident out by itself, or else was told of it."""
    found, told = incident.get("committee_known_on"), incident.get("committee_told_on")
    return told if found in {None, "never"} else found


def event_day(resolved: ResolvedRule, example: Example) -> object:
    """Give the day that decides whether the rule was in force in an example."""
    name = resolved.rule.event_date
    if name is None:
        return example.as_of
    section, _, field = name.partition(".")
    match section:
        case "account":
            value = example.given.get(field)
        case "incident" if field == "known_on":
            value = day_known(example.given["incidents"][0])
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

    assert shown - {"due"} == expected - NEVER_REACHED.get(resolved.rule.id, set())


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

    assert unseen == NEVER_ASKED.get(resolved.rule.id, set())


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
def test_roles_that_are_not_recorded_leave_the_rule_undetermined_but_not_the_committees_own(
    resolved: ResolvedRule,
) -> None:
    [example] = [example for example in resolved.rule.examples if example.name == "roles not recorded"]
    asks = resolved.rule.id not in COMMITTEES_OWN

    assert example.expect == ("undetermined" if asks else "violation")
    assert example.missing == ((("holder.roles",),) if asks else None)
