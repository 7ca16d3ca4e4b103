"""Options that several commands share.

What must not live here: options of one command, and what options do.
"""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qd85rules.errors import UsageError
from qd85rules.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["add_language", "add_policy", "parse_params", "today"]

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def add_policy(parser: argparse.ArgumentParser) -> None:
    """Add what chooses the policy: packs, parameters and the day."""
    group = parser.add_argument_group("policy")
    group.add_argument(
        "--as-of",
        metavar="DATE",
        type=_day,
        default=None,
        help="the day of the check, YYYY-MM-DD; today by default, and always stamped into the output",
    )
    group.add_argument(
        "--pack",
        metavar="PACK",
        action="append",
        dest="packs",
        help="a pack of the library (national, local/phu-ninh, ...) or a folder; repeat to stack, lowest first",
    )
    group.add_argument(
        "--param", metavar="NAME=VALUE", action="append", dest="params", help="set a parameter; repeatable"
    )
    group.add_argument(
        "--suffix-list", metavar="FILE", type=Path, help="a Public Suffix List newer than the bundled one"
    )


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add the language of the output."""
    parser.add_argument("--lang", choices=LANGUAGES, default=None, help="the language of the output (default: vi)")


def parse_params(given: Sequence[str] | None) -> dict[str, object]:
    """Read `NAME=VALUE` options."""
    params: dict[str, object] = {}
    for item in given or ():
        name, equals, value = item.partition("=")
        if not equals:
            msg = f"`--param {item[:40]}` has no value (write `--param NAME=VALUE`)"
            raise UsageError(msg)
        params[name.strip()] = value.strip()
    return params


def today() -> date:
    """Give today's date where the machine is; the command may look at the clock, the library never does."""
    return date.today()  # noqa: DTZ011 - a calendar day has the zone of whoever asks


def _day(text: str) -> date:
    # `fromisoformat` alone would take week dates and dates without hyphens too.
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    msg = f"`{text[:40]}` is not a day; write YYYY-MM-DD"
    raise argparse.ArgumentTypeError(msg)
