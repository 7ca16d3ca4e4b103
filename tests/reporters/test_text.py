"""The report that people read: why, what would mend it, and where each answer leads, in both languages.

Modules: `reporters.frames`, `reporters.sentences`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from wcwidth import wcswidth

from qd85rules import Outcome, check
from qd85rules.reporters.text import render_text
from tests.reporters.sample import OPTIONS, SECRETS, assert_golden, sample_report
from tests.run.accounts import DAY, FULL

if TYPE_CHECKING:
    from qd85rules.core.text import Language

COLOURS = re.compile("\x1b\\[[0-9;]*m")
INDENTED = 16  # the label of a field and what stands before it
LANGUAGES = pytest.mark.parametrize("lang", ["vi", "en"])


@LANGUAGES
def test_the_report_is_the_golden_one(lang: Language) -> None:
    assert_golden(render_text(sample_report(), replace(OPTIONS, lang=lang)), "txt", lang)


@LANGUAGES
def test_the_explanations_of_the_design_account_are_the_golden_ones(lang: Language) -> None:
    incidents = [
        FULL["incidents"][0],
        {"sign": "misuse", "detected_on": "2024-10-31", "authority_told_on": "never"},
        {"sign": "misuse", "detected_on": "2024-09-01", "authority_told_on": "2024-09-20"},
    ]
    account = FULL | {"incidents": incidents, "profile": {"display_name": "Mây Trắng", "true_name_stated": False}}

    text = render_text(check(account, as_of=DAY, engine="reference"), replace(OPTIONS, lang=lang))

    assert_golden(text, "explained.txt", lang)


@LANGUAGES
def test_no_explanation_shows_a_personal_name(lang: Language) -> None:
    text = render_text(sample_report(), replace(OPTIONS, lang=lang, all_outcomes=True))

    assert not any(secret in text for secret in SECRETS)


@LANGUAGES
def test_what_is_past_mending_is_said_to_be(lang: Language) -> None:
    said = {"vi": "không thay đổi nào từ nay", "en": "no change from now on"}[lang]
    report = check(FULL, as_of=DAY)
    [lent] = report.violations

    assert lent.would_comply == ()
    assert said in " ".join(render_text(report, replace(OPTIONS, lang=lang)).split())


def test_a_console_of_ascii_marks_gets_ascii_arrows() -> None:
    text = render_text(check(FULL, as_of=DAY), replace(OPTIONS, lang="en", ascii_only=True))

    assert "up to 2024-09-04 => compliant" in text
    assert "→" not in text
    assert Outcome.UNDETERMINED.value.upper() in text


@LANGUAGES
@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_no_sentence_is_wider_than_the_terminal(lang: Language, width: int) -> None:
    report = check(FULL, as_of=DAY)

    lines = render_text(report, replace(OPTIONS, lang=lang, width=width, all_outcomes=True)).splitlines()

    # Only what cannot be broken may stand out: an id, or a name with the indentation of a field.
    assert [line for line in lines if wcswidth(line) > width and len(line[INDENTED:].split()) > 1] == []


def test_colour_changes_no_line() -> None:
    report = check(FULL, as_of=DAY)
    plain, coloured = (render_text(report, replace(OPTIONS, width=50, colour=colour)) for colour in (False, True))

    assert plain != coloured
    assert COLOURS.sub("", coloured) == plain


def test_one_account_is_told_in_the_singular() -> None:
    text = render_text(check({"id": "a"}, as_of=DAY), replace(OPTIONS, lang="en"))

    assert "transfers of 1 account, incidents of 1 account;" in text
