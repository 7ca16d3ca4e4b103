"""What tells two rules apart: an account that they judge differently, or a proof that there is none.

What must not live here: how it is found (`proofs`, `search`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from qd85rules.lab.mutants.trials import Trial
    from qd85rules.policy.policy import Policy, ResolvedRule


@dataclass(frozen=True, slots=True)
class Side:
    """A rule, and the policy whose parameters it reads."""

    policy: Policy
    resolved: ResolvedRule


@dataclass(frozen=True, slots=True)
class Apart:
    """The answer.

    `equivalent` is proved for every account, day and value of the parameters; `apart` comes with an account that was
    run, and with the outcomes of both rules on it; `not decided` says why in `reason`.
    """

    status: Literal["equivalent", "apart", "not decided"]
    rule: str = ""
    account: Mapping[str, Any] = field(default_factory=dict)
    others: tuple[Mapping[str, Any], ...] = ()
    as_of: date | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    outcomes: tuple[str, str] = ("", "")
    reason: str = ""


class TellApart(Protocol):
    """Compares two rules. `near` are cases of the rule, from which a search may start."""

    def __call__(self, one: Side, two: Side, near: Sequence[Trial]) -> Apart:
        """Find what tells the rules apart."""
        ...
