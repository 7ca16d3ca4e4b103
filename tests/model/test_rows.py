"""Facts of an account: what is left out, and what a register says of it.

Modules: `model.spec`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qd85rules import Policy, check
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


@pytest.mark.parametrize("parts", ["accepted", "violation"])
def test_a_name_longer_than_the_legal_one_is_not_a_part_of_it(parts: str) -> None:
    page = {
        "id": "a",
        "holder": {"legal_name": "Trần Thị Hòa", "roles": ["party_member"]},
        "profile": {"display_name": "Trần Thị Hòa Bình", "true_name_stated": False},
    }

    policy = Policy.load(["national"], as_of=date(2024, 11, 1), params={"partial_name": parts})
    report = check(page, policy=policy)

    assert AccountRow(Account.model_validate(page))["name.agreement"] is UNKNOWN
    [finding] = [one for one in report.all_findings if one.rule == "identity/true-name"]
    assert finding.outcome.value == "undetermined"


@pytest.mark.parametrize(
    ("shown", "on_record"),
    [("Mây Chiều", True), ("Mây Chiều Hòa", UNKNOWN), ("Mây Sớm", False)],
    ids=["the name itself", "a longer one", "another"],
)
def test_a_name_longer_than_one_on_record_is_not_on_record_for_certain(shown: str, on_record: object) -> None:
    stated = {"id": "a", "holder": {"other_names": ["Mây Chiều"]}, "profile": {"display_name": shown}}

    assert AccountRow(Account.model_validate(stated))["name.on_record"] is on_record
