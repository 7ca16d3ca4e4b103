"""What the shipped rules, parameters and packs say to people: both languages, whole sentences, no penalties."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

import pytest

from qd85rules import Policy
from qd85rules.policy.policy import shipped_packs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.core.text import Text
    from qd85rules.policy.policy import ResolvedRule
    from qd85rules.policy.rule import Parameter

POLICY = Policy.load(shipped_packs(), as_of=date(2024, 11, 1))
VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹáàãéèíìóòõúùý]", re.IGNORECASE)
PENALTY_WORDS = re.compile(
    r"kỷ luật|xử phạt|phạt tiền|khiển trách|cảnh cáo|khai trừ|cách chức"
    r"|disciplin|penalt|punish|\bfine\b|reprimand|expel",
    re.IGNORECASE,
)
TITLE_LIMIT, SENTENCE_LIMIT = 90, 260


def titles() -> Iterator[tuple[str, Text]]:
    """Give every text that names something."""
    for resolved in POLICY.rules:
        yield f"{resolved.rule.id} title", resolved.rule.title
    for parameter in POLICY.stack.parameters.values():
        yield f"{parameter.name} title", parameter.title
    for pack in POLICY.stack.packs:
        yield f"{pack.id} title", pack.title
        for concept in pack.concepts:
            yield f"{concept.name} title", concept.title


def sentences() -> Iterator[tuple[str, Text]]:
    """Give every text that says something about a rule's findings."""
    for resolved in POLICY.rules:
        rule = resolved.rule
        yield f"{rule.id} message", rule.message
        yield f"{rule.id} remedy", rule.remedy
        if rule.note is not None:
            yield f"{rule.id} note", rule.note
    for parameter in POLICY.stack.parameters.values():
        yield f"{parameter.name} rationale", parameter.rationale


TITLES = [pytest.param(text, id=name) for name, text in titles()]
SENTENCES = [pytest.param(text, id=name) for name, text in sentences()]


@pytest.mark.parametrize("text", TITLES)
def test_a_title_is_short_and_no_sentence(text: Text) -> None:
    for words in (text.vi, text.en):
        assert len(words) <= TITLE_LIMIT
        assert not words.endswith(".")
        assert words[0].isupper()


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_is_whole(text: Text) -> None:
    for words in (text.vi, text.en):
        assert words.endswith(".")
        assert words[0].isupper()


@pytest.mark.parametrize("text", [p for p in SENTENCES if not str(p.id).endswith("rationale")])
def test_a_sentence_on_a_finding_is_short(text: Text) -> None:
    assert max(len(text.vi), len(text.en)) <= SENTENCE_LIMIT


@pytest.mark.parametrize("text", [*TITLES, *SENTENCES])
def test_a_text_is_in_the_language_that_it_claims(text: Text) -> None:
    assert VIETNAMESE.search(text.vi)
    assert text.vi != text.en
    assert unicodedata.is_normalized("NFC", text.vi)
    assert unicodedata.is_normalized("NFC", text.en)


@pytest.mark.parametrize("text", [*TITLES, *SENTENCES])
def test_no_text_speaks_of_penalties(text: Text) -> None:
    assert not PENALTY_WORDS.search(text.vi)
    assert not PENALTY_WORDS.search(text.en)


@pytest.mark.parametrize("resolved", [pytest.param(r, id=r.rule.id) for r in POLICY.rules])
def test_a_recommendation_says_that_it_is_one(resolved: ResolvedRule) -> None:
    rule = resolved.rule

    assert ("khuyến nghị" in rule.remedy.vi) is (rule.modality == "should")
    assert ("recommendation" in rule.remedy.en) is (rule.modality == "should")


@pytest.mark.parametrize("parameter", [pytest.param(p, id=p.name) for p in POLICY.stack.parameters.values()])
def test_a_parameter_says_that_the_texts_leave_it_open_and_who_may_set_it(parameter: Parameter) -> None:
    assert re.search(r"không (nêu|gắn|nói|ghi)|đòi hỏi dừng ngay", parameter.rationale.vi)
    assert parameter.set_by.vi != parameter.set_by.en
