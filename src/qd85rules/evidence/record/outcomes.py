"""The outcomes of a report in the form that a record keeps: letters for each account, and digests.

A record has no names, evidence or messages. It says what was found on which account, and nothing of what the register
says about its holder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qd85rules.core.ids import composed
from qd85rules.core.outcome import REPORTED
from qd85rules.evidence.record.shape import LETTERS, canonical, digest_of
from qd85rules.model.spec import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qd85rules.judge.report import Finding, Report
    from qd85rules.policy.policy import Policy
    from qd85rules.policy.rule import Rule

__all__ = ["kind_of", "outcome_entries", "rules_by_subject"]


def rules_by_subject(policy: Policy) -> dict[str, list[Rule]]:
    """Give the rules on each kind of subject, in the order in which a report has their outcomes."""
    rules = [resolved.rule for resolved in policy.rules]
    return {subject: [rule for rule in rules if rule.subject == subject] for subject in SUBJECTS}


def kind_of(subject: str) -> str:
    """Give the kind of a subject: `transfer` for `transfers[0]`."""
    return subject.partition("[")[0].removesuffix("s")


def outcome_entries(report: Report, policy: Policy, inputs: Mapping[str, int]) -> tuple[list[dict[str, Any]], str]:
    """Give an entry for each account, in an order that is not the register's, and the digest of all outcomes.

    Args:
        report: the report, waivers applied.
        policy: the policy that it was made with.
        inputs: the number of each input, by the path that places in the report have.
    """
    accounts: dict[tuple[int, str], dict[str, Any]] = {}
    lines: dict[tuple[int, str], list[str]] = {}
    everything: list[str] = []
    for first, letters, details in _blocks(report, rules_by_subject(policy)):
        path = "" if first.location is None else first.location.path or ""
        identity = composed(first.account)
        key = (inputs[path], identity)
        accounts.setdefault(key, {})[first.subject] = letters
        own = [canonical(detail) for detail in details]
        lines.setdefault(key, []).extend(own)
        everything += [f"{canonical(identity)} {line}" for line in own]
    entries = [
        {"id": account, "input": number, "outcomes": outcomes, "digest": digest_of(lines[number, account])}
        for (number, account), outcomes in sorted(accounts.items())
    ]
    return entries, digest_of(everything)


def _blocks(report: Report, rules: Mapping[str, Sequence[Rule]]) -> Iterator[tuple[Finding, str, list[list[Any]]]]:
    """Go through the subjects of a report: the first finding of each, its letters, and what is digested of each rule.

    INVARIANT: a report has one outcome for each rule on each subject, subject by subject. So only findings that a
    report shows have to be put together, and one more for each subject.
    """
    shown = iter(report.findings)
    index = 0
    while index < len(report.outcomes):
        first = report.finding_at(index)
        on_subject = rules[kind_of(first.subject)]
        outcomes = report.outcomes[index : index + len(on_subject)]
        details = [
            _detail(rule, first.subject, next(shown))
            if outcome in REPORTED
            else [rule.id, first.subject, outcome.value, rule.modality]
            for rule, outcome in zip(on_subject, outcomes, strict=True)
        ]
        yield first, "".join(LETTERS[outcome] for outcome in outcomes), details
        index += len(on_subject)


def _detail(rule: Rule, subject: str, finding: Finding) -> list[Any]:
    if (finding.rule, finding.subject) != (rule.id, subject):
        msg = f"internal error: the report has `{finding.rule}` where `{rule.id}` was expected"
        raise AssertionError(msg)
    return [
        rule.id,
        subject,
        finding.outcome.value,
        rule.modality,
        None if finding.due_on is None else finding.due_on.isoformat(),
        finding.clauses,
        finding.missing,
    ]
