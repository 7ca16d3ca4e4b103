"""Packs of a user's own: what loads, and every problem of the files with its place.

Modules: `policy.loader`, `policy.pack_file`, `policy.policy`, `policy.rule`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from qd85rules import Policy, PolicyError, UsageError, check

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2024, 11, 1)

RULE: dict[str, Any] = {
    "id": "transfer/any",
    "subject": "transfer",
    "modality": "must_not",
    "clauses": ["qd85/member/6"],
    "violated_when": 'transfer.kind == "lend"',
    "message": {"vi": "Trang đã cho mượn.", "en": "The page was lent."},
    "remedy": {"vi": "Lấy lại trang.", "en": "Take it back."},
}
PARAMETER: dict[str, Any] = {
    "type": "int",
    "default": 5,
    "minimum": 0,
    "maximum": 30,
    "title": {"vi": "Số ngày", "en": "Days"},
    "rationale": {"vi": "Do đơn vị chọn.", "en": "The unit's choice."},
    "set_by": {"vi": "Đơn vị", "en": "The unit"},
}


def write(folder: Path, pack: dict[str, Any] | str | None = None, **rules: dict[str, Any] | str) -> str:
    for name, content in {"pack": pack, **rules}.items():
        if content is not None:
            text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return str(folder)


def problems(folder: Path, pack: dict[str, Any] | str | None = None, **rules: dict[str, Any] | str) -> list[str]:
    with pytest.raises(PolicyError) as caught:
        Policy.load([write(folder, pack, **rules)], as_of=DAY)
    return [problem.line().replace(f"{folder}/", "") for problem in caught.value.diagnostics]


LENT = {
    "id": "a",
    "holder": {"roles": ["worker"]},
    "transfers": [{"direction": "out", "kind": "lend", "on": "2024-05-01"}],
}


def test_a_folder_with_one_rule_is_a_pack_on_top_of_the_national_one(tmp_path: Path) -> None:
    policy = Policy.load([write(tmp_path, rule=RULE)], as_of=DAY)

    [finding] = check(LENT, policy=policy).violations
    assert [pack.id for pack in policy.stack.packs] == ["national", tmp_path.name]
    assert (finding.rule, finding.pack, finding.topic) == ("transfer/any", tmp_path.name, "transfer")


def test_a_rule_without_an_event_date_is_in_force_as_of_the_check(tmp_path: Path) -> None:
    policy = Policy.load([write(tmp_path, rule=RULE)], as_of=date(2022, 10, 6))

    assert not check({"id": "a", "transfers": [{"kind": "lend"}]}, policy=policy).violations


def test_a_pack_uses_the_concepts_and_parameters_below_it_and_adds_its_own(tmp_path: Path) -> None:
    pack = {
        "id": "own",
        "requires": ["national"],
        "parameters": {"days": PARAMETER},
        "concepts": {"old": {"title": {"vi": "cũ", "en": "old"}, "when": "today - transfer.on > params.days"}},
        "settings": {"quiet_days": {"value": 90}},
    }
    rule = RULE | {"applies_when": "concepts.old && concepts.bound_by_qd85"}

    policy = Policy.load([write(tmp_path, pack, rule=rule)], as_of=DAY, params={"days": "7"})

    assert policy.plain_params["days"] == 7
    assert policy.plain_params["quiet_days"] == 90
    bound = LENT | {"holder": {"roles": ["cadre"]}}
    assert "transfer/any" in {finding.rule for finding in check(bound, policy=policy).violations}
    assert check(bound, policy=policy).violations[-1].params == {"days": 7}


def test_a_setting_takes_effect_on_its_day_and_the_caller_comes_first(tmp_path: Path) -> None:
    later = {"value": 9, "from": "2024-06-01"}
    folder = write(tmp_path, {"parameters": {"days": PARAMETER | {"settings": [later]}}}, rule=RULE)

    values = [
        Policy.load([folder], as_of=date(2024, month, day), params=params).plain_params["days"]
        for month, day, params in ((5, 31, {}), (6, 1, {}), (6, 1, {"days": 1}))
    ]

    assert values == [5, 9, 1]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            {"violated_when": 'transfer.kind == "lned"'},
            'rule.yaml:6:33: unknown-member `"lned"` is not a value of `transfer.kind` (did you mean `lend`?)',
        ),
        ({"violated_when": 'transfr.kind == "lend"'}, "rule.yaml:6:16: unknown-fact unknown fact `transfr.kind` (did"),
        ({"violated_when": "transfer.kind"}, "rule.yaml:6:16: "),
        ({"violated_when": "transfer.on >"}, "rule.yaml:6:"),
        ({"violated_when": "incident.sign == 'misuse'"}, "rule.yaml:6:16: wrong-subject a rule on the transfer cannot"),
        ({"violated_when": "params.dayz > 1"}, "rule.yaml:6:16: unknown-param"),
        ({"violated_when": "concepts.bound_by_qd86"}, "rule.yaml:6:16: unknown-concept"),
        (
            {"clauses": ["qd85/member/66"]},
            "rule.yaml:5:3: unknown-clause unknown clause `qd85/member/66` (did you mean",
        ),
        ({"clauses": ["qd85/member/3"]}, "rule.yaml:5:1: people-clause `qd85/member/3` is left to people"),
        ({"clauses": []}, "rule.yaml:4:10: too-few"),
        ({"subject": "acount"}, "rule.yaml:2:10: unknown-value unknown value `acount` (did you mean `account`?)"),
        ({"event_date": "transfer.kind"}, "is no date of the transfer"),
        ({"message": {"vi": "x"}}, "missing-key the key `en` is missing"),
        ({"violated": "true"}, "unknown-key unknown key `violated` (did you mean `violated_when`?)"),
        ({"id": "transfer/given-away"}, "rule.yaml:1:5: duplicate the rule `transfer/given-away` exists already"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_problem_of_a_rule_file_names_its_place(tmp_path: Path, change: dict[str, Any], line: str) -> None:
    found = problems(tmp_path, rule=RULE | change)

    assert any(line in problem for problem in found), found


def test_the_problem_of_an_expression_points_into_its_text(tmp_path: Path) -> None:
    text = yaml.safe_dump({key: value for key, value in RULE.items() if key != "violated_when"}, sort_keys=False)
    text += 'violated_when: >-\n  transfer.direction == "out"\n  && transfer.kidn == "lend"\n'

    with pytest.raises(PolicyError) as caught:
        Policy.load([write(tmp_path, rule=text)], as_of=DAY)

    [problem] = caught.value.diagnostics
    assert problem.code == "unknown-fact"
    assert problem.source_line == '  && transfer.kidn == "lend"'
    assert (problem.span.column, problem.span.end_column) == (6, 19)


def test_a_pack_file_that_is_no_yaml_is_a_problem_of_the_pack(tmp_path: Path) -> None:
    assert problems(tmp_path, "id: [", rule=RULE)[0].startswith("pack.yaml:")


def test_a_pack_that_was_edited_is_read_again(tmp_path: Path) -> None:
    folder = write(tmp_path, rule=RULE)
    before = Policy.load([folder], as_of=DAY)
    write(tmp_path, rule=RULE | {"id": "transfer/renamed"})

    assert before.rules[-1].rule.id == "transfer/any"
    assert Policy.load([folder], as_of=DAY).rules[-1].rule.id == "transfer/renamed"


def test_the_problems_of_every_file_are_found_at_once(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        {"parameters": {"days": PARAMETER | {"default": 99}}, "setings": {}},
        one=RULE | {"violated_when": "nothing"},
        two="id: [",
        three=RULE | {"id": "transfer/three", "clauses": ["x"]},
    )

    assert {problem.partition(":")[0] for problem in found} == {"pack.yaml", "one.yaml", "two.yaml", "three.yaml"}


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"default": "x"}, "expected a whole number"),
        ({"default": 31}, "expected a whole number up to 30, found `31`"),
        ({"default": -1}, "expected a whole number from 0 up, found `-1`"),
        ({"type": "itn"}, "did you mean `int`?"),
        ({"type": "date"}, "expected a date"),
        ({"type": "choice", "choices": ["a", "b"], "default": "c"}, "unknown value `c`"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_parameter_that_does_not_fit_is_refused(tmp_path: Path, entry: dict[str, Any], said: str) -> None:
    found = problems(tmp_path, {"parameters": {"days": PARAMETER | entry}}, rule=RULE)

    assert any(said in problem for problem in found), found


@pytest.mark.parametrize(("kind", "default"), [("choice", "a"), ("choices", ["a", "b"])])
@pytest.mark.parametrize("choices", [{}, {"choices": []}, {"choices": "a"}], ids=str)
def test_a_parameter_without_choices_is_told_so_and_nothing_of_its_values(
    tmp_path: Path, kind: str, default: object, choices: dict[str, Any]
) -> None:
    setting = {"from": "2024-01-01", "value": default}
    entry = PARAMETER | {"type": kind, "default": default, "settings": [setting]} | choices

    [problem] = problems(tmp_path, {"parameters": {"days": entry}}, rule=RULE)

    assert any(said in problem for said in ("the key `choices` is missing", "expected a list", "at least 1 item"))


@pytest.mark.parametrize(
    ("packs", "params", "said"),
    [
        (["natoinal"], {}, "no pack `natoinal` (did you mean `national`?)"),
        (["local/nowhere-at-all"], {}, "no pack `local/nowhere-at-all`"),
        (["national"], {"quiet_dayz": 1}, "unknown parameter `quiet_dayz` (did you mean `quiet_days`?)"),
        (["national"], {"quiet_days": "many"}, "`quiet_days` does not take `many`: expected a whole number"),
        (["national"], {"quiet_days": -1}, "does not take `-1`: expected a whole number from 1 to 3650"),
        (["national"], {"quiet_days": True}, "does not take `True`"),
        (["national"], {"partial_name": "accept"}, "does not take `accept`: expected one of"),
        (["local/cv-729-tu"], {"cv729_applies_from": "soon"}, "expected a date"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_caller_who_names_what_is_not_there_is_told(packs: list[str], params: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        Policy.load(packs, as_of=DAY, params=params)

    assert said in str(caught.value)


def test_the_fingerprint_changes_with_the_meaning_and_with_nothing_else(tmp_path: Path) -> None:
    def fingerprint(name: str, rule: dict[str, Any] | str, **params: int) -> str:
        folder = tmp_path / name / "own"
        folder.mkdir(parents=True)
        return Policy.load([write(folder, rule=rule)], as_of=DAY, params=params).fingerprint

    first = fingerprint("1", RULE)
    commented = "# a remark\n" + yaml.safe_dump(RULE | {"violated_when": '(transfer.kind\n  == "lend")'})

    assert fingerprint("2", commented) == first
    assert fingerprint("3", RULE | {"violated_when": 'transfer.kind == "sell"'}) != first
    assert fingerprint("4", RULE | {"modality": "should"}) != first
    assert fingerprint("5", RULE, quiet_days=7) != first
    assert first.startswith("sha256:")
    assert len(first) == len("sha256:") + 64
