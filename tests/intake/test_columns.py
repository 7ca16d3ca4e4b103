"""The columns and words of a table: every field has names, every name and word means one thing.

Modules: `intake.folding`, `intake.words`.
"""

from __future__ import annotations

import types
import typing
from collections import Counter

import pytest
from pydantic import BaseModel

from qd85rules.intake.columns import ACCOUNT_COLUMNS, LISTS, Column, ListTable, find_column, find_list
from qd85rules.intake.folding import folded
from qd85rules.intake.words import NEVER_WORDS, NONE_WORDS, WORDS, YES_NO, is_word, word_value
from qd85rules.judge.why import VALUE_LABELS
from qd85rules.model.account import Account
from qd85rules.model.paths import ACCOUNT_KEYS


def _inner(annotation: object) -> object:
    """Take `| None`, `tuple[..., ...]` and annotations off a type."""
    while True:
        arguments = typing.get_args(annotation)
        origin = typing.get_origin(annotation)
        if origin in {typing.Union, types.UnionType}:
            annotation = next(argument for argument in arguments if argument is not type(None))
        elif origin is typing.Annotated or origin is tuple:
            annotation = arguments[0]
        else:
            return annotation


def _fields(model: type[BaseModel], prefix: str = "") -> dict[str, object]:
    """Give the type of each field by its dotted path; lists are one field."""
    found: dict[str, object] = {}
    for name, info in model.model_fields.items():
        inner = _inner(info.annotation)
        is_part = isinstance(inner, type) and issubclass(inner, BaseModel)
        if is_part and typing.get_origin(_bare(info.annotation)) is not tuple:
            found.update(_fields(typing.cast("type[BaseModel]", inner), f"{prefix}{name}."))
        else:
            found[prefix + name] = inner
    return found


def _bare(annotation: object) -> object:
    arguments = [argument for argument in typing.get_args(annotation) if argument is not type(None)]
    is_union = typing.get_origin(annotation) in {typing.Union, types.UnionType}
    return arguments[0] if is_union else annotation


def _item(table: ListTable) -> type[BaseModel]:
    return typing.cast("type[BaseModel]", _fields(Account)[table.key])


def test_every_field_of_an_account_has_a_column_and_no_column_is_without_a_field() -> None:
    assert [column.path for column in ACCOUNT_COLUMNS] == list(_fields(Account))
    assert tuple(Account.model_fields) == ACCOUNT_KEYS


@pytest.mark.parametrize("table", LISTS, ids=lambda table: table.key)
def test_every_field_of_a_list_has_a_column(table: ListTable) -> None:
    assert [column.path for column in table.columns] == list(_item(table).model_fields)


ALL_COLUMNS = [
    *((None, column) for column in ACCOUNT_COLUMNS),
    *((table.key, column) for table in LISTS for column in table.columns),
]


@pytest.mark.parametrize(("table", "column"), ALL_COLUMNS, ids=[f"{t or ''}.{c.path}" for t, c in ALL_COLUMNS])
def test_each_name_finds_its_column_however_it_is_spelled(table: str | None, column: Column) -> None:
    for name in (column.path, *column.vi, *column.en):
        for spelling in (name, name.upper(), f" {name.replace(' ', '  ')}: ", folded(name)):
            use = find_column(spelling, table)
            assert use is not None
            assert use.column == column


@pytest.mark.parametrize("columns", [ACCOUNT_COLUMNS, *(table.columns for table in LISTS)])
def test_no_two_columns_share_a_name(columns: tuple[Column, ...]) -> None:
    names = Counter(
        folded(name) for column in columns for name in {*(folded(n) for n in (column.path, *column.vi, *column.en))}
    )

    assert max(names.values()) == 1


KINDS = {
    column.words: annotation
    for column, annotation in (
        *((column, _fields(Account).get(column.path)) for column in ACCOUNT_COLUMNS),
        *(
            (column, _inner(_item(table).model_fields[column.path].annotation))
            for table in LISTS
            for column in table.columns
        ),
    )
}


@pytest.mark.parametrize("field", WORDS)
def test_the_words_of_a_column_cover_the_values_of_its_field(field: str) -> None:
    assert tuple(WORDS[field]) == typing.get_args(KINDS[field])


@pytest.mark.parametrize("field", WORDS)
def test_each_word_means_one_value(field: str) -> None:
    for value, words in WORDS[field].items():
        for word in (value, *words):
            for spelling in (word, word.upper(), f" {word} ", folded(word)):
                assert word_value(field, spelling) == value


@pytest.mark.parametrize("field", WORDS)
def test_the_words_that_reports_use_may_stand_in_a_cell(field: str) -> None:
    for value, label in VALUE_LABELS[field].items():
        assert word_value(field, label.vi) == value


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Ngày lập trang", "opened_on"),
        ("Họ và tên khai sinh", "holder.legal_name"),
        ("Tư cách", "holder.roles"),
        ("Ảnh đại diện", "profile.portrait"),
        ("Ngày yêu cầu khai báo", "declaration.requested_on"),
        ("Ngày khai báo", "declaration.declared_on"),
        ("Khai báo đầy đủ", "declaration.complete"),
        ("Khai báo đúng sự thật", "declaration.truthful"),
        ("Ngày thôi dùng", "unused_since"),
        ("Ngày hủy bỏ", "closed_on"),
        ("Chuyển trang 1 hình thức", "kind"),
        ("Sự cố 1 ngày báo nhà cung cấp dịch vụ", "provider_told_on"),
    ],
)
def test_the_names_that_reports_use_may_head_a_column(name: str, path: str) -> None:
    use = find_column(name)

    assert use is not None
    assert use.column.path == path


def test_yes_and_no_are_told_apart() -> None:
    assert {word_value("yes_no", word) for word in YES_NO[True]} == {True}
    assert {word_value("yes_no", word) for word in YES_NO[False]} == {False}
    assert word_value("yes_no", "có lẽ") is None
    assert not is_word(NEVER_WORDS, "2024-06-01")
    assert not is_word(NONE_WORDS, "cán bộ")


@pytest.mark.parametrize(
    ("name", "list_key", "index", "path"),
    [
        ("transfers.0.kind", "transfers", 0, "kind"),
        ("transfers.12.on", "transfers", 12, "on"),
        ("Chuyển giao 1 - hình thức", "transfers", 0, "kind"),
        ("Lần chuyển giao 2: ngày", "transfers", 1, "on"),
        ("Sự cố 1 (dấu hiệu)", "incidents", 0, "sign"),
        ("Transfer 3 direction", "transfers", 2, "direction"),
    ],
)
def test_a_numbered_column_belongs_to_one_item_of_a_list(name: str, list_key: str, index: int, path: str) -> None:
    use = find_column(name)

    assert use is not None
    assert (use.list_key, use.index, use.column.path) == (list_key, index, path)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "x",
        "transfers.0",
        "transfers.0.gone",
        "holder.0.id",
        "transfers.1000.kind",
        "Chuyển giao 0 ngày",
        "id."[::-1] + "x",
    ],
)
def test_other_names_are_not_columns(name: str) -> None:
    assert find_column(name) is None


def test_a_sheet_is_known_by_the_name_of_its_list() -> None:
    assert [find_list(name) for name in ("transfers", "CHUYỂN GIAO", "Su co", "Sheet1")] == [
        "transfers",
        "transfers",
        "incidents",
        None,
    ]
