"""The report as a SARIF 2.1.0 log.

A service may take every result for an open alert, whatever its kind and suppressions: by default a log holds only
violations that no waiver sets aside, recommendations among them.

What must not live here: rules and taxonomies (`sarif_rules`), places (`sarif_places`).
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import json_text, plain
from qd85rules.judge.finding import shown_value
from qd85rules.reporters.sarif_places import Fingerprints, location, locations, run_id
from qd85rules.reporters.sarif_rules import level_of, shortened, vocabulary_of
from qd85rules.reporters.sentences import account_and_subject, headline
from qd85rules.reporters.severity import problems_of, remark_severity, remarks_of
from qd85rules.wording import reports as say
from qd85rules.wording.verdicts import ACT_BEFORE, FIELDS, missing_sets, tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.judge.finding import Finding
    from qd85rules.judge.report import Report
    from qd85rules.reporters import Options, SarifInclude
    from qd85rules.reporters.sarif_rules import SarifTables

SARIF_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
RESULT_LIMIT: Final = 25_000
"""The most results that GitHub takes in one run."""

_KINDS: Final[dict[Outcome, str]] = {
    Outcome.VIOLATION: "fail",
    Outcome.UNDETERMINED: "open",
    Outcome.DUE: "informational",
    Outcome.WAIVED: "fail",
    Outcome.COMPLIANT: "pass",
    Outcome.NOT_APPLICABLE: "notApplicable",
}
_ASKED_BY: Final[dict[Outcome, SarifInclude]] = {
    Outcome.UNDETERMINED: "open",
    Outcome.DUE: "due",
    Outcome.WAIVED: "suppressed",
    Outcome.COMPLIANT: "pass",
    Outcome.NOT_APPLICABLE: "not_applicable",
}
_LEVEL_RANK: Final = {"error": 0, "warning": 1, "note": 2, "none": 3}
_CANNOT_DO_THE_JOB: Final = 2

_TRUNCATED: Final = "results-truncated"


def render_sarif(report: Report, options: Options) -> str:
    """Render the report as an indented SARIF log."""
    return json_text(sarif_data(report, options)) + "\n"


def sarif_data(report: Report, options: Options) -> dict[str, Any]:
    """Give the SARIF log as plain data."""
    marked = list(_marked(report, options))
    vocabulary = vocabulary_of(report, [finding for finding, _ in marked], options.lang)
    results = [_result(finding, vocabulary, fingerprint, options) for finding, fingerprint in marked]
    kept = _gravest(results)
    notices = [_notification(problem, "error", options) for problem in problems_of(report, options)]
    remarks = [_notification(remark, remark_severity(remark), options) for remark in remarks_of(report)]
    if len(kept) < len(results):
        text = say.TRUNCATED_TEXT[options.lang].format(total=len(results), kept=len(kept))
        notices.append({"descriptor": {"id": _TRUNCATED}, "level": "warning", "message": {"text": text}})
    return {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [_run(report, options, vocabulary, kept, (notices, remarks))],
    }


def _marked(report: Report, options: Options) -> Iterator[tuple[Finding, str]]:
    """Give the findings that the log holds, each with its fingerprint."""
    fingerprints = Fingerprints(options)
    for verdict in report.verdicts:
        is_wanted = _wanted(verdict.outcome, options)
        # A waived violation counts even where it is left out: the day its waiver ends must not rename its neighbours.
        if is_wanted or verdict.outcome is Outcome.WAIVED:
            finding = report.explain(verdict)
            fingerprint = fingerprints.next(finding, verdict.content)
            if is_wanted:
                yield finding, fingerprint


def _wanted(outcome: Outcome, options: Options) -> bool:
    if outcome is Outcome.VIOLATION or options.all_outcomes:
        return True
    if outcome is Outcome.UNDETERMINED and options.undetermined_as == "note":
        return True
    return _ASKED_BY[outcome] in options.sarif_include


def _run(
    report: Report,
    options: Options,
    vocabulary: SarifTables,
    results: list[dict[str, Any]],
    notifications: tuple[list[dict[str, Any]], list[dict[str, Any]]],
) -> dict[str, Any]:
    lang = options.lang
    of_execution, of_configuration = notifications
    both = [*of_execution, *of_configuration]
    codes = list(dict.fromkeys(notice["descriptor"]["id"] for notice in both))
    for notice in both:
        notice["descriptor"]["index"] = codes.index(notice["descriptor"]["id"])
    driver: dict[str, Any] = {
        "name": "qd85rules",
        "language": lang,
        "rules": vocabulary.rules,
        "notifications": [{"id": code} for code in codes],
        "supportedTaxonomies": [
            {"name": taxonomy["name"], "index": index} for index, taxonomy in enumerate(vocabulary.taxonomies)
        ],
    }
    if (number := _tool_version()) is not None:
        driver["semanticVersion"] = number
    return {
        "tool": {"driver": driver},
        "automationDetails": {"id": run_id(report, options)},
        "language": lang,
        "columnKind": "unicodeCodePoints",
        # The root has no address of its own here, so that a log is the same wherever it is made.
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": say.SRCROOT[lang]}}},
        "invocations": [
            {
                "executionSuccessful": options.exit_code != _CANNOT_DO_THE_JOB and not report.errors,
                "exitCode": options.exit_code,
                "exitCodeDescription": tally(report.summary, lang),
                "toolExecutionNotifications": of_execution,
                "toolConfigurationNotifications": of_configuration,
            }
        ],
        "taxonomies": vocabulary.taxonomies,
        "results": results,
        "properties": {
            "asOf": report.as_of.isoformat(),
            "packs": list(report.policy.packs),
            "policyFingerprint": report.policy.fingerprint,
            "params": dict(report.policy.params),
            "engines": list(report.engines),
            "summary": report.summary,
            "notRecorded": dict(report.not_recorded),
        },
    }


def _result(finding: Finding, vocabulary: SarifTables, fingerprint: str, options: Options) -> dict[str, Any]:
    kind, level = _kind_and_level(finding, options)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": vocabulary.rule_index[finding.rule],
        "kind": kind,
        "level": level,
        "message": {"text": _message(finding, options)},
        "locations": locations(finding, options),
        "partialFingerprints": {"primaryLocationLineHash": fingerprint, "qd85rules/v1": fingerprint},
        "taxa": [vocabulary.taxon_of[citation.clause] for citation in finding.citations],
        "properties": _properties(finding, options),
    }
    if finding.baseline is not None:
        result["baselineState"] = finding.baseline
    waiver = finding.waiver
    if waiver is not None:
        suppression: dict[str, Any] = {
            "kind": "external",
            "status": "accepted",
            "justification": plain(waiver.reason),
            "properties": {
                "owner": plain(waiver.approver),
                "authority": plain(waiver.authority),
                "until": waiver.expires_on.isoformat(),
            },
        }
        if waiver.span is not None and waiver.span.path is not None:
            suppression["location"] = location(waiver.span, options)
        result["suppressions"] = [suppression]
    return result


def _kind_and_level(finding: Finding, options: Options) -> tuple[str, str]:
    kind = _KINDS[finding.outcome]
    if finding.outcome is Outcome.UNDETERMINED and options.undetermined_as == "note":
        return "fail", "note"
    # Source: SARIF 2.1.0, 3.27.10: whatever is not `fail` has level `none`.
    return kind, level_of(finding.modality) if kind == "fail" else "none"


def _message(finding: Finding, options: Options) -> str:
    lang = options.lang
    sentences = [headline(finding, lang), f"{account_and_subject(finding)}."]
    if finding.missing:
        sentences.append(f"{FIELDS['missing'][lang]}: {missing_sets(finding.missing, lang)}.")
    sentences += [question[lang] for question in finding.questions]
    if finding.due_on is not None:
        sentences.append(f"{FIELDS['due_on'][lang]}: {ACT_BEFORE[lang].format(day=finding.due_on)}.")
    if finding.outcome in {Outcome.VIOLATION, Outcome.DUE}:
        sentences.append(f"{FIELDS['remedy'][lang]}: {finding.remedy[lang]}")
    return _escaped(shortened(" ".join(sentences)))


def _escaped(text: str) -> str:
    """Keep text from reading as a placeholder or a link.

    Source: SARIF 2.1.0, 3.11.5 and 3.11.6.
    """
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _properties(finding: Finding, options: Options) -> dict[str, Any]:
    lang = options.lang
    return {
        "account": plain(finding.account),
        "subject": finding.subject,
        "outcome": finding.outcome.value,
        "modality": finding.modality,
        "topic": finding.topic,
        "evidence": {item.fact: shown_value(item, show_names=options.show_names) for item in finding.evidence},
        "params": dict(finding.params),
        "missing": [list(chosen) for chosen in finding.missing],
        "questions": [question[lang] for question in finding.questions],
        "notes": [note[lang] for note in finding.notes],
        "dueOn": None if finding.due_on is None else finding.due_on.isoformat(),
        "remedy": finding.remedy[lang],
    }


def _notification(problem: Diagnostic, level: str, options: Options) -> dict[str, Any]:
    lang = options.lang
    tail = f" ({problem.help[lang]})" if problem.help is not None else ""
    notification: dict[str, Any] = {
        "descriptor": {"id": problem.code},
        "level": level,
        "message": {"text": _escaped(shortened(plain(problem.message[lang] + tail)))},
    }
    if problem.span.path is not None:
        notification["locations"] = [location(problem.span, options)]
    return notification


def _gravest(results: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep what a service takes, the gravest first; what is kept stays in the register's order."""
    if len(results) <= RESULT_LIMIT:
        return list(results)
    ranked = sorted(range(len(results)), key=lambda index: _LEVEL_RANK[results[index]["level"]])
    return [results[index] for index in sorted(ranked[:RESULT_LIMIT])]


def _tool_version() -> str | None:
    try:
        return version("qd85rules")
    except PackageNotFoundError:
        return None
