"""The command `qd85`: one module for each subcommand, named after it.

In come arguments, settings files and the environment; out come a report on standard output, everything else that is
told on standard error, and an exit code (`exits`).

- `settings` is the one table of settings: flags, names in the environment and keys in files are made of it.
- `options` makes the flags, and fills the parsed command line with what `settings_file` and the environment say.
- `check` reads and judges registers, for `baseline`, `forecast` and `diff` as well.
- `console` has the doors that everything printed goes through; `outputs` writes reports and results.
- `failures` makes lines of an error; `schemas` has the JSON Schemas that `schema` prints.

INVARIANT: a subcommand's module is imported when it is called, because start-up time is paid at every commit.
INVARIANT: no exception but `SystemExit` leaves `main`, and a run that failed never has the exit code of a clean one.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final, NoReturn

from qd85rules.cli.console import abandon_output, prepare_streams, put, say, telling_warnings
from qd85rules.cli.exits import Exit
from qd85rules.source.files import noting_inputs
from qd85rules.wording import usage

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from qd85rules.core.text import Language

__all__ = ["main", "whole_parser"]

_COMMANDS: Final = {
    "check": "check registers of accounts",
    "columns": "show how the columns of a table are understood",
    "questions": "list what to ask so that what is undetermined is decided",
    "baseline": "keep the findings that a register has, so that only new ones fail",
    "test": "run cases and rule examples; measure coverage and mutants",
    "lint": "look for what is wrong with packs, over all accounts",
    "fmt": "print the conditions of packs in one layout, in place",
    "forecast": "say what comes to be violated, and on which day",
    "diff": "say what an edit of a policy does, with proofs, accounts and registers",
    "clauses": "list the clauses and what each leads to",
    "eval": "say what an expression and each of its parts is, for an account",
    "explain": "explain a rule or a clause",
    "verify": "reproduce the run of a record, and say what differs",
    "schema": "print a JSON Schema",
    "init": "write a starter: settings, register, pack, cases, hooks",
    "completion": "print a script that completes commands in a shell",
}

_EPILOG: Final = """\
examples:
  qd85 check register.yaml --as-of 2024-11-01
  qd85 check registers/ --lang en --output-format sarif --output-file report.sarif
  qd85 explain transfer/given-away
  qd85 init

exit codes: 0 clean; 1 a violation; 2 the job could not be done; 3 nothing worse than undetermined
"""


_GARBAGE_THRESHOLD: Final = 100_000
"""Above what a start makes; a large register still has its cycles collected."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; `None`: with the arguments of the process.

    Returns:
        The exit code. No exception leaves but `SystemExit` of the argument parser.
    """
    if argv is None:
        _lighten_start()
    prepare_streams()
    arguments = list(sys.argv[1:] if argv is None else argv)
    options = argparse.Namespace()
    try:
        with telling_warnings(), noting_inputs():
            return _run(arguments, options)
    except BrokenPipeError:
        # The reader of the pipe has gone (`| head`) and may have seen a part only, so the exit code must not be 0.
        abandon_output()
        return Exit.FAILED
    except KeyboardInterrupt:
        say(f"qd85: {usage.INTERRUPTED[_language(options)]}")
        return Exit.INTERRUPTED
    except (SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        # What libraries in Rust call a panic is no `Exception`; the exit code 1 of a traceback would be a finding's.
        return _failed(error, options)


def _lighten_start() -> None:
    """Leave out what a process of our own pays for at each start and has no use of."""
    # Plugins watch validation in services; to find none, pydantic would read the metadata of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # While modules load nothing becomes garbage, yet the collector would go through them some hundred times, and once
    # more at the end, when the process gives everything back anyhow.
    gc.set_threshold(_GARBAGE_THRESHOLD)
    atexit.register(gc.freeze)


def whole_parser() -> argparse.ArgumentParser:
    """Give the parser with every command's options, for what has to know them all."""
    return _parsers(set(_COMMANDS))[0]


def _parsers(wanted: Container[str]) -> tuple[argparse.ArgumentParser, Mapping[str, argparse.ArgumentParser]]:
    """Make the parser, and those of the commands by name; only the commands wanted are imported."""
    parser = _Parser(
        prog="qd85",
        description="Check accounts against Regulation 85-QĐ/TW; every verdict cites its clauses.",
        epilog=_EPILOG,
    )
    parser.add_argument("--version", action=_ShowVersion, nargs=0, help="show the version and stop")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in _COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        if name in wanted:
            module = import_module(f"qd85rules.cli.{name}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return parser, commands.choices


class _Parser(argparse.ArgumentParser):
    """A parser of whole option names, whose mistakes are told by `say`: an argument may hold what a terminal obeys."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        how: dict[str, object] = {"formatter_class": argparse.RawDescriptionHelpFormatter, "allow_abbrev": False}
        super().__init__(*args, **(how | kwargs))  # type: ignore[arg-type] # handed on as it is given

    def error(self, message: str) -> NoReturn:
        """Tell the mistake under the usage, and stop."""
        self.print_usage(sys.stderr)
        say(f"{self.prog}: error: {message}")
        self.exit(Exit.FAILED)


class _ShowVersion(argparse.Action):
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


def _run(arguments: list[str], options: argparse.Namespace) -> int:
    name, *rest = arguments or [""]
    parser, commands = _parsers({name})
    if name not in commands:
        # Help, the version, or a mistake, which the parser tells.
        parser.parse_args(arguments)
    # Of commands below commands argparse takes paths in one piece only, of a parser alone anywhere.
    _, unknown = commands[name].parse_known_intermixed_args(_plainly(rest), options)
    if unknown:
        raise _unknown_argument(commands[name], name, unknown[0])
    if hasattr(options, "config"):
        from qd85rules.cli.options import fill  # noqa: PLC0415 - not every command has settings

        settled = fill(options, name)
        if options.show_settings:
            from qd85rules.cli.settings_text import settings_text  # noqa: PLC0415 - seldom asked for

            put(settings_text(settled))
            return Exit.CLEAN
    from qd85rules.cli.outputs import refuse_named  # noqa: PLC0415 - the parser alone may end the run

    refuse_named(options, name)
    return int(options.run(options))


def _plainly(arguments: Sequence[str]) -> list[str]:
    """Name files after `--` so that they look like no options, which they do once argparse has taken the `--` away."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    files = (f"./{word}" if word.startswith("-") and word != "-" else word for word in arguments[end + 1 :])
    return [*arguments[: end + 1], *files]


def _unknown_argument(parser: argparse.ArgumentParser, command: str, argument: str) -> Exception:
    from qd85rules.core.diagnostics import UsageError, suggestion  # noqa: PLC0415 - only where something is wrong

    flag = argument.partition("=")[0]
    near = suggestion(flag, parser._option_string_actions)  # noqa: SLF001 - argparse has no other way to list them
    hint = near or usage.SEE_HELP.filled(command=command)
    return UsageError(usage.hinted(usage.UNKNOWN_ARGUMENT.filled(flag=flag[:40], command=command), hint))


def _language(options: argparse.Namespace) -> Language:
    """Give the language of a run that may have ended before its settings were known."""
    wanted = getattr(options, "lang", None) or os.environ.get("QD85RULES_LANG")
    return "en" if wanted == "en" else "vi"


def _failed(error: BaseException, options: argparse.Namespace) -> int:
    from qd85rules.cli.failures import tell  # noqa: PLC0415 - only where something failed

    for line in tell(error, _language(options)):
        say(line)
    return Exit.FAILED
