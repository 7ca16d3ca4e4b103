"""Titles, nicknames, decorations and set-apart words around a name, and what each comparison notes.

Modules: `knowledge.names.readings`, `knowledge.names.titles`.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from qd85rules.knowledge.names import Agreement, NameDoubt, compare_names
from qd85rules.knowledge.names.titles import OPENINGS, TITLES

EXACT, SAME_LETTERS, PARTIAL, DIFFERENT = (
    Agreement.EXACT,
    Agreement.SAME_LETTERS,
    Agreement.PARTIAL,
    Agreement.DIFFERENT,
)
TITLE = "A form of address or a title was left out."
BRACKETS = "Bracketed words of the display name were left out."
LEGAL_BRACKETS = "Bracketed words of the legal name were left out."
APART = "Words set apart by punctuation were left out."
DECORATION = "Emoji or other decorative symbols were left out."
INVISIBLE = "Invisible characters were left out."


class Case(NamedTuple):
    """A pair of names, what comparing them must give, and the notes that must come with it."""

    id: str
    display: str
    legal: str
    expect: Agreement | NameDoubt
    notes: tuple[str, ...] = ()


CASES = [
    # Titles
    Case("title-and-nickname", "Cô giáo Trần Thị Hòa (Bé Na)", "Trần Thị Hòa", EXACT, (BRACKETS, TITLE)),
    Case("abbreviated-title", "BS. Nguyễn Văn An", "Nguyễn Văn An", EXACT, (TITLE,)),
    Case("abbreviated-title-no-space", "TS.Nguyễn Văn An", "Nguyễn Văn An", EXACT, (TITLE,)),
    Case("several-abbreviated-titles", "PGS.TS Nguyễn Văn An", "Nguyễn Văn An", EXACT, (TITLE,)),
    Case("title-with-a-stop-inside", "Th.S Nguyễn Văn An", "Nguyễn Văn An", EXACT, (TITLE,)),
    Case("comrade", "Đồng chí Nguyễn Văn An", "Nguyễn Văn An", EXACT, (TITLE,)),
    Case("comrade-abbreviated", "Đ/c Nguyễn Văn An", "Nguyễn Văn An", EXACT, (TITLE,)),
    Case("comrade-and-office", "Đ/c Bí thư Nguyễn Văn An", "Nguyễn Văn An", EXACT, (TITLE,)),
    Case("rank", "Thượng úy Nguyễn Văn An", "Nguyễn Văn An", EXACT, (TITLE,)),
    Case("title-with-its-tone-elsewhere", "Thượng uý Nguyễn Văn An", "Nguyễn Văn An", EXACT, (TITLE,)),
    Case("title-spelled-with-y", "Bác sỹ Nguyễn Văn An", "Nguyễn Văn An", EXACT, (TITLE,)),
    Case("title-after-a-dash", "Nguyễn Văn An - Luật sư", "Nguyễn Văn An", EXACT, (TITLE,)),
    Case("title-before-a-comma", "Luật sư, Nguyễn Văn An", "Nguyễn Văn An", EXACT, (TITLE,)),
    Case("title-after-the-name", "Nguyễn Văn An Luật sư", "Nguyễn Văn An", EXACT, (TITLE,)),
    Case("title-without-marks", "Bac si Nguyen Van An", "Nguyễn Văn An", SAME_LETTERS, (TITLE,)),
    Case("abbreviation-without-marks", "NSUT Trần Thị Hòa", "Trần Thị Hòa", EXACT, (TITLE,)),
    Case("abbreviation-that-is-marked-is-a-word", "Trần Thị Hòa Ngút", "Trần Thị Hòa", PARTIAL),
    Case("title-with-marks-name-without", "Cô giáo Tran Thi Hoa", "Trần Thị Hòa", SAME_LETTERS, (TITLE,)),
    Case("address-without-marks", "Co Tran Thi Hoa", "Trần Thị Hòa", SAME_LETTERS, (TITLE,)),
    Case("title-before-a-part", "Cô Hòa", "Trần Thị Hòa", PARTIAL, (TITLE,)),
    Case("title-before-a-changed-mark", "Cô Trần Thị Hóa", "Trần Thị Hòa", DIFFERENT),
    Case("title-before-another-name", "BS. Lê Văn Bình", "Nguyễn Văn An", DIFFERENT),
    Case("title-alone", "Cô giáo", "Trần Thị Hòa", DIFFERENT),
    # Words that are titles and names
    Case("anh-the-title", "Anh Nguyễn Văn Tuấn", "Nguyễn Văn Tuấn", EXACT, (TITLE,)),
    Case("anh-the-given-name-first", "Anh Nguyễn", "Nguyễn Anh", Agreement.REORDERED),
    Case("anh-the-first-given-name", "Anh Tuấn", "Nguyễn Anh Tuấn", PARTIAL),
    Case("anh-the-given-name-last", "Nguyễn Văn Anh", "Nguyễn Văn", PARTIAL),
    Case("anh-the-given-name-kept", "Anh Nguyễn Văn", "Nguyễn Văn Anh", Agreement.REORDERED),
    Case("em-that-lacks-a-mark", "Em Hà", "Êm Hà", NameDoubt.PARTLY_MARKED),
    Case("ong-the-family-name", "Ông Cao Thắng", "Ông Cao Thắng", EXACT),
    Case("ong-the-family-name-left-out", "Cao Thắng", "Ông Cao Thắng", PARTIAL),
    Case("chu-the-family-name", "Chu Van An", "Văn An", PARTIAL, ("One of the names is written without any marks.",)),
    Case("cong-an-the-given-name", "Trần Nguyễn Công An", "Trần Nguyễn", PARTIAL),
    Case(
        "nha-van-the-given-name",
        "Tran Nguyen Nha Van",
        "Trần Nguyễn",
        PARTIAL,
        ("One of the names is written without any marks.",),
    ),
    # Brackets and quotation marks
    Case("nickname-in-brackets", "Trần Thị Hòa (Bé Na)", "Trần Thị Hòa", EXACT, (BRACKETS,)),
    Case("nickname-in-square-brackets", "[Na] Trần Thị Hòa", "Trần Thị Hòa", EXACT, (BRACKETS,)),
    Case("nickname-in-double-quotes", 'Trần Thị Hòa "Bé Na"', "Trần Thị Hòa", EXACT, (BRACKETS,)),
    Case("nickname-in-curly-quotes", "Trần Thị Hòa “Bé Na”", "Trần Thị Hòa", EXACT, (BRACKETS,)),
    Case("nickname-in-single-quotes", "Trần Thị Hòa ‘Bé Na’", "Trần Thị Hòa", EXACT, (BRACKETS,)),
    Case("nickname-in-the-middle", "Trần Thị (Na) Hòa", "Trần Thị Hòa", EXACT, (BRACKETS,)),
    Case("nickname-in-a-bracket-left-open", "Trần Thị Hòa (Bé Na", "Trần Thị Hòa", EXACT, (BRACKETS,)),
    Case("nickname-and-no-marks", "Tran Thi Hoa (Bé Na)", "Trần Thị Hòa", SAME_LETTERS, (BRACKETS,)),
    Case("digits-in-brackets", "Trần Thị Hòa (1985)", "Trần Thị Hòa", EXACT, (BRACKETS,)),
    Case("another-script-in-brackets", "Trần Thị Hòa (陳氏和)", "Trần Thị Hòa", EXACT, (BRACKETS,)),
    Case("name-in-brackets-after-a-nickname", "Bé Na (Trần Thị Hòa)", "Trần Thị Hòa", EXACT, (APART,)),
    Case("whole-name-in-brackets", "(Trần Thị Hòa)", "Trần Thị Hòa", EXACT),
    Case("legal-name-with-an-alias", "Trần Thị Hòa", "Trần Thị Hòa (Ba Hòa)", EXACT, (LEGAL_BRACKETS,)),
    Case("changed-mark-beside-brackets", "Trần Thị Hóa (Bé Na)", "Trần Thị Hòa", DIFFERENT),
    # Words set apart
    Case("employer-before-a-dash", "Phòng khám Hà Nội - Nguyễn Văn An", "Nguyễn Văn An", EXACT, (APART,)),
    Case("other-script-after-a-bar", "Nguyễn Văn An | 阮文安", "Nguyễn Văn An", EXACT, (APART,)),
    Case("digits-after-a-comma", "Nguyễn Văn An, 0123", "Nguyễn Văn An", EXACT, (APART,)),
    Case("part-beside-a-group", "Lan Anh - Chi đoàn 5", "Nguyễn Thị Lan Anh", PARTIAL, (APART,)),
    Case("one-word-set-apart-is-not-enough", "Trần Bình - Nguyễn", "Nguyễn Văn An", DIFFERENT),
    # Decorations and invisible characters
    Case("emoji-after", "Nguyễn Văn An 🌸", "Nguyễn Văn An", EXACT, (DECORATION,)),
    Case("emoji-between", "🌸Nguyễn🌸Văn🌸An🌸", "Nguyễn Văn An", EXACT, (DECORATION,)),
    Case("emoji-of-several-code-points", "👩🏽‍⚕️ Trần Thị Hòa", "Trần Thị Hòa", EXACT, (DECORATION,)),
    Case("flag", "🇻🇳 Trần Thị Hòa", "Trần Thị Hòa", EXACT, (DECORATION,)),
    Case("stars", "★ Trần Thị Hòa ★", "Trần Thị Hòa", EXACT, (DECORATION,)),
    Case("tildes", "~ Trần Thị Hòa ~", "Trần Thị Hòa", EXACT),
    Case("exclamation-mark", "Trần Thị Hòa!", "Trần Thị Hòa", EXACT),
    Case("zero-width-joiner", "Trần\u200d Thị Hòa", "Trần Thị Hòa", EXACT, (INVISIBLE,)),
    Case("left-to-right-mark", "\u200eTrần Thị Hòa", "Trần Thị Hòa", EXACT, (INVISIBLE,)),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_words_around_a_name_compare_as_the_table_says(case: Case) -> None:
    found = compare_names(case.display, case.legal)

    assert ((found.agreement or found.doubt), tuple(note.en for note in found.notes)) == (case.expect, case.notes)


@pytest.mark.parametrize("title", [*TITLES, *OPENINGS])
def test_every_title_before_a_full_name_does_no_harm(title: str) -> None:
    assert compare_names(f"{title.title()} Nguyễn Văn Khải", "Nguyễn Văn Khải").agreement is EXACT


@pytest.mark.parametrize("title", TITLES)
def test_every_title_after_a_full_name_does_no_harm(title: str) -> None:
    assert compare_names(f"Nguyễn Văn Khải {title}", "Nguyễn Văn Khải").agreement is EXACT


@pytest.mark.parametrize("title", OPENINGS)
def test_a_title_that_is_a_given_name_counts_only_before_a_name(title: str) -> None:
    assert compare_names(f"Nguyễn Văn {title.title()}", "Nguyễn Văn").agreement is PARTIAL


@pytest.mark.parametrize("title", [*TITLES, *OPENINGS])
def test_a_name_that_is_spelled_like_a_title_still_equals_itself(title: str) -> None:
    found = compare_names(f"{title.title()} Khải", f"{title.title()} Khải")

    assert (found.agreement, found.notes) == (EXACT, ())


def test_other_words_around_the_name_are_said_to_be_there() -> None:
    found = compare_names("Luật sư Nguyễn Văn An", "Nguyễn Văn An")

    assert found.how.vi == "Tên hiển thị có đủ họ và tên theo giấy tờ, chỉ thêm những từ không thuộc tên."
