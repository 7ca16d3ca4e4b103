"""Mutants that no case notices are shown with an account that tells them apart; equivalent ones do not count.

Modules: `lab.mutants.apart`, `lab.mutants.mutants`, `lab.mutants.parallel`, `lab.mutants.proofs`,
`lab.mutants.render_mutation`, `lab.mutants.search`, `lab.mutants.trials`.
"""

from __future__ import annotations

import sys
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings

from qd85rules.core.diagnostics import UsageError
from qd85rules.lab.cases.compare import check_expectation
from qd85rules.lab.cases.examples import load_examples
from qd85rules.lab.mutants.apart import Side
from qd85rules.lab.mutants.edits import InForceEdit, RuleEdit, Variant, apply
from qd85rules.lab.mutants.mutants import mutants_of
from qd85rules.lab.mutants.mutation import find_teller, mutate
from qd85rules.lab.mutants.parallel import mutate_in_parallel
from qd85rules.lab.mutants.render_mutation import mutation_data, mutation_text
from qd85rules.lab.mutants.search import search
from qd85rules.lab.mutants.trials import Judge, trials_of
from qd85rules.lab.strategies import registers
from qd85rules.policy.policy import Policy, load_stack, shipped_packs
from qd85rules.run import check_register
from qd85rules.testing import collect
from tests.lab.cases.packs import QUIET, cases_of, make_pack

if TYPE_CHECKING:
    from pathlib import Path

    from qd85rules.core.outcome import Outcome
    from qd85rules.lab.cases.model import Case
    from qd85rules.lab.mutants.mutation import MutantResult, MutationScore

DAY = date(2024, 11, 1)

STRONG = """\
packs: [./mini]
as_of: 2024-11-01
base: {id: vd-1, holder: {roles: [party_member]}, in_use: true, last_active_on: 2024-10-01}
cases:
  - name: one
    table:
      columns: [name, as_of, params.patience, holder.roles, in_use, last_active_on, mini/quiet]
      rows:
        - [violated, 2024-11-01, 5, [party_member], true, 2024-10-01, violation]
        - [quiet a day too long, 2024-11-01, 5, [party_member], true, 2024-10-26, violation]
        - [the last day, 2024-11-01, 5, [party_member], true, 2024-10-27, {outcome: due, due_on: 2024-11-02}]
        - [a longer time, 2024-11-01, 6, [party_member], true, 2024-10-26, {outcome: due, due_on: 2024-11-02}]
        - [not bound, 2024-11-01, 5, [cadre, civil_servant, public_employee, worker], true, 2024-10-01, not_applicable]
        - [not in use, 2024-11-01, 5, [party_member], false, 2024-10-01, compliant]
        - [active, 2024-11-01, 5, [party_member], true, 2024-10-31, due]
        - [roles unknown, 2024-11-01, 5, null, true, 2024-10-01, undetermined]
        - [use unknown, 2024-11-01, 5, [party_member], null, 2024-10-01, undetermined]
        - [activity unknown, 2024-11-01, 5, [party_member], true, null, undetermined]
        - [the day before, 2022-10-06, 5, [party_member], true, 2022-09-01, not_applicable]
        - [on the day, 2022-10-07, 5, [party_member], true, 2022-09-01, violation]
  - name: by default
    table:
      columns: [last_active_on, mini/quiet]
      rows:
        - [2024-10-26, violation]
        - [2024-10-27, {outcome: due, due_on: 2024-11-02}]
"""


def strong_cases(folder: Path) -> tuple[Case, ...]:
    found = cases_of(folder, STRONG)
    assert found.problems == ()
    return found.cases


def test_strong_cases_notice_every_mutant(tmp_path: Path) -> None:
    pack = make_pack(tmp_path)
    score = mutate(str(pack), strong_cases(tmp_path))

    assert [result.mutant.after for result in score.survivors] == []
    assert score.percent == 100
    assert {result.mutant.where for result in score.results} == {
        "mini/quiet applies_when", "mini/quiet violated_when", "mini/quiet modality", "mini/quiet in force from",
        "concepts.bound", "params.patience",
    }  # fmt: skip


def left_out(folder: Path, *names: str) -> MutationScore:
    pack = make_pack(folder)
    cases = [case for case in strong_cases(folder) if not any(name in case.name for name in names)]
    return mutate(str(pack), cases)


SURVIVORS = {
    "a boundary": (
        ("the last day", "a longer time", "[2]"),
        "operator",
        "today - account.last_active_on >= params.patience",
    ),
    "a parameter": (("by default",), "parameter", "4"),
    "a day in force": (("the day before",), "date", "2022-10-06"),
    "an unknown fact that counts as false": (
        ("use unknown",),
        "guard",
        "(has(account.in_use) && account.in_use) && today - account.last_active_on > params.patience",
    ),
}


