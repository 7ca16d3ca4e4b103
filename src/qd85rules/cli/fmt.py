"""`qd85 fmt`: the conditions of packs in one layout, in place.

What must not live here: the layout (`policy.formatting`).
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from qd85rules.cli.console import put, put_data, say, use_colour
from qd85rules.cli.exits import Exit
from qd85rules.cli.failures import say_problems
from qd85rules.cli.options import add_config, add_settings
from qd85rules.core.diagnostics import Diagnostic, InputError, PolicyError, Span, UsageError
from qd85rules.core.text import painted
from qd85rules.policy.formatting import formatted, has_conditions
from qd85rules.policy.rule import PACK_FILE
from qd85rules.source.files import each_once, forget_input, read_file, read_whole
from qd85rules.source.writing import write_file
from qd85rules.wording import usage
from qd85rules.wording.files import FILE_NOT_UTF8
from qd85rules.wording.formatting import FORMATTED, FORMATTED_FILES, TO_BE_FORMATTED

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

_EXAMPLES: Final = """\
examples:
  qd85 fmt unit-pack/                    every rule and pack below a folder
  qd85 fmt unit-pack/ --check            for hooks: write nothing, exit 1 and show what would change
  qd85 fmt unit-pack/ --diff             only show what would change
  qd85 fmt - < rule.yaml                 standard input to standard output, for editors

exit codes: 0 done; 1 with --check, something would change; 2 a file cannot be read, and was left as it is
"""

_STDIN: Final = "-"
_STYLES: Final = {"-": "31", "+": "32", "@": "36;1"}


@dataclass(frozen=True, slots=True)
class _Done:
    """A file with its text before and after."""

    path: Path
    before: str
    after: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `fmt`."""
    parser.epilog = _EXAMPLES
    parser.add_argument("files", nargs="+", metavar="PATH", help="rules, pack files, folders of them, or -")
    how = parser.add_argument_group("writing")
    how.add_argument("--check", action="store_true", help="write nothing; exit 1 and show what would change")
    how.add_argument("--diff", action="store_true", help="write nothing; show what would change")
    add_settings(parser, ("stdin-filename", "lang", "color", "quiet"))
    add_config(parser)


def run(options: argparse.Namespace) -> int:
    """Carry out `fmt`; gives the exit code."""
    done: list[_Done] = []
    failed = 0
    for path in _files(options.files):
        try:
            text = _text(path)
            name = PurePath(options.stdin_filename or _guessed(text)) if path == Path(_STDIN) else path
            if has_conditions(name, text):
                done.append(_Done(path, text, formatted(name, text)))
        except (InputError, PolicyError) as error:
            failed += 1
            say_problems(error.diagnostics, options.lang)
    changed = [one for one in done if one.after != one.before]
    if options.check or options.diff:
        put("".join(_diff(changed, options)), colour=use_colour(options.color, sys.stdout))
    else:
        _write(done, options)
    code = Exit.FAILED if failed else Exit.FOUND if options.check and changed else Exit.CLEAN
    if not options.quiet or code is Exit.FAILED:
        told = TO_BE_FORMATTED if options.check or options.diff else FORMATTED_FILES
        counts = {"changed": len(changed), "same": len(done) - len(changed), "failed": failed, "code": code.value}
        say(f"qd85: {told[options.lang].format(**counts)}")
    return code


def _files(names: Sequence[str]) -> list[Path]:
    """Give the files that are asked for and those below the folders, each once."""
    found: list[Path] = []
    for name in names:
        path = Path(name)
        below = list(_below(path)) if path.is_dir() else [path]
        if not below:
            raise UsageError(usage.NOTHING_TO_FORMAT.filled(name=name[:80]))
        found += below
    return list(each_once(found))


def _below(folder: Path) -> Iterator[Path]:
    """Give what may be a file of a pack below a folder; hidden folders are left out, and so are cases."""
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(".yaml") and not name.endswith(".qd85test.yaml"):
                yield Path(where, name)


def _text(path: Path) -> str:
    data = read_whole(sys.stdin.buffer, _STDIN) if path == Path(_STDIN) else read_file(path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError([Diagnostic("not-utf-8", FILE_NOT_UTF8, Span(str(path)))]) from error


def _guessed(text: str) -> str:
    """Name standard input as a rule where it looks like one, else as a pack's own file."""
    return _STDIN if has_conditions(PurePath(_STDIN), text) else PACK_FILE


def _write(done: Sequence[_Done], options: argparse.Namespace) -> None:
    for one in done:
        if one.path == Path(_STDIN):
            put_data(one.after)
        elif one.after != one.before:
            forget_input(one.path)
            write_file(one.path, one.after)
            if not options.quiet:
                say(FORMATTED[options.lang].format(path=one.path))


def _diff(changed: Sequence[_Done], options: argparse.Namespace) -> Iterator[str]:
    colour = use_colour(options.color, sys.stdout)
    for one in changed:
        before, after = one.before.splitlines(), one.after.splitlines()
        for line in unified_diff(before, after, str(one.path), str(one.path), lineterm=""):
            yield (painted(line, _STYLES[line[0]]) if colour and line[0] in _STYLES else line) + "\n"
