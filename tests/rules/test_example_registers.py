"""The example registers are readable as they stand and show what the library can find."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from qd85rules import check_files, check_register
from qd85rules.core.outcome import Outcome
from qd85rules.intake import read_register
from qd85rules.source.yamltree import parse_yaml

if TYPE_CHECKING:
    from qd85rules.judge.report import Report

DAY = date(2024, 11, 1)
EXAMPLES = Path(__file__).parents[2] / "examples"


def from_yaml() -> list[Any]:
    """Read the main example register."""
    path = EXAMPLES / "register.yaml"
    [tree] = parse_yaml(path.read_text(encoding="utf-8"), str(path))
    assert isinstance(tree.value, dict)
    return list(tree.value["accounts"])


def from_csv() -> list[Any]:
    """Read the example register that is a table with Vietnamese columns."""
    register = read_register(EXAMPLES / "register.csv")
    accounts = [record.data for record in register.records]
    assert register.problems == []
    return accounts


def from_json_lines() -> list[Any]:
    """Read the example register with a line for each account."""
    lines = (EXAMPLES / "register.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def report() -> Report:
    return check_files(EXAMPLES / "register.yaml", as_of=DAY)


@pytest.mark.parametrize("read", [from_yaml, from_csv, from_json_lines], ids=["yaml", "csv", "jsonl"])
def test_every_account_of_an_example_register_can_be_checked(read: Any) -> None:  # noqa: ANN401 - one of three readers
    accounts = read()
    checked = check_register(accounts, as_of=DAY)

    assert checked.errors == ()
    assert checked.accounts == len(accounts)


def test_the_register_shows_every_outcome(report: Report) -> None:
    assert {row.outcome for row in report.verdicts} == set(Outcome) - {Outcome.WAIVED}


def test_the_register_shows_something_under_every_topic(report: Report) -> None:
    assert {finding.topic for finding in report.findings} == {finding.topic for finding in report.all_findings}


@pytest.mark.parametrize(
    "outcome", [Outcome.VIOLATION, Outcome.UNDETERMINED, Outcome.DUE], ids=["violation", "undetermined", "due"]
)
def test_most_topics_show_this_outcome(report: Report, outcome: Outcome) -> None:
    assert len({finding.topic for finding in report.findings if finding.outcome is outcome}) >= 3


def test_the_register_has_accounts_without_any_finding(report: Report) -> None:
    assert len({finding.account for finding in report.findings}) < report.accounts


@pytest.mark.parametrize(
    ("account", "rule", "outcome"),
    [
        ("vd-03/tiktok", "identity/true-name", "violation"),
        ("vd-04/zalo", "identity/true-name", "undetermined"),
        ("vd-05/web", "domain/preferred", "violation"),
        ("vd-06/blog", "dormant/close-unused", "due"),
        ("vd-07/wordpress", "dormant/close-unused", "violation"),
        ("vd-08/facebook", "dormant/close-unused", "undetermined"),
        ("vd-09/facebook", "transfer/given-away", "violation"),
        ("vd-10/facebook", "transfer/taken-for-wrongdoing", "undetermined"),
        ("vd-12/facebook", "compromised/tell-authority", "violation"),
        ("vd-13/facebook", "compromised/tell-provider", "due"),
        ("vd-14/youtube", "compromised/report-to-authorities", "due"),
        ("vd-14/youtube", "compromised/tell-information-body", "due"),
        ("vd-15/facebook", "declaration/one-declarant", "undetermined"),
        ("vd-16/facebook", "declaration/one-declarant", "undetermined"),
        ("vd-19/facebook", "declaration/complete", "violation"),
        ("vd-20/tiktok", "declaration/report-page", "due"),
    ],
)
def test_an_account_shows_what_its_comment_says(report: Report, account: str, rule: str, outcome: str) -> None:
    assert outcome in {f.outcome.value for f in report.findings if (f.account, f.rule) == (account, rule)}


@pytest.mark.parametrize(
    "account", ["vd-01/facebook", "vd-04/youtube", "vd-06/web", "vd-17/facebook", "vd-20/tiktok-cu"]
)
def test_an_account_whose_comment_says_so_has_no_finding(report: Report, account: str) -> None:
    assert [finding.rule for finding in report.findings if finding.account == account] == []
