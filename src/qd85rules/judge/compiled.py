"""A policy lowered for the engines that will run it: outcomes of every rule on every subject, today and on later days.

Each engine reaches every outcome by itself; where two run, they are compared, and a difference is an internal error.

Every atom that mentions `today` compares two values of which at least one moves by a day a day, so it changes at most
around the day on which both are equal. Between two such days no truth value changes; trying them is exact.

What must not live here: reading facts (`model.rows`), explaining outcomes (`findings`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import EngineDisagreementError, UnsupportedError
from qd85rules.core.outcome import Outcome
from qd85rules.core.truth import UNKNOWN, Truth
from qd85rules.core.values import NEVER
from qd85rules.engines import choose
from qd85rules.lang import nodes
from qd85rules.lang.ast import Compare, Date, Fact, In, Int, Items, Param, Subtract, Today
from qd85rules.model.vocabulary import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qd85rules.core.values import Row, Value
    from qd85rules.engines.base import Engine, Program
    from qd85rules.lang.ast import Expr
    from qd85rules.model.spec import Subject
    from qd85rules.policy.policy import Policy, ResolvedRule, Stack

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
class _SubjectRules:
    """The rules on one kind of subject, with one program for each engine.

    `moving` has, by the number of a rule, its atoms that depend on the day; rules without any are left out.
    """

    rules: tuple[ResolvedRule, ...]
    programs: tuple[tuple[str, Program], ...]
    moving: tuple[tuple[int, tuple[Moving, ...]], ...]
    all_moving: tuple[Moving, ...]


class CompiledPolicy:
    """A policy ready to run. It may be shared by threads."""

    def __init__(
        self, stack: Stack, params: Mapping[str, Value], engines: Sequence[Engine], *, in_register: bool
    ) -> None:
        self.engines = tuple(engine.name for engine in engines)
        self._rules = tuple(rule for rule in stack.rules if in_register or not rule.register_only)
        self._params = params
        self._lowering = engines
        self._groups: dict[Subject, _SubjectRules] = {}

    def rules(self, subject: Subject) -> tuple[ResolvedRule, ...]:
        """List the rules on one kind of subject, in the order of the outcomes."""
        return self._group(subject).rules

    def _group(self, subject: Subject) -> _SubjectRules:
        """Lower the rules on one kind of subject when the first such subject comes: many accounts have no items."""
        group = self._groups.get(subject)
        # Two threads may both lower them, and one result is kept; a lock would be inherited by a fork, perhaps taken.
        return group if group is not None else self._groups.setdefault(subject, self._lowered(subject))

    def _lowered(self, subject: Subject) -> _SubjectRules:
        rules = tuple(rule for rule in self._rules if rule.rule.subject == subject)
        conditions = [condition for rule in rules for condition in (rule.scope, rule.violated)]
        atoms = (moving_atoms((rule.scope, rule.violated), self._params) for rule in rules)
        moving = tuple((index, each) for index, each in enumerate(atoms) if each)
        return _SubjectRules(
            rules,
            tuple((engine.name, self._compiled(engine, rules, conditions)) for engine in self._lowering),
            moving,
            tuple(dict.fromkeys(atom for _, each in moving for atom in each)),
        )

    def _compiled(self, engine: Engine, rules: Sequence[ResolvedRule], conditions: Sequence[Expr]) -> Program:
        types = {name: spec.type for name, spec in FACTS.items()}
        try:
            return engine.compile(conditions, facts=types, params=self._params)
        except UnsupportedError as error:
            # Lowering them one by one costs time only here, and tells whose condition it is.
            for resolved in rules:
                try:
                    engine.compile((resolved.scope, resolved.violated), facts=types, params=self._params).close()
                except UnsupportedError as own:
                    msg = (
                        f"the rule `{resolved.rule.id}` is beyond the engine `{engine.name}`: {own}; write it more "
                        "simply, or check with the engine `reference` alone"
                    )
                    raise UnsupportedError(msg) from error
            raise

    def outcomes(
        self, subject: Subject, rows: Sequence[Row], names: Sequence[str], today: int
    ) -> list[list[DatedOutcome]]:
        """Judge every row by every rule on its kind of subject.

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
        meetings = [meeting_days(group.all_moving, row, today) for row in rows]
        first, *others = (_by_engine(group, program, rows, today, meetings) for _, program in group.programs)
        for other in others:
            if other != first:
                _raise_disagreement(group, first, other, names)
        return first

    def on_day(self, subject: Subject, rows: Sequence[Row], names: Sequence[str], day: int) -> list[list[DatedOutcome]]:
        """Judge every row as of one day alone: no later day is looked at, so that nothing is `due`.

        Raises:
            EngineDisagreementError: two engines differ on a rule and an account.
        """
        group = self._group(subject)
        if not group.rules or not rows:
            return [[] for _ in rows]
        first, *others = (
            [[_OUTCOMES[pair] for pair in zip(truths[::2], truths[1::2], strict=True)] for truths in table]
            for table in (program.run(rows, day) for _, program in group.programs)
        )
        for other in others:
            if other != first:
                _raise_disagreement(group, first, other, names)
        return first

    def turning_days(self, subject: Subject, row: Row, after: int) -> list[int]:
        """List the days later than `after` on which a verdict on this row can differ from that of the day before."""
        return days_to_try(self._group(subject).all_moving, row, after)


