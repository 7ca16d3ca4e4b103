"""A row of a report explained: what decided, what is missing, and what would mend it.

What must not live here: putting it together (`findings`), the report that has it (`report`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from qd85rules.core.diagnostics import Span
from qd85rules.core.outcome import Outcome
from qd85rules.core.text import HIDDEN, Language, Text
from qd85rules.core.values import FrozenDict
from qd85rules.judge.set_aside import BaselineState, WaiverNote
from qd85rules.model.spec import Sensitivity
from qd85rules.policy.rule import Modality
from qd85rules.policy.stamps import Citation


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact that decided: its value in plain data, its source in the register, and how to mask it.

    `value` is a bool, an integer, a text, a list of texts, or for a date its ISO form or `never`.
    """

    fact: str
    value: Any
    sensitive: Sensitivity | None = None


_WORD: Final = re.compile(r"\S+")


def shown_value(evidence: Evidence, *, show_names: bool) -> Any:  # noqa: ANN401 - a fact's value of any type
    """Give a fact's value as a report may show it: what may be a person's is masked unless names were asked for."""
    value = evidence.value
    if show_names or evidence.sensitive is None or value is None:
        return value
    return (
        [_masked(item, evidence.sensitive) for item in value]
        if isinstance(value, list)
        else _masked(value, evidence.sensitive)
    )


def _masked(value: Any, sensitive: Sensitivity) -> str:  # noqa: ANN401 - a fact's value of any type
    if not isinstance(value, str):
        return HIDDEN
    return _masked_url(value) if sensitive == "url" else _masked_name(value)


def _masked_name(name: str) -> str:
    """Keep the first letter of each word: `N••• V••• A•••`; the number of letters does not show."""
    return _WORD.sub(lambda word: word.group()[0] + HIDDEN, name)


