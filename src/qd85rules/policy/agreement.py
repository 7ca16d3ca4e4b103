"""Whether packs that each read well also fit on one another: ids of rules, and concepts with all their widenings.

What must not live here: reading packs (`loader`), finding those that a pack requires (`policy`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qd85rules.lang import concepts_of
from qd85rules.wording import packs as say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qd85rules.policy.rule import Pack, Rule, Widening
    from qd85rules.source.reader import Problems


def check_agreement(packs: Sequence[Pack], problems: Problems) -> None:
    """Look at packs stacked in order; problems are added to `problems`."""
    _former_ids([rule for pack in packs for rule in pack.rules], problems)
    _circles(packs, problems)


def _former_ids(rules: Sequence[Rule], problems: Problems) -> None:
    """Find former ids that a rule bears today, or that two rules claim: a waiver of one would set aside the other."""
    living = {rule.id for rule in rules}
    claimed: dict[str, str] = {}
    for rule in rules:
        for former in rule.deprecated_ids:
            if former in living:
                problems.add(
                    "living-id",
                    say.LIVING_ID.filled(former=former, rule=rule.id),
                    rule.span,
                    say.OUT_OF_FORMER,
                )
            elif former in claimed:
                problems.add(
                    "duplicate",
                    say.CLAIMED_TWICE.filled(former=former, one=claimed[former], other=rule.id),
                    rule.span,
                    say.LEAVE_IT,
                )
            claimed.setdefault(former, rule.id)


def _circles(packs: Sequence[Pack], problems: Problems) -> None:
    """Find widenings by which a concept rests on itself; what a pack defines itself only uses what stands before it."""
    uses = {concept.name: set(concepts_of(concept.when.expr)) for pack in packs for concept in pack.concepts}
    widenings = [widening for pack in packs for widening in pack.widenings if widening.concept in uses]
    for widening in widenings:
        uses[widening.concept] |= _used_by(widening)
    for widening in widenings:
        if (route := _route(_used_by(widening), widening.concept, uses)) is not None:
            way = " -> ".join(f"`{name}`" for name in (widening.concept, *route))
            problems.add(
                "concept-cycle",
                say.CONCEPTS_IN_A_CIRCLE.filled(way=way),
                widening.when.span,
                say.WIDENING_ADDS,
            )


def _used_by(widening: Widening) -> set[str]:
    since = () if widening.since is None else concepts_of(widening.since.expr)
    return {*concepts_of(widening.when.expr), *since}


def _route(starts: set[str], wanted: str, uses: Mapping[str, set[str]]) -> tuple[str, ...] | None:
    """Give the names on a shortest way from one of some concepts to another, its end included."""
    waiting: list[tuple[str, ...]] = [(name,) for name in sorted(starts)]
    seen = set(starts)
    for way in waiting:
        if way[-1] == wanted:
            return way
        following = sorted(uses.get(way[-1], set()) - seen)
        seen.update(following)
        waiting += [(*way, name) for name in following]
    return None