def outcome_of_row(program: Program, row: Row, moving: Sequence[Moving], today: int) -> DatedOutcome:
    """Judge one row by the program of one rule, its scope and whether it is broken; `moving` are the rule's atoms."""
    [[scope, violated]] = program.run([row], today)
    verdict = outcome_of(scope, violated)
    return _later(program, row, 0, days_to_try(moving, row, today), {}) if verdict is _COMPLIANT else verdict


def _by_engine(
    group: _SubjectRules,
    program: Program,
    rows: Sequence[Row],
    today: int,
    meetings: Sequence[dict[Moving, int]],
) -> list[list[DatedOutcome]]:
    table: list[list[DatedOutcome]] = []
    for row, truths, meeting in zip(rows, program.run(rows, today), meetings, strict=True):
        verdicts = [_OUTCOMES[pair] for pair in zip(truths[::2], truths[1::2], strict=True)]
        if meeting:
            # Rules share the days on which they may turn, and one run judges them all.
            truths_on: dict[int, list[Truth]] = {}
            for index, moving in group.moving:
                if verdicts[index] is _COMPLIANT and not meeting.keys().isdisjoint(moving):
                    days = turning_days(moving, meeting, today)
                    verdicts[index] = _later(program, row, index, days, truths_on)
        table.append(verdicts)
    return table


def _later(
    program: Program, row: Row, index: int, days: Sequence[int], truths_on: dict[int, list[Truth]]
) -> DatedOutcome:
    for day in days:
        if day not in truths_on:
            [truths_on[day]] = program.run([row], day)
        truths = truths_on[day]
        if outcome_of(truths[2 * index], truths[2 * index + 1]) is _VIOLATION:
            return Outcome.DUE, day
    return _COMPLIANT


def _raise_disagreement(
    group: _SubjectRules, first: list[list[DatedOutcome]], other: list[list[DatedOutcome]], names: Sequence[str]
) -> None:
    one, two = (name for name, _ in group.programs)
    for name, ours, theirs in zip(names, first, other, strict=True):
        for resolved, a, b in zip(group.rules, ours, theirs, strict=True):
            if a != b:
                msg = (
                    f"internal error: on rule `{resolved.rule.id}` and account `{name}` the engine `{one}` finds "
                    f"{a[0].value} and the engine `{two}` {b[0].value}"
                )
                raise EngineDisagreementError(msg)


def compile_policy(policy: Policy, engine: str, *, in_register: bool) -> CompiledPolicy:
    """Lower a policy for the engines that a choice of engine means; the same policy is lowered once."""
    return _compiled(policy.stack, tuple(policy.params.items()), choose(engine), in_register)


@lru_cache(maxsize=32)
def _compiled(
    stack: Stack,
    params: tuple[tuple[str, Value], ...],
    engines: tuple[Engine, ...],
    in_register: bool,  # noqa: FBT001 - a key of the cache
) -> CompiledPolicy:
    return CompiledPolicy(stack, dict(params), engines, in_register=in_register)


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
    """Give every comparison of dates and of days as a difference, those inside comparisons of conditions too."""
    for condition in conditions:
        for node in nodes(condition):
            match node:
                case Compare(_, left, right) if _is_measured(left, right, params):
                    yield _difference(left, right, params)
                case In(element, Items(elements)):
                    yield from (
                        _difference(element, value, params)
                        for value in elements
                        if isinstance(value, Date | Int) and _is_measured(element, value, params)
                    )


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
            if after <= meeting < NEVER - 1:
                days[atom] = meeting
    return days


def turning_days(atoms: Iterable[Moving], meetings: Mapping[Moving, int], after: int) -> list[int]:
    """List the days later than `after` from which one of the atoms may have another truth value, earliest first.

    A comparison can change on the day on which its sides meet, and on the day after.
    """
    days = {day for atom in atoms if atom in meetings for day in (meetings[atom], meetings[atom] + 1)}
    days.discard(after)
    return sorted(days)


def days_to_try(atoms: Sequence[Moving], row: Row, after: int) -> list[int]:
    """List the days later than `after` from which one of the atoms may have another truth value on this row."""
    return turning_days(atoms, meeting_days(atoms, row, after), after)


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
