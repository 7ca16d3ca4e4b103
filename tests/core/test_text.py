"""Text for people: two languages, clean of what a terminal obeys, compared and shortened as people mean it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from qd85rules.core.text import (
    Text,
    as_text,
    composed,
    hidden_in,
    json_text,
    painted,
    plain,
    plain_lines,
    shortened,
    without_hidden,
)


def test_a_sentence_is_given_in_the_language_asked_for_and_in_no_other() -> None:
    sentence = Text("một", "one")

    assert (sentence["vi"], sentence["en"]) == ("một", "one")
    with pytest.raises(KeyError):
        sentence["fr"]  # type: ignore[index] # what a caller may do


def test_a_sentence_within_a_sentence_is_in_the_same_language() -> None:
    assert Text("{a} và {b}", "{a} and {b}").filled(a=Text("một", "one"), b=2) == Text("một và 2", "one and 2")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Nguyễn Văn An, ngày 1", "Nguyễn Văn An, ngày 1"),
        ("a\x1b[31mb", r"a\u{1b}[31mb"),
        ("a\nb", r"a\u{a}b"),
        ("a\u202eb", r"a\u{202e}b"),
        ("a\u2028b", r"a\u{2028}b"),
        ("a\x7fb", r"a\u{7f}b"),
        ("\ud800", r"\u{d800}"),
        ("##vso[task]", r"\u{23}#vso[task]"),
        ("中文 😀", "中文 😀"),
    ],
    ids=["plain", "an escape", "a line break", "a direction", "a separator", "delete", "half", "an order", "others"],
)
def test_what_would_be_obeyed_is_shown_and_all_else_stays(given: str, shown: str) -> None:
    assert plain(given) == shown


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a\nb", "a\nb"),
        ("::error::x", r"\u{3a}:error::x"),
        ("a\n  ::set-output::x", "a\n  \\u{3a}:set-output::x"),
        ("a ::b", "a ::b"),
        ("\x1b[31mred\x1b[0m", r"\u{1b}[31mred\u{1b}[0m"),
    ],
    ids=["lines", "a command", "a command behind blanks", "no command", "colour that nobody asked for"],
)
def test_in_lines_no_line_is_a_command(given: str, shown: str) -> None:
    assert plain_lines(given) == shown


def test_of_colours_ours_alone_are_kept() -> None:
    assert plain_lines("\x1b[31mred\x1b[0m \x1b[5mblink", colour=True) == "\x1b[31mred\x1b[0m \\u{1b}[5mblink"
    assert painted("a\x07", "31") == "\x1b[31ma\\u{7}\x1b[0m"


@pytest.mark.parametrize("indent", [None, 2])
def test_json_reads_back_and_holds_nothing_that_is_obeyed(indent: int | None) -> None:
    data: dict[str, Any] = {"a": "x\u202e\x1b#vso[é", "b": [1, None]}
    text = json_text(data, indent=indent)

    assert json.loads(text) == data
    assert plain_lines(text) == text
    assert ("\n" in text) is (indent is not None)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("cb-01", None),
        ("Nguyễn Văn", None),
        ("a\u200bb", 1),
        ("ab\u00a0", 2),
        ("ab\u3000c", 2),
        ("\u115fa", 0),
        ("a\ufe0f", 1),
        ("a\tb", 1),
        ("a\u2028", 1),
        ("Ω中+", None),
    ],
)
def test_a_character_that_nobody_sees_is_found(text: str, at: int | None) -> None:
    assert hidden_in(text) == at
    assert (without_hidden(text) == text) is (at is None)


def test_blanks_become_plain_spaces_and_none_stays_at_an_end() -> None:
    assert without_hidden("\u00a0 Trần\u00a0Thị\u200b \n") == "Trần Thị"


def test_two_spellings_of_a_word_are_composed_to_one() -> None:
    assert composed("Ho\u0300a") == composed("Hòa") == "Hòa"
    assert composed("abc") == "abc"


@pytest.mark.parametrize(
    ("value", "most", "shown"),
    [("abcd", 4, "abcd"), ("abcde", 4, "abc…"), ("a \n b", 40, "a b"), (12, 40, "12"), (["x"], 40, "['x']")],
    ids=["just fits", "too long", "on one line", "a number", "a list"],
)
def test_a_quoted_value_is_short_and_on_one_line(value: object, most: int, shown: str) -> None:
    assert shortened(value, most) == shown


def test_a_number_that_the_interpreter_will_not_write_is_written_short() -> None:
    assert as_text(10**5000) == "…"
    assert as_text(10**5) == "100000"
