"""Checking one account: what a caller gets, and what a caller's mistakes lead to."""

from __future__ import annotations

import json
from collections import ChainMap, UserDict
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

from qd85rules import Account, InputError, Outcome, Policy, Report, UsageError, check, check_register, render
from tests.run.accounts import DAY, FULL

if TYPE_CHECKING:
    from qd85rules.model.spec import BlankMeans


class Odd(date):
    """A date as other libraries make them, which compares with its own kind only."""

    def __lt__(self, other: object) -> bool:
        raise TypeError(other)

    __le__ = __gt__ = __ge__ = __lt__
    __hash__ = date.__hash__


def outcomes(report: Report) -> dict[tuple[str, str], str]:
    return {(finding.rule, finding.subject): finding.outcome.value for finding in report.findings}


def test_the_account_of_the_design_lent_its_page_and_did_not_record_one_notice() -> None:
    report = check(FULL, as_of=DAY)

    assert outcomes(report) == {
        ("transfer/given-away", "transfers[0]"): "violation",
        ("compromised/tell-authority", "incidents[0]"): "undetermined",
    }


def test_a_violation_cites_document_clause_relay_locator_and_summary() -> None:
    [finding] = check(FULL, as_of=DAY).violations

    first, second = finding.citations
    assert first.clause == "qd85/member/6"
    assert first.document == "Quy định 85-QĐ/TW"
    assert first.issuer == "Ban Bí thư"
    assert first.date == "2022-10-07"
    assert first.relay == "000"
    assert first.locator.en == "part 2, second list, item 6"
    assert first.digest.startswith("sha256:")
    assert first.attribution == "single"
    assert first.summary.vi != first.summary.en
    assert second.attribution == "joint"
    assert second.date == "2023-03-20"


def test_a_clause_is_cited_only_from_the_day_on_which_it_is_certain_to_be_in_force() -> None:
    account = FULL | {"opened_on": "2021-01-01", "transfers": [FULL["transfers"][0] | {"on": "2022-12-01"}]}

    [finding] = check(account, as_of=DAY).violations

    assert finding.clauses == ("qd85/member/6",)


def test_an_account_object_and_its_plain_data_are_judged_alike() -> None:
    assert check(Account.model_validate(FULL), as_of=DAY).findings == check(FULL, as_of=DAY).findings


def test_a_report_counts_every_outcome_and_holds_the_findings_in_order() -> None:
    report = check(FULL, as_of=DAY)

    assert sum(report.summary[outcome.value] for outcome in Outcome) == len(report.all_findings)
    assert [finding for finding in report.all_findings if finding in report.findings] == list(report.findings)
    assert not report.ok
    assert report.exit_code() == 1
    assert report.exit_code(fail_on="never") == 3
    assert report.exit_code(fail_on="never", allow_undetermined=True) == 0


def test_a_broken_recommendation_fails_a_run_only_where_that_is_asked() -> None:
    account = {
        "id": "a",
        "kind": "website",
        "url": "https://an.com/",
        "opened_on": "2024-01-01",
        "holder": {"legal_name": "Lê An", "roles": ["cadre"]},
        "profile": {"display_name": "Lê An"},
        "declaration": {"requested_on": "never", "reported_on": "2024-01-01"},
        "in_use": True,
    }

    report = check(account, as_of=DAY)

    assert {finding.rule for finding in report.recommendations} == {"domain/preferred"}
    assert report.recommendations == report.violations
    assert report.exit_code(allow_undetermined=True) == 0
    assert report.exit_code(fail_on="recommendation", allow_undetermined=True) == 1


@pytest.mark.parametrize(
    ("blank_means", "outcome"), [("unknown", "undetermined"), ("never", "violation")], ids=["unknown", "never"]
)
def test_blank_event_dates_say_what_the_register_declares(blank_means: BlankMeans, outcome: str) -> None:
    report = check(FULL, as_of=DAY, blank_means=blank_means)

    assert outcomes(report)["compromised/tell-authority", "incidents[0]"] == outcome


def test_a_register_rule_is_left_out_for_a_single_account() -> None:
    assert "declaration/one-declarant" not in {finding.rule for finding in check(FULL, as_of=DAY).all_findings}


def test_what_a_register_leaves_unsaid_is_counted() -> None:
    assert check({"id": "a"}, as_of=DAY).not_recorded == {"transfers": 1, "incidents": 1}
    assert check({"id": "a"}, as_of=DAY, blank_lists="none").not_recorded == {"transfers": 0, "incidents": 0}
    assert check(FULL, as_of=DAY).not_recorded == {"transfers": 0, "incidents": 0}


