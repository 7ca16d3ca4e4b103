"""Checking a register: every account that can be read is judged, and pages are compared among accounts.

Modules: `model.hands`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from qd85rules import Outcome, Policy, check_register, render
from qd85rules.run import Candidate, check_candidates
from tests.run.accounts import DAY, FULL

if TYPE_CHECKING:
    from pathlib import Path

RULE = "declaration/one-declarant"


def declared(id_: str, holder: str | None, **fields: str) -> dict[str, Any]:
    return {"id": id_, "holder": {"id": holder, "roles": ["cadre"]}, **fields}


def shared(*accounts: dict[str, Any]) -> list[Outcome]:
    report = check_register(accounts, as_of=DAY)
    assert report.errors == ()
    return [finding.outcome for finding in report.all_findings if finding.rule == RULE]


FACEBOOK = {"url": "https://www.facebook.com/nguyenvanan"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (FACEBOOK, FACEBOOK),
        (FACEBOOK, {"url": "http://m.facebook.com/NguyenVanAn/?fbclid=1#top"}),
        (FACEBOOK, {"platform": "Facebook", "handle": "@nguyenvanan"}),
        ({"platform": "tiktok", "handle": "an"}, {"platform": "TikTok", "handle": "@AN"}),
        ({"url": "https://AN.vn:443/"}, {"url": "http://an.vn"}),
    ],
    ids=["the same URL", "another form of it", "its platform and handle", "handles", "an own domain"],
)
def test_both_of_two_holders_of_one_page_are_undetermined(first: dict[str, Any], second: dict[str, Any]) -> None:
    assert shared(declared("a", "h1", **first), declared("b", "h2", **second)) == [Outcome.UNDETERMINED] * 2


@pytest.mark.parametrize(
    "accounts",
    [
        [declared("a", "h1", **FACEBOOK)],
        [declared("a", "h1", **FACEBOOK), declared("b", "h1", **FACEBOOK)],
        [declared("a", "h1", **FACEBOOK), declared("b", "h2", url="https://www.facebook.com/nguyenvanbinh")],
        [declared("a", "h1", platform="zalo", handle="an"), declared("b", "h2", platform="tiktok", handle="an")],
        [declared("a", "h1"), declared("b", "h2")],
    ],
    ids=["alone", "one holder twice", "two pages", "one handle on two platforms", "nothing to compare"],
)
def test_pages_of_their_own_are_compliant(accounts: list[dict[str, Any]]) -> None:
    assert shared(*accounts) == [Outcome.COMPLIANT] * len(accounts)


def test_where_a_holder_is_not_recorded_the_holder_is_asked_for() -> None:
    report = check_register([declared("a", "h1", **FACEBOOK), declared("b", None, **FACEBOOK)], as_of=DAY)

    findings = [finding for finding in report.all_findings if finding.rule == RULE]
    assert [finding.outcome for finding in findings] == [Outcome.UNDETERMINED] * 2
    assert ("holder.id",) in findings[1].missing


def test_registers_apart_do_not_share_pages_or_ids() -> None:
    candidates = [
        Candidate(declared("a", "h1", **FACEBOOK), group="one.yaml"),
        Candidate(declared("a", "h2", **FACEBOOK), group="two.yaml"),
    ]

    report = check_candidates(candidates, policy=Policy.load(as_of=DAY))

    assert report.errors == ()
    assert {finding.outcome for finding in report.all_findings if finding.rule == RULE} == {Outcome.COMPLIANT}


def test_bad_accounts_are_errors_and_the_healthy_ones_are_checked() -> None:
    report = check_register([{"id": "a", "kind": "websit"}, FULL, {"no": "id"}, FULL | {"in_use": "yes"}], as_of=DAY)

    assert report.accounts == 1
    assert [error.code for error in report.errors] == ["unknown-value", "missing-key", "unknown-key", "wrong-type"]
    assert len(report.violations) == 1
    assert report.exit_code() == 2


def test_the_second_account_of_an_id_is_an_error() -> None:
    report = check_register([FULL, FULL], as_of=DAY)

    assert [error.code for error in report.errors] == ["duplicate-id"]
    assert report.accounts == 1


def test_a_register_of_nothing_is_never_clean() -> None:
    assert check_register([], as_of=DAY).exit_code() == 2


def test_a_rule_beyond_durable_runs_on_reference_alone_and_the_report_says_so(tmp_path: Path) -> None:
    facts = [
        *("account.in_use", "profile.portrait", "profile.personal_info", "declaration.complete"),
        *("profile.contact_info", "declaration.truthful", 'account.kind == "blog"', 'transfer.kind == "lend"'),
        *('transfer.direction == "out"', 'transfer.purpose == "lawful"', "account.opened_on < today"),
        *("account.unused_since < today", "account.last_active_on < today", "declaration.declared_on < today"),
        *("declaration.requested_on < today", "declaration.reported_on < today"),
        *("declaration.commitment_on < today", "account.closed_on < today"),
    ]
    pairs = zip(facts[::2], facts[1::2], strict=True)
    condition = " && ".join(f"({one} || {other})" for one, other in pairs)
    text = (
        "id: transfer/big\nsubject: transfer\nmodality: must\nclauses: [qd85/member/6]\n"
        f"violated_when: '{condition}'\nmessage: {{vi: Sai., en: Wrong.}}\nremedy: {{vi: Sửa., en: Mend.}}\n"
    )
    (tmp_path / "big.yaml").write_text(text, encoding="utf-8")
    policy = Policy.load([str(tmp_path)], as_of=DAY)

    reports = {
        engine: check_register([FULL], policy=policy, engine=engine) for engine in ("auto", "durable", "reference")
    }

    assert {engine: report.reference_alone for engine, report in reports.items()} == {
        "auto": ("transfer/big",),
        "durable": ("transfer/big",),
        "reference": (),
    }
    outcomes = [[(each.rule, each.outcome) for each in report.all_findings] for report in reports.values()]
    assert outcomes[0] == outcomes[1] == outcomes[2]
    assert "transfer/big" in {rule for rule, _ in outcomes[0]}
    assert "by the engine reference alone" in render(reports["durable"], "text", lang="en")
