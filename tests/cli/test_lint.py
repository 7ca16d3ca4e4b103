"""`qd85 lint`: findings as a compiler shows them, exit codes, and what is said without a prover.

Modules: `cli.lint_text`.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from qd85rules.lab.lint import CODES
from qd85rules.wording.lab import LINT_MEANINGS
from tests.cli.commands import assert_golden
from tests.cli.running import run

Capture = pytest.CaptureFixture[str]

PACKS: Final = Path(__file__).parent / "packs"
AS_OF: Final = ("--as-of", "2024-11-01", "--no-config")
EN: Final = (*AS_OF, "--lang", "en")

GUARDED: Final = """\
id: page/picture
subject: account
modality: must
clauses: [bylaw-guide/3]
applies_when: concepts.member
violated_when: has(profile.portrait) && !profile.portrait
message: {vi: Trang chưa có ảnh., en: The page has no picture.}
remedy: {vi: Thêm ảnh., en: Add one.}
examples:
  - {name: nothing recorded, given: {id: vd-1}, expect: undetermined}
"""
IMPOSSIBLE: Final = GUARDED.replace("page/picture", "page/future").replace(
    "has(profile.portrait) && !profile.portrait", "account.opened_on > today"
)


@pytest.fixture
def club(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of a pack, in the working directory, with a rule that pays those who record less."""
    folder = tmp_path / "club"
    shutil.copytree(PACKS / "club", folder)
    (folder / "page" / "picture.yaml").write_text(GUARDED, "utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def broken(club: Path) -> Path:
    """Give it with a rule that nobody can break."""
    (club / "page" / "future.yaml").write_text(IMPOSSIBLE, "utf-8")
    return club


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_text_is_the_golden_one(capsys: Capture, lang: str) -> None:
    ran = run(capsys, "lint", "club", *AS_OF, "--lang", lang)

    assert ran.code == 1
    assert_golden(f"{ran.out}\n{ran.err}", f"lint.{lang}.txt")


def blocks(text: str) -> list[Any]:
    """Read back the accounts that a reader would copy."""
    found: list[str] = []
    is_account = False
    for line in text.splitlines():
        if line.endswith(":") and line.startswith("  ") and not line.startswith("    "):
            is_account = True
            found.append("")
        elif is_account and line.startswith("    "):
            found[-1] += line[4:] + "\n"
        else:
            is_account = False
    return [case for block in found for case in yaml.safe_load(block)]


@pytest.mark.usefixtures("club")
def test_the_accounts_that_it_shows_pass_as_cases(capsys: Capture, tmp_path: Path) -> None:
    cases = blocks(run(capsys, "lint", "club", *EN).out)
    text = yaml.safe_dump({"packs": ["./club"], "cases": cases}, allow_unicode=True)
    (tmp_path / "pasted.qd85test.yaml").write_text(text, "utf-8")
    ran = run(capsys, "test", "pasted.qd85test.yaml", "--no-config", "--lang", "en")

    assert len(cases) == 4
    assert ran.code == 0, ran.out


@pytest.mark.usefixtures("broken")
def test_the_data_has_everything_that_was_found(capsys: Capture) -> None:
    data = run(capsys, "lint", "club", *AS_OF, "--output-format", "json").report
    by_code = {finding["code"]: finding for finding in data["findings"]}

    assert {key: data[key] for key in ("schema_version", "as_of", "packs", "proved", "exit_code")} == {
        "schema_version": 1, "as_of": "2024-11-01", "packs": ["club"], "proved": True, "exit_code": 1,
    }  # fmt: skip
    assert data["summary"] == {"error": 1, "warning": 1, "note": 1, "not_decided": 0, "in_other_packs": 0}
    assert by_code["QL002"]["location"] == {"path": "club/page/future.yaml", "line": 6, "column": 16}
    assert by_code["QL002"]["basis"] == "proof"
    silent = by_code["QL201"]
    assert silent["name"] == "silence-excuses"
    assert silent["related"] == ["profile.portrait"]
    assert (silent["witness"]["outcomes"], silent["after"]["outcomes"]) == (["compliant"], ["violation"])
    assert silent["after"]["account"] == {**silent["witness"]["account"], "profile": {"portrait": False}}


@pytest.mark.usefixtures("broken")
def test_annotations_come_gravest_first_with_their_places(capsys: Capture) -> None:
    lines = run(capsys, "lint", "club", *AS_OF, "--output-format", "github").out.splitlines()

    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::notice"]
    assert lines[0] == (
        "::error title=QL002 never-violated,file=club/page/future.yaml,line=6,col=16::`page/future` can never be "
        "broken (let some account that it applies to break `violated_when`, or remove the rule)"
    )


CODES_OF_RUNS: Final[dict[str, tuple[int, tuple[str, ...], str]]] = {
    "warnings and notes": (0, (), "1 warning, 1 note; exit 0"),
    "warnings and notes, strictly": (1, ("--strict",), "exit 1"),
    "no time for any question": (1, ("--timeout", "0"), "not decided; exit 1"),
    "no time, which is accepted": (0, ("--timeout", "0", "--allow-undecided"), "not decided; exit 0"),
    "a day on which the pack is stale": (0, ("--as-of", "2025-11-01"), "2 warnings"),
    "a longer time for packs to be stale": (0, ("--as-of", "2025-11-01", "--stale-after", "900"), "1 warning"),
    "a time that is none": (2, ("--timeout", "soon"), "`soon` is no number of seconds"),
    "a parameter that is none": (2, ("--param", "close_within_day=3"), "close_within_day"),
}


@pytest.mark.usefixtures("club")
@pytest.mark.parametrize(("code", "arguments", "says"), CODES_OF_RUNS.values(), ids=CODES_OF_RUNS)
def test_the_exit_code_says_what_came_of_it(capsys: Capture, code: int, arguments: tuple[str, ...], says: str) -> None:
    ran = run(capsys, "lint", "club", *EN, *arguments)

    assert ran.code == code
    assert says in ran.err


def test_an_unknown_pack_is_refused_with_the_nearest_one(capsys: Capture) -> None:
    ran = run(capsys, "lint", "local/phu-nin", *EN)

    assert (ran.code, ran.out) == (2, "")
    assert "no pack `local/phu-nin` (did you mean `local/phu-ninh`?)" in ran.err


@pytest.mark.usefixtures("club")
def test_where_time_is_short_nothing_is_claimed(capsys: Capture) -> None:
    data = run(capsys, "lint", "club", *AS_OF, "--timeout", "0", "--output-format", "json").report

    assert {finding["code"] for finding in data["findings"]} == {"QL900"}
    assert data["summary"]["not_decided"] == len(data["findings"]) > 1


def test_a_finding_about_a_clause_stands_in_the_file_of_its_pack(capsys: Capture, club: Path) -> None:
    (club / "page" / "picture.yaml").unlink()
    (club / "page" / "closed.yaml").unlink()
    pack = club / "pack.yaml"
    start, parameters = pack.read_text("utf-8").split("  left_behind:")
    parameters = parameters[parameters.index("  ways:") :]
    pack.write_text(f"{start}\nparameters:\n{parameters}", "utf-8")
    ran = run(capsys, "lint", "club", *EN, "--no-proofs", "--output-format", "json")

    assert [finding["code"] for finding in ran.report["findings"]] == ["QL402"]
    assert ran.report["findings"][0]["location"]["path"] == "club/clauses.yaml"


@pytest.mark.usefixtures("broken")
def test_without_the_prover_the_rest_is_asked_and_the_extra_is_named(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    ran = run(capsys, "lint", "club", *EN, "--as-of", "2025-11-01")
    chosen = run(capsys, "lint", "club", *EN, "--as-of", "2025-11-01", "--no-proofs")

    assert (ran.code, chosen.code) == (2, 0)
    assert "QL403" in ran.out
    assert ran.out == chosen.out
    assert "pip install 'qd85rules[analysis]'" in ran.err
    assert "analysis" not in chosen.err


def test_a_pack_that_cannot_be_read_is_an_error_with_its_place(capsys: Capture, club: Path) -> None:
    (club / "page" / "picture.yaml").write_text(GUARDED.replace("!profile.portrait", "!profile.potrait"), "utf-8")
    ran = run(capsys, "lint", "club", *EN)

    assert (ran.code, ran.out) == (2, "")
    assert "club/page/picture.yaml:6:" in ran.err
    assert "did you mean `profile.portrait`?" in ran.err


@pytest.mark.usefixtures("club")
def test_only_the_packs_that_are_named_are_told_of(capsys: Capture, tmp_path: Path) -> None:
    shutil.copytree(PACKS / "branch", tmp_path / "branch")
    ran = run(capsys, "lint", "club", "branch", *EN, "--as-of", "2025-11-01", "--output-format", "json")
    above = tmp_path / "above"
    above.mkdir()
    (above / "pack.yaml").write_text('{id: above, version: "1", verified_on: 2024-01-15}\n', "utf-8")
    alone = run(capsys, "lint", "above", *EN, "--no-proofs", "--as-of", "2028-01-01", "--output-format", "json")

    assert ran.report["packs"] == ["club", "branch"]
    assert alone.report["packs"] == ["national", "above"]
    assert [finding["related"] for finding in alone.report["findings"]] == [["above"]]
    assert alone.report["summary"]["in_other_packs"] >= 1


@pytest.mark.usefixtures("club")
def test_by_default_the_packs_of_the_library_and_of_the_settings_are_read(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "qd85rules.toml").write_text('pack = ["club"]\n', "utf-8")
    data = run(capsys, "lint", "--as-of", "2024-11-01", "--no-proofs", "--output-format", "json").report

    assert data["packs"] == ["national", "local/cv-729-tu", "local/go-cong-tay", "local/phu-ninh", "club"]


@pytest.mark.usefixtures("broken")
def test_the_report_may_go_to_a_file(capsys: Capture, tmp_path: Path) -> None:
    ran = run(capsys, "lint", "club", *EN, "--quiet", "--output-file", "found/lint.txt")

    assert (ran.code, ran.out, ran.err) == (1, "", "")
    assert (tmp_path / "found" / "lint.txt").read_text("utf-8") == run(capsys, "lint", "club", *EN).out


@pytest.mark.usefixtures("broken")
def test_colour_marks_the_text_and_changes_none_of_it(capsys: Capture) -> None:
    painted = run(capsys, "lint", "club", *EN, "--color", "always").out
    assert "\x1b[31;1merror\x1b[0m" in painted
    for code in ("1", "2", "31;1", "33;1", "0"):
        painted = painted.replace(f"\x1b[{code}m", "")

    assert painted == run(capsys, "lint", "club", *EN).out


def test_every_diagnostic_has_its_meaning_in_vietnamese() -> None:
    assert LINT_MEANINGS.keys() == CODES.keys()


@pytest.mark.parametrize(
    ("before", "after", "code", "place"),
    [
        ("  ways:\n", "  spare: {SPARE}\n  ways:\n", "QL302", "club/pack.yaml"),
        ("verified_on: 2024-01-15", "verified_on: 2022-01-15", "QL403", "club/pack.yaml"),
        ("  member:\n", "  spare: {CONCEPT}\n  member:\n", "QL301", "club/pack.yaml"),
    ],
    ids=["a parameter", "the pack", "a concept"],
)
def test_what_is_found_in_a_pack_stands_in_its_file(
    capsys: Capture, club: Path, before: str, after: str, code: str, place: str
) -> None:
    words = "{vi: Ví dụ, en: An example}"
    spare = f"type: int, default: 1, title: {words}, rationale: {words}, set_by: {words}"
    pack = club / "pack.yaml"
    text = pack.read_text("utf-8")
    assert before in text
    after = after.replace("SPARE", spare).replace("CONCEPT", f"title: {words}, when: account.in_use")
    pack.write_text(text.replace(before, after), "utf-8")
    data = run(capsys, "lint", "club", *AS_OF, "--no-proofs", "--output-format", "json").report

    assert [(finding["code"], finding["location"]["path"]) for finding in data["findings"]] == [(code, place)]
