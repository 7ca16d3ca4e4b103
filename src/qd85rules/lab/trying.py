"""Properties of packs on random accounts: no proof, but the rules are run as they are on every register.

What must not live here: proofs (`lab.lint`), and accounts (`lab.strategies`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from qd85rules.lab.lint.properties import is_true
from qd85rules.policy.claims import claims
from qd85rules.policy.policy import Policy
from qd85rules.run.check import Candidate, subjects_of, take_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from qd85rules.policy.claims import PropertyClaim

TRIES: Final = 100
"""How many accounts are tried."""


@dataclass(frozen=True, slots=True)
class Refuted:
    """A property that an account is against, the rules whose outcomes it asks for, and the account."""

    property: str
    rules: tuple[str, ...]
    account: dict[str, Any]
    as_of: date


def try_properties(packs: Sequence[str], as_of: date) -> Iterator[Refuted]:
    """Try the properties of the highest of some packs, each with the smallest account found against it.

    Accounts are drawn anew from the same seed, so that a run that passed passes again.

    Raises:
        ImportError: Hypothesis is not installed.
    """
    policy = Policy.load(packs, as_of=as_of)
    highest = policy.stack.packs[-1].id
    own = [claim for claim in claims(policy.stack) if claim.property.pack == highest]
    while own and (account := _against(policy, own)) is not None:
        broken = [claim for claim in own if _is_against(policy, [claim], account)]
        for claim in broken:
            rules = tuple(resolved.rule.id for resolved in claim.outcomes.values())
            yield Refuted(claim.property.id, rules, account, as_of)
        own = [claim for claim in own if claim not in broken]


def _against(policy: Policy, own: Sequence[PropertyClaim]) -> dict[str, Any] | None:
    from hypothesis import HealthCheck, Phase, find, settings  # noqa: PLC0415 - an extra
    from hypothesis.errors import NoSuchExample  # noqa: PLC0415 - likewise

    from qd85rules.lab.strategies import accounts  # noqa: PLC0415 - likewise

    # However slow a machine is, the answer is the same; nothing is kept in the folder of the caller.
    how = settings(
        max_examples=TRIES,
        database=None,
        deadline=None,
        derandomize=True,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    try:
        return find(accounts(policy), lambda account: _is_against(policy, own, account), settings=how)
    except NoSuchExample:
        return None


def _is_against(policy: Policy, own: Sequence[PropertyClaim], account: dict[str, Any]) -> bool:
    [judged], _ = take_in([Candidate(account)], policy)
    return any(is_true(policy, claim, one.facts) for claim in own for one in subjects_of(judged, claim.subject))
