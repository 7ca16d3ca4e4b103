"""Laws that hold of every account, however much of it is recorded."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, reject, settings

from qd85rules import Account, EngineDisagreementError, InputError, Outcome, Policy, Report, check
from qd85rules.engines import get_engine
from qd85rules.engines.reference import ReferenceProgram
from qd85rules.judge.compiled import CompiledPolicy
from qd85rules.model.rows import AccountRow
from qd85rules.policy.policy import shipped_packs
from tests.run.accounts import DAY, accounts

if TYPE_CHECKING:
    from qd85rules import Finding
    from qd85rules.engines import EngineName

# Where its day is not set, letter 729 leaves open whom it alone binds, and no answer decides that.
ALL_PACKS = Policy.load(shipped_packs(), as_of=DAY, params={"cv729_applies_from": date(2022, 10, 7)})


def checked(account: dict[str, Any], engine: EngineName = "reference") -> Report:
    try:
        return check(account, policy=ALL_PACKS, engine=engine)
    except InputError:
        reject()


@settings(max_examples=200, deadline=None)
@given(accounts)
def test_both_engines_reach_every_verdict_alike(account: dict[str, Any]) -> None:
    by_reference = checked(account)
    by_both = checked(account, engine="auto")

    assert by_both.all_findings == by_reference.all_findings


@settings(max_examples=150, deadline=None)
@given(accounts)
def test_a_duty_comes_due_on_the_first_day_on_which_it_would_be_broken(account: dict[str, Any]) -> None:
    for finding in checked(account).due:
        assert finding.due_on is not None
        assert finding.due_on > DAY
        assert later(account, finding, 0) is Outcome.VIOLATION
        assert later(account, finding, -1) in {Outcome.DUE, Outcome.COMPLIANT}


def later(account: dict[str, Any], finding: Finding, days: int) -> Outcome:
    assert finding.due_on is not None
    policy = Policy.load(shipped_packs(), as_of=max(DAY, finding.due_on + timedelta(days=days)))
    report = check(account, policy=policy, engine="reference")
    [same] = [f for f in report.all_findings if (f.rule, f.subject) == (finding.rule, finding.subject)]
    return same.outcome


@settings(max_examples=150, deadline=None)
@given(accounts)
def test_compliant_duties_that_never_come_due_are_kept_ten_years_on(account: dict[str, Any]) -> None:
    report = checked(account)
    far = Policy.load(shipped_packs(), as_of=DAY + timedelta(days=3653))
    then = {(f.rule, f.subject): f.outcome for f in check(account, policy=far, engine="reference").all_findings}

    for finding in report.all_findings:
        if finding.outcome is Outcome.COMPLIANT:
            assert then[finding.rule, finding.subject] is not Outcome.VIOLATION


@settings(max_examples=150, deadline=None)
@given(accounts)
def test_only_undetermined_findings_miss_facts_and_each_says_what_to_ask(account: dict[str, Any]) -> None:
    for finding in checked(account).all_findings:
        undetermined = finding.outcome is Outcome.UNDETERMINED
        assert bool(finding.missing) is undetermined
        assert bool(finding.questions) is undetermined
        assert len({len(chosen) for chosen in finding.missing}) <= 1
        assert (finding.due_on is not None) is (finding.outcome is Outcome.DUE)


@settings(max_examples=150, deadline=None)
@given(accounts)
def test_evidence_alone_leads_to_the_same_violation(account: dict[str, Any]) -> None:
    for finding in checked(account).violations:
        slim = only_evidence(account, finding)
        again = [f for f in checked(slim).all_findings if f.rule == finding.rule and f.outcome is Outcome.VIOLATION]
        assert again, slim


def only_evidence(account: dict[str, Any], finding: Finding) -> dict[str, Any]:
    """Keep of an account just what a finding names as its evidence; derived facts stand beside their fields there."""
    slim: dict[str, Any] = {"id": account["id"]}
    for item in finding.evidence:
        section, _, field = item.fact.partition(".")
        if section == "account" and field in account:
            slim[field] = account[field]
        elif section in {"holder", "profile", "declaration"} and field in account[section]:
            slim.setdefault(section, {})[field] = account[section][field]
        elif section in {"transfer", "incident"}:
            part = account[f"{section}s"][int(finding.subject.rstrip("]").partition("[")[2])]
            if field in part:
                slim.setdefault(f"{section}s", [{}])[0][field] = part[field]
    return slim


def test_a_disagreement_names_account_and_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    durable, reference = get_engine("durable"), get_engine("reference")
    compiled = CompiledPolicy(ALL_PACKS.rules, ALL_PACKS.params, (durable, reference))
    run = ReferenceProgram.run
    monkeypatch.setattr(ReferenceProgram, "run", lambda *args: [truths[::-1] for truths in run(*args)])
    row = AccountRow(Account.model_validate({"id": "x", "holder": {"roles": []}}))

    with pytest.raises(EngineDisagreementError, match=r"on rule `[a-z/-]+` and account `x` the engine `durable` finds"):
        compiled.outcomes("account", [row], ["x"], DAY.toordinal())
