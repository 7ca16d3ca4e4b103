"""Where what a command writes goes: standard output or files, texts for people or data for programs, reports in pairs.

What must not live here: the formats (`reporters`), and how a file is replaced (`source.writing`).
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qd85rules.cli.console import put, put_data, takes_unicode, terminal_width, use_colour
from qd85rules.cli.options import add_config, add_settings
from qd85rules.core.diagnostics import UsageError
from qd85rules.core.text import json_text, plain_lines
from qd85rules.reporters import get_reporter
from qd85rules.source.files import note_input, refuse_harmful
from qd85rules.source.writing import append_file, write_file
from qd85rules.wording import usage

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Sequence

    from qd85rules.cli.console import ColourChoice
    from qd85rules.judge.report import Report
    from qd85rules.reporters import Options
    from qd85rules.reporters.page import Page

_FOR_PEOPLE: Final = frozenset({"text", "concise", "markdown"})
_NAMED_INPUTS: Final = ("paths", "against", "waivers", "baseline", "suffix_list")
_SUMMARY: Final = "GITHUB_STEP_SUMMARY"
# Excel reads a table without a byte order mark as text of the system's own code page. Where a program reads standard
# output, the mark would become a part of the first column's name.
_FILE_STARTS: Final = {"csv": "\ufeff"}
_OF_REPOSITORIES: Final = frozenset({"sarif", "github", "gitlab", "junit"})


def add_result(parser: argparse.ArgumentParser, settings: Iterable[str] = ()) -> None:
    """Add the options of a command with one result that says how it is shown, and further settings of the command."""
    add_settings(parser, settings)
    group = parser.add_argument_group("output")
    group.add_argument("--output-format", choices=("text", "json"), default="text", help="default: text")
    add_file(group)
    add_settings(parser, ("lang", "color"))
    add_config(parser)


def add_file(group: argparse._ActionsContainer) -> None:
    """Add the file that a result may go to."""
    group.add_argument("--output-file", metavar="FILE", type=_file, help="write here instead of to standard output, -")


def _file(name: str) -> Path | None:
    """Read where a result goes; `-` is standard output here as it is in `check`."""
    return None if name == "-" else Path(name)


def write_result(options: argparse.Namespace, data: Callable[[], Any], show: Callable[[Page], None]) -> None:
    """Write a result as the options say: `data` gives it for JSON, in both languages, `show` fills a page."""
    if options.output_format == "json":
        write_json(data(), options.output_file)
        return
    page = page_for(options)
    show(page)
    write(page.render(), options.output_file, colour=page.colour)


def page_for(options: argparse.Namespace, **layout: Any) -> Page:  # noqa: ANN401 - options of a page
    """Give an empty page for the file or the console that the options name."""
    from qd85rules.reporters.page import Page  # noqa: PLC0415 - reports of `check` bring their own

    return Page(options.lang, **{**_layout(options.color, options.output_file), **layout})


def _layout(colour: ColourChoice, file: Path | None) -> dict[str, Any]:
    """Give what pages and reports have to know of the file or console that they go to."""
    if file is not None:
        return {"colour": colour == "always"}
    return {
        "colour": use_colour(colour, sys.stdout),
        "width": terminal_width(sys.stdout),
        "ascii_only": not takes_unicode(sys.stdout),
    }


def write(text: str, file: Path | None, *, colour: bool = False) -> None:
    """Write a text for people to standard output, or to a file."""
    if file is None:
        refuse_harmful([None])
        put(text, colour=colour)
    else:
        write_file(file, plain_lines(text, colour=colour))


def write_json(data: object, file: Path | None) -> None:
    """Write data as JSON to standard output, or to a file."""
    write_data(json_text(data) + "\n", file)


def write_data(text: str, file: Path | None, kind: str = "") -> None:
    """Write a text for programs to standard output, or to a file, which begins as files of its kind do."""
    if file is None:
        refuse_harmful([None])
        put_data(text)
    else:
        write_file(file, _FILE_STARTS.get(kind, "") + text)


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
            raise UsageError(usage.FILE_WITHOUT_FORMAT.filled(file=value[:60]))
    if waiting is not None:
        outputs.append(("text", waiting))
    # `-` and no file at all both mean standard output, which two formats cannot share.
    files = [None if file in {None, "-"} else Path(str(file)) for _, file in outputs]
    if files.count(None) > 1:
        raise UsageError(usage.ONE_ON_OUTPUT)
    if len({str(file) for file in files}) < len(files):
        raise UsageError(usage.ONE_FILE)
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
        shown = replace(shown, **_layout(colour, output.file))
        text = get_reporter(output.format)(report, shown)
        if output.format in _FOR_PEOPLE:
            write(text, output.file, colour=shown.colour)
        else:
            write_data(text, output.file, output.format)
        if output.format == "github" and (summary := os.environ.get(_SUMMARY)):
            from qd85rules.reporters.markdown import step_summary  # noqa: PLC0415 - only inside a job

            # The page that GitHub shows for a job, where the job says which file that is.
            append_file(Path(summary), step_summary(report, shown))


def repository_root(start: Path) -> Path | None:
    """Find the top of the Git work tree that a folder is in."""
    resolved = start.resolve()
    return next((folder for folder in (resolved, *resolved.parents) if (folder / ".git").exists()), None)


def with_repository(options: Options) -> Options:
    """Add where the registers lie in their repository, so that they are called alike from every folder."""
    from qd85rules.reporters.places import repository_paths  # noqa: PLC0415 - only some formats name places so

    root = repository_root(Path()) or Path()
    return replace(options, repo_paths=repository_paths((*options.inputs, *options.asked), root))
