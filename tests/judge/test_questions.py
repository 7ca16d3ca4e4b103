"""Which questions a report leaves open: one for each unknown fact, whatever number of rules wait for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from qd85rules import check_register
from qd85rules.core.text import Text
from qd85rules.judge.questions import OpenQuestion, open_questions

DAY = date(2024, 11, 1)
QUIET: dict[str, Any] = {
    "kind": "blog",
    "opened_on": "2015-01-01",
    "last_active_on": "2016-02-03",
    "closed_on": "never",
}


def asked(*accounts: dict[str, Any]) -> tuple[OpenQuestion, ...]:
    return open_questions(check_register(accounts, as_of=DAY))


def page(name: str, unit: str | None = None, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    """Give a page whose holder is a Party member with the same name."""
    holder = {"id": name.partition("/")[0], "unit": unit, "roles": ["party_member"], "legal_name": "Lê Thị Tám"}
    profile = {"display_name": "Lê Thị Tám"}
    reported = {"reported_on": "2024-01-05", "report_truthful": True, "requested_on": "never", "declared_on": "never"}
    plain = {"id": name, "holder": holder, "profile": profile, "declaration": reported, "in_use": True}
    return plain | {"transfers": [], "incidents": []} | fields


def test_a_fact_that_several_rules_wait_for_is_asked_once() -> None:
    questions = asked(
        page("h1/a", in_use=None, **QUIET) | {"declaration": {"reported_on": "never", "declared_on": "never"}}
    )

    [in_use] = [one for one in questions if one.fact == "account.in_use"]
    assert {"dormant/close-unused", "declaration/report-page"} <= set(in_use.rules)


def test_a_holders_roles_are_asked_of_the_page_and_not_of_each_of_its_transfers() -> None:
    lent = {"direction": "out", "kind": "lend", "on": "2024-06-01"}
    holder = {"id": "h1", "roles": None}

    questions = asked(page("h1/a", holder=holder, transfers=[lent, lent | {"on": "2024-07-01"}]))

    roles = [one for one in questions if one.fact == "holder.roles"]
    assert [one.subject for one in roles] == ["account"]
    assert "transfer/given-away" in roles[0].settles


def test_a_fact_of_an_item_is_asked_of_the_item() -> None:
    taken = {"direction": "in", "kind": "borrow", "on": "2024-06-01"}

    questions = asked(page("h1/a", transfers=[taken | {"purpose": "lawful"}, taken]))

    assert [(one.subject, one.fact) for one in questions] == [("transfers[1]", "transfer.purpose")]


def test_what_decides_alone_is_told_from_what_decides_with_other_answers() -> None:
    questions = asked(page("h1/a", in_use=False, last_active_on="2024-11-01", closed_on="2024-10-31"))

    both = {one.fact: one for one in questions if "dormant/close-unused" in one.rules}
    assert both.keys() == {"account.consistent", "account.unused_since"}
    assert all("dormant/close-unused" not in one.settles for one in both.values())


def test_questions_come_by_unit_and_holder_and_the_most_decisive_first() -> None:
    unsure = page("h2/a", "b", holder={"id": "h2", "unit": "b", "roles": None}, in_use=None, **QUIET)
    questions = asked(
        page("h1/a", None, in_use=None, **QUIET),
        unsure,
        page("h3/a", "a", in_use=None, **QUIET),
        page("h2/b", "b", in_use=None, **QUIET),
    )

    assert list(dict.fromkeys((one.unit, one.holder_id) for one in questions)) == [
        ("a", "h3"),
        ("b", "h2"),
        (None, "h1"),
    ]
    of_h2 = [one for one in questions if one.holder_id == "h2"]
    assert [len(one.settles) for one in of_h2] == sorted((len(one.settles) for one in of_h2), reverse=True)
    assert of_h2[0].fact == "holder.roles"


def test_a_question_says_what_may_be_answered() -> None:
    facts = ("account.in_use", "account.unused_since", "incident.resolved_on", "account.platform", "transfer.purpose")
    yes_no, day, event, text, choice = (OpenQuestion("a", "account", fact, Text("", ""), (), (), "h") for fact in facts)

    assert yes_no.choices[0][0] == "true"
    assert (day.may_be.en, event.may_be.en, text.may_be.en) == ("a day", "a day, or never (not so far)", "a text")
    assert [value for value, _ in choice.choices] == ["lawful", "unlawful"]


def test_a_report_without_undetermined_findings_leaves_no_question() -> None:
    assert (
        asked(page("h1/a", opened_on="2024-01-01", closed_on="never", kind="blog", url="https://thi-du-85.vn/")) == ()
    )
