"""What a finding offers holds: each change makes it compliant, each answer leads where it says, each reason is said.

Modules: `judge.answers`, `judge.why`.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given, reject, settings

from qd85rules import Account, InputError, Outcome, Policy, check
from qd85rules.core.values import NEVER
from qd85rules.judge.answers import WhatIf
from qd85rules.model.rows import AccountRow, ItemRow
from qd85rules.model.vocabulary import FACTS
from qd85rules.policy.policy import shipped_packs
from tests.run.accounts import DAY, accounts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qd85rules import Finding
    from qd85rules.core.text import Language

ALL = Policy.load(shipped_packs(), as_of=DAY)
# By name, because Hypothesis writes out the arguments of a test that fails.
POLICIES: Final = {
    "the shipped packs": ALL,
    "uncommon comparisons": Policy.load([Path(__file__).parents[1] / "run" / "pack"], as_of=DAY),
}

CHANGED_PAGES: Final = {"address.under_vn": "https://an.vn/", "address.vietnamese_name": "https://ăn-trưa.com/"}
"""An address for each change that is a change of address."""


def findings(account: dict[str, Any], policy: Policy = ALL) -> tuple[Finding, ...]:
    try:
        return check(account, policy=policy, engine="reference").all_findings
    except InputError:
        reject()


def same(account: dict[str, Any], finding: Finding, policy: Policy = ALL) -> Finding:
    """Check again and give the finding of the same rule on the same subject."""
    report = check(account, policy=policy, engine="reference")
    [found] = [f for f in report.all_findings if (f.rule, f.subject) == (finding.rule, finding.subject)]
    return found


def with_fact(account: dict[str, Any], finding: Finding, fact: str, value: object) -> dict[str, Any]:
    """Give the account with a fact changed in its own field."""
    changed = deepcopy(account)
    section, _, field = fact.partition(".")
    if fact == "name.agreement":
        changed["profile"]["display_name"] = changed["holder"]["legal_name"]
    elif fact in CHANGED_PAGES:
        changed["url"] = CHANGED_PAGES[fact]
    elif section == "account":
        changed[field] = value
    elif section in {"transfer", "incident"}:
        changed[f"{section}s"][number(finding)][field] = value
    else:
        changed.setdefault(section, {})[field] = value
    return changed


def number(finding: Finding) -> int:
    return int(finding.subject.rstrip("]").partition("[")[2])


@settings(max_examples=80, deadline=None)
@given(accounts)
def test_every_change_that_is_offered_makes_the_rule_compliant(account: dict[str, Any]) -> None:
    for finding in findings(account):
        for changes in finding.would_comply:
            mended = account
            for change in changes:
                mended = with_fact(mended, finding, change.fact, change.value)
            assert same(mended, finding).outcome is Outcome.COMPLIANT


@settings(max_examples=60, deadline=None)
@given(accounts)
def test_no_part_of_a_set_of_changes_would_do(account: dict[str, Any]) -> None:
    for finding in findings(account):
        for changes in finding.would_comply:
            for left_out in changes if len(changes) > 1 else ():
                mended = account
                for change in changes:
                    if change is not left_out:
                        mended = with_fact(mended, finding, change.fact, change.value)
                assert same(mended, finding).outcome is not Outcome.COMPLIANT


@settings(max_examples=80, deadline=None)
@given(accounts)
def test_only_what_is_broken_or_due_has_changes_and_only_what_is_open_has_answers(account: dict[str, Any]) -> None:
    for finding in findings(account):
        assert not finding.would_comply or finding.outcome in {Outcome.VIOLATION, Outcome.DUE}
        assert not finding.answers or finding.outcome is Outcome.UNDETERMINED
        assert bool(finding.because) is (finding.outcome is not Outcome.UNDETERMINED)


@pytest.mark.parametrize("packs", POLICIES)
@settings(max_examples=40, deadline=None)
@given(account=accounts)
def test_every_answer_leads_to_the_outcome_that_is_stated(packs: str, account: dict[str, Any]) -> None:
    policy = POLICIES[packs]
    for finding in findings(account, policy):
        for answer in finding.answers:
            for facts in answered(answer.given):
                if any(FACTS[fact].derivation or FACTS[fact].judgement for fact in facts):
                    # No field states such a fact alone: it is given to the rule itself.
                    assert judge(account, finding, policy).outcome(as_values(facts)) is answer.outcome, facts
                    continue
                told = account
                for fact, value in facts.items():
                    told = with_fact(told, finding, fact, value)
                assert same(told, finding, policy).outcome is answer.outcome, facts


def judge(account: dict[str, Any], finding: Finding, policy: Policy) -> WhatIf:
    stated = Account.model_validate(account)
    row: AccountRow | ItemRow = AccountRow(stated)
    if finding.subject.startswith("transfers"):
        row = ItemRow((stated.transfers or ())[number(finding)], AccountRow(stated))
    elif finding.subject.startswith("incidents"):
        row = ItemRow((stated.incidents or ())[number(finding)], AccountRow(stated))
    [resolved] = [resolved for resolved in policy.rules if resolved.rule.id == finding.rule]
    return WhatIf(resolved, row, policy)


def answered(given_answers: Mapping[str, tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    """Give every combination of the listed values; of a span of days its ends."""
    options = [[end for value in values for end in ends(value)] for values in given_answers.values()]
    for chosen in product(*options):
        yield dict(zip(given_answers, chosen, strict=True))


def ends(value: object) -> list[object]:
    if isinstance(value, str) and "/" in value:
        first, last = value.split("/")
        return ["1990-01-01" if first == ".." else first, last]
    return [value]


def as_values(facts: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for fact, value in facts.items():
        if FACTS[fact].type.kind == "date":
            values[fact] = NEVER if value == "never" else date.fromisoformat(value).toordinal()
        else:
            values[fact] = tuple(value) if isinstance(value, list) else value
    return values


@settings(max_examples=60, deadline=None)
@given(accounts)
def test_no_sentence_has_a_personal_name_or_an_address(account: dict[str, Any]) -> None:
    names = [account["holder"]["legal_name"], account["profile"]["display_name"], account["url"]]
    for finding in findings(account):
        sentences = [*finding.because, *(change.act for changes in finding.would_comply for change in changes)]
        sentences += [answer.text for answer in finding.answers]
        for text in (*(sentence.vi for sentence in sentences), *(sentence.en for sentence in sentences)):
            assert not any(name and f": {name}" in text for name in names), text


MEMBER: Final = {"id": "h", "legal_name": "Lê An", "roles": ["party_member"]}
THREE_DAYS: Final = "quá 3 ngày (notify_within_days)"
LATE: Final = {"detected_on": "2024-09-01", "authority_told_on": "never"}

CASES: Final[list[tuple[str, str, dict[str, Any], str, list[str], list[list[str]]]]] = [
    (
        "a notice that is long overdue",
        "compromised/tell-authority",
        {"incidents": [LATE]},
        "vi",
        [
            "ngày báo cơ quan chức năng: chưa",
            "đã 61 ngày kể từ ngày phát hiện (2024-09-01), quá 3 ngày (notify_within_days)",
            "ngày phát hiện: 2024-09-01, không trước 2023-03-20",
            "chủ trang là: đảng viên",
            "trang là trang cá nhân: có",
            "ngày trang được cho hoặc bán đi: chưa",
        ],
        [],
    ),
    (
        "the same in English",
        "compromised/tell-authority",
        {"incidents": [LATE]},
        "en",
        [
            "the day the competent authority was told: not so far",
            "61 days since the day the sign was noticed (2024-09-01), more than 3 (notify_within_days)",
            "the day the sign was noticed: 2024-09-01, not before 2023-03-20",
            "the holder's roles: Party member",
            "the page is a personal one: yes",
            "the day the page was given away or sold: not so far",
        ],
        [],
    ),
    (
        "a notice given late",
        "compromised/tell-authority",
        {"incidents": [{"detected_on": "2024-09-01", "authority_told_on": "2024-09-10"}]},
        "vi",
        [
            "ngày báo cơ quan chức năng: 2024-09-10",
            f"từ ngày phát hiện (2024-09-01) đến ngày báo cơ quan chức năng (2024-09-10): 9 ngày, {THREE_DAYS}",
            "ngày phát hiện: 2024-09-01, không trước 2023-03-20",
            "chủ trang là: đảng viên",
            "trang là trang cá nhân: có",
            "ngày trang được cho hoặc bán đi: chưa",
        ],
        [],
    ),
    (
        "a notice that is due",
        "compromised/tell-authority",
        {"incidents": [{"detected_on": "2024-10-31", "authority_told_on": "never"}]},
        "vi",
        [
            "ngày báo cơ quan chức năng: chưa",
            "đến 2024-11-04 thì đã 4 ngày kể từ ngày phát hiện (2024-10-31), quá 3 ngày (notify_within_days)",
            "ngày phát hiện: 2024-10-31, không trước 2023-03-20",
            "chủ trang là: đảng viên",
            "trang là trang cá nhân: có",
            "ngày trang được cho hoặc bán đi: chưa",
        ],
        [["báo cơ quan chức năng, chậm nhất ngày 2024-11-03"]],
    ),
    (
        "another name",
        "identity/true-name",
        {"profile": {"display_name": "Mây Trắng", "true_name_stated": False}},
        "en",
        [
            "the page, or its registration with the provider, gives the true name: no",
            "the display name is one of the other names on the personnel file: no",
            "how the display name and the legal name agree: different",
            "the day of the check: 2024-11-01, not before 2022-10-07",
            "the holder's roles: Party member",
            "the page is a personal one: yes",
            "what the register says of the page's use agrees: yes",
            "the day the page was closed: not recorded",
            "the day the page was given away or sold: not so far",
        ],
        [["give the true name on the page or when registering"], ["change the display name to the legal name"]],
    ),
    (
        "a page lent out",
        "transfer/given-away",
        {"transfers": [{"direction": "out", "kind": "lend", "on": "2024-06-01"}]},
        "vi",
        [
            "chiều chuyển giao: chuyển đi",
            "hình thức chuyển giao: cho mượn",
            "ngày chuyển giao: 2024-06-01, không trước 2022-10-07",
            "chủ trang là: đảng viên",
            "trang là trang cá nhân: có",
        ],
        [],
    ),
    (
        "a profile with two gaps",
        "identity/details",
        {"profile": {"personal_info": True, "contact_info": False, "portrait": False}, "closed_on": "never"},
        "vi",
        [
            "trang có thông tin liên hệ: không",
            "chủ trang là: đảng viên",
            "trang là trang cá nhân: có",
            "sổ ghi về việc dùng trang không trái nhau: có",
            "ngày hủy bỏ trang: chưa",
            "ngày trang được cho hoặc bán đi: chưa",
        ],
        [["ghi thông tin liên hệ trên trang", "để ảnh đại diện"]],
    ),
]


@pytest.mark.parametrize(("rule", "data", "lang", "because", "acts"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_finding_says_why_and_what_would_mend_it(
    rule: str, data: dict[str, Any], lang: Language, because: list[str], acts: list[list[str]]
) -> None:
    [finding] = [f for f in findings({"id": "a", "holder": MEMBER, "personal": True, **data}) if f.rule == rule]

    assert [sentence[lang] for sentence in finding.because] == because
    assert [[change.act[lang] for change in changes] for changes in finding.would_comply] == acts


ADDRESS: Final = "địa chỉ thuộc nền tảng, tên miền riêng, tên miền của bên cung cấp, hay địa chỉ số"
HOSTED_AND_OTHERS: Final = "tên miền con của bên cung cấp, địa chỉ số hoặc không có tên miền đăng ký được"

ANSWERS: Final[list[tuple[str, str, dict[str, Any], list[tuple[str, str]]]]] = [
    (
        "a purpose",
        "transfer/taken-for-wrongdoing",
        {"transfers": [{"direction": "in", "kind": "buy", "on": "2024-06-01"}]},
        [("mục đích: đúng quy định", "compliant"), ("mục đích: làm việc trái quy định", "violation")],
    ),
    (
        "a day",
        "compromised/tell-authority",
        {"incidents": [{"detected_on": "2024-09-01"}]},
        [
            ("ngày báo cơ quan chức năng: đến hết 2024-09-04", "compliant"),
            ("ngày báo cơ quan chức năng: từ 2024-09-05 trở đi hoặc chưa", "violation"),
        ],
    ),
    (
        "a day that may still come",
        "compromised/tell-authority",
        {"incidents": [{"detected_on": "2024-10-31"}]},
        [
            ("ngày báo cơ quan chức năng: ngày nào cũng vậy", "compliant"),
            ("ngày báo cơ quan chức năng: chưa", "due"),
        ],
    ),
    (
        "either of two facts",
        "transfer/taken-for-wrongdoing",
        {"transfers": [{"direction": "in", "on": "2024-06-01"}]},
        [
            ("hình thức chuyển giao: được cho", "compliant"),
            ("hình thức chuyển giao: mượn, thuê, mua hoặc nhận thế chấp", "undetermined"),
            ("mục đích: đúng quy định", "compliant"),
            ("mục đích: làm việc trái quy định", "undetermined"),
        ],
    ),
    (
        "an address, of which two things matter",
        "domain/preferred",
        {"kind": "website", "opened_on": "2024-01-01"},
        [
            (f"{ADDRESS}: trên nền tảng, {HOSTED_AND_OTHERS}", "not_applicable"),
            (f"{ADDRESS}: tên miền riêng; tên miền thuộc “.vn”: có", "compliant"),
            (f"{ADDRESS}: tên miền riêng; tên miền thuộc “.vn”: không", "violation"),
        ],
    ),
]


@pytest.mark.parametrize(("rule", "data", "answers"), [c[1:] for c in ANSWERS], ids=[c[0] for c in ANSWERS])
def test_an_open_question_says_what_each_answer_leads_to(
    rule: str, data: dict[str, Any], answers: list[tuple[str, str]]
) -> None:
    [finding] = [f for f in findings({"id": "a", "holder": MEMBER, "personal": True, **data}) if f.rule == rule]

    found = [(answer.text.vi, answer.outcome.value) for answer in finding.answers]
    assert set(answers) <= set(found), found
