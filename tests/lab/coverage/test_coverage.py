"""Coverage counts what cases showed of each atom, and asks for nothing that no account can show.

Modules: `lab.coverage.reachable`, `lab.coverage.render_coverage`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qd85rules.lab.coverage.coverage import Coverage, cover
from qd85rules.lab.coverage.reachable import impossible_aspects
from qd85rules.lab.coverage.render_coverage import coverage_data, coverage_markdown, coverage_text
from qd85rules.policy.policy import load_stack
from tests.lab.cases.packs import QUIET, cases_of, make_pack

if TYPE_CHECKING:
    from pathlib import Path

TODAY = 'today >= date("2022-10-07")'
BOUND = '"party_member" in holder.roles'
IN_USE = "account.in_use"
QUIET_ATOM = "today - account.last_active_on > params.patience"

HEAD = """\
packs: [./mini]
as_of: 2024-11-01
base: {id: vd-1, holder: {roles: [party_member]}, in_use: true, last_active_on: 2024-10-01}
cases:
  - name: one
    table:
      columns: [as_of, holder.roles, in_use, last_active_on, mini/quiet]
      rows:
"""

ROWS = {
    "violated": "[2024-11-01, [party_member], true, 2024-10-01, violation]",
    "not bound": "[2024-11-01, [cadre], true, 2024-10-01, not_applicable]",
    "not in use": "[2024-11-01, [party_member], false, 2024-10-01, compliant]",
    "active": "[2024-11-01, [party_member], true, 2024-10-31, due]",
    "roles unknown": "[2024-11-01, null, true, 2024-10-01, undetermined]",
    "use unknown": "[2024-11-01, [party_member], null, 2024-10-01, undetermined]",
    "activity unknown": "[2024-11-01, [party_member], true, null, undetermined]",
    "before the regulation": "[2022-10-06, [party_member], true, 2022-09-01, not_applicable]",
}


def measured(folder: Path, *rows: str) -> Coverage:
    make_pack(folder)
    found = cases_of(folder, HEAD + "".join(f"        - {ROWS[row]}\n" for row in rows))
    assert found.problems == ()
    stacks = [(load_stack(found.cases[0].packs), found.cases)]
    return cover(stacks, impossible_aspects([stacks[0][0]], cover(stacks)))


def missing(coverage: Coverage) -> dict[str, tuple[str, ...]]:
    [rule] = coverage.rules
    return {atom.atom: atom.missing for atom in rule.atoms if atom.missing}


def test_all_rows_together_show_everything(tmp_path: Path) -> None:
    coverage = measured(tmp_path, *ROWS)

    assert missing(coverage) == {}
    assert (coverage.tally.seen, coverage.tally.total, coverage.tally.percent) == (19, 19, 100)
    # The day of the check is always known.
    assert coverage.tally.impossible == 1
    assert coverage.rules_without_cases == ()


LEFT = {
    "not bound": {BOUND: ("false", "decides false")},
    "not in use": {IN_USE: ("false", "decides false")},
    "active": {QUIET_ATOM: ("false", "decides false")},
    "roles unknown": {BOUND: ("unknown",)},
    "use unknown": {IN_USE: ("unknown",)},
    "activity unknown": {QUIET_ATOM: ("unknown",)},
    "before the regulation": {TODAY: ("false", "decides false")},
}


@pytest.mark.parametrize("row", LEFT)
def test_without_a_row_just_this_is_left(row: str, tmp_path: Path) -> None:
    assert missing(measured(tmp_path, *(other for other in ROWS if other != row))) == LEFT[row]


def test_an_atom_that_is_masked_decides_nothing(tmp_path: Path) -> None:
    coverage = measured(tmp_path, "not bound")

    [rule] = coverage.rules
    shown = {atom.atom: set(atom.seen) for atom in rule.atoms}
    assert shown == {
        TODAY: {"true"}, BOUND: {"false", "decides false"}, IN_USE: {"true"}, QUIET_ATOM: {"true"},
    }  # fmt: skip


def test_a_rule_without_cases_and_rules_of_packs_below_are_told_apart(tmp_path: Path) -> None:
    other = QUIET.replace("mini/quiet", "mini/other")
    pack = make_pack(tmp_path, QUIET, other)
    found = cases_of(tmp_path, HEAD + f"        - {ROWS['violated']}\n")

    coverage = cover([(load_stack((str(pack),)), found.cases)])

    assert [rule.rule for rule in coverage.rules] == ["mini/quiet", "mini/other"]
    assert coverage.rules_without_cases == ("mini/other",)
    assert coverage.clauses_without_rules == ()
    assert set(coverage.by_clause) == {"qd85/member/6"}


def test_a_judgement_is_asked_for_as_unknown_only() -> None:
    stack = load_stack(("national",))
    impossible = impossible_aspects([stack], cover([(stack, ())]))

    assert impossible["declaration/one-declarant", "register.declared_rightly"] == {
        "true", "false", "decides true", "decides false",
    }  # fmt: skip
    assert impossible["transfer/given-away", "transfer.on <= today"] == {"false", "decides false"}
    assert impossible["identity/true-name", "has(account.closed_on)"] == {"unknown"}
    assert impossible["transfer/given-away", 'transfer.direction == "out"'] == frozenset()


def test_coverage_is_shown_as_text_data_and_tables(tmp_path: Path) -> None:
    coverage = measured(tmp_path, *(row for row in ROWS if row != "not bound"))

    assert f"{BOUND}: false, alone decisive when false" in coverage_text(coverage, "en")
    assert "một mình quyết định khi sai" in coverage_text(coverage, "vi")
    table = coverage_markdown(coverage, "en")
    assert "| `mini/quiet` | 7 | 17/19 | 89.4 % | 1 |" in table
    assert "| `qd85/member/6` | 17/19 | 89.4 % | 1 |" in table
    data = coverage_data(coverage)
    assert (data["seen"], data["total"], data["percent"]) == (17, 19, 89.47)
    assert data["rules"][0]["atoms"][1]["missing"] == ["false", "decides false"]
