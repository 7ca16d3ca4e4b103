"""What tools say of a finding in plain text: one headline, and lines of detail.

What must not live here: layout for people (`text`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import plain
from qd85rules.judge.finding import shown_value
from qd85rules.wording import evidence, verdicts
from qd85rules.wording.verdicts import FIELDS, OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.core.text import Language
    from qd85rules.judge.finding import AnswerOutcome, Finding
    from qd85rules.judge.set_aside import WaiverNote
    from qd85rules.policy.stamps import Citation
    from qd85rules.reporters import Options


def outcome_word(finding: Finding, lang: Language) -> str:
    """Name a finding's outcome; a broken `should` rule is a recommendation."""
    return verdicts.outcome_word(finding.outcome, recommended=finding.is_recommendation)[lang]


def mending_text(finding: Finding, lang: Language) -> str:
    """Say what would make a finding compliant from the day of the check on, or that nothing would any more."""
    return verdicts.mending(([change.act[lang] for change in changes] for changes in finding.would_comply), lang)


def said(finding: Finding, lang: Language) -> str:
    """Give the message of a violated rule, else what the rule asks; callers name the outcome beside it."""
    # The message says what is wrong; it would be false of a rule that is kept, or may be.
    return (finding.message if is_broken(finding) else finding.title)[lang]


def is_broken(finding: Finding) -> bool:
    """Tell whether the facts break the rule, be that waived or not."""
    return finding.outcome in {Outcome.VIOLATION, Outcome.WAIVED}


def headline(finding: Finding, lang: Language) -> str:
    """Give one sentence that tells the outcome as well."""
    if is_broken(finding):
        return said(finding, lang)
    return f"{OUTCOMES[finding.outcome][lang].capitalize()}: {said(finding, lang).rstrip('.')}."


def problem_text(problem: Diagnostic, lang: Language) -> str:
    """Say what is wrong with an input, and in brackets what would mend it."""
    return problem.message[lang] + (f" ({problem.help[lang]})" if problem.help is not None else "")


def annotation(finding: Finding, lang: Language) -> list[str]:
    """Give what stands beside the place of a finding: headline, what is missing, when it is due, and its clauses."""
    lead = f"{verdicts.RECOMMENDATION[lang].capitalize()}: " if finding.is_recommendation else ""
    lines = [f"{lead}{headline(finding, lang)} ({account_and_subject(finding)})"]
    if finding.missing:
        lines.append(f"{FIELDS['missing'][lang]}: {verdicts.missing_sets(finding.missing, lang)}")
    if finding.due_on is not None:
        lines.append(f"{FIELDS['due_on'][lang]}: {verdicts.ACT_BEFORE[lang].format(day=finding.due_on)}")
    return [*lines, f"{FIELDS['clauses'][lang]}: {', '.join(finding.clauses)}"]


def account_and_subject(finding: Finding) -> str:
    """Name the account, and its item where the finding is about one: `cb-0142/facebook, transfers[0]`."""
    account = plain(finding.account)
    return account if finding.subject == "account" else f"{account}, {finding.subject}"


def cited(citation: Citation, lang: Language) -> str:
    """Give what a clause says and where that stands, without the clause's id."""
    return f"{citation.summary[lang]} ({citation.title[lang]}, {citation.locator[lang]}; {attributed(citation, lang)})"


def attributed(citation: Citation, lang: Language) -> str:
    """Say from which source we know a clause, and where that does not say which document states it."""
    read_from = verdicts.READ_FROM[lang].format(relay=citation.relay)
    return f"{verdicts.JOINT[lang]}; {read_from}" if citation.attribution == "joint" else read_from


def value_text(value: Any) -> str:  # noqa: ANN401 - a fact's or parameter's value of any type
    """Write a value of a fact or parameter as JSON."""
    return plain(json.dumps(value, ensure_ascii=False))


def waiver_text(waiver: WaiverNote, lang: Language) -> str:
    """Say why a violation is waived, who approved that, and on whose authority."""
    return plain(
        evidence.WAIVED_BY[lang].format(reason=waiver.reason, approver=waiver.approver, authority=waiver.authority)
    )


def answer_text(answer: AnswerOutcome, lang: Language, arrow: str = "→") -> str:
    """Say what an answer to an open question would lead to."""
    return plain(f"{answer.text[lang]} {arrow} {OUTCOMES[answer.outcome][lang]}")


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
    for name, value in finding.settled.items():
        yield "params", f"{name} = {value_text(value)}"
    yield from (("because", plain(sentence[lang])) for sentence in finding.because)
    if finding.missing:
        yield "missing", verdicts.missing_sets(finding.missing, lang)
    yield from (("questions", question[lang]) for question in finding.questions)
    yield from (("answers", answer_text(answer, lang)) for answer in finding.answers)
    if finding.due_on is not None:
        yield "due_on", verdicts.ACT_BEFORE[lang].format(day=finding.due_on)
    yield from (("notes", note[lang]) for note in finding.notes)
    if finding.waiver is not None:
        until = verdicts.UNTIL[lang].format(day=finding.waiver.expires_on)
        yield "waiver", f"{until}: {waiver_text(finding.waiver, lang)}"
    if finding.outcome in {Outcome.VIOLATION, Outcome.DUE}:
        yield "remedy", finding.remedy[lang]
        yield "would_comply", plain(mending_text(finding, lang))
    if finding.location is not None:
        yield "location", plain(str(finding.location))
