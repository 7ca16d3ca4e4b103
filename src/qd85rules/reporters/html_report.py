"""The report as one HTML page that needs nothing beside itself and asks no one for anything.

People, units and what they have to do come first; engines, digests and ids of rules are folded away. The page works
with script and without. Its templates, style and scripts are in `templates`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from qd85rules.core.diagnostics import errors_in
from qd85rules.core.outcome import Outcome
from qd85rules.core.text import LANGUAGES, Text
from qd85rules.reporters import selected
from qd85rules.reporters.html_charts import PATTERNS, charts
from qd85rules.reporters.html_data import finding_keys, page_data, reasons, script_json
from qd85rules.reporters.html_kinds import KINDS, day_text, item_text, kind_of
from qd85rules.reporters.html_templates import write_page
from qd85rules.reporters.people import figures, figures_by_unit, people_of
from qd85rules.reporters.severity import problems_of
from qd85rules.wording.pages import CITATION, LANGUAGE_NAMES, PAGE
from qd85rules.wording.verdicts import FIELDS, not_recorded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qd85rules.judge.finding import Finding
    from qd85rules.judge.report import Report
    from qd85rules.policy.stamps import Citation
    from qd85rules.reporters import Options

_MOST_DUE: Final = 4
_MOST_INPUTS: Final = 12
_MOST_UNITS: Final = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as one row of the list without script; `key` is its name in addresses."""

    key: str
    finding: Finding
    who: str
    item: Text | None


@dataclass(frozen=True, slots=True)
class Alike:
    """Findings of one rule and kind for the same reasons, which are said once."""

    kind: str
    first: Finding
    told: tuple[str, ...]
    lines: list[Line]


def render_html(report: Report, options: Options) -> str:
    """Render the report as one file for a browser, with script or without."""
    findings = selected(report, options)
    keyed = list(zip(finding_keys(findings), findings, strict=True))
    people = people_of(report, findings)
    problems = problems_of(report, options)
    due = _due(keyed)
    return write_page(
        "page.html.j2",
        style="report.css",
        scripts=("report_data.js", "report_rows.js", "report.js"),
        report=report,
        as_of=day_text(report.as_of),
        options=options,
        lang=options.lang,
        words=PAGE,
        labels=CITATION,
        fields=FIELDS,
        kinds=KINDS,
        languages=LANGUAGE_NAMES,
        patterns=PATTERNS,
        data=Markup(script_json(page_data(report, findings, people, options))),  # noqa: S704 - no character is markup
        problems=problems,
        errors=errors_in(problems),
        total=figures(people, findings),
        units=figures_by_unit(people, findings),
        stated_units=len({person.unit for person in people.values() if person.unit is not None}),
        counts=report.summary,
        listed=set(KINDS) if options.all_outcomes else set(KINDS) - {"compliant", "not_applicable"},
        remarks=_remarks(report, options),
        due=due,
        first_due=day_text(due[0][1].due_on) if due and due[0][1].due_on else "",
        drawn=charts(findings),
        findings=findings,
        groups=_alike(keyed, options),
        rules=_rules(findings),
        notes=_notes(findings),
        cited={citation.clause: citation for finding in findings for citation in finding.citations},
        most={"due": _MOST_DUE, "inputs": _MOST_INPUTS, "units": _MOST_UNITS},
    )


def _remarks(report: Report, options: Options) -> list[Text]:
    unsaid = Text(*(not_recorded(report.not_recorded, lang) for lang in LANGUAGES))
    return [*([unsaid] if unsaid.vi else []), PAGE["unmasked" if options.show_names else "masked"]]


def _due(keyed: list[tuple[str, Finding]]) -> list[tuple[str, Finding]]:
    """Give the duties that come due, the first of them first, with their keys."""
    due = [
        (finding.due_on, key, finding)
        for key, finding in keyed
        if finding.outcome is Outcome.DUE and finding.due_on is not None
    ]
    return [(key, finding) for _, key, finding in sorted(due, key=lambda entry: entry[0])]


def _alike(keyed: Sequence[tuple[str, Finding]], options: Options) -> list[Alike]:
    """Give every finding for a page without script, those with the same reasons together, the gravest first."""
    groups: dict[object, Alike] = {}
    for key, finding in keyed:
        kind, told = kind_of(finding), tuple(reason[options.lang] for reason in reasons(finding))
        who = " ".join(filter(None, (finding.holder_id, finding.holder_name if options.show_names else None)))
        group = groups.setdefault((finding.rule, kind, told), Alike(kind, finding, told, []))
        group.lines.append(Line(key, finding, who, item_text(finding.subject)))
    ranks = {kind: rank for rank, kind in enumerate(KINDS)}
    return sorted(groups.values(), key=lambda group: ranks[group.kind])


def _rules(findings: Sequence[Finding]) -> dict[str, tuple[Finding, dict[str, Citation]]]:
    """Give each rule by its first finding, with every clause that its findings cite."""
    rules: dict[str, tuple[Finding, dict[str, Citation]]] = {}
    for finding in findings:
        _, citations = rules.setdefault(finding.rule, (finding, {}))
        citations |= {citation.clause: citation for citation in finding.citations}
    return rules


def _notes(findings: Sequence[Finding]) -> dict[str, list[Text]]:
    """Give what is noted of each rule, where it is the same for all its findings."""
    notes: dict[str, list[Text]] = {}
    for finding in findings:
        known = notes.setdefault(finding.rule, list(finding.notes))
        notes[finding.rule] = [note for note in known if note in finding.notes]
    return notes
