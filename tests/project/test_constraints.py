"""constraints.txt pins all that pyproject.toml asks for, and everything that sets up an environment goes by it."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).resolve().parents[2]
PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LINES: Final = [
    line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")
]
VARIABLES: Final = "PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt"


def _asked_for() -> list[str]:
    project = PROJECT["project"]
    lists = [
        project["dependencies"],
        PROJECT["build-system"]["requires"],
        *project["optional-dependencies"].values(),
        *PROJECT["dependency-groups"].values(),
    ]
    return sorted({each for some in lists for each in some if isinstance(each, str) and not each.startswith("qd85")})


@pytest.mark.parametrize("text", _asked_for())
def test_each_requirement_is_pinned_to_a_release_that_it_allows(text: str) -> None:
    wanted = Requirement(text)
    pins = [pin for pin in map(Requirement, LINES) if pin.name == canonicalize_name(wanted.name)]

    assert pins, f"constraints.txt has no {wanted.name}: run `make lock`"
    for pin in pins:
        [release] = pin.specifier
        assert wanted.specifier.contains(release.version), f"{pin} is not {wanted}: run `make lock`"


def test_each_line_is_a_name_and_one_release_and_nothing_of_the_machine_that_wrote_it() -> None:
    assert LINES
    assert not [line for line in LINES if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*( ; [a-z_]+ [^/]+)?", line)]


def _make(*arguments: str) -> list[str]:
    # `-n` only says what would run (lines that call make again, as in `test`, run); `-B` takes every file for outdated.
    command = ["make", "-n", "-B", "VENV=.venv-none", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    # What writes the pins has an environment of its own, which they do not bind.
    return [line for line in done.stdout.splitlines() if " -m pip " in line and ".venv-lock" not in line]


@pytest.mark.parametrize(
    "target", ["demo", "lint", "docs", "bench", "fuzz", "mutation", "mutation-code", "setup", "wheelhouse"]
)
def test_each_target_that_sets_up_installs_what_is_pinned(target: str) -> None:
    installs = _make("DEPENDENCIES=locked", target)

    assert installs
    assert not [line for line in installs if not line.startswith(VARIABLES)]


def test_the_tests_run_in_an_environment_that_is_set_up_so() -> None:
    assert re.search(r"^test: setup$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_the_newest_releases_are_installed_without_pins() -> None:
    installs = _make("DEPENDENCIES=latest", "setup")

    assert installs
    assert not [line for line in installs if "CONSTRAINT" in line]


def test_the_oldest_run_time_dependencies_come_with_the_newest_tools() -> None:
    installs = _make("DEPENDENCIES=lowest", "setup")

    assert installs
    assert not [line for line in installs if not line.startswith("PIP_CONSTRAINT=build/lowest.txt ")]


def test_help_names_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    [phony] = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)

    missing = [name for name in phony.split() if not re.search(rf'@echo ".*\b{name}( |;|$)', makefile, re.MULTILINE)]

    assert missing == ["help"]
