"""Days as programs write them: midnight without a zone is its day; anything more is told with what it is.

In tables, as offices keep them, the time behind a date is taken off, and a note tells of it.
"""

from __future__ import annotations

import importlib
import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from qd85rules import check
from qd85rules.core.diagnostics import InputError
from tests.cli.running import AS_OF, run

if TYPE_CHECKING:
    from pathlib import Path

Workbook: Any = importlib.import_module("openpyxl").Workbook  # the package ships no types

_TABLES = ("r.csv", "r.xlsx")
_NAMES = ("r.yaml", "r.json", "r.jsonl", "r.csv", "r.xlsx")


def _column(name: str) -> str:
    """Give what errors in tables begin with."""
    return "column “opened_on”: " if name in _TABLES else ""


def _write(path: Path, day: str) -> None:
    """Write a register of one account in the format that the file's ending says."""
    account = {"id": "a", "opened_on": day}
    if path.suffix == ".xlsx":
        book = Workbook()
        book.worksheets[0].append(list(account))
        book.worksheets[0].append(["a", datetime.fromisoformat(day) if "+" not in day else day])
        book.save(path)
        return
    text = {
        ".yaml": f"- {{id: a, opened_on: {day}}}\n",
        ".json": json.dumps([account]),
        ".jsonl": json.dumps(account),
        ".csv": f"id,opened_on\na,{day}\n",
    }
    path.write_text(text[path.suffix], encoding="utf-8")


@pytest.mark.parametrize("name", _NAMES)
@pytest.mark.parametrize("day", ["2023-05-02", "2023-05-02 00:00:00", "2023-05-02T00:00:00", "2023-05-02T00:00:00.000"])
def test_midnight_without_a_zone_is_its_day_in_every_format(
    day: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    _write(tmp_path / name, day)

    assert "1 account, 1 file; exit 3" in run(capsys, "check", name, *AS_OF, "--lang", "en").err
    assert f"date-after-as-of {_column(name)}`opened_on` is {day[:10]}, after" in " ".join(
        run(capsys, "check", name, "--no-config", "--as-of", "2020-01-01", "--lang", "en", "--output-format", "concise")
        .out.split()
    )  # fmt: skip


_TIME = ("2023-05-02 14:30:00", "date-with-time", "has a time of day: `2023-05-02")
_ZONE = ("2023-05-02T00:00:00+07:00", "date-with-zone", "has a time zone: `2023-05-02T00:00:00+07:00`")
_BOTH = ("2023-05-02 14:30:00+07:00", "date-with-zone", "has a time zone: `2023-05-02")


@pytest.mark.parametrize(
    ("day", "code", "words", "name"),
    [(*told, name) for told in (_TIME, _ZONE, _BOTH) for name in _NAMES if told is not _TIME or name not in _TABLES],
)
def test_a_time_of_day_or_a_zone_is_told_and_shown(
    day: str, code: str, words: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    _write(tmp_path / name, day)
    ran = run(capsys, "check", name, *AS_OF, "--lang", "en", "--output-format", "concise")

    assert f"{code} {_column(name)}`opened_on` {words}" in ran.out
    assert "write the day alone" in ran.out
    assert "exit 2: 1 input error" in ran.err


@pytest.mark.parametrize("name", _TABLES)
def test_a_time_of_day_in_a_table_is_taken_off_and_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    _write(tmp_path / name, "2023-05-02 14:30:00")

    ran = run(capsys, "check", name, "--no-config", *AS_OF, "--lang", "en", "--output-format", "concise")
    late = run(capsys, "check", name, "--no-config", "--as-of", "2020-01-01", "--lang", "en")

    assert "times-taken-off the time of day in 1 date cells taken off" in ran.err
    assert "1 account, 1 file; exit 3" in ran.err
    assert "`opened_on` is 2023-05-02, after" in " ".join(late.out.split())


def test_a_column_that_says_its_order_of_dates_takes_midnight_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.csv").write_text(
        "id,Ngày lập (dd/mm/yyyy)\na,2/5/2023 00:00:00\nb,2/5/2023 7:30\n", encoding="utf-8"
    )
    ran = run(capsys, "check", "r.csv", *AS_OF, "--lang", "en", "--output-format", "concise")

    assert "times-taken-off" in ran.err
    assert "2 accounts, 1 file; exit 3" in ran.err


class _Day(date):
    """A day of another library."""


def test_days_in_code_may_be_of_a_subclass_or_midnight_and_nothing_else() -> None:
    for day in (_Day(2023, 5, 2), datetime(2023, 5, 2)):  # noqa: DTZ001 - a day without a zone is what is tried
        assert check({"id": "a", "opened_on": day}, as_of=date(2023, 5, 2)).accounts == 1
        with pytest.raises(InputError, match="date-after-as-of"):
            check({"id": "a", "opened_on": day}, as_of=date(2023, 5, 1))
    for moment, code in (
        (datetime(2023, 5, 2, 1), "date-with-time"),  # noqa: DTZ001 - likewise
        (datetime(2023, 5, 2, tzinfo=UTC), "date-with-zone"),
    ):
        with pytest.raises(InputError, match=code):
            check({"id": "a", "opened_on": moment}, as_of=date(2024, 1, 1))
