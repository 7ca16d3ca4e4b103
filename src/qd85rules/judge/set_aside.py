"""What waivers and the baseline of a run did to its findings, as its report tells of them.

What must not live here: reading and applying them (`evidence`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from qd85rules.core.diagnostics import Span
from qd85rules.core.outcome import Outcome
from qd85rules.core.text import Language, Text

WaiverState = Literal["active", "expiring", "expired", "unused"]
"""What becomes of a waiver on the day of the check: `expiring` is in force for a few more days only."""

BaselineState = Literal["new", "unchanged"]
"""Whether the baseline of a run knows a finding already."""


@dataclass(frozen=True, slots=True)
class WaiverNote:
    """Who set a violation aside, on whose authority, why, and until when (inclusive)."""

    reason: str
    approver: str
    authority: str
    expires_on: date
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class WaiverStatus:
    """One waiver, and what it did in this run.

    `expires_on` is `None` where the date could not be read: such a waiver counts as expired. `findings` counts the
    violations that it sets aside, or, where it has expired, those that it no longer sets aside.
    """

    state: WaiverState
    rule: str
    account: str
    subject: str | None
    reason: str
    approver: str
    authority: str
    expires_on: date | None
    findings: int
    span: Span
    hint: Text | None = None

    def to_dict(self, lang: Language = "vi") -> dict[str, Any]:
        """Give the waiver as plain data, as the JSON report has it."""
        return {
            "state": self.state,
            "rule": self.rule,
            "account": self.account,
            "subject": self.subject,
            "reason": self.reason,
            "approver": self.approver,
            "authority": self.authority,
            "expires_on": None if self.expires_on is None else self.expires_on.isoformat(),
            "findings": self.findings,
            "hint": None if self.hint is None else self.hint[lang],
            "location": self.span.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class BaselineEntry:
    """Findings of one kind that a baseline knows; `subject` is `account`, `transfer` or `incident`."""

    rule: str
    account: str
    subject: str
    outcome: Outcome
    count: int


@dataclass(frozen=True, slots=True)
class BaselineStatus:
    """What the comparison with a baseline gave; `gone` are entries that the register no longer bears out."""

    path: str
    known: int
    new: int
    gone: tuple[BaselineEntry, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give the comparison as plain data, as the JSON report has it."""
        return {
            "path": self.path,
            "known": self.known,
            "new": self.new,
            "gone": [
                {
                    "rule": entry.rule,
                    "account": entry.account,
                    "subject": entry.subject,
                    "outcome": entry.outcome.value,
                    "count": entry.count,
                }
                for entry in self.gone
            ],
        }
