"""`qd85 diff`: what an edit does, told in two languages and three formats, on registers, and between revisions."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.cli.commands import assert_golden
from tests.cli.running import Ran, run

if TYPE_CHECKING:
    from collections.abc import Callable

Capture = pytest.CaptureFixture[str]

PACKS: Final = Path(__file__).parent / "packs"
AS_OF: Final = ("--as-of", "2024-11-01", "--no-config")
EN: Final = (*AS_OF, "--lang", "en")

REGISTER: Final = """\
- id: vd-1
  holder: {id: vd-1, legal_name: Nguyễn Thí Dụ, roles: [party_member]}
  transfers:
    - {direction: out, kind: lend, on: 2024-06-01}
    - {direction: out, kind: sell, on: 2024-06-02}
- id: vd-2
  holder: {id: vd-2, legal_name: Trần Thị Mẫu}
  profile: {display_name: Trần Thị Mẫu}
  in_use: false
  unused_since: 2024-10-20
  closed_on: never
- id: vd-3
"""


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def edit_club(folder: Path) -> None:
    """Give less time, forbid one way more, and say it in other words."""
    edit(folder / "pack.yaml", 'version: "1"', 'version: "2"')
    edit(folder / "pack.yaml", "default: 14", "default: 10")
    edit(
        folder / "page" / "passed-on.yaml", "transfer.kind in params.ways", 'transfer.kind in ["give", "sell", "lend"]'
    )
    edit(folder / "page" / "passed-on.yaml", "en: Take the page back.", "en: Take it back.")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a working directory with a pack, an edit of it, and a register."""
    shutil.copytree(PACKS / "club", tmp_path / "old" / "club")
    shutil.copytree(PACKS / "club", tmp_path / "new" / "club")
    edit_club(tmp_path / "new" / "club")
    (tmp_path / "register.yaml").write_text(REGISTER, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def diff(capsys: Capture, *arguments: str) -> Ran:
    return run(capsys, "diff", "old/club", "new/club", *arguments)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_the_report_is_the_golden_one(capsys: Capture, form: str, lang: str) -> None:
    ran = diff(capsys, *AS_OF, "--lang", lang, "--output-format", form, "--against", "register.yaml")

    assert ran.code == 1
    assert_golden(f"{ran.out}\n{ran.err}", f"diff.{form}.{lang}.txt")


@pytest.mark.usefixtures("here")
def test_the_data_has_proofs_accounts_words_and_the_register(capsys: Capture) -> None:
    data = diff(capsys, *AS_OF, "--output-format", "json", "--against", "register.yaml").report
    rules = {rule["id"]: rule for rule in data["rules"]}

    assert (data["schema_version"], data["as_of"], data["same"]) == (1, "2024-11-01", False)
    assert {name: rule["kind"] for name, rule in rules.items()} == {
        "page/closed": "stricter",
        "page/passed-on": "stricter",
    }
    lent = rules["page/passed-on"]["stricter"]
    assert lent["outcomes"] == ["compliant", "violation"]
    assert lent["account"]["transfers"][0]["kind"] == "lend"
    assert rules["page/passed-on"]["looser"] is None
    assert [parameter["new"]["en"] for parameter in data["parameters"]] == ["10 days; 7 days from 2030-01-01"]
    assert data["register"]["changes"] == [
        {"account": "vd-1", "subject": "transfers[0]", "rule": "page/passed-on", "clauses": ["bylaw/1"],
         "old": "compliant", "new": "violation", "modality": "must_not"},
        {"account": "vd-2", "subject": "account", "rule": "page/closed", "clauses": ["bylaw-guide/3"],
         "old": "due", "new": "violation", "modality": "should"},
    ]  # fmt: skip
    assert {"old": "violation", "new": "violation", "count": 1} in data["register"]["counts"]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_no_personal_name_of_a_register_is_shown(capsys: Capture, form: str) -> None:
    ran = diff(capsys, *AS_OF, "--output-format", form, "--against", "register.yaml")

    assert "Thí Dụ" not in ran.out + ran.err
    assert "Mẫu" not in ran.out + ran.err


@pytest.mark.usefixtures("here")
def test_what_is_the_same_says_so(capsys: Capture) -> None:
    ran = run(capsys, "diff", "old/club", "old/club", *EN, "--against", "register.yaml")

    assert ran.code == 0
    assert ran.out.startswith("no difference: 2 rules, as of 2024-11-01\n\n0 of ")
    assert ran.err == "qd85: no difference; exit 0\n"


@pytest.mark.usefixtures("here")
def test_without_time_an_edit_is_not_decided_and_never_unchanged(capsys: Capture) -> None:
    ran = diff(capsys, *EN, "--timeout", "0", "--output-format", "json")
    text = diff(capsys, *EN, "--timeout", "0")

    assert (ran.code, text.code) == (1, 1)
    assert ran.report["summary"]["not_decided"] == 2
    assert ran.report["summary"]["unchanged"] == 0
    assert "page/closed: not decided" in text.out
    assert "rules not decided: 2; --timeout gives more time; exit 1" in text.err


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("arguments", "kind", "words"),
    [
        (("--param-new", "close_within_days=20"), "looser", "14 days; 7 days from 2030-01-01 → 20 days"),
        (("--param-new", "close_within_days=3"), "stricter", "→ 3 days"),
        (("--param-old", "close_within_days=3", "--param-new", "close_within_days=4"), "looser", "3 days → 4 days"),
        (("--param", "close_within_days=9", "--param-new", "close_within_days=8"), "stricter", "9 days → 8 days"),
    ],
    ids=["longer", "shorter", "both sides", "one side over both"],
)
def test_an_edit_of_a_parameter_is_tried_without_editing(
    capsys: Capture, arguments: tuple[str, ...], kind: str, words: str
) -> None:
    ran = run(capsys, "diff", "old/club", "old/club", *EN, *arguments)

    assert ran.code == 1
    assert f"page/closed: {kind}\n" in ran.out
    assert words in ran.out