def test_bad_data_raises_with_every_problem() -> None:
    with pytest.raises(InputError) as caught:
        check({"id": "a", "kinds": "x", "opened_on": "2024-02-30"}, as_of=DAY)

    assert [problem.code for problem in caught.value.diagnostics] == ["impossible-date", "unknown-key"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({}, "say the day of the check"),
        ({"as_of": date(2024, 1, 1), "policy": Policy.load(as_of=DAY)}, "resolved for 2024-11-01, not for 2024-01-01"),
        ({"as_of": "2024-11-01"}, "`as_of` is a day, `datetime.date`; `2024-11-01` is none"),
        ({"as_of": datetime(2024, 11, 1, 5, tzinfo=UTC)}, "`as_of` is a day"),
        ({"as_of": DAY, "engine": "durabel"}, "did you mean `durable`?"),
    ],
    ids=["no day", "two days", "a day as text", "a moment", "a misspelt engine"],
)
def test_misuse_raises_at_once(arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said.replace("?", r"\?")):
        check(FULL, **arguments)


def test_a_report_renders_as_the_command_writes_it_with_names_masked() -> None:
    account = FULL | {"profile": FULL["profile"] | {"display_name": "Mây Trắng"}}
    report = check(account, as_of=DAY)

    data = json.loads(render(report, lang="en"))

    assert [finding["rule"] for finding in data["findings"]] == [finding.rule for finding in report.findings]
    assert "Mây" not in render(report, "text")
    assert "Mây Trắng" in render(report, "text", show_names=True)
    with pytest.raises(UsageError, match="did you mean `sarif`"):
        render(report, "sarf")


def test_what_an_error_says_holds_nothing_that_a_log_would_obey() -> None:
    with pytest.raises(InputError) as caught:
        check({"id": "vd-1", "a\x1b[31m\n::error::b\u202e": 1}, as_of=date(2024, 11, 1))
    with pytest.raises(UsageError) as misused:
        check({"id": "vd-1"}, as_of=date(2024, 11, 1), engine="a\x1b[31m\n::error::b")  # type: ignore[arg-type]

    for error in (caught, misused):
        said = str(error.value)
        assert "\x1b" not in said
        assert "\u202e" not in said
        assert "\n::" not in said


def test_a_day_of_another_library_is_made_exact_and_does_not_stay_behind() -> None:
    # No other test may have asked for this day: the first check on a day is kept for the later ones.
    day, odd = date(2024, 11, 7), Odd(2024, 11, 7)
    first = check(FULL, as_of=odd)
    policy = Policy.load(as_of=day)

    assert type(first.as_of) is date
    assert type(Policy.load(as_of=odd).as_of) is date
    assert type(policy.at(odd).as_of) is date
    assert type(check(FULL, as_of=day).as_of) is date
    assert check(FULL, as_of=odd, policy=policy) == check(FULL, as_of=day) == first


def test_dates_of_an_account_are_made_exact() -> None:
    account = {**FULL, "opened_on": Odd(2023, 5, 2)}

    assert type(Account.model_validate(account).opened_on) is date
    assert check(account, as_of=DAY) == check(FULL, as_of=DAY)


@pytest.mark.parametrize("kind", [MappingProxyType, UserDict, ChainMap])
def test_any_mapping_is_an_account_at_every_depth(kind: Any) -> None:  # noqa: ANN401 - mappings of three makers
    def wrapped(value: object) -> object:
        if isinstance(value, dict):
            return kind({key: wrapped(item) for key, item in value.items()})
        return [wrapped(item) for item in value] if isinstance(value, list) else value

    account: Any = wrapped(FULL)
    bad: Any = wrapped({**FULL, "transfers": [{"directon": "out"}]})

    assert type(account["transfers"][0]) is kind
    assert check(account, as_of=DAY) == check(FULL, as_of=DAY)
    assert check_register([account], as_of=DAY) == check_register([FULL], as_of=DAY)
    with pytest.raises(InputError) as caught:
        check(bad, as_of=DAY)
    assert [(problem.code, problem.path) for problem in caught.value.diagnostics] == [
        ("unknown-key", ("transfers", 0, "directon"))
    ]
    assert check_register([bad], as_of=DAY).errors == caught.value.diagnostics


def test_what_is_no_mapping_is_refused() -> None:
    nothing: Any = ["a"]
    with pytest.raises(InputError, match="mapping"):
        check(nothing, as_of=DAY)
