"""The day that a command judges by, where none is asked for: today in the time zone of the settings.

The command may look at the clock, the library never does.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from qd85rules.core.text import Text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from datetime import date

    from qd85rules.core.diagnostics import Diagnostic

__all__ = ["named_day", "naming_zone"]

_TODAY: Final = Text("{day}, hôm nay ở {zone}", "{day}, today in {zone}")
_MISTAKEN: Final = Text(
    "{help}; {day} là hôm nay ở {zone} (đổi bằng `--time-zone`)",
    "{help}; {day} is today in {zone} (`--time-zone` changes it)",
)


def named_day(day: date, options: argparse.Namespace) -> str:
    """Name the day of a check, and where it is today if nobody asked for it."""
    return str(day) if options.as_of else _TODAY[options.lang].format(day=day, zone=options.time_zone)


def naming_zone(errors: Iterable[Diagnostic], day: date, options: argparse.Namespace) -> tuple[Diagnostic, ...]:
    """Say of dates after a day that nobody asked for where that day is today: a date may be right where it was written.

    Other errors, and those of a day that was asked for, stay as they are.
    """
    if options.as_of:
        return tuple(errors)
    zone = options.time_zone
    return tuple(_named(error, day, zone) if error.code == "date-after-as-of" else error for error in errors)


def _named(error: Diagnostic, day: date, zone: str) -> Diagnostic:
    was = error.help or Text("", "")
    vi, en = (_MISTAKEN[lang].format(help=was[lang], day=day, zone=zone).removeprefix("; ") for lang in ("vi", "en"))
    return replace(error, help=Text(vi, en))
