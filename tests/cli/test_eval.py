"""`qd85 eval`, and `qd85 explain RULE --account`: what each part of a condition is, and why it is unknown.

Modules: `cli.accounts`, `describe.evaluation`, `describe.evaluation_data`, `describe.evaluation_page`.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft7Validator

from qd85rules.cli.schemas import get_schema
from qd85rules.core.truth import UNKNOWN
from qd85rules.describe.evaluation import names_of
from qd85rules.engines.reference import ReferenceEngine
from qd85rules.lang import expand, print_expr
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.policy import Policy
from qd85rules.run import check_register
from tests.cli.running import AS_OF, Ran, run
from tests.properties.strategies_lang import typed_conditions

if TYPE_CHECKING:
    from qd85rules.lang.ast import Expr

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]
DAY = date(2024, 11, 1)
POLICY = Policy.load(as_of=DAY)
VALIDATOR = Draft7Validator(get_schema("evaluation"))

ONE = """\
- id: a1
  kind: social_profile
  opened_on: 2023-05-02
  holder: {id: h1, legal_name: Nguyễn Thí Dụ, roles: [party_member, cadre]}
  profile: {display_name: Nguyễn Thí Dụ}
  closed_on: never
  transfers:
    - {direction: out, kind: lend, on: 2024-06-01}
    - {direction: in, on: 2024-07-01}
  incidents: []
