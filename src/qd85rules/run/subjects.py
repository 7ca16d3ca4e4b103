"""From candidates to the subjects that rules are evaluated on.

What must not live here: judging (`check`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qd85rules.core.diagnostics import Diagnostic, Span
from qd85rules.core.plain import composed
from qd85rules.core.text import Text
from qd85rules.intake.quoting import quoted
from qd85rules.judge.verdict import Judged
from qd85rules.model.admission import admit
from qd85rules.model.register_facts import declared_by_another
from qd85rules.model.rows import AccountRow, ItemRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qd85rules.model.account import Account, BlankMeans
    from qd85rules.model.spec import Subject
    from qd85rules.policy.policy import Policy
    from qd85rules.source.places import Placed

__all__ = ["Candidate", "items_of", "subjects_of", "take_in"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that asks to be checked: its data, where it stands, and what its blank event dates mean.

    `group` names the register that it belongs to: ids must be unique, and pages are compared, within one.
    """

    data: Mapping[str, Any] | Account
    place: Placed | None = None
    blank_means: BlankMeans = "unknown"
    group: str = ""


def take_in(candidates: Iterable[Candidate], policy: Policy) -> tuple[list[Judged], list[Diagnostic]]:
    """Give the accounts that can be judged, in order, and what is wrong with the others."""
    errors: list[Diagnostic] = []
    admitted: list[tuple[Candidate, Account]] = []
    seen: dict[tuple[str, str], Placed | None] = {}
    for candidate in candidates:
        account = admit(candidate.data, policy.as_of, candidate.place)
        if isinstance(account, list):
            errors.extend(_quoting(problem, candidate) for problem in account)
            continue
        key = (candidate.group, composed(account.id))
        if key in seen:
            errors.append(_quoting(_duplicate(account.id, candidate.place, seen[key]), candidate))
            continue
        seen[key] = candidate.place
        admitted.append((candidate, account))
    return _entries(admitted, policy), errors


def subjects_of(account: Judged, kind: Subject) -> list[Judged]:
    """Give what rules of one kind judge of an account: itself, its transfers, or its incidents."""
    if kind == "account":
        return [account]
    row = account.facts if isinstance(account.facts, AccountRow) else account.facts.parent
    return [
        Judged(f"{kind}s[{index}]", item, account.place, account.group)
        for index, item in enumerate(items_of(row, kind))
    ]


def items_of(row: AccountRow, kind: Subject) -> list[ItemRow]:
    """Give the rows of an account's transfers or incidents."""
    items = row.account.transfers if kind == "transfer" else row.account.incidents
    return [ItemRow(item, row) for item in items or ()]


def _entries(admitted: Sequence[tuple[Candidate, Account]], policy: Policy) -> list[Judged]:
    groups: dict[str, list[int]] = {}
    for index, (candidate, _) in enumerate(admitted):
        groups.setdefault(candidate.group, []).append(index)
    shared: dict[int, Any] = {}
    for members in groups.values():
        shared.update(zip(members, declared_by_another([admitted[i][1] for i in members]), strict=True))
    return [
        Judged(
            "account",
            AccountRow(
                account,
                blank_means=candidate.blank_means,
                declared_by_another=shared[index],
                suffix_list=policy.suffix_list,
            ),
            candidate.place,
            candidate.group,
        )
        for index, (candidate, account) in enumerate(admitted)
    ]


def _duplicate(account_id: str, place: Placed | None, first: Placed | None) -> Diagnostic:
    where = "" if first is None else f", {first.span(('id',))}"
    return Diagnostic(
        "duplicate-id",
        Text(f"`id: {account_id}` đã có trong sổ{where}", f"`id: {account_id}` stands in the register already{where}"),
        Span() if place is None else place.span(("id",)),
        Text("mỗi tài khoản một mã riêng", "give each account an id of its own"),
        path=("id",),
    )


def _quoting(problem: Diagnostic, candidate: Candidate) -> Diagnostic:
    return problem if candidate.place is None else quoted(problem, candidate.data, candidate.place)
