"""Readings as data: both opinions on each, what follows it, and every mistake with its place.

Modules: `describe.reading_entry`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qd85rules.cli import main
from qd85rules.policy.policy import load_stack, shipped_packs

if TYPE_CHECKING:
    from qd85rules.policy.policy import Stack

READING = """\
"90":
  words: {vi: Lời., en: Words.}
  taken: {vi: Một., en: One.}
  other: {vi: Hai., en: Two.}
  why: {vi: Vì thế., en: Because.}
  rules: []
  parameters: []
"""


@pytest.fixture(scope="module")
def stack() -> Stack:
    return load_stack(tuple(shipped_packs()))


def problems(folder: Path, readings: str, capsys: pytest.CaptureFixture[str]) -> str:
    (folder / "pack.yaml").write_text('id: mine\nversion: "1"\nrequires: [national]\n', encoding="utf-8")
    (folder / "readings.yaml").write_text(readings, encoding="utf-8")
    assert main(["explain", "--lang", "en", "--pack", str(folder), "transfer/given-away"]) == 2
    return capsys.readouterr().err


def test_every_shipped_rule_says_what_carries_it_who_keeps_it_and_when_it_was_compared(stack: Stack) -> None:
    rules = [resolved.rule for resolved in stack.rules]

    assert [rule.id for rule in rules if rule.owner is None or rule.reviewed_on is None] == []
    assert {rule.basis for rule in rules if rule.pack == "national"} == {"text", "reading"}
    assert {rule.basis for rule in rules if rule.pack != "national"} == {"local"}
    assert all(rule.readings for rule in rules if rule.basis == "reading")


def test_every_shipped_reading_gives_both_opinions_in_both_languages(stack: Stack) -> None:
    readings = stack.catalogue.readings

    assert list(readings) == [*range(1, 17), *sorted({17, 18, 19}, key=[17, 19, 18].index)]
    for reading in readings.values():
        for text in (reading.words, reading.taken, reading.other, reading.why):
            assert text.vi != text.en
        assert reading.taken != reading.other


def test_every_example_shows_a_reading_that_decides_its_rule(stack: Stack) -> None:
    strays = [
        (resolved.rule.id, example.name, example.reading)
        for resolved in stack.rules
        for example in resolved.rule.examples
        if example.reading is not None and example.reading not in resolved.rule.readings
    ]

    assert strays == []


def test_explain_shows_the_readings_of_a_rule_with_both_opinions(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "transfer/given-away", "--lang", "en", "--no-config"]) == 0

    shown = " ".join(capsys.readouterr().out.split())
    assert "Rests on a reading of the words of the text" in shown
    assert "All five ways of passing on one's own page are forbidden, whatever the purpose." in shown
    assert "Also held: The purpose in the next sentence belongs to this one as well." in shown


def test_explain_gives_the_readings_of_a_rule_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "transfer/given-away", "--output-format", "json", "--no-config"]) == 0

    shown = capsys.readouterr().out
    assert '"basis": "reading"' in shown
    assert json.loads(shown) is not None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "rules: []",
            "rules: [transfer/given-awy]",
            "6:11: unknown-rule unknown rule `transfer/given-awy` (did you mean `transfer/given-away`?)",
        ),
        ("rules: []", "rules: [transfer/given-away]", "the reading names the rule, not the other way"),
        ("parameters: []", "parameters: [quiet_day]", "did you mean `quiet_days`?"),
        ('"90"', '"7"', "the pack `national` has a reading 7 already"),
        ('"90"', "seven", "is no number of a reading"),
        ("  why: {vi: Vì thế., en: Because.}\n", "", "the key `why` is missing"),
        (", en: Two.", "", "4:10: missing-key the key `en` is missing"),
    ],
)
def test_a_mistake_in_a_readings_file_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    assert old in READING

    shown = problems(tmp_path, READING.replace(old, new), capsys)

    assert told in shown


def test_a_rule_that_names_an_unknown_reading_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    national = Path(__file__).parents[2] / "rules" / "national" / "transfer" / "given-away.yaml"
    text = national.read_text(encoding="utf-8").replace("id: transfer/given-away", "id: transfer/mine")
    (tmp_path / "mine.yaml").write_text(text.replace("readings: [1, 2, 3, 10, 11]", "readings: [99]"), encoding="utf-8")

    assert "`transfer/mine` names a reading 99 that no pack has" in problems(tmp_path, READING, capsys)
