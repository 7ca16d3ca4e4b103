"""`qd85 forecast`: what comes to be violated or undetermined while every account stays as it is, and on which day.

What must not live here: finding the days (`run.forecast`), the formats (`reporters.forecast_text`, `reporters.ical`).
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qd85rules.cli.check import JUDGING, load_policy, naming_zone, registers_of
from qd85rules.cli.console import say
from qd85rules.cli.exits import Exit
from qd85rules.cli.options import add_config, add_settings, typed
from qd85rules.cli.outputs import add_file, page_for, with_repository, write, write_data, write_json
from qd85rules.cli.settings import SETTINGS
from qd85rules.core.diagnostics import InputError, UsageError, errors_in
from qd85rules.reporters import Options
from qd85rules.reporters.forecast_data import forecast_data
from qd85rules.reporters.forecast_text import show_forecast
from qd85rules.reporters.ical import render_ical
from qd85rules.run.forecast import forecast
from qd85rules.source.files import forget_input, read_file, refuse_harmful
from qd85rules.wording import commands as words
from qd85rules.wording import usage
from qd85rules.wording.verdicts import count

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from qd85rules.run.forecast import Forecast

_EXAMPLES: Final = """\
examples:
  qd85 forecast register.yaml --until 2024-12-31                  from today
  qd85 forecast registers/ --as-of 2024-11-01 --until 2025-01-31 --lang en
  qd85 forecast register.yaml --until 2024-12-31 --output-format ics --output-file coming.ics

every account is taken as the register has it, throughout; waivers are not looked at

exit codes: 0 nothing comes; 1 something comes; 2 the job could not be done
"""

_FORMATS: Final = ("text", "json", "ics")
_DIGITS: Final = 12
_LATEST: Final = 253_402_300_799
"""The last second that has a date of four digits for its year."""
_LEFT_OUT: Final = frozenset({"waivers", "waiver-notice-days"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `forecast`."""
    parser.epilog = _EXAMPLES
    day = partial(typed, SETTINGS["as-of"])
    parser.add_argument("--until", type=day, required=True, metavar="DATE", help="the last day to look at, YYYY-MM-DD")
    add_settings(parser, (name for name in JUDGING if name not in _LEFT_OUT))
    group = parser.add_argument_group("output")
    group.add_argument("--output-format", choices=_FORMATS, default="text", help="default: text")
    add_file(group)
    group.add_argument(
        "--previous", metavar="FILE", type=Path, help="the calendar given before (default: the --output-file replaced)"
    )
    add_settings(parser, ("show-names", "color", "exit-zero"))
    add_config(parser)


def run(options: argparse.Namespace) -> int:
    """Carry out `forecast`; gives the exit code."""
    policy = load_policy(options)
    with registers_of(options) as inputs:
        found = forecast(
            inputs.candidates(),
            policy=policy,
            until=options.until,
            engine=options.engine,
            problems=inputs.problems,
        )
    if found.errors:
        found = replace(found, errors=naming_zone(found.errors, found.as_of, options))
    _write(found, options, inputs.paths)
    code = _exit_code(found, options)
    if not options.quiet or code is Exit.FAILED:
        say(f"qd85: {_closing(found, code, len(inputs.registers), options)}")
    return code


def _write(found: Forecast, options: argparse.Namespace, inputs: tuple[str, ...]) -> None:
    refuse_harmful([options.output_file])
    shown = Options(lang=options.lang, show_names=options.show_names, inputs=inputs)
    if options.output_format == "json":
        write_json(forecast_data(found, shown), options.output_file)
    elif options.output_format == "ics":
        text = render_ical(found, with_repository(shown), written=_moment(os.environ), earlier=_earlier(options))
        write_data(text, options.output_file)
    else:
        page = page_for(options)
        show_forecast(found, page, shown)
        write(page.render(), options.output_file, colour=page.colour)


def _earlier(options: argparse.Namespace) -> str:
    """Read the calendar that was given before: the one named, or the one that is to be replaced.

    Raises:
        UsageError: the one named cannot be read, or is no calendar.
    """
    path: Path | None = options.previous or options.output_file
    if path is None:
        return ""
    try:
        text = read_file(path).decode("utf-8-sig")
    except (InputError, UnicodeDecodeError):
        text = ""
    # The new one takes its place.
    forget_input(path)
    if text.startswith("BEGIN:VCALENDAR"):
        return text
    if options.previous is not None:
        raise UsageError(usage.NO_CALENDAR.filled(path=path))
    return ""


def _moment(environ: Mapping[str, str]) -> datetime:
    """Give the moment of writing; builds that must be reproducible set it.

    Source: reproducible-builds.org, SOURCE_DATE_EPOCH.
    """
    given = environ.get("SOURCE_DATE_EPOCH", "")
    if given.isascii() and given.isdigit() and int(given[:_DIGITS]) <= _LATEST:
        return datetime.fromtimestamp(int(given[:_DIGITS]), UTC)
    return datetime.now(UTC)


def _exit_code(found: Forecast, options: argparse.Namespace) -> Exit:
    if options.allow_empty and not found.accounts and not found.errors:
        return Exit.CLEAN
    code = Exit(found.exit_code)
    return Exit.CLEAN if options.exit_zero and code is Exit.FOUND else code


def _closing(found: Forecast, code: Exit, files: int, options: argparse.Namespace) -> str:
    lang = options.lang
    if found.errors:
        why = f": {count('errors', errors_in(found.errors), lang)}"
    elif code is Exit.FAILED:
        why = f": {words.NOTHING_TO_CHECK[lang]}"
    else:
        why = words.FORECAST_COMING[lang].format(number=len(found.coming)) if found.coming else ""
    return words.FORECAST_CLOSING[lang].format(
        accounts=count("accounts", found.accounts, lang), files=files, code=code.value, why=why
    )
