"""What docstrings and comments say of other modules is true: every module that they name exists.

Tests mirror the library, too: a module has a test file of its name, or the head of another test file names it among its
`Modules:`, because that file tests it.
"""

from __future__ import annotations

import ast
import io
import keyword
import re
import sys
import tokenize
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGE: Final = ROOT / "src" / "qd85rules"
MODULES: Final = sorted(PACKAGE.rglob("*.py"))
TESTS: Final = sorted((ROOT / "tests").rglob("test_*.py"))
PROGRAMS: Final = sorted(
    path for folder in ("benchmarks", "fuzz", "scripts", "tests") for path in (ROOT / folder).rglob("*.py")
)

BACKTICKED: Final = re.compile(r"(?<!extra )`([^`\n]+)`")
NAME: Final = re.compile(r"[a-z_]\w*(?:\.[a-z_]\w*)*")
FILE_NAME: Final = re.compile(r"[\w./-]+\.(?:py|yaml|toml|json|md|css|js)|[\w/]+/")
NEIGHBOURS: Final = re.compile(r"What must not live here: (.*?)(?:\n\n|\Z)", re.DOTALL)
TESTED: Final = re.compile(r"^Modules: (.*?)\.$", re.DOTALL | re.MULTILINE)
DEFINED: Final = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def docstring(path: Path) -> str:
    return ast.get_docstring(tree_of(path)) or ""


@cache
def words_of(path: Path) -> frozenset[str]:
    """Give the words of a module's code in lower case: names, and words of texts that are no docstrings."""
    tree = tree_of(path)
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, DEFINED) and node.body and isinstance(node.body[0], ast.Expr)
    }
    words: set[str] = set()
    for node in ast.walk(tree):
        if id(node) not in prose:
            words.update(words_in(node))
    return frozenset(words)


def words_in(node: ast.AST) -> Iterator[str]:
    for field in ("id", "attr", "arg", "name", "module", "value"):
        text = getattr(node, field, None)
        if isinstance(text, str):
            yield from re.findall(r"\w+", text.lower())


@cache
def imported_by(path: Path) -> tuple[Path, ...]:
    named = [node.module or "" for node in ast.walk(tree_of(path)) if isinstance(node, ast.ImportFrom)]
    found = [module_at(PACKAGE.parent, name.split(".")) for name in named if name.startswith("qd85rules.")]
    return tuple(module for module in found if module is not None)


def module_at(folder: Path, parts: list[str]) -> Path | None:
    place = folder.joinpath(*parts)
    return next((path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()), None)


def named_module(path: Path, name: str) -> Path | None:
    """Find the module that a name means in a module: beside it, in the packages around it, or in a room by its path.

    A name of something in a module means that module.
    """
    parts = name.removeprefix("qd85rules.").split(".")
    for folder in [parent for parent in path.parents if parent.is_relative_to(PACKAGE)]:
        for length in range(len(parts), 0, -1):
            module = module_at(folder, parts[:length])
            if module is not None and set(map(str.lower, parts[length:])) <= words_of(module):
                return module
    return None


def is_file(path: Path, name: str) -> bool:
    return any((folder / name).exists() for folder in (path.parent, PACKAGE, ROOT))


