"""The day of a check that nobody asked for: today in the time zone of the settings, and named as such."""

from __future__ import annotations

import json
import sys
import zoneinfo
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

import pytest

from tests.cli.running import HEALTHY, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EARLY: Final = "Etc/GMT+12"
LATE: Final = "Pacific/Kiritimati"
"""Twenty-six hours apart: it is never the same day in both."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("QD85RULES_TIME_ZONE", "QD85RULES_AS_OF"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "r.yaml").write_text(HEALTHY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def no_zone_data(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for module in [name for name in sys.modules if name.startswith("tzdata.")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "tzdata", None)
    zoneinfo.reset_tzpath(to=[])
    zoneinfo.ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath()
    zoneinfo.ZoneInfo.clear_cache()


def checked_day(capsys: pytest.CaptureFixture[str], *arguments: str) -> date:
    ran = run(capsys, "check", "r.yaml", "--output-format", "json", *arguments)
    return date.fromisoformat(json.loads(ran.out)["as_of"])


def test_flag_variable_and_file_choose_the_zone(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    early = checked_day(capsys, "--time-zone", EARLY)
    (home / "qd85rules.toml").write_text(f'time-zone = "{LATE}"\n', encoding="utf-8")

    assert checked_day(capsys) > early
    monkeypatch.setenv("QD85RULES_TIME_ZONE", EARLY)
    assert checked_day(capsys) < checked_day(capsys, "--time-zone", LATE)


def in_hanoi() -> date:
    return datetime.now(timezone(timedelta(hours=7))).date()


@pytest.mark.parametrize("variable", ["UTC", "America/Los_Angeles", LATE])
def test_the_default_is_the_day_in_viet_nam_wherever_the_machine_is(
    variable: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TZ", variable)
    before = in_hanoi()

    assert before <= checked_day(capsys, "--no-config") <= in_hanoi()


@pytest.mark.usefixtures("no_zone_data")
def test_a_machine_without_zone_data_knows_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    before = in_hanoi()

    assert before <= checked_day(capsys, "--no-config") <= in_hanoi()
    assert "the package `tzdata` brings it" in run(capsys, "check", "r.yaml", "--time-zone", "Europe/Paris").err


@pytest.mark.parametrize(
    ("zone", "hint"),
    [
        ("asia/ho_chi_min", "did you mean `Asia/Ho_Chi_Minh`?"),
        ("+07:00", "names are as `Asia/Ho_Chi_Minh`"),
        ("../../etc/passwd", "unknown time zone `../../etc/passwd`"),
        ("Asia", "unknown time zone `Asia`"),
        ("", "unknown time zone"),
    ],
)
def test_an_unknown_zone_is_told_with_a_suggestion(
    zone: str, hint: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flag = run(capsys, "check", "r.yaml", "--time-zone", zone)
    (home / "qd85rules.toml").write_text(f'time-zone = "{zone}"\n', encoding="utf-8")
    file = run(capsys, "check", "r.yaml")

    assert (flag.code, file.code) == (2, 2)
    assert hint in flag.err
    assert hint in file.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("lint", "--no-proofs", "--output-format", "json"),
        ("forecast", "r.yaml", "--until", "2100-01-01", "--output-format", "json"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_other_commands_take_the_same_day(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    days = [
        json.loads(run(capsys, *arguments, "--no-config", "--time-zone", zone).out)["as_of"] for zone in (EARLY, LATE)
    ]

    assert days[0] < days[1]


@pytest.mark.parametrize(
    "command", [("explain", "national"), ("diff", "national", "national"), ("baseline", "create", "r.yaml")], ids=str
)
def test_every_command_with_a_day_has_the_zone(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert "unknown time zone" in run(capsys, *command, "--time-zone", "nowhere").err


def test_a_date_of_tomorrow_is_told_with_the_zone_of_today(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    (home / "r.yaml").write_text(HEALTHY.replace("closed_on: never", f"closed_on: {tomorrow}"), encoding="utf-8")

    for arguments in (("check", "r.yaml"), ("forecast", "r.yaml", "--until", "2100-01-01")):
        ran = run(capsys, *arguments, "--time-zone", EARLY, "--lang", "en", "--no-config")
        assert ran.code == 2
        assert f"is today in {EARLY} (`--time-zone` changes it)" in " ".join(ran.out.split())

    asked = run(capsys, "check", "r.yaml", "--as-of", "2024-11-01", "--lang", "en", "--no-config")
    assert "date-after-as-of" in asked.out
    assert "--time-zone" not in asked.out


def test_the_day_is_named_with_its_zone(capsys: pytest.CaptureFixture[str]) -> None:
    shown = run(capsys, "check", "r.yaml", "-v", "--lang", "en", "--no-config").err
    asked = run(capsys, "check", "r.yaml", "-v", "--lang", "en", "--no-config", "--as-of", "2024-11-01").err

    assert ", today in Asia/Ho_Chi_Minh;" in shown
    assert "; 2024-11-01;" in asked
