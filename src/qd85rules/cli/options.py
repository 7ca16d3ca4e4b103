"""The options of commands: flags made of the table of settings, and whose value of each counts.

A flag is stronger than a variable of the environment, that than the settings file, and that than the default.

What must not live here: which settings there are (`settings`), looking for their file and reading it
(`settings_search`, `settings_file`).
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qd85rules.cli.console import say
from qd85rules.cli.settings import (
    ENVIRONMENT_PREFIX,
    RESERVED_VARIABLES,
    SETTINGS,
    SettingsError,
    choices_of,
    parse_value,
    take_value,
    zone_of,
)
from qd85rules.core.diagnostics import Diagnostic, Span, UsageError, suggestion
from qd85rules.core.text import Text
from qd85rules.wording import usage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from qd85rules.cli.settings import SettingsFile, SettingSpec
    from qd85rules.policy.policy import Policy

_LONGEST_SECONDS: Final = 86_400
_METAVARS: Final = {"path": "FILE", "paths": "FILE", "day": "DATE", "packs": "PACK"}
_DECLARED: Final = "settings_declared"
"""Where a parsed command line keeps the names of the settings that its command has."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A value, and where it comes from: `default`, a place in a file, a variable or a flag."""

    value: Any
    origin: str


def add_settings(parser: argparse.ArgumentParser, names: Iterable[str]) -> None:
    """Add the flags of settings, in groups; all are `None` where they are not given."""
    groups = {group.title: group for group in parser._action_groups}  # noqa: SLF001 - argparse has no other way
    wanted = [SETTINGS[name] for name in names]
    for setting in wanted:
        if setting.positional:
            parser.add_argument(setting.dest, nargs="*", metavar="PATH", help=setting.help)
            continue
        if setting.group not in groups:
            groups[setting.group] = parser.add_argument_group(setting.group)
        _add(groups[setting.group], setting)
    declared = (*(parser.get_default(_DECLARED) or ()), *(setting.name for setting in wanted))
    parser.set_defaults(**{_DECLARED: declared})


def add_config(parser: argparse.ArgumentParser) -> None:
    """Add what chooses the settings file."""
    group = parser.add_argument_group("configuration")
    group.add_argument("--config", metavar="FILE", help="read settings from here (default: the nearest upwards)")
    group.add_argument("--no-config", action="store_true", help="read no settings file")
    group.add_argument(
        "--show-settings", action="store_true", help="print each setting with where it comes from, and stop"
    )


def parse_params(given: Iterable[str] | None, name: str = "param") -> dict[str, object]:
    """Read `NAME=VALUE` options."""
    params: dict[str, object] = {}
    for item in given or ():
        key, equals, value = item.partition("=")
        if not equals:
            raise UsageError(usage.PARAM_WITHOUT_VALUE.filled(flag=name, given=item[:40]))
        params[key.strip()] = value.strip()
    return params


def number(most: float, what: str, text: str) -> float:
    """Read a number from 0 up, as options give it; `what` says of which kind."""
    try:
        wanted = float(text)
    except ValueError:
        wanted = -1.0
    if not 0 <= wanted <= most:
        msg = f"`{text[:40]}` is no {what}"
        raise argparse.ArgumentTypeError(msg)
    return wanted


def milliseconds(text: str) -> int:
    """Read a time in seconds, as options give it."""
    return int(number(_LONGEST_SECONDS, "number of seconds", text) * 1000)


def _add(group: argparse._ArgumentGroup, setting: SettingSpec) -> None:
    flag = f"--{setting.name}"
    flags = (flag,) if setting.short is None else (flag, setting.short)
    if setting.kind == "switch":
        group.add_argument(*flags, dest=setting.dest, action="store_const", const=True, help=setting.help)
        # `--no-...` undoes what the settings file or a variable says; the help leaves it out to stay short.
        group.add_argument(
            f"--no-{setting.name}", dest=setting.dest, action="store_const", const=False, help=argparse.SUPPRESS
        )
        return
    how: dict[str, Any] = {"dest": setting.dest, "help": setting.help}
    if setting.kind in {"word", "words"}:
        how["choices"] = choices_of(setting)
        if setting.kind == "words":
            how["help"] = f"{setting.help}: %(choices)s"
    elif setting.kind in {"day", "number", "zone"}:
        how["type"] = partial(typed, setting)
    if setting.kind not in {"word", "words"} or setting.metavar is not None:
        how["metavar"] = setting.metavar or _METAVARS.get(setting.kind, setting.name.upper())
    if setting.name in {"output-format", "output-file"}:
        how |= {"dest": "outputs", "action": _Ordered}
    elif setting.is_list or setting.is_mapping:
        how["action"] = "append"
    group.add_argument(*flags, **how)


def typed(setting: SettingSpec, text: str) -> Any:  # noqa: ANN401 - a value of any setting
    """Read the value of a setting, as options give it."""
    try:
        return parse_value(setting, text)
    except ValueError as error:
        msg = f"`{text[:40]}`: {error}"
        raise argparse.ArgumentTypeError(msg) from error


