"""Waivers: violations that somebody with the authority to do so has set aside until a day.

A waiver covers violations, recommendations among them, and nothing else: an undetermined finding asks a question, which
a waiver does not answer. It is looked at in every run, and ends by itself.

What must not live here: how reports show waivers (`reporters`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import Diagnostic, Span, suggestion
from qd85rules.core.outcome import CAN_FAIL, Outcome
from qd85rules.core.plain import composed, hidden_in
from qd85rules.core.text import Text
from qd85rules.judge.report import WaiverStatus
from qd85rules.judge.verdict import WaiverNote
from qd85rules.model.account import Incident, Transfer
from qd85rules.model.admission import hidden_character
from qd85rules.source.samefile import each_once
from qd85rules.source.shape import Problems, Reader, open_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from qd85rules.judge.report import Report, WaiverState
    from qd85rules.judge.verdict import Verdict

__all__ = ["NOTICE_DAYS", "Waiver", "apply_waivers", "read_waivers"]

NOTICE_DAYS: Final = 30
"""How long before its last day a waiver is reported as expiring, where nobody says otherwise."""

_REQUIRED: Final = ("rule", "account", "reason", "approver", "authority", "expires_on")
_SUBJECT: Final = re.compile(r"account|(?:transfers|incidents)\[(?:0|[1-9][0-9]*)\]")
_ITEM_KEYS: Final = tuple(dict.fromkeys((*Transfer.model_fields, *Incident.model_fields)))
_UNDETERMINED: Final = Text(
    "kết luận ở đây là chưa xác định; miễn chỉ áp dụng cho vi phạm",
    "the finding here is undetermined, and a waiver covers violations only",
)


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver as its file states it.

    `subject` is `account`, a position such as `transfers[0]`, or values that the transfer or incident has; `None`
    covers the rule on the whole account. `expires_on` is the last day on which it holds, `None` where that could not
    be read.
    """

    rule: str
    account: str
    reason: str
    approver: str
    authority: str
    expires_on: date | None
    span: Span
    subject: str | Mapping[str, str] | None = None

    def in_force(self, day: date) -> bool:
        """Say whether the waiver holds on a day; one without a readable last day has expired."""
        return self.expires_on is not None and day <= self.expires_on

    def covers(self, verdict: Verdict) -> bool:
        """Say whether the waiver's subject is that of a row of its rule and account."""
        if self.subject is None or isinstance(self.subject, str):
            return self.subject in {None, verdict.subject}
        content = verdict.content
        return content is not None and all(content.get(key) == value for key, value in self.subject.items())


def read_waivers(paths: Iterable[Path]) -> tuple[tuple[Waiver, ...], tuple[Diagnostic, ...]]:
    """Read waivers from files, each once; gives those that can be used, and every problem found.

    A waiver with anything wrong but its date is left out, so that what it was to cover stays a violation.
    """
    waivers: list[Waiver] = []
    found: list[Diagnostic] = []
    for path in each_once(paths):
        problems = Problems()
        reader = open_yaml(path, problems)
        if reader is not None:
            for item in reader.items():
                waiver = _read_waiver(item)
                if waiver is not None:
                    waivers.append(waiver)
        found += problems.diagnostics
    return tuple(waivers), tuple(found)


def _read_waiver(reader: Reader) -> Waiver | None:
    diagnostics = reader.problems.diagnostics
    before = len(diagnostics)
    reader.keys(_REQUIRED, ("subject",))
    if not isinstance(reader.value, dict):
        return None
    rule, account, reason, approver, authority = (reader[key].text() for key in _REQUIRED[:-1])
    if hidden_in(account) is not None:
        diagnostics.append(hidden_character("account", account, reader["account"].span))
    subject = reader.maybe("subject", _read_subject)
    usable = len(diagnostics) == before
    expires_on = reader["expires_on"].date()
    readable = usable and len(diagnostics) == before
    waiver = Waiver(rule, account, reason, approver, authority, expires_on if readable else None, reader.span, subject)
    return waiver if usable else None


