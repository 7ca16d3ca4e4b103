"""Laws of every format: what is written reads back, each leaf is where its place says, and nothing is raised."""

from __future__ import annotations

import csv
import importlib
import io
import json
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qd85rules.intake import FORMATS
from qd85rules.intake.columns import ACCOUNT_COLUMNS
from tests.intake.helpers import leaves, read, slice_of

Workbook: Any = importlib.import_module("openpyxl").Workbook  # the package ships no types

# Control characters have no plain form in most formats; `\ufeff` is a mark at the start of a file.
letters = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"], exclude_characters="\ufeff", max_codepoint=0xFFFF
)
texts = st.text(letters, min_size=1, max_size=12) | st.sampled_from(
    ["Nguyễn Văn An", "007", "no", "2024-06-01", "a: b", "- x", "#", "'", '"', "a,b", "a;b", "[]", "\\", "=1", "null"]
)
keys = st.sampled_from(["handle", "holder", "transfers", "x y", "đ", "a.b", "#", '"', ""])
values: st.SearchStrategy[Any] = st.recursive(
    texts | st.booleans() | st.integers(-(10**6), 10**6),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(keys, children, max_size=3),
    max_leaves=8,
)
accounts = st.dictionaries(keys, values, max_size=4).map(lambda data: {"id": "a", **data})
registers = st.lists(accounts, min_size=1, max_size=4)


def _to_yaml(register: list[dict[str, Any]]) -> str:
    return yaml.safe_dump(register, allow_unicode=True, sort_keys=False)


def _to_json(register: list[dict[str, Any]]) -> str:
    return json.dumps({"accounts": register}, ensure_ascii=False, indent=1)


def _to_json_lines(register: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(account) + "\n" for account in register)


WRITERS = {"yaml": _to_yaml, "json": _to_json, "jsonl": _to_json_lines}


@pytest.mark.parametrize("format_name", WRITERS)
@given(register=registers)
def test_a_register_reads_back_with_each_leaf_in_its_place(format_name: str, register: list[dict[str, Any]]) -> None:
    text = WRITERS[format_name](register)
    result = read(f"r.{format_name}", text)

    assert result.problems == []
    assert result.accounts == register
    for record in result.records:
        for path, leaf in leaves(record.data):
            written = slice_of(text, record.places.span(path))
            assert _leaf(format_name, written) == leaf
            if path and isinstance(path[-1], str):
                assert _leaf(format_name, slice_of(text, record.places.key_span(path))) == path[-1]


def _leaf(format_name: str, written: str) -> object:
    if format_name == "yaml":
        if written in {"{}", "[]"}:
            return {} if written == "{}" else []
        value = yaml.load(written.replace("\n", "\n "), Loader=yaml.BaseLoader)  # noqa: S506 - strings only
        return _plain(value) if written == value else value
    return json.loads(written)


def _plain(text: str) -> object:
    if text in {"true", "false"}:
        return text == "true"
    try:
        return int(text) if text == str(int(text)) else text
    except ValueError:
        return text


