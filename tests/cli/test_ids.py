"""Ids are compared in composed form (NFC), and have no character that nobody sees."""

from __future__ import annotations

import importlib
import json
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.running import AS_OF, LENT, run

if TYPE_CHECKING:
    from pathlib import Path

Workbook: Any = importlib.import_module("openpyxl").Workbook  # the package ships no types

_ONE = unicodedata.normalize("NFC", "phú-lộc")
_TWO = unicodedata.normalize("NFD", "phú-lộc")
_OPTIONS = (*AS_OF, "--lang", "en", "--output-format", "concise")
_WAIVER = """\
- rule: transfer/given-away
  account: {account}
  reason: a decision
  approver: the committee
  authority: a minute
  expires_on: 2025-01-01
"""


def _lent(identity: str) -> str:
    return LENT.replace("id: ok", f"id: {identity}")


def test_two_spellings_of_one_id_are_one_account_and_both_are_shown_as_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.yaml").write_text(f"- id: {_TWO}\n- id: {_ONE}\n", encoding="utf-8")

    ran = run(capsys, "check", "r.yaml", *_OPTIONS)

    assert f"r.yaml:2:7: duplicate-id `id: {_ONE}` stands in the register already, r.yaml:1:7" in ran.out
    assert f" {_TWO}: " in ran.out


@pytest.mark.parametrize(("register", "other"), [(_ONE, _TWO), (_TWO, _ONE)], ids=["composed", "decomposed"])
def test_a_waiver_a_baseline_and_a_record_know_an_account_by_either_spelling(
    register: str, other: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.yaml").write_text(_lent(register), encoding="utf-8")
    (tmp_path / "w.yaml").write_text(_WAIVER.format(account=other), encoding="utf-8")

    assert run(capsys, "check", "r.yaml", *_OPTIONS).code == 1
    waived = run(capsys, "check", "r.yaml", *_OPTIONS, "--waivers", "w.yaml")
    assert "waivers: 1 active" in waived.err
    assert waived.code in {0, 3}

    (tmp_path / "other.yaml").write_text(_lent(other), encoding="utf-8")
    assert run(capsys, "baseline", "create", "other.yaml", "--baseline", "b.json", *AS_OF).code == 0
    for more in ((), ("--per-file",)):
        known = run(capsys, "check", "r.yaml", *_OPTIONS, "--baseline", "b.json", *more)
        assert "0 new, 0 gone" in known.err
        assert known.code in {0, 3}


@pytest.mark.parametrize(("second", "violations"), [(_TWO, 0), ("h2", 2)], ids=["one holder", "two holders"])
def test_one_holder_in_two_spellings_does_not_declare_a_page_twice(
    second: str, violations: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    accounts = [
        {
            "id": name,
            "kind": "social_profile",
            "url": "https://facebook.com/vi.du",
            "holder": {"id": holder, "roles": ["party_member"]},
            "declaration": {"declared_on": "2024-01-01"},
        }
        for name, holder in (("a", _ONE), ("b", second))
    ]
    (tmp_path / "r.json").write_text(json.dumps(accounts), encoding="utf-8")

    assert run(capsys, "check", "r.json", *_OPTIONS).out.count("declaration/one-declarant") == violations


def test_a_row_of_a_list_finds_its_account_by_either_spelling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    book = Workbook()
    book.worksheets[0].append(["id"])
    book.worksheets[0].append([_ONE])
    sheet = book.create_sheet("transfers")
    for row in (["account", "kind", "direction"], [_TWO, "wobsite", "out"], ["phú\u200b-lộc", "sell", "out"]):
        sheet.append(row)
    book.save(tmp_path / "r.xlsx")

    ran = run(capsys, "check", "r.xlsx", *_OPTIONS)

    assert "r.xlsx:transfers!B2: unknown-value" in ran.out
    assert "unknown-account" not in ran.out
    assert "r.xlsx:transfers!A3: invisible-character `account` has the invisible character U+200B" in ran.out


_HIDDEN = "\u200b\u200d\u200c\ufeff\u00ad\u200e\u202e\u2066\u00a0\u2009\u2028\u3164\ufe0f\t\x7f"


@pytest.mark.parametrize("hidden", _HIDDEN, ids=ascii)
@pytest.mark.parametrize("field", ["id", "holder.id", "transfers.0.counterparty"])
def test_an_invisible_character_in_an_id_is_told_with_its_place_and_the_clean_id(
    field: str, hidden: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for place, bad in ((4, f"cb-{hidden}1"), (5, f"cb-1{hidden}"), (1, f"{hidden}cb-1")):
        account = {
            "id": {"id": bad},
            "holder.id": {"id": "a", "holder": {"id": bad}},
            "transfers.0.counterparty": {"id": "a", "transfers": [{"counterparty": bad}]},
        }[field]
        (tmp_path / "r.json").write_text(json.dumps([account]), encoding="utf-8")
        ran = run(capsys, "check", "r.json", *_OPTIONS)

        message = f"invisible-character `{field}` has the invisible character U+{ord(hidden):04X}, at position {place}"
        assert message in ran.out
        clean = "cb- 1" if hidden.isspace() and place == 4 else "cb-1"
        # Who the counterparty is may be a person's name, and no error tells it.
        assert (f"did you mean `{clean}`?" in ran.out) is (field != "transfers.0.counterparty")
        assert (clean in ran.out) is (field != "transfers.0.counterparty")
        assert "exit 2: 1 input error" in ran.err


def test_an_invisible_character_in_the_account_of_a_waiver_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.yaml").write_text(LENT, encoding="utf-8")
    (tmp_path / "w.yaml").write_text(_WAIVER.format(account='"ok\u200b"'), encoding="utf-8")

    ran = run(capsys, "check", "r.yaml", *_OPTIONS, "--waivers", "w.yaml")

    assert "w.yaml:2:12: invisible-character `account` has the invisible character U+200B, at position 3" in ran.out
    assert ran.code == 2


def test_a_record_of_one_spelling_is_reproduced_by_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    digests = []
    for number, identity in enumerate((_ONE, _TWO)):
        (tmp_path / "r.yaml").write_text(_lent(identity), encoding="utf-8")
        run(capsys, "check", "r.yaml", *AS_OF, "--record", f"{number}.qd85record.json")
        record = json.loads((tmp_path / f"{number}.qd85record.json").read_text(encoding="utf-8"))
        digests.append((record["accounts"], record["result"]))

    assert digests[0] == digests[1]
