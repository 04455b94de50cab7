"""The shortlist, and the talks with those on it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from kollega.assignments import notices, queries
from kollega.assignments.actions.held import held, held_call
from kollega.assignments.models import Call, Interest, Talk, TalkTime
from kollega.assignments.rules import only_announcer, only_employee, only_receiver, why_not_meet, why_not_shortlist
from kollega.assignments.terms import CallState
from kollega.core import clock, meetings
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.people.rules import Actor


@transaction.atomic
def shortlist(interest: Interest, *, by: Actor, today: date) -> None:
    """Put an answer on the shortlist; the employee is told, and may take one of the times there are. Twice is once.

    :raises Refused: unless the receiver does it with an answer they see and nobody has ended.
    """
    interest = held(interest)
    if refusal := why_not_shortlist(by, interest):
        raise Refused(refusal)
    if interest.shortlisted_on is None:
        interest.shortlisted_on = today
        interest.save(update_fields=["shortlisted_on"])
        _write("interest.shortlisted", interest, by)
        notices.shortlisted(interest, has_times=queries.free_times(interest.call).exists())


@transaction.atomic
def offer_times(call: Call, *, starts: Sequence[datetime], minutes: int, place: str, by: Actor) -> int:
    """Offer times for talks; one that exists already is not added again. Returns how many were new.

    :raises Refused: for anyone but those who announce, for a time that has passed, or once the choice is made.
    """
    call = held_call(call)
    if refusal := only_announcer(by, call):
        raise Refused(refusal)
    if call.state not in {CallState.OPEN, CallState.SELECTING}:
        raise Refused("Valet är redan gjort. Ladda om sidan för att se läget.")
    new = meetings.offer(call.times, starts=starts, minutes=minutes, place=place)
    if new:
        Entry.write("call.times_offered", call, by=by.person, owner=call.employer)
        for interest in queries.on_the_shortlist(call):
            notices.times_offered(interest, newest=max(starts))
    return new


@transaction.atomic
def remove_time(time: TalkTime, *, by: Actor) -> None:
    """Take away a time that nobody has taken; twice takes it away once.

    :raises Refused: for anyone but those who announce, or when someone has taken it.
    """
    call = held_call(time.call)
    if refusal := only_announcer(by, call):
        raise Refused(refusal)
    this = TalkTime.objects.filter(pk=time.pk)
    meetings.take_away(this, otherwise="Någon har tagit den tiden. Ställ in samtalet först.")


@transaction.atomic
def take_time(time: TalkTime, *, interest: Interest, by: Actor) -> Talk:
    """Take a time to be met; the one taken before becomes free. Only one can have a time.

    :raises Refused: when someone else was first, when it has passed, or when the employee is not on the shortlist.
    """
    interest = held(interest)
    if refusal := only_employee(by, interest):
        raise Refused(refusal)
    if reason := why_not_meet(interest, starts_at=time.starts_at, now=clock.now()):
        raise Refused(reason)
    meetings.take(TalkTime.objects.filter(pk=time.pk, call=interest.call), interest)
    about: dict[str, Any] = {"starts_at": time.starts_at, "minutes": time.minutes, "place": time.place}
    talk, is_new = Talk.objects.get_or_create(interest=interest, defaults=about)
    if not is_new:
        Talk.objects.filter(pk=talk.pk).update(
            **about, sequence=F("sequence") + 1, is_cancelled=False, is_reminded=False
        )
        talk.refresh_from_db()
    _write("interest.time_taken", interest, by)
    notices.time_taken(interest, talk)
    return talk


@transaction.atomic
def cancel_talk(interest: Interest, *, by: Actor) -> None:
    """Call off the talk; the time is free again, and calendars that have it take it away.

    :raises Refused: unless the employee or the receiver calls off a talk that is to come.
    """
    interest = held(interest)
    if only_employee(by, interest) and (refusal := only_receiver(by, interest)):
        raise Refused(refusal)
    talk = interest.meeting
    if talk is None or talk.is_cancelled or talk.starts_at <= clock.now():
        raise Refused("Det finns inget samtal att ställa in. Ladda om sidan för att se läget.")
    end_talk(interest)
    _write("interest.talk_cancelled", interest, by)
    notices.talk_cancelled(interest, talk, by=by.person)


@transaction.atomic
def end_talk(interest: Interest) -> None:
    """Let the invitation say that there is no talk any more, where there was one to come."""
    coming = Talk.objects.filter(interest=interest, is_cancelled=False, starts_at__gt=clock.now())
    coming.update(is_cancelled=True, sequence=F("sequence") + 1)
    TalkTime.objects.filter(taken_by=interest).update(taken_by=None)


def _write(verb: str, interest: Interest, by: Actor) -> None:
    Entry.write(verb, interest, by=by.person, owner=interest.employment.employer)
