"""`qd85 completion`: a script that completes commands, flags and files in a shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qd85rules.cli.console import put_data
from qd85rules.cli.exits import Exit
from qd85rules.core.diagnostics import MissingExtraError
from qd85rules.wording import usage

if TYPE_CHECKING:
    import argparse

_SHELLS: Final = ("bash", "zsh", "tcsh")
_EXAMPLES: Final = """\
examples:
  qd85 completion bash > ~/.local/share/bash-completion/completions/qd85
  qd85 completion zsh > ~/.zsh/completions/_qd85        a folder of $fpath
  qd85 completion tcsh >> ~/.tcshrc
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `completion`."""
    parser.epilog = _EXAMPLES
    parser.add_argument("shell", choices=_SHELLS, help="the shell that is to run the script")


def run(options: argparse.Namespace) -> int:
    """Print the script; raises `MissingExtraError` without its generator."""
    try:
        import shtab  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as error:
        raise MissingExtraError(usage.NEEDS_SHTAB) from error
    from qd85rules.cli import whole_parser  # noqa: PLC0415 - imports every command

    parser = whole_parser()
    for action in _actions(parser):
        if action.metavar in {"PATH", "FILE", "DIR"}:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
    put_data(shtab.complete(parser, shell=options.shell) + "\n")
    return Exit.CLEAN


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    found: list[argparse.Action] = []
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to list them
        found.append(action)
        if isinstance(action.choices, dict):
            for inner in action.choices.values():
                found += _actions(inner)
    return found
