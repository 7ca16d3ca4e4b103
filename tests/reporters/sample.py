"""One report with everything that a reporter meets, made of invented accounts and an invented pack.

What must not live here: assertions.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.diagnostics import Span
from qd85rules.core.outcome import Outcome
from qd85rules.judge.report import Verdicts
from qd85rules.judge.set_aside import BaselineEntry, BaselineStatus, WaiverNote, WaiverStatus
from qd85rules.policy.policy import Policy
from qd85rules.reporters import Options
from qd85rules.run import Candidate, check_candidates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qd85rules.core.text import Language
    from qd85rules.judge.report import Report, Verdict
    from qd85rules.judge.set_aside import WaiverState

__all__ = [
    "AS_OF",
    "HOSTILE",
    "OPTIONS",
    "SECRETS",
    "assert_golden",
    "candidates",
    "remarked_report",
    "report_of",
    "row_of",
    "sample_report",
    "with_findings",
    "with_rows",
]

AS_OF: Final = date(2024, 11, 1)
GOLDEN: Final = Path(__file__).parent / "golden"

REGISTER: Final = "so dang ky/sổ mẫu.yaml"
WORKBOOK: Final = "registers/reg.xlsx"

HOSTILE: Final = (
    "=cmd|' /C calc'!A0 <script>alert(1)</script> ```x``` **b** [l](1) {0} @qd85 #1 | %0A::error::x ]]> &amp; \"q\" "
    "https://evil.example/ www.evil.example \\ \x00\x1b[31m\r\u2028\u202e\ufffe,;"
)
"""What formats obey: formulas, markup, mentions, links, commands, control and direction characters."""

_STAND_IN: Final = "vd-5/hostile"
"""Admission refuses hidden characters in an id; the rows of this account get `HOSTILE` for it afterwards."""

SECRETS: Final = ("Nguyễn Thí Dụ", "Thí Dụ", "Mây Chiều", "Chiều", "nguyen.thi.du")
"""What no report shows unless it is asked for."""

_MEMBER: Final = {"id": "vd-1", "legal_name": "Nguyễn Thí Dụ", "roles": ["party_member"]}
_OWN_NAME: Final = {"display_name": "Nguyễn Thí Dụ"}

ACCOUNTS: Final[tuple[Mapping[str, Any], ...]] = (
    {"id": "vd-1/blog", "kind": "blog", "holder": _MEMBER, "profile": _OWN_NAME, "in_use": True},
    {
        "id": "vd-1/facebook",
        "kind": "social_profile",
        "holder": _MEMBER,
        "profile": _OWN_NAME,
        "in_use": True,
        "transfers": [
            {"direction": "out", "kind": "lend", "on": date(2024, 6, 1)},
            {"direction": "in", "kind": "borrow", "on": date(2024, 6, 2)},
            {"direction": "out", "kind": "lend", "on": date(2024, 6, 3)},
            {"direction": "out", "kind": "lend"},
        ],
    },
    {"id": "vd-2/tiktok", "kind": "social_profile", "profile": {"display_name": "Mây Chiều"}},
    {
        "id": "vd-3/page",
        "kind": "social_page",
        "holder": _MEMBER,
        "profile": _OWN_NAME,
        "in_use": False,
        "unused_since": date(2024, 10, 20),
        "closed_on": "never",
    },
    {"id": _STAND_IN, "kind": "other", "holder": _MEMBER, "profile": {"display_name": "Mây Chiều"}, "in_use": True},
    {"id": "vd-4/lost", "kind": "newspaper", "`|<b>@x": 1},
)
SHEET_ACCOUNTS: Final[tuple[Mapping[str, Any], ...]] = (
    {
        "id": "0042",
        "kind": "website",
        "url": "https://nguyen.thi.du:pw@example.com/nguyen.thi.du?q=1",
        "holder": _MEMBER,
        "profile": {"display_name": "Mây Chiều"},
        "in_use": True,
    },
)

OPTIONS: Final = Options(exit_code=2, inputs=(REGISTER, WORKBOOK))


@dataclass(frozen=True)
class _Place:
    """Puts the values of an account below one another, or beside one another in a sheet."""

    path: str
    line: int
    sheet: str | None = None

    def span(self, path: Sequence[str | int] = ()) -> Span:
        fields = ("id", "kind", "url", "holder", "profile", "in_use", "unused_since", "closed_on", "transfers")
        number = fields.index(str(path[0])) if path and path[0] in fields else 0
        if self.sheet is not None:
            return Span(self.path, self.line, number + 1, sheet=self.sheet)
        line = self.line + number
        return Span(self.path, line, 5, line, 12) if path else Span(self.path, line, 5, line + 3, 1)

    key_span = span

    def source_line(self, line: int | None) -> None:
        """Show nothing of a file that is not there."""


def candidates() -> list[Candidate]:
    """Give the accounts of the sample, those of the workbook last."""
    listed = [Candidate(data, _Place(REGISTER, 3 + 10 * index), group=REGISTER) for index, data in enumerate(ACCOUNTS)]
    sheet = [
        Candidate(data, _Place(WORKBOOK, 2 + index, "Trang tính 1"), group=WORKBOOK)
        for index, data in enumerate(SHEET_ACCOUNTS)
    ]
    return listed + sheet


def report_of(accounts: Sequence[Candidate]) -> Report:
    """Check accounts against the sample pack, on the engine that every interpreter has."""
    report = check_candidates(accounts, policy=_policy(), engine="reference")
    return replace(report, verdicts=report.verdicts.changed(_named_as_meant))


def _named_as_meant(row: Verdict) -> Verdict:
    return row._replace(account=HOSTILE) if row.account == _STAND_IN else row


@cache
def sample_report() -> Report:
    """Give a report with every outcome: the third transfer is waived, as no rule could make it."""
    note = WaiverNote(
        reason="Cho mượn để tập huấn | <b>@admin</b>",
        approver="Bí thư chi bộ",
        authority="1-QĐ/MAU",
        expires_on=date(2024, 12, 31),
        span=Span("waivers.yaml", 4, 3, 4, 9),
    )
    report = report_of(candidates())

    def waived(row: Verdict) -> Verdict:
        is_meant = row.outcome is Outcome.VIOLATION and row.subject == "transfers[2]"
        return row._replace(outcome=Outcome.WAIVED, waiver=note) if is_meant else row

    return replace(report, verdicts=report.verdicts.changed(waived))


def with_rows(report: Report, rows: Iterable[Verdict]) -> Report:
    """Give the report with these rows alone, each of which it shows."""
    return replace(report, verdicts=Verdicts((), rows), errors=())


def row_of(report: Report, outcome: Outcome) -> Verdict:
    """Give the first row with an outcome."""
    return next(row for row in report.verdicts if row.outcome is outcome)


def with_findings(report: Report, **changes: Any) -> Report:  # noqa: ANN401 - as of a finding
    """Give the report with the same changes to every finding."""
    return replace(report, explain=lambda row: replace(report.explain(row), **changes))


def remarked_report() -> Report:
    """Give the sample as a baseline knows it whole, with a waiver in every state."""
    sample = sample_report()
    gone = BaselineEntry("transfer/lent", "vd-9", "transfer", Outcome.VIOLATION, 2)
    return replace(
        sample,
        verdicts=sample.verdicts.changed(lambda row: row._replace(baseline="unchanged")),
        waivers=(
            _status("active", date(2024, 12, 31)),
            _status("expiring", date(2024, 11, 3)),
            _status("expired", date(2024, 10, 31)),
            _status("expired", None),
            _status("unused", date(2024, 12, 31)),
        ),
        baseline=BaselineStatus("baseline.json", 7, 0, (gone,)),
    )


def _status(state: WaiverState, day: date | None) -> WaiverStatus:
    return WaiverStatus(
        state=state,
        rule="transfer/lent",
        account="vd-1/facebook",
        subject=None,
        reason="Tập huấn",
        approver="Bí thư chi bộ",
        authority="1-QĐ/MAU",
        expires_on=day,
        findings=1,
        span=Span("waivers.yaml", 4, 3, 4, 9),
    )


@cache
def _policy() -> Policy:
    return Policy.load([Path(__file__).parent / "pack"], as_of=AS_OF)


def assert_golden(text: str, form: str, lang: Language) -> None:
    """Compare with the golden file; `QD85_UPDATE_GOLDEN=1` writes it anew."""
    path = GOLDEN / f"report.{lang}.{form}"
    # Git keeps text files with LF alone; that CSV has CR LF is a test of its own.
    text = text.replace("\r\n", "\n")
    if os.environ.get("QD85_UPDATE_GOLDEN"):
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode(), f"{path.name} differs; set QD85_UPDATE_GOLDEN=1 to accept it"
