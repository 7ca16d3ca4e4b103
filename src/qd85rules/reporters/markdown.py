"""The report in Markdown, for review comments and job summaries.

What must not live here: making text safe for Markdown (`markdown_text`).
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from qd85rules.core.outcome import Outcome
from qd85rules.reporters import selected
from qd85rules.reporters.finding_page import show_finding
from qd85rules.reporters.groups import grouped
from qd85rules.reporters.markdown_page import MarkdownPage
from qd85rules.reporters.markdown_text import code, prose
from qd85rules.reporters.page import MARKS, RECOMMENDED
from qd85rules.reporters.places import register_of
from qd85rules.reporters.severity import GRAVITY, is_known, problems_of, remarks_of
from qd85rules.wording import reports as say
from qd85rules.wording import verdicts
from qd85rules.wording.verdicts import OUTCOMES, RECOMMENDATION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.judge.finding import Finding
    from qd85rules.judge.report import Report
    from qd85rules.reporters import Options
    from qd85rules.reporters.groups import Group

SUMMARY_LIMIT: Final = 1_000_000
"""Bytes of a job summary; GitHub drops a summary of more than 1 MiB altogether."""


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
    # Accounts of two registers may have one id.
    registers = groupby(selected(report, options), key=lambda finding: register_of(finding.location, options))
    parts = (found for _, found in registers) if options.group_by == "account" else (selected(report, options),)
    groups = [group for found in parts for group in grouped(found, options)]
    groups.sort(key=lambda group: min(_gravity(finding) for finding in group.findings))
    left = sum(1 for group in groups if not out.add(_group(group, options)))
    if left:
        more = say.MORE_ACCOUNTS if options.group_by == "account" else say.MORE_GROUPS
        out.force(f"\n{more[lang].format(number=left)}")
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
            yield f"| {MARKS[outcome].sign} {OUTCOMES[outcome][lang]} | {number - summary['recommendation']} |"
            yield f"| {RECOMMENDED.sign} {RECOMMENDATION[lang]} | {summary['recommendation']} |"
        else:
            yield f"| {MARKS[outcome].sign} {OUTCOMES[outcome][lang]} | {number} |"
    yield f"| {say.INPUT_ERRORS[lang]} | {summary['errors']} |"
    yield ""
    yield say.STAMP[lang].format(
        packs=", ".join(code(pack) for pack in report.policy.packs),
        fingerprint=code(report.policy.fingerprint[: len("sha256:") + 12]),
        engines=" + ".join(code(engine) for engine in report.engines),
    )
    if alone := say.reference_alone(report.reference_alone, lang):
        yield ""
        yield alone
    if remark := verdicts.not_recorded(report.not_recorded, lang):
        yield ""
        yield remark


def _problem(problem: Diagnostic, options: Options) -> str:
    remedy = f" → {prose(problem.help[options.lang])}" if problem.help is not None else ""
    place = f"{code(str(problem.span))}: " if problem.span.path is not None else ""
    return f"- {place}{code(problem.code)} {prose(problem.message[options.lang])}{remedy}"


def _group(group: Group, options: Options) -> str:
    page = MarkdownPage(options.lang)
    page.heading(group.heading, is_name=group.is_name)
    cited: set[str] = set()
    for finding in sorted(group.findings, key=_gravity):
        show_finding(page, finding, options, cited)
    return page.render()
