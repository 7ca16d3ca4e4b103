"""Hypothesis strategies: accounts and registers that are admitted, with dates where the rules change their minds.

They shrink to what a person can read: a value that does not matter is not recorded, and the smallest account has its
`id` only. Needs the extra `testing`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, get_args

from qd85rules.core.diagnostics import MissingExtraError
from qd85rules.lab.mutants.search import boundary_days
from qd85rules.model.account import AccountKind, Role, TransferKind
from qd85rules.model.admission import INCOMING, admit

try:
    from hypothesis import strategies as st
except ImportError as exc:
    _MISSING = "strategies need Hypothesis: install it with `pip install 'qd85rules[testing]'`"
    raise MissingExtraError(_MISSING) from exc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from qd85rules.policy.policy import Policy

__all__ = ["accounts", "days", "registers"]

_SOME_DAY: Final = date(2024, 11, 1)
_EARLIEST: Final = date(2015, 1, 1)
_NAMES: Final = ("Nguyễn Văn An", "Trần Thị Hòa", "Tran Thi Hoa", "Trần Hòa", "Mây Chiều", "H'Hen Êban")
_URLS: Final = (
    "https://www.facebook.com/vidu",
    "https://vidu.vn",
    "https://vidu.com",
    "https://tiếngviệt.vn",
    "https://vidu.blogspot.com",
)
_HOLDERS: Final = ("vd-1", "vd-2", "vd-3")
_SIGNS: Final = ("anomaly", "loss_of_control", "impersonation", "misuse")
_PROFILE: Final = ("personal_info", "contact_info", "portrait")
_DECLARED: Final = ("requested_on", "declared_on", "reported_on", "commitment_on")
_TOLD: Final = (
    "activity_stopped_on",
    "committee_told_on",
    "authority_told_on",
    "provider_told_on",
    "committee_reported_on",
    "resolved_on",
)


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
    part = _Part(draw, near, last, blanks=blanks)
    opened = part.day()
    unused = part.day(opened)
    account = {
        "kind": part.one_of(get_args(AccountKind)),
        "platform": part.one_of(("facebook", "tiktok", "zalo")),
        "url": part.one_of(_URLS),
        "handle": part.one_of(("vidu", "vidu.hai")),
        "opened_on": opened,
        "holder": part.section(_holder),
        "profile": part.section(_profile),
        "declaration": part.section(_declaration),
        "in_use": part.one_of((True, False)),
        "last_active_on": part.day(opened),
        "unused_since": unused,
        "closed_on": part.event(opened, unused),
        "transfers": part.items(_transfer),
        "incidents": part.items(_incident),
    }
    stated = {"id": "vd-1", **_recorded(account)}
    assert not isinstance(admit(stated, last), list), stated  # noqa: S101 - what this module promises
    return stated


def _recorded(fields: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not recorded."""
    return {name: value for name, value in fields.items() if value is not None}


class _Part:
    """Draws the values of one account; every draw shrinks to a value that is not recorded."""

    def __init__(self, draw: DrawFn, near: SearchStrategy[date], last: date, *, blanks: bool) -> None:
        self._draw, self._near, self._last, self._blanks = draw, near, last, blanks

    def _maybe(self, values: SearchStrategy[Any]) -> Any:  # noqa: ANN401 - a field's value of any type
        return self._draw(st.none() | values if self._blanks else values)

    def one_of(self, values: Sequence[Any]) -> Any:  # noqa: ANN401 - a field's value of any type
        """Draw one of a few values."""
        return self._maybe(st.sampled_from(values))

    def roles(self) -> list[str] | None:
        """Draw roles, in the order of the model."""
        known = get_args(Role)
        found: list[str] | None = self._maybe(
            st.sets(st.sampled_from(known)).map(lambda chosen: sorted(chosen, key=known.index))
        )
        return found

    def day(self, *after: date | str | None) -> date | None:
        """Draw a day that is not before any of those given."""
        found: date | None = self._maybe(self._from(after))
        return found

    def event(self, *after: date | str | None) -> date | str | None:
        """Draw a day, or that it has not happened."""
        found: date | str | None = self._maybe(st.just("never") | self._from(after))
        return found

    def section(self, fields: Any) -> dict[str, Any] | None:  # noqa: ANN401 - a function that draws fields
        """Draw a part of the account; one without a value is not recorded."""
        return _recorded(fields(self)) or None

    def items(self, fields: Any) -> list[dict[str, Any]] | None:  # noqa: ANN401 - a function that draws fields
        """Draw transfers or incidents."""
        one = _item(fields, self._near, self._last, blanks=self._blanks)
        found: list[dict[str, Any]] | None = self._maybe(st.lists(one, min_size=0 if self._blanks else 1, max_size=2))
        return found

    def _from(self, after: tuple[date | str | None, ...]) -> SearchStrategy[date]:
        first = max((day for day in after if isinstance(day, date)), default=date.min)
        if first == date.min:
            return self._near
        return self._near.map(lambda day: max(day, first))


@st.composite
def _item(draw: DrawFn, fields: Any, near: SearchStrategy[date], last: date, *, blanks: bool) -> dict[str, Any]:  # noqa: ANN401 - a function that draws fields
    return _recorded(fields(_Part(draw, near, last, blanks=blanks)))


def _holder(part: _Part) -> dict[str, Any]:
    return {
        "id": part.one_of(_HOLDERS),
        "legal_name": part.one_of(_NAMES),
        "roles": part.roles(),
        "unit": part.one_of(("phu-tho/phu-ninh",)),
    }


def _profile(part: _Part) -> dict[str, Any]:
    return {"display_name": part.one_of(_NAMES), **{name: part.one_of((True, False)) for name in _PROFILE}}


def _declaration(part: _Part) -> dict[str, Any]:
    truths = {name: part.one_of((True, False)) for name in ("complete", "truthful")}
    return {**truths, **{name: part.event() for name in _DECLARED}}


def _transfer(part: _Part) -> dict[str, Any]:
    kind = part.one_of(get_args(TransferKind))
    direction = part.one_of(("out", "in"))
    if kind is not None and direction is not None:
        direction = "in" if kind in INCOMING else "out"
    return {
        "direction": direction,
        "kind": kind,
        "on": part.day(),
        "purpose": part.one_of(("lawful", "unlawful")),
        "counterparty": part.one_of(_HOLDERS),
    }


def _incident(part: _Part) -> dict[str, Any]:
    detected = part.day()
    told = {name: part.event(detected) for name in _TOLD}
    return {"sign": part.one_of(_SIGNS), "detected_on": detected, **told}
