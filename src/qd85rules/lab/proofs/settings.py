"""The parameters of a policy on every day, since a setting may begin on one, as terms of formulas.

What must not live here: choosing a parameter's value (`policy.in_force`), and which settings are sensible
(`lab.lint`).
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from qd85rules.core.truth import UNKNOWN
from qd85rules.core.values import NEVER
from qd85rules.lab.proofs.encoding import FlaggedMembers, Term, constant, free_term
from qd85rules.policy.in_force import plain_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qd85rules.core.values import Value
    from qd85rules.lab.proofs.encoding import Texts
    from qd85rules.lab.proofs.logic import Formula, Logic, Number
    from qd85rules.lang.types import Type
    from qd85rules.policy.policy import Policy
    from qd85rules.policy.rule import Parameter

_Turns = tuple[tuple[int, "Value"], ...]


class Settings:
    """What a policy's parameters are on each day; values that its caller gave stay the same on all of them."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def on(self, day: int) -> Policy:
        """Give the policy resolved for another day."""
        return self.policy if day == self.policy.as_of.toordinal() else self.policy.at(date.fromordinal(day))

    @property
    def given(self) -> dict[str, Any]:
        """The caller's own values as plain data."""
        parameters = self.policy.stack.parameters
        return {name: plain_value(self.policy.params[name], parameters[name].type) for name in self.policy.given}

    @cached_property
    def _by_day(self) -> tuple[tuple[int, Mapping[str, Value]], ...]:
        """The parameters from each day on that may change one, the first from the first day of the calendar."""
        days = dict.fromkeys((date.min, *self.policy.stack.setting_days))
        return tuple((day.toordinal(), self.policy.at(day).params) for day in days)

    def turns(self, name: str) -> _Turns:
        """Give the days on which a parameter changes, and its values from each on, the first from day 1."""
        found: list[tuple[int, Value]] = []
        for day, params in self._by_day:
            if not found or found[-1][1] != params[name]:
                found.append((day, params[name]))
        return tuple(found)

    def terms(self, logic: Logic, texts: Texts, today: Number) -> dict[str, Term]:
        """Encode every parameter, as it is on the day."""
        return {
            name: _chosen_by_day(logic, texts, today, self.turns(name), parameter.type)
            for name, parameter in self.policy.stack.parameters.items()
        }

    def free_terms(self, logic: Logic, texts: Texts) -> tuple[dict[str, Term], list[Formula]]:
        """Encode every parameter as any value that it may be given, with what limits them."""
        terms: dict[str, Term] = {}
        limits: list[Formula] = []
        for name, parameter in self.policy.stack.parameters.items():
            term, domain = free_term(logic, texts, f"params.{name}", parameter.type)
            terms[name] = Term(known=True, value=term.value)
            limits += [domain, *_bounds(parameter, term.value)]
        return terms, limits


def _chosen_by_day(logic: Logic, texts: Texts, today: Number, turns: _Turns, kind: Type) -> Term:
    """Choose by the day; a list is chosen member by member."""
    members = (kind.element.members if kind.element else None) or ()
    known = _chosen(logic, today, [(day, value is not UNKNOWN) for day, value in turns])
    if kind.kind == "list" and len(turns) > 1:
        flags = {
            texts.code(member): _chosen(
                logic, today, [(day, isinstance(value, tuple) and member in value) for day, value in turns]
            )
            for member in members
        }
        return Term(known=known, value=FlaggedMembers(logic, flags))
    # The days on which it is unknown have a value too, of the same sort as on the others.
    unknown = False if kind.kind == "bool" else 0
    values = [unknown if value is UNKNOWN else constant(logic, texts, value).value for _, value in turns]
    return Term(
        known=known, value=_chosen(logic, today, [(day, value) for (day, _), value in zip(turns, values, strict=True)])
    )


def _chosen(logic: Logic, today: Number, turns: list[tuple[int, Any]]) -> Any:  # noqa: ANN401 - formulas or numbers
    result = turns[0][1]
    for day, value in turns[1:]:
        result = logic.choose(today >= day, value, result)
    return result


def _bounds(parameter: Parameter, value: Any) -> Iterator[Formula]:  # noqa: ANN401 - a number where it has bounds
    if parameter.type.kind == "date":
        yield value >= 1
        yield value <= NEVER
    if parameter.minimum is not None:
        yield value >= parameter.minimum
    if parameter.maximum is not None:
        yield value <= parameter.maximum
