"""`qd85 forecast`: what comes, as text, as JSON and for calendars."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

import icalendar
import pytest
from jsonschema import Draft7Validator

from qd85rules import UsageError
from qd85rules.cli import forecast as command
from qd85rules.cli.configured import fill
from qd85rules.schemas import get_schema
from tests.cli.commands import assert_golden
from tests.cli.running import HEALTHY, Ran

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]

REGISTER = (
    HEALTHY.replace("requested_on: never", "requested_on: 2024-10-30")
    + """\
- id: 'tên, lạ; \\ nào'
  holder: {id: h2, legal_name: Trần Thị Bí Mật, roles: [party_member]}
  incidents:
    - {sign: anomaly, detected_on: 2024-11-01, activity_stopped_on: 2024-11-01, committee_told_on: never,
       authority_told_on: 2024-11-01, provider_told_on: 2024-11-01, resolved_on: never}
"""
)


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "register.yaml").write_text(REGISTER, "utf-8")
    return tmp_path / "register.yaml"


def ahead(capsys: Capture, *arguments: str) -> Ran:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    options = parser.parse_args(["--as-of", "2024-11-01", "--until", "2024-12-31", "--no-config", *arguments])
    fill(options)
    capsys.readouterr()
    code = command.run(options)
    written = capsys.readouterr()
    return Ran(code, written.out, written.err)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_text_is_the_golden_one(register: Path, capsys: Capture, lang: str) -> None:
    ran = ahead(capsys, register.name, "--lang", lang)

    assert ran.code == 1
    assert_golden(ran.out, f"forecast.{lang}.txt")
    assert ran.err.rstrip().endswith({"vi": "mã thoát 1: 2 kết quả sẽ thay đổi", "en": "exit 1: 2 to come"}[lang])


def test_the_json_keeps_to_its_schema_and_says_the_exact_days(register: Path, capsys: Capture) -> None:
    ran = ahead(capsys, register.name, "--output-format", "json", "--lang", "en")
    data = json.loads(ran.out)

    assert not list(Draft7Validator(get_schema("forecast")).iter_errors(data))
    assert [(one["on"], one["last_day"], one["finding"]["rule"], one["before"]) for one in data["coming"]] == [
        ("2024-11-05", "2024-11-04", "compromised/tell-committee", "compliant"),
        ("2024-11-10", "2024-11-09", "declaration/on-request", "compliant"),
    ]
    assert data["summary"]["coming"] == {"violation": 2, "undetermined": 0}
    assert data["summary"]["accounts"] == 2
    assert data["coming"][1]["finding"]["location"]["line"] == 6
    assert "Bí Mật" not in ran.out


def test_a_calendar_opens_the_file_and_shows_each_day(register: Path, capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "coming.ics"
    ran = ahead(capsys, register.name, "--output-format", "ics", "--output-file", str(file), "--lang", "en")
    raw = file.read_bytes()
    calendar = icalendar.Calendar.from_ical(raw)
    told, asked = calendar.walk("VEVENT")

    assert (ran.code, ran.out) == (1, "")
    assert not calendar.errors
    assert not told.errors + asked.errors
    assert [event.decoded("dtstart") for event in (told, asked)] == [date(2024, 11, 5), date(2024, 11, 10)]
    assert told.decoded("dtend") - told.decoded("dtstart") == timedelta(days=1)
    assert str(told["summary"]).startswith("Violation: tên, lạ; \\ nào, incidents[0]: ")
    assert str(asked["description"]).startswith("Act by 2024-11-09.\nRemedy: ")
    assert told["uid"] != asked["uid"]
    assert [alarm.decoded("trigger") for alarm in calendar.walk("VALARM")] == [timedelta(days=-7)] * 2
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert "Bí Mật" not in raw.decode()


def test_an_event_keeps_its_identity_when_its_day_moves(register: Path, capsys: Capture) -> None:
    def events() -> dict[str, date]:
        calendar = icalendar.Calendar.from_ical(ahead(capsys, register.name, "--output-format", "ics").out)
        return {str(event["uid"]): event.decoded("dtstart") for event in calendar.walk("VEVENT")}

    before = events()
    register.write_text(REGISTER.replace("2024-10-30", "2024-10-31"), "utf-8")
    after = events()

    assert before.keys() == after.keys()
    assert Counter((after[uid] - before[uid]).days for uid in before) == {0: 1, 1: 1}


def test_nothing_that_comes_is_exit_code_0(register: Path, capsys: Capture) -> None:
    ran = ahead(capsys, register.name, "--until", "2024-11-04", "--lang", "en")

    assert ran.code == 0
    assert "Nothing changes through that day." in ran.out


@pytest.mark.parametrize(("arguments", "code"), [((), 1), (("--exit-zero",), 0)])
def test_findings_can_be_told_without_failing(
    register: Path, capsys: Capture, arguments: tuple[str, ...], code: int
) -> None:
    assert ahead(capsys, register.name, *arguments).code == code


def test_a_register_with_an_error_is_forecast_in_part_and_fails(register: Path, capsys: Capture) -> None:
    register.write_text(f"{REGISTER}- id: x\n  kind: bolg\n", "utf-8")

    ran = ahead(capsys, register.name, "--lang", "en", "--exit-zero")

    assert ran.code == 2
    assert "compromised/tell-committee" in ran.out
    assert "register.yaml:15:9: unknown-value unknown value `bolg` of `kind`" in ran.out
    assert "15 │   kind: bolg\n" in ran.out


def test_an_empty_register_fails_unless_it_may_be_empty(register: Path, capsys: Capture) -> None:
    register.write_text("[]\n", "utf-8")

    assert ahead(capsys, register.name).code == 2
    assert ahead(capsys, register.name, "--allow-empty").code == 0


@pytest.mark.parametrize("day", ["2024-11-01", "2023-01-01"])
def test_a_last_day_that_is_not_ahead_is_refused(register: Path, capsys: Capture, day: str) -> None:
    with pytest.raises(UsageError, match="must come after 2024-11-01"):
        ahead(capsys, register.name, "--until", day)


@pytest.mark.parametrize("day", ["31/12/2024", "20241231", "soon"])
def test_a_last_day_that_is_no_day_is_refused(capsys: Capture, day: str) -> None:
    with pytest.raises(SystemExit):
        ahead(capsys, "x.yaml", "--until", day)

    assert "expected a day, YYYY-MM-DD" in capsys.readouterr().err
