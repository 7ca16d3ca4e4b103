"""One name in two spellings, and marks that make it another name.

Modules: `knowledge.names.agreement`.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

import pytest

from qd85rules.knowledge.names import Agreement, NameDoubt, compare_names

EXACT, SAME_LETTERS, DIFFERENT = Agreement.EXACT, Agreement.SAME_LETTERS, Agreement.DIFFERENT


class Case(NamedTuple):
    """A pair of names and what comparing them must give."""

    id: str
    display: str
    legal: str
    expect: Agreement | NameDoubt


CASES = [
    # Unicode normalisation, case, spacing
    Case("equal", "Nguyễn Văn An", "Nguyễn Văn An", EXACT),
    Case("decomposed", unicodedata.normalize("NFD", "Nguyễn Văn An"), "Nguyễn Văn An", EXACT),
    Case("marks-typed-in-another-order", "Nguye\u0303\u0302n Văn An", "Nguyễn Văn An", EXACT),
    Case("capitals", "NGUYỄN VĂN AN", "Nguyễn Văn An", EXACT),
    Case("small-letters", "nguyễn văn an", "Nguyễn Văn An", EXACT),
    Case("capital-eth-for-d-bar", "\u00d0ặng Văn An", "Đặng Văn An", EXACT),
    Case("capital-eth-in-the-legal-name", "Đặng Văn An", "\u00d0ặng Văn An", EXACT),
    Case("capital-eth-and-no-marks", "Dang Van An", "\u00d0ặng Văn An", SAME_LETTERS),
    Case("capital-d-bar", "ĐẶNG ĐÌNH ĐỨC", "Đặng Đình Đức", EXACT),
    Case("capitals-of-ascii-letters-only", "NGUYễN VăN AN", "Nguyễn Văn An", EXACT),
    Case("spaces-around-and-doubled", "  Nguyễn  Văn An ", "Nguyễn Văn An", EXACT),
    Case("no-break-space", "Nguyễn\u00a0Văn\u00a0An", "Nguyễn Văn An", EXACT),
    Case("tab-and-line-end", "Nguyễn\tVăn An\n", "Nguyễn Văn An", EXACT),
    Case("ideographic-space", "Nguyễn\u3000Văn An", "Nguyễn Văn An", EXACT),
    Case("zero-width-space-within-a-word", "Ng\u200buyễn Văn An", "Nguyễn Văn An", EXACT),
    Case("byte-order-mark", "\ufeffNguyễn Văn An", "Nguyễn Văn An", EXACT),
    Case("soft-hyphen", "Nguy\u00adễn Văn An", "Nguyễn Văn An", EXACT),
    Case("hyphens-for-spaces", "Nguyễn-Văn-An", "Nguyễn Văn An", EXACT),
    Case("full-stops-for-spaces", "Nguyễn.Văn.An", "Nguyễn Văn An", EXACT),
    Case("underscores-for-spaces", "Nguyễn_Văn_An", "Nguyễn Văn An", EXACT),
    Case("comma-after-the-family-name", "Nguyễn, Văn An", "Nguyễn Văn An", EXACT),
    # Place of the tone mark
    Case("hoa-tone-on-a", "Trần Thị Hoà", "Trần Thị Hòa", EXACT),
    Case("thuy-tone-on-y", "Lê Thị Thuý", "Lê Thị Thúy", EXACT),
    Case("khoe-tone-on-e", "Lê Văn Khoẻ", "Lê Văn Khỏe", EXACT),
    Case("quy-tone-on-u", "Lê Thị Qúy", "Lê Thị Quý", EXACT),
    Case("tone-on-a-consonant-vowel-pair", "Lê Văn Giá", "Lê Văn Gía", EXACT),
    # All marks dropped
    Case("no-marks", "Tran Thi Hoa", "Trần Thị Hòa", SAME_LETTERS),
    Case("no-marks-in-capitals", "TRAN THI HOA", "Trần Thị Hòa", SAME_LETTERS),
    Case("no-marks-d-for-d-bar", "Dang", "Đặng", SAME_LETTERS),
    Case("no-marks-d-for-d-bar-in-a-full-name", "Dang Dinh Duc", "Đặng Đình Đức", SAME_LETTERS),
    Case("no-marks-horn-and-breve", "Luong Van Vuong", "Lương Văn Vượng", SAME_LETTERS),
    Case("legal-name-without-marks", "Trần Thị Hòa", "TRAN THI HOA", SAME_LETTERS),
    Case("no-marks-on-either-side", "tran thi hoa", "Tran Thi Hoa", EXACT),
    Case("a-name-that-has-no-marks", "Le Nam", "Le Nam", EXACT),
    # Marks dropped in part
    Case("one-tone-missing", "Trần Thị Hoa", "Trần Thị Hòa", NameDoubt.PARTLY_MARKED),
    Case("one-word-without-marks", "Tran Thị Hòa", "Trần Thị Hòa", NameDoubt.PARTLY_MARKED),
    Case("one-word-alone-with-marks", "Tran Thi Hòa", "Trần Thị Hòa", NameDoubt.PARTLY_MARKED),
    Case("tone-kept-circumflex-missing", "Tràn Thị Hòa", "Trần Thị Hòa", NameDoubt.PARTLY_MARKED),
    Case("circumflex-kept-tones-missing", "Trân Thi Hoa", "Trần Thị Hòa", NameDoubt.PARTLY_MARKED),
    Case("bar-of-d-missing", "Dặng Văn An", "Đặng Văn An", NameDoubt.PARTLY_MARKED),
    Case("legal-name-lacks-a-mark", "Trần Thị Hòa", "Trần Thị Hoa", NameDoubt.PARTLY_MARKED),
    Case("each-lacks-a-mark-of-the-other", "Tran Thị Hòa", "Trần Thị Hoa", DIFFERENT),
    Case("each-lacks-a-mark-of-the-other-in-one-word", "Trần Anh Tú", "Trần Anh Tư", DIFFERENT),
    Case("an-for-an-with-circumflex", "Nguyễn Văn An", "Nguyễn Văn Ân", NameDoubt.PARTLY_MARKED),
    # A mark changed
    Case("another-tone", "Trần Thị Hóa", "Trần Thị Hòa", DIFFERENT),
    Case("another-tone-one-word", "Hóa", "Hòa", DIFFERENT),
    Case("breve-for-circumflex", "Nguyễn Văn Ăn", "Nguyễn Văn Ân", DIFFERENT),
    Case("horn-for-circumflex", "Lê Văn Sơn", "Lê Văn Sôn", DIFFERENT),
    Case("a-mark-changed-and-another-dropped", "Tran Thị Hóa", "Trần Thị Hòa", DIFFERENT),
    Case("a-mark-changed-in-another-order", "Hóa Thị Trần", "Trần Thị Hòa", DIFFERENT),
    # i and y
    Case("i-for-y-everywhere", "Lí Thị Mĩ", "Lý Thị Mỹ", NameDoubt.I_Y_SPELLING),
    Case("i-for-y-after-qu", "Lê Thị Quí", "Lê Thị Quý", NameDoubt.I_Y_SPELLING),
    Case("i-for-y-and-no-marks", "Ly Thi My", "Lí Thị Mĩ", NameDoubt.I_Y_SPELLING),
    Case("i-for-y-and-a-changed-tone", "Lì Thị Mỹ", "Lý Thị Mỹ", DIFFERENT),
    Case("ai-is-not-ay", "Lê Văn Hai", "Lê Văn Hay", DIFFERENT),
    Case("ui-is-not-uy", "Lê Văn Dui", "Lê Văn Duy", DIFFERENT),
    # Words broken otherwise
    Case("written-together", "nguyenvanan", "Nguyễn Văn An", NameDoubt.WORD_BREAKS),
    Case("written-together-with-marks", "NguyễnVănAn", "Nguyễn Văn An", NameDoubt.WORD_BREAKS),
    Case("zero-width-space-for-a-space", "Nguyễn\u200bVăn An", "Nguyễn Văn An", NameDoubt.WORD_BREAKS),
    # Other words
    Case("an-am", "Nguyễn Văn An", "Nguyễn Văn Am", DIFFERENT),
    Case("another-family-name", "Trần Văn An", "Nguyễn Văn An", DIFFERENT),
    Case("another-middle-name", "Nguyễn Thị An", "Nguyễn Văn An", DIFFERENT),
    Case("huynh-hoang", "Huỳnh Văn An", "Hoàng Văn An", DIFFERENT),
    Case("vu-vo", "Vũ Văn An", "Võ Văn An", DIFFERENT),
    Case("vu-vo-without-marks", "Vu Van An", "Võ Văn An", DIFFERENT),
    Case("nothing-in-common", "Bé Na", "Trần Thị Hòa", DIFFERENT),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_two_spellings_compare_as_the_table_says(case: Case) -> None:
    found = compare_names(case.display, case.legal)

    assert (found.agreement or found.doubt) is case.expect


@pytest.mark.parametrize("mark", ["\u00a0", "\u2009", "\u202f", "\u3000", "\t"])
def test_every_blank_is_a_space(mark: str) -> None:
    assert compare_names(f"Trần{mark}Hòa", "Trần Hòa").agreement is EXACT
