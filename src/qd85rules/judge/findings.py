"""From a verdict to the finding that explains it, with what would make a broken rule compliant.

That is the smallest sets of facts that somebody can still change. Which facts those are, and what they can become, the
vocabulary declares. What is past cannot be undone: for a page that was lent, or a notice that was given late, no change
is offered.

What must not live here: deciding outcomes (`compiled`).
"""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import Text
from qd85rules.core.truth import UNKNOWN, Truth
from qd85rules.core.values import NEVER, FrozenDict
from qd85rules.engines.evaluate import Situation
from qd85rules.judge.answers import WhatIf, outcomes_of_answers
from qd85rules.judge.finding import Evidence, FactChange, Finding
from qd85rules.judge.missing import Missing, smallest_missing
from qd85rules.judge.report import field_path, item_path
from qd85rules.judge.why import deciding_atoms, open_atoms, plain_fact, put_in_words
from qd85rules.lang import facts_of, params_of
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.in_force import clauses_in_force, plain_value
from qd85rules.source.places import NOWHERE
from qd85rules.wording import verdicts as say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from qd85rules.core.values import Value
    from qd85rules.judge.report import Verdict
    from qd85rules.lang.ast import Expr
    from qd85rules.model.rows import AccountRow, ItemRow
    from qd85rules.policy.clause import Clause
    from qd85rules.policy.policy import Policy, ResolvedRule
    from qd85rules.policy.rule import Parameter

_MOST_CHANGES: Final = 4

_BROKEN: Final = frozenset({Outcome.VIOLATION, Outcome.WAIVED})
"""The outcomes of a rule that the facts break: a waiver changes what a run makes of it, not the reasons."""


def make_finding(policy: Policy, verdict: Verdict) -> Finding:
    """Explain a row of a report that was made with the policy."""
    resolved = policy.stack.rules_by_id[verdict.rule]
    rule, outcome, due_on = resolved.rule, verdict.outcome, verdict.due_on
    row, place = verdict.judged.facts, verdict.judged.place
    # A duty that comes due is explained by what would break it on that day, under the parameters of that day.
    then = policy if due_on is None else policy.at(due_on)
    day = then.as_of.toordinal()
    situation = Situation(row, then.params, day)
    atoms = tuple(dict.fromkeys(_reasons(resolved, situation)))
    facts = tuple(dict.fromkeys(fact for atom in atoms for fact in facts_of(atom)))
    open_now = outcome is Outcome.UNDETERMINED
    missing, worked_out = (
        smallest_missing(resolved, row, policy.params, policy.as_of.toordinal()) if open_now else Missing(())
    )
    wanted = tuple(dict.fromkeys(fact for chosen in missing for fact in chosen))
    clauses = cited_clauses(policy, resolved, situation)
    params = policy.stack.parameters
    holder = row.account.holder
    return Finding(
        rule=rule.id,
        account=verdict.account,
        subject=verdict.subject,
        outcome=outcome,
        modality=verdict.modality,
        topic=rule.topic,
        title=rule.title,
        clauses=tuple(clause.id for clause in clauses),
        citations=tuple(policy.stack.citations[clause.id] for clause in clauses),
        evidence=tuple(_evidence(facts, row)),
        params=FrozenDict(
            (name, plain_value(then.params[name], params[name].type))
            for name in dict.fromkeys(name for atom in atoms for name in params_of(atom))
        ),
        missing=missing,
        questions=tuple(dict.fromkeys(FACTS[fact].question for fact in wanted)),
        notes=(
            *_notes(facts, row),
            *((rule.note,) if rule.note and outcome is not Outcome.COMPLIANT else ()),
            *(_unset(resolved, situation, params) if open_now else ()),
            *(() if worked_out else (say.NOT_WORKED_OUT,)),
        ),
        due_on=due_on,
        # The rule's message says what is wrong: of an open question or a duty to come it would be an accusation.
        message=rule.message if outcome in _BROKEN else rule.title,
        remedy=rule.remedy,
        location=None if place == NOWHERE else place.span(_path(wanted, facts, row, verdict.subject)),
        pack=rule.pack,
        waiver=verdict.waiver,
        baseline=verdict.baseline,
        because=() if outcome is Outcome.UNDETERMINED else put_in_words(atoms, situation, policy),
        would_comply=smallest_changes(resolved, row, policy, due_on) if outcome in {*_BROKEN, Outcome.DUE} else (),
        answers=outcomes_of_answers(resolved, row, policy, missing) if missing and worked_out else (),
        holder_id=None if holder is None else holder.id,
        holder_name=None if holder is None else holder.legal_name,
        unit=None if holder is None else holder.unit,
    )


