"""Packs that each read well and do not fit on one another, and rules beyond the bounds of one engine.

Modules: `policy.stack`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from qd85rules.cli import main
from qd85rules.engines.durable import available

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]

WORDS = {"vi": "Ví dụ", "en": "An example"}
DAY = ("--as-of", "2024-11-01", "--lang", "en")
RULE: dict[str, Any] = {
    "subject": "account",
    "modality": "must",
    "clauses": ["qd85-hd99/member/identity"],
    "violated_when": "account.in_use",
    "message": WORDS,
    "remedy": WORDS,
}


def pack(folder: Path, pack_: dict[str, Any], **rules: dict[str, Any]) -> str:
    """Write a pack with its rules, each in a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {"pack": pack_, **rules}.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    return str(folder)


def refused(capsys: Capture, folder: str) -> str:
    """Give what is said of a pack that cannot be loaded."""
    assert main(["explain", "declaration/report-page", "--pack", folder, *DAY]) == 2
    return capsys.readouterr().err.replace(f"{folder}/", "")


def test_a_former_id_that_a_rule_bears_today_is_refused(tmp_path: Path, capsys: Capture) -> None:
    one = {"id": "own/r", **RULE, "deprecated_ids": ["own/r", "own/q", "transfer/given-away", "own/gone"]}

    said = refused(capsys, pack(tmp_path / "own", {"id": "own"}, r=one, q={"id": "own/q", **RULE}))

    for living in ("own/r", "own/q", "transfer/given-away"):
        assert f"r.yaml:1:5: living-id `{living}` is the id of a rule, so it is no former id of `own/r`" in said
    assert "own/gone" not in said


def test_a_former_id_that_two_rules_claim_is_refused(tmp_path: Path, capsys: Capture) -> None:
    rules = {name: {"id": f"own/{name}", **RULE, "deprecated_ids": ["own/old"]} for name in ("q", "r")}

    said = refused(capsys, pack(tmp_path / "own", {"id": "own"}, **rules))

    assert "r.yaml:1:5: duplicate `own/old` is claimed as a former id by `own/q` and by `own/r`" in said


def test_a_widening_that_rests_on_what_it_widens_is_named_with_its_place(tmp_path: Path, capsys: Capture) -> None:
    widens = {"bound_by_qd85": {"when": "concepts.bound_by_qd85", "clauses": ["qd85/member/6"]}}

    said = refused(capsys, pack(tmp_path / "own", {"id": "own", "widens": widens}))

    assert (
        "pack.yaml:4:11: concept-cycle concepts go round in a circle: `bound_by_qd85` -> `bound_by_qd85` "
        "(a widening adds to the concept by itself: leave the concept out of its `when`)"
    ) in said


def test_a_circle_over_another_concept_is_named_with_its_way(tmp_path: Path, capsys: Capture) -> None:
    header = {
        "id": "own",
        "concepts": {"near": {"title": WORDS, "when": "concepts.bound_by_qd85 && account.in_use"}},
        "widens": {"bound_by_qd85": {"when": "concepts.near", "clauses": ["qd85/member/6"]}},
    }

    said = refused(capsys, pack(tmp_path / "own", header))

    assert "circle: `bound_by_qd85` -> `near` -> `bound_by_qd85`" in said


def test_packs_that_require_one_another_are_named(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pack(tmp_path / "one", {"id": "one", "requires": ["two"]})
    pack(tmp_path / "two", {"id": "two", "requires": ["one"]})

    assert "packs require one another in a circle: `one` -> `two` -> `one`" in refused(capsys, "one")


# Rules beyond the bounds of durable-rules

PAIRS = [
    "(profile.personal_info || account.opened_on > date('2020-01-11'))",
    "(profile.contact_info || account.last_active_on > date('2021-02-11'))",
    "(profile.portrait || account.unused_since > date('2022-03-11'))",
    "(declaration.complete || account.closed_on > date('2023-04-11'))",
    "(declaration.truthful || declaration.declared_on > date('2024-05-11'))",
    "(account.in_use || declaration.reported_on > date('2020-06-11'))",
    "(declaration.commitment_on < date('2019-07-11') || account.last_active_on > date('2024-07-11'))",
    "(declaration.requested_on < date('2019-08-11') || account.unused_since > date('2024-08-11'))",
    "(account.opened_on < date('2019-01-11') || account.closed_on > date('2024-01-11'))",
]


def beyond(folder: Path) -> tuple[str, str]:
    """Write a pack with a rule of 512 terms beside a plain one, and a register that breaks both."""
    wide = {"id": "own/wide", **RULE, "violated_when": " && ".join(PAIRS).replace("'", '"')}
    path = pack(folder / "own", {"id": "own"}, wide=wide, plain={"id": "own/plain", **RULE})
    account = {
        "id": "a1",
        "opened_on": "2018-01-01",
        "in_use": True,
        "profile": {"personal_info": True, "contact_info": True, "portrait": True},
        "declaration": {
            "complete": True,
            "truthful": True,
            "commitment_on": "2019-01-01",
            "requested_on": "2019-01-01",
        },
    }
    (folder / "register.json").write_text(json.dumps([account]), "utf-8")
    return path, str(folder / "register.json")


needs_durable = pytest.mark.skipif(not available(), reason="durable-rules has no release for this interpreter")


@needs_durable
@pytest.mark.parametrize("engine", ["auto", "durable"])
def test_a_rule_beyond_the_bounds_of_durable_rules_is_judged_by_reference_and_the_others_by_both(
    tmp_path: Path, capsys: Capture, engine: str
) -> None:
    folder, register = beyond(tmp_path)

    code = main(["check", register, "--pack", folder, *DAY, "--engine", engine, "--output-format", "json"])

    report = json.loads(capsys.readouterr().out)
    outcomes = {one["rule"]: one["outcome"] for one in report["findings"]}
    assert code == 1
    assert (outcomes["own/wide"], outcomes["own/plain"]) == ("violation", "violation")
    assert report["reference_alone"] == ["own/wide"]
    assert report["engines"][0] == "durable"


@needs_durable
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_report_says_which_rules_have_one_opinion_only(tmp_path: Path, capsys: Capture, form: str) -> None:
    folder, register = beyond(tmp_path)

    main(["check", register, "--pack", folder, *DAY, "--output-format", form, "--quiet"])

    told = {
        "text": "Judged by the engine reference alone, being beyond the bounds of durable: own/wide.",
        "markdown": "Judged by the engine reference alone, being beyond the bounds of durable: own/wide.",
        "html": "<code>reference</code>: <code>own/wide</code>",
    }
    assert told[form] in capsys.readouterr().out


@needs_durable
def test_lint_names_the_rule_beyond_the_bounds_and_its_place(tmp_path: Path, capsys: Capture) -> None:
    folder, _ = beyond(tmp_path)

    main(["lint", folder, "--no-proofs", *DAY, "--output-format", "json"])

    [found] = [one for one in json.loads(capsys.readouterr().out)["findings"] if one["code"] == "QL007"]
    assert (found["rule"], found["severity"], found["location"]["line"]) == ("own/wide", "note", 6)
    assert "256 terms" in found["message"]


def test_a_report_says_nothing_of_bounds_where_no_rule_passes_them(tmp_path: Path, capsys: Capture) -> None:
    _, register = beyond(tmp_path)

    main(["check", register, *DAY, "--output-format", "json"])

    assert "reference_alone" not in json.loads(capsys.readouterr().out)
