"""Charts of outcomes as inline SVG, each with the same numbers in a table.

Widths are parts of the page's width and heights are in pixels, so that text keeps its size on narrow screens. Colour
never stands alone: each kind has a pattern, and its mark beside the number.

What must not live here: colours (`assets/report.css`), what is counted (`html_sections`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from qd85rules.core.text import Text
from qd85rules.reporters.html_markup import Markup, both, element, joined
from qd85rules.reporters.html_words import KINDS, MARKS, PAGE, kind_of, topic_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qd85rules.judge.report import Finding

__all__ = ["Bar", "by_clause", "by_topic", "chart", "legend", "patterns"]

_ROW: Final = 46
_BAR_TOP: Final = 24
_BAR_HEIGHT: Final = 13
# Room beside the longest bar for the numbers.
_WIDEST: Final = 58.0
_TILE: Final = 6
_PATTERNS: Final = {
    "violation": "",
    "recommendation": "M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2",
    "undetermined": "M1.5,1.5 h1.5 v1.5 h-1.5 z M4.5,4.5 h1.5 v1.5 h-1.5 z",
    "due": "M1.5,0 v6 M4.5,0 v6",
    "waived": "M0,0 l6,6 M0,6 l6,-6",
    "compliant": "M0,1.5 h6 M0,4.5 h6",
    "not_applicable": "M3,0 v6 M0,3 h6",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart: how many findings of each kind, and the filter of the page that shows them."""

    label: Text
    counts: Counter[str]
    filter: str

    @property
    def gravity(self) -> tuple[int, ...]:
        """Sorts the gravest first."""
        return tuple(-self.counts[kind] for kind in KINDS)


def by_topic(findings: Iterable[Finding]) -> list[Bar]:
    """Count findings by topic, the gravest first."""
    found: dict[str, Counter[str]] = {}
    for finding in findings:
        found.setdefault(finding.topic, Counter())[kind_of(finding)] += 1
    bars = [Bar(topic_words(topic), counts, f"#topic={quote(topic)}") for topic, counts in found.items()]
    return sorted(bars, key=lambda bar: (bar.gravity, bar.label.en))


def by_clause(findings: Iterable[Finding]) -> list[Bar]:
    """Count findings by clause, the gravest first; a finding counts under each clause that it cites."""
    found: dict[str, Counter[str]] = {}
    for finding in findings:
        for clause in dict.fromkeys(finding.clauses):
            found.setdefault(clause, Counter())[kind_of(finding)] += 1
    bars = [Bar(Text(clause, clause), counts, f"#clause={quote(clause)}") for clause, counts in found.items()]
    return sorted(bars, key=lambda bar: (bar.gravity, bar.label.en))


def chart(name: str, title: Text, bars: Sequence[Bar], note: Text | None = None) -> Markup:
    """Draw bars with their title, and give their numbers in a table that can be unfolded."""
    longest = max((bar.counts.total() for bar in bars), default=1)
    drawn = joined(*(_drawn(bar, number * _ROW, longest) for number, bar in enumerate(bars)))
    picture = element(
        "svg",
        drawn,
        class_="bars",
        role="img",
        width="100%",
        height=len(bars) * _ROW,
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-note" if note else None,
    )
    return element(
        "figure",
        element("figcaption", element("h3", title, id=f"{name}-title")),
        element("p", note, class_="note", id=f"{name}-note") if note else "",
        picture,
        element("details", element("summary", PAGE["numbers"]), _table(name, title, bars)),
        class_="chart",
        id=name,
    )


def legend(kinds: Iterable[str]) -> Markup:
    """Explain patterns, colours and marks."""
    entries = (
        element(
            "li",
            element("svg", _block(kind, "0", "100%", 0), width=22, height=_BAR_HEIGHT, aria_hidden="true"),
            element("span", MARKS[kind], class_="mark", aria_hidden="true"),
            " ",
            KINDS[kind],
        )
        for kind in kinds
    )
    return element("ul", *entries, class_="legend")


def patterns() -> Markup:
    """Define the pattern of each kind, once for the whole page."""
    tiles = (
        element(
            "pattern",
            element("rect", width=_TILE, height=_TILE, class_=f"fill-{kind}"),
            element("path", d=path, class_="hatch") if path else "",
            id=f"p-{kind}",
            width=_TILE,
            height=_TILE,
            patternUnits="userSpaceOnUse",
        )
        for kind, path in _PATTERNS.items()
    )
    # Not hidden by `display: none`, which would take the patterns with it.
    return element("svg", element("defs", *tiles), class_="definitions", width=0, height=0, aria_hidden="true")


def _drawn(bar: Bar, top: int, longest: int) -> Markup:
    scale = _WIDEST / longest
    parts: list[Markup] = [element("text", both(bar.label, "tspan"), x=0, y=top + 16, class_="label")]
    start = 0.0
    for kind in KINDS:
        if bar.counts[kind]:
            width = bar.counts[kind] * scale
            parts.append(_block(kind, f"{start:.3f}%", f"{width:.3f}%", top + _BAR_TOP))
            start += width
    numbers = (
        joined(
            element("tspan", MARKS[kind], class_=f"ink-{kind}", dx=10 if number else 7),
            element("tspan", str(bar.counts[kind]), dx=3),
        )
        for number, kind in enumerate(kind for kind in KINDS if bar.counts[kind])
    )
    parts.append(element("text", *numbers, x=f"{start:.3f}%", y=top + _BAR_TOP + 11, class_="numbers"))
    return joined(*parts)


def _block(kind: str, x: str, width: str, y: int) -> Markup:
    return element("rect", x=x, y=y, width=width, height=_BAR_HEIGHT, class_=f"edge-{kind}", fill=f"url(#p-{kind})")


def _table(name: str, title: Text, bars: Sequence[Bar]) -> Markup:
    kinds = [kind for kind in KINDS if any(bar.counts[kind] for bar in bars)]
    head = element(
        "tr",
        element("th", title, scope="col"),
        *(element("th", KINDS[kind], scope="col") for kind in kinds),
        element("th", PAGE["total"], scope="col"),
    )
    rows = (
        element(
            "tr",
            element("th", element("a", bar.label, href=bar.filter), scope="row"),
            *(element("td", str(bar.counts[kind])) for kind in kinds),
            element("td", str(bar.counts.total())),
        )
        for bar in bars
    )
    table = element(
        "table",
        element("thead", head),
        element("tbody", *rows),
        class_="numbers-table",
        aria_labelledby=f"{name}-title",
    )
    return element("div", table, class_="scroller", tabindex=0, role="region", aria_labelledby=f"{name}-title")
