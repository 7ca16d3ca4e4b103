"""What people read stands in the room of words alone: once, in both languages, with the same values in both."""

from __future__ import annotations

import ast
import re
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

MARKED: Final = re.compile("[\u00c0-\u00c3\u00c8-\u00ca\u00cc\u00cd\u00d2-\u00d5\u00d9\u00da\u00dd\u00e0-\u00e3\u00e8-\u00ea"
                           "\u00ec\u00ed\u00f2-\u00f5\u00f9\u00fa\u00fd\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169"
                           "\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")  # fmt: skip

TABLES: Final = frozenset(
    {
        "knowledge/addresses/vietnamese.py",
        "knowledge/names/letters.py",
        "knowledge/names/titles.py",
        "model/choices.py",
        "model/fields.py",
        "model/sections.py",
    }
)
"""Tables of data: letters and titles of names, and the vocabulary with what each field means."""

TO_MOVE: Final = frozenset(
    [
        "cli/__init__.py",
        "cli/baseline.py",
        "cli/closing.py",
        "cli/console.py",
        "cli/days.py",
        "cli/diff.py",
        "cli/forecast.py",
        "cli/init.py",
        "cli/judging.py",
        "cli/lint_words.py",
        "cli/progress.py",
        "cli/recording.py",
        "cli/schemas/account.py",
        "cli/schemas/cases.py",
        "cli/schemas/catalogue.py",
        "cli/schemas/config.py",
        "cli/schemas/forecast.py",
        "cli/schemas/pack.py",
        "cli/schemas/parts.py",
        "cli/schemas/record.py",
        "cli/schemas/register.py",
        "cli/schemas/rule.py",
        "cli/schemas/waivers.py",
        "cli/settings_search.py",
        "cli/verify.py",
        "core/diagnostics.py",
        "core/grouping.py",
        "evidence/baseline.py",
        "evidence/record/differences.py",
        "evidence/record/reading.py",
        "evidence/record/sources.py",
        "evidence/waivers.py",
        "intake/cells.py",
        "intake/columns.py",
        "intake/content.py",
        "intake/csvfile.py",
        "intake/folder.py",
        "intake/jsonfile.py",
        "intake/jsonlines.py",
        "intake/lines.py",
        "intake/read.py",
        "intake/words.py",
        "intake/xlsxfile.py",
        "intake/xlsxparts.py",
        "intake/xlsxsheets.py",
        "intake/yamlfile.py",
        "knowledge/addresses/address.py",
        "knowledge/addresses/doubts.py",
        "knowledge/addresses/look_alikes.py",
        "knowledge/names/compare.py",
        "knowledge/names/readings.py",
        "knowledge/names/wording.py",
        "lab/cases/render_text.py",
        "lab/cases/words.py",
        "lab/coverage/render_coverage.py",
        "lab/diff/changes.py",
        "lab/diff/diff_words.py",
        "lab/diff/revisions.py",
        "lab/mutants/render_mutation.py",
        "lab/proofs/readings.py",
        "model/admission.py",
        "model/labels.py",
        "model/rows.py",
        "model/vocabulary.py",
        "policy/clause.py",
        "reporters/html_sections.py",
        "reporters/html_words.py",
        "reporters/json_schema.py",
        "run/reproducing.py",
        "run/subjects.py",
        "source/files.py",
        "source/jsonplaces.py",
        "source/jsontree.py",
        "source/opening.py",
        "source/yamltree.py",
    ]
)
"""Modules whose sentences have not moved yet. This list only shrinks."""


def sentences_outside() -> Iterator[str]:
    """Name each module that has Vietnamese letters in a string, docstrings aside."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        tree = ast.parse(path.read_text("utf-8"))
        prose = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr)
        }
        strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
        if not name.startswith("wording/") and any(
            MARKED.search(node.value) and id(node) not in prose for node in strings
        ):
            yield name


def test_no_vietnamese_sentence_stands_outside_the_room_of_words() -> None:
    outside = set(sentences_outside())

    assert outside - TABLES == TO_MOVE


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
