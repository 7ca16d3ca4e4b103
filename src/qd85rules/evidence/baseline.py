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
from qd85rules.core.ids import composed
from qd85rules.core.outcome import Outcome
from qd85rules.core.text import Text
from qd85rules.intake.jsonfile import read_json
from qd85rules.judge.identity import Key, finding_key
from qd85rules.judge.report import BaselineEntry, BaselineStatus
from qd85rules.source.files import FILE_LIMIT, read_file
from qd85rules.source.sourcetree import SourceText

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from qd85rules.judge.report import Finding, Report

__all__ = ["BASELINE_VERSION", "Baseline", "baseline_of", "baseline_text", "compare", "read_baseline"]

BASELINE_VERSION: Final = 1

_KEPT: Final = frozenset({Outcome.VIOLATION, Outcome.UNDETERMINED})
"""The outcomes that can fail a run; the others need no baseline."""
_FIELDS: Final = {"account": str, "rule": str, "subject": str, "outcome": str, "digest": str, "count": int}


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings with their numbers, and the file that they come from."""

    path: str
    counts: Mapping[Key, int]


def baseline_of(report: Report, path: str = "", *, only: Collection[int] | None = None) -> Baseline:
    """Take the findings of a report as known; `only` has the numbers of those to take, where not all are meant."""
    taken = (index for index in _kept(report) if only is None or index in only)
    return Baseline(path, Counter(finding_key(report, index) for index in taken))


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
        or entry["outcome"] not in _KEPT
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
    known: set[int] = set()
    new = 0
    for index in _kept(report):
        key = finding_key(report, index)
        candidates = (key, *(finding_key(report, index, rule) for rule in former.get(key.rule, ())))
        match = next((candidate for candidate in candidates if left.get(candidate, 0) > 0), None)
        if match is None:
            new += 1
        else:
            left[match] -= 1
            known.add(index)
    gone = tuple(
        BaselineEntry(key.rule, key.account, key.subject, key.outcome, count)
        for key, count in sorted(left.items())
        if count and (accounts is None or key.account in accounts)
    )

    def finding_at(index: int) -> Finding:
        finding = report.finding_at(index)
        if finding.outcome not in _KEPT:
            return finding
        return replace(finding, baseline="unchanged" if index in known else "new")

    status = BaselineStatus(baseline.path, len(known), new, gone)
    return replace(report, finding_at=finding_at, baseline=status, known=frozenset(known))


def _kept(report: Report) -> Iterator[int]:
    return (index for index, outcome in enumerate(report.outcomes) if outcome in _KEPT)


def _bad(path: Path, code: str, vi: str, en: str, *, create: bool = False) -> InputError:
    return InputError([Diagnostic(code, Text(vi, en), Span(str(path)), _hint("create" if create else "update"))])


def _hint(command: str) -> Text:
    return Text(f"chạy `qd85 baseline {command}` để tạo", f"`qd85 baseline {command}` writes it")
