"""What a check found: the report, with its rows, its findings, and what became of waivers and of the baseline.

What must not live here: deciding an outcome (`compiled`), turning a report into text (`reporters`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final, Literal

from qd85rules.core.diagnostics import Diagnostic, Span, errors_in
from qd85rules.core.outcome import CAN_FAIL, Outcome
from qd85rules.core.text import Language, Text
from qd85rules.judge.finding import Finding
from qd85rules.judge.verdict import Verdict, Verdicts
from qd85rules.policy.stamps import PolicyStamp

SCHEMA_VERSION: Final = 1
"""The version of the JSON report; it grows by additions only."""

FailOn = Literal["violation", "recommendation", "never"]

WaiverState = Literal["active", "expiring", "expired", "unused"]
"""What becomes of a waiver on the day of the check: `expiring` is in force for a few more days only."""


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


@dataclass(frozen=True, slots=True)
class Person:
    """Who holds pages of a register, as it states them, and how many; nobody is told apart by a name alone.

    `key` tells people apart: the holder's id, or where the register has none the page's own.
    """

    key: str
    holder_id: str | None
    name: str | None
    unit: str | None
    pages: int


@dataclass(frozen=True, repr=False)
class Report:
    """The result of a check. Findings are put together when they are first asked for.

    `engines` names every engine that reached the verdicts; where there are two they agreed on each. `not_recorded`
    counts the accounts that say nothing of `transfers` or of `incidents`, so that rules on those had nothing to judge.

    `verdicts` has a row for each rule on each subject, in the register's order, and `explain` gives the finding of one.
    `people` are the holders of the accounts, in the register's order, those without a finding among them.
    `waivers` and `baseline` say what became of those that the run was given. `reference_alone` names the rules beyond
    the bounds of durable-rules, on which there is one opinion only. `notices` tell what was left out, filled in or
    guessed while tables were read; they never change the exit code. `inputs` names the registers that were read.
    """

    as_of: date
    policy: PolicyStamp
    engines: tuple[str, ...]
    accounts: int
    not_recorded: Mapping[str, int] = field(hash=False)
    verdicts: Verdicts
    errors: tuple[Diagnostic, ...]
    explain: Callable[[Verdict], Finding] = field(compare=False)
    waivers: tuple[WaiverStatus, ...] = ()
    baseline: BaselineStatus | None = None
    people: tuple[Person, ...] = ()
    reference_alone: tuple[str, ...] = ()
    notices: tuple[Diagnostic, ...] = ()
    inputs: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Say what was checked and how much was found; it names nobody."""
        found = {name: count for name, count in self.summary.items() if count}
        return f"Report(as_of={self.as_of}, packs={list(self.policy.packs)}, summary={found})"

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding that a report shows: neither compliant nor not applicable; in the register's order."""
        return tuple(self.explain(row) for row in self.verdicts.shown)

    @cached_property
    def all_findings(self) -> tuple[Finding, ...]:
        """Every finding, one for each rule on each subject, in the register's order."""
        return tuple(self.explain(row) for row in self.verdicts)

    def _having(self, outcome: Outcome) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.outcome is outcome)

    @property
    def violations(self) -> tuple[Finding, ...]:
        """The findings with outcome `violation`, recommendations (`modality` `should`) among them."""
        return self._having(Outcome.VIOLATION)

    @property
    def recommendations(self) -> tuple[Finding, ...]:
        """The broken `should` rules."""
        return tuple(finding for finding in self.violations if finding.is_recommendation)

    @property
    def undetermined(self) -> tuple[Finding, ...]:
        """The findings that a missing fact leaves open."""
        return self._having(Outcome.UNDETERMINED)

    @property
    def due(self) -> tuple[Finding, ...]:
        """The duties that come due on a later day."""
        return self._having(Outcome.DUE)

    @property
    def waived(self) -> tuple[Finding, ...]:
        """The violations that a waiver in force sets aside."""
        return self._having(Outcome.WAIVED)

    @cached_property
    def failing(self) -> tuple[Verdict, ...]:
        """The rows that can fail a run: violations and what is undetermined, but for what the baseline knows."""
        return tuple(row for row in self.verdicts.shown if row.outcome in CAN_FAIL and row.baseline != "unchanged")

    @cached_property
    def summary(self) -> dict[str, int]:
        """Count accounts, findings of each outcome, and errors; `recommendation` counts a part of `violation`."""
        counts = self.verdicts.counts
        return {
            "accounts": self.accounts,
            **{outcome.value: counts[outcome] for outcome in Outcome},
            "recommendation": sum(row.is_recommendation for row in self.verdicts.shown),
            "errors": errors_in(self.errors),
        }

    def exit_code(self, *, fail_on: FailOn = "violation", allow_undetermined: bool = False) -> int:
        """Give the exit code of a run: 2 could not do the job, 1 a finding at the threshold, 3 undetermined, else 0.

        Findings that the baseline knows do not count.
        """
        if self.errors or not self.accounts:
            return 2
        if fail_on != "never" and any(
            row.outcome is Outcome.VIOLATION and (fail_on == "recommendation" or not row.is_recommendation)
            for row in self.failing
        ):
            return 1
        if not allow_undetermined and any(row.outcome is Outcome.UNDETERMINED for row in self.failing):
            return 3
        return 0

    @property
    def ok(self) -> bool:
        """Whether the check was complete and found no violation and nothing undetermined."""
        return self.exit_code() == 0

    def to_dict(self, *, lang: Language = "vi", all_outcomes: bool = False, show_names: bool = False) -> dict[str, Any]:
        """Give the report as plain data, exactly the JSON report of `qd85 check --output-format json`.

        Args:
            lang: the language of sentences.
            all_outcomes: whether compliant and not applicable findings are given as well.
            show_names: whether personal data is given unmasked.
        """
        findings = self.all_findings if all_outcomes else self.findings
        data = {
            "schema_version": SCHEMA_VERSION,
            "as_of": self.as_of.isoformat(),
            "policy": {
                "packs": list(self.policy.packs),
                "fingerprint": self.policy.fingerprint,
                "params": dict(self.policy.params),
            },
            "engine": self.engines[0],
            "engines": list(self.engines),
            "inputs": list(self.inputs),
            "summary": self.summary,
            "not_recorded": dict(self.not_recorded),
            "findings": [finding.to_dict(lang=lang, show_names=show_names) for finding in findings],
            "errors": [error.to_dict(lang) for error in self.errors],
        }
        if self.reference_alone:
            data["reference_alone"] = list(self.reference_alone)
        if self.notices:
            data["notices"] = [notice.to_dict(lang) for notice in self.notices]
        if self.waivers:
            data["waivers"] = [_waiver_data(status, lang) for status in self.waivers]
        if self.baseline is not None:
            data["baseline"] = _baseline_data(self.baseline)
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
        "location": status.span.to_dict(),
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