@pytest.mark.parametrize(("names", "kind", "after"), SURVIVORS.values(), ids=SURVIVORS)
def test_without_its_case_a_mutant_survives(names: tuple[str, ...], kind: str, after: str, tmp_path: Path) -> None:
    survivors = left_out(tmp_path, *names).survivors

    assert any(result.mutant.kind == kind and after in result.mutant.after for result in survivors)
    assert all(result.apart is not None and result.apart.status == "apart" for result in survivors)


def test_the_account_of_a_survivor_shows_on_the_original_what_it_says(tmp_path: Path) -> None:
    pack = make_pack(tmp_path)
    survivors = left_out_again(tmp_path, pack)

    assert survivors
    for result in survivors:
        apart = result.apart
        assert apart is not None
        assert apart.as_of is not None
        policy = Policy.load([pack], as_of=apart.as_of, params=apart.params)
        report = check_register([apart.account, *apart.others], policy=policy)
        [finding] = [each for each in report.all_findings if each.rule == apart.rule]
        assert apart.outcomes[0].split(" ")[0] == finding.outcome
        assert apart.outcomes[0] != apart.outcomes[1]


def left_out_again(folder: Path, pack: Path) -> tuple[MutantResult, ...]:
    return mutate(str(pack), strong_cases(folder)[:3]).survivors


def test_a_mutant_that_changes_no_verdict_is_equivalent(tmp_path: Path) -> None:
    doubled = QUIET.replace(
        "account.in_use && today", "account.in_use && (account.in_use || !has(account.in_use)) && today"
    )
    pack = make_pack(tmp_path, doubled)

    score = mutate(str(pack), strong_cases(tmp_path))

    assert score.count("equivalent") > 0
    assert score.survivors == ()
    assert score.counted == len(score.results) - score.count("equivalent")


def test_examples_do_not_notice_a_change_of_modality(tmp_path: Path) -> None:
    pack = make_pack(tmp_path)

    score = mutate(str(pack), load_examples(str(pack)).cases)

    [modality] = [result for result in score.results if result.mutant.kind == "modality"]
    assert modality.fate == "survived"
    assert modality.apart is not None
    assert modality.apart.outcomes == ("violation", "recommendation")


def test_cases_that_fail_already_notice_nothing(tmp_path: Path) -> None:
    pack = make_pack(tmp_path)
    wrong = cases_of(tmp_path, STRONG.replace("2024-10-01, violation]", "2024-10-01, compliant]")).cases[:1]

    assert mutate(str(pack), wrong).count("killed") == 0


def test_the_search_finds_accounts_and_proves_nothing(tmp_path: Path) -> None:
    pack = make_pack(tmp_path)
    cases = load_examples(str(pack)).cases

    score = mutate(str(pack), cases, teller=search)

    assert score.count("equivalent") == 0
    statuses = {result.apart.status for result in score.survivors if result.apart is not None}
    assert statuses <= {"apart", "not decided"}
    found = sum(result.apart is not None and result.apart.status == "apart" for result in score.survivors)
    assert found > len(score.survivors) / 2


def test_without_the_extra_the_search_compares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)

    assert find_teller() is search


def test_only_the_mutants_of_a_rule_that_is_named_are_tried(tmp_path: Path) -> None:
    pack = make_pack(tmp_path, QUIET, QUIET.replace("mini/quiet", "mini/other").replace("concepts.bound", "'true'"))
    cases = load_examples(str(pack)).cases

    score = mutate(str(pack), cases, rules=["mini/other"])

    assert {rule for result in score.results for rule in result.rules} == {"mini/quiet", "mini/other"}
    assert {result.mutant.where.split(" ")[0] for result in score.results} == {"mini/other", "params.patience"}
    with pytest.raises(UsageError, match="did you mean `mini/quiet`"):
        mutate(str(pack), cases, rules=["mini/quite"])


def test_several_processes_give_the_mutants_in_their_order(tmp_path: Path) -> None:
    pack = make_pack(tmp_path)
    cases = load_examples(str(pack)).cases

    alone, together = (mutate_in_parallel(str(pack), cases, jobs=jobs) for jobs in (1, 2))

    assert [result.mutant for result in together.results] == [result.mutant for result in alone.results]
    assert [result.fate for result in together.results] == [result.fate for result in alone.results]


