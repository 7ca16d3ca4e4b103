"""Every finding without script: a table for each rule and outcome, its accounts as rows; each clause once, at the end.

What must not live here: the interactive table (`assets/report.js`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qd85rules.model.vocabulary import FACTS
from qd85rules.reporters.html_data import evidence_words, tells_message, tells_remedy
from qd85rules.reporters.html_markup import Markup, element, joined
from qd85rules.reporters.html_words import KINDS, MARKS, PAGE, SCRIPT, kind_of
from qd85rules.reporters.sentences import value_text, waiver_text
from qd85rules.reporters.words import FIELDS, outcome_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qd85rules.judge.report import Finding
    from qd85rules.policy.stamps import Citation
    from qd85rules.reporters.base import Options

__all__ = ["plain_list"]


def plain_list(keyed: Sequence[tuple[str, Finding]], options: Options) -> Markup:
    """List all findings, the gravest first, in the language asked for."""
    groups: dict[object, list[tuple[str, Finding]]] = {}
    for key, finding in keyed:
        groups.setdefault(_alike(finding), []).append((key, finding))
    ranks = {kind: rank for rank, kind in enumerate(KINDS)}
    page = _Page(options)
    tables = [page.group(group) for group in sorted(groups.values(), key=lambda group: ranks[kind_of(group[0][1])])]
    clauses = (page.clause(number, citation) for citation, number in page.cited.items())
    lang = options.lang
    return joined(
        element("p", PAGE["no_script"][lang], class_="remark"),
        *tables,
        element("h3", PAGE["cited"][lang]),
        element("ol", *clauses, class_="cited"),
    )


def _alike(finding: Finding) -> object:
    """Give what findings of one table share; only values, days and places may differ."""
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


class _Page:
    def __init__(self, options: Options) -> None:
        self.options = options
        self.lang = options.lang
        self.cited: dict[Citation, int] = {}

    def group(self, keyed: list[tuple[str, Finding]]) -> Markup:
        lang = self.lang
        first = keyed[0][1]
        kind = kind_of(first)
        badge = element("span", f"{MARKS[kind]} {outcome_word(first, lang)}", class_=f"ink-{kind}")
        shared = (
            joined(element("dt", FIELDS[name][lang]), element("dd", *value)) for name, value in self.shared(first)
        )
        facts = (element("th", FACTS[item.fact].meaning[lang], scope="col") for item in first.evidence)
        extra = (element("th", words, scope="col") for words in self.extra_columns(first))
        head = element("tr", element("th", PAGE["account"][lang], scope="col"), *facts, *extra)
        rows = (self.row(key, finding) for key, finding in keyed)
        table = element("table", element("thead", head), element("tbody", *rows), class_="plain-table")
        return element(
            "section",
            element("h3", badge, " ", first.title[lang]),
            element("p", first.message[lang]) if tells_message(first) else "",
            element("dl", *shared),
            element("div", table, class_="scroller"),
            class_="plain",
        )

    def shared(self, finding: Finding) -> Iterator[tuple[str, tuple[Markup | str, ...]]]:
        lang = self.lang
        if tells_remedy(finding):
            yield "remedy", (finding.remedy[lang],)
        yield from (("questions", (question[lang],)) for question in finding.questions)
        if finding.missing:
            sets = (" + ".join(chosen) for chosen in finding.missing)
            yield "missing", (element("code", SCRIPT["or"][lang].join(sets)),)
        for name, value in finding.params.items():
            yield "params", (element("code", f"{name} = {value_text(value)}"),)
        yield from (("notes", (note[lang],)) for note in finding.notes)
        yield "clauses", tuple(self.link(citation) for citation in finding.citations)

    def extra_columns(self, finding: Finding) -> Iterator[str]:
        if finding.due_on is not None:
            yield FIELDS["due_on"][self.lang]
        if finding.waiver is not None:
            yield FIELDS["waiver"][self.lang]
        yield FIELDS["location"][self.lang]

    def row(self, key: str, finding: Finding) -> Markup:
        lang = self.lang
        cells = [evidence_words(item, self.options)[lang] for item in finding.evidence]
        if finding.due_on is not None:
            cells.append(SCRIPT["act_before"][lang].format(day=finding.due_on))
        if finding.waiver is not None:
            until = f"{SCRIPT['expires_on'][lang]} {finding.waiver.expires_on}"
            cells.append(f"{until}: {waiver_text(finding.waiver, lang)}")
        cells.append("" if finding.location is None else str(finding.location))
        account = finding.account if finding.subject == "account" else f"{finding.account} {finding.subject}"
        # The links of the page name a finding by its key, and so find it here as well.
        return element(
            "tr", element("th", account, scope="row"), *(element("td", cell) for cell in cells), id=f"finding={key}"
        )

    def link(self, citation: Citation) -> Markup:
        number = self.cited.setdefault(citation, len(self.cited) + 1)
        return joined(element("a", element("code", citation.clause), href=f"#cited-{number}"), " ")

    def clause(self, number: int, citation: Citation) -> Markup:
        lang = self.lang
        steps = (
            ("document", citation.title[lang]),
            ("issuer", citation.issuer),
            ("date", citation.date or SCRIPT["no_date"][lang]),
            ("relay", citation.relay),
            ("locator", citation.locator[lang]),
            ("digest", citation.digest),
            ("passage_digest", citation.passage_digest),
        )
        joint = element("p", SCRIPT["joint"][lang], ": ", SCRIPT["joint_note"][lang], class_="joint")
        return element(
            "li",
            element("p", element("code", citation.clause), " ", citation.summary[lang]),
            joint if citation.attribution == "joint" else "",
            element("dl", *(joined(element("dt", SCRIPT[name][lang]), element("dd", text)) for name, text in steps)),
            id=f"cited-{number}",
        )
