"""Running rules on accounts: what a proof claims must also happen, by the definition and by every engine.

What must not live here: making accounts (`realise`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qd85rules.engines import choose, get_engine
from qd85rules.judge.compiled import compile_rule
from qd85rules.model.spec import Blanks
from qd85rules.run.check import Candidate, subjects_of, take_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from qd85rules.core.outcome import Outcome
    from qd85rules.core.values import Row
    from qd85rules.model.spec import BlankMeans, Subject
    from qd85rules.policy.policy import Policy, ResolvedRule


def row_of(
    policy: Policy,
    subject: Subject,
    account: Mapping[str, Any],
    others: Sequence[Mapping[str, Any]] = (),
    *,
    blank_means: BlankMeans = "unknown",
) -> Row | None:
    """Give the facts of an account, or of its first transfer or incident; `None` where the account is not admitted."""
    candidates = [Candidate(data, blanks=Blanks(blank_means)) for data in (account, *others)]
    entries, errors = take_in(candidates, policy)
    if errors:
        return None
    return next((one.facts for one in subjects_of(entries[0], subject)), None)


def outcome_on_row(policy: Policy, resolved: ResolvedRule, row: Row) -> Outcome:
    """Judge a row by a rule on the policy's day, by the definition, which every engine that there is must agree with.

    Raises:
        EngineDisagreementError: two engines differ, an internal error.
    """
    compiled = compile_rule(resolved, policy, (get_engine("evaluate"), *choose("auto")))
    [[(outcome, _)]] = compiled.outcomes(resolved.rule.subject, [row], [""], policy.as_of.toordinal())
    return outcome


def replay(
    policy: Policy,
    resolved: ResolvedRule,
    account: Mapping[str, Any],
    others: Sequence[Mapping[str, Any]] = (),
) -> Outcome | None:
    """Judge an account by a rule; `None` where it is not admitted or has no subject of the rule's kind."""
    row = row_of(policy, resolved.rule.subject, account, others)
    return None if row is None else outcome_on_row(policy, resolved, row)