@pytest.mark.usefixtures("here")
def test_a_parameter_of_both_sides_makes_no_difference(capsys: Capture) -> None:
    ran = run(capsys, "diff", "old/club", "old/club", *EN, "--param", "close_within_days=3")

    assert ran.code == 0


def git(folder: Path, *arguments: str) -> None:
    environment = {
        **os.environ,
        "GIT_AUTHOR_NAME": "An", "GIT_AUTHOR_EMAIL": "an@example.org",
        "GIT_COMMITTER_NAME": "An", "GIT_COMMITTER_EMAIL": "an@example.org",
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
    }  # fmt: skip
    command = ["git", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a working directory under Git with a pack whose edit is not committed."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path / "repository"
    shutil.copytree(PACKS / "club", folder / "club")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")
    edit_club(folder / "club")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("old", ["HEAD:club", "main", "main:./club"])
def test_a_revision_is_compared_with_the_files(capsys: Capture, old: str) -> None:
    ran = run(capsys, "diff", old, "club", *EN)

    assert ran.code == 1
    assert ran.out.startswith("2 rules: 2 stricter, as of 2024-11-01\n")


def test_two_revisions_are_compared(capsys: Capture, repository: Path) -> None:
    git(repository, "commit", "-q", "-a", "-m", "second")

    assert run(capsys, "diff", "HEAD~1:club", "HEAD:club", *EN).code == 1
    assert run(capsys, "diff", "main:club", "HEAD:club", *EN).code == 0


def test_problems_of_an_old_pack_name_its_revision(capsys: Capture, repository: Path) -> None:
    edit(repository / "club" / "page" / "passed-on.yaml", "transfer.direction", "transfer.directoin")
    git(repository, "commit", "-q", "-a", "-m", "second")
    ran = run(capsys, "diff", "HEAD:club", "HEAD~1:club", *EN)

    assert (ran.code, ran.out) == (2, "")
    assert "HEAD:club/page/passed-on.yaml:9:" in ran.err
    assert "did you mean `transfer.direction`?" in ran.err


PROBLEMS: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "no such pack": (("old/club", "new/clubb"), "`new/clubb` is no folder, no pack of the library and no revision"),
    "no repository": (("HEAD:club", "new/club"), "no revision of a Git repository here"),
    "an option for Git": (("--", "--upload-pack=x:club", "new/club"), "no revision"),
    "no such parameter": (("old/club", "new/club", "--param-new", "close_within_day=1"), "close_within_days"),
    "no value": (("old/club", "new/club", "--param-old", "close_within_days"), "has no value"),
    "no such register": (("old/club", "new/club", "--against", "nowhere.yaml"), "nowhere.yaml"),
    "an empty register": (("old/club", "new/club", "--against", "empty.yaml"), "empty.yaml"),
    "no such engine": (("old/club", "new/club", "--engine", "steam"), "steam"),
    "no day": (("old/club", "new/club", "--as-of", "tomorrow"), "tomorrow"),
}


