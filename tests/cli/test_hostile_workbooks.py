"""Workbooks made to harm: each is read, or is one clear error; the run, and what it says of other files, live."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

import qd85rules.cli.check
from qd85rules.cli.exits import Exit
from tests.cli.running import AS_OF, HEALTHY, run

if TYPE_CHECKING:
    from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_ROOT = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_HEAD = f'<worksheet xmlns="{_MAIN}"><sheetData>'
_TAIL = "</sheetData></worksheet>"


def _cell(text: str, place: str | None = None) -> str:
    where = "" if place is None else f'r="{place}"'
    return f'<c {where} t="inlineStr"><is><t>{text}</t></is></c>'


_ROWS = (
    f'<row r="1">{_cell("id", "A1")}{_cell("kind", "B1")}</row>'
    f'<row r="2">{_cell("x1", "A2")}{_cell("blog", "B2")}</row>'
)
_FAR = "this cell is too far away: the sheet has 1048576 × 16384 cells"
_BROKEN = "not a readable XLSX workbook"


@dataclass(frozen=True)
class _Case:
    """A sheet's content; what the error says, and where; no words: it is read."""

    name: str
    sheet: str
    words: str = ""
    place: str = "book.xlsx"
    head: str = _HEAD
    shared: str | None = None
    target: str = "worksheets/sheet1.xml"
    sheets: tuple[str, ...] = ("A",)
    more: dict[str, str] = field(default_factory=dict)


_CASES = [
    _Case(
        "a cell at the far corner", '<row r="9"><c r="XFD1048576"><v>1</v></c></row>', _FAR, "book.xlsx:A!XFD1048576"
    ),
    _Case(
        "blanks in attributes", '<row r = "9"><c r = "XFD1048576"><v>1</v></c></row>', _FAR, "book.xlsx:A!XFD1048576"
    ),
    _Case(
        "an entity in a place", '<row r="9"><c r="&#88;FD1048576"><v>1</v></c></row>', _FAR, "book.xlsx:A!XFD1048576"
    ),
    _Case(
        "a part of another ending",
        '<row r="9"><c r="XFD1048576"><v>1</v></c></row>',
        _FAR,
        "book.xlsx:A!XFD1048576",
        target="worksheets/sheet1.dat",
    ),
    _Case(
        "a prefix before each name",
        f'<z:row xmlns:z="{_MAIN}" r="9"><z:c r="XFD1048576"><z:v>1</z:v></z:c></z:row>',
        _FAR,
        "book.xlsx:A!XFD1048576",
    ),
    _Case(
        "rows and cells that do not say where they stand",
        "<row></row>" * 200_000 + "<row>" + "<c><v>1</v></c>" * 16_000 + "</row>",
        "this cell is too far away: the sheet has 200003 × 25 cells",
        "book.xlsx:A!Y200003",
    ),
    _Case("a coloured cell without a value, far away", '<row r="1048576"><c r="XFD1048576" s="0"/></row>'),
    _Case("tags that never close", "<c " * 20_000, _BROKEN),
    _Case("one endless tag", "<c " + "a" * 20_000_000, _BROKEN),
    _Case("a comment of many megabytes", "<!--" + "<c " * 7_000_000 + "-->"),
    *(
        _Case(f"the encoding {name}", "", _BROKEN, head=f'<?xml version="1.0" encoding="{name}"?>{_HEAD}')
        for name in ("aUTF-8", "gbk", "idna", "rot13", "undefined")
    ),
    _Case("deep nesting", "<x>" * 1_000_000, _BROKEN),
    _Case("a place that is none", '<row r="3"><c r="A99999999999999999999"><v>1</v></c></row>', _BROKEN, "book.xlsx:A"),
    _Case("a row that is no number", '<row r="x"/>', _BROKEN),
    _Case(
        "a long text that many cells share",
        "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(3, 5_003)),
        "the workbook has a cell of more than 32767 characters",
        shared="A" * 1_000_000,
    ),
    _Case(
        "the longest text that a cell can hold, in very many cells",
        "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(3, 100_003)),
        "came to a stop|hold too much text",
        shared="A" * 32_767,
    ),
    _Case("the same sheet many times", "", "share a name, or are one", "book.xlsx:B", sheets=("A", "B", "C")),
    _Case("more elements than anybody writes", "<c/>" * 20_000_001, "or has too many parts"),
    _Case("more parts than anybody has", "", "or has too many parts", more={f"a{n}": "" for n in range(10_001)}),
]


def _write(path: Path, case: _Case) -> None:
    relations = f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="{case.target}"/>'
    if case.shared is not None:
        relations += f'<Relationship Id="r2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    sheets = "".join(f'<sheet name="{name}" sheetId="{n + 1}" r:id="r1"/>' for n, name in enumerate(case.sheets))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", _TYPES)
        book.writestr("_rels/.rels", _ROOT)
        book.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
        )
        book.writestr(f"xl/{case.target}", case.head + _ROWS + case.sheet + _TAIL)
        if case.shared is not None:
            book.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}"><si><t>{case.shared}</t></si></sst>')
        for name, content in case.more.items():
            book.writestr(name, content)


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.name)
def test_a_hostile_workbook_is_read_or_is_one_error_and_other_files_are_judged(
    case: _Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    _write(tmp_path / "book.xlsx", case)
    (tmp_path / "healthy.yaml").write_text(HEALTHY, encoding="utf-8")

    ran = run(capsys, "check", "book.xlsx", "healthy.yaml", *AS_OF, "--lang", "en", "--output-format", "concise")

    errors = [line for line in ran.out.splitlines() if "xlsx-unreadable" in line]
    if not case.words:
        assert errors == []
        assert "2 accounts, 2 files; exit 3" in ran.err
        return
    [error] = errors
    assert error.startswith(f"{case.place}: xlsx-unreadable ")
    assert any(words in error for words in case.words.split("|"))
    assert "1 account, 2 files; exit 2" in ran.err


def test_cells_that_do_not_say_where_they_stand_are_read_one_after_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = f"<row>{_cell('x2')}{_cell('website')}</row><row/><row>{_cell('x2')}{_cell('wobsite')}</row>"
    _write(tmp_path / "book.xlsx", _Case("", rows))

    ran = run(capsys, "check", "book.xlsx", *AS_OF, "--lang", "en", "--output-format", "concise")

    assert "book.xlsx:A!B5: unknown-value" in ran.out
    assert "2 accounts, 1 file" in ran.err


class _PanicError(BaseException):
    """What a library in Rust raises where it fails: no `Exception`."""


def test_whatever_a_library_raises_the_run_ends_with_exit_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def panic(_: object) -> int:
        raise _PanicError

    monkeypatch.setattr(qd85rules.cli.check, "run", panic)
    ran = run(capsys, "check", "x.yaml", "--no-config")

    assert ran.code == Exit.FAILED
    assert ran.err.startswith("qd85: internal error: _PanicError")
