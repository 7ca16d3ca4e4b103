"""The settings of a run as TOML, for `--show-settings`: each with a remark that says where it comes from.

What must not live here: which settings there are (`settings`), and whose value counts (`options`).
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

from qd85rules.core.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qd85rules.cli.options import Settled


def settings_text(settled: Mapping[str, Settled]) -> str:
    """Write the settings as TOML, each with a remark that says where it comes from."""
    return "".join(f"{line}\n" for line in _lines(settled))


def _lines(settled: Mapping[str, Settled]) -> Iterator[str]:
    tables = []
    for name, one in settled.items():
        if isinstance(one.value, dict) and one.value:
            tables.append((name, one))
        elif one.value is None or one.value == {}:
            yield f"# {name} is not set"
        else:
            yield f"{name} = {_toml(one.value)}  # {one.origin}"
    for name, one in tables:
        yield f"[{name}]  # {one.origin}"
        yield from (f"{_key(key)} = {_toml(value)}" for key, value in one.value.items())


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").replace("-", "").isalnum() else _toml_text(key)


def _toml(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case dict():
            return "{" + ", ".join(f"{_key(key)} = {_toml(one)}" for key, one in value.items()) + "}"
        case tuple() | list():
            return f"[{', '.join(_toml(item) for item in value)}]"
        case int():
            return str(value)
        case _:
            return _toml_text(str(value))


def _toml_text(text: str) -> str:
    """Write a text that is plain already, since the console's own escapes would not be TOML."""
    # TOML has no way to write the bytes of a file name that is no UTF-8.
    whole = json.dumps(text.encode("utf-8", "replace").decode("utf-8"), ensure_ascii=False)
    escaped = "".join(char if plain(char) == char else f"\\U{ord(char):08X}" for char in whole)
    # Two of them can be an order to what reads a workflow's log.
    return re.sub("#(?=#)", r"\\U00000023", escaped)
