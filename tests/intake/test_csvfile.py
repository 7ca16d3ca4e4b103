"""Registers in CSV.

Modules: `intake.cellproblems`, `intake.layout`.
"""

from __future__ import annotations

import pytest

from qd85rules.source.files import ROW_LIMIT
from tests.intake.helpers import Case, assert_reads_as, extent, read

NEIGHBOURS = [{"id": "a"}, {"id": "c"}]

CASES = [
    Case("comma", "id,kind\na,blog\n", [{"id": "a", "kind": "blog"}]),
    Case("semicolon", "id;kind\na;blog\n", [{"id": "a", "kind": "blog"}]),
    Case("tab", "id\tkind\na\tblog\n", [{"id": "a", "kind": "blog"}]),
    Case("delimiter line", "sep=|\nid|kind\na|blog\n", [{"id": "a", "kind": "blog"}]),
    Case(
        "semicolon with a comma in a name", 'id;"Cơ quan, đơn vị"\na;u, v\n', [{"id": "a", "holder": {"unit": "u, v"}}]
    ),
    Case("quotes round every name", '"id";"Cơ quan, đơn vị"\n"a";"u"\n', [{"id": "a", "holder": {"unit": "u"}}]),
    Case("byte order mark", b"\xef\xbb\xbfid\na\n", [{"id": "a"}]),
    Case("Windows line ends", "id,kind\r\na,blog\r\n", [{"id": "a", "kind": "blog"}]),
    Case("no line end at the end", "id\na\nc", NEIGHBOURS),
    Case("blank lines and blank rows", "\nid,kind\n\n,\na,\n  \nc,\n", NEIGHBOURS),
    Case("blanks around cells", " id , kind\n a , blog \n", [{"id": "a", "kind": "blog"}]),
    Case("quoted cells", 'id,handle\n"a","x, ""y""\nz"\n', [{"id": "a", "handle": 'x, "y"\nz'}]),
    Case("a quote inside a bare cell", 'id,handle\na,5" z\nc,\n', [{"id": "a", "handle": '5" z'}, {"id": "c"}]),
    Case("leading zeros", "id,holder.id\n007,0012\n", [{"id": "007", "holder": {"id": "0012"}}]),
    Case("trailing blank cells", "id\na,,\nc\n", NEIGHBOURS),
    Case(
        "Vietnamese names and words",
        "Mã;Họ và tên;VAI TRÒ;Đang sử dụng;Ngày đóng;Loại trang\na;Đỗ An;đảng viên, cán bộ;có;chưa;trang cá nhân\n",
        [
            {
                "id": "a",
                "holder": {"legal_name": "Đỗ An", "roles": ["party_member", "cadre"]},
                "in_use": True,
                "closed_on": "never",
                "kind": "social_profile",
            }
        ],
    ),
    Case("names without marks", "Ma,Ho va ten\na,An\n", [{"id": "a", "holder": {"legal_name": "An"}}]),
    Case(
        "names in decomposed letters",
        "Ma\u0303,Ho\u0323 va\u0300 te\u0302n\na,An\n",
        [{"id": "a", "holder": {"legal_name": "An"}}],
    ),
    Case("no roles at all", "id,Vai trò\na,không có\nb,[]\n", [{"id": x, "holder": {"roles": []}} for x in "ab"]),
    Case("word that is not known", "id,in_use\na,maybe\nb,yes\n", [{"id": "b", "in_use": True}], ["2:3 unknown-value"]),
    Case(
        "dates that nobody can tell apart",
        "id,opened_on\na,2024-06-01\nb,1/6/2024\n",
        [{"id": "a", "opened_on": "2024-06-01"}],
        ["3:3 date-order"],
    ),
    Case(
        "dates whose column tells their order",
        "id,opened_on\na,1/6/2024\nb,25/6/2024\n",
        [{"id": "a", "opened_on": "2024-06-01"}, {"id": "b", "opened_on": "2024-06-25"}],
    ),
    Case(
        "dates with the day first, as the column says",
        "id,Ngày mở (dd/mm/yyyy),closed_on (ngày/tháng/năm)\na,1/6/2024,chưa\nb,2024-06-01,31.12.2024\n",
        [
            {"id": "a", "opened_on": "2024-06-01", "closed_on": "never"},
            {"id": "b", "opened_on": "2024-06-01", "closed_on": "2024-12-31"},
        ],
    ),
    Case(
        "lists as JSON",
        'id,transfers,incidents\na,"[{""kind"": ""lend""}, {}]",[]\nb,không,\n',
        [{"id": "a", "transfers": [{"kind": "lend"}, {}], "incidents": []}, {"id": "b", "transfers": []}],
    ),
    Case(
        "lists in numbered columns",
        "id,transfers.0.kind,transfers.0.on,transfers.2.kind,Sự cố 1: dấu hiệu\n"
        "a,cho mượn,2024-06-01,sell,bị mạo danh\nb,,,sell,\nc,,,,\n",
        [
            {
                "id": "a",
                "transfers": [{"kind": "lend", "on": "2024-06-01"}, {"kind": "sell"}],
                "incidents": [{"sign": "impersonation"}],
            },
            {"id": "b", "transfers": [{"kind": "sell"}]},
            {"id": "c"},
        ],
    ),
    Case("empty file", "", [], ["- empty-file"]),
    Case("blank file", "\n \n", [], ["- empty-file"]),
    Case("names only", "id,kind\n", [], ["- no-accounts"]),
    Case("no names", "a,b\nc,d\n", [], ["1:1 no-header"]),
    Case("no id", "kind,url\nblog,\n", [], ["1:1 no-id-column"]),
    Case("unknown column", "id,knd,kind\na,x,blog\n", [{"id": "a", "kind": "blog"}], ["1:4 unknown-column"]),
    Case("same column twice", "id,kind,Loại trang\na,blog,channel\n", [{"id": "a"}], ["1:9 duplicate-column"]),
    Case(
        "same column three times",
        "id,kind,kind,kind\na,1,2,3\n",
        [{"id": "a"}],
        ["1:9 duplicate-column", "1:14 duplicate-column"],
    ),
    Case("id twice", "id,id\na,a\n", [], ["1:4 duplicate-column", "1:1 no-id-column"]),
    Case(
        "list in two ways",
        "id,transfers,transfers.0.kind\na,[],sell\n",
        [{"id": "a"}],
        ["1:4 duplicate-column"],
    ),
    Case("too few cells", "id,kind\na,\nb\nc,\n", NEIGHBOURS, ["3:1 ragged-row"]),
    Case("too many cells", "id,kind\na,\nb,x,y\nc,\n", NEIGHBOURS, ["3:5 ragged-row"]),
    Case("cell below no name", "id,,kind\na,,\nb,x,\nc,,\n", NEIGHBOURS, ["3:3 cell-without-column"]),
    Case("cell that is not JSON", "id,transfers\na,\nb,{x\nc,\n", NEIGHBOURS, ["3:3 cell-not-json"]),
    Case(
        "duplicate key in a cell",
        'id,transfers\na,\nb,"[{""on"": 1, ""on"": 2}]"\nc,\n',
        NEIGHBOURS,
        ["3:3 cell-not-json"],
    ),
    Case("text behind a quote", 'id,handle\na,\nb,"x" y\nc,\n', NEIGHBOURS, ["3:6 csv-quote"]),
    Case("quote left open", 'id,handle\na,\nb,"x\nc,\n', NEIGHBOURS, ["3:3 csv-quote"]),
    Case("bytes that are not UTF-8", b"id,handle\na,\nb,\xff\nc,\n", NEIGHBOURS, ["3:3 not-utf8"]),
    Case("bad bytes inside quotes", b'id,handle\na,\nb,"x\n\xff"\nc,\n', NEIGHBOURS, ["4:1 not-utf8", "3:3 csv-quote"]),
    Case("UTF-16", "id\na\n".encode("utf-16"), [{"id": "a"}]),
    Case("UTF-16 without its mark", "id\na\n".encode("utf-16-be"), [{"id": "a"}]),
    Case("endless line", "id,handle\na,\nb," + "x" * (3 * ROW_LIMIT) + "\nc,\n", NEIGHBOURS, ["3:1 line-too-long"]),
    Case(
        "quote left open above many lines",
        'id,handle\na,\nb,"x\n' + f"y,{'z' * 1000}\n" * 1200 + "c,\n",
        [{"id": "a"}, *({"id": "y", "handle": "z" * 1000} for _ in range(1200)), {"id": "c"}],
        ["3:3 csv-quote"],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_register_gives_its_healthy_accounts_and_its_problems(case: Case) -> None:
    assert_reads_as(case, "register.csv")


def test_a_tsv_file_is_cut_at_tabs_only() -> None:
    assert read("register.tsv", "id\thandle\na\tx,y,z\n").accounts == [{"id": "a", "handle": "x,y,z"}]


TEXT = 'Mã,Tên tài khoản,holder.legal_name,transfers.0.kind,closed_on\n"a","x\ny",Đỗ An,lend,\nb,"z ""z""",,,never\n'

PLACES = [
    (0, (), "2:1-3:15", "2:1-3:15"),
    (0, ("id",), "2:1-2:4", "1:1-1:3"),
    (0, ("handle",), "2:5-3:3", "1:4-1:17"),
    (0, ("holder",), "3:4-3:9", "1:18-1:35"),
    (0, ("holder", "legal_name"), "3:4-3:9", "1:18-1:35"),
    (0, ("holder", "gone"), "3:4-3:9", "3:4-3:9"),
    (0, ("transfers", 0, "kind"), "3:10-3:14", "1:36-1:52"),
    (0, ("transfers", 0, "on"), "3:10-3:14", "3:10-3:14"),
    (0, ("closed_on",), "3:15-3:15", "1:53-1:62"),
    (1, ("id",), "4:1-4:2", "1:1-1:3"),
    (1, ("handle",), "4:3-4:12", "1:4-1:17"),
    (1, ("closed_on",), "4:15-4:20", "1:53-1:62"),
    (1, ("url",), "4:1-4:20", "4:1-4:20"),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("index", "path", "value", "name"), PLACES, ids=[f"{i}.{p}" for i, p, _, _ in PLACES])
def test_each_cell_has_its_line_and_column_through_quoted_line_breaks(
    index: int, path: tuple[str | int, ...], value: str, name: str, ending: str
) -> None:
    record = read("register.csv", TEXT.replace("\n", ending)).records[index]

    assert extent(record.places.span(path)) == value
    assert extent(record.places.key_span(path)) == name


def test_an_unknown_column_is_suggested() -> None:
    [problem] = read("register.csv", "id,legal_nam,holder.unt\na,,\n").problems[1:]

    assert problem.help is not None
    assert problem.help.en == "did you mean `holder.unit`?"


def test_a_code_frame_can_show_each_line_of_a_row() -> None:
    [record, _] = read("register.csv", TEXT).records

    assert record.places.source_line(3) == 'y",Đỗ An,lend,'
