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
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import Strict

from qd85rules.core.diagnostics import TOLD_OF_FILE, Diagnostic, InputError, Span, more_errors
from qd85rules.core.outcome import CAN_FAIL, Outcome
from qd85rules.core.text import Text, composed
from qd85rules.judge.identity import Key, finding_key
from qd85rules.judge.set_aside import BaselineEntry, BaselineStatus
from qd85rules.source.files import FILE_LIMIT, read_file
from qd85rules.source.form import FileKind, Positive, Said, Spoken, form
from qd85rules.source.jsontree import read_json
from qd85rules.source.places import Nowhere
from qd85rules.source.reader import Problems, Reader
from qd85rules.source.sourcetree import SourceText
from qd85rules.wording import evidence as say
from qd85rules.wording import verdicts
from qd85rules.wording.files import CANNOT_BE_READ

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from qd85rules.judge.report import Report, Verdict
    from qd85rules.judge.set_aside import BaselineState

BASELINE_VERSION: Final = 1

_AnyText = Annotated[str, Strict()]


@form
class KnownFinding:
    """One finding of a baseline file, with its number."""

    account: Annotated[_AnyText, Said("Mã tài khoản.", "The account's id.")]
    rule: Annotated[_AnyText, Said("Mã quy tắc.", "The rule's id.")]
    subject: Annotated[_AnyText, Said("Về cái gì.", "What it is judged on.")]
    outcome: Annotated[
        Literal["violation", "undetermined"], Spoken(verdicts.OUTCOMES), Said("Kết quả.", "Its outcome.")
    ]
    digest: Annotated[_AnyText, Said("Mã băm của những gì đã quyết định.", "The digest of what decided.")]
    count: Annotated[Positive, Said("Bao nhiêu lần.", "How many of them there are.")]


@form
class BaselineFile:
    """A baseline file."""

    schema_version: Annotated[Literal[1], Said("Phiên bản của cách ghi.", "The version of this form.")]
    findings: Annotated[tuple[KnownFinding, ...], Said("Các kết quả đã biết.", "The findings that are known.")]


BASELINE_FILE: Final = FileKind(
    Text("Danh sách nền của qd85rules", "A baseline of qd85rules"),
    Text(
        "Những kết quả có từ trước; `qd85 baseline update` ghi lại danh sách này.",
        "The findings that there were before; `qd85 baseline update` writes it anew.",
    ),
    BaselineFile,
)


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
        raise _bad(path, "unreadable-file", CANNOT_BE_READ.filled(reason=reason)) from error
    if not isinstance(data, dict) or data.get("schema_version") != BASELINE_VERSION:
        wanted = f"`schema_version: {BASELINE_VERSION}`"
        raise _bad(path, "not-a-baseline", say.NOT_A_BASELINE.filled(wanted=wanted))
    findings = data.get("findings")
    if not isinstance(findings, list):
        raise _bad(path, "not-a-baseline", say.NO_FINDINGS)
    counts: dict[Key, int] = {}
    wrong: list[Diagnostic] = []
    for number, entry in enumerate(findings, start=1):
        problems = Problems()
        one = Reader(Nowhere(value=entry), problems).read(KnownFinding)
        if one is None:
            wrong.append(_not_valid(path, number, problems.diagnostics[0].message))
            continue
        key = Key(composed(one.account), one.rule, one.subject, Outcome(one.outcome), one.digest)
        if key in counts:
            # Two branches that were merged line by line: adding the numbers up could hide a new finding.
            message = say.ENTRY_TWICE.filled(number=number)
            wrong.append(Diagnostic("duplicate", message, Span(str(path)), _hint("update")))
        counts[key] = one.count
    if len(wrong) > TOLD_OF_FILE:
        wrong[TOLD_OF_FILE:] = [more_errors(len(wrong) - TOLD_OF_FILE, str(path))]
    if wrong:
        raise InputError(wrong)
    return Baseline(str(path), counts)


def _not_valid(path: Path, number: int, why: Text) -> Diagnostic:
    message = say.ENTRY_NOT_VALID.filled(number=number, why=why)
    return Diagnostic("not-a-baseline", message, Span(str(path)), _hint("update"))


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


def _bad(path: Path, code: str, message: Text) -> InputError:
    return InputError([Diagnostic(code, message, Span(str(path)), _hint("update"))])


def _hint(command: str) -> Text:
    return say.BASELINE_WRITES.filled(command=command)
