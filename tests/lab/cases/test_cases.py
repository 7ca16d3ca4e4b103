"""Case files are read whole or refused with the place of every fault.

Modules: `lab.cases.case_file`, `lab.cases.collect`, `lab.cases.model`, `lab.cases.overlay`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.lab.cases.packs import cases_of, make_pack, problems_of

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
packs: [national]
as_of: 2024-11-01
base:
  id: vd-1
  holder: {id: vd-1, roles: [party_member]}
  transfers: [{direction: out, kind: lend, on: 2024-06-01}]
cases:
"""


def test_a_case_lays_its_account_over_the_base(tmp_path: Path) -> None:
    found = cases_of(
        tmp_path,
        HEAD
        + """\
  - name: by a cadre
    account: {holder: {roles: [cadre]}, in_use: true}
    expect: {transfer/given-away: violation}
""",
    )

    [case] = found.cases
    assert found.problems == ()
    assert (case.name, case.as_of, case.packs) == ("by a cadre", date(2024, 11, 1), ("national",))
    assert case.account["holder"] == {"id": "vd-1", "roles": ["cadre"]}
    assert case.account["in_use"] is True
    assert (case.span.line, case.span.column) == (8, 5)


def test_the_rows_of_a_table_are_cases_of_their_own(tmp_path: Path) -> None:
    found = cases_of(
        tmp_path,
        HEAD
        + """\
  - name: transfers
    expect: {identity/true-name: undetermined}
    table:
      columns: [name, as_of, "transfers[0].kind", holder.roles, params.quiet_days, transfer/given-away]
      rows:
        - [sold, 2024-10-01, sell, [cadre], 3, violation]
        - [not recorded, 2024-11-01, null, [cadre], 180, {outcome: undetermined, missing: [[transfer.kind]]}]
        - [nothing expected, 2024-11-01, give, [], 180, null]
""",
    )

    sold, blank, silent = found.cases
    assert found.problems == ()
    assert [case.name for case in found.cases] == [
        "transfers: sold", "transfers: not recorded", "transfers: nothing expected",
    ]  # fmt: skip
    assert (sold.as_of, sold.params) == (date(2024, 10, 1), {"quiet_days": 3})
    assert sold.account["transfers"] == [{"direction": "out", "kind": "sell", "on": "2024-06-01"}]
    assert blank.account["transfers"][0]["kind"] is None
    assert blank.expect[-1].missing == (("transfer.kind",),)
    assert [expected.name for expected in silent.expect] == ["identity/true-name"]


def test_a_list_expects_something_of_each_item(tmp_path: Path) -> None:
    [case] = cases_of(
        tmp_path,
        HEAD
        + """\
  - name: two
    account: {transfers: [{}, {}, {}]}
    expect: {transfer/given-away: [undetermined, null, compliant]}
""",
    ).cases

    assert [(expected.item, expected.word) for expected in case.expect] == [(0, "undetermined"), (2, "compliant")]


def test_a_folder_of_a_pack_is_looked_for_beside_the_case_file(tmp_path: Path) -> None:
    make_pack(tmp_path)

    found = cases_of(
        tmp_path,
        """\
        packs: [./mini]
        as_of: 2024-11-01
        cases: [{name: one, account: {id: vd-1}, expect: {mini/quiet: undetermined}}]
        """,
    )

    assert found.problems == ()
    assert found.cases[0].packs == (str(tmp_path / "mini"),)


def one_case(body: str) -> str:
    return HEAD + "  - name: one\n" + "".join(f"    {line}\n" for line in body.splitlines())


GOOD = "expect: {transfer/given-away: violation}"

