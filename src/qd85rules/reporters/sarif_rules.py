"""What a SARIF log says of rules and clauses: the driver's rules, and one taxonomy for each document.

What must not live here: results and the run (`sarif`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from qd85rules.policy.stamps import RuleStamp
from qd85rules.reporters.markdown_text import code, prose
from qd85rules.reporters.sentences import cited
from qd85rules.wording.verdicts import FIELDS, MODALITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qd85rules.core.text import Language
    from qd85rules.judge.finding import Finding
    from qd85rules.judge.report import Report
    from qd85rules.policy.rule import Modality
    from qd85rules.policy.stamps import Citation

TEXT_LIMIT: Final = 1000
"""Characters of a description or message; GitHub takes 1024 and shows 1000."""

_TAG_LIMIT: Final = 20


@dataclass(frozen=True)
class SarifTables:
    """The rules and taxonomies of a run, and where each rule and clause stands in them."""

    rules: list[dict[str, Any]]
    taxonomies: list[dict[str, Any]]
    rule_index: dict[str, int]
    taxon_of: dict[str, dict[str, Any]]


def vocabulary_of(report: Report, findings: Sequence[Finding], lang: Language) -> SarifTables:
    """Gather the rules of the policy, those of findings that it does not name, and every clause that either cites."""
    stamps = {stamp.rule: stamp for stamp in report.policy.rules}
    for finding in findings:
        if finding.rule not in stamps:
            stamps[finding.rule] = _stamp(finding)
    citations = {citation.clause: citation for stamp in stamps.values() for citation in stamp.citations}
    # A local pack's widening brings in clauses that the rule itself does not cite.
    for finding in findings:
        citations.update({citation.clause: citation for citation in finding.citations})
    taxonomies, taxon_of = _taxonomies(citations.values(), lang)
    return SarifTables(
        rules=[_rule(stamp, taxon_of, lang) for stamp in stamps.values()],
        taxonomies=taxonomies,
        rule_index={rule: index for index, rule in enumerate(stamps)},
        taxon_of=taxon_of,
    )


def level_of(modality: Modality) -> str:
    """Give the level of a broken rule; it is the rule's own and does not change with the options of a run."""
    return "note" if modality == "should" else "error"


def shortened(text: str) -> str:
    """Cut a text to what services take."""
    return text if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT - 1] + "…"


def _stamp(finding: Finding) -> RuleStamp:
    return RuleStamp(
        rule=finding.rule,
        pack=finding.pack,
        topic=finding.topic,
        modality=finding.modality,
        title=finding.title,
        message=finding.message,
        remedy=finding.remedy,
        note=None,
        citations=finding.citations,
    )


def _rule(stamp: RuleStamp, taxon_of: dict[str, dict[str, Any]], lang: Language) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": stamp.rule,
        "shortDescription": {"text": shortened(stamp.title[lang])},
        "fullDescription": {"text": shortened(stamp.message[lang])},
        "help": {"text": _help_text(stamp, lang), "markdown": _help_markdown(stamp, lang)},
        "defaultConfiguration": {"level": level_of(stamp.modality)},
        "relationships": [{"target": taxon_of[citation.clause], "kinds": ["relevant"]} for citation in stamp.citations],
        "properties": {
            "tags": list(dict.fromkeys((stamp.topic, stamp.modality, *(c.clause for c in stamp.citations))))[
                :_TAG_LIMIT
            ],
            # The verdict follows from recorded facts; where they do not decide, there is no alert.
            "precision": "very-high",
            "problem.severity": "recommendation" if stamp.modality == "should" else "error",
            "modality": stamp.modality,
            "topic": stamp.topic,
            "pack": stamp.pack,
        },
    }
    if stamp.deprecated_ids:
        rule["deprecatedIds"] = list(stamp.deprecated_ids)
    return rule


def _help_text(stamp: RuleStamp, lang: Language) -> str:
    lines = [stamp.message[lang], f"{FIELDS['remedy'][lang]}: {stamp.remedy[lang]}"]
    lines += [f"{FIELDS['clauses'][lang]}: {c.clause}: {cited(c, lang)}" for c in stamp.citations]
    if stamp.note is not None:
        lines.append(f"{FIELDS['notes'][lang]}: {stamp.note[lang]}")
    return "\n".join(lines)


def _help_markdown(stamp: RuleStamp, lang: Language) -> str:
    modality = MODALITIES[stamp.modality][lang]
    blocks = [
        f"**{prose(stamp.title[lang])}** ({modality}, {code(stamp.pack)})",
        f"{prose(stamp.message[lang])}",
        f"**{FIELDS['remedy'][lang]}:** {prose(stamp.remedy[lang])}",
        f"**{FIELDS['clauses'][lang]}:**",
        "\n".join(f"- {code(citation.clause)} {prose(cited(citation, lang))}" for citation in stamp.citations),
    ]
    if stamp.note is not None:
        blocks.append(f"**{FIELDS['notes'][lang]}:** {prose(stamp.note[lang])}")
    return "\n\n".join(blocks)


def _taxonomies(
    citations: Iterable[Citation], lang: Language
) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """Give a taxonomy for each document, or pair that clauses jointly come from, and each clause's place in them."""
    by_document: dict[str, list[Citation]] = {}
    for citation in sorted(citations, key=lambda citation: citation.clause):
        by_document.setdefault(citation.clause.partition("/")[0], []).append(citation)
    taxonomies = []
    taxon_of = {}
    for number, (document, members) in enumerate(by_document.items()):
        name = document.upper()
        taxonomies.append(_taxonomy(name, members, lang))
        for index, citation in enumerate(members):
            component = {"name": name, "index": number}
            taxon_of[citation.clause] = {"id": citation.clause, "index": index, "toolComponent": component}
    return taxonomies, taxon_of


def _taxonomy(name: str, members: Sequence[Citation], lang: Language) -> dict[str, Any]:
    first = members[0]
    taxonomy: dict[str, Any] = {
        "name": name,
        "fullName": first.document,
        "organization": first.issuer,
        "shortDescription": {"text": first.title[lang]},
        "language": lang,
        "isComprehensive": False,
        "taxa": [_taxon(citation, lang) for citation in members],
    }
    days = sorted({citation.date for citation in members if citation.date is not None})
    if days:
        taxonomy["version"] = days[0]
    return taxonomy


def _taxon(citation: Citation, lang: Language) -> dict[str, Any]:
    return {
        "id": citation.clause,
        "shortDescription": {"text": citation.summary[lang]},
        "fullDescription": {"text": cited(citation, lang)},
        "properties": {
            "inForceFrom": citation.date,
            "attribution": citation.attribution,
            "relay": citation.relay,
            "locator": citation.locator[lang],
            "digest": citation.digest,
            "passageDigest": citation.passage_digest,
        },
    }
