"""The findings as data for the page's script: each rule, clause, fact and text is stored once, and named by its key.

A text is a string where both languages say the same, else `{"vi": ..., "en": ...}`. What many findings have alike
stands in `shared`, and what their facts and reasons say in `texts`; a finding names both by their numbers there.

What must not live here: markup, and what the script makes of the data (`templates/report_data.js`).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import LANGUAGES, Text, json_text, plain
from qd85rules.judge.finding import shown_value
from qd85rules.judge.why import label_value
from qd85rules.model.vocabulary import FACTS
from qd85rules.reporters.html_kinds import KINDS, item_text, kind_of, topic_words, with_days
from qd85rules.reporters.sentences import answer_text, mending_text, value_text, waiver_text
from qd85rules.wording.pages import SCRIPT

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from qd85rules.judge.finding import AnswerOutcome, Evidence, Finding
    from qd85rules.judge.report import Person, Report
    from qd85rules.judge.set_aside import WaiverNote
    from qd85rules.policy.stamps import Citation
    from qd85rules.reporters import Options

__all__ = ["evidence_words", "finding_keys", "page_data", "script_json", "tells_message", "tells_remedy"]

_MARKUP: Final = re.compile("[<>&]")


def script_json(data: Any) -> str:  # noqa: ANN401 - any plain data
    """Write data as JSON that can stand in a script element: no `<`, `>` or `&`."""
    return _MARKUP.sub(lambda found: f"\\u{ord(found.group()):04x}", json_text(data, indent=None))


def page_data(
    report: Report, findings: Sequence[Finding], people: Mapping[str, Person], options: Options
) -> dict[str, Any]:
    """Give the data of the page; of `people` those with a finding, by name where names are shown."""
    texts, shared = _Pool(_said), _Pool(_spelt_out)
    listed = [_finding(finding, texts, shared, options) for finding in findings]
    cited = {citation.clause: citation for finding in findings for citation in finding.citations}
    packs = {finding.pack for finding in findings}
    return {
        "lang": options.lang,
        "as_of": report.as_of.isoformat(),
        "words": {name: _said(text) for name, text in SCRIPT.items()},
        "kinds": {name: {"word": _said(kind.word), "mark": kind.mark} for name, kind in KINDS.items()},
        "topics": {topic: _said(topic_words(topic)) for topic in sorted({finding.topic for finding in findings})},
        "people": {
            plain(key): _person(people[key], options) for key in dict.fromkeys(finding.person for finding in findings)
        },
        "packs": [pack for pack in report.policy.packs if pack in packs],
        "rules": _rules(findings),
        "clauses": {clause: _clause(citation) for clause, citation in cited.items()},
        "facts": {
            fact: _said(FACTS[fact].meaning)
            for fact in sorted({item.fact for finding in findings for item in finding.evidence})
        },
        "texts": texts.listed,
        "shared": shared.listed,
        "findings": listed,
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
    told = Text(plain(label_value(evidence.fact, value, "vi")), plain(label_value(evidence.fact, value, "en")))
    # In a name or an address, what looks like a day is none.
    return told if evidence.sensitive else with_days(told)


def reasons(finding: Finding) -> list[Text]:
    """Say in one or a few sentences why a finding is what it is, or what to ask; the script does the same."""
    told = [*map(with_days, finding.because), *finding.questions, *finding.notes]
    if finding.waiver is not None:
        told += [Text(*(waiver_text(finding.waiver, lang) for lang in LANGUAGES))]
    return told


def tells_message(finding: Finding) -> bool:
    """Tell whether a rule's message is true of a finding: it says what is wrong."""
    return finding.outcome in {Outcome.VIOLATION, Outcome.WAIVED}


def tells_remedy(finding: Finding) -> bool:
    """Tell whether a finding asks for the rule's remedy."""
    return finding.outcome in {Outcome.VIOLATION, Outcome.DUE}


