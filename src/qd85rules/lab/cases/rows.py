"""The facts of a case's account, as the checker sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qd85rules.model.admission import admit
from qd85rules.model.rows import AccountRow, ItemRow
from qd85rules.model.spec import Blanks
from qd85rules.run.check import compare_pages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path
    from typing import Any

    from qd85rules.model.account import Account
    from qd85rules.model.spec import BlankMeans, Subject

Rows = dict["Subject", "tuple[AccountRow | ItemRow, ...]"]
"""What rules on each kind of subject are evaluated on, in the order of the account."""


def judged(account: Account, subject: Subject) -> int:
    """Count what rules on one kind of subject judge in an account."""
    if subject == "account":
        return 1
    return len((account.transfers if subject == "transfer" else account.incidents) or ())


def rows_of(
    account: Mapping[str, Any],
    others: Sequence[Mapping[str, Any]],
    as_of: date,
    blank_means: BlankMeans = "unknown",
    suffix_list: Path | None = None,
) -> Rows | None:
    """Give the facts of an account that stands in a register with others; `None` where one of them is not admitted."""
    rows: list[AccountRow] = []
    for data in (account, *others):
        admitted = admit(data, as_of)
        if isinstance(admitted, list):
            return None
        rows.append(AccountRow(admitted, blanks=Blanks(blank_means), suffix_list=suffix_list))
    row, first = rows[0], rows[0].account
    compare_pages(rows)
    return {
        "account": (row,),
        "transfer": tuple(ItemRow(item, row) for item in first.transfers or ()),
        "incident": tuple(ItemRow(item, row) for item in first.incidents or ()),
    }
