"""What findings are put under in text and Markdown: account, holder, unit, rule, or what is asked."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

import pytest

from qd85rules import check_register
from qd85rules.reporters import Options
from qd85rules.reporters.groups import GroupBy, grouped
from qd85rules.reporters.markdown import render_markdown
from qd85rules.reporters.text import render_text

if TYPE_CHECKING:
    from qd85rules import Finding

OUT = {"direction": "out", "kind": "lend", "on": "2024-06-01"}
UNSURE = {"direction": "in", "kind": "borrow", "on": "2024-06-01"}


def page(name: str, unit: str | None, holder: str | None, *transfers: dict[str, Any]) -> dict[str, Any]:
    """Give a page of which only its transfers are looked at."""
    about = {"id": holder, "legal_name": "Lê Thị Tám", "unit": unit, "roles": ["party_member"]}
    return {"id": name, "holder": about, "closed_on": "2024-01-01", "transfers": [*transfers], "incidents": []}


REPORT = check_register(
    [
        page("h2/a", "b", "h2", OUT),
        page("x/a", None, None, OUT),
        page("h1/a", "a", "h1", UNSURE),
        page("h2/b", "b", "h2", OUT, UNSURE),
    ],
    as_of=date(2024, 11, 1),
)
FOUND = [one for one in REPORT.findings if one.rule.startswith("transfer/")]


def headings(by: GroupBy, **options: Any) -> dict[str, list[tuple[str, str]]]:  # noqa: ANN401 - options of any type
    groups = grouped(FOUND, Options(lang="en", group_by=by, **options))
    return {group.heading: [(one.account, one.subject) for one in group.findings] for group in groups}


def test_findings_stand_under_their_accounts_unless_another_is_asked_for() -> None:
    assert list(headings("account")) == ["h2/a", "x/a", "h1/a", "h2/b"]
    assert Options().group_by == "account"


def test_the_pages_of_a_holder_stand_together_and_one_without_a_holder_by_itself() -> None:
    found = headings("holder")

    assert list(found) == ["Holder h2", "Holder not recorded: x/a", "Holder h1"]
    assert found["Holder h2"] == [
        ("h2/a", "transfers[0]"),
        ("h2/b", "transfers[0]"),
        ("h2/b", "transfers[1]"),
    ]


def test_a_holders_name_is_shown_where_names_are_asked_for_alone() -> None:
    assert "Holder h2 \N{MIDDLE DOT} Lê Thị Tám" in headings("holder", show_names=True)


def test_units_come_by_name_and_what_states_none_last() -> None:
    assert list(headings("unit")) == ["Unit a", "Unit b", "Unit not recorded"]


def test_what_waits_for_one_answer_stands_together_and_the_rest_behind() -> None:
    found = headings("question")

    first, last = found
    assert found[first] == [("h1/a", "transfers[0]"), ("h2/b", "transfers[1]")]
    assert last == "Nothing to ask"


@pytest.mark.parametrize("by", get_args(GroupBy))
def test_every_finding_stands_under_a_heading(by: GroupBy) -> None:
    def key(finding: Finding) -> tuple[str, str, str]:
        return finding.rule, finding.account, finding.subject

    shown = {key(one) for group in grouped(REPORT.findings, Options(group_by=by)) for one in group.findings}

    assert shown == {key(one) for one in REPORT.findings}


@pytest.mark.parametrize("by", [by for by in get_args(GroupBy) if by != "account"])
@pytest.mark.parametrize("render", [render_text, render_markdown])
def test_under_another_heading_each_finding_names_its_account(render: Any, by: GroupBy) -> None:  # noqa: ANN401
    text = render(REPORT, Options(lang="en", group_by=by, width=0))

    for account in ("h2/a", "x/a", "h1/a", "h2/b"):
        assert re.search(rf"(VIOLATION|UNDETERMINED|violation|undetermined)\W+{account}, transfers", text)


def test_what_has_no_room_in_markdown_is_counted_by_what_it_stands_under() -> None:
    short = render_markdown(REPORT, Options(lang="en", group_by="unit", markdown_limit=2_500))

    assert re.search(r"[123] more headings are left out here", short)
