"""Days as people write them in cells, and the order of day and month that a whole column proves.

What must not live here: words that stand for a day (`words`), and the messages about cells (`cells`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from qd85rules.intake.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

DateOrder = Literal["ymd", "dmy", "mdy"]

_TIME: Final = r"(?:[ T]\s*(?P<time>[0-9]{1,2}[:h][0-9]{1,2}(?::[0-9]{1,2}(?:\.[0-9]+)?)?(?:\s*[AaPp][Mm])?))?"
_YEAR_FIRST: Final = re.compile(r"(?P<y>[0-9]{4})\s*([-/.])\s*(?P<m>[0-9]{1,2})\s*\2\s*(?P<d>[0-9]{1,2})" + _TIME)
_TOGETHER: Final = re.compile(r"(?P<y>(?:19|20)[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})")
_NUMBERED: Final = re.compile(
    r"(?P<a>[0-9]{1,2})\s*([-/.])\s*(?P<b>[0-9]{1,2})\s*\2\s*(?P<y>[0-9]{4}|[0-9]{2})" + _TIME
)
_IN_WORDS: Final = re.compile(r"(?:ngay )?(?P<d>[0-9]{1,2}) (?:thang|thg) (?P<m>[0-9]{1,2}) (?:nam )?(?P<y>[0-9]{4})")
_MONTH_NAMED: Final = re.compile(
    r"(?P<d>[0-9]{1,2})[- /.](?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[- /.,]+"
    r"(?P<y>[0-9]{4}|[0-9]{2})",
    re.IGNORECASE,
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CENTURY: Final = 100
MONTHS_OF_YEAR: Final = 12
"""A number above it is no month."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A day written as two numbers and a year, of which the order is not known by itself."""

    first: int
    second: int
    year: int
    is_short: bool = False
    has_time: bool = False


def day_in(text: str) -> str | Numbered | None:
    """Give the ISO form of a day, with its time where there is one; or its numbers; `None` where it is no day.

    A day that no calendar has comes as its ISO form all the same.
    """
    text = text.strip().rstrip(".;,").strip()
    if match := _YEAR_FIRST.fullmatch(text) or _TOGETHER.fullmatch(text):
        time = match.groupdict().get("time")
        return f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}" + (f" {time}" if time else "")
    if match := _NUMBERED.fullmatch(text):
        is_short = len(match["y"]) < 4  # noqa: PLR2004 - digits of a year
        year = int(match["y"]) + (20 * _CENTURY if is_short else 0)
        return Numbered(int(match["a"]), int(match["b"]), year, is_short, match["time"] is not None)
    if match := _MONTH_NAMED.fullmatch(text):
        year = int(match["y"]) if len(match["y"]) > 2 else int(match["y"]) + 20 * _CENTURY  # noqa: PLR2004 - likewise
        return f"{year}-{_MONTHS.index(match['m'].lower()) + 1:02}-{int(match['d']):02}"
    if "th" in text and (match := _IN_WORDS.fullmatch(folded(text))):
        return f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}"
    return None


def ordered(numbers: Numbered, order: DateOrder) -> str:
    """Give the ISO form of a day whose order is known; no calendar may have it."""
    day, month = (numbers.first, numbers.second) if order != "mdy" else (numbers.second, numbers.first)
    return f"{numbers.year}-{month:02}-{day:02}"


def is_day(iso: str) -> bool:
    """Tell whether the calendar has a day."""
    try:
        date.fromisoformat(iso[:10])
    except ValueError:
        return False
    return True


def order_of(days: Iterable[Numbered]) -> DateOrder | Literal["both"] | None:
    """Give the order that some days of one column prove, `both` where they contradict one another.

    Only a number above twelve proves anything; `None` where there is none.
    """
    found: set[DateOrder] = set()
    for day in days:
        if day.first > MONTHS_OF_YEAR >= day.second and is_day(ordered(day, "dmy")):
            found.add("dmy")
        elif day.second > MONTHS_OF_YEAR >= day.first and is_day(ordered(day, "mdy")):
            found.add("mdy")
    return "both" if len(found) > 1 else next(iter(found), None)
