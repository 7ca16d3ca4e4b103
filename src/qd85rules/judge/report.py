"""What a check found: outcomes, citations, findings, and the report that holds them.

What must not live here: deciding an outcome (`compiled`), turning a report into text (`reporters`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal

from qd85rules.core.diagnostics import errors_in
from qd85rules.core.outcome import CAN_FAIL, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from qd85rules.core.diagnostics import Diagnostic, Span
    from qd85rules.core.text import Text
    from qd85rules.judge.verdict import BaselineState, Verdict, Verdicts, WaiverNote
    from qd85rules.policy.rule import Modality
    from qd85rules.policy.stamps import Citation, PolicyStamp

SCHEMA_VERSION: Final = 1
"""The version of the JSON report; it grows by additions only."""

FailOn = Literal["violation", "recommendation", "never"]

WaiverState = Literal["active", "expiring", "expired", "unused"]
"""What becomes of a waiver on the day of the check: `expiring` is in force for a few more days only."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact that decided: its value in plain data, its source in the register, and how to mask it.

    `value` is a bool, an integer, a text, a list of texts, or for a date its ISO form or `never`.
    """

    fact: str
    value: Any = field(hash=False)
    sensitive: Literal["name", "handle", "url"] | None = None


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
class FactChange:
    """A fact that somebody can still change, its value then in plain data, and the act in words.

    The fact may be a derived one: `name.agreement` becomes `exact` by another display name.
    """

    fact: str
    value: Any = field(hash=False)
    act: Text


@dataclass(frozen=True, slots=True)
class AnswerOutcome:
    """What it would lead to if missing facts turned out to be so, with everything else as it is.

    `asked` is one of the finding's sets of missing facts. `given` has, for each fact that matters, the values in plain
    data of which any leads to the outcome; dates as `never`, one day, `../2024-09-04` up to a day, or from day to day.
    """

    asked: tuple[str, ...]
    given: Mapping[str, tuple[Any, ...]] = field(hash=False)
    outcome: Outcome
    text: Text


@dataclass(frozen=True, slots=True, repr=False)
class Finding:
    """One rule on one subject, with its outcome and the reasons for it.

    `subject` is `account`, or the item as the register counts it: `transfers[0]`. `evidence` holds just the facts that
    decided. `missing` lists, for an undetermined finding, the smallest sets of facts that would decide it, and
    `questions` what to ask for them. `due_on` is the first day on which the facts, left as they are, would be a
    violation. `message` says what is wrong; where nothing is known to be wrong it is the duty, as `title`. `location`
    is the place of the deciding value; `None` for data handed over in code. `baseline` is `None` where no baseline was
    given, or it does not concern a finding of this outcome.

    `holder_id`, `holder_name` and `unit` are the holder's as the register states them; the name is shown where names
    were asked for, and nowhere else.

    `because` puts the conditions that decided in words, for every outcome but undetermined. `would_comply` lists, for a
    violation and for what is due, the smallest sets of changes of which each would make it compliant on the day of the
    check; none where nothing can any more. `answers` says, for an undetermined finding, what each answer would lead to;
    none where the answers are too many to list.
    """

    rule: str
    account: str
    subject: str
    outcome: Outcome
    modality: Modality
    topic: str
    title: Text
    clauses: tuple[str, ...]
    citations: tuple[Citation, ...]
    evidence: tuple[Evidence, ...]
    params: Mapping[str, Any] = field(hash=False)
    missing: tuple[tuple[str, ...], ...]
    questions: tuple[Text, ...]
    notes: tuple[Text, ...]
    due_on: date | None
    message: Text
    remedy: Text
    location: Span | None
    pack: str
    waiver: WaiverNote | None = None
    baseline: BaselineState | None = None
    because: tuple[Text, ...] = ()
    would_comply: tuple[tuple[FactChange, ...], ...] = ()
    answers: tuple[AnswerOutcome, ...] = ()
    holder_id: str | None = None
    holder_name: str | None = None
    unit: str | None = None

    def __repr__(self) -> str:
        """Say which finding it is; what explains it, and whom it names, is to be asked for."""
        where = f"rule={self.rule!r}, account={self.account!r}, subject={self.subject!r}"
        return f"Finding({where}, outcome={self.outcome.value!r})"

    @property
    def is_recommendation(self) -> bool:
        """Whether this is a broken `should` rule."""
        return self.modality == "should" and self.outcome is Outcome.VIOLATION

    @property
    def person(self) -> str:
        """The key of the holder among the report's people."""
        return self.account if self.holder_id is None else self.holder_id


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
    guessed while tables were read; they never change the exit code.
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
