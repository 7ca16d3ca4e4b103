"""Bad input, from the file to the exit code: one clear error, no traceback, and the healthy accounts still checked."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import AS_OF, HEALTHY, json_report, run, spawn

if TYPE_CHECKING:
    from pathlib import Path

HEALTHY_JSON = (
    '{"id": "ok", "kind": "social_profile", "opened_on": "2023-05-02",'
    ' "holder": {"id": "h1", "legal_name": "Nguyễn Thí Dụ", "roles": ["party_member"]},'
    ' "profile": {"display_name": "Nguyễn Thí Dụ"}, "in_use": true, "closed_on": "never",'
    ' "declaration": {"requested_on": "never", "declared_on": "never", "reported_on": "2023-05-10",'
    ' "report_truthful": true}}'
)

BESIDE_A_HEALTHY_ACCOUNT = {
    "an unknown key": ("- {id: bad, knd: blog}", "unknown-key", 9, 13, "did you mean `kind`?"),
    "an unknown key of a part": ("- {id: bad, holder: {rolls: []}}", "unknown-key", 9, 22, "did you mean `roles`?"),
    "an unknown value": ("- {id: bad, kind: blgo}", "unknown-value", 9, 19, "did you mean `blog`?"),
    "an unknown role": ("- {id: bad, holder: {roles: [cader]}}", "unknown-value", 9, 30, "did you mean `cadre`?"),
    "a number for text": ("- {id: bad, platform: 5}", "wrong-type", 9, 23, "put it in quotes"),
    "text for yes or no": ("- {id: bad, in_use: maybe}", "wrong-type", 9, 21, None),
    "text for a list": ("- {id: bad, transfers: none}", "wrong-type", 9, 24, "write it as a list, `[...]`"),
    "no id": ("- {kind: blog}", "missing-key", 9, 3, "add `id:`, unique in the register"),
    "an impossible day": ("- {id: bad, opened_on: 2023-02-30}", "impossible-date", 9, 24, "look the date up"),
    "a day in another form": (
        "- {id: bad, opened_on: 01/02/2023}",
        "bad-date",
        9,
        24,
        "write it as YEAR-MONTH-DAY, such as `2024-06-01`",
    ),
    "a day after the check": (
        "- {id: bad, opened_on: 2024-11-02}",
        "date-after-as-of",
        9,
        24,
        "mend the date, or check with a later `--as-of`",
    ),
    "an end before its start": (
        "- {id: bad, opened_on: 2024-01-02, closed_on: 2024-01-01}",
        "end-before-start",
        9,
        47,
        "look both dates up",
    ),
    "a second account of one id": ("- {id: ok}", "duplicate-id", 9, 8, "give each account an id of its own"),
}


@pytest.mark.parametrize(
    ("lines", "code", "line", "column", "hint"), BESIDE_A_HEALTHY_ACCOUNT.values(), ids=BESIDE_A_HEALTHY_ACCOUNT
)
def test_one_bad_account_is_one_error_at_its_value_and_the_other_is_checked(
    lines: str,
    code: str,
    line: int,
    column: int,
    hint: str | None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    register = tmp_path / "r.yaml"
    register.write_text(f"{HEALTHY}{lines}\n", "utf-8")

    ran = json_report(capsys, register)

    [error] = ran.report["errors"]
    assert ran.code == 2
    assert ran.report["summary"]["accounts"] == 1
    assert ran.report["summary"]["compliant"] > 0
    assert error["code"] == code
    assert (error["location"]["line"], error["location"]["column"]) == (line, column)
    assert error["help"] == hint
    assert "Traceback" not in ran.err


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 10)}]\n" for n in range(8)
)
BROKEN_FILES = {
    "a key that stands twice": ("r.yaml", f"{HEALTHY}- id: bad\n  kind: blog\n  kind: channel\n".encode(), 1),
    "an alias bomb": ("r.yaml", f"{HEALTHY}---\n{BOMB}".encode(), 1),
    "deep nesting": ("r.yaml", f"{HEALTHY}- {{id: bad, x: {'[' * 5000}{']' * 5000}}}\n".encode(), 1),
    "deep nesting in JSON Lines": (
        "r.jsonl",
        f'{HEALTHY_JSON}\n{{"id": "bad", "x": {"[" * 5000}{"]" * 5000}}}\n'.encode(),
        1,
    ),
    "a byte that is not UTF-8": ("r.yaml", HEALTHY.encode() + b"- {id: bad, platform: f\xe3b}\n", 1),
    "another encoding": ("r.yaml", HEALTHY.encode("utf-16"), 0),
    "an empty file": ("r.yaml", b"", 0),
    "blank lines alone": ("r.yaml", b"\n\n  \n", 0),
    "a list of nothing": ("r.yaml", b"[]\n", 0),
    "a line that is no JSON": ("r.jsonl", f"{HEALTHY_JSON}\n{{broken\n".encode(), 1),
    "an unknown ending": ("r.docx", b"id: x\n", 0),
}


@pytest.mark.parametrize(("name", "content", "checked"), BROKEN_FILES.values(), ids=BROKEN_FILES)
def test_a_broken_file_is_one_error_and_what_can_be_read_of_it_is_checked(
    name: str, content: bytes, checked: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = tmp_path / name
    register.write_bytes(content)

    ran = json_report(capsys, register)

    assert ran.code == 2
    assert len(ran.report["errors"]) == 1, [error["message"] for error in ran.report["errors"]]
    assert ran.report["summary"]["accounts"] == checked
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("missing", ["no-such-file.yaml", "empty"], ids=["a missing file", "a folder with nothing"])
def test_what_is_not_there_is_an_error_and_the_other_file_is_checked(
    missing: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "r.yaml").write_text(HEALTHY, "utf-8")

    ran = json_report(capsys, tmp_path / missing, tmp_path / "r.yaml")

    assert ran.code == 2
    assert [error["code"] for error in ran.report["errors"]] in (["no-such-file"], ["nothing-to-check"])
    assert ran.report["summary"]["accounts"] == 1


@pytest.mark.parametrize("name", ["r.jsonl", "r.yaml"])
def test_a_line_of_100_mb_is_refused_and_not_shown(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = tmp_path / name
    with register.open("wb") as file:
        item = b"" if name == "r.jsonl" else b"- "
        file.write(item + HEALTHY_JSON.encode() + b"\n")
        file.write(item + b'{"id": "long", "platform": "' + b"x" * (100 * 1024 * 1024) + b'"}\n')

    ran = json_report(capsys, register)

    assert ran.code == 2
    assert [error["code"] for error in ran.report["errors"]] == ["line-too-long"]
    assert ran.report["summary"]["accounts"] == 1
    assert len(ran.out) < 50_000


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "ok.yaml").write_text(HEALTHY, "utf-8")
    os.mkfifo(tmp_path / "pipe.yaml")

    done = spawn("check", "pipe.yaml", "ok.yaml", *AS_OF, "--output-format", "json", cwd=tmp_path)

    report = json.loads(done.stdout)
    assert done.returncode == 2
    assert [error["code"] for error in report["errors"]] == ["not-a-file"]
    assert report["summary"]["accounts"] == 1


NAMES = {
    "a name of the wrong type": '- {id: bad, holder: {legal_name: ["Bùi Văn Kín"]}}',
    "an error beside a name": '- {id: bad, kind: blgo, holder: {legal_name: "Bùi Văn Kín"}}',
    "an unknown key around a name": '- {id: bad, holder: {who: {legal_name: "Bùi Văn Kín"}}}',
    "a mapping for a word": '- {id: bad, kind: {legal_name: "Bùi Văn Kín"}}',
    "a syntax error beside a name": '- {id: bad, holder: {legal_name: "Bùi Văn Kín"}, kind: [}',
    "a quote left open in a name": '- {id: bad, holder: {legal_name: "Bùi Văn Kín}}',
    "a name that stands twice": "- id: bad\n  holder:\n    legal_name: Bùi Văn Kín\n    legal_name: Bùi Văn Kín",
}


@pytest.mark.parametrize("lines", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("format_", ["text", "json", "concise"])
def test_no_error_shows_a_name(lines: str, format_: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = tmp_path / "r.yaml"
    register.write_text(f"{HEALTHY}{lines}\n", "utf-8")

    ran = run(capsys, "check", register, *AS_OF, "--output-format", format_)

    assert ran.code == 2
    assert "Kín" not in ran.out + ran.err
    assert "Bùi" not in ran.out + ran.err


def test_a_bad_cell_of_a_table_does_not_show_its_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = tmp_path / "r.csv"
    register.write_text('id,kind,holder.legal_name\nbad,blgo,Bùi Văn Kín\nworse,blog,"Bùi Văn Kín\n', "utf-8")

    ran = run(capsys, "check", register, *AS_OF)

    assert ran.code == 2
    assert "Kín" not in ran.out + ran.err


def test_text_shows_the_value_that_is_wrong_with_carets_under_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = tmp_path / "r.yaml"
    register.write_text(
        "- id: bad\n  kind: blgo\n  opened_on: 2023-02-30\n- {id: worse, kind: blgo, in_use: true}\n", "utf-8"
    )

    ran = run(capsys, "check", register, *AS_OF, "--lang", "en")

    assert "    2 │   kind: blgo\n      │         ^^^^\n" in ran.out
    assert "    3 │   opened_on: 2023-02-30\n      │              ^^^^^^^^^^\n" in ran.out
    assert "    4 │     ... blgo ...\n      │         ^^^^\n" in ran.out


USAGE = {
    "no path": (["check"], "nothing to check"),
    "an unknown flag": (["check", "r.yaml", "--qiet"], "--qiet"),
    "an unknown command": (["chekc"], "chekc"),
    "an unknown format": (["check", "r.yaml", "--output-format", "xml"], "xml"),
    "no day": (["check", "r.yaml", "--as-of", "2024-02-30"], "2024-02-30"),
    "a week for a day": (["check", "r.yaml", "--as-of", "2024-W01-1"], "YYYY-MM-DD"),
    "an unknown pack": (["check", "r.yaml", "--pack", "natoinal"], "did you mean `national`?"),
    "an unknown parameter": (["check", "r.yaml", "--param", "quiet_dayz=3"], "did you mean `quiet_days`?"),
    "a parameter without a value": (["check", "r.yaml", "--param", "quiet_days"], "NAME=VALUE"),
    "a missing waivers file": (["check", "r.yaml", "--waivers", "w.yaml", *AS_OF], "w.yaml"),
    "a missing baseline": (["check", "r.yaml", "--baseline", "b.json"], "qd85 baseline create"),
    "a missing settings file": (["check", "r.yaml", "--config", "c.toml"], "c.toml"),
    "a missing suffix list": (["check", "r.yaml", "--suffix-list", "s.dat"], "s.dat"),
}


@pytest.mark.parametrize(("arguments", "said"), USAGE.values(), ids=USAGE)
@pytest.mark.usefixtures("english")
def test_misuse_ends_with_exit_code_2_and_says_what_is_wrong(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.yaml").write_text(HEALTHY.replace("kind: social_profile", "url: https://mau.vn"), "utf-8")

    ran = run(capsys, *arguments)

    assert ran.code == 2
    assert said in ran.out + ran.err
    assert "Traceback" not in ran.err


ENDINGS = ".yaml, .yml, .json, .jsonl, .ndjson, .csv, .tsv, .xlsx, .xlsm, .ods, .xls"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("vi", f"không biết tệp này ở định dạng nào (các đuôi tệp: {ENDINGS})"),
        ("en", f"the format of this file is not known (file names end in {ENDINGS})"),
    ],
)
def test_a_file_of_a_kind_that_holds_no_register_is_told_with_the_kinds_that_do(
    lang: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.toml").write_text('[[accounts]]\nid = "a"\n', "utf-8")

    ran = run(capsys, "check", "r.toml", *AS_OF, "--lang", lang, "--output-format", "concise")

    assert ran.code == 2
    assert f"r.toml: unknown-format {said}" in ran.out


def test_in_a_folder_a_file_of_such_a_kind_is_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.toml").write_text('[[accounts]]\nid = "a"\n', "utf-8")
    (tmp_path / "r.yaml").write_text(HEALTHY, "utf-8")

    ran = run(capsys, "check", tmp_path, *AS_OF)

    assert ran.code == 0
    assert "r.toml" not in ran.out + ran.err
