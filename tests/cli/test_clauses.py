"""`qd85 clauses`: the catalogue as text and data, and comparing it with sources.

Modules: `describe.clause_entry`.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from qd85rules.policy.policy import load_stack, shipped_packs
from tests.cli.commands import PACKS, SOURCES, assert_golden, run

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_text_is_the_golden_one(capsys: Capture, lang: str) -> None:
    ran = run(capsys, "clauses", *PACKS, "--lang", lang)

    assert ran.code == 0
    assert_golden(ran.out, f"clauses.{lang}.txt")


def test_vietnamese_is_the_default(capsys: Capture) -> None:
    assert run(capsys, "clauses", *PACKS).out == run(capsys, "clauses", *PACKS, "--lang", "vi").out


def test_without_a_pack_every_clause_of_every_pack_of_the_library_is_listed(capsys: Capture) -> None:
    stack = load_stack(shipped_packs())
    text = run(capsys, "clauses").out
    data = run(capsys, "clauses", "--output-format", "json").data

    assert {clause["id"] for clause in data["clauses"]} == set(stack.catalogue.clauses)
    assert {document["id"] for document in data["documents"]} == set(stack.catalogue.documents)
    assert not [clause for clause in stack.catalogue.clauses if f"  {clause}  " not in text]
    assert not [document for document in stack.catalogue.documents.values() if document.title.vi not in text]


def test_each_clause_leads_to_rules_or_to_people_with_a_reason(capsys: Capture) -> None:
    for clause in run(capsys, "clauses", "--output-format", "json").data["clauses"]:
        if clause["fate"] == "check":
            assert clause["rules"], clause["id"]
            assert clause["reason"] is None
        else:
            assert not clause["rules"], clause["id"]
            assert clause["reason"]["kind"] in {"umbrella", "speech", "process"}
            assert clause["reason"]["text"]["vi"]
            assert clause["reason"]["text"]["en"]


def test_a_clause_that_widens_a_concept_leads_to_the_rules_that_rely_on_it(capsys: Capture) -> None:
    [clause] = run(capsys, "clauses", *PACKS[:2], *PACKS[2:], "--output-format", "json").data["clauses"][-1:]

    assert clause["id"] == "letter/1"
    assert clause["widens"] == ["member"]
    assert clause["rules"] == ["page/passed-on"]


@pytest.mark.parametrize(
    ("pack", "expected"),
    [("local/phu-ninh", "cv1384/"), ("local/cv-729-tu", "cv729/"), ("local/go-cong-tay", "gct/"), ("national", "qd85")],
)
def test_a_chosen_pack_is_listed_without_those_below_it(capsys: Capture, pack: str, expected: str) -> None:
    data = run(capsys, "clauses", "--pack", pack, "--output-format", "json").data

    assert data["clauses"]
    assert all(clause["pack"] == pack and clause["id"].startswith(expected) for clause in data["clauses"])
    assert {clause["relay"] for clause in data["clauses"]} == {relay["id"] for relay in data["relays"]}


@pytest.mark.usefixtures("english")
def test_an_unknown_pack_is_refused_with_the_nearest_one(capsys: Capture) -> None:
    ran = run(capsys, "clauses", "--pack", "local/phu-nin")

    assert ran.code == 2
    assert not ran.out
    assert "did you mean `local/phu-ninh`?" in ran.err


def test_the_output_can_go_to_a_file(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "made" / "clauses.txt"
    ran = run(capsys, "clauses", *PACKS, "--output-file", file)

    assert not ran.out
    assert file.read_text("utf-8") == run(capsys, "clauses", *PACKS).out


@pytest.mark.parametrize(("choice", "coloured"), [("always", True), ("never", False), ("auto", False)])
def test_colour_is_as_chosen(capsys: Capture, choice: str, *, coloured: bool) -> None:
    ran = run(capsys, "clauses", *PACKS, "--color", choice)

    assert ("\x1b[" in ran.out) is coloured


def test_settings_of_the_environment_count(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QD85RULES_LANG", "en")

    assert run(capsys, "clauses", *PACKS).out == run(capsys, "clauses", *PACKS, "--lang", "en").out
    assert run(capsys, "clauses", *PACKS).out != run(capsys, "clauses", *PACKS, "--lang", "vi").out


def test_no_line_is_wider_than_a_page(capsys: Capture) -> None:
    digest = 64
    lines = run(capsys, "clauses").out.splitlines()

    assert max(len(line) for line in lines) <= 100 + digest
    assert not [line for line in lines if len(line) > 100 and "sha256:" not in line]


def sources_with(folder: Path, **changed: str | None) -> Path:
    """Copy the sources; each key is a relay's id with its new text, or `None` to leave its file out."""
    shutil.copytree(SOURCES, folder, dirs_exist_ok=True)
    for relay, text in changed.items():
        [file] = folder.glob(f"{relay.removeprefix('r')}_*")
        if text is None:
            file.unlink()
        else:
            file.write_text(text, encoding="utf-8")
    return folder


