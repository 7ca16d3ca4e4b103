"""Registers in XLSX, as openpyxl writes them.

Modules: `intake.grid`, `intake.tables`, `intake.workbook`, `intake.xmlwalk`.
"""

from __future__ import annotations

import importlib
import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.intake.helpers import Case, assert_reads_as, read

if TYPE_CHECKING:
    from collections.abc import Callable

Workbook: Any = importlib.import_module("openpyxl").Workbook  # the package ships no types


def workbook(**sheets: list[list[Any]]) -> bytes:
    """Make a workbook from rows; a sheet's name has spaces for underscores."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    return _saved(book)


def _saved(book: Any) -> bytes:  # noqa: ANN401 - a workbook, which has no type
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _edited(data: bytes, part: str, edit: Callable[[bytes], bytes]) -> bytes:
    """Change one part of a workbook."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, edit(old.read(name)) if name == part else old.read(name))
    return stream.getvalue()


ONE = workbook(Sheet1=[["id"], ["a"]])

CASES = [
    Case("one sheet", workbook(Sheet1=[["id", "kind"], ["a", "blog"]]), [{"id": "a", "kind": "blog"}]),
    Case(
        "names below a title",
        workbook(Sổ=[["SỔ TÀI KHOẢN"], [], [None, "Mã", "Họ và tên"], [None, "a", "Đỗ An"], [], [None, "b", None]]),
        [{"id": "a", "holder": {"legal_name": "Đỗ An"}}, {"id": "b"}],
    ),
    Case(
        "native values",
        workbook(
            A=[
                ["id", "opened_on", "closed_on", "in_use", "Mã chủ trang"],
                [142, date(2024, 6, 1), datetime(2024, 6, 2), True, "007"],  # noqa: DTZ001 - a sheet knows no zone
                ["b", "2024-06-01", "chưa", "không", 7.5],
            ]
        ),
        [
            {
                "id": "142",
                "opened_on": "2024-06-01",
                "closed_on": "2024-06-02",
                "in_use": True,
                "holder": {"id": "007"},
            },
            {"id": "b", "opened_on": "2024-06-01", "closed_on": "never", "in_use": False, "holder": {"id": "7.5"}},
        ],
    ),
    Case("several sheets", workbook(A=[["id"], ["a"]], B=[["Mã"], ["b"]], C=[]), [{"id": "a"}, {"id": "b"}]),
    Case("sheet of notes", workbook(A=[["id"], ["a"]], Ghi_chú=[["xin đọc"]]), [{"id": "a"}]),
    Case(
        "lists on sheets of their own",
        workbook(
            Tài_khoản=[["Mã tài khoản"], ["a"], ["b"]],
            Chuyển_giao=[
                ["Mã tài khoản", "Chiều", "Hình thức", "Ngày"],
                ["a", "chuyển đi", "cho mượn", date(2024, 6, 1)],
                ["b", "in", "buy", None],
                ["a", None, "sell", None],
            ],
            incidents=[["account", "sign"], ["b", "misuse"]],
        ),
        [
            {"id": "a", "transfers": [{"direction": "out", "kind": "lend", "on": "2024-06-01"}, {"kind": "sell"}]},
            {"id": "b", "transfers": [{"direction": "in", "kind": "buy"}], "incidents": [{"sign": "misuse"}]},
        ],
    ),
    Case(
        "list row of no account",
        workbook(A=[["id"], ["abc"]], transfers=[["account", "kind"], ["abd", "sell"]]),
        [{"id": "abc"}],
        ["transfers!A2 unknown-account"],
    ),
    Case(
        "list sheet without accounts",
        workbook(A=[["id"], ["a"]], transfers=[["kind"], ["sell"]]),
        [{"id": "a"}],
        ["transfers!A1 no-header"],
    ),
    Case("sheet without names", workbook(A=[["id"], ["a"]], B=[["x"], ["y"]]), [{"id": "a"}], ["B no-header"]),
    Case("no id", workbook(A=[["kind"], ["blog"]]), [], ["A!A1 no-id-column"]),
    Case("unknown column", workbook(A=[["id", "knd"], ["a", "x"]]), [{"id": "a"}], ["A!B1 unknown-column"]),
    Case(
        "same column twice",
        workbook(A=[["id", "kind", "Loại"], ["a", "x", "y"]]),
        [{"id": "a"}],
        ["A!C1 duplicate-column"],
    ),
    Case("cell below no name", workbook(A=[["id"], ["a"], ["b", "x"]]), [{"id": "a"}], ["A!B3 cell-without-column"]),
    Case("names only", workbook(A=[["id"]]), [], ["- no-accounts"]),
    Case("empty workbook", workbook(A=[]), [], ["- no-accounts"]),
    Case("empty file", b"", [], ["- empty-file"]),
    Case("not a workbook", b"id\na\n", [], ["- xlsx-unreadable"]),
    Case("cut off", ONE[:2000], [], ["- xlsx-unreadable"]),
    Case("zip of something else", _edited(ONE, "xl/workbook.xml", lambda _: b"<x/>"), [], ["- xlsx-unreadable"]),
    Case("broken sheet", _edited(ONE, "xl/worksheets/sheet1.xml", lambda xml: xml[:-30]), [], ["- xlsx-unreadable"]),
    Case(
        "document type", _edited(ONE, "xl/workbook.xml", lambda xml: b"<!DOCTYPE x>" + xml), [], ["- xlsx-unreadable"]
    ),
    Case(
        "cell at the far corner",
        _edited(ONE, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="A2"', b'r="XFD1048576"')),
        [],
        ["Sheet1!XFD1048576 xlsx-unreadable"],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_workbook_gives_its_healthy_accounts_and_its_problems(case: Case) -> None:
    assert_reads_as(case, "register.xlsx")


def test_each_cell_is_named_by_its_sheet_row_and_column() -> None:
    data = workbook(
        Sheet1=[[], ["Mã", "Họ và tên", "closed_on"], ["a", "An", None]],
        transfers=[["account", "kind"], ["a", "sell"]],
    )
    [record] = read("reg.xlsx", data).records

    assert str(record.places.span(())) == "reg.xlsx:Sheet1!A3"
    assert str(record.places.span(("holder", "legal_name"))) == "reg.xlsx:Sheet1!B3"
    assert str(record.places.key_span(("holder", "legal_name"))) == "reg.xlsx:Sheet1!B2"
    assert str(record.places.span(("closed_on",))) == "reg.xlsx:Sheet1!C3"
    assert str(record.places.span(("transfers", 0, "kind"))) == "reg.xlsx:transfers!B2"
    assert str(record.places.key_span(("transfers", 0, "kind"))) == "reg.xlsx:transfers!B1"
    assert str(record.places.span(("transfers", 0))) == "reg.xlsx:transfers!A2"


def test_a_number_shown_with_leading_zeros_keeps_them() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["id", "holder.id"])
    sheet.append([42, 42])
    sheet["B2"].number_format = "00000"

    assert read("reg.xlsx", _saved(book)).accounts == [{"id": "42", "holder": {"id": "00042"}}]


def test_a_formula_error_is_a_problem_and_not_a_blank() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["id", "kind"], ["a", None], ["b", "#N/A"], ["c", None]):
        sheet.append(row)
    result = read("reg.xlsx", _saved(book))

    assert result.places == ["Sheet!B3 cell-error"]
    assert result.accounts == [{"id": "a"}, {"id": "c"}]


def test_a_hidden_sheet_is_left_out() -> None:
    book = Workbook()
    book.worksheets[0].append(["id"])
    book.worksheets[0].append(["a"])
    book.create_sheet("B").append(["id"])
    book.worksheets[1].append(["b"])
    book.worksheets[1].sheet_state = "hidden"

    assert read("reg.xlsx", _saved(book)).accounts == [{"id": "a"}]
