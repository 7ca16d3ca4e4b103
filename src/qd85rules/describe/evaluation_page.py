"""Evaluations as lines: each part of a condition with its place and value, what is unknown and why.

What must not live here: the values (`evaluation`), and the same as data (`evaluation_data`).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.truth import UNKNOWN
from qd85rules.describe.evaluation import shown_part
from qd85rules.describe.parameter_entry import value_origin, value_words
from qd85rules.judge.why import label_value
from qd85rules.lang.ast import Bool, Date, Fact, Int, Items, String
from qd85rules.lang.problems import position
from qd85rules.reporters.page import BOLD, FAINT, YELLOW
from qd85rules.wording import evaluation as words
from qd85rules.wording.reference import LABELS
from qd85rules.wording.verdicts import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Collection

    from qd85rules.core.text import Text
    from qd85rules.describe.evaluation import ConditionPart, Evaluation, Marked
    from qd85rules.judge.compiled import DatedOutcome
    from qd85rules.policy.policy import Policy
    from qd85rules.reporters.page import Page

_WIDEST: Final = 24
_LONGEST: Final = 100


def heading(
    page: Page, policy: Policy, evaluation: Evaluation, title: str | None = None, outcome: DatedOutcome | None = None
) -> None:
    """Put over an evaluation what it is of and, of a rule, its title and what `check` finds."""
    lang, seen = page.lang, evaluation.seen
    known = words.FOR if seen.account is not None else words.FOR_NOBODY
    about = known[lang].format(account=seen.account, subject=seen.subject, day=policy.as_of)
    if title is not None:
        page.heading(title)
        page.put(about, indent=2)
    else:
        page.heading(about)
    if outcome is not None:
        found, day = outcome
        due = "" if day is None else f", {words.FROM[lang].format(day=date.fromordinal(day))}"
        page.put(f"{words.LABELS['outcome'][lang]}: {OUTCOMES[found][lang]}{due}", indent=2)
    is_open = evaluation.conditions[0].value is UNKNOWN if outcome is None else outcome[0] is Outcome.UNDETERMINED
    page.put((words.LEAVES_OPEN if is_open else words.DECIDES)[lang], indent=2)
    page.blank()


def show_evaluation(
    page: Page, policy: Policy, evaluation: Evaluation, *, given: Collection[str], show_names: bool
) -> None:
    """Put an evaluation on a page; `given` are the parameters that the caller set."""
    lang = page.lang
    table = _PartTable(page, evaluation, show_names=show_names)
    for marked in evaluation.conditions:
        table.show(words.LABELS[marked.role], marked)
    for unfolded in evaluation.concepts:
        name = f"concepts.{unfolded.concept.name} — {unfolded.concept.title[lang]}"
        table.show(words.LABELS["concept"], unfolded.own, name)
        for widening, several in unfolded.widened:
            for marked in several:
                label = words.LABELS[marked.role]
                page.put("", lead=((label[lang].format(pack=widening.pack), FAINT),), indent=4)
                table.rows(marked)
                page.blank()
    if evaluation.params:
        for number, name in enumerate(evaluation.params):
            parameter = policy.stack.parameters[name]
            value = value_words(parameter, policy.plain_params[name], lang)
            origin = value_origin(policy, parameter, given)[lang]
            page.entry(LABELS["parameters"] if number == 0 else None, f"{name} = {value}", origin)
        page.blank()
    for number, why in enumerate(evaluation.unknown):
        place = "" if why.span is None or why.span.path is None else f" ({why.span})"
        page.entry(
            words.LABELS["unknown"] if number == 0 else None, why.fact, f"{why.reason[lang]}{place}", style=YELLOW
        )
        if why.code != "no-account":
            page.note(why.question[lang])
    if evaluation.unknown:
        page.blank()


class _PartTable:
    """The parts of one evaluation, each on a line of its own."""

    def __init__(self, page: Page, evaluation: Evaluation, *, show_names: bool) -> None:
        self.page, self.evaluation, self.show_names = page, evaluation, show_names

    def show(self, label: Text, marked: Marked, name: str | None = None) -> None:
        """Put a text with its parts under a heading."""
        page = self.page
        place = "" if marked.span is None else f"  {marked.span}"
        said = "" if name is None else f"  {name}"
        page.put("", lead=((label[page.lang], BOLD), (said, ""), (place, FAINT)), indent=2)
        self.rows(marked)
        page.blank()

    def rows(self, marked: Marked) -> None:
        """Put the parts of a text; a literal says its value itself, and has no line but where it is the whole."""
        parts = [part for part in marked.parts if part.depth == 0 or not _is_literal(part)]
        values = [self._value(part) for part in parts]
        width = min(max(map(len, values)), _WIDEST)
        for part, value in zip(parts, values, strict=True):
            line, column = position(marked.text, part.expr.start)
            mark = "*" if part.decides else " "
            text = " ".join(marked.text[part.expr.start : part.expr.end].split())
            shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
            lead = (
                (f"{line + 1}:{column + 1}".ljust(6), FAINT),
                (f"{mark} ", ""),
                (value.ljust(width), YELLOW if part.value is UNKNOWN else BOLD),
                ("  " * (part.depth + 1) + shown, ""),
                (self._place(part), FAINT),
            )
            self.page.put("", lead=lead, indent=4)

    def _value(self, part: ConditionPart) -> str:
        lang = self.page.lang
        value: Any = shown_part(part, show_names=self.show_names)
        if value is None:
            return words.UNKNOWN[lang]
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, list):
            return ", ".join(map(str, value)) or label_value("", value, lang)
        return str(value)

    def _place(self, part: ConditionPart) -> str:
        if not isinstance(part.expr, Fact) or part.value is UNKNOWN:
            return ""
        span = self.evaluation.seen.where(part.expr.name)
        return "" if span is None or span.path is None else f"  {span}"


def _is_literal(part: ConditionPart) -> bool:
    return isinstance(part.expr, Bool | Int | String | Date | Items)
