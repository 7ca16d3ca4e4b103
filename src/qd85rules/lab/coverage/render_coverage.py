"""Coverage as text, as plain data and as a Markdown table.

What must not live here: measuring it (`coverage`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qd85rules.lab.cases.words import percent
from qd85rules.wording import lab as say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qd85rules.core.text import Language
    from qd85rules.lab.coverage.coverage import Coverage, Tally


def coverage_text(coverage: Coverage, lang: Language) -> str:
    """Render for a terminal."""
    widest = max((len(rule.rule) for rule in coverage.rules), default=0)
    lines = [say.COVERAGE[lang]]
    for rule in coverage.rules:
        lines.append(f"  {rule.rule:<{widest}}  {_share(rule.tally)}")
        for atom in rule.atoms:
            if atom.missing:
                what = ", ".join(say.ASPECTS[aspect][lang] for aspect in atom.missing)
                lines.append(f"      {atom.atom}: {what}")
    lines.append(f"  {say.WHOLE[lang]:<{widest}}  {_share(coverage.tally)}")
    lines += _lists(coverage, lang)
    return "\n".join(lines) + "\n"


def _share(tally: Tally) -> str:
    return f"{percent(tally.seen, tally.total):>7}  {tally.seen}/{tally.total}"


def _lists(coverage: Coverage, lang: Language) -> Iterator[str]:
    for title, names in (
        (say.NO_RULE, coverage.clauses_without_rules),
        (say.NO_CASE, coverage.rules_without_cases),
    ):
        if names:
            yield f"{title[lang]}: {', '.join(names)}"


def coverage_markdown(coverage: Coverage, lang: Language) -> str:
    """Render tables by rule and by clause, and what is left to show."""
    columns = [column[lang] for column in say.COVERAGE_COLUMNS]
    by_rule = [(f"`{rule.rule}`", str(rule.cases), *_cells(rule.tally)) for rule in coverage.rules]
    by_rule.append((f"**{say.WHOLE[lang]}**", str(sum(rule.cases for rule in coverage.rules)), *_cells(coverage.tally)))
    by_clause = [(f"`{clause}`", *_cells(tally)) for clause, tally in coverage.by_clause.items()]
    lines = [*_table(columns, by_rule), "", *_table([say.CLAUSE[lang], *columns[2:]], by_clause)]
    left = [
        (
            f"`{rule.rule}`",
            f"`{atom.atom.replace('|', chr(92) + '|')}`",
            ", ".join(say.ASPECTS[each][lang] for each in atom.missing),
        )
        for rule in coverage.rules
        for atom in rule.atoms
        if atom.missing
    ]
    if left:
        lines += ["", *_table([columns[0], "", say.LEFT_TO_SHOW[lang]], left)]
    lists = list(_lists(coverage, lang))
    if lists:
        lines += ["", *lists]
    return "\n".join(lines) + "\n"


def _cells(tally: Tally) -> tuple[str, str, str]:
    return f"{tally.seen}/{tally.total}", percent(tally.seen, tally.total), str(tally.impossible)


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = list(columns)
    yield f"| {' | '.join(names)} |"
    yield f"|{' --- |' * len(names)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def coverage_data(coverage: Coverage) -> dict[str, Any]:
    """Give coverage as plain data."""
    return {
        **_tally_data(coverage.tally),
        "rules": [
            {
                "rule": rule.rule,
                "clauses": list(rule.clauses),
                "cases": rule.cases,
                **_tally_data(rule.tally),
                "atoms": [
                    {
                        "atom": atom.atom,
                        "seen": sorted(atom.seen),
                        "missing": list(atom.missing),
                        "impossible": sorted(atom.impossible - atom.seen),
                    }
                    for atom in rule.atoms
                ],
            }
            for rule in coverage.rules
        ],
        "clauses": {clause: _tally_data(tally) for clause, tally in coverage.by_clause.items()},
        "clauses_without_rules": list(coverage.clauses_without_rules),
        "rules_without_cases": list(coverage.rules_without_cases),
    }


def _tally_data(tally: Tally) -> dict[str, Any]:
    return {
        "seen": tally.seen,
        "total": tally.total,
        "impossible": tally.impossible,
        "percent": int(tally.percent * 100) / 100,
    }
