"""Names that cannot be judged, and the names of Vietnam's other peoples, which must not be taken for them.

Modules: `knowledge.names.letters`, `knowledge.names.words`.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

import pytest

from qd85rules.core.text import Text
from qd85rules.knowledge.names import Agreement, NameDoubt, compare_names
from qd85rules.knowledge.names.letters import LOOK_ALIKES

EXACT, SAME_LETTERS, DIFFERENT = Agreement.EXACT, Agreement.SAME_LETTERS, Agreement.DIFFERENT
APOSTROPHES = "'\u2019\u2018\u02bc\u02bb`\u00b4\u2032\uff07\ua78c"


class Case(NamedTuple):
    """A pair of names and what comparing them must give."""

    id: str
    display: str
    legal: str
    expect: Agreement | NameDoubt


def _misread(name: str, encoding: str) -> str:
    """Give what UTF-8 looks like when read in another encoding; bytes that it lacks pass through."""
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in name.encode())


DOUBTS = [
    # Nothing there
    Case("empty-display-name", "", "Nguyễn Văn An", NameDoubt.EMPTY),
    Case("empty-legal-name", "Nguyễn Văn An", "", NameDoubt.EMPTY),
    Case("both-empty", "", "", NameDoubt.EMPTY),
    Case("white-space-only", " \t\u00a0", "Nguyễn Văn An", NameDoubt.EMPTY),
    Case("emoji-only", "🌸🌸", "Nguyễn Văn An", NameDoubt.EMPTY),
    Case("punctuation-only", "...", "Nguyễn Văn An", NameDoubt.EMPTY),
    Case("too-long", "An " * 200, "Nguyễn Văn An", NameDoubt.TOO_LONG),
    Case("too-long-and-equal", "An" * 200, "An" * 200, NameDoubt.TOO_LONG),
    # Other scripts and styled letters
    Case("cyrillic-a", "Nguyễn Văn \u0410n", "Nguyễn Văn An", NameDoubt.OTHER_SCRIPT),
    Case("cyrillic-a-of-one-word", "Hò\u0430", "Hòa", NameDoubt.OTHER_SCRIPT),
    Case("greek-omicron", "H\u03bfa", "Hoa", NameDoubt.OTHER_SCRIPT),
    Case("all-cyrillic", "Нгуен Ван Ан", "Nguyễn Văn An", NameDoubt.OTHER_SCRIPT),
    Case("han", "阮文安", "Nguyễn Văn An", NameDoubt.OTHER_SCRIPT),
    Case("han-on-both-sides", "阮文安", "阮文安", NameDoubt.OTHER_SCRIPT),
    Case("other-script-in-the-legal-name", "Hoa", "H\u03bfa", NameDoubt.OTHER_SCRIPT),
    Case("fullwidth-letters", "Ｈｏａ", "Hoa", NameDoubt.STYLED_LETTERS),
    Case("mathematical-letters", "𝓗𝓸𝓪", "Hoa", NameDoubt.STYLED_LETTERS),
    Case("circled-letters", "Ⓗⓞⓐ", "Hoa", NameDoubt.STYLED_LETTERS),
    Case("small-capitals", "ʜoa", "Hoa", NameDoubt.STYLED_LETTERS),
    Case("modifier-letters", "ᴴoa", "Hoa", NameDoubt.STYLED_LETTERS),
    Case("long-s", "\u017fơn", "Sơn", NameDoubt.STYLED_LETTERS),
    Case("ligature", "\ufb01", "Fi", NameDoubt.STYLED_LETTERS),
    Case("struck-through", "H\u0336o\u0336a\u0336", "Hoa", NameDoubt.STYLED_LETTERS),
    # Latin look-alikes
    Case("african-d", "\u0189ặng Văn An", "Đặng Văn An", NameDoubt.LOOK_ALIKE),
    Case("small-eth", "\u00f0ặng văn an", "Đặng Văn An", NameDoubt.LOOK_ALIKE),
    Case("eth-in-another-name", "\u00d0ặng Văn Bình", "Đặng Văn An", DIFFERENT),
    Case("eth-and-a-changed-mark", "\u00d0ằng Văn An", "Đặng Văn An", DIFFERENT),
    Case("dotless-i", "Thị B\u0131nh", "Thị Binh", NameDoubt.LOOK_ALIKE),
    Case("caron-for-breve", "V\u01cen An", "Văn An", NameDoubt.LOOK_ALIKE),
    Case("script-a", "Nguyễn Văn \u0251n", "Nguyễn Văn An", NameDoubt.LOOK_ALIKE),
    # Digits, damaged text, invisible characters, tones
    Case("digits", "Nguyễn Văn An 88", "Nguyễn Văn An", NameDoubt.DIGITS),
    Case("digit-for-a-letter", "Nguyễn Văn 4n", "Nguyễn Văn An", NameDoubt.DIGITS),
    Case("superscript-digit", "Nguyễn Văn An²", "Nguyễn Văn An", NameDoubt.DIGITS),
    Case("question-marks", "Nguy?n V?n An", "Nguyễn Văn An", NameDoubt.DAMAGED_TEXT),
    Case("question-marks-on-both-sides", "Nguy?n V?n An", "Nguy?n V?n An", NameDoubt.DAMAGED_TEXT),
    Case("replacement-character", "Nguy\ufffdn Văn An", "Nguyễn Văn An", NameDoubt.DAMAGED_TEXT),
    Case("utf-8-read-as-1252", _misread("Nguyễn Văn An", "cp1252"), "Nguyễn Văn An", NameDoubt.DAMAGED_TEXT),
    Case("utf-8-read-as-latin-1", _misread("Nguyễn Văn An", "latin-1"), "Nguyễn Văn An", NameDoubt.DAMAGED_TEXT),
    Case("one-word-misread", f"{_misread('Lê', 'cp1252')} Văn An", "Lê Văn An", NameDoubt.DAMAGED_TEXT),
    Case("misread-with-a-no-break-space", _misread("Trà My", "cp1252"), "Trà My", NameDoubt.DAMAGED_TEXT),
    Case("vni-font", "Nguyeãn Vaên An", "Nguyễn Văn An", NameDoubt.DAMAGED_TEXT),
    Case("vni-font-in-capitals", "TRAÀN THÒ HOØA", "Trần Thị Hòa", NameDoubt.DAMAGED_TEXT),
    Case("tcvn3-font", "NguyÔn V¨n An", "Nguyễn Văn An", NameDoubt.DAMAGED_TEXT),
    Case("symbol-inside-a-word", "Ngu&yễn Văn An", "Nguyễn Văn An", NameDoubt.DAMAGED_TEXT),
    Case("control-character", "Nguy\x07ễn Văn An", "Nguyễn Văn An", NameDoubt.DAMAGED_TEXT),
    Case("private-use", "Nguy\ue000n Văn An", "Nguyễn Văn An", NameDoubt.DAMAGED_TEXT),
    Case("lone-surrogate", "Nguy\ud800n Văn An", "Nguyễn Văn An", NameDoubt.DAMAGED_TEXT),
    Case("right-to-left-override", "\u202eNguyễn Văn An", "Nguyễn Văn An", NameDoubt.INVISIBLE_CHARACTERS),
    Case("hangul-filler", "Nguyễn Văn An\u3164", "Nguyễn Văn An", NameDoubt.INVISIBLE_CHARACTERS),
    Case("braille-blank", "Nguyễn\u2800Văn An", "Nguyễn Văn An", NameDoubt.INVISIBLE_CHARACTERS),
    Case("two-tones", "Trần Thị Hòá", "Trần Thị Hòa", NameDoubt.TWO_TONES),
    Case("two-tones-on-one-letter", "Trần Thị Hoà\u0301", "Trần Thị Hòa", NameDoubt.TWO_TONES),
    Case("toned-words-written-together", "TrầnThịHòa", "Trần Thị Hòa", NameDoubt.TWO_TONES),
]
MINORITIES = [
    Case("apostrophe-prefix", "H'Hen Niê", "H'Hen Niê", EXACT),
    Case("space-after-the-apostrophe", "H' Hen Niê", "H'Hen Niê", EXACT),
    Case("apostrophe-prefix-no-marks", "H'Hen Nie", "H'Hen Niê", SAME_LETTERS),
    Case("apostrophe-dropped", "HHen Niê", "H'Hen Niê", NameDoubt.WORD_BREAKS),
    Case("space-for-the-apostrophe", "H Hen Nie", "H'Hen Niê", NameDoubt.WORD_BREAKS),
    Case("prefix-left-out", "Hen Niê", "H'Hen Niê", Agreement.PARTIAL),
    Case("prefix-added", "H'Hen Niê", "Hen Niê", Agreement.PARTIAL),
    Case("prefix-left-out-of-another-name", "Han Niê", "H'Hen Niê", DIFFERENT),
    Case("one-letter-word", "Y Ƀăm Êñuôl", "Y Ƀăm Êñuôl", EXACT),
    Case("one-letter-word-decomposed", unicodedata.normalize("NFD", "Y Ƀăm Êñuôl"), "Y Ƀăm Êñuôl", EXACT),
    Case("one-letter-word-in-capitals", "Y ɃĂM ÊÑUÔL", "Y Ƀăm Êñuôl", EXACT),
    Case("one-letter-word-with-a-stop", "Y. Ƀăm Êñuôl", "Y Ƀăm Êñuôl", EXACT),
    Case("bar-and-tilde-dropped-with-all-marks", "Y Bam Enuol", "Y Ƀăm Êñuôl", SAME_LETTERS),
    Case("bar-of-b-dropped", "Y Băm Êñuôl", "Y Ƀăm Êñuôl", NameDoubt.PARTLY_MARKED),
    Case("hooked-b", "Y \u0181ăm Êñuôl", "Y Ƀăm Êñuôl", NameDoubt.LOOK_ALIKE),
    Case("tilde-on-n-is-no-tone", "Êñuô\u0301l", "Ê\u0301ñuôl", EXACT),
    Case("breve-on-circumflex", "Y Kê\u0306ñ", "Y Kê\u0306ñ", EXACT),
    Case("one-letter-middle-name", "Giàng A Páo", "Giàng A Páo", EXACT),
    Case("one-letter-middle-name-no-marks", "Giang A Pao", "Giàng A Páo", SAME_LETTERS),
    Case("one-letter-middle-name-with-a-stop", "Giàng A. Páo", "Giàng A Páo", EXACT),
    Case("one-letter-middle-name-left-out", "Giàng Páo", "Giàng A Páo", Agreement.PARTIAL),
    Case("one-letter-middle-name-western", "Páo A Giàng", "Giàng A Páo", Agreement.REORDERED),
    Case("family-name-of-two-words", "Niê Kdăm H'Linh", "Niê Kdăm H'Linh", EXACT),
]


@pytest.mark.parametrize("case", [*DOUBTS, *MINORITIES], ids=lambda case: case.id)
def test_doubtful_and_minority_names_compare_as_the_table_says(case: Case) -> None:
    found = compare_names(case.display, case.legal)

    assert (found.agreement or found.doubt) is case.expect


@pytest.mark.parametrize("apostrophe", APOSTROPHES, ids=lambda mark: f"U+{ord(mark):04X}")
def test_every_shape_of_apostrophe_is_one(apostrophe: str) -> None:
    assert compare_names(f"H{apostrophe}Hen Niê", "H'Hen Niê").agreement is EXACT


@pytest.mark.parametrize("letter", LOOK_ALIKES, ids=lambda letter: f"U+{ord(letter):04X}")
def test_a_look_alike_is_a_small_letter_that_unicode_does_not_resolve(letter: str) -> None:
    assert letter == letter.casefold() == unicodedata.normalize("NFKD", letter)
    assert letter not in "abcdefghijklmnopqrstuvwxyzđƀ"


@pytest.mark.parametrize(("letter", "meant"), LOOK_ALIKES.items(), ids=lambda letter: f"U+{ord(letter):04X}")
def test_every_look_alike_is_doubted_and_never_taken_for_the_letter(letter: str, meant: str) -> None:
    assert compare_names(f"Kr{letter}ng An", f"Kr{meant}ng An").doubt is NameDoubt.LOOK_ALIKE


def test_a_doubt_about_missing_marks_says_which_name_lacks_them() -> None:
    assert compare_names("Nguyễn Văn An", "Nguyễn Văn Ân").how.en == (
        "The names have the same letters, but the display name lacks some of the marks that the legal name has."
    )
    assert compare_names("Nguyễn Văn Ân", "Nguyễn Văn An").how.vi == (
        "Hai tên có cùng chữ cái, nhưng họ và tên theo giấy tờ thiếu một phần dấu mà tên hiển thị có."
    )
    # A longer name, whichever it is, leaves the sides as they are.
    assert "the display name lacks" in compare_names("Nguyễn Văn An Bình", "Nguyễn Văn Ân").how.en
    assert "the legal name lacks" in compare_names("Nguyễn Ân", "Nguyễn Văn An").how.en


def test_a_doubt_about_one_name_says_which_name() -> None:
    assert compare_names("Nguy?n", "Nguyễn").how.vi.startswith("Tên hiển thị có ký tự hỏng")
    assert compare_names("Nguyễn", "Nguy?n").how.vi.startswith("Họ và tên theo giấy tờ có ký tự hỏng")


def test_a_doubt_is_explained_in_both_languages() -> None:
    assert compare_names("Lí Mỹ", "Lý Mỹ").how == Text(
        vi="Hai tên chỉ khác nhau ở cách viết i hay y.", en="The names differ only in writing i or y."
    )
