"""A number of a workbook as its cell shows it, by the number format; a date where the format is one.

What must not live here: where formats are kept in a file (`xlsxparts`, `xlsworker`).

Source: ECMA-376 part 1, 18.8.30 (the formats that have a number only) and 18.8.31 (their codes).
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from qd85rules.intake.grid import CellKind

_DATES: Final = {14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "yyyy-mm-dd h:mm"}
_EASTERN: Final = (*range(27, 37), *range(50, 59))
BUILTIN_FORMATS: Final[dict[int, str]] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    **_DATES,
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "h:mm:ss"),
    **dict.fromkeys(_EASTERN, "yyyy-mm-dd"),
    **dict.fromkeys((37, 38), "#,##0"),
    **dict.fromkeys((39, 40), "#,##0.00"),
    48: "##0.0E+0",
    49: "@",
}
"""The formats that a file names by their number."""

_LITERAL: Final = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_BRACKETS: Final = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_PLAIN: Final = re.compile(r"[#0,]*0?(?:\.[0#?]+)?")
_PLACEHOLDERS: Final = frozenset("0#?")
_SHOWN_ALONE: Final = frozenset(" -/():+")
_LAST_SERIAL: Final = 2_958_465
_DIGITS: Final = 15
"""A number has no more digits that count."""
_FIRST_LEAP: Final = 60
"""Excel's calendar has a 29 February 1900."""


def shown_number(text: str, code: str, *, since_1904: bool = False) -> tuple[str, CellKind]:
    """Give what a cell with a number shows, and what it is; a date begins with its ISO form.

    Raises:
        ValueError: the text is no number.
    """
    value = float(text)
    match _form(code):
        case "date":
            return _date(value, since_1904=since_1904) or (text, "unshown")
        case "plain":
            return _plain(value)
        case "pattern" if value.is_integer() and abs(value) < 10**_DIGITS:
            return _patterned(int(value), code) or (_plain(value)[0], "unshown")
        case _:
            return _plain(value)[0], "unshown"


@lru_cache(maxsize=1024)
def _form(code: str) -> str:
    bare = _LITERAL.sub("", _BRACKETS.sub("", code.partition(";")[0]))
    lowered = bare.casefold()
    if lowered in {"general", "@", ""} and '"' not in code:
        return "plain"
    if "general" not in lowered and any(letter in lowered for letter in "dy"):
        return "date"
    if "m" in lowered and "h" not in lowered and "s" not in lowered and not _PLACEHOLDERS & set(lowered):
        return "date"
    if re.search(r"\[[^\]]*[<>=]", code) or any(letter in lowered for letter in "%e"):
        return "other"
    if _PLAIN.fullmatch(bare) and bare == code.partition(";")[0] and not re.match(r"0{2,}", bare):
        return "plain"
    if _PLACEHOLDERS & set(bare) and bare.count(".") == 0 and set(bare) <= _PLACEHOLDERS | _SHOWN_ALONE:
        return "pattern"
    return "other"


def _plain(value: float) -> tuple[str, CellKind]:
    if not value.is_integer():
        return repr(value), "number"
    if abs(value) >= 10**_DIGITS:
        return str(int(value)) if value < 10**300 else repr(value), "unshown"
    return str(int(value)), "number"


def _date(value: float, *, since_1904: bool) -> tuple[str, CellKind] | None:
    if not 0 < value <= _LAST_SERIAL or int(value) == _FIRST_LEAP:
        return None
    first = date(1904, 1, 1) if since_1904 else date(1899, 12, 31 if value < _FIRST_LEAP else 30)
    seconds = round((value - int(value)) * 86_400)
    moment = datetime(first.year, first.month, first.day) + timedelta(days=int(value), seconds=seconds)  # noqa: DTZ001 - a sheet knows no zone
    is_midnight = moment.hour == moment.minute == moment.second == 0
    return moment.date().isoformat() if is_midnight else moment.isoformat(" "), "date"


def _patterned(value: int, code: str) -> tuple[str, CellKind] | None:
    """Put the digits where a pattern such as `0000 000 000` has its placeholders."""
    sections = code.split(";")
    negative = value < 0
    section = sections[1] if negative and len(sections) > 1 else sections[0]
    tokens = _tokens(_BRACKETS.sub("", section))
    if tokens is None:
        return None
    digits = str(abs(value))
    shown: list[str] = []
    places = sum(is_place for _, is_place in tokens)
    for token, is_place in reversed(tokens):
        if not is_place:
            shown.append(token)
            continue
        places -= 1
        # The first placeholder takes every digit that is left.
        taken = digits if places == 0 else digits[-1:]
        digits = "" if places == 0 else digits[:-1]
        shown.append(taken or {"0": "0", "?": " "}.get(token, ""))
    text = "".join(reversed(shown)).strip()
    return ("-" if negative and len(sections) == 1 else "") + text, "number"


def _tokens(section: str) -> list[tuple[str, bool]] | None:
    """Give the parts of a section: text, and placeholders; `None` where there is something else."""
    tokens: list[tuple[str, bool]] = []
    at = 0
    while at < len(section):
        if match := _LITERAL.match(section, at):
            tokens.append((match[1] or match[2] or "", False))
            at = match.end()
            continue
        char = section[at]
        if char not in _PLACEHOLDERS and char not in _SHOWN_ALONE:
            return None
        tokens.append((char, char in _PLACEHOLDERS))
        at += 1
    return tokens
