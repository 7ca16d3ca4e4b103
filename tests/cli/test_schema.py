"""`qd85 schema`: every schema, printed or written, in one language or both."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from qd85rules.cli.schemas import SCHEMAS, get_schema
from tests.cli.commands import run

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_printed(capsys: Capture, name: str) -> None:
    ran = run(capsys, "schema", name)

    assert (ran.code, ran.err) == (0, "")
    assert ran.data == get_schema(name)
    assert ran.data["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_a_schema_can_go_to_a_file(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "made" / "rule.schema.json"
    ran = run(capsys, "schema", "rule", "--output-file", file)

    assert (ran.code, ran.out) == (0, "")
    assert json.loads(file.read_text("utf-8")) == get_schema("rule")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ((), "ngày lập trang / the day the page was set up"),
        (("--lang", "vi"), "ngày lập trang"),
        (("--lang", "en"), "the day the page was set up"),
    ],
    ids=["both", "Vietnamese", "English"],
)
def test_descriptions_are_in_the_language_asked_for(capsys: Capture, language: tuple[str, ...], expected: str) -> None:
    data = run(capsys, "schema", "account", *language).data

    assert data["properties"]["opened_on"]["description"] == expected


def test_an_unknown_schema_is_refused_with_the_nearest_one(capsys: Capture) -> None:
    ran = run(capsys, "schema", "regster")

    assert (ran.code, ran.out) == (2, "")
    assert "did you mean `register`?" in ran.err


def test_the_help_names_every_schema(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        run(capsys, "schema", "--help")
    shown = capsys.readouterr().out

    assert not [name for name in SCHEMAS if name not in shown]
