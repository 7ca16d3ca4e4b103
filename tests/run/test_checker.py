"""A policy and options said once, and the report as plain data: what a service or a job keeps and sends on."""

from __future__ import annotations

import inspect
import json
import pickle
from typing import TYPE_CHECKING, Any

import pytest

from qd85rules import Checker, Diagnostic, InputError, Policy, UsageError, check, check_files, check_register, render
from qd85rules.cli import main
from tests.run.accounts import DAY, FULL

if TYPE_CHECKING:
    from pathlib import Path

BARE = {"id": "a1", "kind": "social_profile"}
WRONG = {"id": "bad1", "holdr": 1}
POLICY = Policy.load(as_of=DAY)
ENTRIES: dict[str, Any] = {
    "check": lambda **options: check(FULL, **options),
    "check_register": lambda **options: check_register([FULL], **options),
    "check_files": lambda **options: check_files(["a.json"], **options),
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text(json.dumps([FULL, WRONG], default=str), "utf-8")
    return tmp_path


@pytest.mark.parametrize("options", [{}, {"engine": "reference", "blank_means": "never", "blank_lists": "none"}])
def test_a_checker_gives_what_the_functions_give(options: dict[str, Any]) -> None:
    checker = Checker(POLICY, **options)

    assert checker.check(BARE) == check(BARE, policy=POLICY, **options)
    assert checker.check_register([FULL, BARE]) == check_register([FULL, BARE], policy=POLICY, **options)
    assert checker.check_files("a.json") == check_files("a.json", policy=POLICY, **options)


def test_a_checker_leaves_it_to_files_what_their_blanks_mean(here: Path) -> None:
    (here / "never.yaml").write_text("blank_means: never\naccounts:\n  - {id: a1, kind: blog}\n", "utf-8")

    assert (
        Checker(POLICY).check_files("never.yaml").verdicts
        == check_register([BARE | {"kind": "blog"}], policy=POLICY, blank_means="never").verdicts
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"engine": "referense"}, "did you mean `reference`"),
        ({"engine": "Durable"}, "did you mean `durable`"),
        ({"blank_means": "Never"}, "did you mean `never`"),
        ({"blank_lists": "nonne"}, "did you mean `none`"),
        ({"policy": "national"}, "`policy` is what `Policy.load"),
        ({"policy": None}, "say the day of the check"),
    ],
)
def test_a_checker_refuses_at_once_what_no_check_could_do(options: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Checker(**({"policy": POLICY} | options))


def test_a_checker_goes_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(Checker(POLICY))).check(BARE) == check(BARE, policy=POLICY)  # noqa: S301 - our own


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_function_takes_packs_and_parameters_in_place_of_a_policy(entry: str) -> None:
    packs, params = ["national", "local/phu-ninh"], {"notify_within_days": 9}
    by_policy = ENTRIES[entry](policy=Policy.load(packs, as_of=DAY, params=params))
    by_parts = ENTRIES[entry](as_of=DAY, packs=packs, params=params)

    assert by_parts == by_policy
    assert by_parts.policy.packs == tuple(packs)
    assert by_parts.policy.params["notify_within_days"] == 9


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "say the day"),
        ({"as_of": "2024-11-01"}, "`as_of` is a day"),
        ({"as_of": [DAY]}, "`as_of` is a day"),
        ({"policy": "national"}, "`policy` is what `Policy.load"),
        ({"policy": POLICY, "packs": ["national"]}, "`packs` does not go with `policy`"),
        ({"policy": POLICY, "params": {}}, "`params` does not go with `policy`"),
        ({"policy": POLICY, "as_of": DAY.replace(day=2)}, "resolved for 2024-11-01, not for 2024-11-02"),
        ({"as_of": DAY, "packs": "national"}, "is a list of packs"),
        ({"as_of": DAY, "packs": []}, "no pack is named"),
        ({"as_of": DAY, "params": {"notify_within": 1}}, "unknown parameter"),
    ],
)
def test_a_policy_that_cannot_be_is_refused_by_every_function(entry: str, options: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        ENTRIES[entry](**options)

    assert caught.value.text.vi != caught.value.text.en


def test_every_function_has_the_same_options() -> None:
    shared = {"policy", "as_of", "packs", "params", "engine", "blank_means", "blank_lists"}

    for function in (check, check_register, check_files):
        parameters = inspect.signature(function).parameters
        assert shared <= {name for name, one in parameters.items() if one.kind is one.KEYWORD_ONLY}


@pytest.mark.parametrize(
    ("options", "flags"),
    [
        ({}, ()),
        ({"lang": "en"}, ("--lang", "en")),
        ({"all_outcomes": True, "show_names": True}, ("--all", "--show-names")),
    ],
    ids=["as it is", "in English", "all, with names"],
)
def test_a_report_as_plain_data_is_the_json_that_the_command_writes(
    here: Path, options: dict[str, Any], flags: tuple[str, ...]
) -> None:
    arguments = ["check", "a.json", "--as-of", DAY.isoformat(), "--output-format", "json", "--output-file", "out.json"]
    main([*arguments, "--quiet", *flags])
    written = json.loads((here / "out.json").read_text("utf-8"))
    report = check_files("a.json", as_of=DAY)

    assert report.to_dict(**options) == written
    assert json.loads(render(report, "json", **options)) == written
    assert [finding.to_dict(lang=options.get("lang", "vi")) for finding in report.findings if "--all" not in flags] == [
        *(written["findings"] if "--all" not in flags else ())
    ]


def test_plain_data_masks_names_unless_they_are_asked_for() -> None:
    name = FULL["holder"]["legal_name"]
    report = check(FULL, as_of=DAY)

    assert name not in json.dumps(report.to_dict(all_outcomes=True), ensure_ascii=False)
    assert name in json.dumps(report.to_dict(all_outcomes=True, show_names=True), ensure_ascii=False)
    assert any(name in json.dumps(one.to_dict(show_names=True), ensure_ascii=False) for one in report.all_findings)


def test_an_error_says_whose_it_is() -> None:
    [error] = check_register([{"id": "ok"}, WRONG], as_of=DAY).errors
    data = check_register([{"id": "ok"}, WRONG], as_of=DAY).to_dict()["errors"]

    assert (error.account, error.index, error.path) == ("bad1", 1, ("holdr",))
    assert [(one["account"], one["index"], one["path"]) for one in data] == [("bad1", 1, ["holdr"])]


@pytest.mark.parametrize(
    ("account", "whose", "path"),
    [
        ({"id": "b", "transfers": [{"on": "2024-13-01"}]}, "b", ("transfers", 0, "on")),
        ({"kind": "blog"}, None, ("id",)),
        ({"id": 7}, None, ("id",)),
        ({"id": ""}, None, ("id",)),
        ([], None, ()),
        ({"id": "ok"}, "ok", ("id",)),
        ({"id": "b", "opened_on": "2024-11-02"}, "b", ("opened_on",)),
    ],
    ids=["an item", "no id", "an id of another type", "an empty id", "no mapping", "an id twice", "after the day"],
)
def test_whatever_is_wrong_the_error_says_whose_it_is(account: Any, whose: str | None, path: tuple[Any, ...]) -> None:  # noqa: ANN401 - whatever a caller gives
    error = check_register([{"id": "ok"}, account], as_of=DAY).errors[0]

    assert (error.account, error.index, error.path) == (whose, 1, path)


def test_an_error_of_one_account_says_whose_it_is() -> None:
    with pytest.raises(InputError) as caught:
        check(WRONG, as_of=DAY)

    assert [(error.account, error.path) for error in caught.value.diagnostics] == [("bad1", ("holdr",))]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.yaml", "a.csv"])
def test_an_error_in_a_file_says_whose_it_is(here: Path, name: str) -> None:
    records = [{"id": "ok", "kind": "blog"}, {"id": "bad1", "kind": "blgo"}]
    text = {
        "a.jsonl": "\n".join(map(json.dumps, records)),
        "a.csv": "id,kind\nok,blog\nbad1,blgo\n",
    }.get(name, json.dumps(records))
    (here / name).write_text(text, "utf-8")

    [error] = check_files(name, as_of=DAY).errors

    assert (error.code, error.account, error.path) == ("unknown-value", "bad1", ("kind",))
    # A row whose cells cannot be read is no record, and is not counted as one.
    assert error.index == (None if name.endswith("csv") else 1)


def test_a_diagnostic_has_what_is_promised_of_it() -> None:
    [error] = check_register([WRONG], as_of=DAY).errors

    assert isinstance(error, Diagnostic)
    for name in ("code", "message", "help", "span", "account", "index", "path"):
        assert hasattr(error, name)
