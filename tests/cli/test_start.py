"""What a start of the command loads, and what it leaves out."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Final

import pytest

import qd85rules
from qd85rules.cli import main
from qd85rules.policy.policy import rules_folder

_PROGRAM: Final = """\
import gc, os, sys
from qd85rules.cli import main
sys.argv = ["qd85", "check", "one.yaml", "--as-of", "2024-11-01", "--engine", "reference", "--output-file", "report"]
code = main()
print(code, gc.get_threshold()[0], os.environ.get("PYDANTIC_DISABLE_PLUGINS"), *sys.modules)
"""
LEFT_OUT: Final = (
    "difflib",
    "qd85rules.knowledge.names",
    "qd85rules.lang.lexer",
    "qd85rules.lang.parser",
    "qd85rules.policy.loader",
    "qd85rules.intake.jsonfile",
    "qd85rules.source.jsontree",
    "qd85rules.reporters.sarif",
    "qd85rules.evidence.waivers",
    "tldextract",
    "tomllib",
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What a second run gave, set and loaded, after the first has left its caches."""
    folder = tmp_path_factory.mktemp("start")
    # A copy of its own, so that no other process touches the modules or their caches between the two runs.
    package = folder / "library" / "qd85rules"
    copytree(Path(qd85rules.__file__).parent, package, ignore=ignore_patterns("__pycache__"))
    copytree(rules_folder(), package / "rules", dirs_exist_ok=True)
    (folder / "one.yaml").write_text("id: a\nkind: social_profile\nurl: https://www.facebook.com/a\n", encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = str(package.parent)
    command = [sys.executable, "-c", _PROGRAM]
    _, second = (
        subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
        for _ in range(2)
    )
    return second.stdout.split()


def test_the_run_checks_the_account(loaded: list[str]) -> None:
    assert loaded[:3] == ["3", "100000", "__all__"]
    assert "qd85rules.run.check" in loaded


@pytest.mark.parametrize("module", LEFT_OUT)
def test_a_start_leaves_out_what_it_has_no_use_of(loaded: list[str], module: str) -> None:
    assert module not in loaded


def test_a_process_of_somebody_else_is_left_as_it_is() -> None:
    before = gc.get_threshold(), dict(os.environ)

    assert main(["check", "no such file"]) == 2
    assert (gc.get_threshold(), dict(os.environ)) == before


@pytest.mark.usefixtures("english")
def test_an_unknown_option_is_named_with_the_nearest_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "r.yaml", "--lnag", "en"]) == 2

    assert "unknown argument `--lnag` of `qd85 check` (did you mean `--lang`?)" in capsys.readouterr().err
