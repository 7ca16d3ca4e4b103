"""Parsers of the command line: paths and options in any order, and mistakes told in plain text."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, NoReturn

from qd85rules.cli.console import put, say
from qd85rules.cli.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Parser", "ShowVersion", "commands_of", "parse"]


class Parser(argparse.ArgumentParser):
    """A parser of whole option names, whose mistakes are told by `say`: an argument may hold what a terminal obeys."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        how: dict[str, object] = {"formatter_class": argparse.RawDescriptionHelpFormatter, "allow_abbrev": False}
        super().__init__(*args, **(how | kwargs))  # type: ignore[arg-type] # handed on as it is given

    def error(self, message: str) -> NoReturn:
        """Tell the mistake under the usage, and stop."""
        self.print_usage(sys.stderr)
        say(f"{self.prog}: error: {message}")
        self.exit(Exit.FAILED)


class ShowVersion(argparse.Action):
    """Prints the version, which is looked up only where somebody asks for it."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,
    ) -> None:
        """Print it and end the program."""
        del namespace, values, option_string
        from importlib.metadata import version  # noqa: PLC0415 - costs start-up time

        put(f"qd85 {version('qd85rules')}\n")
        parser.exit()


def parse(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    """Parse a command line whose first argument names the command, with its paths and options in any order.

    Raises:
        UsageError: the command has no such argument.
        SystemExit: as of every parser.
    """
    command = commands_of(parser).get(arguments[0]) if arguments else None
    if command is None:
        # Help, the version, or a mistake, which the parser tells.
        return parser.parse_args(arguments)
    # Of commands below commands argparse takes paths in one piece only, of a parser alone anywhere.
    options, rest = command.parse_known_intermixed_args(_plainly(arguments[1:]))
    if rest:
        raise _unknown_argument(command, arguments[0], rest[0])
    return options


def _plainly(arguments: Sequence[str]) -> list[str]:
    """Name files after `--` so that they look like no options, which they do once argparse has taken the `--` away."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    files = (f"./{word}" if word.startswith("-") and word != "-" else word for word in arguments[end + 1 :])
    return [*arguments[: end + 1], *files]


def commands_of(parser: argparse.ArgumentParser) -> Mapping[str, argparse.ArgumentParser]:
    """Give the parsers of the commands by name."""
    return next(action.choices for action in parser._actions if isinstance(action.choices, dict))  # noqa: SLF001 - argparse has no other way to list them


def _unknown_argument(parser: argparse.ArgumentParser, command: str, argument: str) -> Exception:
    from qd85rules.core.diagnostics import UsageError, suggestion  # noqa: PLC0415 - only where something is wrong

    flag = argument.partition("=")[0]
    near = suggestion(flag, parser._option_string_actions)  # noqa: SLF001 - argparse has no other way to list them
    hint = near.en if near else f"see `qd85 {command} --help`"
    return UsageError(f"unknown argument `{flag[:40]}` of `qd85 {command}` ({hint})")
