"""Parameters over time: which setting decides on a day, what comes due by it, and what `explain` says of it.

Modules: `describe.parameter_entry`.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from qd85rules import Policy, PolicyError, check
from qd85rules.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from qd85rules.engines import EngineName

WORDS = {"vi": "Ví dụ", "en": "An example"}
NOT_REPORTED = {
    "id": "a1",
    "holder": {"roles": ["party_member"]},
    "in_use": True,
    "opened_on": "2024-10-10",
    "declaration": {"reported_on": "never", "declared_on": "never"},
    "closed_on": "never",
}


def pack(folder: Path, name: str, settings: object = None, **more: object) -> str:
    """Write a pack, with what it gives the days in which a page is to be reported."""
    own = {} if settings is None else {"settings": {"report_within_days": settings}}
    (folder / name).mkdir()
    text = yaml.safe_dump({"id": name, "requires": ["national"], **own, **more}, allow_unicode=True, sort_keys=False)
    (folder / name / "pack.yaml").write_text(text, encoding="utf-8")
    return str(folder / name)


def outcome(packs: list[str], day: date, account: dict[str, Any] | None = None) -> tuple[str, str | None]:
    """Give the outcome of the rule on reports, and the day on which it comes due."""
    report = check(account or NOT_REPORTED, policy=Policy.load(packs, as_of=day))
    [finding] = [one for one in report.all_findings if one.rule == "declaration/report-page"]
    return finding.outcome.value, None if finding.due_on is None else finding.due_on.isoformat()


def days_to_report(packs: list[str], day: str) -> object:
    """Give the parameter on a day."""
    return Policy.load(packs, as_of=date.fromisoformat(day)).plain_params["report_within_days"]


def test_a_setting_of_another_day_leaves_the_pack_below_in_force(tmp_path: Path) -> None:
    mid = pack(tmp_path, "mid", {"value": 20})
    top = pack(tmp_path, "top", {"value": 10, "from": "2025-01-01"})
    day = date(2024, 11, 1)

    assert outcome([mid], day) == ("violation", None)
    assert outcome([mid, top], day) == ("violation", None)
    assert days_to_report([mid, top], "2025-01-01") == 10


def test_a_pack_may_give_several_settings_each_of_its_own_days(tmp_path: Path) -> None:
    mid = pack(tmp_path, "mid", {"value": 25})
    top = pack(
        tmp_path,
        "top",
        [
            {"value": 20, "from": "2024-01-01", "until": "2024-03-31"},
            {"value": 15, "from": "2024-06-01", "until": "2024-06-30"},
            {"value": 10, "from": "2025-01-01"},
        ],
    )
    days = [
        "2023-12-31",
        "2024-01-01",
        "2024-03-31",
        "2024-04-01",
        "2024-06-15",
        "2024-07-01",
        "2024-12-31",
        "2025-01-01",
    ]

    values = [Policy.load([mid, top], as_of=date.fromisoformat(day)).plain_params["report_within_days"] for day in days]

    assert values == [25, 20, 20, 25, 15, 25, 25, 10]


def test_a_setting_without_an_end_lasts_until_the_next_one_of_its_pack(tmp_path: Path) -> None:
    top = pack(
        tmp_path, "top", [{"value": 20}, {"value": 9, "from": "2025-01-01"}, {"value": 10, "from": "2024-06-01"}]
    )

    values = [
        Policy.load([top], as_of=date(year, 6, 1)).plain_params["report_within_days"] for year in (2023, 2024, 2025)
    ]

    assert values == [20, 10, 9]


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        (
            [{"value": 1, "from": "2024-01-01", "until": "2024-06-30"}, {"value": 2, "from": "2024-06-30"}],
            "overlap the settings from 2024-01-01 and from 2024-06-30 hold on the same days",
        ),
        (
            [{"value": 1, "from": "2024-01-01"}, {"value": 2, "from": "2024-06-01", "until": "2024-06-30"}],
            "overlap the settings from 2024-01-01 and from 2024-06-01 hold on the same days",
        ),
        ([{"value": 1}, {"value": 2}], "overlap the settings of always and of always hold on the same days"),
        ([{"value": 1, "from": "2024-01-01"}] * 2, "overlap the settings from 2024-01-01 and from 2024-01-01"),
        ({"value": 1, "from": "2024-01-02", "until": "2024-01-01"}, "end-before-start the setting ends on 2024-01-01"),
        ([{"value": "x"}], "wrong-type expected a whole number"),
        ("x", "wrong-type expected a mapping"),
    ],
    ids=["one day shared", "an open one before one that ends", "always twice", "one day", "ends first", "type", "text"],
)
def test_settings_of_a_pack_that_hold_on_one_day_are_an_error(tmp_path: Path, settings: object, problem: str) -> None:
    with pytest.raises(PolicyError) as caught:
        Policy.load([pack(tmp_path, "top", settings)], as_of=date(2024, 11, 1))

    assert any(problem in one.line() for one in caught.value.diagnostics), caught.value.diagnostics


def test_the_settings_of_one_parameter_stand_in_one_place_of_a_pack(tmp_path: Path) -> None:
    days = {"type": "int", "title": WORDS, "rationale": WORDS, "set_by": WORDS, "default": 1}
    own = {"days": {**days, "settings": [{"value": 2, "from": "2025-01-01"}]}}
    folder = pack(tmp_path, "own", {"value": 20}, parameters=own)
    file = tmp_path / "own" / "pack.yaml"
    file.write_text(file.read_text("utf-8").replace("report_within_days", "days"), encoding="utf-8")

    with pytest.raises(PolicyError) as caught:
        Policy.load([folder], as_of=date(2024, 11, 1))

    assert [one.code for one in caught.value.diagnostics] == ["duplicate"]


def test_what_comes_due_is_judged_by_the_parameters_of_that_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account = NOT_REPORTED | {"opened_on": "2024-10-20"}
    stricter = pack(tmp_path, "stricter", {"value": 10, "from": "2024-11-15"})

    assert outcome([stricter], date(2024, 11, 1), account) == ("due", "2024-11-15")

    register = tmp_path / "register.json"
    register.write_text(json.dumps([account]), encoding="utf-8")
    said = ["forecast", str(register), "--pack", stricter, "--as-of", "2024-11-01", "--until", "2024-12-31"]
    assert main([*said, "--output-format", "json"]) == 1
    coming = {one["finding"]["rule"]: one["on"] for one in json.loads(capsys.readouterr().out)["coming"]}
    assert coming["declaration/report-page"] == "2024-11-15"


def test_a_time_that_will_be_longer_puts_the_day_off_for_good(tmp_path: Path) -> None:
    account = NOT_REPORTED | {"opened_on": "2024-10-20"}
    longer = pack(tmp_path, "longer", {"value": 60, "from": "2024-11-15"})
    for_a_while = pack(tmp_path, "for_a_while", {"value": 60, "from": "2024-11-15", "until": "2024-11-30"})

    assert outcome([longer], date(2024, 11, 1), account) == ("due", "2024-12-20")
    assert outcome([for_a_while], date(2024, 11, 1), account) == ("due", "2024-12-01")


def test_a_finding_that_comes_due_names_the_value_of_its_day(tmp_path: Path) -> None:
    account = NOT_REPORTED | {"opened_on": "2024-10-20"}
    stricter = pack(tmp_path, "stricter", {"value": 10, "from": "2024-11-15"})

    report = check(account, policy=Policy.load([stricter], as_of=date(2024, 11, 1)))

    [finding] = report.due
    assert finding.params == {"report_within_days": 10}
    assert any("more than 10 (report_within_days)" in one["en"] for one in finding.because)
    assert [change.act["en"] for [change] in finding.would_comply] == [
        "report the page to the committee, by 2024-11-14",
        "declare the page to whoever asked, by 2024-11-14",
    ]


def test_a_value_to_come_is_part_of_the_fingerprint_and_one_gone_is_not(tmp_path: Path) -> None:
    day = date(2024, 11, 1)
    plain = pack(tmp_path, "plain", {"value": 20})
    packs = [pack(tmp_path / name, "plain", settings) for name, settings in _variants(tmp_path)]

    expected = Policy.load([plain], as_of=day).fingerprint
    prints = [Policy.load([folder], as_of=day).fingerprint for folder in packs]

    assert [one == expected for one in prints] == [True, False]


def _variants(folder: Path) -> list[tuple[str, list[dict[str, Any]]]]:
    variants = [
        ("gone", [{"value": 9, "until": "2023-12-31"}, {"value": 20, "from": "2024-01-01"}]),
        ("to come", [{"value": 20, "until": "2024-12-31"}, {"value": 9, "from": "2025-01-01"}]),
    ]
    for name, _ in variants:
        (folder / name).mkdir()
    return variants


# Parameters without a default


def unset(folder: Path) -> str:
    """Write a pack with a parameter that nothing sets, and a rule that reads it."""
    days = {"type": "int", "minimum": 0, "title": WORDS, "rationale": WORDS, "set_by": WORDS}
    path = pack(folder, "open", parameters={"days": days})
    rule = {
        "id": "open/portrait",
        "subject": "account",
        "modality": "must",
        "clauses": ["qd85-hd99/member/identity"],
        "violated_when": "!profile.portrait && today - account.opened_on > params.days",
        "message": WORDS,
        "remedy": WORDS,
    }
    (folder / "open" / "rule.yaml").write_text(yaml.safe_dump(rule, allow_unicode=True), encoding="utf-8")
    return path


NO_PORTRAIT = {"id": "a1", "profile": {"portrait": False}, "opened_on": "2024-09-01"}


@pytest.mark.parametrize("engine", ["reference", "durable", "evaluate"])
def test_a_parameter_without_a_default_is_unknown_until_it_is_set(tmp_path: Path, engine: EngineName) -> None:
    day, folder = date(2024, 11, 1), unset(tmp_path)

    def result(**params: object) -> str:
        report = check(NO_PORTRAIT, policy=Policy.load([folder], as_of=day, params=params), engine=engine)
        return next(one.outcome.value for one in report.all_findings if one.rule == "open/portrait")

    assert (result(), result(days=30), result(days=90)) == ("undetermined", "violation", "due")


def test_no_answer_is_asked_for_a_parameter_that_is_not_set_and_the_finding_says_so(tmp_path: Path) -> None:
    policy = Policy.load([unset(tmp_path)], as_of=date(2024, 11, 1))

    report = check(NO_PORTRAIT, policy=policy)

    [finding] = [one for one in report.undetermined if one.rule == "open/portrait"]
    assert (finding.missing, finding.questions, finding.answers) == ((), (), ())
    assert [note["en"] for note in finding.notes] == [
        "The parameter days is not set, and no answer stands for it: An example. Who may set it: An example."
    ]


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "html", "csv", "markdown", "junit"])
def test_every_report_can_tell_of_a_parameter_that_is_not_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    folder, register = unset(tmp_path), tmp_path / "register.json"
    register.write_text(json.dumps([NO_PORTRAIT]), encoding="utf-8")

    code = main(["check", str(register), "--pack", folder, "--as-of", "2024-11-01", "--output-format", form])

    assert code == 3
    assert "open/portrait" in capsys.readouterr().out


# What is said of it


def explain(capsys: pytest.CaptureFixture[str], *packs: str, form: str = "text", day: str = "2024-11-01") -> str:
    """Explain the days in which a page is to be reported."""
    stacked = [word for each in packs for word in ("--pack", each)]
    options = ["--as-of", day, "--lang", "en", "--output-format", form]
    assert main(["explain", "report_within_days", *stacked, *options]) == 0
    return capsys.readouterr().out


def test_explain_draws_the_timeline_with_packs_and_sources(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mid = pack(tmp_path, "mid", {"value": 20, "until": "2025-06-30"})
    top = pack(tmp_path, "top", {"value": 10, "from": "2025-01-01", "source": "Công văn 1"})

    text = explain(capsys, mid, top)

    assert "until 2024-12-31: 20 days (set by the pack mid)" in text
    assert "from 2025-01-01: 10 days (set by the pack top; Công văn 1)" in text
    assert "Value         20 days (set by the pack mid)" in text


def test_explain_does_not_call_a_setting_the_default(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    later = pack(tmp_path, "later", {"value": 10, "from": "2024-11-15"})

    before, after = (explain(capsys, later, day=day) for day in ("2024-11-14", "2024-11-15"))

    assert "Value         30 days (default of the pack national)" in before
    assert "Value         10 days (set by the pack later)" in after
    assert "from 2024-11-15: 10 days (set by the pack later)" in before


def test_the_timeline_is_data_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    later = pack(tmp_path, "later", {"value": 10, "from": "2024-11-15", "source": "Công văn 1"})

    data = json.loads(explain(capsys, later, form="json"))

    assert [(one["from"], one["until"], one["value"], one["pack"], one["default"]) for one in data["settings"]] == [
        (None, "2024-11-14", 30, "national", True),
        ("2024-11-15", None, 10, "later", False),
    ]
    assert [one["source"] for one in data["settings"]] == [None, "Công văn 1"]


def test_a_parameter_that_is_not_set_is_explained_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "days", "--pack", unset(tmp_path), "--as-of", "2024-11-01", "--lang", "en"]) == 0

    assert "Value         not set" in capsys.readouterr().out


def test_lint_points_at_the_setting_that_is_never_in_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mid = pack(tmp_path, "mid", {"value": 20, "from": "2024-01-01", "until": "2024-06-30"})
    top = pack(tmp_path, "top", {"value": 10, "from": "2023-01-01"})
    over = pack(tmp_path, "over", {"value": 15, "from": "2025-01-01"})

    assert main(["lint", mid, top, over, "--no-proofs", "--as-of", "2024-11-01", "--output-format", "json"]) == 0

    [found] = [one for one in json.loads(capsys.readouterr().out)["findings"] if one["code"] == "QL303"]
    assert found["message"] == "the setting of `report_within_days` from 2024-01-01 in `mid` is never in force"
    assert (found["location"]["path"], found["location"]["line"]) == (f"{mid}/pack.yaml", 6)


KINDS: dict[str, tuple[dict[str, Any], object, str]] = {
    "a yes or no": ({"type": "bool"}, True, "params.p"),
    "a number": ({"type": "int"}, 5, "today - account.opened_on > params.p"),
    "a day": ({"type": "date"}, "2024-06-01", "account.opened_on > params.p"),
    "a choice": ({"type": "choice", "choices": ["zalo", "blog"]}, "zalo", "account.platform == params.p"),
    "choices": ({"type": "choices", "choices": ["zalo", "blog"]}, ["zalo"], "account.platform in params.p"),
}


@pytest.mark.parametrize(("kind", "value", "condition"), KINDS.values(), ids=KINDS)
def test_a_parameter_that_is_unknown_until_a_day_is_compared_with_one_that_is_not(
    tmp_path: Path, kind: dict[str, Any], value: object, condition: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sides = []
    for name, own in (("old", {"value": value, "from": "2024-12-01"}), ("new", {"value": value})):
        words = {"title": WORDS, "rationale": WORDS, "set_by": WORDS}
        (tmp_path / name).mkdir()
        header = {"id": "late", "requires": ["national"], "parameters": {"p": {**kind, **words, "settings": own}}}
        rule = {
            "id": "late/rule", "subject": "account", "modality": "must", "clauses": ["qd85/member/6"],
            "applies_when": "true", "violated_when": condition, "message": WORDS, "remedy": WORDS,
        }  # fmt: skip
        for file, content in (("pack", header), ("rule", rule)):
            text = yaml.safe_dump(content, allow_unicode=True)
            (tmp_path / name / f"{file}.yaml").write_text(text, encoding="utf-8")
        sides += [f"--{name}-pack", str(tmp_path / name)]

    code = main(["diff", *sides, "--as-of", "2024-11-01", "--no-config", "--output-format", "json"])

    assert code == 1
    [rule] = [one for one in json.loads(capsys.readouterr().out)["rules"] if one["id"] == "late/rule"]
    assert rule["kind"] != "unchanged"
    assert main(["lint", str(tmp_path / "old"), "--no-config"]) in {0, 1}
