"""Code Quality for GitLab: issues that it takes, and that stay the same while what they speak of does."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from jsonschema import Draft7Validator

from qd85rules.reporters.gitlab import render_gitlab
from qd85rules.reporters.sarif import sarif_data
from tests.cli.running import AS_OF, LENT, run
from tests.reporters.sample import OPTIONS, SECRETS, remarked_report, sample_report
from tests.reporters.strategies import hostile_reports

if TYPE_CHECKING:
    from pathlib import Path

    from qd85rules.judge.report import Report
    from qd85rules.reporters import Options

# What GitLab reads of the format of Code Climate, as its documentation lists it.
TAKEN = Draft7Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "minLength": 1},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": r"^(?!\\./)."},
                        "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"minimum": 1}}},
                    },
                },
            },
        },
    }
)


def issues(report: Report, options: Options = OPTIONS) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(render_gitlab(report, options))
    return found


@pytest.mark.parametrize("report", [sample_report(), remarked_report()], ids=["sample", "remarks"])
def test_gitlab_takes_the_issues_and_tells_each_from_the_others(report: Report) -> None:
    found = issues(report)

    assert found
    assert [*TAKEN.iter_errors(found)] == []
    assert len({one["fingerprint"] for one in found}) == len(found)


def test_a_finding_has_the_fingerprint_that_it_has_in_sarif() -> None:
    report = sample_report()
    [log] = sarif_data(report, replace(OPTIONS, sarif_include=frozenset({"open", "due"})))["runs"]
    in_sarif = {one["partialFingerprints"]["primaryLocationLineHash"] for one in log["results"]}

    rules = {verdict.rule for verdict in report.verdicts}
    assert in_sarif == {one["fingerprint"] for one in issues(report) if one["check_name"] in rules}


def test_severity_tells_what_fails_the_run_from_what_does_not() -> None:
    report = sample_report()
    shown = {one["fingerprint"]: one["severity"] for one in issues(report)}

    fails = [log for log in sarif_data(report, OPTIONS)["runs"][0]["results"] if log["level"] == "error"]
    assert {shown[log["partialFingerprints"]["primaryLocationLineHash"]] for log in fails} == {"major"}
    assert set(shown.values()) >= {"major", "minor", "info"}


def test_what_is_waived_is_left_out() -> None:
    report = sample_report()
    [log] = sarif_data(report, replace(OPTIONS, sarif_include=frozenset({"suppressed"})))["runs"]
    waived = {
        one["partialFingerprints"]["primaryLocationLineHash"] for one in log["results"] if one.get("suppressions")
    }

    assert waived
    assert waived.isdisjoint(one["fingerprint"] for one in issues(report))


def test_no_personal_name_is_shown() -> None:
    said = render_gitlab(sample_report(), OPTIONS)

    assert not [secret for secret in SECRETS if secret in said]


@given(hostile_reports)
def test_whatever_a_register_holds_gitlab_takes_it(report: Report) -> None:
    assert [*TAKEN.iter_errors(issues(report))] == []


def test_what_cannot_be_read_is_an_issue_where_it_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.yaml").write_text(LENT + "- {id: bad, kind: foreign}\n", encoding="utf-8")

    ran = run(capsys, "check", tmp_path / "r.yaml", *AS_OF, "--output-format", "gitlab", "--lang", "en")

    unread, lent, *_ = json.loads(ran.out)
    assert ran.code == 2
    assert (unread["severity"], unread["check_name"], unread["location"]["lines"]["begin"]) == (
        "blocker",
        "unknown-value",
        10,
    )
    assert (lent["severity"], lent["check_name"]) == ("major", "transfer/given-away")
