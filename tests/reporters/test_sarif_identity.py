"""What services remember a log by: it stays while what it speaks of stays, and changes when that changes.

Modules: `judge.identity`.
"""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.running import AS_OF, HEALTHY, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LEND = "{direction: out, kind: lend, on: 2024-06-01}"
SELL = "{direction: out, kind: sell, on: 2024-06-02}"
PLEDGE = "{direction: out, kind: pledge, on: 2024-06-03}"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with a folder for registers, and go to its root."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "people").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def log(capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, Any]]:
    def made(*arguments: str | Path) -> dict[str, Any]:
        ran = run(capsys, "check", *arguments, *AS_OF, "--output-format", "sarif", "--quiet")
        assert ran.code in {0, 1, 3}, ran.err
        [one] = json.loads(ran.out)["runs"]
        assert isinstance(one, dict)
        return one

    return made


def write(path: Path, *transfers: str, account: str = HEALTHY) -> Path:
    path.write_text(f"{account}  transfers: [{', '.join(transfers)}]\n", encoding="utf-8")
    return path


def marks(log: dict[str, Any]) -> dict[str, str]:
    """Give the fingerprints of a log, by the kind of the transfer that each one speaks of."""
    return {
        result["properties"]["evidence"]["transfer.kind"]: result["partialFingerprints"]["primaryLocationLineHash"]
        for result in log["results"]
        if result["ruleId"] == "transfer/given-away"
    }


def test_a_transfer_that_comes_or_goes_renames_no_other_violation(
    repository: Path, log: Callable[..., dict[str, Any]]
) -> None:
    before = marks(log(write(repository / "people/reg.yaml", LEND, SELL)))
    with_third = marks(log(write(repository / "people/reg.yaml", PLEDGE, LEND, SELL)))
    without_first = marks(log(write(repository / "people/reg.yaml", SELL)))

    assert before.keys() == {"lend", "sell"}
    assert before.items() < with_third.items()
    assert without_first.items() < before.items()
    assert len(set(with_third.values())) == 3


def test_a_transfer_that_is_another_one_has_another_fingerprint(
    repository: Path, log: Callable[..., dict[str, Any]]
) -> None:
    before = marks(log(write(repository / "people/reg.yaml", LEND)))
    after = marks(log(write(repository / "people/reg.yaml", LEND.replace("06-01", "06-09"))))

    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values())


def test_equal_transfers_are_told_apart_by_number_alone(repository: Path, log: Callable[..., dict[str, Any]]) -> None:
    found = [
        result["partialFingerprints"]["primaryLocationLineHash"].split(":")
        for result in log(write(repository / "people/reg.yaml", LEND, SELL, LEND))["results"]
        if result["properties"]["evidence"].get("transfer.kind") == "lend"
    ]

    assert [number for _, number in found] == ["1", "2"]
    assert len({digest for digest, _ in found}) == 1


def test_another_name_on_the_page_is_another_violation(repository: Path, log: Callable[..., dict[str, Any]]) -> None:
    def named(name: str) -> set[str]:
        account = HEALTHY.replace("display_name: Nguyễn Thí Dụ", f"display_name: {name}, true_name_stated: false")
        found = log(write(repository / "people/reg.yaml", account=account))["results"]
        return {result["partialFingerprints"]["primaryLocationLineHash"] for result in found}

    assert named("Mây Trắng")
    assert not named("Mây Trắng") & named("Mây Chiều")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\n\n# a comment\n" + text,
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("opened_on", "url: null\n  opened_on"),
    ],
    ids=["lines", "decomposed letters", "an empty field"],
)
def test_what_says_the_same_has_the_same_fingerprints(
    repository: Path, log: Callable[..., dict[str, Any]], change: Callable[[str], str]
) -> None:
    path = write(repository / "people/reg.yaml", LEND, account=HEALTHY.replace("id: ok", "id: đại lộ"))
    before = marks(log(path))
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    assert before
    assert marks(log(path)) == before
    assert marks(log(path, "--lang", "en")) == before


def test_the_folder_and_the_spelling_of_a_path_change_neither_run_nor_fingerprint(
    repository: Path, log: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(repository / "people/reg.yaml", LEND)
    expected = log("people/reg.yaml")
    logs = [log("./people/../people/reg.yaml"), log(path.resolve())]
    monkeypatch.chdir(repository / "people")
    logs += [log("reg.yaml"), log("../people/reg.yaml")]

    assert marks(expected)
    assert expected["automationDetails"] == {"id": "qd85rules/people/reg.yaml/2024-11-01"}
    for one in logs:
        assert (one["automationDetails"], one["results"]) == (expected["automationDetails"], expected["results"])


def test_a_file_that_comes_to_a_folder_does_not_rename_the_run(
    repository: Path, log: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(repository / "people/a.yaml", LEND)
    before = log("people/")
    write(repository / "people/b.yaml", account=HEALTHY.replace("id: ok", "id: other"))
    after = log("people")
    monkeypatch.chdir(repository / "people")

    assert before["automationDetails"] == {"id": "qd85rules/people/2024-11-01"}
    assert after["automationDetails"] == log(".")["automationDetails"] == before["automationDetails"]
    assert marks(after) == marks(before)


def test_other_registers_are_another_run(repository: Path, log: Callable[..., dict[str, Any]]) -> None:
    a, b = write(repository / "people/a.yaml", LEND), write(repository / "people/b.yaml", LEND)

    assert log(a)["automationDetails"] != log(b)["automationDetails"]
    assert not set(marks(log(a)).values()) & set(marks(log(b)).values())


def test_without_a_repository_paths_start_from_the_working_folder(
    tmp_path: Path, log: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path / "reg.yaml", LEND)

    assert log("reg.yaml")["results"] == log(path.resolve())["results"]
    assert log(path.resolve())["automationDetails"] == {"id": "qd85rules/reg.yaml/2024-11-01"}
