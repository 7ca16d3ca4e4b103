"""How often each outcome occurs, by topic and by clause, as bars that the page draws (`templates/charts.html.j2`).

What must not live here: colours and patterns (`templates/report.css`), the drawing (`templates/`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from qd85rules.core.text import Text
from qd85rules.reporters.html_kinds import KINDS, kind_of, topic_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qd85rules.judge.finding import Finding

PATTERNS: Final = {
    "violation": "",
    "recommendation": "M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2",
    "undetermined": "M1.5,1.5 h1.5 v1.5 h-1.5 z M4.5,4.5 h1.5 v1.5 h-1.5 z",
    "due": "M1.5,0 v6 M4.5,0 v6",
    "waived": "M0,0 l6,6 M0,6 l6,-6",
    "compliant": "M0,1.5 h6 M0,4.5 h6",
    "not_applicable": "M3,0 v6 M0,3 h6",
}
"""The pattern of each kind, as the path of a tile, so that colour is never alone in telling them apart."""

_CLAUSE: Final = Text("{title} ({document})", "{title} ({document})")

# Room beside the longest bar for the numbers.
_WIDEST: Final = 58.0


@dataclass(frozen=True, slots=True)
class BarPart:
    """One kind's part of a bar; where it starts and how wide it is are parts of the width of the page."""

    kind: str
    number: int
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart: how many findings of each kind, and the filter of the page that shows them."""

    label: Text
    counts: Counter[str]
    filter: str
    parts: tuple[BarPart, ...]
    end: str

    @property
    def total(self) -> int:
        """Count all kinds."""
        return self.counts.total()


@dataclass(frozen=True, slots=True)
class Drawn:
    """The bars of one chart, the gravest first, and the kinds that occur in it."""

    bars: tuple[Bar, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Charts:
    """Both charts; `left_out` says that some findings are not counted in them."""

    topics: Drawn
    clauses: Drawn
    left_out: bool


def charts(findings: Sequence[Finding]) -> Charts | None:
    """Count the findings; `None` where there are none to count."""
    # Rules that do not apply are the most by far, and would make the bars of the other outcomes too short to see.
    counted = [finding for finding in findings if kind_of(finding) != "not_applicable"]
    if not counted:
        return None
    topics: dict[str, Counter[str]] = {}
    clauses: dict[str, Counter[str]] = {}
    titles: dict[str, Text] = {}
    for finding in counted:
        topics.setdefault(finding.topic, Counter())[kind_of(finding)] += 1
        # A finding counts under each clause that it cites.
        for citation in finding.citations:
            clauses.setdefault(citation.clause, Counter())[kind_of(finding)] += 1
            titles[citation.clause] = _CLAUSE.filled(title=citation.clause_title, document=citation.title)
    return Charts(
        _drawn((topic_words(topic), counts, f"#topic={quote(topic)}") for topic, counts in topics.items()),
        _drawn((titles[clause], counts, f"#clause={quote(clause)}") for clause, counts in clauses.items()),
        len(counted) < len(findings),
    )


def _drawn(rows: Iterable[tuple[Text, Counter[str], str]]) -> Drawn:
    counted = sorted(rows, key=lambda row: ([-row[1][kind] for kind in KINDS], row[0].en))
    longest = max(counts.total() for _, counts, _ in counted)
    return Drawn(
        tuple(_bar(*row, _WIDEST / longest) for row in counted),
        tuple(kind for kind in KINDS if any(counts[kind] for _, counts, _ in counted)),
    )


def _bar(label: Text, counts: Counter[str], leads_to: str, scale: float) -> Bar:
    parts = []
    start = 0.0
    for kind in KINDS:
        if counts[kind]:
            width = counts[kind] * scale
            parts.append(BarPart(kind, counts[kind], f"{start:.3f}%", f"{width:.3f}%"))
            start += width
    return Bar(label, counts, leads_to, tuple(parts), f"{start:.3f}%")
