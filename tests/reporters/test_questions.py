"""Open questions as a page, as data and as a table to fill in."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from jsonschema import Draft7Validator

from qd85rules import check_register, get_schema
from qd85rules.judge.questions import open_questions
from qd85rules.reporters import Options
from qd85rules.reporters.page import Page
from qd85rules.reporters.questions import COLUMNS, questions_data, render_questions_csv, show_questions

TAKEN = {"direction": "in", "kind": "borrow", "on": "2024-06-01"}
REPORT = check_register(
    [
        {
            "id": "=h1/a",
            "holder": {"id": "h1", "legal_name": "Lê Thị Tám", "unit": "phu-tho", "roles": ["party_member"]},
            "transfers": [TAKEN],
        }
    ],
    as_of=date(2024, 11, 1),
)
ASKED = open_questions(REPORT)
OPTIONS = Options(lang="en")


def text(options: Options) -> str:
    page = Page(options.lang)
    show_questions(REPORT, ASKED, page, options)
    return page.render()


def test_the_page_names_unit_holder_page_and_what_waits() -> None:
    shown = text(OPTIONS)

    for part in (
        "Unit phu-tho",
        "Holder h1",
        "=h1/a, transfers[0]",
        "[transfer.purpose]",
        "transfer/taken-for-wrongdoing",
    ):
        assert part in shown


def test_names_are_shown_where_they_are_asked_for_alone() -> None:
    assert "Tám" not in text(OPTIONS) + str(questions_data(REPORT, ASKED, OPTIONS)) + render_questions_csv(
        ASKED, OPTIONS
    )
    shown = replace(OPTIONS, show_names=True)
    assert "Lê Thị Tám" in text(shown)
    assert questions_data(REPORT, ASKED, shown)["questions"][0]["holder_name"] == "Lê Thị Tám"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_data_is_what_its_schema_says(lang: str) -> None:
    data = questions_data(REPORT, ASKED, Options(lang=lang))  # type: ignore[arg-type]

    assert [*Draft7Validator(get_schema("questions")).iter_errors(data)] == []
    assert data["summary"] == {"accounts": 1, "questions": len(ASKED), "undetermined": len(REPORT.undetermined)}


def test_the_table_has_a_row_for_each_question_and_room_for_its_answer() -> None:
    rows = [*csv.DictReader(StringIO(render_questions_csv(ASKED, OPTIONS), newline=""))]

    assert len(rows) == len(ASKED)
    assert tuple(rows[0]) == COLUMNS
    assert all(row["answer"] == row["by"] == row["on"] == row["basis"] == row["until"] == "" for row in rows)
    # No spreadsheet takes an id for a formula.
    assert rows[0]["account"] == "'=h1/a"


def test_without_a_question_the_page_says_so() -> None:
    page = Page("en")
    show_questions(REPORT, (), page, OPTIONS)

    assert "No question is open." in page.render()
