"""The words of one name in another order, a part of a name, initials.

Modules: `knowledge.names.compare`, `knowledge.names.order`.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from qd85rules.knowledge.names import Agreement, NameDoubt, compare_names

REORDERED, PARTIAL, DIFFERENT = Agreement.REORDERED, Agreement.PARTIAL, Agreement.DIFFERENT


class Case(NamedTuple):
    """A pair of names and what comparing them must give."""

    id: str
    display: str
    legal: str
    expect: Agreement | NameDoubt


ORDERS = [
    Case("given-middle-family", "An Văn Nguyễn", "Nguyễn Văn An", REORDERED),
    Case("given-middle-family-without-marks", "An Van Nguyen", "Nguyễn Văn An", REORDERED),
    Case("given-family-middle", "An Nguyễn Văn", "Nguyễn Văn An", REORDERED),
    Case("middle-given-family", "Văn An Nguyễn", "Nguyễn Văn An", REORDERED),
    Case("two-words", "An Nguyễn", "Nguyễn An", REORDERED),
    Case("given-of-two-words-first", "Lan Anh Nguyễn Thị", "Nguyễn Thị Lan Anh", REORDERED),
    Case("given-of-two-words-middle-family", "Lan Anh Thị Nguyễn", "Nguyễn Thị Lan Anh", REORDERED),
    Case("given-two-middle-names-family", "Anh Thị Lan Nguyễn", "Nguyễn Thị Lan Anh", REORDERED),
    Case("full-reversal", "Anh Lan Thị Nguyễn", "Nguyễn Thị Lan Anh", REORDERED),
    Case("family-of-two-words", "Hoa Thị Tôn Nữ", "Tôn Nữ Thị Hoa", REORDERED),
    Case("family-of-four-words", "Hoa Thị Công Tằng Tôn Nữ", "Công Tằng Tôn Nữ Thị Hoa", REORDERED),
    Case("legal-name-in-western-order", "Nguyễn Văn An", "An Van Nguyen", REORDERED),
    Case("family-given-middle", "Nguyễn An Văn", "Nguyễn Văn An", NameDoubt.UNUSUAL_ORDER),
    Case("middle-family-given", "Văn Nguyễn An", "Nguyễn Văn An", NameDoubt.UNUSUAL_ORDER),
    Case("another-person-with-the-same-words", "Nguyễn Lan Thị Anh", "Nguyễn Thị Lan Anh", NameDoubt.UNUSUAL_ORDER),
    Case("unusual-order-without-marks", "Nguyen An Van", "Nguyễn Văn An", NameDoubt.UNUSUAL_ORDER),
    Case("unusual-order-and-a-changed-mark", "Trần Hóa Thị", "Trần Thị Hòa", DIFFERENT),
    Case("unusual-order-partly-marked", "Trần Hoa Thị", "Trần Thị Hòa", NameDoubt.PARTLY_MARKED),
    Case("western-order-partly-marked", "Hoa Thị Trần", "Trần Thị Hòa", NameDoubt.PARTLY_MARKED),
]
PARTS = [
    Case("given-name-only", "Hòa", "Trần Thị Hòa", PARTIAL),
    Case("given-name-only-without-marks", "Hoa", "Trần Thị Hòa", PARTIAL),
    Case("given-name-only-with-another-mark", "Hóa", "Trần Thị Hòa", DIFFERENT),
    Case("middle-name-left-out", "Nguyễn An", "Nguyễn Văn An", PARTIAL),
    Case("middle-name-left-out-western-order", "An Nguyễn", "Nguyễn Văn An", PARTIAL),
    Case("middle-name-left-out-no-marks", "An Nguyen", "Nguyễn Văn An", PARTIAL),
    Case("family-name-left-out", "Lan Anh", "Nguyễn Thị Lan Anh", PARTIAL),
    Case("part-partly-marked", "Trần Hoa", "Trần Thị Hòa", NameDoubt.PARTLY_MARKED),
    Case("the-word-with-the-right-marks-counts", "Hòa", "Hóa Thị Hòa", PARTIAL),
    Case("part-in-an-unusual-order", "Lan Thị Anh", "Nguyễn Thị Lan Anh", NameDoubt.UNUSUAL_ORDER),
    Case("a-part-and-another-word", "Hòa Bống", "Trần Thị Hòa", DIFFERENT),
    Case("more-words-make-another-name", "Nguyễn Văn An Khang", "Nguyễn Văn An", PARTIAL),
    Case("unknown-words-before", "Fan Nguyễn Văn An", "Nguyễn Văn An", PARTIAL),
    Case("someone-elses-wife", "Vợ Nguyễn Văn An", "Nguyễn Văn An", PARTIAL),
    Case("legal-name-lacks-a-middle-name", "Nguyễn Văn An", "Nguyễn An", PARTIAL),
]
INITIALS = [
    Case("one-dotted-initial", "Nguyễn V. An", "Nguyễn Văn An", PARTIAL),
    Case("two-dotted-initials", "N. V. An", "Nguyễn Văn An", PARTIAL),
    Case("dotted-initials-written-together", "N.V.An", "Nguyễn Văn An", PARTIAL),
    Case("last-initial-without-its-stop", "Nguyễn V.A", "Nguyễn Văn An", PARTIAL),
    Case("initial-of-two-letters", "Ng. Văn An", "Nguyễn Văn An", PARTIAL),
    Case("initial-in-western-order", "An N.", "Nguyễn Văn An", PARTIAL),
    Case("legal-name-with-an-initial", "Nguyễn Văn An", "Nguyễn V. An", PARTIAL),
    Case("d-may-stand-for-d-bar", "D. Văn An", "Đặng Văn An", PARTIAL),
    Case("d-stands-for-d", "D. Văn An", "Dương Văn An", PARTIAL),
    Case("d-bar-stands-for-d-bar", "Đ. Văn An", "Đặng Văn An", PARTIAL),
    Case("d-bar-never-stands-for-d", "Đ. Văn An", "Dương Văn An", DIFFERENT),
    Case("another-initial", "T. Văn An", "Nguyễn Văn An", DIFFERENT),
    Case("initial-beside-a-changed-mark", "T. Thị Hóa", "Trần Thị Hòa", DIFFERENT),
    Case("initial-beside-a-dropped-mark", "T. Thị Hoa", "Trần Thị Hòa", NameDoubt.PARTLY_MARKED),
    Case("initial-without-a-stop", "Nguyễn V An", "Nguyễn Văn An", NameDoubt.BARE_INITIALS),
    Case("initials-only", "N V A", "Nguyễn Văn An", NameDoubt.BARE_INITIALS),
    Case("dotted-initials-only", "N.V.A.", "Nguyễn Văn An", NameDoubt.BARE_INITIALS),
    Case("initials-in-one-run", "NVA", "Nguyễn Văn An", NameDoubt.BARE_INITIALS),
    Case("some-initials-in-one-run", "NV An", "Nguyễn Văn An", NameDoubt.BARE_INITIALS),
    Case("capitals-that-could-be-a-word", "Nguyễn VA", "Nguyễn Văn An", NameDoubt.BARE_INITIALS),
    Case("a-word-is-no-run-of-initials", "Hà", "Hoàng Anh", DIFFERENT),
]


@pytest.mark.parametrize("case", [*ORDERS, *PARTS, *INITIALS], ids=lambda case: case.id)
def test_order_and_parts_compare_as_the_table_says(case: Case) -> None:
    found = compare_names(case.display, case.legal)

    assert (found.agreement or found.doubt) is case.expect


def test_a_part_and_more_than_the_name_are_told_apart() -> None:
    part = compare_names("Nguyễn An", "Nguyễn Văn An")
    more = compare_names("Nguyễn Văn An Khang", "Nguyễn Văn An")

    assert part.how.en == "The display name is only a part of the legal name."
    assert more.how.en == "The display name holds every word of the legal name, and further words of unknown meaning."


def test_missing_marks_of_a_reordered_name_are_noted() -> None:
    assert [note.vi for note in compare_names("An Van Nguyen", "Nguyễn Văn An").notes] == [
        "Một bên viết hoàn toàn không dấu."
    ]
