"""Two pages for a superior: people and units in numbers, what is wrong in what way, what is due; to be printed.

What must not live here: findings one by one (`html_report`). No person is named, whatever the options say.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qd85rules.core.diagnostics import errors_in
from qd85rules.core.outcome import Outcome
from qd85rules.core.text import LANGUAGES, Text
from qd85rules.reporters.html_kinds import KINDS, day_text, kind_of
from qd85rules.reporters.html_templates import write_page
from qd85rules.reporters.people import Figures, figures, figures_by_unit, people_of
from qd85rules.wording.pages import PAGE, SUMMARY
from qd85rules.wording.verdicts import not_recorded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from qd85rules.judge.finding import Finding
    from qd85rules.judge.report import Report
    from qd85rules.reporters import Options

# What two pages hold, whatever the register.
_MOST_UNITS: Final = 15
_MOST_RULES: Final = 12
_MOST_DUE: Final = 6
_MOST_INPUTS: Final = 3


@dataclass(frozen=True, slots=True)
class Told:
    """One rule: how many people it concerns, by kind of finding."""

    title: Text
    remedy: Text
    concerned: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Duty:
    """What is due on one day by one rule, for how many people."""

    day: date
    title: Text
    people: int


def render_summary(report: Report, options: Options) -> str:
    """Render the summary as one file for a browser or a printer."""
    findings = report.findings
    people = people_of(report, findings)
    units = figures_by_unit(people, findings)
    rules, duties = _rules(findings), _duties(findings)
    return write_page(
        "summary.html.j2",
        style="summary.css",
        lang=options.lang,
        as_of=day_text(report.as_of),
        words=PAGE | SUMMARY,
        kinds=KINDS,
        inputs=options.inputs[:_MOST_INPUTS],
        more_inputs=len(options.inputs) - _MOST_INPUTS,
        packs=report.policy.packs,
        accounts=report.accounts,
        total=figures(people, findings),
        stated_units=len({person.unit for person in people.values() if person.unit is not None}),
        units=units[:_MOST_UNITS],
        other_units=_together(units[_MOST_UNITS:]),
        number_of_other_units=len(units) - _MOST_UNITS,
        rules=rules[:_MOST_RULES],
        more_rules=len(rules) - _MOST_RULES,
        due=duties[:_MOST_DUE],
        more_due=len(duties) - _MOST_DUE,
        errors=errors_in(report.errors),
        unsaid=Text(*(not_recorded(report.not_recorded, lang) for lang in LANGUAGES)),
        waived=report.summary["waived"],
    )


def _together(units: Sequence[Figures]) -> Figures | None:
    """Sum units that have no row of their own; `None` where there are none. No person is in two of them."""
    if not units:
        return None
    return Figures(
        None,
        sum(unit.people for unit in units),
        sum(unit.pages for unit in units),
        sum(unit.clear for unit in units),
        sum((unit.concerned for unit in units), Counter()),
        sum((unit.findings for unit in units), Counter()),
    )


def _rules(findings: Sequence[Finding]) -> list[Told]:
    """Give the rules that somebody breaks, leaves open or has to meet soon; those broken by most people first."""
    concerned: dict[str, dict[str, set[str]]] = {}
    first: dict[str, Finding] = {}
    for finding in findings:
        first.setdefault(finding.rule, finding)
        concerned.setdefault(finding.rule, {}).setdefault(kind_of(finding), set()).add(finding.person)
    told = [
        Told(first[rule].title, first[rule].remedy, Counter({kind: len(who) for kind, who in kinds.items()}))
        for rule, kinds in concerned.items()
    ]
    return sorted(told, key=lambda each: ([-each.concerned[kind] for kind in KINDS], each.title.en))


def _duties(findings: Sequence[Finding]) -> list[Duty]:
    """Give what comes due, the first day first."""
    found: dict[tuple[date, str], tuple[Text, set[str]]] = {}
    for finding in findings:
        if finding.outcome is Outcome.DUE and finding.due_on is not None:
            found.setdefault((finding.due_on, finding.rule), (finding.title, set()))[1].add(finding.person)
    return [Duty(day, title, len(who)) for (day, _), (title, who) in sorted(found.items(), key=lambda entry: entry[0])]
