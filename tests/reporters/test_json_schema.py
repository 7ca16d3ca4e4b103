"""The schema of the JSON report: real reports fit it, broken ones do not, and it leaves no key unsaid.

Modules: `reporters.json_schema`.
"""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from qd85rules.reporters import render_json
from qd85rules.reporters.json_schema import report_schema
from qd85rules.run import check
from tests.reporters.sample import AS_OF, OPTIONS, remarked_report, report_of, sample_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qd85rules.judge.report import Report

ALL = replace(OPTIONS, all_outcomes=True)


def problems(data: object, schema: dict[str, Any] | None = None) -> list[str]:
    return [error.message for error in jsonschema.Draft7Validator(schema or report_schema()).iter_errors(data)]


def report_json(report: Report) -> dict[str, Any]:
    data = json.loads(render_json(report, ALL))
    assert isinstance(data, dict)
    return data


def closed(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Give the schema with every key that it does not name forbidden."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {key: closed(value) for key, value in schema.items()}
    if shut.get("type") == "object" and "additionalProperties" not in shut:
        shut["additionalProperties"] = False
    return shut


def described(schema: Any, path: str = "") -> Iterator[tuple[str, bool]]:  # noqa: ANN401 - any part of a schema
    if isinstance(schema, dict):
        for name, part in schema.get("properties", {}).items():
            if isinstance(part, dict) and path.count("/") < 3:
                yield f"{path}/{name}", bool(part.get("description"))
        for name, part in schema.get("definitions", {}).items():
            yield from described(part, f"{path}/{name}")


REPORTS: dict[str, Callable[[], Report]] = {
    "every outcome": sample_report,
    "waivers and a baseline": remarked_report,
    "nothing": lambda: report_of([]),
    "data handed over in code": lambda: check({"id": "a1"}, as_of=AS_OF, engine="reference"),
}


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_real_reports_fit_and_the_schema_names_their_every_key(report: Callable[[], Report]) -> None:
    data = report_json(report())

    assert problems(data) == []
    assert problems(data, closed(report_schema())) == []


def _dropped(*path: str | int) -> Callable[[dict[str, Any]], None]:
    def change(data: Any) -> None:  # noqa: ANN401 - any part of a report
        for step in path[:-1]:
            data = data[step]
        del data[path[-1]]

    return change


def _set(value: object, *path: str | int) -> Callable[[dict[str, Any]], None]:
    def change(data: Any) -> None:  # noqa: ANN401 - any part of a report
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return change


def _of(outcome: str, change: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
    def on_finding(data: dict[str, Any]) -> None:
        change(next(finding for finding in data["findings"] if finding["outcome"] == outcome))

    return on_finding


BROKEN: dict[str, Callable[[dict[str, Any]], None]] = {
    "another version": _set(2, "schema_version"),
    "no day": _dropped("as_of"),
    "a day in words": _set("today", "as_of"),
    "no findings": _dropped("findings"),
    "no fingerprint": _dropped("policy", "fingerprint"),
    "a fingerprint of another kind": _set("md5:0", "policy", "fingerprint"),
    "no engine": _set([], "engines"),
    "a tally below zero": _set(-1, "summary", "violation"),
    "a tally without an outcome": _dropped("summary", "due"),
    "an unknown outcome": _set("fine", "findings", 0, "outcome"),
    "an unknown modality": _set("may", "findings", 0, "modality"),
    "a rule without a topic": _set("lent", "findings", 0, "rule"),
    "an unknown subject": _set("transfers", "findings", 0, "subject"),
    "no citations": _dropped("findings", 0, "citations"),
    "a citation without a digest": _dropped("findings", 0, "citations", 0, "digest"),
    "a summary in one language": _dropped("findings", 0, "citations", 0, "summary", "en"),
    "an unknown attribution": _set("both", "findings", 0, "citations", 0, "attribution"),
    "an unknown fact reported as null": _set(None, "findings", 0, "evidence", "transfer.kind"),
    "an empty set of missing facts": _set([[]], "findings", 0, "missing"),
    "a line before the first": _set(0, "findings", 0, "location", "line"),
    "a place without a path": _dropped("findings", 0, "location", "path"),
    "a waived finding without its waiver": _of("waived", _dropped("waiver")),
    "a waiver without its last day": _of("waived", _dropped("waiver", "expires_on")),
    "a due finding without its day": _of("due", _set(None, "due_on")),
    "an unknown state of a waiver": _set("gone", "waivers", 0, "state"),
    "a finding that the baseline half knows": _set("perhaps", "findings", 0, "baseline"),
    "an entry of the baseline without its number": _dropped("baseline", "gone", 0, "count"),
    "an error without a code": _dropped("errors", 0, "code"),
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_broken_reports_do_not_fit(change: Callable[[dict[str, Any]], None]) -> None:
    data = deepcopy(report_json(remarked_report()))
    change(data)

    assert problems(data)


def test_a_later_version_may_say_more() -> None:
    data = report_json(sample_report())
    data["more"] = data["findings"][0]["more"] = 1

    assert problems(data) == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_schema_is_one_and_describes_every_key(lang: Any) -> None:  # noqa: ANN401 - a literal
    schema = report_schema(lang)

    jsonschema.Draft7Validator.check_schema(schema)
    assert [name for name, has_description in described(schema) if not has_description] == []
    assert problems(report_json(sample_report()), schema) == []


def test_the_schema_speaks_the_language_asked_for() -> None:
    assert (
        report_schema("vi")["properties"]["as_of"]["description"]
        != report_schema("en")["properties"]["as_of"]["description"]
    )


def test_the_report_of_the_example_register_fits() -> None:
    from qd85rules.intake import read_register  # noqa: PLC0415
    from qd85rules.policy.policy import Policy  # noqa: PLC0415
    from qd85rules.run import Candidate, check_candidates  # noqa: PLC0415

    path = Path(__file__).resolve().parents[2] / "examples" / "register.yaml"
    register = read_register(str(path))
    report = check_candidates(
        [Candidate(record.data, record.places, group=str(path)) for record in register.records],
        policy=Policy.load(as_of=AS_OF),
        engine="reference",
    )

    assert report.accounts > 20
    assert problems(report_json(report), closed(report_schema())) == []
