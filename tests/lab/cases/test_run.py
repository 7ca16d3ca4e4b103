"""Cases run: what came out otherwise is told, and nothing else is.

Modules: `lab.cases.compare`, `lab.cases.examples`, `lab.cases.rows`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from qd85rules.core.diagnostics import EngineDisagreementError, UsageError
from qd85rules.engines import ENGINES, choose
from qd85rules.lab.cases import run as running
from qd85rules.lab.cases.examples import load_examples
from qd85rules.lab.cases.run import run_cases, statuses
from qd85rules.lab.mutants.parallel import run_in_parallel
from qd85rules.run import check_candidates
from tests.lab.cases.packs import QUIET, cases_of, make_pack

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qd85rules.lab.cases.model import Case

HEAD = """\
as_of: 2024-11-01
base:
  id: vd-1
  kind: social_profile
  opened_on: 2024-10-15
  closed_on: never
  in_use: true
  holder: {id: vd-1, legal_name: Trần Thị Hòa, roles: [party_member]}
  transfers: [{direction: out, kind: lend, on: 2024-06-01}]
cases:
  - name: one
"""


def differences(folder: Path, body: str, head: str = HEAD) -> list[tuple[str, Any, Any]]:
    """Run one case and give what differs."""
    found = cases_of(folder, head + "".join(f"    {line}\n" for line in body.splitlines()))
    assert found.problems == ()
    [result] = run_cases(found.cases)
    assert not result.problems
    return [(each.what, each.expected, each.actual) for check in result.checks for each in check.differences]


EXPECTED = {
    "an outcome": ("expect: {transfer/given-away: violation}", []),
    "another outcome": ("expect: {transfer/given-away: compliant}", [("outcome", "compliant", "violation")]),
    "the gravest of a clause": ("expect: {qd85/member/6: violation}", []),
    "not the gravest of a clause": (
        "expect: {qd85/member/6: compliant}",
        [("outcome", "compliant", "violation")],
    ),
    "a clause in detail, of any of its findings": (
        "expect: {qd85/member/6: {outcome: violation, evidence: {transfer.kind: lend}}}",
        [],
    ),
    "missing facts in another order": (
        (
            "account: {transfers: [{on: 2024-06-01}]}\n"
            "expect: {transfer/given-away: {outcome: undetermined, missing: [[transfer.kind], [transfer.direction]]}}"
        ),
        [],
    ),
    "other missing facts": (
        (
            "account: {transfers: [{direction: out, on: 2024-06-01}]}\n"
            "expect: {transfer/given-away: {outcome: undetermined, missing: [[transfer.on]]}}"
        ),
        [("missing", [["transfer.on"]], [["transfer.kind"]])],
    ),
    "a day that is due": (
        (
            "account: {declaration: {declared_on: never, reported_on: never}}\n"
            "expect: {declaration/report-page: {outcome: due, due_on: 2024-11-15}}"
        ),
        [],
    ),
    "another day that is due": (
        (
            "account: {declaration: {declared_on: never, reported_on: never}}\n"
            "expect: {declaration/report-page: {outcome: due, due_on: 2024-11-16}}"
        ),
        [("due_on", "2024-11-16", "2024-11-15")],
    ),
    "evidence among more of it": (
        "expect: {transfer/given-away: {outcome: violation, evidence: {transfer.on: 2024-06-01}}}",
        [],
    ),
    "other evidence, and evidence that did not decide": (
        "expect: {transfer/given-away: {outcome: violation, evidence: {transfer.kind: sell, account.in_use: true}}}",
        [("evidence.transfer.kind", "sell", "lend"), ("evidence.account.in_use", True, "-")],
    ),
    "parameters": (
        (
            "params: {report_within_days: 3}\naccount: {declaration: {declared_on: never, reported_on: never}}\n"
            "expect: {declaration/report-page: {outcome: violation, params: {report_within_days: 30}}}"
        ),
        [("params.report_within_days", 30, 3)],
    ),
    "clauses": (
        "expect: {transfer/given-away: {outcome: violation, clauses: [qd85/member/6]}}",
        [],
    ),
    "other clauses": (
        "expect: {transfer/given-away: {outcome: violation, clauses: [qd85/member/7]}}",
        [("clauses", ["qd85/member/7"], ["qd85/member/6", "qd85-hd99/member/no-transfer"])],
    ),
    "a broken duty is no recommendation": (
        "expect: {transfer/given-away: recommendation}",
        [("outcome", "recommendation", "violation")],
    ),
    "what is recommended is no violation": (
        "account: {kind: website, url: 'https://vidu.com'}\nexpect: {domain/preferred: violation}",
        [("outcome", "violation", "recommendation")],
    ),
    "others in the register": (
        (
            "account: {url: 'https://www.facebook.com/vidu'}\n"
            "others: [{id: vd-2, url: 'https://www.facebook.com/vidu', holder: {id: vd-2}}]\n"
            "expect: {declaration/one-declarant: undetermined}"
        ),
        [],
    ),
    "blank event dates": (
        "blank_means: never\naccount: {opened_on: 2024-01-01}\nexpect: {declaration/report-page: violation}",
        [],
    ),
}


@pytest.mark.parametrize(("body", "expected"), EXPECTED.values(), ids=EXPECTED)
def test_a_case_tells_what_came_out_otherwise(tmp_path: Path, body: str, expected: list[tuple[str, Any, Any]]) -> None:
    assert sorted(differences(tmp_path, body), key=str) == sorted(expected, key=str)


def test_an_example_does_not_say_whether_it_is_a_duty(tmp_path: Path) -> None:
    pack = make_pack(tmp_path, QUIET.replace("modality: must", "modality: should"))

    results = run_cases(load_examples(str(pack)).cases)

    assert [result.status for result in results] == ["passed", "passed"]
    assert {check.findings[0].is_recommendation for result in results[1:] for check in result.checks} == {True}


def test_an_example_without_what_its_rule_judges_is_refused(tmp_path: Path) -> None:
    rule = QUIET.replace("subject: account", "subject: transfer")

    found = load_examples(str(make_pack(tmp_path, rule)))

    assert found.cases == ()
    assert [problem.message.en for problem in found.problems] == [
        "the example never touches its rule: it has no transfer"
    ] * 2


def some_cases(folder: Path) -> tuple[Case, ...]:
    rows = "\n".join(
        f"        - [{kind}, {days}, {outcome}]"
        for days in (2, 1)
        for kind, outcome in (("lend", "violation"), ("receive", "undetermined"), ("sell", "compliant"))
    )
    return cases_of(
        folder,
        HEAD.replace("direction: out, ", "")
        + f"""\
    table:
      columns: ["transfers[0].kind", params.notify_within_days, transfer/given-away]
      rows:
{rows}
""",
    ).cases


def test_results_stand_in_the_order_of_the_cases(tmp_path: Path) -> None:
    cases = some_cases(tmp_path)

    results = run_cases(cases)

    assert [result.case for result in results] == list(cases)
    assert statuses(results) == {"passed": 0, "failed": 6, "error": 0}
    assert [result.checks[0].findings[0].outcome for result in results] == [
        "undetermined", "compliant", "undetermined",
    ] * 2  # fmt: skip


def test_several_processes_find_what_one_finds(tmp_path: Path) -> None:
    cases = some_cases(tmp_path)

    assert run_in_parallel(cases, jobs=2) == run_in_parallel(cases, jobs=1) == run_cases(cases)


@pytest.mark.parametrize("engine", ["auto", *ENGINES])
def test_the_engines_that_are_asked_for_judge(engine: str, tmp_path: Path) -> None:
    if engine == "durable" and len(choose("auto")) == 1:
        with pytest.raises(Exception, match="durable"):
            run_cases(some_cases(tmp_path), engine=engine)
        return

    results = run_cases(some_cases(tmp_path), engine=engine)

    assert {result.engines for result in results} == {tuple(one.name for one in choose(engine))}


def test_an_unknown_engine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown engine `durble`"):
        run_cases(some_cases(tmp_path), engine="durble")


def test_a_disagreement_of_engines_is_an_error_of_its_case_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = some_cases(tmp_path)
    checked = check_candidates

    def disagreeing(candidates: Sequence[Any], **options: Any) -> Any:  # noqa: ANN401 - as the original
        if any(candidate.data.transfers[0].kind == "receive" for candidate in candidates):
            raise EngineDisagreementError
        return checked(candidates, **options)

    monkeypatch.setattr(running, "check_candidates", disagreeing)

    results = run_cases(cases)

    assert [result.status for result in results] == ["failed", "error", "failed"] * 2
    assert results[1].problems[0].code == "engine-disagreement"
