"""A finding of the linter as lines for people, and as annotations for GitHub.

What must not live here: which findings there are (`lab.lint.finding`), words (`wording.lab`).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import plain
from qd85rules.lab.proofs.witness import to_yaml
from qd85rules.reporters.frames import frame
from qd85rules.reporters.page import BOLD, FAINT, RED, YELLOW
from qd85rules.source.files import read_file
from qd85rules.wording import lab as say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qd85rules.core.diagnostics import Span
    from qd85rules.core.text import Text
    from qd85rules.lab.lint import LintFinding, Severity
    from qd85rules.lab.proofs.witness import Witness
    from qd85rules.policy.rule import Modality
    from qd85rules.reporters.page import Page

_STYLES: Final[dict[Severity, str]] = {"error": RED, "warning": YELLOW, "note": BOLD}
_COMMANDS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "note": "notice"}


def docs_page(finding: LintFinding) -> str:
    """Name the page of the documentation that explains a finding."""
    return f"reference/lint/{finding.code}/"


def show_finding(page: Page, finding: LintFinding, modalities: Mapping[str, Modality]) -> None:
    """Add the lines of one finding, and an empty one."""
    severity = say.SEVERITIES[finding.severity][page.lang]
    lead = ((f"{finding.span}: ", ""), (severity, _STYLES[finding.severity]), (f" {finding.code} ", ""))
    page.put(finding.message, lead=lead)
    line = _source_line(finding.span)
    if line is not None:
        for text in frame(replace(finding.diagnostic, source_line=line), ascii_only=page.ascii_only):
            page.put(text, indent=4)
    if page.lang == "vi":
        _labelled(page, say.MEANING, say.LINT_MEANINGS[finding.code].vi)
    _labelled(page, say.HELP, finding.help)
    for label, case in _cases(finding, modalities):
        page.put("", lead=((f"{label[page.lang]}:", FAINT),), indent=2)
        for text in to_yaml([case]).splitlines():
            page.put(text, indent=4)
    _labelled(page, say.DOCS, docs_page(finding))
    page.blank()


def github_commands(findings: Sequence[LintFinding]) -> str:
    """Give one annotation for each finding, the gravest first."""
    gravity = list(_COMMANDS)
    lines = [
        f"::{_COMMANDS[one.severity]} {','.join(_properties(one))}::{_escaped(f'{one.message} ({one.help})')}\n"
        for one in sorted(findings, key=lambda each: gravity.index(each.severity))
    ]
    return "".join(lines)


def _labelled(page: Page, label: Text, text: str) -> None:
    page.put(text, lead=((f"{label[page.lang]}: ", FAINT),), indent=2)


def _source_line(span: Span) -> str | None:
    """Read the line that a finding stands on, where it stands on one."""
    if span.path is None or span.line is None:
        return None
    lines = read_file(Path(span.path)).decode("utf-8-sig").splitlines()
    return lines[span.line - 1] if span.line <= len(lines) else None


def _cases(finding: LintFinding, modalities: Mapping[str, Modality]) -> Iterator[tuple[Text, dict[str, object]]]:
    """Give the accounts of a finding as entries of a case file."""
    if finding.witness is None:
        return
    yield say.SHOWN_BY, _case(finding, finding.witness, modalities)
    if finding.after is not None:
        yield say.RECORDED, _case(finding, finding.after, modalities)


def _case(finding: LintFinding, witness: Witness, modalities: Mapping[str, Modality]) -> dict[str, object]:
    rule = finding.rule or finding.related[0]
    # The rules in the order in which the linter asks about them.
    asked = {
        "QL102": (rule, *finding.related),
        "QL103": (*finding.related, rule),
        "QL501": finding.related[1:],
    }.get(finding.code, (rule,))
    expect = {name: _word(outcome, modalities[name]) for name, outcome in zip(asked, witness.outcomes, strict=True)}
    outcomes = ", ".join(word.replace("_", " ") for word in dict.fromkeys(expect.values()))
    return {**witness.case(f"{rule}: {finding.name}, {outcomes}", rule, ""), "expect": expect}


def _word(outcome: Outcome, modality: Modality) -> str:
    """Give the report's word for an outcome."""
    return "recommendation" if modality == "should" and outcome is Outcome.VIOLATION else outcome.value


def _properties(finding: LintFinding) -> Iterator[str]:
    yield f"title={_property(f'{finding.code} {finding.name}')}"
    if finding.span.path is not None:
        yield f"file={_property(finding.span.path)}"
    for name, number in (("line", finding.span.line), ("col", finding.span.column)):
        if number is not None:
            yield f"{name}={number}"


def _escaped(text: str) -> str:
    return plain(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
