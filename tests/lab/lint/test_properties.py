"""Properties of packs: read with every mistake told, proved or refuted with an account, and laid out.

Modules: `lab.trying`, `policy.claims`, `policy.properties`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from qd85rules.lab.lint import lint_policy
from qd85rules.lab.lint.properties import is_true
from qd85rules.lab.strategies import accounts
from qd85rules.policy.claims import claims
from qd85rules.policy.policy import Policy, shipped_packs
from qd85rules.run.check import Candidate, subjects_of, take_in
from tests.cli.running import run
from tests.lab.cases.packs import make_pack

if TYPE_CHECKING:
    from pathlib import Path

    from qd85rules.lab.lint import LintFinding

Capture = pytest.CaptureFixture[str]
DAY = date(2024, 11, 1)
LENT = """\
id: mini/lent
subject: transfer
modality: must_not
clauses: [qd85/member/6]
event_date: transfer.on
violated_when: transfer.kind == "lend" && concepts.bound
message: {vi: cho mượn, en: lent}
remedy: {vi: lấy lại, en: take it back}
"""
QUIET = """\
id: mini/quiet
subject: account
modality: must
clauses: [qd85/member/6]
applies_when: concepts.bound
violated_when: account.in_use && today - account.last_active_on > params.patience
message: {vi: trang im ắng, en: the page is quiet}
remedy: {vi: viết đi, en: write}
"""


def pack_with(folder: Path, *properties: str) -> Path:
    """Write a pack of two rules with these properties, each the lines behind its id and title."""
    pack = make_pack(folder, QUIET, LENT)
    text = "".join(
        f"  - id: mini/p{number}\n    title: {{vi: v, en: e}}\n    {lines}\n" for number, lines in enumerate(properties)
    )
    path = pack / "pack.yaml"
    path.write_text(path.read_text("utf-8") + f"properties:\n{text}", "utf-8")
    return pack


def found(folder: Path, *properties: str) -> list[LintFinding]:
    policy = Policy.load([pack_with(folder, *properties)], as_of=DAY)
    return [one for one in lint_policy(policy) if one.code == "QL501" or "property" in one.message]


HOLDS = {
    "nobody else": """never: outcome("mini/quiet") == "violation" && !concepts.bound""",
    "nothing unknown": """never: outcome("mini/quiet") == "violation" && !has(account.in_use)""",
    "each": """{rules: ["mini/*"], never: outcome() == "violation" && !has(holder.roles)}""",
    "a parameter": (
        """never: outcome("mini/quiet") == "violation" && today - account.last_active_on <= params.patience"""
    ),
    "two rules": """never: outcome("mini/lent") == "violation" && outcome("mini/quiet") == "not_applicable" """,
    "what the model forbids": (
        """never: outcome("mini/quiet") == "violation" && account.closed_on < account.opened_on"""
    ),
    "all of the outcomes": (
        """never: '!(outcome("mini/quiet") in ["violation", "compliant", "undetermined", "not_applicable"])'"""
    ),
    "nobody left out": (
        """never: outcome("mini/quiet") == "not_applicable" && concepts.bound && today > date("2023-01-01")"""
    ),
}
FAILS = {
    "a rule that convicts": ("""never: outcome("mini/quiet") == "violation" """, {"mini/quiet"}),
    "the unknown": ("""never: outcome("mini/quiet") == "undetermined" && !has(account.in_use)""", {"mini/quiet"}),
    "one of each": (
        """{rules: ["mini/*"], never: outcome() == "violation" && concepts.bound}""",
        {"mini/quiet", "mini/lent"},
    ),
    "what is not left out": (
        """{rules: ["mini/*", "!mini/quiet"], never: outcome() in ["violation", "compliant"]}""",
        {"mini/lent"},
    ),
    "an item of an account's rule": (
        """never: outcome("mini/quiet") == "compliant" && transfer.kind == "sell" """,
        {"mini/quiet"},
    ),
    "a day": ("""never: outcome("mini/quiet") == "violation" && today > date("2030-01-01")""", {"mini/quiet"}),
}


def lines(text: str) -> str:
    """Write a property given as a flow mapping in lines."""
    if not text.startswith("{"):
        return text if text.startswith("never: '") else "never: >-\n      " + text.removeprefix("never: ").strip()
    rules, _, never = text[1:-1].partition(", never: ")
    return f"{rules}\n    never: >-\n      {never}"


@pytest.mark.parametrize("text", HOLDS.values(), ids=HOLDS)
def test_what_holds_of_every_account_is_proved(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, lines(text)) == []


@pytest.mark.parametrize(("text", "rules"), FAILS.values(), ids=FAILS)
def test_what_fails_is_shown_by_an_account(tmp_path: Path, text: str, rules: set[str]) -> None:
    findings = found(tmp_path, lines(text))

    assert {(one.code, one.basis, one.severity) for one in findings} == {("QL501", "witness", "error")}
    assert {name for one in findings for name in one.related[1:]} == rules
    assert all(one.witness is not None and one.related[0] == "mini/p0" for one in findings)


WRONG = {
    """never: outcome("mini/quite") == "violation" """: ("unknown-rule", "did you mean `mini/quiet`?"),
    """never: outcome("mini/quiet") == "broken" """: ("unknown-member", "violation"),
    """never: outcome("mini/quiet") """: ("wrong-type", "="),
    """never: outcome(mini) == "violation" """: ("function", "`outcome` takes the id of one rule"),
    """never: outcome() == "violation" """: ("bad-property", "`rules:`"),
    """{rules: ["mini/*"], never: outcome("mini/quiet") == "violation"}""": ("bad-property", "`rules:`"),
    """{rules: ["other/*"], never: outcome() == "violation"}""": ("unknown-rule", "patterns"),
    """never: outcome("mini/lent") == "violation" && incident.sign == "misuse" """: ("wrong-subject", "at once"),
    """never: outcome("mini/quiet") == "violation" && account.opend_on > today """: ("unknown-fact", "opened_on"),
}


@pytest.mark.parametrize(("text", "told"), WRONG.items(), ids=WRONG)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, capsys: Capture, text: str, told: tuple[str, str]) -> None:
    pack = pack_with(tmp_path, lines(text))

    ran = run(capsys, "lint", pack, "--no-config", "--as-of", "2024-11-01", "--lang", "en")

    assert ran.code == 2
    assert re.search(r"pack\.yaml:(19|20|21):[0-9]+: ", ran.err)
    assert all(word in ran.err for word in told)


def test_ids_of_properties_are_their_own(tmp_path: Path, capsys: Capture) -> None:
    pack = pack_with(tmp_path, lines(HOLDS["nobody else"]), lines(HOLDS["nobody else"]))
    path = pack / "pack.yaml"
    path.write_text(path.read_text("utf-8").replace("mini/p1", "mini/p0"), "utf-8")

    assert (
        "duplicate the property `mini/p0` exists already"
        in run(capsys, "lint", pack, "--no-config", "--lang", "en").err
    )


def test_a_condition_of_a_rule_may_not_ask_for_outcomes(tmp_path: Path, capsys: Capture) -> None:
    pack = make_pack(tmp_path, QUIET.replace("account.in_use &&", 'outcome("mini/quiet") == "violation" &&'))

    assert "there is no function `outcome`" in run(capsys, "lint", pack, "--no-config").err


def test_the_command_shows_the_account_and_fails(tmp_path: Path, capsys: Capture) -> None:
    pack = pack_with(tmp_path, lines(FAILS["a rule that convicts"][0]))

    ran = run(capsys, "lint", pack, "--no-config", "--as-of", "2024-11-01", "--lang", "en")

    assert ran.code == 1
    assert "QL501 the property `mini/p0` fails for `mini/quiet`" in ran.out
    assert "expect: {mini/quiet: violation}" in ran.out


POLICY = Policy.load(shipped_packs(), as_of=DAY)
CLAIMS = [*claims(POLICY.stack)]


def test_the_shipped_packs_claim_what_the_readings_say() -> None:
    assert {"national/unbound", "national/organisations", "national/purpose"} <= {claim.property.id for claim in CLAIMS}


@given(account=accounts(POLICY))
@settings(max_examples=12, deadline=None)
def test_what_the_shipped_packs_claim_holds_of_random_accounts(account: dict[str, Any]) -> None:
    [judged], errors = take_in([Candidate(account)], POLICY)

    assert not errors
    for claim in CLAIMS:
        for subject in subjects_of(judged, claim.subject):
            assert not is_true(POLICY, claim, subject.facts)
