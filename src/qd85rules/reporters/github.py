"""Annotations for GitHub: workflow commands, within the numbers that GitHub shows.

What must not live here: the job summary, which is Markdown (`markdown`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import plain
from qd85rules.reporters import selected
from qd85rules.reporters.places import STDIN, is_inside, repo_path
from qd85rules.reporters.sentences import annotation, problem_text
from qd85rules.reporters.severity import GRAVITY, problems_of, remark_severity, remarks_of, severity_of
from qd85rules.wording import reports as say
from qd85rules.wording.verdicts import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.core.diagnostics import Diagnostic, Span
    from qd85rules.judge.finding import Finding
    from qd85rules.judge.report import Report
    from qd85rules.reporters import Options
    from qd85rules.reporters.severity import Severity

SHOWN_OF_EACH: Final = 10
"""How many annotations of each level GitHub shows for one step."""

_COMMANDS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "note": "notice"}
_SILENT: Final = frozenset({Outcome.WAIVED, Outcome.COMPLIANT, Outcome.NOT_APPLICABLE})


def render_github(report: Report, options: Options) -> str:
    """Render workflow commands, the gravest first; nothing at all where there is nothing to annotate."""
    commands: dict[Severity, list[str]] = {"error": [], "warning": [], "note": []}
    for problem in problems_of(report, options):
        commands["error"].append(_command("error", problem.code, problem.span, _said(problem, options), options))
    findings = [finding for finding in selected(report, options) if finding.outcome not in _SILENT]
    findings.sort(key=lambda finding: GRAVITY[finding.outcome])
    for finding in findings:
        severity = severity_of(finding, options)
        text = _message(finding, options)
        commands[severity].append(_command(severity, finding.rule, finding.location, text, options))
    for remark in remarks_of(report):
        severity = remark_severity(remark)
        commands[severity].append(_command(severity, remark.code, remark.span, _said(remark, options), options))
    shown = {severity: lines[:SHOWN_OF_EACH] for severity, lines in commands.items()}
    if any(len(lines) > SHOWN_OF_EACH for lines in commands.values()):
        # The remark is a notice too, and GitHub shows ten of them: leave one place for it.
        shown["note"] = commands["note"][: SHOWN_OF_EACH - 1]
        left = {severity: len(lines) - len(shown[severity]) for severity, lines in commands.items()}
        shown["note"].append(
            _command("note", "qd85rules", None, say.MORE_NOTICES[options.lang].format(**left), options)
        )
    return "".join(f"{line}\n" for lines in shown.values() for line in lines)


def _said(problem: Diagnostic, options: Options) -> str:
    return plain(problem_text(problem, options.lang)) + _cell(problem.span)


def _message(finding: Finding, options: Options) -> str:
    lang = options.lang
    lines = annotation(finding, lang)
    if finding.outcome in {Outcome.VIOLATION, Outcome.DUE}:
        lines.append(f"{FIELDS['remedy'][lang]}: {finding.remedy[lang]}")
    return "\n".join(lines) + ("" if finding.location is None else _cell(finding.location))


def _cell(span: Span) -> str:
    """Name the cell of a workbook, where a line and column mean little."""
    return f"\n{plain(str(span))}" if span.sheet is not None else ""


def _command(severity: Severity, title: str, span: Span | None, message: str, options: Options) -> str:
    properties = ",".join(f"{name}={_property(value)}" for name, value in (("title", title), *_place(span, options)))
    lines = (_data(plain(line)) for line in message.split("\n"))
    return f"::{_COMMANDS[severity]} {properties}::{'%0A'.join(lines)}"


def _place(span: Span | None, options: Options) -> Iterator[tuple[str, str]]:
    if span is None or span.path is None or span.path == STDIN:
        return
    path = repo_path(span.path, options)
    yield "file", path if is_inside(path) else span.path
    if span.line is None:
        return
    yield "line", str(span.line)
    if span.end_line is not None:
        yield "endLine", str(span.end_line)
    # Columns are refused where the annotation spans lines.
    if span.column is not None and span.end_line in {None, span.line}:
        yield "col", str(span.column)
        if span.end_column is not None:
            yield "endColumn", str(span.end_column)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(plain(text)).replace(":", "%3A").replace(",", "%2C")
