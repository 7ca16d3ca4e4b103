"""The console: streams that take every character, and what may be coloured.

What must not live here: what is written.
"""

from __future__ import annotations

import os
import shutil
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, Literal, TextIO

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ColourChoice", "prepare_streams", "say", "takes_unicode", "terminal_width", "use_colour"]

ColourChoice = Literal["auto", "always", "never"]


def prepare_streams() -> None:
    """Let no character stop a report: what a console cannot show is written as an escape.

    A console of its own code page keeps it, so that what is shown there is right; files and pipes are UTF-8.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def say(line: str) -> None:
    """Write one line to standard error."""
    print(line, file=sys.stderr)  # noqa: T201 - this is the command


def takes_unicode(stream: TextIO) -> bool:
    """Say whether a stream can show the marks of a report."""
    try:
        "✗△◷─│→".encode(stream.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def use_colour(choice: ColourChoice, stream: TextIO, environ: Mapping[str, str] | None = None) -> bool:
    """Decide on colour: the flag, then NO_COLOR, then FORCE_COLOR, then whether the stream is a terminal.

    Source: no-color.org and force-color.org: a variable counts where it is set and not empty.
    """
    environ = os.environ if environ is None else environ
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environ.get("TERM") != "dumb"


def terminal_width(stream: TextIO) -> int:
    """Give the width to wrap at: that of the terminal, at most 100; 100 for files and pipes."""
    return min(100, shutil.get_terminal_size((100, 24)).columns) if stream.isatty() else 100
