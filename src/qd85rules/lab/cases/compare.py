"""Expectations against findings: what differs.

What must not live here: making findings (`run`), showing differences (`render_text`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.outcome import Outcome
from qd85rules.lab.cases.model import RECOMMENDATION, word_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qd85rules.judge.finding import Finding
    from qd85rules.lab.cases.model import Expectation

ABSENT: Final = "-"
"""Stands for what is expected and not there, and the other way round."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came out otherwise than expected, in plain data; `what` is `outcome`, `missing`, `due_on`,
    `clauses`, or `evidence.` or `params.` and a name.
    """  # noqa: D205 - one sentence

    what: str
    expected: Any
    actual: Any


@dataclass(frozen=True, slots=True)
class Checked:
    """An expectation, the findings that it was compared with, and what differs.

    For a rule there is one finding. For a clause they are the findings of the gravest outcome, one of which has to be
    as expected; there is none where no finding cites the clause.
    """

    expectation: Expectation
    findings: tuple[Finding, ...]
    differences: tuple[Difference, ...]


def check_expectation(expectation: Expectation, findings: Sequence[Finding]) -> Checked:
    """Compare an expectation with the findings that it is about."""
    if not findings:
        return Checked(expectation, (), (Difference("outcome", expectation.word, ABSENT),))
    gravest = min((finding.outcome for finding in findings), key=list(Outcome).index)
    found = tuple(finding for finding in findings if finding.outcome is gravest)
    differences = [tuple(_differences(expectation, finding)) for finding in found]
    return Checked(expectation, found, min(differences, key=len))


def _differences(expectation: Expectation, finding: Finding) -> Iterator[Difference]:
    word = word_of(finding.outcome, recommended=finding.modality == "should")
    expected = expectation.word
    if expectation.any_modality:
        word, expected = finding.outcome.value, expected.replace(RECOMMENDATION, Outcome.VIOLATION.value)
    if word != expected:
        yield Difference("outcome", expected, word)
    missing = [list(chosen) for chosen in finding.missing]
    if expectation.missing is not None and _unordered(expectation.missing) != _unordered(finding.missing):
        yield Difference("missing", [list(chosen) for chosen in expectation.missing], missing)
    if expectation.due_on is not None and expectation.due_on != finding.due_on:
        yield Difference("due_on", expectation.due_on.isoformat(), _day(finding.due_on))
    evidence = {item.fact: item.value for item in finding.evidence}
    for fact, value in expectation.evidence.items():
        if fact not in evidence or evidence[fact] != _plain(value):
            yield Difference(f"evidence.{fact}", _plain(value), evidence.get(fact, ABSENT))
    for name, value in expectation.params.items():
        if name not in finding.params or finding.params[name] != _plain(value):
            yield Difference(f"params.{name}", _plain(value), finding.params.get(name, ABSENT))
    lacking = [clause for clause in expectation.clauses if clause not in finding.clauses]
    if lacking:
        yield Difference("clauses", lacking, list(finding.clauses))


def _unordered(sets: Sequence[Sequence[str]]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(chosen) for chosen in sets)


def _day(day: date | None) -> str:
    return ABSENT if day is None else day.isoformat()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
