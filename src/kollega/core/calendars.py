"""The one writer of calendar files."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import HttpResponse
from icalendar import Calendar, Event

from kollega.core import clock

BREAKS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]+")


@dataclass(frozen=True, kw_only=True)
class AllDay:
    """Something that falls on whole days, first to last, both included."""

    uid: str
    first: date
    last: date
    title: str
    text: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """Something that falls at a time and a place."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    text: str
    place: str
    url: str
    sequence: int = 0
    """How many times it has been changed, so that a calendar takes the newest (RFC 5545, 3.8.7.4)."""
    is_cancelled: bool = False


def all_day(*, uid: str, day: date, title: str, text: str, url: str) -> AllDay:
    return AllDay(uid=uid, first=day, last=day, title=title, text=text, url=url)


def calendar_file(name: str, events: Sequence[AllDay | Meeting]) -> HttpResponse:
    """Answer with a calendar file; line breaks that could begin a line of their own are taken out of every text."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kollega//SV")
    calendar.add("version", "2.0")
    is_cancelled = any(isinstance(event, Meeting) and event.is_cancelled for event in events)
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    for event in events:
        calendar.add_component(_component(event))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _component(event: AllDay | Meeting) -> Event:
    component = Event()
    component.add("uid", f"{event.uid}@kollega")
    component.add("dtstamp", clock.now())
    if isinstance(event, AllDay):
        component.add("dtstart", event.first)
        component.add("dtend", event.last + timedelta(days=1))
    else:
        component.add("dtstart", event.starts_at.astimezone(UTC))
        component.add("dtend", event.ends_at.astimezone(UTC))
        component.add("location", clean(event.place))
        component.add("sequence", event.sequence)
        component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    component.add("summary", clean(event.title))
    component.add("description", clean(event.text))
    component.add("url", event.url)
    return component


def clean(text: str) -> str:
    return BREAKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
