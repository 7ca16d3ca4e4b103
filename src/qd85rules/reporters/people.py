"""How many people and pages there are, in all and by unit, and how many of the people have findings of each kind.

What must not live here: how the numbers are shown (`html_summary`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qd85rules.judge.report import Person
from qd85rules.reporters.html_kinds import KINDS, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qd85rules.judge.finding import Finding
    from qd85rules.judge.report import Report


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of one unit, or of all units: `people` by kind counts those with at least one such finding.

    `unit` is `None` for all, and for those whose unit the register does not state. `clear` counts people without a
    finding that asks for something: neither a violation, nor a question, nor something due.
    """

    unit: str | None
    people: int
    pages: int
    clear: int
    concerned: Counter[str]
    findings: Counter[str]


def people_of(report: Report, findings: Iterable[Finding]) -> dict[str, Person]:
    """Give everyone by key, with those of findings whom the report does not list."""
    people = {person.key: person for person in report.people}
    for finding in findings:
        if finding.person not in people:
            people[finding.person] = Person(finding.person, finding.holder_id, finding.holder_name, finding.unit, 1)
    return people


def figures(people: Mapping[str, Person], findings: Sequence[Finding]) -> Figures:
    """Count all units together."""
    return _figures(None, list(people.values()), findings)


def figures_by_unit(people: Mapping[str, Person], findings: Sequence[Finding]) -> list[Figures]:
    """Count each unit, those with most people concerned by the gravest findings first."""
    members: dict[str | None, list[Person]] = {}
    for person in people.values():
        members.setdefault(person.unit, []).append(person)
    found: dict[str | None, list[Finding]] = {unit: [] for unit in members}
    for finding in findings:
        found[people[finding.person].unit].append(finding)
    counted = [_figures(unit, members[unit], found[unit]) for unit in members]
    return sorted(counted, key=lambda each: ([-each.concerned.get(kind, 0) for kind in KINDS], each.unit or ""))


def _figures(unit: str | None, people: Sequence[Person], findings: Sequence[Finding]) -> Figures:
    concerned: dict[str, set[str]] = {}
    for finding in findings:
        concerned.setdefault(kind_of(finding), set()).add(finding.person)
    asked = set().union(*(concerned.get(kind, ()) for kind in ("violation", "recommendation", "undetermined", "due")))
    return Figures(
        unit,
        len(people),
        sum(person.pages for person in people),
        len(people) - len(asked),
        Counter({kind: len(found) for kind, found in concerned.items()}),
        Counter(map(kind_of, findings)),
    )
