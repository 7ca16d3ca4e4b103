"""Where reports go: formats and files, in pairs.

What must not live here: the formats (`reporters`), and how a file is replaced (`source.writing`).
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qd85rules.cli.console import put, put_data, takes_unicode, terminal_width, use_colour
from qd85rules.core.diagnostics import UsageError
from qd85rules.core.plain import plain_lines
from qd85rules.reporters import get_reporter
from qd85rules.source.files import note_input, refuse_harmful
from qd85rules.source.writing import append_file, write_file

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from qd85rules.cli.console import ColourChoice
    from qd85rules.judge.report import Report
    from qd85rules.reporters.base import Options

__all__ = ["Output", "destinations", "paired", "refuse_named", "repository_root", "with_repository", "write_reports"]

_FOR_PEOPLE: Final = frozenset({"text", "concise", "markdown"})
_NAMED_INPUTS: Final = ("paths", "against", "waivers", "baseline", "suffix_list")
_SUMMARY: Final = "GITHUB_STEP_SUMMARY"
# Excel reads a table without a byte order mark as text of the system's own code page. Where a program reads standard
# output, the mark would become a part of the first column's name.
_FILE_STARTS: Final = {"csv": "\ufeff"}
_OF_REPOSITORIES: Final = frozenset({"sarif", "github", "junit"})


@dataclass(frozen=True, slots=True)
class Output:
    """One report to write; `file` is `None` for standard output."""

    format: str
    file: Path | None = None


def paired(given: Sequence[tuple[str, str]] | None) -> tuple[Output, ...]:
    """Pair formats with files: a file belongs to the format before it, or to the first one where it comes before all.

    Raises:
        UsageError: a file has no format of its own, or two reports would go to one place.
    """
    outputs: list[tuple[str, str | None]] = []
    waiting: str | None = None
    for kind, value in given or ():
        if kind == "format":
            outputs.append((value, waiting))
            waiting = None
        elif outputs and outputs[-1][1] is None:
            outputs[-1] = (outputs[-1][0], value)
        elif waiting is None and not outputs:
            waiting = value
        else:
            msg = f"`--output-file {value[:60]}` has no `--output-format` of its own"
            raise UsageError(msg)
    if waiting is not None:
        outputs.append(("text", waiting))
    # `-` and no file at all both mean standard output, which two formats cannot share.
    files = [None if file in {None, "-"} else Path(str(file)) for _, file in outputs]
    if files.count(None) > 1:
        msg = "only one report can go to standard output; give the others an `--output-file`"
        raise UsageError(msg)
    if len({str(file) for file in files}) < len(files):
        msg = "two reports would go to one file; give each an `--output-file` of its own"
        raise UsageError(msg)
    made = tuple(Output(name, file) for (name, _), file in zip(outputs, files, strict=True))
    return made or (Output("text"),)


def destinations(outputs: Sequence[Output]) -> list[Path | None]:
    """List where reports go, the page of a job of GitHub included; `None` is standard output."""
    summary = os.environ.get(_SUMMARY) if any(output.format == "github" for output in outputs) else None
    return [*(output.file for output in outputs), *([Path(summary)] if summary else ())]


def refuse_named(options: argparse.Namespace, command: str) -> None:
    """End a run before it begins, where an output is a file that the command line or the settings name as an input.

    Files that come up later, in folders and packs, are known once they are read; nothing is written before.

    Raises:
        UsageError: as `refuse_harmful`.
    """
    for dest in _NAMED_INPUTS:
        if dest == "baseline" and command == "baseline":
            continue  # its output
        named = getattr(options, dest, None) or ()
        for name in (named,) if isinstance(named, str) else named:
            if name != "-" and not (path := Path(name)).is_dir():
                note_input(path)
    given = [Path(value) for kind, value in getattr(options, "outputs", None) or () if kind == "file" and value != "-"]
    # `check` has pairs, whose setting of this name holds text.
    given += [file] if isinstance(file := getattr(options, "output_file", None), Path) else []
    given += [Path(options.record)] if command == "check" and options.record is not None else []
    refuse_harmful(given)


def write_reports(report: Report, outputs: Sequence[Output], options: Options, colour: ColourChoice) -> None:
    """Write every report; files are UTF-8, and each is written whole or not at all."""
    for output in outputs:
        shown = with_repository(options) if output.format in _OF_REPOSITORIES else options
        render = get_reporter(output.format)
        if output.file is None:
            shown = replace(
                shown,
                colour=use_colour(colour, sys.stdout),
                width=terminal_width(sys.stdout),
                ascii_only=not takes_unicode(sys.stdout),
            )
            text = render(report, shown)
            if output.format in _FOR_PEOPLE:
                put(text, colour=shown.colour)
            else:
                put_data(text)
        else:
            shown = replace(shown, colour=colour == "always")
            text = render(report, shown)
            text = plain_lines(text, colour=shown.colour) if output.format in _FOR_PEOPLE else text
            write_file(output.file, _FILE_STARTS.get(output.format, "") + text)
        if output.format == "github":
            _summarize(report, shown, os.environ)


def repository_root(start: Path) -> Path | None:
    """Find the top of the Git work tree that a folder is in."""
    resolved = start.resolve()
    return next((folder for folder in (resolved, *resolved.parents) if (folder / ".git").exists()), None)


def with_repository(options: Options) -> Options:
    """Add where the registers lie in their repository, so that they are called alike from every folder."""
    from qd85rules.reporters.places import repository_paths  # noqa: PLC0415 - only some formats name places so

    root = repository_root(Path()) or Path()
    return replace(options, repo_paths=repository_paths((*options.inputs, *options.asked), root))


def _summarize(report: Report, options: Options, environ: Mapping[str, str]) -> None:
    """Add to the page that GitHub shows for a job, where the job says which file that is."""
    if not (name := environ.get(_SUMMARY)):
        return
    from qd85rules.reporters.markdown import step_summary  # noqa: PLC0415 - only inside a job

    append_file(Path(name), step_summary(report, options))