REFUSED = {
    "an unknown key of the file": (
        "pack: [national]\ncases: []\n",
        ["1:1: unknown-key unknown key `pack` (did you mean `packs`?)", "2:8: too-few expected at least 1 item here"],
    ),
    "an unknown key of a case": (
        one_case("acount: {}\n" + GOOD),
        ["9:5: unknown-key unknown key `acount` (did you mean `account`?)"],
    ),
    "an unknown key of an expectation": (
        one_case("expect: {transfer/given-away: {outcome: violation, due: 2024-01-01}}"),
        ["9:56: unknown-key unknown key `due` (did you mean `due_on`?)"],
    ),
    "an unknown outcome": (
        one_case("expect: {transfer/given-away: violated}"),
        ["9:35: unknown-value unknown value `violated` (did you mean `violation`?)"],
    ),
    "a waived outcome, since cases have no waivers": (
        one_case("expect: {transfer/given-away: waived}"),
        [
            ("9:35: unknown-value unknown value `waived` (the words known here are `violation`, `recommendation`, "
            "`undetermined`, `due`, `compliant`, `not_applicable`)")
        ],
    ),
    "an unknown rule": (
        one_case("expect: {transfer/given-way: violation}"),
        ["9:14: unknown-target no rule or clause `transfer/given-way` (did you mean `transfer/given-away`?)"],
    ),
    "a rule that has nothing to judge": (
        one_case("expect: {compromised/tell-provider: compliant}"),
        [
            ("9:41: untouched the case never touches `compromised/tell-provider`: the account has no incident "
            "(add one under `incidents:`)")
        ],
    ),
    "a clause that no rule carries out": (
        one_case("expect: {qd85/member/1: violation}"),
        [
            ("9:29: untouched no rule that cites `qd85/member/1` judges anything in this account "
            "(cite a clause that a rule carries out, and give the account what the rule judges)")
        ],
    ),
    "one outcome for two items": (
        one_case("account: {transfers: [{}, {}]}\n" + GOOD),
        [
            ("10:35: which-item `transfer/given-away` judges 2 transfers here "
            "(write a list with an outcome for each transfer; `null` for any)")
        ],
    ),
    "more outcomes than items": (
        one_case("expect: {transfer/given-away: [violation, violation]}"),
        [
            ("9:47: untouched the account has 1 transfer, the list expects more "
            "(add the transfer, or shorten the list)")
        ],
    ),
    "a list for a rule on the account": (
        one_case("expect: {identity/true-name: [violation]}"),
        ["9:34: wrong-type a list is for rules on transfers or incidents (write one outcome)"],
    ),
    "no expectation": (
        one_case("account: {in_use: true}"),
        ["8:5: no-expectation the case expects nothing (add `expect:` with a rule or a clause)"],
    ),
    "an unknown missing fact": (
        one_case("expect: {identity/true-name: {outcome: undetermined, missing: [[name.agrement]]}}"),
        ["9:34: unknown-fact unknown fact `name.agrement` (did you mean `name.agreement`?)"],
    ),
    "an unknown parameter in an expectation": (
        one_case("expect: {identity/true-name: {outcome: undetermined, params: {partial_nam: x}}}"),
        ["9:34: unknown-param unknown parameter `partial_nam` (did you mean `partial_name`?)"],
    ),
    "an unknown clause in an expectation": (
        one_case("expect: {identity/true-name: {outcome: undetermined, clauses: [qd85/member/77]}}"),
        ["9:34: unknown-clause unknown clause `qd85/member/77` (did you mean `qd85/member/7`?)"],
    ),
    "a value that a parameter does not take": (
        one_case("params: {quiet_days: -1}\n" + GOOD),
        ["8:5: parameter the parameter `quiet_days` does not take `-1`: expected a whole number from 1 to 3650"],
    ),
    "an unknown field of the account, in the case": (
        one_case("account: {holder: {role: [cadre]}}\n" + GOOD),
        ["9:24: unknown-key unknown key `role` (did you mean `roles`?)"],
    ),
    "an impossible date, in the base": (
        HEAD.replace("2024-06-01", "2024-06-31") + "  - name: one\n    " + GOOD + "\n",
        ["6:48: impossible-date there is no day `2024-06-31` in the calendar (look the date up)"],
    ),
    "a date after the day of the check, in a table": (
        one_case("table:\n  columns: [opened_on, transfer/given-away]\n  rows: [[2024-12-01, violation]]"),
        [
            ("11:15: date-after-as-of `opened_on` is 2024-12-01, after the day of the check, 2024-11-01 "
            "(mend the date, or check with a later `--as-of`)")
        ],
    ),
    "no day": (
        "base: {id: vd-1}\ncases: [{name: one, expect: {identity/true-name: undetermined}}]\n",
        ["2:9: missing-key no day to check on (add `as_of:` to the case or to the file)"],
    ),
    "no such pack": (
        "packs: [natonal]\nas_of: 2024-11-01\ncases: [{name: one}]\n",
        ["1:8: unknown-pack no pack `natonal` (did you mean `national`?)"],
    ),
    "two cases of one name": (
        one_case(GOOD) + "  - name: one\n    " + GOOD + "\n",
        ["10:5: duplicate the case `one` exists already (the other one is on line 8)"],
    ),
    "two accounts of one id": (
        one_case("others: [{in_use: true}]\n" + GOOD),
        ["8:5: duplicate-id two accounts of the case have one id (give each of `others` its own `id`)"],
    ),
    "a row that is too short": (
        one_case("table:\n  columns: [opened_on, transfer/given-away]\n  rows: [[2024-10-01]]"),
        [("11:14: row-length the row has 1 cell, the table 2 columns "
            "(write `null` where nothing is recorded or expected)")],
    ),
    "a column that is none": (
        one_case("table:\n  columns: ['opened on', transfer/given-away]\n  rows: [[2024-10-01, violation]]"),
        [
            ("10:17: unknown-column unknown column `opened on` (name a rule, a clause, `name`, `as_of`, "
            "`params.NAME`, or a field such as `transfers[0].on`)")
        ],
    ),
    "an item that is skipped": (
        one_case("table:\n  columns: ['transfers[2].on', transfer/given-away]\n  rows: [[2024-10-01, violation]]"),
        ["11:15: skipped-item `transfers[2].on` skips an item (count from `[0]`, one by one)"],
    ),
    "no cases": ("cases: []\n", ["1:8: too-few expected at least 1 item here"]),
    "nothing": ("", [" one-document the file is empty"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), REFUSED.values(), ids=REFUSED)
def test_a_fault_is_told_with_its_place(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert problems_of(tmp_path, text) == expected


def test_what_is_wrong_with_one_case_leaves_the_others(tmp_path: Path) -> None:
    found = cases_of(tmp_path, one_case("acount: {}") + "  - name: two\n    " + GOOD + "\n")

    assert [case.name for case in found.cases] == ["two"]
    assert len(found.problems) == 1
