"""A forecast as an iCalendar file: an all-day event on each day on which something comes.

What must not live here: what comes, and on which day (`run.forecast`); versions of an event (`ical_events`).

Source: RFC 5545, sections 3.1 (content lines), 3.3.11 (text) and 3.6 (components).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from qd85rules.core.outcome import Outcome
from qd85rules.core.text import composed, plain
from qd85rules.reporters.ical_events import Event, earlier_events, revised
from qd85rules.reporters.places import repo_path
from qd85rules.reporters.sentences import account_and_subject, cited, outcome_word
from qd85rules.wording import reports as say
from qd85rules.wording.verdicts import FIELDS, LAST_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qd85rules.reporters import Options
    from qd85rules.run.forecast import Coming, Forecast

_WIDEST: Final = 75
"""Octets in a line, its break left out."""
_NOTICE_DAYS: Final = 7


def render_ical(found: Forecast, options: Options, *, written: datetime | None = None, earlier: str = "") -> str:
    """Render the forecast; lines end with CRLF, and the same arguments give the same bytes.

    An event keeps its identity while its day moves, so that a calendar that imports a later forecast moves it too.

    Args:
        found: the forecast.
        options: how it is shown.
        written: the moment of writing, by which calendars tell a later version; when not given, midnight of the day
            of the forecast.
        earlier: the text of the calendar that this one follows. What did not change in it stays as it is; what no
            longer comes is cancelled.
    """
    moment = written or datetime.combine(found.as_of, time(), UTC)
    events = revised(
        _events(found, options),
        earlier_events(earlier),
        moment,
        (found.as_of, found.until),
        whole=not found.errors,
    )
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//qd85rules//forecast//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(say.CALENDAR[options.lang])}",
        *(line for event in events for line in _written(event)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _events(found: Forecast, options: Options) -> Iterator[Event]:
    seen: Counter[str] = Counter()
    for one in found.coming:
        finding = one.finding
        # The place of an item in its list is no part of it: it changes when others come before it.
        kind = finding.subject.partition("[")[0]
        group = repo_path(one.group, options) if one.group else ""
        said = json.dumps([group, finding.account, kind, *one.item, finding.rule, finding.outcome], ensure_ascii=False)
        key = composed(said)
        digest = hashlib.sha256(f"{key}{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
        seen[key] += 1
        yield Event(f"{digest}@qd85rules", one.on, tuple(_said(one, found, options)))


def _said(one: Coming, found: Forecast, options: Options) -> Iterator[str]:
    finding, lang = one.finding, options.lang
    word = outcome_word(finding, lang)
    summary = f"{word[0].upper()}{word[1:]}: {account_and_subject(finding)}: {finding.title[lang]}"
    yield f"DTSTART;VALUE=DATE:{one.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(plain(summary))}"
    told = "\n".join(plain(line) for line in _description(one, found, options))
    yield f"DESCRIPTION:{_text(told)}"
    yield "STATUS:CONFIRMED"
    yield f"CATEGORIES:{_text(word)}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"


def _written(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{event.stamp}"
    yield f"LAST-MODIFIED:{event.stamp}"
    yield f"SEQUENCE:{event.sequence}"
    yield from event.lines
    if not event.is_cancelled:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield from (line.replace("SUMMARY", "DESCRIPTION", 1) for line in event.lines if line.startswith("SUMMARY:"))
        yield f"TRIGGER:-P{_NOTICE_DAYS}D"
        yield "END:VALARM"
    yield "END:VEVENT"


def _description(one: Coming, found: Forecast, options: Options) -> Iterator[str]:
    finding, lang = one.finding, options.lang
    last_day = LAST_DAY[lang].format(day=one.last_day)
    yield f"{last_day[0].upper()}{last_day[1:]}."
    if finding.outcome is Outcome.VIOLATION:
        yield f"{FIELDS['remedy'][lang]}: {finding.remedy[lang]}"
    yield from (f"{FIELDS['questions'][lang]}: {question[lang]}" for question in finding.questions)
    for citation in finding.citations:
        yield f"{FIELDS['clauses'][lang]}: {citation.clause}: {cited(citation, lang)}"
    yield f"[{finding.rule}]"
    if finding.location is not None:
        yield f"{FIELDS['location'][lang]}: {finding.location}"
    yield say.CALENDAR_POLICY[lang].format(packs=", ".join(found.policy.packs), day=found.as_of)


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