@pytest.mark.parametrize("pack", ["national", "local/cv-729-tu", "local/go-cong-tay"])
def test_every_mutant_of_a_shipped_pack_changes_something(pack: str) -> None:
    stack = load_stack((pack,))
    original = Variant(stack)

    for mutant in mutants_of(stack, pack):
        assert mutant.before != mutant.after
        variant = apply(stack, mutant.edit)
        same_rules = all(
            one.scope == variant.rules[name].scope
            and one.violated == variant.rules[name].violated
            and one.rule.modality == variant.rules[name].rule.modality
            for name, one in original.rules.items()
        )
        assert not same_rules or original.policy(DAY, {}).params != variant.policy(DAY, {}).params


def test_no_shipped_case_is_left_out_of_the_trials() -> None:
    for pack in shipped_packs():
        cases = collect([], [pack]).cases
        stack = load_stack((pack,))
        judge = Judge(Variant(stack))

        refused = [trial.case.name for trial in trials_of(cases, stack) if not judge.passes(trial)]
        refused += [trial.case.name for trial in trials_of(cases, stack) if not judge.missing_as_expected(trial)]

        assert refused == []


def test_a_case_that_kills_a_mutant_fails_on_it_in_the_checker() -> None:
    cases = {case.name: case for case in collect([], ["national"]).cases}
    stack = load_stack(("national",))
    score = mutate("national", list(cases.values()), rules=["transfer/given-away"])
    killed = [each for each in score.results if each.fate == "killed" and not isinstance(each.mutant.edit, InForceEdit)]

    assert len(killed) > 30
    for result in killed:
        case = cases[result.killed_by or ""]
        policy = apply(stack, result.mutant.edit).policy(case.as_of, case.params)
        report = check_register([case.account, *case.others], policy=policy, blank_means=case.blank_means)
        findings = [each for each in report.all_findings if each.account == case.account["id"]]
        found = {
            expected.name: [each for each in findings if each.rule == expected.name]
            for expected in case.expect
            if expected.target == "rule"
        }
        differing = [
            check_expectation(expected, [found[expected.name][expected.item or 0]]).differences
            for expected in case.expect
            if expected.name in found
        ]
        assert any(differing), (result.mutant.where, result.mutant.after, case.name)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(register=registers(Policy.load(["local/go-cong-tay"], as_of=DAY)))
def test_equivalent_mutants_judge_random_registers_alike(register: list[dict[str, Any]]) -> None:
    original, *variants = equivalent_policies()
    expected = outcomes_of(original, register)

    assert len(variants) > 2
    for variant in variants:
        assert outcomes_of(variant, register) == expected


@cache
def equivalent_policies() -> list[Policy]:
    pack = "local/go-cong-tay"
    stack = load_stack((pack,))
    score = mutate(pack, collect([], [pack]).cases)
    edits = [result.mutant.edit for result in score.results if result.fate == "equivalent"]
    return [each.policy(DAY, {}) for each in (Variant(stack), *(apply(stack, edit) for edit in edits))]


def outcomes_of(policy: Policy, register: list[dict[str, Any]]) -> list[Outcome]:
    return [row.outcome for row in check_register(register, policy=policy, engine="reference").verdicts]


def test_a_side_that_is_the_same_cannot_be_told_apart() -> None:
    policy = Policy.load(as_of=DAY)
    side = Side(policy, policy.rules[0])

    assert find_teller()(side, side, ()).status == "equivalent"
    assert search(side, side, ()).status == "not decided"


def test_an_edit_of_what_a_stack_lacks_changes_nothing() -> None:
    stack = load_stack(("national",))
    variant = apply(stack, RuleEdit("no/such", {"modality": "should"}))

    assert [one.rule for one in variant.stack.rules] == [one.rule for one in stack.rules]


def test_survivors_are_shown_as_a_difference_with_a_case_to_paste(tmp_path: Path) -> None:
    score = left_out(tmp_path, "the last day", "a longer time", "[2]")

    text = mutation_text("mini", score, "en")
    assert "  + account.in_use && today - account.last_active_on >= params.patience" in text
    assert "an account that tells them apart, by mini/quiet: due" in text
    assert "      last_active_on" in text or "last_active_on:" in text
    assert f"mutants killed ({int(score.percent * 10) / 10:g} %)" in text
    assert "CÒN SỐNG" in mutation_text("mini", score, "vi")
    data = mutation_data("mini", score)
    assert data["killed"] + data["survived"] + data["equivalent"] == data["mutants"] == len(data["results"])
    assert all(result["apart"]["case"]["expect"] for result in data["results"] if result["fate"] == "survived")
