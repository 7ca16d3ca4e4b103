"""The report that people read: by account, with the clause, the facts, what is missing or due, and the remedy.

What must not live here: sentences shared with other reports (`sentences`).
"""

from __future__ import annotations

import textwrap
from itertools import groupby
from typing import TYPE_CHECKING, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.plain import painted, plain
from qd85rules.model.labels import label_value
from qd85rules.model.vocabulary import FACTS
from qd85rules.reporters.base import selected, shown_value
from qd85rules.reporters.frames import frame
from qd85rules.reporters.sentences import answer_text, attributed, mending_text, outcome_word
from qd85rules.reporters.severity import is_known, remarks_of
from qd85rules.wording import reports as say
from qd85rules.wording import verdicts
from qd85rules.wording.verdicts import FIELDS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.judge.report import Finding, Report
    from qd85rules.policy.stamps import Citation
    from qd85rules.reporters.base import Options

__all__ = ["render_text"]

_MARKS: Final[dict[Outcome, tuple[str, str, str]]] = {
    # Outcome: mark, mark on consoles that have ASCII only, colour.
    Outcome.VIOLATION: ("✗", "x", "31;1"),
    Outcome.UNDETERMINED: ("?", "?", "33;1"),
    Outcome.DUE: ("◷", ">", "36;1"),
    Outcome.WAIVED: ("○", "o", "35"),
    Outcome.COMPLIANT: ("✓", "+", "32"),
    Outcome.NOT_APPLICABLE: ("·", "-", "2"),
}
_RECOMMENDED: Final = ("△", "^", "34;1")
_INDENT: Final = 4
_LABEL: Final = 12


def render_text(report: Report, options: Options) -> str:
    """Render the report for a terminal or a plain file."""
    page = _Page(options)
    lines = [*page.head(report)]
    # Findings that the baseline knows fail no run, so only new ones are shown unless all were asked for.
    findings = [finding for finding in selected(report, options) if options.all_outcomes or not is_known(finding)]
    for account, group in groupby(findings, key=lambda finding: finding.account):
        lines += ["", *page.account(account, list(group))]
    if report.errors:
        lines += ["", page.paint(say.UNCHECKED[options.lang], "31;1")]
        for error in report.errors:
            lines += page.error(error)
    if not findings and not report.errors:
        lines += ["", say.NOTHING[options.lang]]
    lines += page.remarks(report)
    lines += ["", page.rule(), *page.wrapped("", verdicts.tally(report.summary, options.lang), hang=0)]
    lines += page.wrapped("", verdicts.not_recorded(report.not_recorded, options.lang), hang=0)
    return "\n".join(line.rstrip() for line in lines) + "\n"


