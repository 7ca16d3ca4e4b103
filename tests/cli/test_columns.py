"""`qd85 columns`, and what commands tell of the tables that they read.

Modules: `intake.tableview`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from qd85rules.cli.exits import Exit
from tests.cli.running import AS_OF, run

if TYPE_CHECKING:
    import pytest

REGISTERS = Path(__file__).parent.parent / "tables" / "registers"
_ENGLISH = ("--no-config", "--lang", "en")


def test_each_column_is_shown_with_what_it_holds_and_names_are_masked(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "columns", str(REGISTERS / "32_tieude_xuongdong.xlsx"), *_ENGLISH)

    assert ran.code == Exit.CLEAN
    assert "names of columns in row 1, 3 rows of data" in ran.out
    assert "H  Ngày lập (dd/mm/yyyy)     opened_on  (day/month/year)" in ran.out
    assert "D  Cơ quan, đơn vị công tác  holder.unit" in ran.out
    assert "Nguyễn Văn An" not in ran.out
    shown = run(capsys, "columns", str(REGISTERS / "32_tieude_xuongdong.xlsx"), *_ENGLISH, "--show-names")
    assert "Nguyễn Văn An" in shown.out


def test_settings_to_paste_make_a_file_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.csv").write_text("Mã,Họ và tên,Xếp loại,Trang FB\na,Đỗ An,A,facebook.com/do.an\n", encoding="utf-8")
    ran = run(capsys, "columns", "r.csv", *_ENGLISH)

    assert ran.code == Exit.FAILED
    assert "NOT UNDERSTOOD" in ran.out
    pasted = ran.out[ran.out.index("[table]") : ran.out.index("left out, filled in or guessed:")]
    (tmp_path / "qd85rules.toml").write_text(pasted, encoding="utf-8")

    assert run(capsys, "columns", "r.csv", "--lang", "en").code == Exit.CLEAN


def test_what_was_left_out_is_told_once_on_standard_error_and_in_the_report(
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = str(REGISTERS / "05_tieude_tongcong.xlsx")
    ran = run(capsys, "check", file, *AS_OF, "--lang", "en", "--output-format", "json")

    [notice] = json.loads(ran.out)["notices"]
    assert notice["code"] == "rows-left-out"
    assert "6 rows are no data and not read: 2 titles, 1 totals, 1 remarks, 2 signatures" in notice["message"]
    assert ran.err.count("rows-left-out") == 1
    quiet = run(capsys, "check", file, *AS_OF, "--lang", "en", "--output-format", "concise", "--quiet")
    assert quiet.err == ""


def test_dates_are_read_as_a_flag_says_and_a_record_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.xlsx").write_bytes((REGISTERS / "06_ngay_chu.xlsx").read_bytes())
    quick = ("--output-format", "concise", "--engine", "reference")

    assert run(capsys, "check", "r.xlsx", *AS_OF, *quick).code == Exit.FAILED
    ran = run(capsys, "check", "r.xlsx", *AS_OF, *quick, "--table", "dates=dmy", "--record", "r.qd85record.json")
    assert ran.code == Exit.FOUND
    assert run(capsys, "verify", "r.qd85record.json", "--no-config").code == Exit.CLEAN


def test_a_table_setting_that_cannot_be_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "check", "r.csv", *AS_OF, "--table", "dates=ddmmyy")

    assert ran.code == Exit.FAILED
    assert "`--table`: unknown order of dates `ddmmyy`" in ran.err


def test_an_error_of_the_account_names_the_column_as_people_wrote_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.csv").write_text("Mã,Ngày lập\na,2030-01-01\n", encoding="utf-8")
    ran = run(capsys, "check", "r.csv", *AS_OF, "--lang", "en", "--output-format", "concise")

    assert "r.csv:2:3: date-after-as-of column “Ngày lập”: " in ran.out
