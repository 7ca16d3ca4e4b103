"""Case files as tests of pytest: places, keywords, failures, fixtures, xdist, coverage.

Modules: `testing.pytest_items`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from qd85rules.cli import main
from tests.lab.cases.packs import make_pack

pytest_plugins = ("pytester",)

CASES = """\
packs: [./mini]
as_of: 2024-11-01
cases:
  - name: quiet
    account: {id: vd-1, holder: {roles: [party_member]}, in_use: true, last_active_on: 2024-10-01}
    expect: {mini/quiet: OUTCOME}
  - name: nothing known
    account: {id: vd-1}
    expect: {mini/quiet: undetermined}
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    make_pack(pytester.path)
    write_cases(pytester)
    return pytester


def write_cases(pytester: pytest.Pytester, outcome: str = "violation", name: str = "some.qd85test.yaml") -> None:
    (pytester.path / name).write_text(CASES.replace("OUTCOME", outcome), encoding="utf-8")


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest("-p", "no:randomly", *arguments)


def test_each_case_is_a_test(project: pytest.Pytester) -> None:
    result = run(project, "-v")

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["some.qd85test.yaml::quiet PASSED*", "some.qd85test.yaml::nothing known PASSED*"])


def test_a_failure_reads_without_a_traceback(project: pytest.Pytester) -> None:
    write_cases(project, "compliant")

    result = run(project)

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "FAILED some.qd85test.yaml:4:5: quiet",
            "*expected*actual",
            "*outcome*compliant*violation",
            "*account.last_active_on*2024-10-01",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*.py:*")


def test_failures_speak_vietnamese(project: pytest.Pytester) -> None:
    write_cases(project, "compliant")

    run(project, "--qd85-lang", "vi").stdout.fnmatch_lines(["KHÔNG ĐẠT some.qd85test.yaml:4:5: quiet"])


def test_a_fault_in_a_file_fails_its_collection_with_the_place(project: pytest.Pytester) -> None:
    write_cases(project, "violatio")

    result = run(project)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["some.qd85test.yaml:6:26: unknown-value unknown value `violatio` (did you mean*"])


@pytest.mark.parametrize(
    ("arguments", "passed"),
    [
        (["-k", "quiet"], 2),
        (["-k", "mini/quiet and nothing"], 1),
        (["-k", "qd85/member/6"], 2),
        (["-k", "qd85/member/7"], 0),
        (["-m", "qd85"], 2),
        (["-m", "not qd85"], 0),
        (["some.qd85test.yaml::nothing known"], 1),
    ],
    ids=str,
)
def test_cases_are_chosen_by_rule_clause_name_and_mark(
    arguments: list[str], passed: int, project: pytest.Pytester
) -> None:
    result = run(project, "--strict-markers", *arguments)

    result.assert_outcomes(passed=passed, deselected=0 if "::" in arguments[-1] else 2 - passed)


def test_a_case_knows_its_place(project: pytest.Pytester) -> None:
    items, _ = project.inline_genitems("-p", "no:randomly")

    assert [item.reportinfo() for item in items] == [
        (project.path / "some.qd85test.yaml", 3, "quiet"),
        (project.path / "some.qd85test.yaml", 6, "nothing known"),
    ]


def test_other_file_names_can_be_set(project: pytest.Pytester) -> None:
    write_cases(project, name="more.cases.yaml")
    project.makeini("[pytest]\nqd85rules_files = *.cases.yaml\n")

    run(project).assert_outcomes(passed=2)


def test_it_works_with_xdist(project: pytest.Pytester) -> None:
    write_cases(project, "compliant", "other.qd85test.yaml")

    result = project.runpytest_subprocess("-n", "2", "--qd85-coverage")

    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(["*outcome*compliant*violation", "*qd85 coverage*", "*mini/quiet*%*"])


def test_coverage_is_shown_and_held_to_a_limit(project: pytest.Pytester) -> None:
    shown = run(project, "--qd85-coverage")
    strict = run(project, "--qd85-fail-under", "99")
    mild = run(project, "--qd85-fail-under", "10")

    shown.stdout.fnmatch_lines(["*account.in_use: false, alone decisive when false"])
    assert (shown.ret, strict.ret, mild.ret) == (0, pytest.ExitCode.TESTS_FAILED, 0)


