"""Installed from its wheel into an empty environment of every Python on this machine, the library does its main job."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest

from scripts.wheelhouse import ROOT, find_interpreters, requirements
from tests.project.docs_examples import find_blocks
from tests.project.installed import Installed, build, install, install_as_written

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.wheelhouse import Interpreter

INTERPRETERS = find_interpreters()
RUNNING = next(
    interpreter for interpreter in INTERPRETERS if interpreter.version[:2] == (sys.version_info[0], sys.version_info[1])
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def expected(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    installed = install(wheel, RUNNING, tmp_path_factory.mktemp("running") / "env")
    return installed.run_main_job(("qd85",), tmp_path_factory.mktemp("outside"))


@pytest.fixture(params=INTERPRETERS, ids=lambda interpreter: interpreter.tag)
def interpreter(request: pytest.FixtureRequest) -> Interpreter:
    found: Interpreter = request.param
    return found


@pytest.fixture
def installed(wheel: Path, interpreter: Interpreter, tmp_path: Path) -> Installed:
    return install(wheel, interpreter, tmp_path / "env")


def test_the_main_job_gives_the_same_findings_on_every_python(
    installed: Installed, interpreter: Interpreter, expected: dict[str, Any], tmp_path: Path
) -> None:
    report = installed.run_main_job(("python", "-m", "qd85rules"), tmp_path)

    assert report["findings"]
    assert report["findings"] == expected["findings"]
    assert report["summary"] == expected["summary"]
    assert report["policy"] == expected["policy"]
    if interpreter.version >= (3, 13):
        assert report["engine"] == "reference"
    else:
        assert "durable" in report["engine"]


def test_the_environment_holds_the_run_time_dependencies_and_nothing_else(
    installed: Installed, interpreter: Interpreter, tmp_path: Path
) -> None:
    code = "import importlib.metadata as m, json; print(json.dumps([d.name.lower() for d in m.distributions()]))"
    names = {name.replace("_", "-") for name in json.loads(installed.run("python", "-c", code, cwd=tmp_path))}

    assert {"qd85rules", "pydantic", "pyyaml", "tldextract", "idna", "can-ada", "jinja2"} <= names
    assert ("durable-rules" in names) is (interpreter.version < (3, 13))
    assert not names & {"pytest", "hypothesis", "polars", "z3-solver", "xlrd", "mkdocs"}


def test_the_package_comes_from_the_environment_and_not_from_the_repository(
    installed: Installed, tmp_path: Path
) -> None:
    place = installed.run("python", "-c", "import qd85rules; print(qd85rules.__file__)", cwd=tmp_path)

    assert place.startswith(str(installed.folder))


def test_the_installed_library_writes_a_page(installed: Installed, tmp_path: Path) -> None:
    installed.run_main_job(("qd85",), tmp_path)
    arguments = ("--as-of", "2024-11-01", "--output-format", "html")
    page = installed.run("qd85", "check", "examples/register.yaml", *arguments, cwd=tmp_path, status=1)

    assert page.startswith("<!DOCTYPE html>")


COMPILING = [interpreter for interpreter in INTERPRETERS if interpreter.version < (3, 13)]


@pytest.mark.parametrize("interpreter", COMPILING, ids=lambda interpreter: interpreter.tag)
def test_without_a_compiler_the_two_lines_of_the_readme_install_all_but_the_second_engine(
    wheel: Path, interpreter: Interpreter, tmp_path: Path
) -> None:
    failure = install_as_written("pip install qd85rules", wheel, interpreter, tmp_path / "refused")
    first, second = _lines_without_a_compiler()
    said = [install_as_written(line, wheel, interpreter, tmp_path / "env") for line in (first, second)]
    installed = Installed(tmp_path / "env")
    report = installed.run_main_job(("qd85",), tmp_path)
    text = installed.run("qd85", "check", "examples/register.yaml", "--lang", "en", cwd=tmp_path, status=1)

    assert "durable" in failure
    assert "/bin/false" in failure
    assert said == ["", ""]
    installed.run("python", "-c", "import durable_rules_engine", cwd=tmp_path, status=1)
    assert report["findings"]
    assert report["engine"] == "reference"
    assert "reference" in text
    assert "durable" not in text


def test_the_second_of_these_lines_names_every_other_dependency() -> None:
    names = {re.split(r"[^\w-]", each, maxsplit=1)[0] for each in requirements()}

    assert set(_lines_without_a_compiler()[1].split()) == {"pip", "install", *names} - {"durable-rules"}


def _lines_without_a_compiler() -> list[str]:
    install_section = (ROOT / "README.md").read_text("utf-8").partition("## Install\n")[2].partition("\n## ")[0]
    [block] = [block for block in find_blocks(install_section) if "--no-deps" in block.text]
    return block.text.splitlines()
