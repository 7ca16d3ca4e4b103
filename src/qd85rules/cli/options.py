"""Options made from the table of settings, and what several commands share of them.

What must not live here: which settings there are (`settings`), and where else they come from (`configured`).
"""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from qd85rules.cli.settings import SETTINGS, choices_of, parse_value
from qd85rules.core.diagnostics import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qd85rules.cli.settings import Group, Setting

__all__ = [
    "DECLARED",
    "POLICY",
    "READING",
    "add_config",
    "add_language",
    "add_policy",
    "add_settings",
    "milliseconds",
    "parse_params",
]

DECLARED: Final = "settings_declared"
"""Where a parsed command line keeps the names of the settings that its command has."""

POLICY: Final = tuple(setting.name for setting in SETTINGS.values() if setting.group == "policy")
READING: Final = tuple(setting.name for setting in SETTINGS.values() if setting.group == "reading")

_LONGEST_SECONDS: Final = 86_400

_TITLES: Final[dict[Group, str]] = {
    "policy": "policy",
    "reading": "reading",
    "output": "output",
    "showing": "showing",
    "deciding": "deciding",
}


def add_settings(parser: argparse.ArgumentParser, names: Iterable[str]) -> None:
    """Add the flags of settings, in groups; all are `None` where they are not given."""
    groups: dict[Group, argparse._ArgumentGroup] = {}
    wanted = [SETTINGS[name] for name in names]
    for setting in wanted:
        if setting.positional:
            parser.add_argument(setting.dest, nargs="*", metavar="PATH", help=setting.help)
            continue
        if setting.group not in groups:
            groups[setting.group] = parser.add_argument_group(_TITLES[setting.group])
        _add(groups[setting.group], setting)
    declared = (*(parser.get_default(DECLARED) or ()), *(setting.name for setting in wanted))
    parser.set_defaults(**{DECLARED: declared})


def add_policy(parser: argparse.ArgumentParser) -> None:
    """Add what chooses the policy: packs, parameters and the day; and where settings come from."""
    add_settings(parser, POLICY)
    add_config(parser)


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add the language of the output."""
    add_settings(parser, ("lang",))


def add_config(parser: argparse.ArgumentParser) -> None:
    """Add what chooses the settings file."""
    group = parser.add_argument_group("configuration")
    group.add_argument("--config", metavar="FILE", help="read settings from here (default: the nearest upwards)")
    group.add_argument("--no-config", action="store_true", help="read no settings file")
    group.add_argument(
        "--show-settings", action="store_true", help="print each setting with where it comes from, and stop"
    )


def parse_params(given: Sequence[str] | Mapping[str, object] | None) -> dict[str, object]:
    """Read `NAME=VALUE` options; a mapping has been read already."""
    if isinstance(given, dict):
        return dict(given)
    params: dict[str, object] = {}
    for item in given or ():
        name, equals, value = item.partition("=")
        if not equals:
            msg = f"`--param {item[:40]}` has no value (write `--param NAME=VALUE`)"
            raise UsageError(msg)
        params[name.strip()] = value.strip()
    return params


def milliseconds(text: str) -> int:
    """Read a time in seconds, as options give it."""
    try:
        wanted = float(text)
    except ValueError:
        wanted = -1.0
    if not 0 <= wanted <= _LONGEST_SECONDS:
        msg = f"`{text[:40]}` is no number of seconds"
        raise argparse.ArgumentTypeError(msg)
    return int(wanted * 1000)


def _add(group: argparse._ArgumentGroup, setting: Setting) -> None:
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
        how["type"] = partial(_typed, setting)
    if setting.kind not in {"word", "words"} or setting.metavar is not None:
        how["metavar"] = setting.metavar or _METAVARS.get(setting.kind, setting.name.upper())
    if setting.name in {"output-format", "output-file"}:
        how |= {"dest": "outputs", "action": _Ordered}
    elif setting.is_list or setting.kind == "pairs":
        how["action"] = "append"
    group.add_argument(*flags, **how)


_METAVARS: Final = {"path": "FILE", "paths": "FILE", "day": "DATE", "packs": "PACK"}


def _typed(setting: Setting, text: str) -> Any:  # noqa: ANN401 - a value of any setting
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
