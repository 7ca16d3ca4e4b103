"""JSON Lines: a header, findings, errors, and a summary that shows the file to be whole."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given

from qd85rules.reporters import report_data
from qd85rules.reporters.json_schema import report_schema
from qd85rules.reporters.jsonl import render_jsonl
from tests.reporters.sample import OPTIONS, SECRETS, assert_golden, remarked_report, report_of, sample_report
from tests.reporters.strategies import hostile_reports

if TYPE_CHECKING:
    from collections.abc import Callable

    from qd85rules.core.text import Language
    from qd85rules.judge.report import Report
    from qd85rules.reporters import Options


def objects(report: Report, options: Options = OPTIONS) -> list[dict[str, Any]]:
    text = render_jsonl(report, options)
    text.encode()
    # Every reader's idea of a line: `splitlines` knows more ends of lines than the format does.
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_lines_are_the_golden_ones(lang: Language) -> None:
    assert_golden(render_jsonl(sample_report(), replace(OPTIONS, lang=lang)), "jsonl", lang)


@given(hostile_reports)
def test_any_text_leaves_one_object_a_line(report: Report) -> None:
    found = objects(report)

    assert [one["account"] for one in found if one["type"] == "finding"] == [one.account for one in report.findings]
    assert [one["message"] for one in found if one["type"] == "error"] == [one.message.vi for one in report.errors]


def test_the_header_comes_first_and_the_summary_last() -> None:
    kinds = [one["type"] for one in objects(sample_report())]
    sample = sample_report()

    assert kinds == ["header", *["finding"] * len(sample.findings), *["error"] * len(sample.errors), "summary"]


@pytest.mark.parametrize("report", [sample_report, remarked_report], ids=["plain", "with waivers and a baseline"])
def test_the_lines_put_together_are_the_json_report(report: Callable[[], Report]) -> None:
    header, *body, summary = objects(report())
    whole = report_data(report(), OPTIONS)
    put_together = {
        **{key: value for key, value in header.items() if key != "type"},
        "summary": {key: value for key, value in summary.items() if key not in {"type", "exit_code"}},
        "findings": [without_type(one) for one in body if one["type"] == "finding"],
        "errors": [without_type(one) for one in body if one["type"] == "error"],
    }

    assert put_together == json.loads(json.dumps(whole))
    jsonschema.Draft7Validator(report_schema()).validate(put_together)
    assert summary["exit_code"] == 2


def without_type(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "type"}


def test_an_empty_report_has_its_header_and_summary() -> None:
    allowed = replace(OPTIONS, exit_code=0)

    assert [one["type"] for one in objects(report_of([]), allowed)] == ["header", "summary"]
    assert [one["type"] for one in objects(report_of([]))] == ["header", "error", "summary"]


def test_names_are_masked_unless_asked_for() -> None:
    masked = render_jsonl(sample_report(), replace(OPTIONS, all_outcomes=True))
    shown = render_jsonl(sample_report(), replace(OPTIONS, all_outcomes=True, show_names=True))

    assert not [secret for secret in SECRETS if secret in masked]
    assert not [secret for secret in SECRETS if secret not in shown]
