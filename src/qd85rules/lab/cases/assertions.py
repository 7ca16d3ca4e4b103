"""Assertions for tests in code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qd85rules.core.diagnostics import InputError, Span, UsageError, suggestion
from qd85rules.lab.cases.compare import check_expectation
from qd85rules.lab.cases.model import WORDS, Expectation
from qd85rules.lab.cases.render_text import check_lines
from qd85rules.model.account import Account
from qd85rules.policy.policy import Policy
from qd85rules.run import check_register

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from qd85rules.engines import EngineName
    from qd85rules.judge.finding import Finding
    from qd85rules.model.spec import BlankLists, BlankMeans


def assert_outcome(  # noqa: PLR0913 - each may be stated or left open
    account: Mapping[str, Any] | Account,
    rule: str,
    outcome: str,
    *,
    as_of: date | None = None,
    policy: Policy | None = None,
    item: int | None = None,
    missing: Iterable[Sequence[str]] | None = None,
    due_on: date | None = None,
    evidence: Mapping[str, Any] | None = None,
    others: Sequence[Mapping[str, Any] | Account] = (),
    blank_means: BlankMeans = "unknown",
    blank_lists: BlankLists = "unknown",
    engine: EngineName = "auto",
) -> Finding:
    """Check that a rule comes out as expected on an account, and give its finding.

    Args:
        account: an account, or its plain data.
        rule: the rule's id.
        outcome: a report's word for it; a broken `should` rule is a `recommendation`.
        as_of: the day of the check; may be left out where `policy` has it.
        policy: what to check against; `None`: the national pack.
        item: which transfer or incident, from 0, for rules on them; `None`: the only one.
        missing: the smallest sets of missing facts, in any order.
        due_on: the day on which a duty comes due.
        evidence: facts that must be among those that decided.
        others: accounts that stand beside it in the register.
        blank_means: what an event date that is not recorded says.
        blank_lists: what it says that transfers or incidents are not recorded.
        engine: as for `check`.

    Raises:
        AssertionError: something came out otherwise; the message has it side by side with what decided.
        InputError: the data is no account.
        UsageError: no such rule, outcome or day; the account has nothing that the rule judges.
    """
    policy = _policy(policy, as_of)
    _check_words(policy, rule, outcome)
    report = check_register(
        [account, *others], as_of=as_of, policy=policy, engine=engine, blank_means=blank_means, blank_lists=blank_lists
    )
    if report.errors:
        raise InputError(report.errors)
    own = account.id if isinstance(account, Account) else account["id"]
    found = [finding for finding in report.all_findings if finding.rule == rule and finding.account == own]
    if not found or (item or 0) >= len(found) or (item is None and len(found) > 1):
        msg = f"`{rule}` judges {len(found)} items of this account" + ("; say which with `item`" if found else "")
        raise UsageError(msg)
    wanted = None if missing is None else tuple(tuple(chosen) for chosen in missing)
    expectation = Expectation("rule", rule, outcome, Span(), missing=wanted, due_on=due_on, evidence=evidence or {})
    checked = check_expectation(expectation, [found[item or 0]])
    if checked.differences:
        raise AssertionError("\n".join(check_lines(checked, "en", str(policy.as_of))))
    return checked.findings[0]


def _policy(policy: Policy | None, as_of: date | None) -> Policy:
    if policy is not None:
        return policy
    if as_of is None:
        msg = "say the day of the check with `as_of`, or give a `policy`"
        raise UsageError(msg)
    return Policy.load(as_of=as_of)


def _check_words(policy: Policy, rule: str, outcome: str) -> None:
    if outcome not in WORDS:
        raise UsageError(_unknown("outcome", outcome, WORDS))
    known = [resolved.rule.id for resolved in policy.rules]
    if rule not in known:
        raise UsageError(_unknown("rule", rule, known))


def _unknown(what: str, word: str, known: Sequence[str]) -> str:
    near = suggestion(word, known)
    return f"no {what} `{word[:60]}`" + (f" ({near.en})" if near else "")
