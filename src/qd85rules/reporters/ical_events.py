"""Events of a calendar through time: what an earlier calendar said, what has changed, and what no longer comes.

What must not live here: what an event says (`ical`).

Source: RFC 5545, sections 3.1 (content lines), 3.8.7 (change management); RFC 5546, 2.1.5: of two versions of an event
the one with the greater SEQUENCE counts, of two with the same the one with the later DTSTAMP.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from qd85rules.core.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
_GREATEST: Final = 2**31 - 2
_CANCELLED: Final = "STATUS:CANCELLED"
# The properties that our events have; others in an earlier file are not carried over.
_SAID: Final = ("DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "STATUS", "CATEGORIES", "CLASS", "TRANSP")
_STAYS: Final = ("DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP")
_UID: Final = re.compile(r"[0-9a-f]{32}@qd85rules")
_STAMP: Final = re.compile(r"[0-9]{8}T[0-9]{6}Z")
_DAY: Final = re.compile(r"DTSTART;VALUE=DATE:([0-9]{4})([0-9]{2})([0-9]{2})")
_NUMBER: Final = re.compile(r"[0-9]{1,10}")


@dataclass(frozen=True, slots=True)
class Event:
    """One event: `lines` say what it is, `sequence` and `stamp` which version of it this is.

    `on` is its day. Lines are whole, not folded, and in the order in which they are written.
    """

    uid: str
    on: date
    lines: tuple[str, ...]
    sequence: int = 0
    stamp: str = ""

    @property
    def is_cancelled(self) -> bool:
        """Whether the event says that it does not take place."""
        return _CANCELLED in self.lines


def revised(
    events: Iterable[Event], earlier: Mapping[str, Event], written: datetime, days: tuple[date, date], *, whole: bool
) -> Iterator[Event]:
    """Give each event as the next version of what was said of it, and what no longer comes as cancelled.

    Args:
        events: what comes now.
        earlier: what came before, by identity.
        written: the moment of writing.
        days: the day of the forecast and the last one that it looks at; nothing is said of events on other days.
        whole: whether every account was looked at; else an event that does not come may still be true.
    """
    at_least = max(0, min(int((written - _EPOCH).total_seconds()) // 60, _GREATEST))
    now = f"{written.astimezone(UTC):%Y%m%dT%H%M%SZ}"

    def following(event: Event) -> Event:
        was = earlier.get(event.uid)
        if was is None:
            return replace(event, sequence=at_least, stamp=now)
        if was.lines == event.lines:
            return was
        return replace(event, sequence=max(was.sequence + 1, at_least), stamp=max(was.stamp, now))

    coming: set[str] = set()
    for event in events:
        coming.add(event.uid)
        yield following(event)
    for was in earlier.values():
        if was.uid not in coming and days[0] < was.on <= days[1]:
            yield following(_cancelled(was)) if whole else was


def _cancelled(event: Event) -> Event:
    if event.is_cancelled:
        return event
    stays = tuple(line for line in event.lines if _name(line) in _STAYS)
    return replace(event, lines=(*stays, _CANCELLED))


def earlier_events(text: str) -> dict[str, Event]:
    """Read the events of a calendar that this library wrote, by identity; whatever else stands there is left out."""
    found: dict[str, Event] = {}
    inside: list[str] | None = None
    depth = 0
    for line in map(plain, _unfolded(text)):
        if line == "BEGIN:VEVENT":
            inside, depth = [], 0
        elif line == "END:VEVENT" and inside is not None:
            if (event := _event(inside)) is not None:
                found[event.uid] = event
            inside = None
        elif line.startswith("BEGIN:"):
            depth += 1
        elif line.startswith("END:"):
            depth -= 1
        elif inside is not None and depth == 0:
            inside.append(line)
    return found


def _event(lines: list[str]) -> Event | None:
    values = {_name(line): line.partition(":")[2] for line in reversed(lines)}
    said = tuple(line for line in lines if _name(line) in _SAID)
    day = next((match for line in said if (match := _DAY.fullmatch(line))), None)
    uid, stamp, number = values.get("UID", ""), values.get("DTSTAMP", ""), values.get("SEQUENCE", "0")
    if day is None or not (_UID.fullmatch(uid) and _STAMP.fullmatch(stamp) and _NUMBER.fullmatch(number)):
        return None
    try:
        on = date(*map(int, day.groups()))
    except ValueError:
        return None
    return Event(uid, on, said, min(int(number), _GREATEST), stamp)


def _name(line: str) -> str:
    return re.split("[;:]", line, maxsplit=1)[0]


def _unfolded(text: str) -> Iterator[str]:
    pieces: list[str] = []
    # Only the line breaks of the format: text in it may have others.
    for line in re.split("\r?\n", text):
        if line[:1] in {" ", "\t"} and pieces:
            pieces.append(line[1:])
        else:
            if pieces:
                yield "".join(pieces)
            pieces = [line]
    yield "".join(pieces)
