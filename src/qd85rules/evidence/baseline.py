"""Baselines: the findings that a register had when the check was taken up, so that only new ones fail a run.

An entry is keyed by content: rule, account, outcome, the facts that decided and, on an item, all that the register
says of it; never by line, position, message or language. Entries are counted, so that one known finding cannot hide a
second. What is not sure to be the same finding counts as new.

What must not live here: the key (`judge.identity`), how reports show a baseline (`reporters`), and writing files
(`source.writing`).
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import Diagnostic, InputError, Span
from qd85rules.core.outcome import CAN_FAIL, Outcome
from qd85rules.core.plain import composed
from qd85rules.core.text import Text
from qd85rules.judge.identity import Key, finding_key
from qd85rules.judge.report import BaselineEntry, BaselineStatus
from qd85rules.source.files import FILE_LIMIT, read_file
from qd85rules.source.jsontree import read_json
from qd85rules.source.sourcetree import SourceText

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from qd85rules.judge.report import Report
    from qd85rules.judge.verdict import BaselineState, Verdict

__all__ = ["BASELINE_VERSION", "Baseline", "baseline_of", "baseline_text", "compare", "read_baseline"]

BASELINE_VERSION: Final = 1

_FIELDS: Final = {"account": str, "rule": str, "subject": str, "outcome": str, "digest": str, "count": int}


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings with their numbers, and the file that they come from."""

    path: str
    counts: Mapping[Key, int]


def baseline_of(report: Report, path: str = "", *, only_known: bool = False) -> Baseline:
    """Take the findings of a report as known, or of them those alone that a baseline knew already."""
    taken = (row for row in report.verdicts.shown if row.baseline == "unchanged" or not only_known)
    return Baseline(path, Counter(_key(report, row) for row in taken if row.outcome in CAN_FAIL))


def baseline_text(baseline: Baseline) -> str:
    """Write a baseline: one finding a line, in an order that does not depend on the register's."""
    lines = [
        json.dumps(
            {**key._asdict(), "outcome": key.outcome.value, "count": count}, ensure_ascii=False, separators=(", ", ": ")
        )
        for key, count in sorted(baseline.counts.items())
    ]
    listed = ",\n".join(f"    {line}" for line in lines)
    body = f"[\n{listed}\n  ]" if lines else "[]"
    return f'{{\n  "schema_version": {BASELINE_VERSION},\n  "findings": {body}\n}}\n'


def read_baseline(path: Path) -> Baseline:
    """Read a baseline file.

    Raises:
        InputError: it cannot be read, or is no baseline.
    """
    try:
        data = read_json(SourceText(read_file(path, limit=FILE_LIMIT).decode("utf-8-sig"), str(path)))
    except InputError as error:
        hint = _hint("create" if error.diagnostics[0].code == "no-such-file" else "update")
        raise InputError([replace(found, help=found.help or hint) for found in error.diagnostics]) from error
    except UnicodeDecodeError as error:
        reason = type(error).__name__
        raise _bad(path, "unreadable-file", f"không đọc được: {reason}", f"cannot be read: {reason}") from error
    if not isinstance(data, dict) or data.get("schema_version") != BASELINE_VERSION:
        wanted = f"`schema_version: {BASELINE_VERSION}`"
        raise _bad(path, "not-a-baseline", f"không phải danh sách nền có {wanted}", f"not a baseline with {wanted}")
    findings = data.get("findings")
    if not isinstance(findings, list):
        raise _bad(path, "not-a-baseline", "thiếu danh sách `findings`", "the list `findings` is missing")
    counts: dict[Key, int] = {}
    for number, entry in enumerate(findings, start=1):
        key, count = _read_entry(entry, number, path)
        if key in counts:
            # Two branches that were merged line by line: adding the numbers up could hide a new finding.
            message = (f"mục {number} của `findings` lặp lại", f"item {number} of `findings` stands there twice")
            raise _bad(path, "duplicate", *message)
        counts[key] = count
    return Baseline(str(path), counts)


def _read_entry(entry: object, number: int, path: Path) -> tuple[Key, int]:
    if (
        not isinstance(entry, dict)
        or entry.keys() != _FIELDS.keys()
        or any(type(entry[name]) is not kind for name, kind in _FIELDS.items())
        or entry["count"] < 1
        or entry["outcome"] not in CAN_FAIL
    ):
        message = (f"mục {number} của `findings` không hợp lệ", f"item {number} of `findings` is not valid")
        raise _bad(path, "not-a-baseline", *message)
    key = Key(composed(entry["account"]), entry["rule"], entry["subject"], Outcome(entry["outcome"]), entry["digest"])
    return key, entry["count"]


def compare(report: Report, baseline: Baseline, *, accounts: Collection[str] | None = None) -> Report:
    """Mark what the baseline knows, and say what has gone.

    Args:
        report: the report, waivers applied.
        baseline: what was known.
        accounts: where a run sees a part of the register only, the accounts that it saw; nothing is gone elsewhere.
    """
    former = {stamp.rule: stamp.deprecated_ids for stamp in report.policy.rules}
    left = dict(baseline.counts)
    counts: Counter[BaselineState] = Counter()

    def marked(row: Verdict) -> Verdict:
        if row.outcome not in CAN_FAIL:
            return row
        finding, content = report.explain(row), row.content
        keys = (finding_key(finding, content, rule) for rule in (row.rule, *former.get(row.rule, ())))
        match = next((key for key in keys if left.get(key, 0) > 0), None)
        if match is not None:
            left[match] -= 1
        state: BaselineState = "new" if match is None else "unchanged"
        counts[state] += 1
        return row._replace(baseline=state)

    verdicts = report.verdicts.changed(marked)
    gone = tuple(
        BaselineEntry(key.rule, key.account, key.subject, key.outcome, count)
        for key, count in sorted(left.items())
        if count and (accounts is None or key.account in accounts)
    )

    status = BaselineStatus(baseline.path, counts["unchanged"], counts["new"], gone)
    return replace(report, verdicts=verdicts, baseline=status)


def _key(report: Report, verdict: Verdict) -> Key:
    return finding_key(report.explain(verdict), verdict.content)


def _bad(path: Path, code: str, vi: str, en: str, *, create: bool = False) -> InputError:
    return InputError([Diagnostic(code, Text(vi, en), Span(str(path)), _hint("create" if create else "update"))])


def _hint(command: str) -> Text:
    return Text(f"chạy `qd85 baseline {command}` để tạo", f"`qd85 baseline {command}` writes it")
