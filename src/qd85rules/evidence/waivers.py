"""Waivers: violations that somebody with the authority to do so has set aside until a day.

A waiver covers violations, recommendations among them, and nothing else: an undetermined finding asks a question, which
a waiver does not answer. It is looked at in every run, and ends by itself.

What must not live here: how reports show waivers (`reporters`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import AfterValidator

from qd85rules.core.diagnostics import Diagnostic, Span, suggestion
from qd85rules.core.outcome import CAN_FAIL, Outcome
from qd85rules.core.text import Text, composed, hidden_in
from qd85rules.judge.set_aside import WaiverNote, WaiverStatus
from qd85rules.model.account import Incident, Transfer
from qd85rules.model.admission import hidden_character
from qd85rules.model.spec import SUBJECT_FORM
from qd85rules.model.vocabulary import FACTS
from qd85rules.source.files import each_once
from qd85rules.source.form import GIVEN, Either, FileKind, Matching, Said, Words, a_day, form
from qd85rules.source.places import Nowhere
from qd85rules.source.reader import Problems, Reader, open_yaml
from qd85rules.source.refusals import Flaw, refused, too_few
from qd85rules.wording import evidence as say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    from qd85rules.judge.report import Report, Verdict
    from qd85rules.judge.set_aside import WaiverState

NOTICE_DAYS: Final = 30
"""How long before its last day a waiver is reported as expiring, where nobody says otherwise."""

_MEANINGS: Final = {
    **{name: FACTS[f"transfer.{name}"].meaning for name in Transfer.model_fields},
    **{name: FACTS[f"incident.{name}"].meaning for name in Incident.model_fields},
}
_POSITION: Final = Matching(
    SUBJECT_FORM,
    "`account`, một vị trí như `transfers[0]`, hoặc một nhóm giá trị",
    "`account`, a position such as `transfers[0]`, or a mapping of values",
)


def _visible(account: str) -> str:
    if hidden_in(account) is not None:
        found = hidden_character("account", account, Span())
        raise refused(Flaw(found.code, found.message, found.help))
    return account


def _some(values: dict[str, str]) -> dict[str, str]:
    if not values:
        raise refused(too_few(1)._replace(help=say.NAME_THE_ITEM))
    return values


class _Subject:
    """Reads which transfer or incident is meant."""

    def __get_pydantic_core_schema__(self, _source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Take a position, or values of keys that a transfer or incident has."""
        keys: Any = Literal[tuple(_MEANINGS)]
        values = Annotated[dict[keys, Words], AfterValidator(_some)]
        return Either(Annotated[Words, _POSITION], mapping=values).__get_pydantic_core_schema__(None, handler)

    def __get_pydantic_json_schema__(self, _schema: object, _handler: object) -> dict[str, Any]:
        """Say the same, with the meaning of each key."""
        return {"x-made": _subject_schema}


def _subject_schema() -> dict[str, Any]:
    return {
        "type": ["string", "object"],
        "pattern": f"^{_POSITION.form}$",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {
            name: {"description": text, "type": "string", "pattern": r"\S"} for name, text in _MEANINGS.items()
        },
    }


@form
class Waiver:
    """One waiver as its file states it.

    `subject` is `account`, a position such as `transfers[0]`, or values that the transfer or incident has; `None`
    covers the rule on the whole account. `expires_on` is the last day on which it holds, `None` where that could not
    be read.
    """

    rule: Annotated[Words, Said("Mã quy tắc.", "The rule's id.")]
    account: Annotated[Words, AfterValidator(_visible), Said("Mã tài khoản.", "The account's id.")]
    reason: Annotated[Words, Said("Lý do.", "Why.")]
    approver: Annotated[Words, Said("Người chấp thuận.", "Who approved it.")]
    authority: Annotated[Words, Said("Thẩm quyền làm căn cứ.", "The authority relied on.")]
    expires_on: Annotated[date | None, *a_day, Said("Ngày cuối còn hiệu lực.", "The last day on which it holds.")]
    span: Annotated[Span, GIVEN]
    subject: Annotated[
        str | Mapping[str, str] | None,
        _Subject(),
        Said(
            "Lần chuyển hay sự cố nào, theo vị trí hoặc theo giá trị; bỏ trống: mọi kết quả của quy tắc.",
            "Which transfer or incident, by position or values; left out: all that the rule finds.",
        ),
    ] = None

    def in_force(self, day: date) -> bool:
        """Say whether the waiver holds on a day; one without a readable last day has expired."""
        return self.expires_on is not None and day <= self.expires_on

    def covers(self, verdict: Verdict) -> bool:
        """Say whether the waiver's subject is that of a row of its rule and account."""
        if self.subject is None or isinstance(self.subject, str):
            return self.subject in {None, verdict.subject}
        content = verdict.content
        return content is not None and all(content.get(key) == value for key, value in self.subject.items())


WAIVERS_FILE: Final = FileKind(
    Text("Danh sách miễn trừ của qd85rules", "Waivers for qd85rules"),
    Text(
        "Những vi phạm mà người có thẩm quyền đã cho qua đến hết một ngày.",
        "Violations that somebody with the authority has set aside until a day.",
    ),
    tuple[Waiver, ...],
)


def read_waivers(paths: Iterable[Path]) -> tuple[tuple[Waiver, ...], tuple[Diagnostic, ...]]:
    """Read waivers from files, each once; gives those that can be used, and every problem found.

    A waiver with anything wrong but its date is left out, so that what it was to cover stays a violation.
    """
    waivers: list[Waiver] = []
    found: list[Diagnostic] = []
    for path in each_once(paths):
        problems = Problems()
        reader = open_yaml(path, problems)
        for item in () if reader is None else reader.items():
            waiver = item.read(Waiver, span=item.span) or _undated(item)
            if waiver is not None:
                waivers.append(waiver)
        found += problems.diagnostics
    return tuple(waivers), tuple(found)


def _undated(item: Reader) -> Waiver | None:
    """Give the waiver in which nothing but its date is wrong."""
    if not isinstance(item.value, dict) or "expires_on" not in item.value:
        return None
    dated = Reader(Nowhere(value={**item.value, "expires_on": "0001-01-01"}), Problems())
    waiver = dated.read(Waiver, span=item.span)
    return None if waiver is None else replace(waiver, expires_on=None)


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
        return say.COVERS_VIOLATIONS if is_open else None
    near = suggestion(waiver.rule, known)
    return say.NO_SUCH_RULE if near is None else say.NO_SUCH_RULE_BUT.filled(near=near)


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
