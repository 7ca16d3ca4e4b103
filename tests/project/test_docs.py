"""The documentation builds without a warning, and its examples do what they show."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from qd85rules.lab.lint.finding import CODES
from scripts.gen_docs import lint_pages, public_names
from tests.project.docs_examples import find_blocks, run_page

ROOT = Path(__file__).resolve().parents[2]
# Pages for contributors change the project; `test_contributing` follows them in a copy.
PAGES = [
    ROOT / "README.md",
    *(page for page in sorted((ROOT / "docs").rglob("*.md")) if page.parent.name != "contributing"),
]


def has_examples(page: Path) -> bool:
    return any(block.language in {"console", "python"} for block in find_blocks(page.read_text("utf-8")))


@pytest.mark.parametrize(
    "page", [page for page in PAGES if has_examples(page)], ids=lambda page: page.relative_to(ROOT).as_posix()
)
def test_every_example_of_a_page_does_what_it_shows(page: Path, tmp_path: Path) -> None:
    assert run_page(page, tmp_path) > 0


# Where the documentation writes a name otherwise than the package index does.
WRITTEN = {"jinja2": "Jinja2", "polars": "Polars", "z3-solver": "Z3", "hypothesis": "Hypothesis"}


def _dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *(each for name, extra in extras.items() if name != "all" for each in extra)]
    return [re.split(r"[^\w-]", each, maxsplit=1)[0] for each in wanted]


@pytest.mark.parametrize("dependency", _dependencies())
def test_the_decisions_say_why_each_dependency_is_there(dependency: str) -> None:
    table = (ROOT / "docs" / "decisions" / "index.md").read_text("utf-8")

    assert re.search(rf"^\| \[?{re.escape(WRITTEN.get(dependency, dependency))}\b.* \| .+ \|$", table, re.MULTILINE)


def test_the_readme_has_a_python_example_of_at_most_fifteen_lines() -> None:
    programs = [block for block in find_blocks(PAGES[0].read_text("utf-8")) if block.language == "python"]

    assert programs
    assert all(len([line for line in block.text.splitlines() if line]) <= 15 for block in programs)


GOOD = {
    "a program": "```python\nassert 1 + 1 == 2\n```",
    "a program and what it prints": "```python\nprint('a\\nb')\n```\n\n```text\na\nb\n```",
    "a command": "```console\n$ echo one\none\n$ echo two\ntwo\n```",
    "lines left out": "```console\n$ python -c 'print(*range(9), sep=chr(10))'\n0\n...\n8\n```",
    "an exit status": "```console\n$ python -c 'raise SystemExit(3)'\n$ echo $?\n3\n```",
    "a file": '```yaml title="sub/a.yaml"\na: 1\n```\n\n```console\n$ cat sub/a.yaml\na: 1\n```',
    "a block in a list": "- first\n\n    ```console\n    $ echo one\n    one\n    ```",
}
BAD = {
    "a program that fails": ("```python\n1 / 0\n```", "p.md:2: the program fails"),
    "a program that warns": (
        "```python\nimport warnings\nwarnings.warn('x')\n```",
        "p.md:2: the program fails",
    ),
    "a program that prints something else": (
        "```python\nprint('a')\n```\n```text\nb\n```",
        "p.md:2: the program prints",
    ),
    "a command that prints something else": ("text\n\n```console\n$ echo one\ntwo\n```", "p.md:4: `echo one` prints"),
    "a command that prints more": ("```console\n$ echo one\n```", "p.md:2: `echo one` prints"),
    "a command that prints less": ("```console\n$ echo one\none\ntwo\n```", "p.md:2: `echo one` prints"),
    "another exit status": ("```console\n$ echo $?\n1\n```", "p.md:2: `echo $?` prints"),
    "a command that tests do not run": ("```console\n$ rm -r .\n```", "p.md:2: `rm -r .` cannot run here"),
}


@pytest.mark.parametrize("markdown", GOOD.values(), ids=GOOD)
def test_the_runner_accepts(markdown: str, tmp_path: Path) -> None:
    page = tmp_path / "p.md"
    page.write_text(markdown, "utf-8")
    folder = tmp_path / "empty"
    folder.mkdir()

    assert run_page(page, folder) > 0


@pytest.mark.parametrize(("markdown", "message"), BAD.values(), ids=BAD)
def test_the_runner_refuses(markdown: str, message: str, tmp_path: Path) -> None:
    page = tmp_path / "p.md"
    page.write_text(markdown, "utf-8")
    folder = tmp_path / "empty"
    folder.mkdir()

    with pytest.raises(AssertionError, match=re.escape(message)):
        run_page(page, folder)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command: list[str | Path] = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_documentation_builds_and_describes_every_public_name(site: Path) -> None:
    page = (site / "reference" / "api" / "index.html").read_text("utf-8")
    places = public_names()

    assert {"check", "Checker", "ReportModel", "assert_outcome"} <= set(places)
    assert not [name for name, package in places.items() if f'id="{package}.{name}"' not in page]


def test_no_page_loads_anything_from_another_host(site: Path) -> None:
    loads = re.compile(r"""<(?:script|img|iframe|link\b[^>]*\brel="?(?:stylesheet|preload|icon))[^>]*(?:https?:)?//""")
    styles = re.compile(r"""(?:@import|url\()\s*["']?(?:https?:)?//""")

    assert not [page for page in site.rglob("*.html") if loads.search(page.read_text("utf-8"))]
    assert not [sheet for sheet in site.rglob("*.css") if styles.search(sheet.read_text("utf-8"))]


def test_each_thing_that_the_linter_says_has_a_page() -> None:
    assert [place for place, _ in lint_pages()] == [f"reference/lint/{code}.md" for code in CODES]
