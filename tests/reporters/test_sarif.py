"""SARIF: valid, stable from one run to the next, and silent on what is no alert.

Modules: `reporters.sarif_places`, `reporters.sarif_rules`.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given

from qd85rules.core.diagnostics import Span
from qd85rules.core.outcome import Outcome
from qd85rules.reporters import sarif
from qd85rules.reporters.sarif import render_sarif, sarif_data
from qd85rules.run import check
from tests.reporters.sample import (
    AS_OF,
    OPTIONS,
    SECRETS,
    assert_golden,
    candidates,
    remarked_report,
    report_of,
    row_of,
    sample_report,
    with_findings,
    with_rows,
)
from tests.reporters.strategies import hostile_reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qd85rules.core.text import Language
    from qd85rules.judge.report import Report
    from qd85rules.reporters import Options

PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "schemas" / "sarif-schema-2.1.0.json"
EVERYTHING = replace(OPTIONS, sarif_include=frozenset({"open", "due", "suppressed", "pass", "not_applicable"}))

needs_schema = pytest.mark.skipif(not PUBLISHED.is_file(), reason="the published schema is not beside this checkout")


@pytest.fixture(autouse=True)
def _one_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "version", lambda _name: "0.0.0")


def run_of(report: Report, options: Options = OPTIONS) -> dict[str, Any]:
    [run] = sarif_data(report, options)["runs"]
    assert isinstance(run, dict)
    return run


def results(report: Report, options: Options = OPTIONS) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run_of(report, options)["results"]
    return found


def fingerprints(report: Report, options: Options = OPTIONS) -> list[str]:
    return [result["partialFingerprints"]["primaryLocationLineHash"] for result in results(report, options)]


def with_location(report: Report, location: Span | None) -> Report:
    return with_findings(report, location=location)


def check_structure(log: dict[str, Any]) -> None:
    """Check what services require, and what a schema cannot say: every reference leads where it claims to."""
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    [run] = log["runs"]
    driver = run["tool"]["driver"]
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
        assert len(rule["properties"]["tags"]) <= 20
        check_taxa(run, [relation["target"] for relation in rule["relationships"]])
    for notification in run["invocations"][0]["toolExecutionNotifications"]:
        descriptor = notification["descriptor"]
        assert driver["notifications"][descriptor["index"]]["id"] == descriptor["id"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert result["kind"] == "fail" or result["level"] == "none"
        check_taxa(run, result["taxa"])
    marks = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]
    assert len(set(marks)) == len(marks)
    assert all(
        {"startLine", "startColumn", "endLine", "endColumn"} == region.keys()
        and (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])
        for region in regions(run["results"])
    )


def check_taxa(run: dict[str, Any], taxa: Iterable[dict[str, Any]]) -> None:
    for taxon in taxa:
        taxonomy = run["taxonomies"][taxon["toolComponent"]["index"]]
        assert taxonomy["name"] == taxon["toolComponent"]["name"]
        assert taxonomy["taxa"][taxon["index"]]["id"] == taxon["id"]


def regions(found: Iterable[dict[str, Any]]) -> Iterator[dict[str, int]]:
    for result in found:
        for place in result["locations"]:
            if (region := place.get("physicalLocation", {}).get("region")) is not None:
                yield region


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_log_is_the_golden_one(lang: Language) -> None:
    assert_golden(render_sarif(sample_report(), replace(EVERYTHING, lang=lang)), "sarif", lang)


@needs_schema
@pytest.mark.parametrize(
    "options",
    [OPTIONS, EVERYTHING, replace(OPTIONS, all_outcomes=True, lang="en", undetermined_as="note")],
    ids=["default", "everything", "all"],
)
def test_the_log_is_valid_by_the_published_schema(options: Options) -> None:
    schema = json.loads(PUBLISHED.read_text("utf-8"))
    validator = jsonschema.Draft4Validator(schema)

    assert not [error.message for error in validator.iter_errors(json.loads(render_sarif(sample_report(), options)))]


@given(hostile_reports)
def test_any_text_leaves_a_log_whose_references_hold(report: Report) -> None:
    text = render_sarif(report, EVERYTHING)

    check_structure(json.loads(text.encode()))


def test_by_default_a_log_holds_unwaived_violations_alone() -> None:
    found = results(sample_report())

    assert {result["properties"]["outcome"] for result in found} == {"violation"}
    assert all("suppressions" not in result for result in found)
    assert len(found) == sample_report().summary["violation"]


@pytest.mark.parametrize(
    ("asked", "outcome", "kind", "level"),
    [
        ("open", "undetermined", "open", "none"),
        ("due", "due", "informational", "none"),
        ("suppressed", "waived", "fail", "error"),
        ("pass", "compliant", "pass", "none"),
        ("not_applicable", "not_applicable", "notApplicable", "none"),
    ],
)
def test_more_kinds_come_when_asked_for(asked: Any, outcome: str, kind: str, level: str) -> None:  # noqa: ANN401 - a literal
    found = results(sample_report(), replace(OPTIONS, sarif_include=frozenset({asked})))
    added = [result for result in found if result["properties"]["outcome"] == outcome]

    assert {result["properties"]["outcome"] for result in found} == {"violation", outcome}
    assert len(added) == sample_report().summary[outcome]
    assert {(result["kind"], result["level"]) for result in added} == {(kind, level)}


def test_all_outcomes_bring_every_kind() -> None:
    assert len(results(sample_report(), replace(OPTIONS, all_outcomes=True))) == len(sample_report().verdicts)


def test_undetermined_findings_can_be_notes_that_alert() -> None:
    found = results(sample_report(), replace(OPTIONS, undetermined_as="note"))
    open_ones = [result for result in found if result["properties"]["outcome"] == "undetermined"]

    assert {(result["kind"], result["level"]) for result in open_ones} == {("fail", "note")}


def test_a_binding_rule_is_an_error_and_a_recommendation_a_note() -> None:
    levels = {(result["properties"]["modality"], result["level"]) for result in results(sample_report())}
    rules = run_of(sample_report())["tool"]["driver"]["rules"]
    severities = {(rule["properties"]["modality"], rule["properties"]["problem.severity"]) for rule in rules}

    assert levels == {("must", "error"), ("must_not", "error"), ("should", "note")}
    assert severities == {("must", "error"), ("must_not", "error"), ("should", "recommendation")}


def test_a_waiver_is_a_suppression_with_its_owner_authority_and_last_day() -> None:
    [waived] = [result for result in results(sample_report(), EVERYTHING) if "suppressions" in result]
    [suppression] = waived["suppressions"]

    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert suppression["justification"].startswith("Cho mượn để tập huấn")
    assert suppression["properties"]["owner"] == "Bí thư chi bộ"
    assert suppression["properties"]["authority"] == "1-QĐ/MAU"
    assert suppression["properties"]["until"] == "2024-12-31"
    assert suppression["location"]["physicalLocation"]["artifactLocation"]["uri"] == "waivers.yaml"


def test_clauses_stand_in_one_taxonomy_for_each_document_with_the_day_of_its_force() -> None:
    taxonomies = {taxonomy["name"]: taxonomy for taxonomy in run_of(sample_report())["taxonomies"]}

    assert taxonomies.keys() == {"MAU1", "MAU2", "MAU1-MAU2"}
    assert taxonomies["MAU1"]["version"] == "2022-01-01"
    assert [taxon["id"] for taxon in taxonomies["MAU1"]["taxa"]] == ["mau1/holder/1", "mau1/holder/2"]
    assert taxonomies["MAU1-MAU2"]["taxa"][0]["properties"]["attribution"] == "joint"
    assert "version" not in taxonomies["MAU2"]


def test_every_rule_of_the_policy_is_named_even_where_nothing_is_found() -> None:
    run = run_of(report_of(candidates()[:1]))

    assert run["results"] == []
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "domain/sample", "dormant/close", "identity/own-name", "transfer/lent",
    ]  # fmt: skip
    assert "helpUri" not in json.dumps(run)


def test_fingerprints_do_not_change_with_lines_language_or_neighbours() -> None:
    report = report_of(candidates())
    later = report_of(
        [replace(one, place=replace(one.place, line=one.place.line + 7)) for one in reversed(candidates())]  # type: ignore[type-var, attr-defined]
    )

    assert sorted(fingerprints(report)) == sorted(fingerprints(later))
    assert fingerprints(report) == fingerprints(report, replace(OPTIONS, lang="en"))


def test_a_fingerprint_tells_the_same_account_in_another_register_apart() -> None:
    here = with_location(sample_report(), Span("a.yaml", 1, 1))
    there = with_location(sample_report(), Span("b.yaml", 1, 1))

    assert not set(fingerprints(here)) & set(fingerprints(there))


def test_a_waiver_that_comes_or_goes_renames_no_other_violation() -> None:
    waived = set(fingerprints(sample_report()))
    unwaived = set(fingerprints(report_of(candidates())))

    assert waived < unwaived


def test_what_a_log_holds_beside_violations_renames_none_of_them() -> None:
    assert set(fingerprints(sample_report())) < set(fingerprints(sample_report(), EVERYTHING))


@pytest.mark.parametrize(
    ("path", "uri", "is_inside"),
    [
        ("so dang ky/sổ.yaml", "so%20dang%20ky/s%E1%BB%95.yaml", True),
        ("./a/../register.yaml", "register.yaml", True),
        ("c:d.yaml", "c%3Ad.yaml", True),
        ("../other/register.yaml", "../other/register.yaml", False),
        ("/srv/register.yaml", "file:///srv/register.yaml", False),
        ("-", "stdin", False),
    ],
)
def test_addresses_are_relative_to_the_root_where_they_can_be(path: str, uri: str, is_inside: bool) -> None:  # noqa: FBT001 - a table
    report = with_location(sample_report(), Span(path, 1, 1))
    artifact = results(report)[0]["locations"][0]["physicalLocation"]["artifactLocation"]

    assert artifact == {"uri": uri} | ({"uriBaseId": "SRCROOT"} if is_inside else {})


def test_the_root_of_the_repository_is_told_by_the_caller() -> None:
    options = replace(OPTIONS, repo_paths={"register.yaml": "people/register.yaml"})
    [place] = results(with_location(sample_report(), Span("register.yaml", 1, 1)), options)[0]["locations"]

    assert place["physicalLocation"]["artifactLocation"]["uri"] == "people/register.yaml"


def test_a_cell_of_a_workbook_is_a_row_a_column_and_a_name() -> None:
    [place] = next(one for one in results(sample_report()) if one["properties"]["account"] == "0042")["locations"]

    assert place["physicalLocation"]["region"] == {"startLine": 2, "endLine": 2, "startColumn": 3, "endColumn": 4}
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "Trang tính 1!C2"


def test_data_handed_over_in_code_has_an_account_and_no_file() -> None:
    report = check({"id": "a1"}, as_of=AS_OF, engine="reference")
    [place] = results(report, replace(EVERYTHING, inputs=()))[0]["locations"]

    assert "physicalLocation" not in place
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "a1/account"
    assert run_of(report, replace(OPTIONS, inputs=()))["automationDetails"]["id"] == "qd85rules/data/2024-11-01"


@pytest.mark.parametrize(
    ("inputs", "name"),
    [
        (("a b.yaml",), "a%20b.yaml"),
        (("a.yaml", "b.yaml"), "registers-ac7b15b272f4f07e"),
        (("b.yaml", "a.yaml", "./a.yaml"), "registers-ac7b15b272f4f07e"),
        ((), "data"),
    ],
    ids=["one", "two", "the same two", "none"],
)
def test_a_run_is_named_by_its_registers_and_day(inputs: tuple[str, ...], name: str) -> None:
    run = run_of(sample_report(), replace(OPTIONS, inputs=inputs))

    assert run["automationDetails"]["id"] == f"qd85rules/{name}/2024-11-01"


def test_what_waivers_and_the_baseline_came_to_is_a_notification_each() -> None:
    run = run_of(remarked_report())
    notices = run["invocations"][0]["toolConfigurationNotifications"]

    check_structure(sarif_data(remarked_report(), OPTIONS))
    assert [(notice["descriptor"]["id"], notice["level"]) for notice in notices] == [
        ("waiver-expiring", "warning"),
        ("waiver-expired", "warning"),
        ("waiver-expired", "warning"),
        ("waiver-unused", "warning"),
        ("baseline-gone", "note"),
    ]
    assert [result["baselineState"] for result in run["results"]] == ["unchanged"] * len(run["results"])


def test_errors_are_notifications_and_the_run_did_not_succeed() -> None:
    [invocation] = run_of(sample_report())["invocations"]

    assert invocation["executionSuccessful"] is False
    assert invocation["exitCode"] == 2
    assert [notice["descriptor"]["id"] for notice in invocation["toolExecutionNotifications"]] == [
        error.code for error in sample_report().errors
    ]


@pytest.mark.parametrize(("exit_code", "succeeded"), [(0, True), (1, True), (2, False), (3, True)])
def test_only_a_run_that_could_not_do_its_job_failed(exit_code: int, succeeded: bool) -> None:  # noqa: FBT001 - a table
    run = run_of(replace(sample_report(), errors=()), replace(OPTIONS, exit_code=exit_code))

    assert run["invocations"][0]["executionSuccessful"] is succeeded


def test_beyond_the_limit_the_gravest_results_stay_and_a_notification_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "RESULT_LIMIT", 2)
    run = run_of(sample_report(), EVERYTHING)
    notice = run["invocations"][0]["toolExecutionNotifications"][-1]

    assert [result["level"] for result in run["results"]] == ["error", "error"]
    assert notice["descriptor"]["id"] == "results-truncated"
    assert notice["message"]["text"].startswith(f"có {len(sample_report().verdicts)} kết quả")


def test_a_register_of_more_findings_than_services_take_is_cut_at_25000() -> None:
    sample = sample_report()
    row = row_of(sample, Outcome.VIOLATION)
    finding = sample.explain(row)
    many = replace(with_rows(sample, [row] * 25_001), explain=lambda _: finding)

    assert len(results(many)) == 25_000


def test_long_texts_are_cut_to_what_services_take() -> None:
    long = with_findings(sample_report(), account="x" * 5000)

    assert max(len(result["message"]["text"]) for result in results(long)) == 1000


def test_braces_and_links_in_a_message_are_text() -> None:
    odd = with_findings(sample_report(), account="{0} [a](1)")

    assert "{{0}} [a] (1)" in results(odd)[0]["message"]["text"]


def test_names_are_masked_unless_asked_for() -> None:
    masked = render_sarif(sample_report(), EVERYTHING)
    shown = render_sarif(sample_report(), replace(EVERYTHING, show_names=True))

    assert not [secret for secret in SECRETS if secret in masked]
    assert not [secret for secret in SECRETS if secret not in shown]
