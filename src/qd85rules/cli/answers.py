"""What commands that answer a question share: the options of the answer, and where it goes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qd85rules.cli.console import put, put_data, takes_unicode, terminal_width, use_colour
from qd85rules.cli.options import add_config, add_settings
from qd85rules.core.plain import json_text, plain_lines
from qd85rules.reporters.page import Page
from qd85rules.source.files import refuse_harmful
from qd85rules.source.writing import write_file

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable

__all__ = ["add_answer", "add_file", "answer", "page_for", "write", "write_data", "write_json"]


def add_answer(parser: argparse.ArgumentParser, settings: Iterable[str] = ()) -> None:
    """Add the options that say how an answer is shown, and further settings of the command."""
    add_settings(parser, settings)
    group = parser.add_argument_group("output")
    group.add_argument("--output-format", choices=("text", "json"), default="text", help="default: text")
    add_file(group)
    add_settings(parser, ("lang", "color"))
    add_config(parser)


def add_file(group: argparse._ActionsContainer) -> None:
    """Add the file that an answer may go to."""
    group.add_argument("--output-file", metavar="FILE", type=_file, help="write here instead of to standard output, -")


def _file(name: str) -> Path | None:
    """Read where an answer goes; `-` is standard output here as it is in `check`."""
    return None if name == "-" else Path(name)


def answer(options: argparse.Namespace, data: Callable[[], Any], show: Callable[[Page], None]) -> None:
    """Write an answer as the options say: `data` gives it for JSON, in both languages, `show` fills a page."""
    if options.output_format == "json":
        write_json(data(), options.output_file)
        return
    page = page_for(options)
    show(page)
    write(page.render(), options.output_file, colour=page.colour)


def page_for(options: argparse.Namespace) -> Page:
    """Give an empty page for the file or the console that the options name."""
    if options.output_file is not None:
        return Page(options.lang, colour=options.color == "always")
    return Page(
        options.lang,
        width=terminal_width(sys.stdout),
        colour=use_colour(options.color, sys.stdout),
        ascii_only=not takes_unicode(sys.stdout),
    )


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


def write_data(text: str, file: Path | None) -> None:
    """Write a text for programs to standard output, or to a file."""
    if file is None:
        refuse_harmful([None])
        put_data(text)
    else:
        write_file(file, text)
