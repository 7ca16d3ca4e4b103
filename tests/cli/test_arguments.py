"""The command line: the version, and paths and options in any order."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from qd85rules.cli import main, whole_parser
from tests.cli.running import AS_OF, HEALTHY, clean_environment, run, spawn
from tests.lab.cases.packs import make_pack

if TYPE_CHECKING:
    from pathlib import Path

CASES = """\
packs: [./mini]
as_of: 2024-11-01
cases:
  - name: quiet
    account: {id: vd-1, holder: {roles: [party_member]}, in_use: true, last_active_on: 2024-10-01}
    expect: {mini/quiet: violation}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    make_pack(tmp_path)
    (tmp_path / "one.yaml").write_text(HEALTHY, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(HEALTHY.replace("id: ok", "id: two"), encoding="utf-8")
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text("id,kind\na,blog\n", encoding="utf-8")
    (tmp_path / "some.qd85test.yaml").write_text(CASES, encoding="utf-8")
    assert main(["check", "one.yaml", *AS_OF, "--quiet", "--record", "r.qd85record.json"]) == 0
    return tmp_path


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version").out == "qd85 0.1.0\n"


def test_the_module_prints_the_version_as_well(tmp_path: Path) -> None:
    done = spawn("--version", cwd=tmp_path, environ=clean_environment())

    assert (done.returncode, done.stdout.decode().split()) == (0, ["qd85", "0.1.0"])


PARTS: dict[str, list[list[str]]] = {
    "check": [["one.yaml"], ["--as-of", "2024-11-01"], ["two.yaml"], ["--no-config"]],
    "columns": [["one.csv"], ["--lang", "en"], ["two.csv"], ["--no-config"]],
    "questions": [["one.yaml"], ["--as-of", "2024-11-01"], ["two.yaml"], ["--no-config"]],
    "baseline": [["create"], ["--baseline=b.json"], ["one.yaml"], ["--as-of", "2024-11-01"]],
    "test": [["some.qd85test.yaml"], ["--lang", "en"], ["mini"], ["--jobs", "1"]],
    "lint": [["mini"], ["--as-of", "2024-11-01"], ["national"], ["--no-proofs"]],
    "fmt": [["mini"], ["--lang", "en"], ["mini/pack.yaml"], ["--check"]],
    "forecast": [["one.yaml"], ["--as-of", "2024-11-01"], ["two.yaml"], ["--until", "2024-11-02"]],
    "diff": [["mini"], ["--as-of", "2024-11-01"], ["mini"], ["--timeout", "1"]],
    "clauses": [["--lang", "en"], ["--no-config"]],
    "eval": [["today == today"], ["--lang", "en"], ["--account", "one.yaml"]],
    "explain": [["transfer/given-away"], ["--lang", "en"], ["--no-config"]],
    "verify": [["r.qd85record.json"], ["--lang", "en"], ["--no-config"]],
    "schema": [["rule"], ["--lang", "en"]],
    "init": [["made"], ["--lang", "en"]],
    "completion": [["bash"]],
}


@pytest.mark.parametrize("command", PARTS)
def test_paths_and_options_come_in_any_order(command: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ends = set()
    for parts in permutations(PARTS[command]):
        if command == "baseline" and parts.index(["create"]) > parts.index(["one.yaml"]):
            # The first word is what is to be done, wherever options stand.
            continue
        (home / "b.json").unlink(missing_ok=True)
        ran = run(capsys, command, *(word for part in parts for word in part))
        ends.add((ran.code, "\n".join(sorted(ran.err.splitlines()))))

    assert len(ends) == 1
    assert "error:" not in ends.pop()[1]


def test_every_command_has_its_parts() -> None:
    commands = next(action.choices for action in whole_parser()._actions if isinstance(action.choices, dict))  # noqa: SLF001 - argparse has no other way

    assert list(PARTS) == list(commands)


def test_what_follows_two_dashes_is_a_path(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "-odd.yaml").write_text(HEALTHY, encoding="utf-8")

    assert run(capsys, "check", *AS_OF, "--", "-odd.yaml").code == 0


@pytest.mark.parametrize("where", [0, 1, 2])
@pytest.mark.usefixtures("english")
def test_an_unknown_argument_keeps_its_suggestion(where: int, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["one.yaml", "two.yaml"]
    arguments.insert(where, "--allow-emty")

    ran = run(capsys, "check", *arguments)

    assert ran.code == 2
    assert "unknown argument `--allow-emty` of `qd85 check` (did you mean `--allow-empty`?)" in ran.err


def test_a_mistake_is_told_in_plain_text(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "check", "--as-of", "\x1b]52;c;aGk=\x07\n::error::no")

    assert ran.code == 2
    assert "\x1b" not in ran.err
    assert not [line for line in ran.err.splitlines() if line.startswith("::")]
