"""Which labels are Vietnamese, and whether only Vietnamese writes so."""

from __future__ import annotations

import unicodedata

import pytest

from qd85rules.knowledge.addresses.vietnamese import DISTINCTIVE, LABEL_CHARACTERS, VIETNAMESE_LETTERS, label_letters


@pytest.mark.parametrize(
    ("label", "letters"),
    [
        ("nguyễn", "distinctive"),
        ("đường-số-1", "distinctive"),
        ("tiếngviệt", "distinctive"),
        ("ở", "distinctive"),
        ("quận-fw", "distinctive"),
        ("nguye\u0302\u0303n", "distinctive"),
        ("trà", "shared"),
        ("đồngnai", "distinctive"),
        ("đônganh", "shared"),
        ("hànam", "shared"),
        ("càmau", "shared"),
        ("lẽ", "shared"),
        ("nguyen", "none"),
        ("123", "none"),
        ("", "none"),
        ("straße", "none"),
        ("ðường", "none"),
        ("đườngя", "none"),
        ("中文", "none"),
        ("nguyễn_an", "none"),
    ],
)
def test_letters_of_a_label(label: str, letters: str) -> None:
    assert label_letters(label) == letters


def test_the_letters_are_those_of_the_alphabet_with_every_tone() -> None:
    vowels = "aăâeêioôơuưy"
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    toned = {unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in tones}

    assert toned | set("bcdđghklmnpqrstvx") == VIETNAMESE_LETTERS
    assert len(VIETNAMESE_LETTERS) == 89
    assert VIETNAMESE_LETTERS < LABEL_CHARACTERS


@pytest.mark.parametrize(
    "alphabet",
    [
        "àâæçéèêëîïôœùûüÿ",  # French
        "ãáàâçéêíõóôú",  # Portuguese
        "ăâîșț",  # Romanian
        "čćđšž",  # Croatian
        "áčďéěíňóřšťúůýž",  # Czech
        "ịọụṅ",  # Igbo
        "ẹọṣ",  # Yoruba
        "ĩũ",  # Gikuyu
        "ãẽg̃ĩñõũỹ",  # Guarani
        "ŵŷẁẃẅỳ",  # Welsh
        "õäöü",  # Estonian
    ],
)
def test_no_distinctive_letter_is_in_another_alphabet(alphabet: str) -> None:
    assert not DISTINCTIVE & set(alphabet)