@pytest.mark.parametrize(
    "arguments",
    [
        ("-k", "quiet and nothing"),
        ("-k", "absent"),
        ("--deselect", "some.qd85test.yaml::quiet"),
        ("--co",),
        ("-x",),
        ("--lf",),
        ("-n", "2", "-k", "nothing"),
        ("-n", "2", "--deselect", "some.qd85test.yaml::quiet"),
    ],
    ids=" ".join,
)
def test_coverage_is_of_the_cases_that_ran(arguments: tuple[str, ...], project: pytest.Pytester) -> None:
    start = project.runpytest_subprocess if "-n" in arguments else project.runpytest_inprocess
    result = start("-p", "no:randomly", *arguments, "--qd85-coverage", "--qd85-fail-under", "1")

    assert result.ret in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}
    for stream in (result.stdout, result.stderr):
        stream.no_fnmatch_line("*Traceback*")
        stream.no_fnmatch_line("*Error*")
        stream.no_fnmatch_line("*INTERNALERROR*")


ODD_NAMES = [
    *("lent :: twice", "a::::b", ":x:", "one, two", "lent [a::b]", "lent and sold", "not lent", "-k"),
    *("two\nlines", "e\u0301t", "\x1b[31mred", " blank at both ends "),
]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_the_id_that_is_printed_is_the_id_that_is_taken(
    name: str, project: pytest.Pytester, capsys: pytest.CaptureFixture[str]
) -> None:
    text = CASES.replace("OUTCOME", "compliant").replace("name: quiet", f"name: {json.dumps(name)}")
    (project.path / "some.qd85test.yaml").write_text(text, encoding="utf-8")
    main(["test", "some.qd85test.yaml", "--lang", "en", "--no-config"])
    printed = capsys.readouterr().out.splitlines()[0].removeprefix("FAILED some.qd85test.yaml:4:5: ")

    assert main(["test", "some.qd85test.yaml", f"-k={printed}", "--lang", "en", "--no-config"]) == 1
    assert "1 case: 0 passed, 1 failed" in capsys.readouterr().out
    result = run(project, f"some.qd85test.yaml::{printed}", "--junitxml=junit.xml")
    result.assert_outcomes(failed=1)
    capsys.readouterr()
    main(["test", "some.qd85test.yaml", f"-k={printed}", "--output-format=junit", "--no-config"])
    reports = (capsys.readouterr().out, (project.path / "junit.xml").read_text("utf-8"))
    cases = [case for report in reports for case in ET.fromstring(report.encode()).iter("testcase")]  # noqa: S314 - our own
    assert [case.get("name") for case in cases] == [printed, printed]


def test_an_engine_may_be_chosen(project: pytest.Pytester) -> None:
    run(project, "--qd85-engine", "reference").assert_outcomes(passed=2)
    run(project, "--qd85-engine", "durble").assert_outcomes(failed=2)


def test_fixtures_load_policies_and_assert_outcomes(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        from datetime import date

        LENT = {"id": "a", "holder": {"roles": ["party_member"]},
                "transfers": [{"direction": "out", "kind": "lend", "on": "2024-06-01"}]}

        def test_policy(qd85_policy, assert_outcome):
            policy = qd85_policy(date(2024, 11, 1), "local/cv-729-tu", notify_within_days=2)
            assert policy.params["notify_within_days"] == 2
            assert_outcome(LENT, "transfer/given-away", "violation", policy=policy)

        def test_failure(assert_outcome):
            assert_outcome(LENT, "transfer/given-away", "compliant", as_of=date(2024, 11, 1))
        """
    )

    result = run(pytester)

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["E*outcome*compliant*violation"])


def test_the_plugin_imports_nothing_but_the_library_until_a_case_is_collected() -> None:
    program = (
        "import qd85rules, sys; before = set(sys.modules); import pytest, qd85rules.testing.plugin;"
        "assert not [name for name in set(sys.modules) - before"
        " if name.startswith('qd85rules.')"
        " and name.removeprefix('qd85rules.') not in {'core', 'core.reexport', 'testing', 'testing.plugin'}];"
        "assert not {'hypothesis', 'z3'} & set(sys.modules)"
    )

    subprocess.run([sys.executable, "-c", program], check=True)
