"""Settings from a file, with the place of every value.

The file is `qd85rules.toml`, or the table `[tool.qd85rules]` of `pyproject.toml`. Paths in it start from its own
folder, and what it says to write stays below that: whoever sends a change to a repository may have written the file.

What must not live here: looking for the file (`settings_search`), which settings there are (`settings`), and whose
value counts (`options`).
"""

from __future__ import annotations

import os
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qd85rules.cli.settings import SETTINGS, SettingsError, SettingsFile, take_value
from qd85rules.core.diagnostics import Diagnostic, InputError, Span, suggestion
from qd85rules.core.text import Text
from qd85rules.source.files import read_file
from qd85rules.source.places import LaterPlaces

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from qd85rules.cli.settings import SettingSpec
    from qd85rules.source.places import Placed

OWN_FILE: Final = "qd85rules.toml"
SHARED_FILE: Final = "pyproject.toml"
_TABLE: Final = ("tool", "qd85rules")
_PLACE: Final = re.compile(r"\s*\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


def has_table(path: Path) -> bool:
    """Say whether a `pyproject.toml` has settings of this tool.

    Raises:
        SettingsError: it cannot be read.
    """
    return _table(_load(path)[0]) is not None


def read_settings_file(path: Path, *, written: Collection[str] = ("output-file",)) -> SettingsFile:
    """Read the settings of a file; of `pyproject.toml`, its table.

    Args:
        path: the file.
        written: the settings that name files to write, which must not lead out of the file's folder.

    Raises:
        SettingsError: with every problem found.
    """
    data, places = _load(path)
    table, prefix = (_table(data), _TABLE) if path.name == SHARED_FILE else (data, ())
    if table is None:
        message = f"`[{'.'.join(_TABLE)}]` is missing"
        raise SettingsError([Diagnostic.of("no-settings", message, Span(str(path)))])
    values: dict[str, Any] = {}
    problems: list[Diagnostic] = []
    for key, value in table.items():
        at = (*prefix, key)
        setting = SETTINGS.get(key)
        if setting is None:
            hint = suggestion(key, SETTINGS) or Text(*[f"the settings are {', '.join(SETTINGS)}"] * 2)
            problems.append(
                _problem("unknown-setting", f"unknown setting `{key[:40]}`", places.key_span(at), places, hint)
            )
            continue
        try:
            taken = take_value(setting, value)
            if key in written:
                _refuse_outside(path.parent, (taken,) if isinstance(taken, str) else taken)
            values[key] = _from_folder(setting, taken, path.parent)
        except ValueError as error:
            problems.append(_problem("bad-setting", f"`{key}`: {error}", places.span(at), places))
    if problems:
        raise SettingsError(problems)
    return SettingsFile(values, {key: str(places.key_span((*prefix, key))) for key in values})


def _load(path: Path) -> tuple[dict[str, Any], Placed]:
    import tomllib  # noqa: PLC0415 - only where there is a file

    from qd85rules.source.sourcetree import SourceText  # noqa: PLC0415 - likewise
    from qd85rules.source.tomlplaces import long_number, toml_places  # noqa: PLC0415 - likewise

    place = Span(str(path))
    try:
        source = SourceText(read_file(path).decode("utf-8-sig").replace("\r\n", "\n"), str(path))
    except InputError as error:
        raise SettingsError(error.diagnostics) from error
    except UnicodeDecodeError as error:
        raise SettingsError([Diagnostic.of("not-utf8", "the file is not UTF-8", place)]) from error
    try:
        table = tomllib.loads(source.text)
        too_long = long_number(source, table)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError([_syntax(path, str(error))]) from error
    except ValueError:
        table, too_long = {}, long_number(source) or place
    if too_long is not None:
        raise SettingsError([Diagnostic.of("toml-number", "the number is too long", too_long)])
    return table, LaterPlaces(partial(toml_places, source))


def _syntax(path: Path, reason: str) -> Diagnostic:
    """Tell what the TOML parser says, at the place that its message ends with; the end of the file has none."""
    place = Span(str(path))
    if match := _PLACE.search(reason):
        reason = reason[: match.start()]
        if match["line"] is not None:
            place = Span(str(path), int(match["line"]), int(match["column"]))
    return Diagnostic.of("toml-syntax", reason[:1].lower() + reason[1:120], place)


def _table(data: dict[str, Any]) -> dict[str, Any] | None:
    for key in _TABLE:
        found = data.get(key)
        if not isinstance(found, dict):
            return None
        data = found
    return data


def _problem(code: str, message: str, span: Span, places: Placed, hint: Text | None = None) -> Diagnostic:
    return Diagnostic(code, Text(message, message), span, hint, places.source_line(span.line))


def _refuse_outside(folder: Path, names: Iterable[str]) -> None:
    """Let a file have nothing written outside its own folder, or among the files of Git, from which programs start.

    Raises:
        ValueError: saying which path it is.
    """
    root = folder.resolve()
    for name in names:
        target = (root / name).resolve()
        inside = target.parts[len(root.parts) :] if target.is_relative_to(root) else None
        if name != "-" and (inside is None or any(part.casefold() == ".git" for part in inside)):
            raise ValueError(f"a settings file writes below its own folder only, and `{name[:60]}` leads out of it")  # noqa: EM102, TRY003 - the whole message


def _from_folder(setting: SettingSpec, value: Any, folder: Path) -> Any:  # noqa: ANN401 - a value of any setting
    """Let paths start from the file's folder, and name them as seen from the working directory."""
    match setting.kind:
        case "path":
            return _seen_from_here(folder, value)
        case "paths":
            return tuple(_seen_from_here(folder, item) for item in value)
        case "packs":
            return tuple(_pack(folder, item) for item in value)
        case _:
            return value


def _pack(folder: Path, name: str) -> str:
    if not (folder / name).is_dir():
        return name
    from qd85rules.policy.policy import shipped_packs  # noqa: PLC0415 - only where a folder has the name

    return name if name in shipped_packs() else _seen_from_here(folder, name)


def _seen_from_here(folder: Path, name: str) -> str:
    return name if name == "-" or Path(name).is_absolute() else str(near((folder / name).absolute()))


def near(path: Path) -> Path:
    """Name a file as seen from the working directory."""
    try:
        return Path(os.path.relpath(path))
    except ValueError:  # another drive
        return path
