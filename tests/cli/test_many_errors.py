"""A register that is wrong in many places: each kind of mistake is told once and counted, and nothing is lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from qd85rules.cli.schemas import get_schema
from qd85rules.reporters import REPORTERS
from tests.cli.running import AS_OF, HEALTHY, run

if TYPE_CHECKING:
    from pathlib import Path

ROWS = 16
FOREIGN = "id,kind,holder.legal_name\n" + "".join(f"a{n},foreign{n},Nguyễn Kín {n}\n" for n in range(ROWS))
FOREIGN_ITEMS = "".join(f"- {{id: a{n}, transfers: [{{kind: foreign{n}}}]}}\n" for n in range(ROWS))
LATE = "".join(f'{{"id": "a{n}", "opened_on": "2025-01-0{n % 9 + 1}"}}\n' for n in range(ROWS))
SAME_ID = json.dumps([{"id": "same"} for _ in range(ROWS + 1)])
RAGGED = "id,kind\n" + "".join(f"a{n}\n" for n in range(ROWS))
BROKEN = "".join(f'{{"id": "a{n}",,}}\n' for n in range(ROWS))


def errors_of(path: Path, capsys: pytest.CaptureFixture[str], *more: str | Path) -> tuple[dict[str, Any], int]:
    ran = run(capsys, "check", path, *more, *AS_OF, "--output-format", "json", "--lang", "en")
    jsonschema.validate(ran.report, get_schema("report"))
    return ran.report, ran.code


KINDS = {
    "foreign words in a column": ("r.csv", FOREIGN, "unknown-value", ["r.csv:2:4", "r.csv:3:4", "r.csv:4:4"]),
    "foreign words in items": ("r.yaml", FOREIGN_ITEMS, "unknown-value", ["r.yaml:1:31", "r.yaml:2:31", "r.yaml:3:31"]),
    "late days": ("r.jsonl", LATE, "date-after-as-of", ["r.jsonl:1:27", "r.jsonl:2:27", "r.jsonl:3:27"]),
    "one id for all": ("r.json", SAME_ID, "duplicate-id", ["r.json:1:25", "r.json:1:41", "r.json:1:57"]),
    "rows too short": ("r.csv", RAGGED, "ragged-row", ["r.csv:2:1", "r.csv:3:1", "r.csv:4:1"]),
    "lines that are not JSON": ("r.jsonl", BROKEN, "json-syntax", ["r.jsonl:1:13", "r.jsonl:2:13", "r.jsonl:3:13"]),
}


@pytest.mark.parametrize(("name", "text", "code", "places"), KINDS.values(), ids=KINDS)
def test_errors_of_one_kind_in_one_column_are_one_error_with_their_number_and_first_places(
    name: str, text: str, code: str, places: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")

    report, exit_code = errors_of(tmp_path / name, capsys)

    [error] = report["errors"]
    assert (error["code"], error["count"]) == (code, ROWS)
    assert [f"{name}:{place['line']}:{place['column']}" for place in error["places"]] == places
    assert f"{ROWS} such errors in all" in error["message"]
    assert report["summary"]["errors"] == ROWS
    assert exit_code == 2


def test_up_to_three_errors_of_one_kind_are_told_one_by_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.csv").write_text("id,kind\na,one\nb,two\nc,three\n", encoding="utf-8")

    report, _ = errors_of(tmp_path / "r.csv", capsys)

    assert [error["location"]["line"] for error in report["errors"]] == [2, 3, 4]
    assert not any("count" in error for error in report["errors"])


def test_two_columns_and_two_files_are_counted_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "id,kind,opened_on\n" + "".join(f"{{}}{n},x,y\n" for n in range(5))
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text(rows.replace("{}", name), encoding="utf-8")

    report, _ = errors_of(tmp_path, capsys)

    told = [(error["code"], error["location"]["path"][-5:], error["count"]) for error in report["errors"]]
    assert sorted(told) == [
        ("bad-date", "a.csv", 5),
        ("bad-date", "b.csv", 5),
        ("unknown-value", "a.csv", 5),
        ("unknown-value", "b.csv", 5),
    ]


@pytest.mark.parametrize("name", ["r.yaml", "r.json"])
def test_of_one_file_a_hundred_errors_are_told_and_the_others_counted(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["".join(chr(ord("a") + int(digit)) for digit in str(1000 + number)) for number in range(250)]
    (tmp_path / name).write_text(json.dumps([{"id": "a"} | dict.fromkeys(words, 1)]), encoding="utf-8")

    report, exit_code = errors_of(tmp_path / name, capsys)

    *told, last = report["errors"]
    assert len(told) == 100
    assert (last["code"], last["count"], last["message"]) == ("more-errors", 150, "150 more errors in this file")
    assert report["summary"]["errors"] == 250
    assert exit_code == 2


@pytest.mark.parametrize("output_format", REPORTERS)
def test_every_report_has_the_number_and_no_name(
    output_format: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.csv").write_text(FOREIGN, encoding="utf-8")

    ran = run(capsys, "check", tmp_path / "r.csv", *AS_OF, "--output-format", output_format, "--lang", "en")

    # The summary for a superior tells no error by itself, but how many there are.
    told = f"Incomplete: {ROWS} problems" if output_format == "summary" else f"{ROWS} such errors in all"
    assert told in " ".join(ran.out.split())
    assert "Kín" not in ran.out + ran.err


def test_accounts_beside_counted_errors_are_judged_and_those_with_errors_are_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.yaml").write_text(HEALTHY + FOREIGN_ITEMS, encoding="utf-8")

    report, exit_code = errors_of(tmp_path / "r.yaml", capsys, "--all")

    assert {finding["account"] for finding in report["findings"]} == {"ok"}
    assert report["summary"]["accounts"] == 1
    assert exit_code == 2


@pytest.mark.parametrize("command", [("forecast", "--until", "2024-12-01"), ("diff", "national", "national")])
def test_other_commands_that_read_registers_count_likewise(
    command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.csv").write_text(FOREIGN, encoding="utf-8")
    register = ("--against", tmp_path / "r.csv") if command[0] == "diff" else (tmp_path / "r.csv",)

    ran = run(capsys, *command, *register, *AS_OF, "--lang", "en")

    assert " ".join((ran.out + ran.err).split()).count(f"{ROWS} such errors in all") == 1
    assert f"{ROWS} input errors" in ran.err
    assert ran.code == 2


def test_the_problems_of_waivers_are_counted_likewise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.yaml").write_text(HEALTHY, encoding="utf-8")
    (tmp_path / "w.yaml").write_text("- {rule: 1}\n" * ROWS, encoding="utf-8")

    report, _ = errors_of(tmp_path / "r.yaml", capsys, "--waivers", tmp_path / "w.yaml")

    assert len(report["errors"]) < ROWS
    assert report["summary"]["errors"] >= ROWS
