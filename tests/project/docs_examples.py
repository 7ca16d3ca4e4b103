"""Run the examples that stand in Markdown pages.

What a fenced block means: with `title="path"` it is written as that file, or edits that file where it is a `diff`,
whose lines with a blank or a `-` stand together in the file, once; `console` runs each `$` line and compares what it
prints; `python` runs as a program, and a `text` block that follows at once is what it prints. A line `...` of expected
output stands for any number of lines. Everything else (`sh`, `yaml` without a title) is only shown.

The blocks of one page share a folder and run in order. The folder starts as a copy of the repository's `examples/`, or,
for pages that change the project, as a copy of the project (`copy_project`), which then runs in place of the installed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

__all__ = ["Block", "copy_project", "edited", "find_blocks", "run_page"]

ROOT: Final = Path(__file__).resolve().parents[2]

_FENCE: Final = re.compile(r"^(?P<indent> *)(?P<fence>`{3,})(?P<info>[^`]*)$")
_TITLE: Final = re.compile(r'title="([^"]+)"')
_COMMANDS: Final = ("cat", "diff", "echo", "git", "make", "python", "qd85")
_HOUSE: Final = (
    *("docs", "examples", "rules", "scripts", "src", "tests", "changelog.d"),
    *("CHANGELOG.md", "Makefile", "README.md", "constraints.txt", "mkdocs.yml", "pyproject.toml"),
)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; `line` is that of its first line of text."""

    language: str
    text: str
    line: int
    title: str | None = None
    follows: bool = False  # nothing but blank lines between the block before and this one


def find_blocks(markdown: str) -> list[Block]:
    """Find every fenced block, in order."""
    blocks: list[Block] = []
    opening: re.Match[str] | None = None
    body: list[str] = []
    adjacent = False
    for number, line in enumerate(markdown.splitlines(), start=1):
        if opening is None:
            opening = _FENCE.match(line)
            adjacent = adjacent and (opening is not None or not line.strip())
            body = []
        elif line.strip() == opening["fence"]:
            language, _, rest = opening["info"].strip().partition(" ")
            title = _TITLE.search(rest)
            text = "".join(f"{part.removeprefix(opening['indent'])}\n" for part in body)
            blocks.append(Block(language, text, number - len(body), title and title[1], follows=adjacent))
            opening, adjacent = None, True
        else:
            body.append(line)
    if opening is not None:
        msg = "a fenced block is not closed"
        raise ValueError(msg)
    return blocks


def edited(text: str, block: Block) -> str:
    """Give a text as a `diff` block changes it.

    Raises:
        AssertionError: what the block has of the text does not stand there once.
    """
    lines = block.text.splitlines(keepends=True)
    assert all(line[0] in " +-" for line in lines), f"line {block.line}: a line of a `diff` lacks its sign"
    before, after = ("".join(line[1:] for line in lines if line[0] in signs) for signs in (" -", " +"))
    times = f"\n{text}".count(f"\n{before}")
    assert times == 1, f"line {block.line}: `{block.title}` has this {times} times:\n{before}"
    start = f"\n{text}".index(f"\n{before}")
    return text[:start] + after + text[start + len(before) :]


def copy_project(folder: Path) -> None:
    """Copy the project into an empty folder, with the environment of the running Python as its `.venv`."""
    for name in _HOUSE:
        place = ROOT / name
        if place.is_dir():
            shutil.copytree(place, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(place, folder / name)
    (folder / ".venv").mkdir()
    for part in Path(sys.prefix).iterdir():
        if not part.name.startswith("."):
            (folder / ".venv" / part.name).symlink_to(part)
    later = time.time() + 86_400
    for stamp in (".runtime", ".dev"):  # so that `make` sets nothing up, also where a page edits pyproject.toml
        (folder / ".venv" / stamp).touch()
        os.utime(folder / ".venv" / stamp, (later, later))


def run_page(page: Path, folder: Path) -> int:
    """Run the examples of one page in a folder, empty or a copy of the project; gives how many commands ran.

    Raises:
        AssertionError: an example fails or prints something else; the message has page, line, expected and actual.
    """
    if (ROOT / "examples").is_dir() and not (folder / "examples").exists():
        shutil.copytree(ROOT / "examples", folder / "examples")
    session = _Session(page, folder)
    blocks = find_blocks(page.read_text("utf-8"))
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if block.title is not None and block.language == "diff":
            target = folder / block.title
            target.write_text(edited(target.read_text("utf-8"), block), "utf-8")
        elif block.title is not None:
            target = folder / block.title
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, "utf-8")
        elif block.language == "console":
            session.run_console(block)
        elif block.language == "python":
            output = after if after is not None and after.language == "text" and after.follows else None
            session.run_python(block, None if output is None else output.text)
    return session.runs


