"""The report as JUnit XML: a suite for each register, a test case for each rule on each account.

The published schema has no place for a test case's file and line, so the place stands in the text of the failure. It
has none for `skipped` of the whole run either, which is written all the same: without it a run whose findings are all
waived reads as one that passed. A judgement takes no time of its own, and the time stamp of a suite is the day of the
report, so that what is written depends on what was checked alone.

What must not live here: the sentences (`sentences`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, get_args
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import plain, plain_lines
from qd85rules.reporters.places import register_of
from qd85rules.reporters.sentences import detail_lines, headline
from qd85rules.reporters.severity import is_known, problems_of, remarks_of, severity_of
from qd85rules.wording.verdicts import KNOWN, RECOMMENDATION, WAIVED_UNTIL

if TYPE_CHECKING:
    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.judge.finding import Finding
    from qd85rules.judge.report import Report
    from qd85rules.reporters import Options

_NAME: Final = "qd85rules"
_NO_TIME: Final = "0"

_Child = Literal["failure", "error", "skipped", "system-out"]
_CHILDREN: Final[tuple[_Child | None, ...]] = (*get_args(_Child), None)


@dataclass
class _Suite:
    """What is said of one register: findings by rule and account, problems and remarks."""

    cases: dict[tuple[str, str], list[Finding]] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    remarks: list[Diagnostic] = field(default_factory=list)


def render_junit(report: Report, options: Options) -> str:
    """Render every rule that was applied; rules that do not apply are left out unless all outcomes are asked for.

    What keeps the rules is in as well: services take a file without test cases for a run that failed.
    """
    suites: dict[str, _Suite] = {}
    for verdict in report.verdicts:
        if options.all_outcomes or verdict.outcome is not Outcome.NOT_APPLICABLE:
            finding = report.explain(verdict)
            cases = suites.setdefault(register_of(finding.location, options), _Suite()).cases
            cases.setdefault((finding.rule, finding.account), []).append(finding)
    for problem in problems_of(report, options):
        suites.setdefault(register_of(problem.span, options), _Suite()).problems.append(problem)
    for remark in remarks_of(report):
        suites.setdefault(register_of(remark.span, options), _Suite()).remarks.append(remark)
    root = Element("testsuites", {"name": _NAME, "time": _NO_TIME})
    for register, suite in suites.items():
        root.append(_suite(register, suite, report, options))
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(register: str, suite: _Suite, report: Report, options: Options) -> Element:
    element = Element("testsuite", {"name": plain(register) or _NAME})
    element.set("timestamp", f"{report.as_of}T00:00:00")
    element.set("time", _NO_TIME)
    if register:
        element.set("file", plain(register))
    properties = SubElement(element, "properties")
    stamp = {
        "as_of": report.as_of.isoformat(),
        "ruleset_sha256": report.policy.fingerprint.removeprefix("sha256:"),
        "packs": " ".join(report.policy.packs),
        "engines": " ".join(report.engines),
        **{f"not_recorded {section}": str(number) for section, number in report.not_recorded.items()},
    }
    clauses: dict[str, dict[str, None]] = {}
    for (rule, _), findings in suite.cases.items():
        clauses.setdefault(rule, {}).update((clause, None) for finding in findings for clause in finding.clauses)
    stamp |= {f"citation {rule}": " ".join(found) for rule, found in clauses.items()}
    for name, value in stamp.items():
        SubElement(properties, "property", {"name": plain(name), "value": plain(value)})
    children = [_case(element, rule, account, findings, options)
                for (rule, account), findings in suite.cases.items()]  # fmt: skip
    children += [_problem(element, problem, options) for problem in suite.problems]
    if suite.remarks:
        lines = [plain(remark.line(options.lang)) for remark in suite.remarks]
        SubElement(element, "system-out").text = plain_lines("\n".join(lines))
    element.set("tests", str(len(children)))
    element.set("failures", str(children.count("failure")))
    element.set("errors", str(children.count("error")))
    element.set("skipped", str(children.count("skipped")))
    return element


def _case(suite: Element, rule: str, account: str, findings: list[Finding], options: Options) -> _Child | None:
    """Add a test case with one child at most, because some services keep no more: the gravest finding names it."""
    named = {"classname": f"{_NAME}.{plain(rule)}", "name": plain(account), "time": _NO_TIME}
    case = SubElement(suite, "testcase", named)
    findings = sorted(findings, key=lambda finding: _CHILDREN.index(_child(finding, options)))
    gravest = findings[0]
    name = _child(gravest, options)
    if name is None:
        return None
    child = SubElement(case, name)
    if name != "system-out":
        child.set("message", _message(gravest, options))
        child.set("type", plain(rule))
    lines: list[str] = []
    for finding in findings:
        if _child(finding, options) is not None:
            subject = "" if finding.subject == "account" else f"{finding.subject}: "
            lines += [f"{subject}{headline(finding, options.lang)}", *detail_lines(finding, options), ""]
    child.text = plain_lines("\n".join(plain(line) for line in lines))
    return name


def _child(finding: Finding, options: Options) -> _Child | None:
    if is_known(finding):
        return "skipped"
    match finding.outcome:
        case Outcome.VIOLATION:
            is_failure = not finding.is_recommendation or severity_of(finding, options) == "error"
            return "failure" if is_failure else "skipped"
        case Outcome.UNDETERMINED:
            return "skipped" if options.allow_undetermined else "error"
        case Outcome.WAIVED | Outcome.NOT_APPLICABLE:
            return "skipped"
        case Outcome.DUE:
            # A duty that can still be kept is no failure; its day is told all the same.
            return "system-out"
        case Outcome.COMPLIANT:
            return None


def _message(finding: Finding, options: Options) -> str:
    lang = options.lang
    if finding.waiver is not None:
        until = WAIVED_UNTIL[lang].format(day=finding.waiver.expires_on)
        return plain(f"{until}: {finding.waiver.reason}")
    if is_known(finding):
        return plain(f"{KNOWN[lang].capitalize()}: {headline(finding, lang)}")
    lead = f"{RECOMMENDATION[lang].capitalize()}: " if finding.is_recommendation else ""
    return plain(lead + headline(finding, lang))


def _problem(suite: Element, problem: Diagnostic, options: Options) -> _Child:
    lang = options.lang
    place = plain(str(problem.span)) if problem.span.path is not None else problem.code
    case = SubElement(suite, "testcase", {"classname": f"{_NAME}.input", "name": place, "time": _NO_TIME})
    child = SubElement(case, "error", {"message": plain(problem.message[lang]), "type": problem.code})
    tail = f"\n{problem.help[lang]}" if problem.help is not None else ""
    child.text = "\n".join(plain(line) for line in f"{place}: {problem.message[lang]}{tail}".split("\n"))
    return "error"