@pytest.mark.parametrize(("arguments", "says"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_cannot_be_done_is_said_in_words(
    capsys: Capture, here: Path, arguments: tuple[str, ...], says: str
) -> None:
    (here / "empty.yaml").write_text("[]\n", "utf-8")
    dashes = arguments[:1] == ("--",)
    ran = run(capsys, "diff", *(EN if dashes else ()), *arguments, *(() if dashes or "--as-of" in arguments else EN))

    assert ran.code == 2
    assert says in ran.err
    assert "Traceback" not in ran.err


def test_a_record_that_cannot_be_read_ends_in_failure_and_the_others_are_compared(capsys: Capture, here: Path) -> None:
    (here / "register.yaml").write_text(f"{REGISTER}- id: vd-4\n  opened_on: 2024-13-01\n", "utf-8")
    ran = diff(capsys, *EN, "--against", "register.yaml")

    assert ran.code == 2
    assert "vd-1 transfers[0]: page/passed-on compliant → violation [bylaw/1]" in ran.out
    assert "not counted: records with errors, 1 of them" in ran.out
    assert "register.yaml:14:14:" in ran.err
    assert "1 input error; exit 2" in ran.err


def test_a_register_may_be_a_folder_or_standard_input(
    capsys: Capture, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "registers").mkdir()
    (here / "register.yaml").rename(here / "registers" / "one.yaml")
    folder = diff(capsys, *EN, "--against", "registers")

    assert folder.code == 1
    assert "vd-1 transfers[0]: page/passed-on compliant → violation [bylaw/1]" in folder.out
    text = (here / "registers" / "one.yaml").open("r", encoding="utf-8")
    with text:
        monkeypatch.setattr(sys, "stdin", text)
        piped = diff(capsys, *EN, "--against", "-", "--stdin-filename", "r.yaml")
    assert piped.out == folder.out


@pytest.mark.usefixtures("here")
def test_an_edited_rule_needs_the_prover(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    ran = diff(capsys, *EN)

    assert (ran.code, ran.out) == (2, "")
    assert "pip install 'qd85rules[analysis]'" in ran.err
    assert run(capsys, "diff", "old/club", "old/club", *EN).code == 0


@pytest.mark.parametrize(
    ("form", "reads"),
    [("text", str), ("markdown", str), ("json", lambda text: json.loads(text)["rules"][0]["id"])],
)
def test_the_report_may_go_to_a_file(capsys: Capture, here: Path, form: str, reads: Callable[[str], Any]) -> None:
    ran = diff(capsys, *EN, "--quiet", "--output-format", form, "--output-file", "made/diff.txt")

    assert (ran.code, ran.out, ran.err) == (1, "", "")
    assert "page/closed" in reads((here / "made" / "diff.txt").read_text("utf-8"))


def test_settings_are_read(capsys: Capture, here: Path) -> None:
    (here / "qd85rules.toml").write_text('lang = "en"\nas-of = 2024-10-01\n[param]\nclose_within_days = 3\n', "utf-8")
    ran = diff(capsys)

    assert ran.out.startswith("2 rules: 1 stricter, 1 unchanged, as of 2024-10-01\n")
