"""Laws of the comparison that hold for any Vietnamese name, and for any text at all."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from qd85rules.core.text import Text
from qd85rules.knowledge.names import Agreement, NameDoubt, agreement, compare_names
from qd85rules.knowledge.names.order import western_orders
from qd85rules.wording import names as say

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
# Onset, then a nucleus with the place of its tone under the old spelling and under the new one, then coda.
ONSETS = ("", "b", "c", "d", "đ", "gi", "h", "kh", "l", "m", "ng", "nh", "ph", "qu", "s", "t", "th", "tr", "v", "x")
NUCLEI = ("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")
CODAS = ("", "c", "ch", "m", "n", "ng", "nh", "p", "t")


@st.composite
def words(draw: st.DrawFn) -> str:
    """Words with at most one tone, in composed form, the first letter a capital."""
    onset, nucleus, coda = draw(st.sampled_from(ONSETS)), draw(st.sampled_from(NUCLEI)), draw(st.sampled_from(CODAS))
    word = unicodedata.normalize("NFC", onset + nucleus + draw(st.sampled_from(TONES)) + coda)
    return word[0].upper() + word[1:]


names = st.lists(words(), min_size=2, max_size=5).map(" ".join)


def without_marks(name: str) -> str:
    """Give the name as it is typed on a plain keyboard."""
    decomposed = unicodedata.normalize("NFD", name)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d").replace("Đ", "D")


def result(display: str, legal: str) -> Agreement | NameDoubt | None:
    found = compare_names(display, legal)
    return found.agreement or found.doubt


def titled(display: str, legal: str) -> bool:
    """Tell whether a word was taken for a title: cô for one who is called Cổ."""
    return say.TITLE_LEFT_OUT in compare_names(display, legal).notes


@given(names)
def test_a_name_is_itself(name: str) -> None:
    assert compare_names(name, name).agreement is Agreement.EXACT


@given(names, st.sampled_from(["NFC", "NFD"]), st.sampled_from(["NFC", "NFD"]))
def test_normalisation_changes_nothing(name: str, one: Literal["NFC", "NFD"], other: Literal["NFC", "NFD"]) -> None:
    found = compare_names(unicodedata.normalize(one, name), unicodedata.normalize(other, name))

    assert found.agreement is Agreement.EXACT


@given(names, names, st.sampled_from([str.upper, str.lower, str.title]))
def test_case_changes_nothing(display: str, legal: str, change: object) -> None:
    assert callable(change)
    assert result(change(display), legal) is result(display, legal)


@given(st.sampled_from(["oa", "oe", "uy", "ua", "ia"]), st.sampled_from(TONES), st.sampled_from(ONSETS))
def test_the_place_of_the_tone_changes_nothing(vowels: str, tone: str, onset: str) -> None:
    early = unicodedata.normalize("NFC", f"{onset}{vowels[0]}{tone}{vowels[1]}")
    late = unicodedata.normalize("NFC", f"{onset}{vowels}{tone}")

    assert compare_names(f"Lê {early}", f"Lê {late}").agreement is Agreement.EXACT


@given(names)
def test_dropping_all_marks_keeps_the_name(name: str) -> None:
    bare = without_marks(name)
    expected = Agreement.EXACT if bare == name else Agreement.SAME_LETTERS

    assert compare_names(bare, name).agreement is expected
    assert compare_names(name, bare).agreement is expected


@given(names, st.data())
def test_changing_one_tone_makes_another_name(name: str, data: st.DataObject) -> None:
    decomposed = unicodedata.normalize("NFD", name)
    places = [at for at, c in enumerate(decomposed) if c in TONES[1:]]
    assume(places)
    at = data.draw(st.sampled_from(places))
    tone = data.draw(st.sampled_from([tone for tone in TONES[1:] if tone != decomposed[at]]))
    changed = decomposed[:at] + tone + decomposed[at + 1 :]
    assume(not titled(changed, name))

    assert compare_names(changed, name).agreement is Agreement.DIFFERENT


@given(names, st.data())
def test_dropping_some_marks_leaves_the_name_undetermined(name: str, data: st.DataObject) -> None:
    decomposed = unicodedata.normalize("NFD", name)
    places = [at for at, c in enumerate(decomposed) if unicodedata.combining(c)]
    assume(places)
    at = data.draw(st.sampled_from(places))
    fewer = decomposed[:at] + decomposed[at + 1 :]
    assume(without_marks(fewer) != unicodedata.normalize("NFC", fewer))

    assert compare_names(fewer, name).doubt is NameDoubt.PARTLY_MARKED


@given(names, names)
def test_comparing_the_other_way_round_gives_the_same(display: str, legal: str) -> None:
    # Only a display name can carry a title.
    assume(not titled(display, legal) and not titled(legal, display))

    assert result(display, legal) is result(legal, display)


@given(names.map(without_marks), st.data())
def test_every_western_order_of_a_name_is_recognised_both_ways(name: str, data: st.DataObject) -> None:
    parts = name.split()
    order = data.draw(st.sampled_from(western_orders(len(parts))))
    turned = " ".join(parts[at] for at in order)
    assume(turned.casefold().replace("y", "i") != name.casefold().replace("y", "i"))

    assert compare_names(turned, name).agreement is Agreement.REORDERED
    assert compare_names(name, turned).agreement is Agreement.REORDERED


@pytest.mark.parametrize("count", range(14))
def test_western_orders_are_permutations_and_have_their_inverses(count: int) -> None:
    orders = western_orders(count)
    inverses = {tuple(order.index(at) for at in range(count)) for order in orders}

    assert all(sorted(order) == list(range(count)) for order in orders)
    assert inverses == set(orders)
    assert tuple(range(count)) not in orders


@given(names, st.data())
def test_leaving_words_out_gives_a_part(name: str, data: st.DataObject) -> None:
    parts = name.split()
    at = data.draw(st.integers(0, len(parts) - 1))
    rest = " ".join(parts[:at] + parts[at + 1 :])

    assert result(rest, name) is Agreement.PARTIAL


@given(st.text(), st.text())
@example("'" * 300, '"' * 299 + "x")
@example("H'" * 150, "H'" * 149)
@example("\ud800", "\udfff")
@example("(" * 300, ")" * 300)
@example("bác sĩ " * 42, "a " * 150)
def test_any_text_gets_an_answer_that_is_either_an_agreement_or_a_doubt(display: str, legal: str) -> None:
    found = compare_names(display, legal)

    assert (found.agreement is None) is (found.doubt is not None)


SENTENCES = frozenset(
    sentence
    for value in (*vars(agreement).values(), *vars(say).values())
    for sentence in (
        [value]
        if isinstance(value, Text)
        else [value.how]
        if hasattr(value, "how")
        else [one.how for one in value.values() if hasattr(one, "how")]
        if isinstance(value, dict)
        else []
    )
)


@given(st.one_of(names, st.text()), st.one_of(names, st.text()))
def test_no_sentence_quotes_a_name(display: str, legal: str) -> None:
    found = compare_names(display, legal)

    assert {found.how, *found.notes} <= SENTENCES


@given(st.lists(st.sampled_from("aăâ'(). -\u0301\u0300dđĐÐ?1я🌸\u200b\"|y"), max_size=12).map("".join))
def test_equal_texts_are_exact_or_doubted_but_never_different(name: str) -> None:
    assert result(name, name) in {Agreement.EXACT, *NameDoubt}


@given(st.lists(st.sampled_from("aăâ'(). -\u0301\u0300dđĐÐ?1я🌸\u200b\"|y"), max_size=12).map("".join), names)
def test_normalisation_of_odd_text_changes_nothing(odd: str, legal: str) -> None:
    decomposed = unicodedata.normalize("NFD", odd)
    assume(unicodedata.normalize("NFC", decomposed) == unicodedata.normalize("NFC", odd))

    assert compare_names(decomposed, legal) == compare_names(odd, legal)
