"""The outcomes of a report in the form that a record keeps: letters for each account, and digests.

A record has no names, evidence or messages. It says what was found on which account, and nothing of what the register
says about its holder.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from qd85rules.core.outcome import REPORTED
from qd85rules.core.text import composed
from qd85rules.evidence.record.sealing import LETTERS, canonical, digest_of
from qd85rules.model.spec import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qd85rules.judge.report import Report, Verdict
    from qd85rules.policy.policy import Policy
    from qd85rules.policy.rule import Rule


def rules_by_subject(policy: Policy) -> dict[str, list[Rule]]:
    """Give the rules on each kind of subject, in the order in which a report has their outcomes."""
    rules = [resolved.rule for resolved in policy.rules]
    return {subject: [rule for rule in rules if rule.subject == subject] for subject in SUBJECTS}


def kind_of(subject: str) -> str:
    """Give the kind of a subject: `transfer` for `transfers[0]`."""
    return subject.partition("[")[0].removesuffix("s")


def outcome_entries(report: Report, inputs: Mapping[str, int]) -> tuple[list[dict[str, Any]], str]:
    """Give an entry for each account, in an order that is not the register's, and the digest of all outcomes.

    Args:
        report: the report, waivers applied.
        inputs: the number of each input, by the path that places in the report have.
    """
    accounts: dict[tuple[int, str], dict[str, str]] = {}
    details: dict[tuple[int, str], dict[str, dict[str, str]]] = {}
    everything: list[str] = []
    for _, verdicts in groupby(report.verdicts, key=lambda verdict: id(verdict.judged)):
        own = list(verdicts)
        judged = own[0].judged
        identity = composed(judged.facts.account.id)
        key = (inputs[judged.place.span(()).path or ""], identity)
        accounts.setdefault(key, {})[judged.subject] = "".join(LETTERS[verdict.outcome] for verdict in own)
        said = [canonical(_detail(report, verdict)) for verdict in own]
        shown = {row.rule: digest_of([line]) for row, line in zip(own, said, strict=True) if row.outcome in REPORTED}
        details.setdefault(key, {}).update({judged.subject: shown} if shown else {})
        everything += [f"{canonical(identity)} {line}" for line in said]
    entries = [
        {"id": account, "input": number, "outcomes": outcomes, "details": details[number, account]}
        for (number, account), outcomes in sorted(accounts.items())
    ]
    return entries, digest_of(everything)


def _detail(report: Report, verdict: Verdict) -> list[Any]:
    """Give what is digested of a row; only what a report shows has to be explained for it."""
    said = [verdict.rule, verdict.subject, verdict.outcome.value, verdict.modality]
    if verdict.outcome not in REPORTED:
        return said
    finding = report.explain(verdict)
    due_on = None if verdict.due_on is None else verdict.due_on.isoformat()
    return [*said, due_on, finding.clauses, finding.missing]
