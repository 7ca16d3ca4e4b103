"""What findings are put under on a page: the account, its holder, the holder's unit, the rule, or what is asked.

What must not live here: what is said of one finding (`finding_page`).
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from qd85rules.core.text import plain
from qd85rules.wording import questions as say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qd85rules.core.text import Language
    from qd85rules.judge.finding import Finding
    from qd85rules.reporters import Options

GroupBy = Literal["account", "holder", "unit", "rule", "question"]


class Group(NamedTuple):
    """Findings under one heading, which is a name, or a sentence."""

    heading: str
    is_name: bool
    findings: list[Finding]


def grouped(findings: Iterable[Finding], options: Options) -> list[Group]:
    """Give findings under headings, in the order of the register, but for units, which come by name.

    Those whose unit is not stated, and those of which nothing is asked, come last. A finding of which several things
    are asked stands under each.
    """
    if options.group_by == "account":
        groups = groupby(findings, key=lambda finding: finding.account)
        return [Group(account, is_name=True, findings=[*group]) for account, group in groups]
    found: dict[str | None, list[Finding]] = {}
    for finding in findings:
        for key in _keys(finding, options.group_by, options.lang):
            found.setdefault(key, []).append(finding)
    if options.group_by == "unit":
        found = dict(sorted(found.items(), key=lambda item: item[0] or ""))
    if None in found:
        found[None] = found.pop(None)
    return [_group(key, group, options) for key, group in found.items()]


def _keys(finding: Finding, by: GroupBy, lang: Language) -> Iterator[str | None]:
    match by:
        case "question" if finding.questions:
            yield from (question[lang] for question in finding.questions)
        case "rule":
            yield finding.rule
        case "unit":
            yield finding.unit
        case "holder":
            # A page without a holder's id stands for a person of its own.
            yield finding.person if finding.holder_id is not None else f"{say.NO_HOLDER[lang]}: {finding.account}"
        case _:
            yield None


def _group(key: str | None, findings: list[Finding], options: Options) -> Group:
    lang, first = options.lang, findings[0]
    match options.group_by:
        case "unit":
            heading = say.unit_heading(key, lang)
        case "holder" if first.holder_id is not None:
            heading = say.holder_heading(first.holder_id, first.holder_name if options.show_names else None, lang)
        case "question" if key is None:
            heading = say.NOTHING_ASKED[lang]
        case _:
            heading = key or ""
    return Group(plain(heading), is_name=options.group_by == "rule", findings=findings)