# What nobody sees is taken off, some words alone in a cell say that nothing is recorded, and letters of Latin-1 may be
# an old font's.
seen = st.characters(
    codec="utf-8",
    exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Zs", "Cn"],
    exclude_characters=list(map(chr, range(0x80, 0x100))),
    max_codepoint=0xFFFF,
) | st.sampled_from(' \n",;\t')
cells = st.just("") | st.text(seen, max_size=8).map(lambda text: f"v{text}".strip())
columns = st.lists(
    st.sampled_from([column for column in ACCOUNT_COLUMNS if column.kind == "text" and not column.is_name]),
    unique=True,
    max_size=5,
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Draw a row of names and rows of text below it."""
    chosen = draw(columns)
    names = ["id", *(draw(st.sampled_from((column.path, *column.vi, *column.en))) for column in chosen)]
    rows = draw(st.lists(st.tuples(*(cells for _ in chosen)), max_size=4))
    return [names, *(["a", *row] for row in rows)]


def _expected(table: list[list[str]]) -> list[list[str]]:
    return [[cell for cell in row if cell.strip()] for row in table[1:]]


@given(
    table=tables(), delimiter=st.sampled_from(",;\t"), quote_all=st.booleans(), ending=st.sampled_from(["\n", "\r\n"])
)
def test_a_table_reads_back_from_csv_with_each_cell_in_its_place(
    table: list[list[str]], delimiter: str, ending: str, *, quote_all: bool
) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(
        stream, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    )
    writer.writerows(table)
    text = stream.getvalue()
    result = read("r.csv", text)

    assert [problem for problem in result.problems if problem.code != "no-accounts"] == []
    assert [[leaf for _, leaf in leaves(account)] for account in map(_in_order(table), result.accounts)] == _expected(
        table
    )
    for record in result.records:
        for path, leaf in leaves(record.data):
            written = slice_of(text, record.places.span(path))
            [[cell]] = csv.reader([written], delimiter=delimiter) if "\n" not in written else [[_unquoted(written)]]
            assert cell.strip() == leaf


def _unquoted(written: str) -> str:
    return written[1:-1].replace('""', '"')


def _in_order(table: list[list[str]]) -> Any:  # noqa: ANN401 - a function
    from qd85rules.intake.columns import find_column  # noqa: PLC0415 - only to put columns in order

    paths = [use.column.path for name in table[0] if (use := find_column(name)) is not None]

    def ordered(account: dict[str, Any]) -> list[Any]:
        flat = {".".join(map(str, path)): leaf for path, leaf in leaves(account)}
        return [flat[path] for path in paths if path in flat]

    return ordered


@settings(max_examples=30)
@given(table=tables())
def test_a_table_reads_back_from_xlsx(table: list[list[str]]) -> None:
    book = Workbook()
    for number, row in enumerate(table, 1):
        for column, text in enumerate(row, 1):
            cell = book.worksheets[0].cell(number, column)
            cell.value = text
            cell.data_type = "s"
    stream = io.BytesIO()
    book.save(stream)
    result = read("r.xlsx", stream.getvalue())

    assert [problem for problem in result.problems if problem.code != "no-accounts"] == []
    assert [[leaf for _, leaf in leaves(account)] for account in map(_in_order(table), result.accounts)] == _expected(
        table
    )


noise = (
    st.binary(max_size=200)
    | st.text("[]{}:,;-&*!|>'\"%#?\n\t ab1=.\\\0\ufeff\r\u2028", max_size=80).map(str.encode)
    | st.lists(
        st.sampled_from(
            [
                b"id",
                b"\n",
                b"- ",
                b"accounts",
                b": ",
                b"[[accounts]]\n",
                b" = ",
                b'"',
                b",",
                b"{",
                b"}",
                b"[",
                b"]",
                b"a",
                b"\xff",
                b"  ",
                b"---\n",
                b"&x ",
                b"*x",
                b"transfers.0.kind",
            ]
        ),
        max_size=40,
    ).map(b"".join)
)


@pytest.mark.parametrize("format_name", FORMATS)
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(data=noise)
def test_any_bytes_give_accounts_and_problems_and_never_an_exception(format_name: str, data: bytes) -> None:
    result = read(f"r.{format_name}", data)

    assert result.records or result.problems
    for record in result.records:
        assert isinstance(record.data, dict)
        for path, _ in leaves(record.data):
            assert record.places.span(path).line is not None
            assert record.places.key_span(path).line is not None
    for problem in result.problems:
        assert "\n" not in problem.line()


FRAMES = {
    "yaml": "- id: a\n- {}\n- id: c\n",
    "json": '[\n {{"id": "a"}},\n {},\n {{"id": "c"}}\n]',
    "jsonl": '{{"id": "a"}}\n{}\n{{"id": "c"}}\n',
    "csv": "id,handle\na,\n{}\nc,\n",
}
MULTILINE = ['"' * 3, "x = " + "'" * 3, "id: [", "\t", "<<: *x"]
broken = st.text("[{:,\"'&*!|>%@`# xy=\\\0\a.", min_size=1, max_size=10) | st.sampled_from(MULTILINE)


@pytest.mark.parametrize("format_name", FRAMES)
@given(text=broken)
def test_whatever_stands_between_two_accounts_both_are_read(format_name: str, text: str) -> None:
    result = read(f"r.{format_name}", FRAMES[format_name].format(text))

    assert result.accounts[:1] == [{"id": "a"}]
    assert result.accounts[-1:] == [{"id": "c"}]
