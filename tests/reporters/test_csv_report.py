"""CSV: one row a finding, the same columns always, and nothing that a spreadsheet runs."""

from __future__ import annotations

import codecs
import csv
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from qd85rules.reporters.csv_report import COLUMNS, render_csv
from tests.cli.running import AS_OF, LENT, run
from tests.reporters.sample import (
    OPTIONS,
    SECRETS,
    assert_golden,
    remarked_report,
    report_of,
    sample_report,
    with_findings,
)
from tests.reporters.strategies import hostile_reports

if TYPE_CHECKING:
    from pathlib import Path

    from qd85rules.core.text import Language
    from qd85rules.judge.report import Report
    from qd85rules.reporters import Options


def rows(report: Report, options: Options = OPTIONS) -> list[dict[str, str]]:
    text = render_csv(report, options)
    text.encode()
    header, *lines = csv.reader(StringIO(text, newline=""), strict=True)
    assert tuple(header) == COLUMNS
    return [dict(zip(header, line, strict=True)) for line in lines]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_table_is_the_golden_one(lang: Language) -> None:
    assert_golden(render_csv(sample_report(), replace(OPTIONS, lang=lang)), "csv", lang)


@given(hostile_reports)
def test_any_text_leaves_a_table_that_no_spreadsheet_runs(report: Report) -> None:
    found = rows(report)

    assert len(found) == len(report.findings) + len(report.errors)
    assert not [cell for row in found for cell in row.values() if cell.lstrip()[:1] in set("=+-@＝＋－＠") - {""}]


@pytest.mark.parametrize("lead", ["=", "+", "-", "@", " =", "＝", "＠", '"=', "\u00a0@"])
def test_what_would_be_a_formula_is_text(lead: str) -> None:
    odd = with_findings(sample_report(), account=f"{lead}1+1")

    assert rows(odd)[0]["account"].startswith("'")


@pytest.mark.parametrize("lead", ["\t=", "\r=", "\n+", "\ufeff=", "\u200b@"])
def test_a_hidden_character_before_a_formula_is_shown(lead: str) -> None:
    odd = with_findings(sample_report(), account=f"{lead}1+1")

    assert rows(odd)[0]["account"].startswith("\\u{")


@given(hostile_reports)
def test_cells_parted_by_semicolons_are_no_formulas_either(report: Report) -> None:
    text = render_csv(report, OPTIONS)

    for line in csv.reader(StringIO(text, newline=""), delimiter=";"):
        assert not [cell for cell in line if cell.lstrip(' "\u00a0')[:1] in set("=+-@＝＋－＠") - {""}]


def test_every_finding_and_every_error_has_its_row() -> None:
    found = rows(sample_report())

    assert [row["record"] for row in found] == ["finding"] * len(sample_report().findings) + ["error"] * 2
    assert [row["outcome"] for row in found[: len(sample_report().findings)]] == [
        finding.outcome.value for finding in sample_report().findings
    ]


def test_a_row_has_the_place_the_facts_and_the_waiver() -> None:
    found = rows(sample_report())
    [cell] = [row for row in found if row["rule"] == "domain/sample"]
    [waived] = [row for row in found if row["outcome"] == "waived"]
    [due] = [row for row in found if row["outcome"] == "due"]
    [open_one] = [row for row in found if row["rule"] == "dormant/close" and row["outcome"] == "undetermined"]

    assert (cell["path"], cell["sheet"], cell["cell"]) == ("registers/reg.xlsx", "Trang tính 1", "C2")
    assert cell["account"] == "0042"
    assert waived["waiver_expires_on"] == "2024-12-31"
    assert (due["due_on"], due["params"]) == ("2024-11-20", "close_within_days=30")
    assert open_one["missing"] == "holder.roles | account.in_use"


def test_no_row_accuses_an_account_of_what_is_merely_open() -> None:
    [open_one] = [row for row in rows(sample_report()) if row["subject"] == "transfers[3]"]

    assert open_one["outcome"] == "undetermined"
    assert (open_one["message"], open_one["remedy"]) == ("Không cho mượn trang", "")


def test_known_findings_and_remarks_are_told() -> None:
    found = rows(remarked_report())

    assert {row["baseline"] for row in found if row["record"] == "finding"} == {"unchanged"}
    assert [row["rule"] for row in found if row["record"] == "remark"] == [
        "waiver-expiring", "waiver-expired", "waiver-expired", "waiver-unused", "baseline-gone",
    ]  # fmt: skip


def test_lines_end_as_rfc_4180_has_it() -> None:
    text = render_csv(sample_report(), OPTIONS)

    assert text.endswith("\r\n")
    assert text.count("\r\n") == text.count("\n") == len(rows(sample_report())) + 1


def test_an_empty_report_has_its_header() -> None:
    assert rows(report_of([]), replace(OPTIONS, exit_code=0)) == []
    assert [row["rule"] for row in rows(report_of([]), OPTIONS)] == ["nothing-checked"]


def test_names_are_masked_unless_asked_for() -> None:
    masked = render_csv(sample_report(), replace(OPTIONS, all_outcomes=True))
    shown = render_csv(sample_report(), replace(OPTIONS, all_outcomes=True, show_names=True))

    assert not [secret for secret in SECRETS if secret in masked]
    assert not [secret for secret in SECRETS if secret not in shown]


def test_a_file_opens_in_excel_and_standard_output_is_plain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reg.yaml").write_text(LENT, encoding="utf-8")
    arguments = ("check", "reg.yaml", *AS_OF, "--quiet", "--output-format", "csv")
    shown = run(capsys, *arguments)
    filed = run(capsys, *arguments, "--output-file", "report.csv")
    data = (tmp_path / "report.csv").read_bytes()

    assert (shown.code, filed.code) == (1, 1)
    assert shown.out.startswith("record,")
    assert data.startswith(codecs.BOM_UTF8 + b"record,")
    assert data.count(codecs.BOM_UTF8) == 1
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = [row for row in csv.DictReader(file) if row["outcome"] == "violation"]
    assert row["record"] == "finding"
