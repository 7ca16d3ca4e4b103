"""A policy lowered for the engines that will run it: outcomes of every rule on every subject, today and on later days.

Each engine reaches every outcome by itself; where two run, they are compared, and a difference is an internal error.

Every atom that mentions `today` compares two values of which at least one moves by a day a day, so it changes at most
around the day on which both are equal. Between two such days no truth value changes; trying them is exact.

What must not live here: reading facts (`model.rows`), explaining outcomes (`findings`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import EngineDisagreementError
from qd85rules.core.outcome import Outcome
from qd85rules.core.truth import UNKNOWN, Truth
from qd85rules.core.values import NEVER
from qd85rules.engines import choose, lower
from qd85rules.lang import nodes, params_of
from qd85rules.lang.ast import Compare, Date, Fact, In, Int, Items, Param, Subtract, Today
from qd85rules.model.vocabulary import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qd85rules.core.values import Row, Value
    from qd85rules.engines.base import Engine, Program
    from qd85rules.lang.ast import Expr
    from qd85rules.model.spec import Subject
    from qd85rules.policy.policy import Policy, ResolvedRule

DatedOutcome = tuple[Outcome, int | None]
"""An outcome, and for `due` the ordinal of the first day on which the facts, left as they are, would be a violation."""

_VIOLATION: DatedOutcome = (Outcome.VIOLATION, None)
_UNDETERMINED: DatedOutcome = (Outcome.UNDETERMINED, None)
_COMPLIANT: DatedOutcome = (Outcome.COMPLIANT, None)
_NOT_APPLICABLE: DatedOutcome = (Outcome.NOT_APPLICABLE, None)


def outcome_of(scope: Truth, violated: Truth) -> DatedOutcome:
    """Give the outcome as of the day: whether the rule was in force and applies comes first, then whether it is broken.

    Source: DESIGN of the rule language, "A rule on a subject, in order".
    """
    if scope is Truth.FALSE:
        return _NOT_APPLICABLE
    if scope is Truth.UNKNOWN or violated is Truth.UNKNOWN:
        return _UNDETERMINED
    return _VIOLATION if violated is Truth.TRUE else _COMPLIANT


_OUTCOMES: Final = {(scope, violated): outcome_of(scope, violated) for scope in Truth for violated in Truth}


@dataclass(frozen=True, slots=True)
class _Period:
    """The rules on one kind of subject from a day through another, while parameters keep their values.

    `moving` has, by the number of a rule, its atoms that depend on the day; rules without any are left out. `turned`
    has the numbers of the rules that read a parameter which had another value the day before.
    """

    first: int
    last: int
    programs: tuple[Program, ...]
    moving: Mapping[int, tuple[Moving, ...]]
    all_moving: tuple[Moving, ...]
    turned: frozenset[int]

    def meetings(self, row: Row, today: int) -> Mapping[Moving, int]:
        """Give the atoms that can still change in the period, with the day on which their sides meet."""
        return meeting_days(self.all_moving, row, max(today, self.first - 1)) if self.all_moving else {}

    def days(self, rule: int, meetings: Mapping[Moving, int], today: int) -> Iterator[int]:
        """Give the days of the period, later than `today`, on which one rule may come out otherwise, earliest first."""
        moving = self.moving.get(rule, ())
        days = turning_days(moving, meetings, max(today, self.first - 1)) if meetings else []
        if rule in self.turned and self.first not in days:
            days.insert(0, self.first)
        return takewhile(self.last.__ge__, days)


@dataclass(frozen=True, slots=True)
class _Group:
    """The rules on one kind of subject; `timed` are the numbers of those whose outcome may depend on the day."""

    rules: tuple[ResolvedRule, ...]
    periods: tuple[_Period, ...]
    timed: tuple[int, ...]


class CompiledPolicy:
    """Rules ready to run on a day and on those after it. It may be shared by threads.

    `params` hold until the first day of `later`, which has the days from which others do, as `Policy.later` gives them.
    `beyond` has, once the rules on a kind of subject are lowered, those of them that only `reference` judges, by id,
    and why.
    """

    def __init__(
        self,
        rules: Sequence[ResolvedRule],
        params: Mapping[str, Value],
        engines: Sequence[Engine],
        later: Sequence[tuple[int, Mapping[str, Value]]] = (),
    ) -> None:
        self.engines = tuple(engine.name for engine in engines)
        self._rules = rules
        self._params = ((0, params), *later)
        self._lowering = engines
        self.beyond: dict[str, str] = {}
        self._groups: dict[Subject, _Group] = {}

    def rules(self, subject: Subject) -> tuple[ResolvedRule, ...]:
        """List the rules on one kind of subject, in the order of the outcomes."""
        return self._group(subject).rules

    def _group(self, subject: Subject) -> _Group:
        """Lower the rules on one kind of subject when the first such subject comes: many accounts have no items."""
        group = self._groups.get(subject)
        # Two threads may both lower them, and one result is kept; a lock would be inherited by a fork, perhaps taken.
        return group if group is not None else self._groups.setdefault(subject, self._lowered(subject))

    def _lowered(self, subject: Subject) -> _Group:
        rules = tuple(rule for rule in self._rules if rule.rule.subject == subject)
        periods = tuple(self._period(number, rules) for number in range(len(self._params)))
        timed = {index for period in periods for index in (*period.moving, *period.turned)}
        return _Group(rules, periods, tuple(sorted(timed)))

    def _period(self, number: int, rules: tuple[ResolvedRule, ...]) -> _Period:
        first, params = self._params[number]
        last = self._params[number + 1][0] - 1 if number + 1 < len(self._params) else NEVER
        before = self._params[max(number - 1, 0)][1]
        changed = {name for name, value in params.items() if before[name] != value}
        atoms = (moving_atoms((rule.scope, rule.violated), params) for rule in rules)
        moving = {index: each for index, each in enumerate(atoms) if each}
        all_moving = tuple(dict.fromkeys(atom for each in moving.values() for atom in each))
        turned = frozenset(index for index, rule in enumerate(rules) if changed.intersection(rule.params))
        conditions = {rule.rule.id: (rule.scope, rule.violated) for rule in rules}
        types = {name: spec.type for name, spec in FACTS.items()}
        lowered = [lower(engine, conditions, facts=types, params=params) for engine in self._lowering]
        for _, beyond in lowered:
            self.beyond.update(beyond)
        programs = tuple(program for program, _ in lowered)
        return _Period(first, last, programs, moving, all_moving, turned)

    def outcomes(
        self, subject: Subject, rows: Sequence[Row], names: Sequence[str], today: int
    ) -> list[list[DatedOutcome]]:
        """Judge every row by every rule on its kind of subject, on a day before those from which other params hold.

        Args:
            subject: the kind of subject that the rows are.
            rows: their facts.
            names: the account of each row, named where engines disagree.
            today: the ordinal of the day of the check.

        Raises:
            EngineDisagreementError: two engines differ on a rule and an account.
        """
        group = self._group(subject)
        if not group.rules or not rows:
            return [[] for _ in rows]
        # The days to try follow from the facts alone, so engines may share them; what holds on them is each one's own.
        meetings = [[period.meetings(row, today) for period in group.periods] for row in rows]
        tables = (_by_engine(group, number, rows, today, meetings) for number in range(len(self.engines)))
        return self._agreed(group, names, tables)

    def _agreed(
        self, group: _Group, names: Sequence[str], tables: Iterable[list[list[DatedOutcome]]]
    ) -> list[list[DatedOutcome]]:
        first, *others = tables
        for other in others:
            if other == first:
                continue
            for name, ours, theirs in zip(names, first, other, strict=True):
                for resolved, a, b in zip(group.rules, ours, theirs, strict=True):
                    if a != b:
                        msg = (
                            f"internal error: on rule `{resolved.rule.id}` and account `{name}` the engine "
                            f"`{self.engines[0]}` finds {a[0].value} and the engine `{self.engines[1]}` {b[0].value}"
                        )
                        raise EngineDisagreementError(msg)
        return first

    def on_day(self, subject: Subject, rows: Sequence[Row], names: Sequence[str], day: int) -> list[list[DatedOutcome]]:
        """Judge every row as of one day alone: no later day is looked at, so that nothing is `due`.

        Raises:
            EngineDisagreementError: two engines differ on a rule and an account.
        """
        group = self._group(subject)
        if not group.rules or not rows:
            return [[] for _ in rows]
        period = next(period for period in group.periods if day <= period.last)
        tables = ([_as_of_day(truths) for truths in program.run(rows, day)] for program in period.programs)
        return self._agreed(group, names, tables)

    def turning_days(self, subject: Subject, row: Row, after: int) -> list[int]:
        """List the days later than `after` on which a verdict on this row can differ from that of the day before."""
        found: set[int] = set()
        for period in self._group(subject).periods:
            days = turning_days(period.all_moving, period.meetings(row, after), max(after, period.first - 1))
            found.update(takewhile(period.last.__ge__, days))
            if period.first > after:
                found.add(period.first)
        return sorted(found)


def _as_of_day(truths: Sequence[Truth]) -> list[DatedOutcome]:
    return [_OUTCOMES[pair] for pair in zip(truths[::2], truths[1::2], strict=True)]


def _by_engine(
    group: _Group, engine: int, rows: Sequence[Row], today: int, meetings: Sequence[Sequence[Mapping[Moving, int]]]
) -> list[list[DatedOutcome]]:
    table: list[list[DatedOutcome]] = []
    now = group.periods[0]
    changes = len(group.periods) > 1
    for row, truths, meeting in zip(rows, now.programs[engine].run(rows, today), meetings, strict=True):
        verdicts = _as_of_day(truths)
        if changes or meeting[0]:
            # Rules share the days on which they may turn, and one run judges them all.
            truths_on: dict[int, list[Truth]] = {}
            for index in group.timed:
                if verdicts[index] is not _COMPLIANT:
                    continue
                if changes or not meeting[0].keys().isdisjoint(now.moving[index]):
                    days = (
                        (day, period.programs[engine])
                        for period, met in zip(group.periods, meeting, strict=True)
                        for day in period.days(index, met, today)
                    )
                    verdicts[index] = _later(days, index, row, truths_on)
        table.append(verdicts)
    return table


def _later(
    days: Iterable[tuple[int, Program]], index: int, row: Row, truths_on: dict[int, list[Truth]]
) -> DatedOutcome:
    for day, program in days:
        if day not in truths_on:
            [truths_on[day]] = program.run([row], day)
        truths = truths_on[day]
        if outcome_of(truths[2 * index], truths[2 * index + 1]) is _VIOLATION:
            return Outcome.DUE, day
    return _COMPLIANT


_Params = tuple[tuple[int, tuple[tuple[str, "Value"], ...]], ...]
"""What parameters are from each day on: a key of the cache."""


def compile_policy(policy: Policy, engine: str, *, in_register: bool) -> CompiledPolicy:
    """Lower a policy for the engines that a choice of engine means; the same policy is lowered once."""
    rules = policy.rules if in_register else tuple(rule for rule in policy.rules if not rule.register_only)
    params = ((0, tuple(policy.params.items())), *((day, tuple(values.items())) for day, values in policy.later))
    return _compiled(rules, params, choose(engine))


def compile_rule(resolved: ResolvedRule, policy: Policy, engines: tuple[Engine, ...]) -> CompiledPolicy:
    """Lower one rule as `compile_policy` lowers all, once for all policies that give its parameters the same values."""
    found: list[tuple[int, tuple[tuple[str, Value], ...]]] = []
    for day, params in ((0, policy.params), *policy.later):
        values = tuple((name, params[name]) for name in resolved.params)
        if not found or found[-1][1] != values:
            found.append((day, values))
    return _compiled((resolved,), tuple(found), engines)


@lru_cache(maxsize=64)
def _compiled(rules: tuple[ResolvedRule, ...], params: _Params, engines: tuple[Engine, ...]) -> CompiledPolicy:
    (_, now), *later = ((day, dict(values)) for day, values in params)
    return CompiledPolicy(rules, now, engines, later)


_MEASURED = (Today, Date, Int, Fact, Param, Subtract)


@dataclass(frozen=True, slots=True, eq=False)
class Moving:
    """An atom that depends on the day: its sides meet on the day `(offset + sum of sign * fact) / slope`.

    INVARIANT: made by `_moving` only, so that equal ones are one object, which is quick to look up.
    """

    slope: int
    offset: int
    terms: tuple[tuple[int, str], ...]


def moving_atoms(conditions: Sequence[Expr], params: Mapping[str, Value]) -> tuple[Moving, ...]:
    """List the comparisons that read `today`, each once."""
    return tuple(dict.fromkeys(moving for moving in differences(conditions, params) if moving.slope))


def differences(conditions: Sequence[Expr], params: Mapping[str, Value]) -> Iterator[Moving]:
    """Give every comparison of dates and of days as a difference, those inside comparisons of conditions too.

    A comparison with a parameter that is not set is unknown on every day, and left out.
    """
    for condition in conditions:
        for node in nodes(condition):
            match node:
                case Compare(_, left, right):
                    pairs = [(left, right)]
                case In(element, Items(elements)):
                    pairs = [(element, value) for value in elements if isinstance(value, Date | Int)]
                case _:
                    continue
            for one, other in pairs:
                known = all(params[name] is not UNKNOWN for side in (one, other) for name in params_of(side))
                if known and _is_measured(one, other, params):
                    yield _difference(one, other, params)


def _is_measured(left: Expr, right: Expr, params: Mapping[str, Value]) -> bool:
    """Say whether two operands are dates or numbers; a fact or a parameter may also be something else."""
    sides = (left, right)
    if not all(isinstance(side, _MEASURED) for side in sides):
        return False
    return all(
        FACTS[side.name].type.kind in {"date", "int"}
        if isinstance(side, Fact)
        else not isinstance(side, Param) or type(params[side.name]) is int
        for side in sides
    )


def meeting_days(atoms: Iterable[Moving], row: Row, after: int) -> dict[Moving, int]:
    """Give the atoms that can still change after a day, with the day on which their sides meet."""
    days: dict[Moving, int] = {}
    for atom in atoms:
        total = atom.offset
        for sign, fact in atom.terms:
            value = row[fact]
            if value is UNKNOWN:
                break
            total += sign * value  # type: ignore[operator]  # dates and integers only, by the types of comparisons
        else:
            meeting = total // atom.slope
            if after <= meeting < NEVER:
                days[atom] = meeting
    return days


def turning_days(atoms: Iterable[Moving], meetings: Mapping[Moving, int], after: int) -> list[int]:
    """List the days later than `after` from which one of the atoms may have another truth value, earliest first.

    A comparison can change on the day on which its sides meet, and on the day after. No check is made on the last day
    of the calendar, which stands for `never`.
    """
    days = {day for atom in atoms if atom in meetings for day in (meetings[atom], meetings[atom] + 1)}
    return sorted(days - {after, NEVER})


def _difference(left: Expr, right: Expr, params: Mapping[str, Value]) -> Moving:
    """Write `left - right` as `slope * today - (offset + terms)`."""
    slope, offset = 0, 0
    terms: list[tuple[int, str]] = []
    waiting: list[tuple[int, Expr]] = [(1, left), (-1, right)]
    while waiting:
        sign, expr = waiting.pop()
        match expr:
            case Today():
                slope += sign
            case Date(value):
                offset -= sign * value.toordinal()
            case Int(number):
                offset -= sign * number
            case Fact(name):
                terms.append((-sign, name))
            case Param(name):
                offset -= sign * int(params[name])  # type: ignore[arg-type]  # dates and integers only
            case Subtract(later, earlier):
                waiting += [(sign, later), (-sign, earlier)]
    return _moving(slope, offset, tuple(terms))


@cache
def _moving(slope: int, offset: int, terms: tuple[tuple[int, str], ...]) -> Moving:
    return Moving(slope, offset, terms)
