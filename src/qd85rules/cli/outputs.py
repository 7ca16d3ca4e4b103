"""Where reports go: formats and files, in pairs.

What must not live here: the formats.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qd85rules.cli.console import takes_unicode, terminal_width, use_colour
from qd85rules.errors import UsageError
from qd85rules.reporters import REPORTERS, get_reporter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qd85rules.cli.console import ColourChoice
    from qd85rules.report import Report
    from qd85rules.reporters.base import Options

__all__ = ["Output", "add_outputs", "paired", "write_reports"]


@dataclass(frozen=True, slots=True)
class Output:
    """One report to write; `file` is `None` for standard output."""

    format: str
    file: Path | None = None


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


def add_outputs(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose formats and files."""
    group = parser.add_argument_group("output")
    group.add_argument(
        "--output-format",
        dest="outputs",
        action=_Ordered,
        metavar="FORMAT",
        choices=tuple(REPORTERS),
        help="one of %(choices)s; repeat, each with an --output-file, to write several in one run (default: text)",
    )
    group.add_argument(
        "--output-file",
        dest="outputs",
        action=_Ordered,
        metavar="FILE",
        help="write the --output-format before it here instead of to standard output",
    )


def paired(given: Sequence[tuple[str, str]] | None) -> tuple[Output, ...]:
    """Pair formats with files: a file belongs to the format before it, or to the first one where it comes before all.

    Raises:
        UsageError: a file has no format of its own, or two reports would go to standard output.
    """
    outputs: list[Output] = []
    waiting: str | None = None
    for kind, value in given or ():
        if kind == "format":
            outputs.append(Output(value, None if waiting is None else Path(waiting)))
            waiting = None
        elif outputs and outputs[-1].file is None:
            outputs[-1] = replace(outputs[-1], file=Path(value))
        elif waiting is None and not outputs:
            waiting = value
        else:
            msg = f"`--output-file {value[:60]}` has no `--output-format` of its own"
            raise UsageError(msg)
    if waiting is not None:
        outputs.append(Output("text", Path(waiting)))
    if sum(output.file is None for output in outputs) > 1:
        msg = "only one report can go to standard output; give the others an `--output-file`"
        raise UsageError(msg)
    return tuple(outputs) or (Output("text"),)


def write_reports(report: Report, outputs: Sequence[Output], options: Options, colour: ColourChoice) -> None:
    """Write every report; files are UTF-8, and each is written whole or not at all."""
    for output in outputs:
        render = get_reporter(output.format)
        if output.file is None:
            shown = replace(
                options,
                colour=use_colour(colour, sys.stdout),
                width=terminal_width(sys.stdout),
                ascii_only=not takes_unicode(sys.stdout),
            )
            sys.stdout.write(render(report, shown))
            sys.stdout.flush()
        else:
            text = render(report, replace(options, colour=colour == "always"))
            _write(output.file, text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_text(text, encoding="utf-8", newline="")
    unfinished.replace(path)
