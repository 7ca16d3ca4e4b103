"""Which hosts are suspicious, and which only look foreign."""

from __future__ import annotations

import pytest

from qd85rules.knowledge.addresses.look_alikes import suspicion_of

FINE = [
    "đường.vn", "nguyễnvănđức.com.vn", "trà.vn", "tiếngviệt.com", "ýnghĩa.vn", "gỗ-đồng-kỵ.vn", "quậnfw.vn",
    "straße.de", "ışık.com.tr", "ılgaz.com.tr", "það.is", "ðaður.is", "пример.рф", "сор.рф", "сор.ru", "παν.gr",
    "例え.jp", "日本語ニュースtv.jp", "한국abc.kr", "中文abc.cn", "česko.cz", "łódź.pl", "ascii.vn", "עברית.com",
]  # fmt: skip

MIXED = ["faceb\u043eok.com", "nguyễ\u043f.vn", "πνguyen.vn", "abcя.vn"]

LOOK_ALIKE = {
    "eth": "ðường.vn",
    "African d": "ɖường.vn",
    "d with caron": "ďường.vn",
    "dotless i": "vıetnam.vn",
    "script a": "nguyenvɑnan.vn",
    "caron for breve": "nguyễnvǎnan.vn",
    "small capital": "nguyeɴ.vn",
    "Cyrillic whole label": "\u0430\u0440\u0440\u04cf\u0435.com",
    "Cyrillic whole label below": "\u0440\u0430\u0443.an.vn",
    "Greek whole label": "\u03bf\u03bd\u03bf.vn",
    "Cyrillic inside Latin": "faceb\u043eok.com",
}


@pytest.mark.parametrize("host", FINE)
def test_a_host_in_one_language_is_not_suspicious(host: str) -> None:
    suspicion = suspicion_of(host, host.partition(".")[0])

    assert (suspicion.mixed_script, suspicion.look_alike, suspicion.notes) == (False, False, ())


@pytest.mark.parametrize("host", MIXED)
def test_letters_of_two_scripts_in_one_label_are_mixed(host: str) -> None:
    suspicion = suspicion_of(host, host.partition(".")[0])

    assert suspicion.mixed_script
    assert suspicion.notes


@pytest.mark.parametrize("host", LOOK_ALIKE.values(), ids=LOOK_ALIKE)
def test_a_letter_that_is_easily_misread_is_a_look_alike(host: str) -> None:
    suspicion = suspicion_of(host, host.split(".")[-2])

    assert suspicion.look_alike
    assert suspicion.notes


@pytest.mark.parametrize("label", ["facebọok", "fạcebook", "youtubẻ", "tìktok", "ınstagram", "wordpréss"])
def test_a_platforms_name_with_other_marks_is_a_look_alike(label: str) -> None:
    assert suspicion_of(f"{label}.com", label).look_alike


def test_a_short_word_is_not_taken_for_a_platform() -> None:
    assert not suspicion_of("zạlo.vn", "zạlo").look_alike
    assert not suspicion_of("lìne.vn", "lìne").look_alike
