"""`qd85 check` as users meet it: settings, waivers, baselines, outputs, exit codes and the last lines.

Modules: `cli.baseline`, `cli.exits`.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from tests.cli.running import AS_OF, HEALTHY, LENT, json_report, run

UNKNOWN = HEALTHY.replace("  closed_on: never\n", "").replace("in_use: true", "in_use: null")
UNNATIONAL = HEALTHY.replace("social_profile", "website\n  url: https://trang-vi-du-85.com/")
WAIVER = """\
- rule: transfer/given-away
  account: ok
  reason: trang chung của chi bộ
  approver: Chi ủy
  authority: Nghị quyết 01
  expires_on: 2024-12-31
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("r.yaml").write_text(LENT, "utf-8")
    Path("ok.yaml").write_text(HEALTHY, "utf-8")
    Path("ask.yaml").write_text(UNKNOWN, "utf-8")
    Path("site.yaml").write_text(UNNATIONAL, "utf-8")
    Path("w.yaml").write_text(WAIVER, "utf-8")
    return tmp_path


CODES = {
    "clean": (["ok.yaml"], 0, "exit 0"),
    "a violation": (["r.yaml"], 1, "exit 1: 1 violation"),
    "undetermined": (["ask.yaml"], 3, "lets them pass"),
    "undetermined, allowed": (["ask.yaml", "--allow-undetermined"], 0, "exit 0"),
    "undetermined, which --fail-on never does not allow": (["ask.yaml", "--fail-on", "never"], 3, "exit 3"),
    "a violation that fails nothing": (["r.yaml", "--fail-on", "never"], 0, "exit 0"),
    "a recommendation": (["site.yaml"], 0, "exit 0"),
    "a recommendation at the threshold": (
        ["site.yaml", "--fail-on", "recommendation"],
        1,
        "exit 1: 1 recommendation",
    ),
    "both": (
        ["site.yaml", "r.yaml", "--per-file", "--fail-on", "recommendation"],
        1,
        "exit 1: 1 violation, 1 recommendation",
    ),
    "a violation, --exit-zero": (["r.yaml", "--exit-zero"], 0, "exit 0 (--exit-zero): 1 violation"),
    "undetermined, --exit-zero": (["ask.yaml", "--exit-zero"], 0, "exit 0 (--exit-zero)"),
    "a failure, --exit-zero": (["missing.yaml", "--exit-zero"], 2, "exit 2: 1 input error"),
    "a failure beside a violation": (["missing.yaml", "r.yaml"], 2, "exit 2: 1 input error"),
    "a waived violation": (["r.yaml", "--waivers", "w.yaml"], 0, "exit 0"),
    "nothing": (["empty"], 2, "exit 2: 1 input error"),
    "nothing, allowed": (["empty", "--allow-empty"], 0, "exit 0"),
}


