"""Each diagnostic of the linter: a policy that has it, with a proof or an account, and one that has not.

Modules: `lab.lint.finding`, `lab.lint.guards`, `lab.lint.packs`, `lab.lint.pairs`, `lab.lint.rules`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from qd85rules.core.outcome import Outcome
from qd85rules.lab.lint import CODES, lint_policy
from qd85rules.lab.proofs.replay import replay
from tests.lab.proofs.packs import PACK, national, policy_of, rule

DOCS: Final = Path(__file__).resolve().parents[3] / "docs" / "reference" / "lint.md"


@dataclass(frozen=True)
class Lint:
    """Rules that have a finding, and the rules, mended, that have not."""

    code: str
    bad: dict[str, dict[str, Any]]
    good: dict[str, dict[str, Any]]
    severity: str
    basis: str
    says: str
    params: dict[str, object] = field(default_factory=dict)


FINE = rule()
IN_USE = rule("account.in_use && today - account.opened_on > params.days")

TABLE: Final = {
    "a scope that cannot hold": Lint(
        "QL001",
        {"vi/du": rule(applies='account.kind == "website" && account.kind == "blog"')},
        {"vi/du": rule(applies='account.kind == "website" || account.kind == "blog"')},
        "error", "proof", "`vi/du` can never apply",
    ),
    "a part with a platform in capitals": Lint(
        "QL008",
        {"vi/du": rule('account.in_use && (account.platform == "Zalo" || account.platform == "blog")')},
        {"vi/du": rule('account.in_use && (account.platform == "zalo" || account.platform == "blog")')},
        "warning", "proof", '`account.platform == "Zalo"` in `vi/du` can never hold',
    ),
    "a platform in capitals": Lint(
        "QL001",
        {"vi/du": rule(applies='account.platform == "Facebook"')},
        {"vi/du": rule(applies='account.platform == "facebook"')},
        "error", "proof", "`vi/du` can never apply",
    ),
    "a scope that a parameter switches off": Lint(
        "QL001",
        {"vi/du": rule(applies="today - account.opened_on > 5 && params.days < 0 || params.days == 60")},
        {"vi/du": rule(applies="params.days == 10")},
        "warning", "proof", "`vi/du` can never apply with its parameters as they are set",
    ),
    "a violation that admission refuses": Lint(
        "QL002",
        {"vi/du": rule("account.closed_on < account.opened_on")},
        {"vi/du": rule("account.closed_on <= account.opened_on")},
        "error", "proof", "`vi/du` can never be broken",
    ),
    "a day in the future": Lint(
        "QL002",
        {"vi/du": rule("account.opened_on > today")},
        {"vi/du": rule("account.opened_on >= today")},
        "error", "proof", "`vi/du` can never be broken",
    ),
    "a violation that a parameter forbids": Lint(
        "QL002",
        {"vi/du": rule("today - account.opened_on > params.days && params.days == 20")},
        {"vi/du": rule("today - account.opened_on > params.days")},
        "warning", "proof", "`vi/du` can never be broken with its parameters as they are set",
    ),
    "no way to keep a rule": Lint(
        "QL003",
        {"vi/du": rule("account.opened_on <= today")},
        {"vi/du": rule("account.opened_on < today")},
        "error", "proof", "`vi/du` can never be kept",
    ),
    "a rule that nothing decides": Lint(
        "QL004",
        {"vi/hai": rule("account.in_use == account.in_use", applies="!has(account.in_use)")},
        {"vi/du": rule()},
        "error", "proof", "`vi/hai` can never be decided",
    ),
    "a judgement": Lint(
        "QL005",
        {"vi/du": rule("!name.part_suffices")},
        {"vi/du": rule()},
        "note", "proof", "rests on a judgement that is left to people",
    ),
    "a judgement beside facts": Lint(
        "QL005",
        {"vi/du": rule("register.declared_by_another && !register.declared_rightly")},
        {"vi/du": rule("register.declared_by_another")},
        "note", "proof", "can never be broken by software",
    ),
    "a scope that always holds": Lint(
        "QL006",
        {"vi/du": rule(applies='today < date("9999-12-31")')},
        {"vi/du": rule(applies=None)},
        "warning", "proof", "`applies_when` of `vi/du` holds for every account",
    ),
    "a rule written twice": Lint(
        "QL101",
        {"vi/du": rule("!(account.in_use && profile.portrait)"),
         "vi/hai": rule("!profile.portrait || !account.in_use")},
        {"vi/du": rule("!(account.in_use && profile.portrait)"), "vi/hai": rule("!profile.contact_info")},
        "warning", "proof", "`vi/hai` comes out as `vi/du` does, for every account",
    ),
    "a rule inside another": Lint(
        "QL102",
        {"vi/du": FINE, "vi/hai": IN_USE},
        {"vi/du": rule("!account.in_use && today - account.opened_on > params.days"), "vi/hai": IN_USE},
        "warning", "proof", "whatever breaks `vi/hai` breaks `vi/du` as well",
    ),
    "rules against one another": Lint(
        "QL103",
        {"vi/du": rule("!profile.portrait", modality="must"),
         "vi/hai": rule("profile.portrait", modality="must_not")},
        {"vi/du": rule("!profile.portrait", modality="must"),
         "vi/hai": rule("profile.portrait", applies='!("cadre" in holder.roles)', modality="must_not")},
        "error", "witness", "`vi/hai` and `vi/du` cannot both be kept",
    ),
    "silence that excuses": Lint(
        "QL201",
        {"vi/du": rule("has(account.in_use) && account.in_use")},
        {"vi/du": rule("account.in_use")},
        "warning", "witness", "leaving `account.in_use` out excuses an account that recording it would accuse",
    ),
    "silence that excuses, as an example says": Lint(
        "QL201",
        {"vi/du": rule(
            "has(account.in_use) && account.in_use",
            examples=({"name": "not stated", "given": {"id": "vd-1", "holder": {"roles": ["cadre"]}},
                       "expect": "compliant"},),
        )},
        {"vi/du": rule("account.in_use")},
        "note", "witness", "its example `not stated` says that this is meant",
    ),
    "silence that accuses": Lint(
        "QL202",
        {"vi/du": rule("!(has(account.in_use) && account.in_use)")},
        {"vi/du": rule("!account.in_use")},
        "note", "witness", "leaving `account.in_use` out accuses an account that recording it would excuse",
    ),
    "no examples": Lint(
        "QL404",
        {"vi/du": rule(examples=())},
        {"vi/du": rule()},
        "warning", "reading", "`vi/du` has no examples",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLE.values(), ids=TABLE)
def test_the_linter_finds(case: Lint, tmp_path: Path) -> None:
    policy = policy_of(tmp_path, case.bad, params=case.params)
    found = [finding for finding in lint_policy(policy) if finding.code == case.code]

    assert found
    assert [(finding.severity, finding.basis) for finding in found] == [(case.severity, case.basis)] * len(found)
    assert any(case.says in finding.message for finding in found), [finding.message for finding in found]
    assert all(finding.help and finding.span.path for finding in found)


@pytest.mark.parametrize("case", TABLE.values(), ids=TABLE)
def test_the_linter_is_content_with_the_mended_rules(case: Lint, tmp_path: Path) -> None:
    policy = policy_of(tmp_path, case.good, params=case.params)

    assert [finding.message for finding in lint_policy(policy) if finding.code in {case.code, "QL900"}] == []


@pytest.mark.parametrize(
    "case", [case for case in TABLE.values() if case.basis == "witness"], ids=lambda case: case.code
)
def test_the_accounts_of_a_finding_show_it(case: Lint, tmp_path: Path) -> None:
    policy = policy_of(tmp_path, case.bad)
    rules = {resolved.rule.id: resolved for resolved in policy.rules}
    for finding in lint_policy(policy):
        if finding.code != case.code:
            continue
        witness = finding.witness
        assert witness is not None
        assert finding.rule is not None
        if case.code == "QL103":
            [other] = finding.related
            outcomes = [replay(policy, rules[name], witness.account) for name in (other, finding.rule)]
            assert tuple(outcomes) == witness.outcomes
            assert Outcome.VIOLATION in outcomes
            continue
        assert finding.after is not None
        before, after = (replay(policy, rules[finding.rule], each.account) for each in (witness, finding.after))
        assert ((before is Outcome.VIOLATION), (after is Outcome.VIOLATION)) == (
            (False, True) if case.code == "QL201" else (True, False)
        )
        # One fact more, and nothing else.
        assert {**witness.account, "in_use": finding.after.account["in_use"]} == finding.after.account


def pack(**more: object) -> dict[str, Any]:
    return {**PACK, **more}


def parameter(**more: object) -> dict[str, Any]:
    return {"parameters": {"days": {**PACK["parameters"]["days"], **more}}}


CONCEPT = {"title": {"vi": "Ví dụ", "en": "An example"}, "when": "account.in_use"}

PACKS: Final = {
    "a concept that no rule uses": ("QL301", pack(concepts={"in_use": CONCEPT}), "no rule uses the concept `in_use`"),
    "concepts that only one another use": (
        "QL301",
        pack(concepts={"in_use": CONCEPT, "not_in_use": {**CONCEPT, "when": "!concepts.in_use"}}),
        "no rule uses the concept `in_use`",
    ),
    "a parameter that no rule reads": (
        "QL302",
        pack(parameters={**PACK["parameters"], "weeks": PACK["parameters"]["days"]}),
        "no rule reads the parameter `weeks`",
    ),
    "a default that a first day replaces": (
        "QL303",
        pack(**parameter(settings=[{"value": 5}])),
        "the default of `days` in `vi-du` is never in force",
    ),
    "a pack verified long ago": (
        "QL403",
        pack(verified_on=date(2023, 11, 1)),
        "the pack `vi-du` was last verified 366 days before 2024-11-01",
    ),
    "a pack never verified": (
        "QL403",
        pack(verified_on=None),
        "no day is recorded on which the pack `vi-du` was verified",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("code", "header", "says"), PACKS.values(), ids=PACKS)
def test_the_linter_finds_in_a_pack(code: str, header: dict[str, Any], says: str, tmp_path: Path) -> None:
    header = {key: value for key, value in header.items() if value is not None}
    found = lint_policy(policy_of(tmp_path, {"vi/du": rule()}, header), prove=False)

    assert says in [finding.message for finding in found if finding.code == code]


def test_a_pack_as_it_should_be_has_no_findings_of_its_own(tmp_path: Path) -> None:
    settings = parameter(settings=[{"from": date(2024, 1, 1), "value": 5}, {"from": date(2025, 1, 1), "value": 6}])
    header = pack(**settings, concepts={"in_use": CONCEPT}, verified_on=date(2023, 11, 2))
    rules = {"vi/du": rule("concepts.in_use && today - account.opened_on > params.days")}
    found = lint_policy(policy_of(tmp_path, rules, header))

    # The clauses of the national pack have their rules there, and not in this one.
    assert {finding.code for finding in found} == {"QL402"}


def test_clauses_without_rules_are_named_and_cited_ones_are_not(tmp_path: Path) -> None:
    found = lint_policy(policy_of(tmp_path, {"vi/du": rule(clauses=("qd85/member/7",))}), prove=False)
    named = {name for finding in found if finding.code == "QL402" for name in finding.related}

    assert "qd85/member/6" in named
    assert "qd85/member/7" not in named
    # Left to people: no rule is wanted.
    assert "qd85/member/3" not in named


def test_a_rule_without_a_clause_to_check_is_found(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, {"vi/du": rule()})
    [resolved] = policy.rules
    uncited = replace(resolved, clauses=())
    policy.stack.__dict__["rules"] = (uncited,)

    assert "QL401" in {finding.code for finding in lint_policy(policy, prove=False)}


def test_without_time_every_question_is_open_and_nothing_else_is_said(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, {"vi/du": FINE, "vi/hai": rule("has(account.in_use) && account.in_use")})
    found = [finding for finding in lint_policy(policy, timeout_ms=0) if finding.code != "QL402"]

    assert {finding.code for finding in found} == {"QL900"}
    assert {finding.basis for finding in found} == {"not_decided"}
    assert all("not decided whether" in finding.message for finding in found)


def test_the_shipped_packs_have_nothing_but_notes() -> None:
    assert {finding.severity for finding in lint_policy(national())} <= {"note"}


def test_every_code_has_a_section_in_the_docs_and_a_row_in_a_table() -> None:
    text = DOCS.read_text("utf-8")

    assert [code for code in CODES.values() if f"### {code.id} {code.name}" not in text] == []
    tested = {case.code for case in TABLE.values()} | {code for code, _, _ in PACKS.values()}
    # QL007 has its test beside the engines that it is about, in tests/policy/test_agreement.py.
    assert {*CODES} - tested == {"QL007", "QL401", "QL402", "QL501", "QL900"}


def test_findings_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    found = lint_policy(policy_of(tmp_path, {"vi/hai": rule(examples=()), "vi/du": rule(examples=())}))
    places = [(finding.span.path or "", finding.span.line or 0) for finding in found]

    assert places == sorted(places)
    assert [finding.name for finding in found] == [CODES[finding.code].name for finding in found]


def test_a_finding_prints_as_a_diagnostic_and_its_account_is_json(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, {"vi/du": rule("has(account.opened_on) && account.opened_on < today")})
    [finding] = [finding for finding in lint_policy(policy) if finding.code == "QL201"]

    assert finding.diagnostic.line().startswith(
        f"{finding.span}: QL201 `vi/du`: leaving `account.opened_on` out excuses"
    )
    assert finding.after is not None
    data = json.loads(json.dumps(finding.after.data()))
    assert data["account"]["opened_on"] == "2024-01-01"
    assert data["outcomes"] == ["violation"]
