"""From the readings files of packs to readings: what was chosen where the texts leave a choice, and what else is held.

In come the folders of packs and what the packs offer; out come readings by number, with every problem collected. What
must not live here: what a rule is (`rule`), and what the texts say (`catalogue`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Final

from qd85rules.core.text import Text
from qd85rules.source.form import GIVEN, Both, FileKind, Known, Matching, Said, Words, distinct, form
from qd85rules.source.reader import open_yaml
from qd85rules.source.refusals import quoted
from qd85rules.wording import packs as say

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from qd85rules.policy.loader import PackVocabulary
    from qd85rules.policy.rule import Rule
    from qd85rules.source.reader import Problems

READINGS_FILE: Final = "readings.yaml"

_NUMBER: Final = Matching(r"[1-9][0-9]{0,3}", "số của một cách đọc", "the number of a reading")


_Rules = Annotated[tuple[Annotated[Words, Known("rule")], ...], *distinct]
_Parameters = Annotated[tuple[Annotated[Words, Known("parameter")], ...], *distinct]


@form
class Reading:
    """How words of the texts are read where they can be read in two ways.

    `words` are the words in question, told in our own; `taken` is the opinion that the rules carry out, `other` what
    else is held, `why` the ground of the choice. `rules` and `parameters` are those that it decides.
    """

    number: Annotated[int, GIVEN]
    pack: Annotated[str, GIVEN]
    words: Annotated[Both, Said("Lời văn đang xét.", "The words in question.")]
    taken: Annotated[Both, Said("Cách đọc mà quy tắc theo.", "The opinion that the rules carry out.")]
    other: Annotated[Both, Said("Ý kiến khác.", "What else is held.")]
    why: Annotated[Both, Said("Vì sao chọn cách ấy.", "Why it was chosen.")]
    rules: Annotated[_Rules, Said("Mã các quy tắc liên quan.", "Ids of the rules that it decides.")]
    parameters: Annotated[_Parameters, Said("Các tham số liên quan.", "The parameters that it decides.")]


READING_FILE: Final = FileKind(
    Text("Các cách đọc của qd85rules", "Readings for qd85rules"),
    Text("Chỗ văn bản đọc được theo hai cách, theo số.", "Words that can be read in two ways, by number."),
    Mapping[Annotated[str, _NUMBER], Reading],
)


def load_readings(
    folders: Sequence[tuple[str, Path]], vocabulary: PackVocabulary, problems: Problems
) -> Mapping[int, Reading]:
    """Read the readings files of packs, the lowest first; problems are added to `problems`, none is raised."""
    readings: dict[int, Reading] = {}
    packs: dict[int, str] = {}
    for pack, folder in folders:
        path = folder / READINGS_FILE
        reader = open_yaml(path, problems) if os.path.lexists(path) else None
        for name, entry in reader.entries() if reader is not None else ():
            if not _NUMBER.fits(name):
                message = say.NO_NUMBER.filled(name=quoted(name))
                entry.refuse("bad-number", message, say.WRITE_A_NUMBER, of_key=True)
                continue
            number = int(name)
            if number in packs:
                message = say.READING_EXISTS.filled(pack=packs[number], number=number)
                entry.refuse("duplicate-number", message, say.ANOTHER_NUMBER, of_key=True)
                continue
            packs[number] = pack
            known = {"rule": vocabulary.rules, "parameter": vocabulary.parameters}
            reading = entry.read(Reading, known, number=number, pack=pack)
            if reading is not None:
                readings[number] = reading
    for rule in vocabulary.rules.values():
        _check_rule(rule, readings, packs, problems)
    return readings


def _check_rule(rule: Rule, readings: Mapping[int, Reading], known: Collection[int], problems: Problems) -> None:
    """Report where a rule and readings do not name each other; a reading that is wrong is known all the same."""
    for number in rule.readings:
        if number not in known:
            message = say.NO_SUCH_READING.filled(rule=rule.id, number=number)
            problems.add("unknown-reading", message, rule.span)
    for number, reading in readings.items():
        if (number in rule.readings) is not (rule.id in reading.rules):
            is_ours = number in rule.readings
            told = say.RULE_NAMES_READING if is_ours else say.READING_NAMES_RULE
            pair = told.filled(rule=rule.id, number=number)
            problems.add("one-sided-reading", pair, rule.span, say.IN_BOTH)
