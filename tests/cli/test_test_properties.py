"""`qd85 test` tries what packs claim on random accounts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import run
from tests.lab.cases.packs import make_pack

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]
WRONG = 'outcome("mini/quiet") == "undetermined" && !has(account.in_use)'
RIGHT = 'outcome("mini/quiet") == "violation" && !concepts.bound'


def claiming(folder: Path, never: str) -> Path:
    pack = make_pack(folder)
    path = pack / "pack.yaml"
    claim = f"properties:\n  - id: mini/claim\n    title: {{vi: v, en: e}}\n    never: {never}\n"
    path.write_text(path.read_text("utf-8") + claim, "utf-8")
    return pack


def test_an_account_against_a_property_is_shown_and_fails_the_run(tmp_path: Path, capsys: Capture) -> None:
    pack = claiming(tmp_path, WRONG)

    ran = run(capsys, "test", pack, "--no-config", "--output-format", "json")

    assert ran.code == 1
    assert "an account is against the property `mini/claim` for `mini/quiet`, as of 2024-11-01:" in ran.err
    assert "1: the property `mini/claim` fails for `mini/quiet`" in ran.err
    [refuted] = ran.report["refuted_properties"]
    assert (refuted["property"], refuted["rules"]) == ("mini/claim", ["mini/quiet"])
    assert "in_use" not in refuted["witness"]["account"]
    assert run(capsys, "test", pack, "--no-config", "--output-format", "json").out == ran.out


def test_what_holds_changes_nothing(tmp_path: Path, capsys: Capture) -> None:
    pack = claiming(tmp_path, RIGHT)

    ran = run(capsys, "test", pack, "--no-config")

    assert (ran.code, ran.err) == (0, "qd85: 2 cases; exit 0\n")


def test_some_cases_alone_try_no_property(tmp_path: Path, capsys: Capture) -> None:
    assert run(capsys, "test", claiming(tmp_path, WRONG), "--no-config", "-k", "quiet").code == 0


def test_without_hypothesis_the_run_says_so(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = claiming(tmp_path, WRONG)
    monkeypatch.setitem(sys.modules, "hypothesis", None)

    ran = run(capsys, "test", pack, "--no-config")

    assert ran.code == 0
    assert "properties were not tried, for Hypothesis is missing: install `qd85rules[testing]`" in ran.err
