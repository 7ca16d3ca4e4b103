"""Baselines: what is known is told from what is new by content and number, and what has gone is told."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qd85rules import InputError, Policy, Report, check_register
from qd85rules.core.outcome import Outcome
from qd85rules.evidence.baseline import baseline_of, baseline_text, compare, read_baseline

if TYPE_CHECKING:
    from collections.abc import Callable

POLICY = Policy.load(as_of=date(2024, 11, 1))
GIVEN = "transfer/given-away"
LENT = {"direction": "out", "kind": "lend", "on": "2024-06-01"}
SOLD = {"direction": "out", "kind": "sell", "on": "2024-07-01"}
LENT_LATER = {**LENT, "on": "2024-07-01"}


def account(identity: str, *transfers: dict[str, Any], **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    return {"id": identity, "holder": {"roles": ["party_member"]}, "transfers": list(transfers), **fields}


def report_of(*accounts: dict[str, Any]) -> Report:
    return check_register(accounts, policy=POLICY)


def states(report: Report, rule: str = GIVEN) -> list[str | None]:
    return [finding.baseline for finding in report.findings if finding.rule == rule]


def test_findings_that_the_baseline_knows_do_not_fail_a_run() -> None:
    report = report_of(account("a1", LENT))

    compared = compare(report, baseline_of(report))

    assert report.exit_code() == 1
    assert compared.exit_code() == 0
    assert {finding.baseline for finding in compared.findings} == {"unchanged"}
    assert compared.baseline is not None
    assert (compared.baseline.known, compared.baseline.new, compared.baseline.gone) == (len(compared.findings), 0, ())


NEW: dict[str, Callable[[], dict[str, Any]]] = {
    "another account": lambda: account("a2", LENT),
    "a second item of other content": lambda: account("a1", LENT, SOLD),
    "a second item of the same content": lambda: account("a1", LENT, LENT),
    "one item in place of another": lambda: account("a1", {**LENT, "on": "2024-06-02"}),
    "the same item with another purpose": lambda: account("a1", {**LENT, "purpose": "unlawful"}),
}


@pytest.mark.parametrize("changed", NEW.values(), ids=NEW)
def test_a_new_violation_fails_the_run(changed: Callable[[], dict[str, Any]]) -> None:
    baseline = baseline_of(report_of(account("a1", LENT)))

    compared = compare(report_of(changed()), baseline)

    assert states(compared).count("new") == 1
    assert compared.exit_code() == 1


def test_a_question_that_turns_into_a_violation_is_new() -> None:
    before = report_of(account("a1", {**LENT, "on": None}))
    after = report_of(account("a1", LENT))

    assert states(compare(after, baseline_of(before))) == ["new"]


def test_a_new_question_is_new_and_ends_with_exit_code_3() -> None:
    page = {"in_use": True, "closed_on": "never", "kind": "social_profile", "personal": True, "incidents": []}
    holder = {"roles": ["party_member"], "legal_name": "Lê Mẫu"}
    told = {"requested_on": "never", "declared_on": "never", "reported_on": "2023-05-10", "report_truthful": True}
    settled = page | {"profile": {"display_name": "Lê Mẫu"}}
    calm = account("a1", opened_on="2023-05-02", **settled) | {"holder": holder, "declaration": told}
    asking = deepcopy(calm) | {"closed_on": None, "in_use": None}

    assert report_of(calm).exit_code() == 0
    assert compare(report_of(asking), baseline_of(report_of(calm))).exit_code() == 3
    assert compare(report_of(asking), baseline_of(report_of(asking))).exit_code() == 0


def test_what_has_gone_is_told_with_its_number() -> None:
    baseline = baseline_of(report_of(account("a1", LENT, LENT, LENT_LATER)))

    compared = compare(report_of(account("a1", LENT)), baseline)

    assert compared.baseline is not None
    assert [(entry.rule, entry.account, entry.subject, entry.count) for entry in compared.baseline.gone] == [
        (GIVEN, "a1", "transfer", 1),
        (GIVEN, "a1", "transfer", 1),
    ]


def test_a_run_on_a_part_of_the_register_calls_nothing_gone_elsewhere() -> None:
    baseline = baseline_of(report_of(account("a1", LENT), account("a2", LENT)))

    compared = compare(report_of(account("a1")), baseline, accounts={"a1"})

    assert compared.baseline is not None
    assert {entry.account for entry in compared.baseline.gone} == {"a1"}


def test_a_waived_or_due_finding_needs_no_baseline() -> None:
    page = {"opened_on": "2024-10-20", "in_use": True, "closed_on": "never", "kind": "social_profile", "personal": True}
    due = account("a1", declaration={"declared_on": "never", "reported_on": "never"}, **page)
    report = report_of(due)

    compared = compare(report, baseline_of(report))

    assert [finding.baseline for finding in compared.due] == [None]
    assert all(key.outcome in {Outcome.VIOLATION, Outcome.UNDETERMINED} for key in baseline_of(report).counts)


ITEMS = st.fixed_dictionaries(
    {},
    optional={
        "direction": st.sampled_from(["out", "in"]),
        "kind": st.sampled_from(["lend", "sell", "borrow", "buy"]),
        "on": st.sampled_from(["2024-06-01", "2024-07-01"]),
        "purpose": st.sampled_from(["lawful", "unlawful"]),
    },
).filter(
    lambda item: (
        "kind" not in item
        or "direction" not in item
        or (item["kind"] in {"lend", "sell"}) == (item["direction"] == "out")
    )
)
ACCOUNTS = st.lists(st.lists(ITEMS, max_size=4), min_size=1, max_size=3).map(
    lambda lists: [account(f"a{number}", *items) for number, items in enumerate(lists)]
)


@given(accounts=ACCOUNTS, random=st.randoms(use_true_random=False))
def test_reordering_a_register_changes_nothing(accounts: list[dict[str, Any]], random: Any) -> None:  # noqa: ANN401 - hypothesis' own
    baseline = baseline_of(report_of(*accounts))
    shuffled = deepcopy(accounts)
    random.shuffle(shuffled)
    for one in shuffled:
        random.shuffle(one["transfers"])

    compared = compare(report_of(*shuffled), baseline)

    assert compared.baseline is not None
    assert (compared.baseline.new, compared.baseline.gone) == (0, ())
    assert baseline_text(baseline_of(report_of(*shuffled))) == baseline_text(baseline)


@given(before=ACCOUNTS, after=ACCOUNTS)
def test_known_and_new_make_up_all_findings_and_known_and_gone_the_baseline(
    before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> None:
    baseline = baseline_of(report_of(*before))
    report = report_of(*after)

    status = compare(report, baseline).baseline

    assert status is not None
    failing = sum(finding.outcome in {Outcome.VIOLATION, Outcome.UNDETERMINED} for finding in report.findings)
    assert status.known + status.new == failing
    assert status.known + sum(entry.count for entry in status.gone) == sum(baseline.counts.values())


@given(accounts=ACCOUNTS, extra=ITEMS)
def test_one_more_violation_is_never_hidden(accounts: list[dict[str, Any]], extra: dict[str, Any]) -> None:
    report = report_of(*accounts)
    more = deepcopy(accounts)
    more[0]["transfers"].append(extra)
    grown = report_of(*more)

    status = compare(grown, baseline_of(report)).baseline

    assert status is not None
    assert status.new >= len(grown.violations) - len(report.violations)


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    baseline = baseline_of(report_of(account("a1", LENT, LENT), account("đ/2", SOLD)))
    path = tmp_path / "b.json"
    path.write_text(baseline_text(baseline), "utf-8")

    assert read_baseline(path).counts == baseline.counts


def test_a_baseline_holds_no_line_message_language_name_or_date_of_writing() -> None:
    named = account("a1", LENT, profile={"display_name": "Mây"}) | {
        "holder": {"roles": ["party_member"], "legal_name": "Bùi Văn Kín"},
        "closed_on": "never",
    }

    text = baseline_text(baseline_of(report_of(named)))

    assert "Kín" not in text
    assert "Mây" not in text
    assert {key for entry in json.loads(text)["findings"] for key in entry} == {
        "account", "rule", "subject", "outcome", "digest", "count",
    }  # fmt: skip


def _entry(**changed: object) -> dict[str, object]:
    whole = {"account": "a", "rule": "r", "subject": "account", "outcome": "violation", "digest": "d", "count": 1}
    return whole | changed


BAD = {
    "no JSON": "{",
    "a list": "[]",
    "another version": '{"schema_version": 2, "findings": []}',
    "no findings": '{"schema_version": 1}',
    "a key too many": json.dumps({"schema_version": 1, "findings": [_entry(line=3)]}),
    "a number of none": json.dumps({"schema_version": 1, "findings": [_entry(count=0)]}),
    "a number that is true": json.dumps({"schema_version": 1, "findings": [_entry(count=True)]}),
    "an outcome that fails no run": json.dumps({"schema_version": 1, "findings": [_entry(outcome="due")]}),
    "an entry that stands twice": json.dumps({"schema_version": 1, "findings": [_entry(), _entry()]}),
    "marks of a merge": '<<<<<<< HEAD\n{"schema_version": 1, "findings": []}',
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_what_is_no_baseline_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_text(text, "utf-8")

    with pytest.raises(InputError) as refused:
        read_baseline(path)

    [problem] = refused.value.diagnostics
    assert problem.span.path == str(path)
    assert problem.help is not None


def test_every_item_that_is_no_finding_is_told_with_its_number_and_why(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    nameless = {key: value for key, value in _entry().items() if key != "account"}
    entries = [_entry(outcom="x"), _entry(), nameless, _entry(), _entry(count="2")]
    path.write_text(json.dumps({"schema_version": 1, "findings": entries}), "utf-8")

    with pytest.raises(InputError) as refused:
        read_baseline(path)

    assert [(one.code, one.message.en) for one in refused.value.diagnostics] == [
        ("not-a-baseline", "item 1 of `findings` is not valid: unknown key `outcom`"),
        ("not-a-baseline", "item 3 of `findings` is not valid: the key `account` is missing"),
        ("duplicate", "item 4 of `findings` stands there twice"),
        ("not-a-baseline", "item 5 of `findings` is not valid: expected a whole number, found the text `2`"),
    ]


def test_of_thousands_of_wrong_items_a_hundred_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_text(json.dumps({"schema_version": 1, "findings": [5] * 3000}), "utf-8")

    with pytest.raises(InputError) as refused:
        read_baseline(path)

    assert len(refused.value.diagnostics) == 101
    assert refused.value.diagnostics[-1].count == 2900


def test_a_missing_baseline_is_refused_with_the_command_that_writes_it() -> None:
    with pytest.raises(InputError, match="qd85 baseline create"):
        read_baseline(Path("no-such-baseline.json"))
