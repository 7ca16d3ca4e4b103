"""What an edit does is proved or shown, and told in words.

Modules: `lab.diff.changes`, `lab.diff.diff_render`.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from qd85rules import Policy, check_register
from qd85rules.core.diagnostics import PolicyError, UsageError
from qd85rules.lab.diff.diff import PolicyDiff, RuleDiff, diff_policies
from qd85rules.lab.diff.diff_render import diff_data, diff_markdown, diff_text
from qd85rules.lab.proofs.replay import replay
from qd85rules.policy.policy import rules_folder
from tests.lab.proofs.packs import AS_OF, PACK, national, policy_of, rule

BASE: Final = {"vi/du": rule()}


def diff_of(tmp_path: Path, old: Any, new: Any, **policies: Any) -> PolicyDiff:  # noqa: ANN401 - packs as data
    before = policy_of(tmp_path / "old", old, policies.get("old_pack"))
    return diff_policies(before, policy_of(tmp_path / "new", new, policies.get("new_pack")))


KINDS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "nothing": ("unchanged", {}),
    "the same in other words": ("unchanged", {"violated": "!(today - account.opened_on <= params.days)"}),
    "one day earlier": ("stricter", {"violated": "today - account.opened_on >= params.days"}),
    "one day later": ("looser", {"violated": "today - account.opened_on > 11"}),
    "for more people": ("stricter", {"applies": '"cadre" in holder.roles || "worker" in holder.roles'}),
    "for fewer people": ("looser", {"applies": '"cadre" in holder.roles && "worker" in holder.roles'}),
    "for others": ("both", {"applies": '"worker" in holder.roles'}),
    "silence no longer asked about": (
        "looser",
        {"violated": "has(account.opened_on) && today - account.opened_on > params.days"},
    ),
    "only a recommendation": ("looser", {"modality": "should"}),
    "a prohibition instead of a command": ("unchanged", {"modality": "must_not"}),
    "a clause more": ("unchanged", {"clauses": ("qd85/member/7", "qd85/member/6")}),
    "a later beginning": ("looser", {"clauses": ("qd85-hd99/member/report",)}),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "edit"), KINDS.values(), ids=KINDS)
def test_an_edit_of_a_rule_is(kind: str, edit: dict[str, Any], tmp_path: Path) -> None:
    diff = diff_of(tmp_path, BASE, {"vi/du": rule(**edit)})
    [found] = diff.rules

    assert found.kind == kind
    assert (found.stricter is not None, found.looser is not None) == {
        "unchanged": (False, False), "stricter": (True, False), "looser": (False, True), "both": (True, True),
    }[kind]  # fmt: skip
    assert diff.same is (not edit)
    assert diff.counts[found.kind] == 1


@pytest.mark.parametrize(("kind", "edit"), KINDS.values(), ids=KINDS)
def test_the_accounts_that_a_comparison_shows_were_run(kind: str, edit: dict[str, Any], tmp_path: Path) -> None:
    old, new = policy_of(tmp_path / "old", BASE), policy_of(tmp_path / "new", {"vi/du": rule(**edit)})
    [found] = diff_policies(old, new).rules
    for witness in (found.stricter, found.looser, found.relabelled):
        if witness is not None:
            outcomes = []
            for policy in (old.at(witness.as_of), new.at(witness.as_of)):
                report = check_register([witness.account, *witness.others], policy=policy)
                outcomes.append(report.all_findings[0].outcome)
                assert replay(policy, policy.rules[0], witness.account, witness.others) is outcomes[-1]
            assert tuple(outcomes) == witness.outcomes
    assert kind != "unchanged" or found.stricter is None


def test_a_parameter_is_told_in_words_and_by_an_account_at_its_boundary(tmp_path: Path) -> None:
    shorter = {**PACK, "parameters": {"days": {**PACK["parameters"]["days"], "default": 7}}}
    diff = diff_of(tmp_path, BASE, BASE, new_pack=shorter)
    [found], [parameter] = diff.rules, diff.parameters

    assert parameter.words() == "Time allowed: 10 days → 7 days"
    assert parameter.words("vi") == "Thời hạn: 10 ngày → 7 ngày"
    assert found.kind == "stricter"
    assert found.stricter is not None
    assert 7 < (found.stricter.as_of - found.stricter.account["opened_on"]).days <= 10


def test_a_setting_that_begins_later_shows_on_a_later_day(tmp_path: Path) -> None:
    settings = [{"from": date(2025, 1, 1), "value": 7}]
    later = {**PACK, "parameters": {"days": {**PACK["parameters"]["days"], "settings": settings}}}
    diff = diff_of(tmp_path, BASE, BASE, new_pack=later)
    [found], [parameter] = diff.rules, diff.parameters

    assert parameter.words() == "Time allowed: 10 days → 10 days; 7 days from 2025-01-01"
    assert found.kind == "stricter"
    assert found.stricter is not None
    assert found.stricter.as_of >= date(2025, 1, 1)


def test_values_that_the_caller_gives_are_compared_and_shown(tmp_path: Path) -> None:
    old = policy_of(tmp_path, BASE)
    new = policy_of(tmp_path, BASE, params={"days": 20})
    [found] = diff_policies(old, new).rules

    assert found.kind == "looser"
    assert found.looser is not None
    assert found.looser.params == {"days": 20}


def test_rules_come_and_go_with_an_account_each(tmp_path: Path) -> None:
    diff = diff_of(tmp_path, BASE, {"vi/hai": rule("account.in_use")})
    new, gone = diff.rules

    assert [(each.id, each.kind) for each in (new, gone)] == [("vi/hai", "new"), ("vi/du", "gone")]
    assert new.stricter is not None
    assert gone.looser is not None
    assert new.clauses_added == gone.clauses_removed == ("qd85/member/7",)


def test_a_renamed_rule_is_compared_with_its_former_self(tmp_path: Path) -> None:
    diff = diff_of(tmp_path, BASE, {"vi/moi": rule(deprecated_ids=["vi/du"])})
    [found] = diff.rules

    assert (found.id, found.old_id, found.kind) == ("vi/moi", "vi/du", "unchanged")
    assert not diff.same


def test_an_id_in_use_is_not_a_former_id(tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as refused:
        diff_of(tmp_path, BASE, {**BASE, "vi/moi": rule(deprecated_ids=["vi/du"])})

    assert [problem.code for problem in refused.value.diagnostics] == ["living-id"]


def test_a_rule_on_another_subject_is_another_rule(tmp_path: Path) -> None:
    diff = diff_of(tmp_path, BASE, {"vi/du": rule("account.in_use", subject="transfer")})

    assert [each.kind for each in diff.rules] == ["gone", "new"]


def test_words_concepts_and_clauses_are_told(tmp_path: Path) -> None:
    concept = {"title": {"vi": "Ví dụ", "en": "An example"}, "when": "account.in_use"}
    uses = {"vi/du": rule("concepts.used")}
    reworded = {"vi/du": rule("concepts.used", clauses=("qd85/member/6",), message={"vi": "Khác", "en": "Another"})}
    diff = diff_of(
        tmp_path,
        uses,
        reworded,
        old_pack={**PACK, "concepts": {"used": concept}},
        new_pack={**PACK, "version": "2", "concepts": {"used": {**concept, "when": "!account.in_use"}}},
    )
    [found] = diff.rules

    assert found.kind == "both"
    # Without a title of its own a rule has its message for one.
    assert {(each.what, each.old, each.new) for each in found.changes} == {
        (f"{what}.{lang}", *words)
        for what in ("title", "message")
        for lang, words in (("vi", ("Ví dụ", "Khác")), ("en", ("An example", "Another")))
    }
    assert (found.clauses_added, found.clauses_removed) == (("qd85/member/6",), ("qd85/member/7",))
    assert [(each.what, each.old, each.new) for each in diff.concepts] == [
        ("used", "account.in_use", "!account.in_use")
    ]
    assert [(each.what, each.old, each.new) for each in diff.packs] == [("vi-du: version", "1", "2")]


def test_a_clause_of_the_catalogue_that_says_something_else_is_told(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, BASE)
    clause = policy.catalogue.clauses["qd85/member/7"]
    other = replace(clause, digest="sha256:" + "0" * 64, outcome="people")
    clauses = {**policy.catalogue.clauses, clause.id: other}
    edited = replace(policy, stack=replace(policy.stack, catalogue=replace(policy.catalogue, clauses=clauses)))
    [found] = diff_policies(policy, edited).clauses

    assert found.id == "qd85/member/7"
    assert {each.what for each in found.changes} == {"digest", "outcome"}


def test_a_comparison_of_two_days_is_refused(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, BASE)

    with pytest.raises(UsageError, match="two days"):
        diff_policies(policy, policy.at(date(2024, 1, 1)))


@pytest.mark.parametrize("timeout_ms", [0, 1])
def test_too_little_time_is_never_taken_for_no_change(timeout_ms: int, tmp_path: Path) -> None:
    hard = " && ".join(f"(today - account.opened_on > {n} || account.in_use != profile.portrait)" for n in range(80))
    old = policy_of(tmp_path / "old", {"vi/du": rule(hard)})
    new = policy_of(tmp_path / "new", {"vi/du": rule(f"!!({hard})")})
    [found] = diff_policies(old, new, timeout_ms=timeout_ms).rules

    assert (found.kind, found.reason) == ("not_decided", "the time allowed for this question is up")


def test_the_shipped_packs_are_the_same_as_themselves() -> None:
    diff = diff_policies(national(), national())

    assert diff.same
    assert diff.counts["unchanged"] == len(national().rules)
    assert diff_text(diff) == f"no difference: {len(national().rules)} rules, as of 2024-11-01\n"


# Edits of the shipped packs


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Policy, Policy]:
    folder = tmp_path_factory.mktemp("edited") / "national"
    shutil.copytree(rules_folder() / "national", folder)
    loan = folder / "transfer" / "given-away.yaml"
    loan.write_text(loan.read_text("utf-8").replace('"rent_out", ', ""), "utf-8")
    header = folder / "pack.yaml"
    header.write_text(header.read_text("utf-8").replace("default: 180", "default: 90"), "utf-8")
    old = tmp_path_factory.mktemp("old") / "national"
    shutil.copytree(rules_folder() / "national", old)
    return Policy.load([old], as_of=AS_OF), Policy.load([folder], as_of=AS_OF)


@pytest.fixture(scope="module")
def diff(edited: tuple[Policy, Policy]) -> PolicyDiff:
    return diff_policies(*edited)


def test_only_the_rules_that_an_edit_touches_change(diff: PolicyDiff) -> None:
    changed = {each.id: each.kind for each in diff.rules if each.kind != "unchanged"}

    assert changed == {"transfer/given-away": "looser", "dormant/close-unused": "stricter"}


def pasted(diff: PolicyDiff) -> list[dict[str, Any]]:
    """Read the cases back from the text that a reader would copy."""
    blocks, lines = [], []
    for line in diff_text(diff).splitlines():
        if line.startswith("    "):
            lines.append(line[4:])
        elif lines:
            blocks.append("\n".join(lines))
            lines = []
    return [case for block in blocks for case in yaml.safe_load(block)]


def test_what_is_shown_can_be_pasted_as_a_case(diff: PolicyDiff, edited: tuple[Policy, Policy], tmp_path: Path) -> None:
    from qd85rules.lab.cases.cases import load_case_file  # noqa: PLC0415 - only this test needs it

    cases = pasted(diff)
    folder = tmp_path / "national"
    shutil.copytree(Path(edited[1].stack.rules[0].rule.span.path or "").parents[1], folder)
    file = tmp_path / "diff.qd85test.yaml"
    file.write_text(yaml.safe_dump({"packs": ["./national"], "cases": cases}, allow_unicode=True), "utf-8")
    read = load_case_file(file)

    assert [problem.line() for problem in read.problems] == []
    assert len(read.cases) == len(cases) == 2
    for case in cases:
        [(rule_id, word)] = case["expect"].items()
        for policy, expected in zip(edited, (False, True), strict=True):
            report = check_register([case["account"]], policy=policy.at(case["as_of"]))
            [found] = [each for each in report.all_findings if each.rule == rule_id]
            assert (found.outcome.value == word) is expected


def test_the_data_is_json_and_the_markdown_has_every_rule_that_changes(diff: PolicyDiff) -> None:
    data = json.loads(json.dumps(diff_data(diff)))
    markdown = diff_markdown(diff)

    assert data["same"] is False
    assert data["summary"]["looser"] == 1
    assert [each["name"] for each in data["parameters"]] == ["quiet_days"]
    assert "| `transfer/given-away` | looser |" in markdown
    assert markdown.count("```yaml") == 2
    assert "180 days → 90 days" in markdown


def test_markdown_keeps_what_packs_say_from_being_markup(tmp_path: Path) -> None:
    words = {"vi": "Ví dụ", "en": "<script>`*[x](y)*`</script> | ```"}
    diff = diff_of(tmp_path, BASE, {"vi/du": rule(message=words, title=words)})
    markdown = diff_markdown(diff)

    assert "<script>" not in markdown.replace("\\<", "")
    assert "\\`\\`\\`" in markdown


def test_a_recommendation_is_called_one(tmp_path: Path) -> None:
    diff = diff_of(tmp_path, {}, {"vi/du": rule(modality="should")})
    [found] = diff.rules

    assert isinstance(found, RuleDiff)
    assert "is a recommendation, for example" in diff_text(diff)
    assert "vi/du: recommendation" in diff_text(diff)


def test_the_comparison_reads_in_vietnamese(diff: PolicyDiff) -> None:
    text, markdown = diff_text(diff, lang="vi"), diff_markdown(diff, lang="vi")

    number = len(diff.rules)
    assert text.startswith(
        f"{number} quy tắc: 1 chặt hơn, 1 lỏng hơn, {number - 2} không đổi; tính theo ngày 2024-11-01\n"
    )
    assert "transfer/given-away: lỏng hơn\n  Không để" in text
    assert "lỏng hơn, ví dụ (trước là vi phạm):" in text
    assert "180 ngày → 90 ngày" in text
    assert markdown.startswith("## Thay đổi của chính sách\n")


def test_a_reason_is_told_in_both_languages(tmp_path: Path) -> None:
    old, new = policy_of(tmp_path / "old", BASE), policy_of(tmp_path / "new", {"vi/du": rule("account.in_use")})
    undecided = diff_policies(old, new, timeout_ms=0)

    assert "not decided: the time allowed for this question is up" in diff_text(undecided)
    assert "chưa quyết định được: đã hết thời gian dành cho câu hỏi này" in diff_text(undecided, lang="vi")


def test_what_packs_say_cannot_command_a_terminal(tmp_path: Path) -> None:
    words = {"vi": "Ví dụ", "en": "one\x1b[31m\ntwo"}
    text = diff_text(diff_of(tmp_path, BASE, {"vi/du": rule(message=words)}))

    assert "\x1b" not in text
    assert "message.en: An example → one\\u{1b}[31m two" in text
