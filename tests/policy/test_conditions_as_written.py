"""Conditions and concepts as authors write them: in any order, without quotes, in a circle, with capital letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from qd85rules.cli import main

if TYPE_CHECKING:
    from pathlib import Path

WORDS = {"vi": "Ví dụ", "en": "An example"}
CIRCLE = "concepts go round in a circle"


def lint(folder: Path, concepts: dict[str, str] | None = None, **more: Any) -> int:  # noqa: ANN401 - any keys of a rule
    """Write a pack of one rule, and lint it."""
    named = {name: {"title": WORDS, "when": when} for name, when in (concepts or {}).items()}
    header = {
        "id": "own",
        "requires": ["national"],
        "verified_on": "2024-10-01",
        **({"concepts": named} if named else {}),
    }
    rule = {
        "id": "own/rule", "subject": "account", "modality": "must", "clauses": ["qd85/member/6"],
        "violated_when": "account.in_use", "message": WORDS, "remedy": WORDS,
        "examples": [{"name": "in use", "given": {"id": "a", "in_use": True}, "expect": "violation"}],
    }  # fmt: skip
    for file, content in (("pack", header), ("rule", rule | more)):
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000)
        (folder / f"{file}.yaml").write_text(text, encoding="utf-8")
    return main(["lint", str(folder), "--no-config", "--lang", "en"])


def test_concepts_may_be_used_above_where_they_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    concepts = {"quiet": "!concepts.busy", "busy": "concepts.used", "used": "account.in_use"}

    code = lint(tmp_path, concepts, violated_when="!concepts.quiet")

    assert (code, "unknown-concept" in capsys.readouterr().err) == (0, False)


@pytest.mark.parametrize(
    ("concepts", "way"),
    [
        ({"one": "concepts.one"}, "`one` -> `one`"),
        ({"one": "concepts.two && account.in_use", "two": "concepts.one"}, "`one` -> `two` -> `one`"),
        ({"out": "concepts.one", "one": "concepts.two", "two": "!concepts.one"}, "`one` -> `two` -> `one`"),
    ],
)
def test_concepts_in_a_circle_are_named_where_it_begins_and_nothing_else_is(
    tmp_path: Path, concepts: dict[str, str], way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = lint(tmp_path, concepts, violated_when="concepts.one")

    err = capsys.readouterr().err
    assert f":11: concept-cycle {CIRCLE}: {way} (take one of them out of the circle)" in err
    assert f"when: {concepts['one']}" in err
    assert (code, err.count("concept-cycle"), "unknown-concept" in err) == (2, 1, False)


@pytest.mark.parametrize("value", [True, 1])
def test_a_condition_without_quotes_is_told_to_be_written_with_them(
    tmp_path: Path, value: object, capsys: pytest.CaptureFixture[str]
) -> None:
    code = lint(tmp_path, applies_when=value)

    shown = str(value).lower()
    said = f'found `{shown}` (write a condition in quotes: `"{shown}"`)'
    assert (code, said in capsys.readouterr().err) == (2, True)
