"""Hypothesis strategies: accounts and registers that are admitted, with dates where the rules change their minds.

They shrink to what a person can read: a value that does not matter is not recorded, and the smallest account has its
`id` only. Needs the extra `testing`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from qd85rules.core.diagnostics import MissingExtraError
from qd85rules.lab.mutants.search import boundary_days
from qd85rules.model.admission import admit
from qd85rules.model.choices import TRANSFER_KINDS
from qd85rules.model.paths import ACCOUNT_KEYS, fields_of
from qd85rules.model.sections import SECTIONS

try:
    from hypothesis import strategies as st
except ImportError as exc:
    _MISSING = "strategies need Hypothesis: install it with `pip install 'qd85rules[testing]'`"
    raise MissingExtraError(_MISSING) from exc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from qd85rules.model.spec import Field, Section
    from qd85rules.policy.policy import Policy

_SOME_DAY: Final = date(2024, 11, 1)
_EARLIEST: Final = date(2015, 1, 1)
_DIRECTION: Final = {kind.value: kind.direction for kind in TRANSFER_KINDS}


def days(policy: Policy | None = None, *, as_of: date | None = None) -> SearchStrategy[date]:
    """Give days up to that of the check: around those that the policy's rules compare with, and any other.

    `as_of` is the policy's own day by default, and some fixed day without a policy.
    """
    last = _last(policy, as_of)
    near: list[date] = [last]
    if policy is not None:
        found = boundary_days([*policy.rules], policy.params, last)
        near += [date.fromordinal(day) for day in sorted(found, reverse=True) if day < last.toordinal()]
    anywhere = st.dates(min(_EARLIEST, last), last)
    return st.sampled_from(near) | anywhere


def accounts(
    policy: Policy | None = None, *, as_of: date | None = None, blanks: bool = True
) -> SearchStrategy[dict[str, Any]]:
    """Give accounts as plain data, each of which is admitted on the day of the check.

    Args:
        policy: where its rules change their minds, dates stand more often.
        as_of: the day of the check; the policy's own by default, and some fixed day without a policy.
        blanks: whether facts may be unknown; without, every field has a value.
    """
    return _account(days(policy, as_of=as_of), _last(policy, as_of), blanks=blanks)


def registers(
    policy: Policy | None = None, *, as_of: date | None = None, blanks: bool = True, most: int = 4
) -> SearchStrategy[list[dict[str, Any]]]:
    """Give registers of at least one account, with different ids; some pages are declared by several holders."""
    whole = st.lists(accounts(policy, as_of=as_of, blanks=blanks), min_size=1, max_size=most)
    return whole.map(_numbered)


def _last(policy: Policy | None, as_of: date | None) -> date:
    return as_of or (policy.as_of if policy is not None else _SOME_DAY)


def _numbered(register: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**account, "id": f"vd-{number}"} for number, account in enumerate(register, start=1)]


@st.composite
def _account(draw: DrawFn, near: SearchStrategy[date], last: date, *, blanks: bool) -> dict[str, Any]:
    parts = {section.key: _drawn(draw, section, near, blanks=blanks) for section in SECTIONS}
    account = {**(parts.pop("") or {}), **parts}
    stated = {"id": "vd-1", **{key: account[key] for key in ACCOUNT_KEYS if account.get(key) is not None}}
    assert not isinstance(admit(stated, last), list), stated  # noqa: S101 - what this module promises
    return stated


def _drawn(draw: DrawFn, section: Section, near: SearchStrategy[date], *, blanks: bool) -> Any:  # noqa: ANN401 - a field's value of any type
    """Draw one section of the account; one without a value is not recorded."""
    if not section.is_list:
        return draw(_part(section, near, blanks=blanks)) or None
    items = st.lists(_part(section, near, blanks=blanks), min_size=0 if blanks else 1, max_size=2)
    return draw(st.none() | items if blanks else items)


@st.composite
def _part(draw: DrawFn, section: Section, near: SearchStrategy[date], *, blanks: bool) -> dict[str, Any]:
    """Draw the fields of one section; every draw shrinks to a value that is not recorded."""
    part: dict[str, Any] = {}
    for field in fields_of(section):
        if field.question is not None:
            values = _values(field, near, [part[start] for start in field.not_before])
            part[field.key] = draw(st.none() | values if blanks else values)
    if part.get("kind") in _DIRECTION and part["direction"] is not None:
        part["direction"] = _DIRECTION[part["kind"]]
    for field in fields_of(section):
        if field.implies is not None and part[field.implies] == "never":
            part[field.key] = None
    return {key: value for key, value in part.items() if value is not None}


def _days_later(day: date) -> date:
    return day + min(timedelta(days=20), date.max - day)


def _values(field: Field, near: SearchStrategy[date], after: Sequence[date | str | None]) -> SearchStrategy[Any]:
    """Give the values of one field; `after` are those that a date may not come before."""
    first = max((day for day in after if isinstance(day, date)), default=date.min)
    members = [choice.value for choice in field.choices]
    match field.kind:
        case "yes_no":
            return st.sampled_from((True, False))
        case "date":
            return near.map(lambda day: max(day, first))
        case "deadline":
            return (near | near.map(_days_later)).map(lambda day: max(day, first))
        case "texts":
            return st.sets(st.sampled_from(field.examples)).map(lambda chosen: sorted(chosen, key=field.examples.index))
        case "event":
            return st.just("never") | near.map(lambda day: max(day, first))
        case "choice":
            return st.sampled_from(members)
        case "choices":
            return st.sets(st.sampled_from(members)).map(lambda chosen: sorted(chosen, key=members.index))
        case _:
            return st.sampled_from(field.examples)