def _reasons(resolved: ResolvedRule, situation: Situation) -> Iterable[Expr]:
    if situation.truth_of(resolved.scope) is Truth.TRUE:
        yield from deciding_atoms(resolved.violated, situation)
    yield from deciding_atoms(resolved.scope, situation)


def _evidence(facts: Iterable[str], row: AccountRow | ItemRow) -> Iterable[Evidence]:
    with_inputs = dict.fromkeys(name for fact in facts for name in (fact, *FACTS[fact].inputs))
    for fact in with_inputs:
        if row[fact] is not UNKNOWN:
            yield Evidence(fact, plain_fact(fact, row[fact]), FACTS[fact].sensitive)


def _notes(facts: Iterable[str], row: AccountRow | ItemRow) -> Iterable[Text]:
    for fact in facts:
        if (note := row.notes.get(fact)) is not None:
            yield note


def _unset(resolved: ResolvedRule, situation: Situation, known: Mapping[str, Parameter]) -> Iterable[Text]:
    """Name the parameters that leave the rule open, since a question about facts would not help."""
    open_parts = (atom for each in (resolved.scope, resolved.violated) for atom in open_atoms(each, situation))
    for name in dict.fromkeys(name for atom in open_parts for name in params_of(atom)):
        if situation.params[name] is UNKNOWN:
            yield say.UNSET.filled(name=name, title=known[name].title, set_by=known[name].set_by)


def cited_clauses(policy: Policy, resolved: ResolvedRule, situation: Situation) -> tuple[Clause, ...]:
    """Give the clauses that were in force at the event, and those of widenings that alone may bind the holder."""
    event = resolved.rule.event_date
    day = situation.row[event] if event is not None else policy.as_of.toordinal()
    widened = (
        policy.catalogue.clauses[name]
        for widening, base in resolved.widenings
        if situation.truth_of(base) is not Truth.TRUE and situation.truth_of(widening.when.expr) is not Truth.FALSE
        for name in widening.clauses
    )
    return tuple(dict.fromkeys((*clauses_in_force(resolved.clauses, day), *widened)))


def _path(
    wanted: Iterable[str], facts: Iterable[str], row: AccountRow | ItemRow, subject: str
) -> tuple[str | int, ...]:
    """Give the path of the value to look at: the first that is missing, else the first that decided."""
    for fact in wanted:
        if (path := field_path(fact, subject)) is not None:
            return path
    for fact in facts:
        for name in (fact, *FACTS[fact].inputs):
            path = field_path(name, subject)
            if path is not None and row[name] is not UNKNOWN:
                return path
    return item_path(subject)


def smallest_changes(
    resolved: ResolvedRule, row: AccountRow | ItemRow, policy: Policy, due_on: date | None = None
) -> tuple[tuple[FactChange, ...], ...]:
    """Give the smallest sets of changes of which each makes the rule compliant, in the order of the rule's facts.

    `due_on` is the day on which the facts, left as they are, break the rule; what is still to be done
    has time until the day before. `None`: it is to be done on the day of the check.
    """
    last = policy.as_of if due_on is None else due_on - timedelta(days=1)
    judge = WhatIf(resolved, row, policy)
    changes = dict(_possible(judge))
    for size in range(1, min(len(changes), _MOST_CHANGES) + 1):
        found = tuple(
            chosen
            for chosen in combinations(changes, size)
            if judge.outcome({fact: changes[fact] for fact in chosen}) is Outcome.COMPLIANT
        )
        if found:
            return tuple(tuple(_change(fact, changes[fact], last) for fact in chosen) for chosen in found)
    return ()


def _possible(judge: WhatIf) -> Iterator[tuple[str, Value]]:
    for fact, value in judge.known.items():
        becomes = FACTS[fact].becomes
        if becomes is None:
            continue
        if becomes.value is not None:
            if value != becomes.value:
                yield fact, becomes.value
        elif value == NEVER or value is UNKNOWN:
            yield fact, judge.today


def _change(fact: str, value: Value, last: date) -> FactChange:
    becomes = FACTS[fact].becomes
    act = Text("", "") if becomes is None else becomes.act
    if becomes is not None and becomes.value is None:
        act = say.BY_THE_DAY.filled(act=act, day=last)
    return FactChange(fact, plain_fact(fact, value), act)
