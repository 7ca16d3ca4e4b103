"""What tools say of a finding in plain text: one headline, and lines of detail.

What must not live here: layout for people (`text`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.plain import plain
from qd85rules.core.text import Text
from qd85rules.reporters.masking import shown_value
from qd85rules.reporters.words import FIELDS, OUTCOME_WORDS, count, mending_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.core.text import Language
    from qd85rules.judge.report import Answer, Finding, Report
    from qd85rules.judge.verdict import WaiverNote
    from qd85rules.policy.stamps import Citation
    from qd85rules.reporters.base import Options

__all__ = [
    "ACT_BEFORE",
    "ONE_OF",
    "UNTIL",
    "WAIVED_UNTIL",
    "account_and_subject",
    "answer_text",
    "cited",
    "detail_lines",
    "headline",
    "not_recorded",
    "said",
    "value_text",
    "waiver_text",
]

ACT_BEFORE: Final = Text("làm trước ngày {day}", "act before {day}")
ONE_OF: Final = Text(" hoặc ", " or ")
WAIVED_UNTIL: Final = Text("được miễn đến hết ngày {day}", "waived until {day}")
UNTIL: Final = Text("đến hết ngày {day}", "until {day}")
_WAIVER: Final = Text("{reason} ({approver}, theo {authority})", "{reason} ({approver}, by {authority})")
_NOT_RECORDED: Final = Text(
    "Sổ không cho biết: {parts}; các quy tắc về những mục ấy không có gì để xét.",
    "The register does not say: {parts}; rules on them had nothing to judge.",
)
_SECTIONS: Final = {
    "transfers": Text("việc chuyển trang ở {accounts}", "transfers of {accounts}"),
    "incidents": Text("sự cố ở {accounts}", "incidents of {accounts}"),
}
_READ_FROM: Final = Text("đọc qua nguồn {relay}", "read from source {relay}")
_JOINT: Final = Text("nguồn không nói rõ văn bản nào trong hai", "the source does not say which of the two documents")


def said(finding: Finding, lang: Language) -> str:
    """Give the message of a violated rule, else what the rule asks; callers name the outcome beside it."""
    # The message says what is wrong; it would be false of a rule that is kept, or may be.
    return (finding.message if finding.outcome in {Outcome.VIOLATION, Outcome.WAIVED} else finding.title)[lang]


def headline(finding: Finding, lang: Language) -> str:
    """Give one sentence that tells the outcome as well."""
    if finding.outcome in {Outcome.VIOLATION, Outcome.WAIVED}:
        return said(finding, lang)
    return f"{OUTCOME_WORDS[finding.outcome][lang].capitalize()}: {said(finding, lang).rstrip('.')}."


def not_recorded(report: Report, lang: Language) -> str:
    """Say what the register leaves out, so that rules on it had nothing to judge; empty where it leaves out nothing."""
    parts = [
        _SECTIONS[section][lang].format(accounts=count("accounts", number, lang))
        for section, number in report.not_recorded.items()
        if number
    ]
    return _NOT_RECORDED[lang].format(parts=", ".join(parts)) if parts else ""


def account_and_subject(finding: Finding) -> str:
    """Name the account, and its item where the finding is about one: `cb-0142/facebook, transfers[0]`."""
    account = plain(finding.account)
    return account if finding.subject == "account" else f"{account}, {finding.subject}"


def cited(citation: Citation, lang: Language) -> str:
    """Give what a clause says and where that stands, without the clause's id."""
    source = [f"{citation.title[lang]}, {citation.locator[lang]}", _READ_FROM[lang].format(relay=citation.relay)]
    if citation.attribution == "joint":
        source.append(_JOINT[lang])
    return f"{citation.summary[lang]} ({'; '.join(source)})"


def value_text(value: Any) -> str:  # noqa: ANN401 - a fact's or parameter's value of any type
    """Write a value of a fact or parameter as JSON."""
    return plain(json.dumps(value, ensure_ascii=False))


def waiver_text(waiver: WaiverNote, lang: Language) -> str:
    """Say why a violation is waived, who approved that, and on whose authority."""
    return plain(_WAIVER[lang].format(reason=waiver.reason, approver=waiver.approver, authority=waiver.authority))


def answer_text(answer: Answer, lang: Language) -> str:
    """Say what an answer to an open question would lead to."""
    return plain(f"{answer.text[lang]} → {OUTCOME_WORDS[answer.outcome][lang]}")


def detail_lines(finding: Finding, options: Options) -> Iterator[str]:
    """Give the details of a finding, each on a line of its own with its label."""
    lang = options.lang
    for name, text in _details(finding, options):
        yield f"{FIELDS[name][lang]}: {text}"


def _details(finding: Finding, options: Options) -> Iterator[tuple[str, str]]:
    lang = options.lang
    for citation in finding.citations:
        yield "clauses", f"{citation.clause}: {cited(citation, lang)}"
    for item in finding.evidence:
        yield "evidence", f"{item.fact} = {value_text(shown_value(item, show_names=options.show_names))}"
    for name, value in finding.params.items():
        yield "params", f"{name} = {value_text(value)}"
    yield from (("because", plain(sentence[lang])) for sentence in finding.because)
    if finding.missing:
        yield "missing", ONE_OF[lang].join(" + ".join(chosen) for chosen in finding.missing)
    yield from (("questions", question[lang]) for question in finding.questions)
    yield from (("answers", answer_text(answer, lang)) for answer in finding.answers)
    if finding.due_on is not None:
        yield "due_on", ACT_BEFORE[lang].format(day=finding.due_on)
    yield from (("notes", note[lang]) for note in finding.notes)
    if finding.waiver is not None:
        until = UNTIL[lang].format(day=finding.waiver.expires_on)
        yield "waiver", f"{until}: {waiver_text(finding.waiver, lang)}"
    if finding.outcome in {Outcome.VIOLATION, Outcome.DUE}:
        yield "remedy", finding.remedy[lang]
        yield "would_comply", plain(mending_text(finding, lang))
    if finding.location is not None:
        yield "location", plain(str(finding.location))
