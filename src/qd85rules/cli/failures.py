"""What a run that failed tells its user: the problems, never a traceback."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from qd85rules.cli.console import say, takes_unicode
from qd85rules.cli.settings import SettingsError
from qd85rules.core.diagnostics import InputError, PolicyError, Qd85Error, errors_in, told_once
from qd85rules.reporters.frames import frame
from qd85rules.wording import usage
from qd85rules.wording.verdicts import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qd85rules.core.diagnostics import Diagnostic
    from qd85rules.core.text import Language


def tell(error: BaseException, lang: Language) -> Iterator[str]:
    """Give the lines that describe a failure."""
    if os.environ.get("QD85RULES_TRACEBACK"):
        import traceback  # noqa: PLC0415 - for whoever works on the tool

        yield from "".join(traceback.format_exception(error)).splitlines()
    match error:
        case SettingsError():
            yield from _lines_of(error.diagnostics, lang)
            yield f"qd85: {usage.SETTINGS_FAILED[lang]}"
        case PolicyError() | InputError():
            yield from _lines_of(error.diagnostics, lang)
            said = usage.PACKS_FAILED if isinstance(error, PolicyError) else usage.INPUT_FAILED
            yield f"qd85: {said[lang].format(problems=count('problems', errors_in(error.diagnostics), lang))}"
        case Qd85Error():
            yield f"qd85: {error.text[lang]}"
        case OSError():
            place = f"{error.filename}: " if error.filename else ""
            yield f"qd85: {place}{(error.strerror or str(error)).lower()}"
        case _:
            yield f"qd85: internal error: {type(error).__name__}: {error}"[:400]
            yield f"qd85: {usage.PLEASE_REPORT[lang]}"


def say_problems(problems: Iterable[Diagnostic], lang: Language) -> None:
    """Tell problems on standard error, each with the text that it is about, and those of one kind once."""
    for line in _lines_of(problems, lang):
        say(line)


def _lines_of(problems: Iterable[Diagnostic], lang: Language) -> Iterator[str]:
    for diagnostic in told_once(problems):
        yield diagnostic.line(lang)
        yield from (f"    {line}" for line in frame(diagnostic, ascii_only=not takes_unicode(sys.stderr)))