@pytest.mark.parametrize(("arguments", "code", "last"), CODES.values(), ids=CODES)
def test_the_exit_code_and_the_last_line_say_how_it_went(
    arguments: list[str], code: int, last: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("empty").mkdir()

    ran = run(capsys, "check", *arguments, *AS_OF, "--lang", "en")

    assert ran.code == code
    assert last in ran.err.splitlines()[-1]


def test_quiet_says_nothing_but_failures(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check", "r.yaml", *AS_OF, "--quiet").err == ""
    assert "mã thoát 2" in run(capsys, "check", "missing.yaml", *AS_OF, "--quiet").err


def test_verbose_names_files_and_the_settings_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("qd85rules.toml").write_text('lang = "en"\n', "utf-8")

    ran = run(capsys, "check", "ok.yaml", "r.yaml", "--per-file", "-v", "--as-of", "2024-11-01")

    assert "qd85: ok.yaml: 1 account" in ran.err
    assert "qd85: qd85rules.toml; 2024-11-01" in ran.err


# Settings


def test_settings_come_from_the_file_the_environment_and_flags(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("qd85rules.toml").write_text(
        'paths = ["r.yaml"]\nas-of = 2024-11-01\nlang = "en"\noutput-format = "concise"\n', "utf-8"
    )

    plain = run(capsys, "check")
    monkeypatch.setenv("QD85RULES_LANG", "vi")
    translated = run(capsys, "check")
    flagged = run(capsys, "check", "--lang", "en", "--output-format", "json", "ok.yaml")

    assert (plain.code, translated.code, flagged.code) == (1, 1, 0)
    assert "violation: ok" in plain.out
    assert "vi phạm: ok" in translated.out
    assert flagged.report["inputs"] == ["ok.yaml"]


def test_a_file_can_pair_formats_with_files(capsys: pytest.CaptureFixture[str]) -> None:
    Path("qd85rules.toml").write_text(
        'output-format = ["text", "json"]\noutput-file = ["-", "out/r.json"]\nquiet = true\n', "utf-8"
    )

    ran = run(capsys, "check", "r.yaml", "--as-of", "2024-11-01", "--no-quiet")

    assert json.loads(Path("out/r.json").read_text("utf-8"))["summary"]["violation"] == 1
    assert "VI PHẠM" in ran.out
    assert "mã thoát 1" in ran.err


@pytest.mark.usefixtures("english")
def test_no_settings_file_is_read_where_none_is_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    Path("qd85rules.toml").write_text("broken = [\n", "utf-8")

    assert run(capsys, "check", "ok.yaml", *AS_OF).code == 0
    broken = run(capsys, "check", "ok.yaml")
    assert broken.code == 2
    assert "nothing was done" in broken.err


@pytest.mark.usefixtures("english")
def test_an_unknown_setting_ends_the_run_with_its_place_and_carets(capsys: pytest.CaptureFixture[str]) -> None:
    Path("pyproject.toml").write_text('[tool.qd85rules]\nfail_on = "never"\n', "utf-8")

    ran = run(capsys, "check", "r.yaml")

    assert ran.code == 2
    assert ran.out == ""
    assert "pyproject.toml:2:1: unknown-setting unknown setting `fail_on` (did you mean `fail-on`?)" in ran.err
    assert '2 │ fail_on = "never"\n      │ ^^^^^^^' in ran.err


def test_shown_settings_are_toml_that_gives_the_same_settings(capsys: pytest.CaptureFixture[str]) -> None:
    given = ("--param", "quiet_days=90", "--pack", "national", "--as-of", "2024-11-01", "--waivers", "w.yaml", "--all")

    shown = run(capsys, "check", "r.yaml", *given, "--show-settings").out
    table = tomllib.loads(shown)
    Path("qd85rules.toml").write_text(shown, "utf-8")
    again = tomllib.loads(run(capsys, "check", "--show-settings").out)

    assert table["param"] == {"quiet_days": "90"}
    assert (table["all"], table["paths"], table["waivers"]) == (True, ["r.yaml"], ["w.yaml"])
    assert again == table
    assert "all = true  # --all\n" in shown
    assert 'paths = ["r.yaml"]  # argument\n' in shown


def test_shown_settings_are_toml_whatever_characters_they_hold(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = 'a\x1b[31m \x7f \x9b \u202e \U0010ffff \U0001f600 " \\ ##[x]\n::error::x'

    shown = run(capsys, "check", hostile, "--param", f"{hostile}=1", "--waivers", "\udc80", "--show-settings").out
    table = tomllib.loads(shown)

    assert table["paths"] == [hostile]
    assert table["param"] == {hostile: "1"}
    assert table["waivers"] == ["?"]


def test_other_commands_take_the_settings_that_they_have_flags_for(capsys: pytest.CaptureFixture[str]) -> None:
    Path("qd85rules.toml").write_text('lang = "en"\nbaseline = "known.json"\npaths = ["r.yaml"]\n', "utf-8")

    assert "findings written: 1" in run(capsys, "baseline", "create", "--as-of", "2024-11-01").err
    assert Path("known.json").is_file()
    assert "The page was passed" in run(capsys, "explain", "transfer/given-away").out


# Waivers and baselines


def test_waivers_are_told_of_in_text_in_json_and_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    Path("w.yaml").write_text(
        WAIVER + WAIVER.replace("account: ok", "account: other") + WAIVER.replace("2024-12-31", "2024-10-31"),
        "utf-8",
    )

    text = run(capsys, "check", "r.yaml", *AS_OF, "--lang", "en", "--waivers", "w.yaml")
    data = json_report(capsys, "r.yaml", "--waivers", "w.yaml")

    assert [(one["state"], one["findings"], one["location"]["line"]) for one in data.report["waivers"]] == [
        ("active", 1, 1),
        ("unused", 0, 7),
        ("expired", 0, 13),
    ]
    assert data.report["findings"][0]["waiver"]["authority"] == "Nghị quyết 01"
    assert "WAIVED" in text.out
    assert "w.yaml:7:3: the waiver of `transfer/given-away` for `other` is unused" in text.out
    assert "qd85: waivers: 1 active, 1 expired, 1 unused" in text.err


def test_an_expired_waiver_is_a_violation_again(capsys: pytest.CaptureFixture[str]) -> None:
    Path("w.yaml").write_text(WAIVER.replace("2024-12-31", "2024-10-31"), "utf-8")

    ran = run(capsys, "check", "r.yaml", *AS_OF, "--lang", "en", "--waivers", "w.yaml")

    assert ran.code == 1
    assert "expired on 2024-10-31" in ran.out


def test_a_waiver_with_a_malformed_date_fails_the_run_and_covers_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Path("w.yaml").write_text(WAIVER.replace("2024-12-31", "2024-12-32"), "utf-8")

    ran = json_report(capsys, "r.yaml", "--waivers", "w.yaml")

    assert ran.code == 2
    assert [error["code"] for error in ran.report["errors"]] == ["bad-date"]
    assert ran.report["summary"]["violation"] == 1
    assert [(one["state"], one["expires_on"]) for one in ran.report["waivers"]] == [("expired", None)]


def test_a_baseline_from_taking_it_up_to_bringing_it_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    known = ("--baseline", "b.json", "--lang", "en", *AS_OF)
    sold = LENT.replace("2024-06-01}", "2024-06-01}, {direction: out, kind: rent_out, on: 2024-07-01}")

    created = run(capsys, "baseline", "create", "r.yaml", *known)
    first = Path("b.json").read_bytes()
    again = run(capsys, "baseline", "create", "r.yaml", *known)
    clean = run(capsys, "check", "r.yaml", *known)
    Path("r.yaml").write_text("# moved\n\n" + sold, "utf-8")
    grown = run(capsys, "check", "r.yaml", *known)
    grown_json = json_report(capsys, "r.yaml", "--baseline", "b.json")
    pruned = run(capsys, "baseline", "update", "r.yaml", "--prune", *known)
    unchanged = Path("b.json").read_bytes()
    updated = run(capsys, "baseline", "update", "r.yaml", *known)
    taken = run(capsys, "check", "r.yaml", *known)
    Path("r.yaml").write_text(HEALTHY, "utf-8")
    gone = run(capsys, "check", "r.yaml", *known)

    assert (created.code, again.code, clean.code, grown.code) == (0, 2, 0, 1)
    assert "exists already" in again.err
    assert "Findings that the baseline knows are not shown again: 1" in clean.out
    assert "baseline: 1 known, 1 new, 0 gone" in grown.err
    assert "exit 1: 1 violation" in grown.err
    assert "transfers[1]" in grown.out
    assert "transfers[0]" not in grown.out
    assert sorted(finding["baseline"] for finding in grown_json.report["findings"]) == ["new", "unchanged"]
    assert grown_json.report["baseline"] == {"path": "b.json", "known": 1, "new": 1, "gone": []}
    assert "0 added, 0 dropped, 1 kept" in pruned.err
    assert unchanged == first
    assert "1 added, 0 dropped, 1 kept" in updated.err
    assert (taken.code, gone.code) == (0, 0)
    assert "baseline: 0 known, 0 new, 2 gone" in gone.err
    assert "ok: transfer/given-away (transfer, 1)" in gone.out


def test_no_baseline_is_written_of_a_register_that_was_read_in_part(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "baseline", "create", "r.yaml", "missing.yaml", "--baseline", "b.json", *AS_OF)

    assert ran.code == 2
    assert "missing.yaml" in ran.err
    assert not Path("b.json").exists()


def test_a_check_of_single_files_calls_no_finding_of_other_files_gone(capsys: pytest.CaptureFixture[str]) -> None:
    Path("r2.yaml").write_text(LENT.replace("id: ok", "id: second"), "utf-8")
    run(capsys, "baseline", "create", "r.yaml", "r2.yaml", "--baseline", "b.json", *AS_OF)

    ran = run(capsys, "check", "--per-file", "r.yaml", "--baseline", "b.json", *AS_OF, "--lang", "en")

    assert "1 known, 0 new, 0 gone" in ran.err


# Outputs

MISPAIRED = {
    "two on standard output": ["--output-format", "text", "--output-format", "json"],
    "two in one file": [
        "--output-format", "text", "--output-file", "a", "--output-format", "json", "--output-file", "a",
    ],
    "a file too many": ["--output-format", "text", "--output-file", "a", "--output-file", "b"],
    "two files before a format": ["--output-file", "a", "--output-file", "b", "--output-format", "text"],
}  # fmt: skip


@pytest.mark.parametrize("arguments", MISPAIRED.values(), ids=MISPAIRED)
def test_formats_and_files_that_do_not_pair_up_are_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "check", "r.yaml", *AS_OF, *arguments)

    assert ran.code == 2
    assert "--output-file" in ran.err
    assert not Path("a").exists()


def test_a_report_is_written_whole_or_not_at_all(capsys: pytest.CaptureFixture[str]) -> None:
    Path("folder").mkdir()

    ran = run(capsys, "check", "r.yaml", *AS_OF, "--output-format", "json", "--output-file", "folder")

    assert ran.code == 2
    assert sorted(path.name for path in Path().iterdir() if "unfinished" in path.name) == []


def test_inside_a_job_of_github_the_summary_is_added_to(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("summary.md").write_text("before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")

    plain = run(capsys, "check", "r.yaml", *AS_OF, "--output-format", "json")
    unchanged = Path("summary.md").read_text("utf-8")
    annotated = run(capsys, "check", "r.yaml", *AS_OF, "--output-format", "github")

    assert plain.code == annotated.code == 1
    assert unchanged == "before\n"
    assert annotated.out.startswith("::error")
    summary = Path("summary.md").read_text("utf-8")
    assert summary.startswith("before\n")
    assert "transfer/given-away" in summary


def test_paths_in_sarif_start_from_the_top_of_the_repository(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".git").mkdir()
    (folder / "below").mkdir()
    (folder / "below" / "r.yaml").write_text(LENT, "utf-8")
    monkeypatch.chdir(folder / "below")

    ran = run(capsys, "check", "r.yaml", *AS_OF, "--output-format", "sarif")

    [result] = ran.report["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "below/r.yaml"
