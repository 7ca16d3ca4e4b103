"""A forecast as a calendar: whatever stands in a register, another library reads back what was meant.

Modules: `reporters.ical_events`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import icalendar
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qd85rules import Policy
from qd85rules.core.text import plain
from qd85rules.reporters import Options
from qd85rules.reporters.ical import render_ical
from qd85rules.run import Candidate
from qd85rules.run.forecast import Forecast, forecast

if TYPE_CHECKING:
    from qd85rules.core.text import Language

POLICY = Policy.load(as_of=date(2024, 11, 1))

ids = st.text(min_size=1, max_size=120).filter(lambda text: text == text.strip() and "\n" not in text)


def member(id_: str, **fields: object) -> dict[str, Any]:
    return {
        "id": id_,
        "personal": True,
        "holder": {"id": "h", "legal_name": "Nguyễn Thí Dụ", "roles": ["party_member"]},
        **fields,
    }


def asked(id_: str) -> dict[str, Any]:
    return member(id_, in_use=True, declaration={"requested_on": "2024-10-30", "declared_on": "never"})


def ahead(*accounts: dict[str, Any], until: date = date(2025, 1, 31)) -> Forecast:
    return forecast([Candidate(account) for account in accounts], policy=POLICY, until=until, engine="reference")


@settings(max_examples=60, deadline=None)
@given(ids, st.sampled_from(["vi", "en"]))
def test_every_text_comes_back_and_no_line_is_too_long(id_: str, lang: Language) -> None:
    found = ahead(asked(id_))
    assume(not found.errors)
    raw = render_ical(found, Options(lang=lang)).encode("utf-8", errors="backslashreplace")
    events = icalendar.Calendar.from_ical(raw).walk("VEVENT")

    assert events
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert [event.decoded("dtstart") for event in events] == [one.on for one in found.coming]
    for event, one in zip(events, found.coming, strict=True):
        assert f"{plain(id_)}: {one.finding.title[lang]}" in str(event["summary"])
        assert one.finding.remedy[lang] in str(event["description"])


def test_no_two_events_are_one() -> None:
    incident = {"detected_on": "2024-10-31", "authority_told_on": "never", "provider_told_on": "never"}
    found = ahead(asked("a"), asked("b"), member("c", incidents=[incident, incident]))

    uids = [event["uid"] for event in icalendar.Calendar.from_ical(render_ical(found, Options())).walk("VEVENT")]

    assert len(uids) == len(found.coming) == len(set(uids))


def test_a_longer_forecast_keeps_the_events_of_a_shorter_one() -> None:
    def events(until: date) -> dict[str, date]:
        calendar = icalendar.Calendar.from_ical(render_ical(ahead(asked("a"), until=until), Options()))
        return {str(event["uid"]): event.decoded("dtstart") for event in calendar.walk("VEVENT")}

    short = events(date(2024, 11, 15))

    assert short
    assert short.items() <= events(date(2025, 12, 31)).items()


def test_a_forecast_of_nothing_is_a_calendar_without_events() -> None:
    calendar = icalendar.Calendar.from_ical(render_ical(ahead(member("a", closed_on="2024-01-01")), Options()))

    assert calendar.walk("VEVENT") == []
