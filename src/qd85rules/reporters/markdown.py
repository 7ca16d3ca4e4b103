"""The report in Markdown, for review comments and job summaries.

What must not live here: making text safe for Markdown (`markdown_text`).
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from qd85rules.core.outcome import Outcome
from qd85rules.reporters.base import selected, shown_value
from qd85rules.reporters.markdown_text import code, prose
from qd85rules.reporters.places import register_of
from qd85rules.reporters.sentences import answer_text, cited, mending_text, outcome_word, said, value_text
from qd85rules.reporters.severity import GRAVITY, is_known, problems_of, remarks_of
from qd85rules.wording import reports as say
from qd85rules.wording import verdicts
from qd85rules.wording.verdicts import FIELDS, KNOWN, OUTCOMES, RECOMMENDATION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.judge.report import Finding, Report
    from qd85rules.judge.verdict import WaiverNote
    from qd85rules.reporters.base import Options

__all__ = ["SUMMARY_LIMIT", "render_markdown", "step_summary"]

SUMMARY_LIMIT: Final = 1_000_000
"""Bytes of a job summary; GitHub drops a summary of more than 1 MiB altogether."""


_MARKS: Final[dict[Outcome, str]] = {
    Outcome.VIOLATION: "✗",
    Outcome.UNDETERMINED: "?",
    Outcome.DUE: "◷",
    Outcome.WAIVED: "○",
    Outcome.COMPLIANT: "✓",
    Outcome.NOT_APPLICABLE: "·",
}
_RECOMMENDED: Final = "△"
_ROOM_FOR_REMARKS: Final = 400


def render_markdown(report: Report, options: Options) -> str:
    """Render the report as Markdown, the accounts with the gravest findings first."""
    return _document(report, options, options.markdown_limit)


def step_summary(report: Report, options: Options) -> str:
    """Render what a caller appends to the file that `GITHUB_STEP_SUMMARY` names."""
    limit = min(SUMMARY_LIMIT, options.markdown_limit or SUMMARY_LIMIT)
    return _document(report, options, limit)


def _document(report: Report, options: Options, limit: int) -> str:
    lang = options.lang
    out = _Room(limit, "\n".join(_head(report, options)))
    problems = problems_of(report, options)
    if problems:
        out.add(f"\n### {say.UNCHECKED[lang]}\n")
        left = sum(1 for problem in problems if not out.add(_problem(problem, options)))
        if left:
            out.force(f"\n{say.MORE_ERRORS[lang].format(number=left)}")
    if remarks := remarks_of(report):
        out.add(f"\n### {say.REMARKS[lang]}\n")
        left = sum(1 for remark in remarks if not out.add(_problem(remark, options)))
        if left:
            out.force(f"\n{say.MORE_REMARKS[lang].format(number=left)}")
    groups = [
        list(group)
        for _, group in groupby(
            selected(report, options), key=lambda finding: (register_of(finding.location, options), finding.account)
        )
    ]
    groups.sort(key=lambda group: min(_gravity(finding) for finding in group))
    left = sum(1 for group in groups if not out.add("\n".join(_account(group, options))))
    if left:
        out.force(f"\n{say.MORE_ACCOUNTS[lang].format(number=left)}")
    if not groups and not problems and not remarks:
        out.add(f"\n{say.NOTHING[lang]}")
    return "\n".join(out.parts) + "\n"


class _Room:
    """Takes parts of a text as long as they fit, and nothing more after the first that does not."""

    def __init__(self, limit: int, head: str) -> None:
        self.parts = [head]
        self._left = limit - len(head.encode()) - _ROOM_FOR_REMARKS if limit else None

    def add(self, part: str) -> bool:
        """Take a part if it fits, and say whether it did."""
        if self._left is not None:
            size = len(part.encode()) + 1
            if size > self._left:
                self._left = 0
                return False
            self._left -= size
        self.force(part)
        return True

    def force(self, part: str) -> None:
        """Take a short remark for which room was kept."""
        self.parts.append(part)


def _gravity(finding: Finding) -> tuple[bool, int, bool]:
    return is_known(finding), GRAVITY[finding.outcome], finding.is_recommendation


def _head(report: Report, options: Options) -> Iterator[str]:
    lang = options.lang
    summary = report.summary
    yield f"## {say.HEADLINE[lang].format(day=report.as_of)}"
    yield ""
    yield f"| {say.OUTCOME_AND_COUNT[lang]} |"
    yield "| --- | ---: |"
    yield f"| {say.ACCOUNTS_CHECKED[lang]} | {summary['accounts']} |"
    for outcome in Outcome:
        number = summary[outcome.value]
        if outcome is Outcome.VIOLATION:
            yield f"| {_MARKS[outcome]} {OUTCOMES[outcome][lang]} | {number - summary['recommendation']} |"
            yield f"| {_RECOMMENDED} {RECOMMENDATION[lang]} | {summary['recommendation']} |"
        else:
            yield f"| {_MARKS[outcome]} {OUTCOMES[outcome][lang]} | {number} |"
    yield f"| {say.INPUT_ERRORS[lang]} | {summary['errors']} |"
    yield ""
    yield say.STAMP[lang].format(
        packs=", ".join(code(pack) for pack in report.policy.packs),
        fingerprint=code(report.policy.fingerprint[: len("sha256:") + 12]),
        engines=" + ".join(code(engine) for engine in report.engines),
    )
    if remark := verdicts.not_recorded(report.not_recorded, lang):
        yield ""
        yield remark


def _problem(problem: Diagnostic, options: Options) -> str:
    remedy = f" → {prose(problem.help[options.lang])}" if problem.help is not None else ""
    place = f"{code(str(problem.span))}: " if problem.span.path is not None else ""
    return f"- {place}{code(problem.code)} {prose(problem.message[options.lang])}{remedy}"


def _account(findings: list[Finding], options: Options) -> Iterator[str]:
    yield ""
    yield f"### {code(findings[0].account)}"
    for finding in sorted(findings, key=_gravity):
        yield ""
        yield from _finding(finding, options)


def _finding(finding: Finding, options: Options) -> Iterator[str]:
    lang = options.lang
    mark = _RECOMMENDED if finding.is_recommendation else _MARKS[finding.outcome]
    subject = "" if finding.subject == "account" else f" {code(finding.subject)}"
    word = f"**{outcome_word(finding, lang)}**{f' ({KNOWN[lang]})' if is_known(finding) else ''}"
    yield f"- {mark} {word}{subject} {prose(said(finding, lang))} {code(finding.rule)}"
    for name, text in _facts_of_the_matter(finding, options):
        yield f"  - {FIELDS[name][lang]}: {text}"
    details = list(_details(finding, options))
    if details:
        # HTML ends at the empty line; what follows is Markdown again, inside the fold.
        yield ""
        yield f"  <details><summary>{say.DETAILS[lang]}</summary>"
        yield ""
        yield from (f"  - {FIELDS[name][lang]}: {text}" for name, text in details)
        yield ""
        yield "  </details>"


def _facts_of_the_matter(finding: Finding, options: Options) -> Iterator[tuple[str, str]]:
    """Give what a reader must see without unfolding anything."""
    lang = options.lang
    if finding.missing:
        yield "missing", verdicts.missing_sets(([code(fact) for fact in chosen] for chosen in finding.missing), lang)
    yield from (("questions", prose(question[lang])) for question in finding.questions)
    yield from (("answers", prose(answer_text(answer, lang))) for answer in finding.answers)
    if finding.due_on is not None:
        yield "due_on", verdicts.ACT_BEFORE[lang].format(day=finding.due_on)
    if finding.waiver is not None:
        yield "waiver", _waiver(finding.waiver, options)
    if finding.outcome in {Outcome.VIOLATION, Outcome.DUE}:
        yield "remedy", prose(finding.remedy[lang])
        yield "would_comply", prose(mending_text(finding, lang))
    if finding.location is not None and finding.location.path is not None:
        yield "location", code(str(finding.location))


def _waiver(waiver: WaiverNote, options: Options) -> str:
    until = verdicts.UNTIL[options.lang].format(day=waiver.expires_on)
    return f"{until}: {code(waiver.reason)} ({code(waiver.approver)}, {code(waiver.authority)})"


def _details(finding: Finding, options: Options) -> Iterator[tuple[str, str]]:
    lang = options.lang
    for citation in finding.citations:
        yield "clauses", f"{code(citation.clause)} {prose(cited(citation, lang))}"
    yield from (("because", prose(sentence[lang])) for sentence in finding.because)
    for item in finding.evidence:
        shown = shown_value(item, show_names=options.show_names)
        yield "evidence", f"{code(item.fact)} = {code(value_text(shown))}"
    for name, value in finding.params.items():
        yield "params", f"{code(name)} = {code(value_text(value))}"
    yield from (("notes", prose(note[lang])) for note in finding.notes)
