"""Code Quality for GitLab: a list of issues, which a merge request compares with those of its target branch.

GitLab tells issues apart by their fingerprints alone, so that what the baseline knows is listed as well.

What must not live here: what makes two findings the same (`judge.identity`).

Source: docs.gitlab.com, "Code Quality", "Import Code Quality results from a CI/CD job".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import composed, json_text, plain
from qd85rules.reporters.places import STDIN, is_inside, register_of, repo_path
from qd85rules.reporters.sarif_places import Fingerprints
from qd85rules.reporters.sentences import annotation, problem_text
from qd85rules.reporters.severity import problems_of, remark_severity, remarks_of, severity_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.core.diagnostics import Diagnostic, Span
    from qd85rules.judge.report import Report
    from qd85rules.reporters import Options
    from qd85rules.reporters.severity import Severity

_SEVERITIES: Final[dict[Severity, str]] = {"error": "major", "warning": "minor", "note": "info"}
_UNREAD: Final = "blocker"
_NOWHERE: Final = "data"
"""Stands for the register of data that comes from no file: GitLab wants a path."""


def render_gitlab(report: Report, options: Options) -> str:
    """Render the issues as JSON: what could not be read, the findings in the register's order, and the remarks."""
    issues = [*_problems(report, options), *_findings(report, options), *_remarks(report, options)]
    return json_text(issues) + "\n"


def _findings(report: Report, options: Options) -> Iterator[dict[str, Any]]:
    fingerprints = Fingerprints(options)
    for verdict in report.verdicts.shown:
        finding = report.explain(verdict)
        # A waived violation counts though it is left out: the day its waiver ends must not rename its neighbours.
        fingerprint = fingerprints.next(finding, verdict.content)
        if finding.outcome is not Outcome.WAIVED:
            text, severity = "; ".join(annotation(finding, options.lang)), _SEVERITIES[severity_of(finding, options)]
            yield _issue(finding.rule, text, severity, fingerprint, finding.location, options)


def _problems(report: Report, options: Options) -> Iterator[dict[str, Any]]:
    yield from _told(((one, _UNREAD) for one in problems_of(report, options)), options)


def _remarks(report: Report, options: Options) -> Iterator[dict[str, Any]]:
    yield from _told(((one, _SEVERITIES[remark_severity(one)]) for one in remarks_of(report)), options)


def _told(problems: Iterator[tuple[Diagnostic, str]], options: Options) -> Iterator[dict[str, Any]]:
    fingerprints = Fingerprints(options)
    for problem, severity in problems:
        # Without line and words, which change while the problem stays.
        register = composed(register_of(problem.span, options))
        fingerprint = fingerprints.numbered(problem.code, register, *map(str, problem.path))
        yield _issue(problem.code, problem_text(problem, options.lang), severity, fingerprint, problem.span, options)


def _issue(
    check: str, text: str, severity: str, fingerprint: str, span: Span | None, options: Options
) -> dict[str, Any]:
    return {
        "description": plain(text),
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": _path(span, options), "lines": {"begin": (span and span.line) or 1}},
    }


def _path(span: Span | None, options: Options) -> str:
    if span is None or span.path is None or span.path == STDIN:
        return _NOWHERE
    path = repo_path(span.path, options)
    # GitLab wants paths from the root of the repository; what lies outside keeps its own.
    return plain(path if is_inside(path) else span.path)
