"""What a case is, and what it expects: data only.

What must not live here: reading cases (`cases`, `examples`), running them (`run`).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qd85rules.core.diagnostics import Diagnostic, Span
    from qd85rules.model.spec import BlankMeans

Target = Literal["rule", "clause"]
"""Whether an expectation is about a rule's finding, or about the gravest finding that cites a clause."""

RECOMMENDATION: Final = "recommendation"
WORDS: Final = (
    Outcome.VIOLATION.value,
    RECOMMENDATION,
    *(outcome.value for outcome in Outcome if outcome not in {Outcome.VIOLATION, Outcome.WAIVED}),
)
"""The words that a case may expect: those of a report, where a broken `should` rule is a recommendation."""


def word_of(outcome: Outcome, *, recommended: bool) -> str:
    """Give the report's word for an outcome of a rule; `recommended`: of one with the modality `should`."""
    return RECOMMENDATION if recommended and outcome is Outcome.VIOLATION else outcome.value


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a case expects of a rule, or of a clause.

    `item` counts the transfers or incidents that the rule judges, from 0; `None`: the account, or the only item.
    `missing` and `due_on` are compared where they are not `None`, `missing` without regard to order. `evidence`,
    `params` and `clauses` name what must be among the finding's; a finding may have more. `any_modality`: a
    recommendation is a violation too, as in the examples of rules, which do not say it.
    """

    target: Target
    name: str
    word: str
    span: Span
    item: int | None = None
    missing: tuple[tuple[str, ...], ...] | None = None
    due_on: date | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)
    params: Mapping[str, Any] = field(default_factory=dict)
    clauses: tuple[str, ...] = ()
    any_modality: bool = False


def case_id(name: str) -> str:
    """Give the id of a case of that name: one line of plain text that pytest does not take for several names.

    Texts that look alike have one id, whichever way their letters are composed.
    """
    shown = plain(unicodedata.normalize("NFC", name).strip()).replace("::", r":\u{3a}")
    # pytest takes what follows a bracket for parameters, and closes it where it was left open.
    return shown if shown.endswith("]") else shown.replace("[", r"\u{5b}")


@dataclass(frozen=True, slots=True)
class Case:
    """One account, and `others` beside it in its register, on one day, with what is expected of it.

    `packs` are as for `Policy.load`. `source` is the case file, or for an example the file of its rule.
    """

    name: str
    source: str
    packs: tuple[str, ...]
    as_of: date
    account: Mapping[str, Any]
    expect: tuple[Expectation, ...]
    span: Span
    params: Mapping[str, Any] = field(default_factory=dict)
    others: tuple[Mapping[str, Any], ...] = ()
    blank_means: BlankMeans = "unknown"
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class CaseSet:
    """Cases that can be run, and everything that is wrong with the others."""

    cases: tuple[Case, ...] = ()
    problems: tuple[Diagnostic, ...] = ()

    def __add__(self, other: CaseSet) -> CaseSet:
        """Join two sets, in order."""
        return CaseSet(self.cases + other.cases, self.problems + other.problems)