class _Session:
    """The commands of one page, sharing a folder and the last exit status."""

    def __init__(self, page: Path, folder: Path) -> None:
        self.page = page
        self.folder = folder
        self.status = 0
        self.runs = 0
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("QD85RULES_", "PYTEST", "COV_"))
        } | {
            "CI": "true",  # Hypothesis then has no deadlines, which a busy machine misses
            "COLUMNS": "120",
            "GIT_AUTHOR_EMAIL": "an@example.org",
            "GIT_AUTHOR_NAME": "An",
            "GIT_COMMITTER_EMAIL": "an@example.org",
            "GIT_COMMITTER_NAME": "An",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "NO_COLOR": "1",
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "PYTHONUTF8": "1",
        }
        if (folder / "src").is_dir():
            self.environment["PYTHONPATH"] = os.pathsep.join([str(folder / "src"), str(folder)])
            # INVARIANT: nothing is installed: the environment is that of the running tests.
            self.environment["MAKEFLAGS"] = "PIP=false"
            # What `make test-lowest` chooses is not the copy's: its environment is the `.venv` that it was given.
            for chosen in ("DEPENDENCIES", "PYTHON", "VENV"):
                self.environment.pop(chosen, None)

    def run_python(self, block: Block, expected: str | None) -> None:
        # Only what the program and our library warn of counts; what other libraries say is not ours to fail for.
        warnings = ["-W", "error:::__main__", "-W", "error:::qd85rules"]
        printed = self._run([sys.executable, *warnings, "-c", block.text])
        assert self.status == 0, self._say(block.line, "the program fails", "", printed)
        if expected is not None:
            assert _matches(expected, printed), self._say(block.line, "the program prints", expected, printed)

    def run_console(self, block: Block) -> None:
        for step in _steps(block):
            command = step.language
            assert command.partition(" ")[0] in _COMMANDS, self._say(step.line, f"`{command}` cannot run here", "", "")
            printed = self._run(["bash", "-c", f"(exit {self.status}); {command}"])
            assert _matches(step.text, printed), self._say(step.line, f"`{command}` prints", step.text, printed)

    def _run(self, command: list[str]) -> str:
        done = subprocess.run(
            command,
            check=False,
            cwd=self.folder,
            encoding="utf-8",
            env=self.environment,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=120,
        )
        self.status = done.returncode
        self.runs += 1
        return done.stdout

    def _say(self, line: int, what: str, expected: str, actual: str) -> str:
        return f"{self.page.name}:{line}: {what}\n--- expected\n{expected}--- actual\n{actual}"


def _steps(block: Block) -> list[Block]:
    """Cut a console block into commands (as `language`) and what each prints (as `text`)."""
    steps: list[Block] = []
    for number, line in enumerate(block.text.splitlines(), start=block.line):
        if line.startswith("$ "):
            steps.append(Block(line[2:].strip(), "", number))
        elif not steps:
            msg = f"line {number}: a console block starts with `$ `"
            raise ValueError(msg)
        else:
            steps[-1] = replace(steps[-1], text=f"{steps[-1].text}{line}\n")
    return steps


def _matches(expected: str, actual: str) -> bool:
    """Compare by line, blank lines at the end aside; a line `...` stands for any number of lines."""
    lines = [line.rstrip() for line in expected.rstrip().splitlines()]
    pattern = "".join("(?:.*\n)*?" if line.strip() == "..." else re.escape(line) + "\n" for line in lines)
    text = "".join(f"{line.rstrip()}\n" for line in actual.rstrip().splitlines())
    return re.fullmatch(pattern, text) is not None
