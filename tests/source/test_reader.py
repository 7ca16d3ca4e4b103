"""Reading files by their forms: what a form gives, and what is reported, where.

Modules: `source.form`, `source.places`, `source.refusals`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

import pytest

from qd85rules.core.diagnostics import PolicyError, Span
from qd85rules.core.text import Text
from qd85rules.source.form import (
    EACH,
    GIVEN,
    Both,
    Day,
    Either,
    Flag,
    Known,
    Matching,
    Names,
    Natural,
    Said,
    SomeNames,
    Whole,
    Words,
    form,
)
from qd85rules.source.reader import Problems, Reader, open_yaml
from qd85rules.source.refusals import Flaw
from qd85rules.source.yamltree import parse_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from qd85rules.source.sourcetree import SourcePath


@dataclass(frozen=True)
class Tree:
    """A tree whose places are the paths themselves, so that a test can name them."""

    value: object

    def span(self, path: SourcePath) -> Span:
        return Span("/".join(map(str, path)) or ".")

    def key_span(self, path: SourcePath) -> Span:
        return Span(f"key of {'/'.join(map(str, path))}")

    def locate(self, path: SourcePath, offset: int) -> tuple[int, int]:
        return len(path) + 1, offset + 1

    def source_line(self, line: int | None) -> str | None:
        return None if line is None else f"text of line {line}"


Colour = Literal["red", "green"]
Code = Annotated[Words, Matching("[a-z]+", "một mã", "a code")]


@form
class Leaf:
    """A part of a plant."""

    colour: Annotated[Colour, Said("Màu.", "The colour.")]
    seen: Annotated[Day | None, Said("Ngày.", "The day.")] = None


@form
class Plant:
    """What a file says of a plant."""

    place: Annotated[str, GIVEN]
    name: Annotated[Words, Said("Tên.", "The name.")]
    title: Annotated[Both | None, Said("Tên gọi.", "What it is called.")] = None
    leaves: Annotated[tuple[Leaf, ...], Said("Lá.", "The leaves.")] = ()
    parts: Annotated[Mapping[str, Leaf] | None, EACH, Said("Các phần.", "The parts.")] = None
    height: Annotated[Whole, Said("Cao.", "How high.")] = 7


def reported(value: object, kind: Any, known: Mapping[str, object] | None = None, **given: object) -> list[str]:  # noqa: ANN401 - any kind
    problems = Problems()
    assert Reader(Tree(value), problems).read(kind, known, **given) is None
    return [diagnostic.line() for diagnostic in problems.diagnostics]


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        pytest.param("a", Words, "a", id="text"),
        pytest.param("2024-02-29", Day, date(2024, 2, 29), id="date"),
        pytest.param(7, Whole, 7, id="integer"),
        pytest.param(0, Natural, 0, id="integer at its minimum"),
        pytest.param(False, Flag, False, id="boolean"),
        pytest.param("green", Colour, "green", id="choice"),
        pytest.param("abc", Code, "abc", id="form"),
        pytest.param({"vi": "có", "en": "yes"}, Both, Text("có", "yes"), id="bilingual"),
        pytest.param(["a", "b"], Names, ("a", "b"), id="texts"),
        pytest.param([], Names, (), id="no texts"),
        pytest.param({"colour": "red"}, Leaf, Leaf("red"), id="optional key left out"),
        pytest.param({"colour": "red", "seen": None}, Leaf, Leaf("red"), id="optional key null"),
        pytest.param("red", Annotated[object, Either(Colour, mapping=Leaf)], "red", id="a text where a mapping may be"),
        pytest.param({"colour": "red"}, Annotated[object, Either(Colour, mapping=Leaf)], Leaf("red"), id="the mapping"),
    ],
)
def test_a_value_that_fits_is_given_without_a_report(value: object, kind: Any, expected: object) -> None:  # noqa: ANN401 - any kind
    problems = Problems()

    assert Reader(Tree(value), problems).read(kind) == expected
    assert problems.diagnostics == []


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        pytest.param(3, Words, [".: wrong-type expected text, found `3`"], id="number for text"),
        pytest.param(True, Words, [".: wrong-type expected text, found `true`"], id="truth for text"),
        pytest.param(None, Words, [".: wrong-type expected text, found nothing"], id="nothing for text"),
        pytest.param(" \n", Words, [".: empty this text is empty"], id="blank text"),
        pytest.param(
            "x" * 60, Day, [f".: bad-date expected a date, found `{'x' * 39}…` (write it as YYYY-MM-DD)"], id="cut"
        ),
        pytest.param(
            "a\nb", Whole, [".: wrong-type expected a whole number, found the text `a b`"], id="one line"
        ),
        pytest.param(
            "2023-02-29", Day, [".: bad-date there is no day `2023-02-29` (look it up in the calendar)"], id="no day"
        ),
        pytest.param(
            "20230228", Day, [".: bad-date expected a date, found `20230228` (write it as YYYY-MM-DD)"], id="digits"
        ),
        pytest.param([], Day, [".: wrong-type expected a date, found a list"], id="list for date"),
        pytest.param(True, Whole, [".: wrong-type expected a whole number, found `true`"], id="true is no 1"),
        pytest.param(1.0, Whole, [".: wrong-type expected a whole number, found `1.0`"], id="1.0 is no 1"),
        pytest.param(
            -1, Natural, [".: out-of-range expected a whole number from 0 up, found `-1`"], id="below the minimum"
        ),
        pytest.param(
            "yes", Flag, [".: wrong-type expected `true` or `false`, found the text `yes`"], id="yes is no true"
        ),
        pytest.param("gren", Colour, [".: unknown-value unknown value `gren` (did you mean `green`?)"], id="near"),
        pytest.param(
            "xyz", Colour, [".: unknown-value unknown value `xyz` (the words known here are `red`, `green`)"], id="far"
        ),
        pytest.param(5, Colour, [".: wrong-type expected one of `red`, `green`, found `5`"], id="no word"),
        pytest.param("A1", Code, [".: bad-form expected a code, found `A1`"], id="form"),
        pytest.param({"vi": "có"}, Both, [".: missing-key the key `en` is missing (add `en:`)"], id="one language"),
        pytest.param(
            {"vi": "có", "en": "yes", "fr": "oui"}, Both,
            ["key of fr: unknown-key unknown key `fr` (the keys known here are `vi`, `en`)"], id="third language",
        ),
        pytest.param("có", Both, [".: wrong-type expected a mapping, found the text `có`"], id="bare"),
        pytest.param(["a", "b", "a"], Names, ["2: duplicate `a` stands here twice (remove one)"], id="text twice"),
        pytest.param([], SomeNames, [".: too-few expected at least 1 item here"], id="empty list"),
        pytest.param([""], SomeNames, ["0: empty this text is empty"], id="the wrong item is not missed as well"),
        pytest.param("a", Names, [".: wrong-type expected a list, found the text `a`"], id="no list"),
        pytest.param(
            {"colur": 1}, Leaf,
            [
                "key of colur: unknown-key unknown key `colur` (did you mean `colour`?)",
                ".: missing-key the key `colour` is missing (add `colour:`)",
            ],
            id="unknown key has its place and stands before the missing one",
        ),
        pytest.param(
            {"leaf": {"colour": "gren", "sen": 1}}, dict[str, Leaf],
            [
                "key of leaf/sen: unknown-key unknown key `sen` (did you mean `seen`?)",
                "leaf/colour: unknown-value unknown value `gren` (did you mean `green`?)",
            ],
            id="below a name",
        ),
        pytest.param(
            {"colour": "red", "sen": 1}, Annotated[object, Either(Colour, mapping=Leaf)],
            ["key of sen: unknown-key unknown key `sen` (did you mean `seen`?)"], id="in the mapping that was meant",
        ),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_reported_where_it_stands(value: object, kind: Any, expected: list[str]) -> None:  # noqa: ANN401 - any kind
    assert reported(value, kind) == expected


def test_every_problem_of_a_form_is_told_at_once_in_both_languages() -> None:
    problems = Problems()
    value = {"name": 5, "title": {"vi": "Cây"}, "leaves": [{"colour": "red"}, {"colour": "blue"}, 3], "hight": 1}

    Reader(Tree(value), problems).read(Plant, place="here")

    assert [(str(one.span), one.message.vi) for one in problems.diagnostics] == [
        ("key of hight", "khóa lạ `hight`"),
        ("name", "cần chữ, ở đây là `5`"),
        ("title", "thiếu khóa `en`"),
        ("leaves/1/colour", "giá trị lạ `blue`"),
        ("leaves/2", "cần một nhóm khóa và giá trị, ở đây là `3`"),
    ]


def test_what_the_reader_gives_is_no_key_of_the_file() -> None:
    assert Reader(Tree({"name": "Cây"}), Problems()).read(Plant, place="here") == Plant("here", "Cây")
    [told] = reported({"name": "Cây", "place": "there"}, Plant, place="here")
    assert told.startswith("key of place: unknown-key unknown key `place` (the keys known here are `name`, `title`, ")


def test_entries_that_are_read_one_by_one_hide_nothing_of_the_rest() -> None:
    problems = Problems()
    reader = Reader(Tree({"name": "Cây", "parts": {"a": 3, "b": {"colour": "red"}}}), problems)

    assert reader.read(Plant, place="here") is not None
    assert [entry.read(Leaf) for _, entry in reader["parts"].entries()] == [None, Leaf("red")]
    assert [problem.line() for problem in problems.diagnostics] == ["parts/a: wrong-type expected a mapping, found `3`"]


def test_a_name_is_held_to_those_that_are_known() -> None:
    kind = tuple[Annotated[Words, Known("clause")], ...]

    assert reported(["a/1", "b/2"], kind, {"clause": {"a/1": None, "b/1": None}}) == [
        "1: unknown-clause unknown clause `b/2` (did you mean `b/1`?)"
    ]
    assert Reader(Tree(["b"]), Problems()).read(kind) == ("b",)


def test_all_problems_are_raised_together_in_the_order_of_their_places() -> None:
    problems = Problems()
    problems.add("b", Text("hai", "second"), Span("f", 2, 1))
    problems.add("a", Text("một", "first"), Span("f", 1, 9), Text("làm đi", "do this"))

    with pytest.raises(PolicyError) as caught:
        problems.raise_if_any()

    assert str(caught.value) == "f:1:9: a first (do this)\nf:2:1: b second"


def test_nothing_is_raised_where_nothing_was_reported() -> None:
    Problems().raise_if_any()


def test_a_problem_carries_the_line_that_it_stands_on() -> None:
    problems = Problems()
    [node] = parse_yaml("a: 1\ncolour: [red, gren]\n", "f.yaml")

    Reader(node, problems)["colour"].read(tuple[Colour, ...])

    [problem] = problems.diagnostics
    assert problem.line() == "f.yaml:2:15: unknown-value unknown value `gren` (did you mean `green`?)"
    assert problem.source_line == "colour: [red, gren]"


def test_a_problem_inside_a_text_has_the_place_of_its_characters() -> None:
    problems = Problems()
    [node] = parse_yaml('when: "a\\tb == c"\n', "f.yaml")

    Reader(node, problems)["when"].tell(Flaw("unknown-fact", Text("không có `b`", "unknown fact `b`"), part=(2, 3)))

    assert problems.diagnostics[0].span == Span("f.yaml", 1, 11, 1, 12)


def test_thousands_of_problems_take_no_longer_than_their_number() -> None:
    def calls(count: int) -> int:
        made = 0

        def count_call(_frame: object, event: str, _argument: object) -> None:
            nonlocal made
            made += event in {"call", "c_call"}

        reader = Reader(Tree({f"k{number}": 1 for number in range(count)}), Problems())
        sys.setprofile(count_call)
        try:
            reader.read(Leaf)
        finally:
            sys.setprofile(None)
        return made

    assert calls(2000) < 5 * calls(500)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"", "one-document the file is empty", id="empty"),
        pytest.param(b"a: 1\n---\nb: 2\n", "one-document expected one YAML document in the file", id="two documents"),
        pytest.param(b"a: \xff\n", "not-utf-8 the file is not UTF-8 (save the file as UTF-8)", id="another encoding"),
        pytest.param(None, "no-such-file no such file", id="no file"),
    ],
)
def test_a_file_that_is_not_one_yaml_document_is_reported(tmp_path: Path, content: bytes | None, expected: str) -> None:
    path, problems = tmp_path / "f.yaml", Problems()
    if content is not None:
        path.write_bytes(content)

    assert open_yaml(path, problems) is None
    assert [problem.line() for problem in problems.diagnostics] == [f"{path}: {expected}"]


def test_every_problem_of_the_yaml_itself_is_kept(tmp_path: Path) -> None:
    path, problems = tmp_path / "f.yaml", Problems()
    path.write_text("a: 1\na: 2\nb: 3\nb: 4\n", encoding="utf-8")

    assert open_yaml(path, problems) is None
    assert [problem.code for problem in problems.diagnostics] == ["yaml-duplicate-key"] * 2


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path, problems = tmp_path / "f.yaml", Problems()
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")

    reader = open_yaml(path, problems)

    assert reader is not None
    assert reader.value == {"a": 1}