def is_word(path: Path, name: str) -> bool:
    """Tell whether a name is of the module's own code, of a module that it imports, or of Python."""
    around = list(path.parent.rglob("*.py")) if path.name == "__init__.py" else [path]
    known = {word for module in around for near in (module, *imported_by(module)) for word in words_of(near)}
    parts = name.split(".")
    return (
        set(map(str.lower, parts)) <= known
        or parts[0] in sys.stdlib_module_names
        or name in {*keyword.kwlist, *keyword.softkwlist, "qd85", "qd85rules"}
    )


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_every_name_in_the_docstring_of_a_module_is_a_module_or_a_word_of_the_code(path: Path) -> None:
    names = [name for name in BACKTICKED.findall(docstring(path)) if NAME.fullmatch(name)]
    unknown = [
        name
        for name in names
        if not FILE_NAME.fullmatch(name) and named_module(path, name) is None and not is_word(path, name)
    ]

    assert not unknown


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_a_neighbour_that_is_named_for_what_must_not_live_in_a_module_is_another_module(path: Path) -> None:
    brackets = [text for said in NEIGHBOURS.findall(docstring(path)) for text in re.findall(r"\(([^()]*)\)", said)]
    names = [name for text in brackets for name in BACKTICKED.findall(text)]
    wrong = [name for name in names if named_module(path, name) in {None, path} and not is_file(path, name)]

    assert not wrong


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_what_must_not_live_in_a_module_is_said_with_the_neighbour_where_it_lives(path: Path) -> None:
    nowhere = [
        said
        for said in NEIGHBOURS.findall(docstring(path))
        if not any(named_module(path, name) or is_file(path, name) for name in BACKTICKED.findall(said))
    ]

    assert not nowhere


def prose_of(path: Path) -> Iterator[str]:
    """Give every docstring and comment of a module."""
    yield from (ast.get_docstring(node) or "" for node in ast.walk(tree_of(path)) if isinstance(node, DEFINED))
    text = path.read_text("utf-8")
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    yield from (token.string for token in tokens if token.type == tokenize.COMMENT)


def test_every_full_name_and_path_in_prose_exists() -> None:
    missing = [f"{short(path)}: {name}" for path in (*MODULES, *PROGRAMS) for name in missing_names(path)]

    assert not missing


def missing_names(path: Path) -> Iterator[str]:
    prose = "\n".join(prose_of(path))
    for name in re.findall(r"`(qd85rules\.[\w.]+)`", prose):
        if name != "qd85rules.toml" and named_module(PACKAGE / "x", name) is None:
            yield name
    files = [name for name in BACKTICKED.findall(prose) if re.fullmatch(r"[\w/]+\.py", name)]
    yield from (name for name in (*re.findall(r"\bdocs/[\w/-]+\.md\b", prose), *files) if not is_file(path, name))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("missing", "judge/missing.py"),
        ("judge.missing", "judge/missing.py"),
        ("lab.cases", "lab/cases/__init__.py"),
        ("qd85rules.core.truth.Truth", "core/truth.py"),
        ("checker", None),
        ("judge.checker", None),
    ],
)
def test_a_name_is_looked_for_beside_a_module_and_from_the_rooms_on(name: str, found: str | None) -> None:
    module = named_module(PACKAGE / "judge" / "why.py", name)

    assert module == (None if found is None else PACKAGE / found)


def held_by(path: Path) -> list[str]:
    """Give the modules that the head of a test file names, `room.*` for a room."""
    return [name for said in TESTED.findall(docstring(path)) for name in BACKTICKED.findall(said)]


def test_a_module_has_a_test_file_of_its_name_or_another_names_it_in_its_head() -> None:
    named = {name for path in TESTS for name in held_by(path)}
    untested = []
    for module in MODULES:
        place = module.relative_to(PACKAGE)
        own = ROOT / "tests" / place.with_name(f"test_{place.name}")
        name = ".".join(place.with_suffix("").parts)
        if not place.stem.startswith("__") and not own.is_file() and not {name, f"{place.parts[0]}.*"} & named:
            untested.append(name)

    assert not untested, "write a test file of its name, or name it in the head (`Modules:`) of the file that tests it"


@pytest.mark.parametrize("path", [path for path in TESTS if TESTED.search(docstring(path))], ids=short)
def test_every_module_in_the_head_of_a_test_file_exists_and_is_named_once(path: Path) -> None:
    names = held_by(path)
    missing = [name for name in names if named_module(PACKAGE / "x", name.removesuffix(".*")) is None]

    assert not missing
    assert sorted(names) == sorted(set(names))
