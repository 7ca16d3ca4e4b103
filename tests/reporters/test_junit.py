"""JUnit XML: valid, one test case for each rule on each account, with one child at most."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring

import pytest
import xmlschema
from hypothesis import given

from qd85rules.core.outcome import Outcome
from qd85rules.reporters.junit import render_junit
from qd85rules.run import check
from tests.reporters.sample import (
    AS_OF,
    HOSTILE,
    OPTIONS,
    SECRETS,
    assert_golden,
    candidates,
    remarked_report,
    report_of,
    row_of,
    sample_report,
    with_rows,
)
from tests.reporters.strategies import hostile_reports

if TYPE_CHECKING:
    from collections.abc import Callable

    from qd85rules.core.text import Language
    from qd85rules.judge.report import Report
    from qd85rules.reporters import Options

PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "schemas" / "junit-10.xsd"

needs_schema = pytest.mark.skipif(not PUBLISHED.is_file(), reason="the published schema is not beside this checkout")


def parsed(report: Report, options: Options = OPTIONS) -> Element:
    return fromstring(render_junit(report, options).encode())  # noqa: S314 - our own text


def case_of(root: Element, rule: str, account: str) -> Element:
    [case] = [
        case
        for case in root.iter("testcase")
        if case.get("classname") == f"qd85rules.{rule}" and case.get("name") == account
    ]
    return case


def child_of(root: Element, rule: str, account: str) -> Element:
    [child] = case_of(root, rule, account)
    return child


def check_structure(root: Element) -> None:
    """Check that every number is the count of what it counts, and no case has two children or a double."""
    for suite in root:
        cases = suite.findall("testcase")
        children = Counter(child.tag for case in cases for child in case)
        assert suite.get("tests") == str(len(cases))
        assert suite.get("failures") == str(children["failure"])
        assert suite.get("errors") == str(children["error"])
        assert suite.get("skipped") == str(children["skipped"])
        assert all(len(case) <= 1 for case in cases)
        judged = [(case.get("classname"), case.get("name")) for case in cases]
        judged = [one for one in judged if one[0] != "qd85rules.input"]
        assert len(set(judged)) == len(judged)
    for name in ("tests", "failures", "errors", "skipped"):
        assert root.get(name) == str(sum(int(suite.get(name, "")) for suite in root))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_report_is_the_golden_one(lang: Language) -> None:
    assert_golden(render_junit(sample_report(), replace(OPTIONS, lang=lang)), "junit.xml", lang)


@needs_schema
@pytest.mark.parametrize(
    ("report", "options"),
    [
        (sample_report, OPTIONS),
        (sample_report, replace(OPTIONS, all_outcomes=True, lang="en", allow_undetermined=True)),
        (remarked_report, OPTIONS),
        (lambda: report_of([]), OPTIONS),
    ],
    ids=["default", "all", "with remarks", "nothing checked"],
)
def test_the_report_is_valid_by_the_published_schema(report: Callable[[], Report], options: Options) -> None:
    root = parsed(report(), options)
    # The one thing that it has no place for; services read it.
    del root.attrib["skipped"]

    assert [str(error) for error in xmlschema.XMLSchema(str(PUBLISHED)).iter_errors(root)] == []


def test_every_suite_has_the_day_of_the_report_and_nothing_takes_time() -> None:
    root = parsed(sample_report())

    assert {suite.get("timestamp") for suite in root} == {"2024-11-01T00:00:00"}
    assert {one.get("time") for one in (root, *root, *root.iter("testcase"))} == {"0"}
    assert render_junit(sample_report(), OPTIONS) == render_junit(sample_report(), OPTIONS)


@given(hostile_reports)
def test_any_text_leaves_xml_whose_numbers_are_right(report: Report) -> None:
    check_structure(parsed(report))


def test_numbers_are_right_and_no_case_has_two_children() -> None:
    check_structure(parsed(sample_report()))
    check_structure(parsed(sample_report(), replace(OPTIONS, all_outcomes=True)))


def test_each_register_is_a_suite_with_its_stamp() -> None:
    suites = {suite.get("name"): suite for suite in parsed(sample_report())}
    properties = {
        one.get("name"): one.get("value") for one in suites["registers/reg.xlsx"].iterfind("properties/property")
    }

    assert suites.keys() == {"so dang ky/sổ mẫu.yaml", "registers/reg.xlsx"}
    assert properties["as_of"] == "2024-11-01"
    assert properties["ruleset_sha256"] == sample_report().policy.fingerprint.removeprefix("sha256:")
    assert properties["citation identity/own-name"] == "mau1/holder/2"
    assert properties["not_recorded transfers"] == "5"


def test_the_gravest_finding_of_a_rule_on_an_account_names_the_case_and_all_are_told() -> None:
    failure = child_of(parsed(sample_report()), "transfer/lent", "vd-1/facebook")

    assert failure.tag == "failure"
    assert failure.get("type") == "transfer/lent"
    assert failure.get("message") == "Trang đã được cho mượn."
    assert failure.text is not None
    assert all(f"transfers[{number}]: " in failure.text for number in (0, 2, 3))
    assert "so dang ky/sổ mẫu.yaml:21:5" in failure.text
    assert "mau1/holder/1" in failure.text


def test_what_keeps_a_rule_is_a_case_without_a_child_and_what_does_not_apply_is_none() -> None:
    root = parsed(sample_report())
    names = {(case.get("classname"), case.get("name")) for case in root.iter("testcase")}

    assert len(case_of(root, "identity/own-name", "vd-1/blog")) == 0
    assert ("qd85rules.domain/sample", "vd-1/blog") not in names


def test_what_does_not_apply_is_skipped_where_all_outcomes_are_asked_for() -> None:
    root = parsed(sample_report(), replace(OPTIONS, all_outcomes=True))

    assert child_of(root, "domain/sample", "vd-1/blog").tag == "skipped"


@pytest.mark.parametrize(("allowed", "tag"), [(False, "error"), (True, "skipped")])
def test_an_undetermined_finding_is_an_error_where_it_fails_the_run(allowed: bool, tag: str) -> None:  # noqa: FBT001 - a table
    root = parsed(sample_report(), replace(OPTIONS, allow_undetermined=allowed))

    assert child_of(root, "dormant/close", "vd-2/tiktok").tag == tag


@pytest.mark.parametrize(
    ("fail_on", "tag"), [("violation", "skipped"), ("recommendation", "failure"), ("never", "skipped")]
)
def test_a_recommendation_is_a_failure_where_it_fails_the_run(fail_on: str, tag: str) -> None:
    child = child_of(parsed(sample_report(), replace(OPTIONS, fail_on=fail_on)), "domain/sample", "0042")  # type: ignore[arg-type]

    assert child.tag == tag
    assert (child.get("message") or "").startswith("Khuyến nghị: ")


def test_a_waived_violation_is_skipped_until_its_last_day() -> None:
    sample = sample_report()
    alone = with_rows(sample, [row_of(sample, Outcome.WAIVED)])
    skipped = child_of(parsed(alone), "transfer/lent", "vd-1/facebook")

    assert skipped.tag == "skipped"
    assert (skipped.get("message") or "").startswith("được miễn đến hết ngày 2024-12-31: Cho mượn để tập huấn")


def test_a_duty_that_is_due_passes_and_tells_its_day() -> None:
    told = child_of(parsed(sample_report()), "dormant/close", "vd-3/page")

    assert told.tag == "system-out"
    assert "2024-11-20" in (told.text or "")


def test_what_the_baseline_knows_is_skipped_and_remarks_are_told() -> None:
    root = parsed(remarked_report())
    told = "".join(one.text or "" for one in root.iterfind("testsuite/system-out"))

    assert child_of(root, "transfer/lent", "vd-1/facebook").tag == "skipped"
    assert root.get("failures") == "0"
    assert all(code in told for code in ("waiver-expiring", "waiver-expired", "waiver-unused", "baseline-gone"))


def test_input_that_could_not_be_checked_is_an_error() -> None:
    errors = [case for case in parsed(sample_report()).iter("testcase") if case.get("classname") == "qd85rules.input"]

    assert [case[0].get("type") for case in errors] == [error.code for error in sample_report().errors]
    assert {case[0].tag for case in errors} == {"error"}


def test_a_run_that_checked_nothing_is_an_error() -> None:
    root = parsed(report_of([]), replace(OPTIONS, exit_code=2))

    assert root.get("errors") == "1"


def test_data_handed_over_in_code_belongs_to_a_suite_without_a_file() -> None:
    [suite] = parsed(check({"id": "a1"}, as_of=AS_OF, engine="reference"), replace(OPTIONS, exit_code=3))

    assert (suite.get("name"), suite.get("file")) == ("qd85rules", None)


def test_characters_that_xml_forbids_are_shown() -> None:
    names = [case.get("name") or "" for case in parsed(report_of(candidates()[4:5])).iter("testcase")]

    assert "\\u{0}\\u{1b}[31m" in names[0]
    assert names[0] != HOSTILE


def test_names_are_masked_unless_asked_for() -> None:
    masked = render_junit(sample_report(), replace(OPTIONS, all_outcomes=True))
    shown = render_junit(sample_report(), replace(OPTIONS, all_outcomes=True, show_names=True))

    assert not [secret for secret in SECRETS if secret in masked]
    assert not [secret for secret in SECRETS if secret not in shown]
