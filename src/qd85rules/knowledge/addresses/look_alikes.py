"""Finds domain labels that are made to be misread: mixed scripts, whole-label look-alikes, letters near Đ and its kin.

Vietnamese letters with marks are never suspicious by themselves.

Source: Unicode UTS 39, "Highly Restrictive" (which scripts may stand together in one label); the look-alike tables are
our own short selection, with the country domains where the letter is at home.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from qd85rules.knowledge.addresses.platforms import platform_labels
from qd85rules.knowledge.addresses.vietnamese import LABEL_CHARACTERS
from qd85rules.wording import names as say

if TYPE_CHECKING:
    from qd85rules.core.text import Text

_TOGETHER: Final = (
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"}),
    frozenset({"LATIN", "CJK", "HANGUL", "IDEOGRAPHIC"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO", "IDEOGRAPHIC"}),
)

# Look-alike letter -> the letter a Vietnamese reader takes it for, and the country domains where it is ordinary.
_LATIN: Final = {
    "ð": ("đ", "is fo"),
    "ɖ": ("đ", "gh tg bj"),
    "ď": ("đ", "cz sk"),
    "ḍ": ("đ", ""),
    "ɗ": ("đ", "ng ne"),
    "ı": ("i", "tr az"),
    "ɩ": ("i", "bf"),
    "ɪ": ("i", ""),
    "ɑ": ("a", "cm"),
    "ɡ": ("g", ""),
    "ʟ": ("l", ""),
    "ŀ": ("l", ""),
    "ł": ("l", "pl"),
    "ɴ": ("n", ""),
    "ŋ": ("n", "gh tg ml no"),
    "ʀ": ("r", ""),
    "ʏ": ("y", ""),
    "ǎ": ("ă", "cn tw"),
    "ǐ": ("ĩ", "cn tw"),
    "ǔ": ("ũ", "cn tw"),
    "ŏ": ("ô", "kr"),
    "ĭ": ("ĩ", ""),
    "ŭ": ("ũ", "kr"),
    "ȧ": ("ả", ""),
}  # fmt: skip

_CYRILLIC: Final = frozenset("асԁеёһіїјкӏмопԛгрѕтԝхуўвнзьѵ")
_GREEK: Final = frozenset("αβγηικνορστυχωόύίέ")
_WHOLE: Final = {
    "CYRILLIC": (_CYRILLIC, frozenset({"bg", "by", "kg", "kz", "mk", "mn", "rs", "ru", "su", "tj", "ua", "uz"})),
    "GREEK": (_GREEK, frozenset({"gr", "cy"})),
}


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What is odd about a host's letters, with one note for each oddity."""

    mixed_script: bool
    look_alike: bool
    notes: tuple[Text, ...]


NOTHING_SUSPICIOUS: Final = Suspicion(mixed_script=False, look_alike=False, notes=())


def suspicion_of(host: str, own_label: str | None) -> Suspicion:
    """Look at every label of a Unicode host; `own_label` is the registered domain's own label, where there is one."""
    if host.isascii():
        return NOTHING_SUSPICIOUS
    labels = host.split(".")
    top = labels[-1]
    mixed = False
    notes: dict[Text, None] = {}  # in order, each once
    for label in labels:
        scripts = {_script(char) for char in label if char.isalpha()}
        if len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER):
            mixed = True
        elif _whole_label_look_alike(scripts, label, top):
            notes[say.WHOLE_NOTE] = None
        notes.update(dict.fromkeys(_latin_notes(label, top)))
    mixed_look_alike = mixed and any(char in _CYRILLIC or char in _GREEK for char in host)
    if own_label is not None and not own_label.isascii() and _bare(own_label) in platform_labels():
        notes[say.PLATFORM_NOTE] = None
    found = tuple(notes)
    return Suspicion(mixed, mixed_look_alike or bool(found), (say.MIXED_NOTE, *found) if mixed else found)


def _whole_label_look_alike(scripts: set[str], label: str, top: str) -> bool:
    for script, (letters, homes) in _WHOLE.items():
        if scripts == {script}:
            at_home = top in homes or any(_script(char) == script for char in top)
            return not at_home and all(char in letters for char in label if char.isalpha())
    return False


def _latin_notes(label: str, top: str) -> list[Text]:
    read_as = "".join(_LATIN[char][0] if char in _LATIN else char for char in label)
    # A label with further letters that are not Vietnamese is in a language where the letter may be ordinary.
    if read_as == label or not LABEL_CHARACTERS.issuperset(read_as):
        return []
    odd = sorted({char for char in label if char in _LATIN and top not in _LATIN[char][1].split()})
    return [say.LOOK_ALIKE.filled(char=char, code=ord(char), latin=_LATIN[char][0]) for char in odd]


def _bare(label: str) -> str:
    read_as = "".join(_LATIN[char][0] if char in _LATIN else char for char in label)
    decomposed = unicodedata.normalize("NFD", read_as.replace("đ", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=1024)
def _script(char: str) -> str:
    # The standard library has no script property; the first word of a letter's name is its script.
    return unicodedata.name(char, "UNKNOWN").partition(" ")[0]
