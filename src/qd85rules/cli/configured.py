"""Fills a parsed command line with what the settings file and the environment say.

What must not live here: reading those (`settings_file`), and which is stronger (`settings`).
"""

from __future__ import annotations

import json
import os
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qd85rules.cli.console import say
from qd85rules.cli.options import DECLARED, parse_params
from qd85rules.cli.settings import SETTINGS, settle
from qd85rules.cli.settings_file import read_settings_file, read_variables
from qd85rules.cli.settings_search import FoundSettings, find_settings_file
from qd85rules.core.plain import plain

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from qd85rules.cli.settings import Settled

__all__ = ["fill", "settings_text"]


def fill(options: argparse.Namespace, command: str) -> dict[str, Settled]:
    """Give every setting of the command its strongest value; a command without a settings file keeps its flags.

    Raises:
        SettingsError: the file or the environment has problems; it carries all of them.
    """
    if not hasattr(options, "config"):
        return {}
    if options.config is not None:
        found = FoundSettings(Path(options.config))
    else:
        found = FoundSettings(None) if options.no_config else find_settings_file(Path())
    written = ("output-file", "baseline") if command == "baseline" else ("output-file",)
    file = None if found.path is None else read_settings_file(found.path, written=written)
    names = getattr(options, DECLARED)
    settled = settle(names, flags=_flags(options, names), variables=read_variables(os.environ), file=file)
    for name, one in settled.items():
        setattr(options, SETTINGS[name].dest, one.value)
    if "output-format" in settled:
        options.outputs = options.outputs or _paired(settled)
    options.settings_file = None if found.path is None else str(found.path)
    # Patterns of the settings file are relative to its folder, others to the current one.
    of_file = file is not None and "exclude" in settled and settled["exclude"].origin == file.places.get("exclude")
    options.exclude_base = found.path.parent if of_file and found.path is not None else None
    for warning in found.warnings:
        say(f"qd85: {warning[options.lang or 'vi']}")
    return settled


def settings_text(settled: Mapping[str, Settled]) -> str:
    """Write the settings as TOML, each with a remark that says where it comes from."""
    return "".join(f"{line}\n" for line in _lines(settled))


def _flags(options: argparse.Namespace, names: tuple[str, ...]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name in names:
        setting = SETTINGS[name]
        value = getattr(options, setting.dest, None)
        if value is None or (setting.positional and not value):
            continue
        given[name] = tuple(value) if setting.is_list else parse_params(value) if setting.kind == "pairs" else value
    for kind, name in (("format", "output-format"), ("file", "output-file")):
        pairs = [value for said, value in getattr(options, "outputs", None) or () if said == kind]
        if pairs:
            given[name] = tuple(pairs)
    return given


def _paired(settled: Mapping[str, Settled]) -> list[tuple[str, str]]:
    """Put formats and files in the order of a command line: a file follows its format."""
    formats, files = settled["output-format"].value, settled["output-file"].value
    pairs: list[tuple[str, str]] = []
    for number in range(max(len(formats), len(files))):
        pairs += [("format", formats[number])] if number < len(formats) else []
        pairs += [("file", files[number])] if number < len(files) else []
    return pairs


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
