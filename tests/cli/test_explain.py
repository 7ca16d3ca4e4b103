"""`qd85 explain`: what is known of a rule, a clause, a parameter, a concept or a fact.

Modules: `describe.fact_entry`, `describe.rule_entry`.
"""

from __future__ import annotations

import pytest

from qd85rules.lang import nodes, parse, print_expr
from qd85rules.lang.ast import Date
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.policy import load_stack, shipped_packs
from tests.cli.commands import PACKS, assert_golden, run

Capture = pytest.CaptureFixture[str]
STACK = load_stack(shipped_packs())
AS_OF = ("--as-of", "2024-11-01")

THINGS = {
    "rule-on-transfers": "page/passed-on",
    "rule-on-accounts": "page/closed",
    "clause-single": "bylaw/2",
    "clause-joint": "bylaw-guide/3",
    "clause-that-widens": "letter/1",
    "parameter": "close_within_days",
    "concept": "concepts.member",
    "fact-stated": "transfer.kind",
    "fact-derived": "register.declared_by_another",
    "fact-judgement": "name.part_suffices",
}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(("name", "thing"), THINGS.items(), ids=THINGS)
def test_the_text_is_the_golden_one(capsys: Capture, name: str, thing: str, lang: str) -> None:
    ran = run(capsys, "explain", thing, *PACKS, *AS_OF, "--lang", lang)

    assert ran.code == 0
    assert_golden(ran.out, f"explain-{name}.{lang}.txt")


def test_a_former_id_finds_the_rule(capsys: Capture) -> None:
    former = run(capsys, "explain", "page/given", *PACKS, *AS_OF)

    assert former.code == 0
    assert former.out == run(capsys, "explain", "page/passed-on", *PACKS, *AS_OF).out


@pytest.mark.parametrize("prefix", ["", "params."])
def test_a_parameter_set_on_the_command_line_shows_that_value(capsys: Capture, prefix: str) -> None:
    data = run(
        capsys,
        *("explain", f"{prefix}close_within_days", *PACKS, *AS_OF),
        *("--param", "close_within_days=3", "--output-format", "json"),
    ).data

    assert (data["value"], data["origin"]["en"]) == (3, "set on the command line")


@pytest.mark.parametrize(
    ("day", "packs", "value", "origin", "reason"),
    [
        ("2024-11-01", PACKS[:2], 14, "default of the pack club", "The bylaw gives no number; two weeks will do."),
        ("2029-12-31", PACKS[:2], 14, "default of the pack club", "The bylaw gives no number; two weeks will do."),
        ("2030-01-01", PACKS[:2], 7, "set by the pack club", "From 2030 on it is quicker."),
        ("2030-01-01", PACKS, 10, "set by the pack branch", "The branch wants it sooner."),
    ],
    ids=["default", "the day before a later value", "a later value", "a pack above"],
)
def test_a_parameter_has_the_value_of_the_day_and_says_whose_it_is(
    capsys: Capture, day: str, packs: tuple[str, ...], value: int, origin: str, reason: str
) -> None:
    command = ("explain", "close_within_days", *packs, "--as-of", day, "--output-format", "json")
    data = run(capsys, *command).data

    assert (data["value"], data["origin"]["en"], data["rationale"]["en"]) == (value, origin, reason)


@pytest.mark.parametrize("resolved", STACK.rules, ids=lambda resolved: resolved.rule.id)
def test_a_rule_as_data_says_all_that_its_file_does(capsys: Capture, resolved: object) -> None:
    rule = resolved.rule  # type: ignore[attr-defined]
    data = run(capsys, "explain", rule.id, *AS_OF, "--output-format", "json").data

    assert data["kind"] == "rule"
    assert [clause["id"] for clause in data["clauses"]] == list(rule.clauses)
    assert data["message"] == {"vi": rule.message.vi, "en": rule.message.en}
    assert [(e["name"], e["expect"]) for e in data["examples"]] == [(e.name, e.expect) for e in rule.examples]
    assert [fact["name"] for fact in data["facts"]] == list(resolved.facts)  # type: ignore[attr-defined]
    assert [p["name"] for p in data["parameters"]] == list(resolved.params)  # type: ignore[attr-defined]
    assert data["file"] == f"{rule.pack}/{rule.id}.yaml"


@pytest.mark.parametrize("resolved", STACK.rules, ids=lambda resolved: resolved.rule.id)
def test_the_day_from_which_a_rule_is_in_force_is_the_one_that_it_is_judged_by(
    capsys: Capture, resolved: object
) -> None:
    rule, scope = resolved.rule, resolved.scope  # type: ignore[attr-defined]
    data = run(capsys, "explain", rule.id, *AS_OF, "--output-format", "json").data
    days = [node.value.isoformat() for node in nodes(scope) if isinstance(node, Date)]

    assert (data["in_force_from"] is None) or days[0] == data["in_force_from"]
    assert (data["in_force_from"] is None) is (print_expr(scope).count("date(") == 0)


@pytest.mark.parametrize("resolved", STACK.rules, ids=lambda resolved: resolved.rule.id)
def test_canonical_conditions_mean_what_the_rule_says(capsys: Capture, resolved: object) -> None:
    rule = resolved.rule  # type: ignore[attr-defined]
    data = run(capsys, "explain", rule.id, *AS_OF, "--output-format", "json").data

    assert parse(data["applies_when"]["text"]) == rule.applies_when.expr
    assert parse(data["violated_when"]["text"]) == rule.violated_when.expr
    assert "concepts." not in data["violated_when"]["expanded"]
    assert len(data["violated_when"]["words"]["vi"]) == len(data["violated_when"]["words"]["en"])


EVERYTHING = {
    "clause": tuple(STACK.catalogue.clauses),
    "parameter": tuple(STACK.parameters),
    "concept": tuple(STACK.base_concepts),
    "fact": tuple(FACTS),
}


@pytest.mark.parametrize("kind", EVERYTHING)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_everything_that_the_library_has_can_be_explained(capsys: Capture, kind: str, lang: str) -> None:
    for name in EVERYTHING[kind]:
        text = run(capsys, "explain", name, *AS_OF, "--lang", lang)
        data = run(capsys, "explain", name, *AS_OF, "--output-format", "json").data

        assert text.code == 0
        assert name in text.out.splitlines()[0]
        assert data["kind"] == kind


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        ("transfer/given-awy", "transfer/given-away"),
        ("qd85/membre/6", "qd85/member/6"),
        ("notify_within_day", "notify_within_days"),
        ("bound_by_qd58", "bound_by_qd85"),
        ("transfer.knid", "transfer.kind"),
    ],
    ids=["rule", "clause", "parameter", "concept", "fact"],
)
@pytest.mark.usefixtures("english")
def test_an_unknown_name_is_refused_with_the_nearest_one(capsys: Capture, wanted: str, near: str) -> None:
    ran = run(capsys, "explain", wanted)

    assert ran.code == 2
    assert not ran.out
    assert f"did you mean `{near}`?" in ran.err


def test_control_characters_of_a_name_do_not_reach_the_terminal(capsys: Capture) -> None:
    ran = run(capsys, "explain", "x\x1b[31m")

    assert ran.code == 2
    assert "\x1b" not in ran.err


def test_colour_marks_the_text_and_changes_none_of_it(capsys: Capture) -> None:
    plain = run(capsys, "explain", "page/closed", *PACKS, *AS_OF).out
    painted = run(capsys, "explain", "page/closed", *PACKS, *AS_OF, "--color", "always").out
    for code in ("1", "2", "1;4", "0"):
        painted = painted.replace(f"\x1b[{code}m", "")

    assert painted == plain
