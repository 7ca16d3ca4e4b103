"""Typing: what is well-typed, and what is said about the rest.

Modules: `lang.types`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from qd85rules.lang.parser import parse
from qd85rules.lang.printer import print_expr
from qd85rules.lang.problems import CODES
from qd85rules.lang.typecheck import TypeEnv, type_of, typecheck
from qd85rules.lang.types import BOOL, DATE, INT, STRING, Type, enum_of, list_of
from qd85rules.lang.walk import nodes
from tests.lang.test_problems import places
from tests.lang.vocabulary import ENV
from tests.properties.strategies_lang import trees, typed_conditions

if TYPE_CHECKING:
    from qd85rules.lang.ast import Expr

GOOD = [
    "true",
    "account.in_use",
    "params.strict && concepts.given_away || !account.in_use",
    "account.in_use == true",
    "account.in_use != params.strict",
    "(transfer.kind == 'lend') == account.in_use",
    "transfer.kind == 'lend' == true",
    "transfer.kind == 'lend' && transfer.direction != 'in'",
    "'lend' == transfer.kind",
    "transfer.kind == transfer.former_kind",
    "transfer.kind == transfer.handle",
    "'a' == 'b'",
    "account.platform == 'anything'",
    "transfer.kind in ['give', 'lend']",
    "account.platform in params.platforms",
    "account.platform in params.kinds",
    "'anything' in params.platforms",
    "transfer.kind in params.kinds",
    "'cadre' in holder.roles",
    "account.followers in [1, 2] || 5 in params.limits",
    "true in [true, false]",
    "transfer.on in [date('2022-10-07'), date('2023-01-01')]",
    "account.opened_on in account.seen_on",
    "account.followers >= 1000",
    "account.opened_on <= today",
    "today - transfer.on > params.notify_within_days",
    "transfer.on - params.in_force_from == date('2022-10-07') - today",
    "has(transfer.kind) && has(holder.roles) && has(account.in_use)",
]


@pytest.mark.parametrize("text", GOOD)
def test_nothing_is_wrong_with(text: str) -> None:
    assert typecheck(parse(text), ENV) == ()


BAD = {
    # names
    "«transfer.knd» == 'lend'": [("unknown-fact", "`transfer.kind`")],
    "«kind» == 'lend'": [("unknown-fact", "`transfer.kind`")],
    "has(«transfer.knd»)": [("unknown-fact", "`transfer.kind`")],
    "transfer.kind == «lend»": [("unknown-fact", '`"lend"`')],
    "account.in_use == «True»": [("unknown-fact", "`true`")],
    "«Today» > account.opened_on": [("unknown-fact", "`today`")],
    "account.followers > «notify_within_days»": [("unknown-fact", "`params.notify_within_days`")],
    "«bound_by_qd85»": [("unknown-fact", "`concepts.bound_by_qd85`")],
    "«zzz»": [("unknown-fact", "")],
    "account.followers > «params.notify_in_days»": [("unknown-param", "`notify_within_days`")],
    "«concepts.bound_by»": [("unknown-concept", "`bound_by_qd85`")],
    # conditions
    "«transfer.kind»": [("wrong-type", "compare it")],
    "«today - transfer.on»": [("wrong-type", "compare it")],
    "«transfer.kind» && «1» || «today»": [("not-boolean", "`==`"), ("not-boolean", "`==`"), ("not-boolean", "`==`")],
    "!«transfer.kind» == 'lend'": [
        ("not-boolean", "`!(a == b)`"),
    ],
    "!«transfer.on» && account.in_use": [("not-boolean", "`!(a == b)`")],
    # comparisons
    "«transfer.on == '2022-10-07'»": [("different-types", '`date("2022-10-07")`')],
    "«account.followers == '5'»": [("different-types", "`5` without quotes")],
    "«'-5' == account.followers»": [("different-types", "`-5` without quotes")],
    "«account.in_use == 'true'»": [("different-types", "`true` without quotes")],
    "«account.platform == 5»": [("different-types", '`"5"`')],
    "«transfer.on > 5»": [("different-types", "`today - a > 5`")],
    "«account.in_use == 1»": [("different-types", "")],
    "«account.platform == account.in_use»": [("different-types", "")],
    "«1 < account.followers < 5»": [("chained-comparison", "`1 < account.followers && account.followers < 5`")],
    "«account.followers == 1 == 2»": [("chained-comparison", "`account.followers == 1 && 1 == 2`")],
    "«transfer.kind < 'lend'»": [("no-order", "`in`")],
    "«account.in_use >= false»": [("no-order", "`==`")],
    "«holder.roles == ['cadre']»": [("compare-list", "`in`")],
    "«holder.roles == 'cadre'»": [("compare-list", "`in`")],
    "transfer.kind == «'lned'»": [("unknown-member", "`lend`")],
    "«'Lend'» != transfer.kind": [("unknown-member", "`lend`")],
    "transfer.direction == «'sideways'»": [("unknown-member", "`in`, `out`")],
    "«transfer.kind == transfer.direction»": [("disjoint-members", "`give`")],
    # days
    "«account.followers» - transfer.on > 5": [("subtract", "`today - a > 5`")],
    "«account.platform» - «'2022-10-07'» > 5": [("subtract", "date from a date"), ("subtract", "`date(")],
    "today - «5» > transfer.on": [("subtract", "`today - a > 5`")],
    "«today - transfer.on» - today > 5": [("subtract", "`today - a > 5`")],
    # lists
    "account.followers in «5»": [("in-container", "`[ ]`")],
    "transfer.kind in «account.platform»": [("in-container", "`==`")],
    "«5 in holder.roles»": [("different-types", '`"5"`')],
    "«[1] in params.limits»": [("different-types", "")],
    "«'2022-10-07' in account.seen_on»": [("different-types", "`date(")],
    "transfer.kind in ['lend', «'lned'», «'gvie'»]": [("unknown-member", "`lend`"), ("unknown-member", "`give`")],
    "«'cader'» in holder.roles": [("unknown-member", "`cadre`")],
    "«transfer.direction in params.kinds»": [("disjoint-members", "")],
    "1 in [1, «'a'», «true»]": [("mixed-list", ""), ("mixed-list", "")],
    "1 in [1, «'2'»]": [("mixed-list", "`2` without quotes")],
    "1 in «[]»": [("empty-list", "")],
}


@pytest.mark.parametrize(("marked", "expected"), BAD.items(), ids=BAD)
def test_a_problem_has_its_code_its_place_and_its_remedy(marked: str, expected: list[tuple[str, str]]) -> None:
    found = typecheck(parse(marked.replace("«", "").replace("»", "")), ENV)

    assert [problem.code for problem in found] == [code for code, _ in expected]
    assert [(problem.start, problem.end) for problem in found] == places(marked)
    for problem, (_, remedy) in zip(found, expected, strict=True):
        assert remedy in (problem.help or "")


def test_every_problem_is_collected() -> None:
    text = "transfer.knd == 'lend' && transfer.kind == 'lned' || params.x - today > 'a' && [1, 'b'] in today"

    assert [problem.code for problem in typecheck(parse(text), ENV)] == [
        "unknown-fact",
        "unknown-member",
        "unknown-param",
        "different-types",
        "mixed-list",
        "in-container",
    ]


TYPES: dict[str, Type | None] = {
    "true": BOOL,
    "5": INT,
    "'a'": STRING,
    "today": DATE,
    "date('2022-10-07')": DATE,
    "[1]": list_of(INT),
    "transfer.direction": enum_of("in", "out"),
    "params.platforms": list_of(STRING),
    "concepts.given_away": BOOL,
    "has(transfer.kind)": BOOL,
    "today - transfer.on": INT,
    "1 < 2": BOOL,
    "1 in [1]": BOOL,
    "!true": BOOL,
    "true || false": BOOL,
    "zzz": None,
    "1 && true": None,
    "[]": None,
}


@pytest.mark.parametrize(("text", "found"), TYPES.items(), ids=TYPES)
def test_an_expression_has_a_type_or_problems(text: str, found: Type | None) -> None:
    assert type_of(parse(text), ENV) == found


WANTED = {
    "a date": ("transfer.on", DATE, True),
    "a number is no date": ("5", DATE, False),
    "text": ("transfer.kind", STRING, True),
    "a member": ("'lend'", enum_of("lend", "give"), True),
    "no member": ("'sell'", enum_of("lend", "give"), False),
    "a smaller set": ("transfer.direction", enum_of("in", "out", "both"), True),
    "a larger set": ("transfer.direction", enum_of("in"), False),
    "any text for a set": ("account.platform", enum_of("facebook"), False),
    "a list of members": ("['in', 'out']", list_of(enum_of("in", "out")), True),
    "a list with another": ("['in', 'off']", list_of(enum_of("in", "out")), False),
    "a list of a smaller set": ("params.kinds", list_of(STRING), True),
    "a list of others": ("[1]", list_of(STRING), False),
}


@pytest.mark.parametrize(("text", "want", "fits"), WANTED.values(), ids=WANTED)
def test_the_whole_has_the_type_that_is_wanted(text: str, want: Type, *, fits: bool) -> None:
    assert [problem.code for problem in typecheck(parse(text), ENV, want=want)] == ([] if fits else ["wrong-type"])


@given(condition=typed_conditions(ENV))
def test_the_strategy_gives_well_typed_conditions(condition: Expr) -> None:
    assert typecheck(condition, ENV) == ()
    assert type_of(condition, ENV) == BOOL


@given(condition=typed_conditions(TypeEnv(facts={})))
def test_the_strategy_needs_no_vocabulary(condition: Expr) -> None:
    assert typecheck(condition, TypeEnv(facts={})) == ()


@given(tree=trees())
def test_any_tree_is_typed_or_has_problems_inside_it(tree: Expr) -> None:
    tree = parse(print_expr(tree))
    where = {(node.start, node.end) for node in nodes(tree)}

    found = typecheck(tree, ENV)

    assert (type_of(tree, ENV) == BOOL) == (not found)
    for problem in found:
        assert problem.code in CODES
        assert (problem.start, problem.end) in where
        assert problem.message.isprintable()
