"""What comes to be violated or undetermined while every account stays as it is, and on which day.

The days to look at follow from the rules' own comparisons of dates and from the days on which parameters take other
values; between two such days no outcome changes, so that the result is exact.

What must not live here: which days those are (`judge.compiled`), how a forecast is shown (`reporters.forecast_text`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.diagnostics import UsageError, told_once
from qd85rules.core.outcome import Outcome
from qd85rules.judge.compiled import compile_policy
from qd85rules.judge.findings import make_finding
from qd85rules.model.rows import ItemRow
from qd85rules.model.spec import SUBJECTS
from qd85rules.policy.in_force import plain_value
from qd85rules.run.check import subjects_of, take_in
from qd85rules.wording import usage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.judge.compiled import CompiledPolicy, DatedOutcome
    from qd85rules.judge.finding import Finding
    from qd85rules.judge.report import Judged
    from qd85rules.model.rows import AccountRow
    from qd85rules.model.spec import Subject
    from qd85rules.policy.policy import Policy, ResolvedRule
    from qd85rules.policy.stamps import PolicyStamp
    from qd85rules.run.check import Candidate

_LOOKED_FOR: Final = frozenset({Outcome.VIOLATION, Outcome.UNDETERMINED})


@dataclass(frozen=True, slots=True)
class NewValue:
    """A parameter that a rule reads and that takes another value on a day; values are plain data."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Coming:
    """One rule on one subject that comes to be violated, or undetermined, on a day.

    `finding` is what a check on that day would report; `before` the outcome on the day before it, on which there is
    still time to act. `changed` has the parameters of the rule that take another value on the day itself. `group` names
    the register of the account, as its candidate did. `item` says which transfer or incident it is: its kind and its
    day, in words that stay when others come before it; empty for the account.
    """

    on: date
    before: Outcome
    finding: Finding
    changed: tuple[NewValue, ...]
    group: str
    item: tuple[str, ...] = ()

    @property
    def last_day(self) -> date:
        """The last day before it comes."""
        return self.on - timedelta(days=1)


@dataclass(frozen=True)
class Forecast:
    """What comes from the day after `as_of` to `until`, both inclusive, by day and then in the register's order.

    `now` counts the outcomes on `as_of`, where what comes due later is compliant still. `engines` names every engine
    that reached the verdicts.
    """

    as_of: date
    until: date
    policy: PolicyStamp
    engines: tuple[str, ...]
    accounts: int
    now: Mapping[Outcome, int]
    coming: tuple[Coming, ...]
    errors: tuple[Diagnostic, ...] = field(default=())

    @cached_property
    def violations(self) -> tuple[Coming, ...]:
        """What comes to be violated, recommendations among it."""
        return tuple(one for one in self.coming if one.finding.outcome is Outcome.VIOLATION)

    @cached_property
    def undetermined(self) -> tuple[Coming, ...]:
        """What comes to be undetermined."""
        return tuple(one for one in self.coming if one.finding.outcome is Outcome.UNDETERMINED)

    @property
    def exit_code(self) -> int:
        """Give 2 where the job could not be done in whole, 1 where something comes, else 0."""
        if self.errors or not self.accounts:
            return 2
        return 1 if self.coming else 0


@dataclass(frozen=True, slots=True)
class _Followed:
    """What is followed through time; `order` is its number in the register."""

    order: int
    judged: Judged


def forecast(
    candidates: Iterable[Candidate],
    *,
    policy: Policy,
    until: date,
    engine: str = "auto",
    problems: Sequence[Diagnostic] = (),
) -> Forecast:
    """Find what comes to be violated or undetermined after `policy.as_of` and up to `until`, facts left as they are.

    Parameters take the values that the packs give them for each day; those that the caller gave hold throughout.

    Args:
        candidates: the records, as for `check_candidates`.
        policy: what to check against, resolved for the day from which to look ahead.
        until: the last day to look at.
        engine: `auto`, `reference`, `durable` or `evaluate`.
        problems: those found while reading; they may grow while `candidates` is read.

    Raises:
        UsageError: `until` is not after the day of the policy; no such engine.
        EngineDisagreementError: two engines differ, an internal error.
    """
    if until <= policy.as_of:
        raise UsageError(usage.NOT_BEFORE.filled(day=policy.as_of, until=until))
    compiled = compile_policy(policy, engine, in_register=True)
    entries, errors = take_in(candidates, policy)
    now: Counter[Outcome] = Counter()
    found: list[tuple[int, int, int, Coming]] = []
    for kind, subjects in _subjects(entries).items():
        found += _Follower(kind, subjects, policy, compiled, now).events(until.toordinal())
    return Forecast(
        as_of=policy.as_of,
        until=until,
        policy=policy.stamp,
        engines=compiled.engines,
        accounts=len(entries),
        now=dict(now),
        coming=tuple(one for *_, one in sorted(found, key=lambda item: item[:3])),
        errors=told_once((*problems, *errors)),
    )


