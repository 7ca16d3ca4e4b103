"""The report as CSV: one row for each finding and each error, for people who sort and filter in a spreadsheet."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from typing import TYPE_CHECKING, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import plain
from qd85rules.reporters import selected
from qd85rules.reporters.sentences import said
from qd85rules.reporters.severity import problems_of, remarks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.judge.report import Report
    from qd85rules.reporters import Options

COLUMNS: Final = (
    "record", "outcome", "modality", "rule", "topic", "title", "account", "subject", "message", "remedy",
    "clauses", "documents", "locators", "attributions", "evidence", "params", "missing", "questions", "notes", "due_on",
    "waiver_reason", "waiver_approver", "waiver_authority", "waiver_expires_on",
    "path", "line", "column", "sheet", "cell", "as_of", "packs", "policy",
    "baseline", "holder_id", "unit",
)  # fmt: skip
"""The columns, the same in every language; new ones come at the end. `record` is `finding`, `error` or `remark`."""

# What a spreadsheet takes for the start of a formula, full-width forms included. In many countries its cells are parted
# by semicolons, whatever the quotation marks of this file say.
_FORMULA: Final = re.compile(r"(^|;)(?=[\s\"]*[=+\-@\uff1d\uff0b\uff0d\uff20])")


def render_csv(report: Report, options: Options) -> str:
    """Render the report as RFC 4180 has it: a header, then rows that end with CR LF."""
    out = StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    stamp = {
        "as_of": report.as_of.isoformat(),
        "packs": " ".join(report.policy.packs),
        "policy": report.policy.fingerprint,
    }
    for row in _rows(report, options):
        writer.writerow({name: cell(value) for name, value in (row | stamp).items()})
    return out.getvalue()


def _rows(report: Report, options: Options) -> Iterator[dict[str, Any]]:
    for finding in selected(report, options):
        row = _finding(finding.to_dict(lang=options.lang, show_names=options.show_names))
        # A rule's message says what is wrong; beside an undetermined outcome it would read as an accusation.
        row["message"] = said(finding, options.lang)
        if finding.outcome not in {Outcome.VIOLATION, Outcome.WAIVED, Outcome.DUE}:
            row["remedy"] = None
        yield {"record": "finding", **row, "baseline": finding.baseline}
    # An error is no finding, but a table without it would look complete.
    yield from (_diagnostic("error", problem, options) for problem in problems_of(report, options))
    yield from (_diagnostic("remark", remark, options) for remark in remarks_of(report))


def _diagnostic(record: str, diagnostic: Diagnostic, options: Options) -> dict[str, Any]:
    data = diagnostic.to_dict(options.lang)
    return {
        "record": record,
        "rule": data["code"],
        "account": data.get("account"),
        "message": data["message"],
        "remedy": data["help"],
        **_place(data["location"]),
    }


def _finding(data: Mapping[str, Any]) -> dict[str, Any]:
    citations = data["citations"]
    waiver = data.get("waiver", {})
    plainly = ("outcome", "modality", "rule", "topic", "title", "account", "subject", "message", "remedy")
    return {
        **{name: data[name] for name in (*plainly, "due_on", "holder_id", "unit")},
        "clauses": _listed(data["clauses"]),
        "documents": _listed(citation["document"] for citation in citations),
        "locators": _listed(citation["locator"] for citation in citations),
        "attributions": _listed(citation["attribution"] for citation in citations),
        "evidence": _pairs(data["evidence"]),
        "params": _pairs(data["params"]),
        "missing": " | ".join(" + ".join(chosen) for chosen in data["missing"]),
        "questions": _listed(data["questions"]),
        "notes": _listed(data["notes"]),
        **{f"waiver_{name}": waiver.get(name) for name in ("reason", "approver", "authority", "expires_on")},
        **_place(data["location"]),
    }


def _place(place: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: (place or {}).get(name) for name in ("path", "line", "column", "sheet", "cell")}


def _listed(texts: Iterable[str]) -> str:
    return "; ".join(texts)


def _pairs(values: Mapping[str, Any]) -> str:
    return "; ".join(f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in values.items())


def cell(value: str | int | None) -> str | int:
    """Write a cell so that no spreadsheet runs it; a number stays a number."""
    if value is None or isinstance(value, int):
        return "" if value is None else value
    return _FORMULA.sub(r"\1'", plain(value))