class _Page:
    """Lays lines out for one set of options."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.lang = options.lang
        self.cited: set[str] = set()

    def paint(self, text: str, colour: str) -> str:
        return painted(text, colour) if self.options.colour else text

    def painted(self, text: str, name: str) -> str:
        return self.paint(name, "1") + text.removeprefix(name) if name and text.startswith(name) else text

    def rule(self) -> str:
        return ("-" if self.options.ascii_only else "─") * min(self.options.width or 80, 80)

    def head(self, report: Report) -> Iterator[str]:
        title = say.HEADLINE[self.lang].format(day=report.as_of)
        yield from (self.paint(line, "1") for line in self.wrapped("", title, hang=0))
        fingerprint = report.policy.fingerprint[: len("sha256:") + 12]
        policy = say.POLICY[self.lang].format(packs=", ".join(report.policy.packs), fingerprint=fingerprint)
        yield from self.wrapped("", policy, hang=0)
        engines = say.ENGINES[len(report.engines)][self.lang].format(names=" + ".join(report.engines))
        yield from self.wrapped("", engines, hang=0)

    def account(self, account: str, findings: list[Finding]) -> Iterator[str]:
        yield self.paint(plain(account), "1;4")
        self.cited.clear()
        for finding in findings:
            yield from self.finding(finding)

    def finding(self, finding: Finding) -> Iterator[str]:
        yield from self.headline(finding)
        if finding.outcome is Outcome.NOT_APPLICABLE:
            yield from self.field("evidence", *self.evidence(finding))
            return
        yield from self.wrapped(" " * _INDENT, finding.message[self.lang] if self.speaks(finding) else "")
        yield from self.reasons(finding)
        yield from self.field("missing", self.missing(finding))
        yield from self.field("questions", *(question[self.lang] for question in finding.questions))
        yield from self.field("answers", *self.answers(finding))
        if finding.due_on is not None:
            yield from self.field("due_on", verdicts.ACT_BEFORE[self.lang].format(day=finding.due_on))
        names = tuple(citation.clause for citation in finding.citations)
        yield from self.field("clauses", *(self.citation(citation) for citation in finding.citations), names=names)
        yield from self.field("notes", *(note[self.lang] for note in finding.notes))
        if finding.waiver is not None:
            yield from self.field("waiver", self.waiver(finding))
        if finding.outcome in {Outcome.VIOLATION, Outcome.DUE}:
            yield from self.field("remedy", finding.remedy[self.lang])
            yield from self.field("would_comply", mending_text(finding, self.lang))
        if finding.location is not None:
            yield from self.field("location", plain(str(finding.location)))

    def headline(self, finding: Finding) -> Iterator[str]:
        mark, ascii_mark, colour = _RECOMMENDED if finding.is_recommendation else _MARKS[finding.outcome]
        word = f"{ascii_mark if self.options.ascii_only else mark} {outcome_word(finding, self.lang).upper()}"
        subject = "" if finding.subject == "account" else f" {finding.subject}"
        rule = f"[{finding.rule}]"
        lines = list(self.wrapped(f"  {word}{subject}  ", f"{finding.title[self.lang]}  {rule}", flush=False))
        lines[0] = lines[0].replace(word, self.paint(word, colour), 1)
        lines[-1] = lines[-1].removesuffix(rule) + self.paint(rule, "2")
        yield from lines

    def speaks(self, finding: Finding) -> bool:
        # A rule's message says what is wrong, so it is shown for violations only.
        return finding.outcome in {Outcome.VIOLATION, Outcome.WAIVED}

    def reasons(self, finding: Finding) -> Iterator[str]:
        if not finding.because:
            yield from self.field("evidence", *self.evidence(finding))
            yield from self.field("params", *(f"{name} = {value}" for name, value in finding.params.items()))
            return
        yield from self.field("because", *(plain(sentence[self.lang]) for sentence in finding.because))
        # The sentences have every fact and parameter but the fields that a derived fact was worked out from.
        inputs = {name for item in finding.evidence for name in FACTS[item.fact].inputs}
        yield from self.field("evidence", *self.evidence(finding, inputs))

    def answers(self, finding: Finding) -> Iterator[str]:
        for answer in finding.answers:
            yield answer_text(answer, self.lang, ascii_only=self.options.ascii_only)

    def evidence(self, finding: Finding, only: Container[str] | None = None) -> Iterator[str]:
        for item in finding.evidence:
            if only is not None and item.fact not in only:
                continue
            value = label_value(item.fact, shown_value(item, show_names=self.options.show_names), self.lang)
            yield f"{FACTS[item.fact].meaning[self.lang]}: {plain(value)}"

    def missing(self, finding: Finding) -> str:
        return verdicts.missing_sets(finding.missing, self.lang)

    def citation(self, citation: Citation) -> str:
        source = f"{citation.title[self.lang]}, {citation.locator[self.lang]}"
        if citation.clause in self.cited:
            return f"{citation.clause} ({source})"
        # What a clause says is told once for each account, where it first matters.
        self.cited.add(citation.clause)
        return f"{citation.clause} — {citation.summary[self.lang]} ({source}; {attributed(citation, self.lang)})"

    def waiver(self, finding: Finding) -> str:
        waiver = finding.waiver
        if waiver is None:
            return ""
        return say.WAIVER[self.lang].format(
            reason=plain(waiver.reason),
            approver=plain(waiver.approver),
            authority=plain(waiver.authority),
            day=waiver.expires_on,
        )

    def error(self, error: Diagnostic) -> Iterator[str]:
        yield f"  {plain(str(error.span))}: {self.paint(error.code, '31')} {plain(error.message[self.lang])}"
        yield from (f"    {line}" for line in frame(error, ascii_only=self.options.ascii_only))
        if error.help is not None:
            yield f"    {'=>' if self.options.ascii_only else '→'} {plain(error.help[self.lang])}"

    def remarks(self, report: Report) -> Iterator[str]:
        if remarks := remarks_of(report):
            yield from ("", self.paint(say.REMARKS[self.lang], "33;1"))
        for remark in remarks:
            yield from self.wrapped("  ", plain(f"{remark.span}: {remark.message[self.lang]}"))
            if remark.help is not None:
                yield f"    {'=>' if self.options.ascii_only else '→'} {plain(remark.help[self.lang])}"
        if report.baseline is None:
            return
        for entry in report.baseline.gone:
            yield f"    {plain(entry.account)}: {entry.rule} ({entry.subject}, {entry.count})"
        if report.baseline.known and not self.options.all_outcomes:
            yield from ("", say.KNOWN_LEFT_OUT[self.lang].format(number=report.baseline.known))

    def field(self, name: str, *texts: str, names: Sequence[str] = ()) -> Iterator[str]:
        """Give texts under a label; `names` are what each of them begins with, to be painted."""
        label = FIELDS[name][self.lang]
        for number, text in enumerate(texts):
            shown = self.paint(label, "2") + " " * max(1, _LABEL - len(label)) if number == 0 else " " * _LABEL
            lead = names[number] if names else ""
            yield from self.wrapped(" " * _INDENT + shown, text, hang=_INDENT + _LABEL, painted=lead)

    def wrapped(
        self, lead: str, text: str, hang: int = _INDENT, *, flush: bool = True, painted: str = ""
    ) -> Iterator[str]:
        """Break a text after its lead; `flush`: the lead takes just as much room as later lines are indented.

        `painted` is what the text begins with; it is painted once lines are broken, because colour takes no room.
        """
        text = plain(text)
        if not text:
            return
        if not self.options.width:
            yield lead + self.painted(text, painted)
            return
        taken = "" if flush else " " * (len(lead) - hang)
        wrapper = textwrap.TextWrapper(
            max(20, self.options.width - hang), initial_indent=taken, break_long_words=False, break_on_hyphens=False
        )
        first, *rest = wrapper.wrap(text) or [""]
        first = first.removeprefix(taken)
        yield lead + self.painted(first, painted)
        yield from (" " * hang + line for line in rest)
