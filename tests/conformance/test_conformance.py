"""The meaning of the rule language: every engine gives every value in the tables of this folder."""

from __future__ import annotations

from collections import Counter

import pytest

from qd85rules.core.diagnostics import UnsupportedError
from qd85rules.engines import ENGINES
from qd85rules.engines.durable import available
from qd85rules.lang.typecheck import TypeEnv, typecheck
from tests.conformance.cases import Case, load_cases

CASES = load_cases()
RUNNABLE = [name for name in ENGINES if name != "durable" or available()]
UNSUPPORTED = {
    ("durable", "limits/nine choices of two make 512 ways"),
    ("durable", "limits/nine ways to fail make 512 ways to hold"),
}


def _id(case: Case) -> str:
    return f"{case.table}/{case.id}"


@pytest.mark.parametrize("name", RUNNABLE)
@pytest.mark.parametrize("case", CASES, ids=_id)
def test_every_engine_gives_the_value_in_the_table(name: str, case: Case) -> None:
    engine = ENGINES[name]
    if (name, _id(case)) in UNSUPPORTED:
        with pytest.raises(UnsupportedError):
            engine.compile([case.condition], facts=case.facts, params=case.params)
        return

    program = engine.compile([case.condition], facts=case.facts, params=case.params)
    [[actual]] = program.run([case.row], case.today)
    program.close()

    assert actual is case.expect


@pytest.mark.parametrize("name", RUNNABLE)
@pytest.mark.parametrize("table", sorted({case.table for case in CASES}))
def test_every_engine_gives_a_whole_table_at_once(name: str, table: str) -> None:
    cases = [case for case in CASES if case.table == table and (name, _id(case)) not in UNSUPPORTED]
    first = cases[0]

    program = ENGINES[name].compile([case.condition for case in cases], facts=first.facts, params=first.params)
    actual = {_id(case): program.run([case.row], case.today)[0][index] for index, case in enumerate(cases)}
    program.close()

    assert actual == {_id(case): case.expect for case in cases}


@pytest.mark.parametrize("case", CASES, ids=_id)
def test_every_condition_of_the_tables_is_well_typed(case: Case) -> None:
    assert typecheck(case.condition, TypeEnv(case.facts, case.types)) == ()


def test_no_two_cases_have_one_name() -> None:
    assert [name for name, times in Counter(map(_id, CASES)).items() if times > 1] == []


def test_every_unsupported_case_is_in_the_tables() -> None:
    assert {case for _, case in UNSUPPORTED} <= set(map(_id, CASES))
