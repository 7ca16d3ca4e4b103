"""What an edit does to a register: every outcome counted, every change named with its clauses.

Modules: `lab.diff.transitions_render`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pytest

from qd85rules import check_register
from qd85rules.core.diagnostics import UsageError
from qd85rules.engines.durable import available
from qd85rules.lab.diff.diff import diff_policies
from qd85rules.lab.diff.diff_render import diff_data, diff_markdown, diff_text
from qd85rules.lab.diff.transitions import ABSENT, OUTCOMES, Transition, TransitionMatrix, transitions
from qd85rules.lab.diff.transitions_render import SHOWN_IN_A_COMMENT, transitions_markdown, transitions_text
from qd85rules.run.check import Candidate
from tests.lab.proofs.packs import AS_OF, national, policy_of, rule

if TYPE_CHECKING:
    from pathlib import Path

    from qd85rules import Policy

CADRE: Final = {"roles": ["cadre"]}
REGISTER: Final[list[dict[str, Any]]] = [
    {"id": "vd-1", "holder": CADRE, "opened_on": date(2024, 10, 1)},
    {"id": "vd-2", "holder": CADRE, "opened_on": date(2024, 10, 25)},
    {"id": "vd-3", "holder": CADRE},
    {"id": "vd-4", "holder": {"roles": []}},
]
EDIT: Final = (("old", 10), ("new", 5))


def matrix_of(old: Policy, new: Policy, register: list[dict[str, Any]]) -> TransitionMatrix:
    return transitions(old, new, [Candidate(account) for account in register])


@pytest.fixture
def matrix(tmp_path: Path) -> TransitionMatrix:
    old = policy_of(tmp_path / "old", {"vi/du": rule()})
    return matrix_of(old, policy_of(tmp_path / "new", {"vi/du": rule()}, params={"days": 5}), REGISTER)


def test_every_outcome_is_counted_by_what_it_was_and_is(matrix: TransitionMatrix) -> None:
    assert matrix.accounts == 4
    assert matrix.counts == {
        ("violation", "violation"): 1,
        ("due", "violation"): 1,
        ("undetermined", "undetermined"): 1,
        ("not_applicable", "not_applicable"): 1,
    }


def test_what_changes_is_named_with_the_clauses(matrix: TransitionMatrix) -> None:
    assert matrix.changes == (Transition("vd-2", "account", "vi/du", ("qd85/member/7",), "due", "violation"),)


def test_the_counts_are_those_of_two_checks() -> None:
    old, new = national(), national(notify_within_days=0, partial_name="violation")
    accounts = [
        {**account, "incidents": [{"detected_on": date(2024, 10, 30), "committee_told_on": date(2024, 10, 31)}]}
        for account in REGISTER
    ]
    matrix = matrix_of(old, new, accounts)
    before, after = (check_register(accounts, policy=policy) for policy in (old, new))

    for side, report in ((0, before), (1, after)):
        for outcome in OUTCOMES:
            expected = sum(row.outcome.value == outcome for row in report.verdicts)
            assert sum(count for pair, count in matrix.counts.items() if pair[side] == outcome) == expected
    changed = {(change.account, change.subject, change.rule) for change in matrix.changes}
    verdicts = [
        {(found.account, found.subject, found.rule): found.outcome for found in report.all_findings}
        for report in (before, after)
    ]
    assert changed == {key for key in verdicts[0] if verdicts[0][key] is not verdicts[1][key]}
    assert changed


@pytest.mark.skipif(not available(), reason="durable-rules is not installed")
def test_the_engines_count_alike() -> None:
    old, new = national(), national(quiet_days=1)
    candidates = [Candidate(account) for account in REGISTER]
    one, other = (transitions(old, new, candidates, engine=engine) for engine in ("reference", "durable"))

    assert one == other


def test_rules_that_come_and_go_have_no_outcome_on_one_side(tmp_path: Path) -> None:
    old = policy_of(tmp_path / "old", {"vi/du": rule()})
    new = policy_of(tmp_path / "new", {"vi/hai": rule()})
    matrix = matrix_of(old, new, REGISTER[:1])

    assert matrix.counts == {("violation", ABSENT): 1, (ABSENT, "violation"): 1}
    assert [(change.rule, change.old, change.new) for change in matrix.changes] == [
        ("vi/du", "violation", ABSENT),
        ("vi/hai", ABSENT, "violation"),
    ]


def test_a_renamed_rule_goes_on(tmp_path: Path) -> None:
    old = policy_of(tmp_path / "old", {"vi/du": rule()})
    new = policy_of(tmp_path / "new", {"vi/moi": rule(deprecated_ids=["vi/du"])})

    assert matrix_of(old, new, REGISTER).changes == ()


def test_records_that_cannot_be_read_are_errors_and_not_counted(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, {"vi/du": rule()})
    register = [REGISTER[0], {"id": "vd-1"}, {"id": "vd-9", "opened_on": "2030-01-01"}]
    matrix = matrix_of(policy, policy, register)

    assert matrix.accounts == 1
    assert [error.code for error in matrix.errors] == ["duplicate-id", "date-after-as-of"]
    assert "records with errors" in transitions_text(matrix)


def test_policies_of_two_days_are_refused(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, {"vi/du": rule()})

    with pytest.raises(UsageError, match="two days"):
        transitions(policy, policy.at(date(2024, 1, 1)), [])


def test_the_table_reads(matrix: TransitionMatrix) -> None:
    assert transitions_text(matrix) == (
        "1 of 4 outcomes change in 4 accounts; before in rows, after in columns:\n"
        "               violation undetermined due not applicable\n"
        "violation              1            .   .              .\n"
        "undetermined           .            1   .              .\n"
        "due                    1            .   .              .\n"
        "not applicable         .            .   .              1\n"
        "vd-2 account: vi/du due → violation [qd85/member/7]\n"
    )


def test_a_comparison_shows_the_register_beside_the_proofs(tmp_path: Path, matrix: TransitionMatrix) -> None:
    policy = policy_of(tmp_path / "old", {"vi/du": rule()})
    diff = diff_policies(policy, policy_of(tmp_path / "new", {"vi/du": rule()}, params={"days": 5}))

    assert transitions_text(matrix) in diff_text(diff, matrix)
    assert "### Register" in diff_markdown(diff, matrix)
    assert diff_data(diff, matrix)["register"]["changes"][0]["account"] == "vd-2"
    assert diff.as_of == AS_OF


def test_the_table_reads_in_vietnamese(matrix: TransitionMatrix) -> None:
    text = transitions_text(matrix, "vi")

    assert text.startswith("1/4 kết quả thay đổi, trong 4 tài khoản; trước theo hàng, sau theo cột:\n")
    assert text.endswith("vd-2 account: vi/du sắp đến hạn → vi phạm [qd85/member/7]\n")


def test_markdown_has_two_tables_and_shows_what_ids_say(tmp_path: Path) -> None:
    old, new = (policy_of(tmp_path / name, {"vi/du": rule()}, params={"days": days}) for name, days in EDIT)
    matrix = matrix_of(old, new, [{"id": "@a|<b>", "holder": CADRE, "opened_on": date(2024, 10, 25)}])

    assert transitions_markdown(matrix) == (
        "### Register\n\n"
        "1 of 1 outcomes change in 1 account; before in rows, after in columns.\n\n"
        "| | violation | due |\n"
        "|---|---:|---:|\n"
        "| violation |  |  |\n"
        "| due | 1 |  |\n\n"
        "| account | rule | before | after | clauses |\n"
        "|---|---|---|---|---|\n"
        "| @<!-- -->a\\|\\<b\\> account | `vi/du` | due | violation | qd85/member/7 |\n"
    )


def test_a_comment_lists_no_more_than_it_can_hold(tmp_path: Path) -> None:
    old, new = (policy_of(tmp_path / name, {"vi/du": rule()}, params={"days": days}) for name, days in EDIT)
    register = [{**REGISTER[1], "id": f"vd-{number}"} for number in range(SHOWN_IN_A_COMMENT + 3)]
    markdown = transitions_markdown(matrix_of(old, new, register))

    assert markdown.count("| `vi/du` |") == SHOWN_IN_A_COMMENT
    assert markdown.endswith("\n3 more changes: see the JSON report\n")


def test_what_a_new_rule_finds_in_order_is_counted_and_not_listed(tmp_path: Path) -> None:
    old, new = policy_of(tmp_path / "old", {}), policy_of(tmp_path / "new", {"vi/du": rule(modality="should")})
    matrix = matrix_of(old, new, REGISTER)
    text = transitions_text(matrix)

    assert matrix.counts[ABSENT, "not_applicable"] == 1
    assert "vd-1 account: vi/du no rule → recommendation [qd85/member/7]" in text
    assert "vd-4 account" not in text
    assert text.endswith("only counted: outcomes of rules that come or go and ask for nothing, 1 of them\n")