BYLAW = (SOURCES / "701_bylaw.txt").read_text("utf-8")
CASES = {
    "the same": ({}, 0, []),
    "a source that is missing": (
        {"r702": None},
        1,
        ["missing: 702  no file of this source", "missing: letter/1  no file of this source"],
    ),
    "a word changed": (
        {"r701": BYLAW.replace("vườn của", "nhà của")},
        1,
        [
            "differs: 701  file s/701_bylaw.txt",
            "differs: bylaw/2  item 2; file s/701_bylaw.txt",
            "moved: bylaw-guide/3  part II, item 3, first sentence; now at character 145, before at 146",
        ],
    ),
    "words put in front": (
        {"r701": "Bản mới. " + BYLAW},
        1,
        ["differs: 701  ", "moved: bylaw/1  item 1; now at character 40, before at 31"],
    ),
}


@pytest.mark.parametrize(("changed", "code", "lines"), CASES.values(), ids=CASES)
def test_sources_are_compared_and_what_differs_is_named(
    capsys: Capture,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    changed: dict[str, str | None],
    code: int,
    lines: list[str],
) -> None:
    sources_with(tmp_path / "s", **changed)
    monkeypatch.chdir(tmp_path)
    ran = run(capsys, "clauses", *PACKS, "--lang", "en", "--verify", "s")

    assert ran.code == code
    told = ran.out.splitlines()[:-1]
    for line in lines:
        assert [shown for shown in told if shown.startswith(line)], (line, told)
    assert bool(told) is bool(lines)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_comparison_is_the_golden_one(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    sources_with(tmp_path / "s", r701=BYLAW.replace("vườn của", "nhà của"), r702=None)
    monkeypatch.chdir(tmp_path)

    assert_golden(run(capsys, "clauses", *PACKS, "--lang", lang, "--verify", "s").out, f"verify.{lang}.txt")


def test_the_comparison_as_data_counts_and_names_each_state(capsys: Capture, tmp_path: Path) -> None:
    folder = sources_with(tmp_path, r702=None)
    data = run(capsys, "clauses", *PACKS, "--verify", folder, "--output-format", "json").data

    assert data["summary"] == {"same": 4, "differs": 0, "moved": 0, "missing": 2}
    assert {check["id"]: check["state"] for check in data["checks"] if check["state"] != "same"} == {
        "702": "missing",
        "letter/1": "missing",
    }


@pytest.mark.parametrize("name", ["nowhere", "a file"])
def test_a_folder_that_cannot_be_read_is_a_failure(capsys: Capture, tmp_path: Path, name: str) -> None:
    (tmp_path / "a file").write_text("", encoding="utf-8")
    ran = run(capsys, "clauses", *PACKS, "--verify", tmp_path / name)

    assert ran.code == 2
    assert name in ran.err
    assert not ran.out


def test_only_the_sources_of_a_chosen_pack_are_compared(capsys: Capture, tmp_path: Path) -> None:
    folder = sources_with(tmp_path, r701=None)

    assert run(capsys, "clauses", *PACKS, "--verify", folder).code == 1

    data = run(capsys, "clauses", "--pack", "local/phu-ninh", "--verify", folder, "--output-format", "json").data
    assert {check["relay"] for check in data["checks"]} == {"004"}
