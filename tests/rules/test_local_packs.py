"""What each local pack really adds to the national one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from qd85rules import Policy, check, check_register
from qd85rules.policy.policy import shipped_packs
from qd85rules.source.yamltree import parse_yaml

if TYPE_CHECKING:
    from qd85rules.judge.finding import Finding

DAY = date(2024, 11, 1)
PROVINCE = "local/cv-729-tu"
DISTRICT = "local/phu-ninh"
REPORT = "local/go-cong-tay"
FROM_THE_REGULATION = {"cv729_applies_from": "2022-10-07"}


def lent_out(*roles: str, on: str = "2024-06-01") -> dict[str, Any]:
    """Describe an account whose page was lent out by a holder with these roles."""
    return {
        "id": "vd-1/facebook",
        "holder": {"id": "vd-1", "roles": list(roles)},
        "transfers": [{"direction": "out", "kind": "lend", "on": on}],
    }


def given_away(account: dict[str, Any], policy: Policy) -> Finding:
    """Check one account and give the finding on the transfer of its page."""
    [finding] = [f for f in check(account, policy=policy).all_findings if f.rule == "transfer/given-away"]
    return finding


@pytest.mark.parametrize(
    ("roles", "nationally", "in_the_province"),
    [
        (["party_member"], "violation", "violation"),
        (["cadre"], "violation", "violation"),
        (["civil_servant"], "not_applicable", "violation"),
        (["public_employee"], "not_applicable", "violation"),
        (["worker"], "not_applicable", "not_applicable"),
        ([], "not_applicable", "not_applicable"),
    ],
    ids=" ".join,
)
def test_cv729_binds_civil_servants_and_public_employees_as_well(
    roles: list[str], nationally: str, in_the_province: str
) -> None:
    account = lent_out(*roles)

    assert given_away(account, Policy.load(as_of=DAY)).outcome == nationally
    policy = Policy.load([PROVINCE], as_of=DAY, params=FROM_THE_REGULATION)
    assert given_away(account, policy).outcome == in_the_province


@pytest.mark.parametrize(
    ("roles", "outcome"),
    [
        (["civil_servant"], "undetermined"),
        (["public_employee"], "undetermined"),
        (["cadre"], "violation"),
        ([], "not_applicable"),
    ],
    ids=str,
)
def test_cv729_is_undated_so_that_those_whom_it_alone_binds_are_open_until_its_day_is_set(
    roles: list[str], outcome: str
) -> None:
    finding = given_away(lent_out(*roles), Policy.load([PROVINCE], as_of=DAY))

    assert finding.outcome == outcome
    assert any("cv729_applies_from" in note.en for note in finding.notes) is (outcome == "undetermined")


def test_cv729_is_cited_only_where_it_alone_binds_the_holder() -> None:
    policy = Policy.load([PROVINCE], as_of=DAY)

    assert "cv729/scope" in given_away(lent_out("civil_servant"), policy).clauses
    assert "cv729/scope" not in given_away(lent_out("civil_servant", "party_member"), policy).clauses


@pytest.mark.parametrize(
    ("applies_from", "outcome"),
    [("2024-06-01", "violation"), ("2024-06-02", "not_applicable")],
    ids=["on the day from which it applies", "the day before"],
)
def test_cv729_judges_events_from_the_day_that_the_parameter_gives(applies_from: str, outcome: str) -> None:
    policy = Policy.load([PROVINCE], as_of=DAY, params={"cv729_applies_from": applies_from})

    assert given_away(lent_out("civil_servant", on="2024-06-01"), policy).outcome == outcome


@pytest.mark.parametrize(
    ("applies_from", "outcome"),
    [("2024-11-01", "violation"), ("2024-11-02", "not_applicable")],
    ids=["on the day from which it applies", "the day before"],
)
def test_cv729_judges_what_lasts_from_the_day_that_the_parameter_gives(applies_from: str, outcome: str) -> None:
    policy = Policy.load([PROVINCE], as_of=DAY, params={"cv729_applies_from": applies_from})
    account = {
        "id": "a",
        "holder": {"legal_name": "Lê Thị Tám", "roles": ["civil_servant"]},
        "profile": {"display_name": "Mây Xa", "true_name_stated": False},
    }

    [finding] = [f for f in check(account, policy=policy).all_findings if f.rule == "identity/true-name"]
    assert finding.outcome == outcome


def test_cv729_does_not_look_back_past_the_regulation() -> None:
    policy = Policy.load([PROVINCE], as_of=DAY, params=FROM_THE_REGULATION)

    assert given_away(lent_out("civil_servant", on="2022-10-06"), policy).outcome == "not_applicable"
    assert given_away(lent_out("civil_servant", on="2022-10-07"), policy).outcome == "violation"


def test_cv1384_adds_no_rule_and_binds_nobody_else_unless_a_committee_reads_it_so() -> None:
    pack = Policy.load([DISTRICT], as_of=DAY).stack.packs[-1]
    widened = Policy.load([DISTRICT], as_of=DAY, params={"cv1384_widens": True})

    assert (pack.id, pack.rules, pack.settings) == (DISTRICT, (), {})
    for roles in (["civil_servant"], ["public_employee"], ["worker"]):
        account = lent_out(*roles, on="2024-10-30")
        assert given_away(account, Policy.load([DISTRICT], as_of=DAY)).outcome == "not_applicable"
        assert given_away(account, widened).outcome == "violation"
        assert "cv1384/3" in given_away(account, widened).clauses
    assert given_away(lent_out("worker", on="2024-10-29"), widened).outcome == "not_applicable"
    assert given_away(lent_out(on="2024-10-30"), widened).outcome == "not_applicable"


def test_a_widening_is_cited_only_where_it_brings_the_holder_in_or_may() -> None:
    account = lent_out(on="2024-10-30")
    account["holder"]["roles"] = None
    silent, widened = (Policy.load([DISTRICT], as_of=DAY, params={"cv1384_widens": reads}) for reads in (False, True))

    assert "cv1384/3" not in given_away(account, silent).clauses
    assert "cv1384/3" in given_away(account, widened).clauses


def test_cv1384_changes_no_outcome_of_the_example_register() -> None:
    accounts = example_accounts()
    nationally = check_register(accounts, as_of=DAY)
    in_the_district = check_register(accounts, policy=Policy.load([DISTRICT], as_of=DAY))

    assert list(in_the_district.verdicts) == list(nationally.verdicts)


def test_the_go_cong_tay_report_only_recommends() -> None:
    pack = Policy.load([REPORT], as_of=DAY).stack.packs[-1]

    assert {rule.id for rule in pack.rules} == {"commitment/signed", "commitment/reported", "identity/details"}
    assert {rule.modality for rule in pack.rules} == {"should"}
    assert pack.widenings == ()


@pytest.mark.parametrize("pack", [name for name in shipped_packs() if name != "national"])
def test_a_local_pack_stacks_on_the_national_one(pack: str) -> None:
    assert [loaded.id for loaded in Policy.load([pack], as_of=DAY).stack.packs] == ["national", pack]


def test_all_packs_stack_together() -> None:
    assert len(Policy.load(shipped_packs(), as_of=DAY).rules) == 21


def example_accounts() -> list[Any]:
    """Read the accounts of the example register."""
    path = Path(__file__).parents[2] / "examples" / "register.yaml"
    [tree] = parse_yaml(path.read_text(encoding="utf-8"), str(path))
    assert isinstance(tree.value, dict)
    return list(tree.value["accounts"])
