"""`qd85 test`: exit codes, formats, selection, measures.

Modules: `lab.cases.render_data`, `lab.cases.render_text`, `lab.cases.targets`, `lab.cases.words`.
"""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
import xmlschema

from tests.cli.running import run, spawn
from tests.lab.cases.packs import QUIET, make_pack

PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "schemas" / "junit-10.xsd"

CASES = """\
packs: [./mini]
as_of: 2024-11-01
cases:
  - name: quiet & mild
    account: {id: vd-1, holder: {roles: [party_member]}, in_use: true, last_active_on: 2024-10-01}
    expect: {mini/quiet: OUTCOME}
  - name: nothing known
    account: {id: vd-1}
    expect: {mini/quiet: undetermined}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_pack(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_cases(folder: Path, outcome: str = "violation", name: str = "some") -> Path:
    path = folder / f"{name}.qd85test.yaml"
    path.write_text(CASES.replace("OUTCOME", outcome), encoding="utf-8")
    return path


def test_cases_and_examples_below_the_folder_run(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_cases(project)
    ran = run(capsys, "test", "--lang", "en")

    assert (ran.code, ran.out) == (0, "4 cases: 4 passed, 0 failed, 0 errors\n")
    assert ran.err == "qd85: 4 cases; exit 0\n"


def test_a_failure_shows_both_sides_and_exits_1(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_cases(project, "compliant")

    ran = run(capsys, "test", "some.qd85test.yaml", "--lang", "en")

    assert ran.code == 1
    assert ran.out == (
        "FAILED some.qd85test.yaml:4:5: quiet & mild\n"
        "  mini/quiet  some.qd85test.yaml:6:26\n"
        "                              expected      actual\n"
        "    ✗ outcome                 compliant     violation\n"
        "      as of                                 2024-11-01\n"
        "      account.in_use                        true\n"
        "      account.last_active_on                2024-10-01\n"
        "      holder.roles                          party_member\n"
        "      params.patience                       5\n"
        "\n"
        "2 cases: 1 passed, 1 failed, 0 errors\n"
    )
    assert ran.err == "qd85: 2 cases; exit 1: 1 failed\n"


def test_it_speaks_vietnamese(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_cases(project, "compliant")

    ran = run(capsys, "test", "some.qd85test.yaml", "--lang", "vi")

    assert "KHÔNG ĐẠT some.qd85test.yaml:4:5" in ran.out
    assert "kết luận" in ran.out
    assert "đúng quy định" in ran.out
    assert "2 ca: 1 đạt, 1 không đạt, 0 lỗi\n" in ran.out


def test_a_fault_exits_2_and_the_other_cases_run(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_cases(project, "violatio")

    ran = run(capsys, "test", "--lang", "en")

    assert ran.code == 2
    assert "some.qd85test.yaml:6:26: unknown-value unknown value `violatio` (did you mean `violation`?)" in ran.out
    assert "3 cases: 3 passed, 0 failed, 1 error\n" in ran.out


def test_errors_are_graver_than_failures(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_cases(project, "compliant")
    write_cases(project, "violatio", "other")

    assert run(capsys, "test").code == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["-k", "nobody has this"], 5),
        (["missing.qd85test.yaml"], 2),
        (["mini/pack.yaml"], 2),
        (["--pack", "natonal"], 2),
        (["--engine", "durble"], 2),
        (["--fail-under", "101"], 2),
        (["--mutate", "mini/quite"], 2),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], code: int, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_cases(project)
    ran = run(capsys, "test", *arguments)

    assert ran.code == code
    assert ran.err
    assert "Traceback" not in ran.err


def test_an_empty_folder_has_no_cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "test", tmp_path)

    assert (ran.code, ran.err) == (5, "qd85: 0 cases; exit 5: no cases\n")


@pytest.mark.parametrize(
    ("expression", "number"),
    [
        ("quiet", 4),
        ("qd85/member/6", 4),
        ("mini/quiet and nothing", 1),
        ("not nothing", 3),
        ("nothing or mild", 2),
        ("NOTHING", 1),
        ("some.qd85test", 2),
    ],
)
def test_cases_are_chosen_by_an_expression(
    expression: str, number: int, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_cases(project)
    ran = run(capsys, "test", "-k", expression, "--lang", "en")

    assert ran.err.startswith(f"qd85: {number} case")


def test_json_has_every_case(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_cases(project, "compliant")

    ran = run(capsys, "test", "--output-format", "json")

    data = json.loads(ran.out)
    assert data["schema_version"] == 1
    assert data["exit_code"] == ran.code == 1
    assert data["summary"] == {"cases": 4, "passed": 3, "failed": 1, "error": 0, "problems": 0}
    [failed] = [case for case in data["cases"] if case["status"] == "failed"]
    assert failed["location"] == {"path": "some.qd85test.yaml", "line": 4, "column": 5}
    [check] = failed["checks"]
    assert check["rule"] == "mini/quiet"
    assert check["differences"] == [{"what": "outcome", "expected": "compliant", "actual": "violation"}]
    assert check["actual"][0]["evidence"]["account.last_active_on"] == "2024-10-01"


def test_junit_has_a_suite_for_each_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_cases(project, "compliant")
    write_cases(project, "violatio", "other")

    ran = run(capsys, "test", "--output-format", "junit")

    root = fromstring(ran.out)  # noqa: S314 - our own text
    assert root.attrib["tests"] == "6"
    assert (root.attrib["failures"], root.attrib["errors"]) == ("1", "1")
    assert {one.get("time") for one in (root, *root, *root.iter("testcase"))} == {"0"}
    assert {suite.get("skipped") for suite in root} == {"0"}
    [failure] = root.iter("failure")
    assert failure.attrib["message"] == "some.qd85test.yaml:4:5"
    assert [case.attrib["name"] for case in root.iter("testcase") if case.find("failure") is not None] == [
        "quiet & mild"
    ]


@pytest.mark.skipif(not PUBLISHED.is_file(), reason="the published schema is not beside this checkout")
def test_junit_is_valid(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_cases(project, "compliant")
    write_cases(project, "violatio", "other")

    xmlschema.XMLSchema(str(PUBLISHED)).validate(run(capsys, "test", "--output-format", "junit").out)


def test_coverage_is_measured_and_held_to_a_limit(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_cases(project)

    ran = run(capsys, "test", "--coverage", "--lang", "en")
    strict = run(capsys, "test", "--fail-under", "99", "--output-format", "json")
    table = run(capsys, "test", "--coverage", "--output-format", "markdown", "--lang", "en")

    assert ran.code == 0
    assert "account.in_use: false, alone decisive when false" in ran.out
    assert strict.code == 1
    assert 50 < json.loads(strict.out)["coverage"]["percent"] < 99
    assert "coverage is under 99 %" in strict.err
    assert "| `mini/quiet` | 4 |" in table.out


def test_mutants_are_counted_and_held_to_a_limit(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_cases(project)

    ran = run(capsys, "test", "--mutate", ".", "--jobs", "1", "--lang", "en")
    mild = run(capsys, "test", "--mutate", "mini/quiet", "--fail-under", "20", "--output-format", "json")

    assert ran.code == 1
    assert "SURVIVED" in ran.out
    assert "mutants of" in ran.err
    assert mild.code == 0
    assert json.loads(mild.out)["mutation"][0]["survived"] > 0


def test_nothing_is_measured_where_cases_fail(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_cases(project, "compliant")

    ran = run(capsys, "test", "--coverage", "--mutate")

    assert ran.code == 1
    assert ran.err.endswith("1 failed; nothing was measured\n")


def test_a_pack_with_a_fault_is_told_with_its_place(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "mini" / "rules" / "rule-0.yaml").write_text(QUIET.replace("account.in_use", "account.in_us"))

    ran = run(capsys, "test", "--lang", "en")

    assert ran.code == 2
    assert "unknown-fact unknown fact `account.in_us`" in ran.out


def test_it_runs_as_a_program(project: Path) -> None:
    write_cases(project)

    ran = spawn("test", "--pack", "national", "--jobs", "2", "--lang", "en", cwd=project)

    assert ran.returncode == 0, ran.stderr
    assert b"0 failed" in ran.stdout
