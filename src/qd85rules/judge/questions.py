"""The questions that a report leaves open: each is asked once, however many rules wait for its answer.

What must not live here: which facts are missing (`missing`), and how questions are shown (`reporters.questions`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qd85rules.core.text import LANGUAGES, Text
from qd85rules.judge.why import VALUE_LABELS
from qd85rules.model.vocabulary import FACTS
from qd85rules.wording import questions as say
from qd85rules.wording.facts import NO, YES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.judge.finding import Finding
    from qd85rules.judge.report import Report

_ORDER: Final = {fact: number for number, fact in enumerate(FACTS)}


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What to ask a person about one unknown fact of an account, or of one of its items.

    `subject` is `account`, or the item as the register counts it: `transfers[0]`. `rules` wait for the answer; of them
    `settles` are those that it can decide by itself, and the others need further answers. `person` tells people apart,
    as in a report; `holder_id`, `holder_name` and `unit` are the holder's as the register states them, or `None`.
    """

    account: str
    subject: str
    fact: str
    text: Text
    rules: tuple[str, ...]
    settles: tuple[str, ...]
    person: str
    holder_id: str | None = None
    holder_name: str | None = None
    unit: str | None = None

    @property
    def choices(self) -> tuple[tuple[str, Text], ...]:
        """What may be answered, as the register writes it and in words; none where it is a day or free text."""
        kind = FACTS[self.fact].type
        if kind.kind == "bool":
            return ("true", YES), ("false", NO)
        known = kind.element or kind
        return tuple((one, VALUE_LABELS.get(self.fact, {}).get(one, Text(one, one))) for one in known.members or ())

    @property
    def may_be(self) -> Text:
        """What may be answered, in words."""
        kind = FACTS[self.fact].type
        if self.choices:
            return Text(*(", ".join(said[lang] for _, said in self.choices) for lang in LANGUAGES))
        if kind.kind != "date":
            return say.ANY_TEXT
        return say.DAY_OR_NEVER if FACTS[self.fact].event else say.DAY


def open_questions(report: Report) -> tuple[OpenQuestion, ...]:
    """Give what is open in a report: by unit and holder, and of each holder what settles most rules first.

    Units come in the order of their names, those that are not stated last; holders as the register has them.
    """
    found: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in report.undetermined:
        for fact in dict.fromkeys(fact for chosen in finding.missing for fact in chosen):
            # What is asked of a page is asked once, though rules on its transfers may wait for it too.
            subject = finding.subject if FACTS[fact].subject != "account" else "account"
            found.setdefault((finding.account, subject, fact), []).append(finding)
    asked = [_question(*key, findings) for key, findings in found.items()]
    people = {question.person: number for number, question in reversed([*enumerate(asked)])}
    return tuple(
        sorted(
            asked,
            key=lambda one: (
                one.unit is None,
                one.unit or "",
                people[one.person],
                -len(one.settles),
                -len(one.rules),
                one.account,
                one.subject,
                _ORDER[one.fact],
            ),
        )
    )


def _question(account: str, subject: str, fact: str, findings: list[Finding]) -> OpenQuestion:
    first = findings[0]
    return OpenQuestion(
        account,
        subject,
        fact,
        FACTS[fact].question,
        rules=tuple(dict.fromkeys(finding.rule for finding in findings)),
        settles=tuple(dict.fromkeys(_settled_by(fact, findings))),
        person=first.person,
        holder_id=first.holder_id,
        holder_name=first.holder_name,
        unit=first.unit,
    )


def _settled_by(fact: str, findings: list[Finding]) -> Iterator[str]:
    return (finding.rule for finding in findings if (fact,) in finding.missing)
