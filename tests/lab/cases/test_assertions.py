"""`assert_outcome` says what came out otherwise, and refuses questions that have no answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qd85rules import Account, InputError, Policy, UsageError
from qd85rules.testing import assert_outcome

DAY = date(2024, 11, 1)
LENT = {
    "id": "vd-1",
    "holder": {"roles": ["party_member"]},
    "transfers": [{"direction": "out", "kind": "lend", "on": "2024-06-01"}],
}


@pytest.mark.parametrize("account", [LENT, Account.model_validate(LENT)], ids=["data", "account"])
def test_it_gives_the_finding(account: Account | dict[str, Any]) -> None:
    finding = assert_outcome(account, "transfer/given-away", "violation", as_of=DAY)

    assert finding.clauses == ("qd85/member/6", "qd85-hd99/member/no-transfer")


def test_it_tells_expected_actual_and_what_decided() -> None:
    with pytest.raises(AssertionError) as caught:
        assert_outcome(LENT, "transfer/given-away", "compliant", as_of=DAY, evidence={"transfer.kind": "give"})

    lines = [line.split() for line in str(caught.value).splitlines()]
    assert lines[0] == ["transfer/given-away", "transfers[0]"]
    assert ["✗", "outcome", "compliant", "violation"] in lines
    assert ["✗", "transfer.kind", "give", "lend"] in lines
    assert ["transfer.on", "2024-06-01"] in lines


def test_missing_and_due_are_checked_too() -> None:
    policy = Policy.load(as_of=DAY, params={"report_within_days": 40})
    never = {"declared_on": "never", "reported_on": "never"}
    account = {**LENT, "opened_on": "2024-10-01", "in_use": True, "declaration": never}

    assert_outcome(account, "declaration/report-page", "due", policy=policy, due_on=date(2024, 11, 11))
    unknown = [["holder.roles"]]
    assert_outcome({"id": "x"}, "identity/true-name", "undetermined", policy=policy, missing=unknown)
    with pytest.raises(AssertionError, match="due on"):
        assert_outcome(account, "declaration/report-page", "due", policy=policy, due_on=date(2024, 11, 10))


REFUSED: dict[str, tuple[dict[str, Any], type[Exception], str]] = {
    "no day": ({"as_of": None}, UsageError, "say the day"),
    "no such rule": ({"rule": "transfer/given-way"}, UsageError, "did you mean `transfer/given-away`"),
    "no such outcome": ({"outcome": "violated"}, UsageError, "did you mean `violation`"),
    "nothing to judge": ({"account": {"id": "x"}}, UsageError, "judges 0 items"),
    "two items": (
        {"account": {**LENT, "transfers": [{}, {}]}},
        UsageError,
        "judges 2 items of this account; say which with `item`",
    ),
    "no account": ({"account": {"id": "x", "transfer": []}}, InputError, "unknown key `transfer`"),
}


@pytest.mark.parametrize(("change", "error", "message"), REFUSED.values(), ids=REFUSED)
def test_a_question_without_an_answer_is_refused(change: dict[str, Any], error: type[Exception], message: str) -> None:
    asked: dict[str, Any] = {
        "account": LENT,
        "rule": "transfer/given-away",
        "outcome": "violation",
        "as_of": DAY,
    } | change

    with pytest.raises(error, match=message):
        assert_outcome(asked.pop("account"), asked.pop("rule"), asked.pop("outcome"), **asked)


def test_an_item_is_chosen() -> None:
    account = {**LENT, "transfers": [LENT["transfers"][0], {"direction": "in", "kind": "buy", "on": "2024-06-01"}]}  # type: ignore[index]

    assert_outcome(account, "transfer/given-away", "compliant", as_of=DAY, item=1)
