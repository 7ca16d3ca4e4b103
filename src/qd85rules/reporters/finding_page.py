"""A finding on a page: what people read of it, in one order, whatever shows the page.

What must not live here: how a page is shown (`page`, `markdown_page`), and its sentences (`sentences`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qd85rules.core.outcome import Outcome
from qd85rules.judge.finding import shown_value
from qd85rules.judge.why import label_value
from qd85rules.model.vocabulary import FACTS
from qd85rules.reporters.page import MARKS, RECOMMENDED
from qd85rules.reporters.sentences import account_and_subject, answer_text, attributed, mending_text, outcome_word, said
from qd85rules.reporters.severity import is_known
from qd85rules.wording import reports as say
from qd85rules.wording import verdicts
from qd85rules.wording.verdicts import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.judge.finding import Finding
    from qd85rules.policy.stamps import Citation
    from qd85rules.reporters import Options
    from qd85rules.reporters.page import Canvas


def show_finding(sheet: Canvas, finding: Finding, options: Options, cited: set[str]) -> None:
    """Put a finding on a page; `cited` has the clauses that were told before, and takes those that are told now."""
    lang = sheet.lang
    mark = RECOMMENDED if finding.is_recommendation else MARKS[finding.outcome]
    known = f" ({verdicts.KNOWN[lang]})" if is_known(finding) else ""
    subject = "" if finding.subject == "account" else finding.subject
    if options.group_by != "account":
        subject = account_and_subject(finding)
    sheet.item(mark, f"{outcome_word(finding, lang)}{known}", subject, said(finding, lang), finding.rule)
    if finding.outcome is Outcome.NOT_APPLICABLE:
        sheet.part(FIELDS["evidence"], *_evidence(finding, options), is_detail=True)
        return
    sheet.part(FIELDS["because"], *(sentence[lang] for sentence in finding.because), is_detail=True)
    sheet.part(FIELDS["evidence"], *_evidence(finding, options), is_detail=True)
    if not finding.because:
        sheet.part(FIELDS["params"], *(f"{name} = {value}" for name, value in finding.settled.items()), is_detail=True)
    missing = ([sheet.name(fact) for fact in chosen] for chosen in finding.missing)
    sheet.part(FIELDS["missing"], verdicts.missing_sets(missing, lang))
    sheet.part(FIELDS["questions"], *(question[lang] for question in finding.questions))
    sheet.part(FIELDS["answers"], *(answer_text(answer, lang, sheet.arrow) for answer in finding.answers))
    if finding.due_on is not None:
        sheet.part(FIELDS["due_on"], verdicts.ACT_BEFORE[lang].format(day=finding.due_on))
    sheet.named_part(FIELDS["clauses"], *(_citation(sheet, citation, cited) for citation in finding.citations))
    sheet.part(FIELDS["notes"], *(note[lang] for note in finding.notes), is_detail=True)
    if (waiver := finding.waiver) is not None:
        told = say.WAIVER[lang].format(
            reason=waiver.reason, approver=waiver.approver, authority=waiver.authority, day=waiver.expires_on
        )
        sheet.part(FIELDS["waiver"], told)
    if finding.outcome in {Outcome.VIOLATION, Outcome.DUE}:
        sheet.part(FIELDS["remedy"], finding.remedy[lang])
        sheet.part(FIELDS["would_comply"], mending_text(finding, lang))
    if finding.location is not None and finding.location.path is not None:
        sheet.part(FIELDS["location"], sheet.name(str(finding.location)))


def _evidence(finding: Finding, options: Options) -> Iterator[str]:
    # Where sentences say why, they have every fact but personal ones, and those that a derived one was worked out from.
    inputs = {name for item in finding.evidence for name in FACTS[item.fact].inputs}
    for item in finding.evidence:
        if not finding.because or item.sensitive or item.fact in inputs:
            value = label_value(item.fact, shown_value(item, show_names=options.show_names), options.lang)
            yield f"{FACTS[item.fact].meaning[options.lang]}: {value}"


def _citation(sheet: Canvas, citation: Citation, cited: set[str]) -> tuple[str, str]:
    lang = sheet.lang
    source = f"{citation.title[lang]}, {citation.locator[lang]}"
    if citation.clause in cited:
        return citation.clause, f"({source})"
    # What a clause says is told once for each account, where it first matters.
    cited.add(citation.clause)
    return citation.clause, f"{citation.summary[lang]} ({source}; {attributed(citation, lang)})"
