"""From the readings files of packs to readings: what was chosen where the texts leave a choice, and what else is held.

In come the folders of packs and what the packs offer; out come readings by number, with every problem collected. What
must not live here: what a rule is (`rule`), and what the texts say (`catalogue`).
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import suggestion
from qd85rules.source.shape import open_yaml, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from qd85rules.core.text import Text
    from qd85rules.policy.loader import Vocabulary
    from qd85rules.policy.rule import Rule
    from qd85rules.source.shape import Problems, Reader

__all__ = ["READINGS_FILE", "Reading", "load_readings"]

READINGS_FILE: Final = "readings.yaml"

_NUMBER: Final = re.compile(r"[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class Reading:
    """How words of the texts are read where they can be read in two ways.

    `words` are the words in question, told in our own; `taken` is the opinion that the rules carry out, `other` what
    else is held, `why` the ground of the choice. `rules` and `parameters` are those that it decides.
    """

    number: int
    pack: str
    words: Text
    taken: Text
    other: Text
    why: Text
    rules: tuple[str, ...]
    parameters: tuple[str, ...]


def load_readings(
    folders: Sequence[tuple[str, Path]], vocabulary: Vocabulary, problems: Problems
) -> Mapping[int, Reading]:
    """Read the readings files of packs, the lowest first; problems are added to `problems`, none is raised."""
    readings: dict[int, Reading] = {}
    for pack, folder in folders:
        path = folder / READINGS_FILE
        reader = open_yaml(path, problems) if os.path.lexists(path) else None
        for name, entry in reader.entries() if reader is not None else ():
            if not _NUMBER.fullmatch(name):
                entry.fail_key("bad-number", f"{quoted(name)} is no number of a reading", help='write it as `"7":`')
                continue
            number = int(name)
            if (known := readings.get(number)) is not None:
                message = f"the pack `{known.pack}` has a reading {number} already"
                entry.fail_key("duplicate-number", message, help="give this one another number")
                continue
            readings[number] = _reading(number, pack, entry, vocabulary)
    _check_rules(readings, vocabulary.rules.values(), problems)
    return readings


def _reading(number: int, pack: str, entry: Reader, vocabulary: Vocabulary) -> Reading:
    entry.keys(("words", "taken", "other", "why", "rules", "parameters"))
    return Reading(
        number=number,
        pack=pack,
        words=entry["words"].bilingual(),
        taken=entry["taken"].bilingual(),
        other=entry["other"].bilingual(),
        why=entry["why"].bilingual(),
        rules=_known("rule", entry["rules"], vocabulary.rules),
        parameters=_known("parameter", entry["parameters"], vocabulary.parameters),
    )


def _known(kind: str, entry: Reader, known: Mapping[str, object]) -> tuple[str, ...]:
    names = entry.texts()
    for item in entry.items() if names else ():
        if isinstance(item.value, str) and item.value not in known:
            near = suggestion(item.value, known)
            item.fail(f"unknown-{kind}", f"unknown {kind} {quoted(item.value)}", help=near.en if near else None)
    return names


def _check_rules(readings: Mapping[int, Reading], rules: Iterable[Rule], problems: Problems) -> None:
    """Report rules and readings that do not name each other."""
    for rule in rules:
        for number in rule.readings:
            if number not in readings:
                problems.add("unknown-reading", f"`{rule.id}` names a reading {number} that no pack has", rule.span)
        for number, reading in readings.items():
            if (number in rule.readings) is not (rule.id in reading.rules):
                ours, theirs = ("rule", "reading") if number in rule.readings else ("reading", "rule")
                message = f"the {ours} names the {theirs}, not the other way: `{rule.id}` and reading {number}"
                problems.add("one-sided-reading", message, rule.span, help="name it in both, or in neither")
