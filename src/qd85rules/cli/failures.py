"""What a run that failed tells its user: the problems, never a traceback."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from qd85rules.cli.console import takes_unicode
from qd85rules.cli.settings import SettingsError
from qd85rules.core.diagnostics import InputError, PolicyError, Qd85Error, errors_in, told_once
from qd85rules.reporters.frames import frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.core.text import Language


def tell(error: BaseException) -> Iterator[str]:
    """Give the lines that describe a failure."""
    if os.environ.get("QD85RULES_TRACEBACK"):
        import traceback  # noqa: PLC0415 - for whoever works on the tool

        yield from "".join(traceback.format_exception(error)).splitlines()
    match error:
        case SettingsError():
            yield from lines_of(error)
            yield "qd85: the settings cannot be used; nothing was done"
        case PolicyError() | InputError():
            yield from lines_of(error)
            number = errors_in(error.diagnostics)
            what = "in the packs" if isinstance(error, PolicyError) else "in the input"
            yield f"qd85: {number} problem{'s' if number > 1 else ''} {what}; nothing was checked"
        case Qd85Error():
            yield f"qd85: {error}"
        case OSError():
            place = f"{error.filename}: " if error.filename else ""
            yield f"qd85: {place}{(error.strerror or str(error)).lower()}"
        case _:
            yield f"qd85: internal error: {type(error).__name__}: {error}"[:400]
            yield "qd85: please report it; QD85RULES_TRACEBACK=1 shows where it arose"


def lines_of(error: PolicyError | InputError, lang: Language = "en") -> Iterator[str]:
    """Give the lines that tell every problem of an error, each with the text that it is about."""
    for diagnostic in told_once(error.diagnostics):
        yield diagnostic.line(lang)
        yield from (f"    {line}" for line in frame(diagnostic, ascii_only=not takes_unicode(sys.stderr)))