class _Pool:
    """Numbers what it is given in the order in which it is first needed."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self.listed: list[Any] = []
        self._make = make
        self._numbers: dict[Hashable, int] = {}

    def number(self, key: Hashable) -> int:
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.listed)
            self.listed.append(self._make(key))
        return number


def _said(text: Text) -> str | dict[str, str]:
    vi, en = plain(text.vi), plain(text.en)
    return vi if vi == en else {"vi": vi, "en": en}


def _person(person: Person, options: Options) -> dict[str, str]:
    told = {
        "id": person.holder_id,
        "name": person.name if options.show_names else None,
        "unit": person.unit,
    }
    return {name: plain(value) for name, value in told.items() if value}


def _rules(findings: Iterable[Finding]) -> dict[str, dict[str, Any]]:
    rules: dict[str, dict[str, Any]] = {}
    for finding in findings:
        rule = rules.get(finding.rule)
        if rule is None:
            rule = rules[finding.rule] = {
                "pack": finding.pack,
                "topic": finding.topic,
                "title": _said(finding.title),
                "remedy": _said(finding.remedy),
            }
        if tells_message(finding):
            rule.setdefault("message", _said(finding.message))
    return rules


def _clause(citation: Citation) -> dict[str, Any]:
    return {
        "title": _said(citation.clause_title),
        "document": _said(citation.title),
        "issuer": citation.issuer,
        "date": citation.date,
        "relay": citation.relay,
        "locator": _said(citation.locator),
        "digest": citation.digest,
        "passage_digest": citation.passage_digest,
        "joint": citation.attribution == "joint",
        "summary": _said(citation.summary),
    }


def _finding(finding: Finding, texts: _Pool, shared: _Pool, options: Options) -> dict[str, Any]:
    """Give what a finding has of its own; what it lacks is left out, which most lack."""
    place, item = finding.location, item_text(finding.subject)
    told = {
        "shared": shared.number(_shared(finding)),
        "account": plain(finding.account),
        "person": plain(finding.person),
        "subject": None if finding.subject == "account" else plain(finding.subject),
        "item": None if item is None else texts.number(item),
        "values": [texts.number(evidence_words(item, options)) for item in finding.evidence],
        "due_on": None if finding.due_on is None else finding.due_on.isoformat(),
        # Behind the path, which findings share.
        "place": None if place is None else plain(str(place)).removeprefix(plain(place.path or "")),
        "waiver": None if finding.waiver is None else _waiver(finding.waiver),
        "because": [texts.number(with_days(sentence)) for sentence in finding.because],
        "would_comply": [texts.number(_mending(finding))] if tells_remedy(finding) else None,
    }
    return {name: value for name, value in told.items() if value not in (None, [])}


def _shared(finding: Finding) -> tuple[tuple[str, Any], ...]:
    """Give what other findings of the same rule mostly have as well, under its keys."""
    told = {
        "rule": finding.rule,
        "kind": kind_of(finding),
        "clauses": finding.clauses,
        "facts": tuple(item.fact for item in finding.evidence),
        "params": tuple((plain(name), value_text(value)) for name, value in finding.settled.items()),
        "missing": finding.missing,
        "questions": finding.questions,
        "notes": finding.notes,
        "answers": tuple(map(_answered, finding.answers)),
        "path": plain(finding.location.path or "") if finding.location else "",
    }
    return tuple((name, value) for name, value in told.items() if value)


def _spelt_out(shared: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    told = dict(shared)
    spoken = {name: [_said(text) for text in told[name]] for name in ("questions", "notes", "answers") if name in told}
    return told | spoken | ({"params": dict(told["params"])} if "params" in told else {})


def _waiver(waiver: WaiverNote) -> dict[str, str]:
    return {
        "reason": plain(waiver.reason),
        "approver": plain(waiver.approver),
        "authority": plain(waiver.authority),
        "expires_on": waiver.expires_on.isoformat(),
    }


def _answered(answer: AnswerOutcome) -> Text:
    return with_days(Text(*(answer_text(answer, lang) for lang in LANGUAGES)))


def _mending(finding: Finding) -> Text:
    return with_days(Text(*(mending_text(finding, lang) for lang in LANGUAGES)))
