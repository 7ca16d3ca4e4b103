"""Conditions in words: every form of the language, in both languages."""

from __future__ import annotations

import pytest

from qd85rules.core.text import Text
from qd85rules.describe.conditions import Titles, in_words
from qd85rules.lang import parse

NAMES = Titles(
    concepts={"bound": Text("chủ trang phải theo", "the holder is bound")},
    params={"days": Text("Thời hạn", "Time"), "ways": Text("Các cách", "Ways"), "strict": Text("Chặt", "Strict")},
    values={"days": "3 ngày", "ways": "cho, bán"},
)

ON = "ngày chuyển giao", "the day of the transfer"
FORMS = {
    "true": ("luôn luôn", "always"),
    "false": ("không bao giờ", "never"),
    "!true": ("không bao giờ", "never"),
    "account.in_use": (
        "chủ trang cho biết trang còn dùng: có",
        "the holder states that the page is in use: yes",
    ),
    "!account.in_use": (
        "chủ trang cho biết trang còn dùng: không",
        "the holder states that the page is in use: no",
    ),
    "has(transfer.on)": ("ngày chuyển giao: sổ có ghi", "the day of the transfer: recorded"),
    "!has(transfer.on)": ("ngày chuyển giao: sổ không ghi", "the day of the transfer: not recorded"),
    "concepts.bound": ("chủ trang phải theo", "the holder is bound"),
    "!concepts.bound": ("không phải là: chủ trang phải theo", "it is not so that: the holder is bound"),
    "params.strict": ("“Chặt” (strict): có", "“Strict” (strict): yes"),
    'transfer.kind == "lend"': ("hình thức chuyển giao: cho mượn", "the kind of transfer: lent"),
    'transfer.kind != "lend"': ("hình thức chuyển giao: không phải cho mượn", "the kind of transfer: not lent"),
    "account.closed_on <= today": (
        "ngày hủy bỏ trang: đã có, tính đến ngày kiểm tra",
        "the day the page was closed: has come by the day of the check",
    ),
    "account.closed_on > today": (
        "ngày hủy bỏ trang: chưa có, tính đến ngày kiểm tra",
        "the day the page was closed: has not come by the day of the check",
    ),
    "transfer.on > today": (
        "ngày chuyển giao: sau ngày kiểm tra",
        "the day of the transfer: after the day of the check",
    ),
    'transfer.on < date("2024-01-02")': (
        "ngày chuyển giao: trước 2024-01-02",
        "the day of the transfer: before 2024-01-02",
    ),
    'transfer.on <= date("2024-01-02")': (
        "ngày chuyển giao: không sau 2024-01-02",
        "the day of the transfer: not after 2024-01-02",
    ),
    'transfer.on >= date("2024-01-02")': (
        "ngày chuyển giao: không trước 2024-01-02",
        "the day of the transfer: not before 2024-01-02",
    ),
    "today - transfer.on > params.days": (
        "số ngày từ “ngày chuyển giao” đến “ngày kiểm tra”: nhiều hơn “Thời hạn” (days = 3 ngày)",
        "days from “the day of the transfer” to “the day of the check”: more than “Time” (days = 3 ngày)",
    ),
    "today - transfer.on <= 5": (
        "số ngày từ “ngày chuyển giao” đến “ngày kiểm tra”: không quá 5",
        "days from “the day of the transfer” to “the day of the check”: at most 5",
    ),
    "5 < today - transfer.on": (
        "5 < số ngày từ “ngày chuyển giao” đến “ngày kiểm tra”",
        "5 < days from “the day of the transfer” to “the day of the check”",
    ),
    'transfer.kind in ["give", "sell"]': (
        "hình thức chuyển giao: một trong: cho, bán",
        "the kind of transfer: one of: given away, sold",
    ),
    "transfer.kind in params.ways": (
        "hình thức chuyển giao: nằm trong “Các cách” (ways = cho, bán)",
        "the kind of transfer: among “Ways” (ways = cho, bán)",
    ),
    '"cadre" in holder.roles': ("chủ trang là: có “cán bộ”", "the holder's roles: includes “cadre”"),
}


@pytest.mark.parametrize(("text", "expected"), FORMS.items(), ids=FORMS)
def test_a_form_says_in_words_what_it_means(text: str, expected: tuple[str, str]) -> None:
    vi, en = expected

    assert list(in_words(parse(text), NAMES, "vi")) == [(0, vi)]
    assert list(in_words(parse(text), NAMES, "en")) == [(0, en)]


def test_connectives_make_an_outline() -> None:
    expr = parse("account.in_use && !(has(transfer.on) || concepts.bound)")

    assert list(in_words(expr, NAMES, "en")) == [
        (0, "all of these:"),
        (1, "the holder states that the page is in use: yes"),
        (1, "the following does not hold:"),
        (2, "at least one of these:"),
        (3, "the day of the transfer: recorded"),
        (3, "the holder is bound"),
    ]


def test_a_condition_that_is_compared_is_told_in_one_line() -> None:
    [(_, line)] = in_words(parse('(transfer.kind == "lend") == account.in_use'), NAMES, "en")

    assert line == "the kind of transfer: lent == the holder states that the page is in use"
