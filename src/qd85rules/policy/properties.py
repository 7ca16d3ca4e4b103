"""Conditions of properties: what a pack says never to be, with outcomes of rules in it.

What must not live here: properties of a stack (`claims`), proving them (`lab.lint`).
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from qd85rules.lang import ExpressionError, TypeEnv, concepts_of, expand, facts_of, nodes, parse, transform, typecheck
from qd85rules.lang.ast import Fact
from qd85rules.lang.types import enum_of
from qd85rules.model.vocabulary import FACTS
from qd85rules.source.refusals import Flaw, unknown_name
from qd85rules.wording import packs as say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from qd85rules.lang.ast import Expr
    from qd85rules.model.spec import Subject
    from qd85rules.policy.rule import Rule

OUTCOME_WORDS: Final = ("violation", "undetermined", "compliant", "not_applicable")
"""What `outcome` can be: as of the day, so that what comes due later is compliant."""

_EACH: Final = "outcome()"
_CALL: Final = 'outcome("'
_OUTCOME: Final = enum_of(*OUTCOME_WORDS)


class FlawError(Exception):
    """A property that is read and makes no sense; `flaw` says why, from the entry on."""

    def __init__(self, flaw: Flaw) -> None:
        self.flaw = flaw
        super().__init__(flaw.message.en)


def read_never(
    text: str, patterns: tuple[str, ...], env: TypeEnv, rules: Mapping[str, Rule], concepts: Mapping[str, Expr]
) -> Expr | None:
    """Read what is never to be; `None` where it rests on a concept that could not be read.

    Args:
        text: the condition.
        patterns: ids and patterns of the rules that `outcome()` is asked of.
        env: what it may name beside outcomes.
        rules: those whose outcomes it may ask for.
        concepts: what its concepts are.

    Raises:
        ExpressionError: it cannot be read; it carries every problem.
        FlawError: what it is about does not go together.
    """
    expr = parse(text, outcomes=True)
    asked = [node for node in nodes(expr) if isinstance(node, Fact) and rule_of(node.name) is not None]
    for node in asked:
        if (rule := rule_of(node.name)) not in rules:
            raise FlawError(
                unknown_name("rule", rule or "", rules)._replace(path=("never",), part=(node.start, node.end))
            )
    outcomes = dict.fromkeys((_EACH, *(node.name for node in asked)), _OUTCOME)
    if problems := typecheck(expr, TypeEnv({**env.facts, **outcomes}, env.params, env.concepts)):
        raise ExpressionError(problems)
    if (_EACH in facts_of(expr)) is not bool(patterns):
        raise FlawError(Flaw("bad-property", say.TOGETHER, say.TOGETHER_HELP, ("never",)))
    if patterns and not _chosen(patterns, rules):
        raise FlawError(Flaw("unknown-rule", say.NO_RULE, say.NO_RULE_HELP, ("rules",)))
    if not concepts.keys() >= {*concepts_of(expr)}:
        return None
    subjects = {name: rule.subject for name, rule in rules.items()}
    if not [*for_each_rule(expr, expand(expr, concepts), patterns, subjects)]:
        raise FlawError(Flaw("wrong-subject", say.AT_ONCE, say.AT_ONCE_HELP, ("never",)))
    return expr


def for_each_rule(
    expr: Expr, whole: Expr, patterns: tuple[str, ...], subjects: Mapping[str, Subject]
) -> Iterator[tuple[Expr, Subject]]:
    """Give the condition for each rule that it is to hold of, and what it is about; leave out what fits no subject."""
    for rule in _chosen(patterns, subjects) if _EACH in facts_of(expr) else ("",):
        own = Fact(f'{_CALL}{rule}")')
        never = transform(whole, lambda node, own=own: own if node == Fact(_EACH) else node)  # type: ignore[misc]
        kinds = {subjects[one] if (one := rule_of(fact)) else FACTS[fact].subject for fact in facts_of(never)}
        kinds.discard("account")
        if len(kinds) < 2:  # noqa: PLR2004 - not about two kinds of items
            yield never, kinds.pop() if kinds else "account"


def _chosen(patterns: Iterable[str], rules: Iterable[str]) -> list[str]:
    patterns = tuple(patterns)
    wanted = [one for one in patterns if not one.startswith("!")]
    unwanted = [one[1:] for one in patterns if one.startswith("!")]
    return [
        rule
        for rule in rules
        if any(fnmatchcase(rule, one) for one in wanted) and not any(fnmatchcase(rule, one) for one in unwanted)
    ]


def rule_of(fact: str) -> str | None:
    """Name the rule whose outcome a fact is."""
    return fact.removeprefix(_CALL).removesuffix('")') if fact.startswith(_CALL) else None
