"""A number of thousands of digits, which the interpreter will not read, is a clear error wherever it stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from qd85rules import InputError, Policy, UsageError, check
from tests.cli.running import AS_OF, HEALTHY, run

if TYPE_CHECKING:
    from pathlib import Path

LONG = "9" * 5000
HEX = "0x" + "F" * 5000
LONG_ENTRY = (
    '{"schema_version": 1, "findings": [{"account": "a", "rule": "r", "subject": "account", "outcome": "violation",'
    f' "digest": "d", "count": {LONG}}}]}}'
)
WAIVER = "- {rule: a/b, account: a, reason: r, approver: p, authority: q, expires_on: %s}\n"

REGISTERS = {
    "YAML": ("r.yaml", f"- id: {LONG}\n", "1:7: yaml-number"),
    "YAML, in hexadecimal": ("r.yaml", f"- {{id: a, kind: {HEX}}}\n", "1:17: yaml-number"),
    "the header of YAML": ("r.yaml", f"schema_version: {LONG}\naccounts: []\n", "1:17: yaml-number"),
    "JSON": ("r.json", f'[{{"id": {LONG}}}]', "1:9: json-number"),
    "JSON Lines": ("r.jsonl", f'{{"id": {LONG}}}\n', "1:8: json-number"),
    "a cell of CSV": ("r.csv", f"id,transfers\na,[{LONG}]\n", "2:3: cell-not-json"),
}


@pytest.mark.parametrize(("name", "text", "told"), REGISTERS.values(), ids=REGISTERS)
def test_a_long_number_in_a_register_is_told_at_its_place(
    name: str, text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")

    ran = run(capsys, "check", tmp_path / name, *AS_OF, "--output-format", "concise", "--lang", "en")

    assert ran.code == 2
    assert f"{name}:{told} " in ran.out
    assert "the number is too long" in ran.out


EVIDENCE = {
    "the count of a baseline": ("--baseline", "b.json", LONG_ENTRY, "b.json:1:136: json-number"),
    "the version of a baseline": ("--baseline", "b.json", f'{{"schema_version": {LONG}}}', "b.json:1:20: json-number"),
    "the day of a waiver": ("--waivers", "w.yaml", WAIVER % LONG, "w.yaml:1:77: yaml-number"),
    "a setting": ("--config", "c.toml", f"waiver-notice-days = {LONG}\n", "c.toml:1:22: toml-number"),
    "a parameter of the settings": ("--config", "c.toml", f"[param]\na = {HEX}\n", "c.toml:2:5: toml-number"),
}


@pytest.mark.parametrize(("flag", "name", "text", "told"), EVIDENCE.values(), ids=EVIDENCE)
def test_a_long_number_in_a_file_beside_the_register_is_told_at_its_place(
    flag: str, name: str, text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.yaml").write_text(HEALTHY, encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    flags = ("--as-of", "2024-11-01") if flag == "--config" else AS_OF

    ran = run(capsys, "check", tmp_path / "r.yaml", *flags, flag, tmp_path / name, "--output-format", "concise")

    assert ran.code == 2
    assert told in ran.out + ran.err
    assert "internal error" not in ran.err


def test_a_long_number_in_a_record_is_told_at_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.qd85record.json").write_text(f'{{"schema_version": {LONG}}}', encoding="utf-8")

    ran = run(capsys, "verify", tmp_path / "x.qd85record.json")

    assert ran.code == 2
    assert "x.qd85record.json:1:20: json-number" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [("--param", f"notify_within_days={LONG}"), ("--waiver-notice-days", LONG)],
    ids=["parameter", "setting"],
)
def test_a_long_number_on_the_command_line_is_refused_in_words(
    arguments: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.yaml").write_text(HEALTHY, encoding="utf-8")

    ran = run(capsys, "check", tmp_path / "r.yaml", *AS_OF, *arguments)

    assert ran.code == 2
    assert "a whole number" in ran.err
    assert "internal error" not in ran.err
    assert "functools" not in ran.err


def test_a_long_number_in_the_environment_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "r.yaml").write_text(HEALTHY, encoding="utf-8")
    monkeypatch.setenv("QD85RULES_WAIVER_NOTICE_DAYS", LONG)

    ran = run(capsys, "check", tmp_path / "r.yaml", *AS_OF)

    assert ran.code == 2
    assert "`QD85RULES_WAIVER_NOTICE_DAYS`: expected a whole number" in ran.err


def test_a_number_of_days_beyond_the_calendar_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.yaml").write_text(HEALTHY, encoding="utf-8")
    (tmp_path / "w.yaml").write_text(WAIVER % "2025-01-01", encoding="utf-8")

    waived = ("--waivers", tmp_path / "w.yaml", "--waiver-notice-days", "99999999999")
    ran = run(capsys, "check", tmp_path / "r.yaml", *AS_OF, *waived)

    assert ran.code == 2
    assert "expected a whole number up to 99999" in ran.err


@pytest.mark.parametrize("fact", ["id", "kind", "opened_on", "in_use"])
def test_a_long_number_in_data_from_code_is_an_input_error(fact: str) -> None:
    with pytest.raises(InputError):
        check({"id": "a", fact: 10**5000}, as_of=date(2024, 11, 1))


@pytest.mark.parametrize("value", [10**5000, LONG], ids=["number", "text"])
def test_a_long_number_as_a_parameter_from_code_is_a_usage_error(value: object) -> None:
    with pytest.raises(UsageError, match="does not take"):
        Policy.load(as_of=date(2024, 11, 1), params={"notify_within_days": value})
