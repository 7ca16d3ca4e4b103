"""`qd85 forecast`: what comes, as text, as JSON and for calendars.

Modules: `reporters.forecast_data`, `reporters.forecast_text`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import icalendar
import pytest
from jsonschema import Draft7Validator

from qd85rules import UsageError
from qd85rules.cli import forecast as command
from qd85rules.cli.options import fill
from qd85rules.cli.schemas import get_schema
from tests.cli.commands import assert_golden
from tests.cli.running import HEALTHY, Ran

if TYPE_CHECKING:
    from collections.abc import Callable

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
    fill(options, "forecast")
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


MORE = (
    "- {id: c3, kind: social_profile, opened_on: 2024-01-01, in_use: true, closed_on: never,\n"
    "   holder: {id: h3, roles: [party_member]}, transfers: [],\n"
    "   declaration: {requested_on: 2024-10-28, declared_on: never, reported_on: 2024-01-02}}\n"
)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Give a function that sets the moment of writing, in minutes after the start of the day of the forecast."""

    def moment(minutes: int) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_730_419_200 + 60 * minutes))

    moment(0)
    return moment


def calendar(capsys: Capture, *arguments: str) -> bytes:
    ran = ahead(capsys, "register.yaml", "--lang", "en", "--output-format", "ics", *arguments)
    if "--output-file" in arguments:
        return Path(arguments[arguments.index("--output-file") + 1]).read_bytes()
    return ran.out.encode()


def versions(text: bytes) -> dict[str, tuple[date, int, str, bool]]:
    """Give day, sequence, last change and whether it is cancelled, of each event."""
    read = icalendar.Calendar.from_ical(text)
    assert not read.errors
    found: dict[str, tuple[date, int, str, bool]] = {}
    for event in read.walk("VEVENT"):
        assert not event.errors
        assert event.decoded("dtstamp") == event.decoded("last-modified")
        changed = event.decoded("last-modified").strftime("%H%M")
        is_cancelled = str(event["status"]) == "CANCELLED"
        assert bool(event.walk("VALARM")) is not is_cancelled
        found[str(event["uid"])] = (event.decoded("dtstart"), event.decoded("sequence"), changed, is_cancelled)
    return found


@pytest.mark.parametrize("filed", [True, False], ids=["the file replaced", "no file"])
def test_a_calendar_takes_a_day_that_moved_on_the_day_of_the_forecast(
    register: Path,
    capsys: Capture,
    at: Callable[[int], None],
    filed: bool,  # noqa: FBT001 - a table
) -> None:
    arguments = ("--output-file", "coming.ics") if filed else ()
    before = versions(calendar(capsys, *arguments))
    at(5)
    register.write_text(REGISTER.replace("2024-10-30", "2024-10-31"), "utf-8")
    after = versions(calendar(capsys, *arguments))
    [moved] = [uid for uid in before if before[uid][0] != after[uid][0]]

    assert before.keys() == after.keys()
    assert after[moved][0] == before[moved][0] + timedelta(days=1)
    assert after[moved][1] > before[moved][1]
    assert (before[moved][2], after[moved][2]) == ("0000", "0005")


def test_two_changes_within_a_minute_are_two_versions(
    register: Path, capsys: Capture, at: Callable[[int], None]
) -> None:
    at(0)
    numbers = []
    for day in ("2024-10-30", "2024-10-31", "2024-10-29"):
        register.write_text(REGISTER.replace("2024-10-30", day), "utf-8")
        found = versions(calendar(capsys, "--output-file", "coming.ics"))
        numbers.append(max(version[1] for version in found.values()))

    assert numbers[1] == numbers[0] + 1
    assert numbers[2] == numbers[0] + 2


def test_a_forecast_that_changes_nothing_leaves_the_file_as_it_was(
    register: Path, capsys: Capture, at: Callable[[int], None]
) -> None:
    first = calendar(capsys, "--output-file", "coming.ics")
    at(90)

    assert calendar(capsys, "--output-file", "coming.ics") == first
    assert calendar(capsys) != first
    register.write_text("\n\n" + REGISTER, "utf-8")
    assert versions(calendar(capsys)).keys() == versions(first).keys()


