"""What mutants, proofs, coverage, lint and diff claim, and over which days and accounts it holds."""

from __future__ import annotations

import json
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml

from qd85rules import Policy, check
from qd85rules.cli import main

Capture = pytest.CaptureFixture[str]

PACKS = Path(__file__).parent / "packs"
DAY = ("--as-of", "2024-11-01")
ENGLISH = ("--lang", "en")


def data(capsys: Capture, *command: str) -> dict[str, Any]:
    """Give what a command writes as JSON."""
    main([*command, "--output-format", "json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def text(capsys: Capture, *command: str) -> str:
    """Give what a command writes in English."""
    main([*command, *ENGLISH])
    return capsys.readouterr().out


@pytest.fixture(scope="module")
def mutants() -> list[dict[str, Any]]:
    """Give the mutants of a pack whose parameter takes another value from 2025 on; no case looks at that year."""
    written = StringIO()
    with redirect_stdout(written), redirect_stderr(StringIO()):
        main(["test", str(PACKS / "mset"), "--mutate", "--output-format", "json"])
    [score] = json.loads(written.getvalue())["mutation"]
    results: list[dict[str, Any]] = score["results"]
    return results


def test_mutants_of_a_setting_to_come_are_not_taken_for_equivalent(mutants: list[dict[str, Any]]) -> None:
    later = [one for one in mutants if one["where"] == "params.days setting"]

    assert {(one["before"], one["after"]) for one in later} == {
        ("10 from 2025-01-01", "9 from 2025-01-01"),
        ("10 from 2025-01-01", "11 from 2025-01-01"),
        ("10 from 2025-01-01", "10 from 2024-12-31"),
        ("10 from 2025-01-01", "10 from 2025-01-02"),
    }
    assert {one["fate"] for one in later} == {"survived"}


def test_the_account_that_tells_a_mutant_of_a_setting_does_so_when_it_is_checked(
    mutants: list[dict[str, Any]], tmp_path: Path
) -> None:
    """Each case that is offered passes on the pack and fails on the mutant, by the public check."""
    later = [one for one in mutants if one["where"] == "params.days setting" and one["after"].endswith("2025-01-01")]
    for one in later:
        case = one["apart"]["case"]
        value = int(one["after"].split()[0])
        (tmp_path / str(value)).mkdir()
        for file in (PACKS / "mset").iterdir():
            content = file.read_text("utf-8").replace("value: 10", f"value: {value}")
            (tmp_path / str(value) / file.name).write_text(content, "utf-8")
        outcomes = [_outcome(folder, case) for folder in (PACKS / "mset", tmp_path / str(value))]
        assert outcomes == [outcome.split()[0] for outcome in one["apart"]["outcomes"]]


def _outcome(folder: Path, case: dict[str, Any]) -> str:
    policy = Policy.load([folder], as_of=date.fromisoformat(case["as_of"]))
    [finding] = [one for one in check(case["account"], policy=policy).all_findings if one.rule == "mset/portrait"]
    return finding.outcome.value


def test_a_survivor_that_no_example_can_kill_says_where_to_write_the_case(capsys: Capture) -> None:
    shown = text(capsys, "test", str(PACKS / "mset"), "--mutate")

    [survivor] = [part for part in shown.split("\n\n") if "modality (modality)" in part]
    assert "write the case in a .qd85test.yaml file" in survivor
    assert shown.count("no example of a rule can tell") == 1


def test_a_condition_that_is_always_true_is_nothing_to_cover(capsys: Capture) -> None:
    report = data(capsys, "test", str(PACKS / "mset"), "--coverage")["coverage"]

    [rule] = [one for one in report["rules"] if one["rule"] == "mset/portrait"]
    assert "true" not in [atom["atom"] for atom in rule["atoms"]]
    assert len(rule["atoms"]) == 3


def test_diff_sees_an_edit_of_a_setting_to_come(capsys: Capture) -> None:
    report = data(capsys, "diff", str(PACKS / "mset"), str(PACKS / "edited" / "mset"), *DAY)

    [rule] = [one for one in report["rules"] if one["id"] == "mset/portrait"]
    assert rule["kind"] == "stricter"
    assert rule["stricter"]["as_of"] >= "2025-01-01"


def test_rules_proved_the_same_on_every_day_change_no_outcome_of_a_register(capsys: Capture, tmp_path: Path) -> None:
    register = tmp_path / "register.yaml"
    register.write_text(yaml.safe_dump([{"id": "a1", "profile": {"portrait": False}}]), "utf-8")
    old, new = (str(PACKS / side / "sw") for side in ("before", "after"))

    report = data(capsys, "diff", old, new, "--against", str(register), *DAY)
    shown = text(capsys, "diff", old, new, *DAY)

    assert [one["kind"] for one in report["rules"] if one["id"] == "sw/portrait"] == ["unchanged"]
    assert report["register"]["changes"] == []
    assert "sw/portrait: unchanged, proved over all accounts on every day" in shown


def test_leaving_a_fact_out_is_blamed_only_where_that_fact_alone_turns_the_account(capsys: Capture) -> None:
    """The rule asks `has()` of two facts; without one of them it comes out as with it, whatever else is recorded."""
    report = data(capsys, "lint", str(PACKS / "guard"), *DAY)

    found = [one for one in report["findings"] if one["code"] == "QL201" and one["rule"] == "guard/guard"]

    assert [one["related"] for one in found] == [["declaration.reported_on"]]
    for one in found:
        before, after = one["witness"]["account"], one["after"]["account"]
        assert after["declaration"].pop("reported_on") is not None
        assert before == {key: value for key, value in after.items() if value != {}}


def test_diff_tells_what_adding_a_pack_to_a_stack_changes(capsys: Capture) -> None:
    report = data(capsys, "diff", "national", "national", "--new-pack", str(PACKS / "mset"), *DAY)

    assert [one["id"] for one in report["rules"] if one["kind"] != "unchanged"] == ["mset/portrait"]
    assert [one["name"] for one in report["parameters"]] == ["days", "strict"]


def test_diff_takes_whole_stacks_on_both_sides(capsys: Capture) -> None:
    one, other = str(PACKS / "mset"), str(PACKS / "edited" / "mset")
    sides = ("--old-pack", "national", "--old-pack", one, "--new-pack", "national", "--new-pack", other)

    report = data(capsys, "diff", *sides, *DAY)

    assert [one["id"] for one in report["rules"] if one["kind"] != "unchanged"] == ["mset/portrait"]


def test_diff_asks_for_a_side_that_is_not_said(capsys: Capture) -> None:
    assert main(["diff", "national", *DAY, *ENGLISH]) == 2

    assert "say the policy to compare: NEW, or `--new-pack`" in capsys.readouterr().err


def test_two_packs_of_one_id_in_a_stack_are_refused(capsys: Capture) -> None:
    one, other = str(PACKS / "mset"), str(PACKS / "edited" / "mset")

    assert main(["explain", "mset/portrait", "--pack", one, "--pack", other, *DAY, *ENGLISH]) == 2

    assert f"two packs bear the id `mset`: {one} and {other}" in capsys.readouterr().err
