"""Registers that are wrong in every way that grows with their size: for each format, mistakes by name.

What must not live here: what is measured on them.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["INPUTS", "JUDGED"]

JUDGED: Final = frozenset(
    {"nothing wrong", "a violation each", "an unknown key each", "the end cut off", "commas missing"}
)
"""The mistakes that leave many accounts to judge, in some format."""


def _account(number: int, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    account: dict[str, Any] = {
        "id": f"a{number}",
        "kind": "blog",
        "opened_on": "2023-05-02",
        "holder": {"id": "h1", "legal_name": "Nguyễn Thí Dụ", "roles": ["party_member"]},
        "profile": {"display_name": "Nguyễn Thí Dụ"},
        "declaration": {"requested_on": "never", "declared_on": "never", "reported_on": "2023-05-10"},
        "in_use": True,
        "closed_on": "never",
        "transfers": [],
        "incidents": [],
    }
    return {key: value for key, value in (account | changes).items() if value is not None}


def _lent(_: int) -> dict[str, Any]:
    return {"transfers": [{"direction": "out", "kind": "lend", "on": "2024-06-01"}]}


_CHANGES: Final[dict[str, Callable[[int], dict[str, Any]]]] = {
    "nothing wrong": lambda _: {},
    "a violation each": _lent,
    "an unknown key each": lambda _: {"knid": "x"},
    "a foreign word each": lambda number: {"kind": f"foreign{number}"},
    "a bad date each": lambda _: {"opened_on": "2024-13-41"},
    "a late date each": lambda _: {"opened_on": "2025-01-01"},
    "a wrong type each": lambda _: {"in_use": "maybe"},
    "one id for all": lambda _: {"id": "same"},
    "no id": lambda _: {"id": None},
}


def _accounts(change: Callable[[int], dict[str, Any]], size: int) -> list[dict[str, Any]]:
    return [_account(number, **change(number)) for number in range(size)]


def _json(accounts: object) -> bytes:
    return json.dumps(accounts, ensure_ascii=False, indent=1).encode()


def _yaml(accounts: Iterable[Mapping[str, Any]]) -> bytes:
    # A mapping of JSON on a line of its own is YAML as well.
    return b"".join(b"- " + json.dumps(account, ensure_ascii=False).encode() + b"\n" for account in accounts)


def _jsonl(accounts: Iterable[Mapping[str, Any]]) -> bytes:
    return b"".join(json.dumps(account, ensure_ascii=False).encode() + b"\n" for account in accounts)


def _cells(account: Mapping[str, Any]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for key, value in account.items():
        if isinstance(value, dict):
            cells |= {f"{key}.{name}": _cell(item) for name, item in value.items()}
        else:
            cells[key] = _cell(value)
    return cells


def _cell(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _table(accounts: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    rows = [_cells(account) for account in accounts]
    names = list(dict.fromkeys(["id", *(name for row in rows for name in row)]))
    return [names, *([row.get(name, "") for name in names] for row in rows)]


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _xlsx(rows: Iterable[Iterable[str]]) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    sheet = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{_letters(column)}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            for column, cell in enumerate(row, start=1)
        )
        + "</row>"
        for number, row in enumerate(rows, start=1)
    )
    part = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    relationship = f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{part}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{part}.worksheet+xml"/></Types>',
        "_rels/.rels": f'{relationship}officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">'
        '<sheets><sheet name="Accounts" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{relationship}worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return data.getvalue()


def _letters(column: int) -> str:
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _wide(size: int) -> dict[str, Any]:
    return _account(0) | {f"unknown{number}": "x" for number in range(size)}


def _many_items(size: int) -> dict[str, Any]:
    return _account(0, transfers=[{"direction": "out", "kind": f"foreign{number}"} for number in range(size)])


def _many_lists(size: int) -> dict[str, Any]:
    return _account(0, transfers=["x"] * size)


def _spoiled(text: bytes, old: bytes, new: bytes) -> bytes:
    """Put something else in every account."""
    if old not in text:
        raise ValueError(old)
    return text.replace(old, new)


def _item_columns(size: int) -> list[list[str]]:
    """Name two columns for each item; item numbers have three digits, so that large tables repeat some."""
    names = [f"transfers.{number % 1000}.{field}" for number in range(size // 2) for field in ("kind", "on")]
    return [["id", *names], ["a", *["x"] * len(names)]]


def _healthy(size: int) -> list[dict[str, Any]]:
    return _accounts(_CHANGES["nothing wrong"], size)


def _deep(size: int) -> str:
    return "[" * size + "]" * size


def _keyed(size: int, key: str) -> bytes:
    return ("{" + ", ".join(f'"{key.format(number)}": 1' for number in range(size)) + "}").encode()


def _written(name: str, accounts: list[dict[str, Any]]) -> bytes:
    match name:
        case "yaml":
            return _yaml(accounts)
        case "json":
            return _json(accounts)
        case "jsonl":
            return _jsonl(accounts)
        case "csv":
            return _csv(_table(accounts))
        case _:
            return _xlsx(_table(accounts))


def _changed(name: str, change: Callable[[int], dict[str, Any]], size: int) -> bytes:
    return _written(name, _accounts(change, size))


def _of_format(name: str) -> dict[str, Callable[[int], bytes]]:
    made: dict[str, Callable[[int], bytes]] = {
        mistake: partial(_changed, name, change) for mistake, change in _CHANGES.items()
    }
    made["unknown keys in one account"] = lambda size: _written(name, [_wide(size)])
    made["foreign words in one account"] = lambda size: _written(name, [_many_items(size)])
    made["texts for items in one account"] = lambda size: _written(name, [_many_lists(size)])
    made["one long text"] = lambda size: _written(name, [_account(0, handle="x" * size * 100), _account(1)])
    if name != "xlsx":
        made["bad bytes"] = lambda size: _spoiled(_written(name, _healthy(size)), b"blog", b"blo\xff")
        made["the end cut off"] = lambda size: _written(name, _healthy(size))[:-40]
        made["control characters"] = lambda size: _spoiled(_written(name, _healthy(size)), b"blog", b"bl\x01og")
    if name not in {"csv", "xlsx"}:
        made["a repeated key each"] = lambda size: _spoiled(
            _written(name, _healthy(size)), b'"kind": "blog"', b'"kind": "blog", "kind": "blog"'
        )
        made["repeated keys in one account"] = lambda size: re.sub(
            rb"unknown[0-9]+", b"platform", _written(name, [_wide(size)])
        )
        made["a fault of grammar each"] = lambda size: _spoiled(_written(name, _healthy(size)), b'"blog"', b'"blog" @')
        made["an open bracket each"] = lambda size: _spoiled(_written(name, _healthy(size)), b'"blog"', b'[{"blog"')
        made["deep nesting each"] = lambda size: _spoiled(
            _written(name, _healthy(size)), b'"blog"', _deep(100).encode()
        )
        made["deep nesting once"] = lambda size: _spoiled(
            _written(name, [_account(0)]), b'"blog"', _deep(size).encode()
        )
        made["long numbers"] = lambda size: _spoiled(_written(name, _healthy(size)), b'"blog"', b"1" * 200)
    return made


_SPECIAL: Final[dict[str, dict[str, Callable[[int], bytes]]]] = {
    "yaml": {
        "many documents": lambda size: b"".join(b"---\nid: a%d\nkind: blgo\n" % number for number in range(size)),
        "anchors and aliases": lambda size: b"- &x {id: x}\n" + b"- *x\n" * size,
        "an unknown anchor each": lambda size: b"".join(b"- {id: a%d, kind: *none}\n" % n for n in range(size)),
        "a tag each": lambda size: b"".join(b"- {id: a%d, kind: !!python/x 1}\n" % n for n in range(size)),
        "a tab each": lambda size: b"".join(b"- id: a%d\n\tkind: blog\n" % n for n in range(size)),
        "unknown keys of the header": lambda size: _keyed(size, "unknown{}")[:-1] + b', "accounts": []}',
        "block style, a fault each": lambda size: b"".join(b"- id: a%d\n  kind: a: b\n" % n for n in range(size)),
        "keys that are no text": lambda size: b"".join(b"- {id: a%d, 1: 2}\n" % n for n in range(size)),
    },
    "json": {
        "unknown keys of the header": lambda size: _keyed(size, "unknown{}")[:-1] + b', "accounts": []}',
        "repeated keys of the header": lambda size: _keyed(size, "name")[:-1] + b', "accounts": []}',
        "numbers for accounts": lambda size: _json(list(range(size))),
        "commas missing": lambda size: _spoiled(_json(_healthy(size)), b"},\n {", b"}\n {"),
    },
    "jsonl": {
        "numbers for accounts": lambda size: b"1\n" * size,
        "two values a line": lambda size: b'{"id": "a"} {"id": "b"}\n' * size,
    },
    "csv": {
        "ragged rows": lambda size: _csv(
            row[: 5 + number % 3] if number else row for number, row in enumerate(_table(_healthy(size)))
        ),
        "quotes that never close, whatever comes first": lambda size: b"id,kind\n" + b'a"b,"c\n' * size,
        "quotes that never close": lambda size: _csv(_table(_healthy(size))).replace(b"blog", b'"blog'),
        "text behind a quote": lambda size: _csv(_table(_healthy(size))).replace(b"blog", b'"blog" x'),
        "JSON cells that are none": lambda size: _csv(_table(_healthy(size))).replace(b"[]", b"[}"),
        "columns of items": lambda size: _csv(_item_columns(size)),
        "columns of one name": lambda size: _csv([["id", *["kind"] * size], ["a", *["blog"] * size]]),
        "cells below no name": lambda size: _csv([["id", *[""] * size], ["a", *["x"] * size]]),
    },
    "xlsx": {
        "columns of items": lambda size: _xlsx(_item_columns(size)),
    },
}

INPUTS: Final = {name: _of_format(name) | _SPECIAL[name] for name in ("yaml", "json", "jsonl", "csv", "xlsx")}
"""For each format, its mistakes by name, each a function from a size to a file."""
