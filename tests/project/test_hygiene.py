"""Habits that no linter checks: what may not stand in the repository, and the shape of every module."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
THIS = Path(__file__).resolve()

MODULES = sorted((ROOT / "src").rglob("*.py"))
PROGRAMS = sorted((ROOT / "scripts").rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tracked_texts() -> Iterator[tuple[str, str]]:
    """Give every tracked text file but this one, which has to spell what it looks for."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")  # noqa: S607 - whichever git made the clone
    for name in listing.stdout.split("\0"):
        path = ROOT / name
        if not name or path == THIS or not path.is_file():
            continue
        content = path.read_bytes()
        if b"\0" not in content:
            yield name, content.decode("utf-8", errors="replace")


FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w.:/<>\"'{}-])/(?:work|tmp|root|home|Users)/[\w.]"),
    "a note to do something later": re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b"),
    "the host of a package registry": re.compile(
        r"\b(?:pypi\.org|pythonhosted\.org|registry\.npmjs\.org|conda\.anaconda\.org|proxy\.golang\.org|crates\.io)\b"
    ),
    "a mark of an unresolved merge": re.compile(r"^(?:<{7} |>{7} )", re.MULTILINE),
}


@pytest.mark.parametrize("pattern", FORBIDDEN.values(), ids=FORBIDDEN)
def test_no_file_holds(pattern: re.Pattern[str]) -> None:
    found = [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]}"
        for name, text in tracked_texts()
        for match in pattern.finditer(text)
    ]

    assert not found


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a path of one machine", "see /home/an/register.yaml"),
        ("a note to do something later", "# TODO: later"),
        ("the host of a package registry", "https://pypi.org/simple"),
        ("a mark of an unresolved merge", "a\n<<<<<<< HEAD\nb"),
    ],
)
def test_the_search_for_such_things_finds(what: str, text: str) -> None:
    assert FORBIDDEN[what].search(text)


@pytest.mark.parametrize("module", [*MODULES, *PROGRAMS], ids=name_of)
def test_a_module_has_at_most_400_lines_and_functions_of_at_most_60(module: Path) -> None:
    text = module.read_text("utf-8")
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [node.name for node in functions if (node.end_lineno or 0) - node.lineno + 1 > 60]

    assert len(text.splitlines()) <= 400
    assert not long


def test_no_two_classes_of_the_library_share_a_name() -> None:
    trees = [ast.parse(module.read_text("utf-8")) for module in MODULES]
    names = Counter(node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))

    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("module", [*MODULES, *PROGRAMS], ids=name_of)
def test_a_module_says_its_job(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text("utf-8")))
    assert module.stem != "utils"


@pytest.mark.parametrize("module", [m for m in MODULES if m.parts[-2:] != ("cli", "__init__.py")], ids=name_of)
def test_only_the_command_line_swallows_every_exception(module: Path) -> None:
    handlers = [node for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.ExceptHandler)]

    assert not [f"line {handler.lineno}" for handler in handlers if is_broad(handler) and not raises_again(handler)]


def is_broad(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    return any(
        isinstance(node, ast.Name) and node.id in {"Exception", "BaseException"} for node in ast.walk(handler.type)
    )


def raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_the_license_is_the_apache_license() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")

    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
