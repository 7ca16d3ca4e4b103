"""Every finding for a page without script: those that are alike in one table (`templates/plain.html.j2`).

What must not live here: the interactive table (`templates/report.js`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qd85rules.model.vocabulary import FACTS
from qd85rules.reporters.html_data import evidence_words, tells_message, tells_remedy
from qd85rules.reporters.html_words import KINDS, PAGE, SCRIPT, kind_of
from qd85rules.reporters.sentences import outcome_word, value_text, waiver_text
from qd85rules.wording.verdicts import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qd85rules.judge.report import Finding
    from qd85rules.policy.stamps import Citation
    from qd85rules.reporters.base import Options

__all__ = ["Alike", "Row", "alike", "cited"]


@dataclass(frozen=True, slots=True)
class Row:
    """What one finding has of its own; `key` is its name in addresses."""

    key: str
    about: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """Findings that differ by values, days and places only; `first` has what they share."""

    first: Finding
    kind: str
    word: str
    tells_message: bool
    tells_remedy: bool
    missing: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def alike(keyed: Sequence[tuple[str, Finding]], options: Options) -> list[Alike]:
    """Put findings together that are alike, the gravest first, in the language asked for."""
    groups: dict[object, list[tuple[str, Finding]]] = {}
    for key, finding in keyed:
        groups.setdefault(_shared(finding), []).append((key, finding))
    ranks = {kind: rank for rank, kind in enumerate(KINDS)}
    made = [_group(group, options) for group in groups.values()]
    return sorted(made, key=lambda group: ranks[group.kind])


def cited(groups: Iterable[Alike]) -> dict[Citation, int]:
    """Number the citations of all groups in their order, from 1."""
    citations = dict.fromkeys(citation for group in groups for citation in group.first.citations)
    return {citation: number for number, citation in enumerate(citations, 1)}


def _shared(finding: Finding) -> object:
    return (
        finding.rule,
        kind_of(finding),
        finding.citations,
        tuple(item.fact for item in finding.evidence),
        tuple((name, value_text(value)) for name, value in finding.params.items()),
        finding.missing,
        finding.questions,
        finding.notes,
        (finding.due_on is None, finding.waiver is None),
    )


def _group(keyed: Sequence[tuple[str, Finding]], options: Options) -> Alike:
    first = keyed[0][1]
    return Alike(
        first,
        kind_of(first),
        outcome_word(first, options.lang),
        tells_message(first),
        tells_remedy(first),
        SCRIPT["or"][options.lang].join(" + ".join(chosen) for chosen in first.missing),
        tuple(_columns(first, options)),
        tuple(Row(key, _about(finding), tuple(_cells(finding, options))) for key, finding in keyed),
    )


def _columns(finding: Finding, options: Options) -> Iterator[str]:
    lang = options.lang
    yield PAGE["account"][lang]
    yield from (FACTS[item.fact].meaning[lang] for item in finding.evidence)
    if finding.due_on is not None:
        yield FIELDS["due_on"][lang]
    if finding.waiver is not None:
        yield FIELDS["waiver"][lang]
    yield FIELDS["location"][lang]


def _about(finding: Finding) -> str:
    return finding.account if finding.subject == "account" else f"{finding.account} {finding.subject}"


def _cells(finding: Finding, options: Options) -> Iterator[str]:
    lang = options.lang
    yield from (evidence_words(item, options)[lang] for item in finding.evidence)
    if finding.due_on is not None:
        yield SCRIPT["act_before"][lang].format(day=finding.due_on)
    if finding.waiver is not None:
        yield f"{SCRIPT['expires_on'][lang]} {finding.waiver.expires_on}: {waiver_text(finding.waiver, lang)}"
    yield "" if finding.location is None else str(finding.location)