def _masked_url(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return HIDDEN
    if not parts.netloc:
        return _masked_name(url)
    # What stands before an `@` may be a name or a password; path and query usually carry the holder's name.
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}" + (f"/{HIDDEN}" if parts.path.strip("/") or parts.query or parts.fragment else "")


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that somebody can still change, its value then in plain data, and the act in words.

    The fact may be a derived one: `name.agreement` becomes `exact` by another display name.
    """

    fact: str
    value: Any
    act: Text


@dataclass(frozen=True, slots=True)
class AnswerOutcome:
    """What it would lead to if missing facts turned out to be so, with everything else as it is.

    `asked` is one of the finding's sets of missing facts. `given` has, for each fact that matters, the values in plain
    data of which any leads to the outcome; dates as `never`, one day, `../2024-09-04` up to a day, or from day to day.
    """

    asked: tuple[str, ...]
    given: Mapping[str, tuple[Any, ...]]
    outcome: Outcome
    text: Text


@dataclass(frozen=True, slots=True, repr=False)
class Finding:
    """One rule on one subject, with its outcome and the reasons for it.

    `subject` is `account`, or the item as the register counts it: `transfers[0]`. `evidence` holds just the facts that
    decided. `missing` lists, for an undetermined finding, the smallest sets of facts that would decide it, and
    `questions` what to ask for them. `due_on` is the first day on which the facts, left as they are, would be a
    violation. `message` says what is wrong; where nothing is known to be wrong it is the duty, as `title`. `location`
    is the place of the deciding value; `None` for data handed over in code. `baseline` is `None` where no baseline was
    given, or it does not concern a finding of this outcome.

    `holder_id`, `holder_name` and `unit` are the holder's as the register states them; the name is shown where names
    were asked for, and nowhere else.

    `because` puts the conditions that decided in words, for every outcome but undetermined. `would_comply` lists, for a
    violation and for what is due, the smallest sets of changes of which each would make it compliant on the day of the
    check; none where nothing can any more. `answers` says, for an undetermined finding, what each answer would lead to;
    none where the answers are too many to list.
    """

    rule: str
    account: str
    subject: str
    outcome: Outcome
    modality: Modality
    topic: str
    title: Text
    clauses: tuple[str, ...]
    citations: tuple[Citation, ...]
    evidence: tuple[Evidence, ...]
    params: Mapping[str, Any]
    missing: tuple[tuple[str, ...], ...]
    questions: tuple[Text, ...]
    notes: tuple[Text, ...]
    due_on: date | None
    message: Text
    remedy: Text
    location: Span | None
    pack: str
    waiver: WaiverNote | None = None
    baseline: BaselineState | None = None
    because: tuple[Text, ...] = ()
    would_comply: tuple[tuple[FactChange, ...], ...] = ()
    answers: tuple[AnswerOutcome, ...] = ()
    holder_id: str | None = None
    holder_name: str | None = None
    unit: str | None = None

    def __repr__(self) -> str:
        """Say which finding it is; what explains it, and whom it names, is to be asked for."""
        where = f"rule={self.rule!r}, account={self.account!r}, subject={self.subject!r}"
        return f"Finding({where}, outcome={self.outcome.value!r})"

    @property
    def is_recommendation(self) -> bool:
        """Whether this is a broken `should` rule."""
        return self.modality == "should" and self.outcome is Outcome.VIOLATION

    @property
    def settled(self) -> Mapping[str, Any]:
        """The parameters that decided and are set; of those that are not, a note tells."""
        return FrozenDict({name: value for name, value in self.params.items() if value is not None})

    @property
    def person(self) -> str:
        """The key of the holder among the report's people."""
        return self.account if self.holder_id is None else self.holder_id

    def to_dict(self, *, lang: Language = "vi", show_names: bool = False) -> dict[str, Any]:
        """Give the finding as plain data, exactly as the JSON report has it."""
        data: dict[str, Any] = {
            "rule": self.rule,
            "account": self.account,
            "subject": self.subject,
            "holder_id": self.holder_id,
            "unit": self.unit,
            "outcome": self.outcome.value,
            "modality": self.modality,
            "topic": self.topic,
            "pack": self.pack,
            "title": self.title[lang],
            "clauses": list(self.clauses),
            "citations": [_cited(citation, lang) for citation in self.citations],
            "evidence": {item.fact: plain_copy(shown_value(item, show_names=show_names)) for item in self.evidence},
            "params": plain_copy(self.params),
            "missing": [list(chosen) for chosen in self.missing],
            "questions": [question[lang] for question in self.questions],
            "notes": [note[lang] for note in self.notes],
            "due_on": None if self.due_on is None else self.due_on.isoformat(),
            "message": self.message[lang],
            "remedy": self.remedy[lang],
            "location": None if self.location is None else self.location.to_dict(),
            "because": [sentence[lang] for sentence in self.because],
            "would_comply": [
                [
                    {"fact": change.fact, "value": plain_copy(change.value), "act": change.act[lang]}
                    for change in changes
                ]
                for changes in self.would_comply
            ],
            "answers": [
                {
                    "asked": list(answer.asked),
                    "given": plain_copy(answer.given),
                    "outcome": answer.outcome.value,
                    "text": answer.text[lang],
                }
                for answer in self.answers
            ],
        }
        if self.waiver is not None:
            data["waiver"] = {
                "reason": self.waiver.reason,
                "approver": self.waiver.approver,
                "authority": self.waiver.authority,
                "expires_on": self.waiver.expires_on.isoformat(),
                "location": None if self.waiver.span is None else self.waiver.span.to_dict(),
            }
        if self.baseline is not None:
            data["baseline"] = self.baseline
        return data


def _cited(citation: Citation, lang: Language) -> dict[str, Any]:
    return {
        "clause": citation.clause,
        "document": citation.document,
        "issuer": citation.issuer,
        "date": citation.date,
        "relay": citation.relay,
        "locator": citation.locator[lang],
        "digest": citation.digest,
        "passage_digest": citation.passage_digest,
        "attribution": citation.attribution,
        "summary": {"vi": citation.summary.vi, "en": citation.summary.en},
    }


def plain_copy(value: Any) -> Any:  # noqa: ANN401 - any plain data
    """Give plain data that its owner may change."""
    if isinstance(value, dict):
        return {key: plain_copy(each) for key, each in value.items()}
    return [plain_copy(each) for each in value] if isinstance(value, list | tuple) else value
