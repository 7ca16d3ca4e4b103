"""Results of cases for machines: JSON, and JUnit's XML.

What must not live here: coverage (`lab.coverage`) and mutation (`lab.mutants`), which add their own part to the JSON.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

from qd85rules.core.text import plain, plain_lines
from qd85rules.judge.finding import shown_value
from qd85rules.lab.cases.collect import keywords_of
from qd85rules.lab.cases.model import case_id, word_of
from qd85rules.lab.cases.render_text import case_lines
from qd85rules.lab.cases.run import statuses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.core.text import Language
    from qd85rules.judge.finding import Finding
    from qd85rules.lab.cases.compare import Checked
    from qd85rules.lab.cases.run import CaseResult

SCHEMA_VERSION: Final = 1
"""The version of the JSON of `qd85 test`; it grows by additions only."""


def results_data(results: Sequence[CaseResult], problems: Sequence[Diagnostic], lang: Language) -> dict[str, Any]:
    """Give results as plain data."""
    counts = statuses(results)
    return {
        "schema_version": SCHEMA_VERSION,
        "summary": {"cases": len(results), **counts, "problems": len(problems)},
        "engines": list(dict.fromkeys(name for result in results for name in result.engines)),
        "cases": [_case_data(result, lang) for result in results],
        "problems": [problem.to_dict(lang) for problem in problems],
    }


def _case_data(result: CaseResult, lang: Language) -> dict[str, Any]:
    case = result.case
    return {
        "name": case.name,
        "status": result.status,
        "example": case.is_example,
        "location": {"path": case.span.path, "line": case.span.line, "column": case.span.column},
        "packs": list(case.packs),
        "as_of": case.as_of.isoformat(),
        "checks": [_check_data(check) for check in result.checks],
        "problems": [problem.to_dict(lang) for problem in result.problems],
    }


def _check_data(check: Checked) -> dict[str, Any]:
    expectation = check.expectation
    return {
        expectation.target: expectation.name,
        "expected": expectation.word,
        "actual": [_finding_data(finding) for finding in check.findings],
        "differences": [
            {"what": each.what, "expected": each.expected, "actual": each.actual} for each in check.differences
        ],
    }


def _finding_data(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "subject": finding.subject,
        "outcome": word_of(finding.outcome, recommended=finding.modality == "should"),
        "due_on": None if finding.due_on is None else finding.due_on.isoformat(),
        "missing": [list(chosen) for chosen in finding.missing],
        "evidence": {item.fact: shown_value(item, show_names=False) for item in finding.evidence},
        "params": dict(finding.params),
        "clauses": list(finding.clauses),
    }


def render_junit(results: Sequence[CaseResult], problems: Sequence[Diagnostic], lang: Language) -> str:
    """Render one suite for each file; a file that cannot be read is a suite with an error."""
    suites = [
        _suite(source, list(group), lang) for source, group in groupby(results, key=lambda result: result.case.source)
    ]
    if problems:
        suites.append(_problem_suite(problems, lang))
    counts = statuses(results)
    head = (
        f'<testsuites name="qd85 test" tests="{len(results) + len(problems)}" failures="{counts["failed"]}" '
        f'errors="{counts["error"] + len(problems)}" time="0">'
    )
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', head, *(line for suite in suites for line in suite)]
    return "\n".join((*lines, "</testsuites>")) + "\n"


def _suite(source: str, results: Sequence[CaseResult], lang: Language) -> list[str]:
    counts = statuses(results)
    head = (
        f'  <testsuite name={_attribute(source)} file={_attribute(source)} tests="{len(results)}" '
        f'failures="{counts["failed"]}" errors="{counts["error"]}" skipped="0" time="0">'
    )
    lines = [head]
    for result in results:
        lines += _testcase(result, lang)
    return [*lines, "  </testsuite>"]


def _testcase(result: CaseResult, lang: Language) -> Iterator[str]:
    case = result.case
    # JUnit's schema allows no properties in a test case, so the class names say which rule or clause it is about.
    classname = " ".join(keywords_of(case)[:1]) or case.source
    name = _attribute(case_id(case.name))
    head = f'    <testcase classname={_attribute(classname)} name={name} time="0"'
    if result.status == "passed":
        yield f"{head}/>"
        return
    tag = "failure" if result.status == "failed" else "error"
    lines = list(case_lines(result, lang))
    message = str(case.span)
    kind = _attribute(result.problems[0].code if result.problems else result.status)
    yield f"{head}>"
    yield f"      <{tag} type={kind} message={_attribute(message)}>{escape(plain_lines(chr(10).join(lines)))}</{tag}>"
    yield "    </testcase>"


def _problem_suite(problems: Sequence[Diagnostic], lang: Language) -> list[str]:
    number = len(problems)
    lines = [f'  <testsuite name="problems" tests="{number}" failures="0" errors="{number}" skipped="0" time="0">']
    for problem in problems:
        message = _attribute(f"{problem.span}: {problem.message[lang]}")
        lines += [
            f'    <testcase classname={_attribute(problem.code)} name={_attribute(str(problem.span))} time="0">',
            f"      <error type={_attribute(problem.code)} message={message}/>",
            "    </testcase>",
        ]
    return [*lines, "  </testsuite>"]


def _attribute(text: str) -> str:
    return quoteattr(plain(text))
