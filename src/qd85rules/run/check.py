"""Check one account or a register against a policy.

What must not live here: reading files (`files`), what rules give (`judge`).
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from qd85rules.core.diagnostics import InputError, UsageError, told_once
from qd85rules.judge.compiled import compile_policy
from qd85rules.judge.findings import make_finding
from qd85rules.judge.report import Report
from qd85rules.judge.verdict import Judged, Verdicts
from qd85rules.model.admission import admit
from qd85rules.model.rows import AccountRow
from qd85rules.policy.policy import Policy
from qd85rules.run.subjects import Candidate, subjects_of, take_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.judge.compiled import CompiledPolicy, DatedOutcome
    from qd85rules.model.account import Account, BlankMeans
    from qd85rules.model.spec import Subject
    from qd85rules.policy.policy import ResolvedRule

__all__ = ["Candidate", "check", "check_candidates", "check_register", "policy_for"]


_Found = tuple[Judged, "tuple[ResolvedRule, ...]", "list[DatedOutcome]"]
"""A subject, the rules on its kind of subject, and what each of them found, in the same order."""


def check(
    account: Mapping[str, Any] | Account,
    *,
    as_of: date | None = None,
    policy: Policy | None = None,
    engine: str = "auto",
    blank_means: BlankMeans = "unknown",
) -> Report:
    """Check one account by itself; rules about a register are left out.

    Args:
        account: an account, or its plain data.
        as_of: the day of the check; may be left out where `policy` has it. The library never reads the clock.
        policy: what to check against; `None`: the national pack with its own parameters.
        engine: `auto`, `reference`, `durable` or `evaluate`.
        blank_means: what an event date that is not recorded says.

    Raises:
        InputError: the data is no account; it carries every problem.
        UsageError: no day is given, or two different ones; no such engine.
        EngineDisagreementError: two engines differ, an internal error.
    """
    policy = policy_for(policy, as_of)
    admitted = admit(account, policy.as_of)
    if isinstance(admitted, list):
        raise InputError(admitted)
    compiled = compile_policy(policy, engine, in_register=False)
    row = AccountRow(admitted, blank_means=blank_means, suffix_list=policy.suffix_list)
    found = list(_judge(compiled, [Judged("account", row, None)], policy))
    return _report(policy, compiled, found, [admitted], ())


def check_register(
    accounts: Iterable[Mapping[str, Any] | Account],
    *,
    as_of: date | None = None,
    policy: Policy | None = None,
    engine: str = "auto",
    blank_means: BlankMeans = "unknown",
) -> Report:
    """Check the accounts of one register; those that cannot be read are errors of the report, the others are checked.

    Arguments and errors are those of `check`, but that bad data does not raise.
    """
    return check_candidates(
        (Candidate(account, blank_means=blank_means) for account in accounts),
        policy=policy_for(policy, as_of),
        engine=engine,
    )


def check_candidates(
    candidates: Iterable[Candidate], *, policy: Policy, engine: str = "auto", problems: Sequence[Diagnostic] = ()
) -> Report:
    """Check records with their places; `problems` are those found while reading them.

    `problems` may grow while `candidates` is read; it is looked at afterwards.
    """
    compiled = compile_policy(policy, engine, in_register=True)
    entries, errors = take_in(candidates, policy)
    found = list(_judge(compiled, entries, policy))
    accounts = [entry.facts.account for entry in entries]
    return _report(policy, compiled, found, accounts, told_once((*problems, *errors)))


def _judge(compiled: CompiledPolicy, accounts: Sequence[Judged], policy: Policy) -> Iterable[_Found]:
    """Judge every subject of every account, account by account, so that findings come in the register's order."""
    today = policy.as_of.toordinal()
    for account, found in zip(accounts, _judge_each(compiled, "account", accounts, today), strict=True):
        yield found
        if account.facts.account.transfers:
            yield from _judge_each(compiled, "transfer", subjects_of(account, "transfer"), today)
        if account.facts.account.incidents:
            yield from _judge_each(compiled, "incident", subjects_of(account, "incident"), today)


def _judge_each(compiled: CompiledPolicy, kind: Subject, judged: Sequence[Judged], today: int) -> Iterable[_Found]:
    rows = [one.facts for one in judged]
    table = compiled.outcomes(kind, rows, [row.account.id for row in rows], today)
    return ((one, compiled.rules(kind), outcomes) for one, outcomes in zip(judged, table, strict=True))


def _report(
    policy: Policy,
    compiled: CompiledPolicy,
    found: Sequence[_Found],
    accounts: Sequence[Account],
    errors: tuple[Diagnostic, ...],
) -> Report:
    return Report(
        as_of=policy.as_of,
        policy=policy.stamp,
        engines=compiled.engines,
        accounts=len(accounts),
        not_recorded={
            "transfers": sum(account.transfers is None for account in accounts),
            "incidents": sum(account.incidents is None for account in accounts),
        },
        verdicts=Verdicts(found),
        errors=errors,
        explain=partial(make_finding, policy),
    )


def policy_for(policy: Policy | None, as_of: date | None) -> Policy:
    """Give the policy of a check: the one handed over, or the national pack on the day.

    Raises:
        UsageError: no day is given, or two different ones.
    """
    if policy is None:
        if as_of is None:
            msg = "say the day of the check with `as_of`; the library never reads the clock"
            raise UsageError(msg)
        return _national(as_of)
    if as_of is not None and as_of != policy.as_of:
        msg = f"the policy is resolved for {policy.as_of}, not for {as_of}"
        raise UsageError(msg)
    return policy


@lru_cache(maxsize=64)
def _national(as_of: date) -> Policy:
    return Policy.load(as_of=as_of)
