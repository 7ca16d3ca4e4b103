"""Telling rules apart by trying accounts near those of the cases: one or two fields changed, days around boundaries.

It can find an account and never prove that there is none.

What must not live here: proofs (`proofs`).
"""

from __future__ import annotations

from datetime import date
from itertools import combinations, islice, product
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.values import NEVER
from qd85rules.judge.report import field_path
from qd85rules.lab.cases.model import Case, Expectation
from qd85rules.lab.cases.overlay import put
from qd85rules.lab.cases.rows import rows_of
from qd85rules.lab.mutants.apart import Apart
from qd85rules.lab.mutants.edits import Variant
from qd85rules.lab.mutants.trials import Judge, Trial
from qd85rules.lab.proofs.settings import Settings
from qd85rules.lang import nodes
from qd85rules.lang.ast import Date, Int
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.in_force import plain_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qd85rules.lab.mutants.apart import Side
    from qd85rules.policy.policy import ResolvedRule

_MOST_ACCOUNTS: Final = 4_000
_BASES: Final = 12
_LONGEST: Final = 10_000
"""Parameters from here on are dates rather than numbers of days."""

_Path = tuple[str | int, ...]
_Given = tuple["Mapping[str, Any]", date, "Mapping[str, Any]", tuple["Mapping[str, Any]", ...]]


def search(one: Side, two: Side, near: Sequence[Trial]) -> Apart:
    """Look for an account that two rules judge differently; `not decided` where none of those tried does."""
    rule = one.resolved.rule.id
    judges = [_judge_of(side) for side in (one, two)]
    tried = 0
    for account, as_of, params, others in islice(_candidates(one, two, near), _MOST_ACCOUNTS):
        tried += 1
        trial = _trial(one.resolved, account, as_of, params, others)
        if trial is None:
            continue
        (word, due), (other_word, other_due) = (judge.outcome(trial) for judge in judges)
        if (word, due) != (other_word, other_due):
            return Apart(
                "apart", rule=rule, account=account, others=others, as_of=as_of, params=params,
                outcomes=(_with_day(word, due), _with_day(other_word, other_due)),
            )  # fmt: skip
    return Apart("not decided", rule=rule, reason=f"none of {tried} accounts tells them apart")


def _with_day(word: str, due: int | None) -> str:
    return word if due is None else f"{word} {date.fromordinal(due)}"


class _Fixed(Variant):
    """A variant with one rule put in place as it is."""

    def __init__(self, side: Side) -> None:
        super().__init__(side.policy.stack)
        self.__dict__["rules"] = {side.resolved.rule.id: side.resolved}


def _judge_of(side: Side) -> Judge:
    return Judge(_Fixed(side))


def _trial(
    resolved: ResolvedRule,
    account: Mapping[str, Any],
    as_of: date,
    params: Mapping[str, Any],
    others: tuple[Mapping[str, Any], ...],
) -> Trial | None:
    rule = resolved.rule
    expectation = Expectation("rule", rule.id, "compliant", rule.span)
    case = Case("", "", (), as_of, account, (expectation,), rule.span, params, others)
    rows = rows_of(account, others, as_of)
    return Trial(case, expectation, ((rule.id, rows[rule.subject][0]),)) if rows and rows[rule.subject] else None


def _candidates(one: Side, two: Side, near: Sequence[Trial]) -> Iterator[_Given]:
    bases = _bases(near)
    yield from bases
    facts = tuple(dict.fromkeys((*one.resolved.facts, *two.resolved.facts)))
    for account, as_of, params, others in bases:
        fields = _fields(facts, near, (one, two), as_of)
        for path, values in fields.items():
            for value in values:
                yield put(account, path, value), as_of, params, others
        for name, values in _parameter_values(one).items():
            for value in values:
                yield account, as_of, {**params, name: value}, others
        for day in sorted(_boundaries((one, two), as_of)):
            yield account, date.fromordinal(day), params, others
    for account, as_of, params, others in bases:
        fields = _fields(facts, near, (one, two), as_of)
        for (path, values), (second, more) in combinations(fields.items(), 2):
            for value, other in product(values, more):
                yield put(put(account, path, value), second, other), as_of, params, others