def _subjects(accounts: Sequence[Judged]) -> dict[Subject, list[_Followed]]:
    subjects: dict[Subject, list[_Followed]] = {kind: [] for kind in SUBJECTS}
    order = 0
    for account in accounts:
        for kind in SUBJECTS:
            for judged in subjects_of(account, kind):
                subjects[kind].append(_Followed(order, judged))
                order += 1
    return subjects


class _Follower:
    """Follows the subjects of one kind from day to day."""

    def __init__(
        self,
        kind: Subject,
        subjects: Sequence[_Followed],
        policy: Policy,
        compiled: CompiledPolicy,
        now: Counter[Outcome],
    ) -> None:
        self.kind, self.subjects, self.policy, self.compiled = kind, subjects, policy, compiled
        self.now = now
        self.latest: dict[int, list[DatedOutcome]] = {}

    def events(self, until: int) -> Iterator[tuple[int, int, int, Coming]]:
        """Give what comes, with the day and the numbers of the subject and of the rule, by which it is ordered."""
        begin = self.policy.as_of.toordinal()
        days: defaultdict[int, list[int]] = defaultdict(list, {begin: list(range(len(self.subjects)))})
        for index, subject in enumerate(self.subjects):
            for day in self.compiled.turning_days(self.kind, subject.judged.facts, begin):
                if day <= until:
                    days[day].append(index)
        for day in sorted(days):
            yield from self._on_day(day, days[day])

    def _on_day(self, day: int, indices: Sequence[int]) -> Iterator[tuple[int, int, int, Coming]]:
        rows = [self.subjects[index].judged.facts for index in indices]
        names = [row.account.id for row in rows]
        for index, outcomes in zip(indices, self.compiled.on_day(self.kind, rows, names, day), strict=True):
            before = self.latest.get(index)
            self.latest[index] = outcomes
            if before is None:
                self.now.update(outcome for outcome, _ in outcomes)
                continue
            for rule, ((was, _), found) in enumerate(zip(before, outcomes, strict=True)):
                if found[0] is not was and found[0] in _LOOKED_FOR:
                    resolved = self.compiled.rules(self.kind)[rule]
                    on = self.policy.at(date.fromordinal(day))
                    subject = self.subjects[index]
                    coming = _coming(on, resolved, subject.judged, found, was, tuple(self._changed(resolved, on)))
                    yield day, subject.order, rule, coming

    def _changed(self, resolved: ResolvedRule, on: Policy) -> Iterator[NewValue]:
        earlier, parameters = self.policy.at(on.as_of - timedelta(days=1)).params, on.stack.parameters
        for name in resolved.params:
            if earlier[name] != on.params[name]:
                before, after = (plain_value(params[name], parameters[name].type) for params in (earlier, on.params))
                yield NewValue(name, before, after)


def _coming(
    policy: Policy,
    resolved: ResolvedRule,
    judged: Judged,
    found: DatedOutcome,
    before: Outcome,
    changed: tuple[NewValue, ...],
) -> Coming:
    [verdict] = judged.verdicts((resolved,), (found,))
    finding = make_finding(policy, verdict)
    return Coming(policy.as_of, before, finding, changed, judged.group, _item(judged.facts))


def _item(row: AccountRow | ItemRow) -> tuple[str, ...]:
    if not isinstance(row, ItemRow):
        return ()
    said = row.item.model_dump(mode="json")
    return tuple(str(said.get(name)) for name in ("direction", "kind", "on", "sign", "detected_on") if name in said)
