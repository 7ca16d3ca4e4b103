"""Reading a tree: what each method gives, and what it reports, where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qd85rules.core.diagnostics import PolicyError, Span
from qd85rules.core.text import Text
from qd85rules.source.shape import Problems, Reader, open_yaml
from qd85rules.source.yamltree import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable
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


def reported(value: object, read: Callable[[Reader], object]) -> list[str]:
    problems = Problems()
    read(Reader(Tree(value), problems))
    return [diagnostic.line() for diagnostic in problems.diagnostics]


def given_by(value: object, read: Callable[[Reader], object]) -> object:
    problems = Problems()
    result = read(Reader(Tree(value), problems))
    assert problems.diagnostics == []
    return result


COLOURS = ("red", "green")
WORD = re.compile("[a-z]+")


@pytest.mark.parametrize(
    ("value", "read", "expected"),
    [
        pytest.param("a", Reader.text, "a", id="text"),
        pytest.param("2024-02-29", Reader.date, date(2024, 2, 29), id="date"),
        pytest.param(7, Reader.integer, 7, id="integer"),
        pytest.param(0, lambda r: r.integer(minimum=0), 0, id="integer at its minimum"),
        pytest.param(False, Reader.boolean, False, id="boolean"),
        pytest.param("green", lambda r: r.choice(COLOURS), "green", id="choice"),
        pytest.param("abc", lambda r: r.matching(WORD, "a word"), "abc", id="form"),
        pytest.param({"vi": "có", "en": "yes"}, Reader.bilingual, Text("có", "yes"), id="bilingual"),
        pytest.param(["a", "b"], Reader.texts, ("a", "b"), id="texts"),
        pytest.param([], Reader.texts, (), id="no texts"),
        pytest.param([1, 2], lambda r: r.each(Reader.integer), (1, 2), id="each"),
        pytest.param({"a": 1}, lambda r: r.keys(["a"])["a"].integer(), 1, id="required key"),
        pytest.param({"a": 1}, lambda r: r.keys([], ["a"]).maybe("a", Reader.integer), 1, id="optional key"),
        pytest.param({}, lambda r: r.keys([], ["a"]).maybe("a", Reader.integer), None, id="optional key left out"),
        pytest.param({"a": None}, lambda r: r.maybe("a", Reader.integer), None, id="optional key null"),
        pytest.param({"x": 1}, lambda r: [(k, v.integer()) for k, v in r.entries()], [("x", 1)], id="free keys"),
    ],
)
def test_a_value_of_the_right_shape_is_given_without_a_report(
    value: object, read: Callable[[Reader], object], expected: object
) -> None:
    assert given_by(value, read) == expected


@pytest.mark.parametrize(
    ("value", "read", "expected"),
    [
        pytest.param(3, Reader.text, [".: wrong-type expected text, found `3`"], id="number for text"),
        pytest.param(True, Reader.text, [".: wrong-type expected text, found `true`"], id="truth for text"),
        pytest.param(None, Reader.text, [".: wrong-type expected text, found nothing"], id="nothing for text"),
        pytest.param(" \n", Reader.text, [".: empty this text is empty"], id="blank text"),
        pytest.param(
            "x" * 60, Reader.date,
            [f".: bad-date expected a date, found `{'x' * 39}…` (write it as YYYY-MM-DD)"], id="long text is cut",
        ),
        pytest.param(
            "a\nb", Reader.integer, [".: wrong-type expected a whole number, found the text `a b`"], id="one line",
        ),
        pytest.param(
            "2023-02-29", Reader.date,
            [".: bad-date there is no day `2023-02-29` (look it up in the calendar)"], id="impossible day",
        ),
        pytest.param(
            "20230228", Reader.date,
            [".: bad-date expected a date, found `20230228` (write it as YYYY-MM-DD)"], id="another form of date",
        ),
        pytest.param([], Reader.date, [".: wrong-type expected a date, found a list"], id="list for date"),
        pytest.param(True, Reader.integer, [".: wrong-type expected a whole number, found `true`"], id="true is no 1"),
        pytest.param(
            -1, lambda r: r.integer(minimum=0),
            [".: out-of-range expected a whole number from 0 up, found `-1`"], id="below the minimum",
        ),
        pytest.param(
            "yes", Reader.boolean,
            [".: wrong-type expected `true` or `false`, found the text `yes`"], id="yes is no true",
        ),
        pytest.param(
            "gren", lambda r: r.choice(COLOURS),
            [".: unknown-value unknown value `gren` (did you mean `green`?)"], id="near choice",
        ),
        pytest.param(
            "xyz", lambda r: r.choice(COLOURS),
            [".: unknown-value unknown value `xyz` (the words known here are `red`, `green`)"], id="far choice",
        ),
        pytest.param("A1", lambda r: r.matching(WORD, "word"), [".: bad-form expected word, found `A1`"], id="form"),
        pytest.param(
            {"vi": "có"}, Reader.bilingual,
            [".: missing-key the key `en` is missing (add `en:`)"], id="one language missing",
        ),
        pytest.param(
            {"vi": "có", "en": "yes", "fr": "oui"}, Reader.bilingual,
            ["key of fr: unknown-key unknown key `fr` (the keys known here are `vi`, `en`)"], id="third language",
        ),
        pytest.param("có", Reader.bilingual, [".: wrong-type expected a mapping, found the text `có`"], id="bare"),
        pytest.param(
            ["a", "b", "a"], Reader.texts, ["2: duplicate `a` stands here twice (remove one)"], id="text given twice",
        ),
        pytest.param([], lambda r: r.texts(at_least=1), [".: too-few expected at least 1 item here"], id="empty list"),
        pytest.param("a", Reader.texts, [".: wrong-type expected a list, found the text `a`"], id="no list"),
        pytest.param(
            {"colour": {"nam": 1}}, lambda r: r["colour"].keys(["name"])["name"].text(),
            [
                "key of colour/nam: unknown-key unknown key `nam` (did you mean `name`?)",
                "colour: missing-key the key `name` is missing (add `name:`)",
            ],
            id="unknown key has its place and a missing key is reported once",
        ),
        pytest.param(
            {1: "a"}, lambda r: list(r.entries()),
            ["key of 1: wrong-type the key `1` must be text (put it in quotes)"], id="number as key",
        ),
        pytest.param(
            [{"n": "x"}], lambda r: r.each(lambda item: item.keys(["n"])["n"].integer()),
            ["0/n: wrong-type expected a whole number, found the text `x`"], id="place inside a list",
        ),
    ],
)  # fmt: skip
def test_a_value_of_another_shape_is_reported_where_it_stands(
    value: object, read: Callable[[Reader], object], expected: list[str]
) -> None:
    assert reported(value, read) == expected


def test_all_problems_are_raised_together_in_the_order_of_their_places() -> None:
    problems = Problems()
    problems.add("b", "hai", "second", Span("f", 2, 1))
    problems.add("a", "một", "first", Span("f", 1, 9), Text("làm đi", "do this"))

    with pytest.raises(PolicyError) as caught:
        problems.raise_if_any()

    assert str(caught.value) == "f:1:9: a first (do this)\nf:2:1: b second"


def test_nothing_is_raised_where_nothing_was_reported() -> None:
    Problems().raise_if_any()


def test_a_problem_carries_the_line_that_it_stands_on() -> None:
    problems = Problems()
    [node] = parse_yaml("a: 1\ncolour: [red, gren]\n", "f.yaml")

    Reader(node, problems)["colour"].each(lambda item: item.choice(COLOURS))

    [problem] = problems.diagnostics
    assert problem.line() == "f.yaml:2:15: unknown-value unknown value `gren` (did you mean `green`?)"
    assert problem.source_line == "colour: [red, gren]"


def test_a_problem_inside_a_text_has_the_place_of_its_characters() -> None:
    problems = Problems()
    [node] = parse_yaml('when: "a\\tb == c"\n', "f.yaml")

    Reader(node, problems)["when"].fail_within("unknown-fact", "unknown fact `b`", 2, 3)

    assert problems.diagnostics[0].span == Span("f.yaml", 1, 11, 1, 12)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"", "one-document the file is empty", id="empty"),
        pytest.param(b"a: 1\n---\nb: 2\n", "one-document expected one YAML document in the file", id="two documents"),
        pytest.param(b"a: \xff\n", "not-utf-8 the file is not UTF-8 (save it as UTF-8)", id="another encoding"),
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


def test_a_missing_key_says_so() -> None:
    assert Reader(Tree({}), Problems())["a"].missing


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=3),
    max_leaves=6,
)


@given(anything)
@pytest.mark.parametrize(
    ("read", "accepted"),
    [
        pytest.param(Reader.text, str, id="text"),
        pytest.param(Reader.date, date, id="date"),
        pytest.param(Reader.integer, int, id="integer"),
        pytest.param(Reader.boolean, bool, id="boolean"),
        pytest.param(Reader.bilingual, Text, id="bilingual"),
        pytest.param(Reader.texts, tuple, id="texts"),
        pytest.param(lambda r: r.choice(COLOURS), str, id="choice"),
    ],
)
def test_every_read_of_anything_gives_its_own_type(
    read: Callable[[Reader], object], accepted: type, value: object
) -> None:
    assert isinstance(read(Reader(Tree(value), Problems())), accepted)
