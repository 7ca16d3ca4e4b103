"""What people read stands in the room of words alone: once, in both languages, with the same values in both.

Modules: `wording.*`.
"""

from __future__ import annotations

import ast
import unicodedata
from importlib import import_module
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Final

import pytest

import qd85rules
from qd85rules.core.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE: Final = Path(qd85rules.__file__).parent
MODULES: Final = sorted(path.stem for path in (PACKAGE / "wording").glob("*.py") if path.stem != "__init__")

MARKS: Final = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
"""What Unicode takes off a Vietnamese letter when it is decomposed."""

TABLES: Final = frozenset(
    {
        "intake/addresses.py",
        "intake/cells.py",
        "intake/columns.py",
        "intake/folding.py",
        "intake/fonts.py",
        "intake/namecells.py",
        "intake/words.py",
        "knowledge/addresses/look_alikes.py",
        "knowledge/addresses/vietnamese.py",
        "knowledge/names/compare.py",
        "knowledge/names/letters.py",
        "knowledge/names/readings.py",
        "knowledge/names/titles.py",
        "cli/console.py",
        "core/text.py",
        "lab/proofs/readings.py",
        "lab/proofs/realise.py",
        "model/choices.py",
        "model/fields.py",
        "model/sections.py",
        "model/vocabulary.py",
        "reporters/json_schema.py",
    }
)
"""Tables of data: letters, titles and examples of names, what offices write into tables, and fields of accounts and
reports with what each means."""

DECLARING: Final = frozenset({"FileKind", "Matching", "Said", "Spoken"})
"""What declares files that users write (`source.form`): the words of a key stand beside the key."""

TO_MOVE: Final = tuple((Path(__file__).parent / "to_move.txt").read_text("utf-8").split())
"""Modules and rooms whose sentences have not moved yet. This list only shrinks."""


def is_vietnamese(text: str) -> bool:
    text = text.replace("85-QĐ/TW", "")  # the regulation's own name, whatever the language
    return "đ" in text.lower() or not MARKS.isdisjoint(unicodedata.normalize("NFD", text))


def strings_of(path: Path) -> Iterator[str]:
    """Give the strings of a module; docstrings aside, and what declares a key of a file or a choice for it."""
    tree = ast.parse(path.read_text("utf-8"))
    prose = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr)
    }
    declared = {
        word
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in DECLARING
        for word in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in prose | declared:
            yield node.value


def test_no_vietnamese_sentence_stands_outside_the_room_of_words() -> None:
    paths = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
    speaking = {name for name, path in paths.items() if any(map(is_vietnamese, strings_of(path)))}
    outside = {name for name in speaking if not name.startswith(("wording/", *TO_MOVE))}

    assert not outside - TABLES


def texts(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)


def all_texts() -> list[tuple[str, Text]]:
    return [
        (f"{module}.{name}", text)
        for module in MODULES
        for name, value in vars(import_module(f"qd85rules.wording.{module}")).items()
        for text in texts(value)
        if not name.startswith("__")
    ]


@pytest.mark.parametrize(("name", "text"), dict(all_texts()).items())
def test_both_sentences_name_the_same_values(name: str, text: Text) -> None:
    vi, en = ({field for _, field, _, _ in Formatter().parse(one) if field is not None} for one in (text.vi, text.en))

    assert vi == en, name


def test_no_sentence_stands_twice() -> None:
    said = {id(text): (name, text) for name, text in all_texts() if len(text.en.split()) > 3}
    names: dict[str, list[str]] = {}
    for name, text in said.values():
        for sentence in (text.vi, text.en):
            names.setdefault(sentence.strip(" .").lower(), []).append(name)
    twice = {sentence: found for sentence, found in names.items() if len(found) > 1}

    assert not twice


def test_a_sentence_is_filled_in_both_languages_and_what_fills_it_is_not_read_again() -> None:
    sentence = Text("{what} là {value}", "{what} is {value}")

    assert sentence.filled(what=Text("tên", "the name"), value="{what}") == Text("tên là {what}", "the name is {what}")
