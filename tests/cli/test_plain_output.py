"""What every command prints, where everything that others wrote is hostile: texts of packs, registers, names of files.

Nothing that a terminal obeys, and no line that a workflow log takes for a command, comes out of any door.
"""

from __future__ import annotations

import ast
import json
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import qd85rules
from qd85rules.core.text import plain_lines
from tests.cli.running import run

if TYPE_CHECKING:
    from tests.cli.running import Ran

DIRTY: Final = (
    "\n::error::planted\r\n  ::add-mask::x\x1b[31m\x1b]52;c;aGk=\x07\x9b31m\x7f\x85\u2028\u202e\u2066\u200f\ufeff"
    "##[stop]y"
)
ID: Final = "A\x1b[31m\x1b]52;c;aGk=\x07\x9b31m\x7f\x85\u2028\u202e\u2066\u200fplanted##[stop]y"
NAME: Final = "r\x1b[31m\u202e\n::error::x.yaml"
RULE: Final = "evil/quiet"
PACK: Final = """
id: evil
title: TEXT
description: TEXT
requires: [national]
parameters:
  patience:
    {type: int, default: 5, minimum: 0, title: TEXT, rationale: TEXT, set_by: TEXT}
concepts:
  bound: {title: TEXT, when: '"party_member" in holder.roles'}
"""
QUIET: Final = f"""
id: {RULE}
title: TEXT
subject: account
modality: must
clauses: [qd85/member/6]
note: TEXT
applies_when: concepts.bound
violated_when: account.in_use && today - account.last_active_on > params.patience
message: TEXT
remedy: TEXT
examples_base: {{id: vd-1, holder: {{roles: [party_member]}}, in_use: true}}
examples:
  - {{name: active, given: {{last_active_on: 2024-10-30}}, expect: due, due_on: 2024-11-05}}
  - {{name: LINE, given: {{last_active_on: 2024-10-01}}, expect: violation}}
"""
REGISTER: Final = """
- {id: vd-1, kind: social_profile, platform: LINE, url: "https://example.vn/a", handle: LINE, in_use: true,
   holder: {id: vd-1, legal_name: LINE, roles: [party_member], unit: LINE}, profile: {display_name: LINE},
   opened_on: 2023-05-02, last_active_on: 2024-10-01, closed_on: never,
   transfers: [{direction: out, kind: lend, on: 2024-06-01}]}
- {id: NAME, holder: {id: NAME}, transfers: [{counterparty: NAME}]}
- {id: open, kind: social_profile, holder: {roles: [party_member]}}
- {id: bad, kind: LINE}
- {id: worse, LINE: 1}
"""
CASES: Final = f"""
packs: [./evil]
as_of: 2024-11-01
cases:
  - name: LINE
    account: {{id: vd-1, holder: {{roles: [party_member]}}, in_use: true, last_active_on: 2024-10-01}}
    expect: {{{RULE}: compliant}}
"""
WAIVERS: Final = f"""
  - {{rule: {RULE}, account: vd-1, reason: LINE, approver: LINE, authority: LINE, expires_on: 2024-12-31}}
  - {{rule: {RULE}, account: gone, reason: LINE, approver: LINE, authority: LINE, expires_on: 2024-12-31}}
"""
SETTINGS: Final = """
exclude = [LINE]
stdin-filename = LINE
"""


def _filled(text: str) -> str:
    line = json.dumps(f"A{DIRTY}")
    return text.replace("TEXT", f"{{vi: {line}, en: {line}}}").replace("LINE", line).replace("NAME", json.dumps(ID))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    for folder in ("evil/rules", "regs", "empty"):
        Path(folder).mkdir(parents=True)
    Path("evil/pack.yaml").write_text(_filled(PACK), encoding="utf-8")
    Path("evil/rules/quiet.yaml").write_text(_filled(QUIET), encoding="utf-8")
    Path("regs", NAME).write_text(_filled(REGISTER), encoding="utf-8")
    Path("some.qd85test.yaml").write_text(_filled(CASES), encoding="utf-8")
    Path("waivers.yaml").write_text(_filled(WAIVERS), encoding="utf-8")
    Path("qd85rules.toml").write_text(_filled(SETTINGS), encoding="utf-8")
    Path("broken.toml").write_text(f"{json.dumps(DIRTY)} = 1\nlang = {json.dumps(DIRTY)}\n", encoding="utf-8")
    Path("broken").mkdir()
    Path("broken/rule.yaml").write_text(_filled("id: LINE\nsubject: LINE\nLINE: 1\nviolated_when: LINE\n"), "utf-8")
    return tmp_path


