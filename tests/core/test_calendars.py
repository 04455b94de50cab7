"""Calendar files: what people wrote can never begin a line of its own."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from kollega.core.calendars import AllDay, all_day, calendar_file, clean

BREAKS = ["\r\n", "\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x00"]


def an_event(text: str) -> AllDay:
    return all_day(uid="1", day=date(2026, 12, 12), title=text, text=text, url="https://exempel.invalid/")


def read(response) -> tuple[list, list[str]]:
    """Return the events as a calendar reads them, and the names of the properties of the first."""
    events = Calendar.from_ical(response.content).walk("VEVENT")
    return events, sorted(events[0])


@pytest.mark.parametrize("line_break", BREAKS, ids=ascii)
def test_no_line_break_lets_a_text_add_a_property(line_break):
    injected = f"Sista dag{line_break}ATTENDEE:mailto:x@exempel.invalid{line_break}END:VEVENT{line_break}BEGIN:VALARM"
    events, names = read(calendar_file("x.ics", [an_event(injected)]))
    assert len(events) == 1
    assert names == ["DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "SUMMARY", "UID", "URL"]
    assert events[0]["summary"].startswith("Sista dag")


@given(st.text())
def test_whatever_is_written_stays_one_event_with_its_text(text):
    response = calendar_file("x.ics", [an_event(text)])
    events, names = read(response)
    assert len(events) == 1
    assert "ATTENDEE" not in names
    unfolded = response.content.decode().replace("\r\n ", "")
    assert all(
        line.partition(":")[0].partition(";")[0].isascii() and line[:1].isupper()
        for line in unfolded.split("\r\n")
        if line
    )


def test_a_day_ends_the_day_after_as_calendars_count():
    event = AllDay(
        uid="7", first=date(2027, 3, 1), last=date(2027, 4, 30), title="Å", text="", url="https://exempel.invalid/"
    )
    response = calendar_file("lan.ics", [event])
    (held,), _ = read(response)
    assert (held["dtstart"].dt, held["dtend"].dt) == (date(2027, 3, 1), date(2027, 5, 1))
    assert held["uid"] == "7@kollega"
    assert response["Content-Disposition"] == 'attachment; filename="lan.ics"'


def test_line_breaks_of_every_system_become_one():
    assert clean("a\r\nb\rc\u2028d\x85e\tf") == "a\nb\nc d e\tf"