@pytest.mark.parametrize("how", ["--output-file", "--previous"])
def test_what_no_longer_comes_is_cancelled_and_may_come_again(
    register: Path, capsys: Capture, at: Callable[[int], None], how: str
) -> None:
    register.write_text(REGISTER + MORE, "utf-8")
    before = versions(calendar(capsys, "--output-file", "coming.ics"))
    at(1)
    register.write_text(REGISTER, "utf-8")
    text = calendar(capsys, how, "coming.ics")
    after = versions(text)
    [gone] = [uid for uid in after if after[uid][3]]
    Path("coming.ics").write_bytes(text)
    at(2)
    again = versions(calendar(capsys, how, "coming.ics"))
    register.write_text(REGISTER + MORE, "utf-8")
    back = versions(calendar(capsys, how, "coming.ics"))

    assert before.keys() == after.keys() == back.keys()
    assert after[gone][:2] > before[gone][:2]
    assert again == after
    assert not back[gone][3]
    assert back[gone][1] > after[gone][1]
    assert {version[3] for uid, version in after.items() if uid != gone} == {False}


def test_days_that_have_come_and_days_not_looked_at_are_not_cancelled(
    register: Path, capsys: Capture, at: Callable[[int], None]
) -> None:
    at(0)
    calendar(capsys, "--output-file", "coming.ics")
    register.write_text(HEALTHY, "utf-8")

    later = versions(calendar(capsys, "--previous", "coming.ics", "--as-of", "2024-11-05", "--until", "2024-11-09"))
    earlier = versions(calendar(capsys, "--previous", "coming.ics", "--as-of", "2024-11-04", "--until", "2024-11-10"))

    assert later == {}
    assert [version[3] for version in earlier.values()] == [True, True]


def test_an_account_that_cannot_be_read_cancels_nothing(
    register: Path, capsys: Capture, at: Callable[[int], None]
) -> None:
    before = versions(calendar(capsys, "--output-file", "coming.ics"))
    at(1)
    register.write_text(REGISTER.replace("in_use: true", "in_uze: true", 1), "utf-8")

    assert versions(calendar(capsys, "--output-file", "coming.ics")) == before


def test_an_event_is_the_same_wherever_its_item_stands_and_wherever_the_command_runs(
    register: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = versions(calendar(capsys, "--per-file")).keys()
    other = "  incidents:\n    - {sign: misuse, detected_on: 2024-08-01, resolved_on: 2024-08-02}\n"
    register.write_text(REGISTER.replace("  incidents:\n", other), "utf-8")
    (register.parent / ".git").mkdir()
    (register.parent / "below").mkdir()
    after = versions(calendar(capsys, "--per-file")).keys()
    monkeypatch.chdir(register.parent / "below")
    ran = ahead(capsys, "../register.yaml", "--per-file", "--output-format", "ics", "--lang", "vi")

    assert before <= after
    assert versions(ran.out.encode()).keys() == after


def test_nothing_of_a_file_by_somebody_else_is_repeated(register: Path, capsys: Capture) -> None:
    calendar(capsys, "--output-file", "coming.ics")
    text = Path("coming.ics").read_text("utf-8")
    event = "DTSTART;VALUE=DATE:20241120\r\nSUMMARY:x\x1b[31m\r\nATTACH:https://evil.example/\r\n"
    ours = f"BEGIN:VEVENT\r\nUID:{'a' * 32}@qd85rules\r\nDTSTAMP:20241101T000000Z\r\nSEQUENCE:9999999999\r\n{event}"
    theirs = ours.replace("a" * 32, "somebody")
    odd = f"{ours}END:VEVENT\r\n{theirs}END:VEVENT\r\n"
    Path("coming.ics").write_text(text.replace("END:VCALENDAR", f"{odd}END:VCALENDAR"), "utf-8", newline="")
    again = calendar(capsys, "--previous", "coming.ics")

    assert f"UID:{'a' * 32}".encode() in again
    assert b"STATUS:CANCELLED" in again
    assert b"SEQUENCE:2147483647" in again
    assert b"somebody" not in again
    assert b"ATTACH" not in again
    assert b"\x1b" not in again
    assert register.is_file()


@pytest.mark.parametrize("previous", ["none.ics", "register.yaml", "."])
@pytest.mark.usefixtures("register")
def test_an_earlier_calendar_that_cannot_be_read_is_refused(capsys: Capture, previous: str) -> None:
    with pytest.raises(UsageError, match="is no calendar that can be read"):
        calendar(capsys, "--previous", previous)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:", b"- id: x"])
@pytest.mark.usefixtures("register")
def test_a_file_that_is_no_calendar_is_replaced(capsys: Capture, content: bytes) -> None:
    Path("coming.ics").write_bytes(content)

    assert len(versions(calendar(capsys, "--output-file", "coming.ics"))) == 2
