"""Other rule engines on the same number of rules: the national pack's conditions in their own languages.

Each gets ready-made flat facts, all of them known, and compiled or parsed rules where it offers that. That favours
them: none derives a fact, validates an account or tells unknown from false.

What must not live here: timing.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, Final, assert_never

import cedarpy
import cel
import rule_engine
import zen

from qd85rules.lang import ast
from qd85rules.model.account import Account
from qd85rules.model.rows import AccountRow, ItemRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qd85rules import Policy
    from qd85rules.core.values import Value
    from qd85rules.lang.ast import Expr

__all__ = ["flat_facts", "make_peers"]

Words = dict[str, str]
_CEL: Final[Words] = {
    "and": " && ",
    "or": " || ",
    "not": "!",
    "eq": "==",
    "prefix": "",
    "true": "true",
    "false": "false",
}
_WORDS: Final[Words] = {**_CEL, "and": " and ", "or": " or ", "not": "not "}
_CEDAR: Final[Words] = {**_CEL, "prefix": "context."}


def flat_facts(account: Mapping[str, Any], policy: Policy) -> dict[str, Any]:
    """Give every fact that the policy's rules read, under a plain name, dates as numbers."""
    row = AccountRow(Account.model_validate(account), declared_by_another=False)
    rows = [row, *(ItemRow(item, row) for item in (row.account.transfers or ()))]
    rows += [ItemRow(item, row) for item in (row.account.incidents or ())]
    facts: dict[str, Any] = {"today": policy.as_of.toordinal()}
    for resolved in policy.rules:
        source = next(r for r in rows if resolved.rule.subject == "account" or _is_of(r, resolved.rule.subject))
        for fact in resolved.facts:
            value = source[fact]
            known = _stand_in(fact) if not isinstance(value, bool | int | str | tuple) else value
            facts[_flat(fact)] = list(known) if isinstance(known, tuple) else known
    return facts


def _is_of(row: object, subject: str) -> bool:
    return isinstance(row, ItemRow) and type(row.item).__name__.lower() == subject


def _stand_in(fact: str) -> Value:
    from qd85rules.model.vocabulary import FACTS  # noqa: PLC0415 - only here

    stand_ins: dict[str, Value] = {"bool": False, "int": 0, "date": 738_000, "string": "", "list": ()}
    return stand_ins[FACTS[fact].type.kind]


def make_peers(policy: Policy) -> dict[str, Callable[[dict[str, Any]], object]]:
    """Give each peer as a callable that takes flat facts and evaluates every rule once."""
    conditions = [ast.And((resolved.scope, resolved.violated)) for resolved in policy.rules]
    write = {
        style: [_write(c, policy.params, words) for c in conditions]
        for style, words in (("cel", _CEL), ("words", _WORDS))
    }
    rules = [rule_engine.Rule(text) for text in write["words"]]
    zen_rules = [zen.compile_expression(text) for text in write["words"]]
    cel_rules = [cel.compile(text) for text in write["cel"]]
    cedar = "\n".join(
        f"forbid(principal, action, resource) when {{ {_write(c, policy.params, _CEDAR)} }};" for c in conditions
    )
    policies = cedarpy.PolicySet.from_str(cedar) if hasattr(cedarpy.PolicySet, "from_str") else cedar
    return {
        "rule-engine": lambda facts: [rule.matches(facts) for rule in rules],
        "zen-engine": lambda facts: [rule.evaluate(facts) for rule in zen_rules],
        "common-expression-language": lambda facts: [rule.execute(facts) for rule in cel_rules],
        "cedarpy": partial(_cedar, policies),
    }


def _cedar(policies: str | cedarpy.PolicySet, facts: dict[str, Any]) -> object:
    request = {"principal": 'U::"a"', "action": 'A::"a"', "resource": 'R::"a"', "context": json.dumps(facts)}
    return cedarpy.is_authorized(request, policies, [])


def _flat(fact: str) -> str:
    return fact.replace(".", "_")


def _write(expr: Expr, params: Mapping[str, Value], words: Words) -> str:  # noqa: C901 - one case a node
    def sub(inner: Expr) -> str:
        return _write(inner, params, words)

    match expr:
        case ast.Bool(value):
            return words["true"] if value else words["false"]
        case ast.Int(value):
            return str(value)
        case ast.String(value):
            return json.dumps(value)
        case ast.Date(value):
            return str(value.toordinal())
        case ast.Items(elements):
            return "[" + ", ".join(sub(element) for element in elements) + "]"
        case ast.Fact(name):
            return words["prefix"] + _flat(name)
        case ast.Param(name):
            setting = params[name]
            return json.dumps(setting) if isinstance(setting, str) else str(setting)
        case ast.Today():
            return words["prefix"] + "today"
        case ast.Has():
            return words["true"]
        case ast.Subtract(left, right):
            return f"({sub(left)} - {sub(right)})"
        case ast.Compare(op, left, right):
            return f"({sub(left)} {op} {sub(right)})"
        case ast.In(element, container):
            if words is _CEDAR:
                return f"{sub(container)}.contains({sub(element)})"
            return f"({sub(element)} in {sub(container)})"
        case ast.Not(operand):
            return f"({words['not']}({sub(operand)}))"
        case ast.And(operands):
            return "(" + words["and"].join(sub(operand) for operand in operands) + ")"
        case ast.Or(operands):
            return "(" + words["or"].join(sub(operand) for operand in operands) + ")"
        case ast.Concept():
            msg = "concepts are expanded before"
            raise TypeError(msg)
        case _:
            assert_never(expr)
