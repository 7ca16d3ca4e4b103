"""Each stage of a table by itself, on small tables made up for it: kin of the files that offices keep.

Modules: `intake.addresses`, `intake.dateorders`, `intake.dates`, `intake.fonts`, `intake.numberformat`,
`intake.pages`, `intake.rowkinds`, `intake.tablesettings`.
"""

from __future__ import annotations

import importlib
import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from qd85rules import check_files
from qd85rules.intake import read_register
from qd85rules.intake.columns import find_column
from qd85rules.intake.dates import Numbered, day_in, order_of
from qd85rules.intake.fonts import font_of, to_unicode
from qd85rules.intake.numberformat import shown_number
from qd85rules.run.files import read_tables_as

if TYPE_CHECKING:
    from pathlib import Path

Workbook: Any = importlib.import_module("openpyxl").Workbook  # the package ships no types


@dataclass(frozen=True)
class Case:
    """A sheet, and what it gives: ids with some of their values, problems and notes as `cell code`."""

    name: str
    rows: list[list[Any]]
    accounts: list[dict[str, Any]]
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    merged: tuple[str, ...] = ()
    table: dict[str, Any] = field(default_factory=dict)


def _an(code: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - plain data
    return {"id": code, "holder": {"legal_name": "Đỗ An"}, **more}


CASES = [
    Case(
        "two rows of names, the upper one merged over the lower",
        [["STT", "Mã", "Trang", None], [None, None, "Nền tảng", "Ngày lập"], [1, "a", "zalo", date(2024, 1, 2)]],
        [{"id": "a", "platform": "zalo", "opened_on": "2024-01-02"}],
        notes=["A1 columns-ignored"],
        merged=("A1:A2", "B1:B2", "C1:D1"),
    ),
    Case(
        "a name made of the upper and the lower one",
        [["Mã", "Chuyển giao 1", None], [None, "Chiều", "Hình thức"], ["a", "chuyển đi", "bán"]],
        [{"id": "a", "transfers": [{"direction": "out", "kind": "sell"}]}],
        merged=("B1:C1",),
    ),
    Case(
        "names over columns of other people",
        [["Mã", "Chủ trang", "Vợ/chồng"], [None, "Họ và tên", "Họ và tên"], ["a", "Đỗ An", "Lê Bình"]],
        [_an("a")],
        ["C2 unknown-column"],
    ),
    Case(
        "numbers of columns, headings of parts, a total and a signature",
        [
            ["STT", "Mã", "Họ và tên"],
            ["(1)", "(2)", "(3)"],
            ["I", "Chi bộ Một", None],
            [1, "a", "Đỗ An"],
            ["II", "Chi bộ Hai", None],
            [2, "b", "Đỗ An"],
            ["Tổng số: 2", None, None],
            [None, None, "Ngày 5 tháng 3 năm 2024"],
            [None, None, "NGƯỜI LẬP BIỂU"],
            [None, None, "Lê Thị Hoa"],
        ],
        [_an("a"), _an("b")],
        notes=["A2 rows-left-out", "A1 columns-ignored"],
    ),
    Case(
        "a total that may be a person",
        [["Mã", "Họ và tên"], ["a", "Đỗ An"], ["Tổng", "Lê Bình"]],
        [_an("a")],
        ["A3 unclear-row"],
    ),
    Case(
        "a lone sentence in the column of ids",
        [["Mã", "Họ và tên", "Đơn vị"], ["a", "Đỗ An", None], ["chờ bổ sung sau", None, None]],
        [_an("a")],
        ["A3 unclear-row"],
    ),
    Case("a lone id", [["Mã", "Họ và tên", "Đơn vị"], ["a", None, None]], [{"id": "a"}]),
    Case(
        "a second table with names of its own",
        [
            ["Mã", "Họ và tên"],
            ["a", "Đỗ An"],
            [],
            ["Danh sách bổ sung", None],
            ["Họ và tên", "Mã trang", "Nền tảng"],
            ["Đỗ An", "b", "zalo"],
        ],
        [_an("a"), _an("b", platform="zalo")],
        notes=["A4 rows-left-out"],
    ),
    Case(
        "cells merged over the rows of one person",
        [["Mã", "Họ và tên", "Nền tảng"], ["a", "Đỗ An", "zalo"], ["b", None, "facebook"], ["c", None, "tiktok"]],
        [_an("a", platform="zalo"), _an("b", platform="facebook"), {"id": "c", "platform": "tiktok"}],
        notes=["B3 cells-filled"],
        merged=("B2:B3",),
    ),
    Case(
        "marks for roles",
        [
            ["Mã", "Đảng viên", "Công chức (x)", "Viên chức"],
            ["a", "x", "X", None],
            ["b", None, None, None],
            ["c", 1, 0, "-"],
        ],
        [
            {"id": "a", "holder": {"roles": ["party_member", "civil_servant"]}},
            {"id": "b"},
            {"id": "c", "holder": {"roles": ["party_member"]}},
        ],
        notes=["D4 cells-not-recorded"],
    ),
    Case(
        "two pages of one person on one platform, told apart by their names, wherever the rows stand",
        [
            ["Mã cán bộ", "Nền tảng", "Địa chỉ trang"],
            ["c1", "facebook", "https://facebook.com/Hai"],
            ["c2", "zalo", "https://zalo.me/0912345678"],
            ["c1", "facebook", "https://facebook.com/mot"],
        ],
        [
            {
                "id": "c1/facebook/hai",
                "holder": {"id": "c1"},
                "platform": "facebook",
                "url": "https://facebook.com/Hai",
            },
            {"id": "c2/zalo", "holder": {"id": "c2"}, "platform": "zalo", "url": "https://zalo.me/0912345678"},
            {
                "id": "c1/facebook/mot",
                "holder": {"id": "c1"},
                "platform": "facebook",
                "url": "https://facebook.com/mot",
            },
        ],
        notes=["A2 ids-made"],
    ),
    Case(
        "one date for a person of two pages",
        [["Mã cán bộ", "Facebook", "Zalo", "Ngày lập"], ["c1", "facebook.com/a.b", "x", date(2024, 1, 2)]],
        [],
        ["D2 one-value-many-pages"],
    ),
    Case(
        "columns of one platform as the settings say",
        [["Mã cán bộ", "FB", "Tên FB", "Zalo"], ["c1", "facebook.com/a.b", "An Đỗ", "x"]],
        [
            {
                "id": "c1/facebook",
                "holder": {"id": "c1"},
                "platform": "facebook",
                "url": "facebook.com/a.b",
                "profile": {"display_name": "An Đỗ"},
            },
            {"id": "c1/zalo", "holder": {"id": "c1"}, "platform": "zalo"},
        ],
        table={
            "id": "holder+page",
            "columns": {"Tên FB": {"field": "profile.display_name", "platform": "facebook"}},
        },
    ),
    Case(
        "a person without pages",
        [["Mã cán bộ", "Facebook", "Zalo"], ["c1", "không", "ko"], ["c2", "-", "x"]],
        [{"id": "c2/zalo", "holder": {"id": "c2"}, "platform": "zalo"}],
        notes=["B3 cells-not-recorded", "C3 ids-made", "A2 people-without-pages"],
    ),
    Case(
        "no ids, and none allowed to be made",
        [["Mã cán bộ", "Facebook"], ["c1", "x"]],
        [],
        ["A1 no-id-column"],
        table={"id": "column"},
    ),
    Case(
        "given names that are words",
        [
            ["Mã", "Họ và tên", "Tên hiển thị"],
            ["a", "Na", "Na"],
            ["b", "Vàng A Không", "Không"],
            ["c", "Lò Null", "Không"],
        ],
        [
            {"id": "a", "holder": {"legal_name": "Na"}, "profile": {"display_name": "Na"}},
            {"id": "b", "holder": {"legal_name": "Vàng A Không"}, "profile": {"display_name": "Không"}},
        ],
        ["C4 unclear-name"],
    ),
    Case(
        "nothing above to repeat",
        [["Mã", "Họ và tên"], ["a", "như trên"], ["b", "Đỗ An"], ["c", "nt"]],
        [_an("b"), _an("c")],
        ["B2 nothing-above"],
        ["B4 cells-repeated"],
    ),
    Case(
        "months first, as the column proves",
        [["Mã", "Ngày lập"], ["a", "03/25/2024"], ["b", "03/04/2024"]],
        [{"id": "a", "opened_on": "2024-03-25"}, {"id": "b", "opened_on": "2024-03-04"}],
        notes=["B3 dates-by-column"],
    ),
    Case(
        "days first and months first in one column",
        [["Mã", "Ngày lập"], ["a", "03/25/2024"], ["b", "25/03/2024"], ["c", "2024-03-04"]],
        [{"id": "c", "opened_on": "2024-03-04"}],
        ["B2 date-order"],
    ),
    Case(
        "columns of dates are decided each for itself",
        [["Mã", "Ngày lập", "Ngày đóng"], ["a", "25/03/2024", "01/04/2024"], ["b", "01/04/2024", None]],
        [{"id": "b", "opened_on": "2024-04-01"}],
        ["C2 date-order"],
        ["B3 dates-by-column"],
    ),
    Case(
        "a date with its time, and a day that is the same either way",
        [["Mã", "Ngày lập"], ["a", datetime(2024, 3, 1, 8, 30)], ["b", "05/05/2024"]],  # noqa: DTZ001 - a sheet knows no zone
        [{"id": "a", "opened_on": "2024-03-01"}, {"id": "b", "opened_on": "2024-05-05"}],
        notes=["B2 times-taken-off"],
    ),
    Case(
        "a code that Excel made a date of",
        [["Mã", "Họ và tên"], [date(2024, 3, 1), "Đỗ An"], ["b", "Đỗ An"]],
        [_an("b")],
        ["A2 not-text"],
    ),
    Case(
        "every cell of a column at fault is one error",
        [["Mã", "Đang sử dụng"], ["a", "thỉnh thoảng"], ["b", "tùy lúc"], ["c", "có lẽ"], ["d", None]],
        [{"id": "d"}],
        ["B2 unknown-value"],
    ),
    Case(
        "a remark in a name that may change its meaning",
        [["Mã", "Ngày đóng (dự kiến)", "Đang dùng (x)"], ["a", date(2024, 3, 1), "x"]],
        [{"id": "a", "in_use": True}],
        ["B1 unknown-column"],
    ),
]


def _written(case: Case) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "A"
    for row in case.rows:
        sheet.append(row)
    for area in case.merged:
        sheet.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_table_is_read_as_a_person_reads_it(case: Case) -> None:
    register = read_register(
        "-", stdin=io.BytesIO(_written(case)), stdin_name="r.xlsx", table=read_tables_as(case.table)
    )

    assert [record.data for record in register.records] == case.accounts
    assert [_told(problem) for problem in register.problems] == case.problems
    assert [_told(note) for note in register.notes()] == case.notes


def _told(found: Any) -> str:  # noqa: ANN401 - a diagnostic
    return f"{str(found.span).removeprefix('r.xlsx:A!')} {found.code}"


def test_a_made_id_without_a_code_tells_no_name_and_stays_when_rows_move() -> None:
    head = "Họ và tên,Đơn vị,Nền tảng\n"
    rows = ["Đỗ An,Xã A,zalo\n", "Lê Bình,Xã A,zalo\n"]
    made = [
        {
            record.data["id"]
            for record in read_register("-", stdin=io.BytesIO((head + text).encode()), format="csv").records
        }
        for text in ("".join(rows), "".join(reversed(rows)))
    ]

    assert made[0] == made[1]
    assert len(made[0]) == 2
    assert all(one.startswith("p-") and one.endswith("/zalo") for one in made[0])


def test_what_is_said_to_be_unknown_never_becomes_never(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("Mã,Diện,Ngày yêu cầu kê khai,Ngày kê khai\na,đảng viên,2024-03-01,chưa rõ\n", encoding="utf-8")

    report = check_files(path, as_of=date(2024, 11, 1), engine="reference", blank_means="never")

    assert not report.violations
    assert [error.code for error in report.errors] == ["unknown-against-blanks"]
    assert not check_files(path, as_of=date(2024, 11, 1), engine="reference").errors


def test_an_item_may_name_a_holder_of_one_page() -> None:
    book = Workbook()
    book.worksheets[0].append(["Mã cán bộ", "Facebook"])
    book.worksheets[0].append(["c1", "facebook.com/a.b"])
    sheet = book.create_sheet("Sự cố")
    for row in (["Mã tài khoản", "Dấu hiệu"], ["c1", "bị hack"]):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)

    [record] = read_register("-", stdin=io.BytesIO(stream.getvalue()), format="xlsx").records

    assert record.data["incidents"] == [{"sign": "loss_of_control"}]


_ODS = (
    '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:xlink="l" '
    'xmlns:calcext="c"><office:automatic-styles><style:style style:name="h"><style:table-properties '
    'table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>'
    '<table:table table:name="A"><table:table-row>{names}</table:table-row>{rows}</table:table>'
    '<table:table table:name="B" table:style-name="h"><table:table-row>{names}</table:table-row>{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


def _ods(*rows: str) -> bytes:
    names = "".join(
        f"<table:table-cell><text:p>{n}</text:p></table:table-cell>" for n in ("Mã", "Ngày lập", "Liên kết")
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", _ODS.format(names=names, rows="".join(rows)))
    return stream.getvalue()


def test_an_ods_workbook_is_read_as_its_cells_show_it() -> None:
    data = _ods(
        '<table:table-row><table:table-cell office:value-type="float" office:value="7"><text:p>007</text:p>'
        '</table:table-cell><table:table-cell office:value-type="date" office:date-value="2024-03-01"><text:p>01/03/24'
        '</text:p></table:table-cell><table:table-cell><text:p><text:a xlink:href="https://zalo.me/0912345678">Xem'
        "</text:a></text:p></table:table-cell></table:table-row>",
        '<table:table-row table:visibility="collapse"><table:table-cell><text:p>b</text:p></table:table-cell>'
        '<table:table-cell calcext:value-type="error" office:value-type="string"><text:p>#N/A</text:p>'
        '</table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048000"/>',
    )
    register = read_register("-", stdin=io.BytesIO(data), stdin_name="r.ods")

    assert [record.data for record in register.records] == [
        {"id": "007", "opened_on": "2024-03-01", "url": "https://zalo.me/0912345678"}
    ]
    assert [f"{str(one.span)[6:]} {one.code}" for one in register.problems] == ["A!B3 cell-error"]
    assert [note.code for note in register.notes()] == ["links-followed", "register-left-out", "rows-hidden"]


@pytest.mark.parametrize(
    ("value", "code", "shown", "kind"),
    [
        ("1", "0000", "0001", "number"),
        ("912345678", "0000 000 000", "0912 345 678", "number"),
        ("7", '"CB-"000', "CB-007", "number"),
        ("7", 'General" trang"', "7", "unshown"),
        ("12", "0.00", "12", "number"),
        ("1234567", "#,##0", "1234567", "number"),
        ("0.25", "0%", "0.25", "unshown"),
        ("2.5E+17", "General", "250000000000000000", "unshown"),
        ("45352", "dd/mm/yyyy", "2024-03-01", "date"),
        ("45352.5", "[$-42A]d/m/yyyy h:mm;@", "2024-03-01 12:00:00", "date"),
        ("43890", "mmm-yy", "2020-02-29", "date"),
        ("60", "yyyy-mm-dd", "60", "unshown"),
        ("-5", "000;-000", "-005", "number"),
        ("5", "[Red]000", "005", "number"),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(value: str, code: str, shown: str, kind: str) -> None:
    assert shown_number(value, code) == (shown, kind)


@pytest.mark.parametrize(
    ("typed", "font", "meant"),
    [
        ("§¶ng Céng s¶n ViÖt Nam", "TCVN3", "Đảng Cộng sản Việt Nam"),
        ("Tr­êng Trung häc c¬ së", "TCVN3", "Trường Trung học cơ sở"),
        ("Ñaûng Coäng saûn Vieät Nam", "VNI", "Đảng Cộng sản Việt Nam"),
        ("Tröôøng Trung hoïc cô sôû", "VNI", "Trường Trung học cơ sở"),
        ("Đảng viên".encode().decode("cp1252", "ignore"), None, None),
        ("cÃ¡n bá»™", "UTF-8", "cán bộ"),
    ],
)
def test_a_text_in_an_old_font_is_told_and_converted(typed: str, font: str | None, meant: str | None) -> None:
    assert font_of(typed) == font
    if font is not None:
        assert to_unicode(typed, font_of(typed) or "TCVN3") == meant


@pytest.mark.parametrize(
    "name",
    ["Nguyễn Văn An", "Hoàng Thị Mỷ", "H'Hen Êban", "Müller", "Y Bhăm", "José", "Hà", "Bàn Tà", "Ma Thị Bé", "An"],
)
def test_a_name_in_unicode_stays_as_it_is(name: str) -> None:
    assert font_of(name) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-3-1", "2024-03-01"),
        ("20240301", "2024-03-01"),
        ("1/3/2024", Numbered(1, 3, 2024)),
        ("1-3-24", Numbered(1, 3, 2024, is_short=True)),
        ("Ngày 1 tháng 3 năm 2024", "2024-03-01"),
        ("05-Mar-24", "2024-03-05"),
        ("1/3-2024", None),
        ("03/2024", None),
        ("hôm qua", None),
    ],
)
def test_a_day_is_read_in_the_ways_that_people_write_it(text: str, day: object) -> None:
    assert day_in(text) == day


def test_only_a_number_above_twelve_proves_an_order() -> None:
    assert order_of([Numbered(1, 3, 2024), Numbered(5, 5, 2024)]) is None
    assert order_of([Numbered(31, 2, 2024), Numbered(1, 3, 2024)]) is None
    assert order_of([Numbered(30, 1, 2024)]) == "dmy"


@pytest.mark.parametrize(
    ("name", "path", "platform", "value"),
    [
        ("Link Facebook", "url", "facebook", None),
        ("Zalo (số điện thoại)", None, None, None),
        ("Tài khoản TikTok", "url", "tiktok", None),
        ("Đảng viên", "holder.roles", None, "party_member"),
        ("Diện (đảng viên/cán bộ)", "holder.roles", None, None),
        ("Ngày kê khai (lần 2)", None, None, None),
        ("Cơ quan,\nđơn vị công tác *", "holder.unit", None, None),
    ],
)
def test_a_column_is_known_by_its_name(name: str, path: str | None, platform: str | None, value: str | None) -> None:
    use = find_column(name)

    assert (None if use is None else use.column.path) == path
    if use is not None:
        assert (use.platform, use.value) == (platform, value)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"date": "dmy"}, "did you mean `dates`"),
        ({"dates": "ddmmyy"}, "dmy"),
        ({"id": "row"}, "column"),
        ({"columns": {"X": {"field": "ulr"}}}, "did you mean `url`"),
        ({"columns": {"X": {"platform": "zalo"}}}, "unknown field"),
    ],
)
def test_settings_of_tables_that_cannot_be_are_refused_with_a_suggestion(table: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_tables_as(table)


def test_the_order_of_a_columns_days_is_told_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "days.csv"
    path.write_text("id,opened_on\na,13/02/2024\nb,01/02/2024\n", "utf-8")
    register = read_register(path)

    assert [record.data["opened_on"] for record in register.records] == ["2024-02-13", "2024-02-01"]
    [note] = [note for note in register.notes() if note.code == "dates-by-column"]
    assert "ngày/tháng/năm" in note.message.vi
    assert "day/month/year" in note.message.en