DAY: Final = ("--as-of", "2024-11-01")
CHECK: Final = ("check", "regs", *DAY, "--pack", "evil", "-v", "--show-names", "--all")
PEOPLE: Final[dict[str, tuple[str, ...]]] = {
    "check": CHECK,
    "check in English": (*CHECK, "--lang", "en"),
    "check, concise": (*CHECK, "--output-format", "concise"),
    "check, Markdown": (*CHECK, "--output-format", "markdown"),
    "check with waivers": (*CHECK, "--waivers", "waivers.yaml"),
    "check with a broken pack": ("check", "regs", *DAY, "--pack", "broken"),
    "check with broken settings": ("check", "regs", "--config", "broken.toml"),
    "check of no file": ("check", DIRTY, *DAY),
    "check with a foreign argument": ("check", "regs", f"--{DIRTY}"),
    "check on no day": ("check", "regs", "--as-of", DIRTY),
    "check with a foreign word": ("check", "regs", "--lang", DIRTY),
    "check with a foreign pack": ("check", "regs", "--pack", DIRTY),
    "check with a foreign parameter": ("check", "regs", *DAY, "--param", f"{DIRTY}=1"),
    "settings": ("check", "regs", "--show-settings", "--param", f"{DIRTY}=\x9b{DIRTY}"),
    "baseline": ("baseline", "create", "regs", *DAY, "--baseline", "b.json"),
    "test": ("test", "some.qd85test.yaml", "--lang", "en"),
    "test, coverage": ("test", "evil", "--coverage"),
    "test, mutants": ("test", "evil", "--mutate", "--jobs", "1"),
    "test of a foreign rule": ("test", "evil", "--mutate", DIRTY),
    "test of no file": ("test", DIRTY),
    "lint": ("lint", "evil", "--strict", *DAY),
    "lint of a broken pack": ("lint", "broken", *DAY),
    "forecast": ("forecast", "regs", *DAY, "--pack", "evil", "--until", "2025-06-30"),
    "diff": ("diff", "national", "evil", *DAY, "--against", "regs"),
    "diff, Markdown": ("diff", "national", "evil", *DAY, "--output-format", "markdown"),
    "diff of a foreign revision": ("diff", DIRTY, "evil"),
    "clauses": ("clauses", "--pack", "evil"),
    "explain a rule": ("explain", RULE, "--pack", "evil", *DAY),
    "explain a parameter": ("explain", "patience", "--pack", "evil", *DAY),
    "explain a clause": ("explain", "qd85/member/6", "--pack", "evil", *DAY),
    "explain nothing": ("explain", DIRTY),
    "verify": ("verify", DIRTY),
    "schema": ("schema", DIRTY),
    "init": ("init", f"made{DIRTY}"),
    "no command": (DIRTY,),
}
PROGRAMS: Final[dict[str, tuple[str, ...]]] = {
    **{
        f"check, {name}": (*CHECK, "--waivers", "waivers.yaml", "--output-format", name)
        for name in ("json", "jsonl", "sarif", "junit", "github", "gitlab", "html", "csv")
    },
    "test, json": ("test", "some.qd85test.yaml", "--output-format", "json"),
    "test, junit": ("test", "some.qd85test.yaml", "broken", "--output-format", "junit"),
    "lint, json": ("lint", "evil", *DAY, "--output-format", "json"),
    "lint, github": ("lint", "evil", *DAY, "--output-format", "github"),
    "forecast, json": ("forecast", "regs", *DAY, "--pack", "evil", "--until", "2025-06-30", "--output-format", "json"),
    "forecast, ics": ("forecast", "regs", *DAY, "--pack", "evil", "--until", "2025-06-30", "--output-format", "ics"),
    "diff, json": ("diff", "national", "evil", *DAY, "--output-format", "json"),
    "explain, json": ("explain", RULE, "--pack", "evil", *DAY, "--output-format", "json"),
    "clauses, json": ("clauses", "--pack", "evil", "--output-format", "json"),
}
_OBEYED: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_COMMAND: Final = re.compile(r"\s*::|.*##\[")
_OUR_COMMAND: Final = re.compile(r"::(error|warning|notice) title=[^:]*::")
_STYLE: Final = re.compile(r"\x1b\[[0-9]+(;[0-9]+)?m")