def _bases(near: Sequence[Trial]) -> list[_Given]:
    """Take different cases to start from; a rule without cases starts from an account of which nothing is known."""
    cases = [trial.case for trial in near]
    step = max(1, len(cases) // _BASES)
    return [(case.account, case.as_of, case.params, case.others) for case in cases[::step]]


def _fields(
    facts: Sequence[str], near: Sequence[Trial], sides: tuple[Side, Side], as_of: date
) -> dict[_Path, list[Any]]:
    """List values to try for every field that the facts follow from; texts are those that other cases have."""
    subject = sides[0].resolved.rule.subject
    item = subject if subject == "account" else f"{subject}s[0]"
    days = sorted(_boundaries(sides, as_of), reverse=True)
    found: dict[_Path, list[Any]] = {}
    for name in dict.fromkeys(field for fact in facts for field in (fact, *FACTS[fact].inputs)):
        path = field_path(name, item)
        if path is None:
            continue
        kind = FACTS[name].type
        match kind.kind:
            case "bool":
                values: list[Any] = [None, True, False]
            case "date":
                values = [None, *(["never"] if FACTS[name].event else [])]
                ahead = FACTS[name].ahead
                values += [date.fromordinal(day) for day in days if ahead or day <= as_of.toordinal()]
            case "list":
                members = (kind.element.members if kind.element else None) or ()
                values = [None, [], *([member] for member in members)]
            case _:
                values = [None, *(kind.members or _texts(near, path))]
        found[path] = values
    return found


def _texts(near: Sequence[Trial], path: _Path) -> Iterator[str]:
    seen: dict[str, None] = {}
    for trial in near:
        value: Any = trial.case.account
        for step in path:
            try:
                value = value[step]
            except (LookupError, TypeError):
                value = None
                break
        if isinstance(value, str):
            seen[value] = None
    yield from seen


def _parameter_values(side: Side) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for name in side.resolved.params:
        parameter, value = side.policy.stack.parameters[name], side.policy.params[name]
        if isinstance(value, bool):
            found[name] = [not value]
        elif isinstance(value, int):
            low, high = parameter.minimum, parameter.maximum
            near = [value - 1, value + 1] if low is None or value > low else [value + 1]
            kept = [number for number in near if high is None or number <= high]
            found[name] = [plain_value(number, parameter.type) for number in kept]
        elif isinstance(value, str):
            found[name] = [member for member in parameter.type.members or () if member != value]
    return found


def _boundaries(sides: tuple[Side, Side], as_of: date) -> set[int]:
    """Give the days that either side tells apart, each with its own parameters as they are from each day on."""
    found: set[int] = set()
    for side in sides:
        periods = [Settings(side.policy).turns(name) for name in side.resolved.params]
        found |= {day + step for turns in periods for day, _ in turns for step in (-1, 0) if day > 1}
        spans = {value for turns in periods for _, value in turns if type(value) is int and value < _LONGEST}
        found |= boundary_days([side.resolved], side.policy.params, as_of)
        found |= {as_of.toordinal() + sign * span + step for span in spans for sign in (1, -1) for step in (-1, 0, 1)}
    return {day for day in found if 1 <= day < NEVER}


def boundary_days(rules: Sequence[ResolvedRule], params: Mapping[str, Any], as_of: date) -> set[int]:
    """Give the days around those that rules can tell apart: the check's, those they name, and a parameter away."""
    anchors, spans = {as_of.toordinal()}, {0}
    for resolved in rules:
        for condition in (resolved.scope, resolved.violated):
            for node in nodes(condition):
                if isinstance(node, Date):
                    anchors.add(node.value.toordinal())
                elif isinstance(node, Int):
                    spans.add(node.value)
        spans |= {value for name in resolved.params if isinstance(value := params[name], int) and value < _LONGEST}
    steps = {sign * span + step for span in spans for sign in (1, -1) for step in (-1, 0, 1)}
    return {anchor + step for anchor in anchors for step in steps if 1 <= anchor + step < NEVER}
