"""Problems: how a place is written, what is said of many, and what errors carry to another process."""

from __future__ import annotations

import pickle

import pytest

from qd85rules.core.diagnostics import (
    TOLD_EACH,
    TOLD_OF_FILE,
    Diagnostic,
    InputError,
    PolicyError,
    Qd85Error,
    Span,
    UsageError,
    column_letters,
    errors_in,
    suggestion,
    told_once,
)
from qd85rules.core.text import Text


@pytest.mark.parametrize(
    ("span", "written"),
    [
        (Span(), "<data>"),
        (Span("a.yaml"), "a.yaml"),
        (Span("a.yaml", 3), "a.yaml:3"),
        (Span("a.yaml", 3, 7, 3, 9), "a.yaml:3:7"),
        (Span("a.xlsx", 14, 4, sheet="Trang"), "a.xlsx:Trang!D14"),
        (Span("a.xlsx", sheet="Trang"), "a.xlsx:Trang"),
    ],
)
def test_a_place_is_written_as_editors_and_spreadsheets_do(span: Span, written: str) -> None:
    assert str(span) == written


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")])
def test_columns_are_named_as_spreadsheets_do(column: int, letters: str) -> None:
    assert column_letters(column) == letters


@pytest.mark.parametrize(
    ("span", "data"),
    [
        (Span(), None),
        (Span("a", 1, 2), {"path": "a", "line": 1, "column": 2}),
        (Span("a", 1, 2, 1, 5), {"path": "a", "line": 1, "column": 2, "end_line": 1, "end_column": 5}),
        (Span("a", 2, 3, sheet="S"), {"path": "a", "line": 2, "column": 3, "sheet": "S", "cell": "C2"}),
    ],
    ids=["in code", "a point", "a stretch", "a cell"],
)
def test_a_place_is_plain_data(span: Span, data: dict[str, object] | None) -> None:
    assert span.to_dict() == data


def test_the_nearest_word_is_proposed_and_none_where_nothing_is_near() -> None:
    near = suggestion("blgo", ["blog", "website"])

    assert near is not None
    assert "`blog`" in near.en
    assert suggestion("xyz", ["blog", "website"]) is None


def of_kind(number: int, *, path: str | None = "a.csv", code: str = "bad") -> list[Diagnostic]:
    return [
        Diagnostic(code, Text("sai", "wrong"), Span(path, line, 2), path=("kind",)) for line in range(1, number + 1)
    ]


def test_a_few_of_a_kind_are_told_one_by_one_and_more_as_one_with_their_number() -> None:
    few, many = of_kind(TOLD_EACH), of_kind(TOLD_EACH + 1)

    assert told_once(few) == tuple(few)
    [told] = told_once(many)
    assert told.count == errors_in([told]) == len(many)
    assert told.places == tuple(one.span for one in many[:TOLD_EACH])
    assert told.message.en.startswith(f"wrong; {len(many)} such errors in all")


def test_what_is_handed_over_in_code_is_told_one_by_one() -> None:
    many = of_kind(TOLD_EACH + 1, path=None)

    assert told_once(many) == tuple(many)


def test_of_one_file_only_so_many_kinds_are_told_and_the_rest_is_counted() -> None:
    kinds = [one for kind in range(TOLD_OF_FILE + 5) for one in of_kind(1, code=f"bad-{kind}")]

    told = told_once(kinds)

    assert len(told) <= TOLD_OF_FILE + 1
    assert told[-1].code == "more-errors"
    assert errors_in(told) == len(kinds)


@pytest.mark.parametrize("error", [InputError, PolicyError])
def test_an_error_carries_its_problems_to_another_process(error: type[InputError | PolicyError]) -> None:
    one = error(of_kind(2))

    again = pickle.loads(pickle.dumps(one))  # noqa: S301 - our own bytes

    assert again.diagnostics == one.diagnostics
    assert str(again) == str(one)


def test_what_an_error_says_is_plain_and_in_both_languages() -> None:
    assert str(Qd85Error("a\x1b[31m")) == r"a\u{1b}[31m"
    assert UsageError(Text("sai", "wrong")).text == Text("sai", "wrong")
    assert str(UsageError(Text("sai", "wrong"))) == "wrong"
    assert Qd85Error().text == Text("", "")