def _read_subject(reader: Reader) -> str | Mapping[str, str]:
    if isinstance(reader.value, dict):
        reader.keys((), _ITEM_KEYS)
        if not reader.value:
            reader.fail("too-few", "expected at least one key here", help="name what tells the transfer or incident")
        return {key: item.text() for key, item in reader.entries()}
    return reader.matching(_SUBJECT, "`account`, a position such as `transfers[0]`, or a mapping of values")


def apply_waivers(report: Report, waivers: Sequence[Waiver], *, notice_days: int = NOTICE_DAYS) -> Report:
    """Turn the violations that waivers in force cover into waived findings, and say what each waiver did."""
    by_place: dict[tuple[str, str], list[int]] = {}
    for number, waiver in enumerate(waivers):
        by_place.setdefault((waiver.rule, composed(waiver.account)), []).append(number)
    former = {stamp.rule: (stamp.rule, *stamp.deprecated_ids) for stamp in report.policy.rules}
    counts = [0] * len(waivers)
    open_questions: set[int] = set()

    def waived(verdict: Verdict) -> Verdict:
        if verdict.outcome not in CAN_FAIL:
            return verdict
        covering = [
            number
            for rule in former.get(verdict.rule, (verdict.rule,))
            for number in by_place.get((rule, composed(verdict.account)), ())
            if waivers[number].covers(verdict)
        ]
        if verdict.outcome is Outcome.UNDETERMINED:
            open_questions.update(covering)
            return verdict
        holding = [number for number in covering if waivers[number].in_force(report.as_of)]
        # The one that holds longest; of two that end together, the first in the files.
        holding = sorted(holding, key=lambda number: waivers[number].expires_on or date.min, reverse=True)[:1]
        for number in holding or covering:
            counts[number] += 1
        return verdict._replace(outcome=Outcome.WAIVED, waiver=_note(waivers[holding[0]])) if holding else verdict

    known = {rule for rules in former.values() for rule in rules}
    return replace(
        report,
        verdicts=report.verdicts.changed(waived) if waivers else report.verdicts,
        waivers=tuple(
            _status(waiver, report.as_of, notice_days, counts[number], _hint(waiver, known, number in open_questions))
            for number, waiver in enumerate(waivers)
        ),
    )


def _note(waiver: Waiver) -> WaiverNote:
    last = waiver.expires_on or date.min
    return WaiverNote(waiver.reason, waiver.approver, waiver.authority, last, waiver.span)


def _hint(waiver: Waiver, known: Iterable[str], is_open: bool) -> Text | None:  # noqa: FBT001 - a plain fact
    if waiver.rule in known:
        return _UNDETERMINED if is_open else None
    near = suggestion(waiver.rule, known)
    tail = ("", "") if near is None else (f"; {near.vi}", f"; {near.en}")
    return Text(f"các gói không có quy tắc này{tail[0]}", f"the packs have no such rule{tail[1]}")


def _status(waiver: Waiver, as_of: date, notice_days: int, findings: int, hint: Text | None) -> WaiverStatus:
    state: WaiverState = "active"
    if not waiver.in_force(as_of):
        state = "expired"
    elif not findings:
        state = "unused"
    elif waiver.expires_on is not None and waiver.expires_on - as_of <= timedelta(days=notice_days):
        state = "expiring"
    subject = waiver.subject
    return WaiverStatus(
        state=state,
        rule=waiver.rule,
        account=waiver.account,
        subject=subject if subject is None or isinstance(subject, str) else _shown(subject),
        reason=waiver.reason,
        approver=waiver.approver,
        authority=waiver.authority,
        expires_on=waiver.expires_on,
        findings=findings,
        span=waiver.span,
        # Where the waiver does its work there is nothing to explain.
        hint=None if findings else hint,
    )


def _shown(subject: Mapping[str, str]) -> str:
    return ", ".join(f"{key}: {value}" for key, value in subject.items())