class _Ordered(argparse.Action):
    """Keeps `--output-format` and `--output-file` in the order given, because they pair up by it."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        del parser
        given = [*(getattr(namespace, self.dest) or ())]
        given.append(("file" if option_string == "--output-file" else "format", str(values)))
        setattr(namespace, self.dest, given)


def fill(options: argparse.Namespace, command: str) -> dict[str, Settled]:
    """Give every setting of the command its strongest value.

    Raises:
        SettingsError: the file or the environment has problems; it carries all of them.
    """
    path, warnings = _settings_file(options)
    file = None
    if path is not None:
        from qd85rules.cli.settings_file import read_settings_file  # noqa: PLC0415 - only where there is one

        written = ("output-file", "baseline") if command == "baseline" else ("output-file",)
        file = read_settings_file(path, written=written)
    names = getattr(options, _DECLARED)
    settled = settle(names, flags=_flags(options, names), variables=read_variables(os.environ), file=file)
    for name, one in settled.items():
        setattr(options, SETTINGS[name].dest, one.value)
    if "output-format" in settled and not options.outputs:
        said = (("format", settled["output-format"].value), ("file", settled["output-file"].value))
        pairs = zip_longest(*([(kind, value) for value in values] for kind, values in said))
        # In the order of a command line: a file follows its format.
        options.outputs = [one for pair in pairs for one in pair if one is not None]
    options.settings_file = None if path is None else str(path)
    # Patterns of the settings file are relative to its folder, others to the current one.
    of_file = file is not None and "exclude" in settled and settled["exclude"].origin == file.places.get("exclude")
    options.exclude_base = path.parent if of_file and path is not None else None
    for warning in warnings:
        say(f"qd85: {warning[options.lang or 'vi']}")
    return settled


def _settings_file(options: argparse.Namespace) -> tuple[Path | None, tuple[Text, ...]]:
    if options.config is not None:
        return Path(options.config), ()
    if options.no_config:
        return None, ()
    from qd85rules.cli.settings_search import find_settings_file  # noqa: PLC0415 - likewise

    found = find_settings_file(Path())
    return found.path, found.warnings


def _mapping(setting: SettingSpec, value: Any) -> dict[str, object]:  # noqa: ANN401 - as flags give it
    pairs = parse_params(value, setting.name)
    try:
        return dict(take_value(setting, pairs))
    except ValueError as error:
        msg = f"`--{setting.name}`: {error}"
        raise UsageError(msg) from error


def _flags(options: argparse.Namespace, names: tuple[str, ...]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name in names:
        setting = SETTINGS[name]
        value = getattr(options, setting.dest, None)
        if value is None or (setting.positional and not value):
            continue
        given[name] = tuple(value) if setting.is_list else _mapping(setting, value) if setting.is_mapping else value
    for kind, name in (("format", "output-format"), ("file", "output-file")):
        pairs = [value for said, value in getattr(options, "outputs", None) or () if said == kind]
        if pairs:
            given[name] = tuple(pairs)
    return given


def read_variables(environ: Mapping[str, str]) -> dict[str, tuple[str, Any]]:
    """Read the settings of the environment, by name, each with the variable's name; an empty variable is not set.

    Raises:
        SettingsError: a variable with the prefix is no setting, or has a value that its setting does not take.
    """
    known = {setting.variable: setting for setting in SETTINGS.values()}
    values: dict[str, tuple[str, Any]] = {}
    problems: list[Diagnostic] = []
    place = Span("environment")
    for name, text in sorted(environ.items()):
        if not name.startswith(ENVIRONMENT_PREFIX) or name in RESERVED_VARIABLES or not text:
            continue
        setting = known.get(name)
        if setting is None:
            problems.append(
                Diagnostic(
                    "unknown-setting", Text(*[f"unknown variable `{name[:60]}`"] * 2), place, suggestion(name, known)
                )
            )
            continue
        try:
            values[setting.name] = (name, parse_value(setting, text))
        except ValueError as error:
            problems.append(Diagnostic.of("bad-setting", f"`{name}`: {error}", place))
    if problems:
        raise SettingsError(problems)
    return values


def settle(
    names: Sequence[str],
    *,
    flags: Mapping[str, Any],
    variables: Mapping[str, tuple[str, Any]],
    file: SettingsFile | None,
) -> dict[str, Settled]:
    """Give each setting its strongest value: of its flag, else of its variable, else of the file, else its default.

    Parameters (`pairs`) are settings of their own each, so they are put together. Formats and files of output pair up,
    so a flag for either makes both the flags'.

    Args:
        names: the settings wanted.
        flags: the values of the flags that were given, by name.
        variables: the values of the variables that are set, with the variable's name, by name.
        file: the settings file, if there is one.
    """
    settled: dict[str, Settled] = {}
    pairs_up = {"output-format", "output-file"}
    for name in names:
        setting = SETTINGS[name]
        sources: list[Settled] = [Settled(setting.default, "default")]
        if file is not None and name in file.values:
            sources.append(Settled(file.values[name], file.places[name]))
        if name in variables:
            sources.append(Settled(variables[name][1], variables[name][0]))
        if name in flags:
            sources.append(Settled(flags[name], "argument" if setting.positional else f"--{name}"))
        elif name in pairs_up and pairs_up & flags.keys():
            sources = sources[:1]
        settled[name] = _merged(sources) if setting.is_mapping else sources[-1]
    return settled


def _merged(sources: Sequence[Settled]) -> Settled:
    value: dict[str, Any] = {}
    for source in sources:
        value |= source.value or {}
    return Settled(value, ", ".join(source.origin for source in sources[1:]) or "default")


def day_of(options: argparse.Namespace) -> date:
    """Give the day asked for, or today in the time zone of the settings: the command may look at the clock."""
    day: date = options.as_of or datetime.now(zone_of(options.time_zone)).date()
    return day


def policy_of(options: argparse.Namespace, packs: Sequence[str]) -> Policy:
    """Load packs for the day and with the parameters of the options.

    Raises:
        PolicyError: the packs have problems.
    """
    from qd85rules.policy.policy import Policy  # noqa: PLC0415 - costs start-up time

    suffixes = getattr(options, "suffix_list", None)
    return Policy.load(
        packs,
        as_of=day_of(options),
        params=options.params,
        suffix_list=None if suffixes is None else Path(suffixes),
    )
