"""The one writer of calendar files."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

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


def all_day(*, uid: str, day: date, title: str, text: str, url: str) -> AllDay:
    return AllDay(uid=uid, first=day, last=day, title=title, text=text, url=url)


def calendar_file(name: str, events: list[AllDay]) -> HttpResponse:
    """Answer with a calendar file; line breaks that could begin a line of their own are taken out of every text."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kollega//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(_component(event))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _component(event: AllDay) -> Event:
    component = Event()
    component.add("uid", f"{event.uid}@kollega")
    component.add("dtstamp", clock.now())
    component.add("dtstart", event.first)
    component.add("dtend", event.last + timedelta(days=1))
    component.add("summary", clean(event.title))
    component.add("description", clean(event.text))
    component.add("url", event.url)
    return component


def clean(text: str) -> str:
    return BREAKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
