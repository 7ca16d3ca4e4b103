"""What the settings say of tables, checked: `[table]` with `ignore`, `dates`, `id`, and `[table.columns]`.

What must not live here: where settings come from (`cli.settings`), what a column's name means by itself (`columns`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NoReturn

from qd85rules.intake.columns import ACCOUNT_COLUMNS, TableSettings

_KEYS: Final = ("columns", "dates", "id", "ignore")
ORDERS: Final = ("ymd", "dmy", "mdy")
IDS: Final = ("column", "holder+page")
_COLUMN_KEYS: Final = ("dates", "field", "platform", "value")
PATHS: Final = tuple(column.path for column in ACCOUNT_COLUMNS)


def table_settings(value: Mapping[str, Any] | None) -> TableSettings:
    """Give the settings of tables.

    Raises:
        ValueError: saying what is expected.
    """
    value = value or {}
    for key in value:
        _one_of(key, _KEYS, "setting of tables")
    ignore = value.get("ignore", ())
    if isinstance(ignore, str):
        ignore = [name.strip() for name in ignore.split("|")]
    if not isinstance(ignore, list | tuple) or not all(isinstance(name, str) for name in ignore):
        _expect("`ignore` is a list of names of columns and sheets")
    dates, made = value.get("dates"), value.get("id")
    if dates is not None:
        _one_of(dates, ORDERS, "order of dates")
    if made is not None:
        _one_of(made, IDS, "way to make ids")
    columns = value.get("columns", {})
    if not isinstance(columns, Mapping):
        _expect("`columns` is a table of names of columns")
    said = {str(name): _column(str(name), column) for name, column in columns.items()}
    return TableSettings(tuple(ignore), dates, made, said)


def _column(name: str, said: object) -> dict[str, str]:
    """Check what the settings say of one column; a text alone is the field that it holds."""
    said = {"field": said} if isinstance(said, str) else said
    if not isinstance(said, Mapping) or not all(isinstance(one, str) for one in said.values()):
        _expect(f'`{name[:40]}` is a field, as `url`, or a table, as `{{field = "url", platform = "facebook"}}`')
    for key in said:
        _one_of(key, _COLUMN_KEYS, "key of a column")
    _one_of(said.get("field"), PATHS, "field")
    if "dates" in said:
        _one_of(said["dates"], ORDERS, "order of dates")
    return {str(key): str(one) for key, one in said.items()}


def _one_of(word: object, words: tuple[str, ...], what: str) -> None:
    if word not in words:
        from difflib import get_close_matches  # noqa: PLC0415 - only where something is wrong

        near = get_close_matches(str(word), words, n=1)
        _expect(f"unknown {what} `{str(word)[:40]}` ({f'did you mean `{near[0]}`?' if near else ', '.join(words)})")


def _expect(message: str) -> NoReturn:
    raise ValueError(message)
