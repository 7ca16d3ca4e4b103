"""The JSON report: stable, versioned, growing by additions only.

What must not live here: its JSON Schema (`json_schema`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qd85rules.core.text import json_text
from qd85rules.judge.report import SCHEMA_VERSION
from qd85rules.reporters import selected, shown_value

if TYPE_CHECKING:
    from qd85rules.core.diagnostics import Diagnostic, Span
    from qd85rules.core.text import Language, Text
    from qd85rules.judge.report import BaselineStatus, Finding, Report, WaiverStatus
    from qd85rules.policy.stamps import Citation
    from qd85rules.reporters import Options


def render_json(report: Report, options: Options) -> str:
    """Render the report as indented JSON."""
    return json_text(report_data(report, options)) + "\n"


def report_data(report: Report, options: Options) -> dict[str, Any]:
    """Give the report as plain data, in the shape of the published schema."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "as_of": report.as_of.isoformat(),
        "policy": {
            "packs": list(report.policy.packs),
            "fingerprint": report.policy.fingerprint,
            "params": dict(report.policy.params),
        },
        "engine": report.engines[0],
        "engines": list(report.engines),
        "inputs": list(options.inputs),
        "summary": report.summary,
        "not_recorded": dict(report.not_recorded),
        "findings": [finding_data(finding, options) for finding in selected(report, options)],
        "errors": [diagnostic_data(error, options.lang) for error in report.errors],
    }
    if report.reference_alone:
        data["reference_alone"] = list(report.reference_alone)
    if report.notices:
        data["notices"] = [diagnostic_data(notice, options.lang) for notice in report.notices]
    if report.waivers:
        data["waivers"] = [_waiver_data(status, options.lang) for status in report.waivers]
    if report.baseline is not None:
        data["baseline"] = _baseline_data(report.baseline)
    return data


def _waiver_data(status: WaiverStatus, lang: Language) -> dict[str, Any]:
    return {
        "state": status.state,
        "rule": status.rule,
        "account": status.account,
        "subject": status.subject,
        "reason": status.reason,
        "approver": status.approver,
        "authority": status.authority,
        "expires_on": None if status.expires_on is None else status.expires_on.isoformat(),
        "findings": status.findings,
        "hint": None if status.hint is None else status.hint[lang],
        "location": place_data(status.span),
    }


def _baseline_data(status: BaselineStatus) -> dict[str, Any]:
    return {
        "path": status.path,
        "known": status.known,
        "new": status.new,
        "gone": [
            {
                "rule": entry.rule,
                "account": entry.account,
                "subject": entry.subject,
                "outcome": entry.outcome.value,
                "count": entry.count,
            }
            for entry in status.gone
        ],
    }


def finding_data(finding: Finding, options: Options) -> dict[str, Any]:
    """Give one finding as plain data."""
    lang = options.lang
    data: dict[str, Any] = {
        "rule": finding.rule,
        "account": finding.account,
        "subject": finding.subject,
        "holder_id": finding.holder_id,
        "unit": finding.unit,
        "outcome": finding.outcome.value,
        "modality": finding.modality,
        "topic": finding.topic,
        "pack": finding.pack,
        "title": finding.title[lang],
        "clauses": list(finding.clauses),
        "citations": [_citation(citation, lang) for citation in finding.citations],
        "evidence": {item.fact: shown_value(item, show_names=options.show_names) for item in finding.evidence},
        "params": dict(finding.params),
        "missing": [list(chosen) for chosen in finding.missing],
        "questions": [question[lang] for question in finding.questions],
        "notes": [note[lang] for note in finding.notes],
        "due_on": None if finding.due_on is None else finding.due_on.isoformat(),
        "message": finding.message[lang],
        "remedy": finding.remedy[lang],
        "location": place_data(finding.location),
        "because": [sentence[lang] for sentence in finding.because],
        "would_comply": [
            [{"fact": change.fact, "value": change.value, "act": change.act[lang]} for change in changes]
            for changes in finding.would_comply
        ],
        "answers": [
            {
                "asked": list(answer.asked),
                "given": {fact: list(values) for fact, values in answer.given.items()},
                "outcome": answer.outcome.value,
                "text": answer.text[lang],
            }
            for answer in finding.answers
        ],
    }
    if finding.waiver is not None:
        data["waiver"] = {
            "reason": finding.waiver.reason,
            "approver": finding.waiver.approver,
            "authority": finding.waiver.authority,
            "expires_on": finding.waiver.expires_on.isoformat(),
            "location": place_data(finding.waiver.span),
        }
    if finding.baseline is not None:
        data["baseline"] = finding.baseline
    return data


def diagnostic_data(diagnostic: Diagnostic, lang: Language) -> dict[str, Any]:
    """Give one problem as plain data."""
    data: dict[str, Any] = {
        "code": diagnostic.code,
        "message": diagnostic.message[lang],
        "help": None if diagnostic.help is None else diagnostic.help[lang],
        "location": place_data(diagnostic.span),
    }
    if diagnostic.count > 1:
        data |= {"count": diagnostic.count, "places": [place_data(place) for place in diagnostic.places]}
    return data


def _citation(citation: Citation, lang: Language) -> dict[str, Any]:
    return {
        "clause": citation.clause,
        "document": citation.document,
        "issuer": citation.issuer,
        "date": citation.date,
        "relay": citation.relay,
        "locator": citation.locator[lang],
        "digest": citation.digest,
        "passage_digest": citation.passage_digest,
        "attribution": citation.attribution,
        "summary": _both(citation.summary),
    }


def _both(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}


def place_data(span: Span | None) -> dict[str, Any] | None:
    """Give a place as plain data; `None` where there is none."""
    if span is None or (span.path is None and span.line is None):
        return None
    place: dict[str, Any] = {"path": span.path, "line": span.line, "column": span.column}
    if span.sheet is not None:
        place["sheet"] = span.sheet
        place["cell"] = str(span).rpartition("!")[2]
    if span.end_line is not None:
        place |= {"end_line": span.end_line, "end_column": span.end_column}
    return place
