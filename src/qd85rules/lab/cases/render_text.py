"""Results of cases as text: each failure with what was expected, what came out and the facts that decided.

What must not live here: words shared with other reports (`words`).
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from qd85rules.core.text import plain
from qd85rules.judge.finding import shown_value
from qd85rules.lab.cases.model import case_id, word_of
from qd85rules.lab.cases.run import statuses
from qd85rules.lab.cases.words import label_of, shown, word
from qd85rules.reporters.frames import frame
from qd85rules.wording import lab as say
from qd85rules.wording.verdicts import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.core.text import Language
    from qd85rules.lab.cases.compare import Checked
    from qd85rules.lab.cases.run import CaseResult

_NARROWEST: Final = 12
_WIDEST: Final = 44


def render_results(results: Sequence[CaseResult], problems: Sequence[Diagnostic], lang: Language) -> str:
    """Render what did not pass, and a tally."""
    lines: list[str] = []
    for problem in problems:
        lines += problem_lines(problem, lang)
    for result in results:
        if result.status != "passed":
            lines += [*case_lines(result, lang), ""]
    counts = statuses(results)
    counts["error"] += len(problems)
    total, errors = count("cases", len(results), lang), count("error", counts["error"], lang)
    tallied = {name: counts[name] for name in ("passed", "failed")}
    lines.append(say.CASE_COUNTS[lang].format(total=total, errors=errors, **tallied))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def problem_lines(problem: Diagnostic, lang: Language) -> Iterator[str]:
    """Give the lines that tell what is wrong with a case file or a pack."""
    yield plain(problem.line(lang))
    yield from (f"    {line}" for line in frame(problem))


def case_lines(result: CaseResult, lang: Language) -> Iterator[str]:
    """Give the lines that tell what came of a case."""
    case = result.case
    yield plain(f"{say.STATUSES[result.status][lang].upper()} {case.span}: {case_id(case.name)}")
    for problem in result.problems:
        yield plain(f"    {problem.code}: {problem.message[lang]}")
    for check in result.checks:
        if check.differences:
            yield from check_lines(check, lang, str(case.as_of))


def check_lines(check: Checked, lang: Language, as_of: str) -> Iterator[str]:
    """Give what was expected, what came out, and beside it the facts that decided."""
    finding = check.findings[0] if check.findings else None
    subject = f"  {finding.subject}" if finding is not None and finding.subject != "account" else ""
    rule = f"  ({finding.rule})" if finding is not None and finding.rule != check.expectation.name else ""
    place = f"  {check.expectation.span}" if check.expectation.span.path else ""
    yield f"  {check.expectation.name}{rule}{subject}{place}"
    differing = {difference.what for difference in check.differences}
    rows = [("", say.CASE_LABELS["expected"][lang], say.CASE_LABELS["actual"][lang])]
    if "outcome" not in differing and finding is not None:
        same = word(word_of(finding.outcome, recommended=finding.modality == "should"), lang)
        rows.append((f"  {say.CASE_LABELS['outcome'][lang]}", same, same))
    for difference in check.differences:
        expected, actual = (shown(value, lang) for value in (difference.expected, difference.actual))
        if difference.what == "outcome":
            expected, actual = word(expected, lang), word(actual, lang)
        rows.append((f"✗ {label_of(difference.what, lang)}", expected, actual))
    rows.append((f"  {say.CASE_LABELS['as_of'][lang]}", "", as_of))
    if finding is not None:
        rows += [
            (f"  {item.fact}", "", shown(shown_value(item, show_names=False), lang))
            for item in finding.evidence
            if f"evidence.{item.fact}" not in differing
        ]
        rows += [(f"  params.{name}", "", shown(value, lang)) for name, value in finding.params.items()]
        if finding.missing and "missing" not in differing:
            rows.append((f"  {say.CASE_LABELS['missing'][lang]}", "", shown(finding.missing, lang)))
    yield from _table(rows)


def _table(rows: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    widths = [max(_NARROWEST, *(min(_WIDEST, _width(row[column])) for row in rows)) for column in range(2)]
    for label, expected, actual in rows:
        yield plain(f"    {_padded(label, widths[0])}  {_padded(expected, widths[1])}  {actual}")


def _width(text: str) -> int:
    return sum(not unicodedata.combining(char) for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
