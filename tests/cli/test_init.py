"""`qd85 init`: what it writes passes at once, and nothing that is there is touched."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft7Validator

from qd85rules.cli.init import STARTER
from qd85rules.cli.schemas import SCHEMAS
from qd85rules.source.yamltree import parse_yaml
from tests.cli.running import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "new"
    ran = run(capsys, "init", folder)
    assert ran.code == 0
    assert all(f"đã ghi: {(folder / name).as_posix()}" in ran.out for name in STARTER)
    monkeypatch.chdir(folder)
    return folder


def below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("day", ["2023-09-10", "2024-11-01", "2026-06-30", "2059-12-31"])
def test_what_it_writes_passes_on_any_day(day: str, starter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "check", "--as-of", day, "--output-format", "json")

    assert starter.is_dir()
    assert ran.code == 0
    assert ran.report["summary"]["accounts"] == 2
    assert not ran.report["findings"]
    assert ran.report["policy"]["packs"] == ["national", "unit-pack"]
    assert ran.report["policy"]["params"]["report_within_days"] == 20


def test_its_cases_and_examples_pass(starter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "test", starter)

    assert ran.code == 0, ran.out + ran.err


def test_a_second_run_writes_nothing_and_says_what_is_there(starter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (starter / "register.yaml").write_text("[]\n", "utf-8")
    before = below(starter)

    ran = run(capsys, "init", "--lang", "en")

    assert ran.code == 0
    assert below(starter) == before
    assert "exists, left as it is: register.yaml" in ran.out
    assert "written" not in ran.out


def test_what_is_missing_is_written_again(starter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = below(starter)
    (starter / "unit-pack" / "pack.yaml").unlink()

    run(capsys, "init")

    assert below(starter) == before


MODELINE = re.compile(r"(?:# yaml-language-server: \$schema=|#:schema )(\S+)\n")


@pytest.mark.parametrize("name", [name for name, (_, schema) in STARTER.items() if schema in SCHEMAS])
def test_editors_find_the_schema_of_a_file_and_the_file_keeps_to_it(name: str, starter: Path) -> None:
    text = (starter / name).read_text("utf-8")
    modeline = MODELINE.match(text)

    assert modeline is not None
    schema = (starter / name).parent / modeline[1]
    assert schema.resolve() == starter / ".qd85" / f"{STARTER[name][1]}.schema.json"
    value = tomllib.loads(text) if name.endswith(".toml") else parse_yaml(text)[0].value
    assert not list(Draft7Validator(json.loads(schema.read_text("utf-8"))).iter_errors(value))


def test_files_without_a_schema_have_no_modeline(starter: Path) -> None:
    plain = [name for name, (_, schema) in STARTER.items() if schema not in SCHEMAS]

    assert ".pre-commit-config.yaml" in plain
    assert not [name for name in plain if MODELINE.match((starter / name).read_text("utf-8"))]


def test_the_settings_say_the_language_that_was_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "init", tmp_path, "--lang", "en")

    assert 'lang = "en"\n' in (tmp_path / "qd85rules.toml").read_text("utf-8")


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x").write_text("", "utf-8")

    ran = run(capsys, "init", tmp_path / "x", "--lang", "en")

    assert ran.code == 2
    assert "is not a folder" in ran.err
