"""The first and the last days of the calendar: what is checked on them, comes due on them, or is set from them on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qd85rules import Policy, UsageError, check
from qd85rules.cli import main
from qd85rules.lab.strategies import accounts, days

if TYPE_CHECKING:
    from pathlib import Path

    from qd85rules.engines import EngineName

WORDS = {"vi": "Ví dụ", "en": "An example"}
LAST = date(9999, 12, 30)
"""The last day of a check: on the day after it, `never` would be today."""

ACCOUNT = {"id": "a1", "declaration": {"commitment_on": "never"}, "opened_on": "2024-05-01"}

STATED = {"id": "a1", "declaration": {"commitment_on": "2024-01-01"}}


def pack(folder: Path, violated_when: str, *, until: str = "9999-12-31", since: str = "0001-01-01") -> str:
    """Write a pack of one rule, and of one parameter that is set from a day through another."""
    setting = {"value": 10, "from": since, "until": until}
    number = {"type": "int", "title": WORDS, "rationale": WORDS, "set_by": WORDS, "default": 5, "settings": [setting]}
    header = {"id": "ends", "requires": ["national"], "parameters": {"n": number}}
    rule = {
        "id": "ends/rule",
        "subject": "account",
        "modality": "must",
        "clauses": ["qd85/member/6"],
        "applies_when": "true",
        "violated_when": violated_when,
        "message": WORDS,
        "remedy": WORDS,
        "examples": [{"name": "long ago", "given": STATED, "expect": "violation"}],
    }
    for name, content in (("pack", header), ("rule", rule)):
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize("engine", ["reference", "durable", "evaluate"])
@pytest.mark.parametrize(
    ("violated_when", "due"),
    [
        ("today - declaration.commitment_on >= -1", LAST),
        ("today - declaration.commitment_on >= -2", LAST - timedelta(days=1)),
        ("today - declaration.commitment_on > -2", LAST),
        ('today == date("9999-12-30")', LAST),
        ('today == date("9999-12-31")', None),
        ("today >= declaration.commitment_on", None),
        ("today - declaration.commitment_on > -1", None),
    ],
)  # fmt: skip
def test_what_comes_due_on_the_last_day_of_a_check_does_so(
    tmp_path: Path, violated_when: str, due: date | None, engine: EngineName
) -> None:
    policy = Policy.load([pack(tmp_path, violated_when)], as_of=date(2024, 11, 1))

    report = check(ACCOUNT, policy=policy, engine=engine)

    [finding] = [one for one in report.all_findings if one.rule == "ends/rule"]
    assert finding.due_on == due


def test_a_setting_that_begins_after_the_last_day_of_a_check_makes_nothing_due(tmp_path: Path) -> None:
    own = pack(tmp_path, "params.n == 10", since="9999-12-31")

    report = check(ACCOUNT, policy=Policy.load([own], as_of=date(2024, 11, 1)))

    [finding] = [one for one in report.all_findings if one.rule == "ends/rule"]
    assert finding.outcome.value == "compliant"


def test_no_check_is_made_on_the_day_that_stands_for_never(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    register = tmp_path / "r.json"
    register.write_text('[{"id": "a1"}]', encoding="utf-8")
    with pytest.raises(UsageError, match="9999-12-30"):
        Policy.load(as_of=date.max)

    for words in (
        ["check", str(register)],
        ["forecast", str(register), "--until", "9999-12-31"],
        ["explain", "inactive/close"],
    ):
        code = main([*words, "--as-of", "9999-12-31", "--no-config", "--lang", "en"])
        assert (code, "the last day of a check is 9999-12-30" in capsys.readouterr().err) == (2, True)
    assert main(["check", str(register), "--as-of", "9999-12-30", "--no-config"]) == 3


def test_a_policy_that_counts_from_the_first_to_the_last_day_is_tried_proved_and_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for side in ("old", "new"):
        (tmp_path / side).mkdir()
    condition = 'today - declaration.commitment_on > params.n && today >= date("0001-01-01")'
    old = pack(tmp_path / "old", condition)
    new = pack(tmp_path / "new", condition, until="9999-12-30")
    packs = ["--pack", old, "--no-config"]

    assert main(["test", old, "--mutate", *packs]) in {0, 1}
    assert main(["lint", old, "--no-config"]) in {0, 1}
    assert main(["explain", "n", *packs, "--as-of", "2024-11-01"]) == 0
    assert main(["diff", "--old-pack", old, "--new-pack", new, "--no-config", "--as-of", "2024-11-01"]) in {0, 1}
    assert "Traceback" not in capsys.readouterr().err


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=20)
@given(drawn=st.data())
@pytest.mark.parametrize("policy", [Policy.load(as_of=date.min), Policy.load(as_of=LAST)], ids=["first", "last"])
def test_random_accounts_of_the_first_and_of_the_last_day_are_admitted(drawn: st.DataObject, policy: Policy) -> None:
    report = check(drawn.draw(accounts(policy)), policy=policy)

    assert report.errors == ()
    assert drawn.draw(days(policy)) <= policy.as_of
