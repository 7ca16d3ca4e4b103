"""A forecast says just what checking on every day would have shown."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from qd85rules import EngineDisagreementError, Finding, Outcome, Policy, UsageError, check_register
from qd85rules.engines.reference import ReferenceProgram
from qd85rules.policy.policy import shipped_packs
from qd85rules.run import Candidate
from qd85rules.run.forecast import forecast
from tests.run.accounts import DAY, accounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qd85rules.run.forecast import Forecast

ODD = Policy.load([Path(__file__).parent / "pack"], as_of=DAY)
ALL = Policy.load(shipped_packs(), as_of=DAY)
LOOKED_FOR = {Outcome.VIOLATION, Outcome.UNDETERMINED}

TOLD = {"id": "a", "holder": {"roles": ["party_member"]}, "incidents": [{"detected_on": "2024-10-30"}]}


def ahead(given: Sequence[dict[str, Any]], policy: Policy, days: int, engine: str = "reference") -> Forecast:
    result = forecast(
        [Candidate(account) for account in given], policy=policy, until=DAY + timedelta(days=days), engine=engine
    )
    if result.errors:
        reject()
    return result


def day_by_day(given: Sequence[dict[str, Any]], policy: Policy, days: int) -> list[tuple[Any, ...]]:
    """Check on each day, with the parameters of that day, and list what a rule has become."""
    found = []
    before: list[Finding] | None = None
    for number in range(days + 1):
        report = check_register(given, policy=policy.at(DAY + timedelta(days=number)), engine="reference")
        today = list(report.all_findings)
        for was, finding in zip(before or today, today, strict=True):
            if plain(finding) is not plain(was) and plain(finding) in LOOKED_FOR:
                found.append((report.as_of, plain(was), finding))
        before = today
    return found


def plain(finding: Finding) -> Outcome:
    return Outcome.COMPLIANT if finding.outcome is Outcome.DUE else finding.outcome


@settings(max_examples=60, deadline=None)
@given(st.lists(accounts, min_size=1, max_size=2), st.integers(1, 45))
def test_a_forecast_is_what_checking_on_every_day_shows(given: list[dict[str, Any]], days: int) -> None:
    numbered = [account | {"id": f"a{number}"} for number, account in enumerate(given)]

    result = ahead(numbered, ODD, days)

    assert [(one.on, one.before, one.finding) for one in result.coming] == day_by_day(numbered, ODD, days)


@settings(max_examples=30, deadline=None)
@given(accounts)
def test_a_forecast_of_years_is_what_checking_around_its_days_shows(account: dict[str, Any]) -> None:
    for one in ahead([account], ALL, 4000).coming:
        for day, outcome in ((one.on, one.finding.outcome), (one.last_day, one.before)):
            report = check_register([account], policy=ALL.at(day), engine="reference")
            [same] = [f for f in report.all_findings if (f.rule, f.subject) == (one.finding.rule, one.finding.subject)]
            assert plain(same) is outcome


@settings(max_examples=40, deadline=None)
@given(accounts)
def test_both_engines_foresee_the_same(account: dict[str, Any]) -> None:
    by_reference = ahead([account], ODD, 60)
    by_both = ahead([account], ODD, 60, engine="auto")

    assert by_both.coming == by_reference.coming
    assert by_both.now == by_reference.now


@settings(max_examples=40, deadline=None)
@given(accounts)
def test_what_is_due_comes_on_its_day(account: dict[str, Any]) -> None:
    report = check_register([account], policy=ALL)
    if report.errors:
        reject()
    first: dict[tuple[str, str], date] = {}
    for one in ahead([account], ALL, 4000).violations:
        first.setdefault((one.finding.rule, one.finding.subject), one.on)

    for finding in report.due:
        assert first[finding.rule, finding.subject] == finding.due_on


@settings(max_examples=30, deadline=None)
@given(accounts)
def test_the_outcomes_of_today_are_counted(account: dict[str, Any]) -> None:
    report = check_register([account], policy=ALL, engine="reference")
    if report.errors:
        reject()

    assert ahead([account], ALL, 1).now == Counter(plain(finding) for finding in report.all_findings)


def test_a_notice_not_given_breaks_the_rule_on_the_day_after_its_time() -> None:
    account = TOLD | {"incidents": [{"detected_on": "2024-10-30", "authority_told_on": "never"}]}

    [one] = ahead([account], Policy.load(as_of=DAY), 30).violations

    assert (one.on, one.last_day, one.before) == (date(2024, 11, 3), date(2024, 11, 2), Outcome.COMPLIANT)
    assert (one.finding.rule, one.finding.subject) == ("compromised/tell-authority", "incidents[0]")
    assert one.changed == ()


def test_a_parameter_that_changes_brings_its_own_day_and_is_named() -> None:
    account = {
        "id": "a",
        "opened_on": "2024-11-01",
        "holder": {"roles": ["cadre"]},
        "in_use": True,
        "declaration": {"declared_on": "never", "reported_on": "never"},
    }

    [one] = [one for one in ahead([account], ODD, 40).violations if one.finding.rule == "declaration/report-page"]

    assert one.on == date(2024, 11, 20)
    [change] = one.changed
    assert (change.name, change.before, change.after) == ("report_within_days", 30, 7)
    assert one.finding.params["report_within_days"] == 7


def test_a_value_that_the_caller_sets_holds_on_every_day() -> None:
    policy = Policy.load([Path(__file__).parent / "pack"], as_of=DAY, params={"report_within_days": 15})

    assert policy.at(date(2024, 12, 1)).params["report_within_days"] == 15
    assert policy.at(DAY).params == policy.params


def test_silence_comes_to_raise_a_question() -> None:
    account = {"id": "a", "holder": {"roles": ["cadre"]}, "last_active_on": "2024-10-28", "closed_on": "never"}

    coming = [one for one in ahead([account], ALL, 400).coming if one.finding.rule == "dormant/close-unused"]

    assert [(one.on, one.before, one.finding.outcome) for one in coming] == [
        (date(2025, 4, 27), Outcome.NOT_APPLICABLE, Outcome.UNDETERMINED)
    ]
    assert coming[0].finding.questions


@pytest.mark.parametrize(("days", "comes"), [(1, 0), (2, 1)], ids=["the day before", "the day itself"])
def test_the_last_day_belongs_to_the_forecast(days: int, comes: int) -> None:
    account = TOLD | {"incidents": [{"detected_on": "2024-10-30", "authority_told_on": "never"}]}

    result = ahead([account], Policy.load(as_of=DAY), days)

    assert len(result.violations) == comes
    assert result.exit_code == comes


def test_what_cannot_be_read_is_an_error_and_the_others_are_followed() -> None:
    broken = {"id": "b", "kind": "websit"}
    account = TOLD | {"incidents": [{"detected_on": "2024-10-30", "authority_told_on": "never"}]}

    result = forecast([Candidate(broken), Candidate(account)], policy=ALL, until=date(2024, 11, 30))

    assert [error.code for error in result.errors] == ["unknown-value"]
    assert result.violations
    assert result.exit_code == 2


@pytest.mark.parametrize("until", [DAY, date(2024, 10, 1)], ids=["today", "the past"])
def test_a_forecast_looks_forward(until: date) -> None:
    with pytest.raises(UsageError, match="must come after 2024-11-01"):
        forecast([], policy=ALL, until=until)


def test_nothing_to_follow_never_looks_clean() -> None:
    assert forecast([], policy=ALL, until=date(2025, 1, 1)).exit_code == 2


def test_a_disagreement_of_engines_is_never_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    run = ReferenceProgram.run
    monkeypatch.setattr(ReferenceProgram, "run", lambda *args: [truths[::-1] for truths in run(*args)])

    with pytest.raises(EngineDisagreementError, match=r"on rule `[a-z/-]+` and account `a`"):
        forecast([Candidate(TOLD)], policy=ALL, until=date(2025, 1, 1), engine="auto")
