"""Facts of an account: what is left out, and what a register says of it."""

from __future__ import annotations

from typing import Any

import pytest

from qd85rules.core.truth import UNKNOWN
from qd85rules.core.values import NEVER
from qd85rules.model.account import Account
from qd85rules.model.rows import AccountRow
from qd85rules.model.spec import Blanks

NEVERS = Blanks(means="never")


@pytest.mark.parametrize(
    ("declaration", "blanks", "requested"),
    [
        ({}, NEVERS, NEVER),
        ({"due_by": "2024-03-11"}, NEVERS, UNKNOWN),
        ({"due_by": "2024-03-11"}, Blanks(), UNKNOWN),
    ],
    ids=["nothing stated", "a last day in a register whose blanks mean never", "a last day"],
)
def test_a_last_day_says_that_there_was_a_request(
    declaration: dict[str, Any], blanks: Blanks, requested: object
) -> None:
    row = AccountRow(Account.model_validate({"id": "a", "declaration": declaration}), blanks=blanks)

    assert row["declaration.requested_on"] == requested


def test_other_names_that_are_not_recorded_are_none() -> None:
    assert AccountRow(Account(id="a"))["holder.other_names"] == ()
    stated = Account.model_validate({"id": "a", "holder": {"other_names": ["Mây Chiều"]}})
    assert AccountRow(stated)["holder.other_names"] == ("Mây Chiều",)


@pytest.mark.parametrize(("stated", "personal"), [({}, True), ({"personal": False}, False)], ids=["left out", "stated"])
def test_a_register_may_say_that_all_pages_are_personal(stated: dict[str, Any], personal: object) -> None:
    account = Account.model_validate({"id": "a", **stated})

    assert AccountRow(account, blanks=Blanks(personal=True))["account.personal"] is personal