"""
TWO = ONE + "- {id: a2, opened_on: 2024-10-20}\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("one.yaml").write_text(ONE, "utf-8")
    Path("two.yaml").write_text(TWO, "utf-8")


def evaluated(capsys: Capture, *arguments: str) -> Ran:
    """Run `eval` for JSON, which always fits its schema."""
    ran = run(capsys, "eval", *arguments, *AS_OF, "--lang", "en", "--output-format", "json")
    assert list(VALIDATOR.iter_errors(ran.report)) == []
    assert ran.report["exit_code"] == ran.code
    return ran


def parts_of(ran: Ran, number: int = 0) -> dict[str, Any]:
    """Give the values of the parts of the whole expression, by their text."""
    return {part["text"]: part["value"] for part in ran.report["evaluations"][number]["conditions"][0]["parts"]}


def test_every_part_has_its_value_and_its_place(capsys: Capture) -> None:
    ran = evaluated(capsys, "today - account.opened_on >\n  30", "--account", "one.yaml")

    assert ran.code == 0
    assert parts_of(ran) == {
        "today - account.opened_on >\n  30": True,
        "today - account.opened_on": 549,
        "today": "2024-11-01",
        "account.opened_on": "2023-05-02",
        "30": 30,
    }
    parts = {part["text"]: part for part in ran.report["evaluations"][0]["conditions"][0]["parts"]}
    assert parts["account.opened_on"]["location"] == {
        "path": "one.yaml", "line": 3, "column": 14, "end_line": 3, "end_column": 24,
    }  # fmt: skip
    assert [parts["30"][key] for key in ("start", "end", "line", "column", "end_line", "end_column", "depth")] == [
        *(30, 32, 2, 3, 2, 5, 1)
    ]


VALUES = {
    "1 in [1, 2]": True,
    "holder.roles": ["party_member", "cadre"],
    "account.closed_on": "never",
    'date("9999-12-31")': "9999-12-31",
    '"a" == "b"': False,
    "has(account.unused_since)": False,
    "account.in_use && !has(account.closed_on)": False,
    "account.in_use || has(account.closed_on)": True,
    "account.in_use && has(account.closed_on)": None,
    "params.partial_name": "undetermined",
    "params.declare_within_days - 1": ...,
    "concepts.bound_by_qd85": True,
    "name.agreement": "exact",
    "name.part_suffices": None,
    '[date("2024-01-01"), date("2024-01-02")]': ["2024-01-01", "2024-01-02"],
}


@pytest.mark.parametrize(("text", "value"), VALUES.items(), ids=VALUES)
def test_a_value_is_plain_and_the_exit_code_says_whether_there_is_one(
    capsys: Capture, text: str, value: object
) -> None:
    ran = evaluated(capsys, text, "--account", "one.yaml")

    if value is ...:
        assert (ran.code, ran.report["errors"][0]["code"]) == (2, "subtract")
        return
    assert ran.code == (3 if value is None else 0)
    assert parts_of(ran)[text] == value


def test_without_an_account_everything_of_one_is_unknown(capsys: Capture) -> None:
    ran = evaluated(capsys, "today - account.opened_on > 30 || today == today")
    unknown = evaluated(capsys, "transfer.kind == 'lend'")

    assert (ran.code, unknown.code) == (0, 3)
    assert parts_of(ran)["account.opened_on"] is None
    [evaluation] = unknown.report["evaluations"]
    assert (evaluation["account"], evaluation["subject"]) == (None, "transfer")
    assert [why["code"] for why in evaluation["unknown"]] == ["no-account"]


REASONS = {
    "account.in_use": ("account.in_use", "not-recorded", "not recorded"),
    "name.part_suffices": ("name.part_suffices", "judgement", "a person has to look"),
    "address.under_vn": ("address.under_vn", "inputs-not-recorded", "follows from `account.url`, not recorded"),
    "concepts.still_in_use": ("account.in_use", "not-recorded", "not recorded"),
    "transfer.kind == 'lend'": ("transfer.kind", "list-not-recorded", "`transfers` is not recorded"),
}


@pytest.mark.parametrize(("text", "why"), REASONS.items(), ids=REASONS)
def test_what_is_unknown_says_why_and_what_to_ask(capsys: Capture, text: str, why: tuple[str, str, str]) -> None:
    fact, code, reason = why
    ran = evaluated(capsys, text, "--account", "two.yaml", "--id", "a2")
    told, *_ = ran.report["evaluations"][0]["unknown"]

    assert (ran.code, told["fact"], told["code"]) == (3, fact, code)
    assert reason in told["reason"]["en"]
    assert told["question"]["vi"] == FACTS[fact].question.vi


def test_a_name_in_doubt_says_why(capsys: Capture) -> None:
    Path("doubt.yaml").write_text(ONE.replace("display_name: Nguyễn Thí Dụ", "display_name: nguyenthidu"), "utf-8")

    ran = evaluated(capsys, "name.agreement == 'exact'", "--account", "doubt.yaml")

    [told] = ran.report["evaluations"][0]["unknown"]
    assert (ran.code, told["code"]) == (3, "in-doubt")
    assert "nguyenthidu" not in json.dumps(told)


def test_each_item_is_evaluated_or_the_one_that_is_named(capsys: Capture) -> None:
    every = evaluated(capsys, "transfer.kind == 'lend'", "--account", "one.yaml")
    second = evaluated(capsys, "transfer.kind == 'lend'", "--account", "one.yaml", "--item", "transfers[1]")

    assert [one["subject"] for one in every.report["evaluations"]] == ["transfers[0]", "transfers[1]"]
    assert (every.code, parts_of(every)["transfer.kind"]) == (3, "lend")
    assert [one["subject"] for one in second.report["evaluations"]] == ["transfers[1]"]
    assert second.report["evaluations"][0]["unknown"][0]["location"]["line"] == 9


@pytest.mark.parametrize("show", [False, True])
def test_names_are_masked_unless_they_are_asked_for(capsys: Capture, *, show: bool) -> None:
    arguments = ("--account", "one.yaml", *(("--show-names",) if show else ()))
    texts = ["holder.legal_name", "holder.legal_name == profile.display_name"]
    written = "".join(
        run(capsys, "eval", text, *arguments, *AS_OF, *form).out
        for text in texts
        for form in ((), ("--output-format", "json"))
    )

    assert written.count("N••• T••• D•••") == (0 if show else 6)
    assert written.count("Nguyễn Thí Dụ") == (6 if show else 0)


WRONG = {
    "account.opend_on > today": ("1:1", "unknown-fact", "did you mean `account.opened_on`?"),
    "today &&\n  acount.in_use": ("2:3", "unknown-fact", "did you mean `account.in_use`?"),
    "account.in_use and standalone": ("1:16", "word-operator", "&&"),
    'account.kind == "blok"': ("1:17", "unknown-member", "blog"),
    "params.quiet_day > 3": ("1:1", "unknown-param", "quiet_days"),
    "concepts.still_in_us": ("1:1", "unknown-concept", "still_in_use"),
    "transfer.on > today && incident.sign == 'misuse'": ("1:24", "wrong-subject", "of an incident"),
    "": ("1:1", "empty", ""),
}


@pytest.mark.parametrize(("text", "problem"), WRONG.items(), ids=WRONG)
def test_a_mistake_has_its_place_its_code_and_what_to_write(
    capsys: Capture, text: str, problem: tuple[str, str, str]
) -> None:
    place, code, hint = problem
    ran = run(capsys, "eval", text, *AS_OF, "--lang", "en")
    told = evaluated(capsys, text).report

    assert (ran.code, ran.out) == (2, "")
    assert f"<expression>:{place}: {code} " in ran.err
    assert hint in ran.err
    assert told["evaluations"] == []
    found = {(f"{e['location']['line']}:{e['location']['column']}", e["code"]) for e in told["errors"]}
    assert (place, code) in found


USAGE = {
    ("--id", "a1"): "`--id` goes with `--account FILE`",
    ("--item", "transfers[0]"): "`--item` goes with `--account FILE`",
    ("--account", "two.yaml"): "`two.yaml` has 2 accounts; name one with `--id`: `a1`, `a2`",
    ("--account", "two.yaml", "--id", "a3"): "no account `a3` in `two.yaml`",
    ("--account", "one.yaml", "--item", "transfers"): "`transfers` names no item",
    ("--account", "one.yaml", "--item", "transfers[2]"): "the account `a1` has no `transfers[2]`",
    ("--account", "one.yaml", "--item", "incidents[0]"): "the account `a1` has no `incidents[0]`",
}


@pytest.mark.parametrize(("arguments", "told"), USAGE.items(), ids=map(" ".join, USAGE))
@pytest.mark.usefixtures("english")
def test_what_cannot_be_chosen_is_told(capsys: Capture, arguments: tuple[str, ...], told: str) -> None:
    ran = run(capsys, "eval", "today == today", *arguments, *AS_OF)

    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_items_of_another_kind_are_a_mistake_with_a_place(capsys: Capture) -> None:
    ran = evaluated(capsys, "incident.sign == 'misuse'", "--account", "one.yaml", "--item", "transfers[0]")

    assert (ran.code, [error["code"] for error in ran.report["errors"]]) == (2, ["wrong-subject"])


@pytest.mark.usefixtures("english")
def test_no_items_are_nothing_to_evaluate(capsys: Capture) -> None:
    ran = run(capsys, "eval", "incident.sign == 'misuse'", "--account", "one.yaml", *AS_OF)

    assert ran.code == 2
    assert "the account `a1` has no incidents" in ran.err


def test_a_register_is_read_and_refused_as_check_does_it(capsys: Capture) -> None:
    Path("wrong.yaml").write_text(TWO.replace("2024-10-20", "2024-13-20"), "utf-8")
    checked = run(capsys, "check", "wrong.yaml", *AS_OF, "--lang", "en", "--output-format", "json").report["errors"]

    refused = evaluated(capsys, "account.in_use", "--account", "wrong.yaml", "--id", "a2")
    beside = evaluated(capsys, "today - account.opened_on", "--account", "wrong.yaml", "--id", "a1")

    assert (refused.code, beside.code) == (2, 2)
    assert refused.report["errors"] == beside.report["errors"] == checked
    assert refused.report["evaluations"] == []
    assert parts_of(beside)["today - account.opened_on"] == 549
    text = run(capsys, "eval", "account.in_use", "--account", "wrong.yaml", "--id", "a1", *AS_OF, "--lang", "vi")
    assert "wrong.yaml:11:23: " in text.err
    assert checked[0]["message"] not in text.err


def test_standard_input_is_a_register(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b'{"id": "a", "in_use": true}')))

    ran = evaluated(capsys, "account.in_use", "--account", "-", "--input-format", "json")

    assert (ran.code, parts_of(ran)) == (0, {"account.in_use": True})


def test_blanks_mean_what_the_register_or_the_option_says(capsys: Capture) -> None:
    text = "declaration.declared_on"

    assert evaluated(capsys, text, "--account", "one.yaml").code == 3
    assert parts_of(evaluated(capsys, text, "--account", "one.yaml", "--blank-means", "never"))[text] == "never"


def test_facts_of_the_register_are_there(capsys: Capture) -> None:
    shared = "- {id: a, url: https://a.vn, holder: {id: h1}}\n- {id: b, url: https://a.vn, holder: {id: h2}}\n"
    Path("shared.yaml").write_text(shared)

    ran = evaluated(capsys, "register.declared_by_another", "--account", "shared.yaml", "--id", "b")

    assert parts_of(ran) == {"register.declared_by_another": True}


def test_parameters_say_who_set_them(capsys: Capture) -> None:
    ran = evaluated(capsys, "params.quiet_days > 3", "--param", "quiet_days=40")

    [told] = ran.report["evaluations"][0]["parameters"]
    assert (told["name"], told["value"], told["origin"]["en"]) == ("quiet_days", 40, "set on the command line")


def test_a_concept_is_unfolded_once_with_what_packs_add(capsys: Capture) -> None:
    text = "concepts.bound_by_qd85 || concepts.bound_by_qd85"
    ran = evaluated(capsys, text, "--account", "one.yaml", "--pack", "local/cv-729-tu")

    [concept] = ran.report["evaluations"][0]["concepts"]
    assert [one["role"] for one in concept["texts"]] == ["concept", "widened", "since"]
    assert concept["texts"][0]["location"]["path"] == "national/pack.yaml"


@given(condition=typed_conditions(names_of(POLICY)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_the_whole_has_the_truth_that_another_engine_gives_it(capsys: Capture, condition: Expr) -> None:
    text = print_expr(condition)
    ran = run(capsys, "eval", text, *AS_OF, "--output-format", "json")
    if ran.code == 2:
        assert {error["code"] for error in ran.report["errors"]} <= {"wrong-subject"}
        return

    whole = expand(condition, POLICY.stack.concepts())
    program = ReferenceEngine().compile([whole], facts={}, params=POLICY.params)
    [[truth]] = program.run([dict.fromkeys(FACTS, UNKNOWN)], DAY.toordinal())
    value = ran.report["evaluations"][0]["conditions"][0]["parts"][0]["value"]
    assert {None: "unknown", True: "true", False: "false"}[value] == truth.value


def explained(capsys: Capture, rule: str, *arguments: str) -> Ran:
    return run(capsys, "explain", rule, *arguments, *AS_OF, "--lang", "en", "--output-format", "json")


def test_a_rule_is_explained_part_by_part_and_its_outcome_is_that_of_check(capsys: Capture) -> None:
    register = str(ROOT / "examples/register.yaml")
    report = json.loads(run(capsys, "check", register, *AS_OF, "--all", "--output-format", "json").out)
    found: dict[tuple[str, str, str], tuple[str, str | None]] = {
        (one["rule"], one["account"], one["subject"]): (one["outcome"], one["due_on"]) for one in report["findings"]
    }
    accounts = sorted({account for _, account, _ in found})[::6]
    compared = 0
    for resolved in POLICY.rules[::3]:
        for account in accounts:
            ran = explained(capsys, resolved.rule.id, "--account", register, "--id", account)
            for one in ran.report["evaluations"] if ran.code == 0 else ():
                key = (resolved.rule.id, account, one["subject"])
                if one["subject"] not in {"transfers", "incidents"}:
                    assert found[key] == (one["outcome"], one["due_on"])
                assert [text["role"] for text in one["conditions"]][-2:] == ["applies_when", "violated_when"]
                compared += 1
    assert compared > 10


def test_a_rule_for_an_account_is_that_of_the_pack_that_a_check_takes(capsys: Capture) -> None:
    ran = explained(capsys, "identity/details", "--account", "one.yaml")
    national = explained(capsys, "transfer/given-away", "--account", "one.yaml", "--item", "transfers[0]")

    assert (ran.code, national.code) == (0, 0)
    assert national.report["evaluations"][0]["outcome"] == "violation"
    assert [text["role"] for text in national.report["evaluations"][0]["conditions"]] == [
        *("in_force", "applies_when", "violated_when")
    ]
    params = check_register([{"id": "a"}], policy=POLICY).policy.params
    for parameter in national.report["evaluations"][0]["parameters"]:
        assert params[parameter["name"]] == parameter["value"]


NOT_A_RULE = {
    ("qd85/member/6", "--account", "one.yaml"): "`--account` goes with a rule; `qd85 eval` gives the value",
    ("identity/true-name", "--account", "one.yaml", "--item", "transfers[0]"): "is on the account, and `transfers[0]`",
    ("identity/true-name", "--item", "transfers[0]"): "`--item` goes with `--account FILE`",
}


@pytest.mark.parametrize(("arguments", "told"), NOT_A_RULE.items(), ids=[" ".join(one) for one in NOT_A_RULE])
@pytest.mark.usefixtures("english")
def test_an_account_goes_with_a_rule_on_it(capsys: Capture, arguments: tuple[str, ...], told: str) -> None:
    ran = run(capsys, "explain", *arguments, *AS_OF)

    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_the_text_says_the_same_in_both_languages(capsys: Capture) -> None:
    arguments = ("eval", "account.in_use || account.opened_on > today", "--account", "one.yaml", *AS_OF)
    vi, en = (run(capsys, *arguments, "--lang", lang).out for lang in ("vi", "en"))

    assert "    1:1   * unknown       account.in_use\n" in en
    assert "  Unknown because account.in_use — not recorded (one.yaml:1:3)\n" in en
    assert "  Chưa rõ vì    account.in_use — sổ chưa ghi (one.yaml:1:3)\n" in vi
