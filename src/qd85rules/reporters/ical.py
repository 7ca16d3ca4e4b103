"""A forecast as an iCalendar file: an all-day event on each day on which something comes.

What must not live here: what comes, and on which day (`checker.forecast`).

Source: RFC 5545, sections 3.1 (content lines), 3.3.11 (text) and 3.6 (components).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from qd85rules.report import Outcome
from qd85rules.reporters.plain import plain
from qd85rules.reporters.sentences import account_and_subject, cited
from qd85rules.reporters.words import FIELDS, outcome_word
from qd85rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.checker.forecast import Coming, Forecast
    from qd85rules.reporters.base import Options

__all__ = ["render_ical"]

_WIDEST: Final = 75
"""Octets in a line, its break left out."""
_NOTICE_DAYS: Final = 7

_NAME: Final = Text("Dự báo theo Quy định 85-QĐ/TW", "Forecast by Regulation 85-QĐ/TW")
_LAST_DAY: Final = Text("Xử lý chậm nhất ngày {day}.", "Act by {day}.")
_POLICY: Final = Text("Gói quy tắc {packs}, tính từ ngày {day}.", "Packs {packs}, as of {day}.")


def render_ical(found: Forecast, options: Options) -> str:
    """Render the forecast; lines end with CRLF, and the same forecast gives the same bytes.

    An event keeps its identity while its day moves, so that a calendar that imports a later forecast moves it too.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//qd85rules//forecast//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(_NAME[options.lang])}",
    ]
    seen: Counter[str] = Counter()
    for one in found.coming:
        key = json.dumps([one.group, one.finding.account, one.finding.subject, one.finding.rule, one.finding.outcome])
        lines += _event(one, f"{key}{seen[key]}", found, options)
        seen[key] += 1
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(one: Coming, key: str, found: Forecast, options: Options) -> Iterator[str]:
    finding, lang = one.finding, options.lang
    word = outcome_word(finding, lang)
    summary = f"{word[0].upper()}{word[1:]}: {account_and_subject(finding)}: {finding.title[lang]}"
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(key.encode()).hexdigest()[:32]}@qd85rules"
    # The library never reads the clock; and what an event says is as old as the day of the forecast.
    yield f"DTSTAMP:{found.as_of:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{one.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(plain(summary))}"
    told = "\n".join(plain(line) for line in _description(one, found, options))
    yield f"DESCRIPTION:{_text(told)}"
    yield f"CATEGORIES:{_text(word)}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_text(plain(summary))}"
    yield f"TRIGGER:-P{_NOTICE_DAYS}D"
    yield "END:VALARM"
    yield "END:VEVENT"


def _description(one: Coming, found: Forecast, options: Options) -> Iterator[str]:
    finding, lang = one.finding, options.lang
    yield _LAST_DAY[lang].format(day=one.last_day)
    if finding.outcome is Outcome.VIOLATION:
        yield f"{FIELDS['remedy'][lang]}: {finding.remedy[lang]}"
    yield from (f"{FIELDS['questions'][lang]}: {question[lang]}" for question in finding.questions)
    for citation in finding.citations:
        yield f"{FIELDS['clauses'][lang]}: {citation.clause}: {cited(citation, lang)}"
    yield f"[{finding.rule}]"
    if finding.location is not None:
        yield f"{FIELDS['location'][lang]}: {finding.location}"
    yield _POLICY[lang].format(packs=", ".join(found.policy.packs), day=found.as_of)


def _text(text: str) -> str:
    """Escape a text value."""
    for char in "\\;,":
        text = text.replace(char, f"\\{char}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Break a line into pieces that are short enough, never inside a character; later ones begin with a blank."""
    piece, room = "", _WIDEST
    for char in line:
        size = len(char.encode("utf-8", errors="surrogatepass"))
        if size > room:
            yield piece
            piece, room = " ", _WIDEST - 1
        piece += char
        room -= size
    yield piece
