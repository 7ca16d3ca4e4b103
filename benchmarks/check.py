"""`check()` from a plain dict to a report, against peers that evaluate as many rules on ready-made flat facts.

What must not live here: the peers themselves.
"""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Any

from benchmarks.accounts import DAY, make_accounts
from benchmarks.peers import flat_facts, make_peers
from benchmarks.timing import fastest_in_turn, table
from qd85rules import Policy, check
from qd85rules.engines.durable import available

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["measure"]

_ACCOUNTS = 500


def measure() -> str:
    """Time everything in one run, and give the ratios as a table."""
    policy = Policy.load(as_of=DAY)
    accounts = make_accounts(_ACCOUNTS)
    facts = [flat_facts(account, policy) for account in accounts]
    # In a register all rules run; for a single account the one that compares accounts is left out.
    contestants: dict[str, Callable[[], object]] = {
        name: _over(peer, facts) for name, peer in make_peers(policy).items()
    }
    contestants["qd85rules, reference"] = _over(
        lambda account: check(account, policy=policy, engine="reference"), accounts
    )
    if available():
        contestants["qd85rules, durable"] = _over(
            lambda account: check(account, policy=policy, engine="durable"), accounts
        )
        contestants["qd85rules, auto (both)"] = _over(lambda account: check(account, policy=policy), accounts)
        contestants["qd85rules, auto, findings read"] = _over(
            lambda account: check(account, policy=policy).findings, accounts
        )
    best = fastest_in_turn(contestants)
    fastest_peer = min((name for name in best if not name.startswith("qd85rules")), key=best.__getitem__)
    rows = [
        [name, f"{best[name] * 1e6:.1f}", f"{best[name] / best[fastest_peer]:.2f}"]
        for name in sorted(best, key=best.__getitem__)
    ]
    return f"{len(policy.rules)} rules; fastest peer: {fastest_peer}\n\n" + table(
        ["", "µs an account", "times the fastest peer"], rows
    )


def _over(run: Callable[[dict[str, Any]], object], inputs: list[dict[str, Any]]) -> Callable[[], object]:
    """Call with another input each time, so that no cache of one account helps."""
    turn = cycle(inputs)
    return lambda: run(next(turn))
