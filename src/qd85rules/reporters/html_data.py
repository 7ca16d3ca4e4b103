"""The findings as compact data for the page's script: each text, rule, clause and fact is stored once.

What must not live here: markup, and what the script makes of the data (`assets/report.js`, which reads this shape).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.plain import json_text, plain
from qd85rules.core.text import LANGUAGES, Text
from qd85rules.model.labels import label_value
from qd85rules.model.vocabulary import FACTS
from qd85rules.reporters.html_words import KINDS, MARKS, SCRIPT, kind_of, topic_words
from qd85rules.reporters.masking import shown_value
from qd85rules.reporters.sentences import answer_text, value_text
from qd85rules.reporters.words import mending_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qd85rules.core.diagnostics import Span
    from qd85rules.judge.report import Answer, Evidence, Finding, Report
    from qd85rules.policy.stamps import Citation
    from qd85rules.reporters.base import Options

__all__ = ["evidence_words", "finding_keys", "page_data", "script_json", "tells_message", "tells_remedy"]

_KIND_NUMBERS: Final = {kind: number for number, kind in enumerate(KINDS)}
_MARKUP: Final = re.compile("[<>&]")


def script_json(data: Any) -> str:  # noqa: ANN401 - any plain data
    """Write data as JSON that can stand in a script element: no `<`, `>` or `&`."""
    return _MARKUP.sub(lambda found: f"\\u{ord(found.group()):04x}", json_text(data, indent=None))


def page_data(report: Report, findings: Sequence[Finding], options: Options) -> dict[str, Any]:
    """Give the data of the page; numbers in it point into its own lists."""
    pool = _Pool(options)
    rows = [pool.finding(finding) for finding in findings]
    kinds = [[kind, MARKS[kind], pool.text(word)] for kind, word in KINDS.items()]
    topics = {topic: pool.text(topic_words(topic)) for topic in sorted({finding.topic for finding in findings})}
    return {
        "lang": options.lang,
        "as_of": report.as_of.isoformat(),
        "words": {name: [text.vi, text.en] for name, text in SCRIPT.items()},
        "kinds": kinds,
        "topics": topics,
        "packs": [pack for pack in report.policy.packs if any(finding.pack == pack for finding in findings)],
        "rules": pool.rules,
        "citations": pool.citations,
        "facts": pool.facts,
        "findings": rows,
        # Last, because everything above adds to them.
        "texts": pool.texts,
    }


def finding_keys(findings: Iterable[Finding]) -> list[str]:
    """Give a name for each finding that stays the same from run to run; the script forms them in the same way."""
    seen: Counter[str] = Counter()
    keys = []
    for finding in findings:
        key = f"{plain(finding.account)}|{plain(finding.subject)}|{finding.rule}"
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}|{seen[key]}")
    return keys


def evidence_words(evidence: Evidence, options: Options) -> Text:
    """Give the value of a fact in words, personal data masked unless asked for."""
    value = shown_value(evidence, show_names=options.show_names)
    return Text(plain(label_value(evidence.fact, value, "vi")), plain(label_value(evidence.fact, value, "en")))


def tells_message(finding: Finding) -> bool:
    """Tell whether a rule's message is true of a finding: it says what is wrong."""
    return finding.outcome in {Outcome.VIOLATION, Outcome.WAIVED}


def tells_remedy(finding: Finding) -> bool:
    """Tell whether a finding asks for the rule's remedy."""
    return finding.outcome in {Outcome.VIOLATION, Outcome.DUE}


class _Pool:
    """Numbers texts, rules, citations and facts in the order in which they are first needed."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.texts: list[str | list[str]] = []
        self.rules: list[list[Any]] = []
        self.citations: list[list[Any]] = []
        self.facts: list[list[Any]] = []
        self._numbers: dict[Any, int] = {}

    def _number(self, key: Any, kept: list[Any], make: Any) -> int:  # noqa: ANN401 - keys and items of any type
        number = self._numbers.get(key)
        if number is None:
            item = make()
            number = self._numbers[key] = len(kept)
            kept.append(item)
        return number

    def text(self, text: Text) -> int:
        return self._number(text, self.texts, lambda: text.vi if text.vi == text.en else [text.vi, text.en])

    def plain(self, text: str) -> int:
        shown = plain(text)
        return self.text(Text(shown, shown))

    def plain_text(self, text: Text) -> int:
        return self.text(Text(plain(text.vi), plain(text.en)))

    def rule(self, finding: Finding) -> int:
        def make() -> list[Any]:
            texts = (finding.title, finding.message, finding.remedy)
            return [finding.rule, finding.pack, finding.topic, *map(self.text, texts)]

        key = ("rule", finding.rule, finding.pack, finding.title, finding.message, finding.remedy)
        return self._number(key, self.rules, make)

    def citation(self, citation: Citation) -> int:
        def make() -> list[Any]:
            return [
                citation.clause,
                self.text(citation.title),
                self.plain(citation.issuer),
                citation.date,
                citation.relay,
                self.text(citation.locator),
                citation.digest,
                citation.passage_digest,
                int(citation.attribution == "joint"),
                self.text(citation.summary),
            ]

        return self._number(citation, self.citations, make)

    def fact(self, name: str) -> int:
        return self._number(("fact", name), self.facts, lambda: [name, self.text(FACTS[name].meaning)])

    def place(self, span: Span | None) -> list[Any] | None:
        if span is None:
            return None
        path = plain(span.path or "")
        return [self.plain(span.path or ""), plain(str(span)).removeprefix(path)]

    def finding(self, finding: Finding) -> list[Any]:
        waiver = finding.waiver
        row = [
            self.rule(finding),
            plain(finding.account),
            0 if finding.subject == "account" else plain(finding.subject),
            _KIND_NUMBERS[kind_of(finding)],
            [self.citation(citation) for citation in finding.citations],
            [
                number
                for item in finding.evidence
                for number in (self.fact(item.fact), self.text(evidence_words(item, self.options)))
            ],
            0 if finding.due_on is None else finding.due_on.isoformat(),
            self.place(finding.location) or 0,
            [[plain(name), value_text(value)] for name, value in finding.params.items()],
            [[self.fact(name) for name in chosen] for chosen in finding.missing],
            [self.text(question) for question in finding.questions],
            [self.text(note) for note in finding.notes],
            0
            if waiver is None
            else [
                *map(self.plain, (waiver.reason, waiver.approver, waiver.authority)),
                waiver.expires_on.isoformat(),
            ],
            [self.plain_text(sentence) for sentence in finding.because],
            [self.plain_text(_answered(answer)) for answer in finding.answers],
            [self.plain_text(_mending(finding))] if tells_remedy(finding) else [],
        ]
        # What is empty at the end of a row needs no room in the file.
        while row and not row[-1]:
            row.pop()
        return row


def _answered(answer: Answer) -> Text:
    return Text(*(answer_text(answer, lang) for lang in LANGUAGES))


def _mending(finding: Finding) -> Text:
    return Text(*(mending_text(finding, lang) for lang in LANGUAGES))
