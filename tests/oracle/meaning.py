"""What conditions, settings and rules mean, written from the language page and from nothing in `src/`.

A condition is a tuple whose first item says what it is; its last has the parts that it joins, if it joins any. A value
is a bool, a text, a number, the ordinal of a day, or `None`: unknown. An event that is stated not to have happened is
the last day of the calendar.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

Tree = tuple[Any, ...]
Facts = dict[str, Any]
Meaning = Callable[[Facts, Facts, int], Any]

NEVER = date.max.toordinal()
STRICT: dict[str, Callable[..., Any]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "minus": operator.sub, "not": operator.not_, "in": lambda one, many: one in many,
}  # fmt: skip


def value(tree: Tree, facts: Facts, params: Facts, day: int) -> Any:
    """Give what a condition is on a day; `None` where it is unknown."""
    return meaning(tree)(facts, params, day)


def meaning(tree: Tree) -> Meaning:
    """Give a condition as a function of the facts, the parameters and the day."""
    kind, *parts = tree
    if kind in LEAVES:
        return LEAVES[kind](*parts)
    return JOINTS.get(kind, _strict)(tree, [meaning(part) for part in parts[-1]])


LEAVES: dict[str, Callable[..., Meaning]] = {
    "constant": lambda known, _kind: lambda _facts, _params, _day: known,
    "today": lambda: lambda _facts, _params, day: day,
    "fact": lambda name: lambda facts, _params, _day: facts[name],
    "param": lambda name: lambda _facts, params, _day: params[name],
    "has": lambda name: lambda facts, _params, _day: facts[name] is not None,
}


def _all(_: Tree, parts: list[Meaning]) -> Meaning:
    def found(facts: Facts, params: Facts, day: int) -> Any:
        unknown = False
        for part in parts:
            one = part(facts, params, day)
            if one is False:
                return False
            unknown = unknown or one is None
        return None if unknown else True

    return found


def _any(_: Tree, parts: list[Meaning]) -> Meaning:
    def found(facts: Facts, params: Facts, day: int) -> Any:
        unknown = False
        for part in parts:
            one = part(facts, params, day)
            if one is True:
                return True
            unknown = unknown or one is None
        return None if unknown else False

    return found


def _strict(tree: Tree, parts: list[Meaning]) -> Meaning:
    """Unknown where a part is."""
    work = STRICT[tree[1] if tree[0] == "compare" else tree[0]]

    def found(facts: Facts, params: Facts, day: int) -> Any:
        known = [part(facts, params, day) for part in parts]
        return None if None in known else work(*known)

    return found


JOINTS = {"all": _all, "any": _any}


def text(tree: Tree) -> str:
    """Write a condition as a rule file has it."""
    kind, *parts = tree
    if kind == "constant":
        return _literal(parts[0], parts[1])
    if kind == "today":
        return "today"
    if kind in {"fact", "param", "has"}:
        return {"fact": "{}", "param": "params.{}", "has": "has({})"}[kind].format(parts[0])
    shown = [f"({text(part)})" if part[0] not in {"constant", "fact", "param", "today", "has"} else text(part)
             for part in parts[-1]]  # fmt: skip
    if kind == "not":
        return f"!{shown[0]}"
    joint = {"all": " && ", "any": " || ", "minus": " - ", "in": " in "}.get(kind) or f" {parts[0]} "
    return joint.join(shown)


def _literal(known: Any, kind: str) -> str:
    if kind == "date":
        return f'date("{date.fromordinal(known)}")'
    return str(known).lower() if isinstance(known, bool) else f'"{known}"' if isinstance(known, str) else str(known)


def facts_in(tree: Tree) -> set[str]:
    """Name the facts that a condition reads."""
    kind, *parts = tree
    if kind in {"fact", "has"}:
        return {parts[0]}
    return set() if kind in {"constant", "today", "param"} else set().union(*(facts_in(part) for part in parts[-1]))


def asks_has(tree: Tree) -> bool:
    """Say whether a condition asks whether something is recorded."""
    kind, *parts = tree
    if kind in {"constant", "today", "param", "fact"}:
        return False
    return kind == "has" or any(asks_has(part) for part in parts[-1])


@dataclass
class Setting:
    """A value from a day through another; `None`: without that end."""

    value: Any
    begins: int | None = None
    ends: int | None = None


@dataclass
class Stack:
    """Parameters with their defaults (`None`: none), and what packs set, lowest first; `given` comes before all."""

    defaults: dict[str, Any]
    packs: list[dict[str, list[Setting]]]
    given: dict[str, Any] = field(default_factory=dict)
    on: dict[int, Facts] = field(default_factory=dict, init=False, repr=False)
    """The parameters of the days that were asked for so far."""

    def params(self, day: int) -> Facts:
        """Give every parameter on a day."""
        if day not in self.on:
            self.on[day] = {name: self.given.get(name, self._decided(name, day)) for name in self.defaults}
        return self.on[day]

    def _decided(self, name: str, day: int) -> Any:
        for pack in reversed(self.packs):
            begun = [
                one for one in pack.get(name, []) if (one.begins or 0) <= day and (one.ends is None or day <= one.ends)
            ]
            if begun:
                return max(begun, key=lambda one: one.begins or 0).value
        return self.defaults[name]


@dataclass
class Rule:
    """When a rule applies and when it is broken; `event` names the date fact by which it is in force, if any."""

    name: str
    applies: Tree
    violated: Tree
    event: str | None
    since: int

    @property
    def facts(self) -> set[str]:
        """Name the facts that decide it."""
        own = facts_in(self.applies) | facts_in(self.violated)
        return own | ({self.event} if self.event else set())

    @cached_property
    def conditions(self) -> tuple[Meaning, Meaning]:
        """Give when it applies, and when it is broken."""
        return meaning(self.applies), meaning(self.violated)

    def outcome(self, facts: Facts, params: Facts, day: int) -> str:
        """Give the outcome as of one day, without a look ahead."""
        event = day if self.event is None else facts[self.event]
        begun = None if event is None else self.since <= event <= day
        when_applies, when_broken = self.conditions
        applies = when_applies(facts, params, day)
        if begun is False or applies is False:
            return "not_applicable"
        broken = when_broken(facts, params, day)
        if None in (begun, applies, broken):
            return "undetermined"
        return "violation" if broken else "compliant"


def due(rule: Rule, facts: Facts, stack: Stack, today: int, horizon: int) -> tuple[str, int | None]:
    """Give the outcome of a day, and the first later one on which the facts, left as they are, break the rule."""
    now = rule.outcome(facts, stack.params(today), today)
    if now != "compliant":
        return now, None
    # An event that never was is the last day of the calendar, around which a rule may turn as well.
    for day in (*range(today + 1, min(horizon, NEVER)), *range(max(today + 1, NEVER - 60), NEVER)):
        if rule.outcome(facts, stack.params(day), day) == "violation":
            return "due", day
    return now, None
