"""A report and its rows: what became of each rule on each subject.

What must not live here: deciding it (`compiled`), explaining it (`findings`), turning it into text (`reporters`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import FrozenInstanceError, dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, NoReturn, overload

from qd85rules.core.diagnostics import Diagnostic, errors_in
from qd85rules.core.outcome import CAN_FAIL, REPORTED, Outcome
from qd85rules.core.text import Language
from qd85rules.core.values import FrozenDict
from qd85rules.judge.finding import Finding, plain_copy
from qd85rules.judge.set_aside import BaselineState, BaselineStatus, WaiverNote, WaiverStatus
from qd85rules.model.paths import IN_LISTS, PATHS
from qd85rules.model.rows import AccountRow, ItemRow
from qd85rules.policy.rule import Modality
from qd85rules.policy.stamps import PolicyStamp
from qd85rules.source.places import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from qd85rules.judge.compiled import DatedOutcome
    from qd85rules.policy.policy import ResolvedRule
    from qd85rules.source.places import Placed

SCHEMA_VERSION: Final = 1
"""The version of the JSON report; it grows by additions only."""

FailOn = Literal["violation", "recommendation", "never"]

_ALL: Final = frozenset(Outcome)


@dataclass(frozen=True, slots=True)
class Judged:
    """What rules judge: the facts of an account or of one of its items, and where they stand.

    `subject` is `account`, or the item as the register counts it: `transfers[0]`. `group` names the register.
    """

    subject: str
    facts: AccountRow | ItemRow = field(repr=False, compare=False)
    place: Placed = field(default=NOWHERE, repr=False, compare=False)
    group: str = field(default="", repr=False, compare=False)

    def verdicts(
        self, rules: Sequence[ResolvedRule], found: Sequence[DatedOutcome], wanted: Container[Outcome] = _ALL
    ) -> list[Verdict]:
        """Give the rows with the outcomes that are wanted; `found` has the outcome of each rule."""
        account, subject = self.facts.account.id, self.subject
        return [
            Verdict(
                resolved.rule.id,
                account,
                subject,
                outcome,
                resolved.rule.modality,
                None if day is None else date.fromordinal(day),
                self,
            )
            for resolved, (outcome, day) in zip(rules, found, strict=True)
            if outcome in wanted
        ]


def item_path(subject: str) -> tuple[str | int, ...]:
    """Give the path of the item that a subject is, in the record; none for the account."""
    section, bracket, index = subject.rstrip("]").partition("[")
    return (section, int(index)) if bracket else ()


def field_path(fact: str, subject: str) -> tuple[str | int, ...] | None:
    """Give the path of the field that a fact of a subject reads, in the record; `None` for a derived fact."""
    path = PATHS.get(fact)
    return path if path is None or fact not in IN_LISTS else (*item_path(subject), *path)


class Verdict(NamedTuple):
    """One rule on one subject, and its outcome: a tuple, because a register has millions of them.

    `subject` is `account`, or the item as the register counts it: `transfers[0]`. `due_on` is the first day on which
    the facts, left as they are, would be a violation. `waiver` says who set a violation aside; `baseline` is `None`
    where no baseline was given, or it does not concern this outcome.
    """

    rule: str
    account: str
    subject: str
    outcome: Outcome
    modality: Modality
    due_on: date | None
    judged: Judged
    waiver: WaiverNote | None = None
    baseline: BaselineState | None = None

    @property
    def is_recommendation(self) -> bool:
        """Whether this is a broken `should` rule."""
        return self.modality == "should" and self.outcome is Outcome.VIOLATION

    @property
    def content(self) -> Mapping[str, Any] | None:
        """The plain data of the transfer or incident that was judged; `None` for the account."""
        facts = self.judged.facts
        return FrozenDict(facts.item.model_dump(mode="json", exclude_none=True)) if isinstance(facts, ItemRow) else None


class Verdicts(Sequence[Verdict]):
    """The rows of a report, in the register's order, made when they are asked for.

    `shown` are those that a report shows, and kept; the others, which are most, are made anew in each pass.
    """

    _found: Sequence[tuple[Judged, Sequence[ResolvedRule], Sequence[DatedOutcome]]]

    def __init__(
        self,
        found: Sequence[tuple[Judged, Sequence[ResolvedRule], Sequence[DatedOutcome]]],
        shown: Iterable[Verdict] | None = None,
    ) -> None:
        self.__dict__["_found"] = found
        if shown is not None:
            self.__dict__["shown"] = tuple(shown)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: what a report found cannot be changed."""
        raise FrozenInstanceError(name)

    @cached_property
    def shown(self) -> tuple[Verdict, ...]:
        """The rows that are neither compliant nor not applicable."""
        return tuple(row for judged, rules, found in self._found for row in judged.verdicts(rules, found, REPORTED))

    @cached_property
    def counts(self) -> FrozenDict[Outcome, int]:
        """How many rows have each outcome."""
        counts = Counter(outcome for _, _, found in self._found for outcome, _ in found if outcome not in REPORTED)
        counts.update(row.outcome for row in self.shown)
        return FrozenDict({outcome: counts[outcome] for outcome in Outcome})

    def changed(self, change: Callable[[Verdict], Verdict]) -> Verdicts:
        """Give the same rows, with each one that is shown replaced by what `change` makes of it, shown as well."""
        return Verdicts(self._found, map(change, self.shown))

    @overload
    def __getitem__(self, index: int) -> Verdict: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Verdict, ...]: ...
    def __getitem__(self, index: int | slice) -> Verdict | tuple[Verdict, ...]:
        """Give one row, or a part of them."""
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        """Whether the rows are the same, as those of a report that came from another process are."""
        return isinstance(other, Verdicts) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        """Agree with equality; the rows that are shown tell reports apart."""
        return hash(self.shown)

    def __len__(self) -> int:
        """Count the rows."""
        return sum(self.counts.values())

    def __iter__(self) -> Iterator[Verdict]:
        """Go through the rows in the register's order."""
        shown = iter(self.shown)
        for judged, rules, found in self._found:
            for row in judged.verdicts(rules, found):
                yield next(shown) if row.outcome in REPORTED else row
        yield from shown


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
    not_recorded: Mapping[str, int]
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
        return tuple(self._explained(number) for number in range(len(self.verdicts.shown)))

    @cached_property
    def all_findings(self) -> tuple[Finding, ...]:
        """Every finding, one for each rule on each subject, in the register's order."""
        return tuple(self.explain(row) for row in self.verdicts)

    @cached_property
    def _kept(self) -> dict[int, Finding]:
        return {}

    def _explained(self, number: int) -> Finding:
        """Give the finding of a row that is shown, put together when it is first asked for."""
        if number not in self._kept:
            self._kept[number] = self.explain(self.verdicts.shown[number])
        return self._kept[number]

    def _having(self, outcome: Outcome) -> tuple[Finding, ...]:
        shown = enumerate(self.verdicts.shown)
        return tuple(self._explained(number) for number, row in shown if row.outcome is outcome)

    @property
    def violations(self) -> tuple[Finding, ...]:
        """The findings with outcome `violation`, recommendations (`modality` `should`) among them."""
        return self._having(Outcome.VIOLATION)

    @property
    def recommendations(self) -> tuple[Finding, ...]:
        """The broken `should` rules."""
        shown = enumerate(self.verdicts.shown)
        return tuple(self._explained(number) for number, row in shown if row.is_recommendation)

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
    def summary(self) -> FrozenDict[str, int]:
        """Count accounts, findings of each outcome, and errors; `recommendation` counts a part of `violation`."""
        counts = self.verdicts.counts
        return FrozenDict(
            {
                "accounts": self.accounts,
                **{outcome.value: counts[outcome] for outcome in Outcome},
                "recommendation": sum(row.is_recommendation for row in self.verdicts.shown),
                "errors": errors_in(self.errors),
            }
        )

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
                "params": plain_copy(self.policy.params),
            },
            "engine": self.engines[0],
            "engines": list(self.engines),
            "inputs": list(self.inputs),
            "summary": dict(self.summary),
            "not_recorded": dict(self.not_recorded),
            "findings": [finding.to_dict(lang=lang, show_names=show_names) for finding in findings],
            "errors": [error.to_dict(lang) for error in self.errors],
        }
        if self.reference_alone:
            data["reference_alone"] = list(self.reference_alone)
        if self.notices:
            data["notices"] = [notice.to_dict(lang) for notice in self.notices]
        if self.waivers:
            data["waivers"] = [status.to_dict(lang) for status in self.waivers]
        if self.baseline is not None:
            data["baseline"] = self.baseline.to_dict()
        return data
