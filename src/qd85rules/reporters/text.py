"""The report that people read on a terminal: findings under their headings, the errors, the remarks and a tally.

What must not live here: what is said of one finding (`finding_page`), and how a page is laid out (`page`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qd85rules.reporters import selected
from qd85rules.reporters.finding_page import show_finding
from qd85rules.reporters.frames import show_problem
from qd85rules.reporters.groups import grouped
from qd85rules.reporters.page import BOLD, RED, YELLOW, Page
from qd85rules.reporters.severity import is_known, remarks_of
from qd85rules.wording import reports as say
from qd85rules.wording import verdicts

if TYPE_CHECKING:
    from qd85rules.judge.report import Report
    from qd85rules.reporters import Options


def render_text(report: Report, options: Options) -> str:
    """Render the report for a terminal or a plain file."""
    page = Page(options.lang, width=options.width, colour=options.colour, ascii_only=options.ascii_only)
    _show_head(page, report)
    # Findings that the baseline knows fail no run, so only new ones are shown unless all were asked for.
    findings = [finding for finding in selected(report, options) if options.all_outcomes or not is_known(finding)]
    for group in grouped(findings, options):
        page.blank()
        page.heading(group.heading)
        cited: set[str] = set()
        for finding in group.findings:
            show_finding(page, finding, options, cited)
    if report.errors:
        page.blank()
        page.heading(say.UNCHECKED[page.lang], RED)
        for error in report.errors:
            show_problem(page, error)
    if not findings and not report.errors:
        page.blank()
        page.put(say.NOTHING[page.lang])
    _show_remarks(page, report, options)
    page.blank()
    page.rule()
    page.put(verdicts.tally(report.summary, page.lang))
    if remark := verdicts.not_recorded(report.not_recorded, page.lang):
        page.put(remark)
    return page.render()


def _show_head(page: Page, report: Report) -> None:
    lang = page.lang
    page.heading(say.HEADLINE[lang].format(day=report.as_of), BOLD)
    fingerprint = report.policy.fingerprint[: len("sha256:") + 12]
    page.put(say.POLICY[lang].format(packs=", ".join(report.policy.packs), fingerprint=fingerprint))
    page.put(say.ENGINES[len(report.engines)][lang].format(names=" + ".join(report.engines)))
    if alone := say.reference_alone(report.reference_alone, lang):
        page.put(alone)


def _show_remarks(page: Page, report: Report, options: Options) -> None:
    if remarks := remarks_of(report):
        page.blank()
        page.heading(say.REMARKS[page.lang], YELLOW)
    for remark in remarks:
        show_problem(page, remark, code=False)
    if report.baseline is None:
        return
    for entry in report.baseline.gone:
        page.put(f"{entry.account}: {entry.rule} ({entry.subject}, {entry.count})", indent=4)
    if report.baseline.known and not options.all_outcomes:
        page.blank()
        page.put(say.KNOWN_LEFT_OUT[page.lang].format(number=report.baseline.known))
