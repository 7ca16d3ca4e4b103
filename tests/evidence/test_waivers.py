"""Waivers: what they cover, until when, and what is said of each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from qd85rules import Policy, Report, check_register
from qd85rules.core.outcome import Outcome
from qd85rules.evidence.waivers import apply_waivers, read_waivers

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = date(2024, 11, 1)
POLICY = Policy.load(as_of=AS_OF)
GIVEN = "transfer/given-away"
BOUND: dict[str, Any] = {"roles": ["party_member"]}
LENT = {"direction": "out", "kind": "lend", "on": "2024-06-01"}
SOLD = {"direction": "out", "kind": "sell", "on": "2024-07-01"}


def report_of(*transfers: dict[str, Any], account: str = "a1") -> Report:
    return check_register([{"id": account, "holder": BOUND, "transfers": list(transfers)}], policy=POLICY)


def written(path: Path, *lines: str, rule: str = GIVEN, account: str = "a1", last: str = "2024-12-31") -> Path:
    """Write one waiver; more `lines` add to it."""
    stated = [
        f"- rule: {rule}",
        f"account: {account}",
        "reason: trang dùng chung của chi bộ",
        "approver: Chi ủy",
        "authority: Nghị quyết 01",
        f"expires_on: {last}",
        *lines,
    ]
    path.write_text("\n  ".join(stated) + "\n", "utf-8")
    return path


def applied(report: Report, path: Path, **options: int) -> Report:
    waivers, problems = read_waivers([path])
    assert not problems
    return apply_waivers(report, waivers, **options)


def test_a_violation_is_waived_and_says_who_waived_it_why_on_what_authority_until_when(tmp_path: Path) -> None:
    report = applied(report_of(LENT), written(tmp_path / "w.yaml"))

    [finding] = report.waived
    assert finding.rule == GIVEN
    assert finding.waiver is not None
    assert (finding.waiver.reason, finding.waiver.approver) == ("trang dùng chung của chi bộ", "Chi ủy")
    assert (finding.waiver.authority, finding.waiver.expires_on) == ("Nghị quyết 01", date(2024, 12, 31))
    assert str(finding.waiver.span) == f"{tmp_path / 'w.yaml'}:1:3"
    assert not report.violations
    assert report.summary["waived"] == 1
    assert report.summary["violation"] == 0


DAYS = {
    "long before its end": (90, "active", Outcome.WAIVED),
    "the day before notice begins": (31, "active", Outcome.WAIVED),
    "when notice begins": (30, "expiring", Outcome.WAIVED),
    "on its last day": (0, "expiring", Outcome.WAIVED),
    "on the day after": (-1, "expired", Outcome.VIOLATION),
}


@pytest.mark.parametrize(("left", "state", "outcome"), DAYS.values(), ids=DAYS)
def test_a_waiver_holds_through_its_last_day_and_gives_notice_of_it(
    left: int, state: str, outcome: Outcome, tmp_path: Path
) -> None:
    last = AS_OF + timedelta(days=left)

    report = applied(report_of(LENT), written(tmp_path / "w.yaml", last=last.isoformat()))

    [status] = report.waivers
    assert (status.state, status.findings) == (state, 1)
    assert [finding.outcome for finding in report.findings if finding.rule == GIVEN] == [outcome]


def test_the_days_of_notice_can_be_chosen(tmp_path: Path) -> None:
    report = applied(report_of(LENT), written(tmp_path / "w.yaml", last="2024-11-08"), notice_days=6)

    assert [status.state for status in report.waivers] == ["active"]


UNUSED: dict[str, tuple[dict[str, str], str | None]] = {
    "another account": ({"account": "a2"}, None),
    "a rule that is kept": ({"rule": "transfer/taken-for-wrongdoing"}, None),
    "a rule that there is not": ({"rule": "transfer/givn-away"}, "did you mean `transfer/given-away`?"),
    "an undetermined finding": ({"rule": "identity/true-name"}, "a waiver covers violations only"),
}


@pytest.mark.parametrize(("stated", "hint"), UNUSED.values(), ids=UNUSED)
def test_a_waiver_that_covers_nothing_is_reported_as_unused(
    stated: dict[str, str], hint: str | None, tmp_path: Path
) -> None:
    before = report_of(LENT)

    report = applied(before, written(tmp_path / "w.yaml", **stated))

    [status] = report.waivers
    assert (status.state, status.findings) == ("unused", 0)
    assert hint in status.hint.en if hint and status.hint else status.hint is None
    assert list(report.verdicts) == list(before.verdicts)


SUBJECTS = {
    "no subject": ((), [LENT, SOLD]),
    "a position": (("subject: transfers[1]",), [SOLD]),
    "values": (("subject: {on: 2024-06-01, kind: lend}",), [LENT]),
    "values that no item has": (("subject: {on: 2024-06-01, kind: sell}",), []),
    "the account itself": (("subject: account",), []),
}


@pytest.mark.parametrize(("lines", "covered"), SUBJECTS.values(), ids=SUBJECTS)
def test_a_waiver_covers_its_subject_alone(
    lines: tuple[str, ...], covered: list[dict[str, str]], tmp_path: Path
) -> None:
    report = applied(report_of(LENT, SOLD), written(tmp_path / "w.yaml", *lines))

    days = [{item.fact: item.value for item in finding.evidence}["transfer.on"] for finding in report.waived]
    assert days == [item["on"] for item in covered]


def test_a_subject_given_by_values_stays_with_its_transfer_when_the_register_is_reordered(tmp_path: Path) -> None:
    path = written(tmp_path / "w.yaml", "subject: {on: 2024-06-01}")

    subjects = [applied(report_of(*order), path).waived[0].subject for order in ((LENT, SOLD), (SOLD, LENT))]

    assert subjects == ["transfers[0]", "transfers[1]"]


def test_of_two_waivers_the_one_that_holds_longer_counts(tmp_path: Path) -> None:
    old, new = written(tmp_path / "old.yaml", last="2024-10-31"), written(tmp_path / "new.yaml", last="2025-10-31")
    waivers, _ = read_waivers([old, new])

    report = apply_waivers(report_of(LENT), waivers)

    assert [(status.state, status.findings) for status in report.waivers] == [("expired", 0), ("active", 1)]


MALFORMED = ["2024-13-01", "2024-02-30", "31/12/2024", "soon", "20241231", "null", "5"]


@pytest.mark.parametrize("last", MALFORMED)
def test_a_malformed_date_is_an_error_and_the_waiver_counts_as_expired(last: str, tmp_path: Path) -> None:
    waivers, problems = read_waivers([written(tmp_path / "w.yaml", last=last)])

    report = apply_waivers(report_of(LENT), waivers)

    [problem] = problems
    assert problem.span.line == 6
    assert [(status.state, status.expires_on) for status in report.waivers] == [("expired", None)]
    assert len(report.violations) == 1


WRONG = {
    "an unknown key": ("reasn: x", "unknown-key", "did you mean `reason`?"),
    "a subject of no such form": ("subject: transfer 1", "bad-form", None),
    "a subject with an unknown key": ("subject: {onn: 2024-06-01}", "unknown-key", "did you mean `on`?"),
    "a subject without a word": ("subject: {}", "too-few", "name what tells the transfer or incident"),
}


@pytest.mark.parametrize(("line", "code", "hint"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_in_a_waiver_is_an_error_with_its_place_and_nothing_is_waived(
    line: str, code: str, hint: str | None, tmp_path: Path
) -> None:
    waivers, [problem] = read_waivers([written(tmp_path / "w.yaml", line)])

    assert waivers == ()
    assert (problem.code, problem.span.line) == (code, 7)
    assert (problem.help.en if problem.help else None) == hint


@pytest.mark.parametrize("key", ["rule", "account", "reason", "approver", "authority", "expires_on"])
def test_no_part_of_a_waiver_but_its_subject_may_be_left_out(key: str, tmp_path: Path) -> None:
    path = written(tmp_path / "w.yaml", "subject: account")
    lines = [
        line for line in path.read_text("utf-8").replace("- rule", "  rule").splitlines() if f" {key}:" not in line
    ]
    path.write_text("- " + "\n".join(lines).lstrip() + "\n", "utf-8")

    waivers, [problem] = read_waivers([path])

    assert waivers == ()
    assert (problem.code, problem.message.en) == ("missing-key", f"the key `{key}` is missing")


def test_one_bad_waiver_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    good = written(tmp_path / "w.yaml").read_text("utf-8")
    (tmp_path / "w.yaml").write_text(f"- {{rule: x}}\n- 5\n{good}", "utf-8")

    waivers, problems = read_waivers([tmp_path / "w.yaml"])

    assert [waiver.rule for waiver in waivers] == [GIVEN]
    assert len(problems) == 6


def test_a_list_of_none_is_a_waivers_file_and_a_missing_one_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "none.yaml").write_text("[]\n", "utf-8")

    assert read_waivers([tmp_path / "none.yaml"]) == ((), ())
    assert [problem.code for problem in read_waivers([tmp_path / "missing.yaml"])[1]] == ["no-such-file"]
