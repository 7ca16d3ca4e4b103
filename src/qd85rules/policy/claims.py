"""What the packs of a stack claim of rules, over all accounts and days: each property, once for each rule it is about.

What must not live here: reading properties (`properties`), proving them (`lab.lint`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qd85rules.lang import expand, facts_of
from qd85rules.policy.properties import for_each_rule, rule_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qd85rules.lang.ast import Expr
    from qd85rules.model.spec import Subject
    from qd85rules.policy.rule import Property
    from qd85rules.policy.stack import ResolvedRule, Stack


@dataclass(frozen=True, slots=True, eq=False)
class PropertyClaim:
    """A property for the rules that it names, once for each that it is to hold of.

    `never` has its concepts written out; `outcomes` has the rule of each fact in it that is an outcome.
    """

    property: Property
    never: Expr
    outcomes: Mapping[str, ResolvedRule]
    subject: Subject


def claims(stack: Stack) -> Iterator[PropertyClaim]:
    """Unfold the properties of a stack, each over the rules of its own pack and of those below."""
    rules: dict[str, ResolvedRule] = {}
    for pack in stack.packs:
        rules |= {rule.id: stack.rules_by_id[rule.id] for rule in pack.rules}
        subjects = {name: resolved.rule.subject for name, resolved in rules.items()}
        for one in pack.properties:
            whole = expand(one.never.expr, stack.concepts())
            for never, subject in for_each_rule(one.never.expr, whole, one.rules, subjects):
                outcomes = {fact: rules[rule] for fact in facts_of(never) if (rule := rule_of(fact)) is not None}
                yield PropertyClaim(one, never, outcomes, subject)
