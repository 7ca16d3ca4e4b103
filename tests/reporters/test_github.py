"""GitHub annotations: commands that no text can break out of, within the numbers that are shown.

Modules: `reporters.severity`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from qd85rules.core.diagnostics import Diagnostic, Span
from qd85rules.core.outcome import Outcome
from qd85rules.reporters.github import render_github
from tests.reporters.sample import (
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
    from qd85rules.core.text import Language
    from qd85rules.judge.report import Report
    from qd85rules.reporters import Options

COMMAND = re.compile(r"::(?P<level>error|warning|notice) (?P<properties>[^:]*)::(?P<data>[^\r\n]*)")


def parsed(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read commands as a runner does: every line is one."""
    found = []
    for line in re.split(r"\r\n|\r|\n", text.removesuffix("\n")) if text else []:
        match = COMMAND.fullmatch(line)
        assert match is not None, line
        pairs = (pair.partition("=") for pair in match["properties"].split(","))
        properties = {name: unescaped(value) for name, _, value in pairs}
        found.append((match["level"], properties, unescaped(match["data"])))
    return found


def unescaped(text: str) -> str:
    for sign, code in (("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("%", "%25")):
        text = text.replace(code, sign)
    return text


def commands(report: Report, options: Options = OPTIONS) -> list[tuple[str, dict[str, str], str]]:
    return parsed(render_github(report, options))


def many(outcome: Outcome, number: int) -> Report:
    sample = sample_report()
    return with_rows(sample, [row_of(sample, outcome)] * number)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_annotations_are_the_golden_ones(lang: Language) -> None:
    assert_golden(render_github(sample_report(), replace(OPTIONS, lang=lang)), "github.txt", lang)


@given(hostile_reports)
def test_any_text_leaves_one_command_a_line_with_the_known_properties(report: Report) -> None:
    for _, properties, _ in commands(report):
        assert properties.keys() <= {"title", "file", "line", "endLine", "col", "endColumn"}


def test_the_gravest_come_first() -> None:
    levels = [level for level, _, _ in commands(sample_report())]

    assert levels == sorted(levels, key=("error", "warning", "notice").index)
    assert levels[: len(sample_report().errors)] == ["error"] * len(sample_report().errors)


@pytest.mark.parametrize(
    ("outcome", "options", "level"),
    [
        (Outcome.VIOLATION, OPTIONS, "error"),
        (Outcome.UNDETERMINED, OPTIONS, "warning"),
        (Outcome.UNDETERMINED, replace(OPTIONS, allow_undetermined=True), "notice"),
        (Outcome.DUE, OPTIONS, "notice"),
    ],
)
def test_the_level_says_what_a_finding_does_to_the_run(outcome: Outcome, options: Options, level: str) -> None:
    assert [found for found, _, _ in commands(many(outcome, 1), options)] == [level]


@pytest.mark.parametrize(("fail_on", "level"), [("violation", "notice"), ("recommendation", "error")])
def test_a_recommendation_is_an_error_only_where_it_fails_the_run(fail_on: str, level: str) -> None:
    found = commands(sample_report(), replace(OPTIONS, fail_on=fail_on))  # type: ignore[arg-type]

    assert [one for one, properties, _ in found if properties["title"] == "domain/sample"] == [level]


@pytest.mark.parametrize("outcome", [Outcome.WAIVED, Outcome.COMPLIANT, Outcome.NOT_APPLICABLE])
def test_what_asks_nothing_of_anybody_is_no_annotation(outcome: Outcome) -> None:
    assert render_github(many(outcome, 3), replace(OPTIONS, all_outcomes=True)) == ""


def test_what_the_baseline_knows_is_a_notice_and_remarks_are_annotations() -> None:
    found = [(level, properties["title"]) for level, properties, _ in commands(replace(remarked_report(), errors=()))]

    assert "error" not in dict(found)
    assert ("warning", "waiver-expired") in found
    assert found.count(("warning", "waiver-unused")) == 1


@pytest.mark.parametrize(
    ("outcome", "level", "number", "shown", "remark"),
    [
        (Outcome.VIOLATION, "error", 10, 10, None),
        (Outcome.VIOLATION, "error", 12, 10, "2 more errors, 0 more warnings and 0 more notices"),
        (Outcome.UNDETERMINED, "warning", 30, 10, "0 more errors, 20 more warnings and 0 more notices"),
        (Outcome.DUE, "notice", 10, 10, None),
        (Outcome.DUE, "notice", 12, 9, "0 more errors, 0 more warnings and 3 more notices"),
    ],
)
def test_no_more_than_ten_of_a_level_are_given_and_the_rest_is_counted(
    outcome: Outcome, level: str, number: int, shown: int, remark: str | None
) -> None:
    found = commands(many(outcome, number), replace(OPTIONS, lang="en"))
    of_level = [one for one in found if one[0] == level and one[1]["title"] != "qd85rules"]
    remarks = [data for _, properties, data in found if properties["title"] == "qd85rules"]

    assert len(of_level) == shown
    assert [data.partition(":")[0] for data in remarks] == ([] if remark is None else [remark])
    assert sum(one[0] == "notice" for one in found) <= 10


def test_a_place_has_its_columns_where_it_lies_on_one_line() -> None:
    _, properties, _ = next(one for one in commands(sample_report()) if one[1]["title"] == "transfer/lent")

    assert properties == {
        "title": "transfer/lent",
        "file": "so dang ky/sổ mẫu.yaml",
        "line": "21",
        "endLine": "21",
        "col": "5",
        "endColumn": "12",
    }


def test_a_place_over_several_lines_has_no_columns() -> None:
    error = Diagnostic.of("bad-yaml", "broken", Span("x.yaml", 3, 5, 6, 1))
    [(_, properties, _)] = commands(replace(report_of([]), errors=(error,)))

    assert properties == {"title": "bad-yaml", "file": "x.yaml", "line": "3", "endLine": "6"}


def test_a_workbook_names_the_cell_in_the_text() -> None:
    texts = [
        text for _, properties, text in commands(sample_report()) if properties.get("file") == "registers/reg.xlsx"
    ]

    assert texts
    assert all("Trang tính 1!" in text for text in texts)


def test_standard_input_has_no_file() -> None:
    error = Diagnostic.of("bad-yaml", "broken", Span("-", 3, 1))
    [(level, properties, text)] = commands(replace(report_of([]), errors=(error,)))

    assert (level, properties, text) == ("error", {"title": "bad-yaml"}, "broken")


def test_the_root_of_the_repository_is_told_by_the_caller() -> None:
    error = Diagnostic.of("bad-yaml", "broken", Span("x.yaml", 3, 1))
    options = replace(OPTIONS, repo_paths={"x.yaml": "people/x.yaml"})
    [(_, properties, _)] = commands(replace(report_of([]), errors=(error,)), options)

    assert properties["file"] == "people/x.yaml"


def test_nothing_to_say_is_no_text_at_all() -> None:
    assert render_github(report_of(candidates()[:1]), OPTIONS) == ""


def test_a_run_that_checked_nothing_says_so() -> None:
    [(level, properties, _)] = commands(report_of([]), replace(OPTIONS, exit_code=2))

    assert (level, properties["title"]) == ("error", "nothing-checked")


def test_no_names_are_shown() -> None:
    assert not [secret for secret in SECRETS if secret in render_github(sample_report(), OPTIONS)]
