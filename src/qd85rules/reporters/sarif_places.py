"""Places in a SARIF log, and the fingerprints that tell results apart from one run to the next.

What must not live here: results (`sarif`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.text import composed, plain
from qd85rules.judge.identity import finding_key
from qd85rules.reporters.places import is_inside, register_of, repo_path, uri_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qd85rules.core.diagnostics import Span
    from qd85rules.judge.finding import Finding
    from qd85rules.judge.report import Report
    from qd85rules.reporters import Options

_HASH_LENGTH: Final = 16


class Fingerprints:
    """Gives each finding a fingerprint made of its register and its key, and of nothing else that may change."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._seen: Counter[str] = Counter()

    def next(self, finding: Finding, content: Mapping[str, Any] | None) -> str:
        """Give the fingerprint of the next finding of a report; equal ones are told apart by number."""
        register = composed(register_of(finding.location, self._options))
        return self.numbered(register, finding_key(finding, content).digest)

    def numbered(self, *parts: str) -> str:
        """Give the fingerprint of what some texts say; equal ones are told apart by number."""
        digest = _digest(parts)
        self._seen[digest] += 1
        return f"{digest}:{self._seen[digest]}"


def run_id(report: Report, options: Options) -> str:
    """Give the id that runs over the same registers share, up to the day.

    A folder that was named gives its own name: services close the alerts of a run by the next one of that id, so that a
    file that comes or goes in the folder must not change it.
    """
    asked = sorted({composed(repo_path(path, options)) for path in options.asked or options.inputs})
    name = f"registers-{_digest(asked)}" if len(asked) > 1 else uri_of((asked or ["data"])[0])
    return f"qd85rules/{name}/{report.as_of}"


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_LENGTH]


def locations(finding: Finding, options: Options) -> list[dict[str, Any]]:
    """Give the place of a finding in its file, where it has one, and in its account."""
    span = finding.location
    account = plain(finding.account)
    logical: list[dict[str, Any]] = [
        {"name": finding.subject, "fullyQualifiedName": f"{account}/{finding.subject}", "kind": "member"}
    ]
    place = {} if span is None or span.path is None else location(span, options)
    return [{**place, "logicalLocations": [*place.get("logicalLocations", ()), *logical]}]


def location(span: Span, options: Options) -> dict[str, Any]:
    """Give a place in a file; in a workbook also the name of its cell."""
    path = repo_path(span.path or "", options)
    artifact: dict[str, Any] = {"uri": uri_of(path)}
    if is_inside(path):
        artifact["uriBaseId"] = "SRCROOT"
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if span.line is not None:
        physical["region"] = _region(span)
    place: dict[str, Any] = {"physicalLocation": physical}
    if span.sheet is not None:
        cell = str(span).removeprefix(f"{span.path}:")
        place["logicalLocations"] = [{"fullyQualifiedName": plain(cell), "kind": "cell"}]
    return place


def _region(span: Span) -> dict[str, int]:
    line = span.line or 1
    end_line = max(span.end_line or line, line)
    region = {"startLine": line, "endLine": end_line}
    if span.column is not None:
        region["startColumn"] = span.column
        if end_line > line:
            region["endColumn"] = span.end_column or 1
        else:
            # Services want an end. Where none is known, one character stands for the value; in a table, one cell.
            region["endColumn"] = max(span.end_column or span.column + 1, span.column)
    return region