def _obeyed(ran: Ran) -> list[str]:
    printed = ran.out.replace("\r\n", "\n") + ran.err
    characters = [f"U+{ord(c):04X}" for c in set(printed) - {"\n"} if unicodedata.category(c) in _OBEYED]
    lines = [line for line in printed.split("\n") if _COMMAND.match(line) and not _OUR_COMMAND.match(line)]
    return characters + lines


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("arguments", PEOPLE.values(), ids=PEOPLE)
def test_no_text_of_others_is_obeyed_by_who_reads_the_output(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, *arguments)

    assert ran.out + ran.err
    assert _obeyed(ran) == []


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("arguments", PROGRAMS.values(), ids=PROGRAMS)
def test_no_format_for_programs_carries_it_either(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, *arguments)

    assert ran.out
    assert _obeyed(ran) == []


@pytest.mark.usefixtures("home")
def test_json_keeps_every_character_behind_an_escape(capsys: pytest.CaptureFixture[str]) -> None:
    report = run(capsys, *CHECK, "--output-format", "json").report

    shown = [value for finding in report["findings"] for value in finding["evidence"].values()]
    assert f"A{DIRTY}" in shown


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    "arguments",
    [CHECK, PEOPLE["lint"], PEOPLE["forecast"], PEOPLE["explain a rule"], PEOPLE["clauses"]],
    ids=lambda arguments: arguments[0],
)
def test_colour_brings_our_own_styles_and_no_other_escape(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    plainly = run(capsys, *arguments, "--color", "never")
    coloured = run(capsys, *arguments, "--color", "always")

    assert "\x1b[" in coloured.out
    assert _STYLE.sub("", coloured.out) == plainly.out


def test_an_output_file_for_people_is_as_plain_as_the_console(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, arguments in enumerate((CHECK, PEOPLE["forecast"], PEOPLE["explain a rule"])):
        run(capsys, *arguments, "--output-file", f"out-{number}")
        written = (home / f"out-{number}").read_text(encoding="utf-8")

        assert "planted" in written
        assert not [char for char in written if char != "\n" and unicodedata.category(char) in _OBEYED]


def test_a_style_that_is_not_ours_is_shown() -> None:
    painted = "\x1b[31mred\x1b[0m \x1b[5mblink\x1b[2J"

    assert plain_lines(painted, colour=True) == "\x1b[31mred\x1b[0m \\u{1b}[5mblink\\u{1b}[2J"
    assert "\x1b" not in plain_lines(painted)


def test_the_console_is_the_only_door() -> None:
    """A command that wrote past `say`, `put` and `put_data` could forget to clean what it prints."""
    folder = Path(qd85rules.__file__).parent
    doors = {folder / "cli" / "console.py", folder / "cli" / "progress.py"}
    found = [
        f"{path.relative_to(folder).as_posix()}:{node.lineno}"
        for path in sorted(folder.rglob("*.py"))
        if path not in doors
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and re.fullmatch(r"print|sys\.std(out|err)(\.buffer)?\.write\w*", ast.unparse(node.func))
    ]

    assert found == []
