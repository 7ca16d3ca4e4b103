"""The rows of a report: what became of one rule on one subject.

What must not live here: deciding it (`compiled`), explaining it (`findings`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, overload

from qd85rules.core.diagnostics import Span
from qd85rules.core.outcome import REPORTED, Outcome
from qd85rules.model.rows import AccountRow, ItemRow
from qd85rules.policy.rule import Modality
from qd85rules.source.places import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from qd85rules.judge.compiled import DatedOutcome
    from qd85rules.policy.policy import ResolvedRule
    from qd85rules.source.places import Placed

BaselineState = Literal["new", "unchanged"]
"""Whether the baseline of a run knows a finding already."""

_ALL: Final = frozenset(Outcome)


@dataclass(frozen=True, slots=True)
class WaiverNote:
    """Who set a violation aside, on whose authority, why, and until when (inclusive)."""

    reason: str
    approver: str
    authority: str
    expires_on: date
    span: Span | None = None


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
        return facts.item.model_dump(mode="json", exclude_none=True) if isinstance(facts, ItemRow) else None


class Verdicts(Sequence[Verdict]):
    """The rows of a report, in the register's order, made when they are asked for.

    `shown` are those that a report shows, and kept; the others, which are most, are made anew in each pass.
    """

    def __init__(
        self,
        found: Sequence[tuple[Judged, Sequence[ResolvedRule], Sequence[DatedOutcome]]],
        shown: Iterable[Verdict] | None = None,
    ) -> None:
        self._found = found
        if shown is not None:
            self.shown = tuple(shown)

    @cached_property
    def shown(self) -> tuple[Verdict, ...]:
        """The rows that are neither compliant nor not applicable."""
        return tuple(row for judged, rules, found in self._found for row in judged.verdicts(rules, found, REPORTED))

    @cached_property
    def counts(self) -> Counter[Outcome]:
        """How many rows have each outcome."""
        counts = Counter(outcome for _, _, found in self._found for outcome, _ in found if outcome not in REPORTED)
        counts.update(row.outcome for row in self.shown)
        return counts

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
        return self.counts.total()

    def __iter__(self) -> Iterator[Verdict]:
        """Go through the rows in the register's order."""
        shown = iter(self.shown)
        for judged, rules, found in self._found:
            for row in judged.verdicts(rules, found):
                yield next(shown) if row.outcome in REPORTED else row
        yield from shown
